//! Warnings.

use std::borrow::Cow;

use crate::audit::{Detail, Finding, Fit};
use crate::decimal::Decimal;
use crate::quantity::{GrowthRate, Money, Scale, Year};
use crate::warning::Warning;

use super::Spelling;
use super::findings;
use super::written::{listed_in_part, rate};

/// Returns the warning as a sentence, with amounts as `scale` says.
///
/// ```
/// use aiinfra::wording::{self, Spelling};
/// use aiinfra::{Market, Unit, warning};
///
/// let slip = warning::small_rate(&"0.2".parse()?).unwrap();
/// let scale = Market::embedded()?.scale(Unit::Billion, 2);
/// let text = wording::warning(&slip, &scale, Spelling::default());
/// assert_eq!(text, "Warning: 0.2 is 0.2% per year; for 20% write 20.");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn warning(warning: &Warning, scale: &Scale, spelling: Spelling) -> String {
    match warning {
        Warning::Contradiction { publisher, findings, currency } => {
            let scale = scale.in_currency(currency);
            contradiction(publisher.as_deref(), findings, &scale, spelling)
        }
        Warning::FailedChecks { names } => {
            let whose = if names.len() == 1 { "its" } else { "their" };
            let fail = if names.len() == 1 { "fails" } else { "fail" };
            format!(
                "Warning: {} {fail} `check`: {whose} own figures contradict each other.",
                listed_in_part(names)
            )
        }
        Warning::SmallRate { rate } => {
            let rate = rate.percent();
            let hundredfold = &rate * &Decimal::from(100);
            format!("Warning: {rate} is {rate}% per year; for {hundredfold}% write {hundredfold}.")
        }
        Warning::SmallProbability { probability } => {
            let probability = probability.percent();
            let hundredfold = &probability * &Decimal::from(100);
            format!(
                "Warning: a probability of {probability} is {probability}%; for {hundredfold}% write {hundredfold}."
            )
        }
        Warning::SmallShare { share } => {
            let share = share.percent();
            let hundredfold = &share * &Decimal::from(100);
            format!(
                "Warning: a share of {share} is {share}%; for {hundredfold}% write {hundredfold}."
            )
        }
        Warning::TwoRates { rates } => two_rates(rates),
        Warning::FarFromForecast { size, year, forecast, is_own } => {
            let scale = if *is_own { scale.of_report() } else { Cow::Borrowed(scale) };
            far_from_forecast(size, *year, forecast.value(), &scale)
        }
    }
}

fn contradiction(
    publisher: Option<&str>,
    findings: &[Finding],
    scale: &Scale,
    spelling: Spelling,
) -> String {
    let whose = publisher.map_or_else(|| "this report's".to_owned(), possessive);
    let first = findings.first().map(|finding| brief(finding, scale, spelling));
    let more = match findings.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    format!(
        "Warning: {whose} figures contradict each other: {}{more}. See `check`.",
        first.unwrap_or_default()
    )
}

fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

/// Returns the short form of a finding.
fn brief(finding: &Finding, scale: &Scale, spelling: Spelling) -> String {
    match &finding.detail {
        Detail::Growth(growth) if matches!(growth.fit, Fit::Nowhere { .. }) => {
            let implied = growth.base.implied.value();
            format!(
                "the stated CAGR is {}%, but the sizes imply {}%",
                rate(&growth.rate),
                implied.written()
            )
        }
        _ => findings::finding(finding, scale, spelling),
    }
}

fn two_rates([first, second]: &[GrowthRate; 2]) -> String {
    let [first, second] = [first.percent(), second.percent()];
    format!(
        "Warning: {first},{second} means two rates, {first}% and {second}%; for one rate write {first}.{second}."
    )
}

fn far_from_forecast(size: &Money, year: Year, forecast: &Money, scale: &Scale) -> String {
    let ratio = &size.change(forecast) + &Decimal::from(1);
    let times = if ratio > Decimal::from(1) {
        format!("{} times", ratio.to_grouped(0))
    } else {
        format!("{}% of", (&ratio * &Decimal::from(100)).to_fixed(2))
    };
    format!(
        "Warning: {} in {year} is {times} the forecast of {}; check the unit.",
        scale.write_in_full(size),
        scale.write(forecast)
    )
}
