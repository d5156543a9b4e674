//! The curve between the last two known sizes, and on after them.

use std::cmp::Ordering;

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::{Error, ExpectedShape, Place, What};
use crate::quantity::{Amount, GrowthRate, Horizon, Money, Year, Years};

use super::course::Point;
use super::shape::TracedShape;
use super::{Leg, Shape};

/// What lies between the last two known sizes of a trajectory, if that is not constant growth.
///
/// ```
/// use aiinfra::{Market, Scenario, Shape, Unit};
///
/// let scenario = Scenario { shape: Shape::Steps, ..Scenario::default() };
/// let forecast = scenario.trajectory(&Market::embedded()?)?;
/// let step = forecast.curve().and_then(|curve| curve.step()).unwrap();
/// assert_eq!(step.value().in_unit(Unit::Billion), "45.569".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Curve {
    from: Year,
    to: Year,
    start: Traced<Money>,
    end: Traced<Money>,
    bend: Bend,
}

#[derive(Clone, Debug)]
enum Bend {
    Steps,
    Fade { first: Traced<GrowthRate>, last: Traced<GrowthRate> },
    Ceiling(Traced<Money>),
}

impl Curve {
    /// Returns the curve of that shape between two known sizes, or `None` if growth is constant.
    pub(super) fn new(
        shape: &TracedShape,
        (from, start): Point<'_>,
        (to, end): Point<'_>,
    ) -> Result<Option<Self>, Error> {
        let refused = |expected| Error::invalid(What::Shape, shape.plain(), expected);
        if matches!(shape, Shape::Growth) {
            return Ok(None);
        }
        if to.number() == from.number() + 1 {
            let (from, to) = (from.number(), to.number());
            return Err(refused(ExpectedShape::YearsBetween { from, to }));
        }
        let bend = match shape {
            Shape::Fade(last) => {
                let first = Traced::fading(start, end, &Traced::between(from, to), last);
                let highest = GrowthRate::HIGHEST_PERCENT;
                let expected = ExpectedShape::FirstGrowth { year: from.number() + 1, highest };
                Bend::Fade { first: first.ok_or_else(|| refused(expected))?, last: last.clone() }
            }
            Shape::Ceiling(ceiling) => {
                let known = [(from, start), (to, end)];
                let highest = known.into_iter().max_by_key(|(_, size)| size.value());
                if let Some((year, size)) =
                    highest.filter(|(_, size)| size.value() >= ceiling.value())
                {
                    let (size, year) = (size.value().readable(), year.number());
                    return Err(refused(ExpectedShape::CeilingAbove { size, year }));
                }
                Bend::Ceiling(ceiling.clone())
            }
            Shape::Steps | Shape::Growth => Bend::Steps,
        };
        let (start, end) = (start.clone(), end.clone());
        Ok(Some(Self { from, to, start, end, bend }))
    }

    /// Returns the year of the first of the two sizes.
    #[must_use]
    pub fn from(&self) -> Year {
        self.from
    }

    /// Returns the year of the second of the two sizes.
    #[must_use]
    pub fn to(&self) -> Year {
        self.to
    }

    /// Returns the change per year, if it is the same in every year.
    #[must_use]
    pub fn step(&self) -> Option<Traced<Amount>> {
        let years = Traced::<Years>::between(self.from, self.to);
        matches!(self.bend, Bend::Steps).then(|| self.end.difference(&self.start).through(&years))
    }

    /// Returns the growth in the first and in the last year, if growth moves in a straight line.
    #[must_use]
    pub fn fade(&self) -> Option<[&Traced<GrowthRate>; 2]> {
        match &self.bend {
            Bend::Fade { first, last } => Some([first, last]),
            Bend::Steps | Bend::Ceiling(_) => None,
        }
    }

    /// Returns the size at which the market levels off, if it does.
    #[must_use]
    pub fn ceiling(&self) -> Option<&Traced<Money>> {
        match &self.bend {
            Bend::Ceiling(ceiling) => Some(ceiling),
            Bend::Steps | Bend::Fade { .. } => None,
        }
    }

    /// Returns whether the market grows, shrinks or stays the same along the curve: how the second of the two sizes
    /// compares with the first.
    #[must_use]
    pub fn direction(&self) -> Ordering {
        self.end.value().cmp(self.start.value())
    }

    /// Whether growth is constant within each year, and after the second size.
    pub(super) fn has_constant_years(&self) -> bool {
        self.fade().is_some()
    }

    /// Returns a leg for every year from the first size on: up to the second size if growth is constant after it, and up
    /// to `last` otherwise.
    pub(super) fn legs(&self, last: Year) -> Result<Vec<Leg>, Error> {
        match &self.bend {
            Bend::Fade { first, last } => self.fading_legs([first, last]),
            Bend::Steps | Bend::Ceiling(_) => self.bent_legs(last),
        }
    }

    fn fading_legs(&self, [first, last]: [&Traced<GrowthRate>; 2]) -> Result<Vec<Leg>, Error> {
        let mut legs: Vec<Leg> = Vec::new();
        let second = self.from.number() + 1;
        let all = Traced::count(u32::from(self.to.number() - second))?;
        for (start, year) in Horizon::new(self.from, self.to)?.steps() {
            let size = match legs.last() {
                Some(leg) => leg.size_in(start).map_err(|_| self.out_of_bounds(start))?,
                None => self.start.clone(),
            };
            let passed = Traced::count(u32::from(year.number() - second))?;
            legs.push(Leg { start, size, rate: first.toward(last, &passed, &all)? });
        }
        Ok(legs)
    }

    fn bent_legs(&self, last: Year) -> Result<Vec<Leg>, Error> {
        let mut legs = Vec::new();
        for (start, year) in Horizon::new(self.from, last)?.steps() {
            let size = self.size_in(start)?;
            let rate = Traced::implied(&size, &self.size_in(year)?, &Traced::count(1)?)
                .map_err(|error| error.at(Place::Between(start.number(), year.number())))?;
            legs.push(Leg { start, size, rate });
        }
        if let Some(rate) = legs.last().map(|leg| leg.rate.clone()) {
            legs.push(Leg { start: last, size: self.size_in(last)?, rate });
        }
        Ok(legs)
    }

    /// Returns the size in a year from the first size on. Not for a fade, whose legs hold its sizes.
    ///
    /// # Errors
    /// Equal steps that take the market to 0.
    pub(super) fn size_in(&self, year: Year) -> Result<Traced<Money>, Error> {
        let passed = Traced::between(self.from, year);
        let all = Traced::between(self.from, self.to);
        match &self.bend {
            Bend::Ceiling(ceiling) => self.start.logistic(&self.end, ceiling, &passed, &all),
            Bend::Steps | Bend::Fade { .. } => self.start.toward(&self.end, &passed, &all),
        }
        .map_err(|_| self.out_of_bounds(year))
    }

    fn out_of_bounds(&self, year: Year) -> Error {
        let shape = match &self.bend {
            Bend::Steps => Shape::Steps,
            Bend::Fade { last, .. } => Shape::Fade(last.clone()),
            Bend::Ceiling(ceiling) => Shape::Ceiling(ceiling.clone()),
        };
        let expected = ExpectedShape::InBounds { year: year.number() };
        Error::invalid(What::Shape, shape.plain(), expected)
    }

    /// Returns the time from the first size until the curve reaches `size`, which is in `terms`. Returns `None` if it
    /// never does, or not within 1,000 years.
    pub(super) fn time_to(
        &self,
        size: &Traced<Money>,
        terms: &Denomination,
    ) -> Result<Option<Traced<Years>>, Error> {
        let (start, end) = (terms.size(&self.start, self.from)?, terms.size(&self.end, self.to)?);
        let all = Traced::between(self.from, self.to);
        Ok(match &self.bend {
            Bend::Ceiling(ceiling) => {
                let ceiling = terms.size(ceiling, self.to)?;
                Traced::on_logistic([&start, &end, &ceiling], size, &all)
            }
            Bend::Steps | Bend::Fade { .. } => Traced::on_line(&start, &end, size, &all),
        })
    }
}
