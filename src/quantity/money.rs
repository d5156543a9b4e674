//! Market sizes, currencies, and how amounts are written.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::decimal::{Decimal, Estimate, expected};
use crate::error::{Error, Expected, What};

use super::figure::Figure;
use super::unit::Unit;

/// A market size in the market's currency, above zero and below 10^12 trillion.
///
/// It doesn't store a unit: USD 46.73 billion and USD 46,730 million are the same size.
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
    /// The power of ten that all sizes are below.
    pub(crate) const CEILING: i32 = 24;
    /// The power of ten that all sizes are above. Only a computed size could fall this low.
    pub(crate) const FLOOR: i32 = -30;

    /// Returns the size that is `number` times `unit`.
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
            .map_err(|_| Error::invalid(What::Size, format!("{number} {unit}"), Expected::Size))
    }

    /// Parses a size in its own unit, or in `unit` if the text has none.
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
        let invalid = |_| Error::invalid(What::Size, text, expected(text, Expected::Size));
        let figure: Figure = text.parse().map_err(invalid)?;
        Self::from_figure(&figure, unit).map_err(invalid)
    }

    /// Returns the size that a figure stands for, in its own unit or else in `unit`.
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

    /// Returns the number in `unit`.
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

    /// Returns this size divided by `other`.
    #[must_use]
    pub fn ratio(&self, other: &Self) -> Decimal {
        &self.0 / &other.0
    }

    /// Returns the relative change from `other` to this size, as a fraction.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert_eq!(size("95")?.change(&size("100")?), "-0.05".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn change(&self, other: &Self) -> Decimal {
        // Computed from the ratio, which is rounded only once. Rounding both sizes first could hide an exact tie.
        self.ratio(other).difference(&Decimal::from(1))
    }

    /// Returns the same change as [`Money::change`] with every digit, including those affected by rounding.
    pub(crate) fn change_in_full(&self, other: &Self) -> Decimal {
        &(&self.0 - &other.0) / &other.0
    }

    /// Returns this size minus `other`, in `unit`.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert_eq!(size("95")?.difference(&size("100")?, Unit::Million), "-5000".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn difference(&self, other: &Self, unit: Unit) -> Decimal {
        self.in_unit(unit).difference(&other.in_unit(unit))
    }

    /// Returns whether this size is at or above `other`, ignoring rounding errors of long calculations.
    #[must_use]
    pub fn reaches(&self, other: &Self) -> bool {
        self.0.trusted() >= other.0.trusted()
    }

    /// Returns the size times `factor`.
    ///
    /// ```
    /// # use aiinfra::{Money, Unit};
    /// let size = Money::parse("100", Unit::Billion)?;
    /// assert_eq!(size.times(&"1.21".parse()?)?, Money::parse("121", Unit::Billion)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `0` or less: the size would not be positive
    /// - `10^24`: the size would reach 10^12 trillion
    pub fn times(&self, factor: &Decimal) -> Result<Self, Error> {
        Self::exact(&self.0 * factor)
    }

    /// Returns the size times `factor`, if the product is known to be in bounds.
    pub(crate) fn times_in_bounds(&self, factor: &Decimal) -> Self {
        Self(&self.0 * factor)
    }

    /// Returns whether a positive number is clearly in bounds.
    pub(crate) fn can_be(number: Estimate) -> bool {
        // Between 2^-99, which is above the floor, and 2^79, which is below the ceiling.
        (-98..=79).contains(&number.exponent())
    }

    /// Returns the size for a message, in the largest unit in which it is at least 1.
    pub(crate) fn readable(&self) -> String {
        let one = Decimal::from(1);
        let largest_fit = Unit::ALL.iter().copied().rev().find(|unit| self.in_unit(*unit) >= one);
        let unit = largest_fit.unwrap_or(Unit::Million);
        format!("{} {unit}", self.in_unit(unit).readable(0))
    }

    /// Returns the number of currency units.
    pub(crate) fn number(&self) -> &Decimal {
        &self.0
    }

    pub(crate) fn exact(amount: Decimal) -> Result<Self, Error> {
        let power = |exponent: i32| Decimal::from(1).shifted(exponent as isize);
        if amount > power(Self::FLOOR) && amount < power(Self::CEILING) {
            return Ok(Self(amount));
        }
        Err(Error::invalid(What::Size, amount, Expected::Size))
    }
}

/// A currency, by its three-letter code, such as `USD`.
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
    /// Returns the code in capitals.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl FromStr for Currency {
    type Err = Error;

    /// Parses a three-letter code, in any case.
    ///
    /// # Errors
    /// - `"$"`, `"dollar"`, `""`: not three letters
    fn from_str(text: &str) -> Result<Self, Error> {
        let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic());
        is_code
            .then(|| Self(text.to_ascii_uppercase()))
            .ok_or_else(|| Error::invalid(What::Currency, text, Expected::Currency))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The currency, unit and decimals in which amounts are written in sentences.
///
/// ```
/// use aiinfra::{Money, Scale, Unit};
///
/// let scale = Scale::new("USD".parse()?, Unit::Million, 2);
/// let size = Money::parse("46.73", Unit::Billion)?;
/// assert_eq!(scale.write(&size), "USD 46,730.00 million");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scale {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The unit of all amounts.
    pub unit: Unit,
    /// The number of decimals.
    pub digits: u8,
    /// The report's currency, if that is another.
    pub report: Option<Currency>,
    /// Whether the amounts of the answer are in real terms. Those of the report are nominal.
    pub is_real: bool,
}

impl Scale {
    /// Makes a scale for amounts in the report's own terms.
    #[must_use]
    pub fn new(currency: Currency, unit: Unit, digits: u8) -> Self {
        Self { currency, unit, digits, report: None, is_real: false }
    }

    /// Returns the scale for the report's own amounts.
    pub(crate) fn of_report(&self) -> Cow<'_, Self> {
        match &self.report {
            Some(currency) => Cow::Owned(self.in_currency(currency)),
            None => Cow::Borrowed(self),
        }
    }

    /// Returns the scale for amounts in that currency.
    pub(crate) fn in_currency(&self, currency: &Currency) -> Self {
        Self { currency: currency.clone(), report: None, ..self.clone() }
    }

    /// Returns the amount with all its digits, for amounts that a user entered.
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

    /// Returns the amount with its currency, thousands separators and unit.
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
