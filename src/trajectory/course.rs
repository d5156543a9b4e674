//! The inputs of a trajectory: known sizes and growth rates.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::{Error, ExpectedGrowth, ExpectedShape, Fault, Missing, Place, Setting, What};
use crate::input::Input;
use crate::quantity::{GrowthRate, Horizon, Money, Year};

use super::{Curve, Shape, Trajectory};

/// A known size and its year.
pub(crate) type Point<'a> = (Year, &'a Traced<Money>);

/// The inputs of a trajectory: sizes in some years and growth rates into others.
///
/// Growth between two known sizes is constant. If a year in between has its own growth rate, the constant rate applies
/// to the remaining years. [`Onward::Along`] gives the years between the last two sizes another shape.
///
/// ```
/// use std::collections::BTreeMap;
/// use aiinfra::{Course, Given, Horizon, Input, Money, Onward, Traced, Trajectory, Unit, Year};
///
/// let given = |number: u16, size: &str| {
///     let origin = Given { input: Input::Actual(number), scenario: None };
///     Ok::<_, aiinfra::Error>((Year::new(number)?, Traced::given(Money::parse(size, Unit::Million)?, origin)))
/// };
/// let course = Course {
///     known: BTreeMap::from([given(2024, "100")?, given(2026, "121")?]),
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
    /// Known sizes by year, starting with the first year of the horizon.
    pub known: BTreeMap<Year, Traced<Money>>,
    /// Year-over-year growth into individual years.
    pub growth: BTreeMap<Year, Traced<GrowthRate>>,
    /// How the market grows after the last known size.
    pub onward: Onward,
}

/// How a market grows after the last known size.
///
/// ```
/// use aiinfra::{Given, GrowthRate, Input, Onward, Traced};
///
/// let rate: GrowthRate = "7.5".parse()?;
/// let onward = Onward::Rate(Traced::given(rate, Given { input: Input::Cagr, scenario: None }));
/// assert!(matches!(onward, Onward::Rate(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Onward {
    /// At the same rate that led to the last known size.
    Same,
    /// At this rate.
    Rate(Traced<GrowthRate>),
    /// At this trajectory's rate in each year.
    As(Trajectory),
    /// Along this shape, which also lies between the last two known sizes.
    Along(Shape<Traced<GrowthRate>, Traced<Money>>),
}

impl Course {
    /// Checks that every year lies in the horizon, and returns the last known size with its year.
    pub(super) fn checked(&self, horizon: Horizon) -> Result<(Year, &Traced<Money>), Error> {
        for year in self.known.keys() {
            horizon.check(*year)?;
        }
        for year in self.growth.keys() {
            if horizon.before(*year).is_none() || !horizon.contains(*year) {
                let (after, last) = (horizon.first().number(), horizon.last().number());
                let expected = ExpectedGrowth::YearAfter { after, last };
                let input = Input::Growth(year.number());
                return Err(Error::invalid(What::Year, year, expected).at(input));
            }
        }
        match (self.known.contains_key(&horizon.first()), self.known.last_key_value()) {
            (true, Some((year, size))) => Ok((*year, size)),
            _ => Err(no_growth(horizon)),
        }
    }

    pub(super) fn growth_or(&self, year: Year, rate: &Traced<GrowthRate>) -> Traced<GrowthRate> {
        self.growth.get(&year).unwrap_or(rate).clone()
    }

    /// Returns the course with the growth into the years after `from`, up to and including `to`, in those terms.
    pub(crate) fn with_growth_in(
        mut self,
        denomination: &Denomination,
        from: Year,
        to: Year,
    ) -> Result<Self, Error> {
        for (year, rate) in self.growth.range_mut((Excluded(from), Included(to))) {
            *rate = denomination.growth(rate, *year)?;
        }
        Ok(self)
    }

    /// Returns each pair of consecutive known sizes.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (Point<'_>, Point<'_>)> {
        let points = || self.known.iter().map(|(year, size)| (*year, size));
        points().zip(points().skip(1))
    }

    /// Returns the given growth rates into the years after `from`, up to and including `to`.
    pub(crate) fn given(&self, from: Year, to: Year) -> impl Iterator<Item = &Traced<GrowthRate>> {
        self.growth.range((Excluded(from), Included(to))).map(|(_, rate)| rate)
    }

    /// Counts the years after `from`, up to and including `to`, without their own growth rate.
    pub(crate) fn free_years(&self, from: Year, to: Year) -> u32 {
        u32::from(to.number() - from.number()) - self.given(from, to).map(|_| 1).sum::<u32>()
    }

    /// Returns the curve between the last two known sizes, or `None` if growth is constant there.
    pub(super) fn curve(&self, horizon: Horizon) -> Result<Option<Curve>, Error> {
        let Onward::Along(shape) = &self.onward else { return Ok(None) };
        let (from, to) = self.stretches().last().ok_or_else(|| no_growth(horizon))?;
        let Some(curve) = Curve::new(shape, from, to)? else { return Ok(None) };
        match self.growth.range((Excluded(curve.from()), Unbounded)).next() {
            Some((year, _)) => {
                let shape = Setting::new(Input::Shape, shape.plain().to_string());
                let expected = ExpectedShape::NoGrowth { after: curve.from().number() };
                Err(Error::clash(Input::Growth(year.number()), shape, expected))
            }
            None => Ok(Some(curve)),
        }
    }

    /// Returns the years of two known sizes that conflict, because growth into every year between them is also given.
    pub(crate) fn unreachable(&self) -> Option<(Year, Year)> {
        let years = self.stretches().map(|((from, _), (to, _))| (from, to));
        years.filter(|(from, to)| self.free_years(*from, *to) == 0).last()
    }

    /// Returns the constant rate that joins two known sizes, for the years between without their own growth rate.
    pub(crate) fn joining(
        &self,
        from: Point<'_>,
        to: Point<'_>,
    ) -> Result<Traced<GrowthRate>, Error> {
        let ((from, start), (to, end)) = (from, to);
        let free = self.free_years(from, to);
        if free == 0 {
            return Err(Fault::NoFreeYear { from: from.number(), to: to.number() }.into());
        }
        let at_place = |error: Error| error.at(Place::Between(from.number(), to.number()));
        let year = Traced::count(1)?;
        let start = self
            .given(from, to)
            .try_fold(start.clone(), |size, rate| size.compound(rate, &year))
            .map_err(at_place)?;
        Traced::implied(&start, end, &Traced::count(free)?).map_err(at_place)
    }

    /// Returns the growth rate after the horizon.
    pub(super) fn onward_rate(
        &self,
        joining: Option<&Traced<GrowthRate>>,
        horizon: Horizon,
    ) -> Result<Traced<GrowthRate>, Error> {
        let rate = match &self.onward {
            Onward::Same | Onward::Along(_) => joining,
            Onward::Rate(rate) => Some(rate),
            Onward::As(other) => Some(other.traced_onward()),
        };
        rate.cloned().ok_or_else(|| no_growth(horizon))
    }
}

fn no_growth(horizon: Horizon) -> Error {
    Error::missing(Missing::Growth(horizon.first().number()), ExpectedGrowth::SizeAndMore)
}
