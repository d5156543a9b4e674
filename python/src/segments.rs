//! The answer of `Market.segments`.

use std::collections::BTreeMap;

use aiinfra::{
    Cell, Column, Dimension, Division, Input, Market, Own, Segment, Total, Warning, Year, warning,
};
use pyo3::types::{PyAnyMethods, PyDict, PyString};
use pyo3::{Bound, PyErr, PyResult, Python};

use crate::answer::{Shown, warn_of};
use crate::error::{no_answer, value_error};
use crate::keywords::Keywords;
use crate::values::{chosen, entries, together};
use crate::what_if::{extendable, scenario};

pub(crate) fn answer<'py>(
    market: &Market,
    dimension: Option<&str>,
    keywords: &Keywords<'py>,
    py: Python<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let shown = Shown::of(keywords, market)?;
    let dimensions = match dimension {
        Some(name) => vec![market.dimension(name).map_err(value_error)?],
        None => market.dimensions().iter().collect(),
    };
    let assumed = Assumed::of(keywords, &dimensions)?;
    let scenario = scenario(keywords, market)?;
    keywords.finish()?;
    let trajectory = scenario.trajectory(market).map_err(extendable)?;
    warn_of(py, market, warning::slips(&scenario, market).into_iter().chain(assumed.slips()))?;
    let years = shown.years(trajectory.horizon(), vec![market.base().year]).map_err(extendable)?;
    let columns = [
        Column::text("dimension", "Dimension"),
        Column::text("segment", "Segment"),
        Column::year(),
        Column::percent("share", "Share"),
        shown.money("value"),
    ];
    let mut rows: Vec<PyResult<Vec<Cell>>> = Vec::new();
    for dimension in dimensions {
        let division = assumed.division(dimension);
        let divided = division.over(dimension, &trajectory, &years).map_err(value_error)?;
        let row = |(year, part): (Year, aiinfra::Part<'_>)| {
            Ok(vec![
                Cell::Text(dimension.id.clone()),
                Cell::Text(part.id().to_owned()),
                Cell::Year(year),
                Cell::from(part.share()),
                Cell::from(part.size()),
            ])
        };
        rows.extend((0..divided.count()).filter_map(|place| divided.part(place)).map(row));
    }
    shown.columns(py, &columns, rows)
}

/// What is assumed about segments.
struct Assumed {
    /// By dimension and segment.
    own: BTreeMap<String, BTreeMap<String, Own>>,
    total: Total,
    normalize: bool,
}

impl Assumed {
    fn of(keywords: &Keywords<'_>, dimensions: &[&Dimension]) -> PyResult<Self> {
        let total = keywords.value("total")?;
        let total = total.map(|name| chosen("total", &name.0, Total::ALL, Total::name));
        let mut assumed = Self {
            own: BTreeMap::new(),
            total: total.transpose()?.unwrap_or_default(),
            normalize: keywords.flag("normalize")?,
        };
        let cagr = keywords.take("segment_cagr")?;
        match &cagr {
            Some(text) if text.is_instance_of::<PyString>() => {
                chosen("segment_cagr", text.extract()?, &["published"], |name| name)?;
                assumed.add_published(dimensions)?;
            }
            Some(rates) => {
                for (name, rate) in entries("segment_cagr", rates)? {
                    let rate = rate.parse(Input::SegmentCagrs)?;
                    assumed.add(&name.0, Own::Cagr(rate), dimensions)?;
                }
            }
            None => {}
        }
        let shares = keywords
            .take("segment_share")?
            .map(|shares| entries("segment_share", &shares))
            .transpose()?;
        for (name, share) in shares.into_iter().flatten() {
            let share = share.parse(Input::SegmentShare(name.0.clone()))?;
            assumed.add(&name.0, Own::Share(share), dimensions)?;
        }
        Ok(assumed)
    }

    /// Assumes something about a segment of any of these dimensions, or else of one that they divide further.
    fn add(&mut self, name: &str, own: Own, dimensions: &[&Dimension]) -> PyResult<()> {
        let id = |dimension: &Dimension| {
            Some((dimension.id.clone(), dimension.segment(name).ok()?.id.clone()))
        };
        let found: Vec<(String, String)> = dimensions.iter().filter_map(|one| id(one)).collect();
        let mut above = dimensions.iter().flat_map(|one| with_ancestors(one));
        let (dimension, id) = match found.as_slice() {
            [one] => one.clone(),
            [] => above.find_map(id).ok_or_else(|| unknown(name, dimensions))?,
            [(first, _), ..] => {
                return Err(no_answer(format!(
                    "segment `{name}` is in several dimensions: expected one of them, such as '{first}'"
                )));
            }
        };
        let (is_share, input) = (matches!(own, Own::Share(_)), Input::SegmentShare(id.clone()));
        match self.own.entry(dimension).or_default().insert(id.clone(), own) {
            Some(_) if is_share => Err(together(Input::SegmentCagr(id), input)),
            _ => Ok(()),
        }
    }

    /// Lets every segment with a published CAGR grow at it.
    fn add_published(&mut self, dimensions: &[&Dimension]) -> PyResult<()> {
        for dimension in dimensions.iter().flat_map(|one| with_ancestors(one)) {
            let own = self.own.entry(dimension.id.clone()).or_default();
            let printed = dimension.segments.iter().filter(|one| one.cagr.is_some());
            for segment in printed.filter(|one| Segment::is_sized(one)) {
                own.insert(segment.id.clone(), Own::PublishedCagr);
            }
        }
        if self.own.values().all(BTreeMap::is_empty) {
            return Err(no_answer(
                "segment_cagr='published': expected rates, since the report prints no CAGR for its segments",
            ));
        }
        Ok(())
    }

    fn division(&self, dimension: &Dimension) -> Division {
        Division {
            own: self.own.get(&dimension.id).cloned().unwrap_or_default(),
            total: self.total,
            normalize: self.normalize,
            parent: dimension.of.as_ref().map(|of| Box::new(self.division(&of.dimension))),
        }
    }

    /// Fractions where percentages belong.
    fn slips(&self) -> impl Iterator<Item = Warning> {
        self.own.values().flat_map(BTreeMap::values).filter_map(|own| match own {
            Own::Cagr(rate) => warning::small_rate(rate),
            Own::Share(share) => warning::small_share(share),
            _ => None,
        })
    }
}

/// The dimension, and those whose segments it divides, the nearest first.
fn with_ancestors(dimension: &Dimension) -> impl Iterator<Item = &Dimension> {
    std::iter::successors(Some(dimension), |one| one.of.as_ref().map(|of| &of.dimension))
}

fn unknown(name: &str, dimensions: &[&Dimension]) -> PyErr {
    value_error(Dimension::no_segment(name, dimensions))
}
