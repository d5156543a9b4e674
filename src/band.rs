//! The range of values that a printed figure stands for.

use crate::decimal::Decimal;
use crate::growth;
use crate::market::{KnownPoint, Market, StatedCagr};
use crate::quantity::{Figure, GrowthRate, Money, Years};

/// The range of values that a figure stands for, with both ends included: those that round to it, or the whole range if
/// the report prints one.
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
    pub(crate) fn of(figure: &Figure) -> Self {
        let half = figure.half_unit();
        Self { low: figure.value() - &half, high: figure.value() + &half }
    }

    /// Returns the shares, in percent, that round to the figure, limited to 0–100.
    pub(crate) fn of_share(figure: &Figure) -> Self {
        let Self { low, high } = Self::of(figure);
        Self { low: low.max(Decimal::from(0)), high: high.min(Decimal::from(100)) }
    }

    /// Returns the gap between two bands. It is zero or negative if they overlap.
    pub(crate) fn gap(&self, other: &Self) -> Decimal {
        let above = &self.low.trusted() - &other.high.trusted();
        let below = &other.low.trusted() - &self.high.trusted();
        above.max(below)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        !self.gap(other).is_positive()
    }
}

impl Band<Money> {
    /// Returns the sizes that round to a published one. If an end is not a valid size, the published size replaces it.
    pub(crate) fn of_point(point: &KnownPoint, market: &Market) -> Self {
        let Band { low, high } = Band::of(&point.figure);
        let unit = market.printed_unit(point);
        let size = |number| Money::new(number, unit).unwrap_or_else(|_| point.size.clone());
        Self { low: size(&low), high: size(&high) }
    }

    /// Returns the CAGRs, in percent per year, that lead from any of these sizes to any in `end`. If an end of the band
    /// is not a valid rate, `implied` replaces it.
    pub(crate) fn growth(&self, end: &Self, years: &Years, implied: &GrowthRate) -> Band<Decimal> {
        let rate = |start, end| {
            growth::rate(start, end, years)
                .map_or_else(|_| implied.percent(), |rate| rate.percent())
        };
        Band { low: rate(&self.high, &end.low), high: rate(&self.low, &end.high) }
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.high.reaches(&other.low) && other.high.reaches(&self.low)
    }
}

impl Band<GrowthRate> {
    /// Returns the rates that round to the stated one. If an end is not a valid rate, the stated rate replaces it.
    pub(crate) fn of_rate(stated: &StatedCagr) -> Self {
        let Band { low, high } = Band::of(&stated.figure);
        let rate = |percent: &Decimal| {
            GrowthRate::new(percent.shifted(-2)).unwrap_or_else(|_| stated.rate.clone())
        };
        Self { low: rate(&low), high: rate(&high) }
    }
}
