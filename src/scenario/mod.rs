//! What-if scenarios for a market, with notes on what they assume.

mod cells;
mod extend;
mod file;
mod growth;
mod noted;
mod notes;
mod outlook;
mod shaped;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::denomination::Denomination;
use crate::derivation::{Given, Traced};
use crate::error::{Error, ExpectedGrowth, Setting, What};
use crate::input::Input;
use crate::market::{KnownPoint, Market};
use crate::quantity::{GrowthRate, Horizon, Money, Year};
use crate::trajectory::{Course, Follow, Onward, Shape, Trajectory};

pub(crate) use cells::{Cells, SETTINGS, with_point};
pub use extend::extendable;
pub(crate) use file::SEPARATORS;
pub use file::{read, read_with_decimal_comma, read_with_trajectories};
pub use growth::growth_of;
pub use noted::{ranges_in, source};
pub use notes::{Assumption, Comparison, Note};
pub use outlook::Outlook;

/// A choice of report figures to follow, and the actuals and assumptions that replace others.
///
/// Errors name the fields as inputs: `actual 2025`, `target`.
///
/// ```
/// use aiinfra::{Market, Outlook, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let bull = Scenario { outlook: Outlook::Cagr("30".parse()?), ..Scenario::default() };
/// let end = bull.trajectory(&market)?.size(market.horizon().last())?;
/// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "644.21");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    /// Which of the report's figures to follow.
    pub follow: Follow,
    /// A size for the base year instead of the published one.
    pub base: Option<Money>,
    /// Actual sizes by year.
    pub actuals: BTreeMap<Year, Money>,
    /// Year-over-year growth for individual years, overriding the forecast's.
    pub growth: BTreeMap<Year, GrowthRate>,
    /// How the market grows after the last actual, or after the base year if there are no actuals.
    pub outlook: Outlook,
    /// What lies between the last two known sizes, and after them.
    pub shape: Shape,
    /// The year to extend the forecast to, at its last growth rate.
    pub extend: Option<Year>,
    /// The scenario's name if there are several, cited by the figures it supplies.
    pub name: Option<Arc<str>>,
    /// The inputs that are set for this scenario alone, if there are several.
    ///
    /// Actuals and growth cite its name only if they are among them. In a file, these are the row's own.
    pub own: BTreeSet<Input>,
}

/// The growth needed to reach a goal.
///
/// ```
/// use aiinfra::{Given, Input, Market, Money, Scenario, Traced, Unit};
///
/// let size = Money::parse("300", Unit::Billion)?;
/// let size = Traced::given(size, Given { input: Input::Size, scenario: None });
/// let goal = Scenario::default().goal(&Market::embedded()?, "2030".parse()?, &size)?;
/// assert_eq!(goal.needed.value().percent().to_fixed(2), "36.33");
/// assert_eq!(goal.forecast.value().percent().to_fixed(2), "26.81");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Goal {
    /// The starting year: the last actual's, or the base year if there are no actuals.
    pub from: Year,
    /// The size in the starting year.
    pub start: Traced<Money>,
    /// The CAGR that reaches the goal.
    pub needed: Traced<GrowthRate>,
    /// The CAGR that the scenario forecasts over the same years.
    pub forecast: Traced<GrowthRate>,
}

impl Scenario {
    /// Returns the market's trajectory under this scenario.
    ///
    /// ```
    /// # use std::collections::BTreeMap;
    /// # use aiinfra::{Market, Money, Scenario, Unit};
    /// let market = Market::embedded()?;
    /// let actual = ("2025".parse()?, Money::parse("62", Unit::Billion)?);
    /// let scenario = Scenario { actuals: BTreeMap::from([actual]), ..Scenario::default() };
    /// let end = scenario.trajectory(&market)?.size("2034".parse()?)?;
    /// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "525.67");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`Follow::Cagr`] if the report states no growth rate
    /// - an actual, a target, or growth for `2040` if the forecast ends in 2034
    /// - both a base and an actual for the base year
    /// - a target for `2030` with an actual for `2031`
    /// - an actual for the last year with [`Outlook::PublishedEnd`]
    /// - growth into every year between two known sizes
    /// - a shape other than constant growth without a later known size, or one that doesn't fit the known sizes
    /// - any error from [`Scenario::horizon`]
    pub fn trajectory(&self, market: &Market) -> Result<Trajectory, Error> {
        self.horizon(market)?;
        if !self.replaces_figures() {
            return self.report_forecast(market);
        }
        if !self.actuals.is_empty() {
            // Actuals are compared with the published forecast, so there must be one.
            Trajectory::published(market, self.follow)?;
        }
        self.along(&self.course(market)?, market)
    }

    /// Returns the trajectory along a course of this scenario.
    pub(crate) fn along(&self, course: &Course, market: &Market) -> Result<Trajectory, Error> {
        if let Some((_, year)) = course.unreachable() {
            let known = self.known_by(year, market.horizon().last());
            let growth = self.setting(Input::Growth(year.number()));
            return Err(Error::clash(growth, known, ExpectedGrowth::FewerYears));
        }
        Trajectory::new(course, self.horizon(market)?)?.with_base(market.base().year)
    }

    /// Returns the CAGR needed to reach `size` in `year`, along with the scenario's forecast CAGR.
    ///
    /// Both start from the last actual, or from the base year if there are no actuals. They apply to the years without
    /// their own growth rate. A target is not a starting point, because it is assumed rather than known.
    ///
    /// ```
    /// # use aiinfra::{Market, Scenario};
    /// let (market, scenario) = (Market::embedded()?, Scenario::default());
    /// let published = market.traced(&market.points()[1]);
    /// let goal = scenario.goal(&market, "2034".parse()?, &published)?;
    /// assert_eq!(goal.needed.value(), goal.forecast.value());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `2024` if the base year is 2024, or `2025` with an actual for 2025: no years of growth
    /// - `2040` if the forecast ends in 2034
    /// - any error from [`Scenario::trajectory`]
    pub fn goal(&self, market: &Market, year: Year, size: &Traced<Money>) -> Result<Goal, Error> {
        self.goal_in(&Denomination::default(), market, year, size)
    }

    /// Returns the growth rate that reaches a size in other terms than the report's. The result is in those terms, too.
    ///
    /// # Errors
    /// As for [`Scenario::goal`] and [`Denomination::size`].
    pub fn goal_in(
        &self,
        denomination: &Denomination,
        market: &Market,
        year: Year,
        size: &Traced<Money>,
    ) -> Result<Goal, Error> {
        let forecast = self.trajectory(market)?;
        let from = self.last_known_year(market);
        if year <= from {
            let (known, last) = (from.number(), forecast.horizon().last().number());
            let expected = ExpectedGrowth::YearAfterKnown { known, last };
            return Err(Error::invalid(What::Year, year, expected));
        }
        if Horizon::new(from, year)?.steps().all(|(_, year)| self.growth.contains_key(&year)) {
            let growth = self.setting(Input::Growth(year.number()));
            let asked = Setting::new(Input::Year, year.to_string());
            return Err(Error::clash(growth, asked, ExpectedGrowth::FewerYears));
        }
        let course = self.course(market)?.with_growth_in(denomination, from, year)?;
        let expressed = forecast.expressed(denomination);
        let start = expressed.traced(from)?;
        let rate = |size| course.joining((from, &start), (year, size));
        let needed = rate(size)?;
        let reached = expressed.traced(year)?;
        let forecast = match forecast.constant_growth(from, year)? {
            Some(constant) if self.growth.is_empty() && denomination.keeps_constant_growth() => {
                denomination.growth(&constant, year)?
            }
            _ => rate(&reached)?,
        };
        Ok(Goal { from, needed, forecast, start })
    }

    /// Returns the known sizes and growth rates. The scenario's replace the report's.
    pub(crate) fn course(&self, market: &Market) -> Result<Course, Error> {
        let mut known = self.known(market)?;
        let last = market.horizon().last();
        let onward = match &self.outlook {
            Outlook::OwnGrowth if self.leads_to_published(&known, market) => Onward::Same,
            Outlook::OwnGrowth => Onward::As(self.report_forecast(market)?),
            Outlook::Cagr(rate) => Onward::Rate(self.given(rate, Input::Cagr)),
            Outlook::PublishedEnd => {
                if let Some((late, _)) = self.actuals.range(last..).next() {
                    let (year, or) = (last.number(), Setting::new(Input::Keep, "growth"));
                    let expected = ExpectedGrowth::ActualsBefore { year, or };
                    let actual = self.setting(Input::Actual(late.number()));
                    let keep_end = Setting::new(Input::Keep, "end");
                    return Err(Error::clash(actual, keep_end, expected));
                }
                known.insert(last, published_end(market)?);
                Onward::Same
            }
            Outlook::Target { year, size } => {
                self.check_target(market, *year)?;
                known.insert(*year, self.given(size, Input::Target));
                Onward::Same
            }
        };
        let onward = self.along_shape(onward, &known, market)?;
        let growth = |(year, rate): (&Year, &GrowthRate)| {
            (*year, self.given(rate, Input::Growth(year.number())))
        };
        Ok(Course { known, growth: self.growth.iter().map(growth).collect(), onward })
    }

    /// Traces a figure to its input. The scenario's name is included for a base, CAGR, or target, and for its own actuals
    /// and growth in individual years. The others are the same in every scenario.
    fn given<Quantity: Clone>(&self, figure: &Quantity, input: Input) -> Traced<Quantity> {
        let is_its_own =
            matches!(input, Input::Base | Input::Cagr | Input::Target) || self.own.contains(&input);
        let scenario = self.name.clone().filter(|_| is_its_own);
        Traced::given(figure.clone(), Given { input, scenario })
    }

    /// Returns a setting, marked if it is the scenario's own.
    fn setting(&self, setting: impl Into<Setting>) -> Setting {
        let setting: Setting = setting.into();
        Setting { is_own: self.own.contains(&setting.input), ..setting }
    }

    /// Returns the base size, the actuals, and the published sizes that the scenario keeps.
    fn known(&self, market: &Market) -> Result<BTreeMap<Year, Traced<Money>>, Error> {
        let base_year = market.base().year;
        if self.base.is_some() && self.actuals.contains_key(&base_year) {
            let year = base_year.number();
            let expected = ExpectedGrowth::OneSizeFor(year);
            let [base, actual] = [Input::Base, Input::Actual(year)].map(|one| self.setting(one));
            return Err(Error::clash(base, actual, expected));
        }
        let horizon = self.horizon(market)?;
        for year in self.actuals.keys() {
            let input = Input::Actual(year.number());
            horizon.since(base_year).check(*year).map_err(|error| error.at(input))?;
        }
        if let Some((year, _)) = self.growth.range(..=base_year).next() {
            let (after, last) = (base_year.number(), horizon.last().number());
            let expected = ExpectedGrowth::YearAfter { after, last };
            let input = Input::Growth(year.number());
            return Err(Error::invalid(What::Year, year, expected).at(input));
        }
        let kept = self.published_kept(market).map(|point| (point.year, market.traced(point)));
        let mut known: BTreeMap<Year, Traced<Money>> = kept.collect();
        known.extend(self.base.iter().map(|base| (base_year, self.given(base, Input::Base))));
        known.extend(
            self.actuals
                .iter()
                .map(|(year, size)| (*year, self.given(size, Input::Actual(year.number())))),
        );
        Ok(known)
    }

    /// Returns the published sizes that the scenario keeps.
    fn published_kept<'a>(&'a self, market: &'a Market) -> impl Iterator<Item = &'a KnownPoint> {
        let (base, last) = (market.base().year, market.horizon().last());
        let keeps_end = matches!(self.outlook, Outlook::PublishedEnd);
        let changes_sizes = self.base.is_some() || !self.actuals.is_empty();
        let keeps_all =
            !self.replaces_figures() || self.only_bends() || (keeps_end && !changes_sizes);
        let until = if keeps_all { last } else { self.last_known_year(market) };
        let followed: BTreeSet<Year> = self.follow.points(market).map(|point| point.year).collect();
        market.points().iter().filter(move |point| {
            let is_on_path = followed.contains(&point.year) && point.year <= until;
            let is_kept_end = keeps_end && point.year == last;
            let is_replaced = self.actuals.contains_key(&point.year)
                || (point.year == base && self.base.is_some());
            (is_on_path || is_kept_end) && !is_replaced
        })
    }

    fn check_target(&self, market: &Market, year: Year) -> Result<(), Error> {
        let last = self.last_known_year(market);
        if year <= last && self.actuals.contains_key(&last) {
            let target = self.setting(Setting::new(Input::Target, year.to_string()));
            let expected = ExpectedGrowth::TargetAfterActual;
            return Err(Error::clash(self.setting(Input::Actual(last.number())), target, expected));
        }
        check_growth_into(year, last, self.horizon(market)?)
            .map_err(|error| error.at(Input::Target))
    }

    /// The year of the last actual, or the base year if there are no actuals.
    pub(crate) fn last_known_year(&self, market: &Market) -> Year {
        self.actuals.last_key_value().map_or(market.base().year, |(year, _)| *year)
    }

    /// Returns whether the scenario replaces any of the report's figures, or extends its forecast.
    ///
    /// ```
    /// assert!(!aiinfra::Scenario::default().assumes_anything());
    /// ```
    #[must_use]
    pub fn assumes_anything(&self) -> bool {
        self.extend.is_some() || self.replaces_figures()
    }

    /// Returns whether the scenario replaces any of the report's figures.
    ///
    /// ```
    /// # use aiinfra::Scenario;
    /// let extended = Scenario { extend: Some("2040".parse()?), ..Scenario::default() };
    /// assert!(extended.assumes_anything() && !extended.replaces_figures());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn replaces_figures(&self) -> bool {
        self.base.is_some()
            || !self.actuals.is_empty()
            || !self.growth.is_empty()
            || !matches!(self.outlook, Outlook::OwnGrowth)
            || self.bends()
    }

    /// Returns the setting that makes the size in `year` known.
    fn known_by(&self, year: Year, last: Year) -> Setting {
        match &self.outlook {
            _ if self.actuals.contains_key(&year) => self.setting(Input::Actual(year.number())),
            Outlook::Target { year: target_year, .. } if *target_year == year => {
                self.setting(Setting::new(Input::Target, year.to_string()))
            }
            Outlook::PublishedEnd if year == last => Setting::new(Input::Keep, "end"),
            _ => Setting::new(Input::Follow, self.follow.name()),
        }
    }
}

/// Checks that `year` is in the forecast and after the last known size.
fn check_growth_into(year: Year, last_known: Year, horizon: Horizon) -> Result<(), Error> {
    if year > last_known {
        return horizon.check(year).map(|_| ());
    }
    let (after, last) = (last_known.number(), horizon.last().number());
    Err(Error::invalid(What::Year, year, ExpectedGrowth::YearAfter { after, last }))
}

/// Returns the size in the last year when following the published sizes.
fn published_end(market: &Market) -> Result<Traced<Money>, Error> {
    Trajectory::published(market, Follow::Sizes)?.traced(market.horizon().last())
}
