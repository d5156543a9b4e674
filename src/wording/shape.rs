//! What lies between the last two known sizes.

use std::cmp::Ordering;

use crate::quantity::{Scale, Year};
use crate::trajectory::{Curve, Shape};

use super::terms::nominal;
use super::written::{in_full, rate};

/// Returns the shape of a curve as a sentence.
pub(super) fn assumed(curve: &Curve, goes_on: bool, scale: &Scale) -> String {
    let (from, to) = (curve.from(), curve.to());
    if let Some([first, last]) = curve.fade() {
        let after = if goes_on { format!(", and stays at {}%", rate(last)) } else { String::new() };
        return format!(
            "Growth{} moves in a straight line from {}% in {} to {}% in {to}{after}.",
            nominal(scale),
            rate(first),
            from.number() + 1,
            rate(last)
        );
    }
    let after = if goes_on { format!("; this continues after {to}") } else { String::new() };
    format!("Between {from} and {to}, the market {}{after}.", moves(curve, scale))
}

/// Returns what lies between the base year and the last, whose size a growth rate sets, to go after a sentence.
pub(super) fn between(shape: &Shape, last: Year, scale: &Scale) -> String {
    let how = match shape {
        Shape::Growth => return String::new(),
        Shape::Steps => "sizes move in equal steps".to_owned(),
        Shape::Fade(rate) => format!(
            "growth{} moves in a straight line to {}% in {last}",
            nominal(scale),
            rate.percent()
        ),
        Shape::Ceiling(size) => format!(
            "sizes follow a logistic curve that levels off at {}{}",
            scale.of_report().write_in_full(size),
            nominal(scale)
        ),
    };
    format!(" The rate sets the size in {last}; in the years before, {how}.")
}

/// Returns the condition on which a curve goes on.
pub(super) fn continues(curve: &Curve) -> &'static str {
    match curve.step() {
        Some(_) => "If the equal steps continue",
        None => "If the logistic curve continues",
    }
}

/// Returns why a market never reaches a size along a curve, if the curve doesn't lead there.
pub(super) fn why_never(curve: &Curve, is_fall: bool, scale: &Scale) -> Option<String> {
    match (curve.direction(), curve.ceiling(), is_fall) {
        (Ordering::Equal, ..) => Some("it doesn't change".to_owned()),
        (Ordering::Greater, Some(ceiling), false) => {
            Some(format!("it levels off at {}{}", in_full(ceiling, scale), nominal(scale)))
        }
        (Ordering::Greater, _, true) => Some("it grows".to_owned()),
        (Ordering::Less, _, false) => Some("it shrinks".to_owned()),
        _ => None,
    }
}

/// Returns how a market moves along a curve on which growth changes all the time.
fn moves(curve: &Curve, scale: &Scale) -> String {
    let nominal = nominal(scale);
    let Some(step) = curve.step() else {
        let ceiling = curve.ceiling().map_or_else(String::new, |size| in_full(size, scale));
        return format!("follows a logistic curve that levels off at {ceiling}{nominal}");
    };
    let direction = match curve.direction() {
        Ordering::Equal => return format!("doesn't change{nominal}"),
        Ordering::Greater => "grows",
        Ordering::Less => "shrinks",
    };
    let step = step.value().in_unit(scale.unit).to_grouped(scale.digits);
    let step = step.trim_start_matches('-');
    format!("{direction} in equal steps of {} {step} {}{nominal}", scale.currency, scale.unit)
}
