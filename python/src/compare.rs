//! The answer of `Market.compare`.

use aiinfra::{About, Cell, Column, Horizon, Market, Scenario, Trajectory, Year, warning};
use pyo3::types::{PyAnyMethods, PyDict, PyDictMethods};
use pyo3::{Bound, PyAny, PyResult, Python};

use crate::answer::{Shown, warn_of};
use crate::error::{no_answer, value_error};
use crate::keywords::Keywords;
use crate::values::{Value, has_entries, items};
use crate::what_if::{extendable, forecast, scenario};

pub(crate) fn answer<'py>(
    market: &Market,
    scenarios: &Bound<'py, PyAny>,
    keywords: &Keywords<'py>,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let shown = Shown::of(keywords, market)?;
    let baseline = forecast(&Keywords::of(py, "compare", Some(&keywords.rest))?)?;
    with(&keywords.rest, &PyDict::new(py), market, py)?;
    let mut everyone = vec![(About::FORECAST.to_owned(), trajectory(&baseline, market)?)];
    for (Value(name), what_ifs) in items("scenarios", scenarios)? {
        if name == About::FORECAST {
            return Err(no_answer(format!(
                "scenario `{name}`: expected another name, because the forecast has this one"
            )));
        }
        let scenario = with(&keywords.rest, &what_ifs, market, py)?;
        warn_of(py, market, warning::slips(&scenario, market))?;
        everyone.push((name, trajectory(&scenario, market)?));
    }
    let horizons = || everyone.iter().map(|(_, one)| one.horizon());
    let last = horizons().map(|one| one.last()).max().unwrap_or(market.horizon().last());
    let horizon = Horizon::new(market.base().year, last).map_err(value_error)?;
    let years = shown.years_of(horizon)?;
    let columns = [
        Column::text("scenario", "Scenario"),
        Column::year(),
        shown.money("value"),
        shown.money("delta"),
        Column::percent("delta", "Delta"),
    ];
    let Some((_, baseline)) = everyone.first() else { return Ok(PyDict::new(py)) };
    let rows =
        everyone.iter().flat_map(|one| years.iter().map(move |year| row(one, baseline, *year)));
    shown.columns(py, &columns, rows)
}

/// A scenario: a growth rate, or a dictionary of what-ifs, which replace those of the same name.
fn with<'py>(
    common: &Bound<'py, PyDict>,
    own: &Bound<'py, PyAny>,
    market: &Market,
    py: Python<'py>,
) -> PyResult<Scenario> {
    let every = common.copy()?;
    match has_entries(own)? {
        true => drop(every.call_method1("update", (own,))?),
        false => every.set_item("cagr", own)?,
    }
    let keywords = Keywords::of(py, "compare", Some(&every))?;
    let scenario = scenario(&keywords, market)?;
    keywords.finish()?;
    Ok(scenario)
}

fn trajectory(scenario: &Scenario, market: &Market) -> PyResult<Trajectory> {
    scenario.trajectory(market).map_err(extendable)
}

fn row(
    (name, trajectory): &(String, Trajectory),
    baseline: &Trajectory,
    year: Year,
) -> PyResult<Vec<Cell>> {
    let size = |of: &Trajectory| {
        let has_year = of.horizon().contains(year);
        has_year.then(|| of.traced(year)).transpose().map_err(value_error)
    };
    let (size, other) = (size(trajectory)?, size(baseline)?);
    let both = size.as_ref().zip(other.as_ref());
    Ok(vec![
        Cell::Text(name.clone()),
        Cell::Year(year),
        Cell::from(size.as_ref()),
        Cell::from(both.map(|(size, other)| size.difference(other)).as_ref()),
        Cell::from(both.map(|(size, other)| size.change(other)).as_ref()),
    ])
}
