//! Reading dimensions, series and figures.

use std::collections::HashSet;
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::error::{Error, ExpectedKey, Missing, Place, What};
use crate::quantity::{Figure, Year};

use super::node::{Checked, ErrorRecorded, Node};
use super::value_types::{
    ID, NUMBER, NUMBER_OR_BOUND, RATE, SEGMENT_PATH, SHARE, SIZE, TEXT, YEAR,
};
use super::{later_year, size_of};
use crate::market::{
    Bound, Context, Details, Dimension, Fact, KnownPoint, Parent, PublishedShare, REST, Segment,
    Series, SeriesPoint,
};

/// Ids that [`crate::market::Published`] uses for the sizes and the stated CAGR.
const RESERVED_IN_MARKET: [&str; 2] = ["value", "cagr"];

/// Ids that it uses within a dimension, and the id of the part that no segment covers.
const RESERVED_IN_DIMENSION: [&str; 3] = ["largest", "fastest", REST];

pub(super) fn read(root: &Node<'_>, context: &Arc<Context>) -> Checked<Details> {
    let mut ids = Ids::new(&RESERVED_IN_MARKET);
    let mut earlier: Vec<Dimension> = Vec::new();
    let dimensions = root.tables("dimension", |node| {
        let dimension = dimension(node, &mut ids, &earlier, context)?;
        earlier.push(dimension);
        Ok(())
    });
    let series = root.tables("series", |node| series(node, &mut ids));
    let facts = root.tables("figure", |node| fact(node, &mut ids));
    dimensions?;
    Ok(Details { dimensions: earlier, series: series?, facts: facts? })
}

fn dimension(
    node: &Node<'_>,
    ids: &mut Ids,
    earlier: &[Dimension],
    context: &Arc<Context>,
) -> Checked<Dimension> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let year = node.optional("year", &YEAR);
    let of = parent(node, ids, earlier);
    let source = node.optional("source", &TEXT);
    let mut taken = Ids::new(&RESERVED_IN_DIMENSION);
    let known_year = year.as_ref().ok().copied().flatten();
    let segments = node.tables("segments", |node| segment(node, &mut taken, known_year, context));
    // If any segment is invalid, `largest` and `fastest` may refer to it, so they are not checked.
    let known = segments.as_deref().ok();
    let largest = segment_id(node, "largest", known);
    let fastest = segment_id(node, "fastest", known);
    let segments = node.check("segments", non_empty("segments", segments?))?;
    let unnamed = Dimension {
        id: String::new(),
        name: String::new(),
        year: first_year(node, year?, &segments)?,
        of: None,
        largest: None,
        fastest: None,
        source: None,
        segments,
        context: Arc::clone(context),
    };
    // Shares are added up even if another key has an error.
    node.check("segments", within_whole(&unnamed))?;
    let (id, name, of) = (id?, name?, of?);
    let (largest, fastest, source) = (largest?, fastest?, source?);
    Ok(Dimension { id, name, of, largest, fastest, source, ..unnamed })
}

/// Returns the first year of any share or size, or the year in the key `year` if there is none.
fn first_year(node: &Node<'_>, year: Option<Year>, segments: &[Segment]) -> Checked<Year> {
    let first = segments.iter().flat_map(Segment::years).min();
    match first.or(year) {
        Some(first) => Ok(first),
        None => node.required("year", &YEAR),
    }
}

/// Reads the segment that a dimension divides. It belongs to an earlier dimension, so that none divides itself.
fn parent(node: &Node<'_>, ids: &Ids, earlier: &[Dimension]) -> Checked<Option<Arc<Parent>>> {
    let Some((dimension, segment)) = node.optional("of", &SEGMENT_PATH)? else { return Ok(None) };
    let Some(found) = earlier.iter().find(|one| one.id == dimension) else {
        if ids.given.contains(&dimension) && earlier.len() + 1 < ids.given.len() {
            // That dimension may have errors of its own.
            return Err(ErrorRecorded);
        }
        let ids = earlier.iter().map(|one| one.id.as_str());
        let error = Error::unknown(What::Dimension, &dimension, ids);
        return node.fail_unless_invalid_toml("of", error.at(Place::Key("of")));
    };
    let segment = match found.segment(&segment) {
        Ok(found) => found.id.clone(),
        Err(error) => return node.fail_unless_invalid_toml("of", error.at(Place::Key("of"))),
    };
    Ok(Some(Arc::new(Parent { dimension: found.clone(), segment })))
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

fn segment(
    node: &Node<'_>,
    ids: &mut Ids,
    year: Option<Year>,
    context: &Context,
) -> Checked<Segment> {
    let id = new_id(node, ids);
    let name = node.required("name", &TEXT);
    let shares = shares(node, year);
    let sizes = sizes(node, context);
    let cagr = node.optional("cagr", &RATE);
    let source = node.optional("source", &TEXT);
    let (shares, sizes) = (shares?, sizes?);
    if let Some(twice) = sizes.iter().find(|size| shares.iter().any(|one| one.year == size.year)) {
        let error = Error::invalid(What::Key("sizes"), twice.year, ExpectedKey::ShareOrSize);
        return node.fail("sizes", error);
    }
    Ok(Segment { id: id?, name: name?, shares, sizes, cagr: cagr?, source: source? })
}

/// Reads the shares of a segment: `share`, for the dimension's year, and `shares`, each with its year.
fn shares(node: &Node<'_>, year: Option<Year>) -> Checked<Vec<PublishedShare>> {
    let single = node.optional("share", &SHARE);
    let several = node.by_year("shares", &SHARE);
    let single = match (single?, year) {
        (None, _) => None,
        (Some(share), Some(year)) => Some((year, share)),
        (Some(_), None) => {
            let error = Error::missing(Missing::Key("year"), ExpectedKey::Year);
            return node.fail("share", error);
        }
    };
    let mut shares = several?;
    if let Some((year, _)) = single.iter().find(|(year, _)| shares.iter().any(|(of, _)| of == year))
    {
        let error = Error::invalid(What::Key("shares"), *year, ExpectedKey::ShareOnce);
        return node.fail("shares", error);
    }
    shares.extend(single);
    shares.sort_by_key(|(year, _)| *year);
    let published = |(year, (share, figure))| PublishedShare { year, share, figure };
    Ok(shares.into_iter().map(published).collect())
}

/// Reads the sizes of a segment. Each is for a year whose market size is published, so that it has a share.
fn sizes(node: &Node<'_>, context: &Context) -> Checked<Vec<KnownPoint>> {
    let sizes = node.by_year("sizes", &SIZE)?;
    let known = |(year, figure): (Year, Figure)| {
        let size = node.check("sizes", size_of(&figure, context.unit))?;
        if let (false, Some(last)) =
            (context.sizes.contains_key(&year), context.sizes.last_key_value())
        {
            let expected = ExpectedKey::YearOfSize { example: last.0.number() };
            return node.fail("sizes", Error::invalid(What::Key("sizes"), year, expected));
        }
        Ok(KnownPoint { year, size, figure, source: None })
    };
    let known: Vec<Checked<KnownPoint>> = sizes.into_iter().map(known).collect();
    known.into_iter().collect()
}

/// Checks that the printed shares of no year exceed 100% by more than rounding explains.
fn within_whole(dimension: &Dimension) -> Result<(), Error> {
    let printed = |segment: &&Segment| segment.sizes.is_empty();
    for year in dimension.years() {
        let shares = dimension.segments.iter().filter(printed);
        let shares = shares.filter_map(|segment| dimension.share_in(segment, year));
        let sum = shares.fold(Decimal::from(0), |sum, share| &sum + share.value().fraction());
        let sum = sum.percent();
        if &sum - &dimension.share_rounding_in(year) > Decimal::from(100) {
            let expected = ExpectedKey::SharesWithinWhole;
            return Err(Error::invalid(What::SumOfShares, format!("{sum}%"), expected));
        }
    }
    Ok(())
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
    let measured = measured(node);
    let source = node.optional("source", &TEXT);
    let ((figure, bound), unit) = measured?;
    Ok(Fact { id: id?, name: name?, figure, bound, unit, source: source? })
}

/// Reads a value with its unit, or else a rate, which is a percentage per year.
fn measured(node: &Node<'_>) -> Checked<((Figure, Option<Bound>), String)> {
    if let Some(rate) = node.optional("rate", &NUMBER_OR_BOUND)? {
        return Ok((rate, Fact::PERCENT_PER_YEAR.to_owned()));
    }
    let value = node.required("value", &NUMBER_OR_BOUND);
    let unit = node.required("unit", &TEXT);
    Ok((value?, unit?))
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
