//! Tests of `aiinfra sources`.

use super::program::{csv, stdout};

#[test]
fn every_figure_has_its_place_and_its_printed_digits() {
    let rows = csv("sources");
    assert_eq!(rows[0], ["id", "figure", "value", "unit", "source"]);
    let row = |id: &str| rows.iter().find(|row| row[0] == id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(
        row("value.2024")[1..],
        ["Market size, 2024", "46.73", "USD billion", "M1, opening paragraph"]
    );
    assert_eq!(row("cagr")[1..4], ["Stated CAGR for 2025 to 2034", "26.81", "percent"]);
    assert_eq!(row("region.lamea")[1..4], ["Region: LAMEA, share in 2024", "6", "percent"]);
    assert_eq!(row("region.fastest")[2], "Asia-Pacific");
    assert_eq!(row("offering.hardware")[2], "Hardware");
    assert_eq!(row("enterprise-adoption.2023")[1], "Enterprises using AI, 2023 (demand: high)");
    assert_eq!(row("aws-expansion")[2..4], ["35", "USD billion"]);
    assert!(rows.iter().all(|row| !row[4].is_empty()), "a figure without a source");
}

#[test]
fn unit_and_digits_change_no_published_figure() {
    assert_eq!(csv("sources --unit million --digits 5"), csv("sources"));
    assert!(stdout("sources").contains("Values are as printed in the report"));
}
