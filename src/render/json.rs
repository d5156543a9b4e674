//! One JSON object with the rows and the notes.

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::Error;
use crate::table::{Cell, Column, Table};

use super::{Format, Style, for_programs};

pub(super) const FORMAT: Format =
    Format { name: "json", extensions: &["json"], holds_notes: true, write };

#[derive(Serialize)]
struct Document<'a> {
    market: &'a str,
    currency: &'a str,
    unit: String,
    notes: &'a [String],
    rows: Vec<Row<'a>>,
}

/// A row as an object whose keys are the names of the columns.
pub(super) struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
    style: Style,
}

/// The rows of the table, ready to be written.
pub(super) fn rows(table: &Table, style: Style) -> impl Iterator<Item = Row<'_>> {
    let columns = &table.columns;
    table.rows.iter().map(move |cells| Row { columns, cells, style })
}

pub(super) fn unwritable(error: &serde_json::Error) -> Error {
    Error::contradiction(format!("json: {error}"))
}

fn write(table: &Table, style: Style) -> Result<String, Error> {
    let document = Document {
        market: &table.market,
        currency: table.currency.code(),
        unit: table.unit.to_string(),
        notes: &table.notes,
        rows: rows(table, style).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).map_err(|error| unwritable(&error))?;
    text.push('\n');
    Ok(text)
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            let text = for_programs(cell, self.style);
            match cell {
                Cell::Empty => row.serialize_entry(&column.key, &())?,
                Cell::Year(_) | Cell::Number(_) => {
                    let number = RawValue::from_string(text).map_err(S::Error::custom)?;
                    row.serialize_entry(&column.key, &number)?;
                }
                Cell::Printed(_) | Cell::Text(_) | Cell::Named { .. } => {
                    row.serialize_entry(&column.key, &text)?;
                }
            }
        }
        row.end()
    }
}
