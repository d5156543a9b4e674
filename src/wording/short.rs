//! The notes under an answer: the few lines that most readers need, or all of them.

use crate::consensus::Note::Outliers;
use crate::notes::{CheckNote, Note, ReachedNote};
use crate::quantity::Scale;
use crate::scenario::{self, Assumption};

use super::{Names, Spelling, consensus, note, notes, panel, segments, track};

/// How much the notes under an answer say.
///
/// ```
/// use aiinfra::wording::Verbosity;
///
/// let names: Vec<&str> = Verbosity::ALL.iter().flat_map(|each| each.names()).copied().collect();
/// assert_eq!(names, ["short", "full", "none"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verbosity {
    /// Warnings, and what the figures rest on in a line or two.
    Short,
    /// A sentence for every note.
    Full,
    /// Nothing.
    None,
}

impl Verbosity {
    /// Every verbosity, the default for people first.
    pub const ALL: &'static [Self] = &[Self::Short, Self::Full, Self::None];

    /// Returns the accepted names.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Short => &["short"],
            Self::Full => &["full"],
            Self::None => &["none"],
        }
    }
}

/// Returns the notes as paragraphs, the warnings first.
///
/// ```
/// use aiinfra::wording::{self, Spelling, Verbosity};
/// use aiinfra::{Market, Note, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let notes = Scenario::default().notes(&market, "2030".parse()?)?;
/// let notes: Vec<Note> = notes.into_iter().map(Note::from).collect();
/// let scale = market.scale(Unit::Billion, 2);
/// assert_eq!(
///     wording::paragraphs(&notes, Verbosity::Short, &scale, Spelling::default()),
///     [
///         "Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.",
///         "Cervicorn Consulting, AI infrastructure.",
///     ],
/// );
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn paragraphs(
    notes: &[Note],
    verbosity: Verbosity,
    scale: &Scale,
    spelling: Spelling,
) -> Vec<String> {
    let warnings = notes.iter().filter(|note| note.is_warning());
    let mut paragraphs: Vec<String> =
        warnings.map(|warning| note(warning, scale, spelling)).collect();
    let others = notes.iter().filter(|note| !note.is_warning());
    match verbosity {
        Verbosity::None => paragraphs.clear(),
        Verbosity::Full => paragraphs.extend(others.map(|one| note(one, scale, spelling))),
        Verbosity::Short => {
            let divisions = notes.iter().filter_map(|note| match note {
                Note::Division(note) => Some(note),
                _ => None,
            });
            let mut short = Short::new(scale, spelling, segments::is_mixed(divisions));
            short.add(notes);
            paragraphs.extend(short.paragraphs());
        }
    }
    paragraphs
}

/// Returns whether notes of that verbosity include the note.
pub(crate) fn is_listed(note: &Note, verbosity: Verbosity) -> bool {
    match verbosity {
        Verbosity::Short => is_short(note),
        Verbosity::Full => true,
        Verbosity::None => false,
    }
}

/// Returns the options that show more than short notes, for readers who type options.
pub(crate) fn hint(names: Names, explains: bool) -> Option<&'static str> {
    match (names, explains) {
        (Names::Options, false) => Some("(--notes full, --explain)"),
        (Names::Options, true) => Some("(--notes full)"),
        _ => None,
    }
}

/// Whether short notes include it.
fn is_short(note: &Note) -> bool {
    match note {
        Note::Scenario(note) | Note::OtherMarket { note, .. } => match note {
            scenario::Note::StatedGrowth { .. }
            | scenario::Note::JoiningGrowth { .. }
            | scenario::Note::GrowthBetween { .. }
            | scenario::Note::Ranges { .. }
            | scenario::Note::Source { .. } => true,
            scenario::Note::Assumed(assumption) => is_short_assumption(assumption),
            scenario::Note::Published { .. } | scenario::Note::Comparison(_) => false,
        },
        // If the year is in the forecast, the table says it all.
        Note::Reached(ReachedNote { reached: Some((year, _)), first, last, .. }) => {
            year > last || year == first
        }
        Note::Whole(_) | Note::Check(CheckNote::Unasked(_)) => false,
        Note::Track(note) => track::is_short(note),
        _ => true,
    }
}

/// Whether it is an assumption, not the consequence of one.
fn is_short_assumption(assumption: &Assumption) -> bool {
    !matches!(assumption, Assumption::MadeUp { .. })
}

/// Whether it is what a scenario assumes. The note on the forecast already says that it is extended.
fn is_own_assumption(note: &Note) -> bool {
    match note {
        Note::Scenarios { assumption, .. } => !matches!(assumption, Assumption::Extended { .. }),
        _ => false,
    }
}

/// The scenarios that a note is about, unless it is about every one.
fn names(note: &Note) -> &[String] {
    match note {
        Note::Scenarios { names, is_every: false, .. } => names,
        _ => &[],
    }
}

/// The number of scenarios whose assumptions short notes list.
pub(crate) const FEW_SCENARIOS: usize = 4;

/// Short notes under construction.
struct Short<'a> {
    scale: &'a Scale,
    spelling: Spelling,
    /// Whether dimensions follow shares of different years.
    is_mixed: bool,
    /// The currency and the prices of the answer, at the start of the first paragraph.
    terms: Vec<String>,
    /// Other sentences of the first paragraph.
    sentences: Vec<String>,
    /// Paragraphs after it.
    lines: Vec<String>,
}

impl<'a> Short<'a> {
    fn new(scale: &'a Scale, spelling: Spelling, is_mixed: bool) -> Self {
        let (terms, sentences, lines) = (Vec::new(), Vec::new(), Vec::new());
        Self { scale, spelling, is_mixed, terms, sentences, lines }
    }

    fn add(&mut self, notes: &[Note]) {
        let own_publisher = notes.iter().find_map(|note| match note {
            Note::Scenario(scenario::Note::Source { publisher, .. }) => Some(publisher.as_str()),
            _ => None,
        });
        let is_among_others = notes.iter().any(|note| matches!(note, Note::OtherMarket { .. }));
        let publisher = own_publisher.filter(|_| is_among_others);
        if let Some(publisher) = publisher {
            let own = notes.iter().filter_map(|note| match note {
                Note::Scenario(note) => Some(note),
                _ => None,
            });
            own.for_each(|note| self.add_growth_of(publisher, note));
        }
        for note in notes.iter().filter(|note| is_short(note) && !note.is_warning()) {
            self.add_note(note, publisher.is_some());
        }
        self.add_scenarios(notes);
        self.sentences.extend(consensus::outliers_of_years(notes, self.spelling));
        if self.sentences.is_empty() && self.lines.len() < 2 {
            self.add_published(notes);
        }
    }

    fn add_note(&mut self, one: &Note, is_among_others: bool) {
        let text = || note(one, self.scale, self.spelling);
        match one {
            Note::Scenarios { .. } | Note::Consensus(Outliers { .. }) => {}
            Note::Scenario(scenario::Note::Source { publisher, market, edition, .. }) => {
                if !is_among_others {
                    let edition = super::scenario::dated(*edition);
                    self.lines.push(format!("{publisher}, {market}{edition}."));
                }
            }
            Note::Scenario(note) if is_among_others && is_growth(note) => {}
            Note::OtherMarket { note: scenario::Note::Assumed(_), .. } => self.lines.push(text()),
            Note::OtherMarket { name, note, .. } => self.add_growth_of(name, note),
            Note::Exchanged { .. } | Note::RealTerms(_) => self.terms.push(text()),
            Note::Division(note) => {
                let scale = self.scale.of_report();
                let sentences = segments::short(note, self.is_mixed, &scale, self.spelling);
                self.sentences.extend(sentences);
            }
            Note::Track(note) => track::add_short(note, &mut self.sentences, &mut self.lines),
            Note::Check(CheckNote::Bands) => self.sentences.push(text()),
            Note::LeftOut(reports) => {
                self.lines.push(panel::left_out_in_part(reports, self.spelling));
            }
            Note::Check(_) => self.lines.push(text()),
            _ => self.sentences.push(text()),
        }
    }

    /// Adds a line with the growth of one of several markets.
    fn add_growth_of(&mut self, name: &str, note: &scenario::Note) {
        if let Some(growth) = super::scenario::growth_of_market(note, self.scale) {
            self.lines.push(format!("{name}: {growth}"));
        }
    }

    /// Adds what the first few scenarios assume.
    fn add_scenarios(&mut self, notes: &[Note]) {
        let mut named: Vec<&String> = Vec::new();
        for scenario in notes.iter().filter(|note| is_own_assumption(note)) {
            let names = names(scenario);
            named.extend(names.iter().filter(|name| !named.contains(name)).collect::<Vec<_>>());
            // All that one of the first few assumes is listed, in several sentences if need be.
            let is_listed = |name| named.iter().take(FEW_SCENARIOS).any(|few| *few == name);
            if names.is_empty() || names.iter().any(is_listed) {
                self.sentences.push(note(scenario, self.scale, self.spelling));
            }
        }
        let more = named.len().saturating_sub(FEW_SCENARIOS);
        if more > 0 {
            self.sentences.push(notes::more_scenarios(more));
        }
    }

    /// Adds which sizes are published, if nothing else says what the figures rest on.
    fn add_published(&mut self, notes: &[Note]) {
        let is_published =
            |note: &&Note| matches!(note, Note::Scenario(scenario::Note::Published { .. }));
        if let Some(published) = notes.iter().find(is_published) {
            self.sentences.push(note(published, self.scale, self.spelling));
        }
    }

    fn paragraphs(mut self) -> Vec<String> {
        // Several dimensions can yield the same sentence.
        let mut seen = std::collections::HashSet::new();
        self.sentences.retain(|sentence| seen.insert(sentence.clone()));
        self.terms.append(&mut self.sentences);
        let paragraph = Some(self.terms.join(" ")).filter(|text| !text.is_empty());
        paragraph.into_iter().chain(self.lines).collect()
    }
}

fn is_growth(note: &scenario::Note) -> bool {
    matches!(
        note,
        scenario::Note::StatedGrowth { .. }
            | scenario::Note::JoiningGrowth { .. }
            | scenario::Note::GrowthBetween { .. }
    )
}
