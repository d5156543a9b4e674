//! Checks printed digits against exact arithmetic, on random markets.
//!
//! The check never computes a root. A printed size is right if it lies within half a unit of its
//! last digit. Raising both sides to a whole power makes that a comparison of whole numbers.

use std::ops::RangeInclusive;
use std::thread;

use aiinfra::{
    Decimal, GrowthRate, Horizon, Market, Money, Outlook, Scenario, Trajectory, Unit, Year, growth,
};
use num_bigint::BigUint;

use super::fixtures::{billions, given, through};
use super::program::csv;
use super::random::Random;

/// A decimal number, as a count of units of its last decimal.
#[derive(Clone, Copy, Debug)]
struct Fixed {
    units: u64,
    decimals: u32,
}

impl Fixed {
    fn random(random: &mut Random, range: RangeInclusive<u64>) -> Self {
        Self { units: random.within(range), decimals: u32::try_from(random.within(0..=4)).unwrap() }
    }

    fn text(self) -> String {
        let power = 10u64.pow(self.decimals);
        let (whole, fraction) = (self.units / power, self.units % power);
        format!("{whole}.{fraction:0width$}", width = self.decimals as usize)
    }

    /// Returns the number times 10 to the fifth power.
    fn scaled(self) -> BigUint {
        BigUint::from(self.units) * ten(5 - self.decimals)
    }
}

fn ten(exponent: u32) -> BigUint {
    BigUint::from(10u8).pow(exponent)
}

/// Returns whether `printed`, with that many decimals, is `(numerator ÷ denominator)^(1 ÷ degree)` rounded half up.
fn is_rounded(
    printed: &str,
    decimals: u8,
    numerator: &BigUint,
    denominator: &BigUint,
    degree: u32,
) -> bool {
    let digits: BigUint = printed.replace('.', "").parse().unwrap();
    let doubled = digits * 2u8;
    let exact = numerator * (ten(decimals.into()) * 2u8).pow(degree);
    let one = BigUint::from(1u8);
    let lower = if doubled < one { BigUint::ZERO } else { (&doubled - &one).pow(degree) };
    let upper = (&doubled + &one).pow(degree);
    lower * denominator <= exact && exact < upper * denominator
}

fn horizon(years: u32) -> Horizon {
    let last = Year::new(2024 + u16::try_from(years).unwrap()).unwrap();
    Horizon::new(Year::new(2024).unwrap(), last).unwrap()
}

fn money(size: Fixed) -> Money {
    Money::parse(&size.text(), Unit::Million).unwrap()
}

/// Returns every year's size, printed with that many decimals.
fn printed(forecast: &Trajectory, decimals: u8) -> Vec<String> {
    let text = |year| forecast.size(year).unwrap().in_unit(Unit::Million).to_fixed(decimals);
    forecast.horizon().years().map(text).collect()
}

/// Checks a path between two sizes. Year `k` is the `n`-th root of `start^(n - k) × end^k`.
fn check_through(random: &mut Random, years: RangeInclusive<u64>) {
    let (start, end) = (Fixed::random(random, 1..=999_999), Fixed::random(random, 1..=9_999_999));
    let years = u32::try_from(random.within(years)).unwrap();
    let decimals = u8::try_from(random.within(0..=8)).unwrap();
    let horizon = horizon(years);
    let known = [(horizon.first(), money(start)), (horizon.last(), money(end))];
    // Some random pairs grow faster than the bounds allow.
    let Ok(forecast) = through(&known, horizon) else { return };
    for (k, text) in (0..).zip(printed(&forecast, decimals)) {
        let numerator = start.scaled().pow(years - k) * end.scaled().pow(k);
        let right = is_rounded(&text, decimals, &numerator, &ten(5 * years), years);
        assert!(right, "{} to {} in {years} years, year {k}: {text}", start.text(), end.text());
    }
}

/// Returns `start × (1 + rate)^k` as a fraction of whole numbers.
fn exact_at_rate(start: Fixed, rate: Fixed, k: u32) -> (BigUint, BigUint) {
    let factor = ten(7) + rate.scaled();
    (start.scaled() * factor.pow(k), ten(5) * ten(7).pow(k))
}

fn check_at_rate(random: &mut Random) {
    let (start, rate) = (Fixed::random(random, 1..=999_999), random_rate(random));
    let decimals = u8::try_from(random.within(0..=8)).unwrap();
    let percent: GrowthRate = rate.text().parse().unwrap();
    let forecast = Trajectory::at_rate(&given(money(start)), &given(percent), horizon(10)).unwrap();
    for (k, text) in (0..).zip(printed(&forecast, decimals)) {
        let (numerator, denominator) = exact_at_rate(start, rate, k);
        let right = is_rounded(&text, decimals, &numerator, &denominator, 1);
        assert!(right, "{} at {}%, year {k}: {text}", start.text(), rate.text());
    }
}

/// Returns a random rate. Half of them are whole numbers, because those reach exact ties far more often.
fn random_rate(random: &mut Random) -> Fixed {
    match random.within(0..=1) {
        0 => Fixed { units: random.within(0..=100), decimals: 0 },
        _ => Fixed { units: random.within(0..=6_000), decimals: 2 },
    }
}

#[test]
fn every_printed_digit_is_right_on_a_hundred_thousand_markets() {
    let check = |seed: u64| {
        let mut random = Random(seed);
        for _ in 0..30_000 {
            check_through(&mut random, 1..=15);
            check_at_rate(&mut random);
        }
    };
    thread::scope(|scope| {
        for seed in [1, 2] {
            scope.spawn(move || check(seed));
        }
    });
}

#[test]
fn every_printed_digit_is_right_over_long_horizons() {
    let mut random = Random(4);
    for _ in 0..50 {
        check_through(&mut random, 16..=199);
    }
}

/// Returns a forecast of a market that shrinks by that percentage per year and reaches its published end.
fn falling(size: &str, percent: u64, years: u32) -> Trajectory {
    let last = 2024 + years;
    let market = Market::from_toml(&format!(
        "market = {{ name = 'M', publisher = 'P', currency = 'USD', unit = 'million' }}
         value = [{{ year = 2024, size = '{size}' }}]
         cagr = {{ rate = '-{percent}', to = {last} }}"
    ));
    let kept = Scenario { outlook: Outlook::PublishedEnd, ..Scenario::default() };
    kept.trajectory(&market.unwrap()).unwrap()
}

#[test]
fn every_printed_digit_of_a_falling_market_is_right_over_long_horizons() {
    let mut ties = 0;
    for (percent, years) in [(25, 51), (25, 120), (50, 51), (50, 99), (40, 80), (60, 60), (20, 199)]
    {
        for units in 1000..1060 {
            let start = Fixed { units, decimals: 2 };
            let forecast = falling(&start.text(), percent, years);
            for (k, text) in (0..).zip(printed(&forecast, 2)).take(4) {
                let kept = BigUint::from(100 - percent);
                let (numerator, denominator) =
                    (start.scaled() * kept.pow(k), ten(5) * ten(2).pow(k));
                let right = is_rounded(&text, 2, &numerator, &denominator, 1);
                assert!(right, "{} at -{percent}% to {years}, year {k}: {text}", start.text());
                // At a tie, twice the number of hundredths is odd.
                let doubled = numerator * 200u8;
                ties += u32::from(
                    &doubled % &denominator == BigUint::ZERO && (doubled / denominator).bit(0),
                );
            }
        }
    }
    assert!(ties > 100, "{ties} ties are too few");
}

#[test]
fn a_root_over_many_years_is_exact_in_every_digit() {
    for (rate, years) in
        [("-25", 51), ("-99", 12), ("-90", 20), ("-3.5", 1000), ("-99.9", 7), ("41.7", 60)]
    {
        let (start, rate) = (billions("10.06"), rate.parse::<GrowthRate>().unwrap());
        let years = years.to_string().parse().unwrap();
        let end = growth::end(&start, &rate, &years).unwrap();
        let found = growth::rate(&start, &end, &years).unwrap();
        // Printing shows the seventy digits that are known.
        assert_eq!(found.percent().to_string(), rate.percent().to_string());
        assert_eq!(found.factor().to_string(), rate.factor().to_string());
        let found = growth::years(&start, &end, &rate).unwrap();
        assert_eq!(found.number().to_string(), years.number().to_string());
    }
}

#[test]
fn an_exact_half_of_a_difference_is_rounded_away_from_zero() {
    let market = Market::embedded().unwrap();
    let forecast = Scenario::default().trajectory(&market).unwrap();
    for thousandths in (5..2000).step_by(10) {
        // A base above or below 46.73 by a tie between two hundredths of a percent.
        let percent = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        let rounded = thousandths / 10 + 1;
        for sign in [1, -1] {
            let base = 4_673 * (100_000 + sign * thousandths);
            let base = format!("{}.{:07}", base / 10_000_000, base % 10_000_000);
            let what_if = Scenario { base: Some(billions(&base)), ..Scenario::default() };
            let what_if = what_if.trajectory(&market).unwrap();
            let sign = if sign < 0 { "-" } else { "" };
            let expected = format!("{sign}{}.{:02}", rounded / 100, rounded % 100);
            for year in market.horizon().years() {
                let change = what_if.size(year).unwrap().change(&forecast.size(year).unwrap());
                assert_eq!(change.percent().to_fixed(2), expected, "{sign}{percent} in {year}");
            }
        }
    }
}

#[test]
fn the_program_prints_the_digits_that_the_library_computes() {
    let mut random = Random(3);
    for _ in 0..100 {
        let (start, rate) = (Fixed::random(&mut random, 1..=999_999), random_rate(&mut random));
        let arguments =
            format!("forecast --base {} --cagr {} --digits 2", start.text(), rate.text());
        for (k, row) in (0..).zip(&csv(&arguments)[1..]) {
            let (numerator, denominator) = exact_at_rate(start, rate, k);
            assert!(is_rounded(&row[1], 2, &numerator, &denominator, 1), "{arguments}: {row:?}");
        }
    }
}

#[test]
fn the_check_itself_detects_wrong_digits() {
    let (numerator, denominator) = (BigUint::from(70_095u32), BigUint::from(1_000u32));
    assert!(is_rounded("70.10", 2, &numerator, &denominator, 1));
    assert!(!is_rounded("70.09", 2, &numerator, &denominator, 1));
    // The square root of 2 is 1.41421...
    let two = BigUint::from(2u8);
    assert!(is_rounded("1.4142", 4, &two, &BigUint::from(1u8), 2));
    assert!(!is_rounded("1.4143", 4, &two, &BigUint::from(1u8), 2));
}

#[test]
fn every_way_to_write_a_number_is_correct() {
    for (text, fixed, grouped, shortest) in [
        ("0", "0.00", "0.00", "0"),
        // A sign is printed only if the rounded number is not zero.
        ("-0.0049", "0.00", "0.00", "-0.0049"),
        ("-0.005", "-0.01", "-0.01", "-0.005"),
        ("-100", "-100.00", "-100.00", "-100"),
        ("999.995", "1000.00", "1,000.00", "999.995"),
        ("-123456.125", "-123456.13", "-123,456.13", "-123456.125"),
        ("1234567.1234567", "1234567.12", "1,234,567.12", "1234567.1234567"),
        // A float would be written with an exponent here.
        ("0.00001", "0.00", "0.00", "0.00001"),
        (
            "1000000000000000000000",
            "1000000000000000000000.00",
            "1,000,000,000,000,000,000,000.00",
            "1000000000000000000000",
        ),
    ] {
        let number: Decimal = text.parse().unwrap();
        assert_eq!(number.to_fixed(2), fixed);
        assert_eq!(number.to_grouped(2), grouped);
        assert_eq!(number.to_shortest(), shortest);
        assert_eq!((number.to_string(), format!("{number:?}")), (text.to_owned(), text.to_owned()));
    }
    assert_eq!("1234567".parse::<Decimal>().unwrap().to_grouped(0), "1,234,567");
}

#[test]
fn a_number_is_written_with_any_number_of_decimals() {
    for zeros in 0..=28_usize {
        let fraction = format!("{}7", "0".repeat(zeros));
        let number: Decimal = format!("-0.{fraction}").parse().unwrap();
        for decimals in fraction.len()..=255 {
            let exact = format!("-0.{fraction:0<decimals$}");
            assert_eq!(number.to_fixed(u8::try_from(decimals).unwrap()), exact);
        }
    }
}
