//! What-ifs: keyword arguments that make a scenario.

use aiinfra::{
    Error, Follow, GrowthRate, Input, Money, Outlook, Scenario, Shape, Unit, Year, scenario,
};
use pyo3::types::PyAnyMethods;
use pyo3::{Bound, PyAny, PyResult};

use crate::error::{at, no_answer, value_error};
use crate::keywords::Keywords;
use crate::values::{Value, by_year, chosen, entries, has_entries, together};

/// Which figures of the report to keep, and what to assume instead.
pub(crate) fn scenario(keywords: &Keywords<'_>, market: &aiinfra::Market) -> PyResult<Scenario> {
    let forecast = forecast(keywords)?;
    forecast.horizon(market).map_err(value_error)?;
    let unit = market.unit();
    let base = keywords.value("base")?.map(|value| size(&value, unit, Input::Base)).transpose()?;
    let shape = keywords.value("shape")?;
    let shape = shape.map(|value| Shape::parse(&value.0, unit).map_err(at(Input::Shape)));
    Ok(Scenario {
        base,
        actuals: by_year(actuals(keywords, unit)?, Input::Actual)?,
        growth: by_year(growth(keywords)?, Input::Growth)?,
        outlook: outlook(keywords, &forecast, market)?,
        shape: shape.transpose()?.unwrap_or_default(),
        ..forecast
    })
}

/// The report's own forecast over the same years.
pub(crate) fn forecast(keywords: &Keywords<'_>) -> PyResult<Scenario> {
    let follow = keywords.value("follow")?;
    let follow = follow.map(|name| chosen("follow", &name.0, Follow::ALL, Follow::name));
    let extend = keywords.value("extend")?;
    Ok(Scenario {
        follow: follow.transpose()?.unwrap_or_default(),
        extend: extend.map(|year| year.parse(Input::Extend)).transpose()?,
        ..Scenario::default()
    })
}

/// A size, in the report's unit or with its own.
pub(crate) fn size(value: &Value, unit: Unit, input: Input) -> PyResult<Money> {
    Money::parse(&value.0, unit).map_err(at(input))
}

fn actuals(keywords: &Keywords<'_>, unit: Unit) -> PyResult<Vec<(Year, Money)>> {
    let actuals = keywords.take("actual")?.map(|given| entries("actual", &given)).transpose()?;
    let actual = |(year, value): (Value, Value)| {
        let year: Year = year.parse(Input::Actual(0))?;
        Ok((year, size(&value, unit, Input::Actual(year.number()))?))
    };
    actuals.into_iter().flatten().map(actual).collect()
}

/// The growth of single years. A key may be a run of years: `"2025..2028"`.
fn growth(keywords: &Keywords<'_>) -> PyResult<Vec<(Year, GrowthRate)>> {
    let given = keywords.take("growth")?.map(|given| entries("growth", &given)).transpose()?;
    let mut growth = Vec::new();
    for (years, rate) in given.into_iter().flatten() {
        let text = format!("{}={}", years.0, rate.0);
        growth.extend(scenario::growth_of(&text).map_err(at(Input::Growth(0)))?);
    }
    Ok(growth)
}

fn outlook(
    keywords: &Keywords<'_>,
    forecast: &Scenario,
    market: &aiinfra::Market,
) -> PyResult<Outlook> {
    let (cagr, target) = (keywords.value("cagr")?, keywords.take("target")?);
    let keep = keywords.value("keep")?;
    let keeps_end =
        keep.map(|name| chosen("keep", &name.0, &["growth", "end"], |name| name)).transpose()?
            == Some("end");
    match (cagr, target, keeps_end) {
        (Some(_), Some(_), _) => Err(together(Input::Cagr, Input::Target)),
        (Some(_), _, true) => Err(together(Input::Cagr, Input::Keep)),
        (_, Some(_), true) => Err(together(Input::Target, Input::Keep)),
        (Some(rate), None, false) => Ok(Outlook::Cagr(rate.parse(Input::Cagr)?)),
        (None, Some(target), false) => {
            let parsed = forecast.parse_target(&target_text(&target)?, market);
            parsed.map_err(|error| at(Input::Target)(scenario::extendable(error)))
        }
        (None, None, true) => Ok(Outlook::PublishedEnd),
        (None, None, false) => Ok(Outlook::OwnGrowth),
    }
}

/// A target is a size, or a year with its size: `{2030: 300}`.
fn target_text(target: &Bound<'_, PyAny>) -> PyResult<String> {
    if !has_entries(target)? {
        return Ok(target.extract::<Value>()?.0);
    }
    match entries("target", target)?.as_slice() {
        [(year, size)] => Ok(format!("{}={}", year.0, size.0)),
        _ => {
            Err(no_answer("`target=`: expected one year with its size, such as target={2030: 300}"))
        }
    }
}

/// An error about a later year says how to extend the forecast.
pub(crate) fn extendable(error: Error) -> pyo3::PyErr {
    value_error(scenario::extendable(error))
}
