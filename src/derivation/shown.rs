//! Figures as they are displayed.

use crate::decimal::Decimal;
use crate::quantity::Unit;

use super::{Derivation, Measure};

impl Derivation {
    /// Returns the number in base units: currency units, a fraction or years.
    #[must_use]
    pub fn number(&self) -> Decimal {
        self.0.number().clone()
    }

    /// Returns the number as displayed: amounts in `unit`, fractions in percent, probabilities as fractions.
    #[must_use]
    pub fn shown_in(&self, unit: Unit) -> Decimal {
        self.0.number().shifted(self.shift(unit))
    }

    /// Appends [`Derivation::shown_in`] with that many decimals, or else in full precision.
    pub(crate) fn push_shown_in(&self, unit: Unit, digits: Option<u8>, text: &mut String) {
        let estimate = self.0.estimate().and_then(|number| number.shifted(self.shift(unit)));
        let is_written = estimate.is_some_and(|number| match digits {
            Some(digits) => number.push_fixed(digits, text),
            None => number.push_shortest(text),
        });
        if !is_written {
            let exact = self.shown_in(unit);
            text.push_str(
                &digits.map_or_else(|| exact.to_shortest(), |digits| exact.to_fixed(digits)),
            );
        }
    }

    /// The power of ten between the number in base units and the displayed one.
    fn shift(&self, unit: Unit) -> isize {
        match self.measure() {
            Measure::Amount => -isize::from(unit.exponent()),
            Measure::Fraction | Measure::Points => 2,
            Measure::Years | Measure::Number | Measure::Probability => 0,
        }
    }
}
