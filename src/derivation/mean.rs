//! Errors of forecasts, and their means.

use crate::decimal::Decimal;
use crate::quantity::{Coefficient, Money, Ratio};

use super::{Operation, Statistic, Terms, Traceable, Traced};

/// A quantity that can be averaged.
trait Mean: Traceable {
    /// Returns the quantity with that number in base units.
    fn of(number: Decimal) -> Self;
}

impl Mean for Ratio {
    fn of(number: Decimal) -> Self {
        Self::new(number)
    }
}

impl Mean for Coefficient {
    fn of(number: Decimal) -> Self {
        Self::new(number)
    }
}

fn mean<Q: Mean>(figures: &[Traced<Q>]) -> Option<Traced<Q>> {
    let count = u32::try_from(figures.len()).ok().filter(|count| *count > 0)?;
    let zero = Decimal::from(0);
    let sum = figures.iter().fold(zero, |sum, figure| &sum + figure.value().number());
    let terms = Terms::stored(figures.iter().map(Traced::derivation).collect());
    let mean = Q::of(&sum / &Decimal::from(count));
    let sum = Traced::computed(Q::of(sum), Operation::Sum(terms));
    let count = Traced::constant(Coefficient::new(count.into()));
    Some(Traced::computed(mean, Operation::Quotient(sum.derivation(), count.derivation())))
}

impl Traced<Coefficient> {
    /// Returns the arithmetic mean, or `None` without figures.
    pub(crate) fn mean(figures: &[Self]) -> Option<Self> {
        mean(figures)
    }
}

impl Traced<Ratio> {
    /// Returns the arithmetic mean, or `None` without figures.
    pub(crate) fn mean(figures: &[Self]) -> Option<Self> {
        mean(figures)
    }

    /// Returns the fraction without its sign.
    pub(crate) fn magnitude(&self) -> Self {
        let fraction = self.value().fraction();
        let magnitude = fraction.absolute();
        if magnitude == *fraction {
            return self.clone();
        }
        let (magnitude, zero) = (Ratio::new(magnitude), Self::constant(Ratio::new(0.into())));
        let operation = Operation::Difference(zero.derivation(), self.derivation());
        Self::computed(magnitude, operation)
    }
}

impl Traced<Money> {
    /// Returns the natural logarithm of the ratio of this size to `other`.
    pub(crate) fn log_ratio(&self, other: &Self) -> Traced<Coefficient> {
        let change = self.value().change(other.value());
        // Equal sizes may have been rounded differently.
        let is_equal = change == Decimal::from(0);
        let log = if is_equal { Decimal::from(0) } else { self.value().ratio(other.value()).ln() };
        let operation = Statistic::LogRatio(self.derivation(), other.derivation());
        Traced::statistic(Coefficient::new(log), operation)
    }
}
