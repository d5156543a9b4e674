//! Sizes as `f64`, with a bound on their error.

use crate::wide::{Wide, ten_to};

use super::plain::Plain;

/// The number times a power of ten, off by at most 3/2 units of [`f64::EPSILON`].
///
/// `None` if the number is 0 or the power is beyond the range of sizes.
#[inline(always)]
pub(super) fn scaled(plain: Plain, exponent: i32) -> Option<f64> {
    let power = ten_to(exponent - plain.decimals)?;
    (plain.digits > 0).then(|| plain.digits as f64 * power.to_f64())
}

/// The same in 128 bits.
pub(super) fn scaled_wide(plain: Plain, exponent: i32) -> Option<Wide> {
    let power = ten_to(exponent - plain.decimals)?;
    (plain.digits > 0).then(|| Wide::integer(plain.digits.into()).times(power))
}

/// The integer nearest to a positive number that is off by at most `slack` times its value.
///
/// `None` if it is too near a tie, or too large, to round reliably.
#[inline(always)]
pub(super) fn rounded(number: f64, slack: f64) -> Option<u64> {
    // From 2^52 to 2^53, an f64 is an integer, and its bits count up by one.
    const INTEGERS: f64 = (1_u64 << 52) as f64;
    let integer = number + INTEGERS;
    let fraction = number - (integer - INTEGERS);
    let is_clear = fraction.abs() + number * slack < 0.5;
    is_clear.then(|| integer.to_bits() - INTEGERS.to_bits())
}

/// The root of a positive number, by Halley's method. `None` if it is not found, or so large that its growth rate may be
/// higher than allowed.
///
/// This avoids the standard library's `powf`, the only function here that would need the system's math library. Loading
/// that library takes a tenth of the startup time.
///
/// The last step adds a number much smaller than the root, so that the root is off by as much as its power, divided by
/// the degree.
pub(super) fn root(number: f64, degree: u32) -> Option<f64> {
    const ONE: i64 = 1.0_f64.to_bits().cast_signed();
    let n = degree.cast_signed();
    let (below, above) = (f64::from(degree) - 1.0, f64::from(degree) + 1.0);
    // The bits of an f64 minus those of 1.0 are roughly proportional to its logarithm.
    let logarithm = (number.to_bits().cast_signed() - ONE) / i64::from(degree);
    let mut root = f64::from_bits((logarithm + ONE).cast_unsigned());
    for _ in 0..MOST_STEPS {
        let power = root.powi(n);
        let step = 2.0 * (number - power) / (above * power + below * number);
        root += root * step;
        if step.abs() < SMALLEST_STEP {
            return (root < HIGHEST_FACTOR).then_some(root);
        }
    }
    None
}

/// The maximum number of steps.
///
/// The first guess is at most 6% off. Early steps remove 2/n of the error; the last ones triple the correct digits.
const MOST_STEPS: usize = 12;

/// The step below which iteration stops. With degree n, the next step would be about n²/12 times its cube, too small to
/// change anything.
const SMALLEST_STEP: f64 = 1e-7;

/// A factor from this on, which is a growth rate of 819,100%, may exceed the highest growth rate allowed.
const HIGHEST_FACTOR: f64 = 8192.0;
