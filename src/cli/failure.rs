//! What ends a run, and how it is told.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

/// Why nothing was answered, or why the answer could not be delivered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments do not parse.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// An argument would act on the terminal if it were shown.
    #[error("argument `{escaped}`: expected text without control characters")]
    Unprintable { escaped: String },
    /// The question cannot be answered.
    #[error(transparent)]
    Question(#[from] aiinfra::Error),
    /// `cagr` was given more or fewer than three of its four.
    #[error(
        "given: {given}; expected three of --start, --end, --years and --rate, to compute the fourth"
    )]
    NotThree { given: String },
    /// The file's name does not say which format to write.
    #[error("file `{file}`: expected an ending that names a format ({endings}), or --format")]
    Ending { file: String, endings: String },
    /// The answer could not be written.
    #[error("cannot write to {place}: {fault}; expected {expected}")]
    Output { place: String, fault: String, expected: &'static str },
}

impl Failure {
    /// The answer could not be written to `place`.
    pub(crate) fn output(place: &str, fault: &io::Error, expected: &'static str) -> Self {
        Self::Output { place: place.to_owned(), fault: fault.to_string(), expected }
    }

    /// Tells it on stderr. Where that is closed or full there is nobody left to tell.
    pub(crate) fn report(&self) {
        let _ = match self {
            Self::Arguments(error) => error.print(),
            _ => {
                let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
                writeln!(anstream::stderr(), "{red}error:{red:#} {self}")
            }
        };
    }
}
