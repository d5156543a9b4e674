//! When a market reaches a size.

use crate::derivation::Traced;
use crate::error::Error;
use crate::quantity::{Money, Year, Years};

use super::{Leg, Trajectory};

/// When a market reaches a size.
///
/// ```
/// use aiinfra::{Given, Input, Market, Money, GrowthPath, Traced, Trajectory, Unit};
///
/// let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Stated)?;
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
    /// The time from the first year of the horizon, with its fraction.
    pub years: Traced<Years>,
    /// The first year that ends at or above the size; it may lie past the horizon.
    pub year: Year,
    /// The market's size in that year.
    pub size: Traced<Money>,
}

impl Trajectory {
    /// When the market first ends a year at or above `size`. Past the horizon it goes on at
    /// [`Trajectory::onward`]; none where that never leads there, or not within 1,000 years.
    ///
    /// ```
    /// use aiinfra::{Given, Input, Market, Money, GrowthPath, Traced, Trajectory, Unit};
    ///
    /// let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Stated)?;
    /// let size = Given { input: Input::Size, scenario: None };
    /// let size = Traced::given(Money::parse("600", Unit::Billion)?, size);
    /// let later = forecast.crossing(&size)?.unwrap();
    /// assert_eq!(later.years.value().number().to_fixed(2), "10.75");
    /// assert!(!forecast.horizon().contains(later.year));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - growth that takes the market below any size before it gets there, or past 10^12 trillion by
    ///   the end of the year in which it does
    pub fn crossing(&self, size: &Traced<Money>) -> Result<Option<Crossing>, Error> {
        for year in self.horizon.years() {
            let reached = self.traced(year)?;
            if reached.value().reaches(size.value()) {
                return Ok(Some(Crossing { years: self.time(size, year)?, year, size: reached }));
            }
        }
        self.crossing_past(size, &self.traced(self.horizon.last())?)
    }

    /// The time from the first year to where the market is of that `size`, on the way into `year`.
    fn time(&self, size: &Traced<Money>, year: Year) -> Result<Traced<Years>, Error> {
        let Some(before) = self.horizon.before(year) else {
            return Ok(Traced::between(year, year));
        };
        let leg = self.leg(before)?;
        let until = Traced::between(self.horizon.first(), leg.start);
        until.and(&Traced::elapsed(&leg.size, size, &leg.rate)?)
    }

    fn crossing_past(
        &self,
        size: &Traced<Money>,
        end: &Traced<Money>,
    ) -> Result<Option<Crossing>, Error> {
        let last = self.horizon.last();
        let until = Traced::between(self.horizon.first(), last);
        let more = Traced::elapsed(end, size, &self.onward);
        let Ok(years) = more.and_then(|more| until.and(&more)) else { return Ok(None) };
        let leg = Leg { start: last, size: end.clone(), rate: self.onward.clone() };
        let later = (last.number()..).skip(1).map_while(|number| Year::new(number).ok());
        let mut sizes = later.map(|year| leg.size_in(year).map(|reached| (year, reached)));
        let is_there = |reached: &Traced<Money>| reached.value().reaches(size.value());
        let first = sizes.find(|one| one.as_ref().map_or(true, |(_, reached)| is_there(reached)));
        Ok(first.transpose()?.map(|(year, size)| Crossing { years, year, size }))
    }
}
