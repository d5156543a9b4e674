//! Numbers in plain decimal notation, read without the detour over text.

use crate::decimal::Decimal;
use crate::quantity::GrowthRate;

/// A number above or at zero: `digits ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) digits: u64,
    pub(super) decimals: i32,
}

impl Plain {
    /// The most characters that 64 bits hold whatever the digits are.
    const LONGEST: usize = 19;

    /// Can the byte be part of a number?
    pub(super) fn may_hold(byte: u8) -> bool {
        byte.is_ascii_digit() || b".-".contains(&byte)
    }

    /// Digits with at most one point; none where the text is anything else, for the library to read or to
    /// refuse.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let (number, rest) = Self::first(text)?;
        rest.is_empty().then_some(number)
    }

    /// The number that the text begins with, and the rest of it.
    #[inline(always)]
    pub(super) fn first(text: &[u8]) -> Option<(Self, &[u8])> {
        let (whole, rest) = after_digits(0, text);
        let (digits, decimals, has_point, rest) = match rest {
            [b'.', fraction @ ..] => {
                let (digits, rest) = after_digits(whole, fraction);
                (digits, fraction.len() - rest.len(), true, rest)
            }
            _ => (whole, 0, false, rest),
        };
        let length = text.len() - rest.len();
        let is_number = length > usize::from(has_point) && length <= Self::LONGEST;
        is_number.then_some((Self { digits, decimals: decimals as i32 }, rest))
    }

    /// What a year of growth in percent multiplies by: `26.81` is 1.2681, and `-5` is 0.95.
    ///
    /// None where the text is no plain number, or a rate that is out of bounds.
    pub(super) fn factor(percent: &[u8]) -> Option<Self> {
        let text = percent.strip_suffix(b"%").map_or(percent, <[u8]>::trim_ascii_end);
        let (factor, rest) = Self::first_factor(text)?;
        rest.is_empty().then_some(factor)
    }

    /// The factor whose percentage the text begins with, and the rest of it.
    #[inline(always)]
    pub(super) fn first_factor(percent: &[u8]) -> Option<(Self, &[u8])> {
        let (text, falls) = match percent {
            [b'-', text @ ..] => (text, true),
            _ => (percent, false),
        };
        let (rate, rest) = Self::first(text)?;
        let one = 10_u64.checked_pow(rate.decimals.cast_unsigned() + 2)?;
        let digits =
            if falls { one.checked_sub(rate.digits)? } else { one.checked_add(rate.digits)? };
        let is_rate = digits > 0 && digits <= one.saturating_mul(GrowthRate::HIGHEST.into());
        is_rate.then_some((Self { digits, decimals: rate.decimals + 2 }, rest))
    }

    /// The number, where 64 bits hold its digits.
    pub(super) fn exact(number: &Decimal) -> Option<Self> {
        let (digits, decimals) = digits(number)?;
        Some(Self { digits: digits.parse().ok()?, decimals })
    }

    /// `self × factor^years × 10^exponent`, rounded to a whole number, half away from zero; none where a
    /// number on the way has more than 38 digits.
    pub(super) fn compounded(self, factor: Self, years: u32, exponent: i32) -> Option<u128> {
        let power = u128::from(factor.digits).checked_pow(years)?;
        let product = u128::from(self.digits).checked_mul(power)?;
        let decimals = self.decimals + factor.decimals * years.cast_signed() - exponent;
        let power = 10_u128.checked_pow(decimals.unsigned_abs())?;
        if decimals <= 0 {
            return product.checked_mul(power);
        }
        let is_up = product % power >= power.div_ceil(2);
        Some(product / power + u128::from(is_up))
    }
}

/// The number with the digits that the text begins with after its own, and the rest of the text. Too many digits
/// give another number, which is not used.
#[inline(always)]
fn after_digits(mut number: u64, mut text: &[u8]) -> (u64, &[u8]) {
    while let [digit @ b'0'..=b'9', rest @ ..] = text {
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        text = rest;
    }
    (number, text)
}

/// The digits of a number, and how many of them stand after the point.
pub(super) fn digits(number: &Decimal) -> Option<(String, i32)> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    Some((format!("{whole}{fraction}"), i32::try_from(fraction.len()).ok()?))
}
