//! The lowest and the highest value that a printed figure stands for.

use crate::decimal::Decimal;
use crate::error::Error;
use crate::quantity::{Amount, GrowthRate, Money, Ratio};

use super::{Citation, Derivation, Operation, Origin, Terms, Traceable, Traced};

/// A quantity that reports print.
trait Printable: Traceable {
    /// A part of it, such as half a unit of its last digit.
    type Part: Traceable;

    /// Returns the quantity with that number in base units.
    fn of(number: Decimal) -> Result<Self, Error>;

    /// Returns a part with that number in base units.
    fn part(number: Decimal) -> Self::Part;
}

impl Printable for Money {
    type Part = Amount;

    fn of(number: Decimal) -> Result<Self, Error> {
        Self::exact(number)
    }

    fn part(number: Decimal) -> Amount {
        Amount::new(number)
    }
}

impl Printable for GrowthRate {
    type Part = Ratio;

    fn of(number: Decimal) -> Result<Self, Error> {
        Self::new(number)
    }

    fn part(number: Decimal) -> Ratio {
        Ratio::new(number)
    }
}

impl Traced<Money> {
    /// Returns the lowest and the highest size that a published one stands for: half a unit of its last digit below and
    /// above it, or the two ends of a published range. `None` if the report prints neither.
    ///
    /// ```
    /// use aiinfra::{Market, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let [low, high] = market.traced(market.base()).ends()?.unwrap();
    /// assert_eq!(low.value().in_unit(Unit::Billion), "46.725".parse()?);
    /// assert_eq!(high.value().in_unit(Unit::Billion), "46.735".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// None for a size of a dataset, since half a unit of its last digit is less than the size.
    pub fn ends(&self) -> Result<Option<[Self; 2]>, Error> {
        ends(self)
    }
}

impl Traced<GrowthRate> {
    /// Returns the lowest and the highest rate that a published one stands for, as [`Traced::<Money>::ends`] does.
    ///
    /// ```
    /// use aiinfra::Market;
    ///
    /// let [low, high] = Market::embedded()?.traced_cagr().unwrap().ends()?.unwrap();
    /// assert_eq!((low.value(), high.value()), (&"26.805".parse()?, &"26.815".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// `1000000`%, which also stands for more than the highest rate.
    pub fn ends(&self) -> Result<Option<[Self; 2]>, Error> {
        ends(self)
    }
}

fn ends<Q: Printable>(figure: &Traced<Q>) -> Result<Option<[Traced<Q>; 2]>, Error> {
    match figure.origin() {
        Origin::Published(citation) => rounded_from(figure, citation).map(Some),
        Origin::Computed(Operation::Midpoint(low, high)) => of_range(low, high).map(Some),
        _ => Ok(None),
    }
}

fn rounded_from<Q: Printable>(
    figure: &Traced<Q>,
    citation: &Citation,
) -> Result<[Traced<Q>; 2], Error> {
    let half = citation.figure.half_unit();
    let half = match citation.unit {
        Some(unit) => half.shifted(unit.exponent().into()),
        // A percentage.
        None => half.shifted(-2),
    };
    let number = figure.value().number();
    let part = Traced::constant(Q::part(half.clone())).derivation();
    let below = Operation::Difference(figure.derivation(), part.clone());
    let above = Operation::Sum(Terms::stored(vec![figure.derivation(), part]));
    let low = Traced::computed(Q::of(number - &half)?, below);
    let high = Traced::computed(Q::of(number + &half)?, above);
    Ok([low, high])
}

fn of_range<Q: Printable>(low: &Derivation, high: &Derivation) -> Result<[Traced<Q>; 2], Error> {
    Ok([cited(low)?, cited(high)?])
}

/// Returns a published figure of any quantity as one of this quantity.
fn cited<Q: Printable>(figure: &Derivation) -> Result<Traced<Q>, Error> {
    Ok(Traced::new(Q::of(figure.number())?, figure.origin().clone()))
}

impl Operation {
    /// Returns whether it moves a figure by a constant, as to an end of what a printed figure stands for.
    pub(crate) fn moves_by_constant(&self) -> bool {
        let is_constant = |figure: &Derivation| matches!(figure.origin(), Origin::Constant);
        match self {
            Self::Difference(_, other) => is_constant(other),
            Self::Sum(terms) => terms.last_stored().is_some_and(is_constant),
            _ => false,
        }
    }
}
