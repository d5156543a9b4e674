//! Fixed-point binary numbers, for series of many terms.
//!
//! A term takes a multiplication and a shift, which is a hundred times as fast as decimal floating point.

use dashu_float::DBig;
use dashu_int::IBig;
use dashu_int::ops::BitTest;

use super::PRECISION;

/// Fixed-point arithmetic with this number of bits after the point.
#[derive(Clone, Copy)]
pub(super) struct Fixed(pub(super) usize);

impl Fixed {
    /// Enough bits for [`PRECISION`] digits after a series and a few dozen squarings.
    pub(super) const USUAL: Self = Self(320);

    /// Enough bits for the logarithm of a number near 1, whose first digits are zeros.
    pub(super) const OF_LOGARITHMS: Self = Self(384);

    /// How many times [`Fixed::exp`] halves an argument below 1. With 12, terms and squarings together are fewest.
    const HALVINGS: usize = 12;

    pub(super) fn one(self) -> IBig {
        IBig::ONE << self.0
    }

    /// Returns the decimal number in fixed point.
    pub(super) fn read(self, number: &DBig) -> IBig {
        let (significand, exponent) = (number.repr().significand(), number.repr().exponent());
        let power = IBig::from(10).pow(exponent.unsigned_abs());
        match exponent {
            0.. => (significand * power) << self.0,
            _ => (significand << self.0) / power,
        }
    }

    /// Returns the fixed-point number in decimal.
    pub(super) fn write(self, number: &IBig) -> DBig {
        // Three bits are less than a decimal digit, so this is enough for a number below 1, too.
        let leading_zeros = self.0.saturating_sub(number.bit_len()) / 3;
        let places = PRECISION + leading_zeros;
        let scaled = (number * IBig::from(10).pow(places)) >> self.0;
        DBig::from_parts(scaled, -(places as isize)).with_precision(PRECISION).value()
    }

    pub(super) fn times(self, one: &IBig, other: &IBig) -> IBig {
        (one * other) >> self.0
    }

    pub(super) fn over(self, one: &IBig, other: &IBig) -> IBig {
        (one << self.0) / other
    }

    /// Returns e to the power of a number that is not negative: the power series of a small fraction of it, squared as
    /// often as that was halved.
    pub(super) fn exp(self, number: &IBig) -> IBig {
        let halvings = (number >> self.0).bit_len() + Self::HALVINGS;
        let small = number >> halvings;
        let (mut term, mut sum, mut count) = (self.one(), self.one(), 0u32);
        while term != IBig::ZERO {
            count += 1;
            term = self.times(&term, &small) / count;
            sum += &term;
        }
        (0..halvings).fold(sum, |power, _| self.times(&power, &power))
    }

    /// Returns the natural logarithm of a number above 0, from a rough one with the precision of an `f64`.
    pub(super) fn ln(self, number: &IBig, rough: f64) -> IBig {
        // Each step triples the number of correct digits.
        const STEPS: usize = 2;
        (0..STEPS).fold(self.read_float(rough), |logarithm, _| {
            let power = self.exp(&logarithm);
            logarithm + self.over(&((number - &power) << 1), &(number + power))
        })
    }

    /// Returns the number in fixed point. It must be below 1,000, and everything after its 50th bit is dropped.
    #[expect(clippy::cast_possible_truncation, reason = "at most 60 bits")]
    pub(super) fn read_float(self, number: f64) -> IBig {
        const FRACTION: usize = 50;
        IBig::from((number * (1u64 << FRACTION) as f64) as i64) << (self.0 - FRACTION)
    }
}

/// Returns the natural logarithm of a positive number.
///
/// Avoids `f64::ln`, because loading the system's math library takes a twentieth of the startup time.
pub(super) fn rough_ln(number: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    const BIAS: u64 = 1023;
    const TERMS: i32 = 16;
    let bits = number.to_bits();
    let mantissa = f64::from_bits(bits & MANTISSA | BIAS << 52);
    let exponent = (bits >> 52) as f64 - BIAS as f64;
    // ln(m) = 2 artanh((m - 1) / (m + 1)), and the ratio is at most a third.
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let series = (0..TERMS)
        .rev()
        .fold(0.0, |sum, count| sum * ratio * ratio + 1.0 / f64::from(2 * count + 1));
    exponent * std::f64::consts::LN_2 + 2.0 * ratio * series
}
