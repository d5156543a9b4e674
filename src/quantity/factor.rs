//! Positive numbers without a unit.

use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, What};

/// A positive number without a unit: an exchange rate, or a price index.
///
/// ```
/// use aiinfra::Factor;
///
/// let rate: Factor = "1.08".parse()?;
/// assert_eq!(rate.number(), &"1.08".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Factor(Decimal);

impl Factor {
    /// The power of ten that every factor is below, and whose inverse it is above.
    const BOUND: isize = 12;

    /// Returns the number.
    #[must_use]
    pub fn number(&self) -> &Decimal {
        &self.0
    }
}

impl FromStr for Factor {
    type Err = Error;

    /// Parses a number: `1.08`, `0.0067`.
    ///
    /// # Errors
    /// - `"0"`, `"-1"`, `"9999999999999"`: out of bounds
    /// - `"1,08"`, `"par"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = || Error::invalid(What::Number, text, expected(text, Expected::Factor));
        let number: Decimal = text.trim().parse().map_err(|_| invalid())?;
        let power = |exponent| Decimal::from(1).shifted(exponent);
        if number > power(-Self::BOUND) && number < power(Self::BOUND) {
            return Ok(Self(number));
        }
        Err(invalid())
    }
}
