//! A cell as text.

use crate::table::Cell;

use super::{Style, USUAL_DIGITS};

/// The cell as people read it.
pub(super) fn for_people(cell: &Cell, style: Style) -> String {
    let digits = style.digits.unwrap_or(USUAL_DIGITS);
    match cell {
        Cell::Empty => String::new(),
        Cell::Year(year) => year.to_string(),
        Cell::Number(number) => number.to_grouped(digits),
        Cell::Compared { number, percent } => {
            let (number, change) = (number.to_grouped(digits), percent.to_grouped(digits));
            // What is printed as zero is not known to be a rise or a fall.
            let is_zero = !change.contains(|digit: char| ('1'..='9').contains(&digit));
            let sign = if is_zero || change.starts_with('-') { "" } else { "+" };
            format!("{number} ({sign}{change} %)")
        }
        Cell::Printed(text)
        | Cell::Text(text)
        | Cell::Named { name: text, .. }
        | Cell::Rated { text, .. } => text.clone(),
    }
}

/// The cell as programs read it.
pub(super) fn for_programs(cell: &Cell, style: Style) -> String {
    match (cell, style.digits) {
        (Cell::Empty, _) => String::new(),
        (Cell::Year(year), _) => year.to_string(),
        (Cell::Number(number) | Cell::Compared { number, .. }, Some(digits)) => {
            number.to_fixed(digits)
        }
        (Cell::Number(number) | Cell::Compared { number, .. }, None) => number.to_shortest(),
        (
            Cell::Printed(text)
            | Cell::Text(text)
            | Cell::Named { id: text, .. }
            | Cell::Rated { text, .. },
            _,
        ) => text.clone(),
    }
}
