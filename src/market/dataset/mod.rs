//! Reading, checking, and writing a dataset in TOML.

mod broken;
mod details;
mod document;
mod node;
mod value_types;
mod write;

use std::sync::Arc;

use crate::error::{DatasetFault, Error, Expected, ExpectedKey, Missing, Place, Table, What};
use crate::growth;
use crate::quantity::{Currency, Edition, Figure, GrowthRate, Horizon, Money, Unit, Year, Years};

use super::traced::traced_size;
use super::{Context, Details, KnownPoint, Market, StatedCagr, id_of_name};
use node::{Checked, ErrorRecorded, Node};
use value_types::{CURRENCY, EDITION, ID, RATE, SIZE, TEXT, UNIT, YEAR};

pub(super) fn read(text: &str) -> Result<Market, Error> {
    node::read(text, market)
}

/// Reads a dataset that has dimensions, series, and figures but no market.
pub(super) fn details(text: &str, context: &Arc<Context>) -> Result<Details, Error> {
    node::read(text, |root| details::read(root, context))
}

/// Reads every part before failing, so that all errors are found.
fn market(root: &Node<'_>) -> Checked<Market> {
    let header = root.required_table("market", ExpectedKey::Market.into(), header);
    let unit = header.as_ref().map_or(Unit::Billion, |header| header.unit);
    let points = points(root, unit);
    let base = base(root, header.as_ref().ok(), points.as_deref().unwrap_or_default());
    let from_base = match (&points, &base) {
        (Ok(points), Ok(base)) => points.get(*base..).unwrap_or_default(),
        _ => &[],
    };
    let cagr = root.table("cagr", |node| stated_cagr(node, from_base));
    let horizon = match (&points, &base, &cagr) {
        (Ok(points), Ok(_), Ok(cagr)) => {
            horizon(root, header.as_ref().ok(), points, from_base, cagr.as_ref())
        }
        _ => Err(ErrorRecorded),
    };
    let context =
        Arc::new(context(header.as_ref().ok(), unit, points.as_deref().unwrap_or_default()));
    let details = details::read(root, &context);
    let (header, base, horizon) = (header?, from_base.first().cloned(), horizon?);
    Ok(Market {
        details: details?.into(),
        report: Arc::clone(&context.report),
        scope: header.scope.unwrap_or_else(|| scope_of_name(&header.name)),
        name: header.name,
        publisher: header.publisher,
        source: header.source,
        edition: header.edition,
        currency: header.currency,
        unit,
        base: base.ok_or(ErrorRecorded)?,
        horizon,
        points: points?,
        cagr: cagr?,
    })
}

/// Returns what segments need to know about the market.
fn context(header: Option<&Header>, unit: Unit, points: &[KnownPoint]) -> Context {
    let report: Arc<str> = header.map_or_else(String::new, citation).into();
    let size = |point: &KnownPoint| (point.year, traced_size(&report, point.id(), point, unit));
    let sizes = points.iter().map(size).collect();
    Context { report, unit, sizes }
}

/// Returns how the figures cite their report. Its date distinguishes the editions of a publisher.
fn citation(header: &Header) -> String {
    let date = header.edition.map_or_else(String::new, |edition| format!(", {edition}"));
    format!("{}, {}{date}", header.publisher, header.name)
}

/// Returns the scope of a market whose report gives none: its name as an id, or in lower case if it has no letter that
/// an id may have.
fn scope_of_name(name: &str) -> String {
    Some(id_of_name(name)).filter(|id| !id.is_empty()).unwrap_or_else(|| name.to_lowercase())
}

/// Returns the index of the size in the base year: the first one, unless the header names another year.
fn base(root: &Node<'_>, header: Option<&Header>, points: &[KnownPoint]) -> Checked<usize> {
    let Some((year, at)) = header.and_then(|header| header.base) else { return Ok(0) };
    let found = points.iter().position(|point| point.year == year);
    match (found, points.last()) {
        (None, Some(last)) => {
            let expected = ExpectedKey::YearOfSize { example: last.year.number() };
            root.fail_at(at, Error::invalid(What::Key("base"), year, expected))
        }
        (found, _) => Ok(found.unwrap_or_default()),
    }
}

struct Header {
    name: String,
    publisher: String,
    source: Option<String>,
    edition: Option<Edition>,
    scope: Option<String>,
    currency: Currency,
    unit: Unit,
    /// The base year, with its position in the file.
    base: Option<(Year, usize)>,
}

fn header(node: &Node<'_>) -> Checked<Header> {
    let name = node.required("name", &TEXT);
    let publisher = node.required("publisher", &TEXT);
    let source = node.optional("source", &TEXT);
    let currency = node.required("currency", &CURRENCY);
    let unit = node.required("unit", &UNIT);
    let edition = node.optional("edition", &EDITION);
    let scope = node.optional("scope", &ID);
    let base = node.optional("base", &YEAR);
    Ok(Header {
        name: name?,
        publisher: publisher?,
        source: source?,
        currency: currency?,
        unit: unit?,
        edition: edition?,
        scope: scope?,
        base: base?.map(|year| (year, node.place("base"))),
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
    let size = node.check("size", size_of(&figure, unit))?;
    Ok(KnownPoint { size, year: year?, figure, source: source? })
}

/// Returns the size that a figure stands for. Both ends of a range must be sizes, too.
fn size_of(figure: &Figure, unit: Unit) -> Result<Money, Error> {
    let ends = figure.range().map_or(&[][..], |ends| ends.as_slice());
    let sizes = ends.iter().chain([figure]).map(|one| {
        Money::from_figure(one, unit).map_err(|_| Error::invalid(What::Size, one, Expected::Size))
    });
    let sizes: Vec<Money> = sizes.collect::<Result<_, _>>()?;
    sizes.into_iter().last().ok_or_else(|| Error::invalid(What::Size, figure, Expected::Size))
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

fn horizon(
    root: &Node<'_>,
    header: Option<&Header>,
    points: &[KnownPoint],
    from_base: &[KnownPoint],
    cagr: Option<&StatedCagr>,
) -> Checked<Horizon> {
    let last = match from_base {
        [_, .., last] => Some(last.year),
        _ => cagr.and_then(|cagr| cagr.to),
    };
    match (points.first(), last) {
        (Some(first), Some(last)) => root.check("value", Horizon::new(first.year, last)),
        _ => match (header.and_then(|header| header.base), points.last()) {
            (Some((base, at)), Some(last)) if points.len() > 1 => {
                let expected = ExpectedKey::BaseBefore(last.year.number());
                root.fail_at(at, Error::invalid(What::Key("base"), base, expected))
            }
            _ => root.fail_unless_invalid_toml("value", DatasetFault::OneSize.into()),
        },
    }
}
