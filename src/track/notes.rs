//! What to know about past editions.

use crate::derivation::{Evidence, Traced};
use crate::panel::Filed;
use crate::quantity::{Edition, Money, Year};

use super::{Actual, Average, Pair, Record, Revisions, Track};

/// Something to know about past editions.
///
/// ```
/// assert_eq!(aiinfra::track::Note::Redefinitions.kind(), "redefinitions");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Note {
    /// The actual sizes that are given, in the terms of the answer.
    GivenActuals(Vec<(Year, Traced<Money>)>),
    /// The actual sizes from later editions.
    LaterEditions {
        /// The sizes, by publisher and year.
        sizes: Vec<LaterEdition>,
        /// Whether other actual sizes are given.
        has_given: bool,
    },
    /// What the measures of error are.
    Measures {
        /// Whether some row has an error of the same growth.
        has_same_growth: bool,
    },
    /// The average errors for a lead time.
    Average(Box<Average>),
    /// No lead time has enough pairs for averages.
    FewPairs,
    /// The publishers and dates of editions none of whose forecasts has an actual.
    Pending(Vec<(String, Edition)>),
    /// What revisions are.
    Revisions {
        /// The year of the forecasts.
        year: Year,
    },
    /// The definition of the market may have changed between editions.
    Redefinitions,
    /// The editions, by publisher and date.
    Editions(Vec<Source>),
}

/// The source of an edition.
///
/// ```
/// use aiinfra::panel::Filed;
/// use aiinfra::track::{Note, Report, Track};
/// use aiinfra::{Denomination, Market};
///
/// let report = Filed { file: String::new(), market: Market::embedded()? };
/// let reports = vec![Report { report: &report, denomination: Denomination::default() }];
/// let Note::Editions(sources) = Track { reports, actuals: [].into() }.sources() else { unreachable!() };
/// assert_eq!(sources[0].publisher, "Cervicorn Consulting");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The publisher.
    pub publisher: String,
    /// The market's name.
    pub market: String,
    /// The date.
    pub date: Edition,
    /// The URL, if the dataset gives one.
    pub address: Option<String>,
}

/// An actual size from a later edition.
///
/// ```
/// use aiinfra::track::LaterEdition;
///
/// let later = LaterEdition {
///     publisher: "Gartner".to_owned(),
///     year: "2023".parse()?,
///     edition: "2024-05".parse()?,
/// };
/// assert!(later.edition.year() > later.year);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LaterEdition {
    /// The publisher.
    pub publisher: String,
    /// The edition's base year, whose size is the actual.
    pub year: Year,
    /// The date of the edition.
    pub edition: Edition,
}

impl Track<'_> {
    /// Returns the editions with their sources.
    #[must_use]
    pub fn sources(&self) -> Note {
        let mut sorted: Vec<&Filed> = self.reports.iter().map(|report| report.report).collect();
        sorted.sort_by_key(|report| (report.publisher(), report.date(), report.file.clone()));
        let source = |report: &Filed| Source {
            publisher: report.market.publisher().to_owned(),
            market: report.market.name().to_owned(),
            date: report.date(),
            address: report.market.source().map(str::to_owned),
        };
        Note::Editions(sorted.into_iter().map(source).collect())
    }
}

impl Record {
    /// Returns what to know about the record.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let given = given(&self.pairs);
        let later = later_editions(&self.pairs, given.is_some());
        notes.extend(given.into_iter().chain(later));
        let averages = self.averages.iter().cloned();
        notes.extend(averages.map(|average| Note::Average(Box::new(average))));
        if self.averages.is_empty() {
            notes.push(Note::FewPairs);
        }
        let has_same_growth = self.has_same_growth();
        notes.extend([Note::Measures { has_same_growth }, Note::Redefinitions]);
        if !self.pending.is_empty() {
            notes.push(Note::Pending(self.pending.clone()));
        }
        notes
    }

    /// Returns whether some pair has an error of the same growth as before.
    #[must_use]
    pub fn has_same_growth(&self) -> bool {
        self.pairs.iter().any(|pair| pair.same_growth_error.is_some())
    }
}

impl Revisions {
    /// Returns what to know about the revisions.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        vec![Note::Revisions { year: self.year }, Note::Redefinitions]
    }
}

fn given(pairs: &[Pair]) -> Option<Note> {
    let mut given: Vec<(Year, Traced<Money>)> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.source == Actual::Given) {
        if given.iter().all(|(year, _)| *year != pair.year) {
            given.push((pair.year, pair.actual.clone()));
        }
    }
    given.sort_by_key(|(year, _)| *year);
    (!given.is_empty()).then_some(Note::GivenActuals(given))
}

fn later_editions(pairs: &[Pair], has_given: bool) -> Option<Note> {
    let later = |pair: &Pair| match pair.source {
        Actual::Edition(edition) => {
            Some(LaterEdition { publisher: pair.publisher.clone(), year: pair.year, edition })
        }
        Actual::Given => None,
    };
    let mut sizes: Vec<LaterEdition> = pairs.iter().filter_map(later).collect();
    sizes.sort();
    sizes.dedup();
    (!sizes.is_empty()).then_some(Note::LaterEditions { sizes, has_given })
}

impl Note {
    /// Returns its kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::GivenActuals(_) => "given-actuals",
            Self::LaterEditions { .. } => "actuals-of-later-editions",
            Self::Measures { .. } => "measures-of-error",
            Self::Average(_) => "average-errors",
            Self::FewPairs => "few-pairs",
            Self::Pending(_) => "no-actual-yet",
            Self::Revisions { .. } => "revisions",
            Self::Redefinitions => "redefinitions",
            Self::Editions(_) => "editions",
        }
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::GivenActuals(actuals) => {
                let actuals = actuals.iter().map(|(year, size)| (*year, size.derivation()));
                vec![("actuals", Evidence::ByYear(actuals.collect()))]
            }
            Self::LaterEditions { sizes, .. } => {
                let name = |later: &LaterEdition| {
                    format!("{} {}: {}", later.publisher, later.edition, later.year)
                };
                vec![("editions", Evidence::Names(sizes.iter().map(name).collect()))]
            }
            Self::Average(average) => average.figures(),
            Self::FewPairs => vec![("fewest", Evidence::Count(Average::FEWEST))],
            Self::Pending(editions) => {
                let name = |(publisher, date): &(String, Edition)| format!("{publisher} {date}");
                vec![("editions", Evidence::Names(editions.iter().map(name).collect()))]
            }
            Self::Editions(sources) => {
                let name = |source: &Source| format!("{} {}", source.publisher, source.date);
                vec![("editions", Evidence::Names(sources.iter().map(name).collect()))]
            }
            Self::Revisions { year } => vec![("year", (*year).into())],
            Self::Measures { .. } | Self::Redefinitions => Vec::new(),
        }
    }
}
