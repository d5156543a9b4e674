//! Rows as JSON objects.

use std::cell::RefCell;

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{Error, Fault, Place};
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
    table: &'a Table,
    style: Style,
    /// Why a row could not be computed; a serializer's error would keep its text alone.
    fault: RefCell<Option<Error>>,
}

impl<'a> Objects<'a> {
    pub(super) fn new(table: &'a Table, style: Style) -> Self {
        Self { table, style, fault: RefCell::default() }
    }

    /// The error, where serializing has met one.
    pub(super) fn error(&self, error: &serde_json::Error) -> Error {
        match self.fault.take() {
            Some(fault) => fault.at(Place::Format(FORMAT)),
            None => unwritable(error),
        }
    }
}

/// What JSON is called in errors.
const FORMAT: &str = "json";

pub(super) fn unwritable(error: &serde_json::Error) -> Error {
    Fault::Unwritable { format: FORMAT, reason: error.to_string() }.into()
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for cells in self.table.rows.iter() {
            let cells = match cells {
                Ok(cells) => cells,
                Err(error) => {
                    self.fault.replace(Some(error));
                    return Err(S::Error::custom(FORMAT));
                }
            };
            let (columns, style) = (&self.table.columns, self.style);
            list.serialize_element(&Row { columns, cells: &cells, style })?;
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
