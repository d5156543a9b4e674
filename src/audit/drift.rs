//! Checks that the shares or sizes of a segment in two years match its CAGR.

use std::collections::BTreeSet;

use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Figure, GrowthRate, Money, Year};

use super::division::{Division, Measured, divided};
use super::verdict::Extent;
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// Runs the check for every segment with a CAGR whose size is known in two years.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for segment in &dimension.segments {
        let (Some(stated), Some((_, figure))) = (dimension.traced_cagr(segment), &segment.cagr)
        else {
            continue;
        };
        let known = known_sizes(dimension, segment, market)?;
        if let [first, .., last] = known.as_slice() {
            findings.extend(finding(dimension, segment, [first, last], (stated, figure)));
        }
    }
    Ok(findings)
}

/// A segment's size in a year, with the published figure that it follows from.
struct KnownSize {
    year: Year,
    extent: Extent,
    size: Traced<Money>,
    band: Band<Money>,
}

/// Returns the segment's sizes in the years for which a share or a size is published, if there are several. Years before
/// the base year are history, which a CAGR rarely covers.
fn known_sizes(
    dimension: &Dimension,
    segment: &Segment,
    market: &Market,
) -> Result<Vec<KnownSize>, Error> {
    let base = market.base().year;
    let years: BTreeSet<Year> = segment.years().filter(|year| *year >= base).collect();
    if years.len() < 2 {
        return Ok(Vec::new());
    }
    let mut known = Vec::new();
    for year in years {
        let division = Division { dimension, market, year };
        let whole = division.whole()?;
        known.extend(
            division
                .part(segment, whole.as_ref())
                .and_then(|part| KnownSize::new(&division, segment, &part)),
        );
    }
    Ok(known)
}

impl KnownSize {
    /// Returns none if the size is zero, which no growth leads to.
    fn new(division: &Division<'_>, segment: &Segment, part: &Measured) -> Option<Self> {
        let size = part.size.size().ok()?;
        let extent = match segment.share_in(division.year) {
            Some(share) => Extent::of_share(&division.dimension.traced_printed(segment, share)),
            None => Extent::Size(size.clone()),
        };
        let band = part.sizes(size.value());
        Some(Self { year: division.year, extent, size, band })
    }
}

fn finding(
    dimension: &Dimension,
    segment: &Segment,
    [first, last]: [&KnownSize; 2],
    (stated, figure): (Traced<GrowthRate>, &Figure),
) -> Option<Finding> {
    let years = Traced::between(first.year, last.year);
    // There is no rate to compare if growth is out of bounds.
    let implied = Traced::implied(&first.size, &last.size, &years).ok()?;
    let band = first.band.growth(&last.band, years.value(), implied.value());
    let agrees = band.meets(&Band::of(figure));
    Some(Finding {
        rule: Rule::Drift,
        status: if agrees { Status::Pass } else { Status::Warn },
        subject: dimension.id_of(segment),
        stated: Value::Printed(stated.derivation()),
        computed: Value::Figure(implied.derivation()),
        detail: Detail::Drift {
            dimension: divided(dimension),
            segment: segment.name.clone(),
            start: (first.year, first.extent.clone()),
            end: (last.year, last.extent.clone()),
            implied,
            stated,
            agrees,
        },
    })
}
