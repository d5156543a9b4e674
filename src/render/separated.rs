//! Rows of cells with a separator.

use std::borrow::Cow;

use csv::{StringRecord, Terminator, WriterBuilder};

use crate::error::{Error, Fault};
use crate::spreadsheet::{MARK, guarded};
use crate::table::{Cell, Grid, Table};

use super::cells::push_for_programs;
use super::parts::in_parts;
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
    let mut writer = WriterBuilder::new();
    writer.delimiter(separator).comment(also_quoted).terminator(line_end);
    let Grid { columns, rows, .. } = &programs(table, style)?;
    // In the wide layout a column is called by a name.
    let header = columns.iter().map(|column| guarded(&column.key, |_| false).into_owned());
    let mut first = writer.from_writer(mark.as_bytes().to_vec());
    first.write_record(header).map_err(|error| unwritable(&error))?;
    let mut bytes = first.into_inner().map_err(|error| unwritable(&error))?;
    in_parts(rows.sources(), &mut bytes, |part| {
        let mut writer = writer.from_writer(Vec::new());
        let (mut record, mut text) = (StringRecord::new(), String::new());
        for row in rows.part(part) {
            record.clear();
            for cell in row?.iter() {
                text.clear();
                push_for_programs(cell, table.unit, style, &mut text);
                record.push_field(&written(cell, &text, style));
            }
            let record = record.as_byte_record();
            writer.write_byte_record(record).map_err(|error| unwritable(&error))?;
        }
        writer.into_inner().map_err(|error| unwritable(&error))
    })?;
    Ok(bytes)
}

fn written<'a>(cell: &Cell, text: &'a str, style: Style) -> Cow<'a, str> {
    match cell {
        // Even `-5` is guarded here, because a name is never a number.
        Cell::Text(_) | Cell::Named { .. } => guarded(text, |_| false),
        _ if style.decimal_comma => text.replace('.', ",").into(),
        _ => text.into(),
    }
}
