//! What to know about a consensus.

use crate::audit::Status;
use crate::derivation::{Derivation, Evidence, Traced};
use crate::quantity::{Coefficient, Money, Ratio, Year};

use super::{Alike, FEWEST_FOR_OUTLIERS, Member, Summary, Survey};

/// Something to know about a consensus.
///
/// ```
/// use aiinfra::consensus::{Note, Survey};
///
/// let survey = Survey { members: Vec::new() };
/// let kinds: Vec<&str> = survey.notes(&[]).iter().map(Note::kind).collect();
/// assert_eq!(kinds, ["statistics"]);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Note {
    /// The consensus for a single year.
    Consensus(Box<Headline>),
    /// The number of reports differs from year to year.
    Uneven {
        /// The lowest number.
        fewest: usize,
        /// The highest number.
        most: usize,
    },
    /// The reports that count, if the table doesn't list them.
    Reports(Vec<(String, Status)>),
    /// The outliers of a year. They count like every other report.
    Outliers {
        /// The year.
        year: Year,
        /// Their names and modified z-scores.
        outliers: Vec<(String, Traced<Coefficient>)>,
    },
    /// Reports that may share a source, in groups.
    Alike(Vec<Alike>),
    /// A publisher with several editions, all of which count.
    SeveralEditions {
        /// The publisher.
        publisher: String,
        /// The number of editions.
        count: usize,
    },
    /// How the statistics are defined.
    Statistics {
        /// Whether there are too few reports in every year to name outliers.
        is_few: bool,
    },
}

/// The consensus for a year.
///
/// ```
/// use aiinfra::consensus::{Note, Survey};
///
/// let notes = Survey { members: Vec::new() }.notes(&[]);
/// assert!(!notes.iter().any(|note| matches!(note, Note::Consensus(_))));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Headline {
    /// The year.
    pub year: Year,
    /// The number of reports.
    pub reports: usize,
    /// The median.
    pub median: Traced<Money>,
    /// The quartiles.
    pub quartiles: [Traced<Money>; 2],
    /// The distance between the quartiles, as a fraction of the median.
    pub spread: Traced<Ratio>,
}

impl Survey {
    /// Returns what to know about the consensus of these years.
    #[must_use]
    pub fn notes(&self, summaries: &[Summary]) -> Vec<Note> {
        let mut notes = match summaries {
            [only] => vec![Note::Consensus(Box::new(Headline::of(only)))],
            [] => Vec::new(),
            _ => vec![self.reports()],
        };
        notes.extend(uneven(summaries));
        notes.extend(summaries.iter().filter_map(|summary| self.outliers(summary)));
        notes.extend(Some(self.alike()).filter(|alike| !alike.is_empty()).map(Note::Alike));
        notes.extend(self.several_editions());
        let count = |summary: &Summary| summary.forecasts.len();
        let is_few = summaries.iter().all(|summary| count(summary) < FEWEST_FOR_OUTLIERS);
        notes.push(Note::Statistics { is_few });
        notes
    }

    fn reports(&self) -> Note {
        let reports = self.members.iter().map(|one| (one.name().to_owned(), one.status()));
        Note::Reports(reports.collect())
    }

    fn outliers(&self, summary: &Summary) -> Option<Note> {
        let outliers: Vec<(String, Traced<Coefficient>)> = summary
            .outliers()
            .filter_map(|forecast| {
                let name = self.members.get(forecast.member)?.name().to_owned();
                Some((name, forecast.score.clone()?))
            })
            .collect();
        (!outliers.is_empty()).then_some(Note::Outliers { year: summary.year, outliers })
    }

    fn several_editions(&self) -> Vec<Note> {
        // Members are in the order of their publishers.
        let same =
            |one: &Member, other: &Member| one.report().publisher() == other.report().publisher();
        let editions = self.members.chunk_by(same).filter(|editions| editions.len() > 1);
        let note = |editions: &[Member]| Note::SeveralEditions {
            publisher: editions.first().map(Member::publisher).unwrap_or_default().to_owned(),
            count: editions.len(),
        };
        editions.map(note).collect()
    }
}

fn uneven(summaries: &[Summary]) -> Option<Note> {
    let counts = || summaries.iter().map(|summary| summary.forecasts.len());
    let (fewest, most) = (counts().min()?, counts().max()?);
    (fewest < most).then_some(Note::Uneven { fewest, most })
}

impl Headline {
    fn of(summary: &Summary) -> Self {
        Self {
            year: summary.year,
            reports: summary.forecasts.len(),
            median: summary.median.clone(),
            quartiles: [summary.lower_quartile.clone(), summary.upper_quartile.clone()],
            spread: summary.spread.clone(),
        }
    }

    fn figures(&self) -> Vec<(&'static str, Evidence)> {
        let [lower, upper] = &self.quartiles;
        vec![
            ("year", self.year.into()),
            ("reports", Evidence::Count(self.reports)),
            ("median", (&self.median).into()),
            ("p25", lower.into()),
            ("p75", upper.into()),
            ("spread_pct", (&self.spread).into()),
        ]
    }
}

impl Note {
    /// Returns its kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Consensus(_) => "consensus",
            Self::Uneven { .. } => "uneven-coverage",
            Self::Reports(_) => "reports",
            Self::Outliers { .. } => "outliers",
            Self::Alike(_) => "alike",
            Self::SeveralEditions { .. } => "several-editions",
            Self::Statistics { .. } => "statistics",
        }
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::Consensus(headline) => headline.figures(),
            Self::Uneven { fewest, most } => {
                vec![("fewest", Evidence::Count(*fewest)), ("most", Evidence::Count(*most))]
            }
            Self::Reports(reports) => {
                let names = reports.iter().map(|(name, _)| name.clone()).collect();
                vec![("reports", Evidence::Names(names))]
            }
            Self::Outliers { year, outliers } => {
                let score = |(name, score): &(String, Traced<Coefficient>)| {
                    (name.clone(), Derivation::from(score))
                };
                let scores = outliers.iter().map(score).collect();
                vec![("year", (*year).into()), ("z", Evidence::ByName(scores))]
            }
            Self::Alike(groups) => {
                let names = groups.iter().map(|alike| alike.names.clone()).collect();
                vec![("groups", Evidence::Groups(names))]
            }
            Self::SeveralEditions { publisher, count } => vec![
                ("publisher", Evidence::Name(publisher.clone())),
                ("count", Evidence::Count(*count)),
            ],
            Self::Statistics { .. } => Vec::new(),
        }
    }
}
