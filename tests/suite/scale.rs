//! Tests of scaling: time grows in proportion to the input, and memory only with what must be kept.
//!
//! The limits are on CPU time and data size, so a busy machine does not affect them. Each is several times what
//! the call needs now, and a fraction of what it took when its cost was quadratic.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;

use aiinfra::render::FORMATS;

use super::program::shell;

fn succeeds(script: &str, folder: &Path) -> String {
    let answer = shell(script, folder);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{script}");
    answer.stdout
}

#[test]
fn columns_are_fitted_in_one_pass() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..100_000).map(|row| format!("s{row},20\n")).collect();
    fs::write(folder.path().join("plans.csv"), format!("scenario,cagr\n{rows}")).unwrap();
    let call =
        "ulimit -t 12; COLUMNS=80 aiinfra compare --scenarios plans.csv --year 2034 | head -3";
    let shown = succeeds(call, folder.path());
    let first: Vec<&str> = shown.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(first, ["Year", "Forecast,", "USD", "s0", "s1", "s2"]);
}

#[test]
fn column_names_are_found_by_lookup() {
    let folder = tempfile::tempdir().unwrap();
    let columns = 120_000;
    let names: String = (0..columns).map(|column| format!(",c{column}")).collect();
    let row = format!("20{}", ",x".repeat(columns));
    fs::write(folder.path().join("plans.csv"), format!("cagr{names}\n{row}\n")).unwrap();
    let call = "ulimit -t 8; aiinfra batch plans.csv --to 2024 -f ndjson | tail -c 30";
    assert!(succeeds(call, folder.path()).ends_with("\"c119999\":\"x\",\"2024\":46.73}\n"));
}

/// A market of 200 years.
const CENTURIES: &str = r#"
market = { name = "A", publisher = "B", currency = "USD", unit = "billion" }
value = [{ year = 2000, size = "100.0" }, { year = 2199, size = "19500.0" }]
"#;

fn write_market_of_a_thousand_segments(folder: &Path) {
    let segments: String = (0..1000)
        .map(|at| format!("{{ id = \"s{at}\", name = \"Segment {at}\", share = \"0.1\" }},\n"))
        .collect();
    let dimension = format!(
        "[[dimension]]\nid = \"d\"\nname = \"D\"\nyear = 2000\nsegments = [\n{segments}]\n"
    );
    fs::write(folder.join("own.toml"), format!("{CENTURIES}{dimension}")).unwrap();
}

#[test]
fn rows_are_created_as_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    write_market_of_a_thousand_segments(folder.path());
    // 200,000 rows, whose text alone takes 10 to 30 MB.
    for format in FORMATS.iter().filter(|format| !format.is_binary) {
        let name = format.name;
        let call = format!(
            "ulimit -d 90000; aiinfra segments --from 2000 --data own.toml -f {name} | wc -l"
        );
        if format.canvas.is_some() {
            let refused = shell(&call, folder.path());
            let error = "error: 1000 series: expected at most 200 in a chart";
            assert!(refused.stderr.starts_with(error), "{name}: {}", refused.stderr);
            continue;
        }
        let lines: u64 = succeeds(&call, folder.path()).trim().parse().unwrap();
        assert!(lines >= 200_000, "{name}: {lines}");
    }
}

#[test]
fn a_million_sizes_take_no_more_memory_than_their_text() {
    let folder = tempfile::tempdir().unwrap();
    // 34 MB of text, whose buffer doubles as it grows.
    for (options, last) in
        [("", "69.95,54.95,2034,5580.8"), (" --digits 2", "69.95,54.95,2034,5580.8")]
    {
        let call = format!(
            "ulimit -d 90000; ulimit -t 30; \
             aiinfra sweep --cagr 5..54.95:0.05 --base 20..69.95:0.05 -f csv{options} | tail -n 1"
        );
        assert!(succeeds(&call, folder.path()).starts_with(last));
    }
}

#[test]
fn scenarios_are_kept_but_not_their_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let row = |at: u32| format!("s{at},{}.5,{}.25\n", 30 + at % 30, 5 + at % 40);
    let rows: String = (0..20_000).map(row).collect();
    fs::write(folder.path().join("plans.csv"), format!("scenario,base,cagr\n{rows}")).unwrap();
    let call =
        "ulimit -d 90000; ulimit -t 15; aiinfra compare --scenarios plans.csv -f csv | wc -l";
    assert_eq!(succeeds(call, folder.path()).trim(), "220012");
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_takes_memory_for_its_cells_only() {
    let folder = tempfile::tempdir().unwrap();
    write_market_of_a_thousand_segments(folder.path());
    // A workbook is compressed as a whole: 200,000 formulas, and a million cells.
    for (layout, limit) in [("wide", 250_000), ("long", 560_000)] {
        let call = format!(
            "ulimit -d {limit}; aiinfra segments --from 2000 --data own.toml --layout {layout} -f xlsx | head -c 2"
        );
        assert_eq!(succeeds(&call, folder.path()), "PK", "{layout}");
    }
}

#[test]
fn long_rows_are_answered_one_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), CENTURIES).unwrap();
    let row = format!("{},2\n", "x".repeat(300_000));
    fs::write(folder.path().join("plans.csv"), format!("note,cagr\n{}", row.repeat(16))).unwrap();
    // Each row produces 60 MB.
    let call = "ulimit -d 250000; aiinfra batch plans.csv --data own.toml --layout tidy --threads 8 --digits 1 | wc -c";
    let bytes: u64 = succeeds(call, folder.path()).trim().parse().unwrap();
    assert!(bytes > 16 * 60_000_000, "{bytes}");
}

#[test]
fn broken_text_takes_no_more_memory_than_valid_text() {
    let folder = tempfile::tempdir().unwrap();
    for (flood, last) in [
        (
            "=".repeat(9_900_000),
            "more than 100000 errors so far: expected a dataset in TOML; the rest was not read\n",
        ),
        ("=\n".repeat(4_950_000), "error: own.toml: there are more errors than these 20\n"),
    ] {
        for before in ["", CENTURIES] {
            fs::write(folder.path().join("own.toml"), format!("{before}{flood}")).unwrap();
            let answer = shell("ulimit -d 150000; aiinfra check --data own.toml", folder.path());
            assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
            assert!(answer.stderr.ends_with(last), "{}", answer.stderr);
        }
    }
    // Errors before the broken text are reported as usual.
    let wrong = CENTURIES.replace("\"USD\"", "\"dollar\"");
    let currency = "currency `dollar`: expected a code of three letters, such as USD\n";
    fs::write(folder.path().join("own.toml"), format!("{wrong}{}", "=".repeat(200_000))).unwrap();
    let told = shell("aiinfra check --data own.toml", folder.path()).stderr;
    assert!(told.starts_with(&format!("error: own.toml: line 2: [market]: {currency}")), "{told}");
    // So are errors after one long line.
    fs::write(folder.path().join("own.toml"), format!("{}\n{wrong}", "=".repeat(90_000))).unwrap();
    let told = shell("aiinfra check --data own.toml", folder.path()).stderr;
    assert!(told.ends_with(&format!("error: own.toml: line 3: [market]: {currency}")), "{told}");
}
