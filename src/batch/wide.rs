//! Binary numbers that are fast to multiply, with a bound on how far they can be off.
//!
//! [`Decimal`](crate::decimal::Decimal) is exact to 80 digits and takes microseconds. A row of a batch needs a
//! dozen products and seldom more than seven digits of each, so it is computed in binary: of 64 bits in
//! [`Steady`](super::steady::Steady) and of 128 here. Every operation truncates, the errors add up to less than
//! a slack that is given with its reason, and a number that lies within it of a point at which its printed
//! digits would change is not rounded at all: its size is then computed exactly. So what is printed never
//! depends on which way was taken.

use crate::decimal::Decimal;

use super::plain::{Plain, digits};

/// A positive number of 128 bits: `mantissa × 2^(exponent - 128)`, the mantissa's first bit being set.
///
/// The exponent is thus the number of bits before the point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wide {
    mantissa: u128,
    exponent: i32,
}

impl Wide {
    /// How far a size can be off, in units of the last bit.
    ///
    /// A product truncates at most 2^-124 of its value, a power of ten in [`Tens`] is within 2^-117, and a
    /// [`Wide::root`] within 2^-97. A horizon has at most 200 years: 200 roots multiplied stay within 2^-89
    /// of the value, which is below 2^40 units of a mantissa below 2^128.
    const SLACK: u128 = 1 << 40;

    /// The whole number; it is above 0.
    fn whole(number: u128) -> Self {
        let zeros = number.leading_zeros();
        Self { mantissa: number << zeros, exponent: 128 - zeros.cast_signed() }
    }

    const ONE: Self = Self { mantissa: 1 << 127, exponent: 1 };

    /// The product, truncated.
    pub(super) fn times(self, other: Self) -> Self {
        const LOW: u128 = u64::MAX as u128;
        let (a, b) = (self.mantissa >> 64, self.mantissa & LOW);
        let (c, d) = (other.mantissa >> 64, other.mantissa & LOW);
        // What the lowest quarter and the carries would add is less than 3 units.
        let product = a * c + ((a * d) >> 64) + ((b * c) >> 64);
        // Of two numbers of at least a half the product is at least a quarter: one place to be made up for.
        let lift = (product >> 127) as i32 ^ 1;
        Self { mantissa: product << lift, exponent: self.exponent + other.exponent - lift }
    }

    /// The number to a whole power, by repeated squaring.
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

    /// The number times that power of ten; none where it is 0, or where the power is beyond any size's.
    pub(super) fn scaled(plain: Plain, exponent: i32, tens: &Tens) -> Option<Self> {
        let power = tens.power(exponent - plain.decimals)?;
        (plain.digits > 0).then(|| Self::whole(plain.digits.into()).times(power))
    }

    /// A decimal above 0, of whose up to 80 digits 38 are kept.
    pub(super) fn near(number: &Decimal, tens: &Tens) -> Option<Self> {
        const KEPT: usize = 38;
        let (digits, decimals) = digits(number)?;
        let digits = digits.trim_start_matches('0');
        let kept = digits.get(..digits.len().min(KEPT))?;
        let left_out = i32::try_from(digits.len() - kept.len()).ok()?;
        Some(Self::whole(kept.parse().ok()?).times(tens.power(left_out - decimals)?))
    }

    /// The size rounded to a whole number, half away from zero; none where it is too near to half-way to
    /// tell, or too large to be told from the numbers beside it.
    pub(super) fn rounded(self) -> Option<u128> {
        const HALF: u128 = 1 << 127;
        // Below a quarter it is near to no half, and from 2^80 on the slack leaves too few bits.
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

    /// The nearest `f64`; none where two are too equally near to tell.
    pub(super) fn nearest(self) -> Option<f64> {
        /// The bits that a mantissa of 53 bits leaves over.
        const REST: u32 = 128 - f64::MANTISSA_DIGITS;
        const HALF: u128 = 1 << (REST - 1);
        let rest = self.mantissa & ((1 << REST) - 1);
        let up = u128::from(rest > HALF);
        let is_clear = rest.abs_diff(HALF) > Self::SLACK;
        let scale = power_of_two(self.exponent - f64::MANTISSA_DIGITS.cast_signed())?;
        // At most 2^53, which an f64 holds.
        is_clear.then(|| ((self.mantissa >> REST) + up) as f64 * scale)
    }

    /// The number of bits before the point; where it is not positive, of zeros after it.
    pub(super) fn exponent(self) -> i32 {
        self.exponent
    }

    /// The first 64 bits.
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

    /// The factor a year that leads from `start` to `end` in so many years: the root of their ratio.
    ///
    /// The f64 root x is right to some 45 bits. With the residual e = 1 - start·x^n / end, which is about
    /// n·2^-45, the root is x·(1 - e)^(-1/n) = x·(1 + e/n + (1 + n)/2·(e/n)² + ...). An f64 holds the
    /// correction to 52 bits, which makes 97 in all; what the series leaves out is below e³.
    ///
    /// None where the f64 root is not as near as that.
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

    /// 1 - self / other, where the two are nearly equal.
    fn residual(self, other: Self) -> Option<f64> {
        // Either side of a power of two, the same difference counts half as many units.
        let apart = self.exponent - other.exponent;
        let (above, below) = (u32::from(apart == 1), u32::from(apart == -1));
        let (one, another) = (self.mantissa >> below, other.mantissa >> above);
        let difference = another.wrapping_sub(one).cast_signed();
        (apart.abs() <= 1).then_some(difference as f64 / another as f64)
    }
}

/// Powers of ten.
#[derive(Debug)]
pub(super) struct Tens {
    /// From the lowest to the highest.
    powers: Vec<Wide>,
}

impl Tens {
    /// Sizes have at most 24 digits before the point and 38 significant ones, and are written with 20
    /// decimals in units of up to 10^12.
    const MOST: i32 = 127;

    pub(super) fn new() -> Self {
        // 0.8 in binary is 0.110011001100...; a tenth has the same bits, three places on.
        let tenth = Wide { mantissa: u128::MAX / 5 * 4, exponent: -3 };
        let powers = |step: Wide| {
            std::iter::successors(Some(step), move |last| Some(last.times(step)))
                .take(Self::MOST as usize)
        };
        let mut all: Vec<Wide> = powers(tenth).collect();
        all.reverse();
        all.push(Wide::ONE);
        all.extend(powers(Wide::whole(10)));
        Self { powers: all }
    }

    pub(super) fn power(&self, exponent: i32) -> Option<Wide> {
        self.powers.get(usize::try_from(exponent + Self::MOST).ok()?).copied()
    }
}

/// 2 to a power that an f64 has.
fn power_of_two(exponent: i32) -> Option<f64> {
    let field = u64::try_from(exponent + 1023).ok().filter(|field| (1..=2046).contains(field))?;
    Some(f64::from_bits(field << (f64::MANTISSA_DIGITS - 1)))
}

/// How many bits a positive `f64` has before the point; where that is not positive, of zeros after it.
pub(super) fn bits_before_point(number: f64) -> i32 {
    (number.to_bits() >> (f64::MANTISSA_DIGITS - 1)) as i32 - 1022
}

/// The root of a positive number, by Halley's method.
///
/// The standard library's power would do, but it is the only thing here that needs the system's library of
/// mathematics, and loading that takes a tenth of what it takes to start the program.
fn root(number: f64, degree: u32) -> f64 {
    const ONE: i64 = 1.0_f64.to_bits().cast_signed();
    let n = degree.cast_signed();
    let (below, above) = (f64::from(degree) - 1.0, f64::from(degree) + 1.0);
    // The bits of an f64, less those of 1, are nearly its logarithm.
    let logarithm = (number.to_bits().cast_signed() - ONE) / i64::from(degree);
    let mut root = f64::from_bits((logarithm + ONE).cast_unsigned());
    for _ in 0..MOST_STEPS {
        let power = root.powi(n);
        let step = (below * power + above * number) / (above * power + below * number);
        root *= step;
        if (step - 1.0).abs() < ENOUGH {
            break;
        }
    }
    root
}

/// The first guess is 6 % off at most; a step makes up for 2/n of it, and near the end it triples the digits.
const MOST_STEPS: usize = 12;

/// The next step would change nothing, since it would be the third power of this.
const ENOUGH: f64 = 1e-6;
