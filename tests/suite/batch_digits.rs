//! Checks the fast paths of `batch` against exact arithmetic: both must print the same digits.

use std::fmt::Write;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use aiinfra::batch::{self, Answer, Batch, Blocks, Header, Options, Projection, Syntax};
use aiinfra::{Follow, Market, Money, Outlook, Scenario, Unit};
use num_bigint::BigUint;

use super::random::Random;

/// Returns the rows that a batch writes for a file.
fn answered(file: &str, market: &Market, options: &Options) -> String {
    let mut blocks = Blocks::new(Cursor::new(file.to_owned()));
    let header = blocks.header(None).unwrap().unwrap();
    let batch = Batch::new(&header, market.clone(), options).unwrap();
    let mut written = Vec::new();
    let ended = batch::run(&batch, blocks, 1, |answer| {
        if let Some(fault) = answer.faults.first() {
            return ControlFlow::Break(fault.error.to_string());
        }
        written.extend_from_slice(answer.as_bytes());
        ControlFlow::Continue(())
    });
    assert_eq!(ended.unwrap(), ControlFlow::Continue(()));
    String::from_utf8(written).unwrap()
}

fn ten(exponent: u32) -> BigUint {
    BigUint::from(10u8).pow(exponent)
}

/// A decimal number: its digits, and how many of them are decimals.
#[derive(Clone, Copy)]
struct Typed {
    digits: u64,
    decimals: u32,
}

impl Typed {
    fn random(random: &mut Random, most: u64) -> Self {
        Self { digits: random.within(1..=most), decimals: random.within(0..=4) as u32 }
    }

    fn text(self) -> String {
        let power = 10u64.pow(self.decimals);
        let width = self.decimals as usize;
        format!("{}.{:0width$}", self.digits / power, self.digits % power)
    }
}

/// A row: a base, and growth in percent that may be negative.
struct Row {
    base: Typed,
    rate: Typed,
    falls: bool,
}

impl Row {
    fn random(random: &mut Random) -> Self {
        let decimals = random.within(0..=4) as u32;
        let falls = random.within(0..=4) == 0;
        let highest = if falls { 99 } else { 300 };
        let rate = Typed { digits: random.within(0..=highest * 10u64.pow(decimals)), decimals };
        // Few digits, so that many sizes lie exactly halfway between two printable ones.
        Self { base: Typed::random(random, 99_999), rate, falls }
    }

    /// Returns 1 + rate as a whole number, counted in units of its last decimal.
    fn factor(&self) -> u64 {
        let one = 100 * 10u64.pow(self.rate.decimals);
        if self.falls { one - self.rate.digits } else { one + self.rate.digits }
    }

    fn write(&self, file: &mut String) {
        let sign = if self.falls { "-" } else { "" };
        writeln!(file, "{},{sign}{}", self.base.text(), self.rate.text()).unwrap();
    }
}

/// Returns whether `printed` equals `numerator ÷ denominator` rounded half up. All count units of the last digit.
fn is_rounded(printed: u128, numerator: &BigUint, denominator: &BigUint) -> bool {
    let twice = numerator * 2u8;
    let printed = BigUint::from(printed) * 2u8;
    let reaches = printed == BigUint::ZERO || (&printed - 1u8) * denominator <= twice;
    reaches && twice < (printed + 1u8) * denominator
}

fn check_rows(seed: u64, count: usize, digits: u8) {
    let mut random = Random(seed);
    let rows: Vec<Row> = (0..count).map(|_| Row::random(&mut random)).collect();
    let mut file = "base,cagr\n".to_owned();
    rows.iter().for_each(|row| row.write(&mut file));
    let options = Options { digits: Some(digits), ..Options::default() };
    let answer = answered(&file, &Market::embedded().unwrap(), &options);
    assert_eq!(answer.lines().count(), count);
    for (row, line) in rows.iter().zip(answer.lines()) {
        let mut numerator = BigUint::from(row.base.digits) * ten(digits.into());
        let mut denominator = ten(row.base.decimals);
        for cell in line.split(',').skip(2) {
            let printed: u128 = cell.replace('.', "").parse().unwrap();
            assert!(is_rounded(printed, &numerator, &denominator), "{digits} digits: {line}");
            numerator *= row.factor();
            denominator *= 100 * 10u64.pow(row.rate.decimals);
        }
        let last = line.rsplit(',').next().unwrap();
        let decimals = last.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert_eq!(decimals, usize::from(digits), "{line}");
    }
}

/// Checks twenty-two million sizes.
#[test]
fn every_printed_digit_is_that_of_exact_arithmetic() {
    const ROWS: usize = 2_000_000;
    const PART: usize = 20_000;
    let check = |half: usize| {
        for part in (half..ROWS / PART).step_by(2) {
            // Two decimals are as frequent as all other counts together.
            let digits = if part % 4 < 2 { 2 } else { (part / 4 % 21) as u8 };
            check_rows(part as u64, PART, digits);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| check(0));
        check(1);
    });
}

/// Returns whether `printed` is the nearest f64: no farther off than half the gap to its neighbors.
fn is_nearest(printed: f64, numerator: &BigUint, denominator: &BigUint) -> bool {
    let bits = printed.to_bits();
    let (mantissa, exponent) = ((bits & ((1 << 52) - 1)) | (1 << 52), (bits >> 52) as i32 - 1075);
    // Counts in quarters of the last bit, because the step below a power of two is half as long.
    let up = |number: BigUint, power: i32| number << u32::try_from(power.max(0)).unwrap();
    let exact = up(numerator.clone(), 2 - exponent);
    let unit = up(denominator.clone(), exponent - 2);
    let below = if mantissa == 1 << 52 { 1u8 } else { 2 };
    let printed = BigUint::from(mantissa) * 4u8;
    (&printed - below) * &unit <= exact && exact <= (printed + 2u8) * unit
}

#[test]
fn full_precision_is_the_nearest_number_in_its_shortest_form() {
    const ROWS: usize = 60_000;
    let mut random = Random(7);
    let rows: Vec<Row> = (0..ROWS).map(|_| Row::random(&mut random)).collect();
    let mut file = "base,cagr\n".to_owned();
    rows.iter().for_each(|row| row.write(&mut file));
    for unit in [Unit::Billion, Unit::Trillion] {
        let options = Options { unit: Some(unit), ..Options::default() };
        let answer = answered(&file, &Market::embedded().unwrap(), &options);
        for (row, line) in rows.iter().zip(answer.lines()) {
            let mut numerator = BigUint::from(row.base.digits);
            let mut denominator = ten(row.base.decimals + u32::from(unit.exponent()) - 9);
            for cell in line.split(',').skip(2) {
                let printed: f64 = cell.parse().unwrap();
                assert!(is_nearest(printed, &numerator, &denominator), "{line}");
                // The standard library also prints the fewest possible digits, but not always the same ones.
                assert_eq!(cell.len(), printed.to_string().len(), "{cell}");
                assert!(!cell.contains(['e', 'E']), "{cell}");
                numerator *= row.factor();
                denominator *= 100 * 10u64.pow(row.rate.decimals);
            }
        }
    }
}

/// Returns cells that take every reading path, and the scenario they mean.
fn cells(random: &mut Random, market: &Market) -> ([String; 3], Scenario) {
    let text = |random: &mut Random, most| Typed::random(random, most).text();
    let size = |random: &mut Random| match random.within(0..=5) {
        0 => format!("{}bn", text(random, 9_999_999)),
        1 => format!(" {}mn ", text(random, 9_999_999)),
        2 => format!("0.{:030}", random.next()).chars().take(31).collect(),
        3 => random.within(1..=100_000_000).to_string(),
        _ => text(random, 999_999),
    };
    let base = if random.within(0..=2) == 0 { String::new() } else { size(random) };
    let (mut cagr, mut target) = (String::new(), String::new());
    match random.within(0..=3) {
        0 => {}
        1 => {
            let year = random.within(2025..=2034);
            target = format!("{year}={}", size(random).trim());
        }
        2 => target = size(random),
        _ => {
            let sign = ["", "-0", "+"][random.within(0..=2) as usize];
            cagr = format!(
                "{sign}{}{}",
                text(random, 9_999),
                ["", "%", " %"][random.within(0..=2) as usize]
            );
        }
    }
    let outlook = match (cagr.is_empty(), target.is_empty()) {
        (true, true) => Outlook::OwnGrowth,
        (true, false) => Outlook::target(target.trim(), market).unwrap(),
        _ => match cagr.parse() {
            Ok(rate) => Outlook::Cagr(rate),
            Err(_) => return cells(random, market),
        },
    };
    let money = |text: &String| Money::parse(text.trim(), market.unit()).ok();
    let scenario = Scenario {
        base: if base.is_empty() { None } else { money(&base) },
        outlook,
        ..Scenario::default()
    };
    ([base, cagr, target], scenario)
}

fn assert_rows_match_scenarios(market: &Market, follow: Follow, count: usize, seed: u64) {
    let mut random = Random(seed);
    let mut file = "base,cagr,target\n".to_owned();
    let mut scenarios = Vec::new();
    while scenarios.len() < count {
        let (row, scenario) = cells(&mut random, market);
        let scenario = Scenario { follow, ..scenario };
        let Ok(trajectory) = scenario.trajectory(market) else { continue };
        if market.horizon().years().all(|year| trajectory.size(year).is_ok()) {
            writeln!(file, "{}", row.join(",")).unwrap();
            scenarios.push(trajectory);
        }
    }
    for (digits, unit) in [
        (None, Unit::Billion),
        (Some(2), Unit::Billion),
        (Some(0), Unit::Trillion),
        (Some(20), Unit::Million),
    ] {
        let options = Options { follow, digits, unit: Some(unit), ..Options::default() };
        let answer = answered(&file, market, &options);
        for (trajectory, line) in scenarios.iter().zip(answer.lines()) {
            let exact = market.horizon().years().map(|year| {
                let size = trajectory.size(year).unwrap().in_unit(unit);
                digits.map_or_else(|| size.to_shortest(), |digits| size.to_fixed(digits))
            });
            let exact: Vec<String> = exact.collect();
            assert_eq!(line.split(',').skip(3).collect::<Vec<_>>(), exact, "{line}");
        }
    }
}

#[test]
fn every_kind_of_row_matches_its_scenario() {
    let market = Market::embedded().unwrap();
    assert_rows_match_scenarios(&market, Follow::Sizes, 1_500, 1);
    assert_rows_match_scenarios(&market, Follow::Cagr, 500, 2);
}

#[test]
fn rows_match_for_a_market_of_many_years_and_sizes() {
    let market = Market::from_toml(
        r#"
        [market]
        name = "Long"
        publisher = "Example Research"
        currency = "EUR"
        unit = "million"
        [[value]]
        year = 2024
        size = "120.125"
        [[value]]
        year = 2026
        size = "99.5"
        [[value]]
        year = 2027
        size = "4000.0625"
        [[value]]
        year = 2134
        size = "9000.5"
        "#,
    )
    .unwrap();
    assert_rows_match_scenarios(&market, Follow::Sizes, 100, 3);
}

#[test]
fn sizes_at_the_bounds_go_to_exact_arithmetic() {
    let market = Market::embedded().unwrap();
    let file = "base,cagr\n0.000000000000000000000000000000000001,1000000\n999999999999999,-99.9999\n100,999999.99\n";
    let options = Options { to: Some("2025".parse().unwrap()), ..Options::default() };
    let mut blocks = Blocks::new(file.as_bytes());
    let header = blocks.header(None).unwrap().unwrap();
    let batch = Batch::new(&header, market, &Options { skips_faults: true, ..options }).unwrap();
    let ended = batch::run(&batch, blocks, 1, |answer| {
        assert_eq!((answer.rows, answer.left_out), (2, 1));
        let text = String::from_utf8(answer.as_bytes().to_vec()).unwrap();
        assert_eq!(
            text,
            "999999999999999,-99.9999,999999999999999,999999999.999999\n100,999999.99,100,1000099.99\n"
        );
        ControlFlow::<()>::Continue(())
    });
    assert!(ended.unwrap().is_continue());
}

/// Returns bases, as text, for which sizes start or end just inside or just outside the bounds.
fn bases_near_bounds(growth: f64) -> Vec<String> {
    // In billions, like the market.
    let bounds = [1e15, 1e-39];
    let offs = [0.1, 0.4, 0.6, 0.8, 0.9, 0.999, 1.001, 1.1, 1.9, 2.1, 4.1];
    let starts = bounds.into_iter().flat_map(|bound| [bound, bound / growth]);
    let bases = starts.flat_map(|start| offs.map(|off| start * off));
    // Few enough digits for the fast paths, which leave longer numbers to exact arithmetic.
    let typed = |base: f64| {
        let decimals = (15.0 - base.log10().ceil()).clamp(0.0, 29.0);
        format!("{base:.0$}", decimals as usize)
    };
    bases.filter(|base| (1e-28..1e16).contains(base)).map(typed).collect()
}

/// Returns the sizes of a row computed by its scenario, or `None` if the scenario refuses one.
fn sizes_by_scenario(
    market: &Market,
    (base, rate): (&str, &str),
    digits: Option<u8>,
) -> Option<String> {
    let base = Some(Money::parse(base, Unit::Billion).ok()?);
    let outlook = rate.parse().map_or(Outlook::OwnGrowth, Outlook::Cagr);
    let forecast = Scenario { base, outlook, ..Scenario::default() }.trajectory(market).unwrap();
    let text = |year| {
        let size = forecast.size(year).ok()?.in_unit(Unit::Billion);
        Some(digits.map_or_else(|| size.to_shortest(), |digits| size.to_fixed(digits)))
    };
    Some(market.horizon().years().map(text).collect::<Option<Vec<String>>>()?.join(","))
}

#[test]
fn a_row_is_an_error_exactly_if_its_scenario_is() {
    // One market grows and the other falls, each overall by slightly more than a power of two. At 31.86% the factor is
    // slightly less. So products have as many bits as both numbers together, or one fewer.
    let falling = "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
        [[value]]\nyear = 2024\nsize = 1000000\n[[value]]\nyear = 2034\nsize = '0.0000001137'\n";
    let markets = [
        (Market::embedded().unwrap(), 502.42 / 46.73),
        (Market::from_toml(falling).unwrap(), 1.137e-13),
    ];
    let header = Header::read(b"base,cagr\n", None).unwrap();
    let mut counts = [0, 0];
    for ((market, own), digits) in
        markets.iter().flat_map(|market| [None, Some(0), Some(6)].map(|digits| (market, digits)))
    {
        let options = Options { digits, ..Options::default() };
        let batch = Batch::new(&header, market.clone(), &options).unwrap();
        for rate in ["", "26.81", "31.86", "-30", "1000", "99999", "-90", "-95", "-99.99"] {
            let growth = rate.parse().map_or(*own, |rate: f64| (1.0 + rate / 100.0).powi(10));
            for base in bases_near_bounds(growth) {
                let row = format!("{base},{rate}");
                let mut answer = Answer::default();
                assert_eq!(batch.answer(format!("{row}\n").as_bytes(), &mut answer), b"");
                let sizes = sizes_by_scenario(market, (&base, rate), digits);
                counts[usize::from(sizes.is_some())] += 1;
                let line = sizes.map_or_else(String::new, |sizes| format!("{row},{sizes}\n"));
                assert_eq!(str::from_utf8(answer.as_bytes()).unwrap(), line, "{row}");
            }
        }
    }
    // Both errors and answers occurred.
    assert_eq!(counts, [663, 399]);
}

#[test]
fn growth_beyond_its_bounds_is_an_error_even_if_the_sizes_fit() {
    let header = Header::read(b"base,cagr\n", None).unwrap();
    let batch = Batch::new(&header, Market::embedded().unwrap(), &Options::default()).unwrap();
    let mut answer = Answer::default();
    for (rate, rows) in
        [("1000000", 1), ("1000000.01", 0), ("-99.99", 1), ("-100", 0), ("-100.01", 0)]
    {
        let base = if rate.starts_with('-') { "1000000" } else { "0.0000000000000000000000000001" };
        assert_eq!(batch.answer(format!("{base},{rate}\n").as_bytes(), &mut answer), b"");
        assert_eq!(answer.rows, rows, "{rate}");
    }
}

#[test]
fn a_size_of_zero_is_an_error_in_every_column() {
    let header = Header::read(b"base,cagr,target\n", None).unwrap();
    let batch = Batch::new(&header, Market::embedded().unwrap(), &Options::default()).unwrap();
    let mut answer = Answer::default();
    for row in ["0,,", "0,5,", ",,0", ",,2030=0", "0.00,,600", "5,,0.000"] {
        assert_eq!(batch.answer(format!("{row}\n").as_bytes(), &mut answer), b"");
        let told = answer.faults[0].error.to_string();
        assert!(told.contains("expected a size above 0"), "{row}: {told}");
    }
}

#[test]
fn numbers_of_every_length_are_written_correctly() {
    let market = Market::embedded().unwrap();
    for digits in 0..=8 {
        // The lowest and highest number of each length: 0.01, 0.09, 0.10, 0.99, 1.00, 9.99 and so on.
        let mut written = Vec::new();
        let mut file = "base,cagr\n".to_owned();
        for count in 0..16_u32 {
            for units in [10_u64.pow(count), 10_u64.pow(count + 1) - 1] {
                let decimals = u32::from(digits);
                let typed = Typed { digits: units, decimals };
                let number = if digits == 0 { units.to_string() } else { typed.text() };
                if units / 10_u64.pow(decimals) >= 999_999_999_999_999 {
                    continue;
                }
                writeln!(file, "{},0", typed.text()).unwrap();
                written.push(format!("{},0{}\n", typed.text(), format!(",{number}").repeat(11)));
            }
        }
        let options = Options { digits: Some(digits), ..Options::default() };
        assert_eq!(answered(&file, &market, &options), written.concat());
    }
}

/// Returns the shortest of several run times.
fn least_time(mut what: impl FnMut()) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        what();
        begun.elapsed()
    };
    (0..20).map(once).min().unwrap()
}

/// Returns how long a batch takes per row.
fn row_time(header: &str, row: &str, digits: Option<u8>) -> Duration {
    let header = Header::read(format!("{header}\n").as_bytes(), None).unwrap();
    let options = Options { digits, ..Options::default() };
    let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
    let rows = format!("{row}\n").repeat(100);
    let mut answer = Answer::default();
    least_time(|| assert_eq!(batch.answer(rows.as_bytes(), &mut answer), b"")) / 100
}

#[test]
fn rows_take_a_fraction_of_the_time_of_exact_arithmetic() {
    // A row that fell back to exact arithmetic would have the same digits. Only the time reveals the fallback.
    let market = Market::embedded().unwrap();
    let scenario = Scenario { base: Money::parse("50", Unit::Billion).ok(), ..Scenario::default() };
    let exact = least_time(|| {
        let forecast = scenario.trajectory(&market).unwrap();
        let size = |year| forecast.size(year).unwrap().in_unit(Unit::Billion).to_fixed(2);
        assert_eq!(market.horizon().years().map(size).collect::<Vec<_>>().len(), 11);
    });
    for (header, row) in [
        ("cagr", "20"),
        ("cagr", "+20"),
        ("cagr", "\"20\""),
        ("base", "51"),
        ("base", "51bn"),
        ("target", "600"),
        ("target", "2030=300bn"),
        // Exactly halfway, in the first year or in all of them.
        ("base", "50.005"),
        ("base,cagr", "50.005,0"),
    ] {
        for digits in [None, Some(2), Some(9)] {
            let time = row_time(header, row, digits);
            assert!(time * 5 < exact, "{row} with {digits:?}: {time:?}, {exact:?}");
        }
    }
    // Few digits fit in 64 bits instead of 128.
    assert!(row_time("cagr", "20", Some(2)) * 2 < row_time("cagr", "20", Some(20)));
}

/// Returns the sizes in the rows of an answer, without the input cells.
fn sizes(answer: &str, separator: char) -> Vec<Vec<String>> {
    let cells = |line: &str| line.split(separator).skip(2).map(str::to_owned).collect();
    answer.lines().map(cells).collect()
}

#[test]
fn rows_have_the_same_sizes_however_their_cells_are_written() {
    let mut random = Random(23);
    let rows: Vec<Row> = (0..2_000).map(|_| Row::random(&mut random)).collect();
    let market = Market::embedded().unwrap();
    let file = |header: &str, cells: &dyn Fn(&str, &str, &str) -> String| {
        let mut file = format!("{header}\n");
        for row in &rows {
            let sign = if row.falls { "-" } else { "" };
            writeln!(file, "{}", cells(&row.base.text(), sign, &row.rate.text())).unwrap();
        }
        file
    };
    for digits in [None, Some(2), Some(8)] {
        let options = Options { digits, ..Options::default() };
        let plain = file("base,cagr", &|base, sign, rate| format!("{base},{sign}{rate}"));
        let plain = sizes(&answered(&plain, &market, &options), ',');
        let unit = |base: &str, sign: &str, rate: &str| {
            let plus = if sign.is_empty() { "+" } else { sign };
            format!("\"{base} bn\",\" {plus}{rate} %\"")
        };
        let quoted = answered(&file("base,cagr", &unit), &market, &options);
        assert_eq!(sizes(&quoted, ','), plain, "{digits:?}");
        let comma = Options { decimal_comma: true, ..options };
        let commas =
            |base: &str, sign: &str, rate: &str| format!("{base};{sign}{rate}").replace('.', ",");
        let commas = answered(&file("base;cagr", &commas), &market, &comma);
        assert_eq!(sizes(&commas.replace(',', "."), ';'), plain, "{digits:?}");
        let json = Options { syntax: Syntax::Json, ..options };
        let json = answered(
            &file("base,cagr", &|base, sign, rate| format!("{base},{sign}{rate}")),
            &market,
            &json,
        );
        for (line, row) in json.lines().zip(&plain) {
            let years = line.split("\"2024\":").nth(1).unwrap().trim_end_matches('}');
            let sizes: Vec<&str> =
                years.split(',').map(|size| size.rsplit(':').next().unwrap()).collect();
            assert_eq!(sizes, *row, "{digits:?}");
        }
    }
}

#[test]
fn a_projection_has_the_numbers_of_a_batch() {
    let mut random = Random(24);
    let rows: Vec<Row> = (0..20_000).map(|_| Row::random(&mut random)).collect();
    let market = Market::embedded().unwrap();
    let mut file = "base,cagr\n".to_owned();
    rows.iter().for_each(|row| row.write(&mut file));
    let answer = answered(&file, &market, &Options::default());
    let projection = Projection::new(market, None, None).unwrap();
    let mut numbers = vec![0.0; projection.years().len()];
    for (line, row) in file.lines().skip(1).zip(sizes(&answer, ',')) {
        let (base, cagr) = line.split_once(',').unwrap();
        projection.sizes(base.parse().unwrap(), cagr.parse().unwrap(), &mut numbers).unwrap();
        let row: Vec<f64> = row.iter().map(|size| size.parse().unwrap()).collect();
        assert_eq!(numbers, row, "{line}");
    }
}

#[test]
fn a_projection_refuses_what_is_no_size_or_rate() {
    let projection = Projection::new(Market::embedded().unwrap(), None, None).unwrap();
    let mut numbers = [0.0; 11];
    for (base, cagr, named) in [
        (-5.0, 20.0, "base: size `-5`"),
        (0.0, 20.0, "base: size `0`"),
        (f64::NAN, 20.0, "base: size `NaN`"),
        (50.0, -100.0, "cagr: growth rate `-100`"),
        (50.0, f64::INFINITY, "cagr: growth rate `inf`"),
    ] {
        let error = projection.sizes(base, cagr, &mut numbers).unwrap_err().to_string();
        assert!(error.starts_with(named), "{error}");
    }
}
