//! Figures on a straight line between two others.

use std::convert::Infallible;

use crate::decimal::Decimal;
use crate::error::Error;
use crate::quantity::{GrowthRate, Money, Ratio, Years};

use super::{Operation, Traceable, Traced};

impl<Q: Traceable> Traced<Q> {
    /// Returns the figure on a straight line from this one to `end`, after `passed` of `all` years. The line is straight
    /// in `number`, which `make` turns back into a quantity.
    fn weighted<Fault>(
        &self,
        end: &Self,
        (passed, all): (&Traced<Years>, &Traced<Years>),
        number: impl Fn(&Q) -> Decimal,
        make: impl Fn(Decimal) -> Result<Q, Fault>,
    ) -> Result<Self, Fault> {
        let [passed_years, all_years] = [passed, all].map(|years| years.value().number());
        if !passed_years.is_positive() {
            return Ok(self.clone());
        }
        if passed_years == all_years {
            return Ok(end.clone());
        }
        let [from, to] = [self, end].map(|figure| number(figure.value()));
        // A weighted mean of nearly equal figures can be rounded past one of them.
        let mean = &from + &(&(&(&to - &from) * passed_years) / all_years);
        let operation = Operation::StraightLine {
            from: self.derivation(),
            to: end.derivation(),
            passed: passed.derivation(),
            all: all.derivation(),
        };
        Ok(Self::computed(make(mean)?, operation))
    }
}

impl Traced<Money> {
    /// Returns the size on a straight line from this one to `end`, after `passed` of `all` years. The line goes on after
    /// `end`.
    ///
    /// After 0 or `all` years, this is the original figure.
    ///
    /// # Errors
    /// From `100` to `50` after 2 of 1 years: the line is down to 0.
    pub(crate) fn toward(
        &self,
        end: &Self,
        passed: &Traced<Years>,
        all: &Traced<Years>,
    ) -> Result<Self, Error> {
        self.weighted(end, (passed, all), |size| size.number().clone(), Money::exact)
    }
}

impl Traced<GrowthRate> {
    /// Returns the rate on a straight line from this one to `end`, after `passed` of `all` years.
    pub(crate) fn toward(
        &self,
        end: &Self,
        passed: &Traced<Years>,
        all: &Traced<Years>,
    ) -> Result<Self, Error> {
        self.weighted(end, (passed, all), GrowthRate::factor, GrowthRate::of_factor)
    }
}

impl Traced<Ratio> {
    /// Returns the share on a straight line from this one to `end`, after `passed` of `all` years.
    pub(crate) fn toward(&self, end: &Self, passed: &Traced<Years>, all: &Traced<Years>) -> Self {
        let make = |fraction| Ok::<_, Infallible>(Ratio::new(fraction));
        match self.weighted(end, (passed, all), |ratio| ratio.fraction().clone(), make) {
            Ok(share) => share,
        }
    }
}
