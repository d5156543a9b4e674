//! Reading, checking, and writing a dataset in TOML.

mod broken;
mod document;
mod node;
mod value_types;
mod write;

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
use node::{Checked, ErrorRecorded, Node};
use value_types::{CURRENCY, ID, NUMBER, RATE, SHARE, SIZE, TEXT, UNIT, YEAR};

/// Ids that [`super::Published`] uses for the sizes and the stated CAGR.
const RESERVED_IN_MARKET: [&str; 2] = ["value", "cagr"];

/// Ids that it uses within a dimension, and the id of the part that no segment covers.
const RESERVED_IN_DIMENSION: [&str; 3] = ["largest", "fastest", REST];

pub(super) fn read(text: &str) -> Result<Market, Error> {
    node::read(text, market)
}

/// Reads a dataset that has dimensions, series, and figures but no market.
pub(super) fn details(text: &str) -> Result<Details, Error> {
    node::read(text, read_details)
}

/// Reads every part before failing, so that all errors are found.
fn market(root: &Node<'_>) -> Checked<Market> {
    let header = root.required_table("market", ExpectedKey::Market.into(), header);
    let unit = header.as_ref().map_or(Unit::Billion, |header| header.unit);
    let points = points(root, unit);
    let known = points.as_deref().unwrap_or_default();
    let cagr = root.table("cagr", |node| stated_cagr(node, known));
    let horizon = match (&points, &cagr) {
        (Ok(points), Ok(cagr)) => horizon(root, points, cagr.as_ref()),
        _ => Err(ErrorRecorded),
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
        base: points.first().ok_or(ErrorRecorded)?.clone(),
        horizon: horizon?,
        points,
        cagr: cagr?,
    })
}

fn read_details(root: &Node<'_>) -> Checked<Details> {
    let mut ids = Ids::new(&RESERVED_IN_MARKET);
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

fn header(node: &Node<'_>) -> Checked<Header> {
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

fn points(root: &Node<'_>, unit: Unit) -> Checked<Vec<KnownPoint>> {
    let (mut years, mut base, mut before) = (None, None, None);
    let points = root.tables("value", |node| {
        let point = point(node, unit, &mut years)?;
        let horizon = Horizon::new(*base.get_or_insert(point.year), point.year);
        node.check("year", horizon.map_err(|error| error.at(Place::Key("year"))))?;
        if let Some(before) = before.replace(point.clone()) {
            node.check("size", check_reachable(&before, &point))?;
        }
        Ok(point)
    })?;
    if points.is_empty() {
        let missing = Missing::Table(Table::Each("value"));
        let error = Error::missing(missing, ExpectedKey::OneSize);
        return root.fail_unless_invalid_toml("value", error);
    }
    Ok(points)
}

/// Checks that a valid growth rate leads from one size to the next. Without one, there is no forecast between them.
fn check_reachable(before: &KnownPoint, point: &KnownPoint) -> Result<(), Error> {
    let years = Years::between(before.year, point.year);
    let is_reached = growth::can_lead(&before.size, &point.size, &years);
    is_reached.then_some(()).ok_or_else(|| {
        let (size, year) = (before.figure.to_string(), before.year.number());
        let highest = GrowthRate::HIGHEST_PERCENT;
        let expected = ExpectedKey::Reachable { highest, size, year };
        Error::invalid(What::Size, &point.figure, expected)
    })
}

fn point(node: &Node<'_>, unit: Unit, last: &mut Option<Year>) -> Checked<KnownPoint> {
    let year = later_year(node, last);
    let figure = node.required("size", &SIZE);
    let source = node.optional("source", &TEXT);
    let figure = figure?;
    let size = Money::from_figure(&figure, unit)
        .map_err(|_| Error::invalid(What::Size, &figure, Expected::Size));
    Ok(KnownPoint { size: node.check("size", size)?, year: year?, figure, source: source? })
}

/// Reads a year and checks that it is later than the previous one.
fn later_year(node: &Node<'_>, last: &mut Option<Year>) -> Checked<Year> {
    let year = node.required("year", &YEAR)?;
    match *last {
        Some(before) if year <= before => {
            let expected = ExpectedKey::LaterThan(before.number());
            node.fail("year", Error::invalid(What::Year, year, expected))
        }
        _ => {
            *last = Some(year);
            Ok(year)
        }
    }
}

/// Reads the stated CAGR. If the report has only one size, the end of the period is required.
fn stated_cagr(node: &Node<'_>, points: &[KnownPoint]) -> Checked<StatedCagr> {
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

/// Checks a stated period: it ends after it starts and after the base year, and starts before the last size.
fn period(
    node: &Node<'_>,
    from: Option<Year>,
    to: Option<Year>,
    points: &[KnownPoint],
) -> Checked<()> {
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
        return node.fail("from", Error::invalid(What::Key("from"), from, expected));
    }
    Ok(())
}

fn horizon(root: &Node<'_>, points: &[KnownPoint], cagr: Option<&StatedCagr>) -> Checked<Horizon> {
    let last = match points {
        [_, .., last] => Some(last.year),
        _ => cagr.and_then(|cagr| cagr.to),
    };
    match (points.first(), last) {
        (Some(first), Some(last)) => root.check("value", Horizon::new(first.year, last)),
        _ => root.fail_unless_invalid_toml("value", DatasetFault::OneSize.into()),
    }
}

fn dimension(node: &Node<'_>, ids: &mut Ids) -> Checked<Dimension> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let year = node.required("year", &YEAR);
    let source = node.optional("source", &TEXT);
    let mut taken = Ids::new(&RESERVED_IN_DIMENSION);
    let segments = node.tables("segments", |node| segment(node, &mut taken));
    // If any segment is invalid, `largest` and `fastest` may refer to it, so they are not checked.
    let known = segments.as_deref().ok();
    let largest = segment_id(node, "largest", known);
    let fastest = segment_id(node, "fastest", known);
    let segments =
        node.check("segments", non_empty("segments", segments?).and_then(within_whole))?;
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

/// Reads an optional key that holds the id of a segment.
fn segment_id(
    node: &Node<'_>,
    key: &'static str,
    segments: Option<&[Segment]>,
) -> Checked<Option<String>> {
    let Some(id) = node.optional(key, &TEXT)? else { return Ok(None) };
    let ids = segments.ok_or(ErrorRecorded)?.iter().map(|segment| segment.id.as_str());
    if ids.clone().any(|known| known == id) {
        return Ok(Some(id));
    }
    node.fail_unless_invalid_toml(key, Error::unknown(What::Segment, &id, ids).at(Place::Key(key)))
}

fn segment(node: &Node<'_>, ids: &mut Ids) -> Checked<Segment> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let share = node.optional("share", &SHARE);
    let cagr = node.optional("cagr", &RATE);
    let source = node.optional("source", &TEXT);
    Ok(Segment { id: id?, name: name?, share: share?, cagr: cagr?, source: source? })
}

/// Checks that the shares do not exceed 100% by more than rounding explains.
fn within_whole(segments: Vec<Segment>) -> Result<Vec<Segment>, Error> {
    let sum = share_sum(&segments).percent();
    if &sum - &share_rounding(&segments) > Decimal::from(100) {
        let expected = ExpectedKey::SharesWithinWhole;
        return Err(Error::invalid(What::SumOfShares, format!("{sum}%"), expected));
    }
    Ok(segments)
}

/// Checks that a list is not empty.
fn non_empty<T>(key: &'static str, list: Vec<T>) -> Result<Vec<T>, Error> {
    if list.is_empty() {
        return Err(Error::missing(Missing::Key(key), ExpectedKey::AtLeastOne));
    }
    Ok(list)
}

fn series(node: &Node<'_>, ids: &mut Ids) -> Checked<Series> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let unit = node.required("unit", &TEXT);
    let mut last = None;
    let points = node.tables("points", |node| series_point(node, &mut last));
    let points = points.and_then(|points| node.check("points", non_empty("points", points)));
    Ok(Series { id: id?, name: name?, unit: unit?, points: points? })
}

fn series_point(node: &Node<'_>, last: &mut Option<Year>) -> Checked<SeriesPoint> {
    let year = later_year(node, last);
    let figure = node.required("value", &NUMBER);
    let remark = node.optional("remark", &TEXT);
    let source = node.optional("source", &TEXT);
    Ok(SeriesPoint { year: year?, figure: figure?, remark: remark?, source: source? })
}

fn fact(node: &Node<'_>, ids: &mut Ids) -> Checked<Fact> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let figure = node.required("value", &NUMBER);
    let unit = node.required("unit", &TEXT);
    let source = node.optional("source", &TEXT);
    Ok(Fact { id: id?, name: name?, figure: figure?, unit: unit?, source: source? })
}

/// The ids that are already taken.
struct Ids {
    reserved: &'static [&'static str],
    given: HashSet<String>,
}

impl Ids {
    fn new(reserved: &'static [&'static str]) -> Self {
        Self { reserved, given: HashSet::new() }
    }
}

/// Reads an id and checks that it is not taken.
fn new_id(node: &Node<'_>, ids: &mut Ids) -> Checked<String> {
    let id = node.required("id", &ID)?;
    let expected = if ids.reserved.contains(&id.as_str()) {
        ExpectedKey::OtherId
    } else if !ids.given.insert(id.clone()) {
        ExpectedKey::IdOnce
    } else {
        return Ok(id);
    };
    node.fail("id", Error::invalid(What::Key("id"), id, expected))
}
