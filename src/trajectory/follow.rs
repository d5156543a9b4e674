//! Which of a report's figures a forecast follows.

use crate::counting;
use crate::market::{KnownPoint, Market};

/// Which of the report's figures a forecast follows.
///
/// A report's sizes and its stated CAGR rarely agree to the last digit. A forecast can follow either.
///
/// ```
/// assert_eq!(aiinfra::Follow::default(), aiinfra::Follow::Sizes);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Follow {
    /// Every published size, with constant growth in between.
    #[default]
    Sizes,
    /// The stated CAGR, from the year that it counts from. Earlier published sizes are kept.
    Cagr,
}

impl Follow {
    /// Every variant, the default first.
    ///
    /// ```
    /// # use aiinfra::Follow;
    /// assert_eq!(Follow::ALL.iter().map(|each| each.name()).collect::<Vec<_>>(), ["sizes", "cagr"]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Sizes, Self::Cagr];

    /// Returns every accepted name: first the current one, then the one from version 1.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Sizes => &["sizes", "endpoints"],
            Self::Cagr => &["cagr", "stated"],
        }
    }

    /// Returns the current name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sizes => "sizes",
            Self::Cagr => "cagr",
        }
    }

    /// Returns the published sizes that the forecast keeps.
    pub(crate) fn points(self, market: &Market) -> impl Iterator<Item = &KnownPoint> {
        let until = match self {
            Self::Sizes => market.horizon().last(),
            Self::Cagr => counting::start(market).year,
        };
        market.points().iter().filter(move |point| point.year <= until)
    }

    /// Returns the other variant.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Sizes => Self::Cagr,
            Self::Cagr => Self::Sizes,
        }
    }
}
