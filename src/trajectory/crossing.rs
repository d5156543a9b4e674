//! When a market reaches a size.

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::Error;
use crate::quantity::{GrowthRate, Money, Year, Years};

use super::{Curve, Expressed, Leg, Trajectory};

/// When a market reaches a size.
///
/// ```
/// use aiinfra::{Given, Input, Market, Money, Follow, Traced, Trajectory, Unit};
///
/// let forecast = Trajectory::published(&Market::embedded()?, Follow::Cagr)?;
/// let size = Given { input: Input::Size, scenario: None };
/// let size = Traced::given(Money::parse("250", Unit::Billion)?, size);
/// let reached = forecast.crossing(&size)?.unwrap();
/// assert_eq!(reached.years.value().number().to_fixed(2), "7.06");
/// assert_eq!(reached.year.number(), 2032);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Crossing {
    /// The time from the base year, including a fraction of a year.
    pub years: Traced<Years>,
    /// The first year that ends at or above the size, possibly after the horizon.
    pub year: Year,
    /// The market's size in that year.
    pub size: Traced<Money>,
}

/// Is a size of the market, the first, on the side of the other that is asked about?
type IsThere = fn(&Money, &Money) -> bool;

impl Trajectory {
    /// Returns when the market first ends a year at or above `size`.
    ///
    /// After the horizon, the market keeps growing at [`Trajectory::onward`]. Returns `None` if it never reaches the
    /// size at that rate, or not within 1,000 years.
    ///
    /// ```
    /// use aiinfra::{Given, Input, Market, Money, Follow, Traced, Trajectory, Unit};
    ///
    /// let forecast = Trajectory::published(&Market::embedded()?, Follow::Cagr)?;
    /// let size = Given { input: Input::Size, scenario: None };
    /// let size = Traced::given(Money::parse("600", Unit::Billion)?, size);
    /// let later = forecast.crossing(&size)?.unwrap();
    /// assert_eq!(later.years.value().number().to_fixed(2), "10.75");
    /// assert!(!forecast.horizon().contains(later.year));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - growth that takes the market below the smallest valid size before it reaches `size`
    /// - growth that takes it past 10^12 trillion by the end of the year in which it reaches `size`
    pub fn crossing(&self, size: &Traced<Money>) -> Result<Option<Crossing>, Error> {
        self.expressed(&Denomination::default()).crossing(size)
    }

    /// Returns when the market first ends a year at or below `size`, in the same way.
    ///
    /// ```
    /// use aiinfra::{Follow, Given, Input, Market, Money, Traced, Trajectory, Unit};
    ///
    /// let forecast = Trajectory::published(&Market::embedded()?, Follow::Sizes)?;
    /// let size = Given { input: Input::Size, scenario: None };
    /// let size = Traced::given(Money::parse("40", Unit::Billion)?, size);
    /// assert!(forecast.fall(&size)?.is_none());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Trajectory::crossing`].
    pub fn fall(&self, size: &Traced<Money>) -> Result<Option<Crossing>, Error> {
        self.expressed(&Denomination::default()).fall(size)
    }
}

impl Expressed<'_> {
    /// Returns when the market first ends a year at or above `size`, which is in the answer's terms.
    ///
    /// # Errors
    /// As for [`Trajectory::crossing`] and [`Expressed::traced`].
    pub fn crossing(&self, size: &Traced<Money>) -> Result<Option<Crossing>, Error> {
        self.first(size, Money::reaches)
    }

    /// Returns when the market first ends a year at or below `size`, in the same way.
    ///
    /// # Errors
    /// As for [`Expressed::crossing`].
    pub fn fall(&self, size: &Traced<Money>) -> Result<Option<Crossing>, Error> {
        self.first(size, |reached, size| size.reaches(reached))
    }

    /// When a year first ends on that side of the size.
    fn first(&self, size: &Traced<Money>, is_there: IsThere) -> Result<Option<Crossing>, Error> {
        for year in self.horizon().years().filter(|year| *year >= self.base_year()) {
            let reached = self.traced(year)?;
            if is_there(reached.value(), size.value()) {
                return Ok(Some(Crossing { years: self.time(size, year)?, year, size: reached }));
            }
        }
        self.first_past(size, is_there)
    }

    /// Returns the time from the base year until the market reaches `size` during `year`.
    fn time(&self, size: &Traced<Money>, year: Year) -> Result<Traced<Years>, Error> {
        let Some(before) = self.horizon().before(year).filter(|_| year > self.base_year()) else {
            return Ok(Traced::between(year, year));
        };
        if let Some(curve) = self.exact_curve().filter(|curve| year > curve.from())
            && let Some(years) = self.time_along(curve, size)?
        {
            return Ok(years);
        }
        let leg = self.trajectory.leg(before)?;
        let first = leg.start.max(self.base_year());
        let start = if self.denomination.keeps_constant_growth() { first } else { before };
        let rate = self.denomination.growth(&leg.rate, year)?;
        self.time_from(start, &self.traced(start)?, size, &rate)
    }

    /// Returns the time from the base year until a market that has one size in `start` reaches another.
    fn time_from(
        &self,
        start: Year,
        from: &Traced<Money>,
        to: &Traced<Money>,
        rate: &Traced<GrowthRate>,
    ) -> Result<Traced<Years>, Error> {
        let until = Traced::between(self.base_year(), start);
        until.and(&Traced::elapsed(from, to, rate)?)
    }

    fn first_past(
        &self,
        size: &Traced<Money>,
        is_there: IsThere,
    ) -> Result<Option<Crossing>, Error> {
        if let Some(curve) = self.trajectory.bent() {
            return self.first_along(curve, size, is_there);
        }
        let (last, onward) = (self.horizon().last(), self.trajectory.traced_onward());
        let (mut before, mut size_before) = (last, self.traced(last)?);
        let keeps_constant = self.denomination.keeps_constant_growth();
        let years = keeps_constant.then(|| self.time_past(size, last, &size_before, last));
        if matches!(years, Some(Err(_))) {
            return Ok(None);
        }
        // In real terms, sizes stay in bounds where nominal ones would not.
        let leg = match keeps_constant {
            true => {
                let rate = self.denomination.growth(onward, last)?;
                Leg { start: last, size: size_before.clone(), rate }
            }
            false => {
                let size = self.trajectory.traced(last)?;
                Leg { start: last, size, rate: onward.clone() }
            }
        };
        let later = (last.number()..).skip(1).map_while(|number| Year::new(number).ok());
        for year in later {
            let reached = match (keeps_constant, leg.size_in(year)?) {
                (true, size) => size,
                (false, size) => self.denomination.size(&size, year)?,
            };
            if is_there(reached.value(), size.value()) {
                let years =
                    years.unwrap_or_else(|| self.time_past(size, before, &size_before, year))?;
                return Ok(Some(Crossing { years, year, size: reached }));
            }
            (before, size_before) = (year, reached);
        }
        Ok(None)
    }

    /// Returns the curve, if the time until it reaches a size has a formula. In real terms, it has none, and growth is
    /// taken as constant within each year.
    fn exact_curve(&self) -> Option<&Curve> {
        let is_exact = |curve: &&Curve| {
            self.denomination.prices().is_none() && curve.from() >= self.base_year()
        };
        self.trajectory.bent().filter(is_exact)
    }

    /// Returns the time from the base year until a curve reaches `size`, or `None` if it never does.
    fn time_along(
        &self,
        curve: &Curve,
        size: &Traced<Money>,
    ) -> Result<Option<Traced<Years>>, Error> {
        let until = Traced::between(self.base_year(), curve.from());
        let years = curve.time_to(size, self.denomination)?;
        years.map(|years| until.and(&years)).transpose()
    }

    /// When a year after the horizon first ends on that side of the size, along a curve.
    fn first_along(
        &self,
        curve: &Curve,
        size: &Traced<Money>,
        is_there: IsThere,
    ) -> Result<Option<Crossing>, Error> {
        let exact = self.exact_curve().map(|curve| self.time_along(curve, size)).transpose()?;
        if matches!(exact, Some(None)) {
            return Ok(None);
        }
        let last = self.horizon().last();
        let (mut before, mut size_before) = (last, self.traced(last)?);
        let later = (last.number()..).skip(1).map_while(|number| Year::new(number).ok());
        for year in later.take(Years::LONGEST as usize) {
            let nominal = match curve.size_in(year) {
                Ok(nominal) => nominal,
                // The market falls, and never rises to the size.
                Err(_) if size.value() > size_before.value() => return Ok(None),
                Err(error) => return Err(error),
            };
            let reached = self.denomination.size(&nominal, year)?;
            if is_there(reached.value(), size.value()) {
                let years = match exact.flatten() {
                    Some(years) => years,
                    None => self.time_between((before, &size_before), (year, &reached), size)?,
                };
                return Ok(Some(Crossing { years, year, size: reached }));
            }
            (before, size_before) = (year, reached);
        }
        Ok(None)
    }

    /// Returns the time until the market reaches `size` if growth is constant between two sizes.
    fn time_between(
        &self,
        (start, from): (Year, &Traced<Money>),
        (year, to): (Year, &Traced<Money>),
        size: &Traced<Money>,
    ) -> Result<Traced<Years>, Error> {
        let rate = Traced::implied(from, to, &Traced::between(start, year))?;
        self.time_from(start, from, size, &rate)
    }

    /// Returns the time until the market reaches `size` if it keeps growing after `start` as it does into `year`.
    fn time_past(
        &self,
        size: &Traced<Money>,
        start: Year,
        from: &Traced<Money>,
        year: Year,
    ) -> Result<Traced<Years>, Error> {
        let rate = self.denomination.growth(self.trajectory.traced_onward(), year)?;
        self.time_from(start, from, size, &rate)
    }
}
