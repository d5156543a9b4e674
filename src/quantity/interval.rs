//! The low and the high end of an uncertain quantity.

use std::str::FromStr;

use crate::error::{Error, Expected, ExpectedRange, What};

use super::{Figure, GrowthRate, Money, Unit};

/// An interval that an uncertain quantity lies in, with its low end below its high end.
///
/// ```
/// use aiinfra::{GrowthRate, Interval};
///
/// let cagr: Interval<GrowthRate> = "20..33".parse()?;
/// assert_eq!(cagr.low(), &"20".parse()?);
/// assert_eq!(cagr.high(), &"33%".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval<Quantity> {
    low: Quantity,
    high: Quantity,
}

impl<Quantity> Interval<Quantity> {
    /// Returns the low end.
    #[must_use]
    pub fn low(&self) -> &Quantity {
        &self.low
    }

    /// Returns the high end.
    #[must_use]
    pub fn high(&self) -> &Quantity {
        &self.high
    }

    /// Returns both ends, the low one first.
    #[must_use]
    pub fn ends(&self) -> [&Quantity; 2] {
        [&self.low, &self.high]
    }
}

impl Interval<Money> {
    /// Returns the interval of sizes that figures stand for, in their own unit or else in `unit`.
    ///
    /// ```
    /// # use aiinfra::{Figure, Interval, Money, Unit};
    /// let base: Interval<Figure> = "40..55bn".parse()?;
    /// let base = Interval::of_sizes(&base, Unit::Million)?;
    /// assert_eq!(base.low(), &Money::parse("40", Unit::Billion)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `40..1000000000000tn`: an end that is too large to be a market
    pub fn of_sizes(figures: &Interval<Figure>, unit: Unit) -> Result<Self, Error> {
        let [low, high] = figures.ends().map(|figure| Money::from_figure(figure, unit));
        Ok(Self { low: low?, high: high? })
    }
}

impl FromStr for Interval<GrowthRate> {
    type Err = Error;

    /// Parses two percentages with two dots between them: `20..33`, `-5%..10%`.
    ///
    /// # Errors
    /// - `"20"`, `"20-33"`, `"20..25..33"`: not two ends
    /// - `"33..20"`, `"20..20"`: the low end must be below the high end
    /// - `"-100..20"`, `"low..high"`: an end that is not a growth rate
    fn from_str(text: &str) -> Result<Self, Error> {
        let (low, high) = halves(text, "20..33")?;
        ordered(text, low.parse::<GrowthRate>()?, high.parse()?, |low, high| low < high)
    }
}

impl FromStr for Interval<Figure> {
    type Err = Error;

    /// Parses two sizes with two dots between them: `40..55`, `900mn..1.2bn`. A unit after the high end alone is that
    /// of both ends: `40..55bn`.
    ///
    /// # Errors
    /// - `"40"`, `"40-55"`, `"40..50..55"`: not two ends
    /// - `"55..40"`, `"40..40"`: the low end must be below the high end
    /// - `"40bn..55"`: a unit after the low end alone
    /// - `"0..55"`, `"low..high"`: an end that is not a size
    fn from_str(text: &str) -> Result<Self, Error> {
        let (low, high) = halves(text, "40..55")?;
        // An invalid size is reported as such, whatever its unit turns out to be.
        let size = |text: &str| {
            Money::parse(text, Unit::Million)?;
            text.parse::<Figure>()
        };
        let high = size(high)?;
        let low = match (size(low)?, high.unit()) {
            (figure, Some(unit)) if figure.unit().is_none() => format!("{low} {unit}").parse()?,
            (figure, None) if figure.unit().is_some() => {
                return Err(Error::invalid(What::Interval, text, ExpectedRange::UnitAfterHighEnd));
            }
            (figure, _) => figure,
        };
        ordered(text, low, high, |low, high| {
            let [low, high] = [low, high].map(|end| Money::from_figure(end, Unit::Million));
            matches!((low, high), (Ok(low), Ok(high)) if low < high)
        })
    }
}

/// Returns what is before and after the two dots.
fn halves<'a>(text: &'a str, example: &'static str) -> Result<(&'a str, &'a str), Error> {
    let ends = text.split_once("..").map(|(low, high)| (low.trim(), high.trim()));
    let two = ends.filter(|(low, high)| {
        !low.is_empty() && !high.is_empty() && !high.contains("..") && !high.starts_with('.')
    });
    two.ok_or_else(|| Error::invalid(What::Interval, text, ExpectedRange::Interval { example }))
}

fn ordered<Quantity>(
    text: &str,
    low: Quantity,
    high: Quantity,
    is_below: impl Fn(&Quantity, &Quantity) -> bool,
) -> Result<Interval<Quantity>, Error> {
    if is_below(&low, &high) {
        return Ok(Interval { low, high });
    }
    Err(Error::invalid(What::Interval, text, Expected::LowBelowHigh))
}
