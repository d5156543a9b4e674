//! The units of amounts.

use crate::derivation::{Derivation, Measure, Operation, Origin};
use crate::input::Input;
use crate::table::Table;
use crate::wording::workbook as words;

use super::amounts;
use super::book::Book;

impl Book {
    /// Returns the unit of a figure.
    pub(super) fn unit_of(&self, figure: &Derivation, table: &Table) -> String {
        let given = match figure.origin() {
            Origin::Given(given) => given.input.currency(),
            _ => None,
        };
        match given {
            Some(code) => {
                let is_own = code.eq_ignore_ascii_case(table.currency.code());
                let report = table.report_currency.as_ref().filter(|_| is_own);
                words::exchange(report.unwrap_or(&table.currency), code)
            }
            None => words::unit(figure, &self.unit_of_amount(figure, table)),
        }
    }

    /// Returns the unit of an amount. What an amount in another currency is computed from is in that of its report, and what
    /// one in real terms is computed from is nominal.
    fn unit_of_amount(&self, figure: &Derivation, table: &Table) -> String {
        let unit = self.currency_of(figure, table);
        match table.prices.filter(|_| is_real(figure)) {
            Some(year) => words::in_prices_of(&unit, year),
            None => unit,
        }
    }

    fn currency_of(&self, figure: &Derivation, table: &Table) -> String {
        let in_report = |currency| format!("{currency} {}", table.unit);
        match figure.source().origin() {
            Origin::Published(citation) => {
                self.reports.currency(citation).map_or_else(|| amounts(table), in_report)
            }
            Origin::Given(given) if is_about_answer(&given.input) => amounts(table),
            Origin::Given(_) => {
                table.about.currency.as_ref().map_or_else(|| amounts(table), in_report)
            }
            Origin::Computed(operation) if !rests_on(operation, is_exchange) => {
                let operands = operation.operands();
                let amount = operands.iter().find(|figure| figure.measure() == Measure::Amount);
                amount.map_or_else(|| amounts(table), |amount| self.currency_of(amount, table))
            }
            Origin::Computed(_) | Origin::Constant => amounts(table),
        }
    }
}

/// Whether an input is a size in the terms of the answer.
fn is_about_answer(input: &Input) -> bool {
    matches!(input, Input::Size | Input::Reach | Input::Start | Input::End)
}

fn is_exchange(input: &Input) -> bool {
    matches!(input, Input::Exchange(_))
}

fn is_inflation(input: &Input) -> bool {
    matches!(input, Input::Deflate | Input::PriceIndex(_))
}

/// Whether an amount is in real terms.
pub(super) fn is_real(figure: &Derivation) -> bool {
    match figure.source().origin() {
        Origin::Given(given) => is_about_answer(&given.input),
        Origin::Computed(operation) if !rests_on(operation, is_inflation) => {
            let operands = operation.operands();
            let amount = operands.iter().find(|figure| figure.measure() == Measure::Amount);
            amount.is_some_and(is_real)
        }
        Origin::Computed(_) => true,
        Origin::Published(_) | Origin::Constant => false,
    }
}

/// Whether a rate or a number among the operands stems from such an input.
fn rests_on(operation: &Operation, is_wanted: fn(&Input) -> bool) -> bool {
    let is_it = |figure: &Derivation| match figure.source().origin() {
        Origin::Given(given) => is_wanted(&given.input),
        Origin::Computed(operation) => rests_on(operation, is_wanted),
        Origin::Published(_) | Origin::Constant => false,
    };
    operation.operands().iter().any(|figure| figure.measure() != Measure::Amount && is_it(figure))
}
