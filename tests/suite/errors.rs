//! Every call that is refused: exit 2, nothing on stdout, one sentence with the value and what would
//! be right.

use super::program::{command, run};

/// The first line of what is said; clap adds a pointer to the help under its own.
fn refused(arguments: &[&str]) -> String {
    let output = command().args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    stderr.lines().next().unwrap_or_default().to_owned()
}

fn refused_words(arguments: &str) -> String {
    refused(&arguments.split(' ').collect::<Vec<_>>())
}

const RATE: &str =
    "expected a percentage a year above -100 and up to 1000000, such as 26.81 or -5%";
const SIZE: &str =
    "expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn";

#[test]
fn a_value_that_is_not_the_quantity_asked_for() {
    for value in
        ["-100", "-100%", "nan", "inf", "-inf", "1e3", "0,224", "thirty", "", "%", "1000001"]
    {
        let line = format!("error: invalid value '{value}' for '--cagr <PCT>': {RATE}");
        assert_eq!(refused(&["forecast", &format!("--cagr={value}")]), line);
    }
    for value in
        ["0", "-5", "0.00", "nan", "1,200", "5k", "bn", "10000000000000tn", "lots", "1.2.3"]
    {
        let line = format!("error: invalid value '{value}' for '--base <SIZE>': {SIZE}");
        assert_eq!(refused(&["forecast", "--base", value]), line);
    }
    for value in ["twenty", "24", "20300", "2030.5", "-203", "0999", "２０３０"] {
        let line = format!(
            "error: invalid value '{value}' for '--year <YEAR>': expected four digits, such as 2030"
        );
        assert_eq!(refused(&["forecast", &format!("--year={value}")]), line);
    }
    for value in ["ten", "-1", "1001", "nan"] {
        let line = format!(
            "error: invalid value '{value}' for '--years <N>': expected 0 to 1000, such as 10 or 7.5"
        );
        assert_eq!(refused(&["cagr", "--years", value]), line);
    }
}

#[test]
fn a_year_outside_the_forecast() {
    let outside = |year: &str| {
        format!("error: year `{year}`: expected one from 2024 to 2034, the years of the forecast")
    };
    for (arguments, year) in [
        ("forecast --year 2040", "2040"),
        ("forecast --year 2030 --year 2023", "2023"),
        ("forecast --from 2020", "2020"),
        ("forecast --to 2035", "2035"),
        ("segments region --year 2035", "2035"),
        ("segments --from 1999 --to 2030", "1999"),
    ] {
        assert_eq!(refused_words(arguments), outside(year));
    }
}

#[test]
fn arguments_that_do_not_go_together() {
    for (arguments, line) in [
        (
            "forecast --from 2030 --to 2028",
            "error: the years 2030 to 2028 end before they begin: expected the earlier year first",
        ),
        (
            "forecast --year 2030 --from 2028",
            "error: the argument '--year <YEAR>' cannot be used with '--from <YEAR>'",
        ),
        (
            "cagr --start 1 --end 2",
            "error: given: --start, --end; expected three of --start, --end, --years and --rate, to compute the fourth",
        ),
        (
            "cagr",
            "error: given: none; expected three of --start, --end, --years and --rate, to compute the fourth",
        ),
        (
            "cagr --start 1 --end 2 --years 3 --rate 4",
            "error: given: --start, --end, --years, --rate; expected three of --start, --end, --years and --rate, to compute the fourth",
        ),
    ] {
        assert_eq!(refused_words(arguments), line);
    }
}

#[test]
fn growth_that_leads_nowhere() {
    for (arguments, line) in [
        (
            "cagr --start 100 --end 50 --rate 10",
            "error: growth rate `10%`: expected one below 0, since the end is below the start",
        ),
        (
            "cagr --start 50 --end 100 --rate 0",
            "error: growth rate `0%`: expected one above 0, since the end is above the start",
        ),
        (
            "cagr --start 1 --end 2 --rate 0.0001",
            "error: growth rate `0.0001%`: expected one that leads from start to end within 1000 years",
        ),
        (
            "forecast --cagr 1000000",
            "error: forecast for 2028: growth rate `1000000%`: expected one that keeps the size above 0 and below 10^12 trillion",
        ),
        (
            "cagr --start 1 --end 2 --years 0.0001",
            "error: number of years `0.0001`: expected more, since growth has to stay between -100 % and 1000000 % a year",
        ),
        (
            "cagr --start 5 --end 6 --years 0.00000000000000000001",
            "error: number of years `0.00000000000000000001`: expected more, since growth has to stay between -100 % and 1000000 % a year",
        ),
        (
            "cagr --start 6 --end 5 --years 0.00000000000000000001",
            "error: number of years `0.00000000000000000001`: expected more, since growth has to stay between -100 % and 1000000 % a year",
        ),
        (
            "cagr --start 5 --rate -99.9999999999 --years 1000",
            "error: growth rate `-99.9999999999%`: expected one that keeps the size above 0 and below 10^12 trillion",
        ),
        (
            "cagr --start 1 --end 2 --years 0",
            "error: number of years `0`: expected more than 0, for growth to take place in",
        ),
    ] {
        assert_eq!(refused_words(arguments), line);
    }
}

#[test]
fn a_name_that_is_near_another_is_met_with_it() {
    for (name, line) in [
        ("reginn", "error: no dimension `reginn`; did you mean `region`?"),
        ("tecnology", "error: no dimension `tecnology`; did you mean `technology`?"),
        ("ENDUSE", "error: no dimension `ENDUSE`; did you mean `end-use`?"),
        (
            "colour",
            "error: no dimension `colour`; expected one of region, offering, technology, application, deployment, end-use",
        ),
        ("\u{1b}[31mx", "error: argument `\\u{1b}[31mx`: expected text without control characters"),
    ] {
        assert_eq!(refused(&["segments", name]), line);
    }
    let answer = run("forecas");
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.contains("'forecast'"), "{}", answer.stderr);
}

#[test]
fn options_outside_their_lists() {
    for (arguments, part) in [
        ("forecast --format cvs", "[possible values: table, csv, tsv, json, ndjson, markdown"),
        ("forecast --unit thousand", "[possible values: million, billion, trillion]"),
        ("forecast --digits 21", "expected a whole number from 0 to 20"),
        ("forecast --digits two", "expected a whole number from 0 to 20"),
        ("forecast --digits -1", "expected a whole number from 0 to 20"),
        ("forecast --path middle", "[possible values: endpoints, stated]"),
        ("forecast --color red", "[possible values: auto, always, never]"),
        ("forecast --colour always", "'--color'"),
        ("", "Usage: aiinfra [OPTIONS] <COMMAND>"),
    ] {
        let answer = run(arguments);
        assert_eq!(answer.code, Some(2), "{arguments}");
        assert!(answer.stderr.contains(part), "{arguments}: {}", answer.stderr);
        assert_eq!(answer.stdout, "");
    }
}

#[test]
fn no_argument_acts_on_the_terminal() {
    for argument in ["--cagr=\u{1b}[31mx", "-ox.\u{1b}[31mcsv", "--bogus\u{7}", "a\nb"] {
        let line = refused(&["forecast", argument]);
        let shown = argument.escape_debug();
        assert_eq!(
            line,
            format!("error: argument `{shown}`: expected text without control characters")
        );
    }
}
