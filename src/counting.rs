//! The conventions a report may use to count the years of its CAGR, and which of them its figures fit.

use crate::band::Band;
use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{KnownPoint, Market, StatedCagr};
use crate::quantity::{GrowthRate, Money, Year, Years};

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

    /// Returns whether it is a proper way to count, and not a slip.
    pub(crate) fn is_proper(self) -> bool {
        self != Self::Short
    }
}

/// Two published sizes that may imply the stated CAGR, and the number of years between them as counted.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) counting: Counting,
    pub(crate) start: &'a KnownPoint,
    pub(crate) end: &'a KnownPoint,
    years: u16,
}

/// Returns a candidate for each convention, in the order in which they are tried. Empty if only one size is published.
pub(crate) fn candidates<'a>(market: &'a Market, stated: &StatedCagr) -> Vec<Candidate<'a>> {
    let [base, later @ ..] = market.points_from_base() else { return Vec::new() };
    let published = |year| later.iter().find(|point| Some(point.year) == year);
    let Some(end) = published(stated.to).or(later.last()) else { return Vec::new() };
    let years = |from: &KnownPoint| end.year.number().saturating_sub(from.year.number());
    let candidate = |counting, start, years| Candidate { counting, start, end, years };
    let is_next = |point: &&KnownPoint| point.year.number() == base.year.number() + 1;
    let next = later.iter().find(is_next);
    let first = published(stated.from).filter(|first| !is_next(first));
    let mut all = vec![candidate(Counting::Base, base, years(base))];
    all.extend(next.map(|next| candidate(Counting::Next, next, years(next))));
    all.extend(first.map(|first| candidate(Counting::Period, first, years(first))));
    all.push(candidate(Counting::Short, base, years(base).saturating_sub(1)));
    all.retain(|one| one.years > 0);
    all
}

/// Returns the size from which the stated CAGR counts: the start of the first proper convention that fits. If none
/// does, it is the size of the first stated year, or else of the base year.
///
/// ```
/// use aiinfra::{Market, counting};
///
/// let market = Market::embedded()?;
/// assert_eq!(counting::start(&market).year, market.base().year);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn start(market: &Market) -> &KnownPoint {
    // With two sizes, every proper convention starts from the first.
    let has_choice = market.points_from_base().len() > 2;
    let Some(stated) = market.cagr().filter(|_| has_choice) else { return market.base() };
    let proper = |one: &Candidate<'_>| one.counting.is_proper() && one.fits(market, stated);
    let fitting = candidates(market, stated).into_iter().find(proper);
    let first = || market.points_from_base().iter().find(|one| Some(one.year) == stated.from);
    fitting.map(|one| one.start).or_else(first).unwrap_or(market.base())
}

impl Candidate<'_> {
    /// Returns whether the sizes imply the stated CAGR, allowing for rounding.
    ///
    /// Compounding the lowest start at the lowest rate must not exceed the highest end, and the other way around. That
    /// takes no root.
    pub(crate) fn fits(&self, market: &Market, stated: &StatedCagr) -> bool {
        let [start, end] = [self.start, self.end].map(|point| Band::of_point(point, market));
        let rates = Band::of(&stated.figure);
        let grown = |size: &Money, percent: &Decimal| {
            let factor = (&Decimal::from(1) + &percent.shifted(-2)).max(Decimal::from(0));
            (size.number() * &factor.powi(self.years.into())).trusted()
        };
        grown(&start.low, &rates.low) <= end.high.number().trusted()
            && grown(&start.high, &rates.high) >= end.low.number().trusted()
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

impl CountedGrowth {
    /// Returns the CAGR that a candidate implies.
    ///
    /// # Errors
    /// - sizes of `1` and `1000000` in consecutive years: growth of more than 1,000,000% per year
    pub(crate) fn new(candidate: &Candidate<'_>, market: &Market) -> Result<Self, Error> {
        let Candidate { counting, start: first, end: last, .. } = candidate;
        let years = Traced::count(candidate.years.into())?;
        let [start, end] = [first, last].map(|point| market.traced(point));
        let implied = Traced::implied(&start, &end, &years)?;
        let sizes = Band::of_point(first, market);
        let band = sizes.growth(&Band::of_point(last, market), years.value(), implied.value());
        let (start, end) = ((first.year, start), (last.year, end));
        Ok(Self { counting: *counting, start, end, years, implied, band })
    }
}
