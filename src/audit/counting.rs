//! The conventions a report may use to count the years of its CAGR.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{KnownPoint, Market, StatedCagr};
use crate::quantity::{GrowthRate, Money, Year, Years};

use super::Status;
use super::band::Band;

/// A convention for counting the years of a CAGR.
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
    /// From the base year, but one year short: a miscount.
    Short,
}

impl Counting {
    /// The convention's name.
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

/// The CAGR implied by two published sizes under a counting convention.
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
    /// The counting convention.
    pub counting: Counting,
    /// The first size, with its year.
    pub start: (Year, Traced<Money>),
    /// The last size, with its year.
    pub end: (Year, Traced<Money>),
    /// The number of years between them, as counted.
    pub years: Traced<Years>,
    /// The implied CAGR.
    pub implied: Traced<GrowthRate>,
    /// The range of the implied CAGR in percent, allowing for the rounding of the sizes.
    pub band: Band<Decimal>,
}

/// Returns the implied CAGR under each convention, in the order they are tried. Empty if only one size is published.
pub(super) fn candidates(
    market: &Market,
    stated: &StatedCagr,
) -> Result<Vec<CountedGrowth>, Error> {
    let [base, later @ ..] = market.points() else { return Ok(Vec::new()) };
    let published = |year| later.iter().find(|point| Some(point.year) == year);
    let Some(end) = published(stated.to).or(later.last()) else { return Ok(Vec::new()) };
    let years = |from: &KnownPoint| end.year.number().saturating_sub(from.year.number());
    let counted = |counting, start, years| {
        CountedGrowth::new(counting, [start, end], Traced::count(u32::from(years))?, market)
    };
    let mut candidates = vec![counted(Counting::Base, base, years(base))?];
    // Skip a convention that implies growth out of bounds, since no report can have used it.
    let mut add = |counting, start, years| candidates.extend(counted(counting, start, years));
    let is_next = |point: &&KnownPoint| point.year.number() == base.year.number() + 1;
    if let Some(next) = later.iter().find(is_next) {
        add(Counting::Next, next, years(next));
    }
    if let Some(first) = published(stated.from).filter(|first| !is_next(first)) {
        add(Counting::Period, first, years(first));
    }
    add(Counting::Short, base, years(base) - 1);
    Ok(candidates)
}

/// Returns an end of the stated period without a published size. The stated CAGR then can't be compared with the sizes.
pub(super) fn unpublished(market: &Market, stated: &StatedCagr) -> Option<Year> {
    let is_published = |year: Year| market.points().iter().any(|point| point.year == year);
    // A period of 2025–2034 after a size for 2024 may mean growth from 2024 on.
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
