//! Figures in sentences.

use crate::decimal::Decimal;
use crate::derivation::{Citation, Derivation, Operation, Origin, Traced};
use crate::quantity::{GrowthRate, Money, Scale, Year};

/// A published size as the report prints it, and any other rounded.
pub(super) fn printed(size: &Traced<Money>, scale: &Scale) -> String {
    match size.origin() {
        Origin::Published(citation) => {
            let unit = citation.figure.unit().or(citation.unit).unwrap_or(scale.unit);
            format!("{} {} {unit}", scale.currency, citation.figure.digits())
        }
        Origin::Computed(Operation::Midpoint(low, high)) => {
            let unit = citation(low).and_then(|low| low.figure.unit().or(low.unit));
            format!("{} {} {}", scale.currency, range(low, high), unit.unwrap_or(scale.unit))
        }
        _ => scale.write(size.value()),
    }
}

/// The two ends of a published range as printed: `40–45`
fn range(low: &Derivation, high: &Derivation) -> String {
    let digits = |end| citation(end).map_or("", |citation| citation.figure.digits());
    format!("{}–{}", digits(low), digits(high))
}

fn citation(figure: &Derivation) -> Option<&Citation> {
    match figure.origin() {
        Origin::Published(citation) => Some(citation),
        _ => None,
    }
}

/// The two ends of a published range of rates in percent: `26–29`
pub(super) fn percent_range(rate: &Traced<GrowthRate>) -> String {
    match rate.origin() {
        Origin::Computed(Operation::Midpoint(low, high)) => range(low, high),
        _ => self::rate(rate),
    }
}

/// A typed size with every digit.
pub(super) fn in_full(size: &Traced<Money>, scale: &Scale) -> String {
    scale.write_in_full(size.value())
}

/// `the published USD 502.42 billion`, or `the forecast's USD 502.49 billion`
pub(super) fn end(size: &Traced<Money>, scale: &Scale) -> String {
    let whose = if size.origin().is_from_report() { "the published" } else { "the forecast's" };
    format!("{whose} {}", printed(size, scale))
}

/// A rate in percent, as printed or typed. A computed rate has at most three decimals.
pub(super) fn rate(rate: &Traced<GrowthRate>) -> String {
    match rate.origin() {
        Origin::Published(citation) => citation.figure.digits().to_owned(),
        Origin::Given(_) => rate.value().percent().to_string(),
        _ => rate.value().written(),
    }
}

/// How a size compares with another, as the start of a phrase: `4.63% above `, `equal to `.
pub(super) fn distance(size: &Money, other: &Money) -> String {
    let change = size.change(other);
    let percent = change.percent().to_grouped(2);
    let (size, side) = match percent.strip_prefix('-') {
        Some(size) => (size, "below"),
        None if change.is_positive() => (percent.as_str(), "above"),
        None if change == Decimal::from(0) => return "equal to ".to_owned(),
        None => (percent.as_str(), "below"),
    };
    if size == "0.00" { format!("less than 0.01% {side} ") } else { format!("{size}% {side} ") }
}

/// The period of a rate, to go after a sentence: ` for 2025 to 2034`, or nothing if none is stated.
pub(super) fn period(years: (Option<Year>, Option<Year>)) -> String {
    match years {
        (Some(from), Some(to)) => format!(" for {from} to {to}"),
        (None, Some(to)) => format!(" up to {to}"),
        (Some(from), None) => format!(" from {from}"),
        (None, None) => String::new(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        one => one.concat(),
    }
}

/// The number of names that a sentence lists, so that it stays readable with a thousand reports.
const MOST_NAMES: usize = 8;

/// `a, b and c`, or the first of many and how many more there are.
pub(super) fn listed_in_part(items: &[String]) -> String {
    listed(&some_of(items))
}

/// The items, or the first of many and how many more there are, with this between them.
pub(super) fn in_part(items: &[String], joint: &str) -> String {
    some_of(items).join(joint)
}

fn some_of(items: &[String]) -> Vec<String> {
    match items.split_at_checked(MOST_NAMES) {
        Some((first, more)) if more.len() > 1 => {
            [first, &[format!("{} more", more.len())]].concat()
        }
        _ => items.to_vec(),
    }
}

/// The name of the report that needs no file.
pub(super) const BUILT_IN: &str = "the built-in report";

/// Years in a list.
pub(super) fn years(years: &[Year]) -> String {
    listed(&years.iter().map(Year::to_string).collect::<Vec<_>>())
}
