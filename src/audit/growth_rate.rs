//! Finds the counting convention under which the stated CAGR matches the sizes.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Market, StatedCagr};
use crate::quantity::{GrowthRate, Year};

use super::detail::{Detail, Fit, StatedGrowth};
use super::{Finding, Rule, Status, Value};
use crate::band::Band;
use crate::counting::{self, Candidate, CountedGrowth, Counting};

/// The result of checking the stated CAGR.
pub(super) struct Verdict {
    pub(super) finding: Finding,
    /// The pairs of years whose sizes imply the stated CAGR.
    pub(super) fits: Vec<(Year, Year)>,
}

pub(super) fn check(market: &Market) -> Result<Option<Verdict>, Error> {
    let (Some(stated), Some(rate)) = (market.cagr(), market.traced_cagr()) else {
        return Ok(None);
    };
    let candidates = counting::candidates(market, stated);
    let [base, others @ ..] = candidates.as_slice() else { return Ok(None) };
    let fitting: Vec<&Candidate<'_>> =
        candidates.iter().filter(|candidate| candidate.fits(market, stated)).collect();
    let first = fitting.first().map(|candidate| candidate.counting);
    let proper = fitting.iter().filter(|candidate| candidate.counting.is_proper());
    let fits = proper.map(|candidate| (candidate.start.year, candidate.end.year)).collect();
    let verdict = |finding| Ok(Some(Verdict { finding, fits }));
    let is_fit = first.is_some_and(Counting::is_proper);
    if let Some(year) = unpublished(market, stated.to).filter(|_| !is_fit) {
        let period = (stated.from, stated.to);
        let detail = Detail::GrowthIncomparable { rate: rate.clone(), period, year };
        return verdict(incomparable(&rate, Status::Note, detail));
    }
    let base = CountedGrowth::new(base, market)?;
    // A convention that implies growth out of bounds is skipped, since no report can have used it.
    let others = others.iter().flat_map(|other| CountedGrowth::new(other, market)).collect();
    let printed = Band::of(&stated.figure);
    let growth = StatedGrowth::new(rate, printed, base, others, first, market);
    let start = Some(&growth).filter(|growth| !growth.is_explained(stated));
    if let Some(detail) = start.and_then(|growth| unpublished_start(market, stated, growth)) {
        return verdict(incomparable(&growth.rate, Status::Warn, detail));
    }
    verdict(finding(growth))
}

impl StatedGrowth {
    fn new(
        rate: Traced<GrowthRate>,
        band: Band<Decimal>,
        base: CountedGrowth,
        others: Vec<CountedGrowth>,
        first: Option<Counting>,
        market: &Market,
    ) -> Self {
        let fit = first.map_or_else(
            || nearest_fit(&base, &others, &band, &rate.value().percent()),
            Fit::Within,
        );
        let start = counting::start(market);
        let years = Traced::between(start.year, base.end.0);
        // There is no size if growth takes it out of bounds.
        let stated_end = market.traced(start).compound(&rate, &years).ok();
        Self { rate, band, base, others, fit, stated_end }
    }
}

impl StatedGrowth {
    /// Returns whether the sizes explain the rate: it fits or nearly fits them, was written as a fraction, or counts
    /// one year too few, which is no slip if the period starts years later.
    fn is_explained(&self, stated: &StatedCagr) -> bool {
        let second = self.base.start.0.number() + 1;
        match &self.fit {
            Fit::Within(Counting::Short) => stated.from.is_none_or(|from| from.number() <= second),
            Fit::Nowhere { as_fraction } => as_fraction.is_some(),
            Fit::Within(_) | Fit::Near(_) => true,
        }
    }
}

/// Returns the year if no size is published for it.
fn unpublished(market: &Market, year: Option<Year>) -> Option<Year> {
    year.filter(|year| !market.points().iter().any(|point| point.year == *year))
}

/// Returns what the stated CAGR implies for the first stated year, if that year's size is not published.
fn unpublished_start(
    market: &Market,
    stated: &StatedCagr,
    growth: &StatedGrowth,
) -> Option<Detail> {
    let from = unpublished(market, stated.from)?;
    let (to, end) = &growth.base.end;
    let before = market.points().iter().rfind(|point| point.year < from)?;
    if from >= *to {
        return None;
    }
    let start = end.discount(&growth.rate, &Traced::between(from, *to)).ok()?;
    let known = market.traced(before);
    Some(Detail::UnpublishedStart {
        rate: growth.rate.clone(),
        period: (stated.from, stated.to),
        year: from,
        growth: start.change(&known),
        start,
        before: (before.year, known),
    })
}

fn finding(growth: StatedGrowth) -> Finding {
    let (status, subject, candidate) = match growth.fit {
        Fit::Within(counting) => (status(counting), counting.name(), growth.counted(counting)),
        Fit::Near(counting) => (Status::Warn, NO_CONVENTION, growth.counted(counting)),
        Fit::Nowhere { .. } => (Status::Fail, NO_CONVENTION, &growth.base),
    };
    Finding {
        rule: Rule::Cagr,
        status,
        subject: subject.to_owned(),
        stated: Value::Printed(growth.rate.derivation()),
        computed: Value::Figure(candidate.implied.derivation()),
        detail: Detail::Growth(Box::new(growth)),
    }
}

fn status(counting: Counting) -> Status {
    match counting {
        Counting::Base => Status::Pass,
        Counting::Next | Counting::Period => Status::Note,
        Counting::Short => Status::Warn,
    }
}

/// The subject if no convention fits.
const NO_CONVENTION: &str = "none";

/// Returns the finding about a rate that cannot be compared with sizes of the same years.
fn incomparable(rate: &Traced<GrowthRate>, status: Status, detail: Detail) -> Finding {
    Finding {
        rule: Rule::Cagr,
        status,
        subject: NO_CONVENTION.to_owned(),
        stated: Value::Printed(rate.derivation()),
        computed: Value::None,
        detail,
    }
}

/// Determines how close the stated CAGR is when no convention matches.
///
/// It may be within one unit of its last digit, in which case the finding refers to the nearest convention. Otherwise
/// the finding refers to the base year.
fn nearest_fit(
    base: &CountedGrowth,
    others: &[CountedGrowth],
    printed: &Band<Decimal>,
    percent: &Decimal,
) -> Fit {
    let gap = |candidate: &CountedGrowth| candidate.band.gap(printed);
    let candidates = || std::iter::once(base).chain(others);
    let proper = candidates().filter(|candidate| candidate.counting.is_proper());
    let nearest = proper.min_by(|one, other| gap(one).cmp(&gap(other))).unwrap_or(base);
    let last_digit = &printed.high - &printed.low;
    if gap(nearest) <= last_digit {
        return Fit::Near(nearest.counting);
    }
    // A common slip is to write the rate as a fraction.
    let fraction = Band { low: printed.low.shifted(2), high: printed.high.shifted(2) };
    let is_fraction = candidates().any(|candidate| candidate.band.meets(&fraction));
    Fit::Nowhere { as_fraction: is_fraction.then(|| percent.shifted(2)) }
}
