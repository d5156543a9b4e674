//! How a dimension divides a market.

use std::collections::HashSet;

use crate::decimal::Decimal;
use crate::derivation::{Operation, Origin, Traced};
use crate::error::Setting;
use crate::input::Input;
use crate::quantity::{GrowthRate, Money, Ratio, Scale, Year};
use crate::segments::{
    DivisionFact, DivisionNote, Later, Others, Rescaled, SizesOfSegments, Total,
};

use super::Spelling;
use super::terms::nominal;
use super::written::{distance, listed, rate, years};

/// Returns the note as a sentence.
pub(crate) fn note(note: &DivisionNote, scale: &Scale, spelling: Spelling) -> String {
    if let DivisionFact::Sizes(of) = &note.fact {
        return sizes(of, &note.dimension);
    }
    format!("{}: {}", note.dimension, fact(&note.fact, scale, spelling))
}

/// Returns the note as short sentences; none if it can wait for the full notes. `is_mixed` is true if dimensions follow
/// shares of different years.
pub(super) fn short(
    note: &DivisionNote,
    is_mixed: bool,
    scale: &Scale,
    spelling: Spelling,
) -> Vec<String> {
    let gap = match &note.fact {
        DivisionFact::Shares { sum, rescaled, .. } => gap(sum, *rescaled),
        DivisionFact::SharesByYear { sums, rescaled, .. } => gap_by_year(sums, *rescaled),
        DivisionFact::UnusedGrowth(_) | DivisionFact::Called { .. } => return Vec::new(),
        _ => return vec![self::note(note, scale, spelling)],
    };
    let gap = gap.map(|gap| format!("{}: the shares {gap}.", note.dimension));
    let shares = shares(&note.fact).map(|shares| match is_mixed {
        true => format!("{}: shares {shares}.", note.dimension),
        false => format!("Shares {shares}."),
    });
    shares.into_iter().chain(gap).collect()
}

/// Returns how published shares are used, to go after "shares"; none if the note is about something else.
fn shares(fact: &DivisionFact) -> Option<String> {
    match fact {
        DivisionFact::Shares { year, later, .. } => {
            Some(format!("are as published for {year}{}", other_years(*later)))
        }
        DivisionFact::SharesByYear { years, .. } => shares_by_year(years),
        _ => None,
    }
}

/// Returns whether some dimension follows shares of several years, and others use shares in other ways.
pub(super) fn is_mixed<'a>(notes: impl Iterator<Item = &'a DivisionNote> + Clone) -> bool {
    let is_by_year = |note: &DivisionNote| matches!(note.fact, DivisionFact::SharesByYear { .. });
    let shares: HashSet<String> = notes.clone().filter_map(|note| shares(&note.fact)).collect();
    shares.len() > 1 && notes.into_iter().any(is_by_year)
}

fn fact(fact: &DivisionFact, scale: &Scale, spelling: Spelling) -> String {
    match fact {
        DivisionFact::NoShares => "the report names segments but publishes no shares.".to_owned(),
        DivisionFact::Shares { year, sum, rescaled, later } => {
            let gap = gap(sum, *rescaled).map(|gap| format!(" They {gap}."));
            let gap = gap.unwrap_or_default();
            format!("shares are as published for {year}{}.{gap}", other_years(*later))
        }
        DivisionFact::SharesByYear { years, sums, rescaled } => {
            match (shares_by_year(years), gap_by_year(sums, *rescaled)) {
                (Some(shares), Some(gap)) => format!("shares {shares}. They {gap}."),
                (Some(shares), None) => format!("shares {shares}."),
                (None, Some(gap)) => format!("the shares {gap}."),
                (None, None) => "the published sizes add up to the whole.".to_owned(),
            }
        }
        DivisionFact::Sizes(of) => sizes(of, ""),
        DivisionFact::Divides { segment, sizes } => divides(segment, sizes, scale),
        DivisionFact::UnusedGrowth(rates) => {
            let rates: Vec<String> =
                rates.iter().map(|(id, of)| format!("{id} {}%", rate(of))).collect();
            format!(
                "the report also publishes growth rates of segments ({}), which are not used; to use them, pass {}.",
                rates.join(", "),
                spelling.setting(&Setting::new(Input::SegmentCagrs, "published"))
            )
        }
        DivisionFact::PublishedGrowth { rates, from } => {
            let rates: Vec<String> = rates.iter().map(published_rate).collect();
            format!(
                "assumes that segments grow at their published CAGRs from {from}: {}.",
                rates.join(", ")
            )
        }
        DivisionFact::OwnGrowth { segment, rate: own, from } => {
            format!(
                "assumes that {segment} grows at {}% per year{} from {from}.",
                rate(own),
                nominal(scale)
            )
        }
        DivisionFact::OwnShare { segment, share, last } => format!(
            "assumes that the share of {segment} moves in a straight line to {}% in {last}.",
            share.value().percent()
        ),
        DivisionFact::Others(of) => others(*of, spelling),
        DivisionFact::Excess { total, of, runs } => {
            format!("{} {}.", limit(*total, of.as_deref()), in_runs(runs))
        }
        DivisionFact::Sums(sums) => {
            let sums: Vec<String> = sums.iter().map(|sum| compared(sum, scale)).collect();
            format!("the total is the sum of the segments: {}.", sums.join("; "))
        }
        DivisionFact::Called { largest, fastest } => called(largest.as_ref(), fastest.as_ref()),
    }
}

/// Returns which segments the report calls the largest and the fastest growing.
fn called(largest: Option<&String>, fastest: Option<&String>) -> String {
    let largest = largest.into_iter().map(|name| format!("{name} the largest"));
    let fastest = fastest.into_iter().map(|name| format!("{name} the fastest growing"));
    format!("the report calls {}.", largest.chain(fastest).collect::<Vec<_>>().join(" and "))
}

/// Returns a sum beside the forecast for its year.
fn compared((year, sum, forecast): &(Year, Traced<Money>, Traced<Money>), scale: &Scale) -> String {
    let (sum, forecast) = (sum.value(), forecast.value());
    format!(
        "{} in {year}{}, {}the forecast of {}",
        scale.write(sum),
        nominal(scale),
        distance(sum, forecast),
        scale.write(forecast)
    )
}

/// Returns how far the shares are from 100%, and what follows, to go after "the shares".
fn gap(sum: &Traced<Ratio>, rescaled: Option<Rescaled>) -> Option<String> {
    let sum = sum.value().percent();
    let hundred = Decimal::from(100);
    match rescaled {
        Some(_) if sum == hundred => {
            Some("already add up to 100%, so there is nothing to rescale".to_owned())
        }
        None if sum == hundred => None,
        Some(Rescaled::Asked) => Some(format!("add up to {sum}% and are rescaled to 100%")),
        Some(Rescaled::ByRounding) => {
            Some(format!("add up to {sum}% because of rounding and are rescaled to 100%"))
        }
        None if sum < hundred => Some(format!("add up to {sum}%; the rest is not itemized")),
        None => Some(format!("add up to {sum}% because of rounding")),
    }
}

fn other_years(later: Later) -> &'static str {
    match later {
        Later::Same => " and assumed constant in other years",
        Later::UntilDrift => " and assumed constant until they drift",
        Later::Unsaid => "",
    }
}

fn others(others: Others, spelling: Spelling) -> String {
    let text = match others {
        Others::Divide => {
            "the other segments divide the rest of the forecast in proportion to their published shares."
        }
        Others::AllGrow => "every segment grows with the market.",
        Others::Grow => "the other segments grow with the market.",
        Others::AllFollow => "every segment has its published shares of the forecast.",
        Others::Follow => "the other segments have their published shares of the forecast.",
        Others::NotItemized => "the rest of the forecast is not itemized.",
        Others::SumInstead => {
            return format!(
                "the rest of the forecast is not itemized; to add up the segments instead, pass {}.",
                spelling.setting(&Setting::new(Input::Total, "sum"))
            );
        }
    };
    text.to_owned()
}

fn limit(total: Total, of: Option<&str>) -> String {
    match (total, of) {
        (Total::Fixed, None) => "the segments would exceed the whole market".to_owned(),
        (Total::Fixed, Some(segment)) => {
            format!("the segments would exceed the whole of {segment}")
        }
        (Total::Sum, _) => "nothing would be left for the other segments".to_owned(),
    }
}

/// Returns the segment that a dimension divides, with its sizes.
fn divides(segment: &str, sizes: &[(Year, Traced<Money>)], scale: &Scale) -> String {
    let size =
        |(year, size): &(Year, Traced<Money>)| format!("{} in {year}", scale.write(size.value()));
    let sizes: Vec<String> = sizes.iter().map(size).collect();
    if sizes.is_empty() {
        return format!("divides {segment}, whose size is not published.");
    }
    format!("divides {segment}, {}.", listed(&sizes))
}

/// Returns how shares of several years are used, to go after "shares"; none if no shares are printed.
fn shares_by_year(printed: &[Year]) -> Option<String> {
    match printed {
        [] => None,
        [year] => Some(format!("are as published for {year}{}", other_years(Later::Same))),
        several => Some(format!(
            "are as published for {}, in a straight line between these years and constant outside them",
            years(several)
        )),
    }
}

/// Returns how published sizes of segments are used.
fn sizes(of: &SizesOfSegments, dimension: &str) -> String {
    let whose = if of.is_every { dimension.to_owned() } else { listed(&of.segments) };
    let their = if of.segments.len() > 1 { "their shares" } else { "its share" };
    let is_one = of.segments.len() == 1;
    let line = match (of.moves, is_one) {
        (true, true) => "moves in a straight line between published years",
        (true, false) => "move in a straight line between published years",
        (false, true) => "is constant in other years",
        (false, false) => "are constant in other years",
    };
    if of.kept.is_empty() {
        let computed = if is_one { "is that" } else { "are those" };
        let published = years(&of.years);
        return format!(
            "{whose}: {their} {computed} of the published sizes of {published}, and {line}."
        );
    }
    format!("{whose}: sizes are as published for {}; {their} {line}.", years(&of.kept))
}

/// Returns a segment with its published CAGR. A range is computed with its midpoint.
fn published_rate((segment, of): &(String, Traced<GrowthRate>)) -> String {
    let range = match of.origin() {
        Origin::Computed(Operation::Midpoint(low, high)) => match (low.origin(), high.origin()) {
            (Origin::Published(low), Origin::Published(high)) => {
                format!(" (the midpoint of {}% to {}%)", low.figure.digits(), high.figure.digits())
            }
            _ => String::new(),
        },
        _ => String::new(),
    };
    format!("{segment} {}%{range}", rate(of))
}

/// Returns how far the shares of several years are from 100%, to go after "the shares".
fn gap_by_year(sums: &[(Year, Traced<Ratio>)], rescaled: Option<Rescaled>) -> Option<String> {
    let hundred = Decimal::from(100);
    let percents: Vec<(Year, Decimal)> = sums
        .iter()
        .map(|(year, sum)| (*year, sum.value().percent().to_fixed(2)))
        .filter_map(|(year, sum)| Some((year, sum.parse().ok()?)))
        .collect();
    let off: Vec<&(Year, Decimal)> = percents.iter().filter(|(_, sum)| *sum != hundred).collect();
    let in_years = off.iter().map(|(year, sum)| format!("{sum}% in {year}")).collect::<Vec<_>>();
    let (is_below, is_above) =
        (off.iter().any(|(_, sum)| *sum < hundred), off.iter().any(|(_, sum)| *sum > hundred));
    let reason = match rescaled {
        Some(_) if off.is_empty() => {
            return Some("already add up to 100%, so there is nothing to rescale".to_owned());
        }
        None if off.is_empty() => return None,
        Some(Rescaled::Asked) => " and are rescaled to 100%",
        Some(Rescaled::ByRounding) if is_below => {
            " because of rounding; sums above 100% are rescaled, and what is below is not itemized"
        }
        Some(Rescaled::ByRounding) => " because of rounding and are rescaled to 100%",
        None if is_above && is_below => "; what is below 100% is not itemized",
        None if is_above => " because of rounding",
        None => "; the rest is not itemized",
    };
    Some(format!("add up to {}{reason}", listed(&in_years)))
}

/// Returns runs of years in words: `in 2025`, `in 2032 and from 2034`.
pub(super) fn in_runs(runs: &[(Year, Option<Year>)]) -> String {
    let run = |(from, to): &(Year, Option<Year>)| match to {
        None => format!("from {from}"),
        Some(to) if from == to => format!("in {from}"),
        Some(to) => format!("from {from} to {to}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(" and ")
}
