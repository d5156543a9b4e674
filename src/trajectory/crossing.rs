//! When a market reaches a size.

use crate::derivation::Traced;
use crate::error::Error;
use crate::quantity::{Money, Year, Years};

use super::{Leg, Trajectory};

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
        self.first(size, Money::reaches)
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
        self.first(size, |reached, size| size.reaches(reached))
    }

    /// When a year first ends on that side of the size.
    fn first(&self, size: &Traced<Money>, is_there: IsThere) -> Result<Option<Crossing>, Error> {
        for year in self.horizon.years().filter(|year| *year >= self.base) {
            let reached = self.traced(year)?;
            if is_there(reached.value(), size.value()) {
                return Ok(Some(Crossing { years: self.time(size, year)?, year, size: reached }));
            }
        }
        self.first_past(size, is_there, &self.traced(self.horizon.last())?)
    }

    /// Returns the time from the base year until the market reaches `size` during `year`.
    fn time(&self, size: &Traced<Money>, year: Year) -> Result<Traced<Years>, Error> {
        let Some(before) = self.horizon.before(year).filter(|_| year > self.base) else {
            return Ok(Traced::between(year, year));
        };
        let leg = self.leg(before)?;
        if leg.start < self.base {
            let (base, rate) = (self.traced(self.base)?, &leg.rate);
            return Traced::elapsed(&base, size, rate);
        }
        let until = Traced::between(self.base, leg.start);
        until.and(&Traced::elapsed(&leg.size, size, &leg.rate)?)
    }

    fn first_past(
        &self,
        size: &Traced<Money>,
        is_there: IsThere,
        end: &Traced<Money>,
    ) -> Result<Option<Crossing>, Error> {
        let last = self.horizon.last();
        let until = Traced::between(self.base, last);
        let more = Traced::elapsed(end, size, &self.onward);
        let Ok(years) = more.and_then(|more| until.and(&more)) else { return Ok(None) };
        let leg = Leg { start: last, size: end.clone(), rate: self.onward.clone() };
        let later = (last.number()..).skip(1).map_while(|number| Year::new(number).ok());
        let mut sizes = later.map(|year| leg.size_in(year).map(|reached| (year, reached)));
        let is_first = |reached: &Traced<Money>| is_there(reached.value(), size.value());
        let first = sizes.find(|one| one.as_ref().map_or(true, |(_, reached)| is_first(reached)));
        Ok(first.transpose()?.map(|(year, size)| Crossing { years, year, size }))
    }
}
