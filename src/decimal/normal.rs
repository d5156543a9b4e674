//! The standard normal distribution, to the precision of a [`Decimal`].
//!
//! The distribution function is its power series, 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …), as in Abramowitz and Stegun,
//! Handbook of Mathematical Functions, 26.2.11. All terms have the same sign, so none cancels another.

use dashu_float::DBig;
use dashu_int::IBig;
use dashu_int::ops::BitTest;

use super::fixed::{Fixed, rough_ln};
use super::{Decimal, PRECISION};

/// The score beyond which a probability is below the smallest `f64`.
const FARTHEST: f64 = 39.0;

/// More iterations than any probability takes: each triples the number of correct digits, and the first has three.
const MOST_ITERATIONS: usize = 10;

/// Iteration stops once a step is below 2^-110, because the next one would be about its cube.
const SETTLED: usize = 110;

impl Decimal {
    /// Returns the probability that a standard normal variable is at or below the number.
    ///
    /// A probability too small for an `f64` is 0.
    pub(crate) fn normal_probability(&self) -> Self {
        let score = self.to_f64();
        if score.abs() > FARTHEST {
            return Self::from(u32::from(score > 0.0));
        }
        let normal = Normal::for_score(score);
        let distance = normal.fixed.read(&self.0);
        let distance = if score < 0.0 { -distance } else { distance };
        let tail = normal.tail(&distance, &normal.inverse_density(&distance));
        let upper = normal.fixed.one() - &tail;
        Self::rounded(normal.fixed.write(if score > 0.0 { &upper } else { &tail }))
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
        let rough = rough_distance(self.to_f64());
        let normal = Normal::for_score(rough);
        let distance = normal.distance(&normal.fixed.read(&self.0), rough);
        Self::rounded(-normal.fixed.write(&distance))
    }
}

/// The normal distribution in fixed point.
struct Normal {
    fixed: Fixed,
    /// √(2π)
    root: IBig,
}

impl Normal {
    /// A far score takes more bits, because the tail is a small difference from 1/2.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most a few thousand"
    )]
    fn for_score(score: f64) -> Self {
        let leading_zeros = (score * score * std::f64::consts::LOG2_E / 2.0) as usize + 1;
        let fixed = Fixed(Fixed::USUAL.0 + leading_zeros);
        // A decimal digit has more than 3 bits.
        let digits = PRECISION.max(fixed.0 / 3);
        Self { root: fixed.read(&root(digits)), fixed }
    }

    /// 1 / φ(x)
    fn inverse_density(&self, x: &IBig) -> IBig {
        let half_square = self.fixed.times(x, x) >> 1;
        self.fixed.times(&self.fixed.exp(&half_square), &self.root)
    }

    /// Φ(-x), for a distance x that is not negative, given 1 / φ(x).
    fn tail(&self, x: &IBig, inverse_density: &IBig) -> IBig {
        let square = self.fixed.times(x, x);
        let (mut term, mut sum, mut odd) = (x.clone(), x.clone(), 1u32);
        while term != IBig::ZERO {
            odd += 2;
            term = self.fixed.times(&term, &square) / odd;
            sum += &term;
        }
        let half = self.fixed.one() >> 1;
        half - self.fixed.over(&sum, inverse_density)
    }

    /// -Φ⁻¹(p), for p below 1/2, by Halley's method from a rough distance.
    fn distance(&self, p: &IBig, rough: f64) -> IBig {
        let mut x = self.fixed.read_float(rough);
        for _ in 0..MOST_ITERATIONS {
            let inverse_density = self.inverse_density(&x);
            let tail = self.tail(&x, &inverse_density);
            let newton = self.fixed.times(&(tail - p), &inverse_density);
            let curvature = self.fixed.one() + (self.fixed.times(&x, &newton) >> 1);
            let step = self.fixed.over(&newton, &curvature);
            x += &step;
            if step.bit_len() + SETTLED < self.fixed.0 {
                break;
            }
        }
        x
    }
}

/// √(2π), to its first digits.
const ROOT: &str = "2.50662827463100050241576528481104525300698674060993831662992357634229365460784197494659583837805726611600\
                    997266520387964486632361812673";

/// Returns √(2π). Few scores are so far out that the constant isn't long enough.
fn root(digits: usize) -> DBig {
    let known = ROOT.parse().ok().filter(|_| digits + 1 < ROOT.len());
    known.unwrap_or_else(|| (DBig::pi(digits) * DBig::from(2)).nth_root(2))
}

/// -Φ⁻¹(p) with an error below 0.00045, for p below 1/2: Abramowitz and Stegun, 26.2.23.
fn rough_distance(p: f64) -> f64 {
    let t = (-2.0 * rough_ln(p)).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - numerator / denominator
}
