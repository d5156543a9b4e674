//! Do the segments, each grown at its own rate, add up to the market?

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Amount, Figure, GrowthRate, Money, Share, Unit, Year, Years};

use super::band::{Band, PathBand};
use super::fastest::cagr;
use super::parts::{reach_whole, share, share_sum};
use super::verdict::SumAndMarket;
use super::{Detail, Finding, Rule, Status, Value};

/// Asked where every segment has a share and a growth rate, and time to grow.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let growing: Option<Vec<Growing<'_>>> =
        dimension.segments.iter().map(|segment| Growing::of(dimension, segment)).collect();
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
    let sums = Sums {
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
    // Shares of nothing but zero come to no size that could be compared.
    Ok(sums.sum.value().number().is_positive().then(|| sums.finding(last)))
}

/// The unit in which bands are held.
const UNIT: Unit = Unit::Million;

/// A segment with a share and a growth rate, each with the figure as printed.
struct Growing<'a> {
    share: &'a Figure,
    traced_share: Traced<Share>,
    cagr: &'a Figure,
    traced_cagr: Traced<GrowthRate>,
}

impl<'a> Growing<'a> {
    fn of(dimension: &Dimension, segment: &'a Segment) -> Option<Self> {
        Some(Self {
            share: share(segment)?,
            traced_share: dimension.traced_share(segment)?,
            cagr: cagr(segment)?,
            traced_cagr: dimension.traced_cagr(segment)?,
        })
    }
}

/// What the segments of a size add up to when each has grown; none where there are none.
fn sum(
    base: &Traced<Money>,
    growing: &[Growing<'_>],
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

/// What the segments of a size may add up to, given what to take of each share and of each growth rate.
fn edge(
    growing: &[Growing<'_>],
    size: &Money,
    [of_share, of_rate]: [fn(&Figure) -> Decimal; 2],
    years: u32,
) -> Decimal {
    growing.iter().fold(Decimal::from(0), |sum, Growing { share, cagr, .. }| {
        let factor = &Decimal::from(1) + &of_rate(cagr).shifted(-2);
        &sum + &(&(&size.in_unit(UNIT) * &of_share(share).shifted(-2)) * &factor.powi(years))
    })
}

/// What the segments add up to, and the market that they are part of.
struct Sums<'a> {
    dimension: &'a Dimension,
    years: Traced<Years>,
    /// The market when the segments begin to grow.
    base: Traced<Money>,
    sum: Traced<Amount>,
    band: Band<Decimal>,
    /// The market in the last year.
    total: Traced<Money>,
    total_band: Band<Decimal>,
    /// The highest growth rate, in percent, that a segment may have.
    fastest: Option<Decimal>,
}

impl Sums<'_> {
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

    /// What the segments leave of the market, and how fast it would have to grow.
    fn rest(&self) -> Result<(Traced<Money>, Traced<GrowthRate>), Error> {
        let [base, total] = [&self.base, &self.total].map(Traced::<Amount>::from);
        let before = base.less(&base.times(&share_sum(self.dimension))).size()?;
        let after = total.less(&self.sum).size()?;
        let rate = Traced::implied(&before, &after, &self.years)?;
        Ok((after, rate))
    }
}
