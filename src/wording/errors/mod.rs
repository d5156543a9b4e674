//! Error messages.

mod dataset;
mod expected;
mod hint;
mod picture;
mod rows;
mod segments;
mod shape;
mod track;

use std::fmt;

use crate::error::{Error, Extent, Fault, Missing, Place, Setting, What, is_active, shortened};
use crate::input::Input;
use crate::panel::Editions;
use crate::trajectory::Follow;

use super::Spelling;
use super::written::BUILT_IN;
use expected::BOUNDS;

impl Error {
    /// Returns the error as a sentence, or as one sentence per line if there are several.
    ///
    /// ```
    /// use aiinfra::wording::{Names, Spelling};
    /// use aiinfra::{Input, Market, Outlook, Scenario};
    ///
    /// let market = Market::embedded()?;
    /// let outlook = Outlook::target("2030=300", &market)?;
    /// let actuals = [("2031".parse()?, market.base().size.clone())].into();
    /// // A row of a file gives the target, and an option the actual.
    /// let own = [Input::Target].into();
    /// let scenario = Scenario { actuals, outlook, own, ..Scenario::default() };
    /// let error = scenario.trajectory(&market).unwrap_err();
    /// let expected = "expected a target after the last actual";
    /// assert_eq!(error.to_string(), format!("`actual 2031` with `target 2030`: {expected}"));
    /// let in_row = error.spelled(Names::Columns.into());
    /// assert_eq!(in_row, format!("`--actual 2031` with `target 2030`: {expected}"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn spelled(&self, spelling: Spelling) -> String {
        let each = self.each().map(|error| printable(&sentence(error.fault(), spelling)));
        each.collect::<Vec<_>>().join("\n")
    }
}

/// As [`Error::spelled`], with plain names and a decimal point.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelled(Spelling::default()))
    }
}

impl std::error::Error for Error {}

/// With a plain name: `segment-cagr cloud=35`.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Spelling::default().setting(self))
    }
}

fn sentence(fault: &Fault, spelling: Spelling) -> String {
    match fault {
        Fault::Invalid { what, value, expected } => {
            let value =
                if is_numeric(*what, value) { spelling.number(value) } else { value.clone() };
            format!("{} `{value}`: expected {}", name(*what), expected.spelled(spelling))
        }
        Fault::Unknown { what, value, known } => {
            format!("no {} `{}`{}", name(*what), shortened(value), hint::of(value, known))
        }
        Fault::Unread { what, name, known } => {
            let what = if *what == What::Column { "column" } else { "key" };
            format!("unknown {what} `{}`{}", shortened(name), hint::of(name, known))
        }
        Fault::Missing { what, expected } => {
            format!("no {}: expected {}", missing(what), expected.spelled(spelling))
        }
        Fault::Clash { one, other, expected } => {
            let [one, other] = [one, other].map(|setting| spelling.setting(setting));
            format!("`{one}` with `{other}`: expected {}", expected.spelled(spelling))
        }
        Fault::Backward { first, last } => {
            format!("{first} to {last} ends before it begins: expected the earlier year first")
        }
        Fault::TooManyYears { first, last, most } => {
            format!("{first} to {last} is too long: expected at most {most} years")
        }
        Fault::NoStatedRate => no_stated_rate(spelling),
        Fault::NoFreeYear { from, to } => format!(
            "the sizes for {from} and {to} are given, and so is growth in every year between: expected at least one \
             year without"
        ),
        Fault::SameDate { publisher, date, files } => same_date(publisher, date, files, spelling),
        Fault::OutOfBounds { percent, size, year } => {
            let (percent, size) = (spelling.number(percent), spelling.number(size));
            format!("growth `{percent}% per year from {size} in {year}`: expected sizes {BOUNDS}")
        }
        Fault::Placed { place, error } => {
            let there = sentence(error.fault(), spelling);
            format!("{}: {there}", written_place(place, spelling))
        }
        Fault::PastEnd { error, year } => {
            let extend = spelling.setting(&Setting::new(Input::Extend, year.to_string()));
            format!("{}; to go further, pass {extend}", sentence(error.fault(), spelling))
        }
        Fault::Several(errors) => each(errors, spelling).join("; "),
        Fault::Segments(fault) => segments::sentence(fault, spelling),
        Fault::Track(fault) => track::sentence(fault, spelling),
        Fault::Picture(fault) => picture::sentence(fault, spelling),
        Fault::Rows(fault) => rows::sentence(fault, spelling),
        Fault::Dataset(fault) => dataset::sentence(fault),
        Fault::Unreadable(reason) => reason.clone(),
        Fault::TooLarge { what, count, most, format } => {
            let what = extent(*what);
            format!("{count} {what}: expected at most {most} in {format}; csv has no limit")
        }
        Fault::Unwritable { format, reason } => format!("{format}: {reason}"),
    }
}

fn extent(what: Extent) -> &'static str {
    match what {
        Extent::Rows => "rows",
        Extent::Columns => "columns",
    }
}

fn each(errors: &[Error], spelling: Spelling) -> Vec<String> {
    errors.iter().map(|error| sentence(error.fault(), spelling)).collect()
}

fn no_stated_rate(spelling: Spelling) -> String {
    let [sizes, cagr] = [Follow::Sizes, Follow::Cagr]
        .map(|follow| spelling.setting(&Setting::new(Input::Follow, follow.name())));
    format!("{cagr}: the report states no CAGR: expected {sizes}")
}

fn same_date(
    publisher: &str,
    date: &str,
    [one, other]: &[String; 2],
    spelling: Spelling,
) -> String {
    let all = spelling.setting(&Setting::new(Input::Editions, Editions::All.name()));
    format!(
        "{} and `{other}` are both by {publisher} and from {date}: expected a later `edition` in one of them, or {all}",
        file(one)
    )
}

/// A file, or the report that needs none.
fn file(name: &str) -> String {
    if name.is_empty() { BUILT_IN.to_owned() } else { format!("`{name}`") }
}

fn name(what: What) -> &'static str {
    match what {
        What::Cell => "cell",
        What::Column => "column",
        What::Correlation => "correlation",
        What::Coverage => "coverage",
        What::Currency => "currency",
        What::Dimension => "dimension",
        What::Edition => "edition",
        What::Entry => "entry",
        What::Figure => "figure",
        What::GrowthRate => "growth rate",
        What::Header => "header",
        What::Interval => "interval",
        What::Key(key) => key,
        What::List => "list",
        What::Number => "number",
        What::NumberOfCells => "number of cells",
        What::NumberOfDecimals => "number of decimals",
        What::NumberOfYears => "number of years",
        What::Quantile => "quantile",
        What::Publisher => "report by",
        What::Range => "range",
        What::Row => "row",
        What::Scenario => "scenario",
        What::Segment => "segment",
        What::Shape => "shape",
        What::Share => "share",
        What::Size => "size",
        What::SumOfShares => "sum of shares",
        What::Unit => "unit",
        What::Year => "year",
    }
}

/// Whether it is a number that was parsed, not text with dots of its own.
fn is_numeric(what: What, value: &str) -> bool {
    if what == What::Entry {
        return !value.contains("..");
    }
    let read = [What::GrowthRate, What::NumberOfYears, What::Share, What::Size];
    read.contains(&what) || what == What::Year
}

fn missing(what: &Missing) -> String {
    match what {
        Missing::Key(key) => format!("`{key}`"),
        Missing::Table(table) => dataset::name(table),
        Missing::Column(column) => format!("column `{column}`"),
        Missing::Scenario => "scenario".to_owned(),
        Missing::Growth(from) => format!("growth rate from {from}"),
        Missing::Index(year) => format!("index for {year}"),
    }
}

fn written_place(place: &Place, spelling: Spelling) -> String {
    match place {
        Place::File(name) => name.clone(),
        Place::Line(line) => format!("line {line}"),
        Place::Text(text) => format!("`{}`", shortened(text)),
        Place::Table(table) => dataset::name(table),
        Place::Key(key) => (*key).to_owned(),
        Place::Column(column) => column.clone(),
        Place::Input(input) => spelling.before_colon(input),
        Place::Forecast(year) => format!("forecast for {year}"),
        Place::Between(from, to) => format!("from {from} to {to}"),
        Place::Format(format) => (*format).to_owned(),
    }
}

/// Escapes characters that would act on the terminal.
pub(super) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}
