//! Finds the counting convention under which the stated CAGR matches the sizes.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::Market;
use crate::quantity::{GrowthRate, Year};

use super::band::Band;
use super::counting::{CountedGrowth, Counting, candidates, unpublished};
use super::detail::{Detail, Fit, StatedGrowth};
use super::{Finding, Rule, Status, Value};

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
    let candidates = candidates(market, stated)?;
    let printed = Band::of(&stated.figure);
    let fitting: Vec<&CountedGrowth> =
        candidates.iter().filter(|candidate| candidate.band.meets(&printed)).collect();
    let first = fitting.first().map(|candidate| candidate.counting);
    let proper = fitting.iter().filter(|candidate| candidate.counting != Counting::Short);
    let fits = proper.map(|candidate| (candidate.start.0, candidate.end.0)).collect();
    let [base, others @ ..] = candidates.as_slice() else { return Ok(None) };
    let is_fit = first.is_some_and(|counting| counting != Counting::Short);
    if let Some(year) = unpublished(market, stated).filter(|_| !is_fit) {
        let period = (stated.from, stated.to);
        let finding = incomparable(rate, period, year);
        return Ok(Some(Verdict { finding, fits: Vec::new() }));
    }
    let fit = first.map_or_else(
        || nearest_fit(&candidates, base, &printed, stated.figure.value()),
        Fit::Within,
    );
    // There is no size if growth takes it out of bounds.
    let stated_end = base.start.1.compound(&rate, &base.years).ok();
    let (base, others) = (base.clone(), others.to_vec());
    let growth = StatedGrowth { rate, band: printed, base, others, fit, stated_end };
    Ok(Some(Verdict { finding: finding(growth), fits }))
}

fn finding(growth: StatedGrowth) -> Finding {
    let (status, subject, candidate) = match growth.fit {
        Fit::Within(counting) => (counting.status(), counting.name(), growth.counted(counting)),
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

/// The subject if no convention fits.
const NO_CONVENTION: &str = "none";

fn incomparable(
    rate: Traced<GrowthRate>,
    period: (Option<Year>, Option<Year>),
    year: Year,
) -> Finding {
    Finding {
        rule: Rule::Cagr,
        status: Status::Note,
        subject: NO_CONVENTION.to_owned(),
        stated: Value::Printed(rate.derivation()),
        computed: Value::None,
        detail: Detail::GrowthIncomparable { rate, period, year },
    }
}

/// Determines how close the stated CAGR is when no convention matches.
///
/// It may be within one unit of its last digit, in which case the finding refers to the nearest convention. Otherwise
/// the finding refers to the base year.
fn nearest_fit(
    candidates: &[CountedGrowth],
    base: &CountedGrowth,
    printed: &Band<Decimal>,
    percent: &Decimal,
) -> Fit {
    let gap = |candidate: &CountedGrowth| candidate.band.gap(printed);
    let proper = candidates.iter().filter(|candidate| candidate.counting != Counting::Short);
    let nearest = proper.min_by(|one, other| gap(one).cmp(&gap(other))).unwrap_or(base);
    let last_digit = &printed.high - &printed.low;
    if gap(nearest) <= last_digit {
        return Fit::Near(nearest.counting);
    }
    // A common slip is to write the rate as a fraction.
    let fraction = Band { low: printed.low.shifted(2), high: printed.high.shifted(2) };
    let is_fraction = candidates.iter().any(|candidate| candidate.band.meets(&fraction));
    Fit::Nowhere { as_fraction: is_fraction.then(|| percent.shifted(2)) }
}
