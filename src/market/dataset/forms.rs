//! What the keys of a dataset hold.

use std::str::FromStr;

use toml::de::DeValue;

use crate::decimal::expected;
use crate::error::{Error, Expected, ExpectedKey, What, is_active};
use crate::quantity::{Currency, Figure, GrowthRate, Share, Unit, Year};

use super::node::Form;

/// What people read: not empty, and without what would act on their terminal.
pub(super) const TEXT: Form<String> = Form { expected: READABLE, read: text };

/// What is typed on the command line.
pub(super) const ID: Form<String> = Form { expected: TYPED, read: id };

pub(super) const CURRENCY: Form<Currency> = Form { expected: Expected::Currency, read: parsed };

pub(super) const UNIT: Form<Unit> = Form { expected: Expected::Unit, read: parsed };

pub(super) const YEAR: Form<Year> = Form { expected: Expected::Year, read: year };

/// A size, with its own unit or in that of the dataset.
pub(super) const SIZE: Form<Figure> =
    Form { expected: Expected::Key(ExpectedKey::Size), read: figure };

pub(super) const RATE: Form<(GrowthRate, Figure)> =
    Form { expected: Expected::Key(ExpectedKey::GrowthRate), read: percent };

pub(super) const SHARE: Form<(Share, Figure)> =
    Form { expected: Expected::Key(ExpectedKey::Share), read: percent };

/// A figure whose unit stands in a key of its own.
pub(super) const NUMBER: Form<Figure> = Form { expected: ALONE, read: number };

const READABLE: Expected = Expected::Key(ExpectedKey::Text);
const TYPED: Expected = Expected::Key(ExpectedKey::Id);
const ALONE: Expected = Expected::Key(ExpectedKey::NumberAlone);

fn quoted<'a>(value: &'a DeValue<'_>, expected: Expected) -> Result<&'a str, Error> {
    value.as_str().ok_or_else(|| Error::invalid(What::Key("value"), "", expected))
}

fn text(value: &DeValue<'_>) -> Result<String, Error> {
    let text = quoted(value, READABLE)?;
    if text.trim().is_empty() || text.contains(is_active) {
        return Err(Error::invalid(What::Key("text"), text, READABLE));
    }
    Ok(text.to_owned())
}

fn id(value: &DeValue<'_>) -> Result<String, Error> {
    let id = quoted(value, TYPED)?;
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if id.is_empty() || !id.bytes().all(allowed) {
        return Err(Error::invalid(What::Key("id"), id, TYPED));
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

/// A figure's text: quoted, with the digits it was printed with, or a plain number, of which the
/// digits are kept as well.
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
        Error::invalid(What::Figure, "", expected(text, ALONE))
    })
}

/// A percentage, and the same as a figure with the digits it was printed with.
fn percent<Quantity: FromStr<Err = Error>>(
    value: &DeValue<'_>,
) -> Result<(Quantity, Figure), Error> {
    let text = printed(value)?;
    let digits = text.trim();
    let digits = digits.strip_suffix('%').unwrap_or(digits).trim_end();
    Ok((text.parse()?, digits.parse()?))
}
