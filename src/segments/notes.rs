//! Notes on what a division takes from the report and what it assumes.

use std::sync::Arc;

use crate::derivation::{Evidence, Traced};
use crate::error::Error;
use crate::market::{Dimension, Segment};
use crate::quantity::{GrowthRate, Money, Ratio, Share, Year};
use crate::trajectory::Trajectory;

use super::drift::{DriftModel, SegmentAssumption};
use super::{Division, Total};

/// A note about a division of a market.
///
/// ```
/// use aiinfra::{Division, Market, Scenario};
///
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let years = ["2030".parse()?];
/// let notes = Division::default().notes(market.dimension("offering")?, &forecast, &years)?;
/// assert_eq!((notes[0].kind(), &*notes[0].dimension), ("no-shares", "Offering"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DivisionNote {
    /// The dimension's name.
    pub dimension: String,
    /// The content of the note.
    pub fact: DivisionFact,
}

/// The content of a note about a division.
///
/// ```
/// use aiinfra::DivisionFact;
///
/// let never = DivisionFact::NoShares;
/// assert!(matches!(never, DivisionFact::NoShares));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DivisionFact {
    /// The report names segments but publishes no shares.
    NoShares,
    /// The year and the sum of the published shares.
    Shares {
        /// The year of the shares.
        year: Year,
        /// The sum of the shares.
        sum: Traced<Ratio>,
        /// Why they are rescaled to 100%, if they are.
        rescaled: Option<Rescaled>,
        /// The assumption for other years.
        later: Later,
    },
    /// The report publishes CAGRs of segments that the division doesn't use.
    UnusedGrowth(Vec<(String, Traced<GrowthRate>)>),
    /// A segment grows at its own rate.
    OwnGrowth {
        /// The segment's name.
        segment: String,
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year from which it applies.
        from: Year,
    },
    /// A segment's share moves in a straight line.
    OwnShare {
        /// The segment's name.
        segment: String,
        /// The share it reaches.
        share: Traced<Share>,
        /// The year in which it reaches that share.
        last: Year,
    },
    /// What happens to the other segments.
    Others(Others),
    /// The years in which the segments exceed the whole, as runs with a first and last year. A run without a last year
    /// continues to the end of the horizon.
    Excess {
        /// What the parts sum to.
        total: Total,
        /// The years.
        runs: Vec<(Year, Option<Year>)>,
    },
    /// The sum of the segments next to the forecast: year, sum, forecast.
    Sums(Vec<(Year, Traced<Money>, Traced<Money>)>),
    /// The segments that the report calls the largest and the fastest growing.
    Called {
        /// The name of the largest.
        largest: Option<String>,
        /// The name of the fastest growing.
        fastest: Option<String>,
    },
}

/// The reason why shares are rescaled.
///
/// ```
/// assert_ne!(aiinfra::Rescaled::Asked, aiinfra::Rescaled::ByRounding);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rescaled {
    /// The user asked for it.
    Asked,
    /// They exceed 100% through rounding.
    ByRounding,
}

/// The assumption about shares in years for which none are published.
///
/// ```
/// assert_ne!(aiinfra::Later::Same, aiinfra::Later::Unsaid);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Later {
    /// They are the same in every year.
    Same,
    /// They are the same until the year of the published shares, and drift afterward.
    UntilDrift,
    /// They drift from the first year on.
    Unsaid,
}

/// What happens to the segments without an assumption.
///
/// ```
/// assert_ne!(aiinfra::Others::Divide, aiinfra::Others::NotItemized);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Others {
    /// They divide the remainder of the forecast.
    Divide,
    /// Every segment grows with the market.
    AllGrow,
    /// They grow with the market.
    Grow,
    /// There are none, and the remainder is not itemized.
    NotItemized,
}

impl DivisionNote {
    /// The note's kind, as an identifier for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.fact {
            DivisionFact::NoShares => "no-shares",
            DivisionFact::Shares { .. } => "shares",
            DivisionFact::UnusedGrowth(_) => "unused-growth",
            DivisionFact::OwnGrowth { .. } => "own-growth",
            DivisionFact::OwnShare { .. } => "own-share",
            DivisionFact::Others(_) => "other-segments",
            DivisionFact::Excess { .. } => "excess",
            DivisionFact::Sums(_) => "sums",
            DivisionFact::Called { .. } => "called",
        }
    }

    /// Returns the note's figures by name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        let name = |name: &String| Evidence::Name(name.clone());
        let mut figures = vec![("dimension", name(&self.dimension))];
        match &self.fact {
            DivisionFact::Shares { year, sum, .. } => {
                figures.extend([("year", (*year).into()), ("sum", sum.into())]);
            }
            DivisionFact::OwnGrowth { segment, rate, from } => figures.extend([
                ("segment", name(segment)),
                ("rate", rate.into()),
                ("from", (*from).into()),
            ]),
            DivisionFact::OwnShare { segment, share, last } => figures.extend([
                ("segment", name(segment)),
                ("share", share.into()),
                ("last", (*last).into()),
            ]),
            DivisionFact::Sums(sums) => {
                let of_parts = sums.iter().map(|(year, sum, _)| (*year, sum.into()));
                let of_market = sums.iter().map(|(year, _, forecast)| (*year, forecast.into()));
                figures.extend([
                    ("sums", Evidence::ByYear(of_parts.collect())),
                    ("forecasts", Evidence::ByYear(of_market.collect())),
                ]);
            }
            DivisionFact::Called { largest, fastest } => {
                let called = [("largest", largest), ("fastest", fastest)];
                figures.extend(
                    called.into_iter().filter_map(|(key, id)| Some((key, name(id.as_ref()?)))),
                );
            }
            DivisionFact::UnusedGrowth(rates) => {
                let rates = rates.iter().map(|(id, rate)| (id.clone(), rate.derivation()));
                figures.push(("rates", Evidence::ByName(rates.collect())));
            }
            DivisionFact::Excess { runs, .. } => {
                figures
                    .push(("years", Evidence::Years(runs.iter().map(|(from, _)| *from).collect())));
            }
            DivisionFact::NoShares | DivisionFact::Others(_) => {}
        }
        figures
    }
}

impl Division {
    /// Returns notes on what the division takes from the report and what it assumes in `years`.
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
        let mut facts = Vec::new();
        if dimension.has_shares() {
            let drift = self.drift(dimension, trajectory)?;
            facts.push(self.shares(dimension, trajectory.horizon().first()));
            facts.extend(self.unused_growth(dimension));
            facts.extend(assumptions(dimension, &drift));
            facts.extend(self.others(&drift).map(DivisionFact::Others));
            facts.extend(self.excess(&drift));
            if self.total == Total::Sum && drift.has_independent_sizes() {
                facts.push(self.sums(dimension, trajectory, years)?);
            }
        } else {
            facts.push(DivisionFact::NoShares);
        }
        facts.extend(called(dimension));
        let note = |fact| DivisionNote { dimension: dimension.name.clone(), fact };
        Ok(facts.into_iter().map(note).collect())
    }

    fn shares(&self, dimension: &Dimension, first: Year) -> DivisionFact {
        let shares = dimension.segments.iter().filter_map(|one| dimension.traced_share(one));
        let shares: Vec<Traced<Ratio>> = shares.map(|share| Traced::from(&share)).collect();
        DivisionFact::Shares {
            year: dimension.year,
            sum: Traced::<Ratio>::sum(&shares),
            rescaled: match (self.rescales(dimension), self.normalize) {
                (false, _) => None,
                (true, true) => Some(Rescaled::Asked),
                (true, false) => Some(Rescaled::ByRounding),
            },
            later: match (self.own.is_empty(), dimension.year == first) {
                (true, _) => Later::Same,
                (false, false) => Later::UntilDrift,
                (false, true) => Later::Unsaid,
            },
        }
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

    /// Returns what happens to the other segments.
    fn others(&self, drift: &DriftModel) -> Option<Others> {
        match (self.total, self.own.is_empty()) {
            (Total::Fixed, true) => None,
            (Total::Fixed, false) if drift.takes_remainder() => Some(Others::Divide),
            (Total::Sum, true) => Some(Others::AllGrow),
            (Total::Sum, false) if drift.takes_remainder() => Some(Others::Grow),
            _ if drift.has_independent_sizes() && self.total == Total::Sum => None,
            _ => Some(Others::NotItemized),
        }
    }

    /// Returns the years in which the segments exceed the whole.
    fn excess(&self, drift: &Arc<DriftModel>) -> Option<DivisionFact> {
        let runs = drift.excess_years();
        (!runs.is_empty()).then_some(DivisionFact::Excess { total: self.total, runs })
    }

    /// Compares the sum of the segments with the forecast in the first and last of the years.
    fn sums(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
        years: &[Year],
    ) -> Result<DivisionFact, Error> {
        let sum = |year: &Year| {
            let forecast = trajectory.traced(*year)?;
            let parts = self.divide(dimension, trajectory, *year)?;
            let sum = parts.first().map_or_else(|| forecast.clone(), |part| part.whole().clone());
            Ok((*year, sum, forecast))
        };
        let sums: Vec<_> = match years {
            [first, .., last] => vec![sum(first)?, sum(last)?],
            one => one.iter().map(sum).collect::<Result<_, Error>>()?,
        };
        Ok(DivisionFact::Sums(sums))
    }
}

/// Returns the assumptions about individual segments.
fn assumptions(dimension: &Dimension, drift: &DriftModel) -> Vec<DivisionFact> {
    let fact = |(segment, portion): (&Segment, &super::drift::Portion)| {
        let segment = segment.name.clone();
        match &portion.assumption {
            SegmentAssumption::None => None,
            SegmentAssumption::Cagr(rate) => {
                Some(DivisionFact::OwnGrowth { segment, rate: rate.clone(), from: drift.start })
            }
            SegmentAssumption::Share(share) => Some(DivisionFact::OwnShare {
                segment,
                share: share.clone(),
                last: drift.trajectory.horizon().last(),
            }),
        }
    };
    dimension.segments.iter().zip(&drift.portions).filter_map(fact).collect()
}

fn called(dimension: &Dimension) -> Option<DivisionFact> {
    let name = |id: &Option<String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id.as_ref())?;
        Some(segment.name.clone())
    };
    let (largest, fastest) = (name(&dimension.largest), name(&dimension.fastest));
    (largest.is_some() || fastest.is_some()).then_some(DivisionFact::Called { largest, fastest })
}
