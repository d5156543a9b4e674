//! Rows of cells with a separator between them.

use csv::WriterBuilder;

use crate::error::Error;
use crate::table::{Cell, Table};

use super::Style;
use super::cells::for_programs;

/// The header and the rows with that separator between the cells.
pub(super) fn write(table: &Table, style: Style, separator: u8) -> Result<String, Error> {
    let unwritable = |error: &dyn std::fmt::Display| Error::sentence(format!("csv: {error}"));
    let mut writer = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    let header = table.columns.iter().map(|column| &column.key);
    writer.write_record(header).map_err(|error| unwritable(&error))?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| guarded(cell, style));
        writer.write_record(cells).map_err(|error| unwritable(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(&error))?;
    String::from_utf8(bytes).map_err(|error| unwritable(&error))
}

/// A spreadsheet runs a text that begins like a formula; an apostrophe in front keeps it a text.
fn guarded(cell: &Cell, style: Style) -> String {
    let text = for_programs(cell, style);
    let is_words = matches!(cell, Cell::Text(_) | Cell::Named { .. });
    if is_words && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    text
}
