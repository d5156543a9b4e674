//! Tests of rare cases.

use std::collections::BTreeMap;

use aiinfra::batch::{Batch, Header, Options, Syntax};
use aiinfra::error::Expected;
use aiinfra::{
    Course, Decimal, Error, GrowthRate, Horizon, Market, Onward, Outlook, Scenario, Trajectory,
    scenario,
};

use super::fixtures::{WIDGETS, billions, given, year};
use super::program::{piped, shell, stdout};

/// Returns the output for the widgets dataset with one text replaced.
fn about(from: &str, to: &str, call: &str) -> String {
    assert!(WIDGETS.contains(from), "{from}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), WIDGETS.replacen(from, to, 1)).unwrap();
    let answer = shell(&format!("aiinfra {call} --data own.toml"), folder.path());
    assert_eq!(answer.stderr, "", "{call}");
    answer.stdout
}

#[test]
fn a_period_one_year_late_is_noted() {
    let checked = about("rate = 10", "rate = 10\nfrom = 2026\nto = 2028", "check --format csv");
    let finding = checked.lines().find(|line| line.starts_with("period,note,")).unwrap();
    assert!(finding.contains("2026 to 2028,2025 to 2027,"), "{finding}");
    assert!(!finding.contains("years of growth"), "{finding}");
}

#[test]
fn a_period_may_state_only_one_end() {
    let forecast = about("rate = 10", "rate = 10\nfrom = 2025", "forecast --follow cagr");
    assert!(forecast.contains("the stated CAGR from 2025."), "{forecast}");
}

#[test]
fn a_cagr_stated_for_fewer_years_is_assumed_for_the_others() {
    for (period, told) in [
        ("to = 2026", "up to 2026, assumed for the other years too."),
        ("from = 2026\nto = 2027", "for 2026 to 2027."),
    ] {
        let forecast =
            about("rate = 10", &format!("rate = 10\n{period}"), "forecast --follow cagr");
        assert!(forecast.contains(told), "{forecast}");
    }
}

#[test]
fn sources_list_the_cagr_of_a_segment() {
    let sources =
        about("share = \"60%\" }", "share = \"60%\", cagr = \"12.50\" }", "sources -f csv");
    assert!(sources.contains("color.red.cagr,\"Color: Red, CAGR\",12.50,percent,"), "{sources}");
}

#[test]
fn shares_are_constant_until_they_drift() {
    let told = about(
        "year = 2025\nsegments",
        "year = 2026\nsegments",
        "segments --segment-cagr red=5 --notes full",
    );
    assert!(
        told.contains(
            "shares are as published for 2026 and assumed constant until they drift. They add up to 99.9%; the rest \
             is not itemized."
        ),
        "{told}"
    );
}

#[test]
fn shares_above_100_percent_by_rounding_are_noted() {
    let told =
        about("share = 39.9", "share = \"40.4\"", "segments --digits 1 --year 2025 --notes full");
    assert!(
        told.contains(
            "assumed constant in other years. They add up to 100.4% because of rounding."
        ),
        "{told}"
    );
}

#[test]
fn an_end_out_of_reach_is_noted() {
    let told = stdout("forecast --actual 2033=0.000001 --year 2034");
    assert!(
        told.contains("No growth rate from 2033 reaches the published USD 502.42 billion in 2034."),
        "{told}"
    );
}

#[test]
fn a_scenario_file_cannot_repeat_a_shared_assumption() {
    let market = Market::embedded().unwrap();
    let rate: GrowthRate = "30".parse().unwrap();
    let common = Scenario { outlook: Outlook::Cagr(rate), ..Scenario::default() };
    let error = scenario::read("scenario,cagr\nslow,20\n", &common, &market).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: `cagr` with `cagr`, which applies to every scenario: expected one of them"
    );
    assert_eq!(error.expected(), None);
}

#[test]
fn an_error_with_a_place_still_says_what_was_expected() {
    let market = Market::embedded().unwrap();
    let error =
        scenario::read("scenario,cagr\nslow,lots\n", &Scenario::default(), &market).unwrap_err();
    let expected = Expected::GrowthRate { highest: 1_000_000 };
    assert_eq!(error.expected(), Some(&expected), "{error}");
}

#[test]
fn growth_for_every_year_between_two_sizes_is_an_error() {
    let course = Course {
        known: BTreeMap::from([
            (year(2024), given(billions("10"))),
            (year(2026), given(billions("20"))),
        ]),
        growth: BTreeMap::from(
            [2025, 2026].map(|number| (year(number), given("10".parse().unwrap()))),
        ),
        onward: Onward::Same,
    };
    let horizon = Horizon::new(year(2024), year(2030)).unwrap();
    let error = Trajectory::new(&course, horizon).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sizes for 2024 and 2026 are given, and so is growth in every year between: expected at least one year without"
    );
}

#[test]
fn the_debug_form_of_a_decimal_shows_its_digits() {
    let number: Decimal = "-1.50".parse().unwrap();
    assert_eq!(format!("{number:?}"), "-1.5");
}

/// Returns the batch for a header.
fn batch(header: &[u8], options: &Options) -> Result<Batch, Error> {
    let header = Header::read(header, None).unwrap();
    Batch::new(&header, Market::embedded().unwrap(), options)
}

const NO_COMMAS: &str =
    "line 1: decimal commas between commas, or in JSON: expected another separator, such as ;";

#[test]
fn a_batch_that_cannot_be_written_is_an_error_at_the_start() {
    let json = Options { syntax: Syntax::Json, ..Options::default() };
    for (header, options, error) in [
        (
            &b"cagr\n"[..],
            Options { digits: Some(21), ..Options::default() },
            "number of decimals `21`: expected 0 to 20",
        ),
        (b"cagr\n", Options { decimal_comma: true, ..json }, NO_COMMAS),
        (b"cagr,name\n", Options { decimal_comma: true, ..Options::default() }, NO_COMMAS),
        (
            b"cagr;name\n",
            Options { decimal_comma: true, syntax: Syntax::Separated(b','), ..Options::default() },
            NO_COMMAS,
        ),
        (
            b"cagr,\xff\n",
            json,
            "line 1: column `\u{fffd}`: expected UTF-8, because JSON allows no other encoding",
        ),
    ] {
        assert_eq!(batch(header, &options).unwrap_err().to_string(), error);
    }
}

#[test]
fn targets_near_powers_of_two_are_reached_exactly() {
    let targets =
        ["64", "128", "256", "512", "63.9999999999999999999999", "128.0000000000000000000001"];
    let bases = ["46.73", "32", "33.3", "1", "63.9"];
    let rows: String = bases
        .iter()
        .flat_map(|base| targets.iter().map(move |target| format!("{base},{target}\n")))
        .collect();
    let answered = piped("batch --from 2025", format!("base,target\n{rows}").as_bytes()).stdout;
    for line in answered.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let call = format!("forecast --base {} --target {} --from 2025 -f csv", cells[0], cells[1]);
        let forecast = stdout(&call);
        let sizes: Vec<&str> =
            forecast.lines().skip(1).filter_map(|row| row.split(',').nth(1)).collect();
        assert_eq!(cells[2..], sizes, "{line}");
    }
}
