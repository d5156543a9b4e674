//! What-ifs as edits of a market's trajectory, and the notes that say what was assumed.

mod file;
mod notes;

use std::collections::BTreeMap;

use crate::error::Error;
use crate::market::{KnownPoint, Market};
use crate::quantity::{GrowthRate, Horizon, Money, Year};
use crate::trajectory::{Course, Onward, Path, Trajectory};

pub(crate) use file::Cells;
pub use file::read;
pub use notes::Assumption;

/// A path through the report's figures and what is known or assumed in their place.
///
/// In errors its parts go by the names of the program's options: `--actual`, `--target`.
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
    /// Which of the report's figures to keep.
    pub path: Path,
    /// A size for the base year in place of the published one.
    pub base: Option<Money>,
    /// Sizes that years have turned out to have.
    pub actuals: BTreeMap<Year, Money>,
    /// Growth from the year before into single years, in place of their own.
    pub growth: BTreeMap<Year, GrowthRate>,
    /// How it goes on after the last actual, or else the base.
    pub outlook: Outlook,
}

/// How a market goes on after the last actual, or else the base.
///
/// ```
/// use aiinfra::Outlook;
///
/// assert!(matches!(Outlook::default(), Outlook::OwnGrowth));
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Outlook {
    /// Each year keeps the growth that it has in the report, and the end moves.
    #[default]
    OwnGrowth,
    /// The report's size for the last year is kept, and the growth that it needs moves.
    PublishedEnd,
    /// One growth rate in place of the report's.
    Cagr(GrowthRate),
    /// A size to reach, in place of the report's; growth then goes on at the rate that led there.
    Target {
        /// The year of the size.
        year: Year,
        /// The size.
        size: Money,
    },
}

impl Outlook {
    /// Reads a target: a size for the last year, or for another, as in `2030=300bn`.
    ///
    /// ```
    /// # use aiinfra::{Market, Outlook};
    /// let target = Outlook::target("600", &Market::embedded()?)?;
    /// assert!(matches!(target, Outlook::Target { year, .. } if year.number() == 2034));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `"24=300"`, `"=300"`: no year before the sign
    /// - `"2024=300"` where the base year is 2024, `"2040=300"` where the forecast ends in 2034
    /// - `"2030=lots"`, `"-5"`: no size
    pub fn target(text: &str, market: &Market) -> Result<Self, Error> {
        let (year, size) = match text.split_once('=') {
            Some((year, size)) => (year.parse()?, size),
            None => (market.horizon().last(), text),
        };
        check_growth_into(year, market.base().year, market)?;
        Ok(Self::Target { year, size: Money::parse(size.trim(), market.unit())? })
    }
}

/// The growth that a goal takes.
///
/// ```
/// use aiinfra::{Market, Money, Scenario, Unit};
///
/// let size = Money::parse("300", Unit::Billion)?;
/// let goal = Scenario::default().goal(&Market::embedded()?, "2030".parse()?, &size)?;
/// assert_eq!(goal.needed.percent().to_fixed(2), "36.33");
/// assert_eq!(goal.forecast.percent().to_fixed(2), "26.81");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Goal {
    /// The year from which it is reached: that of the last actual, or else the base.
    pub from: Year,
    /// The size in that year.
    pub start: Money,
    /// The growth a year that reaches the goal.
    pub needed: GrowthRate,
    /// The growth a year that the scenario has instead.
    pub forecast: GrowthRate,
}

impl Scenario {
    /// The market under this scenario.
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
    /// - [`Path::Stated`] where the report states no growth rate
    /// - an actual, a target or growth for `2040` where the forecast ends in 2034
    /// - a base and an actual for the base year; a target for `2030` and an actual for `2031`
    /// - an actual for the last year with [`Outlook::PublishedEnd`]
    /// - growth into every year between two known sizes
    pub fn trajectory(&self, market: &Market) -> Result<Trajectory, Error> {
        if !self.assumes_anything() {
            return Trajectory::published(market, self.path);
        }
        if !self.actuals.is_empty() {
            // What an actual is measured by.
            Trajectory::published(market, self.path)?;
        }
        let course = self.course(market)?;
        if let Some((_, year)) = course.unreachable() {
            let known = self.known_by(year, market.horizon().last());
            return Err(Error::clash(format!("growth {year}"), known, FEWER));
        }
        Trajectory::new(&course, market.horizon())
    }

    /// The growth a year that takes the market to `size` in `year`, and what the scenario has there.
    ///
    /// Both are constant rates from the last actual, or else the base, in the years that have no
    /// growth of their own. A target counts as assumed and not as known.
    ///
    /// ```
    /// # use aiinfra::{Market, Money, Scenario, Unit};
    /// let (market, scenario) = (Market::embedded()?, Scenario::default());
    /// let size = Money::parse("502.42", Unit::Billion)?;
    /// let goal = scenario.goal(&market, "2034".parse()?, &size)?;
    /// assert_eq!(goal.needed, goal.forecast);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `2024` where the base year is 2024, `2025` with an actual for 2025: no year to grow in
    /// - `2040` where the forecast ends in 2034
    /// - what [`Scenario::trajectory`] refuses
    pub fn goal(&self, market: &Market, year: Year, size: &Money) -> Result<Goal, Error> {
        let forecast = self.trajectory(market)?;
        let from = self.last_known_year(market);
        if year <= from {
            let last = market.horizon().last();
            let expected =
                format!("one after {from}, the year of the last known size, up to {last}");
            return Err(Error::invalid("year", year, expected));
        }
        if Horizon::new(from, year)?.steps().all(|(_, year)| self.growth.contains_key(&year)) {
            let option = format!("year {year}");
            return Err(Error::clash(format!("growth {year}"), option, FEWER));
        }
        let course = self.course(market)?;
        let start = forecast.size(from)?;
        let rate = |size: &Money| course.joining((from, &start), (year, size));
        let (needed, forecast) = (rate(size)?, rate(&forecast.size(year)?)?);
        Ok(Goal { from, needed, forecast, start })
    }

    /// The sizes and the growth that are known, in place of the report's where both say something.
    fn course(&self, market: &Market) -> Result<Course, Error> {
        let mut known = self.known(market)?;
        let last = market.horizon().last();
        let onward = match &self.outlook {
            Outlook::OwnGrowth => Onward::As(Trajectory::published(market, self.path)?),
            Outlook::Cagr(rate) => Onward::Rate(rate.clone()),
            Outlook::PublishedEnd => {
                if self.actuals.contains_key(&last) {
                    let expected = format!("actuals before {last}, or --hold rate");
                    return Err(Error::clash(format!("actual {last}"), "hold end", expected));
                }
                known.insert(last, published_end(market)?);
                Onward::Same
            }
            Outlook::Target { year, size } => {
                self.check_target(market, *year)?;
                known.insert(*year, size.clone());
                Onward::Same
            }
        };
        Ok(Course { known, growth: self.growth.clone(), onward })
    }

    /// The base, the actuals, and what is published in between.
    fn known(&self, market: &Market) -> Result<BTreeMap<Year, Money>, Error> {
        let base_year = market.base().year;
        if self.base.is_some() && self.actuals.contains_key(&base_year) {
            let expected = format!("one size for {base_year}, the base year");
            return Err(Error::clash("base", format!("actual {base_year}"), expected));
        }
        for year in self.actuals.keys() {
            market.horizon().check(*year).map_err(|error| error.at("--actual"))?;
        }
        let kept = self.published_kept(market).map(|point| (point.year, point.size.clone()));
        let mut known: BTreeMap<Year, Money> = kept.collect();
        known.extend(self.base.clone().map(|base| (base_year, base)));
        known.extend(self.actuals.clone());
        Ok(known)
    }

    /// The published sizes that the scenario goes through.
    fn published_kept<'a>(&'a self, market: &'a Market) -> impl Iterator<Item = &'a KnownPoint> {
        let horizon = market.horizon();
        let holds_end = matches!(self.outlook, Outlook::PublishedEnd);
        let changes_sizes = self.base.is_some() || !self.actuals.is_empty();
        let keeps_all = !self.assumes_anything() || (holds_end && !changes_sizes);
        let until = if keeps_all { horizon.last() } else { self.last_known_year(market) };
        market.points().iter().filter(move |point| {
            let is_base = point.year == horizon.first();
            let is_on_path = self.path == Path::Endpoints && point.year <= until;
            let is_held = holds_end && point.year == horizon.last();
            let is_replaced =
                self.actuals.contains_key(&point.year) || (is_base && self.base.is_some());
            (is_base || is_on_path || is_held) && !is_replaced
        })
    }

    fn check_target(&self, market: &Market, year: Year) -> Result<(), Error> {
        let last = self.last_known_year(market);
        if year <= last && self.actuals.contains_key(&last) {
            let expected = "a target after the last actual";
            return Err(Error::clash(format!("actual {last}"), format!("target {year}"), expected));
        }
        check_growth_into(year, last, market).map_err(|error| error.at("--target"))
    }

    /// The year of the last actual, or else the base year.
    fn last_known_year(&self, market: &Market) -> Year {
        self.actuals.last_key_value().map_or(market.base().year, |(year, _)| *year)
    }

    /// Does it put anything in the place of the report's figures?
    ///
    /// ```
    /// assert!(!aiinfra::Scenario::default().assumes_anything());
    /// ```
    #[must_use]
    pub fn assumes_anything(&self) -> bool {
        self.base.is_some()
            || !self.actuals.is_empty()
            || !self.growth.is_empty()
            || !matches!(self.outlook, Outlook::OwnGrowth)
    }

    /// The option that makes the size of that year known.
    fn known_by(&self, year: Year, last: Year) -> String {
        match &self.outlook {
            _ if self.actuals.contains_key(&year) => format!("actual {year}"),
            Outlook::Target { year: aimed, .. } if *aimed == year => format!("target {year}"),
            Outlook::PublishedEnd if year == last => "hold end".to_owned(),
            _ => format!("path {}", self.path.name()),
        }
    }
}

const FEWER: &str = "growth for fewer years, so that one is left to lead there";

/// Is that year one of the forecast's, with growth into it from the year of the last known size?
fn check_growth_into(year: Year, last_known: Year, market: &Market) -> Result<(), Error> {
    let horizon = market.horizon();
    if year > last_known {
        return horizon.check(year).map(|_| ());
    }
    let expected = format!("one after {last_known} and up to {}", horizon.last());
    Err(Error::invalid("year", year, expected))
}

/// The size in the last year on the path through the published sizes.
fn published_end(market: &Market) -> Result<Money, Error> {
    Trajectory::published(market, Path::Endpoints)?.size(market.horizon().last())
}
