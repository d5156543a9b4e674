//! Compares `consensus` with an independent calculation in decimals of sixty digits, on the 77 published reports.

use std::collections::BTreeMap;
use std::fs;

use aiinfra::Decimal;
use serde_json::Value;
use tempfile::TempDir;

use super::program::shell;
use super::reports::{dataset, published};

/// The statistics of each market in each year that at least two reports cover.
const STATISTICS: &str = include_str!("../data/consensus.csv");

/// The modified z-score of each report in each year that at least five reports about a market cover.
const SCORES: &str = include_str!("../data/consensus_scores.csv");

type Row = BTreeMap<String, String>;

/// The reports about a market, each by a publisher of its own.
struct Group {
    market: String,
    reports: Vec<Row>,
}

impl Group {
    /// Returns every market with at least two reports.
    fn all() -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for report in published() {
            match groups.iter_mut().find(|group| group.market == report["market"]) {
                Some(group) => group.reports.push(report),
                None => {
                    let market = report["market"].clone();
                    groups.push(Self { market, reports: vec![report] });
                }
            }
        }
        groups.retain(|group| group.reports.len() >= 2);
        groups
    }

    /// Returns the name that a report's publisher has here: with the report's id if it has several reports.
    fn publisher(&self, report: &Row) -> String {
        let publisher = &report["publisher"];
        let namesakes = self.reports.iter().filter(|other| &other["publisher"] == publisher);
        match namesakes.count() {
            1 => publisher.clone(),
            _ => format!("{publisher}, {}", report["id"]),
        }
    }

    /// Writes a dataset for each report into a folder of its own.
    fn datasets(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for report in &self.reports {
            let mut report = report.clone();
            let publisher = self.publisher(&report);
            report.insert("publisher".to_owned(), publisher);
            let path = folder.path().join(format!("{}.toml", report["id"]));
            fs::write(path, dataset(&report)).unwrap();
        }
        folder
    }

    /// Returns the answer about this market, in the terms of its first report.
    fn answer(&self, options: &str) -> String {
        let first = &self.reports[0]["id"];
        let script = format!("aiinfra consensus . --data {first}.toml {options}");
        let answer = shell(&script, self.datasets().path());
        assert_eq!(answer.code, Some(0), "{}: {}", self.market, answer.stderr);
        answer.stdout
    }

    /// Returns the rows of this market.
    fn rows_of(&self, text: &str) -> Vec<Row> {
        let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
        rows.map(Result::unwrap).filter(|row: &Row| row["market"] == self.market).collect()
    }
}

const FIGURES: [&str; 6] = ["min", "p25", "median", "p75", "max", "spread_pct"];

#[test]
fn every_statistic_of_every_market_has_the_oracles_digits() {
    let mut figures = 0;
    for group in Group::all() {
        let expected = group.rows_of(STATISTICS);
        let unit =
            format!("{}_{}", group.reports[0]["currency"].to_lowercase(), group.reports[0]["unit"]);
        let mut text = "year,reports".to_owned();
        for figure in ["min", "p25", "median", "p75", "max"] {
            text += &format!(",{figure}_{unit}");
        }
        text += ",spread_pct\n";
        for row in &expected {
            text += &format!("{},{}", row["year"], row["reports"]);
            for figure in FIGURES {
                let exact: Decimal = row[figure].parse().unwrap();
                text += &format!(",{}", exact.to_fixed(12));
                figures += 1;
            }
            text += "\n";
        }
        assert_eq!(group.answer("--format csv --digits 12"), text, "{}", group.market);
    }
    assert_eq!(figures, 130 * 6);
}

#[test]
fn every_statistic_in_full_precision_is_the_oracles_nearest_number() {
    for group in Group::all() {
        let answer = group.answer("--format csv");
        let found = csv::Reader::from_reader(answer.as_bytes()).into_records();
        let found: Vec<csv::StringRecord> = found.map(Result::unwrap).collect();
        let expected = group.rows_of(STATISTICS);
        assert_eq!(found.len(), expected.len(), "{}", group.market);
        for (found, expected) in found.iter().zip(expected) {
            let place = format!("{} in {}", group.market, expected["year"]);
            let figures = found.iter().skip(2);
            let nearest = |text: &str| -> f64 { text.parse().unwrap() };
            let found: Vec<f64> = figures.map(nearest).collect();
            assert_eq!(found, FIGURES.map(|figure| nearest(&expected[figure])), "{place}");
        }
    }
}

#[test]
fn the_outliers_are_those_with_high_scores() {
    let limit: f64 = 3.5;
    let (mut outliers, mut scores) = (0, 0);
    for group in Group::all() {
        let mut expected: BTreeMap<u64, BTreeMap<String, f64>> = BTreeMap::new();
        for row in group.rows_of(SCORES) {
            let score: f64 = row["z"].parse().unwrap();
            let report = group.reports.iter().find(|report| report["id"] == row["id"]).unwrap();
            scores += 1;
            if score.abs() > limit {
                let year = row["year"].parse().unwrap();
                expected.entry(year).or_default().insert(group.publisher(report), score);
            }
        }
        outliers += expected.values().map(BTreeMap::len).sum::<usize>();
        assert_eq!(named(&group), expected, "{}", group.market);
    }
    assert_eq!((scores, outliers), (121, 17));
}

/// Returns the outliers that the notes name, with their scores, by year.
fn named(group: &Group) -> BTreeMap<u64, BTreeMap<String, f64>> {
    let answer: Value = serde_json::from_str(&group.answer("--format json")).unwrap();
    let notes = answer["notes"].as_array().unwrap();
    let notes = notes.iter().filter(|note| note["kind"] == "outliers");
    let scores = |note: &Value| {
        let scores = note["z"].as_object().unwrap().iter();
        let scores = scores.map(|(name, score)| (name.clone(), score.as_f64().unwrap()));
        (note["year"].as_u64().unwrap(), scores.collect())
    };
    notes.map(scores).collect()
}
