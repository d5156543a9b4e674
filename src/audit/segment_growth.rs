//! Do the segments, each grown at its own rate, add up to the market?

use crate::decimal::Decimal;
use crate::error::Error;
use crate::growth;
use crate::market::{Dimension, Market};
use crate::quantity::{Figure, Money, Scale, Unit, Years};

use super::band::{Band, Path};
use super::fastest::cagr;
use super::parts::{reach_whole, share};
use super::{Finding, Rule, Status, Value};

/// Asked where every segment has a share and a growth rate, and time to grow.
pub(super) fn check(
    dimension: &Dimension,
    market: &Market,
    scale: &Scale,
) -> Result<Option<Finding>, Error> {
    let both = |segment| Some((share(segment)?, cagr(segment)?));
    let parts: Option<Vec<Part<'_>>> = dimension.segments.iter().map(both).collect();
    let (start, last) = (dimension.year, market.horizon().last());
    let Some(parts) = parts.filter(|_| market.horizon().contains(start) && start < last) else {
        return Ok(None);
    };
    let points: Vec<_> = market.points().iter().collect();
    let path = Path::through(&points, market)?;
    let years = u32::from(last.number() - start.number());
    let sum = |size: &Money, of: [fn(&Figure) -> Decimal; 2]| grown(&parts, size, of, years);
    let printed = |figure: &Figure| figure.value().clone();
    let (from, to) = (path.sizes(start)?, path.sizes(last)?);
    let sums = Sums {
        dimension,
        scale,
        years,
        base: path.printed.size(start)?,
        sum: sum(&path.printed.size(start)?, [printed, printed]),
        band: Band {
            low: sum(&from.low, [|share| Band::of_share(share).low, |rate| Band::of(rate).low]),
            high: sum(&from.high, [|share| Band::of_share(share).high, |rate| Band::of(rate).high]),
        },
        total: path.printed.size(last)?,
        total_band: Band { low: to.low.in_unit(UNIT), high: to.high.in_unit(UNIT) },
        fastest: parts.iter().map(|(_, rate)| Band::of(rate).high).max(),
    };
    // Shares of nothing but zero come to no size that could be compared.
    Ok(sums.sum.is_positive().then(|| sums.finding(&last.to_string())))
}

/// The unit in which sums are held.
const UNIT: Unit = Unit::Million;

/// A share and a growth rate.
type Part<'a> = (&'a Figure, &'a Figure);

/// What the parts of a size become, given what to take of a share and of a growth rate.
fn grown(
    parts: &[Part<'_>],
    size: &Money,
    [of_share, of_rate]: [fn(&Figure) -> Decimal; 2],
    years: u32,
) -> Decimal {
    parts.iter().fold(Decimal::from(0), |sum, (share, rate)| {
        let factor = &Decimal::from(1) + &of_rate(rate).shifted(-2);
        &sum + &(&(&size.in_unit(UNIT) * &of_share(share).shifted(-2)) * &factor.powi(years))
    })
}

/// What the segments add up to, and the market that they are part of.
struct Sums<'a> {
    dimension: &'a Dimension,
    scale: &'a Scale,
    years: u32,
    /// The market when the segments begin to grow.
    base: Money,
    sum: Decimal,
    band: Band<Decimal>,
    /// The market in the last year.
    total: Money,
    total_band: Band<Decimal>,
    /// The highest growth rate, in percent, that a segment may have.
    fastest: Option<Decimal>,
}

impl Sums<'_> {
    fn finding(&self, last: &str) -> Finding {
        let (status, verdict) = self.verdict();
        let sum = Money::new(&self.sum, UNIT).ok();
        let written = sum.as_ref().map_or(self.beyond().to_owned(), |sum| self.scale.write(sum));
        let detail = format!(
            "{}: the segments, each grown at its own rate from {} on, add up to {written} in {last}, {verdict}",
            self.dimension.name, self.dimension.year
        );
        Finding {
            rule: Rule::SegmentGrowth,
            status,
            subject: self.dimension.id.clone(),
            stated: super::size(&self.total),
            computed: sum.as_ref().map_or(Value::None, super::size),
            detail,
        }
    }

    /// A sum that is no size of any market.
    fn beyond(&self) -> &'static str {
        let excess = &self.sum - &self.total.in_unit(UNIT);
        if excess.is_positive() { "more than any market" } else { "next to nothing" }
    }

    fn verdict(&self) -> (Status, String) {
        let total = self.scale.write(&self.total);
        let is_whole = reach_whole(self.dimension);
        if is_whole && self.band.meets(&self.total_band) {
            return (Status::Pass, format!("which is the market's {total} within rounding"));
        }
        if !is_whole && self.band.low <= self.total_band.high {
            return self.rest(&total);
        }
        let gap = match Money::new(&self.sum, UNIT) {
            Ok(sum) => sum.distance(&self.total),
            Err(_) => "not ".to_owned(),
        };
        let verdict = format!(
            "{gap}the market's {total}; use the segments' rates or the market's forecast, not both"
        );
        (Status::Warn, verdict)
    }

    /// What the segments leave of the market, and how fast it would have to grow.
    fn rest(&self, total: &str) -> (Status, String) {
        let left = |whole: &Money, part: &Decimal| Money::new(&(&whole.in_unit(UNIT) - part), UNIT);
        let before = &self.base.in_unit(UNIT) * &self.dimension.share_sum();
        let rest = left(&self.base, &before).and_then(|before| {
            let after = left(&self.total, &self.sum)?;
            Ok((growth::rate(&before, &after, &Years::new(self.years.into())?)?, after))
        });
        let Ok((rate, after)) = rest else {
            let verdict =
                format!("which leaves nothing of the market's {total} to what is not itemised");
            return (Status::Pass, verdict);
        };
        let verdict = format!(
            "which leaves {} of the market's {total} to what is not itemised: growth of {} % a year",
            self.scale.write(&after),
            rate.percent().to_fixed(1)
        );
        if self.fastest.as_ref().is_some_and(|fastest| rate.percent() > *fastest) {
            return (Status::Warn, format!("{verdict}, faster than any segment"));
        }
        (Status::Pass, verdict)
    }
}
