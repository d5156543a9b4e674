//! The operations that compute statistics over several sizes.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::error::Error;
use crate::quantity::{Amount, Coefficient, Money, Probability};

use super::{Derivation, Statistic, Traced};

/// Sizes in ascending order, as the operands of statistics.
///
/// ```
/// use aiinfra::{Market, Probability, SortedSizes, Unit};
///
/// let market = Market::from_toml(r#"
///     market = { name = "Widgets", publisher = "Example", currency = "EUR", unit = "billion" }
///     value = [
///         { year = 2025, size = "4" }, { year = 2026, size = "1" },
///         { year = 2027, size = "2" }, { year = 2028, size = "3" },
///     ]
/// "#)?;
/// let sizes = SortedSizes::new(market.points().iter().map(|point| market.traced(point)));
/// let quartile = sizes.percentile(&"25".parse::<Probability>()?)?.unwrap();
/// assert_eq!(quartile.value().in_unit(Unit::Billion), "1.75".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SortedSizes {
    sizes: Vec<Traced<Money>>,
    operands: Arc<[Derivation]>,
}

impl SortedSizes {
    /// Sorts sizes.
    pub fn new(sizes: impl IntoIterator<Item = Traced<Money>>) -> Self {
        let mut sizes: Vec<Traced<Money>> = sizes.into_iter().collect();
        sizes.sort_by(|one, other| one.value().cmp(other.value()));
        let operands = sizes.iter().map(Traced::derivation).collect();
        Self { sizes, operands }
    }

    /// Returns the sizes in ascending order.
    #[must_use]
    pub fn list(&self) -> &[Traced<Money>] {
        &self.sizes
    }

    /// Returns a percentile of the sizes, as spreadsheets' `PERCENTILE.INC`: on a straight line between the two sizes
    /// around its position. `None` if there are no sizes.
    ///
    /// # Errors
    /// None: it lies between two sizes.
    pub fn percentile(&self, percentile: &Probability) -> Result<Option<Traced<Money>>, Error> {
        let numbers: Vec<&Decimal> = self.sizes.iter().map(|size| size.value().number()).collect();
        let Some(number) = at_percentile(&numbers, percentile) else { return Ok(None) };
        let (sizes, percentile) =
            (Arc::clone(&self.operands), Traced::constant(percentile.clone()));
        let operation = Statistic::Percentile { sizes, percentile: percentile.derivation() };
        Ok(Some(Traced::statistic(Money::exact(number)?, operation)))
    }

    /// Returns the median of the sizes' distances from `center`, their median.
    #[must_use]
    pub fn median_deviation(&self, center: &Traced<Money>) -> Option<Traced<Amount>> {
        let distance = |size: &Traced<Money>| distance(size, center).absolute();
        let mut distances: Vec<Decimal> = self.sizes.iter().map(distance).collect();
        distances.sort();
        let numbers: Vec<&Decimal> = distances.iter().collect();
        let median = at_percentile(&numbers, &Probability::median())?;
        let (sizes, center) = (Arc::clone(&self.operands), center.derivation());
        let operation = Statistic::MedianDeviation { sizes, center };
        Some(Traced::statistic(Amount::new(median), operation))
    }
}

impl Traced<Money> {
    /// Returns the modified z-score of this size: `0.6745 × (size − center) ÷ deviation`, where `deviation` is the median
    /// of all sizes' distances from their median `center`. `None` if more than half of the sizes equal the median, so
    /// that no distance is far.
    #[must_use]
    pub fn modified_score(
        &self,
        center: &Self,
        deviation: &Traced<Amount>,
    ) -> Option<Traced<Coefficient>> {
        let spread = deviation.value().number();
        if !spread.is_positive() {
            return None;
        }
        let constant = Coefficient::new(Decimal::from(6745).shifted(-4));
        let score = &(constant.number() * &distance(self, center)) / spread;
        let operation = Statistic::ModifiedScore {
            constant: Traced::constant(constant).derivation(),
            size: self.derivation(),
            center: center.derivation(),
            deviation: deviation.derivation(),
        };
        Some(Traced::statistic(Coefficient::new(score), operation))
    }
}

/// Returns by how much a size is above another, or below it if negative.
fn distance(size: &Traced<Money>, center: &Traced<Money>) -> Decimal {
    size.value().number().difference(center.value().number())
}

/// Returns a percentile of numbers in ascending order.
fn at_percentile(numbers: &[&Decimal], percentile: &Probability) -> Option<Decimal> {
    let last = numbers.len().checked_sub(1)?;
    let position = &Decimal::from(u32::try_from(last).ok()?) * percentile.fraction();
    let before = position.floor()?;
    let low = *numbers.get(usize::try_from(before).ok()?)?;
    let passed = &position - &Decimal::from(before);
    match numbers.get(usize::try_from(before).ok()? + 1) {
        Some(high) if passed.is_positive() => {
            // A weighted mean of nearly equal numbers can be rounded past one of them.
            let mean = low + &(&(*high - low) * &passed);
            Some(mean.min((*high).clone()))
        }
        _ => Some(low.clone()),
    }
}
