//! The range of values that round to a figure.

use std::collections::BTreeMap;

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::growth;
use crate::market::{KnownPoint, Market, StatedCagr};
use crate::quantity::{Figure, GrowthRate, Money, Year, Years};
use crate::trajectory::{Course, Onward, Trajectory};

/// The range of values that round to a figure, with both ends included.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail, Rule};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let cagr = findings.iter().find(|finding| finding.rule == Rule::Cagr).unwrap();
/// let Detail::Growth(growth) = &cagr.detail else { unreachable!() };
/// assert_eq!((&growth.band.low, &growth.band.high), (&"26.805".parse()?, &"26.815".parse()?));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Band<Quantity> {
    /// The lowest value.
    pub low: Quantity,
    /// The highest value.
    pub high: Quantity,
}

impl Band<Decimal> {
    /// Returns the numbers that round to the figure.
    pub(super) fn of(figure: &Figure) -> Self {
        let half = figure.half_unit();
        Self { low: figure.value() - &half, high: figure.value() + &half }
    }

    /// Returns the shares, in percent, that round to the figure, limited to 0–100.
    pub(super) fn of_share(figure: &Figure) -> Self {
        let Self { low, high } = Self::of(figure);
        Self { low: low.max(Decimal::from(0)), high: high.min(Decimal::from(100)) }
    }

    /// Returns the gap between two bands. It is zero or negative if they overlap.
    pub(super) fn gap(&self, other: &Self) -> Decimal {
        let above = &self.low.trusted() - &other.high.trusted();
        let below = &other.low.trusted() - &self.high.trusted();
        above.max(below)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        !self.gap(other).is_positive()
    }
}

impl Band<Money> {
    /// Returns the sizes that round to a published one. If an end is not a valid size, the published size replaces it.
    pub(super) fn of_point(point: &KnownPoint, market: &Market) -> Self {
        let Band { low, high } = Band::of(&point.figure);
        let unit = market.printed_unit(point);
        let size = |number| Money::new(number, unit).unwrap_or_else(|_| point.size.clone());
        Self { low: size(&low), high: size(&high) }
    }

    /// Returns the CAGRs, in percent per year, that lead from any of these sizes to any in `end`. If an end of the band
    /// is not a valid rate, `implied` replaces it.
    pub(super) fn growth(&self, end: &Self, years: &Years, implied: &GrowthRate) -> Band<Decimal> {
        let rate = |start, end| {
            growth::rate(start, end, years)
                .map_or_else(|_| implied.percent(), |rate| rate.percent())
        };
        Band { low: rate(&self.high, &end.low), high: rate(&self.low, &end.high) }
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.high.reaches(&other.low) && other.high.reaches(&self.low)
    }
}

/// The path through published sizes, with the band allowed by their rounding.
pub(super) struct PathBand {
    /// The path through the sizes as printed.
    pub(super) printed: Trajectory,
    /// The paths through the lowest and the highest sizes that round to them.
    pub(super) band: Band<Trajectory>,
}

impl PathBand {
    /// Builds the path through these sizes, starting with the base. A single size grows at the stated CAGR.
    pub(super) fn through(points: &[&KnownPoint], market: &Market) -> Result<Self, Error> {
        let is_single = points.len() == 1;
        let stated = market.traced_cagr().filter(|_| is_single);
        let rates = market.cagr().filter(|_| is_single).map(Band::of_rate);
        let sizes = points.iter().map(|point| Band::of_point(point, market));
        let (low, high): (Vec<_>, Vec<_>) =
            sizes.map(|band| (Traced::constant(band.low), Traced::constant(band.high))).unzip();
        let joined = |sizes: Vec<Traced<Money>>, rate: Option<Traced<GrowthRate>>| {
            let known = points.iter().map(|point| point.year).zip(sizes).collect();
            let onward = rate.map_or(Onward::Same, Onward::Rate);
            let course = Course { known, growth: BTreeMap::new(), onward };
            Trajectory::new(&course, market.horizon())
        };
        let printed = points.iter().map(|point| market.traced(point)).collect();
        let printed = joined(printed, stated)?;
        let (slow, fast) =
            rates.map(|rates| (Traced::constant(rates.low), Traced::constant(rates.high))).unzip();
        // If the rounding allowance alone takes growth out of bounds, fall back on the printed sizes.
        let edge = |path: Result<Trajectory, Error>| path.unwrap_or_else(|_| printed.clone());
        let band = Band { low: edge(joined(low, slow)), high: edge(joined(high, fast)) };
        Ok(Self { printed, band })
    }

    /// Returns the sizes that the path may have in a year, allowing for rounding.
    pub(super) fn sizes(&self, year: Year) -> Result<Band<Money>, Error> {
        Ok(Band { low: self.band.low.size(year)?, high: self.band.high.size(year)? })
    }
}

impl Band<GrowthRate> {
    /// Returns the rates that round to the stated one. If an end is not a valid rate, the stated rate replaces it.
    fn of_rate(stated: &StatedCagr) -> Self {
        let Band { low, high } = Band::of(&stated.figure);
        let rate = |percent: &Decimal| {
            GrowthRate::new(percent.shifted(-2)).unwrap_or_else(|_| stated.rate.clone())
        };
        Self { low: rate(&low), high: rate(&high) }
    }
}
