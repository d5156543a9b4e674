//! Checks whether a report's figures agree with each other.
//!
//! Figures are compared allowing for rounding. Each one stands for the band of values that round to it: "46.73" covers
//! 46.725 to 46.735. Two figures agree if their bands overlap.

mod detail;
mod division;
mod drift;
mod evidence;
mod fastest;
mod growth_rate;
mod largest;
mod parts;
mod path_band;
mod segment_growth;
mod segment_sizes;
mod series;
mod sizes;
mod verdict;

use std::cmp::Reverse;

use crate::derivation::Derivation;
use crate::error::Error;
use crate::market::Market;

pub use crate::band::Band;
pub use crate::counting::{CountedGrowth, Counting};
pub use detail::{ConstantGrowth, Detail, Fit, StatedGrowth};
pub use verdict::{
    Divided, Extent, Fastest, Largest, MissingShares, Oddity, ShareSum, SizesAndWhole, SumAndMarket,
};

/// The result of one check.
///
/// ```
/// use aiinfra::audit::{self, Rule, Status};
/// use aiinfra::{Market, Unit, wording};
///
/// let market = Market::embedded()?;
/// let findings = audit::check(&market)?;
/// let worst = &findings[0];
/// assert_eq!((worst.rule, worst.status, &*worst.subject), (Rule::Shares, Status::Warn, "end-use"));
/// let sentence = wording::finding(worst, &market.scale(Unit::Billion, 2), wording::Spelling::default());
/// assert!(sentence.contains("add up to 86%"), "{sentence}");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The check.
    pub rule: Rule,
    /// The outcome.
    pub status: Status,
    /// The subject: a counting convention, a period, a year, or the id of a dimension, segment or series. The id of a
    /// dimension with several years ends with the year, as in `region.2030`.
    pub subject: String,
    /// The value in the report.
    pub stated: Value,
    /// The value implied by the report's other figures.
    pub computed: Value,
    /// The figures that were compared, and what they mean for users of the report.
    pub detail: Detail,
}

/// A check of a report. Findings with the same status are listed in this order.
///
/// ```
/// use aiinfra::audit::Rule;
///
/// assert_eq!(Rule::ALL[0].name(), "cagr");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The stated CAGR matches the sizes. The subject is the counting convention that fits: `base`, `next` (from the
    /// year after the base year), `period` (from the first stated year), `short` (one year short), or `none`.
    Cagr,
    /// The stated period matches the published sizes.
    Period,
    /// The sizes between the base year's and the last are consistent with constant growth.
    Path,
    /// The shares of a dimension sum to 100%.
    Shares,
    /// The segment called the largest has the largest share or size.
    Largest,
    /// The segment called the fastest growing has the highest CAGR and grows no slower than the whole.
    Fastest,
    /// The segments, each grown at its own CAGR, sum to the whole in the last year.
    SegmentGrowth,
    /// The printed sizes of the segments sum to the whole.
    SegmentSizes,
    /// The shares or sizes of a segment in two years match its CAGR.
    Drift,
    /// A series never repeats a value or more than doubles in a year.
    Series,
}

/// The outcome of a check, from good to bad.
///
/// ```
/// use aiinfra::audit::Status;
///
/// assert!(Status::Fail > Status::Warn);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// The figures agree.
    Pass,
    /// The figures are usable, with a remark.
    Note,
    /// Use the figures with care.
    Warn,
    /// The figures contradict each other.
    Fail,
}

/// A value that was compared.
///
/// ```
/// use aiinfra::audit::Value;
///
/// assert_ne!(Value::None, Value::Text("26.81".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// No single value describes it.
    None,
    /// A published figure, shown with its digits exactly as printed.
    Printed(Derivation),
    /// A percentage or a size.
    Figure(Derivation),
    /// Anything else: the name of a segment, a period, the values of a series.
    Text(String),
}

impl Rule {
    /// Every rule, in order.
    ///
    /// ```
    /// assert_eq!(aiinfra::audit::Rule::ALL.len(), 10);
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Cagr,
        Self::Period,
        Self::Path,
        Self::Shares,
        Self::Largest,
        Self::Fastest,
        Self::SegmentGrowth,
        Self::SegmentSizes,
        Self::Drift,
        Self::Series,
    ];

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cagr => "cagr",
            Self::Period => "period",
            Self::Path => "path",
            Self::Shares => "shares",
            Self::Largest => "largest",
            Self::Fastest => "fastest",
            Self::SegmentGrowth => "segment-growth",
            Self::SegmentSizes => "segment-sizes",
            Self::Drift => "drift",
            Self::Series => "series",
        }
    }
}

impl Status {
    /// Every status, from worst to best.
    ///
    /// ```
    /// use aiinfra::audit::Status;
    ///
    /// let names: Vec<&str> = Status::ALL.iter().map(|status| status.name()).collect();
    /// assert_eq!(names, ["fail", "warn", "note", "pass"]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Fail, Self::Warn, Self::Note, Self::Pass];

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Note => "note",
            Self::Pass => "pass",
        }
    }
}

/// Runs every check that the report's figures allow. Returns the findings, worst first.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Status};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// assert!(findings.iter().all(|finding| finding.status < Status::Fail));
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - sizes of `1` and `1000000` in consecutive years: growth of more than 1,000,000% per year
pub fn check(market: &Market) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let growth_rate = growth_rate::check(market)?;
    findings.extend(sizes::period(market, growth_rate.as_ref()));
    findings.extend(growth_rate.map(|verdict| verdict.finding));
    findings.extend(sizes::path(market)?);
    for dimension in market.dimensions() {
        findings.extend(parts::shares(dimension, market)?);
        findings.extend(largest::check(dimension, market)?);
        findings.extend(fastest::check(dimension, market)?);
        findings.extend(segment_growth::check(dimension, market)?);
        findings.extend(segment_sizes::check(dimension, market)?);
        findings.extend(drift::check(dimension, market)?);
    }
    findings.extend(market.series().iter().filter_map(series::check));
    findings.sort_by_key(|finding| (Reverse(finding.status), finding.rule));
    Ok(findings)
}
