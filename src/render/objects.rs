//! Rows as JSON objects.

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::table::{Cell, Column, Table};

use super::Style;
use super::cells::for_programs;

/// A row as an object whose keys are the names of the columns.
pub(super) struct Row<'a> {
    pub(super) columns: &'a [Column],
    pub(super) cells: &'a [Cell],
    pub(super) style: Style,
}

/// Every row of a table, as a list of objects.
pub(super) struct Objects<'a> {
    pub(super) table: &'a Table,
    pub(super) style: Style,
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for cells in self.table.rows.iter() {
            let cells = &cells.map_err(S::Error::custom)?;
            list.serialize_element(&Row {
                columns: &self.table.columns,
                cells,
                style: self.style,
            })?;
        }
        list.end()
    }
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
