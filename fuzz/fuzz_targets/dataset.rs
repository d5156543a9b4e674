//! Law: reading a dataset yields a market or an error that names its lines. A market can be used in every way without
//! a panic: its known sizes are exact, and its segments sum to the total.
#![no_main]

use std::collections::BTreeMap;

use aiinfra::scenario::source;
use aiinfra::wording::Spelling;
use aiinfra::{
    Decimal, Dimension, Division, Follow, Market, Outlook, Own, Part, Scenario, Total, Trajectory,
    Unit, Year, audit, is_active, wording,
};
use aiinfra_fuzz::check_error;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

/// Asserts that a text is not empty and contains no control characters.
fn check_text(text: &str) {
    assert!(!text.trim().is_empty() && !text.contains(is_active), "{text:?}");
}

/// Some of the market's years. Testing every year of a long forecast would take too long.
fn years(market: &Market) -> Vec<Year> {
    let all: Vec<Year> = market.horizon().years().collect();
    let step = all.len().div_ceil(6);
    all.iter().step_by(step).chain(all.last()).copied().collect()
}

/// Tests the trajectory through the published sizes, which always exists, and returns it.
fn follow_sizes(market: &Market) -> Trajectory {
    let forecast = Trajectory::published(market, Follow::Sizes).unwrap();
    for point in market.points() {
        assert_eq!(forecast.size(point.year).unwrap(), point.size);
    }
    for year in years(market) {
        // Growing from a single size at the stated CAGR may exceed the limits.
        match forecast.size(year) {
            Ok(size) => assert!(size.in_unit(Unit::Million).is_positive()),
            Err(error) if market.points_from_base().len() == 1 => check_error(&error),
            Err(error) => panic!("{error}"),
        }
        assert_eq!(forecast.growth(year).unwrap().is_some(), year > market.horizon().first());
    }
    assert_eq!(&Market::from_toml(&market.to_toml()).unwrap(), market);
    if let Ok(end) = forecast.traced(market.horizon().last()) {
        let reached = forecast.crossing(&end).unwrap().unwrap();
        assert!(market.horizon().contains(reached.year));
    }
    forecast
}

/// Tests the trajectory at the stated CAGR.
fn follow_cagr(market: &Market) {
    match Trajectory::published(market, Follow::Cagr) {
        Ok(forecast) => {
            assert_eq!(forecast.size(market.base().year).unwrap(), market.base().size);
            assert_eq!(Some(forecast.onward()), market.cagr().map(|cagr| &cagr.rate));
            let _ = forecast.size(market.horizon().last()).map_err(|error| check_error(&error));
        }
        Err(error) => {
            check_error(&error);
            assert!(market.cagr().is_none());
        }
    }
}

/// Asserts that the shares sum to 100%.
fn check_sum(parts: &[Part<'_>]) {
    let shares = parts.iter().filter_map(|part| part.share());
    let sum = shares.fold(Decimal::from(0), |sum, share| &sum + share.value().fraction());
    assert_eq!(sum.percent().to_fixed(20), format!("100.{}", "0".repeat(20)));
}

/// Returns the sum of the shares in a year.
fn share_sum(dimension: &Dimension, year: Year) -> Decimal {
    let shares = dimension.segments.iter().filter_map(|segment| dimension.share_in(segment, year));
    shares.fold(Decimal::from(0), |sum, share| &sum + share.value().fraction())
}

fn divide(dimension: &Dimension, forecast: &Trajectory, division: &Division) {
    let is_within =
        dimension.years().into_iter().all(|year| share_sum(dimension, year) <= Decimal::from(1));
    // Sizes and shares of several years may exceed the whole, which `check` reports. The parts of a segment without a
    // size have no rest.
    let is_plain = dimension.years().len() == 1
        && dimension.segments.iter().all(|segment| segment.sizes.is_empty());
    let is_rescaled = is_plain && (division.normalize || !division.own.is_empty());
    let adds_up = dimension.of.is_none() && dimension.has_shares() && (is_within || is_rescaled);
    for year in [forecast.horizon().first(), forecast.horizon().last()] {
        match division.divide(dimension, forecast, year) {
            Ok(parts) if adds_up => check_sum(&parts),
            Ok(parts) => assert!(parts.len() >= dimension.segments.len()),
            Err(error) => check_error(&error),
        }
    }
}

/// Divides the market as published, normalized, and with a different share or growth rate for the first segment.
fn segments(dimension: &Dimension, forecast: &Trajectory) {
    let plain = Division::default();
    divide(dimension, forecast, &plain);
    divide(dimension, forecast, &Division { normalize: true, ..plain.clone() });
    for (segment, share) in dimension
        .segments
        .iter()
        .filter_map(|segment| Some((segment, segment.shares.first()?.share.clone())))
        .take(1)
    {
        let rate = segment.cagr.as_ref().map_or(forecast.onward(), |(rate, _)| rate);
        for own in [Own::Cagr(rate.clone()), Own::Share(share.clone())] {
            let own = BTreeMap::from([(segment.id.clone(), own)]);
            for &total in Total::ALL {
                divide(
                    dimension,
                    forecast,
                    &Division { own: own.clone(), total, normalize: false, parent: None },
                );
            }
        }
    }
}

/// Tests what-ifs in which the next-to-last size equals the first, with and without keeping the published end.
fn what_ifs(market: &Market) {
    let scale = market.scale(market.unit(), 2);
    let horizon = market.horizon();
    let actual = horizon.before(horizon.last()).map(|year| (year, market.base().size.clone()));
    for outlook in [Outlook::OwnGrowth, Outlook::PublishedEnd] {
        let scenario = Scenario {
            actuals: actual.clone().into_iter().collect(),
            outlook,
            ..Scenario::default()
        };
        match scenario.notes(market, horizon.last()) {
            Ok(notes) => notes.into_iter().for_each(|note| {
                check_text(&wording::note(&note.into(), &scale, Spelling::default()));
            }),
            Err(error) => check_error(&error),
        }
    }
    let goal = Scenario::default().goal(market, horizon.last(), &market.traced(market.base()));
    let _ = goal.map_err(|error| check_error(&error));
}

/// Uses a market in every way.
fn check_market(market: &Market) {
    let forecast = follow_sizes(market);
    follow_cagr(market);
    what_ifs(market);
    market.dimensions().iter().for_each(|dimension| segments(dimension, &forecast));
    let scale = market.scale(market.unit(), 2);
    match audit::check(market) {
        Ok(findings) => {
            findings.iter().for_each(|finding| {
                check_text(&wording::finding(finding, &scale, Spelling::default()));
            });
        }
        Err(error) => check_error(&error),
    }
    let published = market.published();
    // Both ends of a range are listed.
    let printed = market.points().iter().flat_map(|point| match point.figure.range() {
        Some([low, high]) => vec![low, high],
        None => vec![&point.figure],
    });
    for (figure, listed) in printed.zip(&published) {
        assert_eq!(listed.value, figure.digits());
    }
    published.iter().for_each(|listed| check_text(&listed.value));
    let source = wording::note(&source(market).into(), &scale, Spelling::default());
    check_text(&source);
}

fuzz_target!(|data: &[u8]| match Market::from_toml(&String::from_utf8_lossy(data)) {
    Ok(market) => check_market(&market),
    Err(error) => {
        check_error(&error);
        for fault in error.each() {
            let fault = fault.to_string();
            let starts = ["line ", "there are more errors", "cannot be read as TOML"];
            assert!(starts.iter().any(|start| fault.starts_with(start)), "{fault}");
        }
    }
});

/// Figures at the limits of what a dataset accepts, and some that are close together.
const FIGURES: [&str; 24] = [
    "0",
    "1",
    "2",
    "100",
    "99.9",
    "33.3",
    "0.1",
    "0.000001",
    "1.00",
    "120",
    "145.2",
    "10",
    "9.5",
    "-5",
    "-99.999",
    "1000000",
    "999999999999",
    "5bn",
    "5tn",
    "5mn",
    "2025",
    "2026",
    "2100",
    "9999",
];

/// The ranges of consecutive digits and points.
fn numbers(text: &[u8]) -> Vec<(usize, usize)> {
    let is_digit =
        |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'.');
    let starts = (0..text.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1)));
    starts.map(|start| (start, (start..).find(|at| !is_digit(*at)).unwrap_or(start))).collect()
}

/// Replaces a number by another figure, and returns the text's new length. `None` if there is no number or no room.
fn replace_figure(data: &mut [u8], size: usize, seed: usize) -> Option<usize> {
    let numbers = numbers(&data[..size]);
    let (start, end) = *numbers.get(seed % numbers.len().max(1))?;
    let figure = FIGURES[seed / 1024 % FIGURES.len()].as_bytes();
    let length = size - (end - start) + figure.len();
    let rest = data[end..size].to_vec();
    data.get_mut(start..length)?.copy_from_slice(&[figure, &rest].concat());
    Some(length)
}

// Half of the mutations replace a figure, which usually leaves a valid dataset. Mutations of single bytes rarely do.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let length =
        if seed.is_multiple_of(2) { replace_figure(data, size, seed as usize / 2) } else { None };
    length.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
