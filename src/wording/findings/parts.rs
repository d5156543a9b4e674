//! Findings about dimensions and series.

use crate::audit::{Extent, Fastest, Largest, Oddity, ShareSum, SumAndMarket};
use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::quantity::{Amount, Figure, Money, Ratio, Scale, Year};
use crate::wording::written::{distance, rate};

use super::segments::extent;

/// The sum of the shares of `whole`.
pub(super) fn shares(shares: &ShareSum, whole: &str) -> String {
    let (year, sum) = (shares.year, percent(shares, &shares.sum));
    let what = match (shares.count, shares.sizes) {
        (1, _) => format!("the only published share for {year} is {sum}%"),
        (count, 0) => format!("the {count} published shares for {year} add up to {sum}%"),
        (count, _) => {
            format!("the {count} published shares and sizes for {year} add up to {sum}%")
        }
    };
    let verdict = match &shares.missing {
        None if shares.exceeds => format!(
            " of {whole}, more than rounding explains; a figure is wrong, or the segments overlap"
        ),
        None if shares.sum.value().percent() == Decimal::from(100) => String::new(),
        None => ", which is 100% within rounding".to_owned(),
        Some(missing) => format!(
            "; the remaining {}% of {whole} is not itemized{}, so the segments add up to less than {whole}{}",
            percent(shares, &missing.rest),
            including(&missing.unshared),
            if missing.is_fraction { " (shares are in percent: 39, not 0.39)" } else { "" }
        ),
    };
    format!("{what}{verdict}")
}

/// A sum of shares in percent: with every digit if all are printed, and rounded if any follows from a size.
fn percent(shares: &ShareSum, sum: &Traced<Ratio>) -> String {
    let percent = sum.value().percent();
    if shares.sizes == 0 { percent.to_string() } else { percent.to_fixed(2) }
}

fn including(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => format!(", including {}", names.join(" and ")),
    }
}

pub(super) fn largest(own: &Extent, verdict: &Largest, scale: &Scale) -> String {
    let (measure, of_own) = match own {
        Extent::Size(_) => ("size", "a size of"),
        Extent::Share(_) => ("share", "a share of"),
    };
    let own = extent(own, scale);
    match verdict {
        Largest::Agrees { is_by_rounding, hidden } => {
            let hidden = hidden.as_ref().map(|rest| {
                let rest = extent(rest, scale);
                format!("; the {rest} that is not itemized may include a larger one")
            });
            format!(
                "and no published {measure} is above its {own}{}{}",
                by_rounding(*is_by_rounding),
                hidden.unwrap_or_default()
            )
        }
        Largest::Beaten { segment, extent: highest } => format!(
            "with {of_own} {own}, but {segment} has {}; either the name or a {measure} is wrong",
            extent(highest, scale)
        ),
    }
}

/// How the segment called the fastest growing compares with the others and with `whole`.
pub(super) fn fastest(verdict: &Fastest, whole: &str) -> String {
    match verdict {
        Fastest::Agrees { is_by_rounding, whole: growth } => {
            let growth = growth
                .as_ref()
                .map(|growth| format!("; {whole}'s {}% does not contradict it", rate(growth)));
            format!(
                "and no published rate is above that{}{}",
                by_rounding(*is_by_rounding),
                growth.unwrap_or_default()
            )
        }
        Fastest::Beaten { segment, rate: highest } => {
            format!("but {segment} has {}%; either the name or a rate is wrong", rate(highest))
        }
        Fastest::BelowWhole { whole: growth } => format!(
            "but {whole} grows at {}% per year, and segments cannot all grow more slowly than the whole",
            rate(growth)
        ),
    }
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
    (total, whole): (&Traced<Money>, &str),
    comparison: &SumAndMarket,
    scale: &Scale,
) -> String {
    let market = format!("{whole}'s {}", scale.write(total.value()));
    match comparison {
        SumAndMarket::Agree => format!("which matches {market}"),
        SumAndMarket::Contradict => {
            let gap =
                sum.size().map_or("not ".to_owned(), |size| distance(size.value(), total.value()));
            format!("{gap}{market}; use either the segments' rates or {whole}'s forecast, not both")
        }
        SumAndMarket::LeaveNothing => {
            format!("which leaves nothing of {market} for what is not itemized")
        }
        SumAndMarket::Leave { rest, rate, is_fastest } => format!(
            "which leaves {} of {market} for what is not itemized: growth of {}% per year{}",
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
