//! `aiinfra when`

use super::program::{run, stdout};

/// The exit code and the one row at twenty decimals.
fn row(arguments: &str) -> (Option<i32>, Vec<String>) {
    let answer = run(&format!("when {arguments} --digits 20 --format csv"));
    assert_eq!(answer.stderr, "");
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert_eq!(lines[0], "size_usd_billion,years_from_base,year,value_usd_billion");
    assert_eq!(lines.len(), 2);
    (answer.code, lines[1].split(',').skip(1).map(str::to_owned).collect())
}

fn expect(arguments: &str, code: i32, cells: [&str; 3]) {
    assert_eq!(row(arguments), (Some(code), cells.map(str::to_owned).to_vec()), "{arguments}");
}

#[test]
fn a_size_is_reached_in_a_year_with_its_fraction() {
    expect("250 --path stated", 0, ["7.06078038701590686776", "2032", "312.48113357128456071233"]);
    expect(
        "100 --actual 2025=62",
        0,
        ["3.01273988987556176449", "2028", "126.42501998134566134348"],
    );
}

#[test]
fn past_the_horizon_the_answer_is_no_with_the_year_it_would_be() {
    expect("600 --path stated", 1, ["10.74665854255573137555", "2035", "637.21253290567812821769"]);
    expect("600", 1, ["10.74732416986016568877", "2035", "637.10942966777080558775"]);
    // The last year's own growth does not go on: it was assumed for that year alone.
    expect(
        "1000 --cagr 10 --base 100 --growth 2034=100",
        1,
        ["17.88631703075508642346", "2042", "1010.89405699858754200000"],
    );
    let answer = run("when 600 --path stated");
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(1), ""));
    let note = "Not by 2034, the last year of the forecast: at 26.81 % a year from then on, 2035 would be the first year that ends at or above USD 600 billion, reached 10.746659 years from 2024.\n";
    assert!(answer.stdout.contains(note), "{}", answer.stdout);
}

#[test]
fn a_size_that_a_year_has_exactly_is_reached_in_that_year() {
    let zeros = "00000000000000000000";
    expect("502.42", 0, [&format!("10.{zeros}"), "2034", &format!("502.42{}", &zeros[2..])]);
    expect("46.73", 0, [&format!("0.{zeros}"), "2024", &format!("46.73{}", &zeros[2..])]);
    // Twice the base at the same rates is twice the end, though no digit of the rate is exact.
    expect(
        "1004.84 --base 93.46",
        0,
        [&format!("10.{zeros}"), "2034", &format!("1004.84{}", &zeros[2..])],
    );
    expect(
        "133.1 --base 100 --cagr 10",
        0,
        [&format!("3.{zeros}"), "2027", &format!("133.1{}", &zeros[1..])],
    );
    expect(
        "285.3116706110 --base 100 --cagr 10",
        1,
        [&format!("11.{zeros}"), "2035", &format!("285.311670611{}", &zeros[9..])],
    );
}

#[test]
fn a_size_that_is_passed_already_takes_no_time() {
    let (code, cells) = row("30");
    assert_eq!((code, &*cells[0], &*cells[1]), (Some(0), "0.00000000000000000000", "2024"));
    assert!(
        stdout("when 30").contains("The base year 2024 is already at or above USD 30 billion.")
    );
    assert_eq!(row("30 --cagr -5").0, Some(0));
}

#[test]
fn a_size_that_growth_leads_away_from_is_never_reached() {
    for arguments in ["100 --cagr -5", "100 --cagr 0", "100 --cagr 0.001"] {
        expect(arguments, 1, ["", "", ""]);
    }
    let answer = run("when 100 --cagr -5");
    assert!(
        answer.stdout.contains("at -5 % a year from then on never: USD 100 billion."),
        "{}",
        answer.stdout
    );
}

#[test]
fn the_first_crossing_counts_where_the_market_falls_again() {
    let (code, cells) = row("55 --growth 2026=-40 --cagr 20");
    assert_eq!((code, &*cells[1]), (Some(0), "2025"));
    let (code, cells) = row("57 --growth 2026=-40 --cagr 20");
    assert_eq!((code, &*cells[1]), (Some(0), "2029"));
}
