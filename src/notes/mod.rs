//! What to know about an answer: what it rests on and what is assumed.

mod answers;

use crate::audit::{Rule, Status};
use crate::consensus;
use crate::denomination::{Exchange, Inflation, Prices};
use crate::derivation::{Evidence, Traced};
use crate::input::Input;
use crate::panel::LeftOut;
use crate::quantity::{Currency, Money, Unit, Year};
use crate::range::RangeNote;
use crate::scenario;
use crate::segments::DivisionNote;
use crate::sensitivity;
use crate::track;
use crate::trajectory::Shape;
use crate::warning::Warning;

pub use answers::{GoalNote, ReachedNote};

/// Something to know about an answer, with its figures.
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
    /// About the market of another report.
    OtherMarket {
        /// The name it has in the table.
        name: String,
        /// Its currency.
        currency: Currency,
        /// What to know about it.
        note: scenario::Note,
    },
    /// The currency that sizes are converted to, with the rate.
    Exchanged {
        /// The rate.
        exchange: Exchange,
        /// Whether only the sizes of other reports are converted at this rate.
        is_other: bool,
    },
    /// The prices that amounts are in.
    RealTerms(Prices),
    /// What some of the compared scenarios assume.
    Scenarios {
        /// Their names.
        names: Vec<String>,
        /// Whether these are all of several scenarios.
        is_every: bool,
        /// What they assume.
        assumption: scenario::Assumption,
    },
    /// Which forecast differences are from.
    ComparedWith {
        /// The publisher, if several publishers are compared.
        publisher: Option<String>,
    },
    /// The reports are assumed to define the market and the year alike.
    SameMeaning,
    /// Some of the compared reports are about other markets.
    OtherScopes {
        /// The scope that the others are compared with.
        own: String,
        /// Their names in the table, each with the scope.
        reports: Vec<(String, String)>,
        /// Whether others are about the same market.
        is_mixed: bool,
    },
    /// A forecast that doesn't cover every year of the table.
    Coverage {
        /// The name it has in the table.
        name: String,
        /// The first year that it covers.
        first: Year,
        /// The last year that it covers.
        last: Year,
    },
    /// The growth rate that reaches a goal.
    Goal(GoalNote),
    /// When a size is reached.
    Reached(ReachedNote),
    /// What a range assumes.
    Range(RangeNote),
    /// Which of start, end, years and rate was computed.
    Solved(Input),
    /// What the rows and columns of a two-way table assume.
    TwoWay {
        /// The year of the sizes.
        year: Year,
        /// The year of the bases.
        base_year: Year,
        /// The last year of the forecast, whose size a rate leads to.
        last: Year,
        /// What lies between the base year and the last.
        shape: Shape,
    },
    /// The published size in the base year.
    PublishedBase {
        /// Its size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
    },
    /// Values are as printed in the report.
    AsPrinted,
    /// The report names no segments.
    NoSegments,
    /// The size of the whole market, in the first and the last year.
    Whole(Vec<(Year, Traced<Money>)>),
    /// What changes the size of a year most.
    Sensitivity(sensitivity::Note),
    /// Reports that don't count.
    LeftOut(Vec<LeftOut>),
    /// What several reports forecast together.
    Consensus(consensus::Note),
    /// About past editions.
    Track(track::Note),
    /// Segments of different dimensions must not be added up.
    OneDimensionAtATime {
        /// Whether each dimension has its own total.
        has_own_total: bool,
        /// Whether some dimensions divide a segment of another one.
        divides_segment: bool,
    },
    /// About the findings of `check`.
    Check(CheckNote),
    /// About the rows of a batch.
    Rows(RowsNote),
    /// Something to know before using the answer.
    Warning(Warning),
}

/// Something to know about the findings of `check`.
///
/// ```
/// use aiinfra::{CheckNote, Note};
///
/// assert_eq!(Note::Check(CheckNote::Bands).kind(), "bands");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CheckNote {
    /// The number of findings by status.
    Findings {
        /// The counts, from the worst status to the best.
        counts: Vec<(Status, usize)>,
        /// Whether warnings count as failures.
        is_strict: bool,
    },
    /// The rules with passes, each with their number.
    Passes(Vec<(Rule, usize)>),
    /// The rules that found nothing, or had no figures to compare.
    Unasked(Vec<Rule>),
    /// Figures are compared allowing for rounding.
    Bands,
}

/// Something to know about the rows of a batch.
///
/// ```
/// use aiinfra::{Note, RowsNote};
///
/// assert_eq!(Note::Rows(RowsNote::FallBack).kind(), "rows-fall-back");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RowsNote {
    /// The columns that are used.
    Columns(Vec<&'static str>),
    /// The units of input and output.
    Units {
        /// The currency of both.
        currency: Currency,
        /// The unit of input sizes without their own.
        read: Unit,
        /// The unit of output sizes.
        written: Unit,
        /// The first year in the output.
        first: Year,
    },
    /// Empty cells take the report's own figures.
    FallBack,
    /// The formulas for the sizes of a row.
    Formulas {
        /// The year of the bases.
        base_year: Year,
    },
}

impl Note {
    /// Returns its kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Scenario(note) | Self::OtherMarket { note, .. } => note.kind(),
            Self::Division(note) => note.kind(),
            Self::Exchanged { .. } => "exchange",
            Self::RealTerms(_) => "real-terms",
            Self::Scenarios { assumption, .. } => assumption.kind(),
            Self::ComparedWith { .. } => "compared-with",
            Self::SameMeaning => "same-meaning",
            Self::OtherScopes { .. } => "other-scopes",
            Self::Coverage { .. } => "coverage",
            Self::Goal(_) => "goal",
            Self::Reached(_) => "reached",
            Self::Range(_) => "range",
            Self::Solved(_) => "solved",
            Self::TwoWay { .. } => "two-way",
            Self::PublishedBase { .. } => "published",
            Self::AsPrinted => "as-printed",
            Self::NoSegments => "no-segments",
            Self::Whole(_) => "whole-market",
            Self::Sensitivity(note) => note.kind(),
            Self::Consensus(note) => note.kind(),
            Self::LeftOut(_) => "left-out-reports",
            Self::Track(note) => note.kind(),
            Self::OneDimensionAtATime { .. } => "one-dimension-at-a-time",
            Self::Check(note) => note.kind(),
            Self::Rows(note) => note.kind(),
            Self::Warning(warning) => warning.kind(),
        }
    }

    /// Returns `true` for something to know before using the answer.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::Warning(_))
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::Scenario(note) => note.figures(),
            Self::Division(note) => note.figures(),
            Self::OtherMarket { name, note, .. } => {
                let market = ("market", Evidence::Name(name.clone()));
                [market].into_iter().chain(note.figures()).collect()
            }
            Self::Scenarios { names, assumption, .. } => {
                let names = ("scenarios", Evidence::Names(names.clone()));
                [names].into_iter().chain(assumption.figures()).collect()
            }
            Self::Exchanged { exchange, .. } => exchanged(exchange),
            Self::RealTerms(prices) => real_terms(prices),
            Self::OtherScopes { reports, .. } => {
                let (names, scopes) = reports.iter().cloned().unzip();
                vec![("reports", Evidence::Names(names)), ("scopes", Evidence::Names(scopes))]
            }
            Self::LeftOut(reports) => left_out(reports),
            Self::Coverage { name, first, last } => vec![
                ("name", Evidence::Name(name.clone())),
                ("first", (*first).into()),
                ("last", (*last).into()),
            ],
            Self::Goal(goal) => goal.figures(),
            Self::Range(range) => range.figures(),
            Self::Reached(reached) => reached.figures(),
            Self::TwoWay { year, base_year, .. } => {
                vec![("year", (*year).into()), ("base_year", (*base_year).into())]
            }
            Self::PublishedBase { size, year } => {
                vec![("value", size.into()), ("year", (*year).into())]
            }
            Self::Whole(sizes) => {
                let sizes = sizes.iter().map(|(year, size)| (*year, size.into())).collect();
                vec![("sizes", Evidence::ByYear(sizes))]
            }
            Self::Sensitivity(note) => note.figures(),
            Self::Consensus(note) => note.figures(),
            Self::Track(note) => note.figures(),
            Self::Check(CheckNote::Findings { counts, .. }) => counts
                .iter()
                .map(|(status, count)| (status.name(), Evidence::Count(*count)))
                .collect(),
            Self::Warning(warning) => warning.figures(),
            _ => Vec::new(),
        }
    }
}

fn left_out(reports: &[LeftOut]) -> Vec<(&'static str, Evidence)> {
    let names = |name: fn(&LeftOut) -> &str| {
        Evidence::Names(reports.iter().map(|report| name(report).to_owned()).collect())
    };
    vec![
        ("publishers", names(|report| &report.publisher)),
        ("files", names(|report| &report.file)),
        ("reasons", names(|report| report.reason.kind())),
    ]
}

fn exchanged(exchange: &Exchange) -> Vec<(&'static str, Evidence)> {
    let name = |currency: &Currency| Evidence::Name(currency.to_string());
    let (one, other) = match exchange.divides {
        true => (&exchange.to, &exchange.from),
        false => (&exchange.from, &exchange.to),
    };
    vec![("rate", (&exchange.rate).into()), ("of", name(one)), ("in", name(other))]
}

fn real_terms(prices: &Prices) -> Vec<(&'static str, Evidence)> {
    let inflation = match &prices.inflation {
        Inflation::Rate(rate) => ("inflation", rate.into()),
        Inflation::Index(index) => ("file", Evidence::Name(index.name().to_owned())),
    };
    vec![("year", prices.year.into()), inflation]
}

impl From<Warning> for Note {
    fn from(warning: Warning) -> Self {
        Self::Warning(warning)
    }
}

impl CheckNote {
    fn kind(&self) -> &'static str {
        match self {
            Self::Findings { .. } => "findings",
            Self::Passes(_) => "passes",
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

impl From<scenario::Note> for Note {
    fn from(note: scenario::Note) -> Self {
        Self::Scenario(note)
    }
}

impl From<sensitivity::Note> for Note {
    fn from(note: sensitivity::Note) -> Self {
        Self::Sensitivity(note)
    }
}

impl From<track::Note> for Note {
    fn from(note: track::Note) -> Self {
        Self::Track(note)
    }
}

impl From<consensus::Note> for Note {
    fn from(note: consensus::Note) -> Self {
        Self::Consensus(note)
    }
}

impl From<DivisionNote> for Note {
    fn from(note: DivisionNote) -> Self {
        Self::Division(note)
    }
}
