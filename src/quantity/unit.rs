//! Units of market sizes: million, billion and trillion.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Expected, What};

/// The unit of a market size.
///
/// ```
/// use aiinfra::Unit;
///
/// assert_eq!("bn".parse::<Unit>()?, Unit::Billion);
/// assert_eq!(Unit::Trillion.to_string(), "trillion");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// 10^6; `million`, `mn` or `m`.
    Million,
    /// 10^9; `billion`, `bn` or `b`.
    Billion,
    /// 10^12; `trillion`, `tn` or `t`.
    Trillion,
}

impl Unit {
    /// All units, smallest first.
    pub const ALL: &'static [Self] = &[Self::Million, Self::Billion, Self::Trillion];

    /// Returns the full name, such as `billion`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Million => "million",
            Self::Billion => "billion",
            Self::Trillion => "trillion",
        }
    }

    /// Returns the abbreviation that follows a number, as in `600bn`.
    pub(crate) const fn abbreviation(self) -> &'static str {
        match self {
            Self::Million => "mn",
            Self::Billion => "bn",
            Self::Trillion => "tn",
        }
    }

    /// Returns the power of ten: 6, 9 or 12.
    #[must_use]
    pub fn exponent(self) -> u8 {
        match self {
            Self::Million => 6,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }

    /// Returns all accepted spellings, the full name first.
    #[must_use]
    pub const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Million => &["million", "mn", "m"],
            Self::Billion => &["billion", "bn", "b"],
            Self::Trillion => &["trillion", "tn", "t"],
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    /// Parses a unit, in any case.
    ///
    /// # Errors
    /// - `"thousand"`, `"bln"`, `""`: not an accepted spelling
    fn from_str(text: &str) -> Result<Self, Error> {
        let lower = text.to_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|unit| unit.spellings().contains(&lower.as_str()))
            .ok_or_else(|| Error::invalid(What::Unit, text, Expected::Unit))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
