//! How the rows of a batch are written.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use crate::error::{Error, ExpectedCell, Place, RowsFault, What};
use crate::quantity::{Unit, Year};
use crate::spreadsheet;

use super::Options;
use super::cells::{Record, requoted, unquoted};
use super::header::{Columns, Header, MARK};
use super::plain::Plain;
use super::text::{Piece, Text};

/// The arrangement of a row's sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// One row per scenario, with a column for each year.
    #[default]
    Wide,
    /// One row per scenario and year, with the columns `year` and `value`.
    Long,
}

impl Layout {
    /// All layouts, the default first.
    pub const ALL: &'static [Self] = &[Self::Wide, Self::Long];

    /// Returns the name of the layout.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Long => "long",
        }
    }

    /// The names of the added columns.
    pub(super) fn columns(self, years: &[Year]) -> Vec<String> {
        match self {
            Self::Wide => years.iter().map(Year::to_string).collect(),
            Self::Long => vec!["year".to_owned(), "value".to_owned()],
        }
    }
}

/// The format of output rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// Cells with the same separator as the input.
    #[default]
    AsRead,
    /// Cells with this separator, an ASCII character.
    Separated(u8),
    /// A JSON object per row.
    Json,
}

/// Writes everything in a row except the sizes.
#[derive(Debug)]
pub(super) struct Shape {
    layout: Layout,
    form: Form,
    /// Whether cells are protected from being run as formulas or misread by spreadsheets.
    is_for_spreadsheets: bool,
    /// The byte-order mark, if any, and the line ending. JSON uses neither.
    mark: &'static [u8],
    newline: &'static str,
    columns: Vec<Column>,
    /// The text after the last size of a line.
    after: Piece,
}

/// A year that a row shows, and the text before its size.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) year: Year,
    pub(super) before: Piece,
}

/// The separators of the input and the output, or the JSON keys of the columns.
#[derive(Debug)]
enum Form {
    Separated { from: u8, to: u8 },
    Json { keys: Vec<Key> },
}

/// The key of a column in a JSON object.
#[derive(Debug)]
struct Key {
    name: String,
    /// The text before the value.
    before: String,
    is_read: bool,
}

impl Shape {
    pub(super) fn new(
        header: &Header,
        read: Columns,
        options: &Options,
        years: &[Year],
    ) -> Result<Self, Error> {
        let (from, layout) = (header.separator(), options.layout);
        let form = match options.syntax {
            Syntax::AsRead => Form::Separated { from, to: from },
            Syntax::Separated(to) => Form::Separated { from, to },
            Syntax::Json => Form::Json { keys: keys(header, read)? },
        };
        if options.decimal_comma && !matches!(form, Form::Separated { to, .. } if to != b',') {
            return Err(RowsFault::CommaSeparator.into());
        }
        let before = |year: &Year| match (&form, layout) {
            (Form::Separated { to, .. }, Layout::Wide) => char::from(*to).to_string(),
            (Form::Separated { to, .. }, Layout::Long) => {
                let to = char::from(*to);
                format!("{to}{year}{to}")
            }
            (Form::Json { .. }, Layout::Wide) => format!(",\"{year}\":"),
            // A piece is too short to include the key "year", which `write_object` writes after the row's cells.
            (Form::Json { .. }, Layout::Long) => format!("{year},\"value\":"),
        };
        let newline = if options.excel { "\r\n" } else { header.newline() };
        let column = |year: &Year| Column { year: *year, before: Piece::new(&before(year)) };
        let columns = years.iter().map(column).collect();
        let after = match form {
            Form::Separated { .. } => Piece::new(newline),
            Form::Json { .. } => Piece::new("}\n"),
        };
        let mark = if options.excel { MARK } else { header.mark() };
        let is_for_spreadsheets = options.excel || options.decimal_comma;
        let shape = Self { layout, form, is_for_spreadsheets, mark, newline, columns, after };
        shape.check(header.record())?;
        Ok(shape)
    }

    /// The header line of the output, empty for JSON.
    pub(super) fn header(&self, header: &Header, years: &[Year]) -> Vec<u8> {
        let Form::Separated { from, to } = self.form else { return Vec::new() };
        let mut line = Text::default();
        line.push(self.mark);
        self.write_separated(header.record(), (from, to), &mut line);
        for name in self.layout.columns(years) {
            line.push(&[to]);
            line.push(name.as_bytes());
        }
        line.push(self.newline.as_bytes());
        line.as_bytes().to_vec()
    }

    /// The sizes of each output line. A line begins with the row's cells.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Column]> {
        let sizes_per_line = match self.layout {
            Layout::Wide => self.columns.len(),
            Layout::Long => 1,
        };
        self.columns.chunks(sizes_per_line)
    }

    /// The text after the last size of a line.
    pub(super) fn after(&self) -> &Piece {
        &self.after
    }

    /// Writes a row's cells.
    #[inline(always)]
    pub(super) fn write_cells(&self, record: Record<'_>, text: &mut Text) -> Result<(), Error> {
        match &self.form {
            Form::Separated { from, to } if from == to && !self.is_for_spreadsheets => {
                text.push(record.bytes());
            }
            Form::Separated { from, to } => {
                self.check(record)?;
                self.write_separated(record, (*from, *to), text);
            }
            Form::Json { keys } => self.write_object(record, keys, text)?,
        }
        Ok(())
    }

    /// Rejects a row that a spreadsheet would misread.
    #[inline(never)]
    fn check(&self, record: Record<'_>) -> Result<(), Error> {
        if !self.is_for_spreadsheets {
            return Ok(());
        }
        if std::str::from_utf8(record.bytes()).is_err() {
            let row = String::from_utf8_lossy(record.bytes());
            return Err(Error::invalid(What::Row, row, ExpectedCell::Utf8ForSpreadsheet));
        }
        match record.cells().find(|cell| cell.contains(&b'\0')) {
            Some(cell) => {
                let cell = unquoted(cell);
                let cell = String::from_utf8_lossy(&cell);
                Err(Error::invalid(What::Cell, cell, ExpectedCell::NoNul))
            }
            None => Ok(()),
        }
    }

    /// Writes a record's cells with the output separator between them.
    #[inline(never)]
    fn write_separated(&self, record: Record<'_>, (from, to): (u8, u8), text: &mut Text) {
        if from == to && !self.is_for_spreadsheets {
            return text.push(record.bytes());
        }
        for (place, cell) in record.cells().enumerate() {
            if place > 0 {
                text.push(&[to]);
            }
            let cell = if self.is_for_spreadsheets { guarded(cell) } else { cell.into() };
            text.push(&requoted(&cell, to, self.is_for_spreadsheets));
        }
    }

    /// Writes the beginning of a JSON object: the row's cells, with their column names as keys.
    #[inline(never)]
    fn write_object(&self, record: Record<'_>, keys: &[Key], text: &mut Text) -> Result<(), Error> {
        for (key, cell) in keys.iter().zip(record.cells()) {
            text.push(key.before.as_bytes());
            let cell = unquoted(cell);
            let value = std::str::from_utf8(&cell).map_err(|_| {
                let cell = String::from_utf8_lossy(&cell);
                Error::invalid(What::Cell, cell, ExpectedCell::Utf8ForJson)
                    .at(Place::Column(key.name.clone()))
            })?;
            write_json(value, key.is_read, text);
        }
        if self.layout == Layout::Long {
            text.push(b",\"year\":");
        }
        Ok(())
    }
}

/// Writes a cell as JSON. In a column that is read, a valid JSON number stays a number and an empty cell becomes `null`.
fn write_json(cell: &str, is_read: bool, text: &mut Text) {
    let trimmed = cell.trim();
    if is_read && trimmed.is_empty() {
        text.push(b"null");
    } else if is_read && is_json_number(trimmed) {
        text.push(trimmed.as_bytes());
    } else if cell.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        text.push(Value::from(cell).to_string().as_bytes());
    } else {
        text.push(b"\"");
        text.push(cell.as_bytes());
        text.push(b"\"");
    }
}

fn is_json_number(text: &str) -> bool {
    let is_simple = Plain::size(text.as_bytes(), b'.', Unit::Million).is_some()
        && text.ends_with(|c: char| c.is_ascii_digit())
        && matches!(text.as_bytes(), [b'1'..=b'9', ..] | [b'0'] | [b'0', b'.', ..]);
    is_simple || matches!(serde_json::from_str(text), Ok(Value::Number(_)))
}

/// The column names as JSON keys.
fn keys(header: &Header, read: Columns) -> Result<Vec<Key>, Error> {
    let names = header.texts();
    if let Some(name) = names.iter().find(|name| name.contains(char::REPLACEMENT_CHARACTER)) {
        return Err(Error::invalid(What::Column, name, ExpectedCell::Utf8ForJson));
    }
    let mut known = HashSet::new();
    if let Some(name) = names.iter().find(|name| !known.insert(name.as_str())) {
        return Err(Error::invalid(What::Column, name, ExpectedCell::KeyOnce));
    }
    let key = |(place, name): (usize, String)| Key {
        before: format!("{}{}:", if place == 0 { '{' } else { ',' }, Value::from(name.as_str())),
        is_read: read.places.contains(&Some(place)),
        name,
    };
    Ok(names.into_iter().enumerate().map(key).collect())
}

/// A cell, protected from being run as a formula. It may be quoted.
fn guarded(cell: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(cell) else { return cell.into() };
    let (quote, text) = text.strip_prefix('"').map_or(("", text), |text| ("\"", text));
    match spreadsheet::guarded(text, is_number) {
        Cow::Borrowed(_) => cell.into(),
        Cow::Owned(guarded) => [quote, &guarded].concat().into_bytes().into(),
    }
}

/// Whether the text is a number in any language's notation, or the dash for a missing value.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let may_be = |c: char| c.is_ascii_digit() || ".,;% \"\u{a0}\u{2009}\u{202f}".contains(c);
    let is_grouped = digits.chars().all(may_be) && digits.contains(|c: char| c.is_ascii_digit());
    let is_dash = || text.trim_end_matches('"') == "-";
    is_grouped || is_dash() || text.parse().is_ok_and(f64::is_finite)
}
