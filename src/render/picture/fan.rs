//! Fans: nested intervals over an axis.

use crate::error::Error;
use crate::table::{Cell, Column, Grid, MeasureKind, Role};

use crate::wording::names;

use super::lines::name;
use super::values::Values;
use super::{Axis, Fan, Line, Point};

/// The bounds in the columns of a grid, paired from the outside in.
pub(super) fn plot(values: &Values<'_>, grid: &Grid) -> Result<Fan, Error> {
    let rows: Vec<Vec<Cell>> =
        grid.rows.iter().map(|row| Ok(row?.to_vec())).collect::<Result<_, Error>>()?;
    let is_axis = |column: &Column| column.role == Role::Axis;
    let place = grid.columns.iter().position(is_axis).unwrap_or_default();
    let positions = rows.iter().filter_map(|row| values.position(row.get(place)?));
    let axis = Axis { positions: positions.collect(), is_years: true };
    let columns = grid.columns.iter().enumerate();
    let bounds = columns.filter(|(_, column)| column.kind == MeasureKind::Bound);
    let line = |(place, column): (usize, &Column)| Line {
        name: if is_median(column) { names::MEDIAN.to_owned() } else { name(column) },
        points: rows.iter().map(|row| values.point(row.get(place)?)).collect(),
        is_main: is_median(column),
    };
    let (medians, mut others): (Vec<Line>, Vec<Line>) =
        bounds.map(line).partition(|line| line.is_main);
    others.sort_by(|one, other| one.last().cmp(&other.last()));
    let (bands, single) = pairs(others);
    let forecast = forecast(values, &axis);
    Ok(Fan { axis, bands, middle: medians.into_iter().next(), single, forecast })
}

fn is_median(column: &Column) -> bool {
    matches!(&*column.measure, "p50" | "median")
}

/// Pairs lines from the outside in. One in the middle is left over if their number is odd.
fn pairs(bounds: Vec<Line>) -> (Vec<(Line, Line)>, Option<Line>) {
    let mut bounds = std::collections::VecDeque::from(bounds);
    let mut bands = Vec::new();
    while bounds.len() > 1 {
        bands.extend(bounds.pop_front().zip(bounds.pop_back()));
    }
    (bands, bounds.pop_front())
}

/// The report's own forecast in the years of the axis.
fn forecast(values: &Values<'_>, axis: &Axis) -> Option<Line> {
    let path = &values.table.path;
    let in_position = |position: &super::Value| -> Option<Point> {
        let (_, cell) = path.iter().find(|(year, _)| year.to_string() == position.text)?;
        values.point(cell)
    };
    let points: Vec<Option<Point>> = axis.positions.iter().map(in_position).collect();
    let line = Line { name: names::FORECAST.to_owned(), points, is_main: false };
    Some(line).filter(|_| !path.is_empty())
}
