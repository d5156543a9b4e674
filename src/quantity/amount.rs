//! Numbers without bounds: what is left of a market, and how two figures compare.

use crate::decimal::Decimal;

use super::{GrowthRate, Money, Share, Unit};

/// An amount in a market's currency that may be zero or negative: a part of a market, or a difference.
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
    /// The amount that a size is.
    ///
    /// ```
    /// # use aiinfra::{Amount, Money, Unit};
    /// let size = Money::parse("46.73", Unit::Billion)?;
    /// assert_eq!(Amount::of(&size).in_unit(Unit::Billion), "46.73".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn of(size: &Money) -> Self {
        Self(size.number().clone())
    }

    pub(crate) fn new(number: Decimal) -> Self {
        Self(number)
    }

    /// How far one amount is above the other, or below it where negative.
    ///
    /// ```
    /// # use aiinfra::{Amount, Money, Unit};
    /// let one = Amount::of(&Money::parse("1", Unit::Billion)?);
    /// assert_eq!(Amount::difference(&one, &one).in_unit(Unit::Million), "0".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn difference(one: &Self, other: &Self) -> Self {
        Self(one.0.less(&other.0))
    }

    /// The number in that unit.
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

/// A fraction without bounds: how far one size is off another, or what shares add up to. 0.05 is 5 %.
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
    /// By what fraction of `other` a size is above it, or below it where negative.
    ///
    /// ```
    /// # use aiinfra::{Money, Ratio, Unit};
    /// let size = |text| Money::parse(text, Unit::Billion);
    /// assert_eq!(Ratio::change(&size("110")?, &size("100")?).fraction(), &"0.1".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn change(size: &Money, other: &Money) -> Self {
        Self(size.change(other))
    }

    /// A share as a fraction among others.
    ///
    /// ```
    /// # use aiinfra::Ratio;
    /// assert_eq!(Ratio::of(&"39".parse()?).fraction(), &"0.39".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn of(share: &Share) -> Self {
        Self(share.fraction().clone())
    }

    pub(crate) fn new(fraction: Decimal) -> Self {
        Self(fraction)
    }

    /// The fraction.
    ///
    /// ```
    /// # use aiinfra::Ratio;
    /// assert_eq!(Ratio::of(&"100".parse()?).fraction(), &"1".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// The fraction in percent.
    ///
    /// ```
    /// # use aiinfra::Ratio;
    /// assert_eq!(Ratio::of(&"39".parse()?).percent(), "39".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}

/// The difference of two rates, as a fraction: 0.05 is 5 percentage points.
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
    /// How far one rate is above the other, or below it where negative.
    ///
    /// ```
    /// # use aiinfra::{GrowthRate, Points};
    /// let rate = "20".parse::<GrowthRate>()?;
    /// assert_eq!(Points::between(&rate, &rate).fraction(), &"0".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn between(rate: &GrowthRate, other: &GrowthRate) -> Self {
        Self(rate.difference(other).shifted(-2))
    }

    /// The difference as a fraction.
    ///
    /// ```
    /// # use aiinfra::Points;
    /// let points = Points::between(&"3".parse()?, &"2".parse()?);
    /// assert_eq!(points.fraction(), &"0.01".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn fraction(&self) -> &Decimal {
        &self.0
    }

    /// The difference in percentage points.
    ///
    /// ```
    /// # use aiinfra::Points;
    /// let points = Points::between(&"3".parse()?, &"2".parse()?);
    /// assert_eq!(points.percent(), "1".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn percent(&self) -> Decimal {
        self.0.percent()
    }
}
