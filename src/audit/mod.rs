//! Do a report's figures agree with each other?
//!
//! Every figure stands for the band of values that round to it: "46.73" for 46.725 to 46.735. Two figures
//! agree where the bands that follow from them meet.

mod band;
mod counting;
mod detail;
mod fastest;
mod growth_rate;
mod parts;
mod segment_growth;
mod series;
mod sizes;
mod told;
mod verdict;

use std::cmp::Reverse;

use crate::derivation::Derivation;
use crate::error::Error;
use crate::market::Market;

pub use band::Band;
pub use counting::{CountedGrowth, Counting};
pub use detail::{ConstantGrowth, Detail, Fit, StatedGrowth};
pub use verdict::{Fastest, Largest, MissingShares, Oddity, ShareSum, SumAndMarket};

/// One thing that was compared, and what came of it.
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
/// assert!(sentence.contains("add up to 86 %"), "{sentence}");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What was asked.
    pub rule: Rule,
    /// What came of it.
    pub status: Status,
    /// What it is about: a way of counting years, a period, a year, or the id of a dimension or series.
    pub subject: String,
    /// What the report says.
    pub stated: Value,
    /// What its other figures give.
    pub computed: Value,
    /// The figures that were compared, and what they mean for using the report.
    pub detail: Detail,
}

/// What is asked of a report, in the order in which findings of one status are told.
///
/// ```
/// use aiinfra::audit::Rule;
///
/// assert_eq!(Rule::ALL[0].name(), "cagr");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// Which way of counting years makes the stated growth rate right? The subject is the way: `base`,
    /// `next` (from the year after the base), `period` (from the first stated year), `short` (a year too
    /// few) or `none`.
    Cagr,
    /// Is the stated period that of the published sizes?
    Period,
    /// Do the sizes between the first and the last lie on the path of constant growth?
    Path,
    /// Do the shares of a dimension add up to 100 %?
    Shares,
    /// Has the segment that is called the largest the largest share?
    Largest,
    /// Has the segment that is called the fastest growing the highest growth rate, and grows it no slower
    /// than the market?
    Fastest,
    /// Do the segments, each grown at its own rate, add up to the market in the last year?
    SegmentGrowth,
    /// Does a series repeat a value, or more than double in a year?
    Series,
}

/// What came of a comparison, from good to bad.
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
    /// The figures can be used, and there is something to know about them.
    Note,
    /// Use the figures with care.
    Warn,
    /// The figures contradict each other.
    Fail,
}

/// What was compared.
///
/// ```
/// use aiinfra::audit::Value;
///
/// assert_ne!(Value::None, Value::Text("26.81".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Nothing that one value could tell.
    None,
    /// A published figure, to be written with the digits that it is printed with.
    Printed(Derivation),
    /// A percentage or a size.
    Figure(Derivation),
    /// Anything else: the name of a segment, a period, the values of a series.
    Text(String),
}

impl Rule {
    /// Every rule, in the order in which they are asked.
    ///
    /// ```
    /// assert_eq!(aiinfra::audit::Rule::ALL.len(), 8);
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Cagr,
        Self::Period,
        Self::Path,
        Self::Shares,
        Self::Largest,
        Self::Fastest,
        Self::SegmentGrowth,
        Self::Series,
    ];

    /// What it is called.
    ///
    /// ```
    /// assert_eq!(aiinfra::audit::Rule::SegmentGrowth.name(), "segment-growth");
    /// ```
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
            Self::Series => "series",
        }
    }
}

impl Status {
    /// Every status, from the worst to the best.
    ///
    /// ```
    /// use aiinfra::audit::Status;
    ///
    /// let names: Vec<&str> = Status::ALL.iter().map(|status| status.name()).collect();
    /// assert_eq!(names, ["fail", "warn", "note", "pass"]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Fail, Self::Warn, Self::Note, Self::Pass];

    /// What it is called.
    ///
    /// ```
    /// assert_eq!(aiinfra::audit::Status::Warn.name(), "warn");
    /// ```
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

/// Everything that the report's figures allow to be compared, worst first.
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
/// - sizes of `1` and `1000000` a year apart: growth of more than 1,000,000 % a year
pub fn check(market: &Market) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let growth_rate = growth_rate::check(market)?;
    findings.extend(sizes::period(market, growth_rate.as_ref()));
    findings.extend(growth_rate.map(|verdict| verdict.finding));
    findings.extend(sizes::path(market)?);
    for dimension in market.dimensions() {
        findings.extend(parts::shares(dimension));
        findings.extend(parts::largest(dimension));
        findings.extend(fastest::check(dimension, market)?);
        findings.extend(segment_growth::check(dimension, market)?);
    }
    findings.extend(market.series().iter().filter_map(series::check));
    findings.sort_by_key(|finding| (Reverse(finding.status), finding.rule));
    Ok(findings)
}
