//! Notes on what a division takes from the report and what it assumes.

use crate::derivation::{Evidence, Traceable, Traced};
use crate::quantity::{GrowthRate, Money, Ratio, Share, Year};

use super::Total;

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
    /// The years and the sums of published shares that move in a straight line from one to the next.
    SharesByYear {
        /// The years of printed shares.
        years: Vec<Year>,
        /// The sum of the shares in each year for which a share or a size is published.
        sums: Vec<(Year, Traced<Ratio>)>,
        /// Why they are rescaled to 100%, if they are.
        rescaled: Option<Rescaled>,
    },
    /// The report publishes sizes of segments.
    Sizes(SizesOfSegments),
    /// The dimension divides a segment of another dimension.
    Divides {
        /// The segment's name.
        segment: String,
        /// Its size in the first and last of the years; none if its size is not known.
        sizes: Vec<(Year, Traced<Money>)>,
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
    /// Segments grow at the CAGRs that the report prints for them.
    PublishedGrowth {
        /// The names of the segments, with their rates.
        rates: Vec<(String, Traced<GrowthRate>)>,
        /// The year from which they apply.
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
        /// The name of the segment that they divide, if it is not the market.
        of: Option<String>,
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

/// Segments whose sizes a report publishes for the same years.
///
/// ```
/// use aiinfra::{Division, DivisionFact, Market, Scenario};
///
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let region = market.dimension("region")?;
/// let notes = Division::default().notes(region, &forecast, &["2030".parse()?])?;
/// assert!(notes.iter().all(|note| !matches!(note.fact, DivisionFact::Sizes(_))));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SizesOfSegments {
    /// The names of the segments.
    pub segments: Vec<String>,
    /// Whether these are all segments of the dimension.
    pub is_every: bool,
    /// The years of published sizes.
    pub years: Vec<Year>,
    /// Those of the years in which the sizes are as published. In others, the segments keep their share of a whole that
    /// is not the published one.
    pub kept: Vec<Year>,
    /// Whether shares move from one published year to the next. With a single year, they are constant.
    pub moves: bool,
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
    /// Every segment has its published shares of the forecast.
    AllFollow,
    /// They have their published shares of the forecast.
    Follow,
    /// There are none, and the remainder is not itemized.
    NotItemized,
    /// There are none, since segments grow at their published CAGRs. The remainder is not itemized, but the segments
    /// could add up to the total instead.
    SumInstead,
}

impl DivisionNote {
    /// The note's kind, as an identifier for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.fact {
            DivisionFact::NoShares => "no-shares",
            DivisionFact::Shares { .. } => "shares",
            DivisionFact::SharesByYear { .. } => "shares-by-year",
            DivisionFact::Sizes(_) => "segment-sizes",
            DivisionFact::Divides { .. } => "divides",
            DivisionFact::UnusedGrowth(_) => "unused-growth",
            DivisionFact::PublishedGrowth { .. } => "published-growth",
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
        let mut figures = vec![("dimension", name(&self.dimension))];
        figures.extend(self.fact.figures());
        figures
    }
}

impl DivisionFact {
    fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::Shares { year, sum, .. } => vec![("year", (*year).into()), ("sum", sum.into())],
            Self::SharesByYear { years, sums, .. } => {
                vec![("years", years.as_slice().into()), ("sums", by_year(sums))]
            }
            Self::Sizes(sizes) => vec![
                ("segments", Evidence::Names(sizes.segments.clone())),
                ("years", sizes.years.as_slice().into()),
                ("kept", sizes.kept.as_slice().into()),
            ],
            Self::Divides { segment, sizes } => {
                vec![("segment", name(segment)), ("sizes", by_year(sizes))]
            }
            Self::OwnGrowth { segment, rate, from } => {
                vec![("segment", name(segment)), ("rate", rate.into()), ("from", (*from).into())]
            }
            Self::PublishedGrowth { rates, from } => {
                vec![("rates", by_name(rates)), ("from", (*from).into())]
            }
            Self::OwnShare { segment, share, last } => {
                vec![("segment", name(segment)), ("share", share.into()), ("last", (*last).into())]
            }
            Self::Sums(sums) => {
                let of_parts = sums.iter().map(|(year, sum, _)| (*year, sum.into()));
                let of_market = sums.iter().map(|(year, _, forecast)| (*year, forecast.into()));
                vec![
                    ("sums", Evidence::ByYear(of_parts.collect())),
                    ("forecasts", Evidence::ByYear(of_market.collect())),
                ]
            }
            Self::Called { largest, fastest } => {
                let called = [("largest", largest), ("fastest", fastest)].into_iter();
                called.filter_map(|(key, called)| Some((key, name(called.as_ref()?)))).collect()
            }
            Self::UnusedGrowth(rates) => vec![("rates", by_name(rates))],
            Self::Excess { runs, .. } => {
                vec![("years", Evidence::Years(runs.iter().map(|(from, _)| *from).collect()))]
            }
            Self::NoShares | Self::Others(_) => Vec::new(),
        }
    }
}

fn name(name: &str) -> Evidence {
    Evidence::Name(name.to_owned())
}

fn by_year<Q: Traceable>(figures: &[(Year, Traced<Q>)]) -> Evidence {
    Evidence::ByYear(figures.iter().map(|(year, figure)| (*year, figure.into())).collect())
}

fn by_name<Q: Traceable>(figures: &[(String, Traced<Q>)]) -> Evidence {
    Evidence::ByName(figures.iter().map(|(name, figure)| (name.clone(), figure.into())).collect())
}
