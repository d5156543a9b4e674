//! Rows of cells with a separator.

use csv::{Terminator, WriterBuilder};

use crate::error::{Error, Fault};
use crate::quantity::Unit;
use crate::spreadsheet::{MARK, guarded};
use crate::table::{Cell, Grid, Table};

use super::cells::for_programs;
use super::{Style, programs};

/// Writes the header and the rows with that separator; `format` is the name of the format.
pub(super) fn write(
    table: &Table,
    style: Style,
    format: &'static str,
    separator: u8,
) -> Result<Vec<u8>, Error> {
    let unwritable = |error: &dyn std::fmt::Display| {
        let reason = error.to_string();
        Error::from(Fault::Unwritable { format, reason })
    };
    let (mark, line_end) =
        if style.excel { (MARK, Terminator::CRLF) } else { ("", Terminator::Any(b'\n')) };
    // Excel splits cells at semicolons if its language has decimal commas. The writer quotes cells that contain the
    // comment character.
    let also_quoted = Some(b';').filter(|_| style.excel && separator != b';');
    let mut writer = WriterBuilder::new()
        .delimiter(separator)
        .comment(also_quoted)
        .terminator(line_end)
        .from_writer(mark.as_bytes().to_vec());
    let Grid { columns, rows, .. } = &programs(table, style)?;
    // In the wide layout a column is called by a name.
    let header = columns.iter().map(|column| guarded(&column.key, |_| false).into_owned());
    writer.write_record(header).map_err(|error| unwritable(&error))?;
    for row in rows.iter() {
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
