//! The list of all figures in a report.

use crate::quantity::{Figure, Year};

use super::traced::{HIGH, LOW};
use super::{
    Bound, Dimension, Fact, KnownPoint, Market, PublishedShare, Segment, Series, SeriesPoint,
    StatedCagr,
};

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
    /// A segment's size.
    SegmentSize {
        /// The dimension's name.
        dimension: String,
        /// The segment's name.
        segment: String,
        /// The year of the size.
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
    /// A bound of a single figure with this name.
    Bound(String, Bound),
    /// The low end of a range.
    LowEnd(Box<Subject>),
    /// The high end of a range.
    HighEnd(Box<Subject>),
}

impl Published {
    /// Returns whether the value is a segment's name rather than a figure.
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.unit.is_empty()
    }
}

pub(super) fn list(market: &Market) -> Vec<Published> {
    let sizes = market.points.iter().flat_map(|point| size(market, point));
    let mut all: Vec<Published> = sizes.collect();
    all.extend(market.cagr.iter().flat_map(stated_cagr));
    all.extend(market.dimensions().iter().flat_map(|one| dimension(one, market)));
    all.extend(market.series().iter().flat_map(series));
    all.extend(market.facts().iter().flat_map(fact));
    all
}

/// What the rows of a figure have in common.
struct Entry<'a> {
    id: String,
    subject: Subject,
    unit: String,
    source: Option<&'a String>,
}

impl Entry<'_> {
    /// A row for the figure, or one for each end of a range.
    fn of(self, figure: &Figure) -> Vec<Published> {
        let Some([low, high]) = figure.range() else { return vec![self.row(figure.digits())] };
        let end = |figure: &Figure, suffix: &str, side: fn(Box<Subject>) -> Subject| {
            let (id, subject) =
                (format!("{}{suffix}", self.id), side(Box::new(self.subject.clone())));
            Entry { id, subject, unit: self.unit.clone(), source: self.source }.row(figure.digits())
        };
        vec![end(low, LOW, Subject::LowEnd), end(high, HIGH, Subject::HighEnd)]
    }

    /// A row with this value.
    fn row(self, value: &str) -> Published {
        let (value, source) = (value.to_owned(), self.source.cloned().unwrap_or_default());
        Published { id: self.id, subject: self.subject, value, unit: self.unit, source }
    }
}

fn size(market: &Market, point: &KnownPoint) -> Vec<Published> {
    let unit = format!("{} {}", market.currency, market.printed_unit(point));
    let (subject, source) = (Subject::Size(point.year), point.source.as_ref());
    Entry { id: point.id(), subject, unit, source }.of(&point.figure)
}

fn stated_cagr(cagr: &StatedCagr) -> Vec<Published> {
    let (subject, source) = (Subject::StatedCagr(cagr.from, cagr.to), cagr.source.as_ref());
    let (id, unit) = (StatedCagr::ID.to_owned(), PERCENT.to_owned());
    Entry { id, subject, unit, source }.of(&cagr.figure)
}

const PERCENT: &str = "percent";

fn dimension(dimension: &Dimension, market: &Market) -> Vec<Published> {
    let named = |what: &str, subject: fn(String) -> Subject, id: Option<&String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id)?;
        let (id, subject) = (format!("{}.{what}", dimension.id), subject(dimension.name.clone()));
        let source = dimension.source.as_ref();
        Some(Entry { id, subject, unit: String::new(), source }.row(&segment.name))
    };
    let segments = dimension.segments.iter();
    let mut all: Vec<Published> =
        segments.flat_map(|segment| self::segment(dimension, segment, market)).collect();
    all.extend(named("largest", Subject::Largest, dimension.largest.as_ref()));
    all.extend(named("fastest", Subject::Fastest, dimension.fastest.as_ref()));
    all
}

/// Lists a segment's shares, sizes and CAGR. A segment with none is listed by name, so that it is not lost.
fn segment(dimension: &Dimension, segment: &Segment, market: &Market) -> Vec<Published> {
    let source = segment.source.as_ref();
    let percent = || PERCENT.to_owned();
    let names = || (dimension.name.clone(), segment.name.clone());
    let share = |share: &PublishedShare| {
        let ((dimension_name, segment_name), year) = (names(), share.year);
        let subject = Subject::Share { dimension: dimension_name, segment: segment_name, year };
        let id = dimension.id_of_share(segment, year);
        Entry { id, subject, unit: percent(), source }.of(&share.figure)
    };
    let size = |point: &KnownPoint| {
        let ((dimension_name, segment_name), year) = (names(), point.year);
        let subject =
            Subject::SegmentSize { dimension: dimension_name, segment: segment_name, year };
        let id = dimension.id_of_size(segment, year);
        let unit = format!("{} {}", market.currency, market.printed_unit(point));
        Entry { id, subject, unit, source }.of(&point.figure)
    };
    let mut all: Vec<Published> = segment.shares.iter().flat_map(share).collect();
    all.extend(segment.sizes.iter().flat_map(size));
    if let Some((_, figure)) = &segment.cagr {
        let (dimension_name, segment_name) = names();
        let subject = Subject::SegmentCagr { dimension: dimension_name, segment: segment_name };
        let id = dimension.id_of_cagr(segment);
        all.extend(Entry { id, subject, unit: percent(), source }.of(figure));
    }
    if all.is_empty() {
        let (id, subject) =
            (dimension.id_of(segment), Subject::NamedSegment(dimension.name.clone()));
        all.push(Entry { id, subject, unit: String::new(), source }.row(&segment.name));
    }
    all
}

fn series(series: &Series) -> Vec<Published> {
    let row = |point: &SeriesPoint| {
        let (name, year, remark) = (series.name.clone(), point.year, point.remark.clone());
        let (id, subject) =
            (format!("{}.{year}", series.id), Subject::Series { name, year, remark });
        let source = point.source.as_ref();
        Entry { id, subject, unit: series.unit.clone(), source }.of(&point.figure)
    };
    series.points.iter().flat_map(row).collect()
}

fn fact(fact: &Fact) -> Vec<Published> {
    let subject = match fact.bound {
        None => Subject::Fact(fact.name.clone()),
        Some(bound) => Subject::Bound(fact.name.clone(), bound),
    };
    let (id, unit, source) = (fact.id.clone(), fact.unit.clone(), fact.source.as_ref());
    Entry { id, subject, unit, source }.of(&fact.figure)
}
