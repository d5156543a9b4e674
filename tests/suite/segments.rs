//! Tests of `aiinfra segments`.

use super::program::{csv, full, stdout};

#[test]
fn one_dimension_in_one_year() {
    let table = full("segments region --year 2030");
    let expected = "\
Dimension  Segment        Year  Share %  USD billion
─────────────────────────────────────────────────────
Region     North America  2030    39.00        75.78
Region     Europe         2030    25.00        48.58
Region     Asia-Pacific   2030    30.00        58.29
Region     LAMEA          2030     6.00        11.66
Region     Total          2030   100.00       194.30

The whole market is USD 194.30 billion in 2030. Segments are rounded individually and may not sum to the total.
Region: shares are as published for 2024 and assumed constant in other years.
Region: the report calls North America the largest and Asia-Pacific the fastest growing.
";
    assert!(table.starts_with(expected), "{table}");
    assert!(table.contains("Computed at 26.808% per year"), "{table}");
}

#[test]
fn segments_have_the_oracles_values() {
    let expected = [
        ("region", "north-america", "39", "75.77798815889472714383"),
        ("region", "europe", "25", "48.57563343518892765630"),
        ("region", "asia-pacific", "30", "58.29076012222671318756"),
        ("region", "lamea", "6", "11.65815202444534263751"),
        ("technology", "machine-learning", "59", "114.63849490704586926888"),
        ("technology", "deep-learning", "41", "79.66403883370984135634"),
        ("deployment", "on-premises", "57", "110.75244423223075505637"),
        ("deployment", "cloud", "28", "54.40470944741159897506"),
        ("deployment", "hybrid", "15", "29.14538006111335659378"),
        ("end-use", "enterprises", "52", "101.03731754519296952511"),
        ("end-use", "government-organization", "19", "36.91748141074358501879"),
        ("end-use", "cloud-services-provider", "15", "29.14538006111335659378"),
        ("end-use", "not-itemized", "14", "27.20235472370579948753"),
    ];
    let rows = csv("segments --year 2030 --digits 20");
    assert_eq!(rows[0], ["dimension", "segment", "year", "share_pct", "value_usd_billion"]);
    let priced: Vec<_> = rows[1..].iter().filter(|row| !row[4].is_empty()).collect();
    assert_eq!(priced.len(), expected.len());
    for (row, (dimension, segment, share, value)) in priced.iter().zip(expected) {
        assert_eq!([&row[0], &row[1], &row[2], &row[4]], [dimension, segment, "2030", value]);
        assert_eq!(row[3], format!("{share}.00000000000000000000"));
    }
}

#[test]
fn the_unlisted_rest_has_its_own_row() {
    let rows = csv("segments end-use");
    let shares: Vec<[&str; 2]> = rows[1..].iter().map(|row| [&*row[1], &*row[3]]).collect();
    assert_eq!(
        shares,
        [
            ["enterprises", "52"],
            ["government-organization", "19"],
            ["cloud-services-provider", "15"],
            ["not-itemized", "14"],
        ]
    );
    let table = full("segments end-use");
    assert!(
        table.contains("End Use    Not itemized             2024    14.00         6.54\n"),
        "{table}"
    );
    assert!(table.contains("They add up to 86%; the rest is not itemized"), "{table}");
}

#[test]
fn a_dimension_without_shares_is_listed_by_name() {
    let rows = csv("segments offering");
    assert_eq!(rows[1], ["offering", "hardware", "2024", "", ""]);
    assert_eq!(rows[2], ["offering", "services", "2024", "", ""]);
    assert_eq!(rows.len(), 3);
    let table = full("segments application");
    assert!(table.contains("Natural Language Processing"), "{table}");
    assert!(!table.contains("Each part is rounded"), "{table}");
    assert!(table.contains("Application: the report names segments but publishes no shares."));
}

#[test]
fn the_default_is_every_dimension_in_the_base_year() {
    let rows = csv("segments");
    let mut dimensions: Vec<&str> = rows[1..].iter().map(|row| &*row[0]).collect();
    dimensions.dedup();
    let all = ["region", "offering", "technology", "application", "deployment", "end-use"];
    assert_eq!(dimensions, all);
    assert!(rows[1..].iter().all(|row| row[2] == "2024"));
}

#[test]
fn the_years_of_a_segment_are_listed_together() {
    let rows = csv("segments technology --from 2033");
    let order: Vec<[&str; 2]> = rows[1..].iter().map(|row| [&*row[1], &*row[2]]).collect();
    assert_eq!(
        order,
        [
            ["machine-learning", "2033"],
            ["machine-learning", "2034"],
            ["deep-learning", "2033"],
            ["deep-learning", "2034"],
        ]
    );
}

#[test]
fn names_match_regardless_of_case_and_hyphens() {
    let expected = stdout("segments end-use");
    for name in ["END-USE", "End_Use", "eNd-UsE"] {
        assert_eq!(stdout(&format!("segments {name}")), expected, "{name}");
    }
    let spaced = super::program::command().args(["segments", "End Use"]).output().unwrap();
    assert_eq!(String::from_utf8(spaced.stdout).unwrap(), expected);
}

#[test]
fn a_what_if_applies_to_every_segment() {
    let rows = csv("segments technology --cagr 30 --base 100 --year 2025 --unit million");
    assert_eq!(rows[0][4], "value_usd_million");
    assert_eq!(rows[1], ["technology", "machine-learning", "2025", "59", "76700"]);
    assert_eq!(rows[2], ["technology", "deep-learning", "2025", "41", "53300"]);
    let stated = csv("segments region --follow cagr --year 2025");
    assert_eq!(stated[1][4], "23.11074207");
    assert!(stdout("segments region --cagr 30").contains("Assumes 30% per year from 2024"));
}
