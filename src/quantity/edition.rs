//! The date of a report.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Expected, What};

use super::Year;

/// When a report came out: a year, a month or a day. Editions sort by date.
///
/// ```
/// use aiinfra::Edition;
///
/// let (march, may): (Edition, Edition) = ("2025-03".parse()?, "2025-05-14".parse()?);
/// assert!(march < may);
/// assert_eq!((march.to_string(), march.year().number()), ("2025-03".to_owned(), 2025));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition {
    year: Year,
    month: Option<u8>,
    day: Option<u8>,
}

impl Edition {
    /// The year in which the report came out.
    #[must_use]
    pub fn year(self) -> Year {
        self.year
    }
}

impl From<Year> for Edition {
    /// Converts a year to an edition of which only the year is known.
    fn from(year: Year) -> Self {
        Self { year, month: None, day: None }
    }
}

impl FromStr for Edition {
    type Err = Error;

    /// Parses a year, a month or a day: `2025`, `2025-03`, `2025-03-14`.
    ///
    /// # Errors
    /// - `"March 2025"`, `"2025-3"`: not digits separated by hyphens
    /// - `"2025-13"`, `"2025-02-30"`: no such month or day
    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = || Error::invalid(What::Edition, text, Expected::Edition);
        let mut parts = text.split('-');
        let year: Year = parts.next().unwrap_or_default().parse().map_err(|_| invalid())?;
        let mut two_digits = |most: u8| match parts.next() {
            None => Ok(None),
            Some(digits) => {
                let number = digits.parse().ok().filter(|number| (1..=most).contains(number));
                number.filter(|_| digits.len() == 2).map(Some).ok_or_else(invalid)
            }
        };
        let month = two_digits(12)?;
        let day = match month {
            Some(month) => two_digits(days_in(year, month))?,
            None => None,
        };
        if parts.next().is_some() {
            return Err(invalid());
        }
        Ok(Self { year, month, day })
    }
}

fn days_in(year: Year, month: u8) -> u8 {
    let number = year.number();
    let is_leap =
        number.is_multiple_of(4) && (!number.is_multiple_of(100) || number.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        [self.month, self.day].iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}
