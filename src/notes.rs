//! What there is to know beside an answer: what it rests on, what was assumed, what it is not.

use crate::audit::{Rule, Status};
use crate::derivation::{Told, Traced};
use crate::input::Input;
use crate::quantity::{Currency, GrowthRate, Money, Unit, Year, Years};
use crate::scenario;
use crate::segments::DivisionNote;

/// One thing to know beside an answer, with the figures that it tells.
///
/// ```
/// use aiinfra::{Market, Note, Scenario};
///
/// let notes = Scenario::default().notes(&Market::embedded()?, "2034".parse()?)?;
/// let note = Note::from(notes[0].clone());
/// assert_eq!(note.kind(), "joining-growth");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Note {
    /// About a scenario's sizes.
    Scenario(scenario::Note),
    /// About the division of a market.
    Division(DivisionNote),
    /// About another market.
    OtherMarket {
        /// What it is called.
        name: String,
        /// What there is to know about it.
        note: scenario::Note,
    },
    /// What scenarios that are compared assume.
    Scenarios {
        /// Their names.
        names: Vec<String>,
        /// Are they all that are compared, and several?
        is_every: bool,
        /// What they assume.
        assumption: scenario::Assumption,
    },
    /// From what differences are.
    ComparedWith {
        /// Whose forecast it is, where several publishers are compared.
        publisher: Option<String>,
    },
    /// Reports are taken to mean the same by market and by year.
    SameMeaning,
    /// The growth that a goal takes.
    Goal(GoalNote),
    /// When a size is reached.
    Reached(ReachedNote),
    /// What was computed of the other three.
    Solved(Input),
    /// What the rows and columns of a two-way table assume.
    TwoWay {
        /// The year of the sizes.
        year: Year,
        /// The year of the bases.
        base_year: Year,
    },
    /// The published base.
    PublishedBase {
        /// Its size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
    },
    /// Every value is as printed.
    AsPrinted,
    /// The report names no segments.
    NoSegments,
    /// The market that parts add up to, in the first and the last year.
    Whole(Vec<(Year, Traced<Money>)>),
    /// Dimensions are added up one at a time.
    OneDimensionAtATime {
        /// Has each a total of its own?
        has_own_total: bool,
    },
    /// About the findings of a check.
    Check(CheckNote),
    /// About the rows of a file.
    Rows(RowsNote),
}

/// What there is to know about the findings of a check.
///
/// ```
/// use aiinfra::{CheckNote, Note};
///
/// assert_eq!(Note::Check(CheckNote::Bands).kind(), "bands");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CheckNote {
    /// How many findings there are of each status.
    Findings {
        /// From the worst status to the best.
        counts: Vec<(Status, usize)>,
        /// Do warnings count as failures?
        is_strict: bool,
    },
    /// Rules that found nothing, or had no figures to check.
    Unasked(Vec<Rule>),
    /// Printed figures stand for all values that round to them.
    Bands,
}

/// What there is to know about rows of scenarios.
///
/// ```
/// use aiinfra::{Note, RowsNote};
///
/// assert_eq!(Note::Rows(RowsNote::FallBack).kind(), "rows-fall-back");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RowsNote {
    /// Which columns are read.
    Columns(Vec<&'static str>),
    /// The units of what is read and written.
    Units {
        /// The currency of both.
        currency: Currency,
        /// The unit of sizes that have none.
        read: Unit,
        /// The unit of the sizes that are written.
        written: Unit,
        /// The first year whose size is written.
        first: Year,
    },
    /// What a row leaves out is the report's own.
    FallBack,
    /// How the sizes of a row are computed.
    Formulas {
        /// The year of the bases.
        base_year: Year,
    },
}

/// The growth that a goal takes.
///
/// ```
/// let kind = aiinfra::Note::SameMeaning.kind();
/// assert_eq!(kind, "same-meaning");
/// ```
#[derive(Clone, Debug)]
pub struct GoalNote {
    /// The growth that it takes.
    pub needed: Traced<GrowthRate>,
    /// The growth that the forecast has.
    pub forecast: Traced<GrowthRate>,
    /// The size from which it starts.
    pub start: Traced<Money>,
    /// The year of that size.
    pub from: Year,
    /// The size to reach.
    pub size: Traced<Money>,
    /// The year to reach it in.
    pub year: Year,
    /// Have some of the years growth of their own?
    pub is_mixed: bool,
}

/// When a size is reached.
///
/// ```
/// let kind = aiinfra::Note::NoSegments.kind();
/// assert_eq!(kind, "no-segments");
/// ```
#[derive(Clone, Debug)]
pub struct ReachedNote {
    /// The size.
    pub size: Traced<Money>,
    /// The first year that ends at or above it, and the time until then; none where it is never reached.
    pub reached: Option<(Year, Traced<Years>)>,
    /// The first year of the forecast.
    pub first: Year,
    /// The last year of the forecast.
    pub last: Year,
    /// The growth after it.
    pub onward: Traced<GrowthRate>,
}

impl Note {
    /// Its name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Scenario(note) | Self::OtherMarket { note, .. } => note.kind(),
            Self::Division(note) => note.kind(),
            Self::Scenarios { assumption, .. } => assumption.kind(),
            Self::ComparedWith { .. } => "compared-with",
            Self::SameMeaning => "same-meaning",
            Self::Goal(_) => "goal",
            Self::Reached(_) => "reached",
            Self::Solved(_) => "solved",
            Self::TwoWay { .. } => "two-way",
            Self::PublishedBase { .. } => "published",
            Self::AsPrinted => "as-printed",
            Self::NoSegments => "no-segments",
            Self::Whole(_) => "whole-market",
            Self::OneDimensionAtATime { .. } => "one-dimension-at-a-time",
            Self::Check(note) => note.kind(),
            Self::Rows(note) => note.kind(),
        }
    }

    /// The figures that it tells, by name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Told)> {
        match self {
            Self::Scenario(note) => note.figures(),
            Self::Division(note) => note.figures(),
            Self::OtherMarket { name, note } => {
                let market = ("market", Told::Name(name.clone()));
                [market].into_iter().chain(note.figures()).collect()
            }
            Self::Scenarios { names, assumption, .. } => {
                let names = ("scenarios", Told::Names(names.clone()));
                [names].into_iter().chain(assumption.figures()).collect()
            }
            Self::Goal(goal) => goal.figures(),
            Self::Reached(reached) => reached.figures(),
            Self::TwoWay { year, base_year } => {
                vec![("year", (*year).into()), ("base_year", (*base_year).into())]
            }
            Self::PublishedBase { size, year } => {
                vec![("value", size.into()), ("year", (*year).into())]
            }
            Self::Whole(sizes) => {
                let sizes = sizes.iter().map(|(year, size)| (*year, size.into())).collect();
                vec![("sizes", Told::ByYear(sizes))]
            }
            Self::Check(CheckNote::Findings { counts, .. }) => {
                counts.iter().map(|(status, count)| (status.name(), Told::Count(*count))).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl CheckNote {
    fn kind(&self) -> &'static str {
        match self {
            Self::Findings { .. } => "findings",
            Self::Unasked(_) => "unasked",
            Self::Bands => "bands",
        }
    }
}

impl RowsNote {
    fn kind(&self) -> &'static str {
        match self {
            Self::Columns(_) => "columns",
            Self::Units { .. } => "units",
            Self::FallBack => "rows-fall-back",
            Self::Formulas { .. } => "row-formulas",
        }
    }
}

impl GoalNote {
    fn figures(&self) -> Vec<(&'static str, Told)> {
        vec![
            ("needed_rate", (&self.needed).into()),
            ("forecast_rate", (&self.forecast).into()),
            ("start", (&self.start).into()),
            ("from", self.from.into()),
            ("goal", (&self.size).into()),
            ("year", self.year.into()),
        ]
    }
}

impl ReachedNote {
    fn figures(&self) -> Vec<(&'static str, Told)> {
        let size = ("size", Told::from(&self.size));
        let reached = self.reached.iter().flat_map(|(year, years)| {
            [("year", Told::from(*year)), ("years_from_base", Told::from(years))]
        });
        let onward = ("onward_rate", Told::from(&self.onward));
        [size].into_iter().chain(reached).chain([onward]).collect()
    }
}

impl From<scenario::Note> for Note {
    fn from(note: scenario::Note) -> Self {
        Self::Scenario(note)
    }
}

impl From<DivisionNote> for Note {
    fn from(note: DivisionNote) -> Self {
        Self::Division(note)
    }
}
