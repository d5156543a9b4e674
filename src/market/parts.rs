//! The pieces of a published report: sizes, growth rates, dimensions, series, and facts.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::error::{Error, What};
use crate::quantity::{Figure, GrowthRate, Horizon, Money, Share, Year};

use super::find_by_id_or_name;

/// A published size.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let point = &market.points()[1];
/// assert_eq!((point.year.number(), point.figure.digits()), (2034, "502.42"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownPoint {
    /// The year of the size.
    pub year: Year,
    /// The size.
    pub size: Money,
    /// The size as printed.
    pub figure: Figure,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// The CAGR a report states, with its forecast period.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let stated = market.cagr().unwrap();
/// assert_eq!((stated.figure.digits(), stated.from), ("26.81", Some("2025".parse()?)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatedCagr {
    /// The rate.
    pub rate: GrowthRate,
    /// The rate as printed, in percent.
    pub figure: Figure,
    /// The first year of the period, as stated.
    pub from: Option<Year>,
    /// The last year of the period, as stated.
    pub to: Option<Year>,
    /// Its location in the source document.
    pub source: Option<String>,
}

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
    /// The year of the shares.
    pub year: Year,
    /// The id of the segment that the report calls the largest.
    pub largest: Option<String>,
    /// The id of the segment that the report calls the fastest growing.
    pub fastest: Option<String>,
    /// The location of `largest` and `fastest` in the source document.
    pub source: Option<String>,
    /// The segments in the report's order.
    pub segments: Vec<Segment>,
    /// The report's citation.
    pub(crate) report: Arc<str>,
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
    /// The published share of the market, if any, with the figure as printed.
    pub share: Option<(Share, Figure)>,
    /// The published CAGR, if any, with the figure as printed.
    pub cagr: Option<(GrowthRate, Figure)>,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// Yearly figures other than the market's size.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let series = &market.series()[0];
/// assert_eq!((&*series.name, &*series.unit), ("Enterprises using AI", "percent"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Series {
    /// The id: lowercase letters, digits, and hyphens.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The unit of every value, such as `percent`.
    pub unit: String,
    /// The values, by year.
    pub points: Vec<SeriesPoint>,
}

/// One year of a [`Series`].
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let point = &market.series()[0].points[3];
/// assert_eq!((point.year.number(), point.figure.digits()), (2024, "72"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeriesPoint {
    /// The year of the value.
    pub year: Year,
    /// The value as printed.
    pub figure: Figure,
    /// A remark printed next to the value, such as the trend in demand.
    pub remark: Option<String>,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// A single figure outside any series.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let fact = market.facts().iter().find(|fact| fact.id == "aws-expansion").unwrap();
/// assert_eq!((fact.figure.digits(), &*fact.unit), ("35", "USD billion"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fact {
    /// The id: lowercase letters, digits, and hyphens.
    pub id: String,
    /// What the figure measures.
    pub name: String,
    /// The value as printed.
    pub figure: Figure,
    /// Its unit, such as `percent`.
    pub unit: String,
    /// Its location in the source document.
    pub source: Option<String>,
}

impl KnownPoint {
    /// Its id among the report's figures.
    pub(crate) fn id(&self) -> String {
        format!("value.{}", self.year)
    }
}

impl StatedCagr {
    /// Its id among the report's figures.
    pub(crate) const ID: &str = "cagr";

    /// Reports whether the stated period covers every year of growth in `horizon`. A period that starts in the second
    /// year does, because growth begins there.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// assert!(market.cagr().unwrap().covers(market.horizon()));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn covers(&self, horizon: Horizon) -> bool {
        let is_late = self.from.is_some_and(|from| from.number() > horizon.first().number() + 1);
        !is_late && self.to.is_none_or(|to| to >= horizon.last())
    }
}

impl Dimension {
    /// The id of a segment and of its share among the report's figures.
    pub(crate) fn id_of(&self, segment: &Segment) -> String {
        format!("{}.{}", self.id, segment.id)
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

    /// Reports whether the report publishes a share for any segment.
    #[must_use]
    pub fn has_shares(&self) -> bool {
        self.segments.iter().any(|segment| segment.share.is_some())
    }

    /// Returns the sum of the published shares as a fraction, or 0 if there are none.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.dimension("end-use")?.share_sum(), "0.86".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn share_sum(&self) -> Decimal {
        share_sum(&self.segments)
    }

    /// The largest rounding error in the sum of the shares, in percentage points.
    pub(crate) fn share_rounding(&self) -> Decimal {
        share_rounding(&self.segments)
    }
}

pub(super) fn share_sum(segments: &[Segment]) -> Decimal {
    let shares = segments.iter().filter_map(|segment| segment.share.as_ref());
    shares.fold(Decimal::from(0), |sum, (share, _)| &sum + share.fraction())
}

pub(super) fn share_rounding(segments: &[Segment]) -> Decimal {
    let shares = segments.iter().filter_map(|segment| segment.share.as_ref());
    shares.fold(Decimal::from(0), |sum, (_, figure)| &sum + &figure.half_unit())
}
