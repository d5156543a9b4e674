//! The operations that compute quantiles and probabilities.
//!
//! A lognormal quantity has a normally distributed logarithm. Products and powers of lognormal quantities are lognormal
//! too, so a size that compounds has quantiles in closed form.

use crate::decimal::Decimal;
use crate::error::{Error, Expected, ExpectedRange, What};
use crate::quantity::{Coefficient, Coverage, GrowthRate, Money, Probability, Years};

use super::{Derivation, Operation, Origin, Statistic, Terms, Traced};

impl<Q> Traced<Q> {
    pub(super) fn statistic(value: Q, statistic: Statistic) -> Self {
        Self::computed(value, Operation::Statistic(statistic))
    }
}

impl Traced<Money> {
    /// Returns the median of a lognormal size, from the ends of a central interval: their geometric mean.
    pub(crate) fn geometric_mean(low: &Self, high: &Self) -> Result<Self, Error> {
        let mean = (low.value().number() * high.value().number()).root(2);
        let operation = Statistic::GeometricMean(low.derivation(), high.derivation());
        Ok(Self::statistic(Money::exact(mean)?, operation))
    }

    /// Returns the quantiles of a lognormal size with this median, one for each score.
    ///
    /// # Errors
    /// A size out of bounds, if its deviation is large.
    pub(crate) fn quantiles(
        &self,
        scores: &[Traced<Coefficient>],
        deviation: &Traced<Coefficient>,
    ) -> Result<Vec<Self>, Error> {
        let mut powers = Powers::default();
        scores.iter().map(|score| self.quantile(score, deviation, &mut powers)).collect()
    }

    fn quantile(
        &self,
        score: &Traced<Coefficient>,
        deviation: &Traced<Coefficient>,
        powers: &mut Powers,
    ) -> Result<Self, Error> {
        let exponent = score.value().number() * deviation.value().number();
        if exponent == Decimal::from(0) {
            return Ok(self.clone());
        }
        let out_of_bounds =
            |_| Error::invalid(What::Quantile, score.probability(), ExpectedRange::InBounds);
        let power = powers.of(&exponent);
        let size = power.and_then(|power| self.value().times(&power)).map_err(out_of_bounds)?;
        let median = self.derivation();
        let (score, deviation) = (score.derivation(), deviation.derivation());
        Ok(Self::statistic(size, Statistic::LognormalQuantile { median, score, deviation }))
    }

    /// Returns the probability that a lognormal size with this median is at or above `size`.
    pub(crate) fn reach(
        &self,
        size: &Self,
        deviation: &Traced<Coefficient>,
    ) -> Traced<Probability> {
        let spread = deviation.value().number();
        if !spread.is_positive() {
            return Traced::certainty(self.value().reaches(size.value()));
        }
        let score = &self.value().ratio(size.value()).ln() / spread;
        let (median, size, deviation) =
            (self.derivation(), size.derivation(), deviation.derivation());
        Traced::statistic(
            Probability::new(score.normal_probability()),
            Statistic::ReachProbability { median, size, deviation },
        )
    }
}

impl Traced<GrowthRate> {
    /// Returns the median of a rate with a lognormal growth factor, from the ends of a central interval.
    pub(crate) fn geometric_mean(low: &Self, high: &Self) -> Result<Self, Error> {
        let factor = (&low.value().factor() * &high.value().factor()).root(2);
        let operation = Statistic::GeometricMeanRate(low.derivation(), high.derivation());
        Ok(Self::statistic(GrowthRate::of_factor(factor)?, operation))
    }
}

impl Traced<Probability> {
    /// Returns the probability of being at or below the high end of an interval in the center of its distribution:
    /// `(100% + coverage) ÷ 2`.
    pub(crate) fn high_end(coverage: &Traced<Coverage>) -> Self {
        let (whole, two) = (Traced::certainty(true), Traced::constant(Coefficient::new(2.into())));
        let sum = Probability::new(whole.value().fraction() + coverage.value().fraction());
        let terms = Terms::stored(vec![whole.derivation(), coverage.derivation()]);
        let sum = Self::computed(sum, Operation::Sum(terms));
        let half = Probability::new(sum.value().fraction() / two.value().number());
        Self::computed(half, Operation::Quotient(sum.derivation(), two.derivation()))
    }

    /// Returns a probability of 100% or 0%.
    pub(crate) fn certainty(is_certain: bool) -> Self {
        Self::constant(Probability::new(Decimal::from(u32::from(is_certain))))
    }
}

impl Traced<Coefficient> {
    /// Returns the standard score at or below which a normal variable is with this probability.
    pub(crate) fn score(probability: &Traced<Probability>) -> Self {
        let score = Coefficient::new(probability.value().fraction().normal_quantile());
        Self::statistic(score, Statistic::NormalQuantile(probability.derivation()))
    }

    /// Returns the standard score of a probability that is equal to the one of this score.
    pub(crate) fn same_score(&self, probability: &Traced<Probability>) -> Self {
        let operation = Statistic::NormalQuantile(probability.derivation());
        Self::statistic(self.value().clone(), operation)
    }

    /// Returns the standard score of a probability that adds up to 100% with the one of this score.
    pub(crate) fn opposite_score(&self, probability: &Traced<Probability>) -> Self {
        let score = Coefficient::new(&Decimal::from(0) - self.value().number());
        Self::statistic(score, Statistic::NormalQuantile(probability.derivation()))
    }

    /// Returns the probability of a standard score, in percent, for a message.
    fn probability(&self) -> String {
        match self.origin() {
            Origin::Computed(Operation::Statistic(Statistic::NormalQuantile(probability))) => {
                format!("{}%", probability.number().percent())
            }
            _ => self.value().number().to_string(),
        }
    }

    /// Returns the standard deviation of the logarithm of a size, from a central interval whose high end has this score.
    pub(crate) fn of_sizes(low: &Traced<Money>, high: &Traced<Money>, score: &Self) -> Self {
        let ratio = high.value().ratio(low.value());
        Self::log_deviation(&ratio, (low.derivation(), high.derivation()), score)
    }

    /// Returns the standard deviation of the logarithm of a growth factor, in the same way.
    pub(crate) fn of_rates(
        low: &Traced<GrowthRate>,
        high: &Traced<GrowthRate>,
        score: &Self,
    ) -> Self {
        let ratio = &high.value().factor() / &low.value().factor();
        Self::log_deviation(&ratio, (low.derivation(), high.derivation()), score)
    }

    fn log_deviation(ratio: &Decimal, (low, high): (Derivation, Derivation), score: &Self) -> Self {
        let deviation = &ratio.ln() / &(&Decimal::from(2) * score.value().number());
        let score = score.derivation();
        let operation = Statistic::LogDeviation { low, high, score };
        Self::statistic(Coefficient::new(deviation), operation)
    }

    /// Returns the standard deviation of a sum of as many equal terms.
    pub(crate) fn over(&self, years: &Traced<Years>) -> Self {
        if years.value().number() == &Decimal::from(1) {
            return self.clone();
        }
        let number = self.value().number() * years.value().number();
        let operation = Operation::Product(self.derivation(), years.derivation());
        Self::computed(Coefficient::new(number), operation)
    }

    /// Returns the standard deviation of a fraction of the term.
    pub(crate) fn through(&self, years: &Traced<Years>) -> Self {
        let number = self.value().number() / years.value().number();
        let operation = Operation::Quotient(self.derivation(), years.derivation());
        Self::computed(Coefficient::new(number), operation)
    }

    /// Returns the standard deviation of a sum of as many independent terms.
    pub(crate) fn over_independent(&self, years: &Traced<Years>) -> Self {
        if years.value().number() == &Decimal::from(1) {
            return self.clone();
        }
        let number = self.value().number() * &years.value().number().root(2);
        let (deviation, years) = (self.derivation(), years.derivation());
        let operation = Statistic::OverIndependentYears { deviation, years };
        Self::statistic(Coefficient::new(number), operation)
    }

    /// Returns the standard deviation of the sum of two terms, which are independent without a correlation.
    pub(crate) fn combined(&self, other: &Self, correlation: Option<&Self>) -> Self {
        let (one, two) = (self.value().number(), other.value().number());
        let product =
            |correlation: &Self| &(&Decimal::from(2) * correlation.value().number()) * &(one * two);
        let covariance = correlation.map_or(Decimal::from(0), product);
        let variance = &(&(one * one) + &(two * two)) + &covariance;
        // With a correlation of -1, rounding could take it below 0.
        let number = if variance.is_positive() { variance.root(2) } else { Decimal::from(0) };
        let (one, other) = (self.derivation(), other.derivation());
        let correlation = correlation.map(Self::derivation);
        let operation = Statistic::CombinedDeviation { one, other, correlation };
        Self::statistic(Coefficient::new(number), operation)
    }
}

/// Powers of e, with the exponents that they were computed for. Opposite quantiles share one, since it takes most of
/// the time.
#[derive(Default)]
struct Powers(Vec<(Decimal, Decimal)>);

impl Powers {
    /// The largest exponent: from the smallest valid size to the largest, it is 124.
    const LARGEST: u32 = 125;

    /// # Errors
    /// An exponent that takes every size out of bounds.
    fn of(&mut self, exponent: &Decimal) -> Result<Decimal, Error> {
        let is_negative = !exponent.is_positive();
        let distance = if is_negative { &Decimal::from(0) - exponent } else { exponent.clone() };
        if distance > Decimal::from(Self::LARGEST) {
            return Err(Error::invalid(What::Number, exponent, Expected::Size));
        }
        let known = self.0.iter().find(|(known, _)| *known == distance);
        let power = known.map_or_else(|| distance.exp(), |(_, power)| power.clone());
        if known.is_none() {
            self.0.push((distance, power.clone()));
        }
        Ok(if is_negative { &Decimal::from(1) / &power } else { power })
    }
}
