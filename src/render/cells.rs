//! A cell as text.

use crate::table::Cell;

use super::{Style, USUAL_DIGITS};

/// The cell as people read it.
pub(super) fn for_people(cell: &Cell, style: Style) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Year(year) => year.to_string(),
        Cell::Number(number) => number.to_grouped(style.digits.unwrap_or(USUAL_DIGITS)),
        Cell::Printed(text) | Cell::Text(text) | Cell::Named { name: text, .. } => text.clone(),
    }
}

/// The cell as programs read it.
pub(super) fn for_programs(cell: &Cell, style: Style) -> String {
    match (cell, style.digits) {
        (Cell::Empty, _) => String::new(),
        (Cell::Year(year), _) => year.to_string(),
        (Cell::Number(number), Some(digits)) => number.to_fixed(digits),
        (Cell::Number(number), None) => number.to_shortest(),
        (Cell::Printed(text) | Cell::Text(text) | Cell::Named { id: text, .. }, _) => text.clone(),
    }
}
