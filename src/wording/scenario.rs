//! What a scenario's sizes rest on.

use crate::derivation::{Basis, Traced};
use crate::error::Setting;
use crate::input::Input;
use crate::quantity::{Edition, GrowthRate, Money, Scale, Year};
use crate::scenario::{Assumption, Comparison, Note};
use crate::trajectory::Follow;

use super::terms::nominal;
use super::written::{
    self, distance, end, in_full, listed, percent_range, period, printed, rate, years,
};
use super::{Spelling, shape};

/// Returns the note as a sentence.
pub(crate) fn note(note: &Note, scale: &Scale, spelling: Spelling) -> String {
    match note {
        Note::StatedGrowth { rate: stated, from, period: of, is_stretched, .. } => format!(
            "Computed at {}% per year{} from {from}, the stated CAGR{}{}.",
            rate(stated),
            nominal(scale),
            period(*of),
            if *is_stretched { ", assumed for the other years too" } else { "" }
        ),
        Note::JoiningGrowth { rate: implied, years: of, is_published } => format!(
            "Computed at {}% per year{}, the CAGR implied by the {}{} sizes.",
            rate(implied),
            nominal(scale),
            if *is_published { "published " } else { "" },
            years(of)
        ),
        Note::GrowthBetween { years: of } => {
            format!("Computed at constant growth between the published sizes of {}.", years(of))
        }
        Note::Assumed(assumption) => assumed(assumption, scale),
        Note::Ranges { sizes, rate } => ranges(sizes, rate.as_ref(), scale),
        Note::Published { sizes, is_whole, has_given, has_gap, is_mixed } => {
            let how = how_computed(*has_given, *has_gap, *is_mixed);
            published(sizes, *is_whole, &how, scale)
        }
        Note::Comparison(other) => comparison(other, scale, spelling),
        Note::Source { publisher, market, edition, address } => {
            let address = address.iter().map(|address| format!(", {address}")).collect::<String>();
            format!("Source: {publisher}, {market}{}{address}.", dated(*edition))
        }
    }
}

/// Returns the date of a report, to go after its market's name.
pub(super) fn dated(edition: Option<Edition>) -> String {
    edition.map_or_else(String::new, |date| format!(", {date}"))
}

/// Returns which ranges a report prints, with the midpoints that are used.
fn ranges(
    sizes: &[(Year, Traced<Money>)],
    rate: Option<&Traced<GrowthRate>>,
    scale: &Scale,
) -> String {
    let size = |(year, size): &(Year, Traced<Money>)| {
        format!("{} for {year} ({})", printed(size, scale), scale.write(size.value()))
    };
    let rate = rate.map(|of| format!("a CAGR of {}% ({}%)", percent_range(of), written::rate(of)));
    let printed: Vec<String> = sizes.iter().map(size).chain(rate).collect();
    format!("The report prints ranges, and their midpoints are used: {}.", listed(&printed))
}

/// Returns the growth that another market's sizes rest on, to go after the market's name.
pub(super) fn growth_of_market(note: &Note, scale: &Scale) -> Option<String> {
    let nominal = nominal(scale);
    match note {
        Note::StatedGrowth { rate: stated, .. } => {
            Some(format!("{}% per year{nominal}, its stated CAGR.", rate(stated)))
        }
        Note::JoiningGrowth { rate: implied, years: of, .. } => Some(format!(
            "{}% per year{nominal}, implied by its {} sizes.",
            rate(implied),
            years(of)
        )),
        Note::GrowthBetween { years: of } => {
            Some(format!("constant growth between its sizes of {}.", years(of)))
        }
        _ => None,
    }
}

/// Returns what is assumed as a sentence.
pub(super) fn assumed(assumption: &Assumption, scale: &Scale) -> String {
    let nominal = nominal(scale);
    match assumption {
        Assumption::Actual { size, year, forecast } => format!(
            "The actual for {year}, {}{nominal}, is {}the {} {}.",
            in_full(size, scale),
            distance(size.value(), forecast.value()),
            if forecast.basis() == Basis::Published { "published" } else { "forecast of" },
            scale.write(forecast.value())
        ),
        Assumption::Needed { rate: needed, from, end: of, last } => {
            let end = end(of, scale);
            match needed {
                Some(needed) => format!(
                    "Reaching {end} in {last} now takes {}% per year{nominal} from {from}.",
                    rate(needed)
                ),
                None => format!("No growth rate from {from} reaches {end} in {last}."),
            }
        }
        Assumption::KeptGrowth { rate: Some(kept), .. } => {
            format!("Later years keep growing at {}% per year{nominal}.", kept.value().written())
        }
        Assumption::KeptGrowth { .. } => "Later years keep the growth of the forecast.".to_owned(),
        Assumption::KeptEnd { .. } | Assumption::Target { .. } => later_size(assumption, scale),
        Assumption::Growth { rate: given, from, is_mixed } => {
            format!("Assumes {}% per year{nominal} from {from}{}.", rate(given), except(*is_mixed))
        }
        Assumption::Base { size, published, year, keeps_growth } => format!(
            "Assumes {}{nominal} in {year} instead of the published {}{}.",
            in_full(size, scale),
            printed(published, scale),
            if *keeps_growth { "; later years keep their growth" } else { "" }
        ),
        Assumption::SingleGrowth { rate: given, first, last } => {
            format!("Assumes growth of {}%{nominal} {} only.", rate(given), span(*first, *last))
        }
        Assumption::MadeUp { rate: others, from, to } => format!(
            "The other years from {from} to {to} grow at {}% per year{nominal}, so that the {to} size is kept.",
            rate(others)
        ),
        Assumption::Shape { curve, goes_on } => shape::assumed(curve, *goes_on, scale),
        Assumption::Extended { rate, from, to, is_mixed } => {
            extended(rate.as_ref(), (*from, *to), *is_mixed, scale)
        }
    }
}

/// Returns which later size is kept or assumed, and the growth that this takes if it is constant.
fn later_size(assumption: &Assumption, scale: &Scale) -> String {
    let nominal = nominal(scale);
    match assumption {
        Assumption::KeptEnd { rate: None, end: of, last, .. } => {
            format!("Keeps {}{nominal} in {last}.", end(of, scale))
        }
        Assumption::KeptEnd { rate: Some(needed), from, end: of, last, is_mixed } => format!(
            "Computed at {}% per year{nominal} from {from}{}, which keeps {} in {last}.",
            rate(needed),
            except(*is_mixed),
            end(of, scale)
        ),
        Assumption::Target { rate: None, size, year, .. } => {
            format!("Assumes {}{nominal} in {year}.", in_full(size, scale))
        }
        Assumption::Target { size, year, rate: Some(needed), from, goes_on, is_mixed } => format!(
            "Assumes {} in {year}, which takes {}% per year{nominal} from {from}{}{}.",
            in_full(size, scale),
            rate(needed),
            except(*is_mixed),
            if *goes_on { "; later years keep growing at that rate" } else { "" }
        ),
        _ => String::new(),
    }
}

/// `in 2027`, `from 2025 to 2028`
fn span(first: Year, last: Year) -> String {
    if first == last { format!("in {first}") } else { format!("from {first} to {last}") }
}

fn extended(
    rate: Option<&Traced<GrowthRate>>,
    (from, to): (Year, Year),
    is_mixed: bool,
    scale: &Scale,
) -> String {
    match rate {
        Some(rate) => format!(
            "Extends the forecast from {from} to {to} at {}% per year{}, the last growth rate{}.",
            written::rate(rate),
            nominal(scale),
            except(is_mixed)
        ),
        None => format!("Extends the forecast to {to}, the year of the last actual."),
    }
}

fn except(is_mixed: bool) -> &'static str {
    if is_mixed { ", except in years with their own growth" } else { "" }
}

fn how_computed(has_given: bool, has_gap: bool, is_mixed: bool) -> String {
    let others = if has_given {
        "All sizes except these and the given ones are"
    } else {
        "Every other year is"
    };
    match (has_gap, is_mixed) {
        (false, _) => format!("{others} computed."),
        (true, _) => {
            format!(
                "{others} computed, at constant growth between known sizes{}.",
                except(is_mixed)
            )
        }
    }
}

/// What is computed, if no size is published.
fn without_these(how: &str) -> String {
    let how = how.trim_end_matches('.');
    match how.split_once(" computed") {
        Some((others, after)) if others.contains("given") => {
            format!("every size is given or computed{after}")
        }
        Some((_, after)) => format!("every size is computed{after}"),
        None => how.to_owned(),
    }
}

fn published(sizes: &[(Year, Traced<Money>)], is_whole: bool, how: &str, scale: &Scale) -> String {
    let nominal = nominal(scale);
    let size = |(year, size): &(Year, Traced<Money>)| format!("{} in {year}", printed(size, scale));
    let sizes: Vec<String> = sizes.iter().map(size).collect();
    match sizes.as_slice() {
        [] => format!("No published size is used: {}.", without_these(how)),
        sizes if is_whole => format!("Published{nominal}: {}. No size is computed.", listed(sizes)),
        sizes => format!("Published{nominal}: {}. {how}", listed(sizes)),
    }
}

fn comparison(comparison: &Comparison, scale: &Scale, spelling: Spelling) -> String {
    let nominal = nominal(scale);
    let Comparison { size, year, follow, rate: stated, is_own, is_extended, .. } = comparison;
    let option = spelling.setting(&Setting::new(Input::Follow, follow.name()));
    let size = match size {
        Ok(size) => scale.write(size.value()),
        Err(error) => {
            return format!(
                "Following {} gives nothing to compare with: {error}.",
                followed(*follow)
            );
        }
    };
    let own = if *is_extended { "forecast, extended to" } else { "forecast for" };
    match (is_own, stated) {
        (true, Some(stated)) => {
            format!(
                "The report's own {own} {year}, at {}% per year{nominal}, is {size}.",
                rate(stated)
            )
        }
        (true, None) if *is_extended => {
            format!("The report's own {own} {year}, is {size}{nominal}.")
        }
        (true, None) => format!("The report's own {own} {year} is {size}{nominal}."),
        (false, Some(stated)) => format!(
            "At the stated CAGR of {}%{nominal}, the size in {year} would be {size} ({option}).",
            rate(stated)
        ),
        (false, None) => {
            format!(
                "Through the published sizes, the size in {year} would be {size}{nominal} ({option})."
            )
        }
    }
}

fn followed(follow: Follow) -> &'static str {
    match follow {
        Follow::Sizes => "the published sizes",
        Follow::Cagr => "the stated CAGR",
    }
}
