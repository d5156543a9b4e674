//! Checks a dimension's shares against the whole, and the segment called the largest.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Figure, Ratio, Year};

use super::band::Band;
use super::division::{Division, Measured, UNIT, divided, sum_of};
use super::verdict::{Extent, Largest, MissingShares, ShareSum};
use super::{Detail, Finding, Rule, Status, Value};

/// Checks that the shares sum to 100%, in every year for which any is published.
pub(super) fn shares(dimension: &Dimension, market: &Market) -> Result<Vec<Finding>, Error> {
    let shares = dimension.segments.iter().flat_map(|segment| &segment.shares);
    let years: BTreeSet<Year> = shares.map(|share| share.year).collect();
    let is_only_year = years.len() == 1;
    let mut findings = Vec::new();
    for year in years {
        let division = Division { dimension, market, year };
        // Only a size needs the whole to become a share.
        let whole = if division.has_sizes() { division.whole()? } else { None };
        let Some(shares) = Shares::of(&division, whole.as_ref()) else { continue };
        let subject = if is_only_year { dimension.id.clone() } else { division.id() };
        findings.push(shares.finding(&division, subject));
    }
    Ok(findings)
}

/// The shares of a dimension's segments in a year, in percent. A segment with a size has its part of the whole.
pub(super) struct Shares {
    known: Vec<Traced<Ratio>>,
    /// The sum that rounding allows.
    band: Band<Decimal>,
    /// The number of segments with a size instead of a share.
    sizes: usize,
}

impl Shares {
    /// Returns none if there are sizes, but no whole to compare them with.
    pub(super) fn of(division: &Division<'_>, whole: Option<&Measured>) -> Option<Self> {
        let zero = Decimal::from(0);
        let band = Band { low: zero.clone(), high: zero };
        let mut shares = Self { known: Vec::new(), band, sizes: 0 };
        for segment in &division.dimension.segments {
            if let Some(share) = segment.share_in(division.year) {
                let traced = division.dimension.traced_printed(segment, share);
                shares.add(Traced::from(&traced), &Band::of(&share.figure));
            } else if segment.size_in(division.year).is_some() {
                let whole = whole.filter(|whole| whole.size.value().number().is_positive())?;
                let part = division.part(segment, Some(whole))?;
                shares.add(part.size.of(&whole.size), &share_band(&part, whole));
                shares.sizes += 1;
            }
        }
        Some(shares)
    }

    fn add(&mut self, share: Traced<Ratio>, band: &Band<Decimal>) {
        self.known.push(share);
        let Band { low, high } = &self.band;
        self.band = Band { low: low + &band.low, high: high + &band.high };
    }

    fn sum(&self) -> Traced<Ratio> {
        Traced::<Ratio>::sum(&self.known)
    }

    /// Reports whether the shares sum to 100%, allowing for rounding.
    pub(super) fn reach_whole(&self) -> bool {
        self.band.high.trusted() >= Decimal::from(100)
    }

    /// Reports whether the shares exceed 100% by more than rounding explains.
    pub(super) fn exceed_whole(&self) -> bool {
        self.band.low.trusted() > Decimal::from(100)
    }

    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// The number of segments with a size instead of a share.
    pub(super) fn sizes(&self) -> usize {
        self.sizes
    }

    fn finding(&self, division: &Division<'_>, subject: String) -> Finding {
        let (sum, whole) = (self.sum(), Traced::whole());
        let percent = sum.value().percent();
        let exceeds = self.exceed_whole();
        let missing = (!self.reach_whole()).then(|| MissingShares {
            rest: whole.less(&sum),
            unshared: division.unpublished(),
            is_fraction: percent.is_positive() && percent <= Decimal::from(1),
        });
        let status = match (&missing, exceeds) {
            (_, true) => Status::Fail,
            (Some(_), _) => Status::Warn,
            (None, _) => Status::Pass,
        };
        let (count, sizes, computed) =
            (self.known.len(), self.sizes, Value::Figure(sum.derivation()));
        let shares = ShareSum { year: division.year, count, sizes, sum, missing, exceeds };
        Finding {
            rule: Rule::Shares,
            status,
            subject,
            stated: Value::Figure(whole.derivation()),
            computed,
            detail: Detail::Shares { dimension: divided(division.dimension), shares },
        }
    }
}

/// Returns the shares, in percent, that a size may have of a whole.
fn share_band(part: &Measured, whole: &Measured) -> Band<Decimal> {
    let (part, whole, all) = (&part.band, &whole.band, Decimal::from(100));
    let low = (&part.low / &whole.high).percent();
    // A whole that may have been zero before rounding sets no limit.
    let high = if whole.low.is_positive() { (&part.high / &whole.low).percent() } else { all };
    Band { low, high }
}

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

/// Reports whether any printed figure exceeds `called`, assuming that rounding explains it.
pub(super) fn is_by_rounding(ranked: &[Ranked<'_>], called: &Ranked<'_>) -> bool {
    ranked.iter().any(|other| other.value > called.value)
}

/// Checks that the segment called the largest has the largest share in the first year, or the largest size if there are
/// sizes.
pub(super) fn largest(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
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
    /// The whole and the sizes of the segments, if any segment has a size instead of a share.
    sizes: Option<(Option<Measured>, Vec<(&'a Segment, Measured)>)>,
    ranked: Vec<Ranked<'a>>,
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
        let sizes: Vec<(&Segment, Measured)> = segments
            .filter_map(|segment| Some((segment, division.part(segment, whole.as_ref())?)))
            .collect();
        let ranked = |(segment, part): &(&'a Segment, Measured)| Ranked {
            segment,
            value: part.size.value().in_unit(UNIT),
            band: part.band.clone(),
        };
        let ranked = sizes.iter().map(ranked).collect();
        Ok(Self { division, sizes: Some((whole, sizes)), ranked })
    }

    /// Returns the published share of a segment, or its size.
    fn extent(&self, segment: &Segment) -> Option<Extent> {
        match &self.sizes {
            None => {
                let share = segment.share_in(self.division.year)?;
                Some(Extent::of_share(&self.division.dimension.traced_printed(segment, share)))
            }
            Some((_, sizes)) => {
                let (_, part) = sizes.iter().find(|(known, _)| known.id == segment.id)?;
                part.size.size().ok().map(Extent::Size)
            }
        }
    }

    /// Returns what is not itemized, if it could contain a larger segment than this one.
    fn hidden(&self, called: &Ranked<'_>) -> Option<Extent> {
        match &self.sizes {
            None => {
                let rest = Traced::whole().less(&Shares::of(&self.division, None)?.sum());
                let is_larger = rest.value().percent() > called.value;
                is_larger.then_some(Extent::Share(rest))
            }
            Some((whole, sizes)) => {
                let sum = sum_of(sizes.iter().map(|(_, part)| part.size.clone()).collect())?;
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
