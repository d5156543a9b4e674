//! A [`Table`] to bytes, one file a format.

use crate::error::{Error, Expected, What};
use crate::table::Table;
use crate::wording::{self, Names};

pub use crate::decimal::{MOST_DIGITS, USUAL_DIGITS};

mod cells;
mod csv;
mod fit;
mod json;
mod markdown;
mod ndjson;
mod objects;
mod provenance;
mod separated;
mod table;
mod tsv;

/// Every format, in the order in which help lists them. A new one is its file, its `mod` line above, and its line here.
///
/// ```
/// # use aiinfra::render::FORMATS;
/// assert!(FORMATS.iter().any(|format| format.extensions.contains(&"md")));
/// ```
pub const FORMATS: &[Format] =
    &[table::FORMAT, csv::FORMAT, tsv::FORMAT, json::FORMAT, ndjson::FORMAT, markdown::FORMAT];

/// The format for people at a terminal.
///
/// ```
/// assert_eq!(aiinfra::render::DEFAULT_FORMAT.name, "table");
/// ```
pub const DEFAULT_FORMAT: &Format = &table::FORMAT;

/// A way to write a [`Table`].
///
/// ```
/// use aiinfra::render;
///
/// let names: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
/// assert!(names.starts_with(&["table", "csv", "tsv", "json", "ndjson", "markdown"]));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Format {
    /// What is typed after `--format`.
    pub name: &'static str,
    /// The endings of files that are written in it, without the dot.
    pub extensions: &'static [&'static str],
    /// Does it hold the notes, or are they left to the caller?
    pub holds_notes: bool,
    /// Does it tell how figures were computed, or is that left to the caller?
    pub holds_derivations: bool,
    /// Is it for spreadsheets, and heeds [`Style::excel`] and [`Style::decimal_comma`]?
    pub is_for_spreadsheets: bool,
    /// Writes the table.
    write: fn(&Table, Style) -> Result<Vec<u8>, Error>,
}

/// How a format writes.
///
/// ```
/// # use aiinfra::render::Style;
/// let three_decimals = Style { digits: Some(3), ..Style::default() };
/// assert!(!three_decimals.color);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Decimals of every number, by default 2 for people and full precision for programs.
    pub digits: Option<u8>,
    /// Terminal styles, where the format has them.
    pub color: bool,
    /// Begin with a byte-order mark and end lines with a carriage return and a line feed, as Excel does, in formats for
    /// spreadsheets.
    pub excel: bool,
    /// Decimal commas, with semicolons between the cells of CSV, in formats for spreadsheets.
    pub decimal_comma: bool,
    /// Tell how each figure was computed.
    pub explains: bool,
    /// How the inputs of the question are named.
    pub names: Names,
    /// How many characters a line of the terminal has, where that matters: what has no room is wrapped or left out.
    pub width: Option<usize>,
}

/// The notes as sentences.
fn notes(table: &Table, style: Style) -> impl Iterator<Item = String> {
    let scale = table.scale(style.digits);
    table.notes.iter().map(move |note| wording::note(note, &scale, style.names.into()))
}

/// How the figures were computed, where that is asked for.
fn explanation(table: &Table, style: Style) -> Result<Vec<String>, Error> {
    if !style.explains {
        return Ok(Vec::new());
    }
    wording::explanation(table, table.scale(style.digits).digits, style.names.into())
}

impl Format {
    /// The table as bytes, with a newline at the end.
    ///
    /// ```
    /// use aiinfra::render::{FORMATS, Style};
    /// use aiinfra::{Cell, Column, Table, Unit, View};
    ///
    /// let table = Table {
    ///     market: "AI infrastructure".to_owned(),
    ///     currency: "USD".parse()?,
    ///     unit: Unit::Billion,
    ///     columns: vec![Column::percent("growth", "Growth")],
    ///     rows: vec![vec![Cell::Printed("26.81".to_owned())]].into(),
    ///     view: View::Long,
    ///     notes: Vec::new(),
    /// };
    /// let csv = FORMATS.iter().find(|format| format.name == "csv").unwrap();
    /// assert_eq!(csv.write(&table, Style::default())?, b"growth_pct\n26.81\n");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`Style::digits`] of `21`: more than the arithmetic vouches for
    /// - any error in computing a row
    pub fn write(&self, table: &Table, style: Style) -> Result<Vec<u8>, Error> {
        match style.digits {
            Some(digits) if digits > MOST_DIGITS => {
                let expected = Expected::NumberOfDecimals { most: MOST_DIGITS };
                Err(Error::invalid(What::NumberOfDecimals, digits, expected))
            }
            _ => (self.write)(table, style),
        }
    }
}
