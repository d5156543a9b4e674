//! Compares the library with an independent calculation in decimals of sixty digits.

use std::time::Instant;

use aiinfra::{
    Decimal, Follow, GrowthRate, Market, Money, Share, Trajectory, Unit, Year, Years, growth,
};
use approx::assert_relative_eq;

use super::fixtures::{billions, through, year};

fn in_billions(size: &Money) -> Decimal {
    size.in_unit(Unit::Billion)
}

fn check(follow: Follow, expected: [&str; 11]) {
    let forecast = Trajectory::published(&Market::embedded().unwrap(), follow).unwrap();
    for (year, expected) in (2024..).zip(expected) {
        let size = in_billions(&forecast.size(Year::new(year).unwrap()).unwrap());
        assert_eq!(size.to_fixed(20), expected, "{year}");
        let expected: f64 = expected.parse().unwrap();
        assert_relative_eq!(size.to_f64(), expected, max_relative = 1e-14);
    }
}

#[test]
fn the_forecast_through_the_published_sizes() {
    check(
        Follow::Sizes,
        [
            "46.73000000000000000000",
            "59.25744128095006119405",
            "75.14325587770692123344",
            "95.28776102787552829969",
            "120.83263222560530206267",
            "153.22560686778173109968",
            "194.30253374075571062521",
            "246.39141844388293521103",
            "312.44436145021161852498",
            "396.20486630001823007559",
            "502.42000000000000000000",
        ],
    );
}

#[test]
fn the_forecast_at_the_stated_cagr() {
    check(
        Follow::Cagr,
        [
            "46.73000000000000000000",
            "59.25831300000000000000",
            "75.14546671530000000000",
            "95.29196634167193000000",
            "120.83974251787417443300",
            "153.23687748691624059849",
            "194.31968434115848470294",
            "246.41679171302307445180",
            "312.48113357128456071233",
            "396.25732548174595143930",
            "502.49391444340204102018",
        ],
    );
}

#[test]
fn implied_rates_and_times() {
    let (start, end) = (billions("46.73"), billions("502.42"));
    let rate = |years: &str| growth::rate(&start, &end, &years.parse().unwrap()).unwrap();
    assert_eq!(rate("10").percent().to_fixed(20), "26.80813456227276095453");
    assert_eq!(rate("9").percent().to_fixed(20), "30.19907663194989081182");
    assert_eq!(rate("7.5").percent().to_fixed(20), "37.25541431834514689574");
    let years = growth::years(&start, &billions("250"), &"26.81".parse().unwrap()).unwrap();
    assert_eq!(years.number().to_fixed(20), "7.06078038701590686776");
    let fractional =
        growth::end(&start, &"26.81".parse().unwrap(), &"2.5".parse().unwrap()).unwrap();
    assert_eq!(in_billions(&fractional).to_fixed(20), "84.62126969600252886037");
}

#[test]
fn a_forecast_through_three_sizes_changes_growth_at_the_middle_one() {
    let known = [(2025, "58.78"), (2026, "75.40"), (2034, "497.98")]
        .map(|(number, size)| (year(number), billions(size)));
    let horizon = aiinfra::Horizon::new(year(2025), year(2034)).unwrap();
    let forecast = through(&known, horizon).unwrap();
    for (number, expected) in [
        (2025, "58.78000000000000000000"),
        (2026, "75.40000000000000000000"),
        (2027, "95.46659112065287410433"),
        (2030, "193.77226839772506518274"),
        (2034, "497.98000000000000000000"),
    ] {
        let size = forecast.size(year(number)).unwrap();
        assert_eq!(in_billions(&size).to_fixed(20), expected, "{number}");
    }
    let growth =
        |number| forecast.growth(year(number)).unwrap().map(|rate| rate.percent().to_fixed(9));
    assert_eq!(growth(2025), None);
    assert_eq!(growth(2026).unwrap(), "28.274923443");
    assert_eq!(growth(2027).unwrap(), "26.613516075");
    assert_eq!(growth(2034).unwrap(), "26.613516075");
}

#[test]
fn after_the_last_size_growth_continues_at_the_given_rate() {
    let market = Market::from_toml(
        r#"
        [market]
        name = "Widgets"
        publisher = "Example Research"
        currency = "EUR"
        unit = "million"
        [[value]]
        year = 2025
        size = "120"
        [cagr]
        rate = "7.5"
        to = 2030
        "#,
    )
    .unwrap();
    let end = |path| {
        let forecast = Trajectory::published(&market, path).unwrap();
        forecast.size(Year::new(2030).unwrap()).unwrap().in_unit(Unit::Million).to_fixed(12)
    };
    assert_eq!(end(Follow::Sizes), "172.275519140625");
    assert_eq!(end(Follow::Cagr), "172.275519140625");
}

#[test]
fn roots_that_are_whole_numbers_are_exact() {
    let rate: GrowthRate =
        growth::rate(&billions("100"), &billions("133.1"), &Years::new(3.into()).unwrap()).unwrap();
    assert_eq!(rate, "10".parse().unwrap());
}

#[test]
fn sizes_without_a_trajectory_are_errors() {
    let horizon = aiinfra::Horizon::new(year(2024), year(2034)).unwrap();
    let refused = |known: &[(u16, &str)]| {
        let known: Vec<(Year, Money)> =
            known.iter().map(|(number, size)| (year(*number), billions(size))).collect();
        through(&known, horizon).unwrap_err().to_string()
    };
    let no_growth =
        "no growth rate from 2024: expected a size for that year, and a second one or a rate";
    assert_eq!(refused(&[]), no_growth);
    assert_eq!(refused(&[(2024, "1")]), no_growth);
    assert_eq!(refused(&[(2025, "1"), (2034, "2")]), no_growth);
    let outside = "year `2035`: expected a year from 2024 to 2034, the years of the forecast";
    assert_eq!(refused(&[(2024, "1"), (2035, "2")]), outside);
    let steep = refused(&[(2024, "1"), (2025, "100000"), (2034, "3")]);
    assert!(steep.starts_with("from 2024 to 2025: number of years `1`: expected more"), "{steep}");
}

#[test]
fn a_rate_in_an_error_is_shown_as_typed_or_rounded() {
    let (size, years) = (billions("46.73"), "1000".parse().unwrap());
    let told = |rate: &GrowthRate| growth::end(&size, rate, &years).unwrap_err().to_string();
    let expected = "expected one that keeps the size above 0 and below 10^12 trillion";
    // The longest number that can be typed.
    let typed = "-99.9999999999999999999999999999";
    assert_eq!(told(&typed.parse().unwrap()), format!("growth rate `{typed}%`: {expected}"));
    let computed = growth::rate(&size, &billions("502.42"), &"10".parse().unwrap()).unwrap();
    assert_eq!(told(&computed), format!("growth rate `26.808%`: {expected}"));
}

#[test]
fn growth_over_whole_years_is_computed_by_a_root() {
    // A root and a logarithm give the same digits, but the logarithm takes longer.
    let (start, end) = (billions("46.73"), billions("502.42"));
    let time = |years: &str| {
        let years = years.parse().unwrap();
        let once = |_| {
            let begun = Instant::now();
            growth::rate(&start, &end, &years).unwrap();
            begun.elapsed()
        };
        (0..20).map(once).min().unwrap()
    };
    assert!(time("10") < time("10.5"));
}

#[test]
fn quantities_are_checked_exactly_at_their_bounds() {
    let size = "expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn";
    assert!(Money::parse("999999999999.999999999999999999tn", Unit::Million).is_ok());
    let refused = Money::parse("1000000000000tn", Unit::Million).unwrap_err().to_string();
    assert_eq!(refused, format!("size `1000000000000tn`: {size}"));
    // No text can be that small, but growth may lead there.
    let power = |text: &str| &Decimal::from(1) / &text.parse().unwrap();
    let smallest = &power("1000000000000000000") * &power("1000000000000000000");
    assert!(Money::new(&smallest, Unit::Million).is_err());
    assert!(Money::new(&(&smallest * &"1.0001".parse().unwrap()), Unit::Million).is_ok());
    let rate =
        |text: &str| GrowthRate::new(text.parse().unwrap()).map_err(|error| error.to_string());
    let expected =
        "expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%";
    assert_eq!(rate("10000"), Ok("1000000".parse().unwrap()));
    assert_eq!(rate("10000.5"), Err(format!("growth rate `1000050%`: {expected}")));
    assert_eq!(rate("-1"), Err(format!("growth rate `-100%`: {expected}")));
    let share = |text: &str| Share::new(text.parse().unwrap()).map_err(|error| error.to_string());
    let expected = "expected a percentage from 0 to 100, such as 39 or 12.5%";
    assert_eq!(share("1"), Ok("100".parse().unwrap()));
    assert_eq!(share("1.005"), Err(format!("share `100.5%`: {expected}")));
    for text in ["02030", "+203", "0999", "24"] {
        let error = text.parse::<Year>().unwrap_err().to_string();
        assert_eq!(error, format!("year `{text}`: expected four digits, such as 2030"));
    }
}
