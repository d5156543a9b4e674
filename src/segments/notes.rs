//! What is published of a division and what is assumed.

use std::sync::Arc;

use crate::derivation::{Told, Traced};
use crate::error::Error;
use crate::market::{Dimension, Segment};
use crate::quantity::{GrowthRate, Money, Ratio, Share, Year};
use crate::trajectory::Trajectory;

use super::drift::{Drift, TracedOwn};
use super::{Division, Total};

/// One thing to know about how a dimension divides a market.
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
    /// What there is to know.
    pub fact: DivisionFact,
}

/// What there is to know about a division.
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
    /// The report names segments and publishes no shares.
    NoShares,
    /// The year of the shares, and what they add up to.
    Shares {
        /// Their year.
        year: Year,
        /// What they add up to.
        sum: Traced<Ratio>,
        /// Why they are rescaled to the whole, if they are.
        rescaled: Option<Rescaled>,
        /// What is assumed of other years.
        later: Later,
    },
    /// The report prints growth of segments that nothing makes use of.
    UnusedGrowth(Vec<(String, Traced<GrowthRate>)>),
    /// A segment grows at a rate of its own.
    OwnGrowth {
        /// Its name.
        segment: String,
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year from which it does.
        from: Year,
    },
    /// A segment's share moves in a straight line.
    OwnShare {
        /// Its name.
        segment: String,
        /// The share that it comes to.
        share: Traced<Share>,
        /// In this year.
        last: Year,
    },
    /// What becomes of the other segments.
    Others(Others),
    /// The years in which there is no room for all segments: first and last of each run, without a last one where it
    /// goes on to the end.
    Excess {
        /// What the parts add up to.
        total: Total,
        /// The years.
        runs: Vec<(Year, Option<Year>)>,
    },
    /// How far the sum of the segments is off the forecast: year, sum, forecast.
    Sums(Vec<(Year, Traced<Money>, Traced<Money>)>),
    /// Which segments the report calls the largest and the fastest growing.
    Called {
        /// The largest.
        largest: Option<String>,
        /// The fastest growing.
        fastest: Option<String>,
    },
}

/// Why shares are rescaled.
///
/// ```
/// assert_ne!(aiinfra::Rescaled::Asked, aiinfra::Rescaled::ByRounding);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rescaled {
    /// It was asked for.
    Asked,
    /// They pass the whole by their rounding.
    ByRounding,
}

/// What is assumed of shares in years for which none are published.
///
/// ```
/// assert_ne!(aiinfra::Later::Same, aiinfra::Later::Unsaid);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Later {
    /// They are the same in every year.
    Same,
    /// They are the same until they drift.
    UntilDrift,
    /// They drift from the first year on.
    Unsaid,
}

/// What becomes of the segments without an assumption of their own.
///
/// ```
/// assert_ne!(aiinfra::Others::Divide, aiinfra::Others::NotItemised);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Others {
    /// They divide what is left of the forecast.
    Divide,
    /// Every segment grows as the market does.
    AllGrow,
    /// They grow as the market does.
    Grow,
    /// There are none, and what is left is not itemised.
    NotItemised,
}

impl DivisionNote {
    /// Its name for programs.
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

    /// The figures that it tells, by name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Told)> {
        let name = |name: &String| Told::Name(name.clone());
        let mut told = vec![("dimension", name(&self.dimension))];
        match &self.fact {
            DivisionFact::Shares { year, sum, .. } => {
                told.extend([("year", (*year).into()), ("sum", sum.into())]);
            }
            DivisionFact::OwnGrowth { segment, rate, from } => told.extend([
                ("segment", name(segment)),
                ("rate", rate.into()),
                ("from", (*from).into()),
            ]),
            DivisionFact::OwnShare { segment, share, last } => told.extend([
                ("segment", name(segment)),
                ("share", share.into()),
                ("last", (*last).into()),
            ]),
            DivisionFact::Sums(sums) => {
                let of_parts = sums.iter().map(|(year, sum, _)| (*year, sum.into()));
                let of_market = sums.iter().map(|(year, _, forecast)| (*year, forecast.into()));
                told.extend([
                    ("sums", Told::ByYear(of_parts.collect())),
                    ("forecasts", Told::ByYear(of_market.collect())),
                ]);
            }
            DivisionFact::Called { largest, fastest } => {
                let called = [("largest", largest), ("fastest", fastest)];
                told.extend(
                    called.into_iter().filter_map(|(key, id)| Some((key, name(id.as_ref()?)))),
                );
            }
            DivisionFact::UnusedGrowth(rates) => {
                let rates = rates.iter().map(|(id, rate)| (id.clone(), rate.derivation()));
                told.push(("rates", Told::ByName(rates.collect())));
            }
            DivisionFact::Excess { runs, .. } => {
                told.push(("years", Told::Years(runs.iter().map(|(from, _)| *from).collect())));
            }
            DivisionFact::NoShares | DivisionFact::Others(_) => {}
        }
        told
    }
}

impl Division {
    /// What is published about the division and what is assumed in `years`.
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
    /// As for [`Division::divide`].
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
            facts.extend(own(dimension, &drift));
            facts.extend(self.others(&drift).map(DivisionFact::Others));
            facts.extend(self.excess(&drift));
            if self.total == Total::Sum && drift.sums() {
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

    /// Growth that the report publishes of segments, and that nothing here makes use of.
    fn unused_growth(&self, dimension: &Dimension) -> Option<DivisionFact> {
        let unused: Vec<(String, Traced<GrowthRate>)> = dimension
            .segments
            .iter()
            .filter(|segment| !self.own.contains_key(&segment.id) && segment.share.is_some())
            .filter_map(|segment| Some((segment.id.clone(), dimension.traced_cagr(segment)?)))
            .collect();
        (!unused.is_empty()).then_some(DivisionFact::UnusedGrowth(unused))
    }

    /// What becomes of the other segments.
    fn others(&self, drift: &Drift) -> Option<Others> {
        match (self.total, self.own.is_empty()) {
            (Total::Fixed, true) => None,
            (Total::Fixed, false) if drift.leaves_others() => Some(Others::Divide),
            (Total::Sum, true) => Some(Others::AllGrow),
            (Total::Sum, false) if drift.leaves_others() => Some(Others::Grow),
            _ if drift.sums() && self.total == Total::Sum => None,
            _ => Some(Others::NotItemised),
        }
    }

    /// The years in which the other segments cannot be.
    fn excess(&self, drift: &Arc<Drift>) -> Option<DivisionFact> {
        let runs = drift.excess();
        (!runs.is_empty()).then_some(DivisionFact::Excess { total: self.total, runs })
    }

    /// How far the sum of the segments is off the forecast in the first and the last of the years.
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

/// What is assumed of single segments.
fn own(dimension: &Dimension, drift: &Drift) -> Vec<DivisionFact> {
    let fact = |(segment, slice): (&Segment, &super::drift::Slice)| {
        let segment = segment.name.clone();
        match &slice.own {
            TracedOwn::Nothing => None,
            TracedOwn::Cagr(rate) => {
                Some(DivisionFact::OwnGrowth { segment, rate: rate.clone(), from: drift.start })
            }
            TracedOwn::Share(share) => Some(DivisionFact::OwnShare {
                segment,
                share: share.clone(),
                last: drift.trajectory.horizon().last(),
            }),
        }
    };
    dimension.segments.iter().zip(&drift.slices).filter_map(fact).collect()
}

fn called(dimension: &Dimension) -> Option<DivisionFact> {
    let name = |id: &Option<String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id.as_ref())?;
        Some(segment.name.clone())
    };
    let (largest, fastest) = (name(&dimension.largest), name(&dimension.fastest));
    (largest.is_some() || fastest.is_some()).then_some(DivisionFact::Called { largest, fastest })
}
