//! What to know before using an answer: contradictions in a report, and slips in a question.

use crate::audit::{self, Finding, Status};
use crate::decimal::Decimal;
use crate::derivation::{Evidence, Traceable, Traced};
use crate::market::Market;
use crate::quantity::{Currency, GrowthRate, List, Money, Probability, Share, Year};
use crate::scenario::{Outlook, Scenario};
use crate::trajectory::{Shape, Trajectory};

/// Something to know before using an answer. It is shown whatever notes are asked for.
///
/// ```
/// use aiinfra::Warning;
///
/// let slip = Warning::SmallRate { rate: "0.3".parse()? };
/// assert_eq!(slip.kind(), "small-rate");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The figures of a report contradict each other.
    Contradiction {
        /// The publisher, if the report is one of several.
        publisher: Option<String>,
        /// The contradictions; at least one.
        findings: Vec<Finding>,
        /// The report's currency.
        currency: Currency,
    },
    /// The figures of some of several reports contradict each other.
    FailedChecks {
        /// The names of the reports.
        names: Vec<String>,
    },
    /// A rate below 1%: perhaps a fraction was written where a percentage is meant.
    SmallRate {
        /// The rate.
        rate: GrowthRate,
    },
    /// A share below 1%, for the same reason.
    SmallShare {
        /// The share.
        share: Share,
    },
    /// A probability below 1%, for the same reason.
    SmallProbability {
        /// The probability.
        probability: Probability,
    },
    /// A list of two rates: perhaps one rate with a decimal comma.
    TwoRates {
        /// The rates.
        rates: [GrowthRate; 2],
    },
    /// A size that is hundreds of times the forecast, or less than a hundredth of it: perhaps in the wrong unit.
    FarFromForecast {
        /// The size.
        size: Money,
        /// Its year.
        year: Year,
        /// The forecast for that year.
        forecast: Traced<Money>,
        /// Whether both are in the report's own terms, not in the answer's.
        is_own: bool,
    },
}

impl Warning {
    /// Returns its kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Contradiction { .. } => "contradiction",
            Self::FailedChecks { .. } => "failed-checks",
            Self::SmallRate { .. } => "small-rate",
            Self::SmallShare { .. } => "small-share",
            Self::SmallProbability { .. } => "small-probability",
            Self::TwoRates { .. } => "two-rates",
            Self::FarFromForecast { .. } => "far-from-forecast",
        }
    }

    /// Returns its figures, each with a name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::Contradiction { publisher, findings, .. } => {
                let publisher = publisher.iter().cloned().map(Evidence::Name);
                let rules = findings.iter().map(|finding| finding.rule.name().to_owned()).collect();
                let publisher = publisher.map(|name| ("publisher", name));
                publisher.chain([("rules", Evidence::Names(rules))]).collect()
            }
            Self::FailedChecks { names } => vec![("reports", Evidence::Names(names.clone()))],
            Self::SmallRate { rate } => vec![("rate", figure(rate))],
            Self::SmallShare { share } => vec![("share", figure(share))],
            Self::SmallProbability { probability } => vec![("probability", figure(probability))],
            Self::TwoRates { rates: [first, second] } => {
                vec![("first_rate", figure(first)), ("second_rate", figure(second))]
            }
            Self::FarFromForecast { size, year, forecast, .. } => vec![
                ("value", figure(size)),
                ("year", (*year).into()),
                ("forecast", forecast.into()),
            ],
        }
    }
}

/// The figure without an input, because several options and columns take such a figure.
fn figure<Quantity: Traceable>(quantity: &Quantity) -> Evidence {
    (&Traced::constant(quantity.clone())).into()
}

/// Returns a warning if the report's figures contradict each other.
///
/// ```
/// use aiinfra::{Market, warning};
///
/// assert!(warning::contradiction(&Market::embedded()?, None).is_none());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn contradiction(market: &Market, publisher: Option<&str>) -> Option<Warning> {
    // An answer doesn't depend on what could not be checked.
    let findings = audit::check(market).unwrap_or_default();
    let findings: Vec<Finding> =
        findings.into_iter().filter(|finding| finding.status == Status::Fail).collect();
    let publisher = publisher.map(str::to_owned);
    let currency = market.currency().clone();
    (!findings.is_empty()).then_some(Warning::Contradiction { publisher, findings, currency })
}

/// Returns what looks like a slip in a scenario: a fraction instead of a percentage, or a size in the wrong unit.
///
/// ```
/// use aiinfra::{Market, Outlook, Scenario, warning};
///
/// let slip = Scenario { outlook: Outlook::Cagr("0.3".parse()?), ..Scenario::default() };
/// assert_eq!(warning::slips(&slip, &Market::embedded()?)[0].kind(), "small-rate");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn slips(scenario: &Scenario, market: &Market) -> Vec<Warning> {
    let forecast = scenario.assumes_size().then(|| scenario.report_forecast(market).ok());
    slips_beside(scenario, market, forecast.flatten().as_ref())
}

/// Does the same with the report's own forecast over the years of the scenario, so that it isn't computed for each of
/// many scenarios.
#[must_use]
pub fn slips_beside(
    scenario: &Scenario,
    market: &Market,
    forecast: Option<&Trajectory>,
) -> Vec<Warning> {
    let mut slips: Vec<Warning> = scenario.growth.values().filter_map(small_rate).collect();
    let base = scenario.base.iter().map(|size| (market.base().year, size));
    let mut sizes: Vec<(Year, &Money)> =
        base.chain(scenario.actuals.iter().map(|(year, size)| (*year, size))).collect();
    match &scenario.outlook {
        Outlook::Cagr(rate) => slips.extend(small_rate(rate)),
        Outlook::Target { year, size } => sizes.push((*year, size)),
        Outlook::OwnGrowth | Outlook::PublishedEnd => {}
    }
    if let Shape::Fade(rate) = &scenario.shape {
        slips.extend(small_rate(rate));
    }
    if let Some(forecast) = forecast {
        let far_off = |(year, size)| far_off(size, year, forecast.traced(year).ok()?, true);
        slips.extend(sizes.into_iter().filter_map(far_off));
    }
    slips
}

/// Returns a warning if all the probabilities are below 1%, as if fractions were written instead of percentages.
///
/// ```
/// use aiinfra::{Probability, warning};
///
/// let quantiles: [Probability; 2] = ["0.05".parse()?, "0.95".parse()?];
/// assert_eq!(warning::small_probabilities(&quantiles).unwrap().kind(), "small-probability");
/// assert!(warning::small_probabilities(&["0.1".parse()?, "50".parse()?]).is_none());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn small_probabilities(probabilities: &[Probability]) -> Option<Warning> {
    let is_small = |one: &Probability| one.percent() < Decimal::from(1);
    // Several small quantiles may well be meant; one that is almost 1 is not.
    let half = Decimal::from(5).shifted(-1);
    let last = probabilities.iter().max()?;
    let is_slip = probabilities.iter().all(is_small) && last.percent() >= half;
    is_slip.then(|| Warning::SmallProbability { probability: last.clone() })
}

/// Returns what looks like a slip in a list of growth rates: one rate with a decimal comma, or fractions instead of
/// percentages.
///
/// ```
/// use aiinfra::warning;
///
/// assert_eq!(warning::slip_in_list(&"26,81".parse()?).unwrap().kind(), "two-rates");
/// assert!(warning::slip_in_list(&"20,30".parse()?).is_none());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn slip_in_list(rates: &List<GrowthRate>) -> Option<Warning> {
    let rates: Vec<&GrowthRate> = rates.iter().collect();
    if let [first, second] = rates.as_slice() {
        let is_whole = |rate: &GrowthRate| rate.percent().whole().is_some();
        let both = [first, second].into_iter();
        if both.clone().all(|rate| is_whole(rate)) && !both.clone().all(|rate| is_round(rate)) {
            return Some(Warning::TwoRates { rates: [(*first).clone(), (*second).clone()] });
        }
    }
    let mut small = rates.iter().map(|rate| small_rate(rate));
    let first = small.next().flatten()?;
    small.all(|other| other.is_some()).then_some(first)
}

/// Most scenarios have rates that are multiples of five.
fn is_round(rate: &GrowthRate) -> bool {
    rate.percent().whole().is_some_and(|percent| percent % 5 == 0)
}

/// Returns a warning about a size that is far from the forecast for that year. `is_own` says whether both are in the
/// report's own terms, not in the answer's.
#[must_use]
pub fn far_off(size: &Money, year: Year, forecast: Traced<Money>, is_own: bool) -> Option<Warning> {
    let rough = size.number().to_f64() / forecast.value().number().to_f64();
    if (1.1 / f64::from(FAR)..f64::from(FAR) / 1.1).contains(&rough) {
        return None;
    }
    let ratio = &size.change(forecast.value()) + &Decimal::from(1);
    let is_far = ratio >= Decimal::from(FAR) || &ratio * &Decimal::from(FAR) <= Decimal::from(1);
    is_far.then(|| Warning::FarFromForecast { size: size.clone(), year, forecast, is_own })
}

/// From this multiple of the forecast on, a size was probably meant in another unit.
const FAR: u32 = 200;

/// Returns a warning about a rate below 1%, which may be a fraction.
#[must_use]
pub fn small_rate(rate: &GrowthRate) -> Option<Warning> {
    is_small(&rate.percent()).then(|| Warning::SmallRate { rate: rate.clone() })
}

/// Returns a warning about a share below 1%, which may be a fraction.
#[must_use]
pub fn small_share(share: &Share) -> Option<Warning> {
    is_small(&share.percent()).then(|| Warning::SmallShare { share: share.clone() })
}

/// Whether it is between -1 and 1, but not 0.
fn is_small(percent: &Decimal) -> bool {
    let (zero, one) = (Decimal::from(0), Decimal::from(1));
    *percent < one && percent + &one > zero && *percent != zero
}
