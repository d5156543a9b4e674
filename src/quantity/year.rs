//! Years, numbers of years, and the years of a forecast.

use std::fmt;
use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, Fault, What};

/// A four-digit calendar year.
///
/// ```
/// use aiinfra::Year;
///
/// let year: Year = "2030".parse()?;
/// assert_eq!(year.number(), 2030);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(u16);

impl Year {
    /// Returns the year with this number.
    ///
    /// ```
    /// # use aiinfra::Year;
    /// assert_eq!(Year::new(2030)?, "2030".parse()?);
    /// assert!(Year::new(24).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `24`, `20300`: not four digits
    pub fn new(number: u16) -> Result<Self, Error> {
        (1000..=9999)
            .contains(&number)
            .then_some(Self(number))
            .ok_or_else(|| Error::invalid(What::Year, number, Expected::Year))
    }

    /// Returns the year as a number.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }
}

impl FromStr for Year {
    type Err = Error;

    /// Parses a four-digit year.
    ///
    /// # Errors
    /// - `"twenty"`, `"24"`, `"2030.5"`, `"+2030"`: not four digits
    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = || Error::invalid(What::Year, text, Expected::Year);
        let text = text.trim();
        if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(invalid());
        }
        text.parse().ok().and_then(|number| Self::new(number).ok()).ok_or_else(invalid)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The years that a forecast covers, from 1 to 200 of them, including both ends.
///
/// ```
/// use aiinfra::{Horizon, Year};
///
/// let horizon = Horizon::new(Year::new(2024)?, Year::new(2034)?)?;
/// assert_eq!(horizon.years().count(), 11);
/// assert!(horizon.check(Year::new(2035)?).is_err());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    first: Year,
    last: Year,
}

impl Horizon {
    const LONGEST: u16 = 200;

    /// Returns the horizon from `first` to `last`.
    ///
    /// ```
    /// # use aiinfra::{Horizon, Year};
    /// assert!(Horizon::new(Year::new(2024)?, Year::new(2034)?).is_ok());
    /// assert!(Horizon::new(Year::new(2034)?, Year::new(2024)?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `2034` to `2024`: ends before it begins
    /// - `2024` to `2224`: more than 200 years
    pub fn new(first: Year, last: Year) -> Result<Self, Error> {
        if last < first {
            return Err(Fault::Backward { first: first.0, last: last.0 }.into());
        }
        if last.0 - first.0 >= Self::LONGEST {
            let (first, last, most) = (first.0, last.0, Self::LONGEST);
            return Err(Fault::TooManyYears { first, last, most }.into());
        }
        Ok(Self { first, last })
    }

    /// Returns the part of the horizon between two years, which default to its first and last year.
    ///
    /// ```
    /// # use aiinfra::{Horizon, Year};
    /// let horizon = Horizon::new(Year::new(2024)?, Year::new(2034)?)?;
    /// assert_eq!(horizon.narrowed(None, Some(Year::new(2026)?))?.years().count(), 3);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `2040` in 2024–2034: outside the horizon
    /// - from `2030` to `2025`: ends before it begins
    pub fn narrowed(self, from: Option<Year>, to: Option<Year>) -> Result<Self, Error> {
        let from = self.check(from.unwrap_or(self.first))?;
        Self::new(from, self.check(to.unwrap_or(self.last))?)
    }

    /// Returns the part of the horizon from a year on, or the whole horizon if the year is outside it.
    pub(crate) fn since(self, year: Year) -> Self {
        if self.contains(year) { Self { first: year, ..self } } else { self }
    }

    /// Returns the first year.
    #[must_use]
    pub fn first(self) -> Year {
        self.first
    }

    /// Returns the last year.
    #[must_use]
    pub fn last(self) -> Year {
        self.last
    }

    /// Returns all years, in order.
    pub fn years(self) -> impl Iterator<Item = Year> {
        (self.first.0..=self.last.0).map(Year)
    }

    /// Returns all years except the first, each paired with the previous year.
    ///
    /// ```
    /// # use aiinfra::{Horizon, Year};
    /// let horizon = Horizon::new(Year::new(2024)?, Year::new(2026)?)?;
    /// let steps: Vec<(u16, u16)> =
    ///     horizon.steps().map(|(before, year)| (before.number(), year.number())).collect();
    /// assert_eq!(steps, [(2024, 2025), (2025, 2026)]);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    pub fn steps(self) -> impl Iterator<Item = (Year, Year)> {
        self.years().zip(self.years().skip(1))
    }

    /// Returns the year if it is in the horizon.
    ///
    /// ```
    /// # use aiinfra::{Horizon, Year};
    /// # let horizon = Horizon::new(Year::new(2024)?, Year::new(2034)?)?;
    /// assert!(horizon.check(Year::new(2030)?).is_ok());
    /// let error = horizon.check(Year::new(2040)?).unwrap_err();
    /// let expected = "a year from 2024 to 2034, the years of the forecast";
    /// assert_eq!(error.to_string(), format!("year `2040`: expected {expected}"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `2040` in 2024–2034: outside the horizon
    pub fn check(self, year: Year) -> Result<Year, Error> {
        let expected = Expected::YearOf { first: self.first.0, last: self.last.0 };
        self.contains(year)
            .then_some(year)
            .ok_or_else(|| Error::invalid(What::Year, year, expected))
    }

    /// Returns the year before, if it is in the horizon.
    ///
    /// ```
    /// # use aiinfra::{Horizon, Year};
    /// # let horizon = Horizon::new(Year::new(2024)?, Year::new(2034)?)?;
    /// assert_eq!(horizon.before(Year::new(2030)?), Some(Year::new(2029)?));
    /// assert_eq!(horizon.before(Year::new(2024)?), None);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn before(self, year: Year) -> Option<Year> {
        let before = Year(year.0.saturating_sub(1));
        self.contains(before).then_some(before)
    }

    /// Returns whether the year is in the horizon.
    #[must_use]
    pub fn contains(self, year: Year) -> bool {
        (self.first..=self.last).contains(&year)
    }
}

/// A number of years from 0 to 1,000, which need not be whole.
///
/// ```
/// use aiinfra::{Year, Years};
///
/// let decade = Years::between(Year::new(2024)?, Year::new(2034)?);
/// assert_eq!(decade, "10".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Years(Decimal);

impl Years {
    /// The highest number of years.
    pub(crate) const LONGEST: u32 = 1000;
    const EXPECTED: Expected = Expected::NumberOfYears { longest: Self::LONGEST };

    /// Returns `years` as a valid number of years.
    ///
    /// ```
    /// # use aiinfra::Years;
    /// assert!(Years::new("7.5".parse()?).is_ok());
    /// assert!(Years::new("-1".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `-1`: negative
    /// - `1000.5`: more than 1,000
    pub fn new(years: Decimal) -> Result<Self, Error> {
        if (Decimal::from(0)..=Decimal::from(Self::LONGEST)).contains(&years) {
            return Ok(Self(years));
        }
        Err(Self::invalid(years))
    }

    /// Returns the number of years between two years, in either order.
    #[must_use]
    pub fn between(one: Year, other: Year) -> Self {
        Self(u32::from(one.0.abs_diff(other.0)).into())
    }

    /// Returns the number of years as a decimal.
    #[must_use]
    pub fn number(&self) -> &Decimal {
        &self.0
    }

    fn invalid(years: impl fmt::Display) -> Error {
        Error::invalid(What::NumberOfYears, years, Self::EXPECTED)
    }
}

impl FromStr for Years {
    type Err = Error;

    /// Parses a number of years.
    ///
    /// # Errors
    /// - `"ten"`: not a number
    /// - `"-1"`, `"2000"`: out of bounds
    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = |_| Error::invalid(What::NumberOfYears, text, expected(text, Self::EXPECTED));
        text.parse().map_err(invalid).and_then(Self::new)
    }
}
