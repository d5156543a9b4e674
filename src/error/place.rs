//! The location of an error.

use crate::input::Input;

/// The location of an error.
///
/// Errors nest places from the outside in: a line of a file, then a column in that line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A file, by name.
    File(String),
    /// A line of a file, counted from 1.
    Line(u64),
    /// A piece of text in a line of a dataset.
    Text(String),
    /// A table of a dataset.
    Table(Table),
    /// A key of a table.
    Key(&'static str),
    /// A column, by name.
    Column(String),
    /// An input. Only its name is shown; the nested error has the year or segment.
    Input(Input),
    /// The forecast for this year.
    Forecast(u16),
    /// The years between two known sizes.
    Between(u16, u16),
    /// The output in this format.
    Format(&'static str),
}

/// A table of a dataset, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Table {
    /// A table that occurs once: `[market]`.
    One(&'static str),
    /// A table in a list: `[[dimension]]`.
    Each(&'static str),
    /// A table in a list inside another table: `segments` in `[[dimension]]`.
    Inside(Box<Self>, &'static str),
}

impl From<Input> for Place {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl From<Table> for Place {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
