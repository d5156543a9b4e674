//! Turns a [`Table`] into bytes. Each format has a file.

use crate::error::{Error, Expected, What};
use crate::table::{Grid, Layout, Table, View};
use crate::wording::{self, Names, Verbosity};

pub use crate::decimal::{MOST_DIGITS, USUAL_DIGITS};
pub use report::{DimensionTables, Report};

mod cells;
mod chart;
mod csv;
mod fit;
mod html;
mod json;
mod markdown;
mod markup;
mod ndjson;
mod objects;
mod parts;
mod picture;
mod provenance;
mod remarks;
mod report;
mod separated;
mod svg;
mod table;
mod title;
mod tsv;
#[cfg(feature = "xlsx")]
mod xlsx;

/// Every format, in the order of the help. A new format needs its file, its `mod` line above, and an entry here.
///
/// ```
/// # use aiinfra::render::FORMATS;
/// assert!(FORMATS.iter().any(|format| format.extensions.contains(&"md")));
/// ```
pub const FORMATS: &[Format] = &[
    table::FORMAT,
    csv::FORMAT,
    tsv::FORMAT,
    json::FORMAT,
    ndjson::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    svg::FORMAT,
    chart::FORMAT,
    #[cfg(feature = "xlsx")]
    xlsx::FORMAT,
];

/// The default format, for people at a terminal.
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
    /// The value of `--format`.
    pub name: &'static str,
    /// The file extensions that choose it.
    pub extensions: &'static [&'static str],
    /// Whether it includes the notes. Otherwise, the caller shows them.
    pub holds_notes: bool,
    /// Whether it includes derivations. Otherwise, the caller shows them.
    pub holds_derivations: bool,
    /// Whether it supports [`Style::excel`] and [`Style::decimal_comma`].
    pub is_for_spreadsheets: bool,
    /// Whether it is a file for a program, which a terminal cannot show.
    pub is_binary: bool,
    /// Whether it draws the sizes beside the rows. The chart supports [`Style::pixels`] and [`Style::size_scale`].
    pub holds_chart: bool,
    /// What it draws on, if it is a picture. A picture has no layouts.
    pub canvas: Option<Canvas>,
    /// Writes the table.
    write: fn(&Table, Style) -> Result<Vec<u8>, Error>,
}

/// How to write a table.
///
/// ```
/// # use aiinfra::render::Style;
/// let three_decimals = Style { digits: Some(3), ..Style::default() };
/// assert!(!three_decimals.color);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// The number of decimals. The default is 2 for people and full precision for programs.
    pub digits: Option<u8>,
    /// Use colors and bold text, if the format supports them.
    pub color: bool,
    /// Write a byte-order mark, and end lines with CRLF, as Excel does. Only for spreadsheet
    /// formats.
    pub excel: bool,
    /// Write decimal commas, and semicolons between the cells of CSV. Only for spreadsheet formats.
    pub decimal_comma: bool,
    /// Show how each figure was computed.
    pub explains: bool,
    /// How much the notes say. The default is short for people and full for programs.
    pub notes: Option<Verbosity>,
    /// The layout. The default is the command's own view for people and long for programs.
    pub layout: Option<Layout>,
    /// How inputs are named.
    pub names: Names,
    /// The width of the terminal, if the table must fit it.
    pub width: Option<usize>,
    /// The width and the height of a picture in pixels. By default, 720 by 420, or higher if its rows need it.
    pub pixels: (Option<u32>, Option<u32>),
    /// The scale of the sizes in a picture.
    pub size_scale: SizeScale,
    /// Draw on the terminal with ASCII only.
    pub ascii: bool,
}

/// What a picture is drawn on.
///
/// ```
/// use aiinfra::render::{Canvas, FORMATS};
///
/// let svg = FORMATS.iter().find(|format| format.name == "svg").unwrap();
/// assert_eq!(svg.canvas, Some(Canvas::Pixels));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Canvas {
    /// Pixels, which support [`Style::pixels`] and [`Style::size_scale`].
    Pixels,
    /// The characters of a terminal, which support [`Style::ascii`].
    Terminal,
}

/// The scale of the sizes in a picture.
///
/// ```
/// use aiinfra::render::SizeScale;
///
/// let names: Vec<&str> = SizeScale::ALL.iter().flat_map(|scale| scale.names()).copied().collect();
/// assert_eq!(names, ["linear", "log"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SizeScale {
    /// Equal distances are equal differences, and the axis starts at zero.
    #[default]
    Linear,
    /// Equal distances are equal ratios, so that constant growth is a straight line.
    Log,
}

impl SizeScale {
    /// Every scale, the default first.
    pub const ALL: &'static [Self] = &[Self::Linear, Self::Log];

    /// Returns the accepted names.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Linear => &["linear"],
            Self::Log => &["log"],
        }
    }
}

/// The default for people.
const USUAL_NOTES: Verbosity = Verbosity::Short;

/// The notes for people.
fn notes(table: &Table, style: Style) -> Vec<String> {
    let (verbosity, scale) = (style.notes.unwrap_or(USUAL_NOTES), table.scale(style.digits));
    wording::paragraphs(&table.notes, verbosity, &scale, style.names.into())
}

/// Columns and rows for people.
fn people(table: &Table, style: Style) -> Result<Grid, Error> {
    match (style.layout, &table.view) {
        (None, _) | (Some(Layout::Wide), View::Wide { .. }) => table.for_people(),
        (Some(layout), _) => table.grid(layout),
    }
}

/// Columns and rows for programs.
fn programs(table: &Table, style: Style) -> Result<Grid, Error> {
    table.grid(style.layout.unwrap_or(Layout::Long))
}

/// How figures are computed, if that is asked for.
fn explanation(table: &Table, style: Style) -> Result<Vec<String>, Error> {
    if !style.explains {
        return Ok(Vec::new());
    }
    let shown = table.as_explained(style.layout);
    wording::explanation(&shown, table.scale(style.digits).digits, style.names.into())
}

impl Format {
    /// Returns the table as bytes. Text ends with a newline.
    ///
    /// ```
    /// use aiinfra::render::{FORMATS, Style};
    /// use aiinfra::{About, Cell, Column, Table, Unit};
    ///
    /// let columns = vec![Column::percent("growth", "Growth")];
    /// let rows = vec![vec![Cell::Printed("26.81".to_owned())]];
    /// let table = Table::new(About::default(), ("USD".parse()?, Unit::Billion), columns, rows);
    /// let csv = FORMATS.iter().find(|format| format.name == "csv").unwrap();
    /// assert_eq!(csv.write(&table, Style::default())?, b"growth_pct\n26.81\n");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`Style::digits`] of `21`: more than the arithmetic guarantees
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
