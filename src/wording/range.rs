//! What a range assumes.

use crate::decimal::Decimal;
use crate::quantity::{GrowthRate, Interval, Money, Scale};
use crate::range::{RangeNote, Uncertainty};

use super::terms::nominal;
use super::written::distance;

/// Returns the note as sentences.
pub(super) fn range(note: &RangeNote, scale: &Scale) -> String {
    let intervals = intervals(note, scale);
    let assumed = match note.uncertainty.coverage.is_whole() {
        true => vec![format!("Assumes hard bounds: {intervals}.")],
        false => vec![assumed(note, &intervals), distributions(note)],
    };
    let more = [no_base(note), comparison(note, scale), reached(note, scale)];
    assumed.into_iter().chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}

/// `USD 40 billion to USD 55 billion in 2024 and growth of 20% to 33% per year from 2024`
fn intervals(note: &RangeNote, scale: &Scale) -> String {
    let Uncertainty { base, cagr, .. } = &note.uncertainty;
    let base = base.as_ref().map(|base| format!("{} in {}", sizes(base, scale), note.base_year));
    let cagr = cagr.as_ref().map(|cagr| {
        format!("growth of {} per year{} from {}", rates(cagr), nominal(scale), note.from)
    });
    base.into_iter().chain(cagr).collect::<Vec<_>>().join(" and ")
}

fn sizes(base: &Interval<Money>, scale: &Scale) -> String {
    let own = scale.of_report();
    let [low, high] = base.ends().map(|end| own.write_in_full(end));
    format!("{low} to {high}{}", nominal(scale))
}

fn rates(cagr: &Interval<GrowthRate>) -> String {
    let [low, high] = cagr.ends().map(|end| format!("{}%", end.percent()));
    format!("{low} to {high}")
}

fn assumed(note: &RangeNote, intervals: &str) -> String {
    let Uncertainty { base, cagr, coverage, .. } = &note.uncertainty;
    let each = if base.is_some() && cagr.is_some() { ", each" } else { "" };
    format!("Assumes {intervals}{each} with a probability of {}%.", coverage.percent())
}

/// `The base and the growth factor are lognormal and independent; one growth rate holds in all years.`
fn distributions(note: &RangeNote) -> String {
    let Uncertainty { base, cagr, independent_years, correlation, .. } = &note.uncertainty;
    let what = match (base, cagr, correlation) {
        (Some(_), Some(_), Some(correlation)) => format!(
            "The base and the growth factor are lognormal, with a correlation of {}",
            correlation.number()
        ),
        (Some(_), Some(_), None) => {
            "The base and the growth factor are lognormal and independent".to_owned()
        }
        (Some(_), None, _) => "The base is lognormal".to_owned(),
        (None, _, _) => "The growth factor is lognormal".to_owned(),
    };
    let years = match (cagr, independent_years) {
        (None, _) if note.keeps_growth => "; later years keep their growth",
        (None, _) => "",
        (Some(_), true) => "; each year has a growth rate of its own",
        (Some(_), false) => "; one growth rate holds in all years",
    };
    format!("{what}{years}.")
}

/// Says from when on an uncertain base doesn't matter.
fn no_base(note: &RangeNote) -> Option<String> {
    let from = note.certain_from.filter(|_| note.uncertainty.base.is_some())?;
    Some(format!("From {from} on, sizes don't depend on the base."))
}

/// How the median compares with the forecast, where they differ.
fn comparison(note: &RangeNote, scale: &Scale) -> Option<String> {
    let forecast = note.forecast.as_ref()?.value();
    let (year, written) = (note.year, scale.write(forecast));
    if note.uncertainty.coverage.is_whole() {
        return Some(match note.is_own {
            true => format!("The report's forecast for {year} is {written}."),
            false => format!("Without intervals, the forecast for {year} is {written}."),
        });
    }
    let median = note.median.as_ref()?.value();
    if median.change(forecast) == Decimal::from(0) {
        return None;
    }
    let (median, distance) = (scale.write(median), distance(median, forecast));
    Some(match note.is_own {
        true => format!(
            "The median in {year}, {median}, is {distance}the report's forecast of {written}."
        ),
        false => format!(
            "The median in {year}, {median}, is {distance}{written}, the forecast without intervals."
        ),
    })
}

/// Which size the probability is about, for formats that show no headings.
fn reached(note: &RangeNote, scale: &Scale) -> Option<String> {
    let size = scale.write_in_full(note.reach.as_ref()?.value());
    Some(format!("The probability is that of {size} or more."))
}
