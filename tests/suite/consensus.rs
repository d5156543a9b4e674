//! Tests of `consensus`. Expected numbers are those of the independent calculation.

use std::fs;
use std::path::Path;

use aiinfra::consensus::{Member, Survey};
use aiinfra::panel::Filed;
use aiinfra::wording::in_full;
use aiinfra::{Denomination, Derivation, Market, Measure, Unit};

use super::calculator::evaluate;
use super::program::{Answer, shell};

const HEADER: &str = "year,reports,min_usd_billion,p25_usd_billion,median_usd_billion,p75_usd_billion,\
                      max_usd_billion,spread_pct";

/// Calls the program at the root of the project.
fn call(arguments: &str) -> Answer {
    shell(&format!("aiinfra consensus {arguments}"), env!("CARGO_MANIFEST_DIR").as_ref())
}

/// Calls the program, which must succeed.
fn answered(arguments: &str) -> String {
    let answer = call(arguments);
    assert_eq!(answer.code, Some(0), "{arguments}: {}", answer.stderr);
    answer.stdout
}

/// A report with sizes in 2025 and 2030.
fn report(publisher: &str, edition: &str, sizes: [&str; 2]) -> String {
    let edition =
        if edition.is_empty() { String::new() } else { format!("edition = '{edition}'\n") };
    let [first, last] = sizes;
    format!(
        "[market]\nname = 'Widgets'\npublisher = '{publisher}'\ncurrency = 'USD'\nunit = 'billion'\n{edition}\
         [[value]]\nyear = 2025\nsize = '{first}'\n[[value]]\nyear = 2030\nsize = '{last}'\n"
    )
}

/// A folder with these files.
fn folder<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn called_in(folder: &Path, arguments: &str) -> Answer {
    shell(&format!("aiinfra consensus {arguments}"), folder)
}

/// Six reports, of which the last is an outlier and two pairs may be one source.
fn six() -> tempfile::TempDir {
    let plain = |publisher: &str, sizes| report(publisher, "", sizes);
    folder([
        ("a.toml", plain("A", ["100", "300"])),
        ("b.toml", plain("B", ["101", "303"])),
        ("b2.toml", plain("B2", ["101.2", "303.3"])),
        ("c.toml", plain("C", ["99", "297"])),
        ("c2.toml", plain("C2", ["99", "297"])),
        ("d.toml", plain("D", ["900", "2700"])),
    ])
}

#[test]
fn the_example_reports_in_2030() {
    assert_eq!(
        answered("examples/markets --year 2030 --format csv --digits 12"),
        format!(
            "{HEADER}\n2030,4,193.772268397725,194.169967404998,201.509059665853,214.045096890054,230.033630787365,\
             9.863144375748\n"
        )
    );
}

#[test]
fn without_a_year_every_year_of_two_reports_is_shown() {
    let text = answered("examples/markets --format csv");
    let years: Vec<&str> = text.lines().skip(1).map(|line| &line[..6]).collect();
    assert_eq!(
        years,
        [
            "2024,2", "2025,3", "2026,4", "2027,4", "2028,4", "2029,4", "2030,4", "2031,4",
            "2032,4", "2033,3", "2034,2"
        ]
    );
}

#[test]
fn people_see_every_report_and_who_was_left_out() {
    let text = answered("examples/markets --year 2030");
    let expected = "
Publisher                  Edition  USD billion  From median %  Check  Basis
────────────────────────────────────────────────────────────────────────────────
Coherent Market Insights                 230.03          14.16  fail   computed
Straits Research                         208.72           3.58  warn   computed
Cervicorn Consulting                     194.30          -3.58  warn   computed
Fortune Business Insights                193.77          -3.84  warn   computed
Lowest                                   193.77          -3.84
Lower quartile                           194.17          -3.64
Median                                   201.51
Upper quartile                           214.05           6.22
Highest                                  230.03          14.16
Interquartile range                       19.88
";
    assert!(text.starts_with(expected.trim_start()), "{text}");
    for part in [
        "Warning: Coherent Market Insights fails `check`: its own figures contradict each other.",
        "The median of 4 reports is USD 201.51 billion in 2030.",
        "The interquartile range is USD 194.17 billion to USD 214.05 billion, or 9.86% of the median.",
        "Outliers are named only with at least five reports.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn outliers_are_named_and_still_count() {
    let folder = six();
    let text = called_in(folder.path(), ". --data a.toml --year 2030").stdout;
    assert!(
        text.contains(
            "Outlier in 2030: D (modified z-score 513.6). Still included; pass --without NAME to leave it out."
        ),
        "{text}"
    );
    let all = called_in(folder.path(), ". --data a.toml --year 2030 --format csv").stdout;
    assert_eq!(all, format!("{HEADER}\n2030,6,297,297.75,301.5,303.225,2700,1.8159203980099503\n"));
    let without =
        called_in(folder.path(), ". --data a.toml --year 2030 --without d --format csv").stdout;
    assert_eq!(without, format!("{HEADER}\n2030,5,297,297,300,303,303.3,2\n"));
}

#[test]
fn four_reports_have_no_outlier() {
    let folder = six();
    let text =
        called_in(folder.path(), "a.toml b.toml c.toml d.toml --data a.toml --year 2030").stdout;
    assert!(!text.contains("Outlier in"), "{text}");
    assert!(text.contains("Outliers are named only with at least five reports."), "{text}");
}

#[test]
fn reports_that_may_be_one_source_are_pointed_out() {
    let folder = six();
    let text = called_in(folder.path(), ". --data a.toml --year 2030").stdout;
    assert!(
        text.contains(
            "C and C2 publish the same figures and may share a source; each still counts. B and B2 agree in every year \
             from 2025 to 2030, allowing for rounding, and may share a source; each still counts."
        ),
        "{text}"
    );
    let json = called_in(folder.path(), ". --data a.toml --year 2030 --format json").stdout;
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    let notes = answer["notes"].as_array().unwrap();
    let alike = notes.iter().find(|note| note["kind"] == "alike").unwrap();
    assert_eq!(alike["groups"], serde_json::json!([["C", "C2"], ["B", "B2"]]));
    // A differs from B by more than rounding, though not by much.
    assert!(!text.contains("A and B agree"), "{text}");
}

#[test]
fn figures_that_agree_in_one_year_only_are_no_sign_of_one_source() {
    let folder = folder([
        ("a.toml", report("A", "", ["100", "300"])),
        ("b.toml", report("B", "", ["100", "310"])),
    ]);
    let text = called_in(folder.path(), "b.toml --data a.toml").stdout;
    assert!(!text.contains("share a source"), "{text}");
}

#[test]
fn the_latest_edition_counts() {
    let folder = folder([
        ("old.toml", report("A", "2024-05", ["100", "300"])),
        ("new.toml", report("a ", "2025-01", ["110", "330"])),
        ("b.toml", report("B", "", ["130", "390"])),
    ]);
    let latest = format!("{HEADER}\n2030,2,330,345,360,375,390,8.333333333333334\n");
    for files in ["old.toml new.toml", "new.toml old.toml", "."] {
        let arguments = format!("{files} --data b.toml --year 2030 --format csv");
        assert_eq!(called_in(folder.path(), &arguments).stdout, latest, "{files}");
    }
    let all = called_in(folder.path(), ". --data b.toml --year 2030 --editions all");
    for part in ["A (2024-05)", "a (2025-01)", "Each of the 2 editions by A counts as a report."] {
        assert!(all.stdout.contains(part), "{part}\n{}", all.stdout);
    }
    let all = called_in(folder.path(), ". --data b.toml --year 2030 --editions all --format csv");
    assert_eq!(all.stdout, format!("{HEADER}\n2030,3,300,315,330,360,390,13.636363636363637\n"));
}

#[test]
fn only_the_latest_edition_has_to_be_clear() {
    let folder = folder([
        ("one.toml", report("A", "2022-05", ["100", "300"])),
        ("two.toml", report("A", "2022-05", ["101", "303"])),
        ("last.toml", report("A", "2024", ["110", "330"])),
        ("b.toml", report("B", "", ["130", "390"])),
    ]);
    let answer = called_in(folder.path(), ". --data b.toml --year 2030 --format csv");
    let expected = format!("{HEADER}\n2030,2,330,345,360,375,390,8.333333333333334\n");
    assert_eq!((answer.stdout, answer.stderr.as_str()), (expected, ""));
}

#[test]
fn a_duplicate_may_spell_its_publisher_differently() {
    let folder = folder([
        ("a.toml", report("Acme", "", ["100", "300"])),
        ("again.toml", report(" ACME", "", ["100", "300"])),
        ("b.toml", report("B", "", ["130", "390"])),
    ]);
    for editions in ["latest", "all"] {
        let arguments = format!(". --data b.toml --year 2030 --format csv --editions {editions}");
        let answer = called_in(folder.path(), &arguments);
        let expected = format!("{HEADER}\n2030,2,300,322.5,345,367.5,390,13.043478260869565\n");
        assert_eq!(answer.stdout, expected, "{editions}: {}", answer.stderr);
    }
    let text = called_in(folder.path(), ". --data b.toml --year 2030").stdout;
    assert!(text.contains("Left out (duplicate): "), "{text}");
    // The report of --data is in the folder too, which is no duplicate.
    assert!(!text.contains("b.toml"), "{text}");
}

#[test]
fn skipped_files_are_named_even_if_there_is_no_answer() {
    let folder =
        folder([("a.toml", report("A", "", ["100", "300"])), ("x.toml", "oops".to_owned())]);
    let answer = called_in(folder.path(), "x.toml --data a.toml --skip-faulty");
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
    assert!(
        answer.stderr.contains("x.toml: line 1: ") && answer.stderr.contains("only 1 report (A)")
    );
}

#[test]
fn a_published_range_is_not_rounding() {
    let wide = |sizes: [&str; 2]| report("Wide", "", sizes).replace("'{", "{").replace("}'", "}");
    let folder = folder([
        ("a.toml", report("A", "", ["45", "450"])),
        ("same.toml", wide(["{ low = 40, high = 50 }", "{ low = 400, high = 500 }"])),
        ("wide.toml", wide(["{ low = 5, high = 100 }", "{ low = 50, high = 1000 }"])),
    ]);
    for file in ["same.toml", "wide.toml"] {
        let answer = called_in(folder.path(), &format!("{file} --data a.toml --year 2030"));
        assert!(!answer.stdout.contains("publish the same figures"), "{}", answer.stdout);
    }
    let answer = called_in(folder.path(), "wide.toml --data a.toml --year 2030");
    assert!(!answer.stdout.contains("share a source"), "{}{}", answer.stdout, answer.stderr);
}

#[test]
fn a_report_whose_rounding_has_no_bounds_still_counts() {
    let near = report("Near", "", ["0.01", "90"]).replace("2030", "2026");
    let folder = folder([("near.toml", near), ("a.toml", report("A", "", ["100", "300"]))]);
    let answer = called_in(folder.path(), "near.toml --data a.toml --year 2025 --format csv");
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    assert!(answer.stdout.contains("\n2025,2,0.01,"), "{}", answer.stdout);
}

#[test]
fn a_report_without_an_exchange_rate_is_why_there_are_too_few() {
    let folder = folder([
        ("a.toml", report("A", "", ["100", "300"])),
        ("e.toml", report("E", "", ["90", "270"]).replace("USD", "EUR")),
    ]);
    let answer = called_in(folder.path(), "e.toml --data a.toml");
    assert_eq!(
        answer.stderr,
        "error: only 1 report (A) about `widgets`: expected at least two; to count reports in EUR, pass --exchange \
         EUR=RATE\n"
    );
}

#[test]
fn two_reports_of_one_date_need_an_edition() {
    let folder = folder([
        ("a.toml", report("A", "", ["100", "300"])),
        ("again.toml", report("A", "", ["110", "330"])),
        ("b.toml", report("B", "", ["130", "390"])),
    ]);
    let answer = called_in(folder.path(), "a.toml again.toml --data b.toml");
    assert_eq!(answer.code, Some(2));
    assert_eq!(
        answer.stderr,
        "error: `a.toml` and `again.toml` are both by A and from 2025: expected a later `edition` in one of them, or \
         --editions all\n"
    );
}

#[test]
fn too_few_reports_are_refused() {
    for (arguments, expected) in [
        (
            "examples/markets --year 2040",
            "no report about `ai-infrastructure` with a size for 2040: expected at least two; at least two reports \
             cover 2024 to 2034",
        ),
        (
            "examples/markets --year 2023",
            "only 1 report (Straits Research) about `ai-infrastructure` with a size for 2023: expected at least two; at \
             least two reports cover 2024 to 2034",
        ),
        (
            "examples/markets/fortune-data-center-gpu.toml examples/markets/deep-data-center-gpu.toml",
            "only 1 report (Cervicorn Consulting) about `ai-infrastructure`: expected at least two; for \
             `data-center-gpu`, pass --data examples/markets/deep-data-center-gpu.toml",
        ),
        (
            "examples/markets/straits.toml --without 'straits research'",
            "only 1 report (Cervicorn Consulting) about `ai-infrastructure`: expected at least two",
        ),
        (
            "examples/markets --without Gardner",
            "--without: no report by `Gardner`; did you mean `Gartner`?",
        ),
    ] {
        let answer = call(arguments);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr, format!("error: {expected}\n"), "{arguments}");
    }
}

#[test]
fn the_layouts_have_every_report() {
    let wide = answered("examples/markets --year 2030 --layout wide --format csv --digits 2");
    assert_eq!(
        wide,
        "year,Cervicorn Consulting,Coherent Market Insights,Fortune Business Insights,Straits Research,Lowest,Lower \
         quartile,Median,Upper quartile,Highest,Interquartile range\n\
         2030,194.30,230.03,193.77,208.72,193.77,194.17,201.51,214.05,230.03,19.88\n"
    );
    let tidy = answered("examples/markets --year 2034 --layout tidy --format csv --digits 2");
    for row in [
        "Cervicorn Consulting,AI infrastructure,,forecast,,,2034,size,502.42,USD,billion,published",
        ",AI infrastructure,,median,,,2034,size,500.20,USD,billion,computed",
    ] {
        assert!(tidy.lines().any(|line| line == row), "{row}\n{tidy}");
    }
    // Straits has no size for 2034.
    assert!(!tidy.contains("Straits"), "{tidy}");
}

#[test]
fn other_currencies_need_a_rate() {
    let euros = report("E", "", ["90", "270"]).replace("USD", "EUR");
    let folder = folder([
        ("a.toml", report("A", "", ["100", "300"])),
        ("b.toml", report("B", "", ["120", "360"])),
        ("e.toml", euros),
    ]);
    let call = |more: &str| {
        let arguments = format!("b.toml e.toml --data a.toml --year 2030 --format csv {more}");
        called_in(folder.path(), &arguments).stdout
    };
    assert_eq!(call(""), format!("{HEADER}\n2030,2,300,315,330,345,360,9.090909090909092\n"));
    assert_eq!(
        call("--exchange EUR=1.2"),
        format!("{HEADER}\n2030,3,300,312,324,342,360,9.25925925925926\n")
    );
}

#[test]
fn faulty_files_are_named_together() {
    let folder = six();
    fs::write(folder.path().join("x.toml"), "[market]\nname = 5\n").unwrap();
    fs::write(folder.path().join("y.toml"), "oops").unwrap();
    let answer = called_in(folder.path(), ". --data a.toml --year 2030 --format csv");
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
    for part in ["x.toml: line 2", "y.toml: line 1", "--skip-faulty"] {
        assert!(answer.stderr.contains(part), "{part}\n{}", answer.stderr);
    }
    let answer = called_in(folder.path(), ". --data a.toml --year 2030 --format csv --skip-faulty");
    assert_eq!(answer.code, Some(1));
    assert!(answer.stdout.starts_with(&format!("{HEADER}\n2030,6,")), "{}", answer.stdout);
    assert!(answer.stderr.ends_with("error: skipped 2 of 8 reports\n"), "{}", answer.stderr);
}

#[test]
fn json_has_the_reports_behind_the_rows() {
    let text = answered("examples/markets --year 2030 --format json");
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let reports = answer["details"].as_array().unwrap();
    let publishers: Vec<&str> = reports.iter().map(|row| row["report"].as_str().unwrap()).collect();
    assert_eq!(
        publishers,
        [
            "Cervicorn Consulting",
            "Coherent Market Insights",
            "Fortune Business Insights",
            "Straits Research"
        ]
    );
    assert_eq!(reports[1]["check"], "fail");
    assert_eq!(answer["rows"][0]["reports"], 4);
}

/// The example reports about AI infrastructure, and two more.
fn survey() -> Survey {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let read = |file: &str| fs::read_to_string(format!("{folder}/{file}")).unwrap();
    let files = ["coherent.toml", "straits.toml", "fortune-ai-infrastructure.toml"].map(read);
    let plain = [["41.5", "812.25"], ["100", "100"]].map(|sizes| report("Example", "", sizes));
    let member = |text: String| {
        let report = Filed { file: String::new(), market: Market::from_toml(&text).unwrap() };
        Member::new(report.market.publisher().to_owned(), report, Denomination::default()).unwrap()
    };
    Survey { members: files.into_iter().chain(plain).map(member).collect() }
}

#[test]
fn every_statistic_is_what_its_formula_evaluates_to() {
    let mut figures = 0;
    for year in survey().years() {
        let summary = survey().in_year(year).unwrap().unwrap();
        let sizes = [
            &summary.lowest,
            &summary.lower_quartile,
            &summary.median,
            &summary.upper_quartile,
            &summary.highest,
        ];
        let mut statistics: Vec<Derivation> = sizes.map(Derivation::from).to_vec();
        statistics.extend([
            Derivation::from(&summary.quartile_distance),
            Derivation::from(&summary.spread),
        ]);
        for forecast in &summary.forecasts {
            statistics.push((&forecast.distance).into());
            statistics.extend(forecast.score.as_ref().map(Derivation::from));
        }
        figures += statistics.len();
        statistics.iter().for_each(assert_formula);
    }
    assert!(figures > 100, "{figures}");
}

/// Asserts that the formula gives every digit that can be printed.
fn assert_formula(figure: &Derivation) {
    let text = in_full(figure, Unit::Billion);
    let value = evaluate(&text).unwrap_or_else(|rest| panic!("{text}: {rest}"));
    let value = if figure.measure() == Measure::Fraction { value.percent() } else { value };
    for digits in [0, 2, 10, 20u8] {
        let shown = figure.shown_in(Unit::Billion).to_fixed(digits);
        assert_eq!(shown, value.to_fixed(digits.into()), "{text}");
    }
}

#[test]
fn the_explanation_names_the_sizes_behind_a_statistic() {
    let text = answered("examples/markets --year 2030 --explain --notes none");
    for line in [
        "Lower quartile 2030: 194.17 = PERCENTILE.INC({193.77; 194.30; 208.72; 230.03}; 25%)",
        "Median 2030: 201.51 = MEDIAN(193.77; 194.30; 208.72; 230.03)",
        "Interquartile range 2030: 19.88 = 214.05 − 194.17",
        "Interquartile range 2030, spread: 9.86% = 19.88 / 201.51",
        "Fortune Business Insights 2030: 193.77 = 75.40 × (1 + 26.6135%)^4",
    ] {
        assert!(text.lines().any(|printed| printed == line), "{line}\n{text}");
    }
}
