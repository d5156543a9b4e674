//! A market divided in several years, part by part.

use std::sync::Arc;

use crate::market::Dimension;
use crate::quantity::Year;

use super::drift::{Balance, Drift};
use super::part::Part;

/// A market divided in several years. Parts are computed on demand, so that memory does not grow with segments times
/// years.
///
/// ```
/// use aiinfra::{Division, Market, Scenario};
///
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let years = ["2024".parse()?, "2030".parse()?];
/// let divided = Division::default().over(market.dimension("region")?, &forecast, &years)?;
/// let (year, part) = divided.part(1).unwrap();
/// assert_eq!((year.number(), part.name()), (2030, "North America"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Debug)]
pub struct Divided {
    pub(super) dimension: Dimension,
    pub(super) drift: Arc<Drift>,
    pub(super) balances: Vec<Balance>,
}

impl Divided {
    /// The dimension that divides it.
    #[must_use]
    pub fn dimension(&self) -> &Dimension {
        &self.dimension
    }

    /// How many parts there are in all years together.
    #[must_use]
    pub fn count(&self) -> usize {
        let rests = self.balances.iter().filter(|balance| balance.has_rest()).count();
        self.drift.slices.len() * self.balances.len() + rests
    }

    /// The part at a place, with its year: segment by segment in the report's order, and each year by year. None past
    /// the last one.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario};
    /// # let market = Market::embedded()?;
    /// # let forecast = Scenario::default().trajectory(&market)?;
    /// # let years = ["2024".parse()?];
    /// let divided = Division::default().over(market.dimension("region")?, &forecast, &years)?;
    /// assert!(divided.part(3).is_some() && divided.part(4).is_none());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    pub fn part(&self, place: usize) -> Option<(Year, Part<'_>)> {
        let (years, slices) = (self.balances.len(), self.drift.slices.len());
        let (order, balance) = match place.checked_sub(slices * years) {
            // What no slice asks for comes last, and not in every year.
            Some(later) => (slices, self.balances.iter().filter(|one| one.has_rest()).nth(later)),
            None => (place / years, self.balances.get(place % years)),
        };
        let balance = balance?;
        let part = self.drift.part(order, balance, &self.dimension);
        Some((balance.year(), part))
    }
}
