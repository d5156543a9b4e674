//! Answers: columns that every library of data frames takes as they are.

use aiinfra::wording::{self, Names};
use aiinfra::{
    Cell, Column, Currency, Derivation, Error, Holds, Horizon, Input, Unit, Warning, Year,
};
use pyo3::types::{PyAnyMethods, PyDict, PyDictMethods, PyList, PyListMethods};
use pyo3::{Bound, IntoPyObject, PyAny, PyResult, Python};

use crate::error::{no_answer, warn};
use crate::keywords::Keywords;
use crate::values::{each, together};
use crate::what_if::extendable;

/// What is shown of an answer.
pub(crate) struct Shown {
    currency: Currency,
    years: Vec<Year>,
    from: Option<Year>,
    to: Option<Year>,
    unit: Unit,
    is_decimal: bool,
}

impl Shown {
    pub(crate) fn of(keywords: &Keywords<'_>, market: &aiinfra::Market) -> PyResult<Self> {
        let years = keywords.take("year")?.map(|given| each(&given)).transpose()?;
        if years.as_ref().is_some_and(Vec::is_empty) {
            return Err(no_answer("`year=`: expected at least one year"));
        }
        let years = years.unwrap_or_default();
        let end =
            |name, input: Input| keywords.value(name)?.map(|year| year.parse(input)).transpose();
        let unit = keywords.value("unit")?;
        let shown = Self {
            currency: market.currency().clone(),
            years: years.iter().map(|year| year.parse(Input::Year)).collect::<PyResult<_>>()?,
            from: end("from_", Input::From)?,
            to: end("to", Input::To)?,
            unit: unit.map_or(Ok(market.unit()), |unit| crate::values::unit(&unit.0))?,
            is_decimal: keywords.flag("decimal")?,
        };
        match (shown.years.as_slice(), shown.from, shown.to) {
            ([_, ..], Some(_), _) => Err(together(Input::Year, Input::From)),
            ([_, ..], None, Some(_)) => Err(together(Input::Year, Input::To)),
            _ => Ok(shown),
        }
    }

    /// The years asked for, in order and each once, or else the usual ones.
    pub(crate) fn years(&self, horizon: Horizon, usual: Vec<Year>) -> Result<Vec<Year>, Error> {
        if self.years.is_empty() && self.from.is_none() && self.to.is_none() {
            return Ok(usual);
        }
        let narrowed = horizon.narrowed(self.from, self.to)?;
        if self.years.is_empty() {
            return Ok(narrowed.years().collect());
        }
        let checked = self.years.iter().map(|year| horizon.check(*year));
        let mut years: Vec<Year> = checked.collect::<Result<_, _>>()?;
        years.sort_unstable();
        years.dedup();
        Ok(years)
    }

    /// The years asked for of a forecast that can be extended, or else all of them.
    pub(crate) fn years_of(&self, horizon: Horizon) -> PyResult<Vec<Year>> {
        self.years(horizon, horizon.years().collect()).map_err(extendable)
    }

    /// A column of amounts.
    pub(crate) fn money(&self, what: &str) -> Column {
        Column::money(what, &self.currency, self.unit)
    }

    /// Returns the columns by name, each as a list.
    pub(crate) fn columns<'py>(
        &self,
        py: Python<'py>,
        columns: &[Column],
        rows: impl IntoIterator<Item = PyResult<Vec<Cell>>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let lists: Vec<Bound<'py, PyList>> = columns.iter().map(|_| PyList::empty(py)).collect();
        let figures = Figures::new(py, self.is_decimal)?;
        for row in rows {
            for ((column, list), cell) in columns.iter().zip(&lists).zip(row?) {
                list.append(self.cell(py, column.holds, &cell, &figures)?)?;
            }
        }
        let answer = PyDict::new(py);
        for (column, list) in columns.iter().zip(lists) {
            answer.set_item(&column.key, list)?;
        }
        Ok(answer)
    }

    fn cell<'py>(
        &self,
        py: Python<'py>,
        holds: Holds,
        cell: &Cell,
        figures: &Figures<'py>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let is_text = holds == Holds::Words;
        Ok(Some(match cell {
            Cell::Year(year) => year.number().into_pyobject(py)?.into_any(),
            Cell::Figure(figure) | Cell::Exact(figure) if is_text => {
                figure.shown_in(self.unit).to_shortest().into_pyobject(py)?.into_any()
            }
            Cell::Figure(figure) | Cell::Exact(figure) => figures.make(figure, self.unit)?,
            Cell::Text(text)
            | Cell::Printed(text)
            | Cell::Named { id: text, .. }
            | Cell::Rated { text, .. } => text.into_pyobject(py)?.into_any(),
            _ => return Ok(None),
        }))
    }
}

/// Makes a figure a float, the nearest one, or a `Decimal`.
struct Figures<'py> {
    py: Python<'py>,
    decimal: Option<Bound<'py, PyAny>>,
}

impl<'py> Figures<'py> {
    /// As many decimals as the arithmetic guarantees for every size.
    const DECIMALS: u8 = 20;

    fn new(py: Python<'py>, is_decimal: bool) -> PyResult<Self> {
        let class = || py.import("decimal")?.getattr("Decimal");
        Ok(Self { py, decimal: is_decimal.then(class).transpose()? })
    }

    fn make(&self, figure: &Derivation, unit: Unit) -> PyResult<Bound<'py, PyAny>> {
        let number = figure.shown_in(unit);
        let Some(class) = &self.decimal else {
            return Ok(number.to_f64().into_pyobject(self.py)?.into_any());
        };
        let text = number.to_fixed(Self::DECIMALS);
        class.call1((text.trim_end_matches('0').trim_end_matches('.'),))
    }
}

/// Warns of what looks like a slip, such as a growth rate of 0.2%.
pub(crate) fn warn_of(
    py: Python<'_>,
    market: &aiinfra::Market,
    slips: impl IntoIterator<Item = Warning>,
) -> PyResult<()> {
    let scale = market.scale(market.unit(), aiinfra::render::USUAL_DIGITS);
    for slip in slips {
        let text = wording::warning(&slip, &scale, Names::Keywords.into());
        warn(py, text.strip_prefix("Warning: ").unwrap_or(&text))?;
    }
    Ok(())
}
