//! Tests of segments with shares and sizes of several years, and of dimensions that divide a segment of another one.
//! Expected figures are the oracle's.

use std::fs;

use super::fixtures::SERVERS;
use super::program::{Answer, shell};

/// Runs a command on a dataset.
fn run_on(dataset: &str, arguments: &str) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), dataset).unwrap();
    shell(&format!("aiinfra segments {arguments} --data own.toml"), folder.path())
}

fn run(arguments: &str) -> Answer {
    run_on(SERVERS, arguments)
}

fn stdout(arguments: &str) -> String {
    let answer = run(arguments);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{arguments}");
    answer.stdout
}

/// Returns segment, year, share and size of each row.
fn rows(arguments: &str) -> Vec<String> {
    let csv = stdout(&format!("{arguments} --format csv"));
    csv.lines().skip(1).map(|line| line.split_once(',').unwrap().1.to_owned()).collect()
}

fn error(arguments: &str) -> String {
    let answer = run(arguments);
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
    answer.stderr
}

#[test]
fn shares_move_in_a_straight_line_and_are_constant_outside() {
    let shares = rows("offering --from 2022 --columns share");
    let hardware = ["60", "60", "60", "60", "58", "56", "54", "52", "50"];
    for (row, share) in shares.iter().zip(hardware) {
        assert_eq!(row.rsplit(',').next(), Some(share), "{row}");
    }
    assert_eq!(
        rows("offering --year 2028 --digits 20")[0],
        "hardware,2028,54.00000000000000000000,69.88560027578545230523"
    );
}

#[test]
fn sizes_multiply_down_and_published_ones_are_kept() {
    assert_eq!(
        rows("server-type --year 2025 --year 2028 --year 2030 --digits 20"),
        [
            "gpu,2025,28.40000000000000000000,10.61592000000000000000",
            "gpu,2028,31.04000000000000000000,21.69249032560380439554",
            "gpu,2030,32.80000000000000000000,34.55480000000000000000",
            "cpu,2025,47.35152487961476725522,17.70000000000000000000",
            "cpu,2028,53.79585437519664254518,37.59555575359356513265",
            "cpu,2030,58.09207403891789273849,61.20000000000000000000",
            "not-itemized,2025,24.24847512038523274478,9.06408000000000000000",
            "not-itemized,2028,15.16414562480335745482,10.59755419658808277703",
            "not-itemized,2030,9.10792596108210726151,9.59520000000000000000",
        ]
    );
    // The whole of the third level is the published size.
    let chips = rows("architecture --year 2025 --year 2030");
    assert_eq!(
        chips,
        ["x86,2025,70,12.39", "x86,2030,70,42.84", "arm,2025,30,5.31", "arm,2030,30,18.36"]
    );
    let table = stdout("server-type --year 2028");
    assert!(table.contains("Server type  Total         2028   100.00        69.89\n"), "{table}");
    let note = "Server type: divides Hardware, USD 69.89 billion in 2028.";
    assert!(table.contains(note), "{table}");
}

#[test]
fn a_published_size_has_its_basis_and_its_digits() {
    let json = stdout("server-type --year 2025 --year 2027 --format json");
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let cpu: Vec<_> = document["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["segment"] == "cpu")
        .map(|row| (row["value_usd_billion"].to_string(), row["basis"].clone()))
        .collect();
    assert_eq!(cpu[0].0, "17.7");
    assert_eq!(
        (&cpu[0].1["value_usd_billion"], &cpu[1].1["value_usd_billion"]),
        (&"published".into(), &"computed".into())
    );
    let gpu = &document["rows"][0];
    assert_eq!((&gpu["segment"], &gpu["basis"]["share_pct"]), (&"gpu".into(), &"published".into()));
}

#[test]
fn a_what_if_keeps_shares_and_not_sizes() {
    let what_if = rows("server-type --cagr 30 --year 2025 --year 2028 --digits 20");
    assert_eq!(
        what_if[2..4],
        [
            "cpu,2025,47.35152487961476725522,17.54373996789727126806",
            "cpu,2028,53.79585437519664254518,39.41028612817627704335",
        ]
    );
    // A year with its published size keeps the published sizes of its segments.
    let since_base = SERVERS.replacen("[[value]]\nyear = 2022\nsize = \"30.1\"\n", "", 1);
    let base = "server-type --base 40 --actual 2025=62.3 --year 2025 --digits 2 --format csv";
    let base = run_on(&since_base, base).stdout;
    assert!(base.contains("server-type,cpu,2025,47.35,17.70\n"), "{base}");
    let base = "server-type --base 40 --year 2025 --digits 2 --format csv";
    let base = run_on(&since_base, base).stdout;
    assert!(base.contains("server-type,cpu,2025,47.35,") && !base.contains("17.70"), "{base}");
    let doubled = rows("server-type --actual 2025=124.6 --year 2025 --digits 2");
    assert_eq!(doubled[1], "cpu,2025,47.35,35.40");
    let note = stdout("server-type --cagr 30 --year 2030");
    let line = "CPU servers: its share is that of the published sizes of 2025 and 2030, and moves in a straight line between published years.";
    assert!(note.contains(line), "{note}");
}

#[test]
fn assumptions_about_the_divided_segment_flow_down() {
    let grown = rows("server-type --segment-cagr hardware=35 --year 2028 --digits 20");
    assert_eq!(grown[0], "gpu,2028,31.04000000000000000000,28.54712095200000000000");
    let all = rows("--segment-cagr hardware=35 --year 2028 --digits 20");
    assert!(
        all.contains(&grown[0])
            && all.contains(
                &"hardware,2028,71.06351130135131405267,91.96881750000000000000".to_owned()
            ),
        "{all:?}"
    );
    let told = stdout("server-type --segment-cagr hardware=35 --year 2028");
    assert!(
        told.contains("Offering: assumes that Hardware grows at 35% per year from 2025."),
        "{told}"
    );
    // Where the dimension itself is shown, its notes are not repeated.
    let told = stdout("--segment-cagr hardware=35 --year 2028");
    assert_eq!(told.matches("assumes that Hardware").count(), 1, "{told}");
    let moved = rows("server-type --segment-share hardware=20 --year 2030");
    assert_eq!(moved[0], "gpu,2030,32.8,13.82192");
    assert_eq!(
        error("server-type --segment-share hardware=0 --year 2030"),
        "error: dimension `server-type`: expected a size of `hardware`, which it divides, above 0 and below 10^12 trillion in 2030\n"
    );
    assert_eq!(
        error("server-type --segment-cagr hardware=900 --year 2030")
            .split(" from ")
            .next()
            .unwrap(),
        "error: --segment-cagr hardware=900: exceeds the whole market"
    );
    let above = error("server-type --segment-cagr gpu=90 --year 2030");
    assert!(
        above.starts_with("error: --segment-cagr gpu=90: exceeds the whole of `hardware` from 20"),
        "{above}"
    );
}

#[test]
fn segments_grow_at_their_published_cagrs() {
    let published = rows("server-type --segment-cagr published --year 2028 --digits 20");
    assert_eq!(published[0].rsplit(',').next(), Some("21.42320584144754766855"));
    assert_eq!(published[1].rsplit(',').next(), Some("37.99639530000000000000"));
    let told = stdout("server-type --segment-cagr published --year 2028 --explain");
    assert!(told.contains("from 2025: CPU servers 29% (the midpoint of 28% to 30%)."), "{told}");
    assert!(!told.contains("given"), "{told}");
    // The named one wins, wherever it stands.
    let named = rows("server-type --segment-cagr published,cpu=20 --year 2028");
    assert_eq!(named, rows("server-type --segment-cagr cpu=20 --year 2028"));
    assert_eq!(
        named,
        rows("server-type --segment-cagr cpu=20 --segment-cagr published --year 2028")
    );
    // It applies to every dimension that prints CAGRs, and to the segment that one of them divides.
    let all = rows("--segment-cagr published --total sum --year 2028");
    let one = rows("architecture --segment-cagr published --total sum --year 2028");
    assert!(one.iter().all(|row| all.contains(row)), "{one:?} {all:?}");
    let told = stdout("architecture --segment-cagr published --year 2028");
    let line = "Architecture: the rest of the forecast is not itemized; to add up the segments instead, pass --total sum.";
    assert!(told.contains(line), "{told}");
    let hint = stdout("architecture --notes full");
    let line = "growth rates of segments (x86 25%, arm 35%), which are not used; to use them, pass --segment-cagr published.";
    assert!(hint.contains(line), "{hint}");
}

#[test]
fn published_cagrs_are_refused_where_none_is_printed() {
    let expected = "expected rates, as in --segment-cagr cloud=35, since the report prints no CAGR for its segments\n";
    assert_eq!(
        error("offering --segment-cagr published"),
        format!("error: dimension `offering`: {expected}")
    );
    let none = super::program::run("segments --segment-cagr published");
    assert_eq!((none.code, none.stderr), (Some(2), format!("error: every dimension: {expected}")));
    // All of them together exceed what they divide.
    let fast = SERVERS.replace("cagr = \"25\"", "cagr = \"60\"");
    let above = run_on(&fast, "architecture --segment-cagr published --year 2030");
    let line = "error: --segment-cagr published: exceeds the whole of `cpu` from 2026: expected less for the segments, or --total sum\n";
    assert_eq!((above.code, above.stderr.as_str()), (Some(2), line));
}

#[test]
fn the_rest_varies_by_year_and_may_be_missing_in_some() {
    let rest = |year: u16| {
        let rows = rows(&format!("cooling --year {year} --columns share"));
        rows.into_iter().find(|row| row.starts_with("not-itemized"))
    };
    assert_eq!(rest(2025).as_deref(), Some("not-itemized,2025,10"));
    assert_eq!(rest(2027).as_deref(), Some("not-itemized,2027,5.96"));
    assert_eq!(rest(2030), None);
    // In 2030 the shares exceed 100% through rounding, so they make no whole.
    let table = stdout("cooling --year 2025 --year 2030");
    assert!(table.contains("the shares add up to 90% in 2025 and 100.1% in 2030; what is below 100% is not itemized."), "{table}");
    let both = rows("cooling --year 2025 --year 2030 --columns share");
    let expected = [
        "air,2025,70",
        "air,2030,50.5",
        "liquid,2025,20",
        "liquid,2030,49.6",
        "not-itemized,2025,10",
    ];
    assert_eq!(both, expected);
    let normalized = rows("cooling --normalize --year 2025 --year 2030 --columns share --digits 4");
    assert_eq!(
        normalized,
        ["air,2025,77.7778", "air,2030,50.4496", "liquid,2025,22.2222", "liquid,2030,49.5504"]
    );
    // The others divide 74% in proportion to their shares of that year: 58.3% and 3.94%.
    let drifted = rows("cooling --segment-share liquid=30 --year 2028 --columns share --digits 10");
    assert_eq!(
        drifted,
        ["air,2028,69.3155526992", "liquid,2028,26.0000000000", "not-itemized,2028,4.6844473008"]
    );
}

#[test]
fn a_segment_of_unknown_size_has_shares_alone() {
    assert_eq!(rows("partner-type --year 2026"), ["distributor,2026,60,", "not-itemized,2026,40,"]);
    let table = stdout("partner-type --year 2026");
    assert!(
        table.contains("Partner type: divides Partner, whose size is not published."),
        "{table}"
    );
    assert!(!table.contains("Total"), "{table}");
    let line = "error: segment `partner`: expected a segment with a published share\n";
    assert_eq!(error("partner-type --segment-cagr distributor=9"), line);
    assert_eq!(rows("partner-type --total sum --year 2026"), rows("partner-type --year 2026"));
}

#[test]
fn notes_say_which_shares_and_sizes_are_followed() {
    let table = stdout("server-type --from 2025");
    for sentence in [
        "Shares are as published for 2025 and 2030, in a straight line between these years and constant outside them.",
        "CPU servers: sizes are as published for 2025 and 2030; its share moves in a straight line between published years.",
        "Server type: divides Hardware, USD 37.38 billion in 2025 and USD 105.35 billion in 2030.",
    ] {
        assert!(table.contains(sentence), "{sentence}\n{table}");
    }
    let explained = stdout("server-type --year 2028 --explain");
    let line = "GPU servers 2028, share: 31.04% = 28.4% + (32.8% − 28.4%) × 3/5\n";
    assert!(explained.contains(line), "{explained}");
    let all = stdout("--year 2028");
    // Dimensions with shares of other years are named.
    for sentence in [
        "Cooling: shares are as published for 2025 and 2030,",
        "Architecture: shares are as published for 2025 and assumed constant in other years.",
    ] {
        assert!(all.contains(sentence), "{sentence}\n{all}");
    }
    let line = "Each dimension divides the whole market or a segment of it, so don't add up segments of different dimensions.";
    assert!(all.contains(line), "{all}");
    let json = stdout("server-type --year 2028 --format json --notes full");
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let text = document.to_string();
    for kind in ["divides", "shares-by-year", "segment-sizes"] {
        assert!(text.contains(&format!("\"{kind}\"")), "{kind}: {text}");
    }
}

#[test]
fn contribution_is_to_the_change_of_the_whole_that_is_divided() {
    // From the base year 2024: (21.69249 − 8.094) / (69.8856 − 28.5).
    let row = &rows("server-type --year 2028 --columns index,contribution --digits 6")[0];
    assert_eq!(row, "gpu,2028,268.007046,32.858024");
    let before = &rows("server-type --year 2022 --columns index,contribution")[0];
    assert_eq!(before, "gpu,2022,63.36842105263158,");
}
