//! A figure as it was printed.

use std::fmt;
use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, What};

use super::unit::Unit;

/// A number with the digits and the unit it was printed with.
///
/// "26.60" and "26.6" are the same number and different figures: the first was rounded to two
/// decimals, the second to one. Use it to read what somebody wrote; [`super::Money`],
/// [`super::GrowthRate`] and [`super::Share`] are what it then means.
///
/// ```
/// use aiinfra::{Figure, Unit};
///
/// let figure: Figure = "2.02tn".parse()?;
/// assert_eq!(figure.digits(), "2.02");
/// assert_eq!(figure.unit(), Some(Unit::Trillion));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    digits: String,
    value: Decimal,
    unit: Option<Unit>,
}

impl Figure {
    /// The number as printed, without its unit: `"26.60"`.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// assert_eq!("26.60".parse::<Figure>()?.digits(), "26.60");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The number, not yet scaled by its unit.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// assert_eq!("2.02tn".parse::<Figure>()?.value(), &"2.02".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn value(&self) -> &Decimal {
        &self.value
    }

    /// Half a unit of the last printed digit, the most by which rounding can have moved it.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// assert_eq!("26.60".parse::<Figure>()?.half_unit(), "0.005".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn half_unit(&self) -> Decimal {
        Decimal::from(5).shifted(-1 - isize::from(self.decimals()))
    }

    /// How many digits are printed after the point.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// assert_eq!("26.60".parse::<Figure>()?.decimals(), 2);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn decimals(&self) -> u8 {
        let fraction = self.digits.split_once('.').map_or("", |(_, fraction)| fraction);
        // A number has 30 digits at most.
        u8::try_from(fraction.len()).unwrap_or(u8::MAX)
    }

    /// The unit, where the figure carries its own.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// assert_eq!("46.73".parse::<Figure>()?.unit(), None);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }
}

impl FromStr for Figure {
    type Err = Error;

    /// Reads a number, followed by a unit if it has one: `46.73`, `600bn`, `1.2 tn`, `5 million`.
    ///
    /// # Errors
    /// - `"lots"`, `""`: no number
    /// - `"46,73"`, `"1,200"`: a comma; it could be a thousand or a fraction
    /// - `"5k"`: an unknown unit
    fn from_str(text: &str) -> Result<Self, Error> {
        let letters = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (digits, unit) = text.split_at(letters);
        let digits = digits.trim();
        let invalid = |_| Error::invalid(What::Figure, text, expected(text, Expected::Figure));
        Ok(Self {
            digits: digits.to_owned(),
            value: digits.parse().map_err(invalid)?,
            unit: (!unit.is_empty()).then(|| unit.trim().parse()).transpose().map_err(invalid)?,
        })
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)?;
        match self.unit {
            Some(unit) => write!(f, " {unit}"),
            None => Ok(()),
        }
    }
}
