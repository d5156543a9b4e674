//! What a segment has of a market.

use crate::derivation::Traced;
use crate::market::{REST, Segment};
use crate::quantity::{Amount, Money, Ratio};

/// What a segment has of a market, or what no segment has.
///
/// ```
/// use aiinfra::{Division, Market, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let base_year = market.base().year;
/// let parts = Division::default().divide(market.dimension("region")?, &forecast, base_year)?;
/// let size = parts[0].size().unwrap().value();
/// assert_eq!(size.in_unit(Unit::Billion).to_fixed(2), "18.22");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub(super) segment: Option<&'a Segment>,
    pub(super) share: Option<Traced<Ratio>>,
    pub(super) size: Option<Traced<Amount>>,
    pub(super) whole: Traced<Money>,
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
    /// assert_eq!(parts[3].share().unwrap().value().percent(), "14".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn share(&self) -> Option<&Traced<Ratio>> {
        self.share.as_ref()
    }

    /// The whole of which it is a part.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// assert_eq!(parts[0].whole().value(), &market.base().size);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn whole(&self) -> &Traced<Money> {
        &self.whole
    }

    /// The size, where a share is published.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario, Unit};
    /// # let market = Market::embedded()?;
    /// # let (dimension, forecast) = (market.dimension("end-use")?, Scenario::default().trajectory(&market)?);
    /// # let parts = Division::default().divide(dimension, &forecast, market.base().year)?;
    /// let size = parts[3].size().unwrap().value();
    /// assert_eq!(size.in_unit(Unit::Billion), "6.5422".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn size(&self) -> Option<&Traced<Amount>> {
        self.size.as_ref()
    }
}
