//! The shortest digits of a number known to 128 bits, in integer arithmetic.
//!
//! The shortest text of an `f64` is the decimal number with the fewest digits that is nearer to it than to its neighbors.
//! Counted in units of its last decimal, neighbors are one to ten units apart. At most one multiple of ten is then near
//! enough. If there is one, it has the fewest digits. If there is none, the nearest unit is the answer:
//!
//! ```text
//!  0     1     2     3     4     5     6     7     8     9    10
//!  ┼─────┼─────┼─────┼─────┼─────┼─────┼─────┼─────┼─────┼─────┼
//!           ├───────x───────┤    half the distance to each neighbor: neither 0 nor 10, so 3
//! ```
//!
//! An `f64` from 1/2 to 2^23 has few enough bits before and after its binary point to compute this exactly.

use std::hint::select_unpredictable;

use super::{eight_digits, short_digits};
use crate::wide::Wide;

/// The text of a positive number.
#[derive(Clone, Copy)]
pub(crate) struct Shortest {
    /// The digits before the point, and the point, followed by bytes that do not belong to the text.
    pub(crate) head: [u8; 8],
    pub(crate) head_length: usize,
    /// The digits after the point, followed by zeros that do not belong to it.
    pub(crate) tail: [u8; 16],
    pub(crate) tail_length: usize,
}

/// How `f64`s of a certain magnitude are written.
#[derive(Clone, Copy)]
struct Scale {
    /// 10 to the power of the number of decimals.
    power: u64,
    /// Half the distance between neighbors, in units of the last decimal.
    half: u64,
    /// 10 to the power of the number of decimals missing to sixteen.
    missing: u64,
}

/// The number of bits after the binary point in distances. A distance of ten units of the last decimal fits in 64 bits.
const FRACTION: u32 = 60;

/// Ten units of the last decimal.
const TEN: u64 = 10 << FRACTION;

/// Half a unit of the last decimal.
const TIE: u64 = 1 << (FRACTION - 1);

/// 1, in units of the sixteenth decimal.
const ONE: u64 = 10_u64.pow(16);

/// The scales of numbers by the number of their bits before the binary point.
static SCALES: [Scale; 24] = scales();

#[expect(clippy::indexing_slicing, reason = "checked at compile time")]
const fn scales() -> [Scale; 24] {
    let mut scales = [Scale { power: ONE, half: ONE << 6, missing: 1 }; 24];
    let mut bits = 1;
    while bits < scales.len() {
        let Scale { power, half, missing } = scales[bits - 1];
        // With one more bit before the point, neighbors are twice as far apart. A decimal fewer is enough if they are
        // then still one unit apart.
        let is_enough = half / 5 >= TIE;
        scales[bits] = if is_enough {
            Scale { power: power / 10, half: half / 5, missing: missing * 10 }
        } else {
            Scale { power, half: half * 2, missing }
        };
        bits += 1;
    }
    scales
}

impl Scale {
    /// Returns the shortest decimals of a fraction, given in units of 2^-64. They are sixteen, with zeros at the end.
    ///
    /// `None` if a tie may decide.
    #[inline(always)]
    fn shortest(self, fraction: u64) -> Option<u64> {
        let product = u128::from(fraction) * u128::from(self.power);
        let decimals = (product >> u64::BITS) as u64;
        let tens = decimals / 10;
        let digit = decimals - 10 * tens;
        // The distances to the multiples of ten around the number. The last four bits are dropped.
        let above = (digit << FRACTION) | (product as u64 >> (u64::BITS - FRACTION));
        let below = TEN - above;
        let is_unclear = above == self.half || below == self.half || above % (2 * TIE) == TIE;
        let digit = select_unpredictable(above < self.half, 0, (above + TIE) >> FRACTION);
        let digit = select_unpredictable(below < self.half, 10, digit);
        (!is_unclear).then(|| (10 * tens + digit) * self.missing)
    }
}

impl Shortest {
    /// The most bytes that are written, including those that do not belong to the text.
    pub(crate) const SIZE: usize = 24;

    /// Returns the text of the nearest `f64`.
    ///
    /// `None` if the `f64` is below 1/2, above 2^23, an integer, or a power of two, whose neighbors are not equally far; also
    /// if a tie may decide.
    #[inline(always)]
    pub(crate) fn of(number: Wide) -> Option<Self> {
        let significand = number.significand()?;
        let bits = u32::try_from(number.exponent()).ok()?;
        let scale = SCALES.get(bits as usize)?;
        let whole = significand >> (f64::MANTISSA_DIGITS - bits);
        let fraction = significand << (u64::BITS - f64::MANTISSA_DIGITS + bits);
        let decimals = scale.shortest(fraction)?;
        let is_usual = !significand.is_power_of_two() && (1..ONE).contains(&decimals);
        is_usual.then(|| Self::new(whole, decimals))
    }

    /// Returns the text of an integer below 10^7 and sixteen decimals, which must not all be zeros.
    #[inline(always)]
    fn new(whole: u64, decimals: u64) -> Self {
        const EIGHT: u64 = 10_u64.pow(8);
        const POINT: u64 = b'.' as u64;
        let (head, head_bits) = short_digits(whole).unwrap_or_else(|| long_digits(whole));
        let high = eight_digits((decimals / EIGHT) as u32);
        let low = eight_digits((decimals % EIGHT) as u32);
        let zeros_after = match last_zeros(low) {
            8 => 8 + last_zeros(high),
            few => few,
        };
        Self {
            head: (head | POINT << head_bits).to_le_bytes(),
            head_length: head_bits as usize / 8 + 1,
            tail: (u128::from(high) | u128::from(low) << u64::BITS).to_le_bytes(),
            tail_length: 16 - zeros_after,
        }
    }
}

/// The bits of ASCII digits that hold their values.
const VALUES: u64 = u64::from_le_bytes([0x0f; 8]);

/// The digits of a number from 1 to 10^7 without leading zeros, and how many bits they take.
fn long_digits(number: u64) -> (u64, u32) {
    let digits = eight_digits(number as u32);
    let zeros = (digits & VALUES).trailing_zeros() & !7;
    (digits >> zeros, u64::BITS - zeros)
}

/// The number of zeros at the end of eight digits.
#[inline(always)]
fn last_zeros(digits: u64) -> usize {
    (digits & VALUES).swap_bytes().trailing_zeros() as usize / 8
}
