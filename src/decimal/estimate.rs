//! Numbers that are known well enough to be printed.

use dashu_int::{Sign, Word};

use crate::wide::Wide;

use super::{Decimal, MOST_DIGITS, with_digits, with_shortest};

/// A number other than zero, to about 90 bits. Unless it is near a tie, that is enough to print it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Estimate {
    is_negative: bool,
    size: Wide,
}

impl Estimate {
    /// The most years of growth whose power is known well enough.
    pub(crate) const MOST_YEARS: u32 = 200;

    /// Estimates an exact number. `None` if it is zero or beyond the range of sizes.
    pub(crate) fn of(number: &Decimal) -> Option<Self> {
        let repr = number.0.repr();
        let (sign, words) = repr.significand().as_sign_words();
        let size = leading_bits(words)?.shifted(i32::try_from(repr.exponent()).ok()?)?;
        Some(Self { is_negative: sign == Sign::Negative, size })
    }

    /// Returns the number without its sign.
    pub(crate) fn size(self) -> Wide {
        self.size
    }

    /// Returns the product.
    pub(crate) fn times(self, other: Self) -> Self {
        let is_negative = self.is_negative != other.is_negative;
        Self { is_negative, size: self.size.times(other.size) }
    }

    /// Returns the quotient.
    pub(crate) fn over(self, other: Self) -> Self {
        let is_negative = self.is_negative != other.is_negative;
        Self { is_negative, size: self.size.over(other.size) }
    }

    /// Returns the difference of two sizes. `None` if they are nearly the same.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        let (is_negative, size) = self.size.minus(other.size)?;
        (!self.is_negative && !other.is_negative).then_some(Self { is_negative, size })
    }

    /// Returns the number, which must be positive, raised to a whole power.
    pub(crate) fn power(self, exponent: u32) -> Self {
        Self { size: self.size.power(exponent), ..self }
    }

    /// Returns the number times a power of ten.
    pub(crate) fn shifted(self, exponent: isize) -> Option<Self> {
        Some(Self { size: self.size.shifted(i32::try_from(exponent).ok()?)?, ..self })
    }

    /// Returns how many bits it has before the binary point, or if negative, the number of zeros after it.
    pub(crate) fn exponent(self) -> i32 {
        self.size.exponent()
    }

    /// Returns the nearest `f64`, unless the number may be near a tie.
    pub(super) fn nearest(self) -> Option<f64> {
        let size = self.size.nearest()?;
        Some(if self.is_negative { -size } else { size })
    }

    /// Appends the same as [`Decimal::to_shortest`]. Returns false if too few digits are known.
    pub(crate) fn push_shortest(self, text: &mut String) -> bool {
        let Some(number) = self.nearest() else { return false };
        with_shortest(number, |shortest| text.push_str(shortest));
        true
    }

    /// Appends the same as [`Decimal::to_fixed`]. Returns false if too few digits are known, or with more decimals than
    /// [`MOST_DIGITS`].
    pub(crate) fn push_fixed(self, digits: u8, text: &mut String) -> bool {
        if digits > MOST_DIGITS {
            return false;
        }
        let shifted = self.size.shifted(digits.into());
        let Some(number) = shifted.and_then(Wide::rounded) else { return false };
        if self.is_negative && number > 0 {
            text.push('-');
        }
        with_digits(number, digits, |whole, fraction| {
            text.extend(whole.iter().copied().map(char::from));
            if !fraction.is_empty() {
                text.push('.');
                text.extend(fraction.iter().copied().map(char::from));
            }
        });
        true
    }
}

/// Returns the first 128 bits of a whole number, of which the lowest word comes first. `None` if it is zero.
fn leading_bits(words: &[Word]) -> Option<Wide> {
    const BITS: i32 = Word::BITS.cast_signed();
    let zeros = words.last()?.leading_zeros().cast_signed();
    let mut mantissa = 0;
    // How far the next word is above the mantissa's lowest bit.
    let mut above = 128 + zeros;
    for word in words.iter().rev() {
        let word = u128::from(*word);
        above -= BITS;
        if above <= 0 {
            mantissa |= word.checked_shr(above.unsigned_abs()).unwrap_or(0);
            break;
        }
        mantissa |= word << above;
    }
    let bits = i32::try_from(words.len()).ok()?.checked_mul(BITS)? - zeros;
    Some(Wide::new(mantissa, bits))
}
