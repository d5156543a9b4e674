//! A row for each value of the axis, and a column for each series.

use std::collections::HashSet;

use crate::error::Error;

use super::column::prices;
use super::{Cell, Column, Grid, Role, Rows, Table};

/// Where to find the parts of a wide table.
#[derive(Clone)]
struct Places {
    axis: usize,
    /// The measures that each series has a column for.
    measures: Vec<usize>,
    /// The differences from the first series, if the sizes are shown with them.
    difference: Option<usize>,
    series: usize,
    /// The distance in rows to the next series, and to the next value of the axis.
    strides: (usize, usize),
}

/// The sizes of every series side by side, under the names of the series.
pub(super) fn by_series(table: &Table) -> Result<Grid, Error> {
    let rows = table.rows_with_totals();
    let Some(places) = places(table, rows) else { return Ok(table.long()) };
    let names = names(table, rows, &places)?;
    let measures = || places.measures.iter().filter_map(|place| table.columns.get(*place));
    let are_amounts = measures().any(|column| column.key.ends_with("_prices"));
    let names = names.into_iter().map(|name| match table.prices.filter(|_| are_amounts) {
        Some(year) => format!("{name}, {}", prices(year)),
        None => name,
    });
    let columns = columns(table, &places, &unique(names.collect()));
    let columns = with_figures(columns, table, rows, &places)?;
    let caption = match places.measures.as_slice() {
        [measure] => table.columns.get(*measure).map(|column| column.label.clone()),
        _ => None,
    };
    Ok(Grid { caption, ..grid(rows, columns, places) })
}

/// The wide layout for people, with differences from the first series if that is the baseline.
pub(super) fn compared(table: &Table, baseline: Option<&str>) -> Result<Grid, Error> {
    let rows = table.rows_with_totals();
    let Some(mut places) = places(table, rows) else { return Ok(table.long()) };
    places.measures.truncate(1);
    let names = names(table, rows, &places)?;
    let columns = columns(table, &places, &names);
    let mut columns = with_figures(columns, table, rows, &places)?;
    if let Some(baseline) = baseline {
        let measures = indexes(table, Role::Measure);
        places.difference = measures.last().copied().filter(|last| !places.measures.contains(last));
        let measure = places.measures.first().and_then(|place| table.columns.get(*place));
        if let (Some(measure), Some(first)) = (measure, columns.get_mut(1)) {
            let label = format!("{baseline}, {}", measure.label);
            *first = Column { label, ..measure.clone() };
        }
    }
    Ok(grid(rows, columns, places))
}

/// Whether each series of the wide layout is a total, which is not among the rows.
pub(super) fn totals(table: &Table) -> Result<Vec<bool>, Error> {
    let rows = table.rows_with_totals();
    let Some(places) = places(table, rows) else { return Ok(Vec::new()) };
    let series = table.series_columns();
    let key = |row: &[Cell]| -> Vec<Option<Cell>> {
        series.iter().map(|place| row.get(*place).cloned()).collect()
    };
    let mut parts: Vec<Vec<Option<Cell>>> = Vec::new();
    for row in table.rows.iter() {
        let key = key(&row?);
        if parts.last() != Some(&key) {
            parts.push(key);
        }
    }
    let series = (0..places.series).map(|at| rows.get(at * places.strides.0));
    series.map(|row| Ok(!parts.contains(&key(&row?)))).collect()
}

fn grid(rows: &Rows, columns: Vec<Column>, places: Places) -> Grid {
    let count = rows.count().checked_div(places.series).unwrap_or_default();
    let rows = rows.clone();
    let row = move |at: usize| row(&rows, at * places.strides.1, &places);
    Grid { caption: None, columns, rows: Rows::made(count, row) }
}

fn indexes(table: &Table, role: Role) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    columns.filter(|(_, column)| column.role == role).map(|(place, _)| place).collect()
}

fn places(table: &Table, rows: &Rows) -> Option<Places> {
    let axis = *indexes(table, Role::Axis).first()?;
    let of_series = *table.series_columns().first()?;
    let measures = indexes(table, Role::Measure);
    let is_major = |place: &usize| table.columns.get(*place).is_some_and(|column| !column.is_minor);
    let major: Vec<usize> = measures.iter().copied().filter(is_major).collect();
    let measures = if major.is_empty() { measures } else { major };
    let series = table.series_with_totals();
    let count = rows.count().checked_div(series)?;
    let strides = if of_series < axis { (count, 1) } else { (1, series) };
    Some(Places { axis, measures, difference: None, series, strides })
}

/// The axis, and a column for each measure of each series.
fn columns(table: &Table, places: &Places, names: &[String]) -> Vec<Column> {
    let axis = table.columns.get(places.axis).cloned();
    let measures = || places.measures.iter().filter_map(|place| table.columns.get(*place));
    let of_series = |name: &String| -> Vec<Column> {
        match places.measures.as_slice() {
            [_] => vec![Column::number(name, name)],
            _ => measures()
                .map(|measure| format!("{name}, {}", measure.label))
                .map(|label| Column::number(&label, &label))
                .collect(),
        }
    };
    axis.into_iter().chain(names.iter().flat_map(of_series)).collect()
}

/// Adds to each column the figure that its series is named after, if there is one.
fn with_figures(
    mut columns: Vec<Column>,
    table: &Table,
    rows: &Rows,
    places: &Places,
) -> Result<Vec<Column>, Error> {
    if let ([of_series], [_]) = (table.series_columns().as_slice(), places.measures.as_slice()) {
        for (at, column) in columns.iter_mut().skip(1).enumerate() {
            if let Some(Cell::Figure(figure)) = rows.get(at * places.strides.0)?.get(*of_series) {
                column.figure = Some(figure.clone());
            }
        }
    }
    Ok(columns)
}

/// The names of the series, without parts that all of them share.
fn names(table: &Table, rows: &Rows, places: &Places) -> Result<Vec<String>, Error> {
    let series_columns = table.series_columns();
    let mut named: Vec<Vec<String>> = Vec::new();
    for at in 0..places.series {
        let row = rows.get(at * places.strides.0)?;
        let cells = series_columns.iter().filter_map(|place| row.get(*place));
        named.push(cells.map(|cell| name(cell, table)).collect());
    }
    let first = named.first().cloned().unwrap_or_default();
    let differs = |place: usize| named.iter().any(|name| name.get(place) != first.get(place));
    let last = series_columns.len().saturating_sub(1);
    let shown: Vec<usize> = (0..=last).filter(|place| *place == last || differs(*place)).collect();
    let joined = |names: &Vec<String>| {
        let names = shown.iter().filter_map(|place| names.get(*place));
        names.map(String::as_str).collect::<Vec<_>>().join(": ")
    };
    Ok(named.iter().map(joined).collect())
}

/// Names that a column of programs already has. Rows of JSON also have a basis and derivations.
const TAKEN: [&str; 4] = ["year", "basis", "derivation", "derivations"];

/// Adds a number to each name that is taken.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut taken: HashSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
    let free = |name: String| {
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        candidates.find(|name| taken.insert(name.clone())).unwrap_or(name)
    };
    names.into_iter().map(free).collect()
}

/// The name of a series.
fn name(cell: &Cell, table: &Table) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Year(year) => year.to_string(),
        Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => {
            format!("{}%", figure.shown_in(table.unit))
        }
        Cell::Printed(text)
        | Cell::Text(text)
        | Cell::Named { name: text, .. }
        | Cell::Rated { text, .. } => text.clone(),
    }
}

fn row(rows: &Rows, first: usize, places: &Places) -> Result<Vec<Cell>, Error> {
    let mut cells = Vec::with_capacity(places.series + 1);
    for at in 0..places.series {
        let row = rows.get(first + at * places.strides.0)?;
        if at == 0 {
            cells.extend(row.get(places.axis).cloned());
        }
        let difference = places.difference.filter(|_| at > 0).and_then(|place| row.get(place));
        for measure in &places.measures {
            cells.push(match (row.get(*measure), difference) {
                (Some(Cell::Figure(figure)), Some(Cell::Figure(change))) => {
                    Cell::Compared { figure: figure.clone(), change: change.clone() }
                }
                (cell, _) => cell.cloned().unwrap_or(Cell::Empty),
            });
        }
    }
    Ok(cells)
}
