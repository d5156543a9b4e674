//! What seldom happens, and is right all the same.

use std::collections::BTreeMap;

use aiinfra::batch::{Batch, Header, Options, Syntax};
use aiinfra::error::Expected;
use aiinfra::{
    Course, Decimal, Error, GrowthRate, Horizon, Market, Onward, Outlook, Scenario, Trajectory,
    scenario,
};

use super::fixtures::{WIDGETS, billions, given, year};
use super::program::{piped, shell, stdout};

/// The answer about the widgets with one text replaced by another.
fn about(from: &str, to: &str, call: &str) -> String {
    assert!(WIDGETS.contains(from), "{from}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), WIDGETS.replacen(from, to, 1)).unwrap();
    let answer = shell(&format!("aiinfra {call} --data own.toml"), folder.path());
    assert_eq!(answer.stderr, "", "{call}");
    answer.stdout
}

#[test]
fn a_period_that_is_late_by_a_year_and_as_long() {
    let checked = about("rate = 10", "rate = 10\nfrom = 2026\nto = 2028", "check --format csv");
    let finding = checked.lines().find(|line| line.starts_with("period,note,")).unwrap();
    assert!(finding.contains("2026 to 2028,2025 to 2027,"), "{finding}");
    assert!(!finding.contains("years of growth"), "{finding}");
}

#[test]
fn a_period_of_which_one_end_is_stated() {
    let forecast = about("rate = 10", "rate = 10\nfrom = 2025", "forecast --path stated");
    assert!(forecast.contains("as the report states it from 2025 on (path stated)"), "{forecast}");
}

#[test]
fn a_rate_that_is_stated_for_fewer_years_is_assumed_for_the_others() {
    for (period, told) in [
        ("to = 2026", "up to 2026 (path stated), assumed for the other years too."),
        ("from = 2026\nto = 2027", "for 2026 to 2027 (path stated)."),
    ] {
        let forecast =
            about("rate = 10", &format!("rate = 10\n{period}"), "forecast --path stated");
        assert!(forecast.contains(told), "{forecast}");
    }
}

#[test]
fn growth_of_a_segment_has_a_line_among_the_sources() {
    let sources =
        about("share = \"60%\" }", "share = \"60%\", cagr = \"12.50\" }", "sources -f csv");
    assert!(sources.contains("colour.red.cagr,\"Colour: Red, CAGR\",12.50,percent,"), "{sources}");
}

#[test]
fn shares_of_another_year_are_assumed_until_they_drift() {
    let told =
        about("year = 2025\nsegments", "year = 2026\nsegments", "segments --segment-cagr red=5");
    assert!(told.contains("shares as published for 2026; they reach 99.9 %, and the rest is not itemised; assumed \
                           the same until they drift."), "{told}");
}

#[test]
fn shares_that_reach_more_than_all_by_their_rounding_are_told() {
    let told = about("share = 39.9", "share = \"40.4\"", "segments --digits 1 --year 2025");
    assert!(
        told.contains(
            "shares as published for 2025; by their rounding they reach 100.4 %; assumed"
        ),
        "{told}"
    );
}

#[test]
fn an_end_that_no_growth_reaches_any_more() {
    let told = stdout("forecast --actual 2033=0.000001 --year 2034");
    assert!(
        told.contains("Needed: no growth from 2033 on could still reach the published USD 502.42 billion in 2034."),
        "{told}"
    );
}

#[test]
fn a_file_of_scenarios_and_what_holds_for_all_of_them_clash() {
    let market = Market::embedded().unwrap();
    let rate: GrowthRate = "30".parse().unwrap();
    let common = Scenario { outlook: Outlook::Cagr(rate), ..Scenario::default() };
    let error = scenario::read("scenario,cagr\nslow,20\n", &common, &market).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: `cagr` with `cagr`, which is for every scenario: expected one of them"
    );
    assert_eq!(error.expected(), None);
}

#[test]
fn what_was_expected_is_known_also_of_an_error_with_its_place() {
    let market = Market::embedded().unwrap();
    let error =
        scenario::read("scenario,cagr\nslow,lots\n", &Scenario::default(), &market).unwrap_err();
    let expected = Expected::GrowthRate { highest: 1_000_000 };
    assert_eq!(error.expected(), Some(&expected), "{error}");
}

#[test]
fn growth_into_every_year_between_two_sizes_leaves_nothing_to_join_them() {
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
        "the sizes of 2024 and 2026 are known and so is growth into every year between: expected one year without"
    );
}

#[test]
fn a_decimal_is_shown_with_its_digits() {
    let number: Decimal = "-1.50".parse().unwrap();
    assert_eq!(format!("{number:?}"), "-1.5");
}

/// A batch under that header.
fn batch(header: &[u8], options: &Options) -> Result<Batch, Error> {
    let header = Header::read(header, None).unwrap();
    Batch::new(&header, Market::embedded().unwrap(), options)
}

const NO_COMMAS: &str =
    "line 1: decimal commas between commas, or in JSON: expected another separator, such as ;";

#[test]
fn a_batch_that_cannot_be_written_is_refused_at_once() {
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
            "line 1: column `\u{fffd}`: expected UTF-8, since JSON has no other letters",
        ),
    ] {
        assert_eq!(batch(header, &options).unwrap_err().to_string(), error);
    }
}

#[test]
fn targets_beside_powers_of_two_are_reached_like_any_other() {
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
