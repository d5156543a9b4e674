//! Tests of `aiinfra goal`.

use super::program::{csv, stdout};

#[test]
fn the_needed_growth_is_shown_next_to_the_forecasts() {
    let expected = "\
Year  Goal, USD billion  Needed CAGR %  Forecast CAGR %  Gap, percentage points
────────────────────────────────────────────────────────────────────────────────
2030             300.00          36.33            26.81                    9.52

Reaching USD 300 billion in 2030 from USD 46.73 billion in 2024 takes 36.329% per year, compared with 26.808% in the forecast. \
Computed";
    let table = stdout("goal 300 --year 2030");
    assert!(table.starts_with(expected), "{table}");
    let rows = csv("goal 300 --year 2030 --digits 20");
    assert_eq!(
        rows[0],
        ["year", "goal_usd_billion", "needed_rate_pct", "forecast_rate_pct", "difference_pp"]
    );
    assert_eq!(rows[1][1], "300.00000000000000000000");
    assert_eq!(
        rows[1][2..],
        ["36.32878963773541996720", "26.80813456227276095453", "9.52065507546265901267"]
    );
}

#[test]
fn a_goal_starts_from_the_last_actual_and_not_from_a_target() {
    let needed = |arguments: &str| csv(&format!("goal 300 {arguments} --digits 20"))[1][2].clone();
    assert_eq!(needed("--year 2030 --actual 2025=62"), "37.07110474301082780346");
    assert_eq!(needed("--year 2030 --target 2028=200"), "36.32878963773541996720");
    let actual = stdout("goal 300 --year 2030 --actual 2025=62");
    assert!(
        actual.contains("Reaching USD 300 billion in 2030 from USD 62.00 billion in 2025"),
        "{actual}"
    );
}

#[test]
fn the_growth_of_the_forecast_includes_the_what_ifs() {
    let forecast =
        |arguments: &str| csv(&format!("goal 300 --year 2030 {arguments}"))[1][3].clone();
    assert_eq!(forecast("--cagr 30"), "30");
    assert_eq!(forecast("--follow cagr"), "26.81");
    assert_eq!(forecast("--follow cagr --growth 2027=10"), "26.81");
}

#[test]
fn a_goal_below_the_base_needs_negative_growth() {
    let rows = csv("goal 20bn --year 2026 --base 50 --unit million --digits 4");
    assert_eq!(rows[0][1], "goal_usd_million");
    assert_eq!(rows[1], ["2026", "20000.0000", "-36.7544", "26.8081", "-63.5626"]);
}

#[test]
fn years_with_their_own_growth_are_noted() {
    let table = stdout("goal 300 --year 2030 --growth 2027=10");
    let note = "takes 42.307% per year, except in years with their own growth, compared";
    assert!(table.contains(note), "{table}");
    let later = stdout("goal 300 --year 2030 --growth 2031=10");
    assert!(later.contains("takes 36.329% per year,"), "{later}");
}

#[test]
fn later_years_do_not_affect_a_goal() {
    // At the needed rate, the market would exceed every bound before 2032.
    let alone = csv("goal 10tn --year 2025 --digits 2");
    assert_eq!(alone[1], ["2025", "10000.00", "21299.53", "26.81", "21272.72"]);
    assert_eq!(csv("goal 10tn --year 2025 --growth 2032=5 --digits 2"), alone);
    // The same holds for a target, up to the year shown.
    assert_eq!(
        csv("forecast --target 2025=10tn --growth 2032=5 --year 2025 --digits 2")[1],
        ["2025", "10000.00", "21299.53"]
    );
}
