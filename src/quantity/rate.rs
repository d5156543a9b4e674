//! Growth rates and shares.

use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, What};

/// A growth rate a year, as a fraction: 26.81 % is 0.2681. Above −100 %, at most 1,000,000 %.
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
    /// 1 + fraction. It is not computed from the fraction where that would lose digits, as it does near -1.
    factor: Decimal,
}

impl GrowthRate {
    /// The highest rate, as a fraction.
    pub(crate) const HIGHEST: u32 = 10_000;
    /// The same in percent.
    pub(crate) const HIGHEST_PERCENT: u32 = 100 * Self::HIGHEST;
    const EXPECTED: Expected = Expected::GrowthRate { highest: Self::HIGHEST_PERCENT };

    pub(crate) fn highest() -> Self {
        let fraction = Decimal::from(Self::HIGHEST);
        Self { factor: &Decimal::from(1) + &fraction, fraction }
    }

    /// The rate of that fraction.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// assert_eq!(GrowthRate::new("0.2681".parse()?)?, "26.81%".parse()?);
    /// assert!(GrowthRate::new("-1".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `-1`: a market that loses 100 % is gone
    /// - `10001`: more than 1,000,000 %
    pub fn new(fraction: Decimal) -> Result<Self, Error> {
        let factor = &Decimal::from(1) + &fraction;
        Self { fraction, factor }.checked()
    }

    /// The rate at which a year multiplies a size by that factor.
    pub(crate) fn of_factor(factor: Decimal) -> Result<Self, Error> {
        Self { fraction: &factor - &Decimal::from(1), factor }.checked()
    }

    fn checked(self) -> Result<Self, Error> {
        let lost = &Decimal::from(0) - &Decimal::from(1);
        if self.fraction > lost && self.fraction <= Decimal::from(Self::HIGHEST) {
            return Ok(self);
        }
        Err(Error::invalid(What::GrowthRate, percent_text(&self.fraction), Self::EXPECTED))
    }

    /// The rate as a fraction.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// assert_eq!("-5%".parse::<GrowthRate>()?.fraction(), &"-0.05".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.fraction
    }

    /// The rate in percent.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// assert_eq!("-5%".parse::<GrowthRate>()?.percent(), "-5".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.fraction.percent()
    }

    /// How many percentage points it is above `other`; negative if below.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// let rate = |text: &str| text.parse::<GrowthRate>();
    /// assert_eq!(rate("20")?.difference(&rate("26.81")?), "-6.81".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn difference(&self, other: &Self) -> Decimal {
        self.percent().less(&other.percent())
    }

    /// The rate in percent for a sentence, with at most three decimals.
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

    /// The rate in percent for a message.
    pub(crate) fn readable(&self) -> String {
        self.percent().readable(-100)
    }

    /// What a year multiplies by: 1 + rate.
    ///
    /// ```
    /// # use aiinfra::GrowthRate;
    /// assert_eq!("26.81".parse::<GrowthRate>()?.factor(), "1.2681".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn factor(&self) -> Decimal {
        self.factor.clone()
    }
}

impl FromStr for GrowthRate {
    type Err = Error;

    /// Reads percent, with or without the sign: `30`, `-5%`.
    ///
    /// # Errors
    /// - `"-100"`, `"2000000"`: out of bounds
    /// - `"nan"`, `"0,224"`, `"thirty"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        fraction(text)
            .and_then(Self::new)
            .map_err(|_| Error::invalid(What::GrowthRate, text, expected(text, Self::EXPECTED)))
    }
}

/// A share of a whole, as a fraction: 39 % is 0.39. From 0 to 1.
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
    /// The share of that fraction.
    ///
    /// ```
    /// # use aiinfra::Share;
    /// assert_eq!(Share::new("0.39".parse()?)?, "39%".parse()?);
    /// assert!(Share::new("1.01".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `-0.01`: less than nothing
    /// - `1.01`: more than the whole
    pub fn new(fraction: Decimal) -> Result<Self, Error> {
        if (Decimal::from(0)..=Decimal::from(1)).contains(&fraction) {
            return Ok(Self(fraction));
        }
        Err(Error::invalid(What::Share, percent_text(&fraction), Expected::Share))
    }

    /// The share as a fraction.
    ///
    /// ```
    /// # use aiinfra::Share;
    /// assert_eq!("39".parse::<Share>()?.fraction(), &"0.39".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// The share in percent.
    ///
    /// ```
    /// # use aiinfra::Share;
    /// assert_eq!("39".parse::<Share>()?.percent(), "39".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}

impl FromStr for Share {
    type Err = Error;

    /// Reads percent, with or without the sign: `39`, `12.5%`.
    ///
    /// # Errors
    /// - `"-1"`, `"101"`: out of bounds
    /// - `"half"`, `"12,5"`: not a number
    fn from_str(text: &str) -> Result<Self, Error> {
        fraction(text)
            .and_then(Self::new)
            .map_err(|_| Error::invalid(What::Share, text, expected(text, Expected::Share)))
    }
}

/// Percent as people write it, to a fraction.
fn fraction(text: &str) -> Result<Decimal, Error> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    Ok(number.parse::<Decimal>()?.shifted(-2))
}

fn percent_text(fraction: &Decimal) -> String {
    format!("{}%", fraction.percent())
}
