//! The list of every figure that a report publishes.

use super::{Dimension, Fact, KnownPoint, Market, Segment, Series, StatedCagr};

/// A published figure, ready to be quoted.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let published = &market.published()[3];
/// assert_eq!((&*published.value, &*published.unit), ("39", "percent"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// Where it stands in the dataset: `value.2024`, `region.europe`.
    pub id: String,
    /// What it says.
    pub figure: String,
    /// The value, with exactly the digits it was printed with, or the name of a segment.
    pub value: String,
    /// The unit, such as `USD billion` or `percent`; empty for a name.
    pub unit: String,
    /// Where it stands in the source document; empty where the dataset does not say.
    pub source: String,
}

impl Published {
    /// Is the value the name of a segment, where every other is a figure?
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let names = market.published().into_iter().filter(|published| published.is_name());
    /// assert_eq!(names.map(|published| published.value).next().as_deref(), Some("North America"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.unit.is_empty()
    }
}

pub(super) fn list(market: &Market) -> Vec<Published> {
    let mut all: Vec<Published> = market.points.iter().map(|point| size(market, point)).collect();
    all.extend(market.cagr.iter().map(stated_cagr));
    all.extend(market.dimensions().iter().flat_map(dimension));
    all.extend(market.series().iter().flat_map(series));
    all.extend(market.facts().iter().map(fact));
    all
}

fn entry(
    id: String,
    figure: String,
    value: &str,
    unit: String,
    source: Option<&String>,
) -> Published {
    Published {
        id,
        figure,
        value: value.to_owned(),
        unit,
        source: source.cloned().unwrap_or_default(),
    }
}

fn size(market: &Market, point: &KnownPoint) -> Published {
    entry(
        format!("value.{}", point.year),
        format!("Market size, {}", point.year),
        point.figure.digits(),
        format!("{} {}", market.currency, market.printed_unit(point)),
        point.source.as_ref(),
    )
}

fn stated_cagr(cagr: &StatedCagr) -> Published {
    entry(
        "cagr".to_owned(),
        format!("Stated CAGR{}", cagr.period()),
        cagr.figure.digits(),
        "percent".to_owned(),
        cagr.source.as_ref(),
    )
}

fn dimension(dimension: &Dimension) -> Vec<Published> {
    let named = |what: &str, says: &str, id: Option<&String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id)?;
        Some(entry(
            format!("{}.{what}", dimension.id),
            format!("{}: {says}", dimension.name),
            &segment.name,
            String::new(),
            dimension.source.as_ref(),
        ))
    };
    let mut all: Vec<Published> =
        dimension.segments.iter().flat_map(|segment| self::segment(dimension, segment)).collect();
    all.extend(named("largest", "called the largest", dimension.largest.as_ref()));
    all.extend(named("fastest", "called the fastest growing", dimension.fastest.as_ref()));
    all
}

/// A segment without a figure is listed by its name, so that it is not lost.
fn segment(dimension: &Dimension, segment: &Segment) -> Vec<Published> {
    let id = format!("{}.{}", dimension.id, segment.id);
    let name = format!("{}: {}", dimension.name, segment.name);
    let listed = |id: &str, figure: String, value: &str, unit: &str| {
        entry(id.to_owned(), figure, value, unit.to_owned(), segment.source.as_ref())
    };
    let share = segment.share.as_ref().map(|(_, figure)| {
        listed(&id, format!("{name}, share in {}", dimension.year), figure.digits(), "percent")
    });
    let cagr = segment.cagr.as_ref().map(|(_, figure)| {
        listed(&format!("{id}.cagr"), format!("{name}, CAGR"), figure.digits(), "percent")
    });
    if share.is_none() && cagr.is_none() {
        let figure = format!("{}: named, without a share", dimension.name);
        return vec![listed(&id, figure, &segment.name, "")];
    }
    share.into_iter().chain(cagr).collect()
}

fn series(series: &Series) -> Vec<Published> {
    let row = |point: &super::SeriesPoint| {
        let remark = point.remark.as_ref().map(|remark| format!(" ({remark})"));
        entry(
            format!("{}.{}", series.id, point.year),
            format!("{}, {}{}", series.name, point.year, remark.unwrap_or_default()),
            point.figure.digits(),
            series.unit.clone(),
            point.source.as_ref(),
        )
    };
    series.points.iter().map(row).collect()
}

fn fact(fact: &Fact) -> Published {
    entry(
        fact.id.clone(),
        fact.name.clone(),
        fact.figure.digits(),
        fact.unit.clone(),
        fact.source.as_ref(),
    )
}
