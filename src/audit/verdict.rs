//! What was found of dimensions and series, as data.

use crate::derivation::Traced;
use crate::quantity::{Figure, GrowthRate, Money, Ratio, Share, Year};

/// What the published shares of a dimension add up to.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let Detail::Shares { shares, .. } = &findings[0].detail else { unreachable!() };
/// assert_eq!(shares.missing.as_ref().unwrap().rest.value().percent(), "14".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShareSum {
    /// The year of the shares.
    pub year: Year,
    /// How many are published.
    pub count: usize,
    /// What they add up to.
    pub sum: Traced<Ratio>,
    /// What is missing; none where they reach the whole, within rounding.
    pub missing: Option<MissingShares>,
}

/// What the published shares of a dimension leave of the whole.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let Detail::Shares { shares, .. } = &findings[0].detail else { unreachable!() };
/// assert!(!shares.missing.as_ref().unwrap().is_fraction);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingShares {
    /// The rest.
    pub rest: Traced<Ratio>,
    /// The names of the segments without a share.
    pub unshared: Vec<String>,
    /// Were fractions probably written where percent are read?
    pub is_fraction: bool,
}

/// How the share of the segment that is called the largest compares with the others.
///
/// ```
/// use aiinfra::audit::Largest;
///
/// let agrees = Largest::Agrees { is_by_rounding: false, hidden: None };
/// assert_ne!(agrees, Largest::Agrees { is_by_rounding: true, hidden: None });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Largest {
    /// No share is larger.
    Agrees {
        /// Is a printed share above it that may not have been before rounding?
        is_by_rounding: bool,
        /// What is not itemised, where it has room for a larger segment.
        hidden: Option<Traced<Ratio>>,
    },
    /// Another segment has a larger share.
    Beaten {
        /// The name of the one with the largest.
        segment: String,
        /// Its share.
        share: Traced<Share>,
    },
}

/// How the growth of the segment that is called the fastest growing compares with that of others.
///
/// ```
/// use aiinfra::audit::Fastest;
///
/// let agrees = Fastest::Agrees { is_by_rounding: false, market: None };
/// assert_ne!(agrees, Fastest::Agrees { is_by_rounding: true, market: None });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fastest {
    /// No segment grows faster.
    Agrees {
        /// Is a printed rate above it that may not have been before rounding?
        is_by_rounding: bool,
        /// The growth of the market, where it is known.
        market: Option<Traced<GrowthRate>>,
    },
    /// Another segment grows faster.
    Beaten {
        /// The name of the one that grows fastest.
        segment: String,
        /// Its growth.
        rate: Traced<GrowthRate>,
    },
    /// The market grows faster, though its parts cannot all grow slower than the whole.
    BelowMarket {
        /// The growth of the market.
        market: Traced<GrowthRate>,
    },
}

/// How the sum of the segments compares with the market.
///
/// ```
/// use aiinfra::audit::SumAndMarket;
///
/// assert_ne!(SumAndMarket::Agree, SumAndMarket::Contradict);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SumAndMarket {
    /// They are equal within rounding.
    Agree,
    /// They are not.
    Contradict,
    /// The segments are not all of the market, and leave nothing.
    LeaveNothing,
    /// The segments are not all of the market, and leave a rest.
    Leave {
        /// The rest.
        rest: Traced<Money>,
        /// How fast it would have to grow.
        rate: Traced<GrowthRate>,
        /// Is that faster than any segment grows?
        is_fastest: bool,
    },
}

/// What is odd about two values of a series that follow each other.
///
/// ```
/// use aiinfra::audit::Oddity;
///
/// let odd = Oddity::Doubles { year: "2022".parse()? };
/// assert_eq!(odd.year(), "2022".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Oddity {
    /// The second repeats the first.
    Repeats {
        /// The second.
        figure: Figure,
        /// Its year.
        year: Year,
    },
    /// The second is a year later and more than twice the first.
    Doubles {
        /// The year of the second.
        year: Year,
    },
}

impl Oddity {
    /// The year of the second value.
    #[must_use]
    pub fn year(&self) -> Year {
        match self {
            Self::Repeats { year, .. } | Self::Doubles { year } => *year,
        }
    }
}
