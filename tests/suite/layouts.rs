//! `--layout` and `--columns`: the tables that people paste.

use serde_json::Value;

use super::fixtures::WIDGETS;
use super::program::{csv, run, shell, stdout};

const TIDY: [&str; 12] = [
    "publisher",
    "market",
    "edition",
    "scenario",
    "dimension",
    "segment",
    "year",
    "measure",
    "value",
    "currency",
    "unit",
    "basis",
];

/// What a dataset of widgets with these dimensions answers.
fn about(dimensions: &str, script: &str) -> super::program::Answer {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), format!("{WIDGETS}{dimensions}")).unwrap();
    shell(script, folder.path())
}

#[test]
fn tidy_answers_of_every_command_have_the_same_header() {
    for (call, expected) in [
        ("forecast --year 2034", "forecast,,,2034,size,502.42,USD,billion,published"),
        ("forecast --year 2030 --cagr 30", "what-if,,,2030,growth,30.00,,percent,given"),
        (
            "segments region --year 2024",
            "forecast,region,europe,2024,share,25.00,,percent,published",
        ),
        (
            "segments region --year 2024",
            "forecast,region,europe,2024,size,11.68,USD,billion,computed",
        ),
        ("compare --scenario bear=20 --year 2034", "bear,,,2034,size,289.34,USD,billion,computed"),
        (
            "compare --scenario bear=20 --year 2034",
            "forecast,,,2034,size,502.42,USD,billion,published",
        ),
        (
            "sweep --cagr 20 --base 50",
            "\"base 50, cagr 20\",,,2034,size,309.59,USD,billion,computed",
        ),
        ("goal 300 --year 2030", "forecast,,,2030,goal,300.00,USD,billion,given"),
        ("goal 300 --year 2030", "forecast,,,2030,difference_pp,9.52,,percentage points,computed"),
        ("when 250", "forecast,,,2032,goal,250.00,USD,billion,given"),
        ("when 250", "forecast,,,2032,size,312.44,USD,billion,computed"),
        ("forecast --year 2030 --columns index", "forecast,,,2030,index,415.80,,index,computed"),
    ] {
        let text = stdout(&format!("{call} --layout tidy --format csv --digits 2"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], TIDY.join(","), "{call}");
        let row = format!("Cervicorn Consulting,AI infrastructure,,{expected}");
        assert!(lines.contains(&&*row), "{call}: {row}\n{text}");
    }
}

#[test]
fn a_tidy_answer_names_the_report_of_each_figure_and_leaves_out_what_is_not_there() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let script = "aiinfra compare --with straits.toml --no-delta --year 2023,2034 --layout tidy --format csv --digits 1";
    let rows = shell(script, folder.as_ref()).stdout;
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "Cervicorn Consulting,AI infrastructure,,forecast,,,2034,size,502.4,USD,billion,published",
            "Straits Research,AI infrastructure,,forecast,,,2023,size,55.8,USD,billion,published",
        ]
    );
}

#[test]
fn a_wide_answer_has_a_column_for_each_segment_and_their_total_in_every_format() {
    let call = "segments region --from 2033 --layout wide --digits 1 --format";
    assert_eq!(
        stdout(&format!("{call} csv")),
        "year,North America,Europe,Asia-Pacific,LAMEA,Total\n\
         2033,154.5,99.1,118.9,23.8,396.2\n2034,195.9,125.6,150.7,30.1,502.4\n"
    );
    assert!(stdout(&format!("{call} tsv")).starts_with("year\tNorth America\t"));
    let json: Value = serde_json::from_str(&stdout(&format!("{call} json"))).unwrap();
    assert_eq!(json["rows"][1]["Total"], 502.4);
    assert_eq!(json["rows"][1]["basis"]["Total"], "published");
    let markdown = stdout(&format!("{call} markdown"));
    assert!(markdown.starts_with("USD billion\n\n| Year | North America | Europe |"), "{markdown}");
    let table = stdout(&format!("{call} table"));
    assert!(table.starts_with("USD billion\nYear  North America  Europe"), "{table}");
}

#[test]
fn people_see_the_total_and_programs_add_it_up_themselves() {
    let table = stdout("segments end-use --year 2024");
    assert!(
        table.contains("\nEnd Use    Total                    2024   100.00        46.73\n"),
        "{table}"
    );
    let rows = csv("segments end-use --year 2024");
    assert!(rows.iter().all(|row| row[1] != "total"), "{rows:?}");
    let sum = stdout("segments deployment --segment-cagr cloud=35 --total sum --year 2034");
    assert!(sum.contains("Deployment  Total        2034   100.00       624.82\n"), "{sum}");
    // Without shares there is nothing to add up.
    assert!(!stdout("segments offering").contains("Total"));
}

#[test]
fn several_dimensions_stand_side_by_side_under_both_names() {
    let rows = csv("segments --year 2024 --layout wide --digits 0");
    assert_eq!(
        rows[0][..6],
        [
            "year",
            "Region: North America",
            "Region: Europe",
            "Region: Asia-Pacific",
            "Region: LAMEA",
            "Region: Total",
        ]
    );
    assert_eq!(rows[0].last().unwrap(), "End Use: Total");
    assert_eq!(rows[1].len(), rows[0].len());
}

#[test]
fn a_part_that_only_some_years_have_is_blank_in_the_others() {
    let call = "segments deployment --segment-share cloud=20,hybrid=20,on-premises=20 --layout wide --digits 1";
    let rows = csv(&format!("{call} --from 2024 --to 2034"));
    assert_eq!(rows[0][4..], ["Not itemized", "Total"]);
    assert_eq!((&*rows[1][4], &*rows[1][5]), ("", "46.7"));
    assert_eq!((&*rows[11][4], &*rows[11][5]), ("201.0", "502.4"));
}

#[test]
fn columns_have_the_oracles_values() {
    let row = |call: &str| csv(&format!("{call} --digits 20"))[1].clone();
    let of_market = row("forecast --year 2030 --columns size,growth,change,index,cumulative,cagr");
    assert_eq!(
        of_market[1..],
        [
            "194.30253374075571062521",
            "26.80813456227276095453",
            "41.07692687297397952553",
            "415.79827464317507088640",
            "744.77923102067525451475",
            "26.80813456227276095453",
        ]
    );
    let columns = "size,share,growth,cagr,contribution,index";
    let rows = csv(&format!(
        "segments deployment --segment-cagr cloud=35 --year 2030 --columns {columns} --digits 20"
    ));
    assert_eq!(
        rows[2][3..],
        [
            "79.20569759799375000000",
            "40.76410949106426783403",
            "35.00000000000000000000",
            "35.00000000000000000000",
            "44.80596485125792796657",
            "605.34451406250000000000",
        ]
    );
    // On-premises and hybrid divide the rest, 57 to 15.
    assert_eq!(rows[1][3], "91.11832861301988549496");
    assert_eq!(
        rows[1][6..],
        ["22.75028751338508300138", "43.69527782608747369313", "342.08584820232648734222"]
    );
}

#[test]
fn a_base_year_has_no_growth_and_every_column_is_in_the_order_asked_for() {
    let rows = csv("forecast --to 2025 --columns cagr,change,growth,index,size,size --digits 1");
    let header =
        ["year", "cagr_pct", "change_usd_billion", "growth_pct", "index", "value_usd_billion"];
    assert_eq!(rows[0], header);
    assert_eq!(rows[1], ["2024", "", "", "", "100.0", "46.7"]);
    assert_eq!(rows[2], ["2025", "26.8", "12.5", "26.8", "126.8", "59.3"]);
}

#[test]
fn an_exact_half_is_rounded_away_from_zero_in_every_column() {
    let dimension = "[[dimension]]\nid = 'd'\nname = 'D'\nyear = 2025\nsegments = [{ id = 'a', name = 'A', share = '12.5' }, { id = 'b', name = 'B', share = '87.5' }]\n";
    // 120 million grows 12.5% per year, and so does each part of it.
    let script = "aiinfra segments d --data own.toml --cagr 12.5 --year 2027 --columns share,growth,index,cagr,contribution --digits 0 -f csv | tail -2";
    let answer = about(dimension, script);
    assert_eq!(
        answer.stdout, "d,a,2027,13,13,127,13,13\nd,b,2027,88,13,127,13,88\n",
        "{}",
        answer.stderr
    );
}

#[test]
fn names_that_are_taken_get_a_number() {
    let dimension = "[[dimension]]\nid = 'd'\nname = 'D'\nyear = 2025\nsegments = [\
        { id = 'a', name = 'basis', share = 20 }, { id = 'b', name = 'year', share = 20 }, \
        { id = 'c', name = 'Total', share = 20 }, { id = 'e', name = 'Twin', share = 20 }, \
        { id = 'f', name = 'Twin', share = 20 }]\n";
    let answer =
        about(dimension, "aiinfra segments d --data own.toml --layout wide -f csv | head -1");
    assert_eq!(answer.stdout, "year,basis (2),year (2),Total,Twin,Twin (2),Total (2)\n");
    let guarded = "[[dimension]]\nid = 'd'\nname = 'D'\nyear = 2025\nsegments = [{ id = 'a', name = '=1+1', share = 100 }]\n";
    let answer =
        about(guarded, "aiinfra segments d --data own.toml --layout wide -f csv | head -1");
    assert_eq!(answer.stdout, "year,'=1+1,Total\n");
}

#[test]
fn several_columns_are_wide_too() {
    let rows = csv("segments region --year 2030 --columns share,size --layout wide --digits 0");
    assert_eq!(
        rows[0][..5],
        [
            "year",
            "North America, Share %",
            "North America, USD billion",
            "Europe, Share %",
            "Europe, USD billion",
        ]
    );
    let table = stdout("segments region --year 2030 --columns cagr --layout wide");
    assert!(table.starts_with("CAGR %\nYear"), "{table}");
    let growth = stdout("compare --scenario bear=20 --columns growth --year 2030");
    assert!(growth.starts_with("Year  Forecast, Growth %   bear\n"), "{growth}");
    assert!(!growth.contains("Differences"), "{growth}");
}

#[test]
fn a_layout_of_sizes_needs_sizes() {
    for call in ["check", "sources", "cagr 100 200 5"] {
        for layout in ["wide", "tidy"] {
            let answer = run(&format!("{call} --layout {layout}"));
            let line = format!(
                "error: `--layout {layout}`: expected a command that yields sizes, such as forecast or segments\n"
            );
            assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr), (Some(2), "", line));
        }
        assert_eq!(run(&format!("{call} --layout long")).code, Some(0), "{call}");
    }
    assert_eq!(run("init --layout wide").code, Some(2));
}

#[test]
fn batch_calls_its_rows_by_year_long_and_tidy_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let answers = ["--layout long", "--layout tidy", "--layout wide", ""].map(|layout| {
        shell(&format!("printf 'cagr\\n20\\n' | aiinfra batch --to 2024 {layout}"), folder.path())
    });
    let [long, tidy, wide, usual] = answers.map(|answer| answer.stdout);
    assert_eq!(
        (long.as_str(), wide.as_str()),
        ("cagr,year,value\n20,2024,46.73\n", "cagr,2024\n20,46.73\n")
    );
    assert_eq!((tidy, usual), (long, wide));
}
