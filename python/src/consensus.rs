//! The answer of `Market.consensus`.

use aiinfra::consensus::{Member, Summary, Survey};
use aiinfra::panel::{self, Editions, Filed, Panel, Selection};
use aiinfra::{Cell, Column, Denomination, Horizon, Year};
use pyo3::types::PyDict;
use pyo3::{Bound, PyResult, Python};

use crate::answer::Shown;
use crate::error::{no_answer, value_error};
use crate::keywords::Keywords;
use crate::market::Market;
use crate::values::{chosen, each};

pub(crate) fn answer<'a, 'py>(
    reports: impl Iterator<Item = &'a Market>,
    keywords: &Keywords<'py>,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let filed = |one: &Market| Filed { file: one.file.clone(), market: one.market.clone() };
    let reports: Vec<Filed> = reports.map(filed).collect();
    let Some(own) = reports.first().map(|own| own.market.clone()) else {
        return Ok(PyDict::new(py));
    };
    let shown = Shown::of(keywords, &own)?;
    let selection = selection(keywords, own.scope())?;
    keywords.finish()?;
    let panel = Panel::select(reports, &selection).map_err(value_error)?;
    let currency = |one: &Filed| one.market.currency() == own.currency();
    let counted: Vec<Filed> = panel.reports.into_iter().filter(currency).collect();
    let survey = survey(counted)?;
    let years = survey.years();
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Err(no_answer(format!(
            "too few reports about `{}` in {}: expected at least two with a size for the same year",
            own.scope(),
            own.currency()
        )));
    };
    let horizon = Horizon::new(*first, *last).map_err(value_error)?;
    let asked = shown.years(horizon, years).map_err(value_error)?;
    let summaries = asked.into_iter().filter_map(|year| summary(&survey, year).transpose());
    let columns = [
        Column::year(),
        Column::number("reports", "Reports"),
        shown.money("min"),
        shown.money("p25"),
        shown.money("median"),
        shown.money("p75"),
        shown.money("max"),
        Column::percent("spread", "Spread"),
    ];
    shown.columns(py, &columns, summaries.map(|summary| Ok(row(&summary?))))
}

fn selection(keywords: &Keywords<'_>, scope: &str) -> PyResult<Selection> {
    let editions = keywords.value("editions")?;
    let editions = editions.map(|name| chosen("editions", &name.0, Editions::ALL, Editions::name));
    let without = keywords.take("without")?.map(|given| each(&given)).transpose()?;
    Ok(Selection {
        scope: Some(scope.to_owned()),
        editions: editions.transpose()?.unwrap_or_default(),
        without: without.into_iter().flatten().map(|publisher| publisher.0).collect(),
    })
}

fn survey(reports: Vec<Filed>) -> PyResult<Survey> {
    let named = panel::names(&reports).into_iter().zip(reports);
    let member = |(name, report)| Member::new(name, report, Denomination::default());
    Ok(Survey { members: named.map(member).collect::<Result<_, _>>().map_err(value_error)? })
}

fn summary(survey: &Survey, year: Year) -> PyResult<Option<Summary>> {
    survey.in_year(year).map_err(value_error)
}

fn row(summary: &Summary) -> Vec<Cell> {
    vec![
        Cell::Year(summary.year),
        Cell::Exact(summary.count().derivation()),
        Cell::from(&summary.lowest),
        Cell::from(&summary.lower_quartile),
        Cell::from(&summary.median),
        Cell::from(&summary.upper_quartile),
        Cell::from(&summary.highest),
        Cell::from(&summary.spread),
    ]
}
