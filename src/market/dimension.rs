//! A market divided into segments, as a report publishes it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::{Error, What};
use crate::quantity::{Amount, Figure, GrowthRate, Money, Ratio, Share, Unit, Year, Years};

use super::find_by_id_or_name;
use super::parts::KnownPoint;

/// One way to divide the market, such as by region or by technology.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let dimension = market.dimension("technology")?;
/// assert_eq!(dimension.largest.as_deref(), Some("machine-learning"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dimension {
    /// The id used on the command line: lowercase letters, digits, and hyphens.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The first year for which shares or sizes of segments are published.
    pub year: Year,
    /// The segment that it divides, if it does not divide the whole market.
    pub of: Option<Arc<Parent>>,
    /// The id of the segment that the report calls the largest.
    pub largest: Option<String>,
    /// The id of the segment that the report calls the fastest growing.
    pub fastest: Option<String>,
    /// The location of `largest` and `fastest` in the source document.
    pub source: Option<String>,
    /// The segments in the report's order.
    pub segments: Vec<Segment>,
    /// What the report says about the whole that is divided.
    pub(crate) context: Arc<Context>,
}

/// A segment that another dimension divides further.
///
/// ```
/// let market = aiinfra::Market::embedded()?;
/// assert!(market.dimension("region")?.of.is_none());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parent {
    /// The dimension of the segment.
    pub dimension: Dimension,
    /// The segment's id.
    pub segment: String,
}

/// What the report says about the whole that a dimension divides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Context {
    /// The report's citation.
    pub(crate) report: Arc<str>,
    /// The unit of sizes that are printed without one.
    pub(crate) unit: Unit,
    /// The published sizes of the whole market.
    pub(crate) sizes: BTreeMap<Year, Traced<Money>>,
}

/// One segment of a dimension.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let segment = &market.dimension("region")?.segments[0];
/// assert_eq!(segment.name, "North America");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segment {
    /// The id used on the command line: lowercase letters, digits, and hyphens.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The published shares of the whole, by year.
    pub shares: Vec<PublishedShare>,
    /// The published sizes, by year; none for a year that has a share.
    pub sizes: Vec<KnownPoint>,
    /// The published CAGR, if any, with the figure as printed.
    pub cagr: Option<(GrowthRate, Figure)>,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// The published share of a segment in a year.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let share = &market.dimension("region")?.segments[0].shares[0];
/// assert_eq!((share.year.number(), share.figure.digits()), (2024, "39"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedShare {
    /// The year.
    pub year: Year,
    /// The share.
    pub share: Share,
    /// The share as printed, in percent.
    pub figure: Figure,
}

impl Segment {
    /// Returns the published share in a year, if there is one.
    #[must_use]
    pub fn share_in(&self, year: Year) -> Option<&PublishedShare> {
        self.shares.iter().find(|share| share.year == year)
    }

    /// Returns the published size in a year, if there is one.
    #[must_use]
    pub fn size_in(&self, year: Year) -> Option<&KnownPoint> {
        self.sizes.iter().find(|point| point.year == year)
    }

    /// Returns whether the report publishes a share or a size of it.
    #[must_use]
    pub fn is_sized(&self) -> bool {
        !self.shares.is_empty() || !self.sizes.is_empty()
    }

    /// The years for which a share or a size is published.
    pub(crate) fn years(&self) -> impl Iterator<Item = Year> {
        let shares = self.shares.iter().map(|share| share.year);
        shares.chain(self.sizes.iter().map(|point| point.year))
    }
}

impl Dimension {
    /// The id of a segment among the report's figures.
    pub(crate) fn id_of(&self, segment: &Segment) -> String {
        format!("{}.{}", self.id, segment.id)
    }

    /// The id of a segment's share among the report's figures. A single share goes by the segment's own id.
    pub(crate) fn id_of_share(&self, segment: &Segment, year: Year) -> String {
        match segment.shares.as_slice() {
            [_] => self.id_of(segment),
            _ => format!("{}.{year}", self.id_of(segment)),
        }
    }

    /// The id of a segment's size among the report's figures.
    pub(crate) fn id_of_size(&self, segment: &Segment, year: Year) -> String {
        format!("{}.size.{year}", self.id_of(segment))
    }

    /// The id of a segment's CAGR among the report's figures.
    pub(crate) fn id_of_cagr(&self, segment: &Segment) -> String {
        format!("{}.cagr", self.id_of(segment))
    }

    /// Returns the segment with this id or name, ignoring case.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.dimension("region")?.segment("Asia_Pacific")?.id, "asia-pacific");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `"asia"`: no such segment; the error suggests `asia-pacific`
    pub fn segment(&self, name: &str) -> Result<&Segment, Error> {
        let known = self.segments.iter().map(|segment| (segment, &*segment.id, &*segment.name));
        find_by_id_or_name(What::Segment, name, known)
    }

    /// Returns the error for a segment that none of these dimensions has. It suggests the closest match.
    ///
    /// ```
    /// # use aiinfra::{Dimension, Market};
    /// let market = Market::embedded()?;
    /// let error = Dimension::no_segment("clout", &[market.dimension("deployment")?]);
    /// assert_eq!(error.to_string(), "no segment `clout`; did you mean `cloud`?");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn no_segment(name: &str, dimensions: &[&Self]) -> Error {
        let segments = dimensions.iter().flat_map(|dimension| &dimension.segments);
        Error::unknown(What::Segment, name, segments.map(|segment| segment.id.as_str()))
    }

    /// Returns whether the report publishes a share or a size for any segment.
    #[must_use]
    pub fn has_shares(&self) -> bool {
        self.segments.iter().any(Segment::is_sized)
    }

    /// Returns the years for which shares or sizes of segments are published, in order.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.dimension("region")?.years(), ["2024".parse()?]);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn years(&self) -> Vec<Year> {
        let years: BTreeSet<Year> = self.segments.iter().flat_map(Segment::years).collect();
        years.into_iter().collect()
    }

    /// Returns the size of the whole that is divided, in a year for which the market's size is published. The whole is
    /// the market, or the segment that this dimension divides.
    pub(crate) fn whole_in(&self, year: Year) -> Option<Traced<Amount>> {
        let Some(parent) = &self.of else {
            return Some(Traced::from(self.context.sizes.get(&year)?));
        };
        let (segment, dimension) = (parent.segment().ok()?, &parent.dimension);
        match segment.size_in(year) {
            Some(point) => Some(Traced::from(&dimension.traced_size(segment, point))),
            None => {
                let share = dimension.share_in(segment, year)?;
                Some(dimension.whole_in(year)?.times(&share))
            }
        }
    }

    /// Returns the published shares of a segment by year. The share of a published size is its part of the whole.
    #[must_use]
    pub fn known_shares(&self, segment: &Segment) -> Vec<(Year, Traced<Ratio>)> {
        let printed = segment
            .shares
            .iter()
            .map(|share| (share.year, Traced::from(&self.traced_printed(segment, share))));
        let sized = segment.sizes.iter().filter_map(|point| {
            let size = Traced::<Amount>::from(&self.traced_size(segment, point));
            Some((point.year, size.of(&self.whole_in(point.year)?)))
        });
        let mut known: Vec<(Year, Traced<Ratio>)> = printed.chain(sized).collect();
        known.sort_by_key(|(year, _)| *year);
        known
    }

    /// Returns the share of a segment in a year: on a straight line between published shares, and constant before the
    /// first and after the last. Returns none if no share is published.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let region = market.dimension("region")?;
    /// let share = region.share_in(region.segment("europe")?, "2030".parse()?).unwrap();
    /// assert_eq!((share.value().percent(), share.basis().name()), ("25".parse()?, "computed"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn share_in(&self, segment: &Segment, year: Year) -> Option<Traced<Ratio>> {
        on_lines(&self.known_shares(segment), year)
    }

    /// Returns the largest rounding error in the sum of the printed shares in a year, in percentage points.
    pub(crate) fn share_rounding_in(&self, year: Year) -> Decimal {
        let half_unit = |segment: &Segment| {
            let halves = segment.shares.iter().map(|share| share.figure.half_unit());
            segment.share_in(year).map(|share| share.figure.half_unit()).or(halves.max())
        };
        let halves = self.segments.iter().filter_map(half_unit);
        halves.fold(Decimal::from(0), |sum, half| &sum + &half)
    }
}

impl Parent {
    /// Returns the ids of the dimension and of the segment: `offering/hardware`.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.dimension.id, self.segment)
    }

    /// Returns the segment.
    ///
    /// # Errors
    /// None, since the dataset was checked.
    pub fn segment(&self) -> Result<&Segment, Error> {
        self.dimension.segment(&self.segment)
    }
}

/// Returns the figure in a year: on a straight line between the known ones, and constant before the first and after the
/// last. Returns none if none is known.
pub(crate) fn on_lines(known: &[(Year, Traced<Ratio>)], year: Year) -> Option<Traced<Ratio>> {
    let (first_year, first) = known.first()?;
    if year <= *first_year {
        return Some(first.held_in(*first_year, year));
    }
    for (one, other) in known.iter().zip(known.iter().skip(1)) {
        let ((from, start), (to, end)) = (one, other);
        if year < *to {
            let [passed, all] = [year, *to].map(|until| Traced::<Years>::between(*from, until));
            return Some(if year == *from {
                start.clone()
            } else {
                start.toward(end, &passed, &all)
            });
        }
    }
    known.last().map(|(last_year, last)| last.held_in(*last_year, year))
}
