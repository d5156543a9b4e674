//! A market divided by the published shares of a dimension.

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::{Dimension, REST, Segment};
use crate::quantity::{Money, Share, Unit};

/// What a segment has of a market, or what no segment has.
///
/// ```
/// use aiinfra::{Market, Unit, segments};
///
/// let market = Market::embedded()?;
/// let parts = segments::divide(market.dimension("region")?, &market.base().size)?;
/// assert_eq!(parts[0].size(Unit::Billion).unwrap().to_fixed(2), "18.22");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Part<'a> {
    segment: Option<&'a Segment>,
    share: Option<Share>,
    whole: Money,
}

impl Part<'_> {
    /// The segment's id; `not-itemised` for what no segment covers.
    ///
    /// ```
    /// # use aiinfra::{Market, Unit, segments};
    /// # let market = Market::embedded()?;
    /// # let parts = segments::divide(market.dimension("end-use")?, &market.base().size)?;
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
    /// # use aiinfra::{Market, Unit, segments};
    /// # let market = Market::embedded()?;
    /// # let parts = segments::divide(market.dimension("end-use")?, &market.base().size)?;
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
    /// # use aiinfra::{Market, Unit, segments};
    /// # let market = Market::embedded()?;
    /// # let parts = segments::divide(market.dimension("end-use")?, &market.base().size)?;
    /// assert_eq!(parts[3].share(), Some(&"14".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn share(&self) -> Option<&Share> {
        self.share.as_ref()
    }

    /// The size in that unit, where a share is published.
    ///
    /// ```
    /// # use aiinfra::{Market, Unit, segments};
    /// # let market = Market::embedded()?;
    /// # let parts = segments::divide(market.dimension("end-use")?, &market.base().size)?;
    /// assert_eq!(parts[3].size(Unit::Billion), Some("6.5422".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn size(&self, unit: Unit) -> Option<Decimal> {
        let share = self.share.as_ref()?;
        Some(&self.whole.in_unit(unit) * share.fraction())
    }
}

/// Divides a market of that size by the published shares, in the report's order.
///
/// Shares that fall short of 100 % leave a last part, [`Part::id`] `not-itemised`, so that the parts
/// add up to the market. A dimension without shares gives parts without shares.
///
/// ```
/// use aiinfra::{Market, segments};
///
/// let market = Market::embedded()?;
/// let parts = segments::divide(market.dimension("end-use")?, &market.base().size)?;
/// let last = parts.last().unwrap();
/// assert_eq!((last.id(), last.share()), ("not-itemised", Some(&"14".parse()?)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// None for a dimension of a market that was read: its shares are checked on the way in.
pub fn divide<'a>(dimension: &'a Dimension, whole: &Money) -> Result<Vec<Part<'a>>, Error> {
    let part = |segment: Option<&'a Segment>, share: Option<Share>| Part {
        segment,
        share,
        whole: whole.clone(),
    };
    let published = |segment: &Segment| segment.share.as_ref().map(|(share, _)| share.clone());
    let itemised = dimension.segments.iter().map(|segment| part(Some(segment), published(segment)));
    let rest = rest(dimension)?.map(|share| part(None, Some(share)));
    Ok(itemised.chain(rest).collect())
}

/// The share that no segment has; none where the shares reach 100 %, or where none are published.
fn rest(dimension: &Dimension) -> Result<Option<Share>, Error> {
    let sum = dimension.share_sum();
    let rest = &Decimal::from(1) - &sum;
    let falls_short = dimension.has_shares() && rest.is_positive();
    falls_short.then(|| Share::new(rest)).transpose()
}

/// What is published about the division and what is assumed, as sentences.
///
/// ```
/// use aiinfra::{Market, segments};
///
/// let market = Market::embedded()?;
/// let notes = segments::notes(market.dimension("offering")?);
/// assert_eq!(notes[0], "Offering: the report names segments and publishes no shares.");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn notes(dimension: &Dimension) -> Vec<String> {
    let mut notes = vec![share_note(dimension)];
    notes.extend(standing_note(dimension));
    notes
}

fn share_note(dimension: &Dimension) -> String {
    let (name, year, sum) = (&dimension.name, dimension.year, dimension.share_sum());
    let rest = &Decimal::from(1) - &sum;
    if !dimension.has_shares() {
        return format!("{name}: the report names segments and publishes no shares.");
    }
    let gap = if rest.is_positive() {
        format!("; they reach {} %, and the rest is not itemised", sum.shifted(2))
    } else if rest == Decimal::from(0) {
        String::new()
    } else {
        format!("; by their rounding they reach {} %", sum.shifted(2))
    };
    format!(
        "{name}: shares as published for {year}{gap}; assumed the same in every other year, so that \
         each segment grows as the market does."
    )
}

fn standing_note(dimension: &Dimension) -> Option<String> {
    let name = |id: &Option<String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id.as_ref())?;
        Some(segment.name.clone())
    };
    let largest = name(&dimension.largest).map(|name| format!("{name} the largest"));
    let fastest = name(&dimension.fastest).map(|name| format!("{name} the fastest growing"));
    let calls: Vec<String> = largest.into_iter().chain(fastest).collect();
    (!calls.is_empty())
        .then(|| format!("{}: the report calls {}.", dimension.name, calls.join(" and ")))
}
