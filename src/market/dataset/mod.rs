//! Reading and checking a dataset in TOML.

mod broken;
mod document;
mod forms;
mod node;

use std::collections::HashSet;
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::error::{DatasetFault, Error, Expected, ExpectedKey, Missing, Place, Table, What};
use crate::growth;
use crate::quantity::{Currency, GrowthRate, Horizon, Money, Unit, Year, Years};

use super::parts::{share_rounding, share_sum};
use super::{
    Details, Dimension, Fact, KnownPoint, Market, REST, Segment, Series, SeriesPoint, StatedCagr,
};
use forms::{CURRENCY, ID, NUMBER, RATE, SHARE, SIZE, TEXT, UNIT, YEAR};
use node::{Node, Noted, Noting};

/// Ids that [`super::Published`] gives to the sizes and the growth rate.
const OF_MARKET: [&str; 2] = ["value", "cagr"];

/// Ids that it gives to a dimension's own figures, and that of what no segment covers.
const OF_DIMENSION: [&str; 3] = ["largest", "fastest", REST];

pub(super) fn read(text: &str) -> Result<Market, Error> {
    node::read(text, market)
}

/// The part of a dataset that does without its market.
pub(super) fn details(text: &str) -> Result<Details, Error> {
    node::read(text, read_details)
}

/// Every part is read before a fault in one of them ends it, so that all faults are found.
fn market(root: &Node<'_>) -> Noting<Market> {
    let header = root.required_table("market", ExpectedKey::Market.into(), header);
    let unit = header.as_ref().map_or(Unit::Billion, |header| header.unit);
    let points = points(root, unit);
    let known = points.as_deref().unwrap_or_default();
    let cagr = root.table("cagr", |node| stated_cagr(node, known));
    let horizon = match (&points, &cagr) {
        (Ok(points), Ok(cagr)) => horizon(root, points, cagr.as_ref()),
        _ => Err(Noted),
    };
    let details = read_details(root);
    let header = header?;
    let points = points?;
    let report: Arc<str> = format!("{}, {}", header.publisher, header.name).into();
    Ok(Market {
        details: details?.cited(&report).into(),
        report,
        name: header.name,
        publisher: header.publisher,
        source: header.source,
        currency: header.currency,
        unit,
        base: points.first().ok_or(Noted)?.clone(),
        horizon: horizon?,
        points,
        cagr: cagr?,
    })
}

fn read_details(root: &Node<'_>) -> Noting<Details> {
    let mut ids = Ids::new(&OF_MARKET);
    let dimensions = root.tables("dimension", |node| dimension(node, &mut ids));
    let series = root.tables("series", |node| series(node, &mut ids));
    let facts = root.tables("figure", |node| fact(node, &mut ids));
    Ok(Details { dimensions: dimensions?, series: series?, facts: facts? })
}

struct Header {
    name: String,
    publisher: String,
    source: Option<String>,
    currency: Currency,
    unit: Unit,
}

fn header(node: &Node<'_>) -> Noting<Header> {
    let name = node.required("name", &TEXT);
    let publisher = node.required("publisher", &TEXT);
    let source = node.optional("source", &TEXT);
    let currency = node.required("currency", &CURRENCY);
    let unit = node.required("unit", &UNIT);
    Ok(Header {
        name: name?,
        publisher: publisher?,
        source: source?,
        currency: currency?,
        unit: unit?,
    })
}

fn points(root: &Node<'_>, unit: Unit) -> Noting<Vec<KnownPoint>> {
    let (mut years, mut base, mut before) = (None, None, None);
    let points = root.tables("value", |node| {
        let point = point(node, unit, &mut years)?;
        let horizon = Horizon::new(*base.get_or_insert(point.year), point.year);
        node.check("year", horizon.map_err(|error| error.at(Place::Key("year"))))?;
        if let Some(before) = before.replace(point.clone()) {
            node.check("size", reached(&before, &point))?;
        }
        Ok(point)
    })?;
    if points.is_empty() {
        let missing = Missing::Table(Table::Each("value"));
        let error = Error::missing(missing, ExpectedKey::OneSize);
        return root.wrong_unless_broken("value", error);
    }
    Ok(points)
}

/// Growth from one size to the next has to be a rate, or there is no forecast between them.
fn reached(before: &KnownPoint, point: &KnownPoint) -> Result<(), Error> {
    let years = Years::between(before.year, point.year);
    let is_reached = growth::can_lead(&before.size, &point.size, &years);
    is_reached.then_some(()).ok_or_else(|| {
        let (size, year) = (before.figure.to_string(), before.year.number());
        let highest = GrowthRate::HIGHEST_PERCENT;
        let expected = ExpectedKey::Reachable { highest, size, year };
        Error::invalid(What::Size, &point.figure, expected)
    })
}

fn point(node: &Node<'_>, unit: Unit, last: &mut Option<Year>) -> Noting<KnownPoint> {
    let year = later_year(node, last);
    let figure = node.required("size", &SIZE);
    let source = node.optional("source", &TEXT);
    let figure = figure?;
    let size = Money::from_figure(&figure, unit)
        .map_err(|_| Error::invalid(What::Size, &figure, Expected::Size));
    Ok(KnownPoint { size: node.check("size", size)?, year: year?, figure, source: source? })
}

/// A year after every one before it.
fn later_year(node: &Node<'_>, last: &mut Option<Year>) -> Noting<Year> {
    let year = node.required("year", &YEAR)?;
    match *last {
        Some(before) if year <= before => {
            let expected = ExpectedKey::LaterThan(before.number());
            node.wrong("year", Error::invalid(What::Year, year, expected))
        }
        _ => {
            *last = Some(year);
            Ok(year)
        }
    }
}

/// Where one size is published, its growth has to lead to a later year.
fn stated_cagr(node: &Node<'_>, points: &[KnownPoint]) -> Noting<StatedCagr> {
    let rate = node.required("rate", &RATE);
    let from = node.optional("from", &YEAR);
    let to = match points {
        [_] => node.required("to", &YEAR).map(Some),
        _ => node.optional("to", &YEAR),
    };
    let source = node.optional("source", &TEXT);
    let (from, to) = (from?, to?);
    period(node, from, to, points)?;
    let (rate, figure) = rate?;
    Ok(StatedCagr { rate, figure, from, to, source: source? })
}

/// The years of a stated period lead from one to a later one, past the base year and not past the last size.
fn period(
    node: &Node<'_>,
    from: Option<Year>,
    to: Option<Year>,
    points: &[KnownPoint],
) -> Noting<()> {
    let after = |year: Year, expected: fn(u16) -> ExpectedKey| {
        let early = to.filter(|to| *to <= year);
        let error = |to| Error::invalid(What::Key("to"), to, expected(year.number()));
        early.map_or(Ok(()), |to| Err(error(to)))
    };
    if let Some(from) = from {
        node.check("to", after(from, ExpectedKey::AfterFrom))?;
    }
    if let (Some(base), Some(to)) = (points.first(), to) {
        node.check("to", after(base.year, ExpectedKey::AfterFirst))?;
        node.check("to", Horizon::new(base.year, to).map_err(|error| error.at(Place::Key("to"))))?;
    }
    if let (Some(from), [_, .., last]) = (from, points)
        && last.year <= from
    {
        let expected = ExpectedKey::BeforeLast(last.year.number());
        return node.wrong("from", Error::invalid(What::Key("from"), from, expected));
    }
    Ok(())
}

fn horizon(root: &Node<'_>, points: &[KnownPoint], cagr: Option<&StatedCagr>) -> Noting<Horizon> {
    let last = match points {
        [_, .., last] => Some(last.year),
        _ => cagr.and_then(|cagr| cagr.to),
    };
    match (points.first(), last) {
        (Some(first), Some(last)) => root.check("value", Horizon::new(first.year, last)),
        _ => root.wrong_unless_broken("value", DatasetFault::OneSize.into()),
    }
}

fn dimension(node: &Node<'_>, ids: &mut Ids) -> Noting<Dimension> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let year = node.required("year", &YEAR);
    let source = node.optional("source", &TEXT);
    let mut taken = Ids::new(&OF_DIMENSION);
    let segments = node.tables("segments", |node| segment(node, &mut taken));
    // Segments that are faulty may be the ones that are named.
    let known = segments.as_deref().ok();
    let largest = named(node, "largest", known);
    let fastest = named(node, "fastest", known);
    let segments = node.check("segments", any("segments", segments?).and_then(within_whole))?;
    Ok(Dimension {
        id: id?,
        name: name?,
        year: year?,
        largest: largest?,
        fastest: fastest?,
        source: source?,
        segments,
        report: Arc::default(),
    })
}

/// The id of one of the segments, where it is given.
fn named(
    node: &Node<'_>,
    key: &'static str,
    segments: Option<&[Segment]>,
) -> Noting<Option<String>> {
    let Some(id) = node.optional(key, &TEXT)? else { return Ok(None) };
    let ids = segments.ok_or(Noted)?.iter().map(|segment| segment.id.as_str());
    if ids.clone().any(|known| known == id) {
        return Ok(Some(id));
    }
    node.wrong_unless_broken(key, Error::unknown(What::Segment, &id, ids).at(Place::Key(key)))
}

fn segment(node: &Node<'_>, ids: &mut Ids) -> Noting<Segment> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let share = node.optional("share", &SHARE);
    let cagr = node.optional("cagr", &RATE);
    let source = node.optional("source", &TEXT);
    Ok(Segment { id: id?, name: name?, share: share?, cagr: cagr?, source: source? })
}

/// Shares may pass 100 % by as much as their rounding explains, and no further.
fn within_whole(segments: Vec<Segment>) -> Result<Vec<Segment>, Error> {
    let sum = share_sum(&segments).percent();
    if &sum - &share_rounding(&segments) > Decimal::from(100) {
        let expected = ExpectedKey::SharesWithinWhole;
        return Err(Error::invalid(What::SumOfShares, format!("{sum}%"), expected));
    }
    Ok(segments)
}

/// The list, unless it is empty.
fn any<Made>(key: &'static str, list: Vec<Made>) -> Result<Vec<Made>, Error> {
    if list.is_empty() {
        return Err(Error::missing(Missing::Key(key), ExpectedKey::AtLeastOne));
    }
    Ok(list)
}

fn series(node: &Node<'_>, ids: &mut Ids) -> Noting<Series> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let unit = node.required("unit", &TEXT);
    let mut last = None;
    let points = node.tables("points", |node| series_point(node, &mut last));
    let points = points.and_then(|points| node.check("points", any("points", points)));
    Ok(Series { id: id?, name: name?, unit: unit?, points: points? })
}

fn series_point(node: &Node<'_>, last: &mut Option<Year>) -> Noting<SeriesPoint> {
    let year = later_year(node, last);
    let figure = node.required("value", &NUMBER);
    let remark = node.optional("remark", &TEXT);
    let source = node.optional("source", &TEXT);
    Ok(SeriesPoint { year: year?, figure: figure?, remark: remark?, source: source? })
}

fn fact(node: &Node<'_>, ids: &mut Ids) -> Noting<Fact> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let figure = node.required("value", &NUMBER);
    let unit = node.required("unit", &TEXT);
    let source = node.optional("source", &TEXT);
    Ok(Fact { id: id?, name: name?, figure: figure?, unit: unit?, source: source? })
}

/// The ids that are no longer to be had.
struct Ids {
    reserved: &'static [&'static str],
    given: HashSet<String>,
}

impl Ids {
    fn new(reserved: &'static [&'static str]) -> Self {
        Self { reserved, given: HashSet::new() }
    }
}

/// An id that nothing before it has.
fn new_id(node: &Node<'_>, ids: &mut Ids) -> Noting<String> {
    let id = node.required("id", &ID)?;
    let expected = if ids.reserved.contains(&id.as_str()) {
        ExpectedKey::OtherId
    } else if !ids.given.insert(id.clone()) {
        ExpectedKey::IdOnce
    } else {
        return Ok(id);
    };
    node.wrong("id", Error::invalid(What::Key("id"), id, expected))
}
