//! Rows of cells with a separator between them.

use csv::{Terminator, WriterBuilder};

use crate::error::{Error, Fault};
use crate::quantity::Unit;
use crate::spreadsheet::{MARK, guarded};
use crate::table::{Cell, Table};

use super::Style;
use super::cells::for_programs;

/// The header and the rows with that separator between the cells.
pub(super) fn write(table: &Table, style: Style, separator: u8) -> Result<Vec<u8>, Error> {
    let unwritable = |error: &dyn std::fmt::Display| {
        let (format, reason) = ("csv", error.to_string());
        Error::from(Fault::Unwritable { format, reason })
    };
    let (mark, line_end) =
        if style.excel { (MARK, Terminator::CRLF) } else { ("", Terminator::Any(b'\n')) };
    // Semicolons separate cells where the decimal mark is a comma, and Excel goes by its language. What the writer may
    // take for a comment it puts in quotes.
    let also_quoted = Some(b';').filter(|_| style.excel && separator != b';');
    let mut writer = WriterBuilder::new()
        .delimiter(separator)
        .comment(also_quoted)
        .terminator(line_end)
        .from_writer(mark.as_bytes().to_vec());
    let header = table.columns.iter().map(|column| &column.key);
    writer.write_record(header).map_err(|error| unwritable(&error))?;
    for row in table.rows.iter() {
        let row = row?;
        let cells = row.iter().map(|cell| written(cell, table.unit, style));
        writer.write_record(cells).map_err(|error| unwritable(&error))?;
    }
    writer.into_inner().map_err(|error| unwritable(&error))
}

fn written(cell: &Cell, unit: Unit, style: Style) -> String {
    let text = for_programs(cell, unit, style);
    match cell {
        // Even `-5` is guarded here, because a name is never a number.
        Cell::Text(_) | Cell::Named { .. } => guarded(&text, |_| false).into_owned(),
        _ if style.decimal_comma => text.replace('.', ","),
        _ => text,
    }
}
