//! Tests of invalid datasets and their errors.

use aiinfra::Market;

use super::fixtures::WIDGETS;

/// Returns the error for the widgets with one text replaced.
fn refused(from: &str, to: &str) -> String {
    assert!(WIDGETS.contains(from), "{from}");
    Market::from_toml(&WIDGETS.replacen(from, to, 1)).unwrap_err().to_string()
}

/// A text in the widgets, its replacement, and the error.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "rate = 10",
        "rate = 10\nfrom = 2030\nto = 2027",
        "line 19: [cagr]: to `2027`: expected a year after 2030, the year in `from`",
    ),
    (
        "rate = 10",
        "rate = \"10%%\"",
        "line 17: [cagr]: rate `10%%`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%",
    ),
    (
        "value = \"2.50\"",
        "value = \"2.50tn\"",
        "line 34: [[figure]]: value `2.50tn`: expected a number without a unit, such as \"72\", because `unit` has the unit",
    ),
    (
        "\"Widgets\"",
        "\"\"",
        "line 3: [market]: name ``: expected text in quotes, not empty and without control characters",
    ),
    (
        "size = \"120\"",
        "size = \"0\"",
        "line 10: [[value]]: size `0`: expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
    ),
    (
        "size = 145.2",
        "size = nan",
        "line 14: [[value]]: size `nan`: expected a number such as 46.73, 600bn or 1.2tn, without commas or currency signs",
    ),
    (
        "year = 2027",
        "year = 2025",
        "line 13: [[value]]: year `2025`: expected a year later than 2025, the one before it",
    ),
    (
        "year = 2025",
        "year = 25",
        "line 9: [[value]]: year `25`: expected four digits, such as 2030",
    ),
    (
        "\"EUR\"",
        "\"euro\"",
        "line 5: [market]: currency `euro`: expected a code of three letters, such as USD",
    ),
    (
        "\"million\"",
        "\"lakh\"",
        "line 6: [market]: unit `lakh`: expected million, billion or trillion",
    ),
    (
        "\"Widgets\"",
        "\"\\u001b[31m\"",
        "line 3: [market]: name `\\u{1b}[31m`: expected text in quotes, not empty and without control characters",
    ),
    (
        "rate = 10",
        "rate = -100",
        "line 17: [cagr]: rate `-100`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%",
    ),
    (
        "rate = 10",
        "rate = 10\nto = 10000",
        "line 18: [cagr]: to `10000`: expected four digits, such as 2030",
    ),
    (
        "\"color\"",
        "\"Color\"",
        "line 20: [[dimension]]: id `Color`: expected lower-case letters, digits and hyphens, such as \"end-use\"",
    ),
    (
        "\"60%\"",
        "\"60.3\"",
        "line 23: [[dimension]]: sum of shares `100.2%`: expected shares that add up to at most 100%, allowing for rounding",
    ),
    (
        "\"60%\"",
        "\"-1\"",
        "line 23: [[dimension]]: segments: share `-1`: expected a percentage from 0 to 100, such as 39 or 12.5%",
    ),
    (
        "id = \"blue\"",
        "id = \"red\"",
        "line 23: [[dimension]]: segments: id `red`: expected each id once",
    ),
    (
        "id = \"blue\"",
        "id = \"not-itemized\"",
        "line 23: [[dimension]]: segments: id `not-itemized`: expected another id, because this one is reserved",
    ),
    (
        "name = \"Color\"",
        "name = \"Color\"\nlargest = \"redd\"",
        "line 22: [[dimension]]: largest: no segment `redd`; did you mean `red`?",
    ),
    (
        "value = \"8\"",
        "value = \"8k\"",
        "line 29: [[series]]: points: value `8k`: expected a number without a unit, such as \"72\", because `unit` has the unit",
    ),
    (
        "year = 2024, value",
        "year = 2026, value",
        "line 29: [[series]]: points: year `2025`: expected a year later than 2026, the one before it",
    ),
    (
        "value = \"2.50\"",
        "value = \"\"",
        "line 34: [[figure]]: value ``: expected a number without a unit, such as \"72\", because `unit` has the unit",
    ),
    (
        "name = \"Widgets\"",
        "",
        "line 2: [market]: no `name`: expected text in quotes, not empty and without control characters",
    ),
    (
        "[cagr]\nrate = 10",
        "[cagr]\nrat = 10",
        "line 16: [cagr]: no `rate`: expected a percentage per year, such as \"26.81\"\n\
         line 17: [cagr]: unknown key `rat`; did you mean `rate`?",
    ),
    (
        "size = \"120\"",
        "size = [1]",
        "line 10: [[value]]: size `[1]`: expected a figure as printed, such as \"26.60\", or a plain number",
    ),
];

#[test]
fn an_error_in_a_dataset_names_its_place() {
    for (from, to, expected) in REFUSED {
        assert_eq!(refused(from, to), *expected, "{to}");
    }
}

#[test]
fn control_characters_in_a_key_are_escaped() {
    let error = Market::from_toml("\"\\u001b[31mX\\u202e\" = 1\n").unwrap_err().to_string();
    assert!(error.contains("\\u{1b}[31mX\\u{202e}"), "{error}");
    assert!(!error.contains('\u{1b}'));
}

#[test]
fn a_dataset_without_a_forecast_is_an_error() {
    let header = &WIDGETS[..WIDGETS.find("[[value]]").unwrap()];
    let value = "[[value]]\nyear = 2025\nsize = 1\n";
    for (body, expected) in [
        ("", "line 1: no [[value]]: expected at least one published size"),
        (
            value,
            "line 8: one [[value]] gives no forecast: expected a second one, or a [cagr] with `to`",
        ),
        (
            &format!("{value}[cagr]\nrate = 5\n"),
            "line 11: [cagr]: no `to`: expected four digits, such as 2030",
        ),
        (
            &format!("{value}[cagr]\nrate = 5\nto = 2020"),
            "line 13: [cagr]: to `2020`: expected a year after 2025, the base year",
        ),
    ] {
        let error = Market::from_toml(&format!("{header}{body}")).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

/// Returns all errors of a dataset.
fn faults(text: &str) -> Vec<String> {
    Market::from_toml(text).unwrap_err().each().map(ToString::to_string).collect()
}

#[test]
fn all_errors_in_a_dataset_are_reported_at_once_by_line() {
    let text = WIDGETS
        .replacen("publisher", "publishr", 1)
        .replacen("\"EUR\"", "\"euro\"", 1)
        .replacen("size = \"120\"", "size = \"-1\"", 1)
        .replacen("year = 2027", "year = 2024", 1)
        .replacen("rate = 10", "rate = \"-100\"", 1)
        .replacen("\"color\"", "\"Color\"", 1)
        .replacen("\"60%\"", "\"160\"", 1)
        .replacen("id = \"makers\"", "id = \"value\"", 1)
        .replacen("value = \"8\"", "value = \"8bn\"", 1)
        .replacen("name = \"Weight\"", "", 1);
    let size = "a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn";
    let rate = "a percentage per year above -100 and up to 1000000, such as 26.81 or -5%";
    assert_eq!(
        faults(&text),
        [
            "line 2: [market]: no `publisher`: expected text in quotes, not empty and without control characters",
            "line 4: [market]: unknown key `publishr`; did you mean `publisher`?",
            "line 5: [market]: currency `euro`: expected a code of three letters, such as USD",
            &format!("line 10: [[value]]: size `-1`: expected {size}"),
            "line 13: [[value]]: year `2024`: expected a year later than 2025, the one before it",
            &format!("line 17: [cagr]: rate `-100`: expected {rate}"),
            "line 20: [[dimension]]: id `Color`: expected lower-case letters, digits and hyphens, such as \"end-use\"",
            "line 23: [[dimension]]: segments: share `160`: expected a percentage from 0 to 100, such as 39 or 12.5%",
            "line 26: [[series]]: id `value`: expected another id, because this one is reserved",
            "line 29: [[series]]: points: value `8bn`: expected a number without a unit, such as \"72\", because `unit` has the unit",
            "line 31: [[figure]]: no `name`: expected text in quotes, not empty and without control characters",
        ]
    );
}

#[test]
fn invalid_toml_is_reported_along_with_other_errors() {
    let text = WIDGETS
        .replacen("name = \"Widgets\"", "name = \"Widgets", 1)
        .replacen("unit = \"million\"", "unit = million", 1)
        .replacen("[cagr]", "[cagr", 1)
        .replacen("size = \"120\"", "size = \"0\"", 1);
    let size = "a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn";
    assert_eq!(
        faults(&text),
        [
            "line 3: `name = \"Widgets`: expected a quote at the end of the text",
            "line 6: `unit = million`: expected a number, or text in quotes, after the `=`",
            &format!("line 10: [[value]]: size `0`: expected {size}"),
            "line 16: `[cagr`: expected one pair of brackets around the name, as in [market]",
        ]
    );
}

#[test]
fn a_table_instead_of_a_list_and_a_list_instead_of_a_table() {
    let header = &WIDGETS[..WIDGETS.find("[[value]]").unwrap()];
    let text = header.replacen("[market]", "[[market]]", 1);
    let value = "[value]\nyear = 2025\nsize = 1\n[series]\n[[cagr]]\nrate = 1\n";
    assert_eq!(
        faults(&format!("{text}{value}")),
        [
            "line 2: `market`: expected one table, [market]",
            "line 8: `value`: expected a list of tables, [[value]]",
            "line 11: `series`: expected a list of tables, [[series]]",
            "line 12: `cagr`: expected one table, [cagr]",
        ]
    );
    let points = WIDGETS.replacen("{ year = 2024, value = 7 }", "7", 1);
    assert_eq!(
        faults(&points),
        ["line 29: [[series]]: `points`: expected a list of tables, points = [{ ... }]"]
    );
}

#[test]
fn ids_must_be_unique() {
    let series = "[[series]]\nid = \"color\"\nname = \"C\"\nunit = \"u\"\npoints = [{ year = 2025, value = 1 }]\n";
    let told = faults(&format!("{WIDGETS}{series}"));
    assert_eq!(told, ["line 37: [[series]]: id `color`: expected each id once"]);
    for id in ["largest", "fastest", "not-itemized"] {
        let told = faults(&WIDGETS.replacen("id = \"red\"", &format!("id = \"{id}\""), 1));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("expected another id"), "{told:?}");
    }
}

#[test]
fn lists_must_not_be_empty_and_forecasts_must_end() {
    let text =
        WIDGETS.replacen("{ year = 2024, value = 7 }, { year = 2025, value = \"8\" }", "", 1);
    assert_eq!(faults(&text), ["line 29: [[series]]: no `points`: expected at least one"]);
    let start = WIDGETS.find("segments = [").unwrap();
    let end = start + WIDGETS[start..].find('\n').unwrap();
    let text = format!("{}segments = []{}", &WIDGETS[..start], &WIDGETS[end..]);
    assert_eq!(faults(&text), ["line 23: [[dimension]]: no `segments`: expected at least one"]);
    let text = WIDGETS.replacen("2027", "2225", 1);
    assert_eq!(
        faults(&text),
        ["line 13: [[value]]: year: 2025 to 2225 is too long: expected at most 200 years"]
    );
}

#[test]
fn at_most_twenty_errors_are_reported() {
    let values: String =
        (0..500).map(|at| format!("[[value]]\nyear = 2025\nsize = {at}\n")).collect();
    let header = &WIDGETS[..WIDGETS.find("[[value]]").unwrap()];
    let told = faults(&format!("{header}{values}"));
    assert_eq!(told.len(), 21);
    assert_eq!(told[20], "there are more errors than these 20");
    let unknown = |count: u32| -> String { (0..count).map(|at| format!("k{at} = 1\n")).collect() };
    let told = faults(&format!("{WIDGETS}{}", unknown(20)));
    assert_eq!(told.len(), 20);
    assert!(told[19].contains("`k19`"), "{}", told[19]);
    let told = faults(&format!("{WIDGETS}{}", unknown(21)));
    assert_eq!((told.len(), told[20].as_str()), (21, "there are more errors than these 20"));
    let told = faults(&"= \n".repeat(100_000));
    assert_eq!(told.len(), 21);
    assert!(told[0].starts_with("line 1: "), "{}", told[0]);
}

#[test]
fn a_long_value_is_shown_shortened_and_on_one_line() {
    let long = format!("name = \"\"\"{}\nsecond\"\"\"", "x".repeat(5000));
    let told = faults(&WIDGETS.replacen("name = \"Widgets\"", &long, 1));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with(&format!("line 3: [market]: name `{}…`", "x".repeat(100))));
}

#[test]
fn a_period_must_lead_from_the_base_to_a_later_year() {
    let told =
        |period: &str| faults(&WIDGETS.replacen("rate = 10", &format!("rate = 10\n{period}"), 1));
    assert_eq!(
        told("from = 2040"),
        [
            "line 18: [cagr]: from `2040`: expected a year before 2027, the year of the last [[value]]"
        ]
    );
    assert_eq!(
        told("to = 2025"),
        ["line 18: [cagr]: to `2025`: expected a year after 2025, the base year"]
    );
    assert_eq!(
        told("from = 2040\nto = 2050"),
        [
            "line 18: [cagr]: from `2040`: expected a year before 2027, the year of the last [[value]]"
        ]
    );
    assert_eq!(
        told("from = 2027"),
        [
            "line 18: [cagr]: from `2027`: expected a year before 2027, the year of the last [[value]]"
        ]
    );
    for fine in ["from = 2026", "from = 2026\nto = 2040", "from = 2000\nto = 2026", "to = 2026"] {
        let text = WIDGETS.replacen("rate = 10", &format!("rate = 10\n{fine}"), 1);
        assert!(Market::from_toml(&text).is_ok(), "{fine}");
    }
    assert_eq!(
        told("from = 2027\nto = 2027"),
        ["line 19: [cagr]: to `2027`: expected a year after 2027, the year in `from`"]
    );
    let one = WIDGETS.replacen("[[value]]\nyear = 2027\nsize = 145.2\n", "", 1).replacen(
        "rate = 10",
        "rate = 10\nto = 2300",
        1,
    );
    assert_eq!(
        faults(&one),
        ["line 15: [cagr]: to: 2025 to 2300 is too long: expected at most 200 years"]
    );
}

#[test]
fn a_broken_line_does_not_cause_errors_about_what_it_hides() {
    for (from, to, line) in [
        ("name = \"Widgets\"", "name \"Widgets\"", "line 3: `name \"Widgets\"`: "),
        ("[[value]]\nyear = 2027", "[[value]\nyear = 2027", "line 12: `[[value]`: "),
        ("[[value]]\nyear = 2025", "[[value]\nyear = 2025", "line 8: `[[value]`: "),
        (
            "name = \"Color\"",
            "name = \"Color\"\nlargest = \"blue\" \"red\"",
            "line 22: `largest = ",
        ),
        ("{ id = \"blue\"", "{ id \"blue\"", "line 23: `segments = "),
    ] {
        let told = faults(&WIDGETS.replacen(from, to, 1));
        assert!(told.iter().all(|fault| fault.starts_with(line)), "{told:?}");
    }
}

#[test]
fn a_repeated_table_gets_a_hint_about_lists() {
    let told = faults(&WIDGETS.replace("[[value]]", "[value]"));
    let line = "line 12: `[value]`: given twice: expected it once, or [[ ]] on each line";
    assert!(told.iter().any(|fault| fault == line), "{told:?}");
    let told = faults(&WIDGETS.replacen("[[value]]", "[value]", 1));
    let line = "line 12: `[[value]]`: given twice: expected [[ ]] on the earlier lines too";
    assert!(told.iter().any(|fault| fault == line), "{told:?}");
    let told = faults(&WIDGETS.replacen("rate = 10", "rate = 10\nrate = 11", 1));
    assert_eq!(told, ["line 18: `rate = 11`: given twice: expected it once"]);
}

#[test]
fn a_long_list_of_names_is_omitted() {
    let segments: String =
        (0..40).map(|at| format!("{{ id = \"one-of-many-{at}\", name = \"S\" }},")).collect();
    let text = format!(
        "{WIDGETS}[[dimension]]\nid = \"many\"\nname = \"M\"\nyear = 2025\nlargest = \"zzz\"\nsegments = [{segments}]\n"
    );
    assert_eq!(faults(&text), ["line 40: [[dimension]]: largest: no segment `zzz`"]);
}

#[test]
fn sizes_too_far_apart_for_any_growth_are_an_error() {
    let text = WIDGETS.replacen("year = 2027\nsize = 145.2", "year = 2026\nsize = \"2.0tn\"", 1);
    let line = "line 14: [[value]]: size `2.0 trillion`: expected growth of at most 1000000% per year from the size 120 in 2025";
    assert_eq!(faults(&text), [line]);
}

#[test]
fn an_error_without_a_place_has_no_line() {
    let text = format!("{WIDGETS}a{} = 1\n", ".a".repeat(1000));
    let told = faults(&text);
    assert_eq!(told, ["cannot be read as TOML: recursion limit"]);
}

#[test]
fn a_hundred_thousand_faults_are_read_as_fast_as_one() {
    let list = "1,".repeat(100_000);
    for end in ["]\n", "] ]\n"] {
        let text = format!(
            "{WIDGETS}[[dimension]]\nid = \"m\"\nname = \"M\"\nyear = 2025\nsegments = [{list}{end}"
        );
        let told = faults(&text);
        assert!((1..=21).contains(&told.len()), "{}", told.len());
    }
}

#[test]
fn a_long_id_is_shown_shortened() {
    let long = "x".repeat(1_000_000);
    let told = faults(&WIDGETS.replacen("id = \"color\"", &format!("id = \"{long}!\""), 1));
    assert!(told[0].len() < 300, "{}", told[0].len());
    let told =
        faults(&WIDGETS.replacen("id = \"color\"", &format!("{long} = 1\nid = \"color\""), 1));
    assert!(told[0].len() < 300, "{}", told[0].len());
}

#[test]
fn growth_at_its_bound_is_accepted_and_growth_above_it_is_not() {
    // 1,000,000% per year is a factor of 10,001, or 100,020,001 in two years.
    for (year, size, is_market) in [
        (2026, "1200120", true),
        (2026, "1200120.01", false),
        (2027, "12002400120", true),
        (2027, "12002400120.1", false),
        (2026, "0.00000000001", true),
    ] {
        let value = format!("year = {year}\nsize = \"{size}\"");
        let text = WIDGETS.replacen("year = 2027\nsize = 145.2", &value, 1);
        let market = Market::from_toml(&text);
        assert_eq!(market.is_ok(), is_market, "{size}: {market:?}");
        if let Ok(market) = market {
            aiinfra::Trajectory::published(&market, aiinfra::Follow::Sizes).unwrap();
        }
    }
}

#[test]
fn all_errors_in_one_place_are_reported() {
    let text = WIDGETS.replacen("publisher = \"Example Research\"\ncurrency = \"EUR\"\n", "", 1);
    assert_eq!(
        faults(&text),
        [
            "line 2: [market]: no `publisher`: expected text in quotes, not empty and without control characters",
            "line 2: [market]: no `currency`: expected a code of three letters, such as USD",
        ]
    );
}

#[test]
fn a_missing_value_is_one_error() {
    let told = faults(&WIDGETS.replacen("name = \"Widgets\"", "name =", 1));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("line 3: `name =`: "), "{told:?}");
}

#[test]
fn hexadecimal_and_octal_numbers_are_errors() {
    let told = faults(&WIDGETS.replacen("size = 145.2", "size = 0x10", 1));
    let expected = "a figure as printed, such as \"26.60\", or a plain number";
    assert_eq!(told, [format!("line 14: [[value]]: size `0x10`: expected {expected}")]);
    let told = faults(&WIDGETS.replacen("year = 2027", "year = 0o3753", 1));
    let expected = "four digits without quotes, such as 2030";
    assert_eq!(told, [format!("line 13: [[value]]: year `0o3753`: expected {expected}")]);
}

#[test]
fn shares_are_added_up_even_if_the_dimension_has_another_error() {
    let text =
        WIDGETS.replacen("id = \"color\"", "id = \"Color\"", 1).replacen("\"60%\"", "61.2", 1);
    assert_eq!(
        faults(&text),
        [
            "line 20: [[dimension]]: id `Color`: expected lower-case letters, digits and hyphens, such as \"end-use\"",
            "line 23: [[dimension]]: sum of shares `101.1%`: expected shares that add up to at most 100%, allowing for rounding",
        ]
    );
}
