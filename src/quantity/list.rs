//! Lists and ranges of values, as entered.

use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, What};

/// A list of values of one quantity, read from single values, ranges with a step, or both.
///
/// ```
/// use aiinfra::{GrowthRate, List};
///
/// let list: List<GrowthRate> = "-5..5:2.5,30%".parse()?;
/// let percent: Vec<String> = list.iter().map(|rate| rate.percent().to_string()).collect();
/// assert_eq!(percent, ["-5", "-2.5", "0", "2.5", "5", "30"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<Quantity>(Vec<Quantity>);

/// The most entries in a list.
const MAX_ENTRIES: usize = 1000;

impl<Quantity> List<Quantity> {
    /// Returns the values in the order they were entered. There is at least one.
    pub fn iter(&self) -> impl Iterator<Item = &Quantity> {
        self.0.iter()
    }
}

impl<Quantity: FromStr<Err = Error> + PartialEq> FromStr for List<Quantity> {
    type Err = Error;

    /// Parses values separated by commas.
    ///
    /// `FROM..TO:STEP` stands for a range, which includes `TO` if a step lands on it. Either all three numbers have the
    /// same unit or percent sign, or none has one.
    ///
    /// # Errors
    /// - `""`, `"20,,30"`: an empty entry
    /// - `"20..35"`: no step
    /// - `"20..35:0"`: a step of zero
    /// - `"20..35:-5"`: a step in the wrong direction
    /// - `"0..1000:1"`: more than 1,000 entries
    /// - `"20,30,20"`: a repeated value
    fn from_str(text: &str) -> Result<Self, Error> {
        let mut values: Vec<Quantity> = Vec::new();
        for entry in text.split(',') {
            if entry.trim().is_empty() {
                return Err(Error::invalid(What::List, text, Expected::List));
            }
            for value_text in expand(entry.trim())? {
                let value = value_text.parse()?;
                if values.contains(&value) {
                    return Err(Error::invalid(What::List, text, Expected::Once(value_text)));
                }
                values.push(value);
            }
            if values.len() > MAX_ENTRIES {
                return Err(too_long(text));
            }
        }
        Ok(Self(values))
    }
}

/// Returns the values that an entry stands for, still as text.
fn expand(entry: &str) -> Result<Vec<String>, Error> {
    let Some((from, rest)) = entry.split_once("..") else { return Ok(vec![entry.to_owned()]) };
    let (to, step) =
        rest.split_once(':').ok_or_else(|| Error::invalid(What::Range, entry, Expected::Step))?;
    let [(from, unit), (to, to_unit), (step, step_unit)] = [from, to, step].map(number_and_unit);
    let [from, to, step] = [number(entry, from)?, number(entry, to)?, number(entry, step)?];
    if ![to_unit, step_unit].iter().all(|each| each.eq_ignore_ascii_case(unit)) {
        return Err(Error::invalid(What::Range, entry, Expected::SameUnit));
    }
    let numbers = range(entry, &from, &to, &step)?;
    Ok(numbers.iter().map(|number| format!("{number}{unit}")).collect())
}

fn number_and_unit(text: &str) -> (&str, &str) {
    let text = text.trim();
    let is_unit = |c: char| !matches!(c, '0'..='9' | '.' | '-' | '+');
    let (number, unit) = text.split_at(text.find(is_unit).unwrap_or(text.len()));
    (number, unit.trim())
}

fn number(entry: &str, text: &str) -> Result<Decimal, Error> {
    text.parse().map_err(|_| Error::invalid(What::Range, entry, expected(text, Expected::List)))
}

fn range(entry: &str, from: &Decimal, to: &Decimal, step: &Decimal) -> Result<Vec<Decimal>, Error> {
    let zero = Decimal::from(0);
    if *step == zero {
        return Err(Error::invalid(What::Range, entry, Expected::StepNotZero));
    }
    let ascends = step.is_positive();
    if (ascends && to < from) || (!ascends && from < to) {
        let (from, to) = (from.to_string(), to.to_string());
        let expected = Expected::StepToward { is_above: !ascends, from, to };
        return Err(Error::invalid(What::Range, entry, expected));
    }
    let is_inside = |number: &Decimal| if ascends { number <= to } else { number >= to };
    let numbers = std::iter::successors(Some(from.clone()), |number| Some(number + step));
    let numbers: Vec<Decimal> = numbers.take_while(is_inside).take(MAX_ENTRIES + 1).collect();
    if numbers.len() > MAX_ENTRIES {
        return Err(too_long(entry));
    }
    Ok(numbers)
}

fn too_long(text: &str) -> Error {
    Error::invalid(What::List, text, Expected::Entries(MAX_ENTRIES))
}
