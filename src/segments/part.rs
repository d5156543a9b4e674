//! What a segment has of a market.

use crate::decimal::Decimal;
use crate::market::{REST, Segment};
use crate::quantity::{Money, Share, Unit};

/// What a segment has of a market, or what no segment has.
///
/// ```
/// use aiinfra::{Division, Market, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let base_year = market.base().year;
/// let parts = Division::default().divide(market.dimension("region")?, &forecast, base_year)?;
/// assert_eq!(parts[0].size(Unit::Billion).unwrap().to_fixed(2), "18.22");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub(super) segment: Option<&'a Segment>,
    pub(super) share: Option<Share>,
    pub(super) whole: Money,
}

impl Part<'_> {
    /// The segment's id; `not-itemised` for what no segment covers.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// assert_eq!((parts[0].id(), parts[3].id()), ("enterprises", "not-itemised"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        self.segment.map_or(REST, |segment| &segment.id)
    }

    /// The segment's name; `Not itemised` for what no segment covers.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// assert_eq!((parts[0].name(), parts[3].name()), ("Enterprises", "Not itemised"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        self.segment.map_or("Not itemised", |segment| &segment.name)
    }

    /// The share of the whole, where one is published.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// assert_eq!(parts[3].share(), Some(&"14".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn share(&self) -> Option<&Share> {
        self.share.as_ref()
    }

    /// The whole of which it is a part.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// assert_eq!(parts[0].whole(), &market.base().size);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn whole(&self) -> &Money {
        &self.whole
    }

    /// The size in that unit, where a share is published.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// assert_eq!(parts[3].size(Unit::Billion), Some("6.5422".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn size(&self, unit: Unit) -> Option<Decimal> {
        let share = self.share.as_ref()?;
        Some(&self.whole.in_unit(unit) * share.fraction())
    }
}
