//! Reading and checking a dataset in TOML.

use std::collections::HashSet;

use serde::Deserialize;

use crate::decimal::Decimal;
use crate::error::{Error, is_active};
use crate::quantity::{Figure, GrowthRate, Horizon, Money, Unit, Year};

use super::{
    Dimension, Fact, KnownPoint, Market, REST, Segment, Series, SeriesPoint, StatedCagr, key,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDataset {
    market: RawMarket,
    #[serde(default)]
    value: Vec<RawValue>,
    cagr: Option<RawCagr>,
    #[serde(default)]
    dimension: Vec<RawDimension>,
    #[serde(default)]
    series: Vec<RawSeries>,
    #[serde(default)]
    figure: Vec<RawFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMarket {
    name: String,
    publisher: String,
    source: Option<String>,
    currency: String,
    unit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawValue {
    year: u16,
    size: Printed,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCagr {
    rate: Printed,
    from: Option<u16>,
    to: Option<u16>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDimension {
    id: String,
    name: String,
    year: u16,
    largest: Option<String>,
    fastest: Option<String>,
    source: Option<String>,
    segments: Vec<RawSegment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSegment {
    id: String,
    name: String,
    share: Option<Printed>,
    cagr: Option<Printed>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeries {
    id: String,
    name: String,
    unit: String,
    points: Vec<RawPoint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPoint {
    year: u16,
    value: Printed,
    remark: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    id: String,
    name: String,
    value: Printed,
    unit: String,
    source: Option<String>,
}

/// A figure: quoted, with the digits it was printed with, or a plain number.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a figure: a quoted string or a plain number")]
enum Printed {
    Quoted(String),
    Whole(i64),
    Fraction(f64),
}

impl Printed {
    fn text(&self) -> String {
        match self {
            Self::Quoted(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Fraction(number) => number.to_string(),
        }
    }
}

pub(super) fn read(text: &str) -> Result<Market, Error> {
    let raw: RawDataset = toml::from_str(text).map_err(|error| syntax(text, &error))?;
    let in_market = |error: Error| error.at("[market]");
    let header = raw.market;
    let unit: Unit = header.unit.parse().map_err(in_market)?;
    let points = points(&raw.value, unit)?;
    let cagr = raw.cagr.map(stated_cagr).transpose().map_err(|error| error.at("[cagr]"))?;
    Ok(Market {
        name: shown(header.name).map_err(in_market)?,
        publisher: shown(header.publisher).map_err(in_market)?,
        source: optional(header.source).map_err(in_market)?,
        currency: header.currency.parse().map_err(in_market)?,
        unit,
        base: points.first().cloned().ok_or_else(no_value)?,
        horizon: horizon(&points, cagr.as_ref())?,
        points,
        cagr,
        dimensions: each("dimension", raw.dimension, |raw| &raw.id, dimension)?,
        series: each("series", raw.series, |raw| &raw.id, series)?,
        facts: each("figure", raw.figure, |raw| &raw.id, fact)?,
    })
}

fn syntax(text: &str, error: &toml::de::Error) -> Error {
    let message = error.message().trim().replace('\n', "; ");
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    Error::sentence(message).at(format!("line {line}"))
}

/// Converts each entry, whose ids must differ, and puts its place in front of what is wrong with it.
fn each<Raw, Made>(
    kind: &'static str,
    raw: Vec<Raw>,
    id: impl Fn(&Raw) -> &str,
    make: impl Fn(Raw) -> Result<Made, Error>,
) -> Result<Vec<Made>, Error> {
    unique(kind, raw.iter().map(&id))?;
    raw.into_iter()
        .map(|raw| {
            let place = format!("{kind} `{}`", id(&raw).escape_debug());
            make(raw).map_err(|error| error.at(place))
        })
        .collect()
}

fn points(raw: &[RawValue], unit: Unit) -> Result<Vec<KnownPoint>, Error> {
    let points: Vec<KnownPoint> = raw
        .iter()
        .map(|value| {
            point(value, unit).map_err(|error| error.at(format!("value of {}", value.year)))
        })
        .collect::<Result<_, _>>()?;
    ascending("value", points.iter().map(|point| point.year))?;
    Ok(points)
}

fn point(raw: &RawValue, unit: Unit) -> Result<KnownPoint, Error> {
    let text = raw.size.text();
    Ok(KnownPoint {
        year: Year::new(raw.year)?,
        size: Money::parse(&text, unit)?,
        figure: text.parse()?,
        source: optional(raw.source.clone())?,
    })
}

fn stated_cagr(raw: RawCagr) -> Result<StatedCagr, Error> {
    let (rate, figure) = percent::<GrowthRate>(&raw.rate)?;
    let from = raw.from.map(Year::new).transpose()?;
    let to = raw.to.map(Year::new).transpose()?;
    if let (Some(from), Some(to)) = (from, to) {
        Horizon::new(from, to)?;
    }
    Ok(StatedCagr { rate, figure, from, to, source: optional(raw.source)? })
}

fn horizon(points: &[KnownPoint], cagr: Option<&StatedCagr>) -> Result<Horizon, Error> {
    match points {
        [first, .., last] => Horizon::new(first.year, last.year),
        [only] => match cagr.and_then(|cagr| cagr.to) {
            Some(to) if to != only.year => {
                Horizon::new(only.year, to).map_err(|error| error.at("[cagr]"))
            }
            _ => Err(Error::sentence(
                "one [[value]] alone gives no forecast: expected a second, or a [cagr] with `to`",
            )),
        },
        [] => Err(no_value()),
    }
}

fn no_value() -> Error {
    Error::sentence("no [[value]]: expected at least one published size")
}

fn dimension(raw: RawDimension) -> Result<Dimension, Error> {
    let segments = each("segment", raw.segments, |raw| &raw.id, segment)?;
    if segments.is_empty() {
        return Err(Error::sentence("no segments: expected at least one"));
    }
    let ids = || segments.iter().map(|segment| segment.id.as_str());
    let named = |name: Option<String>| match name {
        Some(name) if !ids().any(|id| id == name) => Err(Error::unknown("segment", &name, ids())),
        name => Ok(name),
    };
    within_whole(&segments)?;
    Ok(Dimension {
        id: identifier(raw.id)?,
        name: shown(raw.name)?,
        year: Year::new(raw.year)?,
        largest: named(raw.largest)?,
        fastest: named(raw.fastest)?,
        source: optional(raw.source)?,
        segments,
    })
}

fn segment(raw: RawSegment) -> Result<Segment, Error> {
    if raw.id == REST {
        let expected = "another id, since this one names what no segment covers";
        return Err(Error::invalid("segment", raw.id, expected));
    }
    Ok(Segment {
        id: identifier(raw.id)?,
        name: shown(raw.name)?,
        share: raw.share.as_ref().map(percent).transpose()?,
        cagr: raw.cagr.as_ref().map(percent).transpose()?,
        source: optional(raw.source)?,
    })
}

/// Shares may pass 100 % by as much as their rounding explains, and no further.
fn within_whole(segments: &[Segment]) -> Result<(), Error> {
    let published = || segments.iter().filter_map(|segment| segment.share.as_ref());
    let zero = Decimal::from(0);
    let sum = published().fold(zero.clone(), |sum, (share, _)| &sum + &share.percent());
    let rounding = published().fold(zero, |sum, (_, figure)| &sum + &figure.half_unit());
    if &sum - &rounding > Decimal::from(100) {
        let expected = "at most 100% together, but for rounding";
        return Err(Error::invalid("sum of shares", format!("{sum}%"), expected));
    }
    Ok(())
}

fn series(raw: RawSeries) -> Result<Series, Error> {
    let points: Vec<SeriesPoint> =
        raw.points.into_iter().map(series_point).collect::<Result<_, _>>()?;
    ascending("point", points.iter().map(|point| point.year))?;
    Ok(Series { id: identifier(raw.id)?, name: shown(raw.name)?, unit: shown(raw.unit)?, points })
}

fn series_point(raw: RawPoint) -> Result<SeriesPoint, Error> {
    Ok(SeriesPoint {
        year: Year::new(raw.year)?,
        figure: bare(&raw.value)?,
        remark: optional(raw.remark)?,
        source: optional(raw.source)?,
    })
}

fn fact(raw: RawFact) -> Result<Fact, Error> {
    Ok(Fact {
        id: identifier(raw.id)?,
        name: shown(raw.name)?,
        figure: bare(&raw.value)?,
        unit: shown(raw.unit)?,
        source: optional(raw.source)?,
    })
}

/// A figure whose unit stands in a key of its own.
fn bare(printed: &Printed) -> Result<Figure, Error> {
    let figure: Figure = printed.text().parse()?;
    match figure.unit() {
        None => Ok(figure),
        Some(_) => {
            Err(Error::invalid("figure", figure, "a number alone, since `unit` has its unit"))
        }
    }
}

/// A percentage, and the same as a figure with the digits it was printed with.
fn percent<Quantity: std::str::FromStr<Err = Error>>(
    printed: &Printed,
) -> Result<(Quantity, Figure), Error> {
    let text = printed.text();
    Ok((text.parse()?, text.trim().trim_end_matches('%').trim_end().parse()?))
}

/// A text that is shown to people: not empty, and without what would act on their terminal.
fn shown(text: String) -> Result<String, Error> {
    if text.trim().is_empty() || text.contains(is_active) {
        let expected = "something to read, without control characters";
        return Err(Error::invalid("text", text, expected));
    }
    Ok(text)
}

fn optional(text: Option<String>) -> Result<Option<String>, Error> {
    text.map(shown).transpose()
}

fn identifier(id: String) -> Result<String, Error> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if id.is_empty() || !id.bytes().all(allowed) {
        let expected =
            format!("lower-case letters, digits and hyphens, such as `{}`", key("End use"));
        return Err(Error::invalid("id", id, expected));
    }
    Ok(id)
}

fn unique<'a>(what: &'static str, mut ids: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    match ids.find(|id| !seen.insert(*id)) {
        Some(id) => Err(Error::invalid(what, id, "each id once")),
        None => Ok(()),
    }
}

fn ascending(what: &'static str, years: impl Iterator<Item = Year>) -> Result<(), Error> {
    let years: Vec<Year> = years.collect();
    match years.iter().zip(years.iter().skip(1)).find(|(one, next)| next <= one) {
        Some((one, next)) => {
            let expected = format!("a later year than the {one} before it");
            Err(Error::invalid(what, next, expected))
        }
        None => Ok(()),
    }
}
