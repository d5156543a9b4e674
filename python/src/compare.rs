//! The answer of `Market.compare`.

use aiinfra::error::{Expected, ExpectedCell, Fault, What};
use aiinfra::{About, Cell, Column, Horizon, Market, Scenario, Trajectory, Year, warning};
use pyo3::types::{PyAnyMethods, PyDict, PyDictMethods};
use pyo3::{Bound, PyAny, PyErr, PyResult, Python};

use crate::answer::{Shown, warn_of};
use crate::error::value_error;
use crate::keywords::Keywords;
use crate::what_if::{extendable, forecast, scenario};

pub(crate) fn answer<'py>(
    market: &Market,
    scenarios: &Bound<'py, PyDict>,
    keywords: &Keywords<'py>,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let shown = Shown::of(keywords, market)?;
    let baseline = forecast(&Keywords::of(py, "compare", Some(&keywords.rest))?)?;
    let mut everyone = vec![(About::FORECAST.to_owned(), trajectory(&baseline, market)?)];
    for (name, what_ifs) in scenarios {
        let name: String = name.extract()?;
        if name == About::FORECAST {
            return Err(name_taken(name));
        }
        let scenario = with(&keywords.rest, &what_ifs, market, py)?;
        warn_of(py, market, warning::slips(&scenario, market))?;
        everyone.push((name, trajectory(&scenario, market)?));
    }
    let horizons = || everyone.iter().map(|(_, one)| one.horizon());
    let last = horizons().map(|one| one.last()).max().unwrap_or(market.horizon().last());
    let horizon = Horizon::new(market.base().year, last).map_err(value_error)?;
    let years = shown.years(horizon, horizon.years().collect())?;
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

fn name_taken(name: String) -> PyErr {
    let expected = Expected::Cell(ExpectedCell::NameOnce);
    value_error(Fault::Invalid { what: What::Scenario, value: name, expected }.into())
}

/// A scenario: a growth rate, or a dictionary of what-ifs, which replace those of the same name.
fn with<'py>(
    common: &Bound<'py, PyDict>,
    own: &Bound<'py, PyAny>,
    market: &Market,
    py: Python<'py>,
) -> PyResult<Scenario> {
    let every = common.copy()?;
    match own.cast::<PyDict>() {
        Ok(own) => every.update(own.as_mapping())?,
        Err(_) => every.set_item("cagr", own)?,
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
