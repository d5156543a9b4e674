//! A value for every year, from known points and growth rates.

mod course;
mod crossing;
mod path;

use std::collections::BTreeMap;

use crate::derivation::Traced;
use crate::error::{Error, ExpectedGrowth, Fault, Place, What};
use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Year};

pub use course::{Course, Onward};
pub use crossing::Crossing;
pub use path::GrowthPath;

/// The size of a market in every year of a horizon.
///
/// ```
/// use aiinfra::{Market, GrowthPath, Trajectory, Unit, Year};
///
/// let market = Market::embedded()?;
/// let forecast = Trajectory::published(&market, GrowthPath::Endpoints)?;
/// let size = forecast.size(Year::new(2030)?)?;
/// assert_eq!(size.in_unit(Unit::Billion).to_fixed(2), "194.30");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trajectory {
    horizon: Horizon,
    known: BTreeMap<Year, Traced<Money>>,
    /// In the order of their years; the first begins with the horizon.
    legs: Vec<Leg>,
    onward: Traced<GrowthRate>,
}

/// Constant growth from a year until the next leg begins.
#[derive(Clone, Debug)]
struct Leg {
    start: Year,
    size: Traced<Money>,
    rate: Traced<GrowthRate>,
}

impl Trajectory {
    /// The trajectory over `horizon` of what is known. A known year has exactly the known size.
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
    /// - no known size for the horizon's first year, or one outside the horizon
    /// - growth into the horizon's first year, or into one outside
    /// - one known size and [`Onward::Same`]: no rate led to it
    /// - growth given into every year between two known sizes
    /// - `1` in 2024 and `100000` in 2025: growth of more than 1,000,000 % a year
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
        Ok(Self { horizon, known: course.known.clone(), legs, onward })
    }

    /// The report's own forecast.
    ///
    /// ```
    /// # use aiinfra::{Market, GrowthPath, Trajectory, Unit};
    /// let stated = Trajectory::published(&Market::embedded()?, GrowthPath::Stated)?;
    /// let end = stated.size("2034".parse()?)?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "502.49");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`GrowthPath::Stated`] where the report states no growth rate
    pub fn published(market: &Market, path: GrowthPath) -> Result<Self, Error> {
        match (path, market.points(), market.traced_cagr()) {
            (GrowthPath::Endpoints, [_], Some(rate)) | (GrowthPath::Stated, _, Some(rate)) => {
                Self::at_rate(&market.traced(market.base()), &rate, market.horizon())
            }
            (GrowthPath::Endpoints, points, _) => {
                let known = points.iter().map(|point| (point.year, market.traced(point))).collect();
                let course = Course { known, growth: BTreeMap::new(), onward: Onward::Same };
                Self::new(&course, market.horizon())
            }
            (GrowthPath::Stated, _, None) => Err(Fault::NoStatedRate.into()),
        }
    }

    /// From `base` in the horizon's first year at one rate.
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
    /// None by itself; [`Trajectory::size`] refuses a size that passes 10^12 trillion.
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

    /// The years that it covers.
    ///
    /// ```
    /// # use aiinfra::{Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Endpoints)?;
    /// assert_eq!(forecast.horizon().last(), "2034".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The growth rate after the horizon: that of its last year, unless that year has growth of its
    /// own.
    ///
    /// ```
    /// # use aiinfra::{Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Stated)?;
    /// assert_eq!(forecast.onward(), &"26.81".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn onward(&self) -> &GrowthRate {
        self.onward.value()
    }

    /// The same with where it comes from.
    #[must_use]
    pub fn traced_onward(&self) -> &Traced<GrowthRate> {
        &self.onward
    }

    /// The sizes that it goes through, by year.
    ///
    /// ```
    /// # use aiinfra::{Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Endpoints)?;
    /// assert_eq!(forecast.known().len(), 2);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn known(&self) -> &BTreeMap<Year, Traced<Money>> {
        &self.known
    }

    /// The size in that year.
    ///
    /// ```
    /// # use aiinfra::{Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Endpoints)?;
    /// assert!(forecast.size("2030".parse()?).is_ok());
    /// assert!(forecast.size("2040".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the horizon
    /// - growth that takes the size past 10^12 trillion by that year, or by an earlier year where the rate changes
    pub fn size(&self, year: Year) -> Result<Money, Error> {
        self.traced(year).map(|size| size.value().clone())
    }

    /// The size in that year with where it comes from.
    ///
    /// ```
    /// # use aiinfra::{Basis, Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Endpoints)?;
    /// assert_eq!(forecast.traced("2030".parse()?)?.basis(), Basis::Computed);
    /// assert_eq!(forecast.traced("2034".parse()?)?.basis(), Basis::Published);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Trajectory::size`].
    pub fn traced(&self, year: Year) -> Result<Traced<Money>, Error> {
        self.leg(self.horizon.check(year)?)?.size_in(year)
    }

    /// The growth rate from the year before into that year; none in the horizon's first year.
    ///
    /// ```
    /// # use aiinfra::{Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Endpoints)?;
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

    /// The growth rate into that year with where it comes from. A stated rate is computed in years that it is not
    /// stated for.
    ///
    /// ```
    /// # use aiinfra::{Basis, Market, GrowthPath, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, GrowthPath::Stated)?;
    /// let growth = forecast.traced_growth("2030".parse()?)?.unwrap();
    /// assert_eq!(growth.basis(), Basis::Published);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Trajectory::growth`].
    pub fn traced_growth(&self, year: Year) -> Result<Option<Traced<GrowthRate>>, Error> {
        Ok(self.rate_into(year)?.map(|rate| rate.carried_to(year)))
    }

    /// The growth rate into every year after `from` and up to `to`, where it is one and the same.
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

    /// The leg that leads on from that year.
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

    /// Either of the two may be what somebody typed.
    fn out_of_bounds(&self, year: Year) -> Error {
        let (percent, size) = (self.rate.value().readable(), self.size.value().readable());
        let fault = Fault::OutOfBounds { percent, size, year: self.start.number() };
        Error::from(fault).at(Place::Forecast(year.number()))
    }
}

/// Leads on from a known size, year by year up to `end`, with a new leg where the rate changes. Stops
/// where the size leaves its bounds; only a request for a later year is an error.
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
