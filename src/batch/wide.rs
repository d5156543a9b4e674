//! Binary numbers that are fast to multiply, with a bound on their error.
//!
//! [`Decimal`] is exact to 80 digits and takes microseconds. A row of a batch needs a dozen products and seldom more
//! than seven digits of each. Rows are therefore computed in binary, with 64 bits in
//! [`Steady`](super::steady::Steady) and 128 bits here.
//!
//! Every operation truncates. The errors add up to less than a bound, the slack, which is derived where it is defined.
//! If a number is within the slack of a point where its printed digits would change, it is not rounded. Its size is
//! computed exactly instead. The output therefore never depends on the method.

use crate::decimal::Decimal;

use super::plain::{Plain, digits};

/// A positive number of 128 bits: `mantissa × 2^(exponent - 128)`. The mantissa's highest bit is set.
///
/// The exponent is therefore the number of bits before the binary point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wide {
    mantissa: u128,
    exponent: i32,
}

impl Wide {
    /// The error bound of a size, in units of the last bit.
    ///
    /// The relative error is at most 2^-124 for a product, 2^-117 for a power of ten in [`Tens`], and 2^-97 for a
    /// [`Wide::root`]. A horizon has at most 200 years. The product of 200 roots stays within 2^-89 of its value, which
    /// is below 2^40 units of a mantissa below 2^128.
    const SLACK: u128 = 1 << 40;

    /// Converts an integer above 0.
    fn integer(number: u128) -> Self {
        let zeros = number.leading_zeros();
        Self { mantissa: number << zeros, exponent: 128 - zeros.cast_signed() }
    }

    const ONE: Self = Self { mantissa: 1 << 127, exponent: 1 };

    /// The product, truncated.
    pub(super) fn times(self, other: Self) -> Self {
        const LOW: u128 = u64::MAX as u128;
        let (a, b) = (self.mantissa >> 64, self.mantissa & LOW);
        let (c, d) = (other.mantissa >> 64, other.mantissa & LOW);
        // The product of the low halves and the carries, both omitted, would add less than 3 units.
        let product = a * c + ((a * d) >> 64) + ((b * c) >> 64);
        // As fractions, both mantissas are at least 1/2, so the product is at least 1/4 and shifts by at most one bit.
        let lift = (product >> 127) as i32 ^ 1;
        Self { mantissa: product << lift, exponent: self.exponent + other.exponent - lift }
    }

    /// The number to an integer power, by repeated squaring.
    pub(super) fn power(self, mut exponent: u32) -> Self {
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

    /// The number times a power of ten. `None` if the number is 0 or the power is beyond the range of sizes.
    pub(super) fn scaled(plain: Plain, exponent: i32, tens: &Tens) -> Option<Self> {
        let power = tens.power(exponent - plain.decimals)?;
        (plain.digits > 0).then(|| Self::integer(plain.digits.into()).times(power))
    }

    /// Converts a decimal above 0, keeping the first 38 of its up to 80 digits.
    pub(super) fn from_decimal(number: &Decimal, tens: &Tens) -> Option<Self> {
        const KEPT: usize = 38;
        let (digits, decimals) = digits(number)?;
        let digits = digits.trim_start_matches('0');
        let kept = digits.get(..digits.len().min(KEPT))?;
        let dropped = i32::try_from(digits.len() - kept.len()).ok()?;
        Some(Self::integer(kept.parse().ok()?).times(tens.power(dropped - decimals)?))
    }

    /// The size rounded to an integer, half away from zero.
    ///
    /// `None` if it is too near a tie, or too large, to round reliably.
    pub(super) fn rounded(self) -> Option<u128> {
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

    /// The nearest `f64`. `None` if the number is too near a tie to round reliably.
    pub(super) fn nearest(self) -> Option<f64> {
        /// The number of bits beyond the 53 of an `f64`.
        const REST: u32 = 128 - f64::MANTISSA_DIGITS;
        const HALF: u128 = 1 << (REST - 1);
        let rest = self.mantissa & ((1 << REST) - 1);
        let up = u128::from(rest > HALF);
        let is_clear = rest.abs_diff(HALF) > Self::SLACK;
        let scale = power_of_two(self.exponent - f64::MANTISSA_DIGITS.cast_signed())?;
        // At most 2^53, which an f64 holds.
        is_clear.then(|| ((self.mantissa >> REST) + up) as f64 * scale)
    }

    /// The number of bits before the binary point. If negative, the number of zeros after it.
    pub(super) fn exponent(self) -> i32 {
        self.exponent
    }

    /// The highest 64 bits of the mantissa.
    pub(super) fn first_bits(self) -> u64 {
        (self.mantissa >> 64) as u64
    }

    fn to_f64(self) -> Option<f64> {
        Some(self.first_bits() as f64 * power_of_two(self.exponent - 64)?)
    }

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
    /// The f64 root x is accurate to about 45 bits. With the residual e = 1 - start·x^n / end, which is about
    /// n·2^-45, the root is x·(1 - e)^(-1/n) = x·(1 + e/n + (1 + n)/2·(e/n)² + ...). An f64 holds the
    /// correction to 52 bits, which makes 97 bits in total. The omitted terms of the series are below e³.
    ///
    /// `None` if the f64 root is less accurate than that.
    pub(super) fn root(start: Self, end: Self, years: u32) -> Option<Self> {
        const NEAR: f64 = 1e-11;
        let n = f64::from(years);
        let guess = Self::from_f64(root(end.to_f64()? / start.to_f64()?, years));
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
}

/// A table of powers of ten.
#[derive(Debug)]
pub(super) struct Tens {
    /// In ascending order.
    powers: Vec<Wide>,
}

impl Tens {
    /// The highest exponent, positive or negative.
    ///
    /// Sizes have at most 24 digits before the point and 38 significant digits. They are written with at most 20
    /// decimals, in units of up to 10^12.
    const MOST: i32 = 127;

    pub(super) fn new() -> Self {
        // 0.8 in binary is 0.110011001100... and a tenth has the same bits, shifted by three places.
        let tenth = Wide { mantissa: u128::MAX / 5 * 4, exponent: -3 };
        let powers = |step: Wide| {
            std::iter::successors(Some(step), move |last| Some(last.times(step)))
                .take(Self::MOST as usize)
        };
        let mut all: Vec<Wide> = powers(tenth).collect();
        all.reverse();
        all.push(Wide::ONE);
        all.extend(powers(Wide::integer(10)));
        Self { powers: all }
    }

    pub(super) fn power(&self, exponent: i32) -> Option<Wide> {
        self.powers.get(usize::try_from(exponent + Self::MOST).ok()?).copied()
    }
}

/// A power of two, or `None` if it is out of range for an `f64`.
fn power_of_two(exponent: i32) -> Option<f64> {
    let field = u64::try_from(exponent + 1023).ok().filter(|field| (1..=2046).contains(field))?;
    Some(f64::from_bits(field << (f64::MANTISSA_DIGITS - 1)))
}

/// The number of bits that a positive `f64` has before the binary point. If negative, the number of zeros after it.
pub(super) fn bits_before_point(number: f64) -> i32 {
    (number.to_bits() >> (f64::MANTISSA_DIGITS - 1)) as i32 - 1022
}

/// The root of a positive number, by Halley's method.
///
/// This avoids the standard library's `powf`, the only function here that would need the system's math library. Loading
/// that library takes a tenth of the startup time.
fn root(number: f64, degree: u32) -> f64 {
    const ONE: i64 = 1.0_f64.to_bits().cast_signed();
    let n = degree.cast_signed();
    let (below, above) = (f64::from(degree) - 1.0, f64::from(degree) + 1.0);
    // The bits of an f64 minus those of 1.0 are roughly proportional to its logarithm.
    let logarithm = (number.to_bits().cast_signed() - ONE) / i64::from(degree);
    let mut root = f64::from_bits((logarithm + ONE).cast_unsigned());
    for _ in 0..MOST_STEPS {
        let power = root.powi(n);
        let step = (below * power + above * number) / (above * power + below * number);
        root *= step;
        if (step - 1.0).abs() < SMALLEST_STEP {
            break;
        }
    }
    root
}

/// The maximum number of steps.
///
/// The first guess is at most 6% off. Early steps remove 2/n of the error; the last ones triple the correct digits.
const MOST_STEPS: usize = 12;

/// The step below which iteration stops. The next step would be about its cube, too small to change anything.
const SMALLEST_STEP: f64 = 1e-6;
