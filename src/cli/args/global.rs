//! The options that every command takes.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::slice;

use aiinfra::panel::Filed;
use aiinfra::render::{FORMATS, Format, MOST_DIGITS, USUAL_DIGITS};
use aiinfra::wording::Verbosity;
use aiinfra::{
    About, Column, Currency, Denomination, Factor, Follow, Layout, Market, Money, Note, Rows,
    Scale, Scenario, Table, Unit, Warning, Year, warning,
};
use clap::{Args, ColorChoice, ValueHint};

use crate::cli::args::picture::PictureArguments;
use crate::cli::args::shared::{check_printable, given_options, one_of, parsed};
use crate::cli::args::terms::{Deflator, deflator, exchange_rate};
use crate::cli::failure::Failure;
use crate::cli::io::input;

#[derive(Args, Default)]
#[command(next_help_heading = "Global options")]
// Otherwise the usage line of an error would list all of them.
#[group(skip)]
pub(crate) struct Global {
    /// Dataset of another report in TOML, or - for stdin [env: AIINFRA_DATA] [default: the built-in report]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// Output format [default: table, or the extension of the output file]
    #[arg(short, long, value_name = "FORMAT", value_parser = one_of(FORMATS.iter(), |format| slice::from_ref(&format.name)))]
    pub(crate) format: Option<&'static Format>,

    /// Write to FILE, completely or not at all, instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Unit of the sizes in the output [default: the report's]
    #[arg(long, value_name = "UNIT", ignore_case = true, value_parser = one_of(Unit::ALL.iter().copied(), Unit::spellings))]
    pub(crate) unit: Option<Unit>,

    /// Decimals, 0 to 20 [default: 2 in formats for people, full precision in csv, tsv, json and ndjson]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = digits)]
    pub(crate) digits: Option<u8>,

    /// Excel-compatible CSV (UTF-8 with a byte-order mark, CRLF)
    #[arg(long)]
    pub(crate) excel: bool,

    /// CSV with decimal commas (46,73) and semicolons between cells
    #[arg(long)]
    pub(crate) decimal_comma: bool,

    /// When to use colors and bold text [default: auto]
    #[arg(long, value_name = "WHEN")]
    color: Option<ColorChoice>,

    /// Show how each figure is computed from published and given figures
    #[arg(long)]
    pub(crate) explain: bool,

    /// Detail of the notes; warnings are always shown [default: full in json and xlsx, otherwise short]
    #[arg(long, value_name = "NOTES", value_parser = one_of(Verbosity::ALL.iter().copied(), Verbosity::names))]
    pub(crate) notes: Option<Verbosity>,

    /// Rows: a year of a segment or scenario, a year, or a single figure [default: long, in formats for programs]
    #[arg(long, value_name = "LAYOUT", value_parser = one_of(Layout::ALL.iter().copied(), Layout::names))]
    pub(crate) layout: Option<Layout>,

    #[command(flatten)]
    pub(crate) picture: PictureArguments,

    /// Currency of the answer; if the report's is another, it takes --exchange [default: the report's]
    #[arg(long, value_name = "CUR", value_parser = parsed::<Currency>)]
    pub(crate) currency: Option<Currency>,

    /// Exchange rate for every year: EUR=1.08 if one EUR is 1.08 of the other currency; repeatable
    #[arg(long, value_name = "CUR=RATE", value_parser = exchange_rate)]
    pub(super) exchange: Vec<(Currency, Factor)>,

    /// Answer in real terms, at this inflation in percent per year, or by a price index in CSV (year,index)
    #[arg(long, value_name = "PCT|FILE", allow_hyphen_values = true, value_hint = ValueHint::AnyPath, value_parser = deflator)]
    pub(super) deflate: Option<Deflator>,

    /// Year whose prices --deflate uses [default: the base year]
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    pub(super) prices: Option<Year>,

    /// Print notes to stderr in formats without notes, such as csv
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// The option for the unit, without its dashes.
pub(crate) const UNIT: &str = "unit";

fn digits(text: &str) -> Result<u8, String> {
    let digits = text.parse().ok().filter(|digits| *digits <= MOST_DIGITS);
    digits.ok_or_else(|| format!("expected a whole number from 0 to {MOST_DIGITS}"))
}

/// The market that a command works on.
pub(crate) struct Session {
    /// The market asked about.
    pub(crate) market: Market,
    /// How the report's own amounts are written in notes.
    pub(crate) scale: Scale,
    /// The currency and the prices of the answer.
    pub(crate) denomination: Denomination,
    /// What looks like a slip in them.
    slip: Option<Warning>,
    /// Whether numbers have a decimal comma, in the output and in files of scenarios.
    pub(crate) decimal_comma: bool,
    /// Whether it is the market of the embedded report.
    is_embedded: bool,
}

impl Session {
    /// The same session in the report's own terms.
    pub(crate) fn in_own_terms(&self) -> Self {
        Self {
            market: self.market.clone(),
            scale: self.scale.clone(),
            denomination: Denomination::default(),
            slip: self.slip.clone(),
            ..*self
        }
    }

    /// A table of figures that rest on this market, in the session's unit.
    pub(crate) fn table(
        &self,
        columns: Vec<Column>,
        rows: impl Into<Rows>,
        notes: impl IntoIterator<Item = impl Into<Note>>,
    ) -> Table {
        let warnings = self.contradiction().into_iter().chain(self.slip.clone()).map(Note::from);
        let notes = warnings.chain(self.terms()).chain(notes.into_iter().map(Into::into));
        Table { notes: notes.collect(), ..self.table_without_notes(columns, rows) }
    }

    /// A table in the session's unit.
    pub(crate) fn table_without_notes(&self, columns: Vec<Column>, rows: impl Into<Rows>) -> Table {
        let about = About::of(&self.market);
        let exchange = self.denomination.exchange();
        Table {
            report_currency: exchange.map(|exchange| exchange.from.clone()),
            prices: self.denomination.prices().map(|prices| prices.year),
            ..Table::new(about, (self.currency().clone(), self.scale.unit), columns, rows)
        }
    }

    /// A table of figures that rest on a scenario of this market, in the session's unit.
    pub(crate) fn scenario_table(
        &self,
        scenario: &Scenario,
        columns: Vec<Column>,
        rows: impl Into<Rows>,
        notes: impl IntoIterator<Item = impl Into<Note>>,
    ) -> Table {
        let mut table = self.table(columns, rows, notes);
        if scenario.assumes_anything() {
            WHAT_IF.clone_into(&mut table.about.scenario);
        } else if scenario.follow == Follow::Cagr {
            STATED_CAGR.clone_into(&mut table.about.scenario);
        }
        let slips = warning::slips(scenario, &self.market).into_iter().map(Note::from);
        table.notes.splice(0..0, slips);
        table
    }

    /// The warning that the report contradicts itself, if it does.
    pub(crate) fn contradiction(&self) -> Option<Warning> {
        // The embedded report does not; a test checks that.
        if self.is_embedded { None } else { warning::contradiction(&self.market, None) }
    }

    /// A column of amounts in the session's unit, with a heading.
    pub(crate) fn money_of(&self, what: &str, label: &str) -> Column {
        let column = self.money(what);
        Column { label: format!("{label}, {}", column.label), ..column }
    }

    /// An amount with its currency, unit and prices, as the columns name them.
    pub(crate) fn written(&self, size: &Money) -> String {
        let number = size.in_unit(self.scale.unit).to_grouped_in_full();
        let amount = format!("{} {number} {}", self.currency(), self.scale.unit);
        match self.denomination.prices() {
            Some(prices) => format!("{amount}, {} prices", prices.year),
            None => amount,
        }
    }

    /// A column of amounts in the session's unit.
    pub(crate) fn money(&self, what: &str) -> Column {
        let column = Column::money(what, self.currency(), self.scale.unit);
        match self.denomination.prices() {
            Some(prices) => column.in_prices_of(prices.year),
            None => column,
        }
    }

    /// A column of growth rates, which are real if the amounts are: `growth`, or `real_growth`.
    pub(crate) fn growth(&self, what: &str, label: &str) -> Column {
        Column::percent(&self.key(what), &self.label(label))
    }

    /// A key, marked if the amounts are in real terms.
    pub(crate) fn key(&self, key: &str) -> String {
        if self.is_real() { format!("real_{key}") } else { key.to_owned() }
    }

    /// A label, marked if the amounts are in real terms.
    pub(crate) fn label(&self, label: &str) -> String {
        let mut letters = label.chars();
        match letters.next() {
            _ if !self.is_real() => label.to_owned(),
            // Not the first letter of CAGR.
            Some(first) if letters.as_str().starts_with(char::is_lowercase) => {
                format!("Real {}{}", first.to_lowercase(), letters.as_str())
            }
            _ => format!("Real {label}"),
        }
    }

    /// Whether the amounts are in real terms.
    pub(crate) fn is_real(&self) -> bool {
        self.denomination.prices().is_some()
    }

    /// Whether the amounts are in other terms than the report's.
    pub(crate) fn is_expressed(&self) -> bool {
        self.is_real() || self.denomination.exchange().is_some()
    }

    /// The answer's currency.
    fn currency(&self) -> &Currency {
        self.denomination.exchange().map_or(&self.scale.currency, |exchange| &exchange.to)
    }

    /// What looks like a slip in the terms of the answer.
    pub(crate) fn slip(&self) -> Option<Warning> {
        self.slip.clone()
    }

    /// What to know about the currency and the prices of the answer.
    pub(crate) fn terms(&self) -> impl Iterator<Item = Note> {
        let exchange = self.denomination.exchange().cloned();
        let prices = self.denomination.prices().cloned();
        let exchanged = exchange.map(|exchange| Note::Exchanged { exchange, is_other: false });
        exchanged.into_iter().chain(prices.map(Note::RealTerms))
    }
}

/// The name of a scenario without its own name.
pub(crate) const WHAT_IF: &str = About::WHAT_IF;

/// The name of the report's forecast at its stated CAGR.
const STATED_CAGR: &str = About::STATED_CAGR;

/// Names the dataset if no option does.
const DATA: &str = "AIINFRA_DATA";

/// The dataset in the environment variable.
fn variable() -> Option<OsString> {
    env::var_os(DATA).filter(|name| !name.is_empty())
}

impl Global {
    /// Combines two sets of options; this one takes precedence.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            format: self.format.or(other.format),
            output: self.output.or(other.output),
            unit: self.unit.or(other.unit),
            digits: self.digits.or(other.digits),
            excel: self.excel || other.excel,
            decimal_comma: self.decimal_comma || other.decimal_comma,
            color: self.color.or(other.color),
            explain: self.explain || other.explain,
            notes: self.notes.or(other.notes),
            layout: self.layout.or(other.layout),
            picture: self.picture.or(other.picture),
            currency: self.currency.or(other.currency),
            exchange: [other.exchange, self.exchange].concat(),
            deflate: self.deflate.or(other.deflate),
            prices: self.prices.or(other.prices),
            verbose: self.verbose || other.verbose,
        }
    }

    /// Loads the market that the options name.
    pub(crate) fn session(&self) -> Result<Session, Failure> {
        let mut session = self.own_session()?;
        self.express(&mut session, Vec::new())?;
        Ok(session)
    }

    /// Loads the market that the options name, in the report's own terms. [`Global::express`] sets those of the answer.
    pub(crate) fn own_session(&self) -> Result<Session, Failure> {
        Ok(self.session_about(self.market()?, self.dataset().is_none()))
    }

    /// The session about a market, in the report's own terms.
    pub(crate) fn session_about(&self, market: Market, is_embedded: bool) -> Session {
        let unit = self.unit.unwrap_or(market.unit());
        // With fewer digits, notes could print different figures alike.
        let scale = market.scale(unit, self.digits.unwrap_or(USUAL_DIGITS).max(USUAL_DIGITS));
        let (denomination, slip) = (Denomination::default(), self.small_inflation());
        let decimal_comma = self.decimal_comma;
        Session { market, scale, denomination, slip, decimal_comma, is_embedded }
    }

    /// The session's report with the name of its file, which is empty if it is the embedded one.
    pub(crate) fn own_report(&self, session: &Session) -> Filed {
        let file = self.dataset().map_or_else(String::new, |file| input::name(&file));
        Filed { file, market: session.market.clone() }
    }

    /// Whether to use colors and bold text.
    pub(crate) fn color(&self) -> ColorChoice {
        self.color.unwrap_or_default()
    }

    /// The option for spreadsheets, if one is given, without its dashes.
    pub(crate) fn for_spreadsheet(&self) -> Option<&'static str> {
        match (self.excel, self.decimal_comma) {
            (true, _) => Some("excel"),
            (false, true) => Some("decimal-comma"),
            (false, false) => None,
        }
    }

    /// The options for the figures of a table that were given, without their dashes.
    pub(crate) fn of_figures(&self) -> impl Iterator<Item = &'static str> {
        given_options([
            (UNIT, self.unit.is_some()),
            ("digits", self.digits.is_some()),
            ("explain", self.explain),
            ("notes", self.notes.is_some()),
        ])
    }

    /// The file of the dataset, if it is not the embedded one.
    pub(crate) fn dataset(&self) -> Option<PathBuf> {
        self.data.clone().or_else(|| variable().map(PathBuf::from))
    }

    /// Whether the dataset comes from stdin.
    pub(crate) fn reads_stdin(&self) -> bool {
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
