//! The ways in which a report may have counted the years of its growth rate.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{KnownPoint, Market, StatedCagr};
use crate::quantity::{GrowthRate, Money, Year, Years};

use super::Status;
use super::band::Band;

/// A way in which a report may have counted the years of its growth rate.
///
/// ```
/// assert_eq!(aiinfra::audit::Counting::Next.name(), "next");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Counting {
    /// From the base year.
    Base,
    /// From the year after the base, whose size is published.
    Next,
    /// From the first stated year, whose size is published.
    Period,
    /// From the base year, with a year too few: a miscount.
    Short,
}

impl Counting {
    /// What it is called.
    ///
    /// ```
    /// assert_eq!(aiinfra::audit::Counting::Short.name(), "short");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Next => "next",
            Self::Period => "period",
            Self::Short => "short",
        }
    }

    pub(super) fn status(self) -> Status {
        match self {
            Self::Base => Status::Pass,
            Self::Next | Self::Period => Status::Note,
            Self::Short => Status::Warn,
        }
    }
}

/// Two published sizes, the years that are counted between them, and the growth that follows.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Counting, Detail, Rule};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let cagr = findings.iter().find(|finding| finding.rule == Rule::Cagr).unwrap();
/// let Detail::Growth(growth) = &cagr.detail else { unreachable!() };
/// let short = growth.counted(Counting::Short);
/// assert_eq!(short.implied.value().written(), "30.199");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountedGrowth {
    /// How the years are counted.
    pub counting: Counting,
    /// The first size and its year.
    pub start: (Year, Traced<Money>),
    /// The last size and its year.
    pub end: (Year, Traced<Money>),
    /// The years that are counted.
    pub years: Traced<Years>,
    /// The growth rate that leads from one size to the other in these years.
    pub implied: Traced<GrowthRate>,
    /// What that may be, in percent, given how the sizes were rounded.
    pub band: Band<Decimal>,
}

/// The ways of counting, in the order in which they are tried; none where one size alone is published.
pub(super) fn ways(market: &Market, stated: &StatedCagr) -> Result<Vec<CountedGrowth>, Error> {
    let [base, later @ ..] = market.points() else { return Ok(Vec::new()) };
    let published = |year| later.iter().find(|point| Some(point.year) == year);
    let Some(end) = published(stated.to).or(later.last()) else { return Ok(Vec::new()) };
    let years = |from: &KnownPoint| end.year.number().saturating_sub(from.year.number());
    let counted = |counting, start, years| {
        CountedGrowth::new(counting, [start, end], Traced::count(u32::from(years))?, market)
    };
    let mut ways = vec![counted(Counting::Base, base, years(base))?];
    // A way in which growth passes all bounds is none that a report can have taken.
    let mut also = |counting, start, years| ways.extend(counted(counting, start, years));
    let is_next = |point: &&KnownPoint| point.year.number() == base.year.number() + 1;
    if let Some(next) = later.iter().find(is_next) {
        also(Counting::Next, next, years(next));
    }
    if let Some(first) = published(stated.from).filter(|first| !is_next(first)) {
        also(Counting::Period, first, years(first));
    }
    also(Counting::Short, base, years(base) - 1);
    Ok(ways)
}

/// A year of the stated period of which no size is published, so that no two sizes can be held against the rate.
pub(super) fn unpublished(market: &Market, stated: &StatedCagr) -> Option<Year> {
    let is_published = |year: Year| market.points().iter().any(|point| point.year == year);
    // "2025 to 2034" after a size of 2024 may be growth from 2024 on.
    let follows =
        |year: Year| market.points().iter().any(|point| point.year.number() + 1 == year.number());
    let from = stated.from.filter(|from| !is_published(*from) && !follows(*from));
    from.or(stated.to.filter(|to| !is_published(*to)))
}

impl CountedGrowth {
    fn new(
        counting: Counting,
        [first, last]: [&KnownPoint; 2],
        years: Traced<Years>,
        market: &Market,
    ) -> Result<Self, Error> {
        let [start, end] = [first, last].map(|point| market.traced(point));
        let implied = Traced::implied(&start, &end, &years)?;
        let sizes = Band::of_point(first, market);
        let band = sizes.growth(&Band::of_point(last, market), years.value(), implied.value());
        let (start, end) = ((first.year, start), (last.year, end));
        Ok(Self { counting, start, end, years, implied, band })
    }
}
