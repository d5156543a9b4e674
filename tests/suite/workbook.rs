//! Workbooks as files: their cells, changed copies of them, and what LibreOffice computes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Command;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::program::command;

/// The row and the column of a cell, from 0.
pub(crate) type Place = (usize, usize);

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Empty,
    Number(f64),
    Text(String),
    /// `#DIV/0!`
    Error(String),
}

#[derive(Debug)]
pub(crate) struct Cell {
    /// The formula, without its equals sign.
    pub(crate) formula: Option<String>,
    pub(crate) value: Value,
    /// The number format.
    pub(crate) format: String,
}

#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<Place, Cell>,
    /// The number of rows that stay in view.
    pub(crate) frozen: usize,
}

pub(crate) struct Workbook {
    /// The files in the workbook.
    parts: Vec<(String, String)>,
    pub(crate) sheets: Vec<Sheet>,
    /// The cells with names, such as `Inputs!$B$2`.
    pub(crate) names: BTreeMap<String, String>,
}

impl Workbook {
    /// Returns the program's answer as a workbook.
    pub(crate) fn of(arguments: &str) -> Self {
        Self::read(&bytes_of(arguments))
    }

    /// Returns its sheets, charts and styles as text, with an element in each line.
    pub(crate) fn text(&self) -> String {
        let is_own = |name: &str| {
            let of_folder =
                name.starts_with("xl/worksheets/sheet") || name.starts_with("xl/charts/");
            of_folder
                || ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"].contains(&name)
        };
        let own = self.parts.iter().filter(|(name, _)| is_own(name));
        own.map(|(name, text)| format!("{name}\n{}\n", text.replace("><", ">\n<"))).collect()
    }

    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = Vec::new();
            file.read_to_end(&mut text).unwrap();
            (file.name().unwrap().into_owned(), String::from_utf8_lossy(&text).into_owned())
        });
        Self::with_parts(parts.collect())
    }

    fn with_parts(parts: Vec<(String, String)>) -> Self {
        let part = |name: &str| {
            let found = parts.iter().find(|(part, _)| part == name);
            found.map_or("", |(_, text)| text)
        };
        let texts: Vec<String> =
            part("xl/sharedStrings.xml").split("<si>").skip(1).map(text).collect();
        let formats = formats(part("xl/styles.xml"));
        let book = part("xl/workbook.xml");
        let sheets = (1..).zip(tags(book, "sheet")).map(|(number, (tag, _))| {
            let xml = part(&format!("xl/worksheets/sheet{number}.xml"));
            Sheet {
                name: attribute(tag, "name").unwrap(),
                cells: cells(xml, &texts, &formats),
                frozen: tags(xml, "pane")
                    .find_map(|(tag, _)| attribute(tag, "ySplit")?.parse().ok())
                    .unwrap_or(0),
            }
        });
        let sheets = sheets.collect();
        let names = tags(book, "definedName");
        let names = names.map(|(tag, inner)| (attribute(tag, "name").unwrap(), unescaped(inner)));
        let names = names.collect();
        Self { parts, sheets, names }
    }

    /// Returns the text of a file in the workbook, if there is one.
    pub(crate) fn part(&self, name: &str) -> Option<&str> {
        self.parts.iter().find(|(part, _)| part == name).map(|(_, text)| text.as_str())
    }

    pub(crate) fn sheet(&self, name: &str) -> &Sheet {
        self.sheets.iter().find(|sheet| sheet.name == name).expect(name)
    }

    /// Returns the cells with formulas, with their sheets.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = (&str, Place, &str, &Value)> {
        self.sheets.iter().flat_map(|sheet| {
            sheet.cells.iter().filter_map(|(place, cell)| {
                Some((sheet.name.as_str(), *place, cell.formula.as_deref()?, &cell.value))
            })
        })
    }

    /// Returns the cell with a name.
    fn named(&self, name: &str) -> (&str, &str) {
        self.names.get(name).expect(name).split_once('!').unwrap()
    }

    /// Returns the value of a cell with a name.
    pub(crate) fn value(&self, name: &str) -> &Value {
        let (sheet, cell) = self.named(name);
        &self.sheet(sheet).cells[&place(&cell.replace('$', ""))].value
    }

    /// Returns the cell that a part of a formula on a sheet is: a name or a cell.
    fn cell(&self, sheet: &str, operand: &str) -> Option<&Cell> {
        let operand = self.names.get(operand).map_or(operand, String::as_str);
        let (sheet, cell) = operand.split_once('!').unwrap_or((sheet, operand));
        let cell = cell.replace('$', "");
        let is_cell = cell.starts_with(|letter: char| letter.is_ascii_uppercase());
        let is_cell = is_cell && cell.chars().all(|letter| letter.is_ascii_alphanumeric());
        is_cell.then(|| self.sheet(sheet).cells.get(&place(&cell)))?
    }

    /// Returns the number that a part of a formula on a sheet is.
    pub(crate) fn operand(&self, sheet: &str, operand: &str) -> Option<f64> {
        match self.cell(sheet, operand) {
            Some(Cell { value: Value::Number(number), .. }) => Some(*number),
            _ => operand.parse().ok(),
        }
    }

    /// Returns the formula of the cell that a part of a formula on a sheet is.
    pub(crate) fn formula_of(&self, sheet: &str, operand: &str) -> Option<&str> {
        self.cell(sheet, operand)?.formula.as_deref()
    }

    /// Returns a copy whose formulas have no results, and whose numbers are shown with seventeen digits.
    pub(crate) fn stripped(&self) -> Self {
        let parts = self.parts.iter().map(|(name, xml)| {
            let xml = match name.as_str() {
                "xl/styles.xml" => STYLES.to_owned(),
                _ => replaced(
                    &replaced(xml, ["</f><v>", "</v>"], "</f>"),
                    ["\" s=\"", "\""],
                    "\" s=\"1\"",
                ),
            };
            (name.clone(), xml)
        });
        Self::with_parts(parts.collect())
    }

    /// Returns a copy with another number in an input's cell.
    pub(crate) fn with_input(&self, name: &str, number: &str) -> Self {
        let (sheet, cell) = self.named(name);
        let cell = cell.replace('$', "");
        let at = self.sheets.iter().position(|one| one.name == sheet).unwrap() + 1;
        let file = format!("xl/worksheets/sheet{at}.xml");
        let mut parts = self.parts.clone();
        let (_, xml) = parts.iter_mut().find(|(part, _)| *part == file).unwrap();
        let (before, rest) = xml.split_once(&format!("<c r=\"{cell}\"")).unwrap();
        let (tag, rest) = rest.split_once("<v>").unwrap();
        assert!(!tag.contains("<f>") && !tag.contains("t=\""), "{name} is no number: {tag}");
        let (_, rest) = rest.split_once("</v>").unwrap();
        *xml = format!("{before}<c r=\"{cell}\"{tag}<v>{number}</v>{rest}");
        Self::with_parts(parts)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

/// Returns the bytes of the program's answer as a workbook.
pub(crate) fn bytes_of(arguments: &str) -> Vec<u8> {
    let arguments = arguments.split_whitespace().chain(["--format", "xlsx"]);
    let output = command().args(arguments.clone()).output().unwrap();
    // A size that the forecast doesn't reach is an answer too.
    let is_answered = matches!(output.status.code(), Some(0 | 1)) && !output.stdout.is_empty();
    assert!(is_answered, "{:?}: {output:?}", arguments.collect::<Vec<_>>());
    output.stdout
}

/// Replaces every text from a start to an end.
fn replaced(text: &str, [start, end]: [&str; 2], with: &str) -> String {
    let mut parts = text.split(start);
    let mut left = parts.next().unwrap().to_owned();
    for part in parts {
        left.push_str(with);
        left.push_str(part.split_once(end).unwrap().1);
    }
    left
}

/// The cells that LibreOffice computes: the records of each sheet.
pub(crate) struct Computed(BTreeMap<String, Vec<Vec<String>>>);

impl Computed {
    /// Returns what a cell shows.
    pub(crate) fn cell(&self, sheet: &str, (row, column): Place) -> &str {
        self.0[sheet].get(row).and_then(|cells| cells.get(column)).map_or("", String::as_str)
    }
}

/// CSV of every sheet, with cells as they are shown.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1";

/// A number format for all cells.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0000000000000000E+00"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

/// Returns what LibreOffice computes. Formulas must have no results, which it would keep.
pub(crate) fn recalculated(books: &[Workbook]) -> Vec<Computed> {
    let folder = converted(books, CSV);
    let computed = books.iter().enumerate().map(|(at, book)| {
        let sheets = book.sheets.iter().map(|sheet| {
            let file = folder.path().join(format!("out/{at}-{}.csv", sheet.name));
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).flexible(true).from_path(file).unwrap();
            let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
            (sheet.name.clone(), rows.collect())
        });
        Computed(sheets.collect())
    });
    computed.collect()
}

/// Returns a folder with what LibreOffice makes of workbooks, in `out`. Their names are numbers.
pub(crate) fn converted(books: &[Workbook], format: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<String> = (0..books.len()).map(|at| format!("{at}.xlsx")).collect();
    for (book, file) in books.iter().zip(&files) {
        fs::write(folder.path().join(file), book.bytes()).unwrap();
    }
    let made = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", format, "--outdir", "out"])
        .args(&files)
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    folder
}

/// Returns the name of a cell: `B7`.
pub(crate) fn cell_name((row, column): Place) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((left - 1) % 26).unwrap()));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn place(name: &str) -> Place {
    let digits = name.find(|letter: char| letter.is_ascii_digit()).unwrap();
    let (letters, row) = name.split_at(digits);
    let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'@'));
    (row.parse::<usize>().unwrap() - 1, column - 1)
}

/// Returns the elements with a name: their attributes and what is inside.
fn tags<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let (start, end) = (format!("<{name} "), format!("</{name}>"));
    let mut rest = xml;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(&start)?;
        let (tag, after) = after.split_once('>')?;
        if let Some(tag) = tag.strip_suffix('/') {
            rest = after;
            return Some((tag, ""));
        }
        let (inner, after) = after.split_once(&end)?;
        rest = after;
        Some((tag, inner))
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = format!(" {tag}");
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(unescaped)
}

fn unescaped(text: &str) -> String {
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

/// Returns the text of a shared string.
fn text(item: &str) -> String {
    let item = item.split("</si>").next().unwrap();
    let runs = item.split("<t").skip(1).filter_map(|run| {
        let (tag, rest) = run.split_once('>')?;
        let is_text = tag.is_empty() || tag.starts_with(' ') && !tag.ends_with('/');
        is_text.then(|| unescaped(rest.split("</t>").next().unwrap()))
    });
    runs.collect()
}

/// Returns the number format of each cell format.
fn formats(styles: &str) -> Vec<String> {
    let codes: BTreeMap<String, String> = tags(styles, "numFmt")
        .map(|(tag, _)| {
            (attribute(tag, "numFmtId").unwrap(), attribute(tag, "formatCode").unwrap())
        })
        .collect();
    let Some((_, all)) = styles.split_once("<cellXfs") else { return Vec::new() };
    let all = all.split("</cellXfs>").next().unwrap();
    let numbers = all.split("<xf ").skip(1).map(|tag| attribute(tag, "numFmtId").unwrap());
    numbers.map(|number| codes.get(&number).cloned().unwrap_or(number)).collect()
}

fn cells(xml: &str, texts: &[String], formats: &[String]) -> BTreeMap<Place, Cell> {
    let cell = |(tag, inner): (&str, &str)| {
        let formula = inner.split_once("<f").and_then(|(_, rest)| {
            let (_, rest) = rest.split_once('>')?;
            Some(unescaped(rest.split_once("</f>")?.0))
        });
        let shown = inner.split_once("<v>").and_then(|(_, rest)| rest.split("</v>").next());
        let value = match (attribute(tag, "t").as_deref(), shown) {
            (_, None) => Value::Empty,
            (Some("s"), Some(number)) => {
                Value::Text(texts[number.parse::<usize>().unwrap()].clone())
            }
            (Some("str"), Some(text)) => Value::Text(unescaped(text)),
            (Some("e"), Some(error)) => Value::Error(error.to_owned()),
            (_, Some(number)) => Value::Number(number.parse().unwrap()),
        };
        let look = attribute(tag, "s").map_or(0, |look| look.parse::<usize>().unwrap());
        let format = formats.get(look).cloned().unwrap_or_default();
        (place(&attribute(tag, "r").unwrap()), Cell { formula, value, format })
    };
    tags(xml, "c").map(cell).collect()
}
