//! What to know about a range.

use crate::derivation::{Evidence, Traced};
use crate::input::Input;
use crate::quantity::{Money, Year};

use super::{Uncertainty, given};

/// What a range assumes, and how it compares with the forecast.
///
/// ```
/// use aiinfra::{Note, RangeNote, Uncertainty};
///
/// let year = "2024".parse()?;
/// let note = RangeNote {
///     uncertainty: Uncertainty { cagr: Some("20..33".parse()?), ..Uncertainty::default() },
///     base_year: year,
///     from: year,
///     year: "2030".parse()?,
///     median: None,
///     reach: None,
///     certain_from: None,
///     forecast: None,
///     is_own: true,
///     keeps_growth: false,
/// };
/// assert_eq!(note.figures()[0].0, "cagr_low");
/// assert_eq!(Note::Range(note).kind(), "range");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RangeNote {
    /// What is uncertain.
    pub uncertainty: Uncertainty,
    /// The base year.
    pub base_year: Year,
    /// The year after which growth is uncertain.
    pub from: Year,
    /// The last year shown.
    pub year: Year,
    /// The median size in that year, or none if it is certain or the intervals are hard bounds.
    pub median: Option<Traced<Money>>,
    /// The size whose probability is shown.
    pub reach: Option<Traced<Money>>,
    /// The year of the first actual, if there is one. From then on, sizes don't depend on the base.
    pub certain_from: Option<Year>,
    /// The forecast for that year without intervals, if there is one.
    pub forecast: Option<Traced<Money>>,
    /// Whether that is the report's own forecast.
    pub is_own: bool,
    /// Whether later years keep their growth, if only the base is uncertain.
    pub keeps_growth: bool,
}

impl RangeNote {
    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        let Uncertainty { base, cagr, coverage, independent_years, correlation } =
            &self.uncertainty;
        let base = base.iter().flat_map(|base| {
            let [low, high] = base.ends().map(|end| Evidence::from(&given(end, Input::Base)));
            [("base_low", low), ("base_high", high)]
        });
        let cagr = cagr.iter().flat_map(|cagr| {
            let [low, high] = cagr.ends().map(|end| Evidence::from(&given(end, Input::Cagr)));
            [("cagr_low", low), ("cagr_high", high)]
        });
        let coverage = [("coverage", Evidence::from(&given(coverage, Input::Within)))];
        let correlation = correlation
            .iter()
            .map(|one| ("correlation", Evidence::from(&given(one, Input::Correlation))));
        let growth = if *independent_years { "independent-years" } else { "one-rate" };
        let growth = self.uncertainty.cagr.iter().flat_map(|_| {
            [("growth", Evidence::Name(growth.to_owned())), ("from", Evidence::from(self.from))]
        });
        let year = [("year", Evidence::from(self.year))];
        let median = self.median.iter().map(|median| ("median", Evidence::from(median)));
        let forecast = self.forecast.iter().map(|forecast| ("forecast", Evidence::from(forecast)));
        let reach = self.reach.iter().map(|size| ("reach", Evidence::from(size)));
        base.chain(cagr)
            .chain(coverage)
            .chain(correlation)
            .chain(growth)
            .chain(year)
            .chain(median)
            .chain(forecast)
            .chain(reach)
            .collect()
    }
}
