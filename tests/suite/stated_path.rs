//! The stated path begins where the stated CAGR does.

use aiinfra::{Follow, Market, Trajectory, Unit};

use super::program::{full, shell, stdout};

/// A report whose CAGR counts from the second size.
const SERVERS: &str = r#"[market]
name = "AI servers"
publisher = "Example Research"
currency = "USD"
unit = "billion"
[[value]]
year = 2024
size = "47.1"
[[value]]
year = 2025
size = "62.3"
[[value]]
year = 2030
size = "210.7"
[cagr]
rate = "27.6"
from = 2025
to = 2030
"#;

fn call(dataset: &str, arguments: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), dataset).unwrap();
    let answer = shell(&format!("aiinfra {arguments} --data report.toml"), folder.path());
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    answer.stdout
}

#[test]
fn published_sizes_are_kept_up_to_the_year_that_the_rate_counts_from() {
    let table = call(SERVERS, "forecast --path stated --format csv --digits 6");
    let sizes: Vec<&str> =
        table.lines().skip(1).map(|row| row.split(',').nth(1).unwrap()).collect();
    // The oracle's stated_path([(2024, 47.1), (2025, 62.3)], 27.6, 2025, year).
    let expected = [
        "47.100000",
        "62.300000",
        "79.494800",
        "101.435365",
        "129.431525",
        "165.154627",
        "210.737303",
    ];
    assert_eq!(sizes, expected);
}

#[test]
fn the_note_under_a_forecast_compares_with_that_path() {
    let answer = call(SERVERS, "forecast --year 2028 --notes full");
    assert!(
        answer.contains("the size in 2028 would be USD 129.43 billion (--follow cagr)"),
        "{answer}"
    );
    let stated = call(SERVERS, "forecast --year 2028 --follow cagr");
    assert!(
        stated.contains("Computed at 27.6% per year from 2025, the stated CAGR for 2025 to 2030.")
    );
}

#[test]
fn a_rate_that_fits_nowhere_counts_from_the_first_stated_year_if_its_size_is_published() {
    let start = |text: &str| {
        let market = Market::from_toml(text).unwrap();
        aiinfra::counting::start(&market).year.number()
    };
    let unfit = SERVERS.replace("27.6", "40.0");
    assert_eq!(start(&unfit), 2025);
    assert_eq!(start(&unfit.replace("from = 2025\n", "")), 2024);
    assert_eq!(start(&unfit.replace("from = 2025", "from = 2026")), 2024);
    // From 2024 on, this rate fits.
    assert_eq!(start(&SERVERS.replace("27.6", "28.4")), 2024);
    // One year too few is a slip, and no start of its own.
    assert_eq!(start(&SERVERS.replace("27.6", "34.9").replace("from = 2025\n", "")), 2024);
}

#[test]
fn the_stated_path_of_real_reports_meets_their_published_end() {
    let mut count = 0;
    for report in super::reports::published().filter(|report| !report["next_value"].is_empty()) {
        let Ok(market) = Market::from_toml(&super::reports::dataset(&report)) else { continue };
        let Some(cagr) = market.cagr() else { continue };
        let forecast = Trajectory::published(&market, Follow::Cagr).unwrap();
        let last = market.points().last().unwrap();
        let size = forecast.size(last.year).unwrap();
        let base = market.base();
        let kept = forecast.size(base.year).unwrap();
        assert_eq!(kept, base.size, "{}", report["id"]);
        if report["counts_from"] != "next" {
            continue;
        }
        count += 1;
        assert_eq!(aiinfra::counting::start(&market).year.number(), base.year.number() + 1);
        // Rounding: half a unit of the end, and of the rate and of the start compounded.
        let rate = cagr.rate.fraction().to_f64();
        let start = market.points()[1].size.in_unit(market.unit()).to_f64();
        let years = i32::from(last.year.number() - market.points()[1].year.number());
        let half = |figure: &aiinfra::Figure| figure.half_unit().to_f64();
        let high = (start + half(&market.points()[1].figure))
            * (1.0 + rate + half(&cagr.figure) / 100.0).powi(years);
        let low = (start - half(&market.points()[1].figure))
            * (1.0 + rate - half(&cagr.figure) / 100.0).powi(years);
        let (end, size) =
            (last.size.in_unit(market.unit()).to_f64(), size.in_unit(market.unit()).to_f64());
        assert!(low < size && size < high);
        assert!(
            low - half(&last.figure) <= end && end <= high + half(&last.figure),
            "{}",
            report["id"]
        );
    }
    assert_eq!(count, 3);
}

#[test]
fn history_is_shown_and_never_overwritten() {
    let history = SERVERS
        .replace("unit = \"billion\"", "unit = \"billion\"\nbase = 2024")
        .replacen("[[value]]", "[[value]]\nyear = 2022\nsize = \"30.1\"\n[[value]]", 1);
    let table = call(&history, "forecast --cagr 20 --format csv --digits 2");
    assert_eq!(
        table,
        "year,value_usd_billion,growth_pct\n2022,30.10,\n2023,37.65,25.09\n2024,47.10,25.09\n\
         2025,56.52,20.00\n2026,67.82,20.00\n2027,81.39,20.00\n2028,97.67,20.00\n2029,117.20,20.00\n\
         2030,140.64,20.00\n"
    );
    let when = call(&history, "when 100 --cagr 20 --format csv --digits 6");
    // ln(100 / 47.1) / ln(1.2)
    assert!(when.contains("100.000000,4.129502,2029,"), "{when}");
    let goal = call(&history, "goal 100 --year 2030 --format csv --digits 6");
    // (100 / 47.1)^(1/6) - 1
    assert!(goal.contains("2030,100.000000,13.369574,"), "{goal}");
    let stated = call(&history, "forecast --follow cagr --year 2022,2030 --format csv --digits 2");
    assert_eq!(stated, "year,value_usd_billion,growth_pct\n2022,30.10,\n2030,210.74,27.60\n");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), &history).unwrap();
    for (arguments, message) in [
        ("--actual 2023=35", "--actual: year `2023`: expected a year from 2024 to 2030"),
        ("--growth 2023=5", "--growth: year `2023`: expected a year after 2024 and up to 2030"),
        ("--target 2023=35", "--target: year `2023`: expected a year after 2024 and up to 2030"),
    ] {
        let answer =
            shell(&format!("aiinfra forecast {arguments} --data report.toml"), folder.path());
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
        assert!(answer.stderr.contains(message), "{}", answer.stderr);
    }
    let batch =
        shell("printf 'cagr\\n20\\n' | aiinfra batch --digits 2 --data report.toml", folder.path());
    assert_eq!(batch.stdout.lines().next(), Some("cagr,2024,2025,2026,2027,2028,2029,2030"));
    assert_eq!(batch.stdout.lines().nth(1), Some("20,47.10,56.52,67.82,81.39,97.67,117.20,140.64"));
}

#[test]
fn a_range_is_computed_with_its_midpoint_and_every_answer_says_so() {
    let ranged = SERVERS
        .replace("size = \"47.1\"", "size = { low = \"45\", high = \"50\" }")
        .replace("rate = \"27.6\"", "rate = { low = \"26\", high = \"29\" }");
    let note = "The report prints ranges, and their midpoints are used: USD 45–50 billion for 2024 (USD 47.50 billion)";
    for arguments in ["forecast", "forecast --year 2028", "goal 300 --year 2030", "when 150"] {
        let answer = call(&ranged, arguments);
        assert!(answer.contains(note), "{arguments}: {answer}");
    }
    let stated = call(&ranged, "forecast --follow cagr --year 2030");
    assert!(stated.contains("and a CAGR of 26–29% (27.5%)."), "{stated}");
    let explained = call(&ranged, "forecast --year 2024 --explain");
    assert!(explained.contains("(45 + 50) / 2"), "{explained}");
    let market = Market::from_toml(&ranged).unwrap();
    assert_eq!(market.base().size.in_unit(Unit::Billion), "47.5".parse().unwrap());
    // The whole range is the band: 45 to 50 in 2024 and 26% to 29% reach 210.7 in 2030.
    let check = call(&ranged, "check --format csv");
    assert!(check.lines().any(|row| row.starts_with("cagr,pass,base,")), "{check}");
    let sources = call(&ranged, "sources --format csv");
    assert!(
        sources
            .contains("value.2024.low,\"Market size, 2024: low end of the range\",45,USD billion,")
    );
}

#[test]
fn the_embedded_report_is_unchanged() {
    assert_eq!(
        stdout("forecast --follow cagr --year 2030 --digits 2 --format csv"),
        "year,value_usd_billion,growth_pct\n2030,194.32,26.81\n"
    );
    assert!(full("forecast --year 2034").contains("the size in 2034 would be USD 502.49 billion"));
}
