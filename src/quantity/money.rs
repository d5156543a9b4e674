//! Sizes of markets.

use std::fmt;
use std::str::FromStr;

use crate::decimal::{Decimal, expected};
use crate::error::Error;

use super::figure::Figure;
use super::unit::Unit;

/// A size of a market in its currency: above zero, below 10^12 trillion.
///
/// It has no unit of its own: USD 46.73 billion and USD 46,730 million are the same size.
///
/// ```
/// use aiinfra::{Money, Unit};
///
/// let size = Money::parse("1.2tn", Unit::Billion)?;
/// assert_eq!(size.in_unit(Unit::Billion).to_fixed(2), "1200.00");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(Decimal);

impl Money {
    /// The power of ten that no size reaches.
    pub(crate) const CEILING: i32 = 24;
    /// The power of ten that no size falls to; only a computed one could.
    pub(crate) const FLOOR: i32 = -30;
    const EXPECTED: &str = "a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn";

    /// That many of the unit.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = Money::new(&"46.73".parse()?, Unit::Billion)?;
    /// assert_eq!(size, Money::parse("46730mn", Unit::Billion)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `0`, `-5`: not positive
    /// - `10^12` trillion: too large to be a market
    pub fn new(number: &Decimal, unit: Unit) -> Result<Self, Error> {
        Self::exact(number.shifted(unit.exponent().into()))
            .map_err(|_| Error::invalid("size", format!("{number} {unit}"), Self::EXPECTED))
    }

    /// Reads a size in `unit`, or in the unit that it carries itself.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// assert_eq!(Money::parse("600", Unit::Billion)?, Money::parse("0.6tn", Unit::Billion)?);
    /// assert!(Money::parse("-5bn", Unit::Billion).is_err());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `"0"`, `"-5bn"`: not positive
    /// - `"1,200"`, `"nan"`, `"5k"`: not a figure
    pub fn parse(text: &str, unit: Unit) -> Result<Self, Error> {
        let invalid = |_| Error::invalid("size", text, expected(text, Self::EXPECTED));
        let figure: Figure = text.parse().map_err(invalid)?;
        Self::from_figure(&figure, unit).map_err(invalid)
    }

    /// The size that a figure means, in `unit` where it carries none itself.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = Money::from_figure(&"2.02tn".parse()?, Unit::Billion)?;
    /// assert_eq!(size.in_unit(Unit::Billion), "2020".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `0`, `-5bn`: not positive
    pub fn from_figure(figure: &Figure, unit: Unit) -> Result<Self, Error> {
        Self::new(figure.value(), figure.unit().unwrap_or(unit))
    }

    /// The number in that unit.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = Money::parse("46.73", Unit::Billion)?;
    /// assert_eq!(size.in_unit(Unit::Million), "46730".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn in_unit(&self, unit: Unit) -> Decimal {
        self.0.shifted(-isize::from(unit.exponent()))
    }

    /// How many times `other` it is.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert_eq!(size("121")?.ratio(&size("100")?), "1.21".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn ratio(&self, other: &Self) -> Decimal {
        &self.0 / &other.0
    }

    /// By what fraction of `other` it is above it, or below it where negative.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert_eq!(size("95")?.change(&size("100")?), "-0.05".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn change(&self, other: &Self) -> Decimal {
        // A ratio is rounded once, and two sizes that are each rounded first would make a tie look like none.
        self.ratio(other).less(&Decimal::from(1))
    }

    /// The same with every digit, including those that rounding has filled.
    pub(crate) fn gain(&self, other: &Self) -> Decimal {
        &(&self.0 - &other.0) / &other.0
    }

    /// How far it is off `other`, as the beginning of a phrase: `4.63 % above `, `equal to `.
    pub(crate) fn distance(&self, other: &Self) -> String {
        let change = self.change(other);
        let percent = change.percent().to_grouped(2);
        let (size, side) = match percent.strip_prefix('-') {
            Some(size) => (size, "below"),
            None if change.is_positive() => (percent.as_str(), "above"),
            None if change == Decimal::from(0) => return "equal to ".to_owned(),
            None => (percent.as_str(), "below"),
        };
        if size == "0.00" {
            format!("less than 0.01 % {side} ")
        } else {
            format!("{size} % {side} ")
        }
    }

    /// How far it is above `other`, or below where negative, in that unit.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert_eq!(size("95")?.difference(&size("100")?, Unit::Million), "-5000".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn difference(&self, other: &Self, unit: Unit) -> Decimal {
        self.in_unit(unit).less(&other.in_unit(unit))
    }

    /// Is it at or above `other`, but for the rounding of a long calculation?
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert!(size("100")?.reaches(&size("100")?) && !size("95")?.reaches(&size("100")?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn reaches(&self, other: &Self) -> bool {
        self.0.trusted() >= other.0.trusted()
    }

    /// The size times `factor`.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = Money::parse("100", Unit::Billion)?;
    /// assert_eq!(size.times(&"1.21".parse()?)?, Money::parse("121", Unit::Billion)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a factor of `0` or less, or one that takes the size to 10^12 trillion
    pub fn times(&self, factor: &Decimal) -> Result<Self, Error> {
        Self::exact(&self.0 * factor)
    }

    /// The size in the largest unit that makes it at least 1.
    pub(crate) fn readable(&self) -> String {
        let one = Decimal::from(1);
        let larger = Unit::ALL.iter().copied().rev().find(|unit| self.in_unit(*unit) >= one);
        let unit = larger.unwrap_or(Unit::Million);
        format!("{} {unit}", self.in_unit(unit).readable(0))
    }

    fn exact(amount: Decimal) -> Result<Self, Error> {
        let power = |exponent: i32| Decimal::from(1).shifted(exponent as isize);
        if amount > power(Self::FLOOR) && amount < power(Self::CEILING) {
            return Ok(Self(amount));
        }
        Err(Error::invalid("size", amount, Self::EXPECTED))
    }
}

/// A currency by its code of three letters, such as `USD`.
///
/// ```
/// use aiinfra::Currency;
///
/// assert_eq!("cny".parse::<Currency>()?.code(), "CNY");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency(String);

impl Currency {
    /// The code in capitals.
    ///
    /// ```
    /// # use aiinfra::Currency;
    /// assert_eq!("usd".parse::<Currency>()?.code(), "USD");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl FromStr for Currency {
    type Err = Error;

    /// Reads a code of three letters, in any case.
    ///
    /// # Errors
    /// - `"$"`, `"dollar"`, `""`: not three letters
    fn from_str(text: &str) -> Result<Self, Error> {
        let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic());
        is_code
            .then(|| Self(text.to_ascii_uppercase()))
            .ok_or_else(|| Error::invalid("currency", text, "a code of three letters, such as USD"))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How amounts are written in a sentence: currency, unit and decimals.
///
/// ```
/// use aiinfra::{Money, Scale, Unit};
///
/// let scale = Scale { currency: "USD".parse()?, unit: Unit::Million, digits: 2 };
/// let size = Money::parse("46.73", Unit::Billion)?;
/// assert_eq!(scale.write(&size), "USD 46,730.00 million");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scale {
    /// The currency of every amount.
    pub currency: Currency,
    /// The unit of every amount.
    pub unit: Unit,
    /// Decimals.
    pub digits: u8,
}

impl Scale {
    /// The amount with every digit that it has, for amounts that somebody typed.
    ///
    /// ```
    /// # use aiinfra::{Market, Money, Unit};
    /// let scale = Market::embedded()?.scale(Unit::Billion, 2);
    /// let size = Money::parse("1046.7345", Unit::Billion)?;
    /// assert_eq!(scale.write_in_full(&size), "USD 1,046.7345 billion");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn write_in_full(&self, size: &Money) -> String {
        let number = size.in_unit(self.unit).to_grouped_in_full();
        format!("{} {number} {}", self.currency, self.unit)
    }

    /// The amount with currency, thousands separators and unit.
    ///
    /// ```
    /// # use aiinfra::{Market, Unit};
    /// let market = Market::embedded()?;
    /// let scale = market.scale(Unit::Billion, 2);
    /// assert_eq!(scale.write(&market.base().size), "USD 46.73 billion");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn write(&self, size: &Money) -> String {
        let number = size.in_unit(self.unit).to_grouped(self.digits);
        format!("{} {number} {}", self.currency, self.unit)
    }
}
