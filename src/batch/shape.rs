//! How the rows of a batch are written.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use crate::error::{Error, ExpectedCell, Place, RowsFault, What};
use crate::quantity::Year;
use crate::spreadsheet;

use super::Options;
use super::cells::{Record, requoted, unquoted};
use super::header::{Columns, Header, MARK};
use super::text::Piece;

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
    columns: Columns,
    form: Form,
    /// Whether cells are protected from being run as formulas or misread by spreadsheets.
    is_for_spreadsheets: bool,
    /// The byte-order mark, if any, and the line ending. JSON uses neither.
    mark: &'static [u8],
    newline: &'static str,
    /// The text before each year's size, and after the last size of a line.
    before: Vec<Piece>,
    after: Piece,
}

/// The separators of the input and the output, or the JSON keys of the columns.
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
            return Err(RowsFault::CommaSeparator.into());
        }
        let before = |year: &Year| match (&form, layout) {
            (Form::Separated { to, .. }, Layout::Wide) => char::from(*to).to_string(),
            (Form::Separated { to, .. }, Layout::Long) => {
                let to = char::from(*to);
                format!("{to}{year}{to}")
            }
            (Form::Json { .. }, Layout::Wide) => format!(",\"{year}\":"),
            // A piece is too short to include the key "year", which `object` writes after the row's cells.
            (Form::Json { .. }, Layout::Long) => format!("{year},\"value\":"),
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

    /// The header line of the output, empty for JSON.
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

    /// The output lines of a row, each as the pieces that precede its sizes. A line begins with the row's cells.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Piece]> {
        let sizes_per_line = match self.layout {
            Layout::Wide => self.before.len(),
            Layout::Long => 1,
        };
        self.before.chunks(sizes_per_line)
    }

    /// The text after the last size of a line.
    pub(super) fn after(&self) -> &Piece {
        &self.after
    }

    /// Whether a row's cells are written unchanged.
    pub(super) fn keeps_cells(&self) -> bool {
        !self.is_for_spreadsheets && matches!(self.form, Form::Separated { from, to } if from == to)
    }

    /// A row's cells as written.
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

    /// A record's cells, joined by the output separator.
    fn separated(&self, record: Record<'_>, from: u8, to: u8) -> Vec<u8> {
        if from == to && !self.is_for_spreadsheets {
            return record.bytes().to_vec();
        }
        let cells: Vec<_> = record
            .cells()
            .map(|cell| if self.is_for_spreadsheets { guarded(cell) } else { cell.into() })
            .map(|cell| requoted(&cell, to, self.is_for_spreadsheets).into_owned())
            .collect();
        cells.join(&to)
    }

    /// The beginning of a JSON object: the row's cells, with their column names as keys.
    fn object(&self, record: Record<'_>, keys: &[String]) -> Result<Vec<u8>, Error> {
        let mut object = Vec::new();
        for (place, (key, cell)) in keys.iter().zip(record.cells()).enumerate() {
            object.push(if place == 0 { b'{' } else { b',' });
            object.extend_from_slice(key.as_bytes());
            let cell = unquoted(cell);
            let text = std::str::from_utf8(&cell).map_err(|_| {
                let cell = String::from_utf8_lossy(&cell);
                Error::invalid(What::Cell, cell, ExpectedCell::Utf8ForJson)
                    .at(Place::Column(key_name(key).to_owned()))
            })?;
            let is_read = self.columns.places.contains(&Some(place));
            object.extend_from_slice(json(text, is_read).as_bytes());
        }
        if self.layout == Layout::Long {
            object.extend_from_slice(b",\"year\":");
        }
        Ok(object)
    }
}

/// A cell as JSON. In a column that is read, a valid JSON number stays a number and an empty cell becomes `null`.
fn json(text: &str, is_read: bool) -> String {
    let trimmed = text.trim();
    match serde_json::from_str(trimmed) {
        Ok(Value::Number(_)) if is_read => trimmed.to_owned(),
        _ if is_read && trimmed.is_empty() => "null".to_owned(),
        _ => Value::from(text).to_string(),
    }
}

/// The column names as JSON keys, each with its colon.
fn keys(header: &Header) -> Result<Vec<String>, Error> {
    let names = header.texts();
    if let Some(name) = names.iter().find(|name| name.contains(char::REPLACEMENT_CHARACTER)) {
        return Err(Error::invalid(What::Column, name, ExpectedCell::Utf8ForJson));
    }
    let mut known = HashSet::new();
    if let Some(name) = names.iter().find(|name| !known.insert(name.as_str())) {
        return Err(Error::invalid(What::Column, name, ExpectedCell::KeyOnce));
    }
    Ok(names.iter().map(|name| format!("{}:", Value::from(name.as_str()))).collect())
}

/// The column name within a key from [`keys`].
fn key_name(key: &str) -> &str {
    key.trim_end_matches(':').trim_matches('"')
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
