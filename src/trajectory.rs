//! A value for every year, from known points and growth rates.

use crate::error::Error;
use crate::growth;
use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Year, Years};

/// Which of the report's own figures a forecast keeps.
///
/// A report's sizes and its printed growth rate rarely agree to the last digit; a forecast can keep
/// either.
///
/// ```
/// assert_eq!(aiinfra::Path::default(), aiinfra::Path::Endpoints);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Path {
    /// Through every published size, at a constant rate between two of them.
    #[default]
    Endpoints,
    /// From the base at the growth rate that the report states.
    Stated,
}

impl Path {
    /// Every path, the usual one first.
    ///
    /// ```
    /// # use aiinfra::Path;
    /// assert_eq!(Path::ALL.map(Path::name), ["endpoints", "stated"]);
    /// ```
    pub const ALL: [Self; 2] = [Self::Endpoints, Self::Stated];

    /// The name by which it is chosen and shown.
    ///
    /// ```
    /// # use aiinfra::Path;
    /// assert_eq!(Path::Stated.name(), "stated");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Endpoints => "endpoints",
            Self::Stated => "stated",
        }
    }

    /// The path that is not this one.
    ///
    /// ```
    /// use aiinfra::Path;
    ///
    /// assert_eq!(Path::Endpoints.other(), Path::Stated);
    /// ```
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Endpoints => Self::Stated,
            Self::Stated => Self::Endpoints,
        }
    }
}

/// The size of a market in every year of a horizon.
///
/// ```
/// use aiinfra::{Market, Path, Trajectory, Unit, Year};
///
/// let market = Market::embedded()?;
/// let forecast = Trajectory::published(&market, Path::Endpoints)?;
/// let size = forecast.size(Year::new(2030)?)?;
/// assert_eq!(size.in_unit(Unit::Billion).to_fixed(2), "194.30");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trajectory {
    horizon: Horizon,
    /// In the order of their years; the first begins with the horizon.
    legs: Vec<Leg>,
}

/// Constant growth from a known point until the next leg begins.
#[derive(Clone, Debug)]
struct Leg {
    start: Year,
    size: Money,
    rate: GrowthRate,
}

impl Trajectory {
    /// The report's own forecast.
    ///
    /// ```
    /// # use aiinfra::{Market, Path, Trajectory, Unit};
    /// let stated = Trajectory::published(&Market::embedded()?, Path::Stated)?;
    /// let end = stated.size("2034".parse()?)?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "502.49");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`Path::Stated`] where the report states no growth rate
    pub fn published(market: &Market, path: Path) -> Result<Self, Error> {
        let stated = market.cagr().map(|cagr| &cagr.rate);
        match path {
            Path::Endpoints => {
                let known = market.points().iter().map(|point| (point.year, point.size.clone()));
                Self::through(&known.collect::<Vec<_>>(), stated, market.horizon())
            }
            Path::Stated => match stated {
                Some(rate) => Self::at_rate(&market.base().size, rate, market.horizon()),
                None => Err(Error::sentence(
                    "the report states no CAGR to follow: expected the path `endpoints`",
                )),
            },
        }
    }

    /// Through known sizes: between two of them at the one constant rate that joins them, after the
    /// last at the rate `after`, or else at the rate that led to it. A known year has exactly the
    /// known size.
    ///
    /// ```
    /// use aiinfra::{Horizon, Money, Trajectory, Unit, Year};
    ///
    /// let known = [
    ///     (Year::new(2024)?, Money::parse("100", Unit::Million)?),
    ///     (Year::new(2026)?, Money::parse("121", Unit::Million)?),
    /// ];
    /// let horizon = Horizon::new(Year::new(2024)?, Year::new(2026)?)?;
    /// let forecast = Trajectory::through(&known, None, horizon)?;
    /// assert_eq!(forecast.size(Year::new(2025)?)?, Money::parse("110", Unit::Million)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - known sizes that do not begin in the horizon's first year, or a year twice
    /// - one known size and no rate `after`
    /// - `1` in 2024 and `100000` in 2025: growth of more than 1,000,000 % a year
    pub fn through(
        known: &[(Year, Money)],
        after: Option<&GrowthRate>,
        horizon: Horizon,
    ) -> Result<Self, Error> {
        let mut legs: Vec<Leg> = known
            .iter()
            .zip(known.iter().skip(1))
            .map(|(from, to)| Leg::between(from, to))
            .collect::<Result<_, _>>()?;
        let rate = after.or(legs.last().map(|leg| &leg.rate)).cloned();
        if let (Some((year, size)), Some(rate)) = (known.last(), rate) {
            legs.push(Leg { start: *year, size: size.clone(), rate });
        }
        match legs.first() {
            Some(leg) if leg.start == horizon.first() => Ok(Self { horizon, legs }),
            _ => Err(Error::sentence(format!(
                "no growth from {} on: expected a size for that year, and a second one or a rate",
                horizon.first()
            ))),
        }
    }

    /// From `base` in the horizon's first year at one rate.
    ///
    /// ```
    /// use aiinfra::{Market, Trajectory, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let horizon = market.horizon();
    /// let forecast = Trajectory::at_rate(&market.base().size, &"30".parse()?, horizon)?;
    /// let end = forecast.size(horizon.last())?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(6), "644.212732");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// None by itself; [`Trajectory::size`] refuses a size that passes 10^12 trillion.
    pub fn at_rate(base: &Money, rate: &GrowthRate, horizon: Horizon) -> Result<Self, Error> {
        Self::through(&[(horizon.first(), base.clone())], Some(rate), horizon)
    }

    /// The same growth in every year from another size in the first.
    ///
    /// ```
    /// use aiinfra::{Market, Money, Path, Trajectory, Unit};
    ///
    /// let forecast = Trajectory::published(&Market::embedded()?, Path::Endpoints)?;
    /// let doubled = forecast.rebased(&Money::parse("93.46", Unit::Billion)?)?;
    /// let end = doubled.size(doubled.horizon().last())?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "1004.84");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a base that takes a later known size to 10^12 trillion
    pub fn rebased(&self, base: &Money) -> Result<Self, Error> {
        let factor = base.ratio(&self.size(self.horizon.first())?);
        let scaled = |leg: &Leg| Ok(Leg { size: leg.size.times(&factor)?, ..leg.clone() });
        Ok(Self {
            horizon: self.horizon,
            legs: self.legs.iter().map(scaled).collect::<Result<_, Error>>()?,
        })
    }

    /// The years that it covers.
    ///
    /// ```
    /// # use aiinfra::{Market, Path, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Path::Endpoints)?;
    /// assert_eq!(forecast.horizon().last(), "2034".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The size in that year.
    ///
    /// ```
    /// # use aiinfra::{Market, Path, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Path::Endpoints)?;
    /// assert!(forecast.size("2030".parse()?).is_ok());
    /// assert!(forecast.size("2040".parse()?).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the horizon
    /// - growth that takes the size past 10^12 trillion by that year
    pub fn size(&self, year: Year) -> Result<Money, Error> {
        let leg = self.leg(self.horizon.check(year)?)?;
        growth::end(&leg.size, &leg.rate, &Years::between(leg.start, year))
            .map_err(|error| error.at(format!("forecast for {year}")))
    }

    /// The growth rate from the year before into that year; none in the base year.
    ///
    /// ```
    /// # use aiinfra::{Market, Path, Trajectory};
    /// # let forecast = Trajectory::published(&Market::embedded()?, Path::Endpoints)?;
    /// assert_eq!(forecast.growth("2024".parse()?)?, None);
    /// let growth = forecast.growth("2030".parse()?)?.unwrap();
    /// assert_eq!(growth.percent().to_fixed(3), "26.808");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the horizon
    pub fn growth(&self, year: Year) -> Result<Option<GrowthRate>, Error> {
        match self.horizon.before(self.horizon.check(year)?) {
            Some(before) => Ok(Some(self.leg(before)?.rate.clone())),
            None => Ok(None),
        }
    }

    /// The leg that leads on from that year.
    fn leg(&self, year: Year) -> Result<&Leg, Error> {
        let begun = |leg: &&Leg| leg.start <= year;
        self.legs.iter().rev().find(begun).ok_or_else(|| {
            Error::invalid("year", year, format!("{} or later", self.horizon.first()))
        })
    }
}

impl Leg {
    fn between(from: &(Year, Money), to: &(Year, Money)) -> Result<Self, Error> {
        let ((start, size), (end, target)) = (from, to);
        if end <= start {
            return Err(Error::invalid("year", end, format!("a later year than {start}")));
        }
        Ok(Self {
            start: *start,
            size: size.clone(),
            rate: growth::rate(size, target, &Years::between(*start, *end))
                .map_err(|error| error.at(format!("from {start} to {end}")))?,
        })
    }
}
