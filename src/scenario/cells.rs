//! The cells of a scenario.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::{Error, ExpectedCell, Place, RowsFault, Setting, What};
use crate::input::Input;
use crate::market::Market;
use crate::quantity::{Money, Year};
use crate::trajectory::Shape;

use super::growth::{growth_of, halves};
use super::{Outlook, Scenario};

/// The columns that hold a scenario's settings.
pub(crate) const SETTINGS: [&str; 6] = ["base", "cagr", "target", "growth", "actual", "shape"];

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
    pub(crate) growth: Option<&'a str>,
    pub(crate) actual: Option<&'a str>,
    pub(crate) shape: Option<&'a str>,
}

impl Cells<'_> {
    /// Returns `common` with the settings from the cells applied.
    pub(crate) fn scenario(&self, common: &Scenario, market: &Market) -> Result<Scenario, Error> {
        let mut scenario = common.clone();
        let size = |text: &str| Money::parse(text, market.unit());
        if let Some(base) = read_cell(Input::Base, self.base, size)? {
            check_not_set_for_all(Input::Base, common.base.as_ref().map(|_| Input::Base.into()))?;
            scenario.base = Some(base);
            scenario.own.insert(Input::Base);
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
                scenario.own.insert(Input::Cagr);
                outlook
            }
            (None, Some(outlook)) => {
                check_not_set_for_all(Input::Target, outlook_setting(&common.outlook))?;
                scenario.own.insert(Input::Target);
                outlook
            }
            (None, None) => scenario.outlook,
        };
        self.set_shape(&mut scenario, common, market)?;
        self.set_years(&mut scenario, common, market)?;
        Ok(scenario)
    }

    /// Sets the shape between the last two known sizes.
    fn set_shape(
        &self,
        scenario: &mut Scenario,
        common: &Scenario,
        market: &Market,
    ) -> Result<(), Error> {
        let parse = |text: &str| Shape::parse(text, market.unit());
        if let Some(shape) = read_cell(Input::Shape, self.shape, parse)? {
            let all = Some(&common.shape).filter(|shape| **shape != Shape::Growth);
            let all = all.map(|shape| Setting::new(Input::Shape, shape.to_string()));
            check_not_set_for_all(Input::Shape, all)?;
            scenario.shape = shape;
            scenario.own.insert(Input::Shape);
        }
        Ok(())
    }

    /// Adds the growth and the actuals of individual years.
    fn set_years(
        &self,
        scenario: &mut Scenario,
        common: &Scenario,
        market: &Market,
    ) -> Result<(), Error> {
        for (year, rate) in by_year("growth", self.growth, growth_of)? {
            let input = Input::Growth(year.number());
            let all = common.growth.get(&year).map(|_| input.clone().into());
            check_not_set_for_all(input.clone(), all)?;
            scenario.growth.insert(year, rate);
            scenario.own.insert(input);
        }
        let actual = |entry: &str| {
            let (year, size) = halves(entry, "2025=62.5")?;
            Ok(vec![(year.parse()?, Money::parse(size, market.unit())?)])
        };
        for (year, size) in by_year("actual", self.actual, actual)? {
            let input = Input::Actual(year.number());
            let all = common.actuals.get(&year).map(|_| input.clone().into());
            check_not_set_for_all(input.clone(), all)?;
            scenario.actuals.insert(year, size);
            scenario.own.insert(input);
        }
        Ok(())
    }
}

/// Reads a cell of entries such as `2027=5;2028=7`.
///
/// Any of `;`, `|`, and blanks separates entries, so that a file separated by semicolons need not quote the cell.
fn by_year<Value>(
    column: &str,
    cell: Option<&str>,
    parse: impl Fn(&str) -> Result<Vec<(Year, Value)>, Error>,
) -> Result<BTreeMap<Year, Value>, Error> {
    let at_column = |error: Error| error.at(Place::Column(column.to_owned()));
    let mut values = BTreeMap::new();
    let separates = |c: char| matches!(c, ';' | '|') || c.is_whitespace();
    let cell = cell.unwrap_or_default();
    for entry in cell.split(separates).filter(|entry| !entry.is_empty()) {
        for (year, value) in pointed(entry, &parse).map_err(at_column)? {
            if values.insert(year, value).is_some() {
                return Err(at_column(Error::invalid(What::Year, year, ExpectedCell::YearOnce)));
            }
        }
    }
    if values.is_empty() && !cell.is_empty() {
        // The cell holds nothing but separators.
        pointed(cell, parse).map_err(at_column)?;
    }
    Ok(values)
}

fn read_cell<Value>(
    column: Input,
    cell: Option<&str>,
    parse: impl Fn(&str) -> Result<Value, Error>,
) -> Result<Option<Value>, Error> {
    cell.map(|text| pointed(text, parse)).transpose().map_err(|error| error.at(column))
}

/// Reads numbers with a decimal point.
fn pointed<Value>(
    text: &str,
    parse: impl Fn(&str) -> Result<Value, Error>,
) -> Result<Value, Error> {
    parse(text).map_err(|error| match text.contains(',') {
        true => Error::invalid(What::Number, text, ExpectedCell::Point),
        false => error,
    })
}

/// Replaces the decimal comma of a cell with a point. A cell with a point is rejected: it may separate thousands.
///
/// The two points of a run of years, as in `2025..2028=35`, are not decimal points.
pub(crate) fn with_point<'a>(column: &str, cell: &'a str) -> Result<Cow<'a, str>, Error> {
    if cell.replace("..", "").contains('.') {
        let error = Error::invalid(What::Number, cell, ExpectedCell::Comma);
        return Err(error.at(Place::Column(column.to_owned())));
    }
    Ok(if cell.contains(',') { cell.replace(',', ".").into() } else { cell.into() })
}
