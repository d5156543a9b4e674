//! A cell as text.

use crate::derivation::Measure;
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
            format!("{}%", figure.number().percent().to_fixed(digits))
        }
        Cell::Figure(figure) => figure.shown_in(unit).to_grouped(digits),
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
    match (cell, style.digits) {
        (Cell::Empty, _) => String::new(),
        (Cell::Year(year), _) => year.to_string(),
        (Cell::Figure(figure) | Cell::Compared { figure, .. }, Some(digits)) => {
            // A fraction has as many digits as the percentage that people see.
            let is_probability = figure.measure() == Measure::Probability;
            let digits = if is_probability { (digits + 2).min(MOST_DIGITS) } else { digits };
            figure.shown_in(unit).to_fixed(digits)
        }
        (Cell::Figure(figure) | Cell::Compared { figure, .. }, None) => {
            figure.shown_in(unit).to_shortest()
        }
        (
            Cell::Printed(text)
            | Cell::Text(text)
            | Cell::Named { id: text, .. }
            | Cell::Rated { text, .. },
            _,
        ) => text.clone(),
    }
}
