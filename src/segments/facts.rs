//! Finds what to note about a division.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Segment};
use crate::quantity::{GrowthRate, Year};
use crate::trajectory::Trajectory;

use super::drift::DriftModel;
use super::notes::{DivisionFact, DivisionNote, Later, Others, Rescaled, SizesOfSegments};
use super::shares::{Portion, SegmentAssumption, is_constant};
use super::{Division, Own, Total};

impl Division {
    /// Returns notes on what the division takes from the report and what it assumes in `years`.
    ///
    /// If the dimension divides a segment of another one, that one's notes follow.
    ///
    /// ```
    /// use aiinfra::{Division, Market, Scenario};
    ///
    /// let market = Market::embedded()?;
    /// let forecast = Scenario::default().trajectory(&market)?;
    /// let region = market.dimension("region")?;
    /// let notes = Division::default().notes(region, &forecast, &["2030".parse()?])?;
    /// assert_eq!(notes[0].kind(), "shares");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// The same as [`Division::divide`].
    pub fn notes(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
        years: &[Year],
    ) -> Result<Vec<DivisionNote>, Error> {
        let drift = self.drift(dimension, trajectory)?;
        let mut facts = Vec::new();
        facts.extend(divides(dimension, &drift, years)?);
        if dimension.has_shares() {
            facts.extend(self.shares(dimension, &drift));
            facts.extend(sizes(dimension, &drift));
            facts.extend(self.unused_growth(dimension));
            facts.extend(self.published_growth(dimension, &drift));
            facts.extend(self.assumptions(dimension, &drift));
            facts.extend(self.others(dimension, &drift).map(DivisionFact::Others));
            facts.extend(self.excess(dimension, &drift));
            if self.total == Total::Sum
                && drift.has_independent_sizes()
                && !drift.whole.is_unsized()
            {
                facts.push(sums(&drift, years)?);
            }
        } else {
            facts.push(DivisionFact::NoShares);
        }
        facts.extend(called(dimension));
        let note = |fact| DivisionNote { dimension: dimension.name.clone(), fact };
        let mut notes: Vec<DivisionNote> = facts.into_iter().map(note).collect();
        if let Some(parent) = dimension.of.as_ref().filter(|_| !drift.whole.is_unsized()) {
            let of_parent = self.of_parent().notes(&parent.dimension, trajectory, years)?;
            notes.extend(of_parent.into_iter().filter(bears_on_segment));
        }
        Ok(notes)
    }

    fn shares(&self, dimension: &Dimension, drift: &DriftModel) -> Option<DivisionFact> {
        let years = dimension.years();
        let sums = years.iter().map(|year| (*year, drift.shares(*year)));
        let sums: Vec<_> = sums.collect();
        let is_rescaled = sums.iter().any(|(_, shares)| shares.is_rescaled);
        let rescaled = match (is_rescaled, self.normalize) {
            (false, _) => None,
            (true, true) => Some(Rescaled::Asked),
            (true, false) => Some(Rescaled::ByRounding),
        };
        let mut sums = sums.into_iter().map(|(year, shares)| (year, shares.sum));
        if is_constant(dimension) {
            let (year, sum) = sums.next()?;
            let later = match (self.own.is_empty(), year == drift.whole.horizon().first()) {
                (true, _) => Later::Same,
                (false, false) => Later::UntilDrift,
                (false, true) => Later::Unsaid,
            };
            return Some(DivisionFact::Shares { year, sum, rescaled, later });
        }
        let has_share = |year: &Year| {
            dimension.segments.iter().any(|segment| segment.share_in(*year).is_some())
        };
        let years = years.into_iter().filter(has_share).collect();
        Some(DivisionFact::SharesByYear { years, sums: sums.collect(), rescaled })
    }

    /// Returns the segment CAGRs in the report that this division doesn't use.
    fn unused_growth(&self, dimension: &Dimension) -> Option<DivisionFact> {
        let unused: Vec<(String, Traced<GrowthRate>)> = dimension
            .segments
            .iter()
            .filter(|segment| !self.own.contains_key(&segment.id) && segment.is_sized())
            .filter_map(|segment| Some((segment.id.clone(), dimension.traced_cagr(segment)?)))
            .collect();
        (!unused.is_empty()).then_some(DivisionFact::UnusedGrowth(unused))
    }

    /// Returns the segment CAGRs in the report that this division uses.
    fn published_growth(&self, dimension: &Dimension, drift: &DriftModel) -> Option<DivisionFact> {
        let rates: Vec<(String, Traced<GrowthRate>)> = dimension
            .segments
            .iter()
            .filter(|segment| self.uses_published(segment))
            .filter_map(|segment| Some((segment.name.clone(), dimension.traced_cagr(segment)?)))
            .collect();
        let from = drift.start;
        (!rates.is_empty()).then_some(DivisionFact::PublishedGrowth { rates, from })
    }

    fn uses_published(&self, segment: &Segment) -> bool {
        matches!(self.own.get(&segment.id), Some(Own::PublishedCagr))
    }

    /// Returns the other assumptions about individual segments.
    fn assumptions(&self, dimension: &Dimension, drift: &DriftModel) -> Vec<DivisionFact> {
        let fact = |(segment, portion): (&Segment, &Portion)| {
            let name = segment.name.clone();
            match &portion.assumption {
                SegmentAssumption::Cagr(_) if self.uses_published(segment) => None,
                SegmentAssumption::None => None,
                SegmentAssumption::Cagr(rate) => {
                    let (segment, rate, from) = (name, rate.clone(), drift.start);
                    Some(DivisionFact::OwnGrowth { segment, rate, from })
                }
                SegmentAssumption::Share(share) => {
                    let (share, last) = (share.clone(), drift.whole.horizon().last());
                    Some(DivisionFact::OwnShare { segment: name, share, last })
                }
            }
        };
        dimension.segments.iter().zip(drift.portions.iter()).filter_map(fact).collect()
    }

    /// Returns what happens to the other segments.
    fn others(&self, dimension: &Dimension, drift: &DriftModel) -> Option<Others> {
        let grows_with_market = is_constant(dimension) && dimension.of.is_none();
        match (self.total, self.own.is_empty()) {
            (Total::Fixed, true) => None,
            (Total::Fixed, false) if drift.takes_remainder() => Some(Others::Divide),
            (Total::Sum, true) if grows_with_market => Some(Others::AllGrow),
            (Total::Sum, true) => Some(Others::AllFollow),
            (Total::Sum, false) if drift.takes_remainder() && grows_with_market => {
                Some(Others::Grow)
            }
            (Total::Sum, false) if drift.takes_remainder() => Some(Others::Follow),
            (Total::Sum, false) if drift.has_independent_sizes() => None,
            (Total::Fixed, false)
                if dimension.segments.iter().any(|segment| self.uses_published(segment)) =>
            {
                Some(Others::SumInstead)
            }
            _ => Some(Others::NotItemized),
        }
    }

    /// Returns the years in which the segments exceed the whole.
    fn excess(&self, dimension: &Dimension, drift: &Arc<DriftModel>) -> Option<DivisionFact> {
        let runs = drift.excess_years();
        let of = dimension.of.as_ref().and_then(|parent| parent.segment().ok());
        let of = of.map(|segment| segment.name.clone());
        (!runs.is_empty()).then_some(DivisionFact::Excess { total: self.total, of, runs })
    }
}

/// Returns whether a note about a dimension matters to another one that divides a segment of it.
fn bears_on_segment(note: &DivisionNote) -> bool {
    !matches!(note.fact, DivisionFact::UnusedGrowth(_) | DivisionFact::Called { .. })
}

/// Returns the first and last of the years.
fn ends(years: &[Year]) -> Vec<Year> {
    match years {
        [first, .., last] => vec![*first, *last],
        one => one.to_vec(),
    }
}

/// Returns the segment that the dimension divides, if it is not the market.
fn divides(
    dimension: &Dimension,
    drift: &DriftModel,
    years: &[Year],
) -> Result<Option<DivisionFact>, Error> {
    let Some(parent) = &dimension.of else { return Ok(None) };
    let segment = parent.segment()?.name.clone();
    let years = if drift.whole.is_unsized() { Vec::new() } else { ends(years) };
    let size = |year: Year| Ok((year, drift.whole.in_year(year)?));
    let sizes = years.into_iter().map(size).collect::<Result<_, Error>>()?;
    Ok(Some(DivisionFact::Divides { segment, sizes }))
}

/// Returns the published sizes of segments without an assumption. Segments with the same years make one fact.
fn sizes(dimension: &Dimension, drift: &Arc<DriftModel>) -> Vec<DivisionFact> {
    let mut by_years: BTreeMap<(Vec<Year>, bool), Vec<String>> = BTreeMap::new();
    let sized = dimension.segments.iter().zip(drift.portions.iter());
    let sized = sized.filter(|(one, of)| !one.sizes.is_empty() && !of.has_assumption());
    for (segment, _) in sized {
        let years = segment.sizes.iter().map(|point| point.year).collect();
        let moves = segment.years().count() > 1;
        by_years.entry((years, moves)).or_default().push(segment.name.clone());
    }
    let fact = |((years, moves), segments): ((Vec<Year>, bool), Vec<String>)| {
        let kept = years.iter().copied().filter(|year| drift.keeps_sizes_in(*year)).collect();
        let is_every = segments.len() == dimension.segments.len();
        DivisionFact::Sizes(SizesOfSegments { segments, is_every, years, kept, moves })
    };
    by_years.into_iter().map(fact).collect()
}

/// Compares the sum of the segments with the forecast in the first and last of the years.
fn sums(drift: &Arc<DriftModel>, years: &[Year]) -> Result<DivisionFact, Error> {
    let sum = |year: Year| {
        let forecast = drift.whole.in_year(year)?;
        Ok((year, drift.checked_split(year)?.whole().clone(), forecast))
    };
    Ok(DivisionFact::Sums(ends(years).into_iter().map(sum).collect::<Result<_, Error>>()?))
}

fn called(dimension: &Dimension) -> Option<DivisionFact> {
    let name = |id: &Option<String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id.as_ref())?;
        Some(segment.name.clone())
    };
    let (largest, fastest) = (name(&dimension.largest), name(&dimension.fastest));
    (largest.is_some() || fastest.is_some()).then_some(DivisionFact::Called { largest, fastest })
}
