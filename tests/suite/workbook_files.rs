//! Tests of workbooks as files: what other programs read, text that looks like formulas, and the same bytes.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::program::{command, is_installed};
use super::workbook::{Value, Workbook, bytes_of, cell_name, converted};
use super::workbook_calls::calls;

/// Returns some calls, of most commands.
fn few() -> Vec<&'static str> {
    calls().into_iter().step_by(6).collect()
}

/// Prints the number and the cell of every number in workbooks, as openpyxl reads it.
const OPENPYXL: &str = "
import sys, openpyxl
for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == 'n' and cell.value is not None:
                    print(f'{sheet.title}!{cell.coordinate} {float(cell.value).hex()}')
";

/// Returns the bits of a number such as `0x1.8p+1`.
fn bits(text: &str) -> u64 {
    let (sign, text) = text.strip_prefix('-').map_or((0, text), |text| (1, text));
    let (digits, exponent) = text.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = digits.split_once('.').unwrap();
    if whole == "0" {
        return sign << 63;
    }
    let exponent = u64::try_from(exponent.parse::<i64>().unwrap() + 1023).unwrap();
    let fraction = format!("{fraction:0<13}");
    sign << 63 | exponent << 52 | u64::from_str_radix(&fraction, 16).unwrap()
}

/// Returns a Python that has openpyxl. Without one, its test is skipped, except on CI, where it fails.
fn python() -> Option<&'static str> {
    // A package of the system is not there for another Python.
    let found = ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        let imported = Command::new(python).args(["-c", "import openpyxl"]).output();
        imported.is_ok_and(|output| output.status.success())
    });
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "openpyxl is not installed");
    if found.is_none() {
        println!("skipped: openpyxl is not installed");
    }
    found
}

#[test]
fn openpyxl_reads_the_results_of_formulas() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    let mut expected = Vec::new();
    for (number, call) in few().into_iter().enumerate() {
        let bytes = bytes_of(call);
        let path = folder.path().join(format!("{number}.xlsx"));
        fs::write(&path, &bytes).unwrap();
        paths.push(path);
        for sheet in Workbook::read(&bytes).sheets {
            expected.extend(sheet.cells.iter().filter_map(|(place, cell)| match cell.value {
                Value::Number(number) => {
                    Some((format!("{}!{}", sheet.name, cell_name(*place)), number.to_bits()))
                }
                _ => None,
            }));
        }
    }
    let output = Command::new(python).args(["-c", OPENPYXL]).args(&paths).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let found = printed.lines().map(|line| line.split_once(' ').unwrap());
    let found: Vec<(String, u64)> =
        found.map(|(cell, number)| (cell.to_owned(), bits(number))).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_same_call_gives_the_same_bytes_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    for (number, call) in few().into_iter().enumerate() {
        let bytes = bytes_of(call);
        let path = folder.path().join(format!("{number}.xlsx"));
        let written = command()
            .args(call.split_whitespace())
            .args([Path::new("--output"), &path])
            .envs([("TZ", "Pacific/Kiritimati"), ("LANG", "de_DE.UTF-8"), ("USER", "somebody")])
            .output()
            .unwrap();
        assert!(written.stdout.is_empty(), "{call}: {written:?}");
        assert!(fs::read(&path).unwrap() == bytes, "{call}");
    }
}

/// Names that a spreadsheet would run as formulas if somebody typed them.
const NAMES: [&str; 6] = ["=1+1", "@SUM(A1)", "-x", "+1", "'=1+1", "\u{a0}=1+1"];

/// Returns a report whose every text looks like a formula.
fn dataset() -> String {
    let segments: Vec<String> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| {
            format!("{{ id = \"s{at}\", name = \"{name}\", share = \"15\", source = \"=3+{at}\" }}")
        })
        .collect();
    format!(
        "[market]\nname = \"=1+1\"\npublisher = \"@SUM(A1)\"\ncurrency = \"USD\"\nunit = \"billion\"\n\
         [[value]]\nyear = 2025\nsize = \"120\"\nsource = \"=2+2\"\n\
         [[value]]\nyear = 2027\nsize = \"145.2\"\nsource = \"-x\"\n\
         [cagr]\nrate = \"10\"\nfrom = 2025\nto = 2027\nsource = \"+1\"\n\
         [[dimension]]\nid = \"d\"\nname = \"=4+4\"\nyear = 2025\nsegments = [{}]\n",
        segments.join(", ")
    )
}

#[test]
fn no_text_is_a_formula_even_after_a_spreadsheet_saved_it() {
    if !is_installed("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("own.toml");
    let plans = folder.path().join("plans.csv");
    let other = folder.path().join("other.toml");
    fs::write(&data, dataset()).unwrap();
    fs::write(&other, dataset().replace("publisher = \"@SUM(A1)\"", "publisher = \"-x\"")).unwrap();
    fs::write(&plans, "scenario,cagr\n=2+3,20\n@SUM(A1),30\n-1,5\n+2,7\n").unwrap();
    let (data, other, plans) = (data.display(), other.display(), plans.display());
    let calls = [
        format!("segments --from 2025 --layout long --data {data}"),
        format!("segments --normalize --data {data} --explain"),
        format!("segments --layout tidy --data {data}"),
        format!("compare --scenarios {plans} --data {data} --layout long"),
        format!("compare --scenarios {plans} --baseline-name =1+1 --data {data}"),
        format!("forecast --follow cagr --data {data} --notes full"),
        format!("consensus {other} --data {data}"),
        format!("consensus {other} --data {data} --year 2026"),
    ];
    let books: Vec<Workbook> = calls.iter().map(|call| Workbook::of(call)).collect();
    let saved = converted(&books, "xlsx");
    let mut found = 0;
    for (number, (call, book)) in calls.iter().zip(&books).enumerate() {
        let saved = fs::read(saved.path().join(format!("out/{number}.xlsx"))).unwrap();
        let saved = Workbook::read(&saved);
        for sheet in &book.sheets {
            for (place, cell) in &sheet.cells {
                let Value::Text(text) = &cell.value else { continue };
                let at = format!("{call}: {}!{}: {text}", sheet.name, cell_name(*place));
                assert_eq!(cell.formula, None, "{at}");
                let saved = &saved.sheet(&sheet.name).cells[place];
                assert_eq!((&saved.formula, &saved.value), (&None, &cell.value), "{at}");
                found += usize::from(text.trim_start().starts_with(['=', '@', '-', '+']));
            }
        }
    }
    assert!(found > 40, "{found}");
}
