//! What people see of a table at first sight.

use super::{Cell, Column, Rows, Table};

/// What people see of a table if they don't ask for a [`Layout`](super::Layout).
///
/// ```
/// use aiinfra::{About, Cell, Column, Table, Unit, View};
///
/// let row = |scenario: &str, size: &str| {
///     vec![Cell::Text(scenario.to_owned()), Cell::Year("2034".parse().unwrap()), Cell::Printed(size.to_owned())]
/// };
/// let columns = vec![
///     Column::text("scenario", "Scenario").series(),
///     Column::year(),
///     Column::number("value", "Size"),
/// ];
/// let rows = vec![row("bear", "289.34"), row("bull", "644.21")];
/// let table = Table::new(About::default(), ("EUR".parse()?, Unit::Million), columns, rows);
/// let table = Table { series: 2, view: View::Wide { baseline: None }, ..table };
/// let labels: Vec<String> =
///     table.for_people()?.columns.into_iter().map(|column| column.label).collect();
/// assert_eq!(labels, ["Year", "bear", "bull"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum View {
    /// Every column and row, and totals if the parts make a whole.
    Long,
    /// Some of its columns, each with its index and its own heading, and other rows.
    Chosen {
        /// The columns.
        columns: Vec<(usize, Column)>,
        /// The rows, with the cells of all columns.
        rows: Rows,
    },
    /// Every column and row, with the unit of the amounts as the caption instead of in each heading.
    Captioned {
        /// The unit, as it ends the headings.
        unit: String,
    },
    /// The summary of the long layout, with the unit of the amounts as the caption.
    Summary {
        /// The unit, as it ends the headings.
        unit: String,
    },
    /// The wide layout.
    Wide {
        /// The heading of the first series, if the others are compared with it: the last measure is then how far
        /// each is off.
        baseline: Option<String>,
    },
}

/// Columns and rows, ready for a format.
///
/// ```
/// use aiinfra::{Cell, Column, Grid};
///
/// let grid = Grid {
///     caption: Some("USD billion".to_owned()),
///     columns: vec![Column::year(), Column::number("20%", "20%")],
///     rows: vec![vec![Cell::Year("2034".parse()?), Cell::Printed("289.34".to_owned())]].into(),
/// };
/// assert_eq!(grid.rows.iter().next().unwrap()?.len(), grid.columns.len());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Grid {
    /// A line above the table for people, such as the unit if no column names it.
    pub caption: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Rows,
}

/// Some columns of a table, with these rows.
pub(super) fn chosen(columns: &[(usize, Column)], rows: &Rows) -> Grid {
    let places: Vec<usize> = columns.iter().map(|(place, _)| *place).collect();
    let (all, count) = (rows.clone(), rows.count());
    let row = move |at| {
        let row = all.get(at)?;
        Ok(places.iter().map(|place| row.get(*place).cloned().unwrap_or(Cell::Empty)).collect())
    };
    let columns = columns.iter().map(|(_, column)| column.clone()).collect();
    Grid { caption: None, columns, rows: Rows::made(count, row) }
}

/// The grid with the unit as its caption instead of in its headings.
pub(super) fn captioned(grid: Grid, unit: &str) -> Grid {
    let ending = format!(", {unit}");
    let short = |column: Column| match column.label.strip_suffix(&ending) {
        Some(label) => Column { label: label.to_owned(), ..column },
        None => column,
    };
    let columns = grid.columns.into_iter().map(short).collect();
    Grid { caption: Some(unit.to_owned()), columns, ..grid }
}

impl Table {
    /// Returns its rows, with the totals if there are any.
    pub(super) fn rows_with_totals(&self) -> &Rows {
        self.totals.as_ref().map_or(&self.rows, |totals| &totals.rows)
    }
}
