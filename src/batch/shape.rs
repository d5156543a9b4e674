//! How the rows of a batch are written.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use crate::error::Error;
use crate::quantity::Year;
use crate::spreadsheet;

use super::Options;
use super::cells::{Record, between, unquoted};
use super::header::{Columns, Header, MARK};
use super::text::Piece;

/// Where the sizes of a row's years stand.
///
/// ```
/// assert_eq!(aiinfra::batch::Layout::default(), aiinfra::batch::Layout::Wide);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// In one row, with a column for each year.
    #[default]
    Wide,
    /// In a row for each year, with the columns `year` and `value`.
    Tidy,
}

impl Layout {
    /// Every layout, the usual one first.
    ///
    /// ```
    /// # use aiinfra::batch::Layout;
    /// assert!(Layout::ALL.contains(&Layout::Tidy));
    /// ```
    pub const ALL: &'static [Self] = &[Self::Wide, Self::Tidy];

    /// The name by which it is chosen.
    ///
    /// ```
    /// # use aiinfra::batch::Layout;
    /// assert_eq!(Layout::Tidy.name(), "tidy");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Tidy => "tidy",
        }
    }

    /// The names of the columns that it adds.
    pub(super) fn columns(self, years: &[Year]) -> Vec<String> {
        match self {
            Self::Wide => years.iter().map(Year::to_string).collect(),
            Self::Tidy => vec!["year".to_owned(), "value".to_owned()],
        }
    }
}

/// What separates the cells of what is written.
///
/// ```
/// assert_eq!(aiinfra::batch::Syntax::default(), aiinfra::batch::Syntax::AsRead);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// The separator of the file that is read.
    #[default]
    AsRead,
    /// This separator, in ASCII.
    Separated(u8),
    /// None: each row is a JSON object.
    Json,
}

/// What stands around the cells and the sizes of a row.
#[derive(Debug)]
pub(super) struct Shape {
    layout: Layout,
    columns: Columns,
    /// Separators as they are read and as they are written, or the keys of the columns.
    form: Form,
    /// Are cells kept from being run as formulas, or read as what they are not?
    is_for_spreadsheets: bool,
    /// What stands before the header, and what ends a line that is no JSON object.
    mark: &'static [u8],
    newline: &'static str,
    /// Before the size of each year, and after the last one of a line.
    before: Vec<Piece>,
    after: Piece,
}

#[derive(Debug)]
enum Form {
    Separated { from: u8, to: u8 },
    Json { keys: Vec<String> },
}

impl Shape {
    pub(super) fn new(
        header: &Header,
        columns: Columns,
        options: &Options,
        years: &[Year],
    ) -> Result<Self, Error> {
        let (from, layout) = (header.separator(), options.layout);
        let form = match options.syntax {
            Syntax::AsRead => Form::Separated { from, to: from },
            Syntax::Separated(to) => Form::Separated { from, to },
            Syntax::Json => Form::Json { keys: keys(header)? },
        };
        if options.decimal_comma && !matches!(form, Form::Separated { to, .. } if to != b',') {
            return Err(Error::sentence(
                "decimal commas between commas, or in JSON: expected another separator, such as ;",
            ));
        }
        let before = |year: &Year| match (&form, layout) {
            (Form::Separated { to, .. }, Layout::Wide) => char::from(*to).to_string(),
            (Form::Separated { to, .. }, Layout::Tidy) => {
                let to = char::from(*to);
                format!("{to}{year}{to}")
            }
            (Form::Json { .. }, Layout::Wide) => format!(",\"{year}\":"),
            // A piece is short: the key of the year goes with the row's own cells.
            (Form::Json { .. }, Layout::Tidy) => format!("{year},\"value\":"),
        };
        let newline = if options.excel { "\r\n" } else { header.newline() };
        let before = years.iter().map(|year| Piece::new(&before(year))).collect();
        let after = match form {
            Form::Separated { .. } => Piece::new(newline),
            Form::Json { .. } => Piece::new("}\n"),
        };
        let mark = if options.excel { MARK } else { header.mark() };
        let is_for_spreadsheets = options.excel || options.decimal_comma;
        let shape =
            Self { layout, columns, form, is_for_spreadsheets, mark, newline, before, after };
        shape.check(header.record())?;
        Ok(shape)
    }

    /// What stands before the first row.
    pub(super) fn header(&self, header: &Header, years: &[Year]) -> Vec<u8> {
        let Form::Separated { from, to } = self.form else { return Vec::new() };
        let mut line = self.mark.to_vec();
        line.extend(self.separated(header.record(), from, to));
        for name in self.layout.columns(years) {
            line.push(to);
            line.extend(name.bytes());
        }
        line.extend(self.newline.bytes());
        line
    }

    /// The lines of a row: each begins with the row's own cells, which before each size have a piece.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Piece]> {
        let sizes_a_line = match self.layout {
            Layout::Wide => self.before.len(),
            Layout::Tidy => 1,
        };
        self.before.chunks(sizes_a_line)
    }

    /// What ends a line.
    pub(super) fn after(&self) -> &Piece {
        &self.after
    }

    /// Are a row's own cells written as they are read?
    pub(super) fn keeps_cells(&self) -> bool {
        !self.is_for_spreadsheets && matches!(self.form, Form::Separated { from, to } if from == to)
    }

    /// A row's own cells as they are to be written.
    pub(super) fn cells<'a>(&self, record: Record<'a>) -> Result<Cow<'a, [u8]>, Error> {
        match &self.form {
            Form::Separated { .. } if self.keeps_cells() => Ok(record.bytes().into()),
            Form::Separated { from, to } => {
                self.check(record)?;
                Ok(self.separated(record, *from, *to).into())
            }
            Form::Json { keys } => Ok(self.object(record, keys)?.into()),
        }
    }

    /// Rejects a row that a spreadsheet would misread.
    fn check(&self, record: Record<'_>) -> Result<(), Error> {
        if !self.is_for_spreadsheets {
            return Ok(());
        }
        if std::str::from_utf8(record.bytes()).is_err() {
            let expected = "UTF-8, which a spreadsheet takes it for";
            return Err(Error::invalid("row", String::from_utf8_lossy(record.bytes()), expected));
        }
        match record.cells().find(|cell| cell.contains(&b'\0')) {
            Some(cell) => {
                let cell = unquoted(cell);
                let expected = "text without NUL characters, which a spreadsheet drops";
                Err(Error::invalid("cell", String::from_utf8_lossy(&cell), expected))
            }
            None => Ok(()),
        }
    }

    /// A record's cells with what is to stand between them.
    fn separated(&self, record: Record<'_>, from: u8, to: u8) -> Vec<u8> {
        if from == to && !self.is_for_spreadsheets {
            return record.bytes().to_vec();
        }
        let cells: Vec<_> = record
            .cells()
            .map(|cell| if self.is_for_spreadsheets { guarded(cell) } else { cell.into() })
            .map(|cell| between(&cell, to, self.is_for_spreadsheets).into_owned())
            .collect();
        cells.join(&to)
    }

    /// The beginning of a JSON object: the row's cells under the names of their columns.
    fn object(&self, record: Record<'_>, keys: &[String]) -> Result<Vec<u8>, Error> {
        let mut object = Vec::new();
        for (place, (key, cell)) in keys.iter().zip(record.cells()).enumerate() {
            object.push(if place == 0 { b'{' } else { b',' });
            object.extend_from_slice(key.as_bytes());
            let cell = unquoted(cell);
            let text = std::str::from_utf8(&cell).map_err(|_| {
                let expected = "UTF-8, since JSON has no other letters";
                Error::invalid("cell", String::from_utf8_lossy(&cell), expected).at(key_name(key))
            })?;
            let is_number =
                [self.columns.base, self.columns.cagr, self.columns.target].contains(&Some(place));
            object.extend_from_slice(json(text, is_number).as_bytes());
        }
        if self.layout == Layout::Tidy {
            object.extend_from_slice(b",\"year\":");
        }
        Ok(object)
    }
}

/// A cell as JSON: a number where its column has numbers and it is written as JSON writes them.
fn json(text: &str, is_number: bool) -> String {
    let trimmed = text.trim();
    match serde_json::from_str(trimmed) {
        Ok(Value::Number(_)) if is_number => trimmed.to_owned(),
        _ if is_number && trimmed.is_empty() => "null".to_owned(),
        _ => Value::from(text).to_string(),
    }
}

/// The names of the columns as JSON writes them before a value.
fn keys(header: &Header) -> Result<Vec<String>, Error> {
    let names = header.texts();
    if let Some(name) = names.iter().find(|name| name.contains(char::REPLACEMENT_CHARACTER)) {
        return Err(Error::invalid("column", name, "UTF-8, since JSON has no other letters"));
    }
    let mut known = HashSet::new();
    if let Some(name) = names.iter().find(|name| !known.insert(name.as_str())) {
        let expected = "each column once, since an object has each key once";
        return Err(Error::invalid("column", name, expected));
    }
    Ok(names.iter().map(|name| format!("{}:", Value::from(name.as_str()))).collect())
}

/// The name in a key that [`keys`] made.
fn key_name(key: &str) -> &str {
    key.trim_end_matches(':').trim_matches('"')
}

/// A cell as it is written, guarded from being run as a formula.
fn guarded(cell: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(cell) else { return cell.into() };
    let (quote, text) = text.strip_prefix('"').map_or(("", text), |text| ("\"", text));
    match spreadsheet::guarded(text, is_number) {
        Cow::Borrowed(_) => cell.into(),
        Cow::Owned(guarded) => [quote, &guarded].concat().into_bytes().into(),
    }
}

/// A number with its sign, in the notation of any language, or the dash that stands for none.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let may_be = |c: char| c.is_ascii_digit() || ".,;% \"\u{a0}\u{2009}\u{202f}".contains(c);
    let is_grouped = digits.chars().all(may_be) && digits.contains(|c: char| c.is_ascii_digit());
    let is_dash = || text.trim_end_matches('"') == "-";
    is_grouped || is_dash() || text.parse().is_ok_and(f64::is_finite)
}
