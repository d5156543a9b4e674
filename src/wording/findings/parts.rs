//! Findings about dimensions and series.

use crate::audit::{Fastest, Largest, Oddity, ShareSum, SumAndMarket};
use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::quantity::{Amount, Figure, Money, Scale, Share, Year};
use crate::wording::written::{distance, rate};

use super::figure;

pub(super) fn shares(shares: &ShareSum) -> String {
    let (sum, year) = (shares.sum.value().percent(), shares.year);
    let what = match shares.count {
        1 => format!("the only published share for {year} is {sum}%"),
        count => format!("the {count} published shares for {year} add up to {sum}%"),
    };
    let verdict = match &shares.missing {
        None if sum == Decimal::from(100) => String::new(),
        None => ", which is 100% within rounding".to_owned(),
        Some(missing) => format!(
            "; the remaining {}% of the market is not itemized{}, so the segments add up to less than the market{}",
            missing.rest.value().percent(),
            including(&missing.unshared),
            if missing.is_fraction { " (shares are in percent: 39, not 0.39)" } else { "" }
        ),
    };
    format!("{what}{verdict}")
}

fn including(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => format!(", including {}", names.join(" and ")),
    }
}

pub(super) fn largest(own: &Traced<Share>, verdict: &Largest) -> String {
    match verdict {
        Largest::Agrees { is_by_rounding, hidden } => {
            let hidden = hidden.as_ref().map(|rest| {
                let rest = rest.value().percent();
                format!("; the {rest}% that is not itemized may include a larger one")
            });
            format!(
                "and no published share is above its {}%{}{}",
                share(own),
                by_rounding(*is_by_rounding),
                hidden.unwrap_or_default()
            )
        }
        Largest::Beaten { segment, share: highest } => format!(
            "with a share of {}%, but {segment} has {}%; either the name or a share is wrong",
            share(own),
            share(highest)
        ),
    }
}

pub(super) fn fastest(verdict: &Fastest) -> String {
    match verdict {
        Fastest::Agrees { is_by_rounding, market } => {
            let market = market
                .as_ref()
                .map(|market| format!("; the market's {}% does not contradict it", rate(market)));
            format!(
                "and no published rate is above that{}{}",
                by_rounding(*is_by_rounding),
                market.unwrap_or_default()
            )
        }
        Fastest::Beaten { segment, rate: highest } => {
            format!("but {segment} has {}%; either the name or a rate is wrong", rate(highest))
        }
        Fastest::BelowMarket { market } => format!(
            "but the market grows at {}% per year, and segments cannot all grow more slowly than the whole",
            rate(market)
        ),
    }
}

/// A share as it is printed, in percent.
fn share(share: &Traced<Share>) -> String {
    figure(share.origin())
        .map_or_else(|| share.value().percent().to_string(), |figure| figure.digits().to_owned())
}

/// For a printed figure that exceeds another only because of rounding.
fn by_rounding(is_by_rounding: bool) -> &'static str {
    if is_by_rounding { " by more than rounding" } else { "" }
}

/// The sum of the segments, which may be beyond any size of a market.
pub(super) fn sum(sum: &Traced<Amount>, total: &Traced<Money>, scale: &Scale) -> String {
    match sum.size() {
        Ok(size) => scale.write(size.value()),
        Err(_) if *sum.value() > Amount::of(total.value()) => "more than any market".to_owned(),
        Err(_) => "next to nothing".to_owned(),
    }
}

pub(super) fn compared(
    sum: &Traced<Amount>,
    total: &Traced<Money>,
    comparison: &SumAndMarket,
    scale: &Scale,
) -> String {
    let market = scale.write(total.value());
    match comparison {
        SumAndMarket::Agree => format!("which matches the market's {market}"),
        SumAndMarket::Contradict => {
            let gap =
                sum.size().map_or("not ".to_owned(), |size| distance(size.value(), total.value()));
            format!(
                "{gap}the market's {market}; use either the segments' rates or the market's forecast, not both"
            )
        }
        SumAndMarket::LeaveNothing => {
            format!("which leaves nothing of the market's {market} for what is not itemized")
        }
        SumAndMarket::Leave { rest, rate, is_fastest } => format!(
            "which leaves {} of the market's {market} for what is not itemized: growth of {}% per year{}",
            scale.write(rest.value()),
            rate.value().percent().to_fixed(1),
            if *is_fastest { ", faster than any segment" } else { "" }
        ),
    }
}

/// The values of a series and their anomalies.
pub(super) fn odd(unit: &str, values: &[(Year, Figure)], oddities: &[Oddity]) -> String {
    let digits: Vec<&str> = values.iter().map(|(_, figure)| figure.digits()).collect();
    let years = match values {
        [(first, _), .., (last, _)] => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    let oddities: Vec<String> = oddities.iter().map(oddity).collect();
    format!(
        "{} ({unit}){years}. The series {}; before relying on it, confirm that every year was measured in the same way",
        digits.join(", "),
        oddities.join(" and ")
    )
}

fn oddity(oddity: &Oddity) -> String {
    match oddity {
        Oddity::Repeats { figure, year } => format!("repeats {} in {year}", figure.digits()),
        Oddity::Doubles { year } => format!("more than doubles in {year}"),
    }
}
