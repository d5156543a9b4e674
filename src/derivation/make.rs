//! The operations that make figures of others.

use crate::decimal::Decimal;
use crate::error::Error;
use crate::growth;
use crate::quantity::{Amount, GrowthRate, Money, Points, Ratio, Share, Year, Years};

use super::{Derivation, Operation, Origin, Terms, Traceable, Traced};

impl Traced<Years> {
    /// The years between two years, in either order.
    #[must_use]
    pub fn between(one: Year, other: Year) -> Self {
        Self::new(Years::between(one, other), Origin::Constant)
    }

    /// So many years as are counted.
    pub(crate) fn count(years: u32) -> Result<Self, Error> {
        Ok(Self::new(Years::new(years.into())?, Origin::Constant))
    }

    /// How long it takes to grow from `start` to `end`, as [`growth::years`].
    ///
    /// # Errors
    /// As for [`growth::years`].
    pub fn elapsed(
        start: &Traced<Money>,
        end: &Traced<Money>,
        rate: &Traced<GrowthRate>,
    ) -> Result<Self, Error> {
        let years = growth::years(start.value(), end.value(), rate.value())?;
        if !years.number().is_positive() {
            return Ok(Self::constant(years));
        }
        let (start, end, rate) = (start.derivation(), end.derivation(), rate.derivation());
        Ok(Self::computed(years, Operation::ElapsedTime { start, end, rate }))
    }

    /// This span and another one after it.
    ///
    /// # Errors
    /// - more than 1,000 years together
    pub fn and(&self, more: &Self) -> Result<Self, Error> {
        if !more.value().number().is_positive() {
            return Ok(self.clone());
        }
        if !self.value().number().is_positive() {
            return Ok(more.clone());
        }
        let years = Years::new(self.value().number() + more.value().number())?;
        let terms = Terms::held(vec![self.derivation(), more.derivation()]);
        Ok(Self::computed(years, Operation::Sum(terms)))
    }
}

impl Traced<GrowthRate> {
    /// The rate that leads from `start` to `end`, as [`growth::rate`].
    ///
    /// # Errors
    /// As for [`growth::rate`].
    pub fn implied(
        start: &Traced<Money>,
        end: &Traced<Money>,
        years: &Traced<Years>,
    ) -> Result<Self, Error> {
        let rate = growth::rate(start.value(), end.value(), years.value())?;
        let (start, end, years) = (start.derivation(), end.derivation(), years.derivation());
        Ok(Self::computed(rate, Operation::ImpliedCagr { start, end, years }))
    }

    /// How many percentage points it is above another.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Traced<Points> {
        let points = Points::between(self.value(), other.value());
        Traced::computed(points, Operation::Difference(self.derivation(), other.derivation()))
    }
}

impl<Q: Traceable> Traced<Q> {
    /// The figure in that year: carried there where it is printed for others.
    pub(crate) fn carried_to(&self, year: Year) -> Self {
        match self.origin() {
            Origin::Published(citation) if !citation.covers(year) => {
                Self::computed(self.value().clone(), Operation::Carried(self.derivation()))
            }
            _ => self.clone(),
        }
    }
}

impl Traced<Money> {
    /// The size after `years` of growth, as [`growth::end`]. After none it is the size itself.
    ///
    /// # Errors
    /// As for [`growth::end`].
    pub fn compound(
        &self,
        rate: &Traced<GrowthRate>,
        years: &Traced<Years>,
    ) -> Result<Self, Error> {
        if !years.value().number().is_positive() {
            return Ok(self.clone());
        }
        let end = growth::end(self.value(), rate.value(), years.value())?;
        let (start, rate, years) = (self.derivation(), rate.derivation(), years.derivation());
        Ok(Self::computed(end, Operation::Compound { start, rate, years }))
    }

    /// The size `years` before, as [`growth::start`].
    ///
    /// # Errors
    /// As for [`growth::start`].
    pub fn discount(
        &self,
        rate: &Traced<GrowthRate>,
        years: &Traced<Years>,
    ) -> Result<Self, Error> {
        if !years.value().number().is_positive() {
            return Ok(self.clone());
        }
        let start = growth::start(self.value(), rate.value(), years.value())?;
        let (end, rate, years) = (self.derivation(), rate.derivation(), years.derivation());
        Ok(Self::computed(start, Operation::Discount { end, rate, years }))
    }

    /// By what fraction of another size it is above it.
    #[must_use]
    pub fn change(&self, other: &Self) -> Traced<Ratio> {
        let change = Ratio::change(self.value(), other.value());
        Traced::computed(change, Operation::RelativeChange(self.derivation(), other.derivation()))
    }

    /// How far it is above another size.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Traced<Amount> {
        let [one, two] = [self, other].map(|size| Amount::of(size.value()));
        let operation = Operation::Difference(self.derivation(), other.derivation());
        Traced::computed(Amount::difference(&one, &two), operation)
    }
}

/// An amount times a fraction.
fn product<Whole: Traceable, Part: Traceable>(
    whole: &Traced<Whole>,
    part: &Traced<Part>,
) -> Traced<Amount> {
    let amount = Amount::new(&whole.value().number() * &part.value().number());
    Traced::computed(amount, Operation::Product(whole.derivation(), part.derivation()))
}

impl Traced<Amount> {
    /// The amount after `years` of growth, without the bounds of a size.
    pub(crate) fn grown(&self, rate: &Traced<GrowthRate>, years: &Traced<Years>) -> Self {
        let Some(whole) = years.value().number().whole().filter(|whole| *whole > 0) else {
            return self.clone();
        };
        let end = Amount::new(self.value().number() * &rate.value().factor().powi(whole));
        let (start, rate, years) = (self.derivation(), rate.derivation(), years.derivation());
        Self::computed(end, Operation::Compound { start, rate, years })
    }

    /// The amount times a fraction.
    pub(crate) fn times<Q: Traceable>(&self, fraction: &Traced<Q>) -> Self {
        product(self, fraction)
    }

    /// The amount through a fraction.
    pub(crate) fn through<Q: Traceable>(&self, fraction: &Traced<Q>) -> Self {
        let amount = Amount::new(self.value().number() / &fraction.value().number());
        Self::computed(amount, Operation::Quotient(self.derivation(), fraction.derivation()))
    }

    /// The fraction of a whole that it is.
    pub(crate) fn of<Q: Traceable>(&self, whole: &Traced<Q>) -> Traced<Ratio> {
        let ratio = Ratio::new(self.value().number() / &whole.value().number());
        Traced::computed(ratio, Operation::Quotient(self.derivation(), whole.derivation()))
    }

    /// The amounts that `make` gives, together; none where it gives none. It is called again by whoever asks what was
    /// added up.
    pub(crate) fn sum(make: impl Fn() -> Vec<Self> + Send + Sync + 'static) -> Option<Self> {
        let terms = make();
        let [first, others @ ..] = terms.as_slice() else { return None };
        if others.is_empty() {
            return Some(first.clone());
        }
        let number = |amount: &Self| amount.value().number().clone();
        let sum = others.iter().fold(number(first), |sum, amount| &sum + amount.value().number());
        let terms = move || make().iter().map(Self::derivation).collect();
        Some(Self::computed(Amount::new(sum), Operation::Sum(Terms::made(terms))))
    }

    /// What is left of it, with every digit: as a share of the whole it may be exactly half-way.
    pub(crate) fn less(&self, other: &Self) -> Self {
        let is_nothing =
            Amount::difference(self.value(), other.value()).number() == &Decimal::from(0);
        let rest = self.value().number() - other.value().number();
        let left = Amount::new(if is_nothing { Decimal::from(0) } else { rest });
        Self::computed(left, Operation::Difference(self.derivation(), other.derivation()))
    }

    /// The same figure as a size.
    pub(crate) fn size(&self) -> Result<Traced<Money>, Error> {
        let size = Money::exact(self.value().number().clone())?;
        Ok(Traced::new(size, self.origin().clone()))
    }
}

impl Traced<Ratio> {
    /// The whole: 100 %.
    pub(crate) fn whole() -> Self {
        Self::new(Ratio::new(Decimal::from(1)), Origin::Constant)
    }

    /// All of these fractions together.
    pub(crate) fn sum(fractions: &[Self]) -> Self {
        if let [only] = fractions {
            return only.clone();
        }
        let zero = Decimal::from(0);
        let sum = fractions.iter().fold(zero, |sum, one| &sum + one.value().fraction());
        let terms = Terms::held(fractions.iter().map(Self::derivation).collect());
        Self::computed(Ratio::new(sum), Operation::Sum(terms))
    }

    /// What is left of it.
    pub(crate) fn less(&self, other: &Self) -> Self {
        let left = self.value().fraction() - other.value().fraction();
        Self::computed(
            Ratio::new(left),
            Operation::Difference(self.derivation(), other.derivation()),
        )
    }

    /// The share on the straight line to another one, `passed` of `all` years along.
    pub(crate) fn toward(
        &self,
        end: &Traced<Share>,
        passed: &Traced<Years>,
        all: &Traced<Years>,
    ) -> Self {
        let (from, to) = (self.value().fraction(), end.value().fraction());
        let [some, whole] = [passed, all].map(|years| years.value().number());
        if some == whole {
            return Self::from(end);
        }
        // A weighted mean, which rounding cannot take below the lower of the two or above the higher one.
        let share = &(&(from * &(whole - some)) + &(to * some)) / whole;
        let operation = Operation::StraightLine {
            from: self.derivation(),
            to: end.derivation(),
            passed: passed.derivation(),
            all: all.derivation(),
        };
        Self::computed(Ratio::new(share), operation)
    }

    /// This fraction of another one.
    pub(crate) fn through(&self, whole: &Self) -> Self {
        let ratio = self.value().fraction() / whole.value().fraction();
        Self::computed(
            Ratio::new(ratio),
            Operation::Quotient(self.derivation(), whole.derivation()),
        )
    }
}

impl From<&Traced<Share>> for Traced<Ratio> {
    /// The same figure among others that have no bounds.
    fn from(share: &Traced<Share>) -> Self {
        Self::new(Ratio::of(share.value()), share.origin().clone())
    }
}

impl From<&Traced<Money>> for Traced<Amount> {
    /// The same figure among others that may be zero or negative.
    fn from(size: &Traced<Money>) -> Self {
        Self::new(Amount::of(size.value()), size.origin().clone())
    }
}

impl Derivation {
    /// The figure itself where another was carried to other years or is what it was before.
    #[must_use]
    pub fn source(&self) -> &Self {
        match self.origin() {
            Origin::Computed(Operation::Carried(figure)) => figure.source(),
            _ => self,
        }
    }
}
