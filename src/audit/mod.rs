//! Do a report's figures agree with each other?
//!
//! Every figure stands for the band of values that round to it: "46.73" for 46.725 to 46.735. Two figures
//! agree where the bands that follow from them meet.

mod band;
mod counting;
mod fastest;
mod growth_rate;
mod parts;
mod segment_growth;
mod series;
mod sizes;

use std::cmp::Reverse;

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::Market;
use crate::quantity::{Money, Scale};

/// One thing that was compared, and what came of it.
///
/// ```
/// use aiinfra::audit::{self, Rule, Status};
/// use aiinfra::{Market, Unit};
///
/// let market = Market::embedded()?;
/// let findings = audit::check(&market, &market.scale(Unit::Billion, 2))?;
/// let worst = &findings[0];
/// assert_eq!((worst.rule, worst.status, &*worst.subject), (Rule::Shares, Status::Warn, "end-use"));
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
    /// What was compared and what it means for using the report, as a sentence.
    pub detail: String,
}

/// What is asked of a report, in the order in which findings of one status are told.
///
/// ```
/// use aiinfra::audit::Rule;
///
/// assert_eq!(Rule::ALL.first(), Some(&Rule::Cagr));
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
/// assert_ne!(Value::Percent("26.81".parse()?), Value::Text("26.81".to_owned()));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing that one value could tell.
    None,
    /// A percentage, with the digits that it is printed with.
    Printed(String),
    /// A percentage that was computed.
    Percent(Decimal),
    /// A size.
    Size(Money),
    /// Anything else.
    Text(String),
}

impl Rule {
    /// Every rule, in the order in which they are asked.
    ///
    /// ```
    /// use aiinfra::audit::Rule;
    ///
    /// let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    /// assert!(names.starts_with(&["cagr", "period", "path"]));
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
    /// assert_eq!(Status::ALL, [Status::Fail, Status::Warn, Status::Note, Status::Pass]);
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

/// Everything that the report's figures allow to be compared, worst first. Amounts in sentences are written
/// as `scale` says.
///
/// ```
/// use aiinfra::audit::{self, Status};
/// use aiinfra::{Market, Unit};
///
/// let market = Market::embedded()?;
/// let findings = audit::check(&market, &market.scale(Unit::Billion, 2))?;
/// assert!(findings.iter().all(|finding| finding.status < Status::Fail));
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - sizes of `1` and `1000000` a year apart: growth of more than 1,000,000 % a year
pub fn check(market: &Market, scale: &Scale) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let growth_rate = growth_rate::check(market, scale)?;
    findings.extend(sizes::period(market, growth_rate.as_ref()));
    findings.extend(growth_rate.map(|verdict| verdict.finding));
    findings.extend(sizes::path(market, scale)?);
    for dimension in market.dimensions() {
        findings.extend(parts::shares(dimension));
        findings.extend(parts::largest(dimension));
        findings.extend(fastest::check(dimension, market)?);
        findings.extend(segment_growth::check(dimension, market, scale)?);
    }
    findings.extend(market.series().iter().filter_map(series::check));
    findings.sort_by_key(|finding| (Reverse(finding.status), finding.rule));
    Ok(findings)
}
