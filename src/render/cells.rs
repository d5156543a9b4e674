//! A cell as text.

use crate::decimal::Decimal;
use crate::derivation::{Derivation, Measure, Origin};
use crate::quantity::Unit;
use crate::table::Cell;

use super::{MOST_DIGITS, Style, USUAL_DIGITS};

/// The cell for people.
pub(super) fn for_people(cell: &Cell, unit: Unit, style: Style) -> String {
    let digits = style.digits.unwrap_or(USUAL_DIGITS);
    match cell {
        Cell::Empty => String::new(),
        Cell::Year(year) => year.to_string(),
        Cell::Figure(figure) if figure.measure() == Measure::Probability => {
            probability(figure, digits)
        }
        Cell::Figure(figure) => figure.shown_in(unit).to_grouped(digits),
        Cell::Exact(figure) => figure.shown_in(unit).to_grouped_in_full(),
        Cell::Compared { figure, change } => {
            let [number, change] =
                [figure, change].map(|figure| figure.shown_in(unit).to_grouped(digits));
            // A zero after rounding has no sign.
            let is_zero = !change.contains(|digit: char| ('1'..='9').contains(&digit));
            let sign = if is_zero || change.starts_with('-') { "" } else { "+" };
            format!("{number} ({sign}{change}%)")
        }
        Cell::Printed(text)
        | Cell::Text(text)
        | Cell::Named { name: text, .. }
        | Cell::Rated { text, .. } => text.clone(),
    }
}

/// The cell for programs.
pub(super) fn for_programs(cell: &Cell, unit: Unit, style: Style) -> String {
    let mut text = String::new();
    push_for_programs(cell, unit, style, &mut text);
    text
}

/// Appends the cell for programs.
pub(super) fn push_for_programs(cell: &Cell, unit: Unit, style: Style, text: &mut String) {
    match cell {
        Cell::Empty => {}
        Cell::Year(year) => {
            let digit = |power| char::from_digit(u32::from(year.number()) / power % 10, 10);
            // Years have four digits. A formatter would take most of the time of a row.
            text.extend([1000, 100, 10, 1].into_iter().filter_map(digit));
        }
        Cell::Exact(figure) => text.push_str(&figure.shown_in(unit).to_string()),
        Cell::Figure(figure) | Cell::Compared { figure, .. } => {
            // A fraction has as many digits as the percentage that people see.
            let is_probability = figure.measure() == Measure::Probability;
            let added = if is_probability { 2 } else { 0 };
            let digits = style.digits.map(|digits| (digits + added).min(MOST_DIGITS));
            figure.push_shown_in(unit, digits, text);
        }
        Cell::Printed(other)
        | Cell::Text(other)
        | Cell::Named { id: other, .. }
        | Cell::Rated { text: other, .. } => text.push_str(other),
    }
}

/// A probability in percent. A computed one is not certain, and doesn't look as if it were.
fn probability(figure: &Derivation, digits: u8) -> String {
    let shown = |percent: &Decimal| percent.to_fixed(digits);
    let percent = figure.number().percent();
    let (none, all) = (Decimal::from(0), Decimal::from(100));
    let least = Decimal::from(1).shifted(-isize::from(digits));
    let is_computed = matches!(figure.origin(), Origin::Computed(_));
    match shown(&percent) {
        text if is_computed && text == shown(&none) => format!("<{}%", shown(&least)),
        text if is_computed && text == shown(&all) => format!(">{}%", shown(&(&all - &least))),
        text => format!("{text}%"),
    }
}
