//! The value types of a dataset's keys.

use std::str::FromStr;

use toml::de::DeValue;

use crate::decimal::expected;
use crate::error::{Error, Expected, ExpectedKey, What, is_active};
use crate::market::Bound;
use crate::quantity::{Currency, Edition, Figure, GrowthRate, Share, Unit, Year};

use super::node::ValueType;

/// Text for display: not empty, and free of terminal control characters.
pub(super) const TEXT: ValueType<String> = ValueType { expected: EXPECTED_TEXT, parse: text };

/// An id, as typed on the command line.
pub(super) const ID: ValueType<String> = ValueType { expected: EXPECTED_ID, parse: id };

pub(super) const CURRENCY: ValueType<Currency> =
    ValueType { expected: Expected::Currency, parse: parsed };

pub(super) const UNIT: ValueType<Unit> = ValueType { expected: Expected::Unit, parse: parsed };

pub(super) const YEAR: ValueType<Year> = ValueType { expected: Expected::Year, parse: year };

/// A size, in its own unit or the dataset's. It may be a range.
pub(super) const SIZE: ValueType<Figure> =
    ValueType { expected: Expected::Key(ExpectedKey::Size), parse: size };

/// A percentage per year. It may be a range.
pub(super) const RATE: ValueType<(GrowthRate, Figure)> =
    ValueType { expected: Expected::Key(ExpectedKey::GrowthRate), parse: rate };

pub(super) const SHARE: ValueType<(Share, Figure)> =
    ValueType { expected: Expected::Key(ExpectedKey::Share), parse: percent };

/// A figure whose unit is in a separate key.
pub(super) const NUMBER: ValueType<Figure> = ValueType { expected: EXPECTED_NUMBER, parse: number };

/// A figure whose unit is in a separate key, or a range or a bound.
pub(super) const NUMBER_OR_BOUND: ValueType<(Figure, Option<Bound>)> =
    ValueType { expected: EXPECTED_NUMBER, parse: number_or_bound };

pub(super) const EDITION: ValueType<Edition> =
    ValueType { expected: Expected::Key(ExpectedKey::Edition), parse: edition };

/// The ids of a dimension and of one of its segments.
pub(super) const SEGMENT_PATH: ValueType<(String, String)> =
    ValueType { expected: Expected::Key(ExpectedKey::SegmentPath), parse: segment_path };

const EXPECTED_TEXT: Expected = Expected::Key(ExpectedKey::Text);
const EXPECTED_ID: Expected = Expected::Key(ExpectedKey::Id);
const EXPECTED_NUMBER: Expected = Expected::Key(ExpectedKey::NumberAlone);

fn quoted<'a>(value: &'a DeValue<'_>, expected: Expected) -> Result<&'a str, Error> {
    value.as_str().ok_or_else(|| Error::invalid(What::Key("value"), "", expected))
}

fn text(value: &DeValue<'_>) -> Result<String, Error> {
    let text = quoted(value, EXPECTED_TEXT)?;
    if text.trim().is_empty() || text.contains(is_active) {
        return Err(Error::invalid(What::Key("text"), text, EXPECTED_TEXT));
    }
    Ok(text.to_owned())
}

fn id(value: &DeValue<'_>) -> Result<String, Error> {
    let id = quoted(value, EXPECTED_ID)?;
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if id.is_empty() || !id.bytes().all(allowed) {
        return Err(Error::invalid(What::Key("id"), id, EXPECTED_ID));
    }
    Ok(id.to_owned())
}

fn parsed<Value: FromStr<Err = Error>>(value: &DeValue<'_>) -> Result<Value, Error> {
    quoted(value, ExpectedKey::Quoted.into())?.parse()
}

fn year(value: &DeValue<'_>) -> Result<Year, Error> {
    let digits = value.as_integer().filter(|number| number.radix() == 10);
    digits.ok_or_else(|| Error::invalid(What::Year, "", ExpectedKey::Year))?.as_str().parse()
}

/// Returns a figure's text, from a quoted string or a plain number. Both keep the digits as printed.
fn printed<'a>(value: &'a DeValue<'_>) -> Result<&'a str, Error> {
    match value {
        DeValue::String(text) => Ok(text),
        DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str()),
        DeValue::Float(number) => Ok(number.as_str()),
        _ => Err(Error::invalid(What::Figure, "", ExpectedKey::Figure)),
    }
}

fn figure(value: &DeValue<'_>) -> Result<Figure, Error> {
    let text = printed(value)?.trim();
    text.parse()
        .map_err(|_| Error::invalid(What::Figure, "", expected(text, ExpectedKey::PlainFigure)))
}

fn number(value: &DeValue<'_>) -> Result<Figure, Error> {
    let figure = figure(value).ok().filter(|figure| figure.unit().is_none());
    figure.ok_or_else(|| {
        let text = printed(value).unwrap_or_default();
        Error::invalid(What::Figure, "", expected(text, EXPECTED_NUMBER))
    })
}

/// Reads a percentage, along with a figure that keeps its digits as printed.
fn percent<Quantity: FromStr<Err = Error>>(
    value: &DeValue<'_>,
) -> Result<(Quantity, Figure), Error> {
    let text = printed(value)?;
    let digits = text.trim();
    let digits = digits.strip_suffix('%').unwrap_or(digits).trim_end();
    Ok((text.parse()?, digits.parse()?))
}

/// Reads a size, or a range of sizes as its midpoint.
fn size(value: &DeValue<'_>) -> Result<Figure, Error> {
    match value.as_table() {
        Some(_) => range(value, figure, ExpectedKey::Range { is_percent: false }),
        None => figure(value),
    }
}

/// Reads a growth rate, or a range of rates as its midpoint.
fn rate(value: &DeValue<'_>) -> Result<(GrowthRate, Figure), Error> {
    if value.as_table().is_none() {
        return percent(value);
    }
    let end = |value: &DeValue<'_>| percent::<GrowthRate>(value).map(|(_, figure)| figure);
    let figure = range(value, end, ExpectedKey::Range { is_percent: true })?;
    Ok((figure.digits().parse()?, figure))
}

/// Reads `{ low = ..., high = ... }`.
fn range(
    value: &DeValue<'_>,
    end: impl Fn(&DeValue<'_>) -> Result<Figure, Error>,
    expected: ExpectedKey,
) -> Result<Figure, Error> {
    match (entry(value, "low"), entry(value, "high")) {
        (Some(low), Some(high)) if count(value) == 2 => Figure::between(end(low)?, end(high)?),
        _ => Err(Error::invalid(What::Range, "", expected)),
    }
}

/// Reads a figure without a unit, a range, or `{ above = ... }` or `{ below = ... }`.
fn number_or_bound(value: &DeValue<'_>) -> Result<(Figure, Option<Bound>), Error> {
    if value.as_table().is_none() {
        return Ok((number(value)?, None));
    }
    for bound in [Bound::Above, Bound::Below] {
        if let (Some(number_of), 1) = (entry(value, bound.name()), count(value)) {
            return Ok((number(number_of)?, Some(bound)));
        }
    }
    Ok((range(value, number, ExpectedKey::Bound)?, None))
}

fn entry<'a>(value: &'a DeValue<'_>, key: &str) -> Option<&'a DeValue<'a>> {
    value.as_table()?.get(key).map(toml::Spanned::get_ref)
}

fn count(value: &DeValue<'_>) -> usize {
    value.as_table().map_or(0, |table| table.len())
}

fn edition(value: &DeValue<'_>) -> Result<Edition, Error> {
    let invalid = || Error::invalid(What::Edition, "", ExpectedKey::Edition);
    let year = value.as_integer().filter(|number| number.radix() == 10);
    let text = value.as_str().or(year.map(|year| year.as_str())).ok_or_else(invalid)?;
    text.parse().map_err(|_| invalid())
}

fn segment_path(value: &DeValue<'_>) -> Result<(String, String), Error> {
    let invalid = || Error::invalid(What::Key("of"), "", ExpectedKey::SegmentPath);
    let (dimension, segment) =
        value.as_str().and_then(|text| text.split_once('/')).ok_or_else(invalid)?;
    Ok((dimension.to_owned(), segment.to_owned()))
}
