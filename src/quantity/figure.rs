//! A figure as printed.

use std::fmt;
use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::{Error, Expected, What};

use super::unit::Unit;

/// A number with the digits and the unit that it was printed with.
///
/// "26.60" and "26.6" are the same number but different figures: the first was rounded to two decimals, the second to
/// one. Use `Figure` for what a report prints, and [`super::Money`], [`super::GrowthRate`] or [`super::Share`] for the
/// quantity it stands for. A report may also print a range, which [`Figure::between`] makes: it is computed with its
/// midpoint.
///
/// ```
/// use aiinfra::{Figure, Unit};
///
/// let figure: Figure = "2.02tn".parse()?;
/// assert_eq!(figure.digits(), "2.02");
/// assert_eq!(figure.unit(), Some(Unit::Trillion));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    digits: String,
    value: Decimal,
    unit: Option<Unit>,
    range: Option<Box<[Self; 2]>>,
}

impl Figure {
    /// Returns the range from `low` to `high` as one figure, whose value is the midpoint.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// let range = Figure::between("40bn".parse()?, "45bn".parse()?)?;
    /// assert_eq!((range.digits(), range.half_unit()), ("42.5", "2.5".parse()?));
    /// assert_eq!(range.to_string(), "40–45 billion");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `45` and `40`: the low end must be below the high end
    /// - `40bn` and `45`: both or neither must have a unit, the same one
    pub fn between(low: Self, high: Self) -> Result<Self, Error> {
        if low.value >= high.value {
            return Err(Error::invalid(
                What::Range,
                format!("{low} to {high}"),
                Expected::LowBelowHigh,
            ));
        }
        if low.unit != high.unit {
            return Err(Error::invalid(What::Range, format!("{low} to {high}"), Expected::OneUnit));
        }
        let value = &(&low.value + &high.value) / &Decimal::from(2);
        let (digits, unit) = (value.to_string(), low.unit);
        Ok(Self { digits, value, unit, range: Some(Box::new([low, high])) })
    }

    /// Returns the two ends of a range; none if a single number is printed.
    #[must_use]
    pub fn range(&self) -> Option<&[Self; 2]> {
        self.range.as_deref()
    }

    /// Returns the number as printed, without its unit, such as `"26.60"`. Of a range, this is the midpoint.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Returns the number, not scaled by its unit.
    #[must_use]
    pub fn value(&self) -> &Decimal {
        &self.value
    }

    /// Returns half a unit of the last printed digit, which is the largest possible rounding error. Of a range, this is
    /// the distance from the midpoint to either end.
    ///
    /// ```
    /// # use aiinfra::Figure;
    /// assert_eq!("26.60".parse::<Figure>()?.half_unit(), "0.005".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn half_unit(&self) -> Decimal {
        match self.range() {
            Some([low, _]) => &self.value - &low.value,
            None => Decimal::from(5).shifted(-1 - isize::from(self.decimals())),
        }
    }

    /// Returns the number of digits after the decimal point.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        let fraction = self.digits.split_once('.').map_or("", |(_, fraction)| fraction);
        // Always fits: a number has at most 30 digits.
        u8::try_from(fraction.len()).unwrap_or(u8::MAX)
    }

    /// Returns the unit printed with the figure, if any.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }
}

impl FromStr for Figure {
    type Err = Error;

    /// Parses a number with an optional unit: `46.73`, `600bn`, `1.2 tn`, `5 million`.
    ///
    /// # Errors
    /// - `"lots"`, `""`: not a number
    /// - `"46,73"`, `"1,200"`: a comma, which could mark thousands or decimals
    /// - `"5k"`: an unknown unit
    fn from_str(text: &str) -> Result<Self, Error> {
        let unit_start = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (digits, unit) = text.split_at(unit_start);
        let digits = digits.trim();
        let invalid = |_| Error::invalid(What::Figure, text, expected(text, Expected::Figure));
        Ok(Self {
            digits: digits.to_owned(),
            value: digits.parse().map_err(invalid)?,
            unit: (!unit.is_empty()).then(|| unit.trim().parse()).transpose().map_err(invalid)?,
            range: None,
        })
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range() {
            Some([low, high]) => write!(f, "{}–{}", low.digits, high.digits)?,
            None => f.write_str(&self.digits)?,
        }
        match self.unit {
            Some(unit) => write!(f, " {unit}"),
            None => Ok(()),
        }
    }
}
