//! The value types of a dataset's keys.

use std::str::FromStr;

use toml::de::DeValue;

use crate::decimal::expected;
use crate::error::{Error, Expected, ExpectedKey, What, is_active};
use crate::quantity::{Currency, Figure, GrowthRate, Share, Unit, Year};

use super::node::ValueType;

/// Text for display: not empty, and free of terminal control characters.
pub(super) const TEXT: ValueType<String> = ValueType { expected: EXPECTED_TEXT, parse: text };

/// An id, as typed on the command line.
pub(super) const ID: ValueType<String> = ValueType { expected: EXPECTED_ID, parse: id };

pub(super) const CURRENCY: ValueType<Currency> =
    ValueType { expected: Expected::Currency, parse: parsed };

pub(super) const UNIT: ValueType<Unit> = ValueType { expected: Expected::Unit, parse: parsed };

pub(super) const YEAR: ValueType<Year> = ValueType { expected: Expected::Year, parse: year };

/// A size, in its own unit or the dataset's.
pub(super) const SIZE: ValueType<Figure> =
    ValueType { expected: Expected::Key(ExpectedKey::Size), parse: figure };

pub(super) const RATE: ValueType<(GrowthRate, Figure)> =
    ValueType { expected: Expected::Key(ExpectedKey::GrowthRate), parse: percent };

pub(super) const SHARE: ValueType<(Share, Figure)> =
    ValueType { expected: Expected::Key(ExpectedKey::Share), parse: percent };

/// A figure whose unit is in a separate key.
pub(super) const NUMBER: ValueType<Figure> = ValueType { expected: EXPECTED_NUMBER, parse: number };

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
