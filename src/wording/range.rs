//! What a range assumes.

use crate::decimal::Decimal;
use crate::quantity::{GrowthRate, Interval, Money, Scale};
use crate::range::{RangeNote, Uncertainty};

use super::terms::nominal;
use super::written::distance;

/// Returns the note as sentences.
pub(super) fn range(note: &RangeNote, scale: &Scale) -> String {
    let assumed = match note.uncertainty.coverage.is_whole() {
        true => format!("Assumes hard bounds: {}.", intervals(note, scale)),
        false => {
            format!("Assumes {}: {}.", intervals(note, scale), distribution(note))
        }
    };
    match comparison(note, scale) {
        Some(comparison) => format!("{assumed} {comparison}"),
        None => assumed,
    }
}

/// `USD 40 billion to USD 55 billion in 2024 and growth of 20% to 33% per year from 2024`
fn intervals(note: &RangeNote, scale: &Scale) -> String {
    let Uncertainty { base, cagr, .. } = &note.uncertainty;
    let base = base.as_ref().map(|base| format!("{} in {}", sizes(base, scale), note.base_year));
    let cagr = cagr.as_ref().map(|cagr| {
        format!("growth of {} per year{} from {}", rates(cagr), nominal(scale), note.from)
    });
    let both: Vec<String> = base.into_iter().chain(cagr).collect();
    both.join(" and ")
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

/// `the central 90% of lognormal distributions, with one growth rate for all years`
fn distribution(note: &RangeNote) -> String {
    let Uncertainty { base, cagr, coverage, independent_years, correlation } = &note.uncertainty;
    let what = match (base, cagr) {
        (Some(_), Some(_)) => "lognormal distributions of the base and the growth factor",
        (Some(_), None) => "a lognormal distribution",
        (None, _) => "a lognormal distribution of the growth factor",
    };
    let years = match (cagr, independent_years) {
        (None, _) if note.keeps_growth => "; later years keep their growth",
        (None, _) => "",
        (Some(_), true) => ", with an independent growth rate in each year",
        (Some(_), false) => ", with one growth rate for all years",
    };
    let correlation = correlation
        .as_ref()
        .map(|correlation| format!(" and a correlation of {}", correlation.number()))
        .unwrap_or_default();
    format!("the central {}% of {what}{years}{correlation}", coverage.percent())
}

/// How the median compares with the forecast, where they differ.
fn comparison(note: &RangeNote, scale: &Scale) -> Option<String> {
    let forecast = note.forecast.as_ref()?.value();
    let whose =
        if note.is_own { "the report's forecast" } else { "the forecast without intervals" };
    let (year, written) = (note.year, scale.write(forecast));
    if note.uncertainty.coverage.is_whole() {
        let whose =
            if note.is_own { "The report's forecast" } else { "The forecast without intervals" };
        return Some(format!("{whose} for {year} is {written}."));
    }
    let median = note.median.as_ref()?.value();
    if median.change(forecast) == Decimal::from(0) {
        return None;
    }
    let distance = distance(median, forecast);
    Some(format!(
        "The median in {year}, {}, is {distance}{whose} of {written}.",
        scale.write(median)
    ))
}
