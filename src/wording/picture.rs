//! The words of a picture: the line under its title, its caption, and labels that no table has.

use crate::notes::{Note, ReachedNote};
use crate::quantity::{Scale, Year};
use crate::range::RangeNote;

use super::{FEW_SCENARIOS, Spelling, Verbosity, note, notes, paragraphs};

/// Labels that occur only in pictures.
pub(crate) mod names {
    /// The report's forecast, in the middle of a tornado or beside a range.
    pub(crate) const FORECAST: &str = "Forecast";
    /// The middle of a range.
    pub(crate) const MEDIAN: &str = "Median";
    /// The end of an input with the lower value.
    pub(crate) const LOWER_INPUT: &str = "lower input";
    /// The end of an input with the higher value.
    pub(crate) const HIGHER_INPUT: &str = "higher input";
    /// A report that is far from the others.
    pub(crate) const OUTLIER: &str = "(outlier)";
}

/// What a picture shows.
pub(crate) enum Pictured {
    /// One series of sizes.
    Sizes,
    /// One series of another measure, such as growth.
    Single,
    /// One series and a goal.
    Goal,
    /// Several series, named after what distinguishes them: `scenario`, `region`.
    Series {
        /// Whether their values are sizes.
        are_sizes: bool,
        /// What distinguishes them.
        by: String,
        /// The year, if there is only one.
        year: Option<Year>,
    },
    /// Series over an axis other than time.
    TwoWay {
        /// What the axis shows.
        axis: String,
        /// What distinguishes the series.
        by: String,
        /// The year of the sizes.
        year: Option<Year>,
    },
    /// Intervals.
    Range {
        /// The year, if there is only one.
        year: Option<Year>,
    },
    /// The sizes at both ends of each input.
    Swings {
        /// The year.
        year: Option<Year>,
    },
    /// The statistics of several reports.
    Reports {
        /// The number of reports.
        count: usize,
        /// The year, if there is only one.
        year: Option<Year>,
    },
}

/// Returns the line under the title: what is shown, and the unit. A measure other than sizes is named by its heading,
/// which is then given in place of the unit: `Share %`, `Change, USD billion`.
pub(crate) fn subtitle(shown: &Pictured, is_what_if: bool, unit: &str, is_log: bool) -> String {
    let of = |year: &Option<Year>| year.map_or_else(String::new, |year| format!(" in {year}"));
    let what = match shown {
        Pictured::Sizes => "Market size".to_owned(),
        Pictured::Single => String::new(),
        Pictured::Goal => "Market size and goal".to_owned(),
        Pictured::Series { are_sizes: true, by, year } => {
            format!("Market size by {by}{}", of(year))
        }
        Pictured::Series { are_sizes: false, by, year } => {
            format!("{} by {by}{}", named(unit).0, of(year))
        }
        Pictured::TwoWay { axis, by, year } => format!("Size{} by {axis} and {by}", of(year)),
        Pictured::Range { year } => format!("Range of the market size{}", of(year)),
        Pictured::Swings { year } => format!("What changes the size{}", of(year)),
        Pictured::Reports { count, year } => match year {
            Some(year) => format!("Sizes for {year} in {count} reports"),
            None => format!("Consensus of {count} reports"),
        },
    };
    let unit = match shown {
        Pictured::Series { are_sizes: false, .. } => named(unit).1,
        _ => unit,
    };
    let scale = if is_log { "log scale" } else { "" };
    let what_if = match (is_what_if, what.is_empty()) {
        (false, _) => "",
        (true, true) => "What-if",
        (true, false) => "what-if",
    };
    let parts = [what.as_str(), what_if, unit, scale].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Splits a heading into the name of its measure and the unit.
fn named(heading: &str) -> (&str, &str) {
    match heading.strip_suffix(" %") {
        Some(name) => (name, "%"),
        None => heading.split_once(", ").unwrap_or((heading, "")),
    }
}

/// The marks in a picture that its caption explains.
#[derive(Clone, Copy, Default)]
pub(crate) struct Marks {
    /// Whether there is a dot for a published size.
    pub(crate) has_published: bool,
    /// Whether there is a diamond for a given one.
    pub(crate) has_given: bool,
}

/// Returns the caption of a picture: what its marks are, and the notes that apply to it. Warnings come first.
pub(crate) fn caption(
    every: &[Note],
    marks: Marks,
    verbosity: Verbosity,
    scale: &Scale,
    spelling: Spelling,
) -> Vec<String> {
    if verbosity == Verbosity::None {
        return Vec::new();
    }
    let is_full = verbosity == Verbosity::Full;
    let drawn = every.iter().filter(|note| is_drawn(note, is_full)).map(without_reach);
    // Short notes refer to the full ones for more than a few scenarios, and a picture can't be asked again.
    let scenarios = every.iter().filter(|note| matches!(note, Note::Scenarios { .. })).count();
    let is_long = !is_full && scenarios > FEW_SCENARIOS;
    let (listed, drawn): (Vec<Note>, Vec<Note>) =
        drawn.partition(|note| is_long && matches!(note, Note::Scenarios { .. }));
    let mut caption = paragraphs(&drawn, verbosity, scale, spelling);
    let key = key(marks).map(str::to_owned);
    let own = key.into_iter().chain(every.iter().filter_map(|one| match one {
        Note::TwoWay { .. } => Some(notes::two_way_drawn(one, scale)),
        _ => None,
    }));
    let own: Vec<String> = own.chain(answer(every, verbosity, scale, spelling)).collect();
    let warnings = every.iter().filter(|note| note.is_warning()).count().min(caption.len());
    match caption.get_mut(warnings) {
        Some(first) if !own.is_empty() && !is_full => *first = format!("{} {first}", own.join(" ")),
        _ => {
            caption.splice(warnings..warnings, own);
        }
    }
    let listed: Vec<String> = listed.iter().map(|one| note(one, scale, spelling)).collect();
    if !listed.is_empty() {
        let source = caption.len().saturating_sub(1).max(warnings);
        caption.insert(source, listed.join(" "));
    }
    caption
}

/// Returns when the forecast reaches a size, which short notes leave to a table.
pub(crate) fn answer(
    every: &[Note],
    verbosity: Verbosity,
    scale: &Scale,
    spelling: Spelling,
) -> Option<String> {
    let is_answer =
        |one: &&Note| matches!(one, Note::Reached(ReachedNote { reached: Some(_), .. }));
    let answer = every.iter().find(is_answer).filter(|_| verbosity == Verbosity::Short)?;
    Some(note(answer, scale, spelling))
}

/// Whether a note applies to a picture. Differences, empty cells, and reports that are left out are not in it.
fn is_drawn(note: &Note, is_full: bool) -> bool {
    match note {
        Note::ComparedWith { .. } | Note::TwoWay { .. } => false,
        Note::Coverage { .. } | Note::LeftOut(_) => is_full,
        Note::Reached(_) => is_full,
        _ => true,
    }
}

/// Returns the note without a probability, which is not drawn.
fn without_reach(note: &Note) -> Note {
    match note {
        Note::Range(range) => Note::Range(RangeNote { reach: None, ..range.clone() }),
        note => note.clone(),
    }
}

/// Returns what the marks in a picture mean, if it has any.
pub(crate) fn key(marks: Marks) -> Option<&'static str> {
    match (marks.has_published, marks.has_given) {
        (true, true) => Some("A dot marks a published size, a diamond an input."),
        (true, false) => Some("A dot marks a published size."),
        (false, true) => Some("A diamond marks an input."),
        (false, false) => None,
    }
}
