//! Tests of what findings of `check` offer to programs: names, and figures with their origin.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use aiinfra::audit::{Finding, Rule, Value};
use aiinfra::{Derivation, Origin};

use super::check::{divided, findings, found, report};

/// Returns the steps by which a figure was computed, each before its operands.
fn steps(figure: &Derivation) -> Vec<&'static str> {
    let Origin::Computed(operation) = figure.origin() else { return vec![figure.basis().name()] };
    let operands = operation.operands();
    [operation.name()].into_iter().chain(operands.iter().flat_map(steps)).collect()
}

#[test]
fn computed_values_trace_back_to_published_figures() {
    let steps_of = |text: &str, rule| match found(text, rule).computed {
        Value::Figure(figure) => steps(&figure),
        other => panic!("{other:?}"),
    };
    let two = report(&[(2025, "100.0"), (2030, "200.0")], "[cagr]\nrate = '14.9'\n");
    assert_eq!(steps_of(&two, Rule::Cagr), ["implied-cagr", "published", "published", "computed"]);
    let three = report(&[(2020, "100.0"), (2021, "120.0"), (2022, "121.0")], "");
    assert_eq!(
        steps_of(&three, Rule::Path),
        ["compound", "published", "implied-cagr", "published", "published", "computed", "computed"]
    );
    let parts = divided("", &[", share = 60, cagr = 20", ", share = 40, cagr = 10"]);
    assert_eq!(steps_of(&parts, Rule::Shares), ["sum", "published", "published"]);
    let segment = ["compound", "product", "published", "published", "published", "computed"];
    let expected: Vec<&str> = ["sum"].into_iter().chain(segment).chain(segment).collect();
    assert_eq!(steps_of(&parts, Rule::SegmentGrowth), expected);
}

/// Returns the names of a finding's figures.
fn names(finding: &Finding) -> String {
    let names = finding.detail.figures().into_iter().map(|(name, _)| name);
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_finding_names_its_kind_and_lists_its_figures() {
    let texts = [
        report(&[(2025, "100.0"), (2030, "200.0")], "[cagr]\nrate = 40\nfrom = 2025\n"),
        report(&[(2025, "100.0"), (2030, "200.0")], "[cagr]\nrate = 40\nfrom = 2026\n"),
        report(&[(2020, "100.0"), (2021, "110.0"), (2022, "121.0")], ""),
        divided(
            "largest = 'a'\nfastest = 'b'",
            &[", share = 60, cagr = 20", ", share = 20, cagr = 10"],
        ),
    ];
    let all: Vec<Finding> = texts.iter().flat_map(|text| findings(text)).collect();
    let told: Vec<(&str, String)> =
        all.iter().map(|finding| (finding.detail.kind(), names(finding))).collect();
    let expected = [
        (
            "growth-contradicts",
            "stated_rate counting from start to end years implied_rate stated_end",
        ),
        ("period-agrees", "stated"),
        ("growth-from-unpublished-size", "stated_rate year start before_year before growth"),
        ("period-differs", "stated sizes"),
        ("on-path", "years from to constant_rate"),
        ("fastest-beaten", "dimension segment rate fastest fastest_rate"),
        ("shares-fall-short", "dimension year count sum rest unshared"),
        ("largest-agrees", "dimension segment share"),
        ("segments-leave-a-rest", "dimension from to sum market rest rest_rate"),
    ];
    assert_eq!(told, expected.map(|(kind, names)| (kind, names.to_owned())));
}

#[test]
fn findings_about_the_examples_have_these_kinds_and_figures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples/markets", "examples/editions", "tests/data/answers"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = files.map(|entry| entry.unwrap().path());
    let datasets = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let mut told = BTreeSet::new();
    for path in datasets {
        for finding in findings(&fs::read_to_string(path).unwrap()) {
            told.insert(format!("{}: {}", finding.detail.kind(), names(&finding)));
        }
    }
    let told: Vec<String> = told.into_iter().collect();
    assert_eq!(told, EXPECTED);
}

const EXPECTED: [&str; 18] = [
    "drift-agrees: dimension of segment from start_share to end_share implied_rate stated_rate",
    "drift-agrees: dimension segment from start to end implied_rate stated_rate",
    "drift-differs: dimension of segment from start_share to end_share implied_rate stated_rate",
    "drift-differs: dimension segment from start_share to end_share implied_rate stated_rate",
    "fastest-agrees: dimension segment rate market_rate",
    "growth-contradicts: stated_rate counting from start to end years implied_rate stated_end",
    "growth-fits: stated_rate counting from start to end years implied_rate stated_end",
    "growth-nearly-fits: stated_rate counting from start to end years implied_rate stated_end",
    "largest-agrees: dimension segment share",
    "largest-agrees: dimension segment size",
    "off-path: value year constant_growth from to constant_rate",
    "on-path: years from to constant_rate",
    "period-agrees: stated",
    "period-differs: stated sizes",
    "shares-add-up: dimension of year count sum",
    "shares-add-up: dimension year count sum",
    "shares-fall-short: dimension year count sum rest unshared",
    "sizes-agree: dimension year count sum market",
];
