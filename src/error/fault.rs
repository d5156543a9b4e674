//! The kinds of errors.

use crate::input::Input;

use super::{Error, Expected, PictureFault, Place, Table, TrackFault};

/// The kind of an error, with its details.
///
/// Numbers in a value always use a decimal point, even if the message shows a decimal comma.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// An invalid value.
    Invalid {
        /// What the value should be.
        what: What,
        /// The value as entered, shortened to 100 characters.
        value: String,
        /// What was expected instead.
        expected: Expected,
    },
    /// A name that does not exist.
    Unknown {
        /// What the name should refer to.
        what: What,
        /// The name as entered.
        value: String,
        /// The names that exist.
        known: Vec<String>,
    },
    /// An unknown key or column.
    Unread {
        /// Whether it is a key or a column.
        what: What,
        /// The name of the key or column.
        name: String,
        /// The names that are recognized.
        known: Vec<String>,
    },
    /// Something required that is missing.
    Missing {
        /// What is missing.
        what: Missing,
        /// What was expected.
        expected: Expected,
    },
    /// Two settings that contradict each other.
    Clash {
        /// One setting.
        one: Setting,
        /// The other setting.
        other: Setting,
        /// What was expected instead.
        expected: Expected,
    },
    /// A range of years that ends before it begins.
    Backward {
        /// The first year.
        first: u16,
        /// The last year.
        last: u16,
    },
    /// A range of years that is too long for a forecast.
    TooManyYears {
        /// The first year.
        first: u16,
        /// The last year.
        last: u16,
        /// The most years allowed.
        most: u16,
    },
    /// The forecast should follow the stated growth rate, but the report states none.
    NoStatedRate,
    /// Two sizes and the growth in every year between them are set, so no year is left to adjust.
    NoFreeYear {
        /// The year of the first size.
        from: u16,
        /// The year of the second.
        to: u16,
    },
    /// Two different reports by one publisher, neither of which is later than the other.
    SameDate {
        /// The publisher.
        publisher: String,
        /// The date of both: the edition, or the base year.
        date: String,
        /// Their files. The embedded report has an empty one.
        files: [String; 2],
    },
    /// Growth to a size that is out of bounds.
    OutOfBounds {
        /// The growth rate, in percent.
        percent: String,
        /// The size before the growth, with its unit.
        size: String,
        /// The year of the size.
        year: u16,
    },
    /// Segments that don't divide the market.
    Segments(SegmentFault),
    /// Past editions that cannot be compared with actual sizes.
    Track(TrackFault),
    /// An answer that cannot be drawn.
    Picture(PictureFault),
    /// A scenario file that cannot be read.
    Rows(RowsFault),
    /// A file that is not valid CSV, with the parser's message.
    Unreadable(String),
    /// An answer that is too large for a format.
    TooLarge {
        /// What there are too many of.
        what: Extent,
        /// How many there are.
        count: usize,
        /// The most that the format allows.
        most: usize,
        /// The format.
        format: &'static str,
    },
    /// Output that a format cannot represent, with the writer's message.
    Unwritable {
        /// The format.
        format: &'static str,
        /// The reason.
        reason: String,
    },
    /// A dataset that cannot be read.
    Dataset(DatasetFault),
    /// An error with its location.
    Placed {
        /// The location.
        place: Place,
        /// The error at that location.
        error: Error,
    },
    /// A year after the end of a forecast that can be extended.
    PastEnd {
        /// The error about the year.
        error: Error,
        /// The year.
        year: u16,
    },
    /// Several errors, reported together.
    Several(Vec<Error>),
}

/// What an answer can have too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extent {
    /// Rows, including the header.
    Rows,
    /// Columns.
    Columns,
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

impl From<TrackFault> for Error {
    fn from(fault: TrackFault) -> Self {
        Fault::Track(fault).into()
    }
}

impl From<SegmentFault> for Error {
    fn from(fault: SegmentFault) -> Self {
        Fault::Segments(fault).into()
    }
}

/// What an invalid value should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variant names say it all")]
pub enum What {
    Cell,
    Column,
    Correlation,
    Coverage,
    Currency,
    Dimension,
    Edition,
    /// A year and its value.
    Entry,
    Figure,
    GrowthRate,
    Header,
    Interval,
    /// A key of a dataset, which messages refer to by name.
    Key(&'static str),
    List,
    Number,
    NumberOfCells,
    NumberOfDecimals,
    NumberOfYears,
    /// The publisher of a report.
    Publisher,
    Quantile,
    Range,
    Row,
    Scenario,
    Segment,
    Shape,
    Share,
    Size,
    SumOfShares,
    Unit,
    Year,
}

/// Something required that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// A key of a table.
    Key(&'static str),
    /// A table of a dataset.
    Table(Table),
    /// A column of a scenario file: the one for this input, or the one with the scenario names.
    Column(&'static str),
    /// A scenario in a scenario file.
    Scenario,
    /// A growth rate from this year on.
    Growth(u16),
    /// The price index of this year.
    Index(u16),
}

/// An input and the value it is set to.
///
/// ```
/// use aiinfra::Input;
/// use aiinfra::error::Setting;
///
/// assert_eq!(Setting::from(Input::Actual(2025)).value, None);
/// assert_eq!(Setting::new(Input::Keep, "end").value.as_deref(), Some("end"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// The input.
    pub input: Input,
    /// The value: a year, a choice or a percentage, if one is needed to identify the setting.
    pub value: Option<String>,
    /// Whether it is set in the scenario's own row of a file.
    pub is_own: bool,
}

impl Setting {
    /// Returns the setting of `input` to `value`.
    #[must_use]
    pub fn new(input: Input, value: impl Into<String>) -> Self {
        Self { input, value: Some(value.into()), is_own: false }
    }
}

impl From<Input> for Setting {
    fn from(input: Input) -> Self {
        Self { input, value: None, is_own: false }
    }
}

/// Why segments don't divide the market.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SegmentFault {
    /// The published shares are for the last year or later, so the setting has no year left to change.
    NoYearLeft {
        /// The assumption that cannot be applied.
        setting: Setting,
        /// The year of the shares.
        year: u16,
    },
    /// Every share of this dimension is 0, so they cannot be rescaled.
    AllZero {
        /// The dimension's id.
        dimension: String,
    },
    /// The assumptions take segments above 100% of the market.
    AboveWhole {
        /// The assumptions.
        settings: Vec<Setting>,
        /// The years in which segments exceed the market.
        years: Vec<YearRun>,
        /// Whether letting the segments add up to the market would resolve the error.
        can_sum: bool,
        /// The id of the segment that they divide, if it is not the market.
        of: Option<String>,
    },
    /// The segment that a dimension divides is 0, or out of bounds.
    NothingToDivide {
        /// The dimension's id.
        dimension: String,
        /// The segment's id.
        segment: String,
        /// The year.
        year: u16,
    },
    /// The assumptions leave nothing for the other segments.
    NothingLeft {
        /// The assumptions.
        settings: Vec<Setting>,
        /// The years in which nothing is left.
        years: Vec<YearRun>,
    },
    /// The segments add up to a size that is out of bounds.
    SumOutOfBounds {
        /// The assumptions.
        settings: Vec<Setting>,
        /// The year of the sum.
        year: u16,
    },
}

/// A run of consecutive years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum YearRun {
    /// From the first year to the second, which may be the same.
    Within(u16, u16),
    /// This year and all later years.
    From(u16),
}

/// The reason why a scenario file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowsFault {
    /// Two inputs in one row that cannot be combined.
    Together(Input, Input),
    /// An input that is set both for one scenario and for all scenarios.
    AlsoForAll {
        /// The scenario's own input.
        own: Input,
        /// The setting for all scenarios.
        all: Setting,
    },
    /// The file is in UTF-16.
    Utf16,
    /// Lines end in a carriage return without a line feed.
    CarriageReturns,
    /// A quoted cell is never closed.
    OpenQuote,
    /// Decimal commas are combined with a comma separator or with JSON.
    CommaSeparator,
}

/// The reason why a dataset cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DatasetFault {
    /// The key holds something other than this table or list of tables.
    NotTable(Table),
    /// The dataset has one size and no growth rate.
    OneSize,
    /// A line is not valid TOML.
    Toml(Toml),
    /// There are more errors than the ones reported, of which there are this many.
    More(usize),
    /// There are more than this many errors, so reading stopped.
    Flood(usize),
}

/// The reason why a line is not valid TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Toml {
    /// A repeated key.
    KeyTwice,
    /// A repeated table, possibly meant as one of a list.
    TableTwice,
    /// A table in a list whose earlier tables are written with single brackets.
    ListTwice,
    /// Extra text after the end of a value.
    Rest {
        /// The extra text.
        text: String,
        /// Whether it begins with a comma, possibly meant as a decimal mark.
        is_comma: bool,
    },
    /// Another syntax error, with the parser's message.
    Other(String),
    /// A syntax error with a known fix.
    Expected(Expected),
}
