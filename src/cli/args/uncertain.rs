//! Arguments that may be uncertain.

use std::str::FromStr;

use aiinfra::{Error, Figure, GrowthRate, Interval};

use crate::cli::args::shared::{parsed, rate, size};

/// A single value, or an interval.
#[derive(Clone)]
pub(crate) enum Entry<Quantity> {
    /// A single value.
    One(Quantity),
    /// An interval.
    Between(Interval<Quantity>),
}

impl<Quantity> Entry<Quantity> {
    /// Returns the single value.
    pub(crate) fn one(&self) -> Option<&Quantity> {
        match self {
            Self::One(value) => Some(value),
            Self::Between(_) => None,
        }
    }

    /// Returns the interval.
    pub(crate) fn interval(&self) -> Option<&Interval<Quantity>> {
        match self {
            Self::One(_) => None,
            Self::Between(interval) => Some(interval),
        }
    }

    /// Returns the single value, or the low end of the interval.
    pub(crate) fn low(&self) -> &Quantity {
        match self {
            Self::One(value) => value,
            Self::Between(interval) => interval.low(),
        }
    }
}

/// A clap parser for a size or an interval of sizes.
pub(crate) fn size_or_interval(text: &str) -> Result<Entry<Figure>, String> {
    entry(text, size, "40..55")
}

/// A clap parser for a growth rate or an interval of growth rates.
pub(crate) fn rate_or_interval(text: &str) -> Result<Entry<GrowthRate>, String> {
    entry(text, rate, "20..33")
}

fn entry<Quantity>(
    text: &str,
    one: impl Fn(&str) -> Result<Quantity, String>,
    example: &str,
) -> Result<Entry<Quantity>, String>
where
    Interval<Quantity>: FromStr<Err = Error>,
{
    match text.contains("..") {
        true => parsed(text).map(Entry::Between),
        false => one(text)
            .map(Entry::One)
            .map_err(|error| format!("{error}, or an interval, such as {example}")),
    }
}
