//! The currency and the prices of an answer.

use crate::denomination::{Exchange, Inflation, Prices};
use crate::quantity::Scale;

/// Returns the exchange rate as a sentence.
pub(super) fn exchanged(exchange: &Exchange, is_other: bool) -> String {
    let Exchange { from, to, rate, divides } = exchange;
    let (one, other) = if *divides { (to, from) } else { (from, to) };
    let rate = format!("at {} {other} per {one} in every year (given)", rate.value().number());
    if is_other {
        format!("Sizes in {from} are converted {rate}.")
    } else {
        format!("In {to} {rate}.")
    }
}

/// Returns the prices as a sentence.
pub(super) fn real_terms(prices: &Prices) -> String {
    let how = match &prices.inflation {
        Inflation::Rate(rate) => format!("at {}% per year", rate.value().percent()),
        Inflation::Index(index) => format!("by the price index in {}", index.name()),
    };
    format!("In {} prices, deflated {how} (given).", prices.year)
}

/// Returns the mark of the report's own figures if those of the answer are in real terms, to go after a figure.
pub(super) fn nominal(scale: &Scale) -> &'static str {
    if scale.is_real { " (nominal)" } else { "" }
}

/// Returns the mark of the answer's growth rates if they are in real terms.
pub(super) fn real(scale: &Scale) -> &'static str {
    if scale.is_real { " in real terms" } else { "" }
}
