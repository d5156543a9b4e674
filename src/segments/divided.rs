//! A market divided by segment over several years.

use std::sync::Arc;

use crate::derivation::Traced;
use crate::market::Dimension;
use crate::quantity::{Money, Year};

use super::drift::DriftModel;
use super::part::Part;
use super::split::YearSplit;

/// A market divided by segment over several years.
///
/// Parts are computed on demand, so memory use stays low with many segments and years.
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
    pub(super) drift: Arc<DriftModel>,
    pub(super) splits: Vec<YearSplit>,
}

impl Divided {
    /// The dimension that divides the market or a segment of it.
    #[must_use]
    pub fn dimension(&self) -> &Dimension {
        &self.dimension
    }

    /// The number of parts in all years together.
    #[must_use]
    pub fn count(&self) -> usize {
        let rests = self.splits.iter().filter(|split| split.has_rest()).count();
        self.drift.portions.len() * self.splits.len() + rests
    }

    /// Returns which part of its year is at a place.
    #[must_use]
    pub fn order(&self, place: usize) -> usize {
        (place / self.splits.len().max(1)).min(self.drift.portions.len())
    }

    /// Returns the part at an index, with its year, or `None` past the last part.
    ///
    /// Parts are ordered by segment, in the report's order, and then by year.
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
        let (years, portions) = (self.splits.len(), self.drift.portions.len());
        let (order, split) = match place.checked_sub(portions * years) {
            // What no segment covers comes last. Not every year has one.
            Some(later) => (portions, self.splits.iter().filter(|one| one.has_rest()).nth(later)),
            None => (place / years, self.splits.get(place % years)),
        };
        let split = split?;
        let part = self.drift.part(order, split, &self.dimension);
        Some((split.year(), part))
    }

    /// Returns the number of parts in each year, including one that only some years have.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario};
    /// # let market = Market::embedded()?;
    /// # let forecast = Scenario::default().trajectory(&market)?;
    /// # let years = ["2024".parse()?, "2030".parse()?];
    /// let divided = Division::default().over(market.dimension("region")?, &forecast, &years)?;
    /// assert_eq!((divided.parts(), divided.count()), (4, 8));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn parts(&self) -> usize {
        let has_rest = self.splits.iter().any(YearSplit::has_rest);
        self.drift.portions.len() + usize::from(has_rest)
    }

    /// Returns the years, in order.
    pub fn years(&self) -> impl Iterator<Item = Year> {
        self.splits.iter().map(YearSplit::year)
    }

    /// Returns one of the parts in one of the years, both by their index; none past the last of either. Its size is none
    /// if that year has no such part.
    #[must_use]
    pub fn part_in(&self, order: usize, year: usize) -> Option<Part<'_>> {
        let split = self.splits.get(year)?;
        (order <= self.drift.portions.len()).then(|| self.drift.part(order, split, &self.dimension))
    }

    /// Returns the whole that the parts make in a year, by its index; none if the dimension has no shares, if rounding
    /// takes them above 100%, or if the size of the segment that is divided is not known.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario};
    /// # let market = Market::embedded()?;
    /// # let forecast = Scenario::default().trajectory(&market)?;
    /// # let years = ["2024".parse()?];
    /// let divided = Division::default().over(market.dimension("region")?, &forecast, &years)?;
    /// assert_eq!(divided.whole(0).unwrap().value(), &market.base().size);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn whole(&self, year: usize) -> Option<&Traced<Money>> {
        let split = self.splits.get(year)?;
        let has_sizes = self.dimension.has_shares() && !self.drift.whole.is_unsized();
        (has_sizes && split.is_at_most_whole()).then(|| split.whole())
    }

    /// Returns whether the parts make a whole in any year.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario};
    /// # let market = Market::embedded()?;
    /// # let forecast = Scenario::default().trajectory(&market)?;
    /// # let years = ["2024".parse()?];
    /// let offering = market.dimension("offering")?;
    /// assert!(!Division::default().over(offering, &forecast, &years)?.has_whole());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn has_whole(&self) -> bool {
        (0..self.splits.len()).any(|year| self.whole(year).is_some())
    }
}
