//! What to know about a ranking of inputs.

use crate::derivation::{Evidence, Traced};
use crate::quantity::{Amount, Money, Ratio, Year};

use super::{Cause, Choice, LeftOut, NoSize, Ranking};

/// Something to know about a ranking of inputs.
///
/// ```
/// use aiinfra::{Market, Sensitivity};
///
/// let market = Market::embedded()?;
/// let ranking = Sensitivity::new(&market, "2030".parse()?).ranking()?;
/// let kinds: Vec<&str> = ranking.notes().iter().map(|note| note.kind()).collect();
/// assert_eq!(kinds, ["largest-swing", "one-at-a-time"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Note {
    /// Each row changes one input, and all others stay as in the forecast.
    OneAtATime {
        /// The forecast.
        forecast: Traced<Money>,
        /// Its year.
        year: Year,
    },
    /// The input with the largest swing.
    Largest(Box<Largest>),
    /// An input that yields no size.
    LeftOut(LeftOut),
    /// The ends of inputs are in the report's own terms, and the sizes in others.
    OwnTerms,
}

/// The input with the largest swing.
///
/// ```
/// use aiinfra::sensitivity::Note;
/// use aiinfra::{Market, Sensitivity};
///
/// let market = Market::embedded()?;
/// let notes = Sensitivity::new(&market, market.base().year).ranking()?.notes();
/// assert!(matches!(&notes[0], Note::Largest(largest) if largest.is_only));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Largest {
    /// The input.
    pub cause: Cause,
    /// What it is at its two ends.
    pub choices: [Choice; 2],
    /// The swing.
    pub swing: Traced<Amount>,
    /// The swing as a fraction of the forecast.
    pub share: Traced<Ratio>,
    /// The year of the sizes.
    pub year: Year,
    /// Whether no other input makes a difference.
    pub is_only: bool,
}

impl Ranking {
    /// Returns what to know about the ranking.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        let forecast = Note::OneAtATime { forecast: self.forecast.clone(), year: self.year };
        let largest = self.largest().map(|largest| Note::Largest(Box::new(largest)));
        let left_out = self.left_out.iter().cloned().map(Note::LeftOut);
        largest.into_iter().chain([forecast]).chain(left_out).collect()
    }

    fn largest(&self) -> Option<Largest> {
        let largest = self.swings.first()?;
        Some(Largest {
            cause: largest.cause.clone(),
            choices: [&largest.low, &largest.high].map(|end| end.choice.clone()),
            swing: largest.swing.clone(),
            share: largest.share.clone(),
            year: self.year,
            is_only: self.swings.iter().filter(|swing| swing.has_effect()).count() == 1,
        })
    }
}

impl Note {
    /// Returns its kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OneAtATime { .. } => "one-at-a-time",
            Self::Largest(_) => "largest-swing",
            Self::LeftOut(_) => "left-out",
            Self::OwnTerms => "own-terms",
        }
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::OneAtATime { forecast, year } => {
                vec![("forecast", forecast.into()), ("year", (*year).into())]
            }
            Self::Largest(largest) => vec![
                ("input", Evidence::Name(largest.cause.id())),
                ("swing", (&largest.swing).into()),
                ("swing_pct", (&largest.share).into()),
                ("year", largest.year.into()),
            ],
            Self::LeftOut(LeftOut { cause, reason }) => {
                let input = ("input", Evidence::Name(cause.id()));
                let years = match reason {
                    NoSize::OtherYears { first, last } => {
                        vec![("first", (*first).into()), ("last", (*last).into())]
                    }
                    NoSize::Fault(_) => Vec::new(),
                };
                [input].into_iter().chain(years).collect()
            }
            Self::OwnTerms => Vec::new(),
        }
    }
}
