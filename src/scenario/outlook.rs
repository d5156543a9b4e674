//! How a market grows in later years.

use crate::error::Error;
use crate::market::Market;
use crate::quantity::{GrowthRate, Money, Year};

use super::Scenario;

/// How a market grows after the last actual, or after the base year if there are no actuals.
///
/// ```
/// use aiinfra::Outlook;
///
/// assert!(matches!(Outlook::default(), Outlook::OwnGrowth));
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Outlook {
    /// Each year keeps its growth rate from the report, so the final size changes.
    #[default]
    OwnGrowth,
    /// The last year keeps its size from the report, so growth rates change.
    PublishedEnd,
    /// One growth rate replaces the report's.
    Cagr(GrowthRate),
    /// The market reaches this size instead of the report's, and keeps growing at the rate that led there.
    Target {
        /// The year of the size.
        year: Year,
        /// The size.
        size: Money,
    },
}

impl Outlook {
    /// Parses a target: a size for the last year, or for another year, as in `2030=300bn`.
    ///
    /// ```
    /// # use aiinfra::{Market, Outlook};
    /// let target = Outlook::target("600", &Market::embedded()?)?;
    /// assert!(matches!(target, Outlook::Target { year, .. } if year.number() == 2034));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `"24=300"`, `"=300"`: no year before the equals sign
    /// - `"2024=300"` if the base year is 2024, `"2040=300"` if the forecast ends in 2034
    /// - `"2030=lots"`, `"-5"`: not a size
    pub fn target(text: &str, market: &Market) -> Result<Self, Error> {
        Scenario::default().parse_target(text, market)
    }
}
