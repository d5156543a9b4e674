//! What is published, known and assumed in a scenario.

use std::sync::Arc;

use crate::derivation::{Told, Traced};
use crate::error::Error;
use crate::quantity::{GrowthRate, Money, Year};
use crate::trajectory::GrowthPath;

/// One thing to know about a scenario's sizes: what they rest on, what is assumed, what another path gives.
///
/// ```
/// use aiinfra::{Market, Scenario, scenario::Note};
///
/// let market = Market::embedded()?;
/// let notes = Scenario::default().notes(&market, "2034".parse()?)?;
/// assert!(matches!(notes[0], Note::JoiningGrowth { .. }));
/// assert_eq!(notes[0].kind(), "joining-growth");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Note {
    /// Growth goes as the report states it.
    StatedGrowth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year from which it is applied.
        from: Year,
        /// The period that the report gives for it.
        period: (Option<Year>, Option<Year>),
        /// Are there years that it is not stated for?
        is_stretched: bool,
        /// Was the stated path chosen, where there is another?
        is_chosen: bool,
    },
    /// Growth is the one rate that joins the report's two sizes.
    JoiningGrowth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The years of the two sizes.
        years: Vec<Year>,
        /// Are the sizes as they are published?
        is_published: bool,
    },
    /// Growth is constant between each two published sizes.
    GrowthBetween {
        /// The years of the sizes.
        years: Vec<Year>,
    },
    /// Something stands in the place of the report's figures.
    Assumed(Assumption),
    /// Which sizes are published, and which are computed.
    Published {
        /// The published sizes that the trajectory goes through.
        sizes: Vec<(Year, Traced<Money>)>,
        /// Are all sizes published?
        is_whole: bool,
        /// Are there sizes that are given?
        has_given: bool,
        /// Are there years between two known sizes?
        has_gap: bool,
        /// Have some of these growth of their own?
        is_mixed: bool,
    },
    /// What the report's other path gives, or its own figures where something else is assumed.
    Comparison(Comparison),
    /// The report.
    Source {
        /// Who published it.
        publisher: String,
        /// What it calls the market.
        market: String,
        /// Its address.
        address: Option<String>,
    },
}

/// What another path through the report's figures gives.
///
/// ```
/// use aiinfra::{Market, GrowthPath, Scenario, scenario::Note};
///
/// let notes = Scenario::default().notes(&Market::embedded()?, "2034".parse()?)?;
/// let Note::Comparison(comparison) = &notes[2] else { unreachable!() };
/// assert_eq!(comparison.path, GrowthPath::Stated);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The size on that path, or why there is none.
    pub size: Result<Traced<Money>, Arc<Error>>,
    /// Its year.
    pub year: Year,
    /// The path.
    pub path: GrowthPath,
    /// The rate that it follows, where it follows a stated one.
    pub rate: Option<Traced<GrowthRate>>,
    /// Is it the only path that the report has?
    pub is_only: bool,
    /// Is it the report's own, beside something that is assumed?
    pub is_own: bool,
}

/// One thing that a scenario puts in the place of the report's figures.
///
/// ```
/// use aiinfra::{Market, Outlook, Scenario, scenario::Assumption};
///
/// let market = Market::embedded()?;
/// let bull = Scenario { outlook: Outlook::Cagr("30".parse()?), ..Scenario::default() };
/// let assumed = bull.assumptions(&market)?;
/// assert!(matches!(assumed[0], Assumption::Growth { .. }));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Assumption {
    /// A size that a year has turned out to have.
    Actual {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
        /// What the forecast has there.
        forecast: Traced<Money>,
    },
    /// The growth that would still reach the report's end.
    Needed {
        /// The rate; none where no rate could.
        rate: Option<Traced<GrowthRate>>,
        /// The year of the last actual.
        from: Year,
        /// The end.
        end: Traced<Money>,
        /// Its year.
        last: Year,
    },
    /// Later years keep their growth.
    KeptGrowth {
        /// The year after which they do.
        from: Year,
        /// The growth, where it is one rate.
        rate: Option<Traced<GrowthRate>>,
        /// The path whose growth it is.
        path: GrowthPath,
    },
    /// The end is kept.
    KeptEnd {
        /// The growth that it takes.
        rate: Traced<GrowthRate>,
        /// The year from which it does.
        from: Year,
        /// The end.
        end: Traced<Money>,
        /// Its year.
        last: Year,
        /// Have later years growth of their own?
        is_mixed: bool,
    },
    /// One growth rate in place of the report's.
    Growth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year from which it is applied.
        from: Year,
        /// Have later years growth of their own?
        is_mixed: bool,
    },
    /// A size to reach.
    Target {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
        /// The growth that it takes.
        rate: Traced<GrowthRate>,
        /// The year from which it does.
        from: Year,
        /// Are there later years, in which growth goes on?
        goes_on: bool,
        /// Have later years growth of their own?
        is_mixed: bool,
    },
    /// Another size in the base year.
    Base {
        /// The size.
        size: Traced<Money>,
        /// The published one.
        published: Traced<Money>,
        /// The base year.
        year: Year,
        /// Do later years keep their growth?
        keeps_growth: bool,
    },
    /// Growth of a single year.
    SingleGrowth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year into which it leads.
        year: Year,
    },
    /// The growth of other years that makes up for that of single ones.
    MadeUp {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year of the known size before.
        from: Year,
        /// The year of the known size that is kept.
        to: Year,
    },
}

impl Note {
    /// Its name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::StatedGrowth { .. } => "stated-growth",
            Self::JoiningGrowth { .. } => "joining-growth",
            Self::GrowthBetween { .. } => "growth-between",
            Self::Assumed(assumption) => assumption.kind(),
            Self::Published { .. } => "published",
            Self::Comparison(_) => "comparison",
            Self::Source { .. } => "source",
        }
    }

    /// The figures that it tells, by name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Told)> {
        match self {
            Self::StatedGrowth { rate, from, .. } => {
                vec![("rate", rate.into()), ("from", (*from).into())]
            }
            Self::JoiningGrowth { rate, years, .. } => {
                vec![("rate", rate.into()), ("years", years.as_slice().into())]
            }
            Self::GrowthBetween { years } => vec![("years", years.as_slice().into())],
            Self::Assumed(assumption) => assumption.figures(),
            Self::Published { sizes, .. } => vec![(
                "sizes",
                Told::ByYear(sizes.iter().map(|(year, size)| (*year, size.into())).collect()),
            )],
            Self::Comparison(Comparison { size, year, .. }) => {
                let size = size.as_ref().ok().map(|size| ("value", size.into()));
                [("year", (*year).into())].into_iter().chain(size).collect()
            }
            Self::Source { publisher, .. } => vec![("publisher", Told::Name(publisher.clone()))],
        }
    }
}

impl Assumption {
    /// Its name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Actual { .. } => "actual",
            Self::Needed { .. } => "needed",
            Self::KeptGrowth { .. } => "kept-growth",
            Self::KeptEnd { .. } => "kept-end",
            Self::Growth { .. } => "growth",
            Self::Target { .. } => "target",
            Self::Base { .. } => "base",
            Self::SingleGrowth { .. } => "single-growth",
            Self::MadeUp { .. } => "made-up-growth",
        }
    }

    /// The figures that it tells, by name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Told)> {
        let year = |year: &Year| Told::from(*year);
        match self {
            Self::Actual { size, year: of, forecast } => {
                vec![("value", size.into()), ("year", year(of)), ("forecast", forecast.into())]
            }
            Self::Needed { rate, from, end, last } => {
                let rate = rate.iter().map(|rate| ("rate", Told::from(rate)));
                let rest = [("from", year(from)), ("end", end.into()), ("last", year(last))];
                rate.chain(rest).collect()
            }
            Self::KeptGrowth { from, rate, .. } => {
                let rate = rate.iter().map(|rate| ("rate", Told::from(rate)));
                rate.chain([("from", year(from))]).collect()
            }
            Self::KeptEnd { rate, from, end, last, .. } => vec![
                ("rate", rate.into()),
                ("from", year(from)),
                ("end", end.into()),
                ("last", year(last)),
            ],
            Self::Growth { rate, from, .. } => vec![("rate", rate.into()), ("from", year(from))],
            Self::Target { size, year: of, rate, from, .. } => vec![
                ("value", size.into()),
                ("year", year(of)),
                ("rate", rate.into()),
                ("from", year(from)),
            ],
            Self::Base { size, published, year: of, .. } => {
                vec![("value", size.into()), ("year", year(of)), ("published", published.into())]
            }
            Self::SingleGrowth { rate, year: of } => {
                vec![("rate", rate.into()), ("year", year(of))]
            }
            Self::MadeUp { rate, from, to } => {
                vec![("rate", rate.into()), ("from", year(from)), ("to", year(to))]
            }
        }
    }
}
