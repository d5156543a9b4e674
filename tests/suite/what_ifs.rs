//! Tests of the what-ifs that `forecast`, `segments`, `goal`, `when` and `compare` share.

use std::collections::BTreeMap;

use aiinfra::{Follow, Market, Outlook, Scenario, Unit};

use super::fixtures::{billions, sentences, year};
use super::program::{csv, full};

/// Returns the values of all years, at twenty decimals.
fn values(arguments: &str) -> Vec<String> {
    csv(&format!("forecast {arguments} --digits 20"))[1..]
        .iter()
        .map(|row| row[1].clone())
        .collect()
}

fn value(arguments: &str) -> String {
    values(arguments).concat()
}

fn notes(arguments: &str) -> String {
    full(&format!("forecast {arguments}"))
}

#[test]
fn every_what_if_has_the_oracles_value() {
    for (arguments, expected) in [
        ("--actual 2025=62 --year 2034", "525.67305179972459372323"),
        ("--actual 2025=62 --follow cagr --year 2034", "525.74265311081209050368"),
        ("--actual 2025=62 --keep end --year 2026", "78.22680699790208934651"),
        ("--actual 2025=62 --keep end --year 2034", "502.42000000000000000000"),
        ("--actual 2025=62 --keep end --follow cagr --year 2030", "198.24911695108749646305"),
        ("--base 50 --keep end --year 2030", "199.63107859461993837330"),
        ("--base 50 --keep end --year 2034", "502.42000000000000000000"),
        ("--growth 2027=10 --year 2027", "82.65758146547761335679"),
        ("--growth 2027=10 --year 2034", "435.82535293002005308315"),
        ("--target 2030=300 --year 2030", "300.00000000000000000000"),
        ("--target 2030=300 --year 2031", "408.98636891320625990159"),
        ("--target 2030=300 --growth 2027=10 --year 2027", "104.09780727647034868373"),
        ("--target 2030=300 --growth 2027=10 --year 2030", "300.00000000000000000000"),
        ("--base 50 --actual 2027=100 --year 2026", "79.37005259840997373759"),
        ("--base 50 --actual 2027=100 --year 2034", "527.26603561712590458170"),
        ("--actual 2027=100 --growth 2026=10 --year 2025", "65.17807774230395467791"),
        ("--actual 2027=100 --growth 2026=10 --year 2026", "71.69588551653435014570"),
        ("--actual 2027=100 --growth 2026=10 --year 2027", "100.00000000000000000000"),
    ] {
        assert_eq!(value(arguments), expected, "{arguments}");
    }
}

#[test]
fn a_rate_or_a_target_takes_over_after_the_last_actual() {
    assert_eq!(value("--actual 2025=62 --cagr 30 --year 2026"), "80.60000000000000000000");
    assert_eq!(value("--actual 2025=62 --cagr 30 --year 2025"), "62.00000000000000000000");
    assert_eq!(
        value("--actual 2026=60.5 --actual 2025=50 --cagr 10 --year 2027"),
        "66.55000000000000000000"
    );
    assert_eq!(value("--base 100 --target 2026=121 --year 2025"), "110.00000000000000000000");
    assert_eq!(value("--base 100 --target 2026=121 --year 2027"), "133.10000000000000000000");
    assert_eq!(value("--target 600 --year 2034"), "600.00000000000000000000");
    assert_eq!(value("--target 0.6tn --year 2034"), value("--target 2034=600bn --year 2034"));
}

#[test]
fn growth_of_single_years_does_not_change_other_growth() {
    let growth = |arguments: &str| -> Vec<String> {
        let rows = csv(&format!("forecast {arguments} --digits 3"));
        rows[2..].iter().map(|row| row[2].clone()).collect()
    };
    let own = "26.808";
    assert_eq!(
        growth("--growth 2027=10 --growth 2034=-5"),
        [own, own, "10.000", own, own, own, own, own, own, "-5.000"]
    );
    assert_eq!(
        growth("--cagr 20 --growth 2026=0 --to 2028"),
        ["20.000", "0.000", "20.000", "20.000"]
    );
    let held = growth("--growth 2027=10 --keep end");
    assert_eq!((&*held[0], &*held[2], &*held[9]), ("28.828", "10.000", "28.828"));
    assert_eq!(value("--growth 2027=10 --keep end --year 2034"), "502.42000000000000000000");
}

#[test]
fn an_actual_in_the_base_year_is_a_base() {
    assert_eq!(values("--actual 2024=50"), values("--base 50"));
}

#[test]
fn several_years_may_be_given_as_a_list() {
    assert_eq!(
        values("--actual 2025=62,2026=80 --growth 2028=10,2029=5%"),
        values("--actual 2026=80 --growth 2029=5 --actual 2025=62 --growth 2028=10")
    );
}

#[test]
fn an_actual_is_noted_with_its_difference_and_the_growth_still_needed() {
    let table = notes("--actual 2025=62");
    for note in [
        "Later years keep growing at 26.808% per year.\n",
        "The actual for 2025, USD 62 billion, is 4.63% above the forecast of USD 59.26 billion.\n",
        "Reaching the published USD 502.42 billion in 2034 now takes 26.172% per year from 2025.\n",
        "Published: USD 46.73 billion in 2024. All sizes except these and the given ones are computed.\n",
    ] {
        assert!(table.contains(note), "{note}{table}");
    }
    let several = notes("--actual 2025=55 --actual 2027=95.2877");
    assert!(
        several.contains("for 2025, USD 55 billion, is 7.18% below the forecast of"),
        "{several}"
    );
    assert!(several.contains("is less than 0.01% below the forecast"), "{several}");
    assert!(several.contains("now takes 26.808% per year from 2027."), "{several}");
    let gap = notes("--actual 2027=100");
    assert!(gap.contains("computed, at constant growth between known sizes."), "{gap}");
    let exact = notes("--follow cagr --actual 2025=59.258313");
    assert!(exact.contains("is equal to the forecast of USD 59.26 billion."), "{exact}");
    let last = notes("--actual 2034=600");
    assert!(!last.contains("now takes") && !last.contains("Later years"), "{last}");
}

#[test]
fn keeping_the_end_is_noted_with_the_growth_it_takes() {
    let table = notes("--actual 2025=62 --keep end");
    let note = "Computed at 26.172% per year from 2025, which keeps the published USD 502.42 billion in 2034.\n";
    assert!(table.contains(note), "{table}");
    assert!(table.contains("Published: USD 46.73 billion in 2024 and USD 502.42 billion in 2034."));
    assert!(table.contains("\n\nThe actual for 2025, USD 62 billion"), "{table}");
    assert!(!table.contains("now takes"), "{table}");
}

#[test]
fn a_target_is_noted_with_the_growth_it_takes() {
    let table = notes("--target 2030=300 --growth 2027=10");
    assert!(
        table.contains("Assumes USD 300 billion in 2030, which takes 42.307% per year from 2024, except in years with their own growth; later years keep growing at that rate.\n"),
        "{table}"
    );
    assert!(table.contains("Assumes growth of 10% in 2027 only.\n"), "{table}");
    assert!(!notes("--target 600").contains("goes on"));
}

#[test]
fn assumptions_are_noted_even_if_only_the_base_year_is_shown() {
    for (arguments, part) in [
        ("--actual 2030=300", "The actual for 2030, USD 300 billion"),
        ("--target 600", "Assumes USD 600 billion in 2034"),
        ("--growth 2030=-5", "Assumes growth of -5% in 2030 only"),
        ("--cagr 30", "Assumes 30% per year from 2024"),
    ] {
        let table = notes(&format!("{arguments} --year 2024"));
        assert!(table.contains(part), "{table}");
    }
}

#[test]
fn every_command_takes_the_same_what_ifs() {
    let edits = "--actual 2025=62 --growth 2027=10 --follow cagr";
    let expected = csv(&format!("forecast {edits} --year 2030"))[1][1].clone();
    assert_eq!(expected, "176.3593075052219");
    assert_eq!(csv(&format!("compare {edits} --year 2030"))[2][2], expected);
    let segments = csv(&format!("segments technology {edits} --year 2030"));
    let sum: f64 = segments[1..].iter().map(|row| row[4].parse::<f64>().unwrap()).sum();
    assert!((sum - 176.3593075052219).abs() < 1e-12);
    let goal = csv(&format!("goal {expected} --year 2030 {edits} --digits 10"));
    assert_eq!(goal[1][2..], ["26.8100000000", "26.8100000000", "0.0000000000"]);
    assert_eq!(csv(&format!("when 176 {edits}"))[1][2], "2030");
}

#[test]
fn growth_before_an_actual_is_offset_by_the_other_years() {
    let table = notes("--actual 2030=200 --growth 2027=10");
    for note in [
        "Assumes growth of 10% in 2027 only.\n",
        "The other years from 2024 to 2030 grow at 31.222% per year, so that the 2030 size is kept.\n",
        "computed, at constant growth between known sizes, except in years with their own growth.\n",
    ] {
        assert!(table.contains(note), "{note}{table}");
    }
    let after = notes("--actual 2026=80 --growth 2027=10");
    assert!(!after.contains("other years from"), "{after}");
    // Growth in the year of the actual does not change later years.
    let into = notes("--actual 2026=80 --growth 2026=30 --cagr 20");
    let note = "Assumes 20% per year from 2026.\n";
    assert!(into.contains(note), "{into}");
}

#[test]
fn a_base_is_noted_with_the_growth_it_leaves() {
    let base = "Assumes USD 50 billion in 2024 instead of the published USD 46.73 billion";
    for (arguments, end) in [
        ("--base 50", "; later years keep their growth.\n"),
        ("--base 50 --cagr 30", ".\n"),
        ("--base 50 --actual 2025=62", ".\n"),
        ("--base 50 --actual 2025=62 --cagr 30", ".\n"),
    ] {
        let table = notes(arguments);
        assert!(table.contains(&format!("{base}{end}")), "{table}");
    }
}

/// Returns a report with these sizes, or with one size and a CAGR.
fn market(values: &str) -> Market {
    let head = "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n";
    Market::from_toml(&format!("{head}{values}")).unwrap()
}

fn three_sizes() -> Market {
    market(
        "[[value]]\nyear = 2024\nsize = 100\n[[value]]\nyear = 2026\nsize = 121\n\
         [[value]]\nyear = 2028\nsize = 174.24\n",
    )
}

/// Returns the sizes of all years, at four decimals.
fn sizes(scenario: &Scenario, market: &Market) -> Vec<String> {
    let forecast = scenario.trajectory(market).unwrap();
    let size = |year| forecast.size(year).unwrap().in_unit(Unit::Billion).to_fixed(4);
    forecast.horizon().years().map(size).collect()
}

fn with_actuals(actuals: &[(u16, &str)], outlook: Outlook) -> Scenario {
    let actuals = actuals.iter().map(|(at, size)| (year(*at), billions(size))).collect();
    Scenario { actuals, outlook, ..Scenario::default() }
}

#[test]
fn published_sizes_up_to_the_last_actual_are_kept_and_later_ones_are_not() {
    let market = three_sizes();
    let own = |actuals: &[(u16, &str)]| sizes(&with_actuals(actuals, Outlook::OwnGrowth), &market);
    assert_eq!(own(&[]), ["100.0000", "110.0000", "121.0000", "145.2000", "174.2400"]);
    // The years after 2025 keep 10%, 20% and 20%.
    assert_eq!(own(&[(2025, "120")]), ["100.0000", "120.0000", "132.0000", "158.4000", "190.0800"]);
    assert_eq!(own(&[(2027, "130")]), ["100.0000", "110.0000", "121.0000", "130.0000", "156.0000"]);
    assert_eq!(own(&[(2026, "144")]), ["100.0000", "120.0000", "144.0000", "172.8000", "207.3600"]);
    // One constant rate leads to the published end and ignores the size published in between.
    let held = sizes(&with_actuals(&[(2025, "51.62666667")], Outlook::PublishedEnd), &market);
    assert_eq!(held[..3], ["100.0000", "51.6267", "77.4400"]);
    assert_eq!(held[3..], ["116.1600", "174.2400"]);
    let base = Scenario { base: Some(billions("200")), ..Scenario::default() };
    assert_eq!(sizes(&base, &market), ["200.0000", "220.0000", "242.0000", "290.4000", "348.4800"]);
    let scale = market.scale(Unit::Billion, 2);
    let notes = with_actuals(&[(2025, "120")], Outlook::OwnGrowth);
    let notes = sentences(notes.notes(&market, year(2028)).unwrap(), &scale);
    let growth = "Later years keep the growth of the forecast.";
    assert!(notes.iter().any(|note| note == growth), "{notes:?}");
    let kept = with_actuals(&[(2027, "130")], Outlook::OwnGrowth);
    let kept = sentences(kept.notes(&market, year(2028)).unwrap(), &scale);
    let published = "Published: USD 100 billion in 2024 and USD 121 billion in 2026. All sizes except these and the given ones are computed, at constant growth between known sizes.";
    assert!(kept.iter().any(|note| note == published), "{kept:?}");
}

#[test]
fn growth_that_contradicts_a_published_size_is_an_error() {
    let market = three_sizes();
    let growth = [2025, 2026].map(|at| (year(at), "5".parse().unwrap())).into();
    let target = Outlook::Target { year: year(2028), size: billions("150") };
    for outlook in [Outlook::OwnGrowth, Outlook::PublishedEnd, target] {
        let scenario = Scenario {
            growth: BTreeMap::clone(&growth),
            ..with_actuals(&[(2027, "130")], outlook)
        };
        let error = scenario.trajectory(&market).unwrap_err().to_string();
        let line = "`growth 2026` with `follow sizes`: expected growth for fewer years, so that at least one is free to reach that size";
        assert_eq!(error, line);
    }
}

#[test]
fn a_report_with_one_size_has_an_end_to_keep() {
    let market =
        market("[[value]]\nyear = 2024\nsize = 100\n[cagr]\nrate = 10\nfrom = 2024\nto = 2027\n");
    let held = with_actuals(&[(2025, "133.1")], Outlook::PublishedEnd);
    assert_eq!(sizes(&held, &market), ["100.0000", "133.1000", "133.1000", "133.1000"]);
    let scale = market.scale(Unit::Billion, 2);
    let notes = sentences(held.notes(&market, year(2027)).unwrap(), &scale);
    assert!(
        notes[1].contains(
            "0% per year from 2025, which keeps the forecast's USD 133.10 billion in 2027"
        ),
        "{notes:?}"
    );
    let own = with_actuals(&[(2025, "120")], Outlook::OwnGrowth);
    assert_eq!(sizes(&own, &market), ["100.0000", "120.0000", "132.0000", "145.2000"]);
}

#[test]
fn keeping_the_end_alone_changes_nothing_if_every_size_is_published() {
    let market = three_sizes();
    let held = with_actuals(&[], Outlook::PublishedEnd);
    assert_eq!(sizes(&held, &market), sizes(&Scenario::default(), &market));
    let assumed = held.notes(&market, year(2028)).unwrap();
    let assumed = sentences(assumed, &market.scale(Unit::Billion, 2));
    let text =
        "Computed at 20% per year from 2026, which keeps the published USD 174.24 billion in 2028.";
    assert_eq!(assumed[0], text);
}

#[test]
fn an_actual_is_not_compared_with_an_assumed_rate() {
    let cagr = || Outlook::Cagr("5".parse().unwrap());
    let market = three_sizes();
    let scale = market.scale(Unit::Billion, 2);
    let stated = |actuals: &[(u16, &str)]| Scenario {
        follow: Follow::Cagr,
        ..with_actuals(actuals, cagr())
    };
    let notes = sentences(stated(&[]).notes(&market, year(2028)).unwrap(), &scale);
    assert!(notes.iter().any(|note| note.contains("gives nothing to compare with")), "{notes:?}");
    let error = stated(&[(2025, "120")]).trajectory(&market).unwrap_err().to_string();
    assert_eq!(error, "follow cagr: the report states no CAGR: expected follow sizes");
}
