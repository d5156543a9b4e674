//! Where something is wrong.

use crate::input::Input;

/// Where something is wrong. Places nest: a column in a line, a table in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// This line of a file, the first one being 1.
    Line(u64),
    /// This text in a line of a dataset.
    Text(String),
    /// This table of a dataset.
    Table(Table),
    /// This key of a table.
    Key(&'static str),
    /// The column of this name.
    Column(String),
    /// This input. Its year or segment is left to the error that is there.
    Input(Input),
    /// The forecast for this year.
    Forecast(u16),
    /// The years from one known size to the next.
    Between(u16, u16),
    /// What is written in this format.
    Format(&'static str),
}

/// A table of a dataset, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Table {
    /// The only one of its kind: `[market]`.
    One(&'static str),
    /// One of a list: `[[dimension]]`.
    Each(&'static str),
    /// One of a list inside of another table: `segments` in `[[dimension]]`.
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
