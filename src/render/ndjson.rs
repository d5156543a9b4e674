//! One JSON object a line and row.

use crate::error::Error;
use crate::table::Table;

use super::objects::{Row, unwritable};
use super::{Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    extensions: &["ndjson", "jsonl"],
    holds_notes: false,
    is_for_spreadsheets: false,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    for cells in table.rows.iter() {
        let row = Row { table, cells: &cells?, style };
        serde_json::to_writer(&mut text, &row).map_err(|error| unwritable(&error))?;
        text.push(b'\n');
    }
    Ok(text)
}
