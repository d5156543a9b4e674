//! The market's size in every year, from known sizes and growth rates.

mod course;
mod crossing;
mod curve;
mod expressed;
mod follow;
mod leg;
mod shape;

use std::collections::BTreeMap;

#[cfg(doc)]
use crate::counting;
use crate::derivation::Traced;
use crate::error::{Error, ExpectedGrowth, Fault, What};
use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Year};

pub use course::{Course, Onward};
pub use crossing::Crossing;
pub use curve::Curve;
pub use expressed::Expressed;
pub use follow::Follow;
pub use shape::Shape;
pub(crate) use shape::TracedShape;

use leg::{Leg, extend};

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
    /// The curve between the last two known sizes, unless growth is constant there.
    curve: Option<Box<Curve>>,
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
    /// - a shape that doesn't fit the last two known sizes, such as a ceiling below one of them
    /// - `1` in 2024 and `100000` in 2025: growth of more than 1,000,000% per year
    pub fn new(course: &Course, horizon: Horizon) -> Result<Self, Error> {
        let (last, size) = course.checked(horizon)?;
        let curve = course.curve(horizon)?;
        let mut legs = Vec::new();
        let mut joining = None;
        for (from, to) in course.stretches() {
            if let Some(curve) = curve.as_ref().filter(|curve| curve.from() == from.0) {
                return Self::curved(course, horizon, legs, curve);
            }
            let rate = course.joining(from, to)?;
            extend(&mut legs, from, to.0, |year| Ok(course.growth_or(year, &rate)))?;
            joining = Some(rate);
        }
        let onward = course.onward_rate(joining.as_ref(), horizon)?;
        extend(&mut legs, (last, size), horizon.last(), |year| {
            let own = match &course.onward {
                Onward::As(other) => other.rate_into(year)?,
                Onward::Same | Onward::Rate(_) | Onward::Along(_) => None,
            };
            Ok(course.growth_or(year, own.as_ref().unwrap_or(&onward)))
        })?;
        if last == horizon.last() {
            legs.push(Leg { start: last, size: size.clone(), rate: onward.clone() });
        }
        let known = course.known.clone();
        Ok(Self { horizon, base: horizon.first(), known, legs, onward, curve: None })
    }

    /// Returns the trajectory that follows a curve after these legs.
    fn curved(
        course: &Course,
        horizon: Horizon,
        mut legs: Vec<Leg>,
        curve: &Curve,
    ) -> Result<Self, Error> {
        legs.extend(curve.legs(horizon.last())?);
        let onward = legs.last().map(|leg| leg.rate.clone());
        let onward = onward.map_or_else(|| course.onward_rate(None, horizon), Ok)?;
        if let Some(size) = course.known.get(&curve.to()).filter(|_| curve.has_constant_years()) {
            legs.push(Leg { start: curve.to(), size: size.clone(), rate: onward.clone() });
        }
        let (known, curve) = (course.known.clone(), Some(Box::new(curve.clone())));
        Ok(Self { horizon, base: horizon.first(), known, legs, onward, curve })
    }

    /// Returns the same trajectory with this base year, which must be in the horizon. Earlier years are history.
    ///
    /// # Errors
    /// - `1900`: a year outside the horizon
    pub fn with_base(self, year: Year) -> Result<Self, Error> {
        Ok(Self { base: self.horizon.check(year)?, ..self })
    }

    /// Returns the same trajectory up to a later year, growing at [`Trajectory::onward`] or along its curve.
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
        if let Some(curve) = self.bent().cloned() {
            self.legs.retain(|leg| leg.start < curve.from());
            self.legs.extend(curve.legs(last)?);
            self.onward = self.legs.last().map_or(self.onward, |leg| leg.rate.clone());
            return Ok(self);
        }
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

    /// Returns the trajectory from `base`, in the horizon's first year, to the size in its last year that a constant rate
    /// leads to, with this shape in between.
    ///
    /// ```
    /// use aiinfra::{Given, Input, Market, Shape, Traced, Trajectory, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let horizon = market.horizon();
    /// let rate = Traced::given("30".parse()?, Given { input: Input::Cagr, scenario: None });
    /// let forecast = Trajectory::shaped(&market.traced(market.base()), &rate, Shape::Steps, horizon)?;
    /// let size = |year: &str| Ok::<_, aiinfra::Error>(forecast.size(year.parse()?)?.in_unit(Unit::Billion));
    /// assert_eq!(size("2034")?.to_fixed(6), "644.212732");
    /// assert_eq!(size("2030")?.to_fixed(6), "405.219639");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - an end past 10^12 trillion
    /// - a shape that doesn't fit both sizes, such as a ceiling below one of them
    pub fn shaped(
        base: &Traced<Money>,
        rate: &Traced<GrowthRate>,
        shape: Shape<Traced<GrowthRate>, Traced<Money>>,
        horizon: Horizon,
    ) -> Result<Self, Error> {
        let (first, last) = (horizon.first(), horizon.last());
        let end = base.compound(rate, &Traced::between(first, last))?;
        let course = Course {
            known: BTreeMap::from([(first, base.clone()), (last, end)]),
            growth: BTreeMap::new(),
            onward: Onward::Along(shape),
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

    /// The growth rate after the horizon: the last year's, unless that year has its own growth rate. Along equal steps or
    /// a logistic curve, it goes on to change.
    #[must_use]
    pub fn onward(&self) -> &GrowthRate {
        self.onward.value()
    }

    /// The growth rate after the horizon, with its derivation.
    #[must_use]
    pub fn traced_onward(&self) -> &Traced<GrowthRate> {
        &self.onward
    }

    /// The curve between the last two known sizes, if growth isn't constant there.
    #[must_use]
    pub fn curve(&self) -> Option<&Curve> {
        self.curve.as_deref()
    }

    /// The curve, if growth isn't constant after the last known size either.
    fn bent(&self) -> Option<&Curve> {
        self.curve().filter(|curve| !curve.has_constant_years())
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
