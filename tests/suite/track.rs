//! Tests of `track`. Expected numbers are those of a calculation with Python's decimals.

use std::fs;
use std::path::Path;

use aiinfra::panel::Filed;
use aiinfra::track::{Actual, Average, Report, Track};
use aiinfra::wording::in_full;
use aiinfra::{Decimal, Denomination, Given, Input, Market, Traced, Unit};
use proptest::prelude::*;

use super::calculator::evaluate;
use super::fixtures::{billions, year};
use super::program::{Answer, run, shell, stdout};

const HEADER: &str = "publisher,edition,year,lead_years,forecast_usd_million,actual_usd_million,\
                      error_pct,log_error,no_change_error_pct,same_growth_error_pct";

/// Calls the program in the folder of example editions.
fn call(arguments: &str) -> Answer {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/editions");
    shell(&format!("aiinfra track {arguments}"), folder.as_ref())
}

/// Returns what the program prints about the example editions.
fn answered(arguments: &str) -> String {
    let answer = call(arguments);
    assert_eq!((answer.code, &*answer.stderr), (Some(0), ""), "{arguments}");
    answer.stdout
}

fn refused(answer: &Answer) -> &str {
    assert_eq!((answer.code, &*answer.stdout), (Some(2), ""), "{}", answer.stderr);
    &answer.stderr
}

const CHIPS: &str = "gartner-ai-chips-2023-08.toml gartner-ai-chips-2024-05.toml";

/// Returns the text of a dataset with these sizes in billions.
fn dataset(publisher: &str, edition: &str, base: u16, sizes: &[(u16, &str)]) -> String {
    let edition =
        if edition.is_empty() { String::new() } else { format!("edition = '{edition}', ") };
    let sizes: Vec<String> =
        sizes.iter().map(|(year, size)| format!("{{ year = {year}, size = '{size}' }}")).collect();
    format!(
        "market = {{ name = 'AI', publisher = '{publisher}', {edition}base = {base}, currency = 'USD', unit = \
         'billion' }}\nvalue = [{}]\n",
        sizes.join(", ")
    )
}

fn filed(file: &str, text: &str) -> Filed {
    Filed { file: file.to_owned(), market: Market::from_toml(text).unwrap() }
}

fn track<'a>(reports: &'a [Filed], actuals: &[(u16, &str)]) -> Track<'a> {
    let own = |report| Report { report, denomination: Denomination::default() };
    let given = |number| Given { input: Input::Actual(number), scenario: None };
    let actual = |(number, size): &(u16, &str)| {
        (year(*number), Traced::given(billions(size), given(*number)))
    };
    Track {
        reports: reports.iter().map(own).collect(),
        actuals: actuals.iter().map(actual).collect(),
    }
}

/// Returns a folder with these files.
fn folder(files: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn in_folder(folder: &Path, arguments: &str) -> Answer {
    shell(&format!("aiinfra track {arguments}"), folder)
}

#[test]
fn a_later_edition_has_the_actual_of_an_earlier_one() {
    let csv = answered(&format!("{CHIPS} --format csv --digits 12"));
    let row = "Gartner,2023-08,2023,1,53445.000000000000,53662.000000000000,-0.404382989825,\
               -0.004052028288,-17.595318847602,";
    assert_eq!(csv, format!("{HEADER}\n{row}\n"));
}

#[test]
fn a_given_actual_goes_first_and_the_same_growth_has_a_value_if_it_is_known() {
    let csv = answered(&format!(
        "{CHIPS} --actual 2023=54bn,2024=70000 --actual 2025=95bn --format csv --digits 12"
    ));
    let cells: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(cells[0].join(","), HEADER);
    let errors: Vec<String> =
        cells[1..].iter().map(|row| row[1..4].join(" ") + ": " + &row[6..].join(" ")).collect();
    assert_eq!(
        errors,
        [
            "2023-08 2023 1: -1.027777777778 -0.010330958838 -18.111111111111 ",
            "2023-08 2024 2: -4.074285714286 -0.041596103589 -36.828571428571 ",
            "2024-05 2024 1: 1.788571428571 0.017727646881 -23.340000000000 -6.971304387155",
            "2024-05 2025 2: -3.205263157895 -0.032577564650 -43.513684210526 -16.816060730236",
        ]
    );
}

#[test]
fn the_embedded_report_is_the_only_edition_if_no_file_is_named() {
    let csv = stdout("track --actual 2025=62 --format csv --digits 12");
    let row = "Cervicorn Consulting,2024,2025,1,59.257441280950,62.000000000000,-4.423481804919,\
               -0.045243021676,-24.629032258065,";
    assert_eq!(csv.lines().nth(1), Some(row));
    assert_eq!(csv.lines().count(), 2);
}

#[test]
fn the_same_growth_has_a_column_in_csv_even_if_it_is_unknown_but_not_for_people() {
    let calls = [CHIPS.to_owned(), format!("{CHIPS} --actual 2025=95bn")];
    for (call, is_known) in calls.iter().zip([false, true]) {
        for format in ["csv", "csv --layout long", "csv --layout long --digits 2"] {
            let answer = answered(&format!("{call} --format {format}"));
            assert!(answer.starts_with(&format!("{HEADER}\n")), "{answer}");
        }
        let shown = answered(&format!("{call} --format markdown"));
        assert_eq!(shown.contains("Same-growth error"), is_known, "{shown}");
    }
}

#[test]
fn a_size_between_published_ones_is_compared_too() {
    let csv = answered("fortune-ai-2023.toml fortune-ai-2026.toml --format csv --digits 12");
    let row = "Fortune Business Insights,2023,2025,3,762.413721611013,294.160000000000,\
               159.183342946360,0.952365513101,45.499048137068,";
    assert_eq!(csv.lines().nth(1), Some(row));
}

#[test]
fn sizes_before_the_base_year_say_what_the_same_growth_would_have_missed_by() {
    // From 40 to 50 in two years, then on to 62.5; it came to 60.
    let report =
        filed("a.toml", &dataset("P", "2024", 2023, &[(2021, "40"), (2023, "50"), (2025, "70")]));
    let record = track(&[report], &[(2025, "60")]).record().unwrap();
    let same_growth = record.pairs[0].same_growth_error.as_ref().unwrap();
    assert_eq!(same_growth.value().percent().to_fixed(12), "4.166666666667");
    assert_eq!(record.pairs[0].source, Actual::Given);
}

#[test]
fn of_several_later_editions_with_a_base_year_the_latest_counts() {
    let reports = [
        filed("a.toml", &dataset("P", "2023", 2022, &[(2022, "40"), (2023, "50"), (2024, "60")])),
        filed("b.toml", &dataset("P", "2024-03", 2023, &[(2023, "45"), (2024, "55")])),
        filed("c.toml", &dataset("P", "2024-06", 2023, &[(2023, "48"), (2024, "57")])),
        // Another publisher has no say.
        filed("d.toml", &dataset("Q", "2024-09", 2023, &[(2023, "90"), (2024, "99")])),
    ];
    let record = track(&reports, &[]).record().unwrap();
    assert_eq!(record.pairs.len(), 1);
    assert_eq!(record.pairs[0].actual.value(), &billions("48"));
    assert_eq!(record.pairs[0].source, Actual::Edition("2024-06".parse().unwrap()));
    let pending: Vec<String> =
        record.pending.iter().map(|(publisher, date)| format!("{publisher} {date}")).collect();
    assert_eq!(pending, ["P 2024-03", "P 2024-06", "Q 2024-09"]);
}

/// Editions of six years, each with its base year's size and forecasts of the next two.
fn six_editions() -> Vec<Filed> {
    let base = ["100", "120", "150", "180", "240", "250"];
    let next = ["125", "140", "190", "200", "300", "260"];
    let edition = |(at, (base, next)): (u16, (&&str, &&str))| {
        let first = 2018 + at;
        let sizes = [(first, *base), (first + 1, *next), (first + 2, "400")];
        filed(&format!("{at}.toml"), &dataset("P", &format!("{}", first + 1), first, &sizes))
    };
    (0..).zip(base.iter().zip(&next)).map(edition).collect()
}

#[test]
fn averages_take_five_pairs_with_the_same_lead_time() {
    let reports = six_editions();
    let record = track(&reports, &[]).record().unwrap();
    // Five one year ahead, and four two years ahead.
    let [average] = record.averages.as_slice() else { panic!("{:?}", record.averages) };
    assert_eq!((average.count, average.lead.value().number().to_string()), (5, "1".to_owned()));
    // 125/120, 140/150, 190/180, 200/240, 300/250
    let percent = |ratio: &Decimal| ratio.percent().to_fixed(10);
    assert_eq!(percent(average.error.value().fraction()), "1.2777777778");
    assert_eq!(percent(average.absolute_error.value().fraction()), "10.6111111111");
    // 100/120, 120/150, 150/180, 180/240, 240/250
    assert_eq!(percent(average.no_change.value().fraction()), "16.4666666667");
    assert_eq!(average.log_error.value().number().to_fixed(12), "0.005179268861");
    // The first edition has no earlier growth.
    assert!(average.same_growth.is_none());
    assert_eq!(Average::FEWEST, 5);
    for figure in [average.absolute_error.derivation(), average.log_error.derivation()] {
        let text = in_full(&figure, Unit::Billion);
        assert_eq!(evaluate(&text).unwrap().to_fixed(20), figure.number().to_fixed(20), "{text}");
    }
}

#[test]
fn averages_are_told_to_people() {
    let files: Vec<(String, String)> = (0..6u16)
        .zip(six_editions())
        .map(|(at, report)| (format!("{at}.toml"), report.market.to_toml()))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let answer = in_folder(folder.path(), "*.toml");
    let line = "1 year ahead (5 forecasts): mean error 1.28%, mean absolute error 10.61%, compared with 16.47% for no \
                change; mean log error 0.0052.";
    assert!(answer.stdout.contains(line), "{}", answer.stdout);
}

#[test]
fn a_revision_is_from_the_previous_edition() {
    let cloud = "gartner-public-cloud-2023-11.toml gartner-public-cloud-2023-07.toml --year 2024";
    let csv = answered(&format!("{cloud} --format csv --digits 12"));
    assert_eq!(
        csv,
        "publisher,edition,year,forecast_usd_million,revision_usd_million,revision_pct\n\
         Gartner,2023-07,2024,724566.000000000000,,\n\
         Gartner,2023-11,2024,678790.000000000000,-45776.000000000000,-6.317712948165\n"
    );
}

#[test]
fn an_edition_without_a_size_for_the_year_is_left_out_and_the_next_one_is_compared_across_it() {
    let sizes = |end: u16, size| [(2022, "40"), (end, size)];
    let reports = [
        filed("a.toml", &dataset("P", "2023", 2022, &sizes(2030, "80"))),
        filed("b.toml", &dataset("P", "2024", 2022, &sizes(2028, "70"))),
        filed("c.toml", &dataset("P", "2025", 2022, &sizes(2030, "100"))),
    ];
    let revisions = track(&reports, &[]).revisions(year(2030)).unwrap();
    let changes: Vec<Option<String>> = revisions
        .rows
        .iter()
        .map(|row| row.change.as_ref().map(|(_, change)| change.value().percent().to_fixed(6)))
        .collect();
    assert_eq!(changes, [None, Some("25.000000".to_owned())]);
    assert_eq!(revisions.left_out[0].file, "b.toml");
}

#[test]
fn two_editions_of_one_date_have_no_later_one() {
    let first = dataset("P", "2023", 2022, &[(2022, "40"), (2023, "50"), (2024, "60")]);
    let one = dataset("P", "", 2023, &[(2023, "45"), (2024, "55")]);
    let other = dataset("P", "", 2023, &[(2023, "46"), (2024, "55")]);
    // Without an edition, both are dated by their base year; the first one has to be earlier.
    let first = first.replace("'2023'", "'2022-12'");
    let folder = folder(&[("a.toml", first), ("b.toml", one), ("c.toml", other)]);
    let answer = in_folder(folder.path(), "a.toml b.toml c.toml");
    assert_eq!(
        refused(&answer),
        "error: `b.toml` and `c.toml` are both by P and from 2023, and differ in the size for 2023: expected a later \
         `edition` in one of them, or --actual 2023=SIZE\n"
    );
    let given = in_folder(folder.path(), "a.toml b.toml c.toml --actual 2023=45.5 --format csv");
    assert_eq!((given.code, given.stdout.lines().count()), (Some(0), 2), "{}", given.stderr);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    for (arguments, error) in [
        (
            ".",
            "the files are about several markets (ai-infrastructure-spending, ai-semiconductors, \
               artificial-intelligence, public-cloud): expected --data FILE, a report about one of them",
        ),
        (
            "gartner-ai-chips-2024-05.toml",
            "no actual for any forecast: expected a later edition by the same publisher with a later base year, or \
               --actual YEAR=SIZE for a year from 2024 to 2025",
        ),
        (
            "gartner-ai-chips-2024-05.toml --actual 2023=5",
            "--actual 2023: no edition forecasts that year: expected a year \
               from 2024 to 2025",
        ),
        (
            "gartner-ai-chips-2024-05.toml --year 2025",
            "--year 2025: expected two editions by one publisher that cover it",
        ),
        (
            &format!("{CHIPS} --year 2025"),
            "--year 2025: expected a year from 2023 to 2024, which two editions by one \
               publisher cover",
        ),
        (
            &format!("{CHIPS} --year 2024 --actual 2024=7"),
            "`--year` with `--actual`: expected only one of them, because a \
               revision is between forecasts",
        ),
        (
            &format!("{CHIPS} --layout wide"),
            "`--layout wide`: expected a command that yields sizes, such as forecast or \
               segments",
        ),
    ] {
        assert_eq!(refused(&call(arguments)), format!("error: {error}\n"), "{arguments}");
    }
}

#[test]
fn the_report_of_data_says_which_market_is_meant() {
    let answer = answered(". --data ./fortune-ai-2026.toml --format csv");
    assert_eq!(answer.lines().count(), 2);
    let rows = |arguments: &str| answered(&format!("{arguments} --format csv"));
    // It is one of the editions, named or not.
    let alone = rows("fortune-ai-2023.toml --data fortune-ai-2026.toml");
    assert_eq!(alone, rows("fortune-ai-2023.toml fortune-ai-2026.toml"));
    let json = answered(". --data ./fortune-ai-2026.toml --format json");
    assert!(json.contains("\"left-out-reports\""), "{json}");
}

#[test]
fn faulty_files_are_skipped_if_asked() {
    let good = dataset("P", "2024", 2023, &[(2023, "45"), (2024, "55")]);
    let folder = folder(&[("a.toml", good), ("b.toml", "nonsense".to_owned())]);
    let answer = in_folder(folder.path(), ". --actual 2024=50 --format csv");
    assert_eq!(answer.code, Some(2));
    let answer = in_folder(folder.path(), ". --actual 2024=50 --skip-faulty --format csv");
    assert_eq!((answer.code, answer.stdout.lines().count()), (Some(1), 2));
    assert!(answer.stderr.contains("b.toml"), "{}", answer.stderr);
}

#[test]
fn every_option_for_the_answer_works() {
    let chips = |options: &str| answered(&format!("{CHIPS} {options}"));
    let csv = chips("--unit billion --currency EUR --exchange EUR=1.25 --format csv");
    assert!(csv.starts_with("publisher,edition,year,lead_years,forecast_eur_billion,"), "{csv}");
    assert!(csv.contains("\nGartner,2023-08,2023,1,42.756,42.9296,"), "{csv}");
    // Both are of the same year, so prices change only what no growth would have missed by: 44220 in 2022 is 45104.4
    // in prices of 2023.
    let csv = chips("--deflate 2 --prices 2023 --format csv --digits 9");
    assert!(csv.contains("forecast_usd_million_2023_prices"), "{csv}");
    assert!(csv.ends_with(",-0.404382990,-0.004052028,-15.947225225,\n"), "{csv}");
    assert!(chips("--decimal-comma --format csv").contains(";-0,4043829898"));
    for format in ["json", "ndjson", "markdown", "tsv"] {
        assert!(chips(&format!("--format {format}")).contains("2023-08"), "{format}");
    }
    assert!(chips("--excel --format csv").starts_with('\u{feff}'));
    let explained = chips("--explain");
    assert!(explained.contains("log error: −0.004052 = ln(53445 / 53662)"), "{explained}");
}

#[test]
fn editions_of_one_publisher_are_cited_apart() {
    let json = answered(&format!("{CHIPS} --year 2023 --format json"));
    for report in ["Gartner, AI semiconductors, 2023-08", "Gartner, AI semiconductors, 2024-05"] {
        assert!(json.contains(report), "{json}");
    }
    // Even without a date, a size of one is never taken for that of the other.
    let one = dataset("P", "", 2022, &[(2022, "40"), (2023, "50")]);
    let other = dataset("P", "", 2023, &[(2023, "44"), (2024, "55")]);
    let folder = folder(&[("a.toml", one), ("b.toml", other)]);
    let answer = in_folder(folder.path(), "a.toml b.toml --explain");
    assert!(answer.stdout.contains("error: 13.64% = 50 / 44 − 1"), "{}", answer.stdout);
}

#[test]
fn a_thousand_editions_take_little_time() {
    let editions = |count: u16| -> Vec<Filed> {
        let edition = |at: u16| {
            let first = 2000 + at % 20;
            let sizes = [(first, "40"), (first + 1, "50"), (first + 10, "90")];
            let date = format!("{}-{:02}-{:02}", 2001 + at / 300, 1 + at / 28 % 12, 1 + at % 28);
            filed(&format!("{at}.toml"), &dataset("P", &date, first, &sizes))
        };
        (0..count).map(edition).collect()
    };
    let reports = editions(1000);
    let start = std::time::Instant::now();
    track(&reports, &[]).record().unwrap();
    let all = start.elapsed();
    assert!(all.as_secs() < 5, "{all:?}");
}

proptest! {
    #[test]
    fn the_order_of_files_changes_nothing(
        sizes in prop::collection::vec((10u32..1000, 10u32..1000, 10u32..1000), 2..8),
        turns in 0usize..8,
    ) {
        let edition = |(at, (base, next, last)): (u16, &(u32, u32, u32))| {
            let first = 2018 + at;
            let sizes = [base, next, last].map(u32::to_string);
            let sizes = [(first, &*sizes[0]), (first + 1, &*sizes[1]), (first + 3, &*sizes[2])];
            filed(&format!("{at}.toml"), &dataset("P", &(first + 1).to_string(), first, &sizes))
        };
        let mut reports: Vec<Filed> = (0..).zip(&sizes).map(edition).collect();
        let pairs = |reports: &[Filed]| -> Vec<String> {
            let record = track(reports, &[]).record().unwrap();
            record.pairs.iter().map(|pair| {
                // The error and its logarithm are of the same ratio.
                let ratio = pair.forecast.value().ratio(pair.actual.value());
                let text = in_full(&pair.log_error.derivation(), Unit::Billion);
                assert_eq!(evaluate(&text).unwrap().to_fixed(20), pair.log_error.value().number().to_fixed(20), "{text}");
                assert_eq!((&ratio - &Decimal::from(1)).to_fixed(15), pair.error.value().fraction().to_fixed(15));
                format!("{} {} {} {:?}", pair.edition, pair.year, pair.error.value().percent(), pair.same_growth_error)
            }).collect()
        };
        let before = pairs(&reports);
        reports.rotate_left(turns % sizes.len());
        prop_assert_eq!(&pairs(&reports), &before);
        reports.reverse();
        prop_assert_eq!(&pairs(&reports), &before);
    }
}

#[test]
fn an_edition_that_is_named_twice_counts_once() {
    let once = answered(&format!("{CHIPS} --format csv"));
    assert_eq!(answered(&format!("{CHIPS} {CHIPS} --format csv")), once);
    assert_eq!(run("track --actual 2025").code, Some(2));
}
