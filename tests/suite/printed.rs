//! Checks that printed digits are those of the exact number, whether or not an estimate was enough to print them.
//!
//! The text of a [`Decimal`] has all of its digits. Here it is rounded digit by digit, or by the standard library's
//! parser, which rounds correctly.

use std::fs;

use aiinfra::render::{FORMATS, Style};
use aiinfra::{
    About, Cell, Column, Decimal, Derivation, Given, GrowthRate, Input, Market, Money, Scenario,
    Table, Traced, Unit, Years, scenario,
};

use super::program::{csv, stdout};
use super::random::Random;

/// Rounds a number half away from zero. A zero has no sign.
fn rounded(exact: &str, digits: usize) -> String {
    let (sign, exact) = exact.strip_prefix('-').map_or(("", exact), |exact| ("-", exact));
    let (whole, fraction) = exact.split_once('.').unwrap_or((exact, ""));
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(digits).collect();
    let mut number: Vec<u8> = format!("0{whole}{kept}").into_bytes();
    if fraction.as_bytes().get(digits).is_some_and(|next| *next >= b'5') {
        let nines = number.iter().rev().take_while(|digit| **digit == b'9').count();
        let length = number.len();
        number[length - nines..].fill(b'0');
        number[length - nines - 1] += 1;
    }
    let number = String::from_utf8(number).unwrap();
    let (whole, kept) = number.split_at(number.len() - digits);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let sign = if number.contains(|digit| digit != '0') { sign } else { "" };
    if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{kept}") }
}

/// Asserts that a text is the shortest of the nearest `f64`.
fn assert_shortest(text: &str, exact: &str) {
    let nearest: f64 = exact.parse().unwrap();
    assert_eq!(text.parse::<f64>().unwrap(), nearest, "{exact}");
    assert_eq!(text.len(), nearest.to_string().len(), "{exact}");
    assert!(!text.contains('e'), "{text}");
}

fn assert_prints(number: &Decimal) {
    let exact = number.to_string();
    assert_eq!(number.to_f64(), exact.parse::<f64>().unwrap(), "{exact}");
    assert_shortest(&number.to_shortest(), &exact);
    for digits in [0, 1, 2, 5, 12, 20] {
        assert_eq!(number.to_fixed(digits), rounded(&exact, digits.into()), "{exact}");
    }
}

fn parsed(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn rounding_here_is_as_documented() {
    assert_eq!(rounded("2.675", 2), "2.68");
    assert_eq!(rounded("-2.675", 2), "-2.68");
    assert_eq!(rounded("-0.001", 2), "0.00");
    assert_eq!(rounded("999.5", 0), "1000");
    assert_eq!(rounded("9.99", 1), "10.0");
    assert_eq!(rounded("0.04", 3), "0.040");
}

#[test]
fn numbers_print_as_their_exact_digits_do() {
    let mut random = Random(23);
    for _ in 0..20_000 {
        let count = random.within(1..=18) as usize;
        let digits = format!("{:030}", u128::from(random.next()) << random.within(0..=30));
        let (whole, fraction) =
            digits[30 - count..].split_at(random.within(0..=count as u64) as usize);
        let sign = if random.within(0..=3) == 0 { "-" } else { "" };
        let number = parsed(&format!("{sign}{whole}.{fraction}0"));
        let longer = &number * &parsed("1.00000000000000000000000000001");
        assert_prints(&longer);
        assert_prints(&number);
        assert_prints(&number.percent());
    }
}

#[test]
fn numbers_at_ties_print_as_their_exact_digits_do() {
    for tie in [
        "0.5", "1.5", "2.5", "0.125", "2.675", "50.005", "0.000005", "999999.5", "0.05", "-0.5",
        "-0.005",
    ] {
        let tie = parsed(tie);
        assert_prints(&tie);
        // As near to a tie as a number can be typed.
        let near = parsed("0.00000000000000000000001");
        assert_prints(&(&tie + &near));
        assert_prints(&(&tie - &near));
        let nearer = &(&near * &near) * &near;
        assert_prints(&(&tie + &nearer));
        assert_prints(&(&tie - &nearer));
    }
    // Halfway between two numbers that an f64 holds, and just beside that.
    let half = parsed("9007199254740993");
    let near = parsed("0.00000000000000000000001");
    for number in [half.clone(), &half + &near, &half - &near, &half + &(&near * &near)] {
        assert_prints(&number);
    }
    for text in ["0", "1", "10", "1000000", "0.1", "123456789012345678901234567890"] {
        assert_prints(&parsed(text));
    }
}

/// Figures of every kind that is computed on demand: a size, and its difference and change from another one.
fn figures(random: &mut Random) -> [Derivation; 5] {
    let size = |text: String| {
        let size = Money::parse(&text, Unit::Billion).unwrap();
        Traced::given(size, Given { input: Input::Base, scenario: None })
    };
    let rate = |random: &mut Random| {
        let percent = match random.within(0..=9) {
            0 => "-99.99".to_owned(),
            1 => "999999.99".to_owned(),
            2 => "0".to_owned(),
            _ => format!("{}.{:02}", random.within(0..=60), random.within(0..=99)),
        };
        let rate: GrowthRate = percent.parse().unwrap();
        Traced::given(rate, Given { input: Input::Cagr, scenario: None })
    };
    let base = format!("{}.{:03}", random.within(1..=99), random.within(0..=999));
    let other = match random.within(0..=2) {
        // Nearly the same.
        0 => format!("{base}0000000000{}", random.within(1..=9)),
        1 => base.clone(),
        _ => format!("{}.{:03}", random.within(1..=99), random.within(0..=999)),
    };
    let year = "2024".parse().unwrap();
    let years =
        |count: u64| Traced::<Years>::between(year, (2024 + count).to_string().parse().unwrap());
    let (years, one_rate) = (years(random.within(0..=12)), rate(random));
    let other_rate = if random.within(0..=1) == 0 { one_rate.clone() } else { rate(random) };
    let grown = |base: String, rate: &Traced<GrowthRate>| {
        let base = size(base);
        base.compound(rate, &years).unwrap_or(base)
    };
    let (one, other) = (grown(base, &one_rate), grown(other, &other_rate));
    let [difference, change] =
        [one.difference(&other).derivation(), one.change(&other).derivation()];
    [one.derivation(), other.derivation(), one_rate.derivation(), difference, change]
}

#[test]
fn figures_print_as_their_exact_values_do() {
    let mut random = Random(24);
    let csv = FORMATS.iter().find(|format| format.name == "csv").unwrap();
    for _ in 0..4_000 {
        let figures = figures(&mut random);
        let columns = figures.iter().map(|_| Column::number("a", "A")).collect();
        let rows = vec![figures.iter().cloned().map(Cell::Figure).collect::<Vec<_>>()];
        let unit = Unit::ALL[random.within(0..=2) as usize];
        let table = Table::new(About::default(), ("USD".parse().unwrap(), unit), columns, rows);
        for digits in [None, Some(0), Some(2), Some(17)] {
            let text = csv.write(&table, Style { digits, ..Style::default() }).unwrap();
            let text = String::from_utf8(text).unwrap();
            let cells = text.lines().nth(1).unwrap().split(',');
            // Printing comes first, so that nothing but the estimate is known.
            for (figure, cell) in figures.iter().zip(cells) {
                let exact = figure.shown_in(unit).to_string();
                match digits {
                    Some(digits) => assert_eq!(cell, rounded(&exact, digits.into()), "{exact}"),
                    None => assert_shortest(cell, &exact),
                }
            }
        }
    }
}

#[test]
fn a_sweep_prints_the_sizes_of_exact_arithmetic() {
    for (options, divisor) in [("", "1"), (" --currency EUR --exchange EUR=1.08", "1.08")] {
        let call = format!("sweep --cagr -30..61.5:1.5 --base 1.005..99:3.7 --year 2031{options}");
        for row in &csv(&call)[1..] {
            let factor = &parsed("1") + &(&parsed(&row[1]) / &parsed("100"));
            let power = (0..7).fold(parsed(&row[0]), |size, _| &size * &factor);
            assert_shortest(&row[3], &(&power / &parsed(divisor)).to_string());
        }
    }
}

#[test]
fn a_comparison_prints_the_sizes_of_exact_arithmetic() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(25);
    let row = |at| {
        let base = random.within(3000..=6000);
        let rate = random.within(500..=4500);
        format!("s{at},{}.{:02},{}.{:02}\n", base / 100, base % 100, rate / 100, rate % 100)
    };
    let file = format!("scenario,base,cagr\n{}", (0..200).map(row).collect::<String>());
    let path = folder.path().join("plans.csv");
    fs::write(&path, &file).unwrap();
    let market = Market::embedded().unwrap();
    let own = Scenario::default().trajectory(&market).unwrap();
    let scenarios = scenario::read(&file, &Scenario::default(), &market).unwrap();
    let text = stdout(&format!("compare --scenarios {} --format csv", path.display()));
    let mut lines = text.lines().skip(1 + 11);
    for (name, scenario) in scenarios {
        let trajectory = scenario.trajectory(&market).unwrap();
        for year in market.horizon().years() {
            let cells: Vec<&str> = lines.next().unwrap().split(',').collect();
            assert_eq!(cells[..2], [name.as_str(), &year.to_string()]);
            let (size, forecast) = (trajectory.size(year).unwrap(), own.size(year).unwrap());
            let exact = [
                size.in_unit(Unit::Billion),
                size.difference(&forecast, Unit::Billion),
                size.change(&forecast).percent(),
            ];
            for (cell, exact) in cells[2..].iter().zip(exact) {
                assert_shortest(cell, &exact.to_string());
            }
        }
    }
    assert_eq!(lines.next(), None);
}
