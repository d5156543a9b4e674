//! What to know about a range.

use crate::derivation::{Evidence, Traced};
use crate::input::Input;
use crate::quantity::{Money, Year};

use super::{Uncertainty, given};

/// What a range assumes, and how it compares with the forecast.
///
/// ```
/// let kind = aiinfra::Note::SameMeaning.kind();
/// assert_eq!(kind, "same-meaning");
/// ```
#[derive(Clone, Debug)]
pub struct RangeNote {
    /// What is uncertain.
    pub uncertainty: Uncertainty,
    /// The base year.
    pub base_year: Year,
    /// The year after which growth is uncertain, if it is.
    pub from: Year,
    /// The last year shown.
    pub year: Year,
    /// The median size in that year, or none if it is certain or the intervals are hard bounds.
    pub median: Option<Traced<Money>>,
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
        let Uncertainty { base, cagr, coverage, .. } = &self.uncertainty;
        let base = base.iter().flat_map(|base| {
            let [low, high] = base.ends().map(|end| Evidence::from(&given(end, Input::Base)));
            [("base_low", low), ("base_high", high)]
        });
        let cagr = cagr.iter().flat_map(|cagr| {
            let [low, high] = cagr.ends().map(|end| Evidence::from(&given(end, Input::Cagr)));
            [("cagr_low", low), ("cagr_high", high)]
        });
        let coverage = [("coverage", Evidence::from(&given(coverage, Input::Within)))];
        let year = [("year", Evidence::from(self.year))];
        let median = self.median.iter().map(|median| ("median", Evidence::from(median)));
        let forecast = self.forecast.iter().map(|forecast| ("forecast", Evidence::from(forecast)));
        base.chain(cagr).chain(coverage).chain(year).chain(median).chain(forecast).collect()
    }
}
