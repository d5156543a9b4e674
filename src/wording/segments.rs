//! How a dimension divides a market.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::input::Input;
use crate::quantity::{Money, Ratio, Scale, Year};
use crate::segments::{DivisionFact, DivisionNote, Later, Others, Rescaled, Total};

use super::Spelling;
use super::terms::nominal;
use super::written::{distance, rate};

/// Returns the note as a sentence.
pub(crate) fn note(note: &DivisionNote, scale: &Scale, spelling: Spelling) -> String {
    format!("{}: {}", note.dimension, fact(&note.fact, scale, spelling))
}

/// Returns the note as short sentences; none if it can wait for the full notes.
pub(super) fn short(note: &DivisionNote, scale: &Scale, spelling: Spelling) -> Vec<String> {
    match &note.fact {
        DivisionFact::Shares { year, sum, rescaled, later } => {
            let gap =
                gap(sum, *rescaled).map(|gap| format!("{}: the shares {gap}.", note.dimension));
            let shares = format!("Shares are as published for {year}{}.", other_years(*later));
            [shares].into_iter().chain(gap).collect()
        }
        DivisionFact::UnusedGrowth(_) | DivisionFact::Called { .. } => Vec::new(),
        fact => vec![format!("{}: {}", note.dimension, self::fact(fact, scale, spelling))],
    }
}

fn fact(fact: &DivisionFact, scale: &Scale, spelling: Spelling) -> String {
    match fact {
        DivisionFact::NoShares => "the report names segments but publishes no shares.".to_owned(),
        DivisionFact::Shares { year, sum, rescaled, later } => {
            let gap = gap(sum, *rescaled).map(|gap| format!(" They {gap}."));
            let gap = gap.unwrap_or_default();
            format!("shares are as published for {year}{}.{gap}", other_years(*later))
        }
        DivisionFact::UnusedGrowth(rates) => {
            let rates: Vec<String> =
                rates.iter().map(|(id, of)| format!("{id}={}", rate(of))).collect();
            format!(
                "the report also publishes growth rates of segments, which are not used; to use them, pass {} {}.",
                spelling.name(&Input::SegmentCagr(String::new())),
                rates.join(",")
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
        DivisionFact::Others(of) => others(*of).to_owned(),
        DivisionFact::Excess { total, runs } => format!("{} {}.", limit(*total), in_runs(runs)),
        DivisionFact::Sums(sums) => {
            let sums: Vec<String> = sums.iter().map(|sum| compared(sum, scale)).collect();
            format!("the total is the sum of the segments: {}.", sums.join("; "))
        }
        DivisionFact::Called { largest, fastest } => {
            let largest = largest.iter().map(|name| format!("{name} the largest"));
            let fastest = fastest.iter().map(|name| format!("{name} the fastest growing"));
            format!(
                "the report calls {}.",
                largest.chain(fastest).collect::<Vec<_>>().join(" and ")
            )
        }
    }
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

fn others(others: Others) -> &'static str {
    match others {
        Others::Divide => {
            "the other segments divide the rest of the forecast in proportion to their published shares."
        }
        Others::AllGrow => "every segment grows with the market.",
        Others::Grow => "the other segments grow with the market.",
        Others::NotItemized => "the rest of the forecast is not itemized.",
    }
}

fn limit(total: Total) -> &'static str {
    match total {
        Total::Fixed => "the segments would exceed the whole market",
        Total::Sum => "nothing would be left for the other segments",
    }
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
