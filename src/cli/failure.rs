//! The errors that end a run, and how they are reported.

use std::env;
use std::io::{self, Write};

use aiinfra::wording::{Names, Spelling};
use aiinfra::{Currency, Year, scenario};
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use clap::builder::StyledStr;

/// An error that ends a run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments cannot be parsed.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// A value contains control characters, which would act on the terminal if it were shown.
    #[error("{what} `{escaped}`: expected text without control characters{hint}")]
    Unprintable { what: &'static str, escaped: String, hint: &'static str },
    /// The library returned an error.
    #[error("{}", .0.spelled(Names::Options.into()))]
    Question(#[from] aiinfra::Error),
    /// `cagr` was given more or fewer than three of its four values.
    #[error("given: {given}; expected exactly three of --start, --end, --years and --rate")]
    NotThree { given: String },
    /// The library returned an error that belongs to a known place, such as a file and line.
    #[error("{place}: {}", .fault.spelled(*.spelling))]
    Placed { place: String, fault: aiinfra::Error, spelling: Spelling },
    /// Two options contradict each other.
    #[error("`--{one}` with `--{other}`: expected {expected}")]
    Clash { one: String, other: String, expected: &'static str },
    /// Reports about several markets, of which none was chosen.
    #[error(
        "the files are about several markets ({scopes}): expected --data FILE, a report about one of them"
    )]
    SeveralScopes { scopes: String },
    /// `range` has nothing uncertain.
    #[error("nothing is uncertain: expected an interval, such as --cagr 20..33 or --base 40..55")]
    NoInterval,
    /// An option has no effect without others.
    #[error("`--{option}`: expected {expected}")]
    AloneOf { option: String, expected: &'static str },
    /// `compare` has nothing to compare the forecast with.
    #[error(
        "nothing to compare the forecast with: expected --scenario, --cagr, --scenarios, --with or a what-if such as \
         --actual"
    )]
    NothingToCompare,
    /// A scenario has the same name as another.
    #[error("scenario `{name}`: expected another name, because {owner} has this one")]
    NameTaken { name: String, owner: &'static str },
    /// Some reports are about another market.
    #[error(
        "scope {others}: expected `{own}`, the scope of the report to compare with; if the market is the same, set \
         `scope` in the dataset, otherwise pass --any-scope"
    )]
    OtherScopes { others: String, own: String },
    /// Two markets have the same publisher and name.
    #[error("--with: `{name}` twice: expected reports that differ in publisher, market or edition")]
    MarketTwice { name: String },
    /// The options of `init` make no valid dataset, for one or more reasons.
    #[error("{}", .0.join("; "))]
    Entry(Vec<String>),
    /// Another market is in a different currency.
    #[error(
        "{file}: currency `{theirs}`: expected {ours}, the currency of the answer, or --exchange {theirs}=RATE, the \
         {ours} that one {theirs} is worth"
    )]
    Currency { file: String, theirs: Currency, ours: Currency },
    /// The answer is to be in another currency than the report, and no rate is given.
    #[error(
        "`--currency {to}` for a report in {from}: expected --exchange {to}=RATE as well, the {from} that one {to} is \
         worth"
    )]
    NoRate { from: Currency, to: Currency },
    /// A rate without a currency to convert the answer to.
    #[error(
        "`--exchange {currency}`: expected --currency {currency} as well, because the answer is in {answer}, which \
         takes no conversion"
    )]
    RateAlone { currency: Currency, answer: Currency },
    /// A rate of the answer's currency, which every report is in.
    #[error(
        "`--exchange {currency}`: expected no rate of {currency}, because the figures are in {currency} already"
    )]
    RateOfAnswer { currency: Currency },
    /// A rate that converts nothing.
    #[error(
        "`--exchange {currency}`: expected no rate of {currency}, because the rate of {used} is enough for an answer in \
         {answer}"
    )]
    RateUnused { currency: Currency, used: Currency, answer: Currency },
    /// A price year without inflation.
    #[error(
        "`--prices {year}`: expected --deflate as well, with inflation in percent per year or the file of a price index"
    )]
    PricesAlone { year: Year },
    /// An option for the terms of an answer, with a command that keeps the report's.
    #[error("`--{option}`: expected no such option here, because {reason}")]
    OwnTerms { option: &'static str, reason: &'static str },
    /// A year that no market has.
    #[error(
        "year `{year}`: expected a year from {first} to {last}, the years of the reports compared{hint}"
    )]
    InNoMarket { year: Year, first: Year, last: Year, hint: String },
    /// Several reports, no two of which have a year in common.
    #[error(
        "the {count} reports about `{scope}` have no year in common: expected at least two with a size for the same year"
    )]
    NoSharedYear { count: usize, scope: String },
    /// Too few reports for a consensus.
    #[error("{found} about `{scope}`{years}: expected at least two{hint}")]
    TooFewReports { found: String, scope: String, years: String, hint: String },
    /// A segment name that occurs in several dimensions.
    #[error(
        "segment `{name}` is in {dimensions}: expected a dimension, as in `aiinfra segments {first}`"
    )]
    SegmentOfSeveral { name: String, first: String, dimensions: String },
    /// A segment of another dimension than the one asked about.
    #[error("segment `{name}`: expected a segment of `{asked}`; this one belongs to `{dimension}`")]
    SegmentElsewhere { name: String, asked: String, dimension: String },
    /// The report prints no CAGR for any segment asked about.
    #[error(
        "{of}: expected rates, as in --segment-cagr cloud=35, since the report prints no CAGR for its segments"
    )]
    NoSegmentCagr { of: String },
    /// A file could not be read.
    #[error("cannot read {file}: {fault}; expected {expected}")]
    Input { file: String, fault: String, expected: &'static str },
    /// A format was chosen for an answer that is always text.
    #[error("`--{option}`: expected no such option here, because the answer is text, not a table")]
    NoFormat { option: &'static str },
    /// An option for a chart, with an answer that is always rows.
    #[error("`--{option}`: expected no such option here, because the answer is rows, not a chart")]
    OnlyRows { option: &'static str },
    /// A format was chosen for a report, which is always a page.
    #[error(
        "`--{option}`: expected html, because a report is a page, as in `aiinfra report -o report.html`"
    )]
    OnlyPage { option: String },
    /// A page would be shown at the terminal.
    #[error(
        "a report is a page for a browser: expected a file for it, as in `aiinfra report -o report.html`"
    )]
    PageOnTerminal,
    /// A workbook would be shown at the terminal.
    #[error("a workbook is for a spreadsheet program: expected a file for it, as in `-o {file}`")]
    BinaryOnTerminal { file: String },
    /// An option for a table or a picture, with a report.
    #[error(
        "`--{option}`: expected no such option here, because a report is a page with tables and charts of its own"
    )]
    NotOnPage { option: String },
    /// A year stands where a size belongs.
    #[error(
        "size `{year}` looks like a year: expected a size, such as 300bn; did you mean `aiinfra {call}`?"
    )]
    YearAsSize { year: Year, call: String },
    /// A layout of sizes was asked for, and the answer has none.
    #[error(
        "`--layout {layout}`: expected a command that yields sizes, such as forecast or segments"
    )]
    NoSizes { layout: &'static str },
    /// A picture was asked for, and the answer has no sizes to draw.
    #[error(
        "`--{chosen}`: expected a command that yields sizes, such as forecast or segments; for this one, use html, \
         markdown or csv"
    )]
    NoPicture { chosen: String },
    /// The arguments name no command.
    #[error("{0}")]
    NoCommand(StyledStr),
    /// A format that cannot be written row by row.
    #[error("format `{format}`: expected csv, tsv or ndjson, which can be written row by row")]
    NotStreamed { format: &'static str },
    /// The scenarios and the dataset cannot both come from stdin.
    #[error("`--data -` with scenarios from stdin: expected a file for one of them")]
    StdinTwice,
    /// A row that does not end, such as one with an open quote.
    #[error("{file}: line {line}: {fault}")]
    Endless { file: String, line: u64, fault: String },
    /// Some rows have errors and were skipped.
    #[error("{file}: skipped {left_out} of {every} rows{more}")]
    LeftOut { file: String, left_out: u64, every: u64, more: &'static str },
    /// Some files are not valid datasets.
    #[error("{}", told(.faults, *.every, *.can_skip))]
    FaultyReports { faults: Vec<Self>, every: usize, can_skip: bool },
    /// Some files are not valid datasets and were skipped.
    #[error("skipped {left_out} of {every} reports")]
    SkippedReports { left_out: usize, every: usize },
    /// The file's extension does not name a format.
    #[error(
        "file `{file}`: expected an extension that names a format ({endings}), or --format{hint}"
    )]
    Ending { file: String, endings: String, hint: &'static str },
    /// The output file is also an input.
    #[error("{file}: expected another file for the output, because this one is an input")]
    OwnInput { file: String },
    /// A new dataset would overwrite a file that the user may have edited.
    #[error("`{file}`: expected the name of a new file, because this one exists")]
    NotNew { file: String },
    /// A file is not what it was when it was opened.
    #[error("{file} changed while it was being read: expected a file that nobody is writing to")]
    Changed { file: String },
    /// The user or the system ended the run.
    #[error("interrupted: {told}")]
    Interrupted { told: String },
    /// Overwriting a file failed partway.
    #[error(
        "cannot write to {place}: {fault}; expected {expected}; the file now mixes old and new content"
    )]
    Torn { place: String, fault: String, expected: &'static str },
    /// The answer could not be written.
    #[error("cannot write to {place}: {fault}; expected {expected}")]
    Output { place: String, fault: String, expected: &'static str },
}

impl Failure {
    /// Returns the error that an answer could not be written to `place`.
    pub(crate) fn output(place: &str, fault: &io::Error, expected: &'static str) -> Self {
        Self::Output { place: place.to_owned(), fault: fault.to_string(), expected }
    }

    /// Returns the error that two options, named without their dashes, contradict each other.
    pub(crate) fn clash(one: &str, other: &str, expected: &'static str) -> Self {
        Self::Clash { one: one.to_owned(), other: other.to_owned(), expected }
    }

    /// Returns an error from the library that belongs to `place`.
    pub(crate) fn at(place: impl Into<String>, fault: aiinfra::Error) -> Self {
        Self::Placed { place: place.into(), fault, spelling: Names::Options.into() }
    }

    /// Returns an error from the library that belongs to a row of a scenario file.
    pub(crate) fn in_row(
        place: impl Into<String>,
        fault: aiinfra::Error,
        decimal_comma: bool,
    ) -> Self {
        let spelling = Spelling { names: Names::Columns, decimal_comma };
        Self::Placed { place: place.into(), fault, spelling }
    }

    /// Returns the error of a command that can extend the forecast. One about a later year says so.
    pub(crate) fn extendable(self) -> Self {
        match self {
            Self::Question(fault) => Self::Question(scenario::extendable(fault)),
            Self::Placed { place, fault, spelling } => {
                Self::Placed { place, fault: scenario::extendable(fault), spelling }
            }
            other => other,
        }
    }

    /// Reports the error on stderr. If stderr is closed or full, the report is lost.
    pub(crate) fn report(&self, color: ColorChoice) {
        let tell = |sentence: &str| tell(sentence, color);
        let _ = match self {
            Self::Arguments(error) => write!(stderr(color), "{}", error.render().ansi()),
            Self::NoCommand(overview) => write!(stderr(color), "{}", overview.ansi()),
            Self::Placed { place, fault, spelling } => fault
                .each()
                .try_for_each(|fault| tell(&format!("{place}: {}", fault.spelled(*spelling)))),
            Self::Entry(sentences) => sentences.iter().try_for_each(|sentence| tell(sentence)),
            Self::FaultyReports { faults, every, can_skip } => {
                faults.iter().for_each(|fault| fault.report(color));
                let how = can_skip.then(|| way_out(faults.len(), *every));
                how.iter().try_for_each(|how| tell(how))
            }
            _ => tell(&self.to_string()),
        };
    }
}

/// The errors of several files in one sentence.
fn told(faults: &[Failure], every: usize, can_skip: bool) -> String {
    let how = can_skip.then(|| way_out(faults.len(), every));
    let sentences: Vec<String> = faults.iter().map(ToString::to_string).chain(how).collect();
    sentences.join("; ")
}

/// How to go on without faulty files.
fn way_out(faulty: usize, every: usize) -> String {
    format!(
        "{faulty} of {every} reports cannot be used: expected valid datasets, or --skip-faulty to continue without them"
    )
}

fn tell(sentence: &str, color: ColorChoice) -> io::Result<()> {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    writeln!(stderr(color), "{red}error:{red:#} {sentence}")
}

/// Whether the terminal does not support styles, which anstream ignores if CI is set.
pub(super) fn is_dumb() -> bool {
    let is_forced = env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    !is_forced && env::var_os("TERM").is_some_and(|name| name == "dumb")
}

fn stderr(color: ColorChoice) -> AutoStream<io::Stderr> {
    let choice = match color {
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
        ColorChoice::Auto if is_dumb() => anstream::ColorChoice::Never,
        ColorChoice::Auto => anstream::ColorChoice::Auto,
    };
    AutoStream::new(io::stderr(), choice)
}
