//! The results of checking dimensions and series, as data.

use crate::derivation::Traced;
use crate::quantity::{Figure, GrowthRate, Money, Ratio, Share, Year};

/// A dimension and what it divides.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let Detail::Shares { dimension, .. } = &findings[0].detail else { unreachable!() };
/// assert_eq!((&*dimension.dimension, &dimension.of), ("End Use", &None));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Divided {
    /// The dimension's name.
    pub dimension: String,
    /// The name of the segment that it divides, if it does not divide the whole market.
    pub of: Option<String>,
}

/// How large a segment is.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail, Extent, Rule};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let largest = findings.iter().find(|finding| finding.rule == Rule::Largest).unwrap();
/// let Detail::Largest { extent, .. } = &largest.detail else { unreachable!() };
/// assert!(matches!(extent, Extent::Share(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extent {
    /// Its share.
    Share(Traced<Ratio>),
    /// Its size.
    Size(Traced<Money>),
}

impl Extent {
    pub(super) fn of_share(share: &Traced<Share>) -> Self {
        Self::Share(share.into())
    }
}

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
    /// The number of published shares and sizes.
    pub count: usize,
    /// The number of sizes among them. Each counts with its share of the whole.
    pub sizes: usize,
    /// The sum of the shares.
    pub sum: Traced<Ratio>,
    /// The missing remainder; `None` if the shares reach 100%, allowing for rounding.
    pub missing: Option<MissingShares>,
    /// Whether the shares exceed 100% by more than rounding explains.
    pub exceeds: bool,
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
    /// The names of the segments without a share or size.
    pub unshared: Vec<String>,
    /// Whether the shares were probably entered as fractions instead of percentages.
    pub is_fraction: bool,
}

/// How the segment called the largest compares with the others.
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
    /// No other segment is larger.
    Agrees {
        /// Whether a larger printed figure is explained by rounding.
        is_by_rounding: bool,
        /// What is not itemized, if it could contain a larger segment.
        hidden: Option<Extent>,
    },
    /// Another segment is larger.
    Beaten {
        /// The name of the largest segment.
        segment: String,
        /// Its share or size.
        extent: Extent,
    },
}

/// How the CAGR of the segment called the fastest growing compares with the others.
///
/// ```
/// use aiinfra::audit::Fastest;
///
/// let agrees = Fastest::Agrees { is_by_rounding: false, whole: None };
/// assert_ne!(agrees, Fastest::Agrees { is_by_rounding: true, whole: None });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fastest {
    /// No segment grows faster.
    Agrees {
        /// Whether a higher printed rate is explained by rounding.
        is_by_rounding: bool,
        /// The CAGR of the whole, if known.
        whole: Option<Traced<GrowthRate>>,
    },
    /// Another segment grows faster.
    Beaten {
        /// The name of the fastest-growing segment.
        segment: String,
        /// Its CAGR.
        rate: Traced<GrowthRate>,
    },
    /// The whole grows faster, which is impossible because its segments can't all grow slower.
    BelowWhole {
        /// The CAGR of the whole.
        whole: Traced<GrowthRate>,
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

/// How the sum of the segments' printed sizes compares with the whole.
///
/// ```
/// use aiinfra::audit::SizesAndWhole;
///
/// assert_ne!(SizesAndWhole::Agree, SizesAndWhole::Above);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SizesAndWhole {
    /// They are equal, allowing for rounding.
    Agree,
    /// The sum is above the whole by more than rounding explains.
    Above,
    /// The sum is below the whole, or some segments are not part of it.
    Leave {
        /// The remainder; `None` if the sum reaches the whole.
        rest: Option<Traced<Money>>,
        /// The names of the segments without a size or share.
        unpublished: Vec<String>,
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
