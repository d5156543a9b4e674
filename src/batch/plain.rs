//! Numbers in plain decimal notation, read without the detour over text.

use crate::decimal::Decimal;
use crate::quantity::GrowthRate;

/// A number above or at zero: `digits ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) digits: u128,
    pub(super) decimals: i32,
}

impl Plain {
    /// The most characters that 64 bits hold whatever the digits are.
    const LONGEST: usize = 19;

    /// Digits with at most one point; none where the text is anything else, for the library to read or to
    /// refuse.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let (mut digits, mut decimals, mut has_point, mut is_number) = (0_u64, 0, false, false);
        if text.len() > Self::LONGEST {
            return None;
        }
        for byte in text {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + u64::from(byte - b'0');
                    decimals += i32::from(has_point);
                    is_number = true;
                }
                b'.' if !has_point => has_point = true,
                _ => return None,
            }
        }
        is_number.then_some(Self { digits: digits.into(), decimals })
    }

    /// What a year of growth in percent multiplies by: `26.81` is 1.2681, and `-5` is 0.95.
    ///
    /// None where the text is no plain number, or a rate that is out of bounds.
    pub(super) fn factor(percent: &[u8]) -> Option<Self> {
        let text = percent.strip_suffix(b"%").unwrap_or(percent).trim_ascii_end();
        let (text, falls) = match text.strip_prefix(b"-") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let rate = Self::read(text)?;
        let one = 100 * u128::from(10_u64.pow(rate.decimals.cast_unsigned()));
        let digits = if falls { one.checked_sub(rate.digits)? } else { one + rate.digits };
        let is_rate = digits > 0 && digits <= one * u128::from(GrowthRate::HIGHEST + 1);
        is_rate.then_some(Self { digits, decimals: rate.decimals + 2 })
    }

    /// The number in full precision, or nearly so: a decimal has up to 80 digits, of which 38 are kept.
    pub(super) fn near(number: &Decimal) -> Option<Self> {
        const KEPT: usize = 38;
        let text = number.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = format!("{whole}{fraction}");
        let leading = digits.len() - digits.trim_start_matches('0').len();
        let kept = digits.get(..digits.len().min(leading + KEPT))?;
        let point = i32::try_from(whole.len()).ok()?;
        let length = i32::try_from(kept.len()).ok()?;
        Some(Self { digits: kept.parse().ok()?, decimals: length - point })
    }

    /// `self × factor^years × 10^exponent`, rounded to a whole number, half away from zero; none where a
    /// number on the way has more than 38 digits.
    pub(super) fn compounded(self, factor: Self, years: u32, exponent: i32) -> Option<u128> {
        let product = self.digits.checked_mul(factor.digits.checked_pow(years)?)?;
        let decimals = self.decimals + factor.decimals * years.cast_signed() - exponent;
        let power = 10_u128.checked_pow(decimals.unsigned_abs())?;
        if decimals <= 0 {
            return product.checked_mul(power);
        }
        let is_up = product % power >= power.div_ceil(2);
        Some(product / power + u128::from(is_up))
    }
}
