//! Millions, billions and trillions.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// The unit in which sizes are written.
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
    /// Every unit, smallest first.
    ///
    /// ```
    /// # use aiinfra::Unit;
    /// assert!(Unit::ALL.contains(&Unit::Million));
    /// ```
    pub const ALL: &'static [Self] = &[Self::Million, Self::Billion, Self::Trillion];

    /// The full word, such as `billion`.
    ///
    /// ```
    /// # use aiinfra::Unit;
    /// assert_eq!(Unit::Billion.name(), "billion");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        let [word, ..] = self.spellings();
        word
    }

    /// The power of ten: 6, 9 or 12.
    ///
    /// ```
    /// # use aiinfra::Unit;
    /// assert_eq!(Unit::Billion.exponent(), 9);
    /// ```
    #[must_use]
    pub fn exponent(self) -> u8 {
        match self {
            Self::Million => 6,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }

    /// The ways to write it, the full word first.
    fn spellings(self) -> [&'static str; 3] {
        match self {
            Self::Million => ["million", "mn", "m"],
            Self::Billion => ["billion", "bn", "b"],
            Self::Trillion => ["trillion", "tn", "t"],
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    /// Reads a unit in any case.
    ///
    /// # Errors
    /// - `"thousand"`, `"bln"`, `""`: none of the spellings
    fn from_str(text: &str) -> Result<Self, Error> {
        let lower = text.to_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|unit| unit.spellings().contains(&lower.as_str()))
            .ok_or_else(|| Error::invalid("unit", text, "million, billion or trillion"))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
