//! Lines and layers: series over an axis, and a path to a goal.

use crate::decimal::Decimal;
use crate::derivation::Measure;
use crate::error::{Error, PictureFault};
use crate::notes::{Note, ReachedNote};
use crate::table::{Cell, Column, MeasureKind, Role};

use super::values::Values;
use super::{Axis, Goal, Layers, Line, Lines, Plot, Point};

/// Returns the series as lines, or as stacked layers if they are parts of a whole.
pub(super) fn plot(values: &Values<'_>) -> Result<Plot, Error> {
    let (axis, lines) = (values.axis(), values.lines());
    if values.table.totals.is_none() || !is_stackable(values) {
        return Ok(Plot::Lines(Lines { axis, lines, goal: None }));
    }
    let headings = values.headings()?;
    if !headings.is_empty() {
        let mut dimensions: Vec<String> = headings.into_iter().map(|(id, _)| id).collect();
        dimensions.dedup();
        return Err(PictureFault::SeveralDimensions { dimensions }.into());
    }
    Ok(Plot::Layers(Layers { axis, layers: lines, total: values.total() }))
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

/// Returns the forecast and the size to reach.
pub(super) fn to_goal(values: &Values<'_>) -> Result<Lines, Error> {
    let (axis, line) = path(values);
    let line = line.ok_or(PictureFault::NoRows)?;
    let row = values.table.rows.iter().next().transpose()?.unwrap_or_default();
    let columns = || values.table.columns.iter().zip(row.iter());
    let of_goal = columns().find(|(column, _)| column.kind == MeasureKind::Goal);
    let position = crossing(values).unwrap_or_else(|| {
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

/// Returns when the forecast reaches the size, in fractional years, if the answer is about that. That is nowhere on the
/// path if it never does, or if it is past the size from the start.
fn crossing(values: &Values<'_>) -> Option<Option<Decimal>> {
    values.table.notes.iter().find_map(|note| match note {
        Note::Reached(ReachedNote { reached, first, .. }) => {
            let years = reached.as_ref().map(|(_, years)| years.derivation().number());
            let start = Decimal::from(u32::from(first.number()));
            Some(years.filter(Decimal::is_positive).map(|years| &start + &years))
        }
        _ => None,
    })
}

/// The name of a column of amounts, without the unit.
pub(super) fn name(column: &Column) -> String {
    column.label.split(", ").next().unwrap_or_default().to_owned()
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
