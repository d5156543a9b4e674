//! What there is to know beside an answer.

use crate::error::Setting;
use crate::input::Input;
use crate::notes::{CheckNote, GoalNote, Note, ReachedNote, RowsNote};
use crate::quantity::{Money, Scale, Year};

use super::written::{in_full, printed};
use super::{Spelling, scenario, segments};
use crate::derivation::Traced;

/// The note as a sentence, with amounts as `scale` says.
///
/// ```
/// use aiinfra::wording::{self, Spelling};
/// use aiinfra::{Market, Note, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let notes = Scenario::default().notes(&market, "2034".parse()?)?;
/// let scale = market.scale(Unit::Billion, 2);
/// let text = wording::note(&Note::from(notes[0].clone()), &scale, Spelling::default());
/// assert!(text.starts_with("Growth: 26.808 % a year"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn note(note: &Note, scale: &Scale, spelling: Spelling) -> String {
    match note {
        Note::Scenario(note) => scenario::note(note, scale),
        Note::Division(note) => segments::note(note, scale, spelling),
        Note::OtherMarket { name, note } => {
            format!("{name}, {}", uncapitalized(&scenario::note(note, scale)))
        }
        Note::Scenarios { names, is_every, assumption } => {
            let whose = if *is_every { "Every scenario".to_owned() } else { names.join(" and ") };
            format!("{whose}, {}", assumption_of_one(assumption, scale))
        }
        Note::ComparedWith { publisher } => {
            let whose = match publisher {
                None => "the report's own".to_owned(),
                Some(publisher) => format!("that of {publisher}"),
            };
            format!("Each difference is from the forecast, which is {whose}.")
        }
        Note::SameMeaning => {
            "Assumed: the reports mean the same by market and by year; they may not.".to_owned()
        }
        Note::Goal(note) => goal(note, scale),
        Note::Reached(note) => reached(note, scale),
        Note::Solved(input) => format!("Computed: {}.", method(input)),
        Note::TwoWay { year, base_year } => format!(
            "Sizes in {year} in {} {}: each row assumes its base in {base_year}, each column its growth a year.",
            scale.currency, scale.unit
        ),
        Note::PublishedBase { size, year } => {
            format!("Published: {} in {year}.", printed(size, scale))
        }
        Note::AsPrinted => {
            "Every value is printed as published, whatever unit and decimals are asked for; none is computed."
                .to_owned()
        }
        Note::NoSegments => "The report names no segments.".to_owned(),
        Note::Whole(sizes) => whole(sizes, scale),
        Note::OneDimensionAtATime { has_own_total } => {
            let what =
                if *has_own_total { "has a total of its own" } else { "divides the same whole market" };
            format!("Each dimension {what}: add up one at a time.")
        }
        Note::Check(note) => of_check(note),
        Note::Rows(note) => of_rows(note),
    }
}

/// What one of several scenarios assumes, as it stands after its name.
#[must_use]
pub fn assumption_of_one(assumption: &crate::scenario::Assumption, scale: &Scale) -> String {
    let (topic, text) = scenario::assumed(assumption, scale);
    format!("{}: {text}", topic.to_lowercase())
}

/// Which columns a line of so many characters has no room for.
pub(crate) fn left_out(width: usize, columns: &str, spelling: Spelling) -> String {
    let csv = spelling.setting(&Setting::new(Input::Format, "csv"));
    format!("Left out, since a line has {width} characters: {columns}. {csv} has every column.")
}

/// A column that says the same in every row.
pub(crate) fn alike(label: &str, cell: &str) -> String {
    format!("{label} ({cell} in every row)")
}

/// So many others that are left out.
pub(crate) fn more(count: usize) -> String {
    format!("{count} more")
}

fn of_check(note: &CheckNote) -> String {
    match note {
        CheckNote::Findings { counts, is_strict } => {
            let told: Vec<String> =
                counts.iter().map(|(status, count)| format!("{count} {}", status.name())).collect();
            let all = match counts.iter().map(|(_, count)| count).sum() {
                1 => "1 finding".to_owned(),
                count => format!("{count} findings"),
            };
            let strictly = if *is_strict { "; warnings count as failures (strict)" } else { "" };
            format!("{all}: {}{strictly}.", told.join(", "))
        }
        CheckNote::Unasked(rules) => {
            let names: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
            format!("Nothing found, or no figures to check, for: {}.", names.join(", "))
        }
        CheckNote::Bands => {
            "Each figure stands for every value that rounds to it as printed.".to_owned()
        }
    }
}

fn of_rows(note: &RowsNote) -> String {
    match note {
        RowsNote::Columns(names) => {
            format!("Read: {}. Every other column is passed on as it is.", names.join(", "))
        }
        RowsNote::Units { currency, read, written, first } => format!(
            "Sizes without a unit are read as {currency} {read}; the sizes of {first} and later are written in \
             {currency} {written}."
        ),
        RowsNote::Formulas { base_year } => format!(
            "A row's size is base × (1 + cagr)^(year − {base_year}). With a target, cagr is (target / base)^(1/(its \
             year − {base_year})) − 1. A row with neither grows as the report does, which from the report's own base is:"
        ),
        RowsNote::FallBack => "What a row leaves out is the report's own, which is:".to_owned(),
    }
}

fn goal(goal: &GoalNote, scale: &Scale) -> String {
    let but = if goal.is_mixed { ", but for years with growth of their own," } else { "" };
    format!(
        "Needed: {} % a year{but} from {} in {} to {} in {}; the forecast has {} %.",
        goal.needed.value().written(),
        scale.write(goal.start.value()),
        goal.from,
        in_full(&goal.size, scale),
        goal.year,
        goal.forecast.value().written()
    )
}

fn reached(note: &ReachedNote, scale: &Scale) -> String {
    let ReachedNote { first, last, onward, .. } = note;
    let size = in_full(&note.size, scale);
    let onward_rate = onward.value().written();
    match &note.reached {
        Some((year, _)) if year == first => {
            format!("The base year {first} is already at or above {size}.")
        }
        Some((year, years)) if year <= last => format!(
            "{year} is the first year that ends at or above {size}, which is reached {} years from \
             {first}.",
            years.value().number().to_fixed(6)
        ),
        Some((year, years)) => format!(
            "Not by {last}, the last year of the forecast: at {onward_rate} % a year from then on, {year} \
             would be the first year that ends at or above {size}, reached {} years from {first}.",
            years.value().number().to_fixed(6)
        ),
        None if onward.value().fraction().is_positive() => format!(
            "Not by {last}, the last year of the forecast, and at {onward_rate} % a year from then on not \
             within 1,000 years: {size}."
        ),
        None => format!(
            "Not by {last}, the last year of the forecast, and at {onward_rate} % a year from then on never: \
             {size}."
        ),
    }
}

fn method(solved: &Input) -> &'static str {
    match solved {
        Input::Rate => "rate = (end / start)^(1 / years) - 1",
        Input::Years => "years = ln(end / start) / ln(1 + rate)",
        Input::End => "end = start * (1 + rate)^years",
        _ => "start = end / (1 + rate)^years",
    }
}

fn whole(sizes: &[(Year, Traced<Money>)], scale: &Scale) -> String {
    let size =
        |(year, size): &(Year, Traced<Money>)| format!("{} in {year}", scale.write(size.value()));
    let whole = match sizes {
        [first, .., last] => format!("from {} to {}", size(first), size(last)),
        one => one.iter().map(size).collect(),
    };
    format!("Whole market: {whole}. Each part is rounded by itself.")
}

/// A sentence as it stands after a name and a comma.
fn uncapitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
