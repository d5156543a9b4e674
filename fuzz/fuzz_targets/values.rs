//! Law: parsing any text yields a value or an error that says what was expected. A value that is written and parsed
//! again is unchanged.
#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::LazyLock;

use aiinfra::{
    Currency, Decimal, Edition, Error, Factor, Figure, GrowthRate, List, Market, Money, Outlook,
    Scale, Scenario, Shape, Share, Unit, Year, Years, scenario,
};
use aiinfra_fuzz::{check_error, checked};
use libfuzzer_sys::fuzz_target;

static MARKET: LazyLock<Market> = LazyLock::new(|| Market::embedded().unwrap());

/// Parses a value, writes it and parses it again.
fn round_trip<Value: FromStr<Err = Error> + PartialEq + Debug, Text: Display>(
    text: &str,
    write: impl Fn(&Value) -> Text,
) {
    let Some(value) = checked(text.parse::<Value>()) else { return };
    let written = write(&value).to_string();
    assert_eq!(written.parse::<Value>().unwrap(), value, "{written}");
}

/// Parses a list, writes it and parses it again.
fn round_trip_list<Value: FromStr<Err = Error> + PartialEq + Debug, Text: Display>(
    text: &str,
    write: impl Fn(&Value) -> Text,
) {
    let Some(list) = checked(text.parse::<List<Value>>()) else { return };
    let written: Vec<String> = list.iter().map(|value| write(value).to_string()).collect();
    assert!((1..=2000).contains(&written.len()));
    assert_eq!(written.join(",").parse::<List<Value>>().unwrap(), list);
}

/// Asserts that a size is the same in every unit and is written with all of its digits.
fn size(text: &str) {
    for &unit in Unit::ALL {
        let Some(size) = checked(Money::parse(text, unit)) else { continue };
        for &other in Unit::ALL {
            let number = size.in_unit(other);
            assert_eq!(Money::new(&number, other).unwrap(), size, "{number} {other}");
            let scale = Scale::new(MARKET.currency().clone(), other, 2);
            let in_full = scale.write_in_full(&size).replace(',', "");
            assert_eq!(in_full, format!("USD {number} {other}"));
        }
    }
}

/// Computes a forecast, which fails with an error if it grows beyond the limits.
fn check_forecast(scenario: &Scenario) {
    let last = MARKET.horizon().last();
    match scenario.trajectory(&MARKET).and_then(|forecast| forecast.size(last)) {
        Ok(size) => assert!(size.in_unit(Unit::Million).is_positive()),
        Err(error) => check_error(&error),
    }
}

fn shape(text: &str) {
    for &unit in Unit::ALL {
        let Some(shape) = checked(Shape::parse(text, unit)) else { continue };
        assert_eq!(Shape::parse(&shape.to_string(), unit).unwrap(), shape);
        check_forecast(&Scenario { shape, ..Scenario::default() });
    }
}

fn targets(text: &str) {
    if let Some(outlook) = checked(Outlook::target(text, &MARKET)) {
        check_forecast(&Scenario { outlook, ..Scenario::default() });
    }
}

fn scenarios(text: &str) {
    match scenario::read(text, &Scenario::default(), &MARKET) {
        Ok(scenarios) => {
            scenarios.iter().take(2).for_each(|(_, scenario)| check_forecast(scenario))
        }
        Err(error) => check_error(&error),
    }
}

fuzz_target!(|data: &[u8]| {
    let text = &*String::from_utf8_lossy(data);
    round_trip(text, Decimal::to_string);
    round_trip(text, Figure::to_string);
    round_trip(text, Year::to_string);
    round_trip(text, Unit::to_string);
    round_trip(text, Currency::to_string);
    round_trip(text, |years: &Years| years.number().clone());
    round_trip(text, GrowthRate::percent);
    round_trip(text, Share::percent);
    round_trip(text, Edition::to_string);
    round_trip(text, |factor: &Factor| factor.number().clone());
    size(text);
    shape(text);
    targets(text);
    let _ = MARKET.dimensions()[0].segment(text).map_err(|error| check_error(&error));
    // A list of one entry parses like the entry.
    if text.contains(',') || text.contains("..") {
        round_trip_list(text, Decimal::to_string);
        round_trip_list(text, Year::to_string);
        round_trip_list(text, GrowthRate::percent);
        round_trip_list(text, Figure::to_string);
    }
    if text.contains('\n') {
        scenarios(text);
    }
});
