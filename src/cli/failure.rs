//! What ends a run, and how it is told.

use std::env;
use std::io::{self, Write};

use aiinfra::wording::{Names, Spelling};
use aiinfra::{Currency, Year};
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use clap::builder::StyledStr;

/// Why nothing was answered, or why the answer could not be delivered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments do not parse.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// A value would act on the terminal if it were shown.
    #[error("{what} `{escaped}`: expected text without control characters{hint}")]
    Unprintable { what: &'static str, escaped: String, hint: &'static str },
    /// The question cannot be answered.
    #[error("{}", .0.spelled(Names::Options.into()))]
    Question(#[from] aiinfra::Error),
    /// `cagr` was given more or fewer than three of its four.
    #[error(
        "given: {given}; expected three of --start, --end, --years and --rate, to compute the fourth"
    )]
    NotThree { given: String },
    /// The question cannot be answered because of something in a named place.
    #[error("{place}: {}", .fault.spelled(*.spelling))]
    Placed { place: String, fault: aiinfra::Error, spelling: Spelling },
    /// Two options that say different things of the same.
    #[error("`--{one}` with `--{other}`: expected {expected}")]
    Clash { one: String, other: String, expected: &'static str },
    /// `compare` was given nothing to compare with.
    #[error(
        "nothing to compare the forecast with: expected --cagr, --scenario, --scenarios, --with or a \
         what-if such as --actual"
    )]
    NothingToCompare,
    /// A scenario has a name that is taken.
    #[error("scenario `{name}`: expected another name, since {owner} has it")]
    NameTaken { name: String, owner: &'static str },
    /// Two markets cannot be told apart.
    #[error("--with: `{name}` twice: expected markets that differ in publisher or name")]
    MarketTwice { name: String },
    /// Another market's sizes are in another currency.
    #[error(
        "{file}: currency `{theirs}`: expected {ours}, the forecast's, since no exchange rate is assumed"
    )]
    Currency { file: String, theirs: Currency, ours: Currency },
    /// A year that the forecast has, and another market has not.
    #[error("year `{year}`: expected one from {first} to {last}, the years that every market has")]
    NotShared { year: Year, first: Year, last: Year },
    /// Markets of other years.
    #[error("--with: expected years that every market has, and they have {years}")]
    NothingShared { years: String },
    /// A name of a segment that several dimensions have.
    #[error(
        "segment `{name}`: expected a dimension to be named, as in `aiinfra segments {first}`, since \
         {dimensions} have it"
    )]
    SegmentOfSeveral { name: String, first: String, dimensions: String },
    /// A segment of another dimension than the one asked about.
    #[error("segment `{name}`: expected one of `{asked}`, and this one is of `{dimension}`")]
    SegmentElsewhere { name: String, asked: String, dimension: String },
    /// A file could not be read.
    #[error("cannot read {file}: {fault}; expected {expected}")]
    Input { file: String, fault: String, expected: &'static str },
    /// A format was asked for where the answer has but one.
    #[error("`--{option}`: expected none here, since the answer is a text and not a table")]
    NoFormat { option: &'static str },
    /// No command is named.
    #[error("{0}")]
    NoCommand(StyledStr),
    /// A format that cannot be written row by row.
    #[error("format `{format}`: expected csv, tsv or ndjson, which are written row by row")]
    NotStreamed { format: &'static str },
    /// The scenarios and the dataset cannot both come from stdin.
    #[error("`--data -` with scenarios from stdin: expected a file for one of them")]
    StdinTwice,
    /// A row that does not end.
    #[error("{file}: line {line}: {fault}")]
    Endless { file: String, line: u64, fault: String },
    /// Rows that could not be answered.
    #[error("{file}: left out {left_out} of {every} rows{more}; expected none")]
    LeftOut { file: String, left_out: u64, every: u64, more: &'static str },
    /// The file's name does not say which format to write.
    #[error("file `{file}`: expected an ending that names a format ({endings}), or --format")]
    Ending { file: String, endings: String },
    /// The answer's file is one that it is made from.
    #[error("{file}: expected another file for the answer, since this one is read")]
    OwnInput { file: String },
    /// A dataset to start from would take the place of one that may have been worked on.
    #[error("`{file}`: expected the name of a new file, since this one is there")]
    NotNew { file: String },
    /// A file is not what it was when it was opened.
    #[error("{file} has changed while it was read: expected a file that stays as it is")]
    Changed { file: String },
    /// Somebody has ended the run.
    #[error("interrupted: {told}")]
    Interrupted { told: String },
    /// An answer that was written over a file broke off.
    #[error(
        "cannot write to {place}: {fault}; expected {expected}; the file now has old and new content mixed"
    )]
    Torn { place: String, fault: String, expected: &'static str },
    /// The answer could not be written.
    #[error("cannot write to {place}: {fault}; expected {expected}")]
    Output { place: String, fault: String, expected: &'static str },
}

impl Failure {
    /// The answer could not be written to `place`.
    pub(crate) fn output(place: &str, fault: &io::Error, expected: &'static str) -> Self {
        Self::Output { place: place.to_owned(), fault: fault.to_string(), expected }
    }

    /// Two options, without their dashes, that say different things of the same.
    pub(crate) fn clash(one: &str, other: &str, expected: &'static str) -> Self {
        Self::Clash { one: one.to_owned(), other: other.to_owned(), expected }
    }

    /// A question that cannot be answered because of something in that place.
    pub(crate) fn at(place: impl Into<String>, fault: aiinfra::Error) -> Self {
        Self::Placed { place: place.into(), fault, spelling: Names::Options.into() }
    }

    /// A question of a row of scenarios that cannot be answered.
    pub(crate) fn in_row(
        place: impl Into<String>,
        fault: aiinfra::Error,
        decimal_comma: bool,
    ) -> Self {
        let spelling = Spelling { names: Names::Columns, decimal_comma };
        Self::Placed { place: place.into(), fault, spelling }
    }

    /// Tells it on stderr. Where that is closed or full there is nobody left to tell.
    pub(crate) fn report(&self, color: ColorChoice) {
        let tell = |sentence: &str| tell(sentence, color);
        let _ = match self {
            Self::Arguments(error) => write!(stderr(color), "{}", error.render().ansi()),
            Self::NoCommand(overview) => write!(stderr(color), "{}", overview.ansi()),
            Self::Placed { place, fault, spelling } => fault
                .each()
                .try_for_each(|fault| tell(&format!("{place}: {}", fault.spelled(*spelling)))),
            _ => tell(&self.to_string()),
        };
    }
}

fn tell(sentence: &str, color: ColorChoice) -> io::Result<()> {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    writeln!(stderr(color), "{red}error:{red:#} {sentence}")
}

/// A terminal that knows no styles, which anstream takes for one that does where CI is set.
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
