//! Quantities without bounds: parts of a market, and differences between figures.

use crate::decimal::Decimal;

use super::{GrowthRate, Money, Share, Unit};

/// An amount in a market's currency, such as a part of a market or a difference. It may be zero or negative.
///
/// ```
/// use aiinfra::{Amount, Money, Unit};
///
/// let size = |text| Money::parse(text, Unit::Billion);
/// let fall = Amount::difference(&Amount::of(&size("95")?), &Amount::of(&size("100")?));
/// assert_eq!(fall.in_unit(Unit::Billion), "-5".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

impl Amount {
    /// Returns the size as an amount.
    #[must_use]
    pub fn of(size: &Money) -> Self {
        Self(size.number().clone())
    }

    pub(crate) fn new(number: Decimal) -> Self {
        Self(number)
    }

    /// Returns `one` minus `other`.
    #[must_use]
    pub fn difference(one: &Self, other: &Self) -> Self {
        Self(one.0.difference(&other.0))
    }

    /// Returns the number in `unit`.
    ///
    /// ```
    /// # use aiinfra::{Amount, Money, Unit};
    /// let amount = Amount::of(&Money::parse("46.73", Unit::Billion)?);
    /// assert_eq!(amount.in_unit(Unit::Million), "46730".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn in_unit(&self, unit: Unit) -> Decimal {
        self.0.shifted(-isize::from(unit.exponent()))
    }

    pub(crate) fn number(&self) -> &Decimal {
        &self.0
    }
}

/// A fraction without bounds, such as a relative change or a sum of shares. 0.05 is 5%.
///
/// ```
/// use aiinfra::{Money, Ratio, Unit};
///
/// let size = |text| Money::parse(text, Unit::Billion);
/// assert_eq!(Ratio::change(&size("95")?, &size("100")?).percent(), "-5".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(Decimal);

impl Ratio {
    /// Returns the relative change from `other` to `size`.
    #[must_use]
    pub fn change(size: &Money, other: &Money) -> Self {
        Self(size.change(other))
    }

    /// Returns the share as a ratio.
    #[must_use]
    pub fn of(share: &Share) -> Self {
        Self(share.fraction().clone())
    }

    pub(crate) fn new(fraction: Decimal) -> Self {
        Self(fraction)
    }

    /// Returns the fraction.
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// Returns the fraction in percent.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}

/// The difference between two rates, as a fraction: 0.05 is 5 percentage points.
///
/// ```
/// use aiinfra::{GrowthRate, Points};
///
/// let rate = |text: &str| text.parse::<GrowthRate>();
/// assert_eq!(Points::between(&rate("20")?, &rate("26.81")?).percent(), "-6.81".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(Decimal);

impl Points {
    /// Returns `rate` minus `other`.
    #[must_use]
    pub fn between(rate: &GrowthRate, other: &GrowthRate) -> Self {
        Self(rate.difference(other).shifted(-2))
    }

    /// Returns the difference as a fraction.
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// Returns the difference in percentage points.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}
