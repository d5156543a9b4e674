//! The operations that compute figures from other figures.

use crate::decimal::{Decimal, Estimate};
use crate::error::Error;
use crate::growth;
use crate::quantity::{Amount, Factor, GrowthRate, Money, Points, Ratio, Share, Year, Years};

use super::{Derivation, Operation, Origin, Terms, Traceable, Traced};

impl Traced<Years> {
    /// Returns the number of years between two years, in either order.
    #[must_use]
    pub fn between(one: Year, other: Year) -> Self {
        Self::new(Years::between(one, other), Origin::Constant)
    }

    /// Returns a whole number of years.
    pub(crate) fn count(years: u32) -> Result<Self, Error> {
        Ok(Self::new(Years::new(years.into())?, Origin::Constant))
    }

    /// Returns the number of years from `start` to `end`, as [`growth::years`] does.
    ///
    /// # Errors
    /// The same as for [`growth::years`].
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

    /// Returns the sum of two numbers of years.
    ///
    /// # Errors
    /// - `600` and `500`: more than 1,000 years
    pub fn and(&self, more: &Self) -> Result<Self, Error> {
        if !more.value().number().is_positive() {
            return Ok(self.clone());
        }
        if !self.value().number().is_positive() {
            return Ok(more.clone());
        }
        let years = Years::new(self.value().number() + more.value().number())?;
        let terms = Terms::stored(vec![self.derivation(), more.derivation()]);
        Ok(Self::computed(years, Operation::Sum(terms)))
    }
}

impl Traced<GrowthRate> {
    /// Returns the implied CAGR from `start` to `end`, as [`growth::rate`] does.
    ///
    /// # Errors
    /// The same as for [`growth::rate`].
    pub fn implied(
        start: &Traced<Money>,
        end: &Traced<Money>,
        years: &Traced<Years>,
    ) -> Result<Self, Error> {
        let rate = growth::rate(start.value(), end.value(), years.value())?;
        let (start, end, years) = (start.derivation(), end.derivation(), years.derivation());
        Ok(Self::computed(rate, Operation::ImpliedCagr { start, end, years }))
    }

    /// Returns this rate minus `other`, in percentage points.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Traced<Points> {
        let points = Points::between(self.value(), other.value());
        Traced::computed(points, Operation::Difference(self.derivation(), other.derivation()))
    }
}

impl Traced<GrowthRate> {
    /// Returns the growth rate in real terms: `(1 + rate) ÷ (1 + inflation) − 1`.
    ///
    /// # Errors
    /// `1000000`% at an inflation of `-50`%: more than 1,000,000% per year.
    pub(crate) fn real(&self, inflation: &Self) -> Result<Self, Error> {
        let factor = &self.value().factor() / &inflation.value().factor();
        let (nominal, inflation) = (self.derivation(), inflation.derivation());
        let rate = GrowthRate::of_factor(factor)?;
        Ok(Self::computed(rate, Operation::RealRate { nominal, inflation }))
    }
}

impl Traced<Factor> {
    /// Returns the rate at which prices rise from one index to this one, a year later.
    ///
    /// # Errors
    /// From `1` to `1000000`: more than 1,000,000% per year.
    pub(crate) fn inflation_from(&self, before: &Self) -> Result<Traced<GrowthRate>, Error> {
        let factor = self.value().number() / before.value().number();
        let operation = Operation::RelativeChange(self.derivation(), before.derivation());
        Ok(Traced::computed(GrowthRate::of_factor(factor)?, operation))
    }
}

impl<Q: Traceable> Traced<Q> {
    /// Returns the figure for `year`, carried there if the report prints it only for other years.
    pub(crate) fn carried_to(&self, year: Year) -> Self {
        match self.origin() {
            Origin::Published(citation) if !citation.covers(year) => {
                Self::computed(self.value().clone(), Operation::Carried(self.derivation()))
            }
            _ => self.clone(),
        }
    }

    /// Returns the figure of `known` as an assumption for `year`.
    pub(crate) fn held_in(&self, known: Year, year: Year) -> Self {
        if known == year {
            return self.clone();
        }
        Self::computed(self.value().clone(), Operation::Carried(self.derivation()))
    }

    /// Returns the midpoint of two figures, whose value is `mean`.
    pub(crate) fn midpoint(low: &Self, high: &Self, mean: Q) -> Self {
        Self::computed(mean, Operation::Midpoint(low.derivation(), high.derivation()))
    }
}

impl Traced<Money> {
    /// Returns the size after `years` of growth, as [`growth::end`] does.
    ///
    /// After 0 years, this is the original figure.
    ///
    /// # Errors
    /// The same as for [`growth::end`].
    pub fn compound(
        &self,
        rate: &Traced<GrowthRate>,
        years: &Traced<Years>,
    ) -> Result<Self, Error> {
        if !years.value().number().is_positive() {
            return Ok(self.clone());
        }
        let operation = Operation::Compound {
            start: self.derivation(),
            rate: rate.derivation(),
            years: years.derivation(),
        };
        let estimate = growth::estimated_end(self.estimate(), rate.value(), years.value());
        if estimate.is_none() {
            let end = growth::end(self.value(), rate.value(), years.value())?;
            return Ok(Self::computed(end, operation));
        }
        let (start, rate, years) = (self.clone(), rate.clone(), years.clone());
        let end = move || growth::end_in_bounds(start.value(), rate.value(), years.value());
        Ok(Self::deferred(estimate, end, operation))
    }

    /// Returns the size before `years` of growth, as [`growth::start`] does.
    ///
    /// Before 0 years, this is the original figure.
    ///
    /// # Errors
    /// The same as for [`growth::start`].
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

    /// Returns the relative change from `other` to this size.
    #[must_use]
    pub fn change(&self, other: &Self) -> Traced<Ratio> {
        let operation = Operation::RelativeChange(self.derivation(), other.derivation());
        let estimate = self.estimated_difference(other);
        let estimate = estimate.zip(other.estimate()).map(|(gap, other)| gap.over(other));
        let (one, other) = (self.clone(), other.clone());
        let change = move || Ratio::change(one.value(), other.value());
        Traced::deferred(estimate, change, operation)
    }

    /// Returns this size minus `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Traced<Amount> {
        let operation = Operation::Difference(self.derivation(), other.derivation());
        let estimate = self.estimated_difference(other);
        let (one, other) = (self.clone(), other.clone());
        let difference = move || {
            let [one, other] = [one, other].map(|size| Amount::of(size.value()));
            Amount::difference(&one, &other)
        };
        Traced::deferred(estimate, difference, operation)
    }

    fn estimated_difference(&self, other: &Self) -> Option<Estimate> {
        self.estimate()?.minus(other.estimate()?)
    }
}

/// Returns a fraction of a whole, as an amount.
fn product<Whole: Traceable, Part: Traceable>(
    whole: &Traced<Whole>,
    part: &Traced<Part>,
) -> Traced<Amount> {
    let amount = Amount::new(whole.value().number() * part.value().number());
    Traced::computed(amount, Operation::Product(whole.derivation(), part.derivation()))
}

impl Traced<Amount> {
    /// Returns the amount after a whole number of years of growth. Unlike a size, it has no bounds.
    pub(crate) fn grown(&self, rate: &Traced<GrowthRate>, years: &Traced<Years>) -> Self {
        let Some(whole) = years.value().number().whole().filter(|whole| *whole > 0) else {
            return self.clone();
        };
        let end = Amount::new(self.value().number() * &rate.value().factor().powi(whole));
        let (start, rate, years) = (self.derivation(), rate.derivation(), years.derivation());
        Self::computed(end, Operation::Compound { start, rate, years })
    }

    /// Returns the amount before growing at a rate for a whole number of years.
    pub(crate) fn discounted(&self, rate: &Traced<GrowthRate>, years: &Traced<Years>) -> Self {
        let Some(whole) = years.value().number().whole().filter(|whole| *whole > 0) else {
            return self.clone();
        };
        let start = Amount::new(self.value().number() / &rate.value().factor().powi(whole));
        let (end, rate, years) = (self.derivation(), rate.derivation(), years.derivation());
        Self::computed(start, Operation::Discount { end, rate, years })
    }

    /// Returns the amount times a fraction.
    pub(crate) fn times<Q: Traceable>(&self, fraction: &Traced<Q>) -> Self {
        product(self, fraction)
    }

    /// Returns the amount divided by a fraction.
    pub(crate) fn through<Q: Traceable>(&self, fraction: &Traced<Q>) -> Self {
        let amount = Amount::new(self.value().number() / fraction.value().number());
        Self::computed(amount, Operation::Quotient(self.derivation(), fraction.derivation()))
    }

    /// Returns the amount as a fraction of `whole`.
    pub(crate) fn of<Q: Traceable>(&self, whole: &Traced<Q>) -> Traced<Ratio> {
        let ratio = Ratio::new(self.value().number() / whole.value().number());
        Traced::computed(ratio, Operation::Quotient(self.derivation(), whole.derivation()))
    }

    /// By what fraction of another amount, which is not zero, it is above it.
    pub(crate) fn change_from(&self, other: &Self) -> Traced<Ratio> {
        let ratio = &(self.value().number() - other.value().number()) / other.value().number();
        let operation = Operation::RelativeChange(self.derivation(), other.derivation());
        Traced::computed(Ratio::new(ratio), operation)
    }

    /// Returns the sum of the amounts that `make` returns, or `None` if it returns none.
    ///
    /// `make` is called again when the terms of the sum are listed.
    pub(crate) fn sum(make: impl Fn() -> Vec<Self> + Send + Sync + 'static) -> Option<Self> {
        let terms = make();
        let [first, others @ ..] = terms.as_slice() else { return None };
        if others.is_empty() {
            return Some(first.clone());
        }
        let number = |amount: &Self| amount.value().number().clone();
        let sum = others.iter().fold(number(first), |sum, amount| &sum + amount.value().number());
        let terms = move || make().iter().map(Self::derivation).collect();
        Some(Self::computed(Amount::new(sum), Operation::Sum(Terms::on_demand(terms))))
    }

    /// Returns this amount minus `other`, with every digit.
    ///
    /// Fewer digits could turn an exact tie into a near one when the result is expressed as a share.
    pub(crate) fn less(&self, other: &Self) -> Self {
        let is_zero = Amount::difference(self.value(), other.value()).number() == &Decimal::from(0);
        let exact = self.value().number() - other.value().number();
        let difference = Amount::new(if is_zero { Decimal::from(0) } else { exact });
        Self::computed(difference, Operation::Difference(self.derivation(), other.derivation()))
    }

    /// Returns the same figure as a size.
    pub(crate) fn size(&self) -> Result<Traced<Money>, Error> {
        let size = Money::exact(self.value().number().clone())?;
        Ok(Traced::new(size, self.origin().clone()))
    }
}

impl Traced<Ratio> {
    /// Returns the whole: 100%.
    pub(crate) fn whole() -> Self {
        Self::new(Ratio::new(Decimal::from(1)), Origin::Constant)
    }

    /// Returns the sum of `fractions`.
    pub(crate) fn sum(fractions: &[Self]) -> Self {
        if let [only] = fractions {
            return only.clone();
        }
        let zero = Decimal::from(0);
        let sum = fractions.iter().fold(zero, |sum, one| &sum + one.value().fraction());
        let terms = Terms::stored(fractions.iter().map(Self::derivation).collect());
        Self::computed(Ratio::new(sum), Operation::Sum(terms))
    }

    /// Returns the sum of the fractions that `make` returns.
    ///
    /// `make` is called again when the terms of the sum are listed.
    pub(crate) fn sum_of(make: impl Fn() -> Vec<Self> + Send + Sync + 'static) -> Self {
        let fractions = make();
        if let [only] = fractions.as_slice() {
            return only.clone();
        }
        let zero = Decimal::from(0);
        let sum = fractions.iter().fold(zero, |sum, one| &sum + one.value().fraction());
        let terms = move || make().iter().map(Self::derivation).collect();
        Self::computed(Ratio::new(sum), Operation::Sum(Terms::on_demand(terms)))
    }

    /// Returns this fraction minus `other`.
    pub(crate) fn less(&self, other: &Self) -> Self {
        let difference = self.value().fraction() - other.value().fraction();
        Self::computed(
            Ratio::new(difference),
            Operation::Difference(self.derivation(), other.derivation()),
        )
    }

    /// Returns this fraction divided by `whole`.
    pub(crate) fn through(&self, whole: &Self) -> Self {
        let ratio = self.value().fraction() / whole.value().fraction();
        Self::computed(
            Ratio::new(ratio),
            Operation::Quotient(self.derivation(), whole.derivation()),
        )
    }
}

impl From<&Traced<Share>> for Traced<Ratio> {
    /// Converts the figure to a ratio, which has no bounds.
    fn from(share: &Traced<Share>) -> Self {
        Self::new(Ratio::of(share.value()), share.origin().clone())
    }
}

impl From<&Traced<Money>> for Traced<Amount> {
    /// Converts the figure to an amount, which may be zero or negative.
    fn from(size: &Traced<Money>) -> Self {
        Self::new(Amount::of(size.value()), size.origin().clone())
    }
}

impl Derivation {
    /// Returns the original figure if this one was carried from another year, or else the figure itself.
    #[must_use]
    pub fn source(&self) -> &Self {
        match self.origin() {
            Origin::Computed(Operation::Carried(figure)) => figure.source(),
            _ => self,
        }
    }
}
