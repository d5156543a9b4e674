//! Checks the segment that the report calls the largest.

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::Figure;

use super::division::{Division, Measured, UNIT, divided, sum_of};
use super::parts::Shares;
use super::verdict::{Extent, Largest};
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// A segment with the figure that ranks it, in a unit that all have in common.
pub(super) struct Ranked<'a> {
    pub(super) segment: &'a Segment,
    pub(super) value: Decimal,
    pub(super) band: Band<Decimal>,
}

impl<'a> Ranked<'a> {
    /// Returns the segments that have this figure, in order.
    pub(super) fn by<'f>(
        segments: &'a [Segment],
        figure: impl Fn(&'a Segment) -> Option<&'f Figure>,
    ) -> Vec<Self> {
        let ranked = |segment| {
            let figure = figure(segment)?;
            Some(Self { segment, value: figure.value().clone(), band: Band::of(figure) })
        };
        segments.iter().filter_map(ranked).collect()
    }
}

/// Returns the segment with this id and the segment with the highest figure, or `None` if the former has no figure.
pub(super) fn called_and_highest<'a, 'r>(
    ranked: &'r [Ranked<'a>],
    id: Option<&String>,
) -> Option<[&'r Ranked<'a>; 2]> {
    let called = ranked.iter().find(|one| Some(&one.segment.id) == id)?;
    let mut highest = called;
    for one in ranked {
        // Figures that may have been equal before rounding don't contradict the report.
        if one.band.low >= called.band.high && one.value > highest.value {
            highest = one;
        }
    }
    Some([called, highest])
}

/// Returns whether any printed figure exceeds `called`, assuming that rounding explains it.
pub(super) fn is_by_rounding(ranked: &[Ranked<'_>], called: &Ranked<'_>) -> bool {
    ranked.iter().any(|other| other.value > called.value)
}

/// Checks that the segment called the largest has the largest share in the first year, or the largest size if there are
/// sizes.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let division = Division { dimension, market, year: dimension.year };
    if dimension.largest.is_none() {
        return Ok(None);
    }
    let extents = if division.has_sizes() {
        Extents::of_sizes(division)?
    } else {
        Extents::of_shares(division)
    };
    Ok(extents.finding())
}

/// What ranks the segments of a dimension by size.
struct Extents<'a> {
    division: Division<'a>,
    /// The sizes, if any segment has a size instead of a share.
    sizes: Option<Sizes<'a>>,
    ranked: Vec<Ranked<'a>>,
}

/// The sizes of the segments and of the whole.
struct Sizes<'a> {
    whole: Option<Measured>,
    parts: Vec<(&'a Segment, Measured)>,
}

impl<'a> Extents<'a> {
    fn of_shares(division: Division<'a>) -> Self {
        let share = |segment: &'a Segment| Some(&segment.share_in(division.year)?.figure);
        let ranked = Ranked::by(&division.dimension.segments, share);
        Self { division, sizes: None, ranked }
    }

    fn of_sizes(division: Division<'a>) -> Result<Self, Error> {
        let whole = division.whole()?;
        let segments = division.dimension.segments.iter();
        let parts: Vec<(&Segment, Measured)> = segments
            .filter_map(|segment| Some((segment, division.part(segment, whole.as_ref())?)))
            .collect();
        let ranked = |(segment, part): &(&'a Segment, Measured)| Ranked {
            segment,
            value: part.size.value().in_unit(UNIT),
            band: part.band.clone(),
        };
        let ranked = parts.iter().map(ranked).collect();
        Ok(Self { division, sizes: Some(Sizes { whole, parts }), ranked })
    }

    /// Returns the published share of a segment, or its size.
    fn extent(&self, segment: &Segment) -> Option<Extent> {
        match &self.sizes {
            None => {
                let share = segment.share_in(self.division.year)?;
                Some(Extent::of_share(&self.division.dimension.traced_printed(segment, share)))
            }
            Some(Sizes { parts, .. }) => {
                let (_, part) = parts.iter().find(|(known, _)| known.id == segment.id)?;
                part.size.size().ok().map(Extent::Size)
            }
        }
    }

    /// Returns what is not itemized, if it could contain a larger segment than this one.
    fn hidden(&self, called: &Ranked<'_>) -> Option<Extent> {
        match &self.sizes {
            None => {
                let rest = Shares::of(&self.division, None)?.rest();
                let is_larger = rest.value().percent() > called.value;
                is_larger.then_some(Extent::Share(rest))
            }
            Some(Sizes { whole, parts }) => {
                let sum = sum_of(parts.iter().map(|(_, part)| part.size.clone()).collect())?;
                let rest = whole.as_ref()?.size.less(&sum);
                let is_larger = rest.value().in_unit(UNIT) > called.value;
                is_larger.then(|| rest.size().ok().map(Extent::Size)).flatten()
            }
        }
    }

    fn finding(&self) -> Option<Finding> {
        let dimension = self.division.dimension;
        let [called, highest] = called_and_highest(&self.ranked, dimension.largest.as_ref())?;
        let agrees = called.segment.id == highest.segment.id;
        let verdict = if agrees {
            let is_by_rounding = is_by_rounding(&self.ranked, called);
            Largest::Agrees { is_by_rounding, hidden: self.hidden(called) }
        } else {
            let extent = self.extent(highest.segment)?;
            Largest::Beaten { segment: highest.segment.name.clone(), extent }
        };
        Some(Finding {
            rule: Rule::Largest,
            status: if agrees { Status::Pass } else { Status::Fail },
            subject: dimension.id.clone(),
            stated: Value::Text(called.segment.name.clone()),
            computed: Value::Text(highest.segment.name.clone()),
            detail: Detail::Largest {
                dimension: divided(dimension),
                segment: called.segment.name.clone(),
                extent: self.extent(called.segment)?,
                verdict,
            },
        })
    }
}
