//! Tests of `aiinfra when`.

use super::program::{full, run};

/// Returns the exit code and the only row, at twenty decimals.
fn row(arguments: &str) -> (Option<i32>, Vec<String>) {
    let answer = run(&format!("when {arguments} --digits 20 --format csv"));
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert_eq!(lines[0], "size_usd_billion,years_from_base,year,value_usd_billion");
    assert_eq!(lines.len(), 2);
    (answer.code, lines[1].split(',').skip(1).map(str::to_owned).collect())
}

fn expect(arguments: &str, code: i32, cells: [&str; 3]) {
    assert_eq!(row(arguments), (Some(code), cells.map(str::to_owned).to_vec()), "{arguments}");
}

#[test]
fn the_years_to_reach_a_size_include_a_fraction() {
    expect("250 --follow cagr", 0, ["7.06078038701590686776", "2032", "312.48113357128456071233"]);
    expect(
        "100 --actual 2025=62",
        0,
        ["3.01273988987556176449", "2028", "126.42501998134566134348"],
    );
}

#[test]
fn beyond_the_forecast_the_answer_is_no_with_the_projected_year() {
    expect("600 --follow cagr", 1, ["10.74665854255573137555", "2035", "637.21253290567812821769"]);
    expect("600", 1, ["10.74732416986016568877", "2035", "637.10942966777080558775"]);
    // The growth of the last year does not continue: it was assumed for that year only.
    expect(
        "1000 --cagr 10 --base 100 --growth 2034=100",
        1,
        ["17.88631703075508642346", "2042", "1010.89405699858754200000"],
    );
    let answer = run("when 600 --follow cagr");
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(1), ""));
    let note = "The forecast ends in 2034, before the market reaches USD 600 billion. If growth continues at 26.81% per year, 2035 is the first year at or above it, 10.75 years after 2024. ";
    assert!(answer.stdout.contains(note), "{}", answer.stdout);
}

#[test]
fn a_size_that_a_year_has_exactly_is_reached_that_year() {
    let zeros = "00000000000000000000";
    expect("502.42", 0, [&format!("10.{zeros}"), "2034", &format!("502.42{}", &zeros[2..])]);
    expect("46.73", 0, [&format!("0.{zeros}"), "2024", &format!("46.73{}", &zeros[2..])]);
    // Twice the base at the same rates gives twice the end, although no digit of the rate is exact.
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
fn a_size_below_the_base_takes_no_time() {
    let (code, cells) = row("30");
    assert_eq!((code, &*cells[0], &*cells[1]), (Some(0), "0.00000000000000000000", "2024"));
    assert!(
        full("when 30")
            .contains("The market is already at or above USD 30 billion in the base year 2024.")
    );
    assert_eq!(row("30 --cagr -5").0, Some(0));
}

#[test]
fn a_size_may_never_be_reached() {
    for arguments in ["100 --cagr -5", "100 --cagr 0", "100 --cagr 0.001"] {
        expect(arguments, 1, ["", "", ""]);
    }
    let answer = run("when 100 --cagr -5");
    assert!(
        answer.stdout.contains(
            "The market never reaches USD 100 billion: growth after 2034 is -5% per year."
        ),
        "{}",
        answer.stdout
    );
}

#[test]
fn the_first_crossing_counts_even_if_the_market_falls_again() {
    let (code, cells) = row("55 --growth 2026=-40 --cagr 20");
    assert_eq!((code, &*cells[1]), (Some(0), "2025"));
    let (code, cells) = row("57 --growth 2026=-40 --cagr 20");
    assert_eq!((code, &*cells[1]), (Some(0), "2029"));
}
