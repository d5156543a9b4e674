//! How sure a forecast is: its sizes as quantiles, from intervals for the base, the growth rate, or both.
//!
//! A size is the base times growth factors. If the base and the growth factor are lognormal, so is the size, and its
//! quantiles have a closed form: no sampling, and no seed.

mod note;
mod spread;

use crate::derivation::{Given, Traced};
use crate::error::{Error, ExpectedRange, What};
use crate::input::Input;
use crate::market::Market;
use crate::quantity::{Coefficient, Coverage, GrowthRate, Interval, Money, Year};
use crate::scenario::{Outlook, Scenario};
use crate::trajectory::{Course, Onward, Shape, Trajectory};

pub use note::RangeNote;
pub use spread::{Distribution, Spread};

/// What is uncertain about a forecast.
///
/// ```
/// use aiinfra::{Market, Probability, Scenario, Uncertainty, Unit};
///
/// let market = Market::embedded()?;
/// let uncertainty = Uncertainty { cagr: Some("20..33".parse()?), ..Uncertainty::default() };
/// let spread = uncertainty.spread(&Scenario::default(), &market)?;
/// let percentages: [Probability; 3] = ["10".parse()?, "50".parse()?, "90".parse()?];
/// let sizes = spread.in_year("2034".parse()?)?.quantiles(&spread.scores(&percentages))?;
/// let sizes: Vec<String> =
///     sizes.iter().map(|size| size.value().in_unit(Unit::Billion).to_fixed(2)).collect();
/// assert_eq!(sizes, ["324.15", "483.91", "722.40"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Uncertainty {
    /// The interval of the size in the base year, which is lognormal.
    pub base: Option<Interval<Money>>,
    /// The interval of the growth rate after the last known size. Its growth factor is lognormal.
    pub cagr: Option<Interval<GrowthRate>>,
    /// How much of its distribution each interval covers.
    pub coverage: Coverage,
    /// Whether every year draws a growth rate of its own. Otherwise, one rate holds in all years.
    pub independent_years: bool,
    /// The correlation of the logarithms of the base and the growth factor.
    pub correlation: Option<Coefficient>,
}

impl Uncertainty {
    /// Returns the distribution of the size in every year.
    ///
    /// The intervals replace the scenario's base and its growth after the last known size. Without an interval for the
    /// growth rate, years keep their growth.
    ///
    /// # Errors
    /// - a coverage of `100`: hard bounds have no quantiles
    /// - an interval for the base with an actual for the base year
    /// - an interval for the growth rate, and a growth rate or an actual for every year
    /// - a shape other than constant growth
    /// - any error from [`Scenario::trajectory`]
    pub fn spread(&self, scenario: &Scenario, market: &Market) -> Result<Spread, Error> {
        self.check_effect(scenario, market)?;
        Spread::new(self, scenario, market)
    }

    /// Returns the trajectories of the low and the high ends, which bound the sizes if the ends are hard bounds. In a
    /// year after a target, the low base leads to the higher size, since its growth goes on.
    ///
    /// ```
    /// use aiinfra::{Market, Scenario, Uncertainty, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let uncertainty = Uncertainty { cagr: Some("20..33".parse()?), ..Uncertainty::default() };
    /// let [low, high] = uncertainty.bounds(&Scenario::default(), &market)?.map(|bound| {
    ///     let end = bound.size(market.horizon().last())?;
    ///     Ok::<_, aiinfra::Error>(end.in_unit(Unit::Billion).to_fixed(2))
    /// });
    /// assert_eq!((low?, high?), ("289.34".to_owned(), "809.30".to_owned()));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Uncertainty::spread`], except that any coverage is allowed.
    pub fn bounds(&self, scenario: &Scenario, market: &Market) -> Result<[Trajectory; 2], Error> {
        self.check_effect(scenario, market)?;
        let bound = |base: fn(&Interval<Money>) -> &Money,
                     rate: fn(&Interval<GrowthRate>) -> &GrowthRate| {
            let figures = Figures {
                base: self.base.as_ref().map(|interval| given(base(interval), Input::Base)),
                rate: self.cagr.as_ref().map(|interval| given(rate(interval), Input::Cagr)),
            };
            figures.trajectory(scenario, market).map(|(_, trajectory)| trajectory)
        };
        Ok([bound(Interval::low, Interval::low)?, bound(Interval::high, Interval::high)?])
    }

    /// Returns the scenario at those ends that show slips: if the higher of two rates is below 1%, so is the other.
    #[must_use]
    pub fn for_slips(&self, scenario: &Scenario) -> Scenario {
        let figures = Figures {
            base: self.base.as_ref().map(|interval| given(interval.low(), Input::Base)),
            rate: self.cagr.as_ref().map(|interval| given(interval.high(), Input::Cagr)),
        };
        figures.scenario(scenario)
    }

    /// Checks that the growth of some year is uncertain, if there is an interval for it.
    fn check_effect(&self, scenario: &Scenario, market: &Market) -> Result<(), Error> {
        let Some(cagr) = &self.cagr else { return Ok(()) };
        let from = scenario.last_known_year(market);
        let is_free = |year: Year| year > from && !scenario.growth.contains_key(&year);
        if scenario.horizon(market)?.years().any(is_free) {
            return Ok(());
        }
        let interval = format!("{}..{}", cagr.low().percent(), cagr.high().percent());
        let expected = ExpectedRange::UncertainYear { from: from.number() };
        Err(Error::invalid(What::Interval, interval, expected).at(Input::Cagr))
    }
}

/// The figures that take the place of a scenario's base and growth rate.
struct Figures {
    base: Option<Traced<Money>>,
    rate: Option<Traced<GrowthRate>>,
}

impl Figures {
    /// Returns the scenario with these figures.
    fn scenario(&self, scenario: &Scenario) -> Scenario {
        let mut scenario = scenario.clone();
        if let Some(base) = &self.base {
            scenario.base = Some(base.value().clone());
        }
        if let Some(rate) = &self.rate {
            scenario.outlook = Outlook::Cagr(rate.value().clone());
        }
        scenario
    }

    /// Returns the course and the trajectory from these figures. Growth must be constant.
    fn trajectory(
        &self,
        scenario: &Scenario,
        market: &Market,
    ) -> Result<(Course, Trajectory), Error> {
        if scenario.shape != Shape::Growth {
            let expected = ExpectedRange::ConstantGrowth;
            return Err(Error::invalid(What::Shape, &scenario.shape, expected));
        }
        let scenario = self.scenario(scenario);
        scenario.horizon(market)?;
        let mut course = scenario.course(market)?;
        course.known.extend(self.base.iter().map(|base| (market.base().year, base.clone())));
        if let Some(rate) = &self.rate {
            course.onward = Onward::Rate(rate.clone());
        }
        let trajectory = scenario.along(&course, market)?;
        Ok((course, trajectory))
    }
}

fn given<Quantity: Clone>(figure: &Quantity, input: Input) -> Traced<Quantity> {
    Traced::given(figure.clone(), Given { input, scenario: None })
}
