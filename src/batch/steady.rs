//! Constant growth, computed in 64 bits. Most rows of a batch need no more.

use super::plain::Plain;
use super::wide::{Tens, Wide};

/// A positive number of 64 bits: `mantissa × 2^(exponent - 64)`. The mantissa's highest bit is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short {
    mantissa: u64,
    exponent: i32,
}

impl Short {
    /// The number times a power of ten, at most 4 units of the last bit too low.
    ///
    /// `None` if the number is 0 or the power is beyond the range of sizes.
    pub(super) fn scaled(plain: Plain, exponent: i32, tens: &Tens) -> Option<Self> {
        if plain.digits == 0 {
            return None;
        }
        let zeros = plain.digits.leading_zeros();
        let power = Self::from(tens.power(exponent - plain.decimals)?);
        let product = u128::from(plain.digits << zeros) * u128::from(power.mantissa);
        let lift = (product >> 127) as i32 ^ 1;
        let mantissa = ((product >> 64) as u64) << lift;
        Some(Self { mantissa, exponent: 64 - zeros.cast_signed() + power.exponent - lift })
    }

    /// The number as an `f64`, truncated.
    pub(super) fn to_f64(self) -> f64 {
        // An f64 does not store the highest bit of its mantissa.
        let fraction = self.mantissa << 1 >> 12;
        f64::from_bits((u64::from((self.exponent + 1022).cast_unsigned()) << 52) | fraction)
    }

    /// The number of bits before the binary point. If negative, the number of zeros after it.
    pub(super) fn exponent(self) -> i32 {
        self.exponent
    }
}

impl From<Wide> for Short {
    fn from(wide: Wide) -> Self {
        Self { mantissa: wide.first_bits(), exponent: wide.exponent() }
    }
}

/// Sizes that grow by a constant factor per year, in fixed point: `size / 2^point`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steady {
    size: u64,
    /// The factor is `mantissa × 2^(exponent - 64)`.
    mantissa: u64,
    exponent: u32,
    point: u32,
    /// The error bound.
    slack: u64,
}

impl Steady {
    /// The sizes from `start` on, where the largest has at most `bits` bits before the point.
    ///
    /// `None` if 64 bits leave too few bits after the point to round reliably.
    ///
    /// The start is off by less than 4 units of the last bit. Truncating a product adds less than 1 unit. The factor's
    /// mantissa is off by less than 5 units, which adds less than 5 since sizes stay below 2^63. Errors also grow with
    /// the sizes. Over 200 years they add up to less than 2^11 units, times the ratio of the largest size to the start.
    pub(super) fn new(start: Short, factor: Short, bits: i32) -> Option<Self> {
        const UNITS: u32 = 11;
        let growth = u32::try_from(bits - start.exponent + 1).ok()?;
        // One bit stays free for the half that rounding adds, and the slack must leave most of the fraction.
        let point = u32::try_from(63 - bits).ok()?;
        if growth + UNITS + 2 > point || point > 62 {
            return None;
        }
        let (mantissa, exponent) = match u32::try_from(factor.exponent).ok()? {
            0 => (factor.mantissa >> 1, 1),
            exponent => (factor.mantissa, exponent),
        };
        let size = start.mantissa >> growth;
        Some(Self { size, mantissa, exponent, point, slack: 1 << (growth + UNITS) })
    }

    /// The next size, rounded to an integer, half away from zero. `None` if it is too near a tie to round reliably.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u64> {
        let one = 1 << self.point;
        let raised = self.size + (one >> 1);
        let rest = raised & (one - 1);
        let is_clear = rest.wrapping_sub(self.slack) < one - 2 * self.slack;
        let product = u128::from(self.size) * u128::from(self.mantissa);
        let (high, low) = ((product >> 64) as u64, product as u64);
        self.size = (high << self.exponent) | (low >> (64 - self.exponent));
        is_clear.then_some(raised >> self.point)
    }
}
