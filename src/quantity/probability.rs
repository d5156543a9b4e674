//! Probabilities, and what describes the spread of an uncertain quantity.

use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, ExpectedRange, What};

use super::rate::parse_percent;

/// A probability, as a fraction: 5% is 0.05.
///
/// ```
/// use aiinfra::Probability;
///
/// let probability: Probability = "5".parse()?;
/// assert_eq!(probability.fraction(), &"0.05".parse()?);
/// assert_eq!(probability.percent(), "5".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Probability(Decimal);

impl Probability {
    pub(crate) fn new(fraction: Decimal) -> Self {
        Self(fraction)
    }

    /// Returns 50%.
    #[must_use]
    pub fn median() -> Self {
        Self(Decimal::from(5).shifted(-1))
    }

    /// Returns whether it is 50%.
    #[must_use]
    pub fn is_median(&self) -> bool {
        self.is_opposite(self)
    }

    /// Returns whether the two add up to 100%.
    pub(crate) fn is_opposite(&self, other: &Self) -> bool {
        &self.0 + &other.0 == Decimal::from(1)
    }

    /// Returns the probability as a fraction.
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// Returns the probability in percent.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}

impl FromStr for Probability {
    type Err = Error;

    /// Parses a percentage above 0 and below 100: `5`, `97.5%`.
    ///
    /// # Errors
    /// - `"0"`, `"100"`, `"-5"`: out of bounds
    /// - `"median"`, `"2,5"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        between(text, What::Quantile, ExpectedRange::Quantile, |percent| {
            percent.is_positive() && *percent < Decimal::from(100)
        })
        .map(|percent| Self(percent.shifted(-2)))
    }
}

/// How much of its distribution the interval of an uncertain quantity covers.
///
/// ```
/// use aiinfra::Coverage;
///
/// assert_eq!(Coverage::default(), "90%".parse()?);
/// assert!("100".parse::<Coverage>()?.is_whole());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coverage(Decimal);

impl Coverage {
    /// Returns the fraction covered.
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// Returns the probability that a value lies in the interval.
    #[must_use]
    pub fn probability(&self) -> Probability {
        Probability(self.0.clone())
    }

    /// Returns the percentage covered.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }

    /// Returns whether the ends of the interval are hard bounds.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0 == Decimal::from(1)
    }
}

impl Default for Coverage {
    /// 90%
    fn default() -> Self {
        Self(Decimal::from(9).shifted(-1))
    }
}

impl FromStr for Coverage {
    type Err = Error;

    /// Parses a percentage: `90`, `99.9%`.
    ///
    /// # Errors
    /// - `"0"`, `"-5"`, `"101"`: out of bounds
    /// - `"most"`, `"2,5"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        between(text, What::Coverage, ExpectedRange::Coverage, |percent| {
            percent.is_positive() && *percent <= Decimal::from(100)
        })
        .map(|percent| Self(percent.shifted(-2)))
    }
}

/// A number without a unit: a standard score, a standard deviation or a correlation. Only correlations can be parsed.
///
/// ```
/// use aiinfra::Coefficient;
///
/// assert!("-0.3".parse::<Coefficient>().is_ok());
/// assert!("1.5".parse::<Coefficient>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coefficient(Decimal);

impl Coefficient {
    pub(crate) fn new(number: Decimal) -> Self {
        Self(number)
    }

    /// Returns the number.
    #[must_use]
    pub fn number(&self) -> &Decimal {
        &self.0
    }
}

impl FromStr for Coefficient {
    type Err = Error;

    /// Parses a correlation: `0.3`, `-1`.
    ///
    /// # Errors
    /// - `"1.5"`, `"-2"`, `"30%"`: out of bounds, or a percentage
    /// - `"high"`, `"0,3"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        let one = Decimal::from(1);
        let bounds = &Decimal::from(0) - &one..=one;
        let invalid = || {
            let expected = expected(text, ExpectedRange::Correlation);
            Error::invalid(What::Correlation, text, expected)
        };
        let number: Decimal = text.trim().parse().map_err(|_| invalid())?;
        if bounds.contains(&number) { Ok(Self(number)) } else { Err(invalid()) }
    }
}

/// Parses a percentage that must be within bounds.
fn between(
    text: &str,
    what: What,
    right: ExpectedRange,
    is_within: impl Fn(&Decimal) -> bool,
) -> Result<Decimal, Error> {
    let percent = parse_percent(text).ok().map(|fraction| fraction.percent());
    percent.filter(is_within).ok_or_else(|| Error::invalid(what, text, expected(text, right)))
}
