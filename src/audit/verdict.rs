//! The results of checking dimensions and series, as data.

use crate::derivation::Traced;
use crate::quantity::{Figure, GrowthRate, Money, Ratio, Share, Year};

/// The sum of a dimension's published shares.
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
    /// The number of published shares.
    pub count: usize,
    /// The sum of the shares.
    pub sum: Traced<Ratio>,
    /// The missing remainder; `None` if the shares reach 100%, allowing for rounding.
    pub missing: Option<MissingShares>,
}

/// The remainder that a dimension's published shares leave.
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
    /// The remainder.
    pub rest: Traced<Ratio>,
    /// The names of the segments without a share.
    pub unshared: Vec<String>,
    /// Whether the shares were probably entered as fractions instead of percentages.
    pub is_fraction: bool,
}

/// How the share of the segment called the largest compares with the others.
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
        /// Whether a larger printed share is explained by rounding.
        is_by_rounding: bool,
        /// The share that is not itemized, if it could contain a larger segment.
        hidden: Option<Traced<Ratio>>,
    },
    /// Another segment has a larger share.
    Beaten {
        /// The name of the segment with the largest share.
        segment: String,
        /// Its share.
        share: Traced<Share>,
    },
}

/// How the CAGR of the segment called the fastest growing compares with the others.
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
        /// Whether a higher printed rate is explained by rounding.
        is_by_rounding: bool,
        /// The market's CAGR, if known.
        market: Option<Traced<GrowthRate>>,
    },
    /// Another segment grows faster.
    Beaten {
        /// The name of the fastest-growing segment.
        segment: String,
        /// Its CAGR.
        rate: Traced<GrowthRate>,
    },
    /// The market grows faster, which is impossible because its segments can't all grow slower than the whole.
    BelowMarket {
        /// The market's CAGR.
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
    /// They are equal, allowing for rounding.
    Agree,
    /// They differ by more than rounding explains.
    Contradict,
    /// The segments don't cover the whole market, yet leave nothing for the remainder.
    LeaveNothing,
    /// The segments don't cover the whole market and leave a remainder.
    Leave {
        /// The remainder.
        rest: Traced<Money>,
        /// The CAGR that the remainder would need.
        rate: Traced<GrowthRate>,
        /// Whether that is faster than any segment grows.
        is_fastest: bool,
    },
}

/// An anomaly in two consecutive values of a series.
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
    /// The second value repeats the first.
    Repeats {
        /// The second value.
        figure: Figure,
        /// Its year.
        year: Year,
    },
    /// The second value is one year later and more than twice the first.
    Doubles {
        /// The year of the second value.
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
