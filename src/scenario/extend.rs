//! Forecasts that go past the last year of a report.

use crate::error::{Error, Expected, ExpectedGrowth, Fault, What};
use crate::input::Input;
use crate::market::Market;
use crate::quantity::{Horizon, Money, Year};
use crate::trajectory::Trajectory;

use super::{Outlook, Scenario, check_growth_into};

impl Scenario {
    /// Returns the years covered: the market's, and those up to [`Scenario::extend`].
    ///
    /// ```
    /// # use aiinfra::{Market, Scenario};
    /// let scenario = Scenario { extend: Some("2040".parse()?), ..Scenario::default() };
    /// assert_eq!(scenario.horizon(&Market::embedded()?)?.last().number(), 2040);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - extended to `2034` if the forecast ends in 2034
    /// - extended to `2300` if it begins in 2024: more than 200 years
    pub fn horizon(&self, market: &Market) -> Result<Horizon, Error> {
        let published = market.horizon();
        let Some(year) = self.extend else { return Ok(published) };
        if year <= published.last() {
            let expected = ExpectedGrowth::YearAfterForecast { last: published.last().number() };
            return Err(Error::invalid(What::Year, year, expected).at(Input::Extend));
        }
        Horizon::new(published.first(), year).map_err(|error| error.at(Input::Extend))
    }

    /// Parses a target as [`Outlook::target`] does. Its year may also be one that the forecast is extended to.
    ///
    /// ```
    /// # use aiinfra::{Market, Outlook, Scenario};
    /// let scenario = Scenario { extend: Some("2040".parse()?), ..Scenario::default() };
    /// let target = scenario.parse_target("2038=900", &Market::embedded()?)?;
    /// assert!(matches!(target, Outlook::Target { year, .. } if year.number() == 2038));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Outlook::target`] and [`Scenario::horizon`].
    pub fn parse_target(&self, text: &str, market: &Market) -> Result<Outlook, Error> {
        let (year, size) = match text.split_once('=') {
            Some((year, size)) => (year.parse()?, size),
            None => (market.horizon().last(), text),
        };
        check_growth_into(year, market.base().year, self.horizon(market)?)?;
        Ok(Outlook::Target { year, size: Money::parse(size.trim(), market.unit())? })
    }

    /// Returns the report's own forecast over the years of this scenario.
    pub(crate) fn report_forecast(&self, market: &Market) -> Result<Trajectory, Error> {
        let published = Trajectory::published(market, self.follow)?;
        match self.extend {
            None => Ok(published),
            Some(_) => published.extended(self.horizon(market)?.last()),
        }
    }
}

/// Returns an error about a year after the forecast with the hint that the forecast can be extended to it. Other
/// errors stay as they are.
///
/// It is for callers that can set [`Scenario::extend`].
///
/// ```
/// use aiinfra::{Market, scenario};
///
/// let error = Market::embedded()?.horizon().check("2040".parse()?).unwrap_err();
/// let hint = "; to go further, pass extend 2040";
/// assert!(scenario::extendable(error).to_string().ends_with(hint));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn extendable(error: Error) -> Error {
    match past_end(&error) {
        Some(year) => Fault::PastEnd { error, year: year.number() }.into(),
        None => error,
    }
}

/// Returns the year after the forecast that an error is about, unless the forecast would become too long.
fn past_end(error: &Error) -> Option<Year> {
    match error.fault() {
        Fault::Placed { error, .. } => past_end(error),
        Fault::Invalid { what: What::Year, value, expected } => {
            let (first, last) = match expected {
                Expected::YearOf { first, last } => (*first, *last),
                Expected::Growth(ExpectedGrowth::YearAfter { after, last }) => (*after, *last),
                _ => return None,
            };
            let year: Year = value.parse().ok()?;
            let is_valid = Horizon::new(Year::new(first).ok()?, year).is_ok();
            (year.number() > last && is_valid).then_some(year)
        }
        _ => None,
    }
}
