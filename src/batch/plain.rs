//! Numbers in plain decimal notation, read directly from bytes.

use crate::decimal::Decimal;
use crate::quantity::GrowthRate;

/// A nonnegative number: `digits ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) digits: u64,
    pub(super) decimals: i32,
}

impl Plain {
    /// The most characters whose digits always fit in 64 bits.
    const LONGEST: usize = 19;

    /// Whether the byte can be part of a number.
    pub(super) fn may_hold(byte: u8) -> bool {
        byte.is_ascii_digit() || b".-".contains(&byte)
    }

    /// Reads digits with at most one point. `None` for any other text, which is left to the general parser.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let (number, rest) = Self::first(text)?;
        rest.is_empty().then_some(number)
    }

    /// Reads the number that the text begins with, and returns it with the rest of the text.
    #[inline(always)]
    pub(super) fn first(text: &[u8]) -> Option<(Self, &[u8])> {
        let (whole, rest) = append_digits(0, text);
        let (digits, decimals, has_point, rest) = match rest {
            [b'.', fraction @ ..] => {
                let (digits, rest) = append_digits(whole, fraction);
                (digits, fraction.len() - rest.len(), true, rest)
            }
            _ => (whole, 0, false, rest),
        };
        let length = text.len() - rest.len();
        let is_number = length > usize::from(has_point) && length <= Self::LONGEST;
        is_number.then_some((Self { digits, decimals: decimals as i32 }, rest))
    }

    /// The growth factor for a rate in percent: 1.2681 for `26.81`, and 0.95 for `-5`.
    ///
    /// `None` if the text is not a plain number or the rate is out of range.
    pub(super) fn factor(percent: &[u8]) -> Option<Self> {
        let text = percent.strip_suffix(b"%").map_or(percent, <[u8]>::trim_ascii_end);
        let (factor, rest) = Self::first_factor(text)?;
        rest.is_empty().then_some(factor)
    }

    /// The growth factor for the percentage that the text begins with, and the rest of the text.
    #[inline(always)]
    pub(super) fn first_factor(percent: &[u8]) -> Option<(Self, &[u8])> {
        let (text, is_negative) = match percent {
            [b'-', text @ ..] => (text, true),
            _ => (percent, false),
        };
        let (rate, rest) = Self::first(text)?;
        let one = 10_u64.checked_pow(rate.decimals.cast_unsigned() + 2)?;
        let digits =
            if is_negative { one.checked_sub(rate.digits)? } else { one.checked_add(rate.digits)? };
        let is_rate = digits > 0 && digits <= one.saturating_mul(GrowthRate::HIGHEST.into());
        is_rate.then_some((Self { digits, decimals: rate.decimals + 2 }, rest))
    }

    /// Converts a decimal. `None` if its digits do not fit in 64 bits.
    pub(super) fn exact(number: &Decimal) -> Option<Self> {
        let (digits, decimals) = digits(number)?;
        Some(Self { digits: digits.parse().ok()?, decimals })
    }

    /// `self × factor^years × 10^exponent`, rounded to an integer, half away from zero.
    ///
    /// `None` if an intermediate result exceeds 128 bits.
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

/// Appends the digits that the text begins with to `number`, and returns it with the rest of the text.
///
/// Too many digits overflow; the caller discards the result.
#[inline(always)]
fn append_digits(mut number: u64, mut text: &[u8]) -> (u64, &[u8]) {
    while let [digit @ b'0'..=b'9', rest @ ..] = text {
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        text = rest;
    }
    (number, text)
}

/// The digits of a number, and how many of them follow the point.
pub(super) fn digits(number: &Decimal) -> Option<(String, i32)> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    Some((format!("{whole}{fraction}"), i32::try_from(fraction.len()).ok()?))
}
