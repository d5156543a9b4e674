//! How figures were computed, as JSON objects.

use std::cell::RefCell;

use serde::ser::{SerializeMap, Serializer};
use serde::{Serialize, ser};
use serde_json::value::RawValue;

use crate::derivation::{Citation, Derivation, Given, Interner, Origin};
use crate::table::{Cell, Column, Table};
use crate::wording::Formulas;

use super::Style;
use super::cells::for_programs;

/// The figures that rows refer to, numbered in order of appearance.
pub(super) struct Figures<'a> {
    table: &'a Table,
    style: Style,
    interner: RefCell<Interner>,
    formulas: RefCell<Formulas>,
}

/// The number of each figure of a row, by column.
pub(super) struct References<'a> {
    pub(super) figures: &'a Figures<'a>,
    pub(super) columns: &'a [Column],
    pub(super) cells: &'a [Cell],
}

/// A figure as an object.
struct Entry<'a> {
    number: usize,
    figure: &'a Derivation,
    of: &'a Figures<'a>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(table: &'a Table, style: Style) -> Self {
        let formulas = Formulas::new(table.unit, table.scale(style.digits).digits);
        Self { table, style, interner: RefCell::default(), formulas: formulas.into() }
    }

    fn number(&self, figure: &Derivation) -> usize {
        self.interner.borrow_mut().number(figure)
    }
}

impl Serialize for References<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = |cell: &'_ Cell| match cell {
            Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => {
                Some(figure.clone())
            }
            _ => None,
        };
        let mut references = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            if let Some(figure) = figure(cell) {
                references.serialize_entry(&column.key, &self.figures.number(&figure))?;
            }
        }
        references.end()
    }
}

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figures = self.interner.borrow().figures().to_vec();
        serializer.collect_seq(figures.iter().enumerate().map(|(number, figure)| Entry {
            number,
            figure,
            of: self,
        }))
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cell = Cell::Figure(self.figure.clone());
        let number = for_programs(&cell, self.of.table.unit, self.of.style);
        let number = RawValue::from_string(number).map_err(ser::Error::custom)?;
        let mut entry = serializer.serialize_map(None)?;
        entry.serialize_entry("id", &self.number)?;
        entry.serialize_entry("value", &number)?;
        entry.serialize_entry("measure", self.figure.measure().name())?;
        match self.figure.origin() {
            Origin::Published(citation) => published(&mut entry, citation)?,
            Origin::Given(of) => given(&mut entry, of)?,
            Origin::Constant => entry.serialize_entry("basis", "constant")?,
            Origin::Computed(operation) => {
                let operands = operation.operands();
                let operands: Vec<usize> =
                    operands.iter().map(|operand| self.of.number(operand)).collect();
                entry.serialize_entry("basis", "computed")?;
                entry.serialize_entry("operation", operation.name())?;
                entry.serialize_entry("operands", &operands)?;
            }
        }
        entry.serialize_entry("text", &self.of.formulas.borrow_mut().text(self.figure))?;
        entry.end()
    }
}

fn published<Map: SerializeMap>(entry: &mut Map, citation: &Citation) -> Result<(), Map::Error> {
    entry.serialize_entry("basis", "published")?;
    entry.serialize_entry("report", &*citation.report)?;
    entry.serialize_entry("figure", &citation.id)?;
    entry.serialize_entry("digits", citation.figure.digits())?;
    match &citation.place {
        Some(place) => entry.serialize_entry("place", place),
        None => Ok(()),
    }
}

fn given<Map: SerializeMap>(entry: &mut Map, given: &Given) -> Result<(), Map::Error> {
    entry.serialize_entry("basis", "given")?;
    entry.serialize_entry("input", &given.input.to_string())?;
    match &given.scenario {
        Some(scenario) => entry.serialize_entry("scenario", &**scenario),
        None => Ok(()),
    }
}
