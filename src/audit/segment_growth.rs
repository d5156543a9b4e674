//! Checks that the segments, each grown at its own CAGR, sum to the market.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Amount, Figure, GrowthRate, Money, Year, Years};

use super::division::{Division, Measured, divided, sum_of};
use super::fastest::cagr;
use super::parts::Shares;
use super::verdict::SumAndMarket;
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// Runs the check if every segment has a CAGR, a share or size in the only year, and years to grow. Shares or sizes of
/// several years are compared with the CAGR by the rule `drift`.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let (start, last) = (dimension.year, market.horizon().last());
    let is_forecast = market.base().year <= start && start < last;
    let [from, to] = [start, last].map(|year| Division { dimension, market, year });
    let can_grow = |segment: &Segment| segment.cagr.is_some() && from.is_published(segment);
    let all_can = dimension.segments.iter().all(can_grow) && dimension.years().len() == 1;
    if !is_forecast || !all_can {
        return Ok(None);
    }
    let (Some(whole), Some(end)) = (from.whole()?, to.whole()?) else { return Ok(None) };
    let Ok(total) = end.size.size() else { return Ok(None) };
    let segments = dimension.segments.iter();
    let growing: Vec<GrowingSegment<'_>> =
        segments.filter_map(|segment| GrowingSegment::of(&from, segment, &whole)).collect();
    let years = Traced::between(start, last);
    let starts = sum_of(growing.iter().map(|segment| segment.start.size.clone()).collect());
    let (Some(sum), Some(starts)) = (sum(&growing, &years), starts) else { return Ok(None) };
    let count = u32::from(last.number() - start.number());
    let sums = SumComparison {
        dimension,
        years,
        rest: whole.size.less(&starts),
        is_whole: Shares::of(&from, Some(&whole)).is_some_and(|shares| shares.reach_whole()),
        sum,
        band: Band {
            low: edge(&growing, |band| &band.low, count),
            high: edge(&growing, |band| &band.high, count),
        },
        total,
        total_band: end.band,
        fastest: growing.iter().map(|segment| Band::of(segment.cagr).high).max(),
    };
    // Shares that are all 0 give no size to compare.
    Ok(sums.sum.value().number().is_positive().then(|| sums.finding(last)))
}

/// A segment with its size when growth starts, and its CAGR with the figure as printed.
struct GrowingSegment<'a> {
    start: Measured,
    cagr: &'a Figure,
    traced_cagr: Traced<GrowthRate>,
}

impl<'a> GrowingSegment<'a> {
    fn of(division: &Division<'_>, segment: &'a Segment, whole: &Measured) -> Option<Self> {
        Some(Self {
            start: division.part(segment, Some(whole))?,
            cagr: cagr(segment)?,
            traced_cagr: division.dimension.traced_cagr(segment)?,
        })
    }
}

/// Returns the sum of the segments after each has grown, or `None` without segments.
fn sum(growing: &[GrowingSegment<'_>], years: &Traced<Years>) -> Option<Traced<Amount>> {
    let years = years.clone();
    let segments: Vec<(Traced<Amount>, Traced<GrowthRate>)> = growing
        .iter()
        .map(|segment| (segment.start.size.clone(), segment.traced_cagr.clone()))
        .collect();
    Traced::<Amount>::sum(move || {
        segments.iter().map(|(size, rate)| size.grown(rate, &years)).collect()
    })
}

/// Returns one end of the band of the segments' sum. `of` chooses the end for each figure.
fn edge(growing: &[GrowingSegment<'_>], of: fn(&Band<Decimal>) -> &Decimal, years: u32) -> Decimal {
    growing.iter().fold(Decimal::from(0), |sum, GrowingSegment { start, cagr, .. }| {
        let factor = &Decimal::from(1) + &of(&Band::of(cagr)).shifted(-2);
        &sum + &(of(&start.band) * &factor.powi(years))
    })
}

/// The sum of the segments, with the size of the whole to compare.
struct SumComparison<'a> {
    dimension: &'a Dimension,
    years: Traced<Years>,
    /// What the segments leave of the whole when growth starts.
    rest: Traced<Amount>,
    /// Whether the segments cover the whole, allowing for rounding.
    is_whole: bool,
    sum: Traced<Amount>,
    band: Band<Decimal>,
    /// The size of the whole in the last year.
    total: Traced<Money>,
    total_band: Band<Decimal>,
    /// The highest CAGR of any segment, in percent, allowing for rounding.
    fastest: Option<Decimal>,
}

impl SumComparison<'_> {
    fn finding(self, last: Year) -> Finding {
        let (status, comparison) = self.compared();
        Finding {
            rule: Rule::SegmentGrowth,
            status,
            subject: self.dimension.id.clone(),
            stated: Value::Figure(self.total.derivation()),
            computed: self.sum.size().map_or(Value::None, |size| Value::Figure(size.derivation())),
            detail: Detail::SegmentGrowth {
                dimension: divided(self.dimension),
                from: self.dimension.year,
                to: last,
                sum: self.sum,
                total: self.total,
                comparison,
            },
        }
    }

    fn compared(&self) -> (Status, SumAndMarket) {
        let is_whole = self.is_whole;
        if is_whole && self.band.meets(&self.total_band) {
            return (Status::Pass, SumAndMarket::Agree);
        }
        if is_whole || self.band.low > self.total_band.high {
            return (Status::Warn, SumAndMarket::Contradict);
        }
        let Ok((rest, rate)) = self.rest() else {
            return (Status::Pass, SumAndMarket::LeaveNothing);
        };
        let percent = rate.value().percent();
        let is_fastest = self.fastest.as_ref().is_some_and(|fastest| percent > *fastest);
        let status = if is_fastest { Status::Warn } else { Status::Pass };
        (status, SumAndMarket::Leave { rest, rate, is_fastest })
    }

    /// Returns the remainder of the whole and the CAGR it would need.
    fn rest(&self) -> Result<(Traced<Money>, Traced<GrowthRate>), Error> {
        let before = self.rest.size()?;
        let after = Traced::<Amount>::from(&self.total).less(&self.sum).size()?;
        let rate = Traced::implied(&before, &after, &self.years)?;
        Ok((after, rate))
    }
}
