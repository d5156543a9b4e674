//! The class `Market`.

use std::fs;
use std::path::PathBuf;

use aiinfra::audit::{self, Value};
use aiinfra::wording::{self, Names};
use aiinfra::{Cell, Column, Error, Origin, render, warning};
use pyo3::exceptions::PyOSError;
use pyo3::types::{PyAnyMethods, PyDict, PyString, PyTuple};
use pyo3::{Bound, PyAny, PyErr, PyRef, PyResult, Python, pyclass, pymethods};

use crate::answer::{Shown, warn_of};
use crate::error::{no_answer, value_error};
use crate::keywords::Keywords;
use crate::what_if::{extendable, scenario};
use crate::{compare, consensus, range, segments};

/// The figures of a report about a market, and what they forecast.
///
/// Answers are dictionaries from column names to lists, which `pandas.DataFrame`, `polars.DataFrame` and
/// `pyarrow.table` take as they are. The names are those of the command's CSV. Figures are floats, each the nearest
/// to the exact value, or with `decimal=True` of the type `decimal.Decimal`, with up to 20 decimals.
///
/// Rates and shares are in percent. A size is in the report's unit, or a text with its own: `"600bn"`. A float means
/// its shortest decimal: 26.81 is exactly 26.81. What is refused is a `ValueError` that says what would be right; what
/// looks like a slip is a warning.
///
/// >>> import aiinfra
/// >>> market = aiinfra.Market.embedded()
/// >>> market.forecast(year=2030, cagr=30)
/// {'year': [2030], 'value_usd_billion': [225.55678457], 'growth_pct': [30.0]}
#[pyclass(module = "aiinfra", frozen)]
pub(crate) struct Market {
    pub(crate) market: aiinfra::Market,
    /// The name of its file, or an empty text.
    pub(crate) file: String,
    /// The dataset, unless the report is built in.
    text: Option<String>,
}

#[pymethods]
impl Market {
    /// The built-in report: the global market for AI infrastructure from 2024 to 2034.
    ///
    /// >>> aiinfra.Market.embedded()
    /// <aiinfra.Market 'AI infrastructure' by Cervicorn Consulting, 2024 to 2034>
    #[staticmethod]
    fn embedded() -> PyResult<Self> {
        let market = aiinfra::Market::embedded().map_err(value_error)?;
        Ok(Self { market, file: String::new(), text: None })
    }

    /// Another report, as a dataset in TOML: its text, or the path of its file.
    ///
    /// A text without an equals sign is the name of a file. Figures that contradict each other are a warning.
    ///
    /// >>> aiinfra.Market.from_toml('''
    /// ... market = { name = "Widgets", publisher = "One", currency = "EUR", unit = "million" }
    /// ... value = [{ year = 2025, size = "40" }, { year = 2030, size = "100" }]
    /// ... ''')
    /// <aiinfra.Market 'Widgets' by One, 2025 to 2030>
    #[staticmethod]
    fn from_toml(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text: Option<String> = match source.cast::<PyString>() {
            Ok(text) => Some(text.extract()?).filter(|text: &String| text.contains('=')),
            Err(_) => None,
        };
        let (text, file) = match text {
            Some(text) => (text, String::new()),
            None => read(source.extract()?)?,
        };
        let market = aiinfra::Market::from_toml(&text).map_err(|error| in_file(&file, &error))?;
        warn_of(py, &market, warning::contradiction(&market, None))?;
        Ok(Self { market, file, text: Some(text) })
    }

    /// The market's name.
    #[getter]
    fn name(&self) -> &str {
        self.market.name()
    }

    /// The report's publisher.
    #[getter]
    fn publisher(&self) -> &str {
        self.market.publisher()
    }

    /// The code of the report's currency, such as `"USD"`.
    #[getter]
    fn currency(&self) -> &str {
        self.market.currency().code()
    }

    /// The unit of the report's sizes: `"million"`, `"billion"` or `"trillion"`.
    #[getter]
    fn unit(&self) -> &str {
        self.market.unit().name()
    }

    /// For other processes: a market travels as its dataset.
    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, class) = (slf.py(), slf.get_type());
        match &slf.get().text {
            Some(text) => Ok((class.getattr("from_toml")?, PyTuple::new(py, [text])?)),
            None => Ok((class.getattr("embedded")?, PyTuple::empty(py))),
        }
    }

    fn __repr__(&self) -> String {
        let (market, horizon) = (&self.market, self.market.forecast_period());
        format!(
            "<aiinfra.Market '{}' by {}, {} to {}>",
            market.name(),
            market.publisher(),
            horizon.first(),
            horizon.last()
        )
    }

    /// The market, year by year.
    ///
    /// Years: `year` is one or several; `from_` and `to` are the first and the last. `unit` is that of the sizes.
    ///
    /// What-ifs: `cagr`, a growth rate; `base`, a size in the base year; `actual` and `growth`, dictionaries from years
    /// to sizes and to rates; `target`, a size for the last year, or a dictionary from a year to its size; `shape`,
    /// what lies between the last two known sizes: `"growth"`, `"steps"`, `"fade=10"` or `"ceiling=600bn"`; `extend`,
    /// the year to extend the forecast to; `follow`, the published `"sizes"` or the stated `"cagr"`; `keep`, later
    /// `"growth"` rates or the `"end"`.
    ///
    /// >>> market = aiinfra.Market.embedded()
    /// >>> market.forecast(from_=2033, actual={2025: 62}, keep="end")
    /// {'year': [2033, 2034], 'value_usd_billion': [398.2016..., 502.42], 'growth_pct': [26.1722..., 26.1722...]}
    /// >>> market.forecast(year=2030, decimal=True)["value_usd_billion"]
    /// [Decimal('194.30253374075571062521')]
    /// >>> market.forecast(year=2040)
    /// Traceback (most recent call last):
    /// ValueError: year `2040`: expected a year from 2024 to 2034, the years of the forecast; to go further, pass extend=2040
    #[pyo3(signature = (**options), text_signature = "($self, *, year=None, from_=None, to=None, unit=None, decimal=False, cagr=None, base=None, actual=None, target=None, growth=None, shape=None, extend=None, follow='sizes', keep='growth')")]
    fn forecast<'py>(
        &self,
        py: Python<'py>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let (market, keywords) = (&self.market, Keywords::of(py, "forecast", options)?);
        let shown = Shown::of(&keywords, market)?;
        let scenario = scenario(&keywords, market)?;
        keywords.finish()?;
        let trajectory = scenario.trajectory(market).map_err(extendable)?;
        warn_of(py, market, warning::slips(&scenario, market))?;
        let horizon = trajectory.horizon();
        let years = shown.years_of(horizon)?;
        let columns = [Column::year(), shown.money("value"), Column::percent("growth", "Growth")];
        let rows = years.into_iter().map(|year| {
            let size = trajectory.traced(year).map_err(value_error)?;
            let growth = trajectory.traced_growth(year).map_err(value_error)?;
            Ok(vec![Cell::Year(year), Cell::from(&size), Cell::from(growth.as_ref())])
        });
        shown.columns(py, &columns, rows)
    }

    /// The market by segment: of one dimension, such as `"region"`, or of all.
    ///
    /// By default, the year is the base year. `segment_cagr` and `segment_share` are dictionaries from segments to
    /// growth rates and to shares in the last year; `segment_cagr="published"` takes the report's own. With
    /// `total="sum"`, the segments add up to a total of their own. `normalize=True` rescales published shares to 100%.
    /// The other arguments are those of `forecast`.
    ///
    /// >>> market = aiinfra.Market.embedded()
    /// >>> answer = market.segments("region", year=2030)
    /// >>> list(answer)
    /// ['dimension', 'segment', 'year', 'share_pct', 'value_usd_billion']
    /// >>> answer["segment"]
    /// ['north-america', 'europe', 'asia-pacific', 'lamea']
    #[pyo3(signature = (dimension=None, **options), text_signature = "($self, dimension=None, *, year=None, from_=None, to=None, unit=None, decimal=False, segment_cagr=None, segment_share=None, total='fixed', normalize=False, cagr=None, base=None, actual=None, target=None, growth=None, shape=None, extend=None, follow='sizes', keep='growth')")]
    fn segments<'py>(
        &self,
        py: Python<'py>,
        dimension: Option<&str>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        segments::answer(&self.market, dimension, &Keywords::of(py, "segments", options)?, py)
    }

    /// Scenarios beside the report's own forecast.
    ///
    /// `scenarios` is a dictionary from names to growth rates, or to dictionaries of what-ifs. The other what-ifs hold
    /// in every scenario that has none of its own.
    ///
    /// >>> market = aiinfra.Market.embedded()
    /// >>> answer = market.compare({"bear": 20, "bull": {"cagr": 33, "base": "50bn"}}, year=2034)
    /// >>> answer["scenario"], answer["delta_pct"]
    /// (['forecast', 'bear', 'bull'], [0.0, -42.4107..., 72.35...])
    #[pyo3(signature = (scenarios, **options), text_signature = "($self, scenarios, *, year=None, from_=None, to=None, unit=None, decimal=False, cagr=None, base=None, actual=None, target=None, growth=None, shape=None, extend=None, follow='sizes', keep='growth')")]
    fn compare<'py>(
        &self,
        py: Python<'py>,
        scenarios: &Bound<'py, PyAny>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        compare::answer(&self.market, scenarios, &Keywords::of(py, "compare", options)?, py)
    }

    /// Whether the report's figures agree with each other, the worst finding first.
    ///
    /// The status is `"fail"`, `"warn"`, `"note"` or `"pass"`. The other columns are text as well.
    ///
    /// >>> answer = aiinfra.Market.embedded().check()
    /// >>> answer["status"][0], answer["rule"][0], answer["stated"][0], answer["computed"][0]
    /// ('warn', 'shares', '100', '86')
    fn check<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let market = &self.market;
        let findings = audit::check(market).map_err(value_error)?;
        let columns = ["rule", "status", "subject", "stated", "computed", "detail"];
        let scale = market.scale(market.unit(), render::USUAL_DIGITS);
        let rows = findings.iter().map(|finding| {
            let text = |text: &str| Cell::Text(text.to_owned());
            Ok(vec![
                text(finding.rule.name()),
                text(finding.status.name()),
                text(&finding.subject),
                figure(&finding.stated),
                figure(&finding.computed),
                Cell::Text(wording::finding(finding, &scale, Names::Keywords.into())),
            ])
        });
        let shown = Shown::of(&Keywords::of(py, "check", None)?, market)?;
        shown.columns(py, &columns.map(|key| Column::text(key, key)), rows)
    }

    /// How sure the forecast is: quantiles of the size in each year.
    ///
    /// `base` and `cagr` are intervals, `(40, 55)` or `"40..55"`, or single values; at least one is an interval.
    /// `within` is the probability, in percent, that a value lies in its interval, by default 90; with 100, the answer
    /// has the lowest and the highest size instead. `quantiles` are those to show, in percent. `reach` is a size whose
    /// probability is shown as well. With `independent_years=True`, each year has a growth rate of its own.
    /// `correlation` is that of base and growth rate, from -1 to 1. The other arguments are those of `forecast`.
    ///
    /// >>> market = aiinfra.Market.embedded()
    /// >>> market.range(cagr=(20, 33), quantiles=[10, 50, 90], year=2030)
    /// {'year': [2030], 'p10_usd_billion': [149.3...], 'p50_usd_billion': [189.974...], 'p90_usd_billion': [241.6...]}
    #[pyo3(signature = (**options), text_signature = "($self, *, year=None, from_=None, to=None, unit=None, decimal=False, base=None, cagr=None, within=90, quantiles=(5, 25, 50, 75, 95), reach=None, independent_years=False, correlation=None, actual=None, target=None, growth=None, shape=None, extend=None, follow='sizes', keep='growth')")]
    fn range<'py>(
        &self,
        py: Python<'py>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        range::answer(&self.market, &Keywords::of(py, "range", options)?, py)
    }

    /// What this report and others about the same market forecast together, in every year that at least two have.
    ///
    /// Reports of another scope or in another currency don't count, nor do the publishers in `without`. `editions` says
    /// which of a publisher count: the `"latest"` or `"all"`. The years and the unit are those of `forecast`.
    ///
    /// >>> other = aiinfra.Market.from_toml('''
    /// ... market = { name = "AI infrastructure", publisher = "Two", currency = "USD", unit = "billion" }
    /// ... value = [{ year = 2025, size = "60" }, { year = 2030, size = "200" }]
    /// ... ''')
    /// >>> answer = aiinfra.Market.embedded().consensus([other], year=2030)
    /// >>> answer["reports"], answer["median_usd_billion"]
    /// ([2.0], [197.1512...])
    #[pyo3(signature = (others, **options), text_signature = "($self, others, *, year=None, from_=None, to=None, unit=None, decimal=False, editions='latest', without=())")]
    fn consensus<'py>(
        &self,
        py: Python<'py>,
        others: Vec<PyRef<'py, Self>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let reports = std::iter::once(self).chain(others.iter().map(|other| &**other));
        consensus::answer(reports, &Keywords::of(py, "consensus", options)?, py)
    }
}

impl Market {
    /// The report, or else the built-in one.
    pub(crate) fn or_embedded(market: Option<PyRef<'_, Self>>) -> PyResult<aiinfra::Market> {
        match market {
            Some(market) => Ok(market.market.clone()),
            None => aiinfra::Market::embedded().map_err(value_error),
        }
    }
}

/// Reads a file, and returns its text and name.
fn read(path: PathBuf) -> PyResult<(String, String)> {
    let name = path.display().to_string();
    let bytes = fs::read(&path).map_err(|error| {
        // From an error number, Python makes the right class, such as `FileNotFoundError`.
        PyOSError::new_err((error.raw_os_error(), error.to_string(), name.clone()))
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| no_answer(format!("{name}: expected a dataset in TOML, in UTF-8")))?;
    Ok((text, name))
}

/// Each error in a file names it.
fn in_file(file: &str, error: &Error) -> PyErr {
    let place = if file.is_empty() { String::new() } else { format!("{file}: ") };
    let errors: Vec<String> = error.each().map(|error| format!("{place}{error}")).collect();
    no_answer(errors.join("\n"))
}

fn figure(value: &Value) -> Cell {
    match value {
        Value::Printed(figure) => match figure.origin() {
            Origin::Published(citation) => Cell::Printed(citation.figure.digits().to_owned()),
            _ => Cell::Figure(figure.clone()),
        },
        Value::Figure(figure) => Cell::Figure(figure.clone()),
        Value::Text(text) => Cell::Text(text.clone()),
        _ => Cell::Empty,
    }
}
