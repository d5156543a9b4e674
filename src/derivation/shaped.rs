//! The operations that compute figures on curves between two sizes.

use crate::curve;
use crate::decimal::Decimal;
use crate::error::Error;
use crate::quantity::{GrowthRate, Money, Ratio, Years};

use super::{Operation, Traced};

impl Traced<GrowthRate> {
    /// Returns the growth of the first of several years, a whole number. From there, growth moves in a straight line to
    /// `last`, and leads from `start` to `end`. Returns `None` if that growth is out of bounds.
    pub(crate) fn fading(
        start: &Traced<Money>,
        end: &Traced<Money>,
        years: &Traced<Years>,
        last: &Self,
    ) -> Option<Self> {
        let whole = years.value().number().whole()?;
        let first = curve::first_growth(start.value(), end.value(), whole, last.value())?;
        let (start, end) = (start.derivation(), end.derivation());
        let (years, last) = (years.derivation(), last.derivation());
        Some(Self::computed(first, Operation::Fade { start, end, years, last }))
    }
}

impl Traced<Money> {
    /// Returns the size on a logistic curve from this one to `end`, after `passed` of `all` years. The curve goes on after
    /// `end`, and levels off at `ceiling`, which is above both.
    ///
    /// After 0 or `all` years, this is the original figure.
    ///
    /// # Errors
    /// From `100` to `1` in 2 years, after 200: the size is below the smallest valid one.
    pub(crate) fn logistic(
        &self,
        end: &Self,
        ceiling: &Self,
        passed: &Traced<Years>,
        all: &Traced<Years>,
    ) -> Result<Self, Error> {
        if !passed.value().number().is_positive() {
            return Ok(self.clone());
        }
        if passed.value() == all.value() {
            return Ok(end.clone());
        }
        let sizes = [self.value(), end.value(), ceiling.value()];
        let size = curve::logistic(sizes, passed.value(), all.value())?;
        let operation = Operation::Logistic {
            start: self.derivation(),
            end: end.derivation(),
            ceiling: ceiling.derivation(),
            passed: passed.derivation(),
            all: all.derivation(),
        };
        Ok(Self::computed(size, operation))
    }
}

impl Traced<Years> {
    /// Returns the time until a straight line from `start`, which reaches `end` after `all` years, reaches `size`. Returns
    /// `None` if it never does, or not within 1,000 years.
    pub(crate) fn on_line(
        start: &Traced<Money>,
        end: &Traced<Money>,
        size: &Traced<Money>,
        all: &Self,
    ) -> Option<Self> {
        if curve::is_flat(start.value(), end.value()) {
            return None;
        }
        let part = size.difference(start).of(&end.difference(start));
        all.part(&part)
    }

    /// Returns a part of this time.
    fn part(&self, part: &Traced<Ratio>) -> Option<Self> {
        let years = Years::new(part.value().fraction() * self.value().number()).ok()?;
        if years.number() == &Decimal::from(0) {
            return Some(Self::constant(years));
        }
        let operation = Operation::Product(part.derivation(), self.derivation());
        Some(Self::computed(years, operation))
    }

    /// Returns the time until the curve of [`Traced<Money>::logistic`] reaches `size`. Returns `None` if it never does, or
    /// not within 1,000 years.
    pub(crate) fn on_logistic(
        [start, end, ceiling]: [&Traced<Money>; 3],
        size: &Traced<Money>,
        all: &Self,
    ) -> Option<Self> {
        let sizes = [start.value(), end.value(), ceiling.value()];
        let years = curve::logistic_years(sizes, size.value(), all.value())?;
        if years.number() == &Decimal::from(0) {
            return Some(Self::constant(years));
        }
        let operation = Operation::LogisticTime {
            start: start.derivation(),
            end: end.derivation(),
            ceiling: ceiling.derivation(),
            size: size.derivation(),
            all: all.derivation(),
        };
        Some(Self::computed(years, operation))
    }
}
