//! What an error expected instead.

use super::{ExpectedRange, ExpectedShape, Setting};

/// What was expected instead of an invalid value.
///
/// Its [`Display`](std::fmt::Display) text completes a sentence after the word "expected".
///
/// ```
/// use aiinfra::error::Expected;
///
/// assert_eq!(Expected::YearOf { first: 2024, last: 2034 }.to_string(),
///     "a year from 2024 to 2034, the years of the forecast");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A number above 0, such as an exchange rate.
    Factor,
    /// The columns of a price index.
    IndexHeader,
    /// A row for every year that a price index is needed for.
    IndexYears,
    /// A number in digits, with or without a decimal point.
    Number,
    /// A number with at most this many digits.
    Digits(usize),
    /// A number, with or without a unit.
    Figure,
    /// A unit: million, billion or trillion.
    Unit,
    /// A currency code.
    Currency,
    /// A market size within the supported range.
    Size,
    /// A growth rate in percent per year.
    GrowthRate {
        /// The highest rate, in percent.
        highest: u32,
    },
    /// A share in percent.
    Share,
    /// A four-digit year.
    Year,
    /// A number of years.
    NumberOfYears {
        /// The highest number.
        longest: u32,
    },
    /// A number of decimals.
    NumberOfDecimals {
        /// The highest number.
        most: u8,
    },
    /// The date of a report: a year, a month or a day.
    Edition,
    /// A low end below the high end.
    LowBelowHigh,
    /// The same unit at both ends, or none.
    OneUnit,
    /// A list of values, or a range with a step.
    List,
    /// A list with this entry only once.
    Once(String),
    /// A list with at most this many entries.
    Entries(usize),
    /// A range with a step.
    Step,
    /// A nonzero step.
    StepNotZero,
    /// A step with the sign that leads from one end of a range to the other.
    StepToward {
        /// Whether the step must be positive.
        is_above: bool,
        /// The start of the range.
        from: String,
        /// The end of the range.
        to: String,
    },
    /// A range whose numbers all have the same unit.
    SameUnit,
    /// A year in the forecast period.
    YearOf {
        /// The first year of the period.
        first: u16,
        /// The last year of the period.
        last: u16,
    },
    /// The dimension that a segment belongs to.
    DimensionOf {
        /// The dimension's id.
        id: String,
    },
    /// An expectation about growth.
    Growth(ExpectedGrowth),
    /// An expectation about an uncertain quantity.
    Range(ExpectedRange),
    /// An expectation about the shape between known sizes.
    Shape(ExpectedShape),
    /// An expectation about a scenario file.
    Cell(ExpectedCell),
    /// An expectation about a dataset.
    Key(ExpectedKey),
}

/// What was expected of growth and the years it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedGrowth {
    /// A period longer than 0 years.
    Time,
    /// A longer period, or sizes closer together.
    Gentler {
        /// The highest growth rate allowed, in percent.
        highest: u32,
    },
    /// A positive rate, because the end size is above the start size.
    Up,
    /// A negative rate, because the end size is below the start size.
    Down,
    /// A rate that leads from the start size to the end size within this many years.
    Within {
        /// The longest period.
        years: u32,
    },
    /// A rate that keeps the size within its bounds.
    InBounds,
    /// A size in the first year, and a second size or a rate.
    SizeAndMore,
    /// A year in the forecast period, whose first and last year are not shown.
    OfHorizon,
    /// A year for which a growth rate can be set.
    YearAfter {
        /// The year before the earliest one allowed.
        after: u16,
        /// The last year of the forecast.
        last: u16,
    },
    /// A year after the last known size.
    YearAfterKnown {
        /// The year of the last known size.
        known: u16,
        /// The last year of the forecast.
        last: u16,
    },
    /// A year to extend the forecast to.
    YearAfterForecast {
        /// The last year of the forecast.
        last: u16,
    },
    /// A year or a run of years, and a growth rate.
    YearsAndRate,
    /// Growth rates for fewer years.
    FewerYears,
    /// A single size for the base year.
    OneSizeFor(u16),
    /// Actuals before this year, or a different setting.
    ActualsBefore {
        /// The year that actuals must come before.
        year: u16,
        /// The setting that also resolves the error.
        or: Setting,
    },
    /// A target in a year after the last actual.
    TargetAfterActual,
    /// A segment with a published share to start from.
    SegmentWithShare,
    /// A segment with a published CAGR.
    SegmentWithCagr,
}

/// What was expected in the header, a row or a cell of a scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedCell {
    /// Commas, semicolons, or tabs between the columns.
    Commas,
    /// No repeated columns.
    ColumnOnce,
    /// No repeated columns, because each becomes a JSON key.
    KeyOnce,
    /// No repeated input columns.
    InputOnce,
    /// A header row.
    Header,
    /// At least one input column.
    Input {
        /// A column that looks misspelled, and the input column it resembles.
        hint: Option<(String, &'static str)>,
    },
    /// Another column name, because the output adds a column with this one.
    OtherName,
    /// At least one line below the header.
    Lines,
    /// No repeated scenario names.
    NameOnce,
    /// A scenario name.
    Name,
    /// As many cells as the header has columns.
    Count(usize),
    /// A year and its value.
    Entry {
        /// An example.
        example: &'static str,
    },
    /// No repeated years.
    YearOnce,
    /// A number with a decimal point.
    Point,
    /// A number with a decimal comma.
    Comma,
    /// Quotes around a cell that contains a carriage return.
    Quotes,
    /// No text after a cell's closing quote.
    NothingAfterQuote,
    /// UTF-8, because JSON allows no other encoding.
    Utf8ForJson,
    /// UTF-8, because the output is marked as UTF-8 for spreadsheets.
    Utf8ForSpreadsheet,
    /// Text without NUL characters.
    NoNul,
}

/// What was expected in a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedKey {
    /// Text that is not empty.
    Text,
    /// Text in quotes.
    Quoted,
    /// An id.
    Id,
    /// An id that is not reserved.
    OtherId,
    /// No repeated ids.
    IdOnce,
    /// A year without quotes.
    Year,
    /// A year with a published size.
    YearOfSize {
        /// Such a year.
        example: u16,
    },
    /// A base year before the last published size, or a stated period that goes on.
    BaseBefore(u16),
    /// The date of a report: a year, a month or a day.
    Edition,
    /// A range: `low` and `high`.
    Range {
        /// Whether the ends are percentages.
        is_percent: bool,
    },
    /// A bound, `above` or `below`, or else a figure.
    Bound,
    /// The ids of a dimension and of its segment, with a slash.
    SegmentPath,
    /// Years with their figures.
    ByYear,
    /// No second share for the dimension's year.
    ShareOnce,
    /// A share or a size for each year, not both.
    ShareOrSize,
    /// A size.
    Size,
    /// A growth rate.
    GrowthRate,
    /// A share.
    Share,
    /// A figure as printed.
    Figure,
    /// A number without commas or currency signs.
    PlainFigure,
    /// A number without a unit, because the unit has a key of its own.
    NumberAlone,
    /// The `[market]` table.
    Market,
    /// At least one published size.
    OneSize,
    /// A list with at least one table.
    AtLeastOne,
    /// A size that an allowed growth rate reaches from an earlier size.
    Reachable {
        /// The highest growth rate allowed, in percent.
        highest: u32,
        /// The earlier size, as printed.
        size: String,
        /// The year of the earlier size.
        year: u16,
    },
    /// A year later than the previous one.
    LaterThan(u16),
    /// A year after the one in `from`.
    AfterFrom(u16),
    /// A year after the first published size.
    AfterFirst(u16),
    /// A year before the last published size.
    BeforeLast(u16),
    /// Shares that total at most 100%.
    SharesWithinWhole,
    /// An expectation about TOML syntax.
    Toml(ExpectedToml),
}

/// What was expected in a line that is not valid TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedToml {
    /// Three quotes at the end of a string that begins with three.
    ThreeQuotes,
    /// A quote at the end of a string.
    LastQuote,
    /// A quote at the beginning of a string.
    FirstQuote,
    /// A string without control characters.
    NoControl,
    /// A number or a quoted string.
    Value,
    /// Two backslashes for each literal one.
    Backslashes,
    /// Single brackets around a table name.
    OneBracket,
    /// Double brackets around the name of a list of tables.
    TwoBrackets,
    /// A key with a value, or a comment.
    KeyOrRemark,
    /// A key of ASCII letters, digits, hyphens and underscores.
    PlainKey,
    /// A name of ASCII letters, digits, hyphens and underscores.
    PlainName,
    /// A single equals sign.
    OneEquals,
    /// A comma between entries.
    Comma,
    /// Only one comma between entries.
    OneComma,
    /// A key and a value in each entry of an inline table.
    Entry,
    /// A comma or a closing brace after an entry.
    CommaOrBrace,
    /// A closing brace.
    Brace,
    /// A closing bracket.
    Bracket,
    /// A number made up of digits and a decimal point only.
    PlainNumber,
}

impl From<ExpectedGrowth> for Expected {
    fn from(expected: ExpectedGrowth) -> Self {
        Self::Growth(expected)
    }
}

impl From<ExpectedRange> for Expected {
    fn from(expected: ExpectedRange) -> Self {
        Self::Range(expected)
    }
}

impl From<ExpectedShape> for Expected {
    fn from(expected: ExpectedShape) -> Self {
        Self::Shape(expected)
    }
}

impl From<ExpectedCell> for Expected {
    fn from(expected: ExpectedCell) -> Self {
        Self::Cell(expected)
    }
}

impl From<ExpectedKey> for Expected {
    fn from(expected: ExpectedKey) -> Self {
        Self::Key(expected)
    }
}

impl From<ExpectedToml> for Expected {
    fn from(expected: ExpectedToml) -> Self {
        Self::Key(ExpectedKey::Toml(expected))
    }
}
