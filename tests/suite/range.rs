//! Tests of `aiinfra range`: quantiles and probabilities. The expected figures are from the independent calculation.

use aiinfra::{
    Coefficient, Decimal, GrowthRate, Input, Interval, Market, Money, Outlook, Probability,
    Scenario, Spread, Traced, Uncertainty, Unit, Year, wording,
};
use proptest::prelude::*;

use super::calculator::evaluate;
use super::fixtures::{billions, given, year};
use super::program::{csv, full, run, stdout};

const BOTH: &str = "range --base 40..55 --cagr 20..33";

/// Returns the rows below the header, at that many decimals.
fn rows(arguments: &str, digits: u8) -> Vec<Vec<String>> {
    csv(&format!("{arguments} --digits {digits}")).split_off(1)
}

fn row(arguments: &str, digits: u8) -> String {
    rows(arguments, digits)[0].join(",")
}

#[test]
fn sizes_as_quantiles() {
    let header =
        "year,p5_usd_billion,p25_usd_billion,p50_usd_billion,p75_usd_billion,p95_usd_billion";
    let call = format!("{BOTH} --year 2030");
    assert_eq!(csv(&call)[0].join(","), header);
    assert_eq!(row(&call, 2), "2030,134.74,165.38,190.68,219.86,269.84");
    assert_eq!(
        row(&format!("{BOTH} --year 2034 --quantiles 10,50,90"), 12),
        "2034,319.305467760310,485.708580189509,738.831146627277"
    );
    assert_eq!(
        row(&format!("{BOTH} --year 2034 --quantiles 10,50,90 --independent-years"), 12),
        "2034,406.782381223878,485.708580189509,579.948482920825"
    );
    assert_eq!(row(&format!("{BOTH} --year 2034 --quantiles 50,10,2.5"), 0), "2034,486,319,256");
    assert_eq!(csv(&format!("{BOTH} --quantiles 2.5"))[0][1], "p2.5_usd_billion");
}

#[test]
fn the_probability_of_reaching_a_size() {
    let answer = csv(&format!("{BOTH} --year 2030 --reach 200 --quantiles 50"));
    assert_eq!(answer[0].join(","), "year,p50_usd_billion,reach_probability");
    assert_eq!(answer[1][2], "0.4105997875732671");
    let table = stdout(&format!("{BOTH} --year 2030 --reach 200"));
    assert!(table.contains("At or above USD 200 billion\n"), "{table}");
    assert!(table.contains("269.84                       41.06%\n"), "{table}");
    // Far out in both tails.
    let far = |size: &str| row(&format!("{BOTH} --year 2034 --quantiles 50 --reach {size}"), 20);
    assert!(far("50tn").ends_with(",0.00000000000000000000"), "{}", far("50tn"));
    assert!(far("10").ends_with(",1.00000000000000000000"), "{}", far("10"));
    let tiny = &csv(&format!("{BOTH} --year 2034 --reach 50tn"))[1][6];
    assert_eq!(tiny.parse::<f64>().unwrap(), 8.276_027_166_357_788e-46);
}

#[test]
fn hard_bounds() {
    let answer = csv("range --cagr 20..33 --within 100 --year 2034 --digits 2");
    assert_eq!(answer[0].join(","), "year,lowest_usd_billion,highest_usd_billion");
    assert_eq!(answer[1].join(","), "2034,289.34,809.30");
    let forecast = |what_if: &str| csv(&format!("forecast {what_if} --digits 20"));
    let bounds = rows("range --base 40..55 --cagr=-5..33 --within 100", 20);
    for (end, what_if) in [(1, "--base 40 --cagr=-5"), (2, "--base 55 --cagr 33")] {
        for (bound, size) in bounds.iter().zip(forecast(what_if).split_off(1)) {
            assert_eq!(bound[end], size[1], "{what_if}");
        }
    }
    let table = stdout("range --cagr 20..33 --within 100 --year 2034");
    let note = "Assumes hard bounds: growth of 20% to 33% per year from 2024. The report's forecast for 2034 is USD \
                502.42 billion.";
    assert!(table.contains(note), "{table}");
}

#[test]
fn with_a_base_alone_years_keep_their_growth() {
    let size = |base: &str| csv(&format!("forecast --base {base} --digits 12")).split_off(1);
    let ranges = rows("range --base 40..55 --quantiles 5,95", 12);
    for (place, base) in [(1, "40"), (2, "55")] {
        for (range, forecast) in ranges.iter().zip(size(base)) {
            assert_eq!(range[place], forecast[1], "{base}");
        }
    }
    let table = stdout("range --base 40..55 --year 2034");
    let note = "Assumes USD 40 billion to USD 55 billion in 2024 with a probability of 90%. The base is lognormal; later years keep their growth. The median in 2034, USD 504.29 billion, is 0.37% above the report's forecast of USD 502.42 \
                billion. Computed at 26.808% per year";
    assert!(table.contains(note), "{table}");
}

#[test]
fn a_base_fades_toward_the_next_known_size() {
    // Each size is one of the forecasts from the ends of the interval. A low base leads to more growth, which goes on.
    for what_if in [
        "--keep end",
        "--keep end --extend 2038",
        "--target 2030=300",
        "--target 2030=300 --growth 2032=5",
        "--actual 2027=90",
        "--actual 2027=90 --growth 2025=10",
    ] {
        let [low, high] =
            ["40", "55"].map(|base| rows(&format!("forecast --base {base} {what_if}"), 12));
        for coverage in ["--quantiles 5,95", "--within 100"] {
            let ranges = rows(&format!("range --base 40..55 {what_if} {coverage}"), 12);
            for ((range, low), high) in ranges.iter().zip(&low).zip(&high) {
                let mut ends = [&low[1], &high[1]];
                ends.sort_by_key(|text| text.parse::<Decimal>().unwrap());
                assert_eq!([&range[1], &range[2]], ends, "{what_if} {coverage} {}", range[0]);
            }
        }
    }
    let end = row("range --base 40..55 --keep end --year 2034 --reach 502.42 --quantiles 1,99", 2);
    assert_eq!(end, "2034,502.42,502.42,1.0000");
}

#[test]
fn after_an_actual_only_growth_is_uncertain() {
    let ranges = rows("range --actual 2025=62 --cagr 20..33 --quantiles 5,50,95", 2);
    assert_eq!(ranges[0].join(","), "2024,46.73,46.73,46.73");
    assert_eq!(ranges[1].join(","), "2025,62.00,62.00,62.00");
    assert_eq!(ranges[2].join(","), "2026,74.40,78.33,82.46");
    assert_eq!(ranges[10].join(","), "2034,319.91,508.21,807.34");
    let with_base =
        rows("range --base 40..55 --actual 2025=62 --cagr 20..33 --quantiles 5,50,95", 2);
    assert_eq!(with_base[0].join(","), "2024,40.00,46.90,55.00");
    assert_eq!(with_base[1..], ranges[1..]);
    let table = full("range --actual 2025=62 --cagr 20..33");
    for note in [
        "Assumes growth of 20% to 33% per year from 2025 with a probability of 90%. The growth factor is lognormal; one growth rate \
         holds in all years. The median in 2034, USD 508.21 billion, is 3.32% below USD 525.67 billion, the forecast without \
         intervals.",
        "The actual for 2025, USD 62 billion, is 4.63% above the forecast of USD 59.26 billion.",
        "The report's own forecast for 2034 is USD 502.42 billion.",
    ] {
        assert!(table.contains(note), "{note}\n{table}");
    }
}

#[test]
fn years_with_their_own_growth_are_certain() {
    let uncertain =
        |years: &str| rows(&format!("range --cagr 20..33 {years} --quantiles 5,95"), 12);
    let own = uncertain("--growth 2027=0");
    let plain = uncertain("");
    assert_eq!(own[3][1..], own[2][1..]);
    // A year later, each is where the others were.
    for (own, plain) in own[4..].iter().zip(&plain[3..]) {
        assert_eq!(own[1..], plain[1..]);
    }
}

#[test]
fn notes_name_what_was_assumed() {
    let assumed = |arguments: &str| {
        let table = stdout(&format!("range --year 2030 {arguments}"));
        let start = table.find("Assumes").unwrap();
        table[start..].split(". The median").next().unwrap().to_owned()
    };
    assert_eq!(
        assumed("--base 40..55 --cagr 20..33"),
        "Assumes USD 40 billion to USD 55 billion in 2024 and growth of 20% to 33% per year from 2024, each with a probability of \
         90%. The base and the growth factor are lognormal and independent; one growth rate holds in all years"
    );
    let both =
        assumed("--base 40..55 --cagr 20..33 --within 80 --independent-years --correlation=-0.5");
    let end = "each with a probability of 80%. The base and the growth factor are lognormal, with a correlation of -0.5; each \
               year has a growth rate of its own";
    assert!(both.ends_with(end), "{both}");
    let actual = stdout("range --base 40..55 --actual 2025=62 --year 2030");
    assert!(
        actual.contains("The base is lognormal. From 2025 on, sizes don't depend on the base."),
        "{actual}"
    );
    // A rate that leads from the median base is no assumption.
    for what_if in
        ["--keep end", "--target 2030=300", "--keep end --extend 2038", "--within 100 --target 600"]
    {
        let table = full(&format!("range --base 40..55 {what_if}"));
        assert!(!table.contains("% per year"), "{table}");
    }
    let kept = stdout("range --base 40..55 --actual 2025=62 --keep end");
    assert!(kept.contains("Computed at 26.172% per year from 2025"), "{kept}");
    let reach = stdout("range --cagr 20..33 --reach 200 --currency EUR --exchange EUR=1.08");
    assert!(reach.contains("At or above EUR 200 billion"), "{reach}");
    assert!(reach.contains("The probability is that of EUR 200 billion or more."), "{reach}");
    let real = stdout("range --cagr 20..33 --reach 200 --deflate 2.5");
    assert!(real.contains("At or above USD 200 billion, 2024 prices"), "{real}");
    // A median that is the forecast's is not compared with it.
    let same = stdout("range --base 40..55 --keep end --year 2034");
    assert!(!same.contains("median"), "{same}");
    let json = stdout(&format!("{BOTH} --year 2030 --format json"));
    for part in [
        r#""kind": "range""#,
        r#""base_low": 40"#,
        r#""cagr_high": 33"#,
        r#""coverage": 0.9"#,
        r#""median": 190.68213303838738"#,
    ] {
        assert!(json.contains(part), "{json}");
    }
}

#[test]
fn in_other_terms_the_size_to_reach_is_in_those_of_the_answer() {
    let own = rows("range --cagr 20..33 --reach 200 --quantiles 5,95", 12);
    let euros = "--currency EUR --exchange EUR=1.25";
    let others =
        csv(&format!("range --cagr 20..33 --reach 160 --quantiles 5,95 {euros} --digits 12"));
    assert_eq!(others[0].join(","), "year,p5_eur_billion,p95_eur_billion,reach_probability");
    let factor: Decimal = "0.8".parse().unwrap();
    for (own, other) in own.iter().zip(&others[1..]) {
        assert_eq!(own[3], other[3]);
        for place in [1, 2] {
            let size: Decimal = own[place].parse().unwrap();
            assert_eq!(
                (&size * &factor).to_fixed(9),
                other[place].parse::<Decimal>().unwrap().to_fixed(9)
            );
        }
    }
    let real = csv("range --cagr 20..33 --deflate 2.5 --year 2030 --quantiles 50 --digits 2");
    assert_eq!(real[0][1], "p50_usd_billion_2024_prices");
    assert_eq!(real[1][1], "163.81");
    let millions = row(&format!("{BOTH} --year 2030 --unit million --reach 200 --quantiles 5"), 2);
    assert_eq!(millions, "2030,134743.90,0.4106");
}

#[test]
fn layouts() {
    let tidy = csv("range --cagr 20..33 --year 2030 --quantiles 5,95 --layout tidy --digits 2");
    assert_eq!(
        tidy[1][5..],
        ["", "2030", "p5", "139.54", "USD", "billion", "computed"].map(str::to_owned)
    );
    assert_eq!(tidy.len(), 3);
    let table = stdout(&format!("{BOTH} --year 2030"));
    assert!(
        table.starts_with("USD billion\nYear      P5     P25     P50     P75     P95\n"),
        "{table}"
    );
    let wide = stdout(&format!("{BOTH} --year 2030 --layout wide --format csv"));
    assert!(wide.starts_with("year,p5_usd_billion,"), "{wide}");
}

/// Asserts that each call fails with its error and no answer.
fn assert_errors(calls: &[(&str, &str)]) {
    for (arguments, error) in calls {
        let answer = run(&format!("range {arguments}"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert!(answer.stderr.contains(error), "{arguments}: {}", answer.stderr);
    }
}

#[test]
fn intervals_that_are_none_are_errors() {
    assert_errors(&[
        ("", "nothing is uncertain: expected an interval, such as --cagr 20..33 or --base 40..55"),
        ("--base 50 --cagr 20", "nothing is uncertain: expected an interval"),
        (
            "--cagr 33..20",
            "'33..20' for '--cagr <LOW..HIGH>': expected the low end below the high end",
        ),
        (
            "--base 40..40",
            "'40..40' for '--base <LOW..HIGH>': expected the low end below the high end",
        ),
        ("--base 40bn..55", "expected the unit after the high end, or after both ends"),
        (
            "--base 40..50..55",
            "expected a low and a high end with two dots between them, such as 40..55",
        ),
        ("--cagr=-100..20", "expected a percentage per year above -100"),
        ("--base 0..55", "expected a size above 0"),
    ]);
}

#[test]
fn options_out_of_bounds_or_without_effect_are_errors() {
    assert_errors(&[
        (
            "--cagr 20..33 --base 40..55 --correlation 1.5",
            "expected a number from -1 to 1, such as 0.3",
        ),
        (
            "--cagr 20..33 --correlation 0.5",
            "`--correlation 0.5`: expected intervals for both --base and --cagr",
        ),
        (
            "--base 40..55 --independent-years",
            "`--independent-years`: expected an interval for --cagr as well",
        ),
        ("--cagr 20..33 --within 0", "expected a percentage above 0 and up to 100"),
        ("--cagr 20..33 --within 101", "expected a percentage above 0 and up to 100"),
        (
            "--cagr 20..33 --quantiles 0,50",
            "quantile `0`: expected a percentage above 0 and below 100",
        ),
        (
            "--cagr 20..33 --quantiles 100",
            "expected a percentage above 0 and below 100, such as 5 or 97.5",
        ),
        ("--cagr 20..33 --quantiles 50,50", "expected `50` only once"),
        (
            "--cagr 20..33 --within 100 --reach 300",
            "`--within 100` with `--reach`: expected less than 100",
        ),
        (
            "--cagr 20..33 --within 100 --quantiles 50",
            "`--within 100` with `--quantiles`: expected less than 100",
        ),
        (
            "--base 40..55 --actual 2024=47",
            "`--base` with `--actual 2024`: expected one size for 2024, the base year",
        ),
        ("--cagr 20..33 --target 500", "`--cagr` with `--target`: expected only one of them"),
        ("--cagr 20..33 --keep end", "`--cagr` with `--keep end`: expected only one of them"),
        ("--cagr 20..33 --reach 2030", "size `2030` looks like a year"),
        (
            "--cagr 20..33 --actual 2034=500",
            "--cagr: interval `20..33`: expected a year after 2034 without its own growth",
        ),
        (
            "--cagr 20..33 --growth 2025..2034=10",
            "--cagr: interval `20..33`: expected a year after 2024 without its own growth",
        ),
        (
            "--cagr 20..33 --year 2040",
            "expected a year from 2024 to 2034, the years of the forecast; to go further, pass --extend 2040",
        ),
    ]);
}

#[test]
fn a_quantile_out_of_bounds_is_an_error() {
    let answer = run("range --cagr 20..2000 --quantiles 99.9999 --extend 2040 --year 2040");
    assert_eq!(answer.code, Some(2), "{}", answer.stdout);
    assert!(
        answer
            .stderr
            .starts_with("error: forecast for 2040: quantile `99.9999%`: expected a size above 0"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_tiny_coverage_is_an_error_at_once() {
    for within in ["0.000000001", "0.0000000000000000001", "0.00000000000000000000000001"] {
        let answer = run(&format!("range --base 40..55 --within {within} --year 2024"));
        assert_eq!(answer.code, Some(2), "{within}");
        assert!(answer.stderr.contains("expected a size above 0"), "{}", answer.stderr);
    }
}

#[test]
fn a_report_that_states_no_cagr_may_be_followed_with_an_interval() {
    let data = "--data examples/markets/gartner-ai-infrastructure.toml --follow cagr";
    let bound = &rows(&format!("range --cagr=-3.5..41 --quantiles 5 {data}"), 10)[1];
    let forecast = &rows(&format!("forecast --cagr=-3.5 {data}"), 10)[1];
    assert_eq!(bound[1], forecast[1]);
}

#[test]
fn a_probability_that_is_not_certain_does_not_look_so() {
    let shown = |arguments: &str| {
        let table = stdout(&format!("range --quantiles 50 {arguments}"));
        table.lines().nth(3).unwrap().split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!(shown("--cagr 20..33 --reach 2 --year 2024"), "100.00%");
    assert_eq!(shown("--cagr 20..33 --reach 2 --year 2030"), ">99.99%");
    assert_eq!(shown("--base 40..41 --reach 100 --year 2024"), "<0.01%");
    assert_eq!(shown("--base 40..41 --reach 100 --year 2024 --digits 0"), "<1%");
}

#[test]
fn slips_are_warned_of() {
    let table = stdout("range --cagr 0.2..0.33 --year 2030");
    assert!(table.contains("Warning: 0.33 is 0.33% per year; for 33% write 33."), "{table}");
    let table = stdout("range --cagr 20..33 --year 2030 --reach 200000");
    assert!(table.contains("Warning: "), "{table}");
}

/// A market of this size in 2024, and as much some years later.
fn market(base: &str, years: u16) -> Market {
    let last = 2024 + years;
    let text = format!(
        "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
         [[value]]\nyear = 2024\nsize = '{base}'\n[[value]]\nyear = {last}\nsize = '{base}'\n"
    );
    Market::from_toml(&text).unwrap()
}

fn interval(low: &str, high: &str) -> Interval<Money> {
    Interval::of_sizes(&format!("{low}..{high}").parse().unwrap(), Unit::Billion).unwrap()
}

fn rates(low: &str, high: &str) -> Interval<GrowthRate> {
    format!("{low}..{high}").parse().unwrap()
}

/// Asserts that two numbers agree to 20 significant digits.
fn assert_close(one: &Decimal, other: &str, about: &str) {
    let (one, expected) = (one.to_f64(), other.parse::<f64>().unwrap());
    assert!((one - expected).abs() <= 1e-15 * expected.abs(), "{about}: {one} {expected}");
}

#[test]
fn ten_thousand_models_agree_with_the_independent_calculation() {
    let text = include_str!("../data/ranges.csv");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(lines.len(), 10_000);
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [
            low,
            high,
            slow,
            fast,
            within,
            years,
            independent,
            correlation,
            probability,
            quantile,
            size,
            reach,
        ] = cells[..]
        else {
            panic!("{line}")
        };
        let years: u16 = years.parse().unwrap();
        let (market, mut scenario) = (market(low, years), Scenario::default());
        if fast.is_empty() {
            scenario.outlook = Outlook::Cagr(slow.parse().unwrap());
        }
        let uncertainty = Uncertainty {
            base: (!high.is_empty()).then(|| interval(low, high)),
            cagr: (!fast.is_empty()).then(|| rates(slow, fast)),
            coverage: within.parse().unwrap(),
            independent_years: independent == "1",
            correlation: Some(correlation.parse().unwrap()),
        };
        let spread = uncertainty.spread(&scenario, &market).unwrap();
        let sizes = spread.in_year(year(2024 + years)).unwrap();
        let scores = spread.scores(&[probability.parse().unwrap()]);
        let found = sizes.quantiles(&scores).unwrap()[0].value().in_unit(Unit::Billion);
        assert_close(&found, quantile, line);
        assert_close(sizes.reach(&given(billions(size))).value().fraction(), reach, line);
    }
}

#[test]
fn the_normal_quantile_agrees_to_thirty_digits_and_more() {
    let uncertainty = Uncertainty { base: Some(interval("40", "55")), ..Uncertainty::default() };
    let spread = uncertainty.spread(&Scenario::default(), &Market::embedded().unwrap()).unwrap();
    let text = include_str!("../data/normal.csv");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert!(lines.len() >= 400);
    for line in lines {
        let (percent, expected) = line.split_once(',').unwrap();
        let scores = spread.scores(&[percent.parse().unwrap()]);
        let found = scores[0].value().number().to_string();
        let digits = |text: &str| {
            text.trim_start_matches(['-', '0', '.']).chars().take(41).collect::<String>()
        };
        assert_eq!(digits(&found), digits(expected), "{line}: {found}");
        assert_eq!(found.starts_with('-'), expected.starts_with('-'), "{line}");
    }
}

/// Generates the ends of an interval: the low one, and how far above it the high one is, in hundredths.
fn ends(lowest: i32, highest: i32) -> impl Strategy<Value = (String, String)> {
    let text = |hundredths: i32| {
        let sign = if hundredths < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
    };
    (lowest..highest, 1..5000i32).prop_map(move |(low, more)| (text(low), text(low + more)))
}

prop_compose! {
    fn uncertainty()(
        base in ends(100, 100_000),
        cagr in ends(-5000, 8000),
        within in 5000u32..9990,
        independent_years: bool,
        correlation in -100i32..=100,
        parts in 1u8..=3,
    ) -> Uncertainty {
        let correlation: Coefficient = (f64::from(correlation) / 100.0).to_string().parse().unwrap();
        Uncertainty {
            base: (parts != 1).then(|| interval(&base.0, &base.1)),
            cagr: (parts != 2).then(|| rates(&cagr.0, &cagr.1)),
            coverage: format!("{}.{:02}", within / 100, within % 100).parse().unwrap(),
            independent_years,
            correlation: Some(correlation),
        }
    }
}

fn embedded() -> Market {
    Market::embedded().unwrap()
}

fn spread(uncertainty: &Uncertainty) -> Spread {
    uncertainty.spread(&Scenario::default(), &embedded()).unwrap()
}

fn quantiles(uncertainty: &Uncertainty, year: Year, percentages: &[&str]) -> Vec<Traced<Money>> {
    let spread = spread(uncertainty);
    let quantiles: Vec<Probability> =
        percentages.iter().map(|text| text.parse().unwrap()).collect();
    spread.in_year(year).unwrap().quantiles(&spread.scores(&quantiles)).unwrap()
}

fn number(size: &Traced<Money>) -> f64 {
    size.value().in_unit(Unit::Billion).to_f64()
}

/// The deviation of a size's logarithm, from its quantiles at 16% and 84%.
fn deviation(uncertainty: &Uncertainty, year: Year) -> f64 {
    let sizes = quantiles(uncertainty, year, &["16", "84"]);
    (number(&sizes[1]) / number(&sizes[0])).ln()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn quantiles_rise_with_the_probability(uncertainty in uncertainty(), year in 2025u16..=2034) {
        let year = Year::new(year)?;
        let sizes = quantiles(&uncertainty, year, &["0.001", "5", "49.99", "50", "50.01", "80", "99.9"]);
        // With a correlation of -1, two spreads can cancel each other.
        let is_uncertain = spread(&uncertainty).in_year(year)?.deviation.is_some_and(|one| one.value().number().is_positive());
        for pair in sizes.windows(2) {
            prop_assert!(pair[0].value() < pair[1].value() || !is_uncertain);
        }
    }

    #[test]
    fn the_probability_of_reaching_a_quantile_is_the_rest(uncertainty in uncertainty(), year in 2025u16..=2034, percent in 1u32..9999) {
        let percent = format!("{}.{:02}", percent / 100, percent % 100);
        let year = Year::new(year)?;
        let distribution = spread(&uncertainty).in_year(year)?;
        prop_assume!(distribution.deviation.as_ref().is_some_and(|one| one.value().number().to_f64() > 1e-6));
        let size = &quantiles(&uncertainty, year, &[&percent])[0];
        let reached = distribution.reach(size).value().percent().to_f64();
        let expected = 100.0 - percent.parse::<f64>().unwrap();
        prop_assert!((reached - expected).abs() <= 1e-12 * expected, "{} {}", reached, expected);
    }

    #[test]
    fn narrow_intervals_lead_to_the_forecast(base in 100u32..100_000, rate in -3000i32..10_000, year in 2025u16..=2034) {
        let year = Year::new(year)?;
        let size = format!("{}.{:02}", base / 100, base % 100);
        let sign = if rate < 0 { "-" } else { "" };
        let percent = format!("{sign}{}.{:02}", rate.abs() / 100, rate.abs() % 100);
        // The high ends are a trillionth above.
        let base = format!("{size}..{size}0000000001").parse::<Interval<aiinfra::Figure>>()?;
        let (low, high) = if rate < 0 { (format!("{percent}0000000001"), percent.clone()) } else { (percent.clone(), format!("{percent}0000000001")) };
        let uncertainty = Uncertainty {
            base: Some(Interval::of_sizes(&base, Unit::Billion)?),
            cagr: Some(rates(&low, &high)),
            ..Uncertainty::default()
        };
        let scenario = Scenario { base: Some(billions(&size)), outlook: Outlook::Cagr(percent.parse()?), ..Scenario::default() };
        let forecast = scenario.trajectory(&embedded())?.size(year)?.in_unit(Unit::Billion).to_f64();
        for quantile in quantiles(&uncertainty, year, &["1", "50", "99"]) {
            prop_assert!((number(&quantile) / forecast - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn with_perfect_correlation_the_spread_of_one_year_is_the_sum_of_both(base in ends(100, 100_000), cagr in ends(-5000, 8000)) {
        let both = Uncertainty {
            base: Some(interval(&base.0, &base.1)),
            cagr: Some(rates(&cagr.0, &cagr.1)),
            correlation: Some("1".parse()?),
            ..Uncertainty::default()
        };
        let [base, cagr] = [Uncertainty { cagr: None, ..both.clone() }, Uncertainty { base: None, ..both.clone() }];
        let sum = deviation(&base, year(2025)) + deviation(&cagr, year(2025));
        prop_assert!((deviation(&both, year(2025)) / sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_wider_coverage_gives_narrower_quantiles(uncertainty in uncertainty(), year in 2025u16..=2034) {
        let year = Year::new(year)?;
        let wider = Uncertainty { coverage: "99.95".parse()?, ..uncertainty.clone() };
        let [one, other] = [&uncertainty, &wider].map(|one| quantiles(one, year, &["5", "50", "95"]));
        prop_assert!(other[0].value() >= one[0].value() && other[2].value() <= one[2].value());
        prop_assert_eq!(other[1].value(), one[1].value());
    }

    #[test]
    fn a_derivation_gives_every_printed_digit(uncertainty in uncertainty(), year in 2024u16..=2034) {
        let spread = spread(&uncertainty);
        let distribution = spread.in_year(Year::new(year)?)?;
        let mut figures: Vec<aiinfra::Derivation> = distribution
            .quantiles(&spread.scores(&["5".parse()?, "50".parse()?, "97.5".parse()?]))?
            .iter()
            .map(Traced::derivation)
            .collect();
        let size = Traced::given(billions("200"), aiinfra::Given { input: Input::Reach, scenario: None });
        figures.push(distribution.reach(&size).derivation());
        for figure in figures {
            let text = wording::in_full(&figure, Unit::Billion);
            let value = evaluate(&text).unwrap_or_else(|rest| panic!("{text}: {rest}"));
            for digits in [0, 2, 20] {
                prop_assert_eq!(figure.shown_in(Unit::Billion).to_fixed(digits), value.to_fixed(digits.into()), "{}", text);
            }
        }
    }

    #[test]
    fn units_scale(base in ends(100, 100_000), cagr in ends(-5000, 8000)) {
        let call = format!("range --base {}..{} --cagr={}..{} --year 2031", base.0, base.1, cagr.0, cagr.1);
        let [billion, million] = ["billion", "million"].map(|unit| rows(&format!("{call} --unit {unit}"), 15));
        for (one, other) in billion[0].iter().zip(&million[0]).skip(1) {
            let [one, other] = [one, other].map(|text| text.parse::<f64>().unwrap());
            prop_assert!((other / one / 1000.0 - 1.0).abs() < 1e-12, "{} {}", one, other);
        }
    }
}

#[test]
fn an_explanation_names_a_size_of_more_than_three_digits_in_full() {
    let call = "range --base 40..55 --cagr 20..33 --year 2034 --reach 1200 --explain";
    for (unit, size) in [("billion", "1,200"), ("million", "1,200,000")] {
        let answer = stdout(&format!("{call} --unit {unit}"));
        let line = format!("2034, at or above USD {size} {unit}: 0.29% = ");
        assert!(answer.contains(&line), "{line}\n{answer}");
    }
}

#[test]
fn an_explanation_shows_how_each_quantile_is_computed() {
    let answer =
        stdout("range --base 40..55 --cagr 20..33 --year 2030 --quantiles 5 --reach 200 --explain");
    for line in [
        "2030, P5: 134.74 = 190.68 × exp((−1.6449) × 0.2111)",
        "2030, at or above USD 200 billion: 41.06% = NORM.S.DIST(ln(190.68 / 200) / 0.2111, TRUE)",
        "  190.68    = 46.90 × (1 + 26.3329%)^6",
        "  −1.6449   = NORM.S.INV(5%)",
        "  0.2111    = (0.09680^2 + (0.03127 × 6)^2)^(1/2)",
        "  46.90     = (40 × 55)^(1/2)",
        "  26.3329%  = ((1 + 20%) × (1 + 33%))^(1/2) − 1",
        "  0.09680   = ln(55 / 40) / (2 × 1.6449)",
        "  0.03127   = ln((1 + 33%) / (1 + 20%)) / (2 × 1.6449)",
    ] {
        assert!(answer.contains(line), "{line}\n{answer}");
    }
}
