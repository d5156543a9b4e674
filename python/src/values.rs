//! Values from Python, as the text that the library parses.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

use aiinfra::error::{Expected, ExpectedCell, Fault, RowsFault, Setting};
use aiinfra::{Error, Input, Unit, Year};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::types::{PyAnyMethods, PyFloat, PyList, PyString, PyTuple, PyTypeMethods};
use pyo3::{Borrowed, Bound, FromPyObject, PyAny, PyErr, PyResult};

use crate::error::{at, value_error};

/// A number or a text. A float means its shortest decimal, so that 26.81 is exactly 26.81.
pub(crate) struct Value(pub(crate) String);

impl<'py> FromPyObject<'_, 'py> for Value {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyFloat>() {
            // Unlike Python's, this text never has an exponent.
            return Ok(Self(object.extract::<f64>()?.to_string()));
        }
        if object.get_type().name()? == "Decimal" {
            return Ok(Self(object.call_method1("__format__", ("f",))?.extract()?));
        }
        Ok(Self(object.str()?.extract()?))
    }
}

impl Value {
    /// Parses the value of an input.
    pub(crate) fn parse<Quantity: FromStr<Err = Error>>(&self, input: Input) -> PyResult<Quantity> {
        self.0.parse().map_err(at(input))
    }
}

/// The text of an interval, which may be a pair: `(20, 33)` is `20..33`.
pub(crate) fn interval(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if object.is_instance_of::<PyTuple>() || object.is_instance_of::<PyList>() {
        let [low, high]: [Value; 2] = object.extract()?;
        return Ok(format!("{}..{}", low.0, high.0));
    }
    Ok(object.extract::<Value>()?.0)
}

/// The values of a list, or a single one.
pub(crate) fn each(object: &Bound<'_, PyAny>) -> PyResult<Vec<Value>> {
    if object.is_instance_of::<PyString>() {
        return Ok(vec![object.extract()?]);
    }
    match object.try_iter() {
        Ok(values) => values.map(|value| value?.extract()).collect(),
        Err(_) => Ok(vec![object.extract()?]),
    }
}

/// Whether it has entries, as a dictionary does, or a series of pandas.
pub(crate) fn has_entries(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    object.hasattr("items")
}

/// The entries of a dictionary, such as `{2025: 62}`.
pub(crate) fn entries(keyword: &str, object: &Bound<'_, PyAny>) -> PyResult<Vec<(Value, Value)>> {
    let values = items(keyword, object)?.into_iter();
    values.map(|(key, value)| Ok((key, value.extract()?))).collect()
}

/// The entries of a dictionary with values of any kind.
pub(crate) fn items<'py>(
    keyword: &str,
    object: &Bound<'py, PyAny>,
) -> PyResult<Vec<(Value, Bound<'py, PyAny>)>> {
    if !has_entries(object)? {
        let expected = format!("`{keyword}={}`: expected a dictionary", object.repr()?);
        return Err(PyTypeError::new_err(expected));
    }
    object.call_method0("items")?.try_iter()?.map(|entry| entry?.extract()).collect()
}

/// A whole number in these bounds.
pub(crate) fn whole<Number: TryFrom<i64>>(
    keyword: &str,
    number: i64,
    bounds: RangeInclusive<i64>,
) -> PyResult<Number> {
    let within = Some(number).filter(|number| bounds.contains(number));
    within.and_then(|number| number.try_into().ok()).ok_or_else(|| {
        let (first, last) = bounds.into_inner();
        let expected = format!("expected a whole number from {first} to {last}");
        PyValueError::new_err(format!("`{keyword}={number}`: {expected}"))
    })
}

/// Returns the values by year, of which each may be there once.
pub(crate) fn by_year<Quantity>(
    pairs: impl IntoIterator<Item = (Year, Quantity)>,
    input: fn(u16) -> Input,
) -> PyResult<BTreeMap<Year, Quantity>> {
    let mut by_year = BTreeMap::new();
    for (year, value) in pairs {
        if by_year.insert(year, value).is_some() {
            let setting = Setting::from(input(year.number()));
            let expected = Expected::Cell(ExpectedCell::YearOnce);
            return Err(value_error(
                Fault::Clash { one: setting.clone(), other: setting, expected }.into(),
            ));
        }
    }
    Ok(by_year)
}

/// The error that two inputs contradict each other.
pub(crate) fn together(one: Input, other: Input) -> PyErr {
    value_error(RowsFault::Together(one, other).into())
}

/// Returns one of several things by its name.
pub(crate) fn chosen<Thing: Copy>(
    keyword: &str,
    name: &str,
    things: &[Thing],
    name_of: impl Fn(Thing) -> &'static str,
) -> PyResult<Thing> {
    let found = things.iter().copied().find(|thing| name_of(*thing) == name);
    found.ok_or_else(|| {
        let names: Vec<String> =
            things.iter().map(|thing| format!("'{}'", name_of(*thing))).collect();
        PyValueError::new_err(format!("{keyword}='{name}': expected {}", names.join(" or ")))
    })
}

/// Returns a unit by any of its names.
pub(crate) fn unit(name: &str) -> PyResult<Unit> {
    let named = |unit: &Unit| unit.spellings().contains(&name);
    match Unit::ALL.iter().copied().find(named) {
        Some(unit) => Ok(unit),
        None => chosen("unit", name, Unit::ALL, Unit::name),
    }
}
