//! Checks that the printed sizes of the segments sum to the whole.

use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::Year;

use super::division::{Division, Measured, divided};
use super::verdict::SizesAndWhole;
use super::{Detail, Finding, Rule, Status, Value};

/// Runs the check for every year in which a size of a segment is published.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for year in dimension.years() {
        let division = Division { dimension, market, year };
        if division.has_sizes() {
            findings.extend(finding(&division)?);
        }
    }
    Ok(findings)
}

fn finding(division: &Division<'_>) -> Result<Option<Finding>, Error> {
    let Division { dimension, year, .. } = *division;
    let Some(whole) = division.whole()? else { return Ok(None) };
    let parts: Vec<Measured> = dimension
        .segments
        .iter()
        .filter_map(|segment| division.part(segment, Some(&whole)))
        .collect();
    let (Some(sum), Ok(total)) = (Measured::sum(parts.iter()), whole.size.size()) else {
        return Ok(None);
    };
    let (status, comparison) = compared(&sum, &whole, division.unpublished());
    Ok(Some(Finding {
        rule: Rule::SegmentSizes,
        status,
        subject: division.id(),
        stated: Value::Figure(total.derivation()),
        computed: sum.size.size().map_or(Value::None, |size| Value::Figure(size.derivation())),
        detail: Detail::SegmentSizes {
            dimension: divided(dimension),
            year,
            count: parts.len(),
            shares: count_shares(&dimension.segments, year),
            sum: sum.size,
            total,
            comparison,
        },
    }))
}

fn count_shares(segments: &[Segment], year: Year) -> usize {
    segments.iter().filter(|segment| segment.share_in(year).is_some()).count()
}

fn compared(sum: &Measured, whole: &Measured, unpublished: Vec<String>) -> (Status, SizesAndWhole) {
    if sum.is_above(whole) {
        return (Status::Fail, SizesAndWhole::Above);
    }
    let is_complete = unpublished.is_empty();
    if is_complete && sum.band.meets(&whole.band) {
        return (Status::Pass, SizesAndWhole::Agree);
    }
    let rest = whole.size.less(&sum.size).size().ok();
    let status = if is_complete { Status::Warn } else { Status::Pass };
    (status, SizesAndWhole::Leave { rest, unpublished })
}
