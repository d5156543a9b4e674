//! Checks that the printed sizes of the segments sum to the whole.

use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market};
use crate::quantity::{Amount, Money};

use super::division::{Division, divided, sum_of};
use super::parts::Shares;
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
    let Some(shares) = Shares::of(division, Some(&whole)) else { return Ok(None) };
    let segments = dimension.segments.iter();
    let parts = segments.filter_map(|segment| division.part(segment, Some(&whole)));
    let sum = sum_of(parts.map(|part| part.size).collect());
    let (Some(sum), Ok(total)) = (sum, whole.size.size()) else { return Ok(None) };
    let (status, comparison) = compared(&shares, &total, &sum, division.unpublished());
    Ok(Some(Finding {
        rule: Rule::SegmentSizes,
        status,
        subject: division.id(),
        stated: Value::Figure(total.derivation()),
        computed: sum.size().map_or(Value::None, |size| Value::Figure(size.derivation())),
        detail: Detail::SegmentSizes {
            dimension: divided(dimension),
            year,
            count: shares.count(),
            shares: shares.count() - shares.sizes(),
            sum,
            total,
            comparison,
        },
    }))
}

/// Compares the sum with the whole. Since a share is of the same whole, rounding is allowed for in the shares.
fn compared(
    shares: &Shares,
    total: &Traced<Money>,
    sum: &Traced<Amount>,
    unpublished: Vec<String>,
) -> (Status, SizesAndWhole) {
    if shares.exceed_whole() {
        return (Status::Fail, SizesAndWhole::Above);
    }
    let is_complete = unpublished.is_empty();
    if is_complete && shares.reach_whole() {
        return (Status::Pass, SizesAndWhole::Agree);
    }
    let rest = Traced::<Amount>::from(total).less(sum).size().ok();
    let status = if is_complete { Status::Warn } else { Status::Pass };
    (status, SizesAndWhole::Leave { rest, unpublished })
}
