//! The columns of the answer's sheet, and how they show figures.

use crate::decimal::MOST_DIGITS;
use crate::derivation::{Derivation, Measure, Origin};
use crate::table::{Cell, Column, Holds, Role, Table};
use crate::wording::workbook as words;

use super::amounts;
use super::sheet::Numeral;
use super::units::is_real;

/// A column of the sheet.
pub(super) struct Shown {
    /// The index of the column with its cells.
    pub(super) source: usize,
    /// Whether it shows the differences of cells that have one.
    pub(super) is_change: bool,
    pub(super) column: Column,
    /// The index of the column that names the measure of each row, if there is one.
    of_row: Option<usize>,
}

impl Shown {
    /// The figure that a cell has in this column.
    pub(super) fn figure<'a>(&self, cell: &'a Cell) -> Option<&'a Derivation> {
        match cell {
            Cell::Compared { change, .. } if self.is_change => Some(change),
            _ if self.is_change => None,
            cell => figure_of(cell),
        }
    }

    /// How a figure of a row is multiplied if the column shows fractions as other numbers, such as an index or percentage
    /// points.
    pub(super) fn factor(&self, figure: &Derivation, row: &[Cell]) -> Option<&'static str> {
        let measure = match self.of_row.and_then(|place| row.get(place)) {
            Some(Cell::Text(measure)) => measure,
            _ => &self.column.measure,
        };
        let is_index = matches!(&**measure, "index" | "real_index");
        match figure.measure() {
            Measure::Points => Some("100*"),
            Measure::Fraction if is_index => Some("100*"),
            _ => None,
        }
    }

    /// Whether it says what a row is about.
    pub(super) fn is_label(&self) -> bool {
        let Column { role, holds, .. } = &self.column;
        matches!(role, Role::Axis | Role::Series) || *holds == Holds::Words
    }
}

fn figure_of(cell: &Cell) -> Option<&Derivation> {
    match cell {
        Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => Some(figure),
        _ => None,
    }
}

/// Returns the columns, with one more for each column of cells that have differences. The headings of amounts name the
/// unit.
pub(super) fn columns(table: &Table, columns: &[Column], rows: &[Vec<Cell>]) -> Vec<Shown> {
    let change = table.columns.iter().rfind(|column| column.role == Role::Measure);
    let of_row = columns.iter().position(|column| column.key == "measure");
    let mut shown = Vec::new();
    for (source, column) in columns.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(source));
        // The tidy layout has the unit of each row in a column of its own.
        let own = match of_row {
            Some(_) => column.clone(),
            None => with_unit(column, &cells().filter_map(figure_of).collect::<Vec<_>>(), table),
        };
        let own = Column { measure: measure(column, table), ..own };
        shown.push(Shown { source, is_change: false, column: own, of_row });
        let is_compared = cells().any(|cell| matches!(cell, Cell::Compared { .. }));
        if let Some(change) = change.filter(|_| is_compared) {
            let label = format!("{}, {}", column.label, change.label);
            let column = Column { label, ..change.clone() };
            shown.push(Shown { source, is_change: true, column, of_row });
        }
    }
    shown
}

/// The measure of a column. Side by side, columns are named after their series.
fn measure(column: &Column, table: &Table) -> String {
    let is_own = table.columns.iter().any(|own| own.key == column.key);
    let mut measures = table.columns.iter().filter(|own| own.role == Role::Measure);
    let first = measures.clone().find(|own| !own.is_minor);
    let is_it = |own: &&Column| column.label.ends_with(&format!(", {}", own.label));
    let found = measures.find(is_it).or(first).filter(|_| !is_own);
    found.map_or_else(|| column.measure.clone(), |own| own.measure.clone())
}

/// Returns the column with the unit in its heading, if its figures are amounts.
fn with_unit(column: &Column, figures: &[&Derivation], table: &Table) -> Column {
    let is_amount = figures.first().is_some_and(|figure| figure.measure() == Measure::Amount);
    let is_mixed = column.holds == Holds::Words || column.figure.is_some();
    if !is_amount || is_mixed {
        return column.clone();
    }
    let report = table.report_currency.iter().map(|currency| format!("{currency} {}", table.unit));
    let mut units = report.chain([amounts(table)]);
    let mut label = column.label.clone();
    if !units.any(|unit| label.contains(&unit)) {
        let (name, prices) = match label.split_once(", ") {
            Some((name, prices)) if prices.ends_with(PRICES) => (name, format!(", {prices}")),
            _ => (label.as_str(), String::new()),
        };
        label = format!("{name}, {}{prices}", amounts(table));
    }
    // In the price year itself, an amount is the nominal one.
    let is_in_prices = figures.iter().any(|figure| is_real(figure));
    let year = table.prices.filter(|_| is_in_prices && !label.ends_with(PRICES));
    if let Some(year) = year {
        label = words::in_prices_of(&label, year);
    }
    Column { label, ..column.clone() }
}

/// How the heading of amounts in real terms ends.
const PRICES: &str = " prices";

/// The number of decimals in a text.
pub(super) fn decimals(text: &str) -> u8 {
    let is_digit = |letter: &char| letter.is_ascii_digit();
    let after_point = text.split_once('.').map_or("", |(_, decimals)| decimals);
    let digits = after_point.chars().take_while(is_digit).count();
    u8::try_from(digits).unwrap_or(MOST_DIGITS).min(MOST_DIGITS)
}

/// Returns how a figure is shown with that many decimals.
pub(super) fn numeral(figure: &Derivation, digits: u8) -> Numeral {
    match figure.measure() {
        Measure::Fraction | Measure::Points => Numeral::Percent(digits),
        Measure::Probability if matches!(figure.origin(), Origin::Computed(_)) => {
            Numeral::Probability(digits)
        }
        Measure::Probability => Numeral::Percent(digits),
        Measure::Amount | Measure::Years | Measure::Number => Numeral::Number(digits),
    }
}
