//! What is wrong.

use crate::input::Input;

use super::{Error, Expected, Place, Table};

/// What is wrong. A number in a value has a decimal point, whatever the reader's decimal mark.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// A value that is not what it stands for.
    Invalid {
        /// What it stands for.
        what: What,
        /// The value as it was typed or read, of which the first 100 characters are kept.
        value: String,
        /// What would be right.
        expected: Expected,
    },
    /// A value that names nothing.
    Unknown {
        /// What it would name.
        what: What,
        /// The value.
        value: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A key or a column that is never read.
    Unread {
        /// Which of the two.
        what: What,
        /// Its name.
        name: String,
        /// The names that are read.
        known: Vec<String>,
    },
    /// Something that has to be there and is not.
    Missing {
        /// What.
        what: Missing,
        /// What would be right.
        expected: Expected,
    },
    /// Two settings that contradict each other.
    Clash {
        /// The first.
        one: Setting,
        /// The second.
        other: Setting,
        /// What would be right.
        expected: Expected,
    },
    /// Years that end before they begin.
    Backward {
        /// Where they begin.
        first: u16,
        /// Where they end.
        last: u16,
    },
    /// More years than a forecast has.
    TooManyYears {
        /// Where they begin.
        first: u16,
        /// Where they end.
        last: u16,
        /// How many there may be.
        most: u16,
    },
    /// The stated growth rate is to be followed, and the report states none.
    NoStatedRate,
    /// Two sizes are known and so is growth into every year from one to the other.
    NoFreeYear {
        /// The year of the first size.
        from: u16,
        /// The year of the second.
        to: u16,
    },
    /// Growth that leads to a size that is out of bounds.
    OutOfBounds {
        /// The growth rate in percent.
        percent: String,
        /// The size that it starts from, with its unit.
        size: String,
        /// The year of that size.
        year: u16,
    },
    /// Segments that don't divide the market.
    Segments(SegmentFault),
    /// A file of scenarios that cannot be read.
    Rows(RowsFault),
    /// A file that is not CSV, in the words of its parser.
    Unreadable(String),
    /// What cannot be written in a format, in the words of its writer.
    Unwritable {
        /// The format.
        format: &'static str,
        /// The reason.
        reason: String,
    },
    /// A dataset that cannot be read.
    Dataset(DatasetFault),
    /// What is wrong in this place.
    Placed {
        /// The place.
        place: Place,
        /// What is wrong there.
        error: Error,
    },
    /// All of these.
    Several(Vec<Error>),
}

impl From<RowsFault> for Error {
    fn from(fault: RowsFault) -> Self {
        Fault::Rows(fault).into()
    }
}

impl From<DatasetFault> for Error {
    fn from(fault: DatasetFault) -> Self {
        Fault::Dataset(fault).into()
    }
}

impl From<SegmentFault> for Error {
    fn from(fault: SegmentFault) -> Self {
        Fault::Segments(fault).into()
    }
}

/// What a value at fault stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is named after what it is")]
pub enum What {
    Cell,
    Column,
    Currency,
    Dimension,
    Figure,
    GrowthRate,
    Header,
    /// A key of a dataset, which goes by its own name.
    Key(&'static str),
    List,
    Number,
    NumberOfCells,
    NumberOfDecimals,
    NumberOfYears,
    Range,
    Row,
    Scenario,
    Segment,
    Share,
    Size,
    SumOfShares,
    Unit,
    Year,
}

/// What has to be there and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// A key of a table.
    Key(&'static str),
    /// A table of a dataset.
    Table(Table),
    /// The column of this input in a file of scenarios, or that of their names.
    Column(&'static str),
    /// A scenario in a file of them.
    Scenario,
    /// Growth from this year on.
    Growth(u16),
}

/// An input with what it is set to.
///
/// ```
/// use aiinfra::Input;
/// use aiinfra::error::Setting;
///
/// assert_eq!(Setting::from(Input::Actual(2025)).value, None);
/// assert_eq!(Setting::new(Input::Hold, "end").value.as_deref(), Some("end"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// The input.
    pub input: Input,
    /// What tells it from others of that input: its year, a choice, or a percentage.
    pub value: Option<String>,
}

impl Setting {
    /// Returns the input set to that.
    #[must_use]
    pub fn new(input: Input, value: impl Into<String>) -> Self {
        Self { input, value: Some(value.into()) }
    }
}

impl From<Input> for Setting {
    fn from(input: Input) -> Self {
        Self { input, value: None }
    }
}

/// Why segments don't divide the market.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SegmentFault {
    /// The shares are those of the last year or later, so that none is left for this to change them.
    NoYearLeft {
        /// What is assumed.
        setting: Setting,
        /// The year of the shares.
        year: u16,
    },
    /// Every share of this dimension is 0, so that none can be rescaled.
    AllZero {
        /// The dimension's id.
        dimension: String,
    },
    /// What is assumed takes more than the whole market.
    AboveWhole {
        /// What is assumed.
        settings: Vec<Setting>,
        /// The years in which it does.
        years: Vec<YearRun>,
        /// Could the market be the sum of its segments instead?
        can_sum: bool,
    },
    /// What is assumed leaves nothing for the other segments.
    NothingLeft {
        /// What is assumed.
        settings: Vec<Setting>,
        /// The years in which it does.
        years: Vec<YearRun>,
    },
    /// The segments add up to a size that is out of bounds.
    SumOutOfBounds {
        /// What is assumed.
        settings: Vec<Setting>,
        /// The year in which they do.
        year: u16,
    },
}

/// Years that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum YearRun {
    /// These years, which may be one and the same.
    Within(u16, u16),
    /// This year and all later ones.
    From(u16),
}

/// Why a file of scenarios cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowsFault {
    /// Two inputs of one row of which only one can be given.
    Together(Input, Input),
    /// An input of one scenario that is given for every scenario too.
    AlsoForAll {
        /// The scenario's own.
        own: Input,
        /// The one for every scenario.
        all: Setting,
    },
    /// A file in UTF-16.
    Utf16,
    /// A file whose lines end in a carriage return alone.
    CarriageReturns,
    /// A cell whose quote is never closed.
    OpenQuote,
    /// Decimal commas in a file that has commas between its cells, or in JSON.
    CommaSeparator,
}

/// Why a dataset cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DatasetFault {
    /// Something other than this table, or a list of such tables, under its key.
    NotTable(Table),
    /// A dataset with one size and no growth.
    OneSize,
    /// A line that is not TOML.
    Toml(Toml),
    /// More faults than these, which is how many are told.
    More(usize),
    /// More than so many faults, after which reading stopped.
    Flood(usize),
}

/// Why a line is not TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Toml {
    /// A key that was given before.
    KeyTwice,
    /// A table that was given before; it may be meant as one of a list.
    TableTwice,
    /// One of a list of tables of which the earlier ones are not written as such.
    ListTwice,
    /// Text after the end of a value.
    Rest {
        /// The text.
        text: String,
        /// Does it begin with a comma, which may be meant as a decimal mark?
        is_comma: bool,
    },
    /// The text of which the parser says this.
    Other(String),
    /// Something else was expected.
    Expected(Expected),
}
