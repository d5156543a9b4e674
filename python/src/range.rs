//! The answer of `Market.range`.

use aiinfra::{
    Cell, Column, Coverage, Given, Input, Interval, Market, Money, Outlook, Probability, Scenario,
    Traced, Trajectory, Uncertainty, Year, warning,
};
use pyo3::types::{PyDict, PyDictMethods};
use pyo3::{Bound, PyResult, Python};

use crate::answer::{Shown, warn_of};
use crate::error::{at, no_answer, value_error};
use crate::keywords::Keywords;
use crate::values::{Value, each, interval};
use crate::what_if::{extendable, scenario, size};

const USUAL_QUANTILES: [&str; 5] = ["5", "25", "50", "75", "95"];

pub(crate) fn answer<'py>(
    market: &Market,
    keywords: &Keywords<'py>,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let shown = Shown::of(keywords, market)?;
    let uncertainty = uncertainty(keywords, market)?;
    let quantiles = quantiles(keywords)?;
    let reach = keywords.value("reach")?;
    let reach = reach.map(|value| size(&value, market.unit(), Input::Reach)).transpose()?;
    let is_whole = uncertainty.coverage.is_whole();
    if is_whole && let Some(name) = of_distribution(&uncertainty, &quantiles, reach.is_some()) {
        return Err(no_answer(format!(
            "`within=100` with `{name}=`: expected less than 100, because hard bounds have no distribution"
        )));
    }
    let certain = certain(keywords, &uncertainty, market)?;
    keywords.finish()?;
    let probabilities =
        [&[uncertainty.coverage.probability()], quantiles.as_deref().unwrap_or_default()];
    let small = probabilities.into_iter().filter_map(warning::small_probabilities);
    let slips = warning::slips(&uncertainty.for_slips(&certain), market);
    warn_of(py, market, small.chain(slips))?;
    if is_whole {
        return bounds(&uncertainty, &certain, market, &shown, py);
    }
    let quantiles = match quantiles {
        Some(quantiles) => quantiles,
        None => USUAL_QUANTILES
            .map(str::parse)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(value_error)?,
    };
    let spread = uncertainty.spread(&certain, market).map_err(extendable)?;
    let scores = spread.scores(&quantiles);
    let quantile = |one: &Probability| shown.money(&format!("p{}", one.percent()));
    let mut columns: Vec<Column> =
        std::iter::once(Column::year()).chain(quantiles.iter().map(quantile)).collect();
    columns.extend(reach.iter().map(|_| Column::number("reach_probability", "Reach")));
    let reach =
        reach.map(|size| Traced::given(size, Given { input: Input::Reach, scenario: None }));
    let horizon = spread.medians().horizon();
    let rows = shown.years_of(horizon)?.into_iter().map(|year| {
        let sizes = spread.in_year(year).map_err(value_error)?;
        let reached = reach.as_ref().map(|size| Cell::from(&sizes.reach(size)));
        let quantiles = sizes.quantiles(&scores).map_err(value_error)?;
        let cells = quantiles.iter().map(Cell::from).chain(reached);
        Ok(std::iter::once(Cell::Year(year)).chain(cells).collect())
    });
    shown.columns(py, &columns, rows)
}

/// The lowest and the highest sizes.
fn bounds<'py>(
    uncertainty: &Uncertainty,
    certain: &Scenario,
    market: &Market,
    shown: &Shown,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let bounds = uncertainty.bounds(certain, market).map_err(extendable)?;
    let horizon = bounds[0].horizon();
    let size = |of: &Trajectory, year: Year| of.traced(year).map_err(value_error);
    let rows = shown.years_of(horizon)?.into_iter().map(|year| {
        let [one, other] = &bounds;
        let (one, other) = (size(one, year)?, size(other, year)?);
        let (low, high) = if one.value() > other.value() { (other, one) } else { (one, other) };
        Ok(vec![Cell::Year(year), Cell::from(&low), Cell::from(&high)])
    });
    let columns = [Column::year(), shown.money("lowest"), shown.money("highest")];
    shown.columns(py, &columns, rows)
}

/// The intervals, which are taken out of the keywords. Single values stay.
fn uncertainty(keywords: &Keywords<'_>, market: &Market) -> PyResult<Uncertainty> {
    let between = |name: &str| -> PyResult<Option<String>> {
        let Some(object) = keywords.take(name)? else { return Ok(None) };
        let text = interval(&object)?;
        if text.contains("..") {
            return Ok(Some(text));
        }
        keywords.rest.set_item(name, object)?;
        Ok(None)
    };
    let base = between("base")?.map(|text| -> PyResult<Interval<Money>> {
        let base = text.parse().map_err(at(Input::Base))?;
        Interval::of_sizes(&base, market.unit()).map_err(at(Input::Base))
    });
    let cagr = between("cagr")?.map(|text| text.parse().map_err(at(Input::Cagr)));
    let (within, correlation) = (keywords.value("within")?, keywords.value("correlation")?);
    let uncertainty = Uncertainty {
        base: base.transpose()?,
        cagr: cagr.transpose()?,
        coverage: within.map_or(Ok(Coverage::default()), |value| value.parse(Input::Within))?,
        independent_years: keywords.flag("independent_years")?,
        correlation: correlation.map(|value| value.parse(Input::Correlation)).transpose()?,
    };
    let needed = match (&uncertainty.base, &uncertainty.cagr) {
        (None, None) => "an interval, such as cagr=(20, 33) or base=(40, 55)",
        (_, None) if uncertainty.independent_years => "an interval for cagr=, such as (20, 33)",
        (base, cagr) if uncertainty.correlation.is_some() && (base.is_none() || cagr.is_none()) => {
            "intervals for both base= and cagr="
        }
        _ => return Ok(uncertainty),
    };
    Err(no_answer(format!("nothing is uncertain: expected {needed}")))
}

fn quantiles(keywords: &Keywords<'_>) -> PyResult<Option<Vec<Probability>>> {
    let Some(given) = keywords.take("quantiles")? else { return Ok(None) };
    let parsed = |value: Value| value.0.parse().map_err(value_error);
    each(&given)?.into_iter().map(parsed).collect::<PyResult<_>>().map(Some)
}

/// A keyword that needs a distribution, if there is one.
fn of_distribution(
    uncertainty: &Uncertainty,
    quantiles: &Option<Vec<Probability>>,
    reaches: bool,
) -> Option<&'static str> {
    let given = [
        ("quantiles", quantiles.is_some()),
        ("reach", reaches),
        ("independent_years", uncertainty.independent_years),
        ("correlation", uncertainty.correlation.is_some()),
    ];
    given.into_iter().find(|(_, is_given)| *is_given).map(|(name, _)| name)
}

/// The scenario without intervals. An interval contradicts the same settings as a single rate.
fn certain(
    keywords: &Keywords<'_>,
    uncertainty: &Uncertainty,
    market: &Market,
) -> PyResult<Scenario> {
    let Some(cagr) = &uncertainty.cagr else { return scenario(keywords, market) };
    keywords.rest.set_item("cagr", cagr.low().percent().to_string())?;
    Ok(Scenario { outlook: Outlook::OwnGrowth, ..scenario(keywords, market)? })
}
