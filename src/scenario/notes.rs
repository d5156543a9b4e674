//! What is published, known and assumed in a scenario.

use std::sync::Arc;

use crate::derivation::{Evidence, Traced};
use crate::error::Error;
use crate::quantity::{Edition, GrowthRate, Money, Year};
use crate::trajectory::{Curve, Follow};

use super::shaped;

/// Something to know about a scenario's sizes: what they rest on, what is assumed, or what the alternative is.
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
    /// Sizes are computed at the stated CAGR.
    StatedGrowth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The first year of growth.
        from: Year,
        /// The period that the report states it for.
        period: (Option<Year>, Option<Year>),
        /// Whether some years are outside that period.
        is_stretched: bool,
        /// Whether the report also has sizes to follow.
        is_chosen: bool,
    },
    /// Sizes are computed at the CAGR that two sizes imply.
    JoiningGrowth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The years of the two sizes.
        years: Vec<Year>,
        /// Whether both sizes are published.
        is_published: bool,
    },
    /// Growth is constant between published sizes.
    GrowthBetween {
        /// The years of the sizes.
        years: Vec<Year>,
    },
    /// Something is assumed instead of the report's figures.
    Assumed(Assumption),
    /// The report prints ranges, whose midpoints are used.
    Ranges {
        /// The midpoints of ranges of sizes.
        sizes: Vec<(Year, Traced<Money>)>,
        /// The midpoint of a stated range of CAGRs.
        rate: Option<Traced<GrowthRate>>,
    },
    /// Which sizes are published.
    Published {
        /// The published sizes on the trajectory.
        sizes: Vec<(Year, Traced<Money>)>,
        /// Whether every size is published.
        is_whole: bool,
        /// Whether some sizes are given.
        has_given: bool,
        /// Whether there are years between known sizes.
        has_gap: bool,
        /// Whether some of those years have their own growth.
        is_mixed: bool,
    },
    /// The alternative: the size if the forecast followed the report's other figures, or the report's own forecast.
    Comparison(Comparison),
    /// The report that the figures are from.
    Source {
        /// The publisher.
        publisher: String,
        /// The market's name.
        market: String,
        /// When the report came out.
        edition: Option<Edition>,
        /// Its address.
        address: Option<String>,
    },
}

/// The size for comparison with a forecast.
///
/// ```
/// use aiinfra::{Market, Follow, Scenario, scenario::Note};
///
/// let notes = Scenario::default().notes(&Market::embedded()?, "2034".parse()?)?;
/// let Note::Comparison(comparison) = &notes[2] else { unreachable!() };
/// assert_eq!(comparison.follow, Follow::Cagr);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The size, or the reason that there is none.
    pub size: Result<Traced<Money>, Arc<Error>>,
    /// Its year.
    pub year: Year,
    /// Which of the report's figures it follows.
    pub follow: Follow,
    /// The stated CAGR, if it follows that.
    pub rate: Option<Traced<GrowthRate>>,
    /// Whether the report has only one size, and so nothing else to follow.
    pub is_only: bool,
    /// Whether it is the report's own forecast, next to a what-if.
    pub is_own: bool,
    /// Whether the year is after the report's own forecast, which is extended to it.
    pub is_extended: bool,
}

/// Something that a scenario assumes instead of the report's figures.
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
    /// The actual size of a year.
    Actual {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
        /// The forecast for that year.
        forecast: Traced<Money>,
    },
    /// The growth rate that would still reach the report's last size.
    Needed {
        /// The rate, or none if no rate can.
        rate: Option<Traced<GrowthRate>>,
        /// The year of the last actual.
        from: Year,
        /// The last size.
        end: Traced<Money>,
        /// Its year.
        last: Year,
    },
    /// Later years keep the growth of the forecast.
    KeptGrowth {
        /// The year before the first of them.
        from: Year,
        /// The rate, if it is the same in every year.
        rate: Option<Traced<GrowthRate>>,
        /// Which figures the forecast follows.
        follow: Follow,
    },
    /// The last size is kept.
    KeptEnd {
        /// The growth rate that this takes, if it is constant.
        rate: Option<Traced<GrowthRate>>,
        /// The year from which growth starts.
        from: Year,
        /// The last size.
        end: Traced<Money>,
        /// Its year.
        last: Year,
        /// Whether some later years have their own growth.
        is_mixed: bool,
    },
    /// One growth rate for all later years.
    Growth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The first year of growth.
        from: Year,
        /// Whether some later years have their own growth.
        is_mixed: bool,
    },
    /// A size to reach.
    Target {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
        /// The growth rate that this takes, if it is constant.
        rate: Option<Traced<GrowthRate>>,
        /// The year from which growth starts.
        from: Year,
        /// Whether later years keep growing at that rate.
        goes_on: bool,
        /// Whether some later years have their own growth.
        is_mixed: bool,
    },
    /// A different size in the base year.
    Base {
        /// The size.
        size: Traced<Money>,
        /// The published one.
        published: Traced<Money>,
        /// The base year.
        year: Year,
        /// Whether later years keep their growth.
        keeps_growth: bool,
    },
    /// The growth of a single year, or of each year of a run.
    SingleGrowth {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The first year.
        first: Year,
        /// The last year, which is the first one if there is only one.
        last: Year,
    },
    /// The growth of the other years between two known sizes, if single years have their own growth.
    MadeUp {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The year of the first size.
        from: Year,
        /// The year of the second size.
        to: Year,
    },
    /// What lies between the last two known sizes instead of constant growth.
    Shape {
        /// The curve through both sizes.
        curve: Curve,
        /// Whether there are later years, in which the curve continues.
        goes_on: bool,
    },
    /// The forecast goes past its last year.
    Extended {
        /// The growth rate of the years after `from`, or none if sizes are known up to the end.
        rate: Option<Traced<GrowthRate>>,
        /// The last year of the report's forecast, or of the last actual if that is later.
        from: Year,
        /// The year that the forecast is extended to.
        to: Year,
        /// Whether some of the years have their own growth.
        is_mixed: bool,
    },
}

impl Note {
    /// Returns its kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::StatedGrowth { .. } => "stated-growth",
            Self::JoiningGrowth { .. } => "joining-growth",
            Self::GrowthBetween { .. } => "growth-between",
            Self::Assumed(assumption) => assumption.kind(),
            Self::Ranges { .. } => "ranges",
            Self::Published { .. } => "published",
            Self::Comparison(_) => "comparison",
            Self::Source { .. } => "source",
        }
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::StatedGrowth { rate, from, .. } => {
                vec![("rate", rate.into()), ("from", (*from).into())]
            }
            Self::JoiningGrowth { rate, years, .. } => {
                vec![("rate", rate.into()), ("years", years.as_slice().into())]
            }
            Self::GrowthBetween { years } => vec![("years", years.as_slice().into())],
            Self::Assumed(assumption) => assumption.figures(),
            Self::Ranges { sizes, rate } => {
                let sizes = sizes.iter().map(|(year, size)| (*year, size.into())).collect();
                let rate = rate.iter().map(|rate| ("rate", rate.into()));
                [("sizes", Evidence::ByYear(sizes))].into_iter().chain(rate).collect()
            }
            Self::Published { sizes, .. } => vec![(
                "sizes",
                Evidence::ByYear(sizes.iter().map(|(year, size)| (*year, size.into())).collect()),
            )],
            Self::Comparison(Comparison { size, year, .. }) => {
                let size = size.as_ref().ok().map(|size| ("value", size.into()));
                [("year", (*year).into())].into_iter().chain(size).collect()
            }
            Self::Source { publisher, edition, .. } => {
                let publisher = [("publisher", Evidence::Name(publisher.clone()))];
                let edition = edition.map(|date| ("edition", Evidence::Name(date.to_string())));
                publisher.into_iter().chain(edition).collect()
            }
        }
    }
}

impl Assumption {
    /// Returns its kind, as a name for programs.
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
            Self::Shape { curve, .. } => shaped::kind(curve),
            Self::Extended { .. } => "extended",
        }
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        let year = |year: &Year| Evidence::from(*year);
        match self {
            Self::Actual { size, year: of, forecast } => {
                vec![("value", size.into()), ("year", year(of)), ("forecast", forecast.into())]
            }
            Self::Needed { rate, from, end, last } => {
                let rate = rate.iter().map(|rate| ("rate", Evidence::from(rate)));
                let rest = [("from", year(from)), ("end", end.into()), ("last", year(last))];
                rate.chain(rest).collect()
            }
            Self::KeptGrowth { from, rate, .. } => {
                let rate = rate.iter().map(|rate| ("rate", Evidence::from(rate)));
                rate.chain([("from", year(from))]).collect()
            }
            Self::KeptEnd { rate, from, end, last, .. } => {
                let rate = rate.iter().map(|rate| ("rate", Evidence::from(rate)));
                let rest = [("from", year(from)), ("end", end.into()), ("last", year(last))];
                rate.chain(rest).collect()
            }
            Self::Growth { rate, from, .. } => vec![("rate", rate.into()), ("from", year(from))],
            Self::Target { size, year: of, rate, from, .. } => {
                let rate = rate.iter().map(|rate| ("rate", Evidence::from(rate)));
                let target = [("value", size.into()), ("year", year(of))];
                target.into_iter().chain(rate).chain([("from", year(from))]).collect()
            }
            Self::Base { size, published, year: of, .. } => {
                vec![("value", size.into()), ("year", year(of)), ("published", published.into())]
            }
            Self::SingleGrowth { rate, first, last } if first == last => {
                vec![("rate", rate.into()), ("year", year(first))]
            }
            Self::SingleGrowth { rate, first, last } => {
                vec![("rate", rate.into()), ("from", year(first)), ("to", year(last))]
            }
            Self::MadeUp { rate, from, to } => {
                vec![("rate", rate.into()), ("from", year(from)), ("to", year(to))]
            }
            Self::Shape { curve, .. } => shaped::figures(curve),
            Self::Extended { rate, from, to, .. } => {
                let rate = rate.iter().map(|rate| ("rate", Evidence::from(rate)));
                rate.chain([("from", year(from)), ("to", year(to))]).collect()
            }
        }
    }
}
