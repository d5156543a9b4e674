//! Compares reports by other publishers with an independent calculation in decimals of sixty digits. 77 of them
//! are data files; the others are the shipped examples.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use aiinfra::audit::{self, Rule, Value};
use aiinfra::{Follow, Market, Origin, Trajectory, Year};
use approx::assert_relative_eq;

/// The reports, with the verdict and the implied rate of the independent calculation.
const REPORTS: &str = include_str!("../data/published.csv");

/// The size of each report in every year.
const FORECASTS: &str = include_str!("../data/forecasts.csv");

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// Returns the reports.
pub(crate) fn published() -> impl Iterator<Item = BTreeMap<String, String>> {
    rows(REPORTS).into_iter()
}

/// Returns the dataset that a user would write for a report.
pub(crate) fn dataset(row: &Row) -> String {
    let quoted = |text: &str| toml_string(text);
    let mut text = format!(
        "[market]\nname = {}\npublisher = {}\nsource = {}\ncurrency = {}\nunit = {}\n",
        quoted(&row["market"]),
        quoted(&row["publisher"]),
        quoted(&row["url"]),
        quoted(&row["currency"]),
        quoted(&row["unit"])
    );
    for which in ["base", "next", "end"] {
        let (year, size) = (&row[&format!("{which}_year")], &row[&format!("{which}_value")]);
        if !year.is_empty() {
            text += &format!("[[value]]\nyear = {year}\nsize = \"{size}\"\n");
        }
    }
    if !row["stated_cagr_pct"].is_empty() {
        text += &format!("[cagr]\nrate = \"{}\"\n", row["stated_cagr_pct"]);
    }
    text
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn market(row: &Row) -> Market {
    Market::from_toml(&dataset(row)).unwrap_or_else(|error| panic!("{}: {error}", row["id"]))
}

#[test]
fn every_forecast_goes_through_its_published_sizes() {
    let reports = rows(REPORTS);
    assert_eq!(reports.len(), 77);
    let mut expected: BTreeMap<String, Vec<(Year, String)>> = BTreeMap::new();
    for row in rows(FORECASTS) {
        let year = row["year"].parse().unwrap();
        expected.entry(row["id"].clone()).or_default().push((year, row["value"].clone()));
    }
    for row in &reports {
        let market = market(row);
        let forecast = Trajectory::published(&market, Follow::Sizes).unwrap();
        let years: Vec<Year> = forecast.horizon().years().collect();
        let expected = &expected[&row["id"]];
        assert_eq!(years, expected.iter().map(|(year, _)| *year).collect::<Vec<_>>());
        for (year, value) in expected {
            let size = forecast.size(*year).unwrap().in_unit(market.unit());
            assert_eq!(&size.to_fixed(20), value, "{} in {year}", row["id"]);
        }
        for point in market.points() {
            assert_eq!(forecast.size(point.year).unwrap(), point.size, "{}", row["id"]);
        }
    }
}

#[test]
fn every_verdict_on_a_stated_cagr_matches_the_independent_one() {
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(REPORTS) {
        let market = market(&row);
        let findings = audit::check(&market).unwrap();
        let finding = findings.iter().find(|finding| finding.rule == Rule::Cagr);
        let Some(finding) = finding else {
            assert_eq!(row["counts_from"], "", "{}", row["id"]);
            continue;
        };
        assert_eq!(finding.subject, row["counts_from"], "{}: {finding:?}", row["id"]);
        assert_eq!(finding.status.name(), row["status"], "{}: {finding:?}", row["id"]);
        let Value::Printed(stated) = &finding.stated else { panic!("{finding:?}") };
        let Origin::Published(citation) = stated.origin() else { panic!("{finding:?}") };
        assert_eq!(citation.figure.digits(), row["stated_cagr_pct"]);
        let Value::Figure(implied) = &finding.computed else { panic!("{finding:?}") };
        let implied = implied.shown_in(market.unit());
        assert_eq!(implied.to_fixed(12), row["implied_pct"], "{}", row["id"]);
        assert_relative_eq!(
            implied.to_f64(),
            row["implied_pct"].parse().unwrap(),
            max_relative = 1e-12
        );
        *verdicts.entry(finding.subject.clone()).or_default() += 1;
    }
    let expected = [("base", 35), ("next", 3), ("none", 26), ("short", 1)];
    assert_eq!(verdicts, expected.map(|(way, count)| (way.to_owned(), count)).into());
}

/// Each example, and the finding its comment describes: the rule, the status, and the subject.
const EXAMPLES: [(&str, &str, &str, &str); 12] = [
    ("bloomberg-generative-ai", "cagr", "warn", "short"),
    ("china-ai-chips", "cagr", "pass", "base"),
    ("coherent", "cagr", "fail", "none"),
    ("deep-data-center-gpu", "cagr", "pass", "base"),
    ("example-ai-cooling", "cagr", "pass", "base"),
    ("example-ai-servers", "cagr", "pass", "base"),
    ("fortune-ai-infrastructure", "cagr", "warn", "none"),
    ("fortune-data-center-gpu", "cagr", "note", "next"),
    ("gartner-ai-infrastructure", "path", "note", "2026"),
    ("grand-view-cyber-security", "cagr", "note", "next"),
    ("precedence-ai", "cagr", "pass", "base"),
    ("straits", "cagr", "warn", "none"),
];

#[test]
fn every_example_shows_what_its_comment_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/markets");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort_unstable();
    assert_eq!(names, EXAMPLES.map(|(name, ..)| name));
    for (name, rule, status, subject) in EXAMPLES {
        let text = fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
        assert!(text.starts_with("# "), "{name} has no comment on what it shows");
        let market = Market::from_toml(&text).unwrap();
        let is_made_up = text.contains("All figures are made up for");
        assert!(market.source().is_some() || is_made_up, "{name} has no address");
        let findings = audit::check(&market).unwrap();
        let finding = findings.iter().find(|finding| finding.rule.name() == rule).unwrap();
        assert_eq!((finding.status.name(), &*finding.subject), (status, subject), "{name}");
    }
}

#[test]
fn the_examples_have_the_figures_of_their_reports() {
    let reports = rows(REPORTS);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/markets");
    let is_real = |name: &str| name != "coherent" && !name.starts_with("example-");
    for (name, ..) in EXAMPLES.iter().filter(|(name, ..)| is_real(name)) {
        let text = fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
        let shipped = Market::from_toml(&text).unwrap();
        let row = reports.iter().find(|row| Some(&*row["url"]) == shipped.source()).unwrap();
        let published = market(row);
        // History before the base year is made up.
        assert_eq!(shipped.points_from_base(), published.points(), "{name}");
        let printed = |market: &Market| market.cagr().map(|cagr| cagr.figure.clone());
        assert_eq!(printed(&shipped), printed(&published), "{name}");
        assert_eq!(shipped.currency(), published.currency(), "{name}");
    }
}
