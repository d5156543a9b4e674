//! A market divided by segment over several years.

use std::sync::Arc;

use crate::derivation::Traced;
use crate::market::Dimension;
use crate::quantity::{Money, Year};

use super::drift::{DriftModel, YearSplit};
use super::part::Part;

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
    /// The dimension that divides the market.
    #[must_use]
    pub fn dimension(&self) -> &Dimension {
        &self.dimension
    }

    /// The number of parts in all years together.
    #[must_use]
    pub fn count(&self) -> usize {
        let rests = self.splits.iter().filter(|split| split.has_remainder()).count();
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
            // The remainder comes last. Not every year has one.
            Some(later) => {
                (portions, self.splits.iter().filter(|one| one.has_remainder()).nth(later))
            }
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
        let has_remainder = self.splits.iter().any(YearSplit::has_remainder);
        self.drift.portions.len() + usize::from(has_remainder)
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

    /// Returns the whole that the parts make in a year, by its index; none if the dimension has no shares, or if rounding
    /// takes them above 100%.
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
        (self.dimension.has_shares() && self.drift.is_at_most_whole).then(|| split.whole())
    }
}
