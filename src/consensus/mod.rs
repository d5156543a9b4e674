//! What several reports about one market forecast together.
//!
//! Statistics are the median and the quartiles, because one outlier hardly moves them, and each report counts once.

mod alike;
mod member;
mod notes;

use crate::decimal::Decimal;
use crate::derivation::{SortedSizes, Traced};
use crate::error::Error;
use crate::quantity::{Amount, Coefficient, Money, Probability, Ratio, Year};

pub use alike::Alike;
pub use member::Member;
pub use notes::{Headline, Note};

/// The minimum number of reports for naming outliers. Among fewer, an outlier cannot be told from normal spread.
pub const FEWEST_FOR_OUTLIERS: usize = 5;

/// Several reports about one market.
///
/// ```
/// use aiinfra::consensus::{Member, Survey};
/// use aiinfra::panel::Filed;
/// use aiinfra::{Denomination, Market, Unit};
///
/// let member = |publisher: &str, size: &str| -> Result<Member, aiinfra::Error> {
///     let market = Market::from_toml(&format!(
///         "market = {{ name = 'Widgets', publisher = '{publisher}', currency = 'EUR', unit = 'billion' }}\n\
///          value = [{{ year = 2025, size = '{size}' }}, {{ year = 2030, size = '100' }}]"
///     ))?;
///     let report = Filed { file: format!("{publisher}.toml"), market };
///     Member::new(publisher.to_owned(), report, Denomination::default())
/// };
/// let survey = Survey { members: vec![member("One", "40")?, member("Two", "50")?, member("Three", "70")?] };
/// let summary = survey.in_year("2025".parse()?)?.unwrap();
/// let billions = |size: &aiinfra::Traced<aiinfra::Money>| size.value().in_unit(Unit::Billion).to_string();
/// assert_eq!((billions(&summary.median), billions(&summary.upper_quartile)), ("50".into(), "60".into()));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Survey {
    /// The reports that count.
    pub members: Vec<Member>,
}

/// What several reports forecast for one year.
///
/// ```
/// use aiinfra::consensus::{Member, Survey};
/// use aiinfra::panel::Filed;
/// use aiinfra::{Denomination, Market};
///
/// // One report alone has no consensus.
/// let report = Filed { file: String::new(), market: Market::embedded()? };
/// let member = Member::new("Cervicorn".to_owned(), report, Denomination::default())?;
/// assert!(Survey { members: vec![member] }.in_year("2030".parse()?)?.is_none());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Summary {
    /// The year.
    pub year: Year,
    /// The forecasts, in the order of the members.
    pub forecasts: Vec<Forecast>,
    /// The lowest size.
    pub lowest: Traced<Money>,
    /// The lower quartile.
    pub lower_quartile: Traced<Money>,
    /// The median.
    pub median: Traced<Money>,
    /// The upper quartile.
    pub upper_quartile: Traced<Money>,
    /// The highest size.
    pub highest: Traced<Money>,
    /// The distance between the quartiles.
    pub quartile_distance: Traced<Amount>,
    /// The distance between the quartiles as a fraction of the median.
    pub spread: Traced<Ratio>,
}

/// What one of several reports forecasts.
///
/// ```
/// assert_eq!(aiinfra::consensus::FEWEST_FOR_OUTLIERS, 5);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Forecast {
    /// The index of the report among the members.
    pub member: usize,
    /// The size.
    pub size: Traced<Money>,
    /// The relative distance from the median.
    pub distance: Traced<Ratio>,
    /// The modified z-score, if there are enough reports and their sizes differ.
    pub score: Option<Traced<Coefficient>>,
}

impl Survey {
    /// Returns the summary of a year, or `None` if fewer than two reports have a size for it.
    ///
    /// # Errors
    /// A size that an exchange rate or a price index takes out of bounds.
    pub fn in_year(&self, year: Year) -> Result<Option<Summary>, Error> {
        let mut sizes: Vec<(usize, Traced<Money>)> = Vec::new();
        for (member, report) in self.members.iter().enumerate() {
            sizes.extend(report.size(year)?.map(|size| (member, size)));
        }
        Summary::new(year, sizes)
    }

    /// Returns the years that at least two reports cover.
    #[must_use]
    pub fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> =
            self.members.iter().flat_map(|member| member.horizon().years()).collect();
        years.sort_unstable();
        let shared = years.chunk_by(Year::eq).filter(|same| same.len() > 1);
        shared.filter_map(|same| same.first().copied()).collect()
    }
}

impl Summary {
    fn new(year: Year, sizes: Vec<(usize, Traced<Money>)>) -> Result<Option<Self>, Error> {
        let sorted = SortedSizes::new(sizes.iter().map(|(_, size)| size.clone()));
        let [lowest, .., highest] = sorted.list() else { return Ok(None) };
        let at =
            |percent: u32| sorted.percentile(&Probability::new(Decimal::from(percent).shifted(-2)));
        let (Some(lower), Some(median), Some(upper)) = (at(25)?, at(50)?, at(75)?) else {
            return Ok(None);
        };
        let has_scores = sizes.len() >= FEWEST_FOR_OUTLIERS;
        let deviation = has_scores.then(|| sorted.median_deviation(&median)).flatten();
        let forecast = |(member, size): (usize, Traced<Money>)| Forecast {
            member,
            distance: size.change(&median),
            score: deviation.as_ref().and_then(|one| size.modified_score(&median, one)),
            size,
        };
        let distance: Traced<Amount> = upper.difference(&lower);
        Ok(Some(Self {
            year,
            forecasts: sizes.into_iter().map(forecast).collect(),
            lowest: lowest.clone(),
            highest: highest.clone(),
            spread: distance.of(&median),
            quartile_distance: distance,
            lower_quartile: lower,
            median,
            upper_quartile: upper,
        }))
    }

    /// Returns the forecast of a member, if it has one.
    #[must_use]
    pub fn forecast_of(&self, member: usize) -> Option<&Forecast> {
        let found = self.forecasts.binary_search_by_key(&member, |forecast| forecast.member);
        found.ok().and_then(|at| self.forecasts.get(at))
    }

    /// Returns the number of reports.
    #[must_use]
    pub fn count(&self) -> Traced<Coefficient> {
        let count = u32::try_from(self.forecasts.len()).unwrap_or(u32::MAX);
        Traced::constant(Coefficient::new(Decimal::from(count)))
    }

    /// Returns the forecasts that are outliers.
    pub fn outliers(&self) -> impl Iterator<Item = &Forecast> {
        self.forecasts.iter().filter(|forecast| forecast.is_outlier())
    }
}

impl Forecast {
    /// Returns whether the modified z-score is above 3.5 or below -3.5.
    #[must_use]
    pub fn is_outlier(&self) -> bool {
        let limit = Decimal::from(35).shifted(-1);
        self.score.as_ref().is_some_and(|score| score.value().number().absolute() > limit)
    }
}
