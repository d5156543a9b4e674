//! Which way of counting years makes the stated growth rate right?

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::Market;
use crate::quantity::{GrowthRate, Year};

use super::band::Band;
use super::counting::{CountedGrowth, Counting, unpublished, ways};
use super::detail::{Detail, Fit, StatedGrowth};
use super::{Finding, Rule, Status, Value};

/// What was found of the stated growth rate.
pub(super) struct Verdict {
    pub(super) finding: Finding,
    /// Each two years from whose sizes the rate follows.
    pub(super) fits: Vec<(Year, Year)>,
}

pub(super) fn check(market: &Market) -> Result<Option<Verdict>, Error> {
    let (Some(stated), Some(rate)) = (market.cagr(), market.traced_cagr()) else {
        return Ok(None);
    };
    let ways = ways(market, stated)?;
    let printed = Band::of(&stated.figure);
    let fitting: Vec<&CountedGrowth> = ways.iter().filter(|way| way.band.meets(&printed)).collect();
    let first = fitting.first().map(|way| way.counting);
    let proper = fitting.iter().filter(|way| way.counting != Counting::Short);
    let fits = proper.map(|way| (way.start.0, way.end.0)).collect();
    let [base, others @ ..] = ways.as_slice() else { return Ok(None) };
    let is_fit = first.is_some_and(|counting| counting != Counting::Short);
    if let Some(year) = unpublished(market, stated).filter(|_| !is_fit) {
        let period = (stated.from, stated.to);
        let finding = incomparable(rate, period, year);
        return Ok(Some(Verdict { finding, fits: Vec::new() }));
    }
    let fit =
        first.map_or_else(|| misfit(&ways, base, &printed, stated.figure.value()), Fit::Within);
    // Past every bound there is no size to tell.
    let stated_end = base.start.1.compound(&rate, &base.years).ok();
    let (base, others) = (base.clone(), others.to_vec());
    let growth = StatedGrowth { rate, band: printed, base, others, fit, stated_end };
    Ok(Some(Verdict { finding: finding(growth), fits }))
}

fn finding(growth: StatedGrowth) -> Finding {
    let (status, subject, way) = match growth.fit {
        Fit::Within(counting) => (counting.status(), counting.name(), growth.counted(counting)),
        Fit::Near(counting) => (Status::Warn, NONE, growth.counted(counting)),
        Fit::Nowhere { .. } => (Status::Fail, NONE, &growth.base),
    };
    Finding {
        rule: Rule::Cagr,
        status,
        subject: subject.to_owned(),
        stated: Value::Printed(growth.rate.derivation()),
        computed: Value::Figure(way.implied.derivation()),
        detail: Detail::Growth(Box::new(growth)),
    }
}

/// The subject where no way of counting fits.
const NONE: &str = "none";

fn incomparable(
    rate: Traced<GrowthRate>,
    period: (Option<Year>, Option<Year>),
    year: Year,
) -> Finding {
    Finding {
        rule: Rule::Cagr,
        status: Status::Note,
        subject: NONE.to_owned(),
        stated: Value::Printed(rate.derivation()),
        computed: Value::None,
        detail: Detail::GrowthIncomparable { rate, period, year },
    }
}

/// No way fits; the rate may be off by no more than its last digit. Reported against the nearest way, or else
/// against the base year.
fn misfit(
    ways: &[CountedGrowth],
    base: &CountedGrowth,
    printed: &Band<Decimal>,
    percent: &Decimal,
) -> Fit {
    let gap = |way: &CountedGrowth| way.band.gap(printed);
    let proper = ways.iter().filter(|way| way.counting != Counting::Short);
    let nearest = proper.min_by(|one, other| gap(one).cmp(&gap(other))).unwrap_or(base);
    let last_digit = &printed.high - &printed.low;
    if gap(nearest) <= last_digit {
        return Fit::Near(nearest.counting);
    }
    // A rate that was written as a fraction is a likely slip.
    let fraction = Band { low: printed.low.shifted(2), high: printed.high.shifted(2) };
    let is_fraction = ways.iter().any(|way| way.band.meets(&fraction));
    Fit::Nowhere { as_fraction: is_fraction.then(|| percent.shifted(2)) }
}
