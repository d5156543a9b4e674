//! Scenarios from a CSV file.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::error::{Error, ExpectedCell, Fault, Missing, Place, What, is_active};
use crate::market::Market;
#[cfg(doc)]
use crate::trajectory::Shape;
use crate::trajectory::Trajectory;

use super::Scenario;
use super::cells::{Cells, SETTINGS, with_point};

/// The column of a scenario's name.
const NAME: &str = "scenario";

/// The separators that are detected automatically.
pub(crate) const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Reads named scenarios from CSV, one per row.
///
/// The first line names the columns in any order and case: `scenario`, and any of `base`, `cagr`, `target`, `growth`,
/// `actual`, and `shape`. A comma, semicolon, or tab separates them, whichever yields the most of these. A missing or
/// empty cell keeps the setting in `common`. Sizes are in the market's unit unless they include their own. `cagr` is in
/// percent per year. A target may include its year, as in `2030=300`. `shape` is read by [`Shape::parse`].
///
/// `growth` holds growth rates of individual years, as in `2027=5;2028=7`, or of runs, as in `2025..2028=35`, and
/// `actual` holds sizes, as in `2025=62;2026=80bn`. They add to those in `common`. A semicolon, a vertical bar, or a blank
/// separates the entries of a cell, so that a file separated by semicolons need not quote it: `2027=5|2028=7`.
///
/// ```
/// use aiinfra::{Market, Scenario, scenario};
///
/// let text = "scenario,base,cagr\nbear,,20\nlarge,51bn,\n";
/// let read = scenario::read(text, &Scenario::default(), &Market::embedded()?)?;
/// assert_eq!(read[0].0, "bear");
/// assert!(read[1].1.base.is_some());
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `name,cagr`: an unknown column; also a missing `scenario` column, or a duplicate column
/// - no rows, or a row with more or fewer cells than the header
/// - `bear,thirty`: an invalid cell, or an empty name; the error gives the line and column
/// - `2027`, or `2027=5;2027=7`: an entry of `growth` or `actual` without its value, or a year twice
/// - `wave`: not a shape
/// - a row with both `cagr` and `target`, or with a setting that `common` already has, in the same year
/// - a row that [`Scenario::trajectory`] rejects, such as a target before the last actual in `common`
pub fn read(
    text: &str,
    common: &Scenario,
    market: &Market,
) -> Result<Vec<(String, Scenario)>, Error> {
    Ok(without_trajectories(read_with_trajectories(text, common, market, false)?))
}

/// Same as [`read`], but numbers have a decimal comma, as in `26,81`.
///
/// ```
/// use aiinfra::{Market, Scenario, scenario};
///
/// let text = "scenario;growth\nslow;2027=5,5|2028=7\n";
/// let market = Market::embedded()?;
/// let read = scenario::read_with_decimal_comma(text, &Scenario::default(), &market)?;
/// let growth = &read[0].1.growth[&"2027".parse()?];
/// assert_eq!(growth.percent().to_string(), "5.5");
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `bear;26.81`: a number with a point, which may separate thousands
/// - any error from [`read`]
pub fn read_with_decimal_comma(
    text: &str,
    common: &Scenario,
    market: &Market,
) -> Result<Vec<(String, Scenario)>, Error> {
    Ok(without_trajectories(read_with_trajectories(text, common, market, true)?))
}

fn without_trajectories(read: Vec<(Box<Scenario>, Trajectory)>) -> Vec<(String, Scenario)> {
    let named = |scenario: Scenario| {
        let name = scenario.name.as_deref().unwrap_or_default().to_owned();
        (name, scenario)
    };
    read.into_iter().map(|(scenario, _)| named(*scenario)).collect()
}

/// Reads the same with the trajectory of each scenario, so that it isn't computed twice. Numbers may have a decimal
/// comma. Scenarios are boxed, because a list of thousands takes less memory to move then.
///
/// # Errors
/// As for [`read`], or [`read_with_decimal_comma`].
pub fn read_with_trajectories(
    text: &str,
    common: &Scenario,
    market: &Market,
    decimal_comma: bool,
) -> Result<Vec<(Box<Scenario>, Trajectory)>, Error> {
    let mut reader = reader(text, separator(text));
    let unreadable = |error: csv::Error| Error::from(Fault::Unreadable(error.to_string()));
    let header = reader.headers().map_err(unreadable)?;
    let header: StringRecord = header.iter().map(str::to_lowercase).collect();
    check_header(&header).map_err(|error| error.at(Place::Line(1)))?;
    let mut names = HashSet::new();
    let mut scenarios = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { header: &header, record: &record, decimal_comma };
        let at_line = |error: Error| error.at(Place::Line(line));
        let (name, scenario) = row.scenario(common, market).map_err(at_line)?;
        let scenario = Scenario { name: Some(Arc::clone(&name)), ..scenario };
        let trajectory = scenario.trajectory(market).map_err(at_line)?;
        if !names.insert(Arc::clone(&name)) {
            return Err(at_line(Error::invalid(What::Scenario, name, ExpectedCell::NameOnce)));
        }
        scenarios.push((Box::new(scenario), trajectory));
    }
    if scenarios.is_empty() {
        return Err(Error::missing(Missing::Scenario, ExpectedCell::Lines));
    }
    Ok(scenarios)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.flexible(true).trim(Trim::All).delimiter(separator).from_reader(text.as_bytes())
}

/// Returns the separator that yields the most known columns; on a tie, the first.
fn separator(text: &str) -> u8 {
    let count = |separator: &u8| {
        let mut reader = reader(text, *separator);
        let header = reader.headers().cloned().unwrap_or_default();
        header.iter().filter(|name| is_column(&name.to_lowercase())).count()
    };
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn is_column(name: &str) -> bool {
    name == NAME || SETTINGS.contains(&name)
}

fn check_header(header: &StringRecord) -> Result<(), Error> {
    if let (Some(name), 1) = (header.get(0), header.len())
        && name.contains([';', '\t', '|'])
    {
        return Err(Error::invalid(What::Header, name, ExpectedCell::Commas));
    }
    for (at, name) in header.iter().enumerate() {
        if !is_column(name) {
            let known = std::iter::once(NAME).chain(SETTINGS);
            return Err(Error::unread(What::Column, name, known));
        }
        if header.iter().take(at).any(|other| other == name) {
            return Err(Error::invalid(What::Column, name, ExpectedCell::ColumnOnce));
        }
    }
    if !header.iter().any(|name| name == NAME) {
        return Err(Error::missing(Missing::Column(NAME), ExpectedCell::Header));
    }
    Ok(())
}

/// A row of the file, with the header.
struct Row<'a> {
    header: &'a StringRecord,
    record: &'a StringRecord,
    decimal_comma: bool,
}

impl Row<'_> {
    fn scenario(&self, common: &Scenario, market: &Market) -> Result<(Arc<str>, Scenario), Error> {
        let (count, columns) = (self.record.len(), self.header.len());
        if count != columns {
            let expected = ExpectedCell::Count(columns);
            return Err(Error::invalid(What::NumberOfCells, count, expected));
        }
        let [base, cagr, target, growth, actual, shape] =
            SETTINGS.map(|column| self.setting(column));
        let (base, cagr, target, growth, actual) = (base?, cagr?, target?, growth?, actual?);
        let shape = shape?;
        let cells = Cells {
            base: base.as_deref(),
            cagr: cagr.as_deref(),
            target: target.as_deref(),
            growth: growth.as_deref(),
            actual: actual.as_deref(),
            shape: shape.as_deref(),
        };
        let scenario = cells.scenario(common, market)?;
        Ok((self.name()?, scenario))
    }

    /// Returns the cell in this column, with a decimal point in its numbers.
    fn setting(&self, column: &str) -> Result<Option<Cow<'_, str>>, Error> {
        let cell = self.cell(column);
        match self.decimal_comma {
            true => cell.map(|cell| with_point(column, cell)).transpose(),
            false => Ok(cell.map(Cow::from)),
        }
    }

    fn name(&self) -> Result<Arc<str>, Error> {
        let name = self.cell(NAME).unwrap_or_default();
        if name.is_empty() || name.contains(is_active) {
            return Err(Error::invalid(What::Scenario, name, ExpectedCell::Name));
        }
        Ok(name.into())
    }

    /// Returns the cell in this column, or `None` if it is missing or empty.
    fn cell(&self, column: &str) -> Option<&str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.record.get(at).filter(|text| !text.is_empty())
    }
}
