//! Tests of `aiinfra sweep`, and of the lists that it shares with `compare`.

use super::program::{csv, shell, stdout};

#[test]
fn bases_and_rates_make_a_two_way_table() {
    let expected = "\
Base, USD billion     20%  26.81%     30%
──────────────────────────────────────────
            42.00  260.05  451.63  579.01
            46.73  289.34  502.49  644.21
            51.00  315.78  548.41  703.08

Sizes in 2034, in USD billion. Each row assumes a size in 2024, each column a growth rate per year. ";
    let table = stdout("sweep --cagr 20,26.81,30 --base 42,46.73,51 --year 2034");
    assert!(table.starts_with(expected), "{table}");
    assert_eq!(stdout("sweep --cagr 20,26.81,30 --base 42,46.73,51"), table);
}

#[test]
fn csv_has_a_row_for_each_pair() {
    let rows = csv("sweep --cagr 20,26.81,30 --base 42,46.73,51 --digits 20");
    assert_eq!(rows[0], ["base_usd_billion", "cagr_pct", "year", "value_usd_billion"]);
    let values: Vec<&str> = rows[1..].iter().map(|row| &*row[3]).collect();
    let oracle = [
        "260.05292974080000000000",
        "451.63159440665280810716",
        "579.00566576580000000000",
        "289.33984301875200000000",
        "502.49391444340204102018",
        "644.21273241037700000000",
        "315.77855754240000000000",
        "548.40979320807840984441",
        "703.07830842990000000000",
    ];
    assert_eq!(values, oracle);
    let short = csv("sweep --cagr -5 --base 40bn --year 2025 --unit million");
    assert_eq!(short[1], ["40000", "-5", "2025", "38000"]);
}

fn rates(list: &str) -> Vec<String> {
    let rows = csv(&format!("sweep --cagr {list} --base 1 --year 2024"));
    rows[1..].iter().map(|row| row[1].clone()).collect()
}

#[test]
fn lists_are_values_or_ranges_that_include_both_ends() {
    assert_eq!(rates("20,25,30"), ["20", "25", "30"]);
    assert_eq!(rates("20..35:5"), ["20", "25", "30", "35"]);
    assert_eq!(rates("-5..5:2.5"), ["-5", "-2.5", "0", "2.5", "5"]);
    assert_eq!(rates("35%..20%:-5%"), ["35", "30", "25", "20"]);
    assert_eq!(rates("20..34:5"), ["20", "25", "30"]);
    assert_eq!(rates("7..7:1"), ["7"]);
    assert_eq!(rates("7..7:-1"), ["7"]);
    assert_eq!(rates("0..0.3:0.1,26.81"), ["0", "0.1", "0.2", "0.3", "26.81"]);
    assert_eq!(rates("1..1000:1").len(), 1000);
    let bases = csv("sweep --cagr 0 --base 42bn..51bn:4.5bn,0.1tn --year 2024");
    let bases: Vec<&str> = bases[1..].iter().map(|row| &*row[0]).collect();
    assert_eq!(bases, ["42", "46.5", "51", "100"]);
}

#[test]
fn a_long_table_is_in_order_however_many_threads_write_it() {
    let call = "aiinfra sweep --cagr 5..14.95:0.05 --base 20..31.9:0.1 --format";
    let folder = tempfile::tempdir().unwrap();
    let written = |script: &str| {
        let answer = shell(script, folder.path());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{script}");
        answer.stdout
    };
    let csv = written(&format!("{call} csv"));
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(rows.len(), 200 * 120);
    // JSON is written by a single thread.
    for (row, object) in rows.iter().zip(written(&format!("{call} ndjson")).lines()) {
        let values = object.split_once(",\"basis\"").unwrap().0;
        let values = values.split(',').map(|pair| pair.split_once(':').unwrap().1);
        assert_eq!(*row, values.collect::<Vec<_>>().join(","));
    }
    // A stack this large cannot be had, so that no thread starts.
    let alone = "RUST_MIN_STACK=1000000000000000";
    assert!(written(&format!("{alone} {call} csv")) == csv);
    let tidy = "aiinfra compare --cagr 5..14.99:0.01 --layout tidy --format csv";
    assert!(written(&format!("{alone} {tidy}")) == written(tidy));
}
