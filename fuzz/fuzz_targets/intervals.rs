//! Law: parsing any text yields an interval or an error that says what was expected. The low end of an interval is below
//! the high end, it is unchanged when written and parsed again, and its quantiles rise.
#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::LazyLock;

use aiinfra::{
    Coefficient, Coverage, Error, Figure, GrowthRate, Interval, List, Market, Probability,
    Scenario, Uncertainty,
};
use aiinfra_fuzz::{check_error, checked};
use libfuzzer_sys::fuzz_target;

static MARKET: LazyLock<Market> = LazyLock::new(|| Market::embedded().unwrap());

/// Parses an interval, writes it and parses it again.
fn round_trip<End: PartialEq + Debug, Text: Display>(
    text: &str,
    write: impl Fn(&End) -> Text,
) -> Option<Interval<End>>
where
    Interval<End>: FromStr<Err = Error>,
{
    let interval = checked(text.parse::<Interval<End>>())?;
    // The spaces keep a low end such as `9.` apart from the dots.
    let written = format!("{} .. {}", write(interval.low()), write(interval.high()));
    assert_eq!(written.parse::<Interval<End>>().unwrap(), interval, "{written}");
    Some(interval)
}

/// Asserts that the quantiles of the last year rise and lie within bounds.
fn check_quantiles(uncertainty: &Uncertainty) {
    let spread = uncertainty.spread(&Scenario::default(), &MARKET);
    let last = MARKET.horizon().last();
    let percentages = ["1", "50", "99"].map(|text| text.parse::<Probability>().unwrap());
    let quantiles =
        spread.and_then(|spread| spread.in_year(last)?.quantiles(&spread.scores(&percentages)));
    match quantiles {
        Ok(sizes) => assert!(sizes.is_sorted_by(|one, other| one.value() < other.value())),
        Err(error) => check_error(&error),
    }
}

fuzz_target!(|data: &[u8]| {
    let text = &*String::from_utf8_lossy(data);
    if let Some(cagr) = round_trip(text, GrowthRate::percent) {
        assert!(cagr.low() < cagr.high());
        check_quantiles(&Uncertainty { cagr: Some(cagr), ..Uncertainty::default() });
    }
    if let Some(figures) = round_trip(text, Figure::to_string)
        && let Some(base) = checked(Interval::of_sizes(&figures, MARKET.unit()))
    {
        assert!(base.low() < base.high());
        check_quantiles(&Uncertainty { base: Some(base), ..Uncertainty::default() });
    }
    checked(text.parse::<Coverage>());
    checked(text.parse::<Coefficient>());
    if let Some(quantiles) = checked(text.parse::<List<Probability>>()) {
        let whole = "100".parse::<Coverage>().unwrap();
        assert!(quantiles.iter().all(|one| one.fraction() < whole.fraction()));
    }
});
