//! Tests of output for spreadsheets: as LibreOffice reads it, and byte by byte.

use std::fs;
use std::path::Path;
use std::process::Command;

use aiinfra::render::FORMATS;

use super::fixtures::WIDGETS;
use super::program::{is_installed, piped, run, shell, stdout, with_input};

#[test]
fn excel_gets_a_byte_order_mark_and_crlf() {
    let plain = stdout("segments --year 2026 --format csv");
    let marked = stdout("segments --year 2026 --excel");
    assert_eq!(marked, format!("\u{feff}{}", plain.replace('\n', "\r\n")));
    let tabs = stdout("forecast -f tsv --excel");
    assert_eq!(tabs, format!("\u{feff}{}", stdout("forecast -f tsv").replace('\n', "\r\n")));
}

#[test]
fn decimal_commas_come_with_semicolons() {
    let expected = "\
year;value_usd_billion;growth_pct
2024;46,73;
2025;59,26;26,81
2026;75,14;26,81
";
    assert_eq!(stdout("forecast --to 2026 --digits 2 --decimal-comma"), expected);
    assert_eq!(
        stdout("forecast --to 2026 --digits 2 --decimal-comma -f tsv"),
        expected.replace(';', "\t")
    );
    let sources = stdout("sources --decimal-comma");
    assert!(sources.contains("cagr;Stated CAGR for 2025 to 2034;26,81;percent;"), "{sources}");
}

#[test]
fn a_batch_reads_and_writes_decimal_commas() {
    let rows = "name;base;cagr;target\na;50,5;20,5;\nb;;;2030=300,25\nc;1;5%;\n";
    let answer = piped("batch --decimal-comma --from 2033 --digits 3", rows.as_bytes());
    let pointed = piped("batch --from 2033 --digits 3", rows.replace(',', ".").as_bytes());
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    assert_eq!(answer.stdout, pointed.stdout.replace('.', ","));
    assert!(
        answer
            .stdout
            .starts_with("name;base;cagr;target;2033;2034\na;50,5;20,5;;270,505;325,958\n")
    );
    // In full precision, in the tidy layout, and from a file with commas between its cells.
    let answer =
        piped("batch --decimal-comma --layout tidy --from 2034", b"base,cagr\n\"50,5\",20\n");
    assert_eq!(answer.stdout, "base;cagr;year;value\n\"50,5\";20;2034;312,6826893312\n");
}

#[test]
fn a_batch_for_excel_starts_with_a_byte_order_mark() {
    for rows in ["cagr\n20\n", "\u{feff}cagr\r\n20\r\n"] {
        let answer = piped("batch --excel --from 2034 --digits 2", rows.as_bytes());
        assert_eq!(answer.stdout, "\u{feff}cagr,2034\r\n20,289.34\r\n");
    }
}

#[test]
fn a_decimal_point_among_decimal_commas_is_an_error() {
    let answer = piped("batch --decimal-comma", b"name;cagr\na;26.81\n");
    assert_eq!(answer.code, Some(2));
    assert_eq!(
        answer.stderr,
        "error: stdin: line 2: cagr: number `26.81`: expected a decimal comma and no point, such as 26,81\n"
    );
}

#[test]
fn a_batch_for_a_spreadsheet_guards_formulas() {
    let rows = "name;cagr\n=1+1;20\n\"@SUM(A1)\";20\n-5,5 %;-5\n-x;20\n+49 30;20\n";
    let answer = piped("batch --decimal-comma --to 2024", rows.as_bytes());
    assert_eq!(answer.stderr, "");
    let expected = "name;cagr;2024\n'=1+1;20;46,73\n\"'@SUM(A1)\";20;46,73\n-5,5 %;-5;46,73\n'-x;20;46,73\n+49 30;20;46,73\n";
    assert_eq!(answer.stdout, expected);
    let marked = piped("batch --excel --to 2024", b"=A1,cagr\n=1+1,20\n");
    assert_eq!(marked.stdout, "\u{feff}'=A1,cagr,2024\r\n'=1+1,20,46.73\r\n");
    // Without these options, cells are copied unchanged.
    assert_eq!(
        piped("batch --to 2024", b"n,cagr\n=1+1,20\n").stdout,
        "n,cagr,2024\n=1+1,20,46.73\n"
    );
}

#[test]
fn a_sign_alone_does_not_make_a_number() {
    let rows = "note,cagr\n-A1,20\n+1.5 %,20\n-.,20\n";
    let answer = piped("batch --to 2024 --excel", rows.as_bytes());
    let expected = "\u{feff}note,cagr,2024\r\n'-A1,20,46.73\r\n+1.5 %,20,46.73\r\n'-.,20,46.73\r\n";
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(0), expected));
}

#[test]
fn a_row_that_is_not_utf_8_is_an_error_with_excel() {
    let answer = with_input("batch --excel --to 2024", b"n,cagr\nB\xfcro,20\n");
    assert_eq!(answer.status.code(), Some(2));
    let line = "error: stdin: line 2: row `B\u{fffd}ro,20`: expected UTF-8, because a spreadsheet will read it as such\n";
    assert_eq!(String::from_utf8(answer.stderr).unwrap(), line);
}

#[test]
fn a_contradictory_row_is_the_same_error_with_decimal_commas() {
    let rows = b"cagr;target\n20;600\n";
    let answer = piped("batch --decimal-comma", rows);
    assert_eq!(answer.code, Some(2));
    assert_eq!(answer.stderr, piped("batch", rows).stderr);
}

#[test]
fn other_formats_refuse_excel_and_decimal_commas() {
    for option in ["excel", "decimal-comma"] {
        for format in FORMATS.iter().filter(|format| !format.is_for_spreadsheets) {
            let expected = match format.is_binary {
                true => {
                    "no such option, because a workbook opens correctly with any regional settings"
                }
                false => "csv or tsv, which spreadsheets open",
            };
            let format = format.name;
            let answer = run(&format!("forecast --{option} --format {format}"));
            assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
            let line =
                format!("error: `--{option}` with `--format {format}`: expected {expected}\n");
            assert_eq!(answer.stderr, line);
        }
    }
    assert_eq!(run("init --excel").code, Some(2));
    // If both a format and a file extension are given, the error names the format.
    let both = run("forecast --excel --format json -o no.csv");
    assert!(both.stderr.starts_with("error: `--excel` with `--format json`: "), "{}", both.stderr);
}

/// The options that write for spreadsheets.
const FOR_SPREADSHEETS: [&str; 3] = ["--excel", "--decimal-comma", "--excel -f tsv"];

#[test]
fn a_cell_is_guarded_wherever_a_spreadsheet_may_start_one() {
    for (cell, guarded) in [
        (" \"=2+2\"", "' \"=2+2\""),
        (" =2+2", "' =2+2"),
        ("\" =2+2\"", "\"' =2+2\""),
        ("\"\"\"=2+2\"\"\"", "\"'\"\"=2+2\"\"\""),
        ("\u{a0}=2+2", "'\u{a0}=2+2"),
        ("＝2+2", "'＝2+2"),
        // In other languages, spreadsheets split lines at other characters and ignore quotes inside cells.
        ("\"x;=2+2\"", "\"x;'=2+2\""),
        ("\"x,=2+2,y\"", "\"x,'=2+2,y\""),
        ("\"x\t@SUM(A1)\"", "\"x\t'@SUM(A1)\""),
        ("\"x\n=2+2\"", "\"x\n'=2+2\""),
        ("\"x\r=2+2\"", "\"x\r'=2+2\""),
        // None of these runs as a formula.
        ("\"x; y, z\"", "\"x; y, z\""),
        ("\"5;-5\"", "\"5;-5\""),
        ("\"5;-5 % a year\"", "\"5;-5 % a year\""),
        ("\"5;-5 (%)\"", "\"5;-5 (%)\""),
        ("\"5;-5+2\"", "\"5;'-5+2\""),
        ("\"5;-5 x|y\"", "\"5;'-5 x|y\""),
        ("\"5;-5e1+SUM(A1)\"", "\"5;'-5e1+SUM(A1)\""),
        ("\"5;-5+cmd|x\"", "\"5;'-5+cmd|x\""),
        ("-1.5e5", "-1.5e5"),
        ("+2E-3", "+2E-3"),
        ("-1e", "'-1e"),
        ("-", "-"),
        ("\"-\"", "\"-\""),
        ("\"-,2+SUM(A1)\"", "\"'-,2+SUM(A1)\""),
        ("+", "'+"),
        ("-5+2", "'-5+2"),
        ("--5", "'--5"),
        ("-+5", "'-+5"),
        ("\"5;--5\"", "\"5;'--5\""),
        ("-1\u{a0}000,5", "-1\u{a0}000,5"),
        ("-1\u{202f}000 %", "-1\u{202f}000 %"),
        ("-1\u{2009}000", "-1\u{2009}000"),
        // Spreadsheets skip blanks before a quote.
        (" \"x", "\" \"\"x\""),
        ("\u{a0}\"x\" y", "\"\u{a0}\"\"x\"\" y\""),
        ("x \"y\"", "x \"y\""),
        ("x=2", "x=2"),
        (" -5 ", " -5 "),
    ] {
        for options in FOR_SPREADSHEETS {
            let rows = format!("n|cagr\n{cell}|20\n");
            let answer =
                piped(&format!("batch --delimiter | {options} --to 2024"), rows.as_bytes());
            assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{cell:?} {options}");
            let (_, row) = answer.stdout.split_once("\n").unwrap();
            assert!(row.starts_with(guarded), "{cell:?} {options}: {row:?}");
            // The same applies to a name in the header.
            let header = format!("{cell}|cagr\n1|20\n");
            let answer =
                piped(&format!("batch --delimiter | {options} --to 2024"), header.as_bytes());
            let written = answer.stdout.trim_start_matches('\u{feff}');
            assert!(written.starts_with(guarded), "{cell:?} {options}: {written:?}");
        }
    }
}

#[test]
fn a_cell_that_no_spreadsheet_can_read_is_an_error_with_its_line() {
    for options in FOR_SPREADSHEETS {
        for (row, line) in [
            (
                &b"x\r=1+1,20\n"[..],
                "cell `x\\r=1+1`: expected quotes around a cell with a carriage return, or rows that end in LF or CRLF",
            ),
            (
                b"\0=3+3,20\n",
                "cell `\\u{0}=3+3`: expected text without NUL characters, because a spreadsheet drops them",
            ),
            (
                b"\"a\0b\",20\n",
                "cell `a\\u{0}b`: expected text without NUL characters, because a spreadsheet drops them",
            ),
        ] {
            let rows = [b"n,cagr\na,20\n", row].concat();
            let answer = piped(&format!("batch {options} --to 2024 -o /dev/null"), &rows);
            assert_eq!(
                (answer.code, answer.stderr),
                (Some(2), format!("error: stdin: line 3: {line}\n")),
                "{options}"
            );
        }
        let answer = piped(&format!("batch {options} --to 2024"), b"\0=3+3,cagr\na,20\n");
        let line = "error: stdin: line 1: cell `\\u{0}=3+3`: expected text without NUL characters, because a spreadsheet drops them\n";
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line), "{options}");
        let answer = with_input(&format!("batch {options} --to 2024"), b"B\xfcro,cagr\na,20\n");
        let line = "error: stdin: line 1: row `B\u{fffd}ro,cagr`: expected UTF-8, because a spreadsheet will read it as such\n";
        assert_eq!(String::from_utf8(answer.stderr).unwrap(), line, "{options}");
    }
}

#[test]
fn a_name_with_a_semicolon_is_quoted_for_excel() {
    let answer = piped("batch --excel --to 2024", b"n,cagr\nx;y,20\n");
    assert_eq!(answer.stdout, "\u{feff}n,cagr,2024\r\n\"x;y\",20,46.73\r\n");
    let folder = tempfile::tempdir().unwrap();
    let names = dataset().replace("@SUM(A1)", "x;=1+1").replace("+49", "x; y");
    fs::write(folder.path().join("own.toml"), names).unwrap();
    for options in ["--excel", "--excel -f tsv"] {
        let call = format!("aiinfra sources --data own.toml {options}");
        let written = shell(&call, folder.path()).stdout;
        assert!(written.contains("\"Color: x;'=1+1, share in 2025\""), "{written}");
        assert!(written.contains("\"Color: x; y, share in 2025\""), "{written}");
    }
}

#[test]
fn a_negative_rate_in_a_list_is_not_guarded() {
    let folder = tempfile::tempdir().unwrap();
    let series = "[[series]]\nid = 'margin'\nname = 'Margin'\nunit = '%'\npoints = [{ year = 2024, value = '5' }, { year = 2025, value = '-3.000' }, { year = 2026, value = '-3' }]\n";
    fs::write(folder.path().join("own.toml"), format!("{WIDGETS}{series}")).unwrap();
    for options in FOR_SPREADSHEETS {
        let written = shell(&format!("aiinfra check --data own.toml {options}"), folder.path());
        assert!(written.stdout.contains("Margin: 5, -3.000, -3 (%)"), "{}", written.stdout);
    }
}

/// Names that a spreadsheet would run as formulas, and some that must stay unchanged.
const NAMES: [&str; 7] =
    ["=1+1", "+49", "@SUM(A1)", "Ü, \\\"ß\\\"", "人工智能", " =1+1", "x;=1+1;y"];

fn dataset() -> String {
    let segments: Vec<String> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| format!("{{ id = \"s{at}\", name = \"{name}\", share = \"14\" }}"))
        .collect();
    let (before, rest) = WIDGETS.split_once("segments = [").unwrap();
    let (_, after) = rest.split_once(']').unwrap();
    format!("{before}segments = [{}]{after}", segments.join(", "))
}

/// A cell as LibreOffice stores it.
#[derive(Debug, PartialEq)]
enum Cell {
    Number(f64),
    Text(String),
    Formula(String),
    Empty,
}

/// Returns the rows of a file as LibreOffice opens it, with the filter for a separator and a language.
fn opened(folder: &Path, file: &str, filter: &str) -> Vec<Vec<Cell>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let made = Command::new("soffice")
        .args([&profile, "--headless", &format!("--infilter=CSV:{filter}")])
        .args(["--convert-to", "fods", file])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let text = fs::read_to_string(folder.join(file).with_extension("fods")).unwrap();
    let table = text.split("<table:table ").nth(1).unwrap();
    table.split("<table:table-row").skip(1).map(row).collect()
}

fn row(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = text.split("<table:table-cell").skip(1).map(cell).collect();
    while cells.last() == Some(&Cell::Empty) {
        cells.pop();
    }
    cells
}

fn cell(text: &str) -> Cell {
    let attribute = |name: &str| {
        let (_, rest) = text.split('>').next()?.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let said = || text.split("<text:p>").nth(1).and_then(|said| said.split("</text:p>").next());
    match (attribute("table:formula"), attribute("office:value-type").as_deref()) {
        (Some(formula), _) => Cell::Formula(formula),
        (None, Some("float")) => Cell::Number(attribute("office:value").unwrap().parse().unwrap()),
        (None, Some(_)) => Cell::Text(said().unwrap_or_default().replace("&quot;", "\"")),
        (None, None) => Cell::Empty,
    }
}

/// Filters: comma and decimal point (English), semicolon and decimal comma (German), and tabs.
const ENGLISH: &str = "44,34,76,1,,1033,false,true";
const GERMAN: &str = "59,34,76,1,,1031,false,true";
const TABS: &str = "9,34,76,1,,1033,false,true";

#[test]
fn libreoffice_reads_the_numbers_back() {
    if !is_installed("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (options, filter) in [
        ("-f csv", ENGLISH),
        ("--excel", ENGLISH),
        ("--excel --decimal-comma", GERMAN),
        ("--decimal-comma", GERMAN),
    ] {
        let call = format!("aiinfra forecast {options} > opened.csv");
        assert_eq!(shell(&call, folder.path()).code, Some(0));
        let rows = opened(folder.path(), "opened.csv", filter);
        let header =
            ["year", "value_usd_billion", "growth_pct"].map(|name| Cell::Text(name.to_owned()));
        assert_eq!(rows[0], header, "{options}");
        assert_eq!(rows[1], [Cell::Number(2024.0), Cell::Number(46.73)], "{options}");
        // LibreOffice saves fifteen digits.
        let last = [2034.0, 502.42, 26.808_134_562_272_8].map(Cell::Number);
        assert_eq!(rows[11], last, "{options}");
        let sum = |row: &Vec<Cell>| match row[1] {
            Cell::Number(number) => number,
            ref other => panic!("{options}: {other:?} is no number"),
        };
        let total: f64 = rows[1..12].iter().map(sum).sum();
        // The sum of the eleven sizes in decimal arithmetic.
        approx::assert_relative_eq!(total, 2_202.239_877_214_788, max_relative = 1e-12);
    }
}

#[test]
fn libreoffice_runs_no_name_as_a_formula() {
    if !is_installed("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), dataset()).unwrap();
    let plans = "scenario,cagr\n=2+3,20\n@SUM(A1),30\n-1,5\n";
    fs::write(folder.path().join("plans.csv"), plans).unwrap();
    let rows = "note,cagr\n=1+1,20\n \"=1+1\",20\n x;=1+1;y,20\n\"x,=1+1,y\",20\n\"x\n=1+1\",20\n\"\t=1+1\",20\n =1+1 ,20\n";
    fs::write(folder.path().join("rows.csv"), rows).unwrap();
    for options in ["--excel", "--excel --decimal-comma", "--excel -f tsv"] {
        for (file, call) in [
            ("sources.csv", "sources --data own.toml"),
            ("compare.csv", "compare --data own.toml --scenarios plans.csv"),
            ("batch.csv", "batch rows.csv --to 2024 --delimiter ,"),
        ] {
            let answer = shell(&format!("aiinfra {call} {options} > {file}"), folder.path());
            assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
            // This holds in every language of the spreadsheet.
            for filter in [ENGLISH, GERMAN, TABS] {
                let rows = opened(folder.path(), file, filter);
                assert!(rows.len() > 5, "{file}");
                let runs = |cell: &&Cell| matches!(cell, Cell::Formula(_));
                assert_eq!(rows.iter().flatten().find(runs), None, "{file} {options} {filter}");
            }
        }
    }
}
