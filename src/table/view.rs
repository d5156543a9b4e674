//! How people see a table: what follows from the roles of its columns.

use crate::error::Error;

use super::{Cell, Column, Role, Rows, Table};

/// How people would rather see a table.
///
/// ```
/// use aiinfra::{Cell, Column, Table, Unit, View};
///
/// let row = |scenario: &str, size: &str| {
///     vec![Cell::Text(scenario.to_owned()), Cell::Year("2034".parse().unwrap()), Cell::Printed(size.to_owned())]
/// };
/// let table = Table {
///     market: "Widgets".to_owned(),
///     currency: "EUR".parse()?,
///     unit: Unit::Million,
///     columns: vec![
///         Column::text("scenario", "Scenario").series(),
///         Column::year(),
///         Column::number("value", "Size"),
///     ],
///     rows: vec![row("bear", "289.34"), row("bull", "644.21")].into(),
///     view: View::Wide { series: 2, baseline: None },
///     notes: Vec::new(),
/// };
/// let labels: Vec<String> =
///     table.for_people()?.columns.into_iter().map(|column| column.label).collect();
/// assert_eq!(labels, ["Year", "bear", "bull"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum View {
    /// As it is.
    Long,
    /// Some of its columns: the place of each, and how it is headed.
    Chosen(Vec<(usize, Column)>),
    /// A row for each value of the axis, and a column for each series. The rows of the table have every series at
    /// every value of the axis; of the axis and the series, the one whose column comes first changes last.
    Wide {
        /// How many series there are.
        series: usize,
        /// What the first series is headed where the others are compared with it: the last measure is then how far
        /// each is off.
        baseline: Option<String>,
    },
}

/// Columns and rows as people read them.
///
/// ```
/// use aiinfra::{Cell, Column, Grid};
///
/// let grid = Grid {
///     columns: vec![Column::year(), Column::number("20%", "20 %")],
///     rows: vec![vec![Cell::Year("2034".parse()?), Cell::Printed("289.34".to_owned())]].into(),
/// };
/// assert_eq!(grid.rows.iter().next().unwrap()?.len(), grid.columns.len());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Rows,
}

/// Those columns of the table.
pub(super) fn chosen(table: &Table, columns: &[(usize, Column)]) -> Grid {
    let places: Vec<usize> = columns.iter().map(|(place, _)| *place).collect();
    let rows = table.rows.clone();
    let row = move |at| {
        let row = rows.get(at)?;
        Ok(places.iter().filter_map(|place| row.get(*place).cloned()).collect())
    };
    let columns = columns.iter().map(|(_, column)| column.clone()).collect();
    Grid { columns, rows: Rows::made(table.rows.count(), row) }
}

/// Where a table has what a wide one is made of.
#[derive(Clone, Copy)]
struct Places {
    axis: usize,
    series: usize,
    measure: usize,
    change: usize,
    /// How many rows on the next series, and the next value of the axis, lie.
    strides: (usize, usize),
}

/// A row for each value of the axis, and a column for each series.
pub(super) fn wide(table: &Table, series: usize, baseline: Option<&str>) -> Result<Grid, Error> {
    let with_role = |role: Role| {
        let places = table.columns.iter().enumerate();
        places.filter(move |(_, column)| column.role == role).map(|(place, _)| place)
    };
    let count = table.rows.count().checked_div(series).unwrap_or_default();
    let long = || Grid { columns: table.columns.clone(), rows: table.rows.clone() };
    let measures = (with_role(Role::Measure).next(), with_role(Role::Measure).next_back());
    let (Some(axis), Some(of_series), (Some(measure), Some(change))) =
        (with_role(Role::Axis).next(), with_role(Role::Series).next(), measures)
    else {
        return Ok(long());
    };
    let strides = if of_series < axis { (count, 1) } else { (1, series) };
    let places = Places { axis, series: of_series, measure, change, strides };
    let columns = columns(table, series, baseline, places)?;
    let (rows, is_compared) = (table.rows.clone(), baseline.is_some());
    let row = move |at: usize| row(&rows, at * strides.1, series, is_compared, places);
    Ok(Grid { columns, rows: Rows::made(count, row) })
}

fn columns(
    table: &Table,
    series: usize,
    baseline: Option<&str>,
    places: Places,
) -> Result<Vec<Column>, Error> {
    let mut columns: Vec<Column> = table.columns.get(places.axis).cloned().into_iter().collect();
    for at in 0..series {
        let row = table.rows.get(at * places.strides.0)?;
        let name = row.get(places.series).map(|cell| name(cell, table)).unwrap_or_default();
        let measure = table.columns.get(places.measure);
        columns.push(match (baseline.filter(|_| at == 0), measure) {
            (Some(baseline), Some(measure)) => {
                Column { label: format!("{baseline}, {}", measure.label), ..measure.clone() }
            }
            _ => Column::number(&name, &name),
        });
    }
    Ok(columns)
}

/// What a series is called.
fn name(cell: &Cell, table: &Table) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Year(year) => year.to_string(),
        Cell::Figure(figure) | Cell::Compared { figure, .. } => {
            format!("{} %", figure.shown_in(table.unit))
        }
        Cell::Printed(text)
        | Cell::Text(text)
        | Cell::Named { name: text, .. }
        | Cell::Rated { text, .. } => text.clone(),
    }
}

fn row(
    rows: &Rows,
    first: usize,
    series: usize,
    is_compared: bool,
    places: Places,
) -> Result<Vec<Cell>, Error> {
    let mut cells = Vec::with_capacity(series + 1);
    for at in 0..series {
        let row = rows.get(first + at * places.strides.0)?;
        if at == 0 {
            cells.extend(row.get(places.axis).cloned());
        }
        cells.push(match (row.get(places.measure), row.get(places.change)) {
            (Some(Cell::Figure(figure)), Some(Cell::Figure(change))) if is_compared && at > 0 => {
                Cell::Compared { figure: figure.clone(), change: change.clone() }
            }
            (cell, _) => cell.cloned().unwrap_or(Cell::Empty),
        });
    }
    Ok(cells)
}
