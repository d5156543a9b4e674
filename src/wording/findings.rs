//! What a check finds in a report's figures.

mod growth_rate;
mod parts;
mod segments;

use crate::audit::{ConstantGrowth, Detail, Divided, Finding};
use crate::derivation::{Origin, Traced};
use crate::quantity::{Figure, Money, Scale, Year};

use super::Spelling;
use super::written::{distance, printed, rate};

/// Returns what was compared, and what it means for using the report, with amounts as `scale` says.
///
/// ```
/// use aiinfra::wording::{self, Spelling};
/// use aiinfra::{Market, Unit, audit};
///
/// let market = Market::embedded()?;
/// let findings = audit::check(&market)?;
/// let sentence = wording::finding(&findings[0], &market.scale(Unit::Billion, 2), Spelling::default());
/// assert!(sentence.starts_with("End Use: the 3 published shares for 2024 add up to 86%"), "{sentence}");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn finding(finding: &Finding, scale: &Scale, spelling: Spelling) -> String {
    match &finding.detail {
        Detail::Growth(growth) => growth_rate::growth(growth, scale, spelling),
        Detail::GrowthIncomparable { rate, period, year } => {
            growth_rate::incomparable(rate, *period, *year)
        }
        detail @ Detail::UnpublishedStart { .. } => {
            growth_rate::unpublished_start(detail, scale).unwrap_or_default()
        }
        Detail::PeriodAgrees { years, is_one_size } => {
            format!("{}, and {}", stated_period(*years), years_of_sizes(*years, *is_one_size))
        }
        Detail::PeriodDiffers { stated, sizes, is_one_size, fits } => format!(
            "{}, but {}{}{}",
            stated_period(*stated),
            years_of_sizes(*sizes, *is_one_size),
            years_of_growth(*sizes, *stated),
            fitting_years(fits.as_deref(), sizes.0)
        ),
        Detail::OnPath { path, .. } => {
            format!("the sizes between the first and the last match {}", constant_growth(path))
        }
        Detail::OffPath { size, year, constant, path, is_farthest } => {
            off_path((size, *year), constant, path, *is_farthest, scale)
        }
        Detail::OddSeries { series, unit, values, oddities } => {
            format!("{series}: {}", parts::odd(unit, values, oddities))
        }
        Detail::Shares { dimension, .. }
        | Detail::Largest { dimension, .. }
        | Detail::Fastest { dimension, .. }
        | Detail::SegmentGrowth { dimension, .. }
        | Detail::SegmentSizes { dimension, .. }
        | Detail::Drift { dimension, .. } => {
            format!("{}: {}", heading(dimension), in_dimension(&finding.detail, scale))
        }
    }
}

/// A finding about a dimension, without the dimension's name.
fn in_dimension(detail: &Detail, scale: &Scale) -> String {
    match detail {
        Detail::Shares { dimension, shares } => parts::shares(shares, &whole(dimension)),
        Detail::Largest { segment, extent, verdict, .. } => format!(
            "the report calls {segment} the largest, {}",
            parts::largest(extent, verdict, scale)
        ),
        Detail::Fastest { dimension, segment, rate: own, verdict } => format!(
            "the report calls {segment} the fastest growing, at {}% per year, {}",
            rate(own),
            parts::fastest(verdict, &whole(dimension))
        ),
        Detail::SegmentGrowth { dimension, from, to, sum, total, comparison } => format!(
            "growing at their own rates from {from}, the segments add up to {} in {to}, {}",
            parts::sum(sum, total, scale),
            parts::compared(sum, (total, &whole(dimension)), comparison, scale)
        ),
        Detail::SegmentSizes { dimension, year, count, shares, sum, total, comparison } => {
            let total = (total, whole(dimension));
            let sum = segments::Sum { year: *year, count: *count, shares: *shares, sum, total };
            sum.sentence(comparison, scale)
        }
        Detail::Drift { segment, start, end, implied, stated, agrees, .. } => {
            segments::drift(segment, [start, end], implied, (stated, *agrees), scale)
        }
        _ => String::new(),
    }
}

/// `Server type of the Hardware segment`
fn heading(divided: &Divided) -> String {
    match &divided.of {
        None => divided.dimension.clone(),
        Some(_) => format!("{} of {}", divided.dimension, whole(divided)),
    }
}

/// `the market`, or `the Hardware segment`
fn whole(divided: &Divided) -> String {
    match &divided.of {
        None => "the market".to_owned(),
        Some(segment) => format!("the {segment} segment"),
    }
}

fn off_path(
    (size, year): (&Traced<Money>, Year),
    constant: &Traced<Money>,
    path: &ConstantGrowth,
    is_farthest: bool,
    scale: &Scale,
) -> String {
    format!(
        "the published {} in {year} is {}{}, the size at {}{}. The forecast keeps the published size, so growth \
         differs before and after {year}",
        printed(size, scale),
        distance(size.value(), constant.value()),
        beside(size, scale).write(constant.value()),
        constant_growth(path),
        if is_farthest { ", the largest gap that rounding does not explain" } else { "" }
    )
}

fn stated_period((from, to): (Year, Year)) -> String {
    format!("the report states its CAGR for {from} to {to}")
}

fn years_of_sizes((first, last): (Year, Year), is_one_size: bool) -> String {
    if is_one_size {
        format!("its only size is for {first}")
    } else {
        format!("its sizes are for {first} to {last}")
    }
}

fn years_of_growth(sizes: (Year, Year), stated: (Year, Year)) -> String {
    let between = |(first, last): (Year, Year)| last.number().saturating_sub(first.number());
    let (grown, named) = (between(sizes), between(stated));
    if grown == named {
        return String::new();
    }
    format!(" ({grown} years of growth, not {named})")
}

fn fitting_years(fits: Option<&[(Year, Year)]>, first: Year) -> String {
    match fits {
        None => format!("; the forecast applies the rate from {first}"),
        Some([]) => "; the rate matches neither".to_owned(),
        Some(fits) => {
            let fits: Vec<String> =
                fits.iter().map(|(from, to)| format!("{from} to {to}")).collect();
            format!("; the rate matches {}", fits.join(" and "))
        }
    }
}

fn constant_growth(path: &ConstantGrowth) -> String {
    format!("constant growth of {}% per year from {} to {}", rate(&path.rate), path.from, path.to)
}

/// The figure as the report prints it, if it does.
fn figure(origin: &Origin) -> Option<&Figure> {
    match origin {
        Origin::Published(citation) => Some(&citation.figure),
        _ => None,
    }
}

/// How to write a computed size next to a published one: in the same unit, with at least as many decimals.
fn beside(size: &Traced<Money>, scale: &Scale) -> Scale {
    let Origin::Published(citation) = size.origin() else { return scale.clone() };
    Scale {
        unit: citation.figure.unit().or(citation.unit).unwrap_or(scale.unit),
        digits: scale.digits.max(citation.figure.decimals()),
        ..scale.clone()
    }
}
