//! Checks the embedded dataset against its fact sheet, and the forms that other datasets may take.

use std::collections::BTreeMap;

use aiinfra::{Division, Market, Outlook, Scenario, Unit, wording};

use super::fixtures::{WIDGETS, sentences};

const FACT_SHEET: &str = include_str!("../../seeds/ai-infrastructure.md");

struct Fact {
    value: String,
    unit: String,
    year: String,
    place: String,
}

/// Returns the rows of the fact sheet's table, by id.
fn facts() -> BTreeMap<String, Fact> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    FACT_SHEET
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| id"))
        .map(cells)
        .map(|row| {
            let [id, _, value, unit, year, place] = <[String; 6]>::try_from(row).unwrap();
            (id, Fact { value, unit, year, place })
        })
        .collect()
}

#[test]
fn every_figure_has_the_same_number_in_the_fact_sheet() {
    let facts = facts();
    let mut used = std::collections::BTreeSet::new();
    for figure in Market::embedded().unwrap().published() {
        let (id, place) = figure.source.split_once(", ").unwrap_or_else(|| panic!("{figure:?}"));
        let fact = facts.get(id).unwrap_or_else(|| panic!("{id} is not in the fact sheet"));
        used.insert(id.to_owned());
        assert_eq!(place, fact.place, "{id}");
        assert_eq!(figure.unit, fact.unit, "{id}");
        let values: Vec<&str> = fact.value.split("; ").collect();
        assert!(values.contains(&figure.value.as_str()), "{id}: {figure:?}");
        let years: Vec<&str> = fact.year.split(" to ").filter(|year| !year.is_empty()).collect();
        let names_year =
            |year: &&str| wording::subject(&figure.subject).contains(*year) || figure.is_name();
        assert!(years.iter().all(names_year), "{id}: {figure:?}");
    }
    let all: std::collections::BTreeSet<String> = facts.into_keys().collect();
    assert_eq!(used, all, "the dataset and the fact sheet hold the same figures");
}

#[test]
fn the_fact_sheet_holds_every_figure_of_the_report() {
    let numbers: Vec<(String, String)> =
        facts().into_iter().map(|(id, fact)| (id, fact.value)).collect();
    let expected = [
        ("A1", "Natural Language Processing"),
        ("A2", "Computer Vision"),
        ("A3", "Predictive Analytics"),
        ("C1", "6"),
        ("C2", "4"),
        ("D1", "57"),
        ("D2", "28"),
        ("D3", "15"),
        ("D4", "On-premises; Cloud"),
        ("E1", "52"),
        ("E2", "19"),
        ("E3", "15"),
        ("E4", "Enterprises; Cloud Services Provider"),
        ("G1", "40"),
        ("K1", "30"),
        ("L1", "78"),
        ("M1", "46.73"),
        ("M2", "502.42"),
        ("M3", "26.81"),
        ("N1", "400"),
        ("O1", "Hardware"),
        ("O2", "Services"),
        ("O3", "Hardware; Services"),
        ("P1", "100"),
        ("R1", "39"),
        ("R2", "25"),
        ("R3", "30"),
        ("R4", "6"),
        ("R5", "North America; Asia-Pacific"),
        ("S1", "35"),
        ("S2", "40"),
        ("T1", "59"),
        ("T2", "41"),
        ("T3", "Machine Learning; Deep Learning"),
        ("W1", "45"),
        ("W2", "65"),
        ("X1", "35"),
        ("Y1", "25"),
        ("Y2", "55"),
        ("Y3", "55"),
        ("Y4", "72"),
        ("Y5", "78"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn demand_has_a_trend_for_every_year_of_adoption() {
    let market = Market::embedded().unwrap();
    let series = &market.series()[0];
    let trends: Vec<&str> =
        series.points.iter().filter_map(|point| point.remark.as_deref()).collect();
    assert_eq!(
        trends,
        [
            "demand: low to moderate",
            "demand: rapid increase",
            "demand: high",
            "demand: very high",
            "demand: extremely high",
        ]
    );
}

#[test]
fn figures_may_be_toml_numbers() {
    let market = Market::from_toml(WIDGETS).unwrap();
    assert_eq!(market.points()[1].figure.digits(), "145.2");
    assert_eq!(market.dimensions()[0].segments[0].shares[0].figure.digits(), "60");
    assert_eq!(market.published().len(), 8);
}

#[test]
fn an_id_takes_precedence_over_a_name_and_shares_may_all_be_zero() {
    let text = WIDGETS.replacen("[[series]]", "[[dimension]]\nid = \"size\"\nname = \"Color\"\nyear = 2025\nsegments = [{ id = \"big\", name = \"Big\", share = 0 }]\n[[series]]", 1);
    let market = Market::from_toml(&text).unwrap();
    assert_eq!(market.dimension("color").unwrap().id, "color");
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let division = Division::default();
    let (size, year) = (market.dimension("size").unwrap(), market.base().year);
    let parts = division.divide(size, &forecast, year).unwrap();
    assert_eq!(parts.last().unwrap().share().unwrap().value().percent(), "100".parse().unwrap());
}

/// Returns the error for an unknown dimension in a market with these dimensions.
fn no_dimension(name: &str, ids: &[&str]) -> String {
    let segments = "segments = [{ id = 's', name = 'S', share = 60 }]";
    let dimensions = ids.iter().map(|id| {
        format!("[[dimension]]\nid = '{id}'\nname = 'D {id}'\nyear = 2025\n{segments}\n")
    });
    let (head, _) = WIDGETS.split_once("[[dimension]]").unwrap();
    let market = Market::from_toml(&format!("{head}{}", dimensions.collect::<String>())).unwrap();
    market.dimension(name).unwrap_err().to_string()
}

#[test]
fn an_unknown_name_gets_a_suggestion_or_a_list_that_fits_on_a_line() {
    assert_eq!(no_dimension("x", &[]), "no dimension `x`; there are none");
    assert_eq!(no_dimension("x", &["ab", "cd"]), "no dimension `x`; expected one of ab, cd");
    // Three of four letters are three of six: a similarity of exactly 0.75, which is similar enough.
    let near = "no dimension `yabczz`; did you mean `xabc`?";
    assert_eq!(no_dimension("yabczz", &["cd", "xabc"]), near);
    assert_eq!(no_dimension("yacbzz", &["xabc"]), "no dimension `yacbzz`; expected one of xabc");
    // The longest names that are still listed, and still compared.
    let [one, other, longer] = ["a".repeat(249), "b".repeat(249), "b".repeat(250)];
    let all = format!("no dimension `x`; expected one of {one}, {other}");
    assert_eq!(no_dimension("x", &[&one, &other]), all);
    assert_eq!(no_dimension("x", &[&one, &longer]), "no dimension `x`");
    let [id, longer] = ["a".repeat(100), "a".repeat(101)];
    let (name, none) = (format!("{}b", "a".repeat(99)), "no dimension `");
    let near = format!("no dimension `{name}`; did you mean `{id}`?");
    assert_eq!(no_dimension(&name, &[&id]), near);
    let told = no_dimension(&name, &[&longer]);
    assert_eq!(told, format!("{none}{name}`; expected one of {longer}"));
    let told = no_dimension(&format!("{name}b"), &[&id]);
    assert_eq!(told, format!("{none}{name}…`; expected one of {id}"));
}

#[test]
fn a_report_with_sizes_or_a_cagr_alone_has_no_alternative() {
    let cagr_alone = WIDGETS.replacen("[[value]]\nyear = 2027\nsize = 145.2\n", "", 1).replacen(
        "rate = 10",
        "rate = 10\nto = 2027",
        1,
    );
    let sizes_alone = WIDGETS.replacen("[cagr]\nrate = 10\n", "", 1);
    let assumed = Scenario { outlook: Outlook::Cagr("20".parse().unwrap()), ..Scenario::default() };
    let growths = [
        "Computed at 10% per year from 2025, the stated CAGR up to 2027.",
        "Computed at 10% per year, the CAGR implied by the published 2025 and 2027 sizes.",
    ];
    for (text, growth) in [cagr_alone, sizes_alone].iter().zip(growths) {
        let market = Market::from_toml(text).unwrap();
        let notes = |scenario: &Scenario| {
            let scale = market.scale(Unit::Million, 2);
            sentences(scenario.notes(&market, "2027".parse().unwrap()).unwrap(), &scale)
        };
        let compares = |note: &String| note.contains("would be") || note.contains("own forecast");
        assert_eq!(notes(&Scenario::default())[0], growth);
        assert!(!notes(&Scenario::default()).iter().any(compares), "{text}");
        assert!(
            notes(&assumed)
                .iter()
                .any(|note| compares(note) && note.contains("EUR 145.20 million")),
            "{text}"
        );
    }
}

#[test]
fn an_answer_does_not_need_its_alternative() {
    let text = WIDGETS.replacen("rate = 10", "rate = 1000000", 1).replacen("2027", "2032", 1);
    let market = Market::from_toml(&text).unwrap();
    let scale = market.scale(Unit::Million, 2);
    let notes =
        sentences(Scenario::default().notes(&market, "2032".parse().unwrap()).unwrap(), &scale);
    assert!(
        notes[2].starts_with(
            "Following the stated CAGR gives nothing to compare with: forecast for 2032"
        ),
        "{notes:?}"
    );
}

#[test]
fn shares_may_exceed_100_percent_by_rounding() {
    // A printed 60% may be 59.5%, so a printed total of 100.4% may be less than 100%.
    let text = WIDGETS.replacen("39.9", "40.4", 1);
    assert!(Market::from_toml(&text).is_ok());
}

#[test]
fn the_embedded_market_equals_its_dataset() {
    let text = super::fixtures::EMBEDDED;
    let whole = Market::from_toml(text).unwrap();
    assert_eq!(Market::embedded().unwrap(), whole);
    let other = Market::from_toml(&text.replace("North America", "Americas")).unwrap();
    assert_ne!(Market::embedded().unwrap(), other);
    assert_eq!(whole.dimensions().len(), 6);
}
