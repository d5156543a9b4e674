//! Tests of workbooks: what formulas compute, what their results are, and how they are written.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::program::{is_installed, run};
use super::workbook::{Computed, Value, Workbook, cell_name, recalculated};
use super::workbook_calls::calls;

/// Returns how the formulas of a workbook compute other numbers than its results.
pub(crate) fn differences(book: &Workbook, computed: &Computed) -> Vec<String> {
    let mut others = Vec::new();
    for (sheet, place, formula, result) in book.formulas() {
        let found = computed.cell(sheet, place);
        let is_close = match (result, found.parse::<f64>()) {
            (Value::Number(result), Ok(found)) => {
                let size = size(book, sheet, formula).unwrap_or(0.0).max(result.abs());
                (result - found).abs() <= 1e-12 * size
            }
            _ => false,
        };
        if !is_close {
            let cell = cell_name(place);
            others.push(format!("{sheet}!{cell} ={formula}: {result:?} became {found:?}"));
        }
    }
    others
}

/// Returns the larger operand if the formula is a difference, or what it becomes if the formula divides a difference.
///
/// Floating-point numbers of seventeen digits leave fewer digits to the difference of numbers that are nearly equal.
fn size(book: &Workbook, sheet: &str, formula: &str) -> Option<f64> {
    // A rate is the difference of a growth factor and one.
    if formula.ends_with("-1") {
        return Some(1.0);
    }
    if let Some((one, other)) = formula.split_once('-') {
        return Some(book.operand(sheet, one)?.abs().max(book.operand(sheet, other)?.abs()));
    }
    let (part, whole) = formula.split_once('/')?;
    let difference = book.formula_of(sheet, part).filter(|formula| formula.contains('-'))?;
    Some(size(book, sheet, difference)? / book.operand(sheet, whole)?.abs())
}

#[test]
fn libreoffice_computes_the_result_of_every_formula() {
    if !is_installed("soffice") {
        return;
    }
    let books: Vec<Workbook> = calls().iter().map(|call| Workbook::of(call)).collect();
    let stripped: Vec<Workbook> = books.iter().map(Workbook::stripped).collect();
    let computed = recalculated(&stripped);
    let mut others = Vec::new();
    for ((call, book), computed) in calls().iter().zip(&books).zip(&computed) {
        let found = differences(book, computed);
        others.extend(found.into_iter().map(|other| format!("{call}: {other}")));
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// Whether two numbers are the same or neighbors.
fn are_neighbors(one: f64, other: f64) -> bool {
    let are_apart = one.to_bits().abs_diff(other.to_bits()) > 1;
    one == other || !are_apart
}

/// Whether a cell shows the number that a text is.
fn shows(call: &str, number: f64, format: &str, text: &str) -> bool {
    let text = text.trim_end_matches('%');
    let Ok(plain) = text.parse::<f64>() else { return false };
    let is_same = plain == number;
    match format.contains('%') {
        // A probability is a fraction everywhere.
        true if call.contains("--reach") && is_same => true,
        true => are_neighbors(number, format!("{text}e-2").parse().unwrap()),
        false => is_same,
    }
}

#[test]
fn results_are_the_figures_of_the_other_formats() {
    let mut others = Vec::new();
    for call in calls() {
        let book = Workbook::of(call);
        let answer = book.sheet("Answer");
        let mut figures: BTreeSet<String> = full(call).concat().into_iter().collect();
        if !call.contains("--layout") {
            for layout in ["wide", "tidy"] {
                let call = format!("{call} --layout {layout}");
                if run(&call).code == Some(0) {
                    figures.extend(full(&call).concat());
                }
            }
        }
        for (place, cell) in &answer.cells {
            let is_there = match &cell.value {
                // The whole of shares, which only people are shown.
                Value::Number(number) if call.starts_with("segments") && *number == 1.0 => true,
                Value::Number(number) => {
                    figures.iter().any(|figure| shows(call, *number, &cell.format, figure))
                }
                // An edition such as 2023 is text.
                Value::Text(text) => text.parse::<f64>().is_err() || figures.contains(text),
                _ => true,
            };
            if !is_there {
                others.push(format!("{call}: {} {cell:?}", cell_name(*place)));
            }
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// The calls, each with the layout it has in formats for programs.
fn laid_out() -> Vec<String> {
    let layout = |call: &&str| match call.contains("--layout") {
        true => (*call).to_owned(),
        false => format!("{call} --layout long"),
    };
    let mut calls: Vec<String> = calls().iter().map(layout).collect();
    calls.retain(|call| matches!(run(call).code, Some(0 | 1)));
    calls
}

#[test]
fn a_workbook_has_every_figure_of_the_same_layout() {
    let mut others = Vec::new();
    for call in laid_out() {
        let book = Workbook::of(&call);
        let answer = book.sheet("Answer");
        let rows = full(&call);
        for (row, cells) in rows.iter().enumerate().skip(1) {
            for (column, text) in cells.iter().enumerate() {
                let Ok(_) = text.parse::<f64>() else { continue };
                let cell = answer.cells.get(&(row, column));
                let is_same = cell.is_some_and(|cell| match &cell.value {
                    Value::Number(number) => shows(&call, *number, &cell.format, text),
                    // An edition such as 2023 is text.
                    Value::Text(shown) => shown == text,
                    _ => false,
                });
                if !is_same {
                    let cell = cell.map(|cell| (&cell.formula, &cell.value));
                    others
                        .push(format!("{call}: {}: {text} is {cell:?}", cell_name((row, column))));
                }
            }
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// Returns the program's CSV, even of a size that the forecast doesn't reach.
fn table(call: &str) -> Vec<Vec<String>> {
    let text = run(&format!("{call} --format csv")).stdout;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns the program's CSV in full precision.
fn full(call: &str) -> Vec<Vec<String>> {
    let (call, _) = call.split_once(" --digits").unwrap_or((call, ""));
    table(call)
}

#[test]
fn every_figure_with_a_basis_is_a_formula() {
    let mut others = Vec::new();
    for call in laid_out() {
        let book = Workbook::of(&call);
        let answer = book.sheet("Answer");
        let header = table(&call).swap_remove(0);
        let json: Json =
            serde_json::from_str(&run(&format!("{call} --format json")).stdout).unwrap();
        let Some(rows) = json["rows"].as_array() else { continue };
        for (row, figures) in rows.iter().enumerate() {
            let Some(basis) = figures["basis"].as_object() else { continue };
            for name in basis.keys() {
                let column = header.iter().position(|column| column == name).expect(name);
                let cell = answer.cells.get(&(row + 1, column));
                // Differences from itself, the start of an index, and counts.
                let is_count = ["reports", "lead_years", "years"].contains(&name.as_str());
                let is_constant = is_count || figures[name] == 0 || figures[name] == 100;
                if !is_constant && cell.is_none_or(|cell| cell.formula.is_none()) {
                    others.push(format!("{call}: {}: {cell:?}", cell_name((row + 1, column))));
                }
            }
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// Returns the numbers that are written in a formula.
fn numbers(formula: &str) -> Vec<f64> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "._$!".contains(letter);
    let words = formula.split(|letter| !is_part(letter));
    words
        .filter(|word| word.starts_with(|sign: char| sign.is_ascii_digit()))
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[test]
fn no_formula_repeats_the_number_of_an_input() {
    let mut others = Vec::new();
    for call in calls() {
        let book = Workbook::of(call);
        let inputs = book.sheet("Inputs").cells.iter();
        let inputs: Vec<f64> = inputs
            .filter_map(|((_, column), cell)| match cell.value {
                Value::Number(number) if *column == 1 && cell.format != "0" => Some(number),
                _ => None,
            })
            .collect();
        for (sheet, place, formula, _) in book.formulas() {
            for number in numbers(formula) {
                // A number of years, the number of a quartile, or one.
                let is_count = number.fract() == 0.0 && number < 21.0;
                let forms = |input: &f64| {
                    let is_rate = input.abs() < 1.0;
                    *input == number || is_rate && [input * 100.0, 1.0 + input].contains(&number)
                };
                if !is_count && inputs.iter().any(forms) {
                    others.push(format!("{call}: {sheet}!{} ={formula}", cell_name(place)));
                }
            }
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// Functions that files mark as newer than the format.
const NEWER: [&str; 4] = ["NORM.S.INV", "NORM.S.DIST", "QUARTILE.INC", "PERCENTILE.INC"];

#[test]
fn formulas_are_written_as_excel_reads_them() {
    let mut used = BTreeSet::new();
    for call in calls() {
        for (sheet, place, formula, _) in Workbook::of(call).formulas() {
            let at = format!("{call}: {sheet}!{} ={formula}", cell_name(place));
            assert!(formula.len() <= 8192, "{at}");
            for name in NEWER.iter().filter(|name| formula.contains(**name)) {
                used.insert(*name);
                let marked = formula.matches(&format!("_xlfn.{name}(")).count();
                assert_eq!(formula.matches(name).count(), marked, "{at}");
            }
            let named = formula.replace("_xlfn.", "");
            let functions = named.split('(').filter_map(|part| {
                let name =
                    part.rsplit(|sign: char| !sign.is_ascii_uppercase() && sign != '.').next()?;
                (!name.is_empty() && part.ends_with(name)).then_some(name)
            });
            for function in functions {
                let known = [
                    "COUNT",
                    "MAX",
                    "MIN",
                    "ROUND",
                    "ROUNDUP",
                    "SUM",
                    "SQRT",
                    "LN",
                    "EXP",
                    "ABS",
                    "MEDIAN",
                    "SUMPRODUCT",
                ];
                assert!(known.contains(&function) || NEWER.contains(&function), "{at}: {function}");
            }
        }
    }
    assert_eq!(used.len(), 3, "{used:?}");
}

/// Whether a name could be that of a cell: `AB12` or `R1C1`.
fn is_cell(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let digits = name.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let letters = name.len() - digits.len();
    let is_number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let in_letters = (1..=3).contains(&letters) && !digits.is_empty() && is_number(digits);
    let (row, column) =
        name.strip_prefix('R').map_or(("x", ""), |rest| rest.split_once('C').unwrap_or((rest, "")));
    in_letters || is_number(row) && is_number(column) || name == "C"
}

#[test]
fn every_name_is_valid_and_is_that_of_a_number() {
    assert!(["AB12", "xfd1", "R1C1", "r", "C", "R12", "rc"].into_iter().all(is_cell));
    assert!(!["base_2024", "rate", "ABCD12", "sum", "R1C1x"].into_iter().any(is_cell));
    for call in calls() {
        let book = Workbook::of(call);
        for (name, cell) in book.names.iter().filter(|(name, _)| !name.starts_with("_xlnm.")) {
            let at = format!("{call}: {name} {cell}");
            let is_start = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
            let is_part =
                |letter: char| is_start(letter) || letter.is_ascii_digit() || letter == '.';
            assert!(
                name.starts_with(is_start) && name.chars().all(is_part) && name.len() <= 255,
                "{at}"
            );
            assert!(!is_cell(name), "{at}");
            assert!(matches!(book.value(name), Value::Number(_)), "{at}");
        }
        let lower: BTreeSet<String> = book.names.keys().map(|name| name.to_lowercase()).collect();
        assert_eq!(lower.len(), book.names.len(), "{call}: names differ only in case");
    }
}

#[test]
fn sheets_are_in_order_with_headings_in_view_and_none_is_empty() {
    for call in calls() {
        let book = Workbook::of(call);
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let has_formulas =
            |name: &str| book.sheet(name).cells.values().any(|cell| cell.formula.is_some());
        let has_workings = names.contains(&"Workings");
        let expected = ["Answer", "Inputs", "Workings", "Notes"];
        let expected = expected.iter().filter(|name| **name != "Workings" || has_workings);
        assert_eq!(names, expected.copied().collect::<Vec<_>>(), "{call}");
        assert!(!has_workings || has_formulas("Workings"), "{call}");
        let tables = book.sheets.iter().filter(|sheet| sheet.name != "Notes");
        assert!(tables.map(|sheet| sheet.frozen).all(|lines| lines == 1), "{call}");
    }
    for call in ["check", "sources"] {
        let book = Workbook::of(call);
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["Answer", "Notes"], "{call}");
    }
}
