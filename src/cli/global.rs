//! The options that every command takes.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use aiinfra::render::{FORMATS, Format, MOST_DIGITS, USUAL_DIGITS};
use aiinfra::{Column, Market, Rows, Scale, Table, Unit};
use clap::{Args, ColorChoice};

use super::check_printable;
use super::failure::Failure;
use super::input;
use super::shared::one_of;

#[derive(Args)]
#[command(next_help_heading = "Global options")]
// Or else the usage line under an error lists all of them where one is meant.
#[group(skip)]
pub(super) struct Global {
    /// Another market's dataset in TOML, or - for stdin [env: AIINFRA_DATA] [default: the embedded report]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// How to write the answer [default: table, or what the file's ending says]
    #[arg(short, long, value_name = "FORMAT", value_parser = one_of(FORMATS.iter(), |format| format.name))]
    pub(super) format: Option<&'static Format>,

    /// Write to FILE, whole or not at all, instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Unit of the amounts [default: the report's]
    #[arg(long, value_name = "UNIT", value_parser = one_of(Unit::ALL.iter().copied(), Unit::name))]
    unit: Option<Unit>,

    /// Decimals, 0 to 20 [default: 2 for table and markdown, full precision for the others]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = digits)]
    pub(super) digits: Option<u8>,

    /// CSV that Excel opens with the right letters: a byte-order mark, and CRLF at the end of lines
    #[arg(long)]
    pub(super) excel: bool,

    /// CSV for a spreadsheet with decimal commas: 46,73, with semicolons between the cells
    #[arg(long)]
    pub(super) decimal_comma: bool,

    /// When to use terminal styles [default: auto]
    #[arg(long, value_name = "WHEN")]
    color: Option<ColorChoice>,

    /// Print the notes to stderr where the format has no place for them
    #[arg(short, long)]
    pub(super) verbose: bool,
}

fn digits(text: &str) -> Result<u8, String> {
    let digits = text.parse().ok().filter(|digits| *digits <= MOST_DIGITS);
    digits.ok_or_else(|| format!("expected a whole number from 0 to {MOST_DIGITS}"))
}

/// What a command works on.
pub(super) struct Session {
    /// The market asked about.
    pub(super) market: Market,
    /// How amounts are written in notes.
    pub(super) scale: Scale,
}

impl Session {
    /// A table about this market, in the session's unit.
    pub(super) fn table(
        &self,
        columns: Vec<Column>,
        rows: impl Into<Rows>,
        notes: Vec<String>,
    ) -> Table {
        Table {
            market: self.market.name().to_owned(),
            currency: self.scale.currency.clone(),
            unit: self.scale.unit,
            columns,
            rows: rows.into(),
            grid: None,
            notes,
        }
    }

    /// A column of amounts in the session's unit that says whose they are.
    pub(super) fn money_of(&self, what: &str, label: &str) -> Column {
        let column = self.money(what);
        Column { label: format!("{label}, {}", column.label), ..column }
    }

    /// A column of amounts in the session's unit.
    pub(super) fn money(&self, what: &str) -> Column {
        Column::money(what, &self.scale.currency, self.scale.unit)
    }
}

/// Names the dataset where no option does.
const DATA: &str = "AIINFRA_DATA";

/// The dataset that the environment names.
fn variable() -> Option<OsString> {
    env::var_os(DATA).filter(|name| !name.is_empty())
}

impl Global {
    /// These options, and the other's where one is not given here.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            format: self.format.or(other.format),
            output: self.output.or(other.output),
            unit: self.unit.or(other.unit),
            digits: self.digits.or(other.digits),
            excel: self.excel || other.excel,
            decimal_comma: self.decimal_comma || other.decimal_comma,
            color: self.color.or(other.color),
            verbose: self.verbose || other.verbose,
        }
    }

    /// The market that the options ask about, and how its amounts are written.
    pub(super) fn session(&self) -> Result<Session, Failure> {
        let market = self.market()?;
        let unit = self.unit.unwrap_or(market.unit());
        // Fewer digits than usual would make notes that tell figures apart print them alike.
        let scale = market.scale(unit, self.digits.unwrap_or(USUAL_DIGITS).max(USUAL_DIGITS));
        Ok(Session { market, scale })
    }

    /// When terminal styles are used.
    pub(super) fn color(&self) -> ColorChoice {
        self.color.unwrap_or_default()
    }

    /// The option for spreadsheets that is given, without its dashes.
    pub(super) fn for_spreadsheet(&self) -> Option<&'static str> {
        match (self.excel, self.decimal_comma) {
            (true, _) => Some("excel"),
            (false, true) => Some("decimal-comma"),
            (false, false) => None,
        }
    }

    /// The file of the dataset, where it is not the embedded one.
    pub(super) fn dataset(&self) -> Option<PathBuf> {
        self.data.clone().or_else(|| variable().map(PathBuf::from))
    }

    /// Does the dataset come from stdin?
    pub(super) fn reads_stdin(&self) -> bool {
        self.dataset().is_some_and(|file| input::is_stdin(&file))
    }

    fn market(&self) -> Result<Market, Failure> {
        match (&self.data, variable()) {
            (Some(file), _) => input::market(file, ""),
            (None, Some(file)) => {
                check_printable(DATA, &file)?;
                input::market(file.as_ref(), &format!(" (from {DATA})"))
            }
            (None, None) => Ok(Market::embedded()?),
        }
    }
}
