//! The standard normal distribution, to the precision of a [`Decimal`].
//!
//! The distribution function is its power series, 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …), as in Abramowitz and Stegun,
//! Handbook of Mathematical Functions, 26.2.11. All terms have the same sign, so none cancels another.

use dashu_float::DBig;

use super::{Decimal, PRECISION};

/// Digits that absorb the rounding of a few hundred terms.
const GUARD: usize = 10;

/// The score beyond which a probability is below the smallest `f64`.
const FARTHEST: f64 = 39.0;

/// More iterations than any probability takes: each triples the number of correct digits, and the first has three.
const MOST_ITERATIONS: usize = 10;

impl Decimal {
    /// Returns the probability that a standard normal variable is at or below the number.
    ///
    /// A probability too small for an `f64` is 0.
    pub(crate) fn normal_probability(&self) -> Self {
        let score = self.to_f64();
        if score.abs() > FARTHEST {
            return Self::from(u32::from(score > 0.0));
        }
        let digits = digits_for(score);
        let lower = lower_tail(&with_digits(-abs(&self.0), digits), digits);
        Self::rounded(if score > 0.0 { integer(1, digits) - lower } else { lower })
    }

    /// Returns the number that a standard normal variable is at or below with this probability, above 0 and below 1.
    pub(crate) fn normal_quantile(&self) -> Self {
        let half = Self::from(5).shifted(-1);
        if *self == half {
            return Self::from(0);
        }
        if *self > half {
            let other = (&Self::from(1) - self).normal_quantile();
            return &Self::from(0) - &other;
        }
        Self::rounded(lower_quantile(&self.0, rough_quantile(self.to_f64())))
    }
}

/// Returns the digits that a probability takes to have [`PRECISION`] significant digits: the power series yields its
/// difference from 1/2.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most a few hundred"
)]
fn digits_for(score: f64) -> usize {
    let leading_zeros = score * score / 2.0 / std::f64::consts::LN_10;
    PRECISION + GUARD + leading_zeros.ceil() as usize
}

fn with_digits(number: DBig, digits: usize) -> DBig {
    number.with_precision(digits).value()
}

fn integer(number: u32, digits: usize) -> DBig {
    with_digits(DBig::from(number), digits)
}

fn abs(number: &DBig) -> DBig {
    if *number < DBig::ZERO { -number.clone() } else { number.clone() }
}

/// φ(x)
fn density(x: &DBig, digits: usize) -> DBig {
    let two = integer(2, digits);
    (-(x * x) / &two).exp() / (two * DBig::pi(digits)).nth_root(2)
}

/// Φ(x), for x at or below 0.
fn lower_tail(x: &DBig, digits: usize) -> DBig {
    let square = x * x;
    let (mut term, mut sum, mut odd) = (x.clone(), x.clone(), 1);
    let negligible = sum.clone() >> (digits as isize);
    while term < negligible {
        odd += 2;
        term = term * &square / integer(odd, digits);
        sum += &term;
    }
    integer(1, digits) / integer(2, digits) + density(x, digits) * sum
}

/// Φ⁻¹(p), for p below 1/2, by Halley's method.
fn lower_quantile(p: &DBig, rough: f64) -> DBig {
    let digits = digits_for(rough);
    let p = with_digits(p.clone(), digits);
    let mut x = with_digits(number_of(rough), digits);
    for _ in 0..MOST_ITERATIONS {
        let newton = (lower_tail(&x, digits) - &p) / density(&x, digits);
        let step = &newton / (integer(1, digits) + &x * &newton / integer(2, digits));
        x -= &step;
        // The error after a step is about its third power.
        if abs(&step) < integer(1, digits) >> (PRECISION / 3 + 1) as isize {
            break;
        }
    }
    x
}

/// Returns the number as a decimal number.
fn number_of(number: f64) -> DBig {
    number.to_string().parse().unwrap_or(DBig::ZERO)
}

/// Φ⁻¹(p) with an error below 0.00045, for p below 1/2: Abramowitz and Stegun, 26.2.23.
fn rough_quantile(p: f64) -> f64 {
    let t = (-2.0 * p.ln()).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    numerator / denominator - t
}
