//! Lists of numbers as they are typed.

use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, What};

/// Several values of one quantity: one by one, as a range with a step, or both.
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

/// The most entries of a list.
const MOST: usize = 1000;

impl<Quantity> List<Quantity> {
    /// The values in the order in which they were typed; at least one.
    ///
    /// ```
    /// # use aiinfra::{GrowthRate, List};
    /// assert_eq!("20..35:5".parse::<List<GrowthRate>>()?.iter().count(), 4);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &Quantity> {
        self.0.iter()
    }
}

impl<Quantity: FromStr<Err = Error> + PartialEq> FromStr for List<Quantity> {
    type Err = Error;

    /// Reads values with commas between them. `FROM..TO:STEP` stands for all values from the first to
    /// the last, both in; a unit or a percent sign stands behind all three or behind none.
    ///
    /// # Errors
    /// - `""`, `"20,,30"`: an entry without a value
    /// - `"20..35"`: no step; `"20..35:0"`: a step of zero; `"20..35:-5"`: one that leads away
    /// - `"0..1000:1"`: more than 1,000 entries
    /// - `"20,30,20"`: a value twice
    fn from_str(text: &str) -> Result<Self, Error> {
        let mut values: Vec<Quantity> = Vec::new();
        for entry in text.split(',') {
            if entry.trim().is_empty() {
                return Err(Error::invalid(What::List, text, Expected::List));
            }
            for one in expanded(entry.trim())? {
                let value = one.parse()?;
                if values.contains(&value) {
                    return Err(Error::invalid(What::List, text, Expected::Once(one)));
                }
                values.push(value);
            }
            if values.len() > MOST {
                return Err(too_long(text));
            }
        }
        Ok(Self(values))
    }
}

/// The values that an entry stands for, still as text.
fn expanded(entry: &str) -> Result<Vec<String>, Error> {
    let Some((from, rest)) = entry.split_once("..") else { return Ok(vec![entry.to_owned()]) };
    let (to, step) =
        rest.split_once(':').ok_or_else(|| Error::invalid(What::Range, entry, Expected::Step))?;
    let [(from, unit), (to, other), (step, third)] = [from, to, step].map(number_and_unit);
    let [from, to, step] = [number(entry, from)?, number(entry, to)?, number(entry, step)?];
    if ![other, third].iter().all(|each| each.eq_ignore_ascii_case(unit)) {
        return Err(Error::invalid(What::Range, entry, Expected::SameUnit));
    }
    let numbers = range(entry, &from, &to, &step)?;
    Ok(numbers.iter().map(|number| format!("{number}{unit}")).collect())
}

fn number_and_unit(text: &str) -> (&str, &str) {
    let text = text.trim();
    let ends = |c: char| !matches!(c, '0'..='9' | '.' | '-' | '+');
    let (number, unit) = text.split_at(text.find(ends).unwrap_or(text.len()));
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
    let numbers: Vec<Decimal> = numbers.take_while(is_inside).take(MOST + 1).collect();
    if numbers.len() > MOST {
        return Err(too_long(entry));
    }
    Ok(numbers)
}

fn too_long(text: &str) -> Error {
    Error::invalid(What::List, text, Expected::Entries(MOST))
}
