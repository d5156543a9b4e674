//! Lines and layers: series over an axis, and a path to a goal.

use crate::decimal::Decimal;
use crate::derivation::Measure;
use crate::error::{Error, PictureFault};
use crate::notes::{Note, ReachedNote};
use crate::table::{Cell, Column, MeasureKind, Role};

use super::values::Values;
use super::{Axis, Goal, Layers, Line, Lines, Plot, Point};

/// The most series that a picture can show.
const MOST_SERIES: usize = 200;

/// The series of the answer over its axis: as layers if they are parts of a whole.
pub(super) fn plot(values: &Values<'_>) -> Result<Plot, Error> {
    let (axis, lines) = (values.axis(), values.lines());
    let count = lines.len();
    if count > MOST_SERIES {
        return Err(PictureFault::TooMany { count, most: MOST_SERIES }.into());
    }
    if values.table.totals.is_none() || !is_stackable(values) {
        return Ok(Plot::Lines(Lines { axis, lines, goal: None }));
    }
    let headings = values.headings()?;
    if !headings.is_empty() {
        let mut dimensions: Vec<String> = headings.into_iter().map(|(id, _)| id).collect();
        dimensions.dedup();
        return Err(PictureFault::SeveralDimensions { dimensions }.into());
    }
    Ok(Plot::Layers(Layers { axis, layers: lines }))
}

/// Whether the values are amounts that can be added up.
fn is_stackable(values: &Values<'_>) -> bool {
    let cells = values.rows.iter().flat_map(|row| row.iter().skip(1));
    let is_part = |cell: &Cell| match cell {
        Cell::Figure(figure) => {
            figure.measure() == Measure::Amount && figure.number() >= Decimal::from(0)
        }
        Cell::Empty => true,
        _ => false,
    };
    cells.into_iter().all(is_part)
}

/// The path of the forecast, and the size that it is to reach.
pub(super) fn to_goal(values: &Values<'_>) -> Result<Lines, Error> {
    let (axis, line) = path(values);
    let line = line.ok_or(PictureFault::NoRows)?;
    let row = values.table.rows.iter().next().transpose()?.unwrap_or_default();
    let columns = || values.table.columns.iter().zip(row.iter());
    let of_goal = columns().find(|(column, _)| column.kind == MeasureKind::Goal);
    let position = crossing(values).or_else(|| {
        let (_, cell) = columns().find(|(column, _)| column.role == Role::Axis)?;
        Some(values.position(cell)?.number)
    });
    let ends = axis.positions.first().zip(axis.positions.last());
    let is_on_axis = |number: &Decimal| {
        ends.is_some_and(|(first, last)| first.number <= *number && *number <= last.number)
    };
    let goal = of_goal.and_then(|(column, cell)| {
        let position = position.filter(is_on_axis);
        Some(Goal { name: name(column), value: values.value(cell)?, position })
    });
    Ok(Lines { axis, lines: vec![line], goal })
}

/// When the path reaches the size, to a fraction of a year, if the answer is about that.
fn crossing(values: &Values<'_>) -> Option<Decimal> {
    values.table.notes.iter().find_map(|note| match note {
        Note::Reached(ReachedNote { reached: Some((_, years)), first, .. }) => {
            Some(&Decimal::from(u32::from(first.number())) + &years.derivation().number())
        }
        _ => None,
    })
}

/// The name of a column of amounts, without the unit.
pub(super) fn name(column: &Column) -> String {
    column.label.split(',').next().unwrap_or_default().to_owned()
}

/// The path of the forecast, if the answer has one.
fn path(values: &Values<'_>) -> (Axis, Option<Line>) {
    let path = &values.table.path;
    let positions = path.iter().filter_map(|(year, _)| values.position(&Cell::Year(*year)));
    let axis = Axis { positions: positions.collect(), is_years: true };
    let points: Vec<Option<Point>> = path.iter().map(|(_, cell)| values.point(cell)).collect();
    let line = Line { name: String::new(), points, is_main: true };
    (axis, Some(line).filter(|_| !path.is_empty()))
}
