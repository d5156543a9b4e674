//! How a dimension divides a market.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::input::Input;
use crate::quantity::{Ratio, Scale, Year};
use crate::segments::{DivisionFact, DivisionNote, Later, Others, Rescaled, Total};

use super::Spelling;
use super::written::{distance, rate};

/// The note as a sentence.
pub(crate) fn note(note: &DivisionNote, scale: &Scale, spelling: Spelling) -> String {
    format!("{}: {}", note.dimension, fact(&note.fact, scale, spelling))
}

fn fact(fact: &DivisionFact, scale: &Scale, spelling: Spelling) -> String {
    match fact {
        DivisionFact::NoShares => "the report names segments and publishes no shares.".to_owned(),
        DivisionFact::Shares { year, sum, rescaled, later } => {
            format!(
                "shares as published for {year}{}{}.",
                gap(sum, *rescaled),
                rest_of_years(*later)
            )
        }
        DivisionFact::UnusedGrowth(rates) => {
            let rates: Vec<String> =
                rates.iter().map(|(id, of)| format!("{id}={}", rate(of))).collect();
            format!(
                "the report prints growth of segments, which is used only where it is asked for: {} {}.",
                spelling.name(&Input::SegmentCagr(String::new())),
                rates.join(",")
            )
        }
        DivisionFact::OwnGrowth { segment, rate: own, from } => format!(
            "{segment} grows {} % a year from {from} on, whatever the market does, assumed.",
            rate(own)
        ),
        DivisionFact::OwnShare { segment, share, last } => format!(
            "the share of {segment} moves in a straight line to {} % in {last}, assumed.",
            share.value().percent()
        ),
        DivisionFact::Others(of) => others(*of).to_owned(),
        DivisionFact::Excess { total, runs } => format!("{} {}.", limit(*total), told_runs(runs)),
        DivisionFact::Sums(sums) => {
            let sums: Vec<String> = sums
                .iter()
                .map(|(year, sum, forecast)| {
                    let (sum, forecast) = (sum.value(), forecast.value());
                    format!(
                        "{} in {year}, {}the forecast of {}",
                        scale.write(sum),
                        distance(sum, forecast),
                        scale.write(forecast)
                    )
                })
                .collect();
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

/// How far the shares are from the whole, and what is made of it.
fn gap(sum: &Traced<Ratio>, rescaled: Option<Rescaled>) -> String {
    let sum = sum.value().percent();
    let hundred = Decimal::from(100);
    match rescaled {
        Some(_) if sum == hundred => {
            "; they reach 100 %, so that there is nothing to normalize".to_owned()
        }
        None if sum == hundred => String::new(),
        Some(Rescaled::Asked) => format!("; together {sum} %, rescaled to 100 % (normalize)"),
        Some(Rescaled::ByRounding) => {
            format!("; by their rounding they reach {sum} %, rescaled to 100 %")
        }
        None if sum < hundred => format!("; they reach {sum} %, and the rest is not itemised"),
        None => format!("; by their rounding they reach {sum} %"),
    }
}

fn rest_of_years(later: Later) -> &'static str {
    match later {
        Later::Same => {
            "; assumed the same in every other year, so that each segment grows as the market does"
        }
        Later::UntilDrift => "; assumed the same until they drift",
        Later::Unsaid => "",
    }
}

fn others(others: Others) -> &'static str {
    match others {
        Others::Divide => {
            "what is left of the forecast is divided in proportion to the published shares of the \
             others (total fixed)."
        }
        Others::AllGrow => "every segment grows as the market does (total sum).",
        Others::Grow => "every other segment grows as the market does (total sum).",
        Others::NotItemised => "what the segments leave of the forecast is not itemised.",
    }
}

fn limit(total: Total) -> &'static str {
    match total {
        Total::Fixed => "the segments would be above the whole market",
        Total::Sum => "nothing would be left for the other segments",
    }
}

/// Runs of years: `in 2025`, `in 2032 and from 2034 on`.
pub(crate) fn told_runs(runs: &[(Year, Option<Year>)]) -> String {
    let told = |(from, to): &(Year, Option<Year>)| match to {
        None => format!("from {from} on"),
        Some(to) if from == to => format!("in {from}"),
        Some(to) => format!("from {from} to {to}"),
    };
    runs.iter().map(told).collect::<Vec<_>>().join(" and ")
}
