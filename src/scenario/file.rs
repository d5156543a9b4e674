//! Scenarios from a CSV file.

use std::collections::HashSet;

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::error::{
    Error, ExpectedCell, Fault, Missing, Place, RowsFault, Setting, What, is_active,
};
use crate::input::Input;
use crate::market::Market;
use crate::quantity::Money;

use super::{Outlook, Scenario};

/// The columns a file may have. The first holds the scenario's name.
const COLUMNS: [&str; 4] = ["scenario", "base", "cagr", "target"];

/// Reads named scenarios from CSV, one per row.
///
/// The first line names the columns in any order and case: `scenario`, and any of `base`, `cagr`, and `target`. A
/// missing or empty cell keeps the setting in `common`. Sizes are in the market's unit unless they include their own.
/// `cagr` is in percent per year. A target may include its year, as in `2030=300`.
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
/// - a row with both `cagr` and `target`, or with a setting that `common` already has
/// - a row that [`Scenario::trajectory`] rejects, such as a target before the last actual in `common`
pub fn read(
    text: &str,
    common: &Scenario,
    market: &Market,
) -> Result<Vec<(String, Scenario)>, Error> {
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| Error::from(Fault::Unreadable(error.to_string()));
    let header = reader.headers().map_err(unreadable)?;
    let header: StringRecord = header.iter().map(str::to_lowercase).collect();
    check_header(&header).map_err(|error| error.at(Place::Line(1)))?;
    let mut names = HashSet::new();
    let mut scenarios = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { header: &header, record: &record };
        let at_line = |error: Error| error.at(Place::Line(line));
        let (name, scenario) = row.scenario(common, market).map_err(at_line)?;
        scenario.trajectory(market).map_err(at_line)?;
        if !names.insert(name.clone()) {
            return Err(at_line(Error::invalid(What::Scenario, name, ExpectedCell::NameOnce)));
        }
        scenarios.push((name, scenario));
    }
    if scenarios.is_empty() {
        return Err(Error::missing(Missing::Scenario, ExpectedCell::Lines));
    }
    Ok(scenarios)
}

fn check_header(header: &StringRecord) -> Result<(), Error> {
    if let (Some(name), 1) = (header.get(0), header.len())
        && name.contains([';', '\t'])
    {
        return Err(Error::invalid(What::Header, name, ExpectedCell::Commas));
    }
    for (at, name) in header.iter().enumerate() {
        if !COLUMNS.contains(&name) {
            return Err(Error::unread(What::Column, name, COLUMNS));
        }
        if header.iter().take(at).any(|other| other == name) {
            return Err(Error::invalid(What::Column, name, ExpectedCell::ColumnOnce));
        }
    }
    if !header.iter().any(|name| name == "scenario") {
        return Err(Error::missing(Missing::Column("scenario"), ExpectedCell::Header));
    }
    Ok(())
}

/// Returns an error if a row sets what is already set for every scenario.
fn check_not_set_for_all(own: Input, all: Option<Setting>) -> Result<(), Error> {
    all.map_or(Ok(()), |all| Err(RowsFault::AlsoForAll { own, all }.into()))
}

/// Returns the setting that chose this outlook, or `None` for the default.
fn outlook_setting(outlook: &Outlook) -> Option<Setting> {
    match outlook {
        Outlook::OwnGrowth => None,
        Outlook::PublishedEnd => Some(Setting::new(Input::Keep, "end")),
        Outlook::Cagr(_) => Some(Input::Cagr.into()),
        Outlook::Target { .. } => Some(Input::Target.into()),
    }
}

/// The non-empty cells of a scenario.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cells<'a> {
    pub(crate) base: Option<&'a str>,
    pub(crate) cagr: Option<&'a str>,
    pub(crate) target: Option<&'a str>,
}

impl Cells<'_> {
    /// Returns `common` with the settings from the cells applied.
    pub(crate) fn scenario(&self, common: &Scenario, market: &Market) -> Result<Scenario, Error> {
        let mut scenario = common.clone();
        let size = |text: &str| Money::parse(text, market.unit());
        if let Some(base) = read_cell(Input::Base, self.base, size)? {
            check_not_set_for_all(Input::Base, common.base.as_ref().map(|_| Input::Base.into()))?;
            scenario.base = Some(base);
        }
        let cagr = read_cell(Input::Cagr, self.cagr, str::parse)?.map(Outlook::Cagr);
        let target =
            read_cell(Input::Target, self.target, |text| common.parse_target(text, market))?;
        scenario.outlook = match (cagr, target) {
            (Some(_), Some(_)) => {
                return Err(RowsFault::Together(Input::Cagr, Input::Target).into());
            }
            (Some(outlook), None) => {
                check_not_set_for_all(Input::Cagr, outlook_setting(&common.outlook))?;
                outlook
            }
            (None, Some(outlook)) => {
                check_not_set_for_all(Input::Target, outlook_setting(&common.outlook))?;
                outlook
            }
            (None, None) => scenario.outlook,
        };
        Ok(scenario)
    }
}

fn read_cell<Value>(
    column: Input,
    cell: Option<&str>,
    parse: impl Fn(&str) -> Result<Value, Error>,
) -> Result<Option<Value>, Error> {
    let read = |text: &str| {
        parse(text).map_err(|error| match text.contains(',') {
            true => Error::invalid(What::Number, text, ExpectedCell::Point),
            false => error,
        })
    };
    cell.map(read).transpose().map_err(|error| error.at(column))
}

/// A row of the file, with the header.
struct Row<'a> {
    header: &'a StringRecord,
    record: &'a StringRecord,
}

impl Row<'_> {
    fn scenario(&self, common: &Scenario, market: &Market) -> Result<(String, Scenario), Error> {
        let (count, columns) = (self.record.len(), self.header.len());
        if count != columns {
            let expected = ExpectedCell::Count(columns);
            return Err(Error::invalid(What::NumberOfCells, count, expected));
        }
        let cells =
            Cells { base: self.cell("base"), cagr: self.cell("cagr"), target: self.cell("target") };
        let scenario = cells.scenario(common, market)?;
        Ok((self.name()?, scenario))
    }

    fn name(&self) -> Result<String, Error> {
        let name = self.cell("scenario").unwrap_or_default();
        if name.is_empty() || name.contains(is_active) {
            return Err(Error::invalid(What::Scenario, name, ExpectedCell::Name));
        }
        Ok(name.to_owned())
    }

    /// Returns the cell in this column, or `None` if it is missing or empty.
    fn cell(&self, column: &str) -> Option<&str> {
        let at = self.header.iter().position(|name| name == column)?;
        self.record.get(at).filter(|text| !text.is_empty())
    }
}
