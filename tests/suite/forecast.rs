//! Tests of `aiinfra forecast`.

use super::program::{csv, full, run};

#[test]
fn a_year_is_shown_with_its_growth_and_its_basis() {
    let expected = "\
Year  USD billion  Growth %
────────────────────────────
2030       194.30     26.81

Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.
Published: USD 46.73 billion in 2024 and USD 502.42 billion in 2034. Every other year is computed.
At the stated CAGR of 26.81%, the size in 2030 would be USD 194.32 billion (--follow cagr).
Source: Cervicorn Consulting, AI infrastructure.
";
    assert_eq!(full("forecast --year 2030"), expected);
}

#[test]
fn every_year_has_the_oracles_value_at_full_precision() {
    let expected = [
        ("2024", "46.73", ""),
        ("2025", "59.25744128095006", "26.808134562272762"),
        ("2026", "75.14325587770692", "26.808134562272762"),
        ("2027", "95.28776102787553", "26.808134562272762"),
        ("2028", "120.83263222560531", "26.808134562272762"),
        ("2029", "153.22560686778172", "26.808134562272762"),
        ("2030", "194.3025337407557", "26.808134562272762"),
        ("2031", "246.39141844388294", "26.808134562272762"),
        ("2032", "312.4443614502116", "26.808134562272762"),
        ("2033", "396.20486630001824", "26.808134562272762"),
        ("2034", "502.42", "26.808134562272762"),
    ];
    let rows = csv("forecast");
    assert_eq!(rows[0], ["year", "value_usd_billion", "growth_pct"]);
    assert_eq!(rows.len(), 1 + expected.len());
    for (row, (year, value, growth)) in rows[1..].iter().zip(expected) {
        assert_eq!(row, &[year, value, growth]);
    }
}

#[test]
fn following_the_cagr_compounds_the_printed_rate() {
    let rows = csv("forecast --follow cagr");
    assert_eq!(rows[1], ["2024", "46.73", ""]);
    assert_eq!(rows[2], ["2025", "59.258313", "26.81"]);
    assert_eq!(rows[11], ["2034", "502.49391444340205", "26.81"]);
    let table = full("forecast --follow cagr --year 2034");
    assert!(table.contains("2034       502.49     26.81\n"), "{table}");
    assert!(table.contains("Computed at 26.81% per year from 2024, the stated CAGR"), "{table}");
    assert!(
        table.contains("Through the published sizes, the size in 2034 would be USD 502.42 billion"),
        "{table}"
    );
}

#[test]
fn an_assumed_rate_replaces_the_published_one_and_is_noted() {
    assert_eq!(
        csv("forecast --cagr 30 --year 2034 --digits 6")[1],
        ["2034", "644.212732", "30.000000"]
    );
    let table = full("forecast --cagr 30% --year 2034");
    assert!(table.contains("2034       644.21     30.00\n"), "{table}");
    assert!(table.contains("Assumes 30% per year from 2024."));
    assert!(table.contains("The report's own forecast for 2034 is USD 502.42 billion"), "{table}");
    let against_stated = full("forecast --cagr 30 --follow cagr --year 2034");
    assert!(
        against_stated.contains(
            "The report's own forecast for 2034, at 26.81% per year, is USD 502.49 billion"
        ),
        "{against_stated}"
    );
}

#[test]
fn a_rate_may_be_negative() {
    assert_eq!(csv("forecast --cagr -5 --year 2025")[1], ["2025", "44.3935", "-5"]);
    assert_eq!(csv("forecast --cagr -5% --year 2025")[1], ["2025", "44.3935", "-5"]);
    for zero in ["0", "-0", "-0.00", "+0%"] {
        assert_eq!(csv(&format!("forecast --cagr {zero} --year 2034"))[1], ["2034", "46.73", "0"]);
    }
}

#[test]
fn a_half_is_rounded_away_from_zero() {
    // 46.73 * 1.5 is exactly 70.095, and the nearest f64 is smaller.
    assert_eq!(csv("forecast --base 46.73 --cagr 50 --year 2025")[1], ["2025", "70.095", "50"]);
    let table = full("forecast --base 46.73 --cagr 50 --year 2025");
    assert!(table.contains("2025        70.10     50.00\n"), "{table}");
}

#[test]
fn an_assumed_base_keeps_every_years_growth() {
    let rows = csv("forecast --base 93.46");
    assert_eq!(rows[1], ["2024", "93.46", ""]);
    assert_eq!(rows[2], ["2025", "118.51488256190012", "26.808134562272762"]);
    assert_eq!(rows[11], ["2034", "1004.84", "26.808134562272762"]);
    assert_eq!(
        csv("forecast --base 100 --follow cagr --year 2025")[1],
        ["2025", "126.81", "26.81"]
    );
    let table = full("forecast --base 93.46 --year 2034");
    assert!(table.contains("Assumes USD 93.46 billion in 2024 instead of the published USD 46.73"));
}

#[test]
fn published_and_given_figures_are_quoted_with_all_their_digits() {
    let published = "Published: USD 46.73 billion in 2024 and USD 502.42 billion in 2034.";
    for options in ["", "--digits 0", "--digits 5", "--unit million", "--unit trillion"] {
        let table = full(&format!("forecast {options}"));
        assert!(table.contains(published), "{table}");
    }
    let table = full("forecast --base 46.7345");
    let base = "Assumes USD 46.7345 billion in 2024 instead of the published USD 46.73 billion;";
    assert!(table.contains(base), "{table}");
    // With fewer than two decimals, the answer and its alternative would print the same.
    let table = full("forecast --year 2030 --digits 1");
    assert!(table.contains("the size in 2030 would be USD 194.32 billion"), "{table}");
}

#[test]
fn the_base_year_has_no_alternative() {
    let table = full("forecast --year 2024");
    assert!(!table.contains("Computed at") && !table.contains("would be"), "{table}");
    let assumed = full("forecast --year 2024 --cagr 30");
    assert!(assumed.contains("Assumes 30% per year from 2024"), "{assumed}");
}

#[test]
fn a_base_may_have_its_own_unit() {
    for size in ["50", "50bn", "50BN", "50000mn", "0.05tn", "50000million", "+50", "050.0"] {
        assert_eq!(
            csv(&format!("forecast --base {size} --year 2024"))[1],
            ["2024", "50", ""],
            "{size}"
        );
    }
}

#[test]
fn the_unit_scales_the_values_and_names_the_column() {
    let table = full("forecast --unit million --year 2024");
    assert!(table.contains("USD million"), "{table}");
    assert!(table.contains("2024    46,730.00\n"), "{table}");
    assert_eq!(csv("forecast --unit million --year 2024")[0][1], "value_usd_million");
    assert_eq!(csv("forecast --unit million --year 2034")[1][1], "502420");
    assert_eq!(csv("forecast --unit trillion --year 2034")[1][1], "0.50242");
}

#[test]
fn every_digit_is_exact() {
    // The oracle's values, at twenty decimals.
    assert_eq!(csv("forecast --year 2030 --digits 20")[1][1], "194.30253374075571062521");
    assert_eq!(csv("forecast --year 2025 --digits 20")[1][1], "59.25744128095006119405");
    assert_eq!(csv("forecast --year 2034 --digits 20")[1][1], "502.42000000000000000000");
    assert_eq!(csv("forecast --year 2030 --digits 0")[1], ["2030", "194", "27"]);
}

#[test]
fn years_are_chosen_individually_or_as_a_range() {
    let years = |arguments: &str| -> Vec<String> {
        csv(&format!("forecast {arguments}"))[1..].iter().map(|row| row[0].clone()).collect()
    };
    assert_eq!(years("--year 2030 --year 2026 --year 2030"), ["2026", "2030"]);
    assert_eq!(years("--year 2025,2034"), ["2025", "2034"]);
    assert_eq!(years("--from 2032"), ["2032", "2033", "2034"]);
    assert_eq!(years("--to 2025"), ["2024", "2025"]);
    assert_eq!(years("--from 2029 --to 2029"), ["2029"]);
    assert_eq!(years("").len(), 11);
}

#[test]
fn choosing_years_changes_no_value() {
    let all = csv("forecast --cagr 12.34");
    for row in &all[1..] {
        assert_eq!(&csv(&format!("forecast --cagr 12.34 --year {}", row[0]))[1], row);
    }
}

#[test]
fn notes_accompany_csv_only_on_request() {
    let quiet = run("forecast --format csv --year 2030");
    assert_eq!(quiet.stderr, "");
    let verbose = run("forecast --format csv --year 2030 --verbose");
    assert_eq!(verbose.stdout, quiet.stdout);
    assert!(verbose.stderr.starts_with("Computed at 26.808% per year"), "{}", verbose.stderr);
    assert_eq!(run("forecast --year 2030 --verbose").stderr, "");
}
