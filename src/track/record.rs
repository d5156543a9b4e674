//! Forecasts of past editions, each with the actual size.

use std::collections::BTreeMap;

use crate::derivation::Traced;
use crate::error::{Error, TrackFault};
use crate::quantity::{Coefficient, Edition, GrowthRate, Money, Ratio, Year, Years};

use super::editions::{Issue, Issues, runs};
use super::{Average, Track};

/// The track record of past editions.
///
/// ```
/// use aiinfra::panel::Filed;
/// use aiinfra::track::{Report, Track};
/// use aiinfra::{Denomination, Market};
///
/// let edition = |edition: &str, sizes: [(u16, u16); 3]| {
///     let sizes = sizes.map(|(year, size)| format!("{{ year = {year}, size = {size} }}")).join(", ");
///     let header = format!("name = 'AI', publisher = 'P', edition = '{edition}', currency = 'USD', unit = 'billion'");
///     Market::from_toml(&format!("market = {{ {header} }}\nvalue = [{sizes}]"))
///         .map(|market| Filed { file: format!("{edition}.toml"), market })
/// };
/// let first = edition("2023", [(2022, 40), (2023, 50), (2024, 60)])?;
/// let second = edition("2024", [(2023, 44), (2024, 55), (2025, 66)])?;
/// let reports =
///     [&second, &first].map(|report| Report { report, denomination: Denomination::default() }).to_vec();
/// let record = Track { reports, actuals: [].into() }.record()?;
/// // The first edition said 50 for 2023, and the second one puts it at 44.
/// let [pair] = record.pairs.as_slice() else { unreachable!() };
/// assert_eq!(pair.edition, first.date());
/// assert_eq!(pair.error.value().percent().to_fixed(2), "13.64");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Record {
    /// The forecasts that have an actual, by publisher, edition and year.
    pub pairs: Vec<Pair>,
    /// The average errors by lead time, for those with at least [`Average::FEWEST`] pairs.
    pub averages: Vec<Average>,
    /// The publishers and dates of editions none of whose forecasts has an actual.
    pub pending: Vec<(String, Edition)>,
}

/// A forecast and the actual size. All sizes are in the terms of the answer.
///
/// ```
/// # use aiinfra::panel::Filed;
/// # use aiinfra::track::{Report, Track};
/// # use aiinfra::{Denomination, Given, Input, Market, Money, Traced, Unit};
/// # let report = Filed { file: String::new(), market: Market::embedded()? };
/// # let given = Given { input: Input::Actual(2027), scenario: None };
/// # let actual = Traced::given(Money::parse("100", Unit::Billion)?, given);
/// # let reports = vec![Report { report: &report, denomination: Denomination::default() }];
/// let record = Track { reports, actuals: [("2027".parse()?, actual)].into() }.record()?;
/// assert_eq!(record.pairs[0].lead.value().number(), &"3".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pair {
    /// The publisher.
    pub publisher: String,
    /// The date of the edition.
    pub edition: Edition,
    /// The year of the sizes.
    pub year: Year,
    /// The time from the edition's base year to that year.
    pub lead: Traced<Years>,
    /// The size that the edition forecasts.
    pub forecast: Traced<Money>,
    /// The actual size.
    pub actual: Traced<Money>,
    /// Where the actual size comes from.
    pub source: Actual,
    /// `forecast ÷ actual − 1`
    pub error: Traced<Ratio>,
    /// `ln(forecast ÷ actual)`
    pub log_error: Traced<Coefficient>,
    /// The error of the size in the edition's base year: `base ÷ actual − 1`
    pub no_change_error: Traced<Ratio>,
    /// The error of growing from the base year as before it; `None` if that growth isn't known.
    pub same_growth_error: Option<Traced<Ratio>>,
}

/// Where an actual size comes from.
///
/// ```
/// use aiinfra::track::Actual;
///
/// assert_ne!(Actual::Given, Actual::Edition("2025-03".parse()?));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Actual {
    /// It is given.
    Given,
    /// It is the size in the base year of a later edition by the same publisher, which has this date.
    Edition(Edition),
}

impl Track<'_> {
    /// Returns each forecast that has an actual, with its errors.
    ///
    /// An actual that isn't given is the size in the base year of a later edition by the same publisher. Of several with
    /// that base year, it is the latest.
    ///
    /// # Errors
    /// - no actual for any forecast
    /// - an actual for `2040` if no edition forecasts that year
    /// - two later editions of the same date with different sizes in that base year
    /// - a size out of bounds, or a price index that lacks a year
    pub fn record(&self) -> Result<Record, Error> {
        let publishers = self.issues()?;
        let all = || publishers.iter().flat_map(|issues| &issues.list);
        let forecast = || runs(all().flat_map(Issue::forecast_years));
        for year in self.actuals.keys() {
            if !all().any(|issue| issue.forecasts(*year)) {
                let (year, forecast) = (year.number(), forecast());
                return Err(TrackFault::NoForecast { year, forecast }.into());
            }
        }
        let (mut pairs, mut pending) = (Vec::new(), Vec::new());
        for issues in &publishers {
            for issue in &issues.list {
                let before = pairs.len();
                self.add_pairs(issue, issues, &mut pairs)?;
                if pairs.len() == before {
                    pending.push((issue.publisher(), issue.date));
                }
            }
        }
        if pairs.is_empty() {
            return Err(TrackFault::NoActual { forecast: forecast() }.into());
        }
        let averages = averages(&pairs);
        Ok(Record { pairs, averages, pending })
    }

    /// Adds a pair for each forecast of an edition that has an actual.
    fn add_pairs<'a>(
        &self,
        issue: &Issue<'a>,
        issues: &Issues<'a>,
        pairs: &mut Vec<Pair>,
    ) -> Result<(), Error> {
        let mut growth: Option<Option<Traced<GrowthRate>>> = None;
        for year in issue.forecast_years() {
            let Some((actual, source)) = self.actual(year, issue, issues)? else { continue };
            let growth = growth.get_or_insert_with(|| issues.growth_before(issue));
            pairs.push(pair(issue, year, (actual, source), growth.as_ref())?);
        }
        Ok(())
    }

    /// Returns the actual size in a year, if it is known.
    fn actual<'a>(
        &self,
        year: Year,
        issue: &Issue<'a>,
        issues: &Issues<'a>,
    ) -> Result<Option<(Traced<Money>, Actual)>, Error> {
        if let Some(given) = self.actuals.get(&year) {
            return Ok(Some((given.clone(), Actual::Given)));
        }
        let later = issues.latest_with_base(year, issue)?;
        Ok(later.map(|later| (later.base.1.clone(), Actual::Edition(later.date))))
    }
}

fn pair(
    issue: &Issue<'_>,
    year: Year,
    (actual, source): (Traced<Money>, Actual),
    growth: Option<&Traced<GrowthRate>>,
) -> Result<Pair, Error> {
    let (from, base) = &issue.base;
    let forecast = issue.size(year)?;
    let lead = Traced::between(*from, year);
    // Growth that takes the size out of bounds is no benchmark.
    let same_growth = growth.and_then(|growth| base.compound(growth, &lead).ok());
    Ok(Pair {
        publisher: issue.publisher(),
        edition: issue.date,
        year,
        error: forecast.change(&actual),
        log_error: forecast.log_ratio(&actual),
        no_change_error: base.change(&actual),
        same_growth_error: same_growth.map(|size| size.change(&actual)),
        lead,
        forecast,
        actual,
        source,
    })
}

/// Returns the averages by lead time.
fn averages(pairs: &[Pair]) -> Vec<Average> {
    let mut by_lead: BTreeMap<String, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        by_lead.entry(pair.lead.value().number().to_string()).or_default().push(pair);
    }
    let mut averages: Vec<Average> =
        by_lead.into_values().filter_map(|pairs| Average::of(&pairs)).collect();
    averages.sort_by_key(|average| average.lead.value().number().clone());
    averages
}
