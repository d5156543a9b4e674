//! Notes about an answer.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Setting;
use crate::input::Input;
use crate::notes::{CheckNote, GoalNote, Note, ReachedNote, RowsNote};
use crate::quantity::{GrowthRate, Money, Scale, Year};
use crate::scenario::Assumption;
use crate::trajectory::Curve;

use super::terms::{self, nominal, real};
use super::written::{in_full, listed, printed, rate};
use super::{
    Spelling, consensus, panel, range, scenario, segments, sensitivity, shape, track, warnings,
};

/// Returns the note as a sentence, with amounts as `scale` says.
///
/// ```
/// use aiinfra::wording::{self, Spelling};
/// use aiinfra::{Market, Note, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let notes = Scenario::default().notes(&market, "2034".parse()?)?;
/// let scale = market.scale(Unit::Billion, 2);
/// let text = wording::note(&Note::from(notes[0].clone()), &scale, Spelling::default());
/// assert!(text.starts_with("Computed at 26.808% per year"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn note(note: &Note, scale: &Scale, spelling: Spelling) -> String {
    match note {
        Note::Scenario(note) => scenario::note(note, &scale.of_report(), spelling),
        Note::Division(note) => segments::note(note, &scale.of_report(), spelling),
        Note::OtherMarket { name, currency, note } => {
            of_other_market(name, note, &scale.in_currency(currency), spelling)
        }
        Note::Exchanged { exchange, is_other } => terms::exchanged(exchange, *is_other),
        Note::RealTerms(prices) => terms::real_terms(prices),
        Note::Scenarios { names, is_every, assumption } => {
            let whose = if *is_every { "Every scenario".to_owned() } else { listed(names) };
            format!("{whose}: {}", assumption_of_one(assumption, &scale.of_report()))
        }
        Note::ComparedWith { publisher: None } => {
            "Differences are from the report's own forecast.".to_owned()
        }
        Note::ComparedWith { publisher: Some(publisher) } => {
            format!("Differences are from the forecast by {publisher}.")
        }
        Note::SameMeaning => {
            "Assumes that the reports define the market and the year alike; this is unverified."
                .to_owned()
        }
        Note::Coverage { name, first, last } => {
            format!("{name}: covers {first} to {last}; other years are blank.")
        }
        Note::Goal(note) => goal(note, scale),
        Note::Reached(note) => reached(note, scale),
        Note::Range(note) => range::range(note, scale),
        Note::Solved(input) => format!("Computed: {}.", method(input)),
        Note::TwoWay { year, base_year, last, shape } => {
            two_way(*year, *base_year, scale) + &shape::between(shape, *last, scale)
        }
        Note::PublishedBase { size, year } => {
            let size = printed(size, &scale.of_report());
            format!("The published size in {year} is {size}{}.", nominal(scale))
        }
        Note::AsPrinted => {
            "Values are as printed in the report, whatever the unit and the number of decimals."
                .to_owned()
        }
        Note::NoSegments => "The report names no segments.".to_owned(),
        Note::Whole(sizes) => whole(sizes, scale),
        Note::Sensitivity(note) => sensitivity::note(note, scale),
        Note::LeftOut(reports) => panel::left_out(reports, spelling),
        Note::OtherScopes { own, reports, is_mixed } => {
            panel::other_scopes(own, reports, *is_mixed)
        }
        Note::Consensus(note) => consensus::note(note, scale, spelling),
        Note::Track(note) => track::note(note),
        Note::OneDimensionAtATime { has_own_total, divides_segment } => {
            one_dimension(*has_own_total, *divides_segment)
        }
        Note::Check(note) => of_check(note),
        Note::Rows(note) => of_rows(note),
        Note::Warning(warning) => warnings::warning(warning, scale, spelling),
    }
}

fn one_dimension(has_own_total: bool, divides_segment: bool) -> String {
    let reason = match (has_own_total, divides_segment) {
        (true, _) => "has its own total",
        (false, false) => "divides the whole market",
        (false, true) => "divides the whole market or a segment of it",
    };
    format!("Each dimension {reason}, so don't add up segments of different dimensions.")
}

fn of_other_market(
    name: &str,
    note: &crate::scenario::Note,
    scale: &Scale,
    spelling: Spelling,
) -> String {
    match note {
        crate::scenario::Note::Source { market, edition, address, .. } => {
            let address = address.iter().map(|address| format!(", {address}")).collect::<String>();
            format!("Source for {name}: {market}{}{address}.", scenario::dated(*edition))
        }
        _ => format!("{name}: {}", uncapitalized(&scenario::note(note, scale, spelling))),
    }
}

/// Returns what one of several scenarios assumes, to go after the scenario's name.
#[must_use]
pub fn assumption_of_one(assumption: &Assumption, scale: &Scale) -> String {
    uncapitalized(&scenario::assumed(assumption, scale))
}

/// Returns a sentence about columns that a line of that many characters has no room for.
pub(crate) fn left_out(width: usize, columns: &str, format: &str, spelling: Spelling) -> String {
    let format = spelling.setting(&Setting::new(Input::Format, format));
    format!("Not shown in {width} columns: {columns}. {format} has every column.")
}

/// Returns the name of a column that says the same in every row.
pub(crate) fn alike(label: &str, cell: &str) -> String {
    format!("{label} ({cell} in every row)")
}

/// Returns the number of others that are not listed.
pub(crate) fn more(count: usize) -> String {
    format!("{count} more")
}

/// Returns a sentence about scenarios that short notes leave out.
pub(super) fn more_scenarios(count: usize) -> String {
    let scenarios = if count == 1 { "scenario" } else { "scenarios" };
    format!("The full notes list {count} more {scenarios}.")
}

fn of_check(note: &CheckNote) -> String {
    match note {
        CheckNote::Findings { counts, is_strict } => {
            let found = counts.iter().filter(|(_, count)| *count > 0);
            let found: Vec<String> =
                found.map(|(status, count)| format!("{count} {}", status.name())).collect();
            let all = match counts.iter().map(|(_, count)| count).sum() {
                0 => return "Nothing to check: the report has no figures to compare.".to_owned(),
                1 => "1 finding".to_owned(),
                count => format!("{count} findings"),
            };
            let strictly = if *is_strict { "; warnings count as failures (strict)" } else { "" };
            format!("{all}: {}{strictly}.", found.join(", "))
        }
        CheckNote::Passes(rules) => {
            let rules: Vec<String> = rules
                .iter()
                .map(|(rule, count)| match count {
                    1 => rule.name().to_owned(),
                    count => format!("{} ({count})", rule.name()),
                })
                .collect();
            format!("Pass: {}.", rules.join(", "))
        }
        CheckNote::Unasked(rules) => {
            let names: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
            format!("Rules with no finding, or no figures to compare: {}.", names.join(", "))
        }
        CheckNote::Bands => "Figures are compared allowing for rounding.".to_owned(),
    }
}

fn of_rows(note: &RowsNote) -> String {
    match note {
        RowsNote::Columns(names) => {
            format!("Columns used: {}. All other columns are copied unchanged.", names.join(", "))
        }
        RowsNote::Units { currency, read, written, first } => format!(
            "Sizes without a unit are read in {currency} {read}. The sizes for {first} and later are written in \
             {currency} {written}."
        ),
        RowsNote::Formulas { base_year } => format!(
            "A row's size is base × (1 + cagr)^(year − {base_year}). With a target, cagr is \
             (target / base)^(1/(target year − {base_year})) − 1. A row with neither grows as the report does. \
             Growth of a single year replaces its rate, and an actual its size. From the report's own base:"
        ),
        RowsNote::FallBack => "Empty cells take the report's own figures:".to_owned(),
    }
}

/// Returns the note on the axes of a two-way picture.
pub(super) fn two_way_drawn(note: &Note, scale: &Scale) -> String {
    let Note::TwoWay { year, base_year, last, shape } = note else { return String::new() };
    let nominal = nominal(scale);
    let axes = format!(
        "Sizes in {year}. The horizontal axis is the size in {base_year}{nominal}; each line is a growth rate per \
         year{nominal}."
    );
    axes + &shape::between(shape, *last, scale)
}

fn two_way(year: Year, base_year: Year, scale: &Scale) -> String {
    let nominal = nominal(scale);
    format!(
        "Sizes in {year}, in {} {}. Each row assumes a size in {base_year}{nominal}, each column a growth rate per \
         year{nominal}.",
        scale.currency, scale.unit
    )
}

fn goal(goal: &GoalNote, scale: &Scale) -> String {
    let except = if goal.is_mixed { ", except in years with their own growth" } else { "" };
    format!(
        "Reaching {} in {} from {} in {} takes {}% per year{}{except}, compared with {}% in the forecast.",
        in_full(&goal.size, scale),
        goal.year,
        scale.write(goal.start.value()),
        goal.from,
        goal.needed.value().written(),
        real(scale),
        goal.forecast.value().written()
    )
}

fn reached(note: &ReachedNote, scale: &Scale) -> String {
    let ReachedNote { first, last, onward, is_fall, .. } = note;
    let size = in_full(&note.size, scale);
    let onward_rate = rate(onward);
    let real = if note.is_onward_real { real(scale) } else { nominal(scale) };
    let side = if *is_fall { "below" } else { "above" };
    if let (None, Some(curve)) = (&note.reached, &note.curve) {
        return never_along(curve, note, scale);
    }
    match &note.reached {
        Some((year, _)) if year == first => {
            format!("The market is already at or {side} {size} in the base year {first}.")
        }
        Some((year, years)) if year <= last => format!(
            "{year} is the first year at or {side} {size}, which the market reaches {} years after {first}.",
            years.value().number().to_fixed(2)
        ),
        Some((year, years)) => {
            let condition = match &note.curve {
                Some(curve) => shape::continues(curve).to_owned(),
                None => format!("If growth continues at {onward_rate}% per year{real}"),
            };
            format!(
                "The forecast ends in {last}, before the market reaches {size}. {condition}, {year} is the first year \
                 at or {side} it, {} years after {first}.",
                years.value().number().to_fixed(2)
            )
        }
        None if leads_there(onward.value(), *is_fall) => format!(
            "The forecast ends in {last}, before the market reaches {size}. At {onward_rate}% per year{real} after that, \
             it would take more than 1,000 years."
        ),
        None => {
            let reaches = if *is_fall { "falls to" } else { "reaches" };
            format!(
                "The market never {reaches} {size}: growth after {last} is {onward_rate}% per year{real}."
            )
        }
    }
}

/// Says why the market never reaches a size along a curve, or not soon enough.
fn never_along(curve: &Curve, note: &ReachedNote, scale: &Scale) -> String {
    let size = in_full(&note.size, scale);
    let reaches = if note.is_fall { "falls to" } else { "reaches" };
    match shape::why_never(curve, note.is_fall, &scale.of_report()) {
        Some(reason) => format!("The market never {reaches} {size}: {reason}."),
        None if scale.is_real => {
            format!("The market never {reaches} {size}{}, or not within 1,000 years.", real(scale))
        }
        None => format!(
            "The forecast ends in {}, before the market reaches {size}. {}, it would take more than 1,000 years.",
            note.last,
            shape::continues(curve)
        ),
    }
}

/// Whether growth at that rate reaches any size on the other side in the end.
fn leads_there(rate: &GrowthRate, is_fall: bool) -> bool {
    let (rate, zero) = (rate.percent(), Decimal::from(0));
    if is_fall { rate < zero } else { rate > zero }
}

fn method(solved: &Input) -> &'static str {
    match solved {
        Input::Rate => "rate = (end / start)^(1 / years) − 1",
        Input::Years => "years = ln(end / start) / ln(1 + rate)",
        Input::End => "end = start × (1 + rate)^years",
        _ => "start = end / (1 + rate)^years",
    }
}

fn whole(sizes: &[(Year, Traced<Money>)], scale: &Scale) -> String {
    let size =
        |(year, size): &(Year, Traced<Money>)| format!("{} in {year}", scale.write(size.value()));
    let whole = match sizes {
        [first, .., last] => format!("{} and {}", size(first), size(last)),
        one => one.iter().map(size).collect(),
    };
    format!(
        "The whole market is {whole}. Segments are rounded individually and may not sum to the total."
    )
}

/// Returns a sentence to go after a name and a colon.
fn uncapitalized(sentence: &str) -> String {
    let is_name = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    if sentence.split(' ').next().is_some_and(is_name) {
        return sentence.to_owned();
    }
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
