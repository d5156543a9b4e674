//! Rows and notes as JSON objects.

use std::cell::RefCell;

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::derivation::{Derivation, Evidence};
use crate::error::{Error, Fault, Place};
use crate::notes::Note;
use crate::quantity::Year;
use crate::table::{Cell, Column, Grid, Layout, Table};
use crate::wording::{self, Verbosity};

use super::Style;
use super::cells::for_programs;
use super::provenance::{Figures, References};

/// A row as an object with the column names as keys, and with the basis of each figure.
pub(super) struct Row<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: &'a [Column],
    pub(super) cells: &'a [Cell],
    pub(super) style: Style,
    /// The derivations that it refers to, if they are asked for.
    pub(super) figures: Option<&'a Figures<'a>>,
}

/// The basis of each figure of a row, by column.
struct Bases<'a>(&'a Row<'a>);

/// Every row of a table, as a list of objects.
pub(super) struct Objects<'a> {
    table: &'a Table,
    grid: &'a Grid,
    style: Style,
    figures: Option<&'a Figures<'a>>,
    /// The reason that a row could not be computed. A serializer's error would keep only its text.
    fault: RefCell<Option<Error>>,
}

impl<'a> Objects<'a> {
    pub(super) fn new(
        table: &'a Table,
        grid: &'a Grid,
        style: Style,
        figures: Option<&'a Figures<'a>>,
    ) -> Self {
        Self { table, grid, style, figures, fault: RefCell::default() }
    }

    /// Returns the error that stopped serialization.
    pub(super) fn error(&self, error: &serde_json::Error) -> Error {
        match self.fault.take() {
            Some(fault) => fault.at(Place::Format(FORMAT)),
            None => unwritable(error),
        }
    }
}

/// The name of the format in errors.
const FORMAT: &str = "json";

pub(super) fn unwritable(error: &serde_json::Error) -> Error {
    Fault::Unwritable { format: FORMAT, reason: error.to_string() }.into()
}

/// Every note of a table, as a list of objects.
pub(super) struct Notes<'a> {
    pub(super) table: &'a Table,
    pub(super) style: Style,
}

/// A note as an object: its kind, its figures, and the sentence.
struct Noted<'a> {
    note: &'a Note,
    of: &'a Notes<'a>,
}

/// A figure of a note.
struct Datum<'a> {
    told: &'a Evidence,
    of: &'a Notes<'a>,
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for cells in self.grid.rows.iter() {
            let cells = match cells {
                Ok(cells) => cells,
                Err(error) => {
                    self.fault.replace(Some(error));
                    return Err(S::Error::custom(FORMAT));
                }
            };
            let (table, style, figures) = (self.table, self.style, self.figures);
            let columns = &self.grid.columns;
            list.serialize_element(&Row { table, columns, cells: &cells, style, figures })?;
        }
        list.end()
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            let text = for_programs(cell, self.table.unit, self.style);
            match cell {
                Cell::Empty => row.serialize_entry(&column.key, &())?,
                Cell::Year(_) | Cell::Figure(_) | Cell::Exact(_) | Cell::Compared { .. } => {
                    row.serialize_entry(&column.key, &raw::<S>(text)?)?;
                }
                Cell::Printed(_) | Cell::Text(_) | Cell::Named { .. } | Cell::Rated { .. } => {
                    row.serialize_entry(&column.key, &text)?;
                }
            }
        }
        if self.style.layout != Some(Layout::Tidy)
            && self.cells.iter().any(|cell| cell.basis().is_some())
        {
            row.serialize_entry("basis", &Bases(self))?;
        }
        if let Some(figures) = self.figures {
            row.serialize_entry(
                "derivation",
                &References { figures, columns: self.columns, cells: self.cells },
            )?;
        }
        row.end()
    }
}

/// A number with exactly these digits.
fn raw<S: Serializer>(text: String) -> Result<Box<RawValue>, S::Error> {
    RawValue::from_string(text).map_err(S::Error::custom)
}

impl Serialize for Bases<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bases = serializer.serialize_map(None)?;
        for (column, cell) in self.0.columns.iter().zip(self.0.cells) {
            if let Some(basis) = cell.basis() {
                bases.serialize_entry(&column.key, basis.name())?;
            }
        }
        bases.end()
    }
}

impl Serialize for Notes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let verbosity = self.style.notes.unwrap_or(Verbosity::Full);
        let notes = self.table.notes.iter().filter(|note| wording::is_listed(note, verbosity));
        serializer.collect_seq(notes.map(|note| Noted { note, of: self }))
    }
}

impl Serialize for Noted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (table, style) = (self.of.table, self.of.style);
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("kind", self.note.kind())?;
        for (key, told) in self.note.figures() {
            object.serialize_entry(key, &Datum { told: &told, of: self.of })?;
        }
        object.serialize_entry(
            "text",
            &wording::note(self.note, &table.scale(style.digits), style.names.into()),
        )?;
        object.end()
    }
}

impl Datum<'_> {
    fn number<S: Serializer>(&self, figure: &Derivation) -> Result<Box<RawValue>, S::Error> {
        let cell = Cell::Figure(figure.clone());
        raw::<S>(for_programs(&cell, self.of.table.unit, self.of.style))
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.told {
            Evidence::Figure(figure) => self.number::<S>(figure)?.serialize(serializer),
            Evidence::ByYear(figures) => {
                let mut by_year = serializer.serialize_map(Some(figures.len()))?;
                for (year, figure) in figures {
                    by_year.serialize_entry(&year.number(), &self.number::<S>(figure)?)?;
                }
                by_year.end()
            }
            Evidence::ByName(figures) => {
                let mut by_name = serializer.serialize_map(Some(figures.len()))?;
                for (name, figure) in figures {
                    by_name.serialize_entry(name, &self.number::<S>(figure)?)?;
                }
                by_name.end()
            }
            Evidence::Year(year) => year.number().serialize(serializer),
            Evidence::Years(years) => {
                serializer.collect_seq(years.iter().copied().map(Year::number))
            }
            Evidence::Name(name) => name.serialize(serializer),
            Evidence::Names(names) => names.serialize(serializer),
            Evidence::Groups(groups) => groups.serialize(serializer),
            Evidence::Count(count) => count.serialize(serializer),
        }
    }
}
