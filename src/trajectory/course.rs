//! What is known of a market's growth.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included};

use crate::error::Error;
use crate::growth;
use crate::quantity::{GrowthRate, Horizon, Money, Year, Years};

use super::Trajectory;

/// A known size and its year.
pub(crate) type Point<'a> = (Year, &'a Money);

/// What is known of a market's growth: sizes in some years, growth into others.
///
/// Between two known sizes growth is constant. A year with growth of its own leaves the constant rate
/// to the other years between.
///
/// ```
/// use std::collections::BTreeMap;
/// use aiinfra::{Course, Horizon, Money, Onward, Trajectory, Unit, Year};
///
/// let course = Course {
///     known: BTreeMap::from([
///         (Year::new(2024)?, Money::parse("100", Unit::Million)?),
///         (Year::new(2026)?, Money::parse("121", Unit::Million)?),
///     ]),
///     growth: BTreeMap::new(),
///     onward: Onward::Same,
/// };
/// let horizon = Horizon::new(Year::new(2024)?, Year::new(2027)?)?;
/// let forecast = Trajectory::new(&course, horizon)?;
/// assert_eq!(forecast.size(Year::new(2025)?)?, Money::parse("110", Unit::Million)?);
/// assert_eq!(forecast.size(Year::new(2027)?)?, Money::parse("133.1", Unit::Million)?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Course {
    /// Sizes by year, from the first year of the horizon on.
    pub known: BTreeMap<Year, Money>,
    /// Growth from the year before into single years.
    pub growth: BTreeMap<Year, GrowthRate>,
    /// How it goes on after the last known size.
    pub onward: Onward,
}

/// How a market grows after the last known size.
///
/// ```
/// let onward = aiinfra::Onward::Rate("7.5".parse()?);
/// assert!(matches!(onward, aiinfra::Onward::Rate(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Onward {
    /// At the rate that led to the last known size.
    Same,
    /// At this rate.
    Rate(GrowthRate),
    /// In each year as much as here.
    As(Trajectory),
}

impl Course {
    /// The last known size and its year, once every year has been found to lie in the horizon.
    pub(super) fn checked(&self, horizon: Horizon) -> Result<(Year, &Money), Error> {
        for year in self.known.keys() {
            horizon.check(*year)?;
        }
        for year in self.growth.keys() {
            if horizon.before(*year).is_none() || !horizon.contains(*year) {
                let expected =
                    format!("one after {} and up to {}", horizon.first(), horizon.last());
                return Err(Error::invalid("year", year, expected).at("--growth"));
            }
        }
        match (self.known.contains_key(&horizon.first()), self.known.last_key_value()) {
            (true, Some((year, size))) => Ok((*year, size)),
            _ => Err(no_growth(horizon)),
        }
    }

    pub(super) fn growth_or(&self, year: Year, rate: &GrowthRate) -> GrowthRate {
        self.growth.get(&year).unwrap_or(rate).clone()
    }

    /// Each two known sizes that follow each other.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (Point<'_>, Point<'_>)> {
        let points = || self.known.iter().map(|(year, size)| (*year, size));
        points().zip(points().skip(1))
    }

    /// The growth that is given into years after `from` and up to `to`.
    pub(crate) fn given(&self, from: Year, to: Year) -> impl Iterator<Item = &GrowthRate> {
        self.growth.range((Excluded(from), Included(to))).map(|(_, rate)| rate)
    }

    /// How many years after `from` and up to `to` have no growth of their own.
    fn free(&self, from: Year, to: Year) -> u32 {
        u32::from(to.number() - from.number()) - self.given(from, to).map(|_| 1).sum::<u32>()
    }

    /// Two known sizes that nothing can join, since growth into every year between is given too.
    pub(crate) fn unreachable(&self) -> Option<(Year, Year)> {
        let years = self.stretches().map(|((from, _), (to, _))| (from, to));
        years.filter(|(from, to)| self.free(*from, *to) == 0).last()
    }

    /// The one rate that joins two known sizes, in the years between that have no growth of their own.
    pub(crate) fn joining(&self, from: Point<'_>, to: Point<'_>) -> Result<GrowthRate, Error> {
        let ((from, start), (to, end)) = (from, to);
        let free = self.free(from, to);
        if free == 0 {
            return Err(Error::sentence(format!(
                "the sizes of {from} and {to} are known and so is growth into every year between: \
                 expected one year without"
            )));
        }
        let at_place = |error: Error| error.at(format!("from {from} to {to}"));
        let start = self
            .given(from, to)
            .try_fold(start.clone(), |size, rate| size.times(&rate.factor()))
            .map_err(at_place)?;
        growth::rate(&start, end, &Years::new(free.into())?).map_err(at_place)
    }

    /// The rate after the horizon.
    pub(super) fn onward_rate(
        &self,
        joining: Option<&GrowthRate>,
        horizon: Horizon,
    ) -> Result<GrowthRate, Error> {
        let rate = match &self.onward {
            Onward::Same => joining,
            Onward::Rate(rate) => Some(rate),
            Onward::As(other) => Some(other.onward()),
        };
        rate.cloned().ok_or_else(|| no_growth(horizon))
    }
}

fn no_growth(horizon: Horizon) -> Error {
    Error::sentence(format!(
        "no growth from {} on: expected a size for that year, and a second one or a rate",
        horizon.first()
    ))
}
