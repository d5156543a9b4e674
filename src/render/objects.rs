//! Rows as JSON objects.

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::table::{Cell, Column, Table};

use super::Style;
use super::cells::for_programs;

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

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            let text = for_programs(cell, self.style);
            match cell {
                Cell::Empty => row.serialize_entry(&column.key, &())?,
                Cell::Year(_) | Cell::Number(_) | Cell::Compared { .. } => {
                    let number = RawValue::from_string(text).map_err(S::Error::custom)?;
                    row.serialize_entry(&column.key, &number)?;
                }
                Cell::Printed(_) | Cell::Text(_) | Cell::Named { .. } | Cell::Rated { .. } => {
                    row.serialize_entry(&column.key, &text)?;
                }
            }
        }
        row.end()
    }
}
