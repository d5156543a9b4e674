//! Law: whatever text a value is read from, it ends in a value or in an error that says what would be right; a
//! value that is written and read again is the same.
#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::LazyLock;

use aiinfra::{
    Currency, Decimal, Error, Figure, GrowthRate, List, Market, Money, Outlook, Scale, Scenario,
    Share, Unit, Year, Years, scenario,
};
use aiinfra_fuzz::told;
use libfuzzer_sys::fuzz_target;

static MARKET: LazyLock<Market> = LazyLock::new(|| Market::embedded().unwrap());

/// A text that is refused is told with what would be right.
fn read<Value>(value: Result<Value, Error>) -> Option<Value> {
    value
        .map_err(|error| {
            told(&error);
            assert!(error.to_string().contains("expected"), "{error}");
            assert_ne!(error.expected(), Some(""), "{error}");
        })
        .ok()
}

/// Reads a value, writes it, and reads it again.
fn again<Value: FromStr<Err = Error> + PartialEq + Debug, Text: Display>(
    text: &str,
    write: impl Fn(&Value) -> Text,
) {
    let Some(value) = read(text.parse::<Value>()) else { return };
    let written = write(&value).to_string();
    assert_eq!(written.parse::<Value>().unwrap(), value, "{written}");
}

fn list<Value: FromStr<Err = Error> + PartialEq + Debug, Text: Display>(
    text: &str,
    write: impl Fn(&Value) -> Text,
) {
    let Some(list) = read(text.parse::<List<Value>>()) else { return };
    let written: Vec<String> = list.iter().map(|value| write(value).to_string()).collect();
    assert!((1..=2000).contains(&written.len()));
    assert_eq!(written.join(",").parse::<List<Value>>().unwrap(), list);
}

/// A size is the same in every unit, and is written with every digit that it was read with.
fn size(text: &str) {
    for &unit in Unit::ALL {
        let Some(size) = read(Money::parse(text, unit)) else { continue };
        for &other in Unit::ALL {
            let number = size.in_unit(other);
            assert_eq!(Money::new(&number, other).unwrap(), size, "{number} {other}");
            let scale = Scale { currency: MARKET.currency().clone(), unit: other, digits: 2 };
            let in_full = scale.write_in_full(&size).replace(',', "");
            assert_eq!(in_full, format!("USD {number} {other}"));
        }
    }
}

/// Where a scenario grows out of bounds, the answer is an error.
fn ask(scenario: &Scenario) {
    let last = MARKET.horizon().last();
    match scenario.trajectory(&MARKET).and_then(|forecast| forecast.size(last)) {
        Ok(size) => assert!(size.in_unit(Unit::Million).is_positive()),
        Err(error) => told(&error),
    }
}

fn targets(text: &str) {
    if let Some(outlook) = read(Outlook::target(text, &MARKET)) {
        ask(&Scenario { outlook, ..Scenario::default() });
    }
}

fn scenarios(text: &str) {
    match scenario::read(text, &Scenario::default(), &MARKET) {
        Ok(scenarios) => scenarios.iter().take(2).for_each(|(_, scenario)| ask(scenario)),
        Err(error) => told(&error),
    }
}

fuzz_target!(|data: &[u8]| {
    let text = &*String::from_utf8_lossy(data);
    again(text, Decimal::to_string);
    again(text, Figure::to_string);
    again(text, Year::to_string);
    again(text, Unit::to_string);
    again(text, Currency::to_string);
    again(text, |years: &Years| years.number().clone());
    again(text, GrowthRate::percent);
    again(text, Share::percent);
    size(text);
    targets(text);
    let _ = MARKET.dimensions()[0].segment(text).map_err(|error| told(&error));
    // Of one entry, a list is what the entry is.
    if text.contains(',') || text.contains("..") {
        list(text, Decimal::to_string);
        list(text, Year::to_string);
        list(text, GrowthRate::percent);
        list(text, Figure::to_string);
    }
    if text.contains('\n') {
        scenarios(text);
    }
});
