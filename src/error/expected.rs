//! What would be right.

use super::Setting;

/// What would be right in the place of a value at fault.
///
/// Its [`Display`](std::fmt::Display) text goes after "expected".
///
/// ```
/// use aiinfra::error::Expected;
///
/// assert_eq!(Expected::YearOf { first: 2024, last: 2034 }.to_string(),
///     "one from 2024 to 2034, the years of the forecast");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A number in digits, with a decimal point or without.
    Number,
    /// A number of at most so many digits.
    Digits(usize),
    /// A number, with a unit or without.
    Figure,
    /// One of the units.
    Unit,
    /// The code of a currency.
    Currency,
    /// A size that a market may have.
    Size,
    /// A percentage a year of at most so many percent.
    GrowthRate {
        /// The highest, in percent.
        highest: u32,
    },
    /// A percentage of a whole.
    Share,
    /// A year of four digits.
    Year,
    /// A number of years up to this.
    NumberOfYears {
        /// The longest span.
        longest: u32,
    },
    /// A number of decimals up to this.
    NumberOfDecimals {
        /// The most.
        most: u8,
    },
    /// Values, or a range with its step.
    List,
    /// This entry only once.
    Once(String),
    /// At most so many entries.
    Entries(usize),
    /// A step for a range.
    Step,
    /// A step other than 0.
    StepNotZero,
    /// A step that leads from one end of a range to the other.
    StepToward {
        /// Is it one above 0?
        is_above: bool,
        /// Where the range begins.
        from: String,
        /// Where it ends.
        to: String,
    },
    /// The same unit behind all numbers of a range.
    SameUnit,
    /// A year of the forecast.
    YearOf {
        /// Its first year.
        first: u16,
        /// Its last year.
        last: u16,
    },
    /// The dimension of a segment.
    DimensionOf {
        /// The dimension's id.
        id: String,
    },
    /// About growth.
    Growth(ExpectedGrowth),
    /// About a row of a file of scenarios.
    Cell(ExpectedCell),
    /// About a key of a dataset.
    Key(ExpectedKey),
}

/// What would be right about growth and the years in which it takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedGrowth {
    /// More than no time.
    Time,
    /// More time, or sizes nearer to each other.
    Gentler {
        /// The highest growth rate, in percent.
        highest: u32,
    },
    /// A rate above 0, since the end is above the start.
    Up,
    /// A rate below 0, since the end is below the start.
    Down,
    /// A rate that leads from start to end within so many years.
    Within {
        /// The longest span.
        years: u32,
    },
    /// A rate that keeps a size in its bounds.
    InBounds,
    /// A size for the first year, and a second one or a rate.
    SizeAndMore,
    /// A year of the horizon.
    OfHorizon,
    /// A year with growth into it.
    YearAfter {
        /// The year that it has to come after.
        after: u16,
        /// The last year of the forecast.
        last: u16,
    },
    /// A year after that of the last known size.
    YearAfterKnown {
        /// The year of the last known size.
        known: u16,
        /// The last year of the forecast.
        last: u16,
    },
    /// Growth for fewer years.
    FewerYears,
    /// One size for the base year.
    OneSizeFor(u16),
    /// Actuals before this year, or the other setting.
    ActualsBefore {
        /// The year.
        year: u16,
        /// What can be set instead.
        or: Setting,
    },
    /// A target after the last actual.
    TargetAfterActual,
    /// A segment with a published share.
    SegmentWithShare,
}

/// What would be right in a file of scenarios: in its header, a row or a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedCell {
    /// Commas between the columns.
    Commas,
    /// Each column once.
    ColumnOnce,
    /// Each column once, since each becomes a key.
    KeyOnce,
    /// Each column that is read once.
    InputOnce,
    /// A header.
    Header,
    /// A column that is read.
    Input {
        /// A column that may be meant for one, and which one.
        hint: Option<(String, &'static str)>,
    },
    /// Another name, since a column of that name is added.
    OtherName,
    /// A line for each scenario.
    Lines,
    /// Each name once.
    NameOnce,
    /// A name.
    Name,
    /// As many cells as the header has.
    Count(usize),
    /// A decimal point.
    Point,
    /// A decimal comma.
    Comma,
    /// Quotes around a cell with a carriage return.
    Quotes,
    /// Nothing after the quote that closes a cell.
    NothingAfterQuote,
    /// UTF-8, since JSON has no other letters.
    Utf8ForJson,
    /// UTF-8, since a spreadsheet reads it as that.
    Utf8ForSpreadsheet,
    /// Text without NUL characters.
    NoNul,
}

/// What would be right in a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedKey {
    /// Text.
    Text,
    /// Text in quotes.
    Quoted,
    /// An id.
    Id,
    /// An id that is not reserved.
    OtherId,
    /// Each id once.
    IdOnce,
    /// A year without quotes.
    Year,
    /// A size.
    Size,
    /// A growth rate.
    GrowthRate,
    /// A share.
    Share,
    /// A figure.
    Figure,
    /// A number without commas and currency signs.
    PlainFigure,
    /// A number whose unit stands elsewhere.
    NumberAlone,
    /// The market's table.
    Market,
    /// A published size.
    OneSize,
    /// At least one table.
    AtLeastOne,
    /// Growth of at most so many percent a year from an earlier size.
    Reachable {
        /// The highest growth rate, in percent.
        highest: u32,
        /// The earlier size as printed.
        size: String,
        /// Its year.
        year: u16,
    },
    /// A later year than the one before it.
    LaterThan(u16),
    /// A year after that of `from`.
    AfterFrom(u16),
    /// A year after that of the first size.
    AfterFirst(u16),
    /// A year before that of the last size.
    BeforeLast(u16),
    /// Shares of at most 100% together.
    SharesWithinWhole,
    /// A part of TOML.
    Toml(ExpectedToml),
}

/// What would be right in a line that is not TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedToml {
    /// Three quotes at the end of a text that begins with three.
    ThreeQuotes,
    /// A quote at the end of a text.
    LastQuote,
    /// A quote at the beginning of a text.
    FirstQuote,
    /// A text without control characters.
    NoControl,
    /// A number, or a text in quotes.
    Value,
    /// Two backslashes for one.
    Backslashes,
    /// One pair of brackets around the name of a table.
    OneBracket,
    /// Two pairs of brackets around the name of a list of tables.
    TwoBrackets,
    /// A key with a value, or a remark.
    KeyOrRemark,
    /// A key in plain letters.
    PlainKey,
    /// A name in plain letters.
    PlainName,
    /// One equals sign.
    OneEquals,
    /// A comma between each two entries.
    Comma,
    /// One comma between each two entries.
    OneComma,
    /// A key and a value in each entry of a table in braces.
    Entry,
    /// A comma or a closing brace after each entry.
    CommaOrBrace,
    /// A closing brace.
    Brace,
    /// A closing bracket.
    Bracket,
    /// A number of digits and a point alone.
    PlainNumber,
}

impl From<ExpectedGrowth> for Expected {
    fn from(expected: ExpectedGrowth) -> Self {
        Self::Growth(expected)
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
