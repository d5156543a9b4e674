//! Tests of segments with their own growth or shares.

use std::collections::BTreeMap;

use aiinfra::{Division, Market, Own, Scenario, Total, Unit};

use super::fixtures::{WIDGETS, sentences, year};
use super::program::{csv, full, run, stdout};

/// Returns the share and value of each segment, at twenty decimals.
fn parts(arguments: &str) -> Vec<[String; 3]> {
    let rows = csv(&format!("segments {arguments} --digits 20"));
    rows[1..].iter().map(|row| [row[1].clone(), row[3].clone(), row[4].clone()]).collect()
}

fn owned<const COUNT: usize>(rows: [[&str; 3]; COUNT]) -> Vec<[String; 3]> {
    rows.map(|row| row.map(str::to_owned)).to_vec()
}

#[test]
fn a_segment_grows_at_its_own_rate_and_the_others_divide_what_is_left() {
    let rows = parts("deployment --segment-cagr cloud=35 --year 2034");
    let values: Vec<&str> = rows.iter().map(|row| &*row[2]).collect();
    assert_eq!(
        values,
        ["189.47574281085090276530", "263.08221960734622808594", "49.86203758180286914876"]
    );
    assert_eq!(rows[1][1], "52.36300696774535808406");
    let published = parts("deployment --segment-cagr cloud=35");
    assert_eq!(published, parts("deployment"));
}

#[test]
fn a_share_moves_in_a_straight_line() {
    assert_eq!(
        parts("deployment --segment-share cloud=45 --year 2029"),
        owned([
            ["on-premises", "50.27083333333333333333", "77.02778945249110773823"],
            ["cloud", "36.50000000000000000000", "55.92734650674033185138"],
            ["hybrid", "13.22916666666666666667", "20.27047090855029151006"],
        ])
    );
    let shares: Vec<String> =
        csv("segments deployment --segment-share CLOUD=45 --from 2024 --to 2034")
            .iter()
            .filter(|row| row[1] == "cloud")
            .map(|row| row[3].clone())
            .collect();
    assert_eq!(
        shares,
        ["28", "29.7", "31.4", "33.1", "34.8", "36.5", "38.2", "39.9", "41.6", "43.3", "45"]
    );
}

#[test]
fn the_rest_shrinks_like_any_other_segment() {
    let rows = parts("end-use --segment-share enterprises=76 --year 2034");
    let shares: Vec<&str> = rows.iter().map(|row| &row[1][..5]).collect();
    // 24% remains for the parts that had 19%, 15% and 14%.
    assert_eq!(shares, ["76.00", "9.500", "7.500", "7.000"]);
}

#[test]
fn shares_for_every_segment_may_leave_a_rest() {
    let whole = "deployment --segment-share cloud=45 --segment-share on-premises=40 --segment-share hybrid=15";
    let rows = csv(&format!("segments {whole} --year 2034"));
    let shares: Vec<&str> = rows[1..].iter().map(|row| &*row[3]).collect();
    assert_eq!(shares, ["40", "45", "15"]);
    let rows = csv(&format!("segments {} --year 2034", whole.replace("=15", "=10")));
    assert_eq!(rows[4][1..4], ["not-itemized", "2034", "5"]);
}

#[test]
fn a_sum_of_segments_is_compared_with_the_forecast() {
    let rows = parts("deployment --segment-cagr cloud=35 --total sum --year 2034");
    assert_eq!(
        rows,
        owned([
            ["on-premises", "45.83356529388474207837", "286.37940000000000000000"],
            ["cloud", "42.10497015509295737470", "263.08221960734622808594"],
            ["hybrid", "12.06146455102230054694", "75.36300000000000000000"],
        ])
    );
    let table = stdout("segments deployment --segment-cagr cloud=35 --total sum --year 2034");
    assert!(table.contains("the sum of the segments: USD 624.82 billion in 2034, 24.36% above the forecast of USD 502.42 billion."), "{table}");
    assert!(!table.contains("Whole market"), "{table}");
    let years =
        stdout("segments deployment --segment-cagr cloud=35 --total sum --from 2024 --to 2034");
    let both = "the sum of the segments: USD 46.73 billion in 2024, equal to the forecast of USD 46.73 billion; USD 624.82 billion in 2034, 24.36% above";
    assert!(years.contains(both), "{years}");
    let all = stdout("segments --segment-cagr cloud=35 --total sum --year 2034");
    assert!(
        all.contains(
            "Each dimension has its own total, so don't add up segments of different dimensions."
        ),
        "{all}"
    );
    assert!(all.contains("Region: every segment grows with the market."), "{all}");
}

#[test]
fn a_share_of_a_sum_is_a_share_of_that_sum() {
    let rows = parts("deployment --segment-share cloud=45 --total sum --year 2034");
    assert_eq!(rows[1][1..], ["45.00000000000000000000", "295.97105454545454545455"]);
    assert_eq!(rows[0][2], "286.37940000000000000000");
    let table = stdout("segments deployment --segment-share cloud=45 --total sum --year 2034");
    let note = "the sum of the segments: USD 657.71 billion in 2034, 30.91% above the forecast";
    assert!(table.contains(note), "{table}");
    let grown = "--segment-cagr cloud=20,hybrid=20,on-premises=20 --total sum --year 2025";
    let table = stdout(&format!("segments deployment {grown}"));
    assert!(table.contains("the sum of the segments: USD 56.08 billion in 2025"), "{table}");
    assert!(!table.contains("not itemized"), "{table}");
}

#[test]
fn shares_are_rescaled_on_request() {
    let rows = parts("end-use --normalize");
    let values: Vec<&str> = rows.iter().map(|row| &*row[2]).collect();
    assert_eq!(
        values,
        ["28.25534883720930232558", "10.32406976744186046512", "8.15058139534883720930"]
    );
    let table = full("segments end-use --normalize");
    assert!(table.contains("They add up to 86% and are rescaled to 100%"), "{table}");
    let table = full("segments region --normalize --year 2030");
    assert!(
        table.contains("They already add up to 100%, so there is nothing to rescale"),
        "{table}"
    );
    assert_eq!(parts("region --normalize --year 2030"), parts("region --year 2030"));
}

#[test]
fn every_assumption_is_stated() {
    let table =
        full("segments deployment --segment-cagr cloud=35 --segment-share hybrid=10 --year 2034");
    for note in [
        "Deployment: shares are as published for 2024.\n",
        "Deployment: assumes that Cloud grows at 35% per year from 2024.\n",
        "Deployment: assumes that the share of Hybrid moves in a straight line to 10% in 2034.\n",
        "Deployment: the other segments divide the rest of the forecast in proportion to their published shares.\n",
    ] {
        assert!(table.contains(note), "{note}{table}");
    }
}

#[test]
fn more_than_the_whole_market_is_an_error_with_its_first_year() {
    let answer = run("segments region --segment-cagr asia-pacific=60 --from 2024 --to 2034");
    let line = "error: --segment-cagr asia-pacific=60: exceeds the whole market from 2030: expected less for the segments, or --total sum\n";
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(2), "", line));
    // In earlier years the segments fit.
    let rows = csv("segments region --segment-cagr asia-pacific=60 --year 2029 --digits 2");
    assert_eq!(rows[3][1..4], ["asia-pacific", "2029", "95.94"]);
    let once = run(
        "segments region --segment-cagr asia-pacific=60 --year 2025 --growth 2025=-60 --growth 2026=500",
    );
    assert!(
        once.stderr.contains("exceeds the whole market in 2025 and from 2031:"),
        "{}",
        once.stderr
    );
    let once = run(
        "segments region --segment-cagr asia-pacific=26 --year 2025 --growth 2025=-70 --growth 2026=500",
    );
    assert!(once.stderr.contains("exceeds the whole market in 2025:"), "{}", once.stderr);
}

#[test]
fn a_segment_is_found_in_whichever_dimension_has_it() {
    let rows = csv("segments --segment-cagr cloud=35 --year 2034 --digits 2");
    let cloud = rows.iter().find(|row| row[1] == "cloud").unwrap();
    assert_eq!(cloud[3..], ["52.36", "263.08"]);
    let europe = rows.iter().find(|row| row[1] == "europe").unwrap();
    assert_eq!(europe[3], "25.00");
}

/// Returns a report whose shares are for the year `shares_of`, with one segment that has none.
fn market(shares_of: u16) -> Market {
    let text = format!(
        "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
         [[value]]\nyear = 2024\nsize = 100\n[[value]]\nyear = 2028\nsize = 146.41\n\
         [[dimension]]\nid = 'd'\nname = 'D'\nyear = {shares_of}\nsegments = [\
         {{ id = 'a', name = 'A', share = 40 }}, {{ id = 'b', name = 'B', share = 50 }}, {{ id = 'c', name = 'C' }}]\n"
    );
    Market::from_toml(&text).unwrap()
}

fn share(market: &Market, own: Own, at: u16) -> Result<String, String> {
    let division = Division { own: [("a".to_owned(), own)].into(), ..Division::default() };
    let forecast = Scenario::default().trajectory(market).unwrap();
    let parts = division.divide(&market.dimensions()[0], &forecast, year(at));
    parts
        .map(|parts| parts[0].share().unwrap().value().percent().to_fixed(6))
        .map_err(|error| error.to_string())
}

#[test]
fn shares_drift_from_the_year_of_their_publication() {
    let given = || Own::Share("50".parse().unwrap());
    let grown = || Own::Cagr("21".parse().unwrap());
    let later = market(2026);
    assert_eq!(share(&later, given(), 2025).unwrap(), "40.000000");
    assert_eq!(share(&later, given(), 2027).unwrap(), "45.000000");
    assert_eq!(share(&later, grown(), 2025).unwrap(), "40.000000");
    assert_eq!(share(&later, grown(), 2027).unwrap(), "44.000000");
    let earlier = market(2020);
    assert_eq!(share(&earlier, given(), 2024).unwrap(), "40.000000");
    assert_eq!(share(&earlier, given(), 2026).unwrap(), "45.000000");
    let last = share(&market(2028), given(), 2028).unwrap_err();
    assert_eq!(
        last,
        "segment-share a=50: the shares are published for 2028: expected at least one later year in the forecast"
    );
}

#[test]
fn a_segment_without_a_share_cannot_drift() {
    let market = market(2024);
    let own = [("c".to_owned(), Own::Cagr("5".parse().unwrap()))].into();
    let division = Division { own, total: Total::Sum, normalize: false, parent: None };
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let error = division.divide(&market.dimensions()[0], &forecast, year(2024)).unwrap_err();
    assert_eq!(error.to_string(), "segment `c`: expected a segment with a published share");
    let own = [("x".to_owned(), Own::Cagr("5".parse().unwrap()))].into();
    let unknown = Division { own, ..Division::default() };
    let error = unknown.divide(&market.dimensions()[0], &forecast, year(2024)).unwrap_err();
    assert_eq!(error.to_string(), "no segment `x`; expected one of a, b, c");
    let plain = Division { total: Total::Sum, ..Division::default() };
    let parts = plain.divide(&market.dimensions()[0], &forecast, year(2024)).unwrap();
    assert!(parts[2].size().is_none());
    assert_eq!(parts[3].size().unwrap().value().in_unit(Unit::Billion).to_fixed(2), "10.00");
}

#[test]
fn a_half_in_a_segment_is_rounded_away_from_zero() {
    // Each is exactly halfway: 12.5 × 0.75, 12.5 × 0.71, 43.43 × 19 ÷ 86, 46.73 × 0.15 × 1.1 and × 1.35.
    for (arguments, segment, value) in [
        ("region --base 50 --segment-cagr europe=-25 --year 2025 --digits 2", "europe", "9.38"),
        (
            "region --base 50 --segment-cagr europe=-29 --total sum --year 2025 --digits 2",
            "europe",
            "8.88",
        ),
        ("end-use --normalize --base 43.43 --digits 2", "government-organization", "9.60"),
        ("deployment --segment-cagr hybrid=10 --year 2025 --digits 4", "hybrid", "7.7105"),
        ("deployment --segment-cagr hybrid=35 --year 2025 --digits 5", "hybrid", "9.46283"),
    ] {
        let rows = csv(&format!("segments {arguments}"));
        let row = rows.iter().find(|row| row[1] == segment).unwrap();
        assert_eq!(row[4], value, "{arguments}");
    }
}

#[test]
fn an_unassigned_rest_is_noted() {
    let given = "deployment --segment-share cloud=20,hybrid=20,on-premises=20 --year 2034";
    for total in ["fixed", "sum"] {
        let table = full(&format!("segments {given} --total {total}"));
        assert!(table.contains("Not itemized  2034    40.00       200.97"), "{table}");
        let note = "Deployment: the rest of the forecast is not itemized.\n";
        assert!(table.contains(note), "{table}");
        assert!(
            !table.contains("of the others") && !table.contains("the total is the sum"),
            "{table}"
        );
    }
}

#[test]
fn an_excess_in_a_later_year_is_noted() {
    let table = full("segments region --segment-cagr asia-pacific=60 --year 2025");
    let note = "Region: the segments would exceed the whole market from 2030.\n";
    assert!(table.contains(note), "{table}");
}

#[test]
fn shares_above_100_percent_by_rounding_are_rescaled_before_they_drift() {
    let text = "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
         [[value]]\nyear = 2024\nsize = 100\n[[value]]\nyear = 2028\nsize = 146.41\n\
         [[dimension]]\nid = 'd'\nname = 'D'\nyear = 2024\nsegments = [\
         { id = 'a', name = 'A', share = 33.4 }, { id = 'b', name = 'B', share = 33.4 }, { id = 'c', name = 'C', share = 33.3 }]\n";
    let market = Market::from_toml(text).unwrap();
    let dimension = &market.dimensions()[0];
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let scale = market.scale(Unit::Billion, 2);
    for (total, share, rescaled) in
        [(Total::Fixed, "33.400000", ""), (Total::Sum, "33.366633", " and are rescaled to 100%")]
    {
        let division = Division { total, ..Division::default() };
        let parts = division.divide(dimension, &forecast, year(2028)).unwrap();
        assert_eq!(parts[0].share().unwrap().value().percent().to_fixed(6), share);
        let notes = sentences(division.notes(dimension, &forecast, &[year(2028)]).unwrap(), &scale);
        let note = format!(
            "D: shares are as published for 2024 and assumed constant in other years. They add up to 100.1% because \
             of rounding{rescaled}."
        );
        assert_eq!(notes[0], note);
    }
    let rate = || Own::Cagr("10".parse().unwrap());
    let own: BTreeMap<String, Own> = ["a", "b", "c"].map(|id| (id.to_owned(), rate())).into();
    for &total in Total::ALL {
        let division = Division { own: own.clone(), total, normalize: false, parent: None };
        let parts = division.divide(dimension, &forecast, year(2028)).unwrap();
        assert_eq!(
            parts[0].size().unwrap().value().in_unit(Unit::Billion).to_fixed(6),
            "48.852088"
        );
        assert_eq!(parts[0].whole().value().in_unit(Unit::Billion).to_fixed(6), "146.410000");
        let notes = division.notes(dimension, &forecast, &[year(2028)]);
        let note = "D: shares are as published for 2024. They add up to 100.1% because of rounding and are rescaled to 100%.";
        assert_eq!(sentences(notes.unwrap(), &scale)[0], note);
    }
}

#[test]
fn a_segment_with_a_share_of_zero_stays_at_zero() {
    let text = "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
         [[value]]\nyear = 2024\nsize = 100\n[[value]]\nyear = 2025\nsize = 120\n\
         [[dimension]]\nid = 'd'\nname = 'D'\nyear = 2024\nsegments = [\
         { id = 'a', name = 'A', share = 100 }, { id = 'b', name = 'B', share = 0 }]\n";
    let market = Market::from_toml(text).unwrap();
    let dimension = &market.dimensions()[0];
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let own = [("a".to_owned(), Own::Cagr("8".parse().unwrap()))].into();
    let division = Division { own, ..Division::default() };
    let parts = division.divide(dimension, &forecast, year(2025)).unwrap();
    let sizes: Vec<String> = parts
        .iter()
        .map(|part| part.size().unwrap().value().in_unit(Unit::Billion).to_fixed(2))
        .collect();
    assert_eq!(sizes, ["108.00", "0.00", "12.00"]);
    let scale = market.scale(Unit::Billion, 2);
    let notes = sentences(division.notes(dimension, &forecast, &[year(2025)]).unwrap(), &scale);
    assert!(
        notes.contains(&"D: the rest of the forecast is not itemized.".to_owned()),
        "{notes:?}"
    );
}

/// Returns the widgets with those shares.
fn widgets(red: &str, blue: &str) -> Market {
    let text = WIDGETS.replacen("\"60%\"", red, 1).replacen("39.9", blue, 1);
    Market::from_toml(&text).unwrap()
}

#[test]
fn shares_of_zero_cannot_be_rescaled() {
    let market = widgets("0", "0");
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let division = Division { normalize: true, ..Division::default() };
    let dimension = market.dimension("color").unwrap();
    let error = division.divide(dimension, &forecast, year(2026)).unwrap_err();
    let line = "normalize: every share of `color` is 0: expected at least one above 0 to rescale";
    assert_eq!(error.to_string(), line);
}

#[test]
fn no_assumption_about_shares_of_zero_panics() {
    for (red, blue) in [("0", "0"), ("100", "0"), ("60", "0"), ("0", "100")] {
        let market = widgets(red, blue);
        let forecast = Scenario::default().trajectory(&market).unwrap();
        let dimension = market.dimension("color").unwrap();
        let assumed = [Own::Cagr("5".parse().unwrap()), Own::Share("50".parse().unwrap())];
        for (own, total) in
            assumed.iter().flat_map(|own| Total::ALL.iter().map(move |total| (own, *total)))
        {
            for (segment, normalize) in
                [("red", true), ("red", false), ("blue", true), ("blue", false)]
            {
                let own = BTreeMap::from([(segment.to_owned(), own.clone())]);
                let division = Division { own, total, normalize, parent: None };
                if let Ok(parts) = division.divide(dimension, &forecast, year(2026)) {
                    assert!(parts.len() >= 2);
                }
            }
        }
    }
}

#[test]
fn unused_published_cagrs_of_segments_are_listed() {
    let text = WIDGETS.replacen("\"60%\"", "60, cagr = '12.50'", 1);
    let market = Market::from_toml(&text).unwrap();
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let dimension = market.dimension("color").unwrap();
    let notes = |division: &Division| {
        let scale = market.scale(Unit::Million, 2);
        sentences(division.notes(dimension, &forecast, &[year(2026)]).unwrap(), &scale).join("\n")
    };
    let line = "Color: the report also publishes growth rates of segments (red 12.50%), which are not used; to use them, pass --segment-cagr published.";
    assert!(notes(&Division::default()).contains(line));
    let own = BTreeMap::from([("red".to_owned(), Own::Cagr("12.5".parse().unwrap()))]);
    assert!(!notes(&Division { own, ..Division::default() }).contains("asked for"));
}

#[test]
fn a_note_lists_exactly_the_years_of_an_excess() {
    // The market nearly doubles in 2033, so the segments fit in that year.
    let what_ifs = "deployment --segment-cagr cloud=50 --growth 2033=90";
    let note = full(&format!("segments {what_ifs} --year 2028"));
    let told = "Deployment: the segments would exceed the whole market in 2032 and from 2034.\n";
    assert!(note.contains(told), "{note}");
    assert_eq!(run(&format!("segments {what_ifs} --year 2033")).code, Some(0));
    for refused in ["2032", "2034"] {
        let answer = run(&format!("segments {what_ifs} --year {refused}"));
        let line = "error: --segment-cagr cloud=50: exceeds the whole market in 2032 and from 2034: expected less for the segments, or --total sum\n";
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line), "{refused}");
    }
    // Several consecutive years, and none after them.
    let note = full("segments deployment --segment-cagr cloud=50 --growth 2034=900 --year 2028");
    let told = "exceed the whole market from 2032 to 2033.\n";
    assert!(note.contains(told), "{note}");
}

#[test]
fn a_share_that_drifts_to_0_ends_at_exactly_0() {
    // The three shares add up to 100.1% and are rescaled. None of the results has finitely many digits.
    let shares = r#"segments = [{ id = "a", name = "A", share = "33.4" },
        { id = "b", name = "B", share = "33.4" }, { id = "c", name = "C", share = "33.3" }]"#;
    let start = WIDGETS.find("segments = [").unwrap();
    let end = start + WIDGETS[start..].find('\n').unwrap();
    for last in 2026..2060 {
        let text = format!("{}{shares}{}", &WIDGETS[..start], &WIDGETS[end..]);
        let market = Market::from_toml(&text.replace("2027", &last.to_string())).unwrap();
        for (end, expected) in [("0", "0"), ("100", "100"), ("5", "5")] {
            let own = BTreeMap::from([("a".to_owned(), Own::Share(end.parse().unwrap()))]);
            let division = Division { own, ..Division::default() };
            let forecast = Scenario::default().trajectory(&market).unwrap();
            let color = market.dimension("color").unwrap();
            let parts = division.divide(color, &forecast, year(last)).unwrap();
            assert_eq!(parts[0].share().unwrap().value().percent().to_string(), expected, "{last}");
        }
    }
}

#[test]
fn a_segment_may_grow_faster_than_the_market_could() {
    // At 2500% per year, the whole market would exceed 10^12 trillion before 2034.
    for (year, note) in [("2024", true), ("2025", false), ("2034", false)] {
        let answer = run(&format!("segments deployment --segment-cagr cloud=2500 --year {year}"));
        let told = if note { &answer.stdout } else { &answer.stderr };
        assert!(told.contains("the whole market from 2025"), "{year}: {told}");
    }
    // 0.28 of 46.73 billion, times 22 each year.
    let rows =
        csv("segments deployment --segment-cagr cloud=2100 --total sum --year 2034 --digits 2");
    assert_eq!(rows[2][4], "347520653772108.19");
    let nothing = WIDGETS.replace("\"60%\"", "\"0\"");
    let market = Market::from_toml(&nothing).unwrap();
    let forecast = Scenario::default().trajectory(&market).unwrap();
    let own = BTreeMap::from([("red".to_owned(), Own::Cagr("1000000".parse().unwrap()))]);
    let division = Division { own, ..Division::default() };
    let parts = division.divide(market.dimension("color").unwrap(), &forecast, year(2027)).unwrap();
    assert_eq!(parts[0].size().unwrap().value().in_unit(Unit::Million).to_string(), "0");
    // If no market can be that large, the error is about the segments together.
    let answer = run("segments deployment --segment-cagr cloud=5000 --total sum --year 2034");
    let line = "error: --segment-cagr cloud=5000: expected segments that add up to a size above 0 and below 10^12 trillion in 2034\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
    let own = "cloud=-99.9999,on-premises=-99.9999,hybrid=-99.9999";
    let answer = run(&format!("segments deployment --segment-cagr {own} --total sum --year 2034"));
    assert!(answer.stderr.ends_with(line.split_once("=5000").unwrap().1), "{}", answer.stderr);
}

#[test]
fn an_exact_half_in_a_remaining_share_is_rounded_up() {
    let share = |arguments: &str, row: usize| {
        csv(&format!("segments {arguments} --year 2029 --digits 2"))[row][3].clone()
    };
    // Halfway from 59% to 44.21% is 51.605%, which leaves 48.395%.
    assert_eq!(share("technology --segment-share machine-learning=44.21", 2), "48.40");
    // 54.975% and 45% leave 0.025% for the rest.
    let both = "technology --segment-share machine-learning=50.95,deep-learning=49";
    assert_eq!(share(both, 3), "0.03");
}
