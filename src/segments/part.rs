//! A part of a divided market.

use crate::derivation::Traced;
use crate::market::{REST, Segment};
use crate::quantity::{Amount, Money, Ratio};

/// A segment's part of a market, or the remainder that no segment covers.
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
    /// The segment's id, or `not-itemized` for the remainder.
    #[must_use]
    pub fn id(&self) -> &str {
        self.segment.map_or(REST, |segment| &segment.id)
    }

    /// The segment's name, or `Not itemized` for the remainder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.segment.map_or("Not itemized", |segment| &segment.name)
    }

    /// The share of the whole, if one is published.
    #[must_use]
    pub fn share(&self) -> Option<&Traced<Ratio>> {
        self.share.as_ref()
    }

    /// The whole that the part belongs to: the market, or the segment that is divided. If that segment's size is not
    /// known, it is the market, and the part has no size.
    #[must_use]
    pub fn whole(&self) -> &Traced<Money> {
        &self.whole
    }

    /// The size, if a share is published and the size of the whole is known.
    #[must_use]
    pub fn size(&self) -> Option<&Traced<Amount>> {
        self.size.as_ref()
    }
}
