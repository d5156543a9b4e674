//! The cells of a chart on the sheet of steps: a column for each series whose values are not side by side in the answer.

use rust_xlsxwriter::ChartRange;

use crate::error::Error;
use crate::wording::workbook::sheets;

use super::super::sheet::{Look, Numeral, Place, Sheet};

/// The first column, to the right of the steps.
const FIRST: u16 = 6;

/// Cells side by side.
#[derive(Clone, Copy)]
pub(super) struct Cells {
    pub(super) sheet: &'static str,
    pub(super) first: Place,
    pub(super) last: Place,
}

/// The columns of a chart's cells.
#[derive(Default)]
pub(in super::super) struct Data {
    /// What each row is about.
    pub(super) labels: Column,
    /// Whether the chart refers to the labels.
    pub(super) uses_labels: bool,
    columns: Vec<Column>,
}

/// A column with its heading.
#[derive(Default)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) items: Vec<Item>,
}

/// The content of a cell.
pub(super) enum Item {
    /// A gap.
    Empty,
    Text(String),
    Number {
        number: f64,
        numeral: Numeral,
        /// About what the cell shows.
        shown: String,
    },
    /// A formula with its result.
    Formula {
        formula: String,
        result: String,
        numeral: Numeral,
        shown: String,
    },
}

impl Data {
    /// Adds a column, and returns its cells.
    pub(super) fn push(&mut self, column: Column) -> Cells {
        let place = u16::try_from(self.columns.len()).unwrap_or_default() + FIRST + 1;
        let range = range(place, column.items.len());
        self.columns.push(column);
        range
    }

    /// Returns the cells of the labels.
    pub(super) fn labels(&mut self) -> Cells {
        self.uses_labels = true;
        range(FIRST, self.labels.items.len())
    }

    pub(in super::super) fn is_empty(&self) -> bool {
        !self.uses_labels && self.columns.is_empty()
    }

    /// Writes the columns.
    pub(in super::super) fn write(&self, sheet: &mut Sheet) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        for (place, column) in (FIRST..).zip(std::iter::once(&self.labels).chain(&self.columns)) {
            column.write(place, sheet)?;
        }
        Ok(())
    }
}

impl Cells {
    pub(super) fn range(self) -> ChartRange {
        let ((row, column), (last_row, last_column)) = (self.first, self.last);
        ChartRange::new_from_range(self.sheet, row, column, last_row, last_column)
    }
}

/// Returns that many cells below the heading of a column.
fn range(column: u16, count: usize) -> Cells {
    let last = u32::try_from(count).unwrap_or_default().max(1);
    Cells { sheet: sheets::WORKINGS, first: (1, column), last: (last, column) }
}

impl Column {
    fn write(&self, place: u16, sheet: &mut Sheet) -> Result<(), Error> {
        let is_number = !self.items.iter().any(|item| matches!(item, Item::Text(_)));
        sheet.text((0, place), &self.heading, Look::Heading { is_number })?;
        for (row, item) in (1..).zip(&self.items) {
            item.write((row, place), sheet)?;
        }
        Ok(())
    }
}

impl Item {
    fn write(&self, place: Place, sheet: &mut Sheet) -> Result<(), Error> {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => sheet.text(place, text, Look::Text { is_bold: false }),
            Self::Number { number, numeral, shown } => {
                sheet.number(place, *number, Look::Number(*numeral), shown)
            }
            Self::Formula { formula, result, numeral, shown } => {
                sheet.formula(place, formula, result.clone(), Look::Number(*numeral), shown)
            }
        }
    }
}
