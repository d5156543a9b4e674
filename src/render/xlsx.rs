//! Workbooks whose formulas are the derivations of the figures.
//!
//! From the bottom up: formulas of operations (`formula`, `names`); the figures that formulas refer to (`book`, `fade`);
//! cells (`sheet`, `columns`, `row`); and a file for each sheet (`answer`, `inputs`, `workings`, `notes`) and for the chart.

mod answer;
mod book;
mod chart;
mod columns;
mod fade;
mod formula;
mod inputs;
mod names;
mod notes;
mod row;
mod sheet;
mod units;
mod workings;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::error::{Error, Extent, Fault};
use crate::table::{Column, Grid, Layout, MeasureKind, Role, Table, View};
use crate::wording::workbook::sheets;

use super::title::title;
use super::{Format, Style, people};
use answer::Answer;
use book::Book;
use chart::{Data, Drawing};
use sheet::{MOST_COLUMNS, MOST_ROWS, Sheet, unwritable};

pub(super) const FORMAT: Format = Format {
    name: "xlsx",
    extensions: &["xlsx"],
    holds_notes: true,
    holds_derivations: true,
    is_for_spreadsheets: false,
    is_binary: true,
    holds_chart: true,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let grid = shown(table, style)?;
    check(Extent::Columns, grid.columns.len(), MOST_COLUMNS)?;
    check(Extent::Rows, grid.rows.count() + 1, MOST_ROWS)?;
    let mut answer = Answer::new(table, style, &grid)?;
    let mut book = Book::new(table);
    answer.number(&mut book);
    let drawing = Drawing::of(table, style, &answer)?;
    drawing.iter().for_each(|drawing| drawing.number(&mut book));
    let is_interval = |column: &Column| column.kind == MeasureKind::Bound;
    book.name_entries(table.columns.iter().any(is_interval));
    let mut first = Sheet::new(sheets::ANSWER)?;
    answer.write(&mut first, &mut book)?;
    let data = match &drawing {
        Some(drawing) => drawing.write(&mut first, &answer, &mut book)?,
        None => Data::default(),
    };
    check(Extent::Rows, book.steps.len() + 1, MOST_ROWS)?;
    let mut named = Vec::new();
    let title = title(table, &grid, style);
    let mut others = Vec::new();
    if !book.entries.is_empty() {
        others.push(inputs::sheet(table, style, &book, &mut named)?);
    }
    if !book.steps.is_empty() || !data.is_empty() {
        others.push(workings::sheet(table, &book, &data, &mut named)?);
    }
    others.push(notes::sheet(table, style, &title)?);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&title)?);
    workbook.push_worksheet(first.finish()?);
    others.into_iter().for_each(|sheet| workbook.push_worksheet(sheet));
    for NamedCell { name, cell } in named {
        workbook.define_name(name, &cell).map_err(|error| unwritable(&error))?;
    }
    workbook.save_to_buffer().map_err(|error| unwritable(&error))
}

/// Checks that a sheet has room for that many rows or columns.
fn check(what: Extent, count: usize, most: usize) -> Result<(), Error> {
    if count <= most {
        return Ok(());
    }
    Err(Fault::TooLarge { what, count, most, format: FORMAT.name }.into())
}

/// A cell with a name.
struct NamedCell {
    name: String,
    cell: String,
}

impl NamedCell {
    /// The value in a row of a sheet, from 0.
    fn new(name: &str, sheet: &str, row: u32) -> Self {
        let cell = rust_xlsxwriter::row_col_to_cell_absolute(row, 1);
        Self { name: name.to_owned(), cell: format!("={sheet}!{cell}") }
    }
}

/// The unit of the amounts.
fn amounts(table: &Table) -> String {
    format!("{} {}", table.currency, table.unit)
}

/// The answer as people see it. Segments and scenarios are side by side, so that years are rows.
fn shown(table: &Table, style: Style) -> Result<Grid, Error> {
    let is_series = |column: &Column| column.role == Role::Series;
    let is_divided = table.has_axis() && table.columns.iter().any(is_series);
    let has_years = table.rows.count() > table.series;
    match (&table.view, style.layout) {
        (View::Long, None) if is_divided && has_years => table.grid(Layout::Wide),
        _ => people(table, style),
    }
}

/// The longest title. Spreadsheets allow 255 characters, some of which count twice.
const LONGEST_TITLE: usize = 120;

/// Properties without the time of writing, so that the same answer has the same bytes.
fn properties(title: &str) -> Result<DocProperties, Error> {
    let time = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| unwritable(&error))?;
    let title: String = title.chars().take(LONGEST_TITLE).collect();
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&time))
}
