//! What published figures are about.

use crate::market::{Bound, Subject};

use super::written::period;

/// Returns what a published figure is about, as a list entry.
///
/// ```
/// use aiinfra::{Market, wording};
///
/// let first = &Market::embedded()?.published()[0];
/// assert_eq!(wording::subject(&first.subject), "Market size, 2024");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Size(year) => format!("Market size, {year}"),
        Subject::StatedCagr(from, to) => format!("Stated CAGR{}", period((*from, *to))),
        Subject::Share { dimension, segment, year } => {
            format!("{dimension}: {segment}, share in {year}")
        }
        Subject::SegmentSize { dimension, segment, year } => {
            format!("{dimension}: {segment}, size in {year}")
        }
        Subject::SegmentCagr { dimension, segment } => format!("{dimension}: {segment}, CAGR"),
        Subject::NamedSegment(dimension) => format!("{dimension}: named, without a share"),
        Subject::Largest(dimension) => format!("{dimension}: called the largest"),
        Subject::Fastest(dimension) => format!("{dimension}: called the fastest growing"),
        Subject::Series { name, year, remark } => {
            let remark = remark.iter().map(|remark| format!(" ({remark})")).collect::<String>();
            format!("{name}, {year}{remark}")
        }
        Subject::Fact(name) => name.clone(),
        Subject::Bound(name, Bound::Above) => format!("{name}: more than"),
        Subject::Bound(name, _) => format!("{name}: less than"),
        Subject::LowEnd(of) => format!("{}: low end of the range", self::subject(of)),
        Subject::HighEnd(of) => format!("{}: high end of the range", self::subject(of)),
    }
}
