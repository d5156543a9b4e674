//! Numbers in plain decimal notation, read directly from bytes.

use crate::decimal::Decimal;
use crate::quantity::{GrowthRate, Unit};

/// A nonnegative number: `digits ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) digits: u64,
    pub(super) decimals: i32,
}

impl Plain {
    /// The most characters whose digits always fit in 64 bits.
    const LONGEST: usize = 19;

    pub(super) const ONE: Self = Self { digits: 1, decimals: 0 };

    /// Reads a size, and converts one that has a unit of its own to `unit`.
    ///
    /// `None` for any text but digits with at most one decimal point, which is left to the general parser.
    #[inline(always)]
    pub(super) fn size(text: &[u8], point: u8, unit: Unit) -> Option<Self> {
        let (number, rest) = Self::first(text.strip_prefix(b"+").unwrap_or(text), point)?;
        if rest.is_empty() {
            return Some(number);
        }
        let own: Unit = std::str::from_utf8(rest.trim_ascii()).ok()?.parse().ok()?;
        let shift = i32::from(own.exponent()) - i32::from(unit.exponent());
        Some(Self { decimals: number.decimals - shift, ..number })
    }

    /// Reads the number that the text begins with, and returns it with the rest of the text.
    #[inline(always)]
    fn first(text: &[u8], point: u8) -> Option<(Self, &[u8])> {
        let (whole, rest) = append_digits(0, text);
        let (digits, decimals, has_point, rest) = match rest {
            [first, fraction @ ..] if *first == point => {
                let (digits, rest) = append_digits(whole, fraction);
                (digits, fraction.len() - rest.len(), true, rest)
            }
            _ => (whole, 0, false, rest),
        };
        let length = text.len() - rest.len();
        let is_number = length > usize::from(has_point) && length <= Self::LONGEST;
        is_number.then_some((Self { digits, decimals: decimals as i32 }, rest))
    }

    /// The growth factor for a rate in percent: 1.2681 for `26.81`, and 0.95 for `-5%`.
    ///
    /// `None` if the text is not a plain number or the rate is out of range.
    #[inline(always)]
    pub(super) fn factor(percent: &[u8], point: u8) -> Option<Self> {
        let (text, is_negative) = match percent {
            [b'-', text @ ..] => (text, true),
            [b'+', text @ ..] => (text, false),
            text => (text, false),
        };
        let (rate, rest) = Self::first(text, point)?;
        if !rest.is_empty() && rest.trim_ascii_start() != b"%" {
            return None;
        }
        let one = 10_u64.checked_pow(rate.decimals.cast_unsigned() + 2)?;
        let digits =
            if is_negative { one.checked_sub(rate.digits)? } else { one.checked_add(rate.digits)? };
        let is_rate = digits > 0 && digits <= one.saturating_mul(GrowthRate::HIGHEST.into());
        is_rate.then_some(Self { digits, decimals: rate.decimals + 2 })
    }

    /// Converts a decimal. `None` if its digits do not fit in 64 bits.
    pub(super) fn exact(number: &Decimal) -> Option<Self> {
        let text = number.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { digits, decimals: i32::try_from(fraction.len()).ok()? })
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
