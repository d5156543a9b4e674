//! Formats numbers into words. Each byte is a character, starting with the lowest byte.

use crate::decimal::{eight_digits, four_digits, short_digits};

/// Numbers below this have at most seven digits, so that a word also has room for a point.
const SEVEN_DIGITS: u64 = 10_000_000;

/// Numbers below this have at most fifteen digits, which fit in two words.
const FIFTEEN_DIGITS: u64 = SEVEN_DIGITS * 100_000_000;

/// A formatted number, and how many of its bytes count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) bytes: [u8; Self::SIZE],
    pub(super) length: usize,
}

impl Word {
    pub(super) const SIZE: usize = 16;

    #[inline(always)]
    fn new(bytes: impl Into<u128>, length: usize) -> Self {
        Self { bytes: bytes.into().to_le_bytes(), length }
    }
}

/// Formats units of the last digit with a fixed number of decimals: 4673 with 2 decimals is `46.73`.
#[derive(Clone, Debug)]
pub(super) struct Decimals {
    short: ShortNumbers,
    /// In a word of seven digits, masks for the digits before and after the point, and the point itself.
    whole: u64,
    fraction: u64,
    point: u64,
    /// A bit of the last digit before the point, which is written even if it is 0.
    last: u64,
    /// The length in bytes of seven digits with their point, if any.
    length: usize,
}

impl Decimals {
    /// A formatter for `count` decimals, at most six: one of the seven digits must precede the point.
    pub(super) fn new(count: u8, point: u8) -> Option<Self> {
        let before = 8 * u32::from(7_u8.checked_sub(count)?);
        let last = 1 << before.checked_sub(8)?;
        let whole = (1 << before) - 1;
        let short = ShortNumbers::new(count, point);
        let (fraction, point, length) = match count {
            0 => (0, 0, 7),
            _ => (!whole << 8, u64::from(point) << before, 8),
        };
        Some(Self { short, whole, fraction, point, last, length })
    }

    /// Formats a number. `None` if it has more than fifteen digits.
    #[inline(always)]
    pub(super) fn write(&self, number: u64) -> Option<Word> {
        if number < self.short.limit {
            return Some(self.short.write(number));
        }
        if number < SEVEN_DIGITS {
            let digits = self.seven_digits(number as u32);
            let leading = leading_zeros(digits | self.last);
            return Some(Word::new(digits >> leading, self.length - (leading / 8) as usize));
        }
        (number < FIFTEEN_DIGITS).then(|| {
            let first = eight_digits((number / SEVEN_DIGITS) as u32);
            let leading = leading_zeros(first);
            let others = self.seven_digits((number % SEVEN_DIGITS) as u32);
            let bytes = u128::from(first >> leading) | u128::from(others) << (64 - leading);
            Word::new(bytes, 8 - (leading / 8) as usize + self.length)
        })
    }

    /// Seven digits, including leading zeros, and the point.
    fn seven_digits(&self, number: u32) -> u64 {
        let digits = eight_digits(number);
        ((digits >> 8) & self.whole) | self.point | (digits & self.fraction)
    }
}

/// Formats numbers of at most four digits before the point and three after it, by looking up both sides.
///
/// Most sizes are this short.
#[derive(Clone, Debug)]
struct ShortNumbers {
    /// Numbers from this on are too long.
    limit: u64,
    /// The number 1, in units of the last digit.
    one: u64,
    /// 2^40 / `one`, rounded up, so that multiplying replaces dividing.
    ///
    /// Rounding adds less than 1. For a number below 10^7, the product divided by 2^40 therefore exceeds the quotient
    /// by less than 10^7 / 2^40, which is below 10^-3. A quotient that is not an integer is at least 10^-3 below the
    /// next integer, so the integer part is correct.
    reciprocal: u64,
    /// The point and the digits after it, for each fraction.
    tails: Vec<u32>,
    tail_length: usize,
}

impl ShortNumbers {
    const MOST_DECIMALS: u8 = 3;

    fn new(count: u8, point: u8) -> Self {
        // With more decimals, the limit is 0 and no number is short.
        let (count, heads) = if count > Self::MOST_DECIMALS { (0, 0) } else { (count, 10_000) };
        let one = 10_u64.pow(count.into());
        let tail = |fraction: u64| match count {
            0 => 0,
            _ => {
                let digits = four_digits(fraction as u32).unwrap_or(0);
                ((digits >> (8 * (4 - u32::from(count)))) << 8) | u32::from(point)
            }
        };
        Self {
            limit: heads * one,
            one,
            reciprocal: (1_u64 << 40).div_ceil(one),
            tails: (0..one).map(tail).collect(),
            tail_length: usize::from(count) + usize::from(count > 0),
        }
    }

    #[inline(always)]
    fn write(&self, number: u64) -> Word {
        let whole = (number * self.reciprocal) >> 40;
        let fraction = number - whole * self.one;
        let (head, bits) = short_digits(whole).unwrap_or((0, 0));
        let tail = self.tails.get(fraction as usize).copied().unwrap_or(0);
        let word = head | (u64::from(tail) << bits);
        Word::new(word, (bits / 8) as usize + self.tail_length)
    }
}

/// The number of bits that the leading zeros of an ASCII number take.
fn leading_zeros(digits: u64) -> u32 {
    (digits & 0x0f0f_0f0f_0f0f_0f0f).trailing_zeros() & !7
}
