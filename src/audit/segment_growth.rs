//! Checks that the segments, each grown at its own CAGR, sum to the market.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Amount, Figure, GrowthRate, Money, Share, Unit, Year, Years};

use super::fastest::cagr;
use super::parts::{reach_whole, share, share_sum};
use super::path_band::PathBand;
use super::verdict::SumAndMarket;
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// Runs the check if every segment has a share and a CAGR, and years to grow.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let growing: Option<Vec<GrowingSegment<'_>>> =
        dimension.segments.iter().map(|segment| GrowingSegment::of(dimension, segment)).collect();
    let (start, last) = (dimension.year, market.horizon().last());
    let Some(growing) = growing.filter(|_| market.horizon().contains(start) && start < last) else {
        return Ok(None);
    };
    let points: Vec<_> = market.points().iter().collect();
    let path = PathBand::through(&points, market)?;
    let (base, total) = (path.printed.traced(start)?, path.printed.traced(last)?);
    let years = Traced::between(start, last);
    let Some(sum) = sum(&base, &growing, &years) else { return Ok(None) };
    let (from, to) = (path.sizes(start)?, path.sizes(last)?);
    let count = u32::from(last.number() - start.number());
    let edge = |size: &Money, of| edge(&growing, size, of, count);
    let sums = SumComparison {
        dimension,
        years,
        base,
        sum,
        band: Band {
            low: edge(&from.low, [|share| Band::of_share(share).low, |rate| Band::of(rate).low]),
            high: edge(
                &from.high,
                [|share| Band::of_share(share).high, |rate| Band::of(rate).high],
            ),
        },
        total,
        total_band: Band { low: to.low.in_unit(UNIT), high: to.high.in_unit(UNIT) },
        fastest: growing.iter().map(|segment| Band::of(segment.cagr).high).max(),
    };
    // Shares that are all 0 give no size to compare.
    Ok(sums.sum.value().number().is_positive().then(|| sums.finding(last)))
}

/// The unit of the bands.
const UNIT: Unit = Unit::Million;

/// A segment with a share and a CAGR, each with the figure as printed.
struct GrowingSegment<'a> {
    share: &'a Figure,
    traced_share: Traced<Share>,
    cagr: &'a Figure,
    traced_cagr: Traced<GrowthRate>,
}

impl<'a> GrowingSegment<'a> {
    fn of(dimension: &Dimension, segment: &'a Segment) -> Option<Self> {
        Some(Self {
            share: share(segment)?,
            traced_share: dimension.traced_share(segment)?,
            cagr: cagr(segment)?,
            traced_cagr: dimension.traced_cagr(segment)?,
        })
    }
}

/// Returns the sum of the segments of a size after each has grown, or `None` without segments.
fn sum(
    base: &Traced<Money>,
    growing: &[GrowingSegment<'_>],
    years: &Traced<Years>,
) -> Option<Traced<Amount>> {
    let (base, years) = (Traced::<Amount>::from(base), years.clone());
    let segments: Vec<(Traced<Share>, Traced<GrowthRate>)> = growing
        .iter()
        .map(|segment| (segment.traced_share.clone(), segment.traced_cagr.clone()))
        .collect();
    Traced::<Amount>::sum(move || {
        segments.iter().map(|(share, rate)| base.times(share).grown(rate, &years)).collect()
    })
}

/// Returns one end of the band of the segments' sum. `of_share` and `of_rate` choose the end for each figure.
fn edge(
    growing: &[GrowingSegment<'_>],
    size: &Money,
    [of_share, of_rate]: [fn(&Figure) -> Decimal; 2],
    years: u32,
) -> Decimal {
    growing.iter().fold(Decimal::from(0), |sum, GrowingSegment { share, cagr, .. }| {
        let factor = &Decimal::from(1) + &of_rate(cagr).shifted(-2);
        &sum + &(&(&size.in_unit(UNIT) * &of_share(share).shifted(-2)) * &factor.powi(years))
    })
}

/// The sum of the segments, with the market's size to compare.
struct SumComparison<'a> {
    dimension: &'a Dimension,
    years: Traced<Years>,
    /// The market's size when growth starts.
    base: Traced<Money>,
    sum: Traced<Amount>,
    band: Band<Decimal>,
    /// The market's size in the last year.
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
                dimension: self.dimension.name.clone(),
                from: self.dimension.year,
                to: last,
                sum: self.sum,
                total: self.total,
                comparison,
            },
        }
    }

    fn compared(&self) -> (Status, SumAndMarket) {
        let is_whole = reach_whole(self.dimension);
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

    /// Returns the remainder of the market and the CAGR it would need.
    fn rest(&self) -> Result<(Traced<Money>, Traced<GrowthRate>), Error> {
        let [base, total] = [&self.base, &self.total].map(Traced::<Amount>::from);
        let before = base.less(&base.times(&share_sum(self.dimension))).size()?;
        let after = total.less(&self.sum).size()?;
        let rate = Traced::implied(&before, &after, &self.years)?;
        Ok((after, rate))
    }
}
