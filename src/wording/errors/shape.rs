//! Errors about the shape between the last two known sizes.

use crate::error::{ExpectedShape, Setting};
use crate::input::Input;
use crate::wording::Spelling;

use super::expected::BOUNDS;

pub(super) fn expected(expected: &ExpectedShape, spelling: Spelling) -> String {
    match expected {
        ExpectedShape::Known => {
            let ceiling = spelling.number("1.2tn");
            format!(
                "growth, steps (linear), fade=PCT or ceiling=SIZE (logistic), such as fade=10 or ceiling={ceiling}"
            )
        }
        ExpectedShape::LaterSize { after } => format!(
            "a known size after {after} for the shape to lead to, from {} or {}",
            spelling.name(&Input::Target),
            spelling.setting(&Setting::new(Input::Keep, "end"))
        ),
        ExpectedShape::NoGrowth { after } => {
            format!("no growth of single years after {after}, because the shape sets it")
        }
        ExpectedShape::YearsBetween { from, to } => format!(
            "known sizes further apart than {from} and {to}, because no year lies between these"
        ),
        ExpectedShape::CeilingAbove { size, year } => {
            format!("a ceiling above {}, the size in {year}", spelling.number(size))
        }
        ExpectedShape::FirstGrowth { year, highest } => {
            format!("a higher rate, because growth in {year} would have to exceed {highest}%")
        }
        ExpectedShape::InBounds { year } => {
            format!("a shape that keeps the size {BOUNDS}, also in {year}")
        }
    }
}
