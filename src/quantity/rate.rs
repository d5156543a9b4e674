//! Growth rates and shares.

use std::str::FromStr;

use crate::decimal::{Decimal, Estimate, expected};
use crate::error::{Error, Expected, What};

/// An annual growth rate, as a fraction: 26.81% is 0.2681. It is above −100% and at most 1,000,000%.
///
/// ```
/// use aiinfra::GrowthRate;
///
/// let rate: GrowthRate = "26.81%".parse()?;
/// assert_eq!(rate.fraction().to_f64(), 0.2681);
/// assert_eq!(rate.percent().to_fixed(1), "26.8");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GrowthRate {
    fraction: Decimal,
    /// The fraction plus 1, stored because adding 1 to a fraction near -1 would lose digits.
    factor: Decimal,
}

impl GrowthRate {
    /// The highest rate, as a fraction.
    pub(crate) const HIGHEST: u32 = 10_000;
    /// The highest rate, in percent.
    pub(crate) const HIGHEST_PERCENT: u32 = 100 * Self::HIGHEST;
    const EXPECTED: Expected = Expected::GrowthRate { highest: Self::HIGHEST_PERCENT };

    pub(crate) fn highest() -> Self {
        let fraction = Decimal::from(Self::HIGHEST);
        Self { factor: &Decimal::from(1) + &fraction, fraction }
    }

    /// Returns the rate for a fraction.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// assert_eq!(GrowthRate::new("0.2681".parse()?)?, "26.81%".parse()?);
    /// assert!(GrowthRate::new("-1".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `-1`: the market would shrink to zero
    /// - `10001`: more than 1,000,000%
    pub fn new(fraction: Decimal) -> Result<Self, Error> {
        let factor = &Decimal::from(1) + &fraction;
        Self { fraction, factor }.checked()
    }

    /// Returns the rate for a growth factor, which is 1 plus the rate.
    pub(crate) fn of_factor(factor: Decimal) -> Result<Self, Error> {
        Self { fraction: &factor - &Decimal::from(1), factor }.checked()
    }

    fn checked(self) -> Result<Self, Error> {
        let total_loss = &Decimal::from(0) - &Decimal::from(1);
        if self.fraction > total_loss && self.fraction <= Decimal::from(Self::HIGHEST) {
            return Ok(self);
        }
        Err(Error::invalid(What::GrowthRate, percent_text(&self.fraction), Self::EXPECTED))
    }

    /// Returns the rate as a fraction.
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.fraction
    }

    /// Returns the rate in percent.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.fraction.percent()
    }

    /// Returns this rate minus `other`, in percentage points.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// let rate = |text: &str| text.parse::<GrowthRate>();
    /// assert_eq!(rate("20")?.difference(&rate("26.81")?), "-6.81".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn difference(&self, other: &Self) -> Decimal {
        self.percent().difference(&other.percent())
    }

    /// Returns the rate in percent for use in a sentence, with at most three decimals.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// assert_eq!("26.80813".parse::<GrowthRate>()?.written(), "26.808");
    /// assert_eq!("20".parse::<GrowthRate>()?.written(), "20");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn written(&self) -> String {
        let percent = self.percent();
        let full = percent.to_string();
        let decimals = full.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if decimals > 3 { percent.to_fixed(3) } else { full }
    }

    /// Returns the rate in percent for an error message.
    pub(crate) fn readable(&self) -> String {
        self.percent().readable(-100)
    }

    /// Returns the growth factor for one year: 1 + rate.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        self.factor.clone()
    }

    /// Returns an estimate of the same factor.
    pub(crate) fn estimated_factor(&self) -> Option<Estimate> {
        self.factor.estimate()
    }
}

impl FromStr for GrowthRate {
    type Err = Error;

    /// Parses a percentage, with or without the percent sign: `30`, `-5%`.
    ///
    /// # Errors
    /// - `"-100"`, `"2000000"`: out of bounds
    /// - `"nan"`, `"0,224"`, `"thirty"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        parse_percent(text)
            .and_then(Self::new)
            .map_err(|_| Error::invalid(What::GrowthRate, text, expected(text, Self::EXPECTED)))
    }
}

/// A share of a whole, as a fraction from 0 to 1: 39% is 0.39.
///
/// ```
/// use aiinfra::Share;
///
/// let share: Share = "39".parse()?;
/// assert_eq!(share.fraction().to_f64(), 0.39);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(Decimal);

impl Share {
    /// Returns the share for a fraction.
    ///
    /// ```
    /// # use aiinfra::Share;
    /// assert_eq!(Share::new("0.39".parse()?)?, "39%".parse()?);
    /// assert!(Share::new("1.01".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `-0.01`: below zero
    /// - `1.01`: above the whole
    pub fn new(fraction: Decimal) -> Result<Self, Error> {
        if (Decimal::from(0)..=Decimal::from(1)).contains(&fraction) {
            return Ok(Self(fraction));
        }
        Err(Error::invalid(What::Share, percent_text(&fraction), Expected::Share))
    }

    /// Returns the share as a fraction.
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// Returns the share in percent.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}

impl FromStr for Share {
    type Err = Error;

    /// Parses a percentage, with or without the percent sign: `39`, `12.5%`.
    ///
    /// # Errors
    /// - `"-1"`, `"101"`: out of bounds
    /// - `"half"`, `"12,5"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        parse_percent(text)
            .and_then(Self::new)
            .map_err(|_| Error::invalid(What::Share, text, expected(text, Expected::Share)))
    }
}

/// Parses a percentage and returns it as a fraction.
pub(super) fn parse_percent(text: &str) -> Result<Decimal, Error> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    Ok(number.parse::<Decimal>()?.shifted(-2))
}

fn percent_text(fraction: &Decimal) -> String {
    format!("{}%", fraction.percent())
}
