//! Tests of `aiinfra compare`.

use std::fs;

use super::fixtures::FALLING;
use super::program::{Answer, command, csv, full, shell, stdout};

#[test]
fn scenarios_are_shown_next_to_the_forecast() {
    let table = stdout("compare --scenario bear=20 --scenario bull=33 --follow cagr --year 2034");
    let expected = "\
Year  Forecast, USD billion              bear              bull
────────────────────────────────────────────────────────────────
2034                 502.49  289.34 (-42.42%)  809.30 (+61.06%)

";
    assert!(table.starts_with(expected), "{table}");
    let table = full("compare --scenario bear=20 --scenario bull=33 --follow cagr --year 2034");
    for note in [
        "bear: assumes 20% per year from 2024.\n",
        "Computed at 26.81% per year from 2024, the stated CAGR",
    ] {
        assert!(table.contains(note), "{table}");
    }
}

#[test]
fn csv_has_a_row_for_each_scenario_and_year_the_forecast_first() {
    let rows =
        csv("compare --scenario bear=20 --scenario bull=33 --follow cagr --year 2034 --digits 20");
    let zero = "0.00000000000000000000";
    assert_eq!(
        rows[0],
        ["scenario", "year", "value_usd_billion", "delta_usd_billion", "delta_pct"]
    );
    assert_eq!(rows[1], ["forecast", "2034", "502.49391444340204102018", zero, zero]);
    assert_eq!(
        rows[2],
        [
            "bear",
            "2034",
            "289.33984301875200000000",
            "-213.15407142465004102018",
            "-42.41923440222248938434"
        ]
    );
    assert_eq!(
        rows[3],
        [
            "bull",
            "2034",
            "809.30493880660160739892",
            "306.81102436319956637874",
            "61.05765971375897241390"
        ]
    );
    let order: Vec<String> = csv("compare --cagr 20..30:10 --from 2033")[1..]
        .iter()
        .map(|row| format!("{} {}", row[0], row[1]))
        .collect();
    assert_eq!(
        order,
        [
            "forecast 2033",
            "forecast 2034",
            "cagr 20% 2033",
            "cagr 20% 2034",
            "cagr 30% 2033",
            "cagr 30% 2034"
        ]
    );
}

#[test]
fn the_baseline_is_always_the_forecast_without_what_ifs() {
    let rows = csv("compare --actual 2025=62 --scenario bear=20 --year 2034 --digits 2");
    assert_eq!(rows[1][2], "502.42");
    // 62 × 1.2^9
    assert_eq!(rows[2][..3], ["bear", "2034", "319.91"]);
    let rows = csv("compare --actual 2025=62 --year 2034 --digits 2");
    assert_eq!(rows[2], ["what-if", "2034", "525.67", "23.25", "4.63"]);
}

#[test]
fn an_assumption_shared_by_every_scenario_is_stated_once() {
    let table = full("compare --actual 2025=62 --cagr 20,30 --year 2034");
    assert_eq!(table.matches("actual for 2025, USD 62 billion").count(), 1, "{table}");
    assert!(
        table.contains("Every scenario: the actual for 2025, USD 62 billion, is 4.63%"),
        "{table}"
    );
    assert!(table.contains("cagr 20%: assumes 20% per year from 2025."), "{table}");
}

#[test]
fn equal_sizes_differ_by_0_at_full_precision() {
    for arguments in
        ["--cagr 26.81 --follow cagr", "--actual 2025=59.258313 --follow cagr", "--base 46.73"]
    {
        for row in csv(&format!("compare {arguments}")).iter().skip(1) {
            assert_eq!(row[3..], ["0", "0"], "{arguments}");
        }
    }
}

/// Runs `compare --scenarios` on a file with that content.
fn with_file(content: impl AsRef<[u8]>, more: &str) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plans.csv"), content).unwrap();
    let mut command = command();
    command.current_dir(folder.path()).args(["compare", "--scenarios", "plans.csv"]);
    command.args(more.split_whitespace()).output().unwrap().into()
}

#[test]
fn a_scenario_file_needs_only_the_columns_it_changes() {
    let file = "scenario,base,cagr,target\nslow,,20%,\nlarge,51bn,,\nboom,,,2030=300\nend,,,600\nsame,,,\n";
    let answer = with_file(file, "--year 2034 --format csv --digits 2");
    let expected = "\
scenario,year,value_usd_billion,delta_usd_billion,delta_pct
forecast,2034,502.42,0.00,0.00
slow,2034,289.34,-213.08,-42.41
large,2034,548.33,45.91,9.14
boom,2034,1036.27,533.85,106.26
end,2034,600.00,97.58,19.42
same,2034,502.42,0.00,0.00
";
    assert_eq!(
        (answer.code, answer.stderr.as_str(), answer.stdout.as_str()),
        (Some(0), "", expected)
    );
}

#[test]
fn a_file_reads_the_same_however_a_spreadsheet_saves_it() {
    let expected = with_file("scenario,cagr\n\"slow, very\",20\n", "--format csv").stdout;
    assert!(expected.contains("\"slow, very\",2034,289.3"), "{expected}");
    for file in [
        "\u{feff}scenario,cagr\r\n\"slow, very\",20\r\n",
        "cagr,scenario\n20,\"slow, very\"",
        "scenario, cagr\n\n\"slow, very\" , 20\n",
    ] {
        assert_eq!(with_file(file, "--format csv").stdout, expected, "{file}");
    }
}

/// Invalid files and their errors.
const FAULTY: [(&str, &str); 16] = [
    (
        "scenario,cagr\na,20\nb,thirty\n",
        "plans.csv: line 3: cagr: growth rate `thirty`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%",
    ),
    (
        "scenario,base\na,-5\n",
        "plans.csv: line 2: base: size `-5`: expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
    ),
    (
        "scenario,target\na,24=5\n",
        "plans.csv: line 2: target: year `24`: expected four digits, such as 2030",
    ),
    (
        "scenario,cagr,target\na,20,600\n",
        "plans.csv: line 2: `cagr` and `target` together: expected one of them",
    ),
    ("scenario,cgar\na,20\n", "plans.csv: line 1: unknown column `cgar`; did you mean `cagr`?"),
    (
        "scenario|cagr\na|20\n",
        "plans.csv: line 1: header `scenario|cagr`: expected commas, semicolons or tabs between the columns",
    ),
    (
        "cagr\n20\n",
        "plans.csv: line 1: no column `scenario`: expected a header such as scenario,base,cagr,target,growth,actual,shape",
    ),
    ("scenario,cagr,cagr\na,1,2\n", "plans.csv: line 1: column `cagr`: expected each column once"),
    ("scenario,cagr\n", "plans.csv: no scenario: expected at least one line under the header"),
    (
        "",
        "cannot read `plans.csv`: it is empty; expected a CSV file with the columns scenario,base,cagr,target,growth,actual,shape",
    ),
    ("scenario,cagr\na\n", "plans.csv: line 2: number of cells `1`: expected 2, as in the header"),
    (
        "scenario,cagr\n,20\n",
        "plans.csv: line 2: scenario ``: expected a name, and no control characters in it",
    ),
    (
        "scenario,cagr\n\u{1b}[31m,20\n",
        "plans.csv: line 2: scenario `\\u{1b}[31m`: expected a name, and no control characters in it",
    ),
    (
        "scenario,cagr\nforecast,20\n",
        "scenario `forecast`: expected another name, because the forecast has this one",
    ),
    ("scenario,cagr\na,20\na,30\n", "plans.csv: line 3: scenario `a`: expected each name once"),
    (
        "scenario,target\na,2040=600\n",
        "plans.csv: line 2: target: year `2040`: expected a year from 2024 to 2034, the years of the forecast; to go further, pass --extend 2040",
    ),
];

#[test]
fn an_error_in_a_file_names_its_line_and_column() {
    for (file, line) in FAULTY {
        let answer = with_file(file, "");
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{file}");
        assert_eq!(answer.stderr, format!("error: {line}\n"));
    }
    let answer = with_file(b"scenario,cagr\n\xff,20\n", "");
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.starts_with("error: cannot read `plans.csv`: "), "{}", answer.stderr);
}

#[test]
fn a_name_that_looks_like_a_formula_stays_text() {
    let answer = with_file("scenario,cagr\n=1+1,20\n", "--year 2034 --format csv --digits 2");
    assert!(answer.stdout.contains("\n'=1+1,2034,289.34,"), "{}", answer.stdout);
}

#[test]
fn an_option_for_every_scenario_cannot_be_repeated_in_a_row() {
    for (file, more, line) in [
        ("scenario,cagr\na,20\n", "--keep end", "`cagr` with `--keep end`"),
        ("scenario,cagr\na,20\n", "--target 600", "`cagr` with `--target`"),
        ("scenario,target\na,600\n", "--target 500", "`target` with `--target`"),
        ("scenario,base\na,51\n", "--base 60", "`base` with `--base`"),
    ] {
        let answer = with_file(file, more);
        let line = format!(
            "error: plans.csv: line 2: {line}, which applies to every scenario: expected one of them\n"
        );
        assert_eq!((answer.code, answer.stderr), (Some(2), line), "{more}");
    }
    let answer =
        with_file("scenario,cagr\na,\n", "--keep end --actual 2025=62 --year 2034 --format csv");
    assert!(answer.stdout.ends_with("a,2034,502.42,0,0\n"), "{}", answer.stdout);
}

#[test]
fn the_name_of_the_forecast_is_reserved_in_upper_and_lower_case() {
    let answer = with_file("scenario,cagr\nForecast,20\n", "");
    let line =
        "error: scenario `Forecast`: expected another name, because the forecast has this one\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
}

#[test]
fn an_exact_half_of_a_difference_is_rounded_away_from_zero() {
    // 48.1903125 is 3.125% above 46.73, and every later size is above by as much.
    let rows = csv("compare --base 48.1903125 --digits 2");
    let deltas: Vec<&str> = rows[12..].iter().map(|row| &*row[4]).collect();
    assert_eq!(deltas, ["3.13"; 11]);
    // 46.49635 is 0.5% below.
    let rows = csv("compare --base 46.49635 --digits 0 --year 2030");
    assert_eq!(rows[2], ["what-if", "2030", "193", "-1", "-1"]);
    // A note also rounds up an actual that is 0.125% above.
    let note = stdout("forecast --actual 2024=46.7884125 --year 2024");
    assert!(note.contains("0.13% above the published USD 46.73 billion"), "{note}");
}

#[test]
fn equal_sizes_of_a_falling_market_differ_by_0() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("falling.toml"), FALLING).unwrap();
    let answer = shell("aiinfra compare --data falling.toml --keep end -f csv", folder.path());
    let rows: Vec<&str> = answer.stdout.lines().collect();
    assert_eq!(rows.len(), 1 + 2 * 52);
    for row in &rows[1..] {
        assert!(row.ends_with(",0,0"), "{row}");
    }
}

#[test]
fn a_difference_too_small_to_print_has_no_sign() {
    let table = stdout("compare --base 46.7299 --cagr 26.80813 --year 2024,2034");
    let sizes: Vec<&str> = table.lines().skip(2).take(2).collect();
    assert_eq!(
        sizes,
        [
            "2024                  46.73   46.73 (0.00%)",
            "2034                 502.42  502.42 (0.00%)"
        ]
    );
    let zero = stdout("compare --base 46.73 --year 2024");
    assert!(zero.contains("46.73 (0.00%)"), "{zero}");
}
