//! The list of all figures in a report.

use crate::quantity::Year;

use super::{Dimension, Fact, KnownPoint, Market, Segment, Series, SeriesPoint, StatedCagr};

/// A published figure, ready to quote.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let published = &market.published()[3];
/// assert_eq!((&*published.value, &*published.unit), ("39", "percent"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// Its id in the dataset, such as `value.2024` or `region.europe`.
    pub id: String,
    /// What it describes.
    pub subject: Subject,
    /// The value with its digits exactly as printed, or the name of a segment.
    pub value: String,
    /// The unit, such as `USD billion` or `percent`; empty for a name.
    pub unit: String,
    /// Its location in the source document; empty if the dataset does not give one.
    pub source: String,
}

/// What a published figure describes.
///
/// ```
/// use aiinfra::{Market, Subject};
///
/// let market = Market::embedded()?;
/// assert_eq!(market.published()[0].subject, Subject::Size("2024".parse()?));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// The market's size in a year.
    Size(Year),
    /// The stated CAGR, with the first and last year of its period.
    StatedCagr(Option<Year>, Option<Year>),
    /// A segment's share.
    Share {
        /// The dimension's name.
        dimension: String,
        /// The segment's name.
        segment: String,
        /// The year of the share.
        year: Year,
    },
    /// A segment's CAGR.
    SegmentCagr {
        /// The dimension's name.
        dimension: String,
        /// The segment's name.
        segment: String,
    },
    /// A segment of this dimension that is named without a figure.
    NamedSegment(String),
    /// The segment that the report calls the largest in this dimension.
    Largest(String),
    /// The segment that the report calls the fastest growing in this dimension.
    Fastest(String),
    /// One year of a series.
    Series {
        /// The series' name.
        name: String,
        /// The year.
        year: Year,
        /// A remark printed next to the value.
        remark: Option<String>,
    },
    /// A single figure with this name.
    Fact(String),
}

impl Published {
    /// Reports whether the value is a segment's name rather than a figure.
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.unit.is_empty()
    }
}

pub(super) fn list(market: &Market) -> Vec<Published> {
    let mut all: Vec<Published> = market.points.iter().map(|point| size(market, point)).collect();
    all.extend(market.cagr.iter().map(stated_cagr));
    all.extend(market.dimensions().iter().flat_map(dimension));
    all.extend(market.series().iter().flat_map(series));
    all.extend(market.facts().iter().map(fact));
    all
}

fn entry(
    id: String,
    subject: Subject,
    value: &str,
    unit: String,
    source: Option<&String>,
) -> Published {
    let (value, source) = (value.to_owned(), source.cloned().unwrap_or_default());
    Published { id, subject, value, unit, source }
}

fn size(market: &Market, point: &KnownPoint) -> Published {
    entry(
        point.id(),
        Subject::Size(point.year),
        point.figure.digits(),
        format!("{} {}", market.currency, market.printed_unit(point)),
        point.source.as_ref(),
    )
}

fn stated_cagr(cagr: &StatedCagr) -> Published {
    entry(
        StatedCagr::ID.to_owned(),
        Subject::StatedCagr(cagr.from, cagr.to),
        cagr.figure.digits(),
        PERCENT.to_owned(),
        cagr.source.as_ref(),
    )
}

const PERCENT: &str = "percent";

fn dimension(dimension: &Dimension) -> Vec<Published> {
    let named = |what: &str, subject: fn(String) -> Subject, id: Option<&String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id)?;
        Some(entry(
            format!("{}.{what}", dimension.id),
            subject(dimension.name.clone()),
            &segment.name,
            String::new(),
            dimension.source.as_ref(),
        ))
    };
    let mut all: Vec<Published> =
        dimension.segments.iter().flat_map(|segment| self::segment(dimension, segment)).collect();
    all.extend(named("largest", Subject::Largest, dimension.largest.as_ref()));
    all.extend(named("fastest", Subject::Fastest, dimension.fastest.as_ref()));
    all
}

/// Lists a segment's share and CAGR. A segment with neither is listed by name, so that it is not lost.
fn segment(dimension: &Dimension, segment: &Segment) -> Vec<Published> {
    let source = segment.source.as_ref();
    let names = || (dimension.name.clone(), segment.name.clone());
    let share = segment.share.as_ref().map(|(_, figure)| {
        let ((dimension_name, segment_name), year) = (names(), dimension.year);
        let subject = Subject::Share { dimension: dimension_name, segment: segment_name, year };
        entry(dimension.id_of(segment), subject, figure.digits(), PERCENT.to_owned(), source)
    });
    let cagr = segment.cagr.as_ref().map(|(_, figure)| {
        let (dimension_name, segment_name) = names();
        let subject = Subject::SegmentCagr { dimension: dimension_name, segment: segment_name };
        entry(dimension.id_of_cagr(segment), subject, figure.digits(), PERCENT.to_owned(), source)
    });
    if share.is_none() && cagr.is_none() {
        let subject = Subject::NamedSegment(dimension.name.clone());
        return vec![entry(
            dimension.id_of(segment),
            subject,
            &segment.name,
            String::new(),
            source,
        )];
    }
    share.into_iter().chain(cagr).collect()
}

fn series(series: &Series) -> Vec<Published> {
    let row = |point: &SeriesPoint| {
        let (name, year, remark) = (series.name.clone(), point.year, point.remark.clone());
        entry(
            format!("{}.{year}", series.id),
            Subject::Series { name, year, remark },
            point.figure.digits(),
            series.unit.clone(),
            point.source.as_ref(),
        )
    };
    series.points.iter().map(row).collect()
}

fn fact(fact: &Fact) -> Published {
    entry(
        fact.id.clone(),
        Subject::Fact(fact.name.clone()),
        fact.figure.digits(),
        fact.unit.clone(),
        fact.source.as_ref(),
    )
}
