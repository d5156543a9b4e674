//! Binary numbers that are fast to multiply, with a bound on their error.
//!
//! Exact decimal arithmetic takes a microsecond for each operation, and a printed number seldom needs more than 17 of its
//! 80 digits. Numbers that are only printed are therefore computed with 128 bits. Every operation truncates, and the
//! errors add up to less than a bound, the slack. A number within the slack of a point where its printed digits would
//! change is not rounded, but computed exactly. What is printed therefore never depends on the method.

use std::cmp::Ordering;
use std::ops::Mul;

/// A positive number of 128 bits: `mantissa × 2^(exponent - 128)`. The mantissa's highest bit is set.
///
/// The exponent is therefore the number of bits before the binary point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide {
    mantissa: u128,
    exponent: i32,
}

impl Wide {
    /// The error bound, in units of the last bit.
    ///
    /// The relative error is at most 2^-124 for a product or a quotient, and 2^-117 for a power of ten. A growth factor
    /// is one of each, and a horizon has at most 200 years, so that the error of its power is below 2^-109. A size, even
    /// in other prices and another currency, takes a few more products and stays below 2^-107. A difference of two sizes
    /// loses at most [`Wide::MOST_LOST`] bits, which makes 2^-90. A [`Wide::root`] is off by 2^-97, and the product of 200
    /// of them by 2^-89. That is below 2^40 units of a mantissa below 2^128.
    const SLACK: u128 = 1 << 40;

    /// The most leading bits that two numbers may share for their difference to be known well enough.
    const MOST_LOST: u32 = 16;

    pub(crate) const ONE: Self = Self { mantissa: 1 << 127, exponent: 1 };

    /// The number of 128 bits, of which the first is set, and of which that many are before the binary point.
    pub(crate) const fn new(mantissa: u128, exponent: i32) -> Self {
        Self { mantissa, exponent }
    }

    /// Converts an integer above 0.
    pub(crate) const fn integer(number: u128) -> Self {
        let zeros = number.leading_zeros();
        Self { mantissa: number << zeros, exponent: 128 - zeros.cast_signed() }
    }

    /// Returns the product, truncated.
    #[inline]
    pub(crate) const fn times(self, other: Self) -> Self {
        const LOW: u128 = u64::MAX as u128;
        let (a, b) = (self.mantissa >> 64, self.mantissa & LOW);
        let (c, d) = (other.mantissa >> 64, other.mantissa & LOW);
        // The product of the low halves and the carries, both omitted, would add less than 3 units.
        let product = a * c + ((a * d) >> 64) + ((b * c) >> 64);
        // As fractions, both mantissas are at least 1/2, so the product is at least 1/4 and shifts by at most one bit.
        let lift = (product >> 127) as i32 ^ 1;
        Self { mantissa: product << lift, exponent: self.exponent + other.exponent - lift }
    }

    /// Returns the number raised to an integer power, by repeated squaring.
    pub(crate) fn power(self, mut exponent: u32) -> Self {
        let (mut square, mut power) = (self, Self::ONE);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = power.times(square);
            }
            square = square.times(square);
            exponent >>= 1;
        }
        power
    }

    /// Returns the number times a power of ten, or `None` if the power is beyond the range of sizes.
    pub(crate) fn shifted(self, exponent: i32) -> Option<Self> {
        match exponent {
            0 => Some(self),
            _ => Some(self.times(ten_to(exponent)?)),
        }
    }

    /// Returns the number divided by another.
    pub(crate) fn over(self, other: Self) -> Self {
        self.times(other.inverse())
    }

    /// Returns 1 divided by the number: 62 bits of it by integer division, and twice as many by a step of Newton's method.
    fn inverse(self) -> Self {
        const HALF: u128 = 1 << 127;
        let exponent = 1 - self.exponent;
        // As a fraction, the mantissa is at least 1/2. Half of its inverse is, too, and at most 1.
        let rough = HALF / ((self.mantissa >> 64) + 1);
        let nearly_one = self.times(Self { mantissa: rough << 64, exponent });
        // The missing part, in units of 2^-124, has at most 62 bits.
        let missing = nearly_one.mantissa.wrapping_neg() >> 4;
        let mantissa = (rough << 64).saturating_add((rough * missing) >> 60);
        Self { mantissa, exponent }
    }

    /// Returns the distance to another number, and whether the other one is larger.
    ///
    /// `None` if the two are so near each other that too few bits are left.
    pub(crate) fn minus(self, other: Self) -> Option<(bool, Self)> {
        let is_below = self.cmp(other) == Ordering::Less;
        let (high, low) = if is_below { (other, self) } else { (self, other) };
        let apart = (high.exponent - low.exponent).cast_unsigned();
        let distance = high.mantissa - low.mantissa.checked_shr(apart).unwrap_or(0);
        let lost = distance.leading_zeros();
        let exponent = high.exponent - lost.cast_signed();
        let is_known = lost <= Self::MOST_LOST;
        is_known.then(|| (is_below, Self { mantissa: distance << lost, exponent }))
    }

    fn cmp(self, other: Self) -> Ordering {
        (self.exponent, self.mantissa).cmp(&(other.exponent, other.mantissa))
    }

    /// Returns the number rounded to an integer, half away from zero.
    ///
    /// `None` if it is too near a tie, or too large, to round reliably.
    pub(crate) fn rounded(self) -> Option<u128> {
        const HALF: u128 = 1 << 127;
        // Below 1/4, a number is far from a tie. From 2^80 on, the slack leaves too few bits.
        match self.exponent {
            ..-1 => return Some(0),
            -1 | 81.. => return None,
            0..=80 => {}
        }
        let whole = self.mantissa.checked_shr((128 - self.exponent).cast_unsigned()).unwrap_or(0);
        let fraction = self.mantissa << self.exponent;
        let is_clear = fraction.abs_diff(HALF) > Self::SLACK << self.exponent;
        is_clear.then(|| whole + u128::from(fraction > HALF))
    }

    /// Returns the nearest `f64`. `None` if the number is too near a tie to round reliably.
    #[inline]
    pub(crate) fn nearest(self) -> Option<f64> {
        let significand = self.significand()?;
        // The first bit of 53, and a carry if the number is rounded up to a power of two, add to the exponent.
        let field = u64::try_from(self.exponent + 1021).ok().filter(|field| *field < 2045)?;
        Some(f64::from_bits((field << (f64::MANTISSA_DIGITS - 1)) + significand))
    }

    /// Returns the number in units of the 53rd bit, rounded. `None` if it is too near a tie to round reliably.
    #[inline]
    pub(crate) fn significand(self) -> Option<u64> {
        // The bits beyond the 53 of an f64, in units of the slack. Near a tie, they are 100...0 or one unit less.
        const TIE: u64 = 1 << (127 - f64::MANTISSA_DIGITS - Wide::SLACK.trailing_zeros());
        let units = (self.mantissa / Self::SLACK) as u64;
        let rest = units & (2 * TIE - 1);
        let is_clear = rest != TIE && rest != TIE - 1;
        let significand = (self.mantissa >> (u128::BITS - f64::MANTISSA_DIGITS)) as u64;
        is_clear.then(|| significand + u64::from(rest > TIE))
    }

    /// The number as an `f64`, or NaN if it is out of range.
    #[inline(always)]
    pub(crate) fn to_f64(self) -> f64 {
        let scale = power_of_two(self.exponent - 64).unwrap_or(f64::NAN);
        (self.mantissa >> 64) as u64 as f64 * scale
    }

    /// Converts a positive `f64`.
    fn from_f64(number: f64) -> Self {
        const FRACTION: u32 = f64::MANTISSA_DIGITS - 1;
        let mantissa = (number.to_bits() & ((1 << FRACTION) - 1)) | (1 << FRACTION);
        Self {
            mantissa: u128::from(mantissa) << (127 - FRACTION),
            exponent: bits_before_point(number),
        }
    }

    /// The factor per year that leads from `start` to `end` in `years` years: the root of their ratio.
    ///
    /// Its guess x is accurate to about 45 bits. With the residual e = 1 - start·x^n / end, which is about
    /// n·2^-45, the root is x·(1 - e)^(-1/n) = x·(1 + e/n + (1 + n)/2·(e/n)² + ...). An f64 holds the
    /// correction to 52 bits, which makes 97 bits in total. The omitted terms of the series are below e³.
    ///
    /// `None` if the guess is less accurate than that.
    pub(crate) fn root(start: Self, end: Self, years: u32, guess: f64) -> Option<Self> {
        const NEAR: f64 = 1e-11;
        let n = f64::from(years);
        let guess = Self::from_f64(guess);
        let e = start.times(guess.power(years)).residual(end)?;
        let step = e / n;
        let correction = step * (1.0 + (1.0 + n) / 2.0 * step);
        let change = (guess.mantissa as f64 * correction) as i128;
        let mantissa = guess.mantissa.checked_add_signed(change)?;
        (e.abs() < NEAR && mantissa.leading_zeros() == 0)
            .then_some(Self { mantissa, exponent: guess.exponent })
    }

    /// 1 - self / other. `None` unless the two are nearly equal.
    fn residual(self, other: Self) -> Option<f64> {
        // If a power of two lies between them, their units differ by a factor of two.
        let apart = self.exponent - other.exponent;
        let (above, below) = (u32::from(apart == 1), u32::from(apart == -1));
        let (one, another) = (self.mantissa >> below, other.mantissa >> above);
        let difference = another.wrapping_sub(one).cast_signed();
        (apart.abs() <= 1).then_some(difference as f64 / another as f64)
    }

    /// The number of bits before the binary point. If negative, the number of zeros after it.
    pub(crate) fn exponent(self) -> i32 {
        self.exponent
    }
}

impl Mul for Wide {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        self.times(other)
    }
}

/// The highest exponent in the table of powers of ten, positive or negative.
///
/// A size has at most 24 digits before the point and a number at most 80 digits. Numbers are written with at most 20
/// decimals, in units of up to 10^12.
const MOST: usize = 127;

/// The powers of ten in ascending order.
static TENS: [Wide; 2 * MOST + 1] = tens();

#[expect(clippy::indexing_slicing, reason = "checked at compile time")]
const fn tens() -> [Wide; 2 * MOST + 1] {
    // 0.8 in binary is 0.110011001100... and a tenth has the same bits, shifted by three places.
    let (ten, tenth) = (Wide::integer(10), Wide { mantissa: u128::MAX / 5 * 4, exponent: -3 });
    let mut powers = [Wide::ONE; 2 * MOST + 1];
    let mut exponent = 0;
    while exponent < MOST {
        powers[MOST + exponent + 1] = powers[MOST + exponent].times(ten);
        powers[MOST - exponent - 1] = powers[MOST - exponent].times(tenth);
        exponent += 1;
    }
    powers
}

/// Returns a power of ten, or `None` if it is beyond the table.
pub(crate) fn ten_to(exponent: i32) -> Option<Wide> {
    let place = exponent.checked_add(MOST as i32)?;
    TENS.get(usize::try_from(place).ok()?).copied()
}

/// A power of two, or `None` if it is out of range for an `f64`.
fn power_of_two(exponent: i32) -> Option<f64> {
    let field = u64::try_from(exponent + 1023).ok().filter(|field| (1..=2046).contains(field))?;
    Some(f64::from_bits(field << (f64::MANTISSA_DIGITS - 1)))
}

/// The number of bits that a positive `f64` has before the binary point. If negative, the number of zeros after it.
#[inline(always)]
pub(crate) fn bits_before_point(number: f64) -> i32 {
    (number.to_bits() >> (f64::MANTISSA_DIGITS - 1)) as i32 - 1022
}
