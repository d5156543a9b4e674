//! The market's size in every year, from known sizes and growth rates.

mod course;
mod crossing;
mod expressed;
mod follow;

use std::collections::BTreeMap;

#[cfg(doc)]
use crate::counting;
use crate::derivation::Traced;
use crate::error::{Error, ExpectedGrowth, Fault, Place, What};
use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Year};

pub use course::{Course, Onward};
pub use crossing::Crossing;
pub use expressed::Expressed;
pub use follow::Follow;

/// The size of a market in every year of a horizon.
///
/// ```
/// use aiinfra::{Market, Follow, Trajectory, Unit, Year};
///
/// let market = Market::embedded()?;
/// let forecast = Trajectory::published(&market, Follow::Sizes)?;
/// let size = forecast.size(Year::new(2030)?)?;
/// assert_eq!(size.in_unit(Unit::Billion).to_fixed(2), "194.30");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trajectory {
    horizon: Horizon,
    /// The year from which growth is forecast. Earlier years are history.
    base: Year,
    known: BTreeMap<Year, Traced<Money>>,
    /// By year; the first starts with the horizon.
    legs: Vec<Leg>,
    onward: Traced<GrowthRate>,
}

/// Constant growth from a year until the next leg starts.
#[derive(Clone, Debug)]
struct Leg {
    start: Year,
    size: Traced<Money>,
    rate: Traced<GrowthRate>,
}

impl Trajectory {
    /// Computes the trajectory over `horizon`. A year with a known size has exactly that size.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use aiinfra::{Course, Given, Input, Market, Onward, Traced, Trajectory, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let growth = Given { input: Input::Growth(2027), scenario: None };
    /// let course = Course {
    ///     known: BTreeMap::from([("2024".parse()?, market.traced(market.base()))]),
    ///     growth: BTreeMap::from([("2027".parse()?, Traced::given("10".parse()?, growth))]),
    ///     onward: Onward::Rate(market.traced_cagr().unwrap()),
    /// };
    /// let forecast = Trajectory::new(&course, market.horizon())?;
    /// assert_eq!(forecast.size("2027".parse()?)?.in_unit(Unit::Billion).to_fixed(2), "82.66");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - no known size for the horizon's first year, or a known size outside the horizon
    /// - growth into the horizon's first year, or into a year outside the horizon
    /// - a single known size with [`Onward::Same`], since no rate led to it
    /// - growth given into every year between two known sizes
    /// - `1` in 2024 and `100000` in 2025: growth of more than 1,000,000% per year
    pub fn new(course: &Course, horizon: Horizon) -> Result<Self, Error> {
        let (last, size) = course.checked(horizon)?;
        let mut legs = Vec::new();
        let mut joining = None;
        for (from, to) in course.stretches() {
            let rate = course.joining(from, to)?;
            extend(&mut legs, from, to.0, |year| Ok(course.growth_or(year, &rate)))?;
            joining = Some(rate);
        }
        let onward = course.onward_rate(joining.as_ref(), horizon)?;
        extend(&mut legs, (last, size), horizon.last(), |year| {
            let own = match &course.onward {
                Onward::As(other) => other.rate_into(year)?,
                Onward::Same | Onward::Rate(_) => None,
            };
            Ok(course.growth_or(year, own.as_ref().unwrap_or(&onward)))
        })?;
        if last == horizon.last() {
            legs.push(Leg { start: last, size: size.clone(), rate: onward.clone() });
        }
        Ok(Self { horizon, base: horizon.first(), known: course.known.clone(), legs, onward })
    }

    /// Returns the same trajectory with this base year, which must be in the horizon. Earlier years are history.
    ///
    /// # Errors
    /// - `1900`: a year outside the horizon
    pub fn with_base(self, year: Year) -> Result<Self, Error> {
        Ok(Self { base: self.horizon.check(year)?, ..self })
    }

    /// Returns the same trajectory up to a later year, growing at [`Trajectory::onward`].
    ///
    /// ```
    /// # use aiinfra::{Market, Follow, Trajectory, Unit};
    /// let forecast = Trajectory::published(&Market::embedded()?, Follow::Sizes)?;
    /// let end = forecast.extended("2040".parse()?)?.size("2040".parse()?)?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "2089.05");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `2020`: ends before it begins
    /// - `2300`: more than 200 years
    pub fn extended(mut self, last: Year) -> Result<Self, Error> {
        let end = self.horizon.last();
        self.horizon = Horizon::new(self.horizon.first(), last)?;
        let goes_on = self.legs.last().is_some_and(|leg| leg.rate.is(&self.onward));
        // If the size is already out of bounds, the last leg returns the error for later years.
        if !goes_on && let Ok(size) = self.traced(end) {
            self.legs.push(Leg { start: end, size, rate: self.onward.clone() });
        }
        Ok(self)
    }

    /// Returns the report's own forecast.
    ///
    /// With [`Follow::Cagr`], published sizes are kept up to the year from which the stated CAGR counts, which is
    /// [`counting::start`].
    ///
    /// ```
    /// # use aiinfra::{Market, Follow, Trajectory, Unit};
    /// let stated = Trajectory::published(&Market::embedded()?, Follow::Cagr)?;
    /// let end = stated.size("2034".parse()?)?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "502.49");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`Follow::Cagr`] if the report states no growth rate
    pub fn published(market: &Market, follow: Follow) -> Result<Self, Error> {
        let onward = match (follow, market.points_from_base(), market.traced_cagr()) {
            (Follow::Sizes, [_], Some(rate)) | (Follow::Cagr, _, Some(rate)) => Onward::Rate(rate),
            (Follow::Sizes, ..) => Onward::Same,
            (Follow::Cagr, _, None) => return Err(Fault::NoStatedRate.into()),
        };
        let known = follow.points(market).map(|point| (point.year, market.traced(point))).collect();
        let course = Course { known, growth: BTreeMap::new(), onward };
        Self::new(&course, market.horizon())?.with_base(market.base().year)
    }

    /// Returns the trajectory from `base`, in the horizon's first year, at a constant rate.
    ///
    /// ```
    /// use aiinfra::{Given, Input, Market, Traced, Trajectory, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let horizon = market.horizon();
    /// let rate = Traced::given("30".parse()?, Given { input: Input::Cagr, scenario: None });
    /// let forecast = Trajectory::at_rate(&market.traced(market.base()), &rate, horizon)?;
    /// let end = forecast.size(horizon.last())?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(6), "644.212732");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// None here, but [`Trajectory::size`] returns an error for a size past 10^12 trillion.
    pub fn at_rate(
        base: &Traced<Money>,
        rate: &Traced<GrowthRate>,
        horizon: Horizon,
    ) -> Result<Self, Error> {
        let course = Course {
            known: BTreeMap::from([(horizon.first(), base.clone())]),
            growth: BTreeMap::new(),
            onward: Onward::Rate(rate.clone()),
        };
        Self::new(&course, horizon)
    }

    /// The years covered.
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The year from which growth is forecast: the first one, unless earlier years are history.
    #[must_use]
    pub fn base_year(&self) -> Year {
        self.base
    }

    /// The growth rate after the horizon: the last year's, unless that year has its own growth rate.
    #[must_use]
    pub fn onward(&self) -> &GrowthRate {
        self.onward.value()
    }

    /// The growth rate after the horizon, with its derivation.
    #[must_use]
    pub fn traced_onward(&self) -> &Traced<GrowthRate> {
        &self.onward
    }

    /// The known sizes, by year.
    #[must_use]
    pub fn known(&self) -> &BTreeMap<Year, Traced<Money>> {
        &self.known
    }

    /// Returns the size in a year.
    ///
    /// ```
    /// # use aiinfra::{Market, Follow, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Follow::Sizes)?;
    /// assert!(forecast.size("2030".parse()?).is_ok());
    /// assert!(forecast.size("2040".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the horizon
    /// - growth that takes the size past 10^12 trillion by that year, or by an earlier year in which the rate changes
    pub fn size(&self, year: Year) -> Result<Money, Error> {
        self.traced(year).map(|size| size.value().clone())
    }

    /// Returns the size in a year, with its derivation.
    ///
    /// ```
    /// # use aiinfra::{Basis, Market, Follow, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Follow::Sizes)?;
    /// assert_eq!(forecast.traced("2030".parse()?)?.basis(), Basis::Computed);
    /// assert_eq!(forecast.traced("2034".parse()?)?.basis(), Basis::Published);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// The same as [`Trajectory::size`].
    pub fn traced(&self, year: Year) -> Result<Traced<Money>, Error> {
        self.leg(self.horizon.check(year)?)?.size_in(year)
    }

    /// Returns the year-over-year growth rate, or `None` in the horizon's first year.
    ///
    /// ```
    /// # use aiinfra::{Market, Follow, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Follow::Sizes)?;
    /// assert_eq!(forecast.growth("2024".parse()?)?, None);
    /// let growth = forecast.growth("2030".parse()?)?.unwrap();
    /// assert_eq!(growth.percent().to_fixed(3), "26.808");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the horizon
    pub fn growth(&self, year: Year) -> Result<Option<GrowthRate>, Error> {
        Ok(self.rate_into(year)?.map(|rate| rate.value().clone()))
    }

    /// Returns the year-over-year growth rate with its derivation. In a year outside the stated period, a stated CAGR
    /// counts as computed.
    ///
    /// ```
    /// # use aiinfra::{Basis, Market, Follow, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Follow::Cagr)?;
    /// let growth = forecast.traced_growth("2030".parse()?)?.unwrap();
    /// assert_eq!(growth.basis(), Basis::Published);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// The same as [`Trajectory::growth`].
    pub fn traced_growth(&self, year: Year) -> Result<Option<Traced<GrowthRate>>, Error> {
        Ok(self.rate_into(year)?.map(|rate| rate.carried_to(year)))
    }

    /// Returns the growth rate into the years after `from`, up to and including `to`, if it is constant.
    pub(crate) fn constant_growth(
        &self,
        from: Year,
        to: Year,
    ) -> Result<Option<Traced<GrowthRate>>, Error> {
        let mut constant: Option<Traced<GrowthRate>> = None;
        for (_, year) in Horizon::new(from, to)?.steps() {
            match (self.rate_into(year)?, &constant) {
                (Some(rate), None) => constant = Some(rate),
                (Some(rate), Some(before)) if rate.is(before) => {}
                _ => return Ok(None),
            }
        }
        Ok(constant)
    }

    fn rate_into(&self, year: Year) -> Result<Option<Traced<GrowthRate>>, Error> {
        match self.horizon.before(self.horizon.check(year)?) {
            Some(before) => Ok(Some(self.leg(before)?.rate.clone())),
            None => Ok(None),
        }
    }

    /// Returns the leg that continues from this year.
    fn leg(&self, year: Year) -> Result<&Leg, Error> {
        let begun = self.legs.iter().rev().find(|leg| leg.start <= year);
        begun.ok_or_else(|| Error::invalid(What::Year, year, ExpectedGrowth::OfHorizon))
    }
}

impl Leg {
    fn size_in(&self, year: Year) -> Result<Traced<Money>, Error> {
        self.size
            .compound(&self.rate, &Traced::between(self.start, year))
            .map_err(|_| self.out_of_bounds(year))
    }

    /// The error names both the rate and the size, because the user may have entered either one.
    fn out_of_bounds(&self, year: Year) -> Error {
        let (percent, size) = (self.rate.value().readable(), self.size.value().readable());
        let fault = Fault::OutOfBounds { percent, size, year: self.start.number() };
        Error::from(fault).at(Place::Forecast(year.number()))
    }
}

/// Adds the legs from a known size up to `end`, starting a new leg whenever the rate changes.
///
/// Stops early if the size goes out of bounds, since that is an error only if a later year is requested.
fn extend(
    legs: &mut Vec<Leg>,
    (start, size): (Year, &Traced<Money>),
    end: Year,
    rate_into: impl Fn(Year) -> Result<Traced<GrowthRate>, Error>,
) -> Result<(), Error> {
    let mut leg: Option<Leg> = None;
    for (before, year) in Horizon::new(start, end)?.steps() {
        let rate = rate_into(year)?;
        let size = match &leg {
            None => size.clone(),
            Some(leg) if leg.rate.is(&rate) => continue,
            Some(leg) => match leg.size_in(before) {
                Ok(size) => size,
                Err(_) => break,
            },
        };
        legs.extend(leg.replace(Leg { start: before, size, rate }));
    }
    legs.extend(leg);
    Ok(())
}
