//! The columns `growth` and `actual` of scenario files, run as a user runs them. The answers are the reference's.

use std::fs;

use super::program::{Answer, command, csv, piped};

/// Runs `compare --scenarios` on a file with that content.
fn compare(content: &str, options: &str) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plans.csv"), content).unwrap();
    let mut command = command();
    command.current_dir(folder.path()).args(["compare", "--scenarios", "plans.csv"]);
    command.args(options.split_whitespace()).output().unwrap().into()
}

/// Returns what `batch` prints for a file that causes no messages.
fn batch(options: &str, file: &str) -> String {
    let answer = piped(&format!("batch {options}"), file.as_bytes());
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{options}: {file}");
    answer.stdout
}

/// A row's cells, the same scenario as options, and its size in 2034.
const ROWS: [([&str; 6], &str, &str); 5] = [
    (
        ["slow", "", "20", "", "2027=5;2028=7", ""],
        "--cagr 20 --growth 2027=5,2028=7",
        "225.7453566886",
    ),
    (
        ["real", "", "", "", "2030..2031=35", "2025=62; 2026=80bn"],
        "--actual 2025=62,2026=80bn --growth 2030=35,2031=35",
        "606.2338844297",
    ),
    (
        ["boom", "51", "", "2030=300", "2027=5%", ""],
        "--base 51 --target 2030=300 --growth 2027=5",
        "1190.7228240434",
    ),
    (["own", "", "", "", "", ""], "", "502.4200000000"),
    (["plain", "", "20", "", "", ""], "--cagr 20", "289.3398430188"),
];

const HEADER: [&str; 6] = ["scenario", "base", "cagr", "target", "growth", "actual"];

/// The rows as a file with this separator. `joint` separates the entries of a cell.
fn file(separator: &str, joint: &str, has_quotes: bool) -> String {
    let mut text = HEADER.join(separator) + "\n";
    for (cells, ..) in ROWS {
        let quoted = |cell: &str| {
            let cell = cell.replace(';', joint);
            if has_quotes && !cell.is_empty() { format!("\"{cell}\"") } else { cell }
        };
        text += &(cells.map(quoted).join(separator) + "\n");
    }
    text
}

/// Every way to write the file.
fn files() -> Vec<String> {
    [
        (",", ";", false),
        (",", "|", false),
        (",", " ", true),
        (";", ";", true),
        (";", "|", false),
        (";", " ", false),
        ("\t", ";", false),
        ("\t", "|", true),
    ]
    .map(|(separator, joint, has_quotes)| file(separator, joint, has_quotes))
    .to_vec()
}

#[test]
fn rows_with_growth_and_actuals_equal_the_same_what_ifs_run_alone() {
    for file in files() {
        for digits in ["--digits 10", "--digits 20", ""] {
            let answer = batch(&format!("{digits} --format ndjson"), &file);
            let compared = compare(&file, &format!("{digits} --format csv"));
            assert_eq!((compared.code, compared.stderr.as_str()), (Some(0), ""), "{file}");
            for (line, (cells, options, end)) in answer.lines().zip(ROWS) {
                let alone = csv(&format!("forecast {options} {digits}"));
                for row in &alone[1..] {
                    let (year, size) = (&row[0], &row[1]);
                    assert!(line.contains(&format!("\"{year}\":{size}")), "{size} in {line}");
                    let row = format!("\n{},{year},{size},", cells[0]);
                    assert!(compared.stdout.contains(&row), "{row} in {}", compared.stdout);
                }
                if digits == "--digits 10" {
                    assert!(line.ends_with(&format!("\"2034\":{end}}}")), "{end} in {line}");
                }
            }
            assert_eq!(answer.lines().count(), ROWS.len());
        }
    }
}

#[test]
fn empty_cells_do_not_change_how_a_row_is_answered() {
    let without = batch("--digits 2", "cagr,note\n20,a\n33,a long note\n");
    let sizes = |text: &str, cells: usize| -> Vec<String> {
        text.lines().skip(1).map(|line| line.split(',').skip(cells).collect()).collect()
    };
    for file in [
        "cagr,growth,note\n20,,a\n33,,a long note\n",
        "growth,cagr,actual\n,20,\n,33,\n",
        "actual,cagr,growth\r\n,20,\r\n \t,33,\"\"\r\n",
    ] {
        assert_eq!(sizes(&batch("--digits 2", file), 3), sizes(&without, 2), "{file}");
    }
    // A row that sets a year stands between two that do not.
    assert_eq!(
        batch("--digits 2 --from 2033", "cagr,growth\n20,\n20,2027=5;2028=7\n20,\n"),
        "cagr,growth,2033,2034\n20,,241.12,289.34\n20,2027=5;2028=7,188.12,225.75\n20,,241.12,289.34\n"
    );
}

#[test]
fn numbers_have_decimal_commas_if_the_option_says_so() {
    let file = "scenario;cagr;growth;actual\na;20;2034=5,5;2025=62,5\n";
    // 62.5 × 1.2^8 × 1.055
    assert_eq!(
        batch("--decimal-comma --digits 4 --from 2034", file),
        "scenario;cagr;growth;actual;2034\na;20;2034=5,5;2025=62,5;283,5192\n"
    );
    let answer = compare(file, "--decimal-comma --digits 4 --year 2034 --no-delta --format csv");
    assert_eq!(
        answer.stdout,
        "scenario;year;value_usd_billion\nforecast;2034;502,4200\na;2034;283,5192\n"
    );
    let answer = compare("scenario,growth\na,\"2027=5,5\"\n", "--decimal-comma");
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
}

#[test]
fn years_of_a_row_add_to_those_of_the_options() {
    let file = "scenario,growth,actual\na,2027=5,\nb,,2025=62\nc,,\n";
    let options = "--growth 2028=7 --actual 2026=80 --year 2034 --no-delta --format csv";
    let answer = compare(file, options);
    let rows: Vec<&str> = answer.stdout.lines().skip(2).collect();
    let alone = |more: &str| {
        let rows = csv(&format!("forecast --growth 2028=7 --actual 2026=80 {more} --year 2034"));
        rows[1][1].clone()
    };
    let expected = [
        format!("a,2034,{}", alone("--growth 2027=5")),
        format!("b,2034,{}", alone("--actual 2025=62")),
        format!("c,2034,{}", alone("")),
    ];
    assert_eq!(rows, expected, "{}", answer.stderr);
}

#[test]
fn only_a_rows_own_figures_cite_its_scenario() {
    let file = "scenario,growth,actual\na,2027=5,2026=80\n";
    let told = compare(file, "--growth 2028=7 --actual 2025=62 --explain --from 2025 --to 2028");
    for line in [
        "given (actual 2026 of scenario a)",
        "given (growth 2027 of scenario a)",
        "given (--growth 2028)",
        "given (--actual 2025)",
    ] {
        assert!(told.stdout.contains(line), "{line} in {}", told.stdout);
    }
}

/// Cells of a column, and what is wrong with them in a file of either command.
const FAULTY: [(&str, &str, &str); 13] = [
    (
        "growth",
        "5",
        "growth: growth rate `5`: expected a year or years and a value, such as 2027=10.5 or 2025..2028=35",
    ),
    (
        "growth",
        "2027=5;6",
        "growth: growth rate `6`: expected a year or years and a value, such as 2027=10.5 or 2025..2028=35",
    ),
    (
        "growth",
        "2027 = 5",
        "growth: growth rate `2027`: expected a year or years and a value, such as 2027=10.5 or 2025..2028=35",
    ),
    (
        "growth",
        ";",
        "growth: growth rate `;`: expected a year or years and a value, such as 2027=10.5 or 2025..2028=35",
    ),
    ("growth", "27=5", "growth: year `27`: expected four digits, such as 2030"),
    ("growth", "2027=5;2026..2028=6", "growth: year `2027`: expected each year once"),
    ("growth", "2024=5", "growth: year `2024`: expected a year after 2024 and up to 2034"),
    (
        "growth",
        "2028..2027=5",
        "growth: 2028 to 2027 ends before it begins: expected the earlier year first",
    ),
    (
        "growth",
        "\"2027=5,5\"",
        "growth: number `2027=5,5`: expected a decimal point, and no separators between thousands",
    ),
    ("actual", "62", "actual: entry `62`: expected a year and a value, such as 2025=62.5"),
    ("actual", "2025=62|2025=63", "actual: year `2025`: expected each year once"),
    (
        "actual",
        "2025=-5",
        "actual: size `-5`: expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
    ),
    (
        "actual",
        "2040=62",
        "actual: year `2040`: expected a year from 2024 to 2034, the years of the forecast",
    ),
];

#[test]
fn an_error_in_a_cell_of_years_names_its_line_and_column() {
    for (column, cell, fault) in FAULTY {
        let file = format!("scenario,{column}\na,\nb,{cell}\n");
        let line = format!("line 3: {fault}\n");
        let compared = compare(&file, "");
        // Only commands that take the option suggest it.
        let stderr = compared.stderr.replace("; to go further, pass --extend 2040", "");
        let told = (compared.code, compared.stdout.as_str(), stderr);
        assert_eq!(told, (Some(2), "", format!("error: plans.csv: {line}")), "{cell}");
        let answered = piped("batch", file.as_bytes());
        assert_eq!((answered.code, answered.stderr), (Some(2), format!("error: stdin: {line}")));
    }
    let file = "scenario;growth\na;2027=5.5\n";
    let line =
        "line 2: growth: number `2027=5.5`: expected a decimal comma and no point, such as 26,81\n";
    let compared = compare(file, "--decimal-comma");
    assert_eq!(compared.stderr, format!("error: plans.csv: {line}"));
    let answered = piped("batch --decimal-comma", file.as_bytes());
    assert_eq!(answered.stderr, format!("error: stdin: {line}"));
}

#[test]
fn a_clash_names_the_column_of_the_row_and_the_option_of_all() {
    for (row, options, line) in [
        (
            "2027=5,,",
            "--growth 2027=7",
            "`growth 2027` with `--growth 2027`, which applies to every scenario: expected one of them",
        ),
        (
            ",2025=62,",
            "--actual 2025=63",
            "`actual 2025` with `--actual 2025`, which applies to every scenario: expected one of them",
        ),
        (
            ",2024=40,",
            "--base 50",
            "`--base` with `actual 2024`: expected one size for 2024, the base year",
        ),
        (
            ",2034=600,",
            "--target 600",
            "`actual 2034` with `--target 2034`: expected a target after the last actual",
        ),
        (
            ",2034=600,",
            "--keep end",
            "`actual 2034` with `--keep end`: expected actuals before 2034, or --keep growth",
        ),
        (
            ",2031=300,2030=300",
            "",
            "`actual 2031` with `target 2030`: expected a target after the last actual",
        ),
        (
            ",,2030=300",
            "--actual 2031=300",
            "`--actual 2031` with `target 2030`: expected a target after the last actual",
        ),
        (
            "2026=5,,2026=300",
            "--growth 2025=5",
            "`growth 2026` with `target 2026`: expected growth for fewer years, so that at least one is free to reach that size",
        ),
    ] {
        let answer = compare(&format!("scenario,growth,actual,target\na,{row}\n"), options);
        let line = format!("error: plans.csv: line 2: {line}\n");
        assert_eq!((answer.code, answer.stderr), (Some(2), line), "{row} {options}");
    }
}

#[test]
fn tabs_and_semicolons_may_separate_the_columns_of_a_scenario_file() {
    let expected = compare("scenario,cagr\n\"a, b\",20\n", "--format csv");
    assert!(expected.stdout.contains("\"a, b\",2034,289.3"), "{}", expected.stdout);
    for file in ["scenario;cagr\na, b;20\n", "cagr\tscenario\n20\ta, b\n"] {
        assert_eq!(compare(file, "--format csv").stdout, expected.stdout, "{file}");
    }
}
