//! The digits of a number.

/// Passes `write` the shortest text that parses as the same number, never in scientific notation.
pub(crate) fn with_shortest<Output>(number: f64, write: impl FnOnce(&str) -> Output) -> Output {
    let mut buffer = zmij::Buffer::new();
    let long;
    // Outside these bounds zmij writes an exponent. The standard library never does.
    let text = if (1e-4..1e15).contains(&number.abs()) {
        buffer.format_finite(number)
    } else {
        long = number.to_string();
        &long
    };
    write(text.strip_suffix(".0").unwrap_or(text))
}

/// Passes `write` the digits before and after the point of a number, given in units of the last of its decimals, of which
/// there are at most [`MOST_DIGITS`](super::MOST_DIGITS).
pub(crate) fn with_digits(number: u128, decimals: u8, write: impl FnOnce(&[u8], &[u8])) {
    /// The number of digits that always fit in 64 bits, which are several times as fast to divide.
    const FAST: usize = 19;
    const GROUP: u128 = 10_u128.pow(FAST as u32);
    let decimals = usize::from(decimals);
    let (mut low, mut high) = ((number % GROUP) as u64, number / GROUP);
    let mut digits = [b'0'; 40];
    let mut length = 0;
    for place in digits.iter_mut().rev() {
        if length > decimals && low == 0 && high == 0 {
            break;
        }
        if length < FAST {
            *place += (low % 10) as u8;
            low /= 10;
        } else {
            *place += (high % 10) as u8;
            high /= 10;
        }
        length += 1;
    }
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    write(whole.get(digits.len() - length..).unwrap_or_default(), fraction);
}

/// The digits of a number below 100,000,000, padded with zeros to eight. The lowest byte is the first character.
#[inline(always)]
pub(crate) fn eight_digits(number: u32) -> u64 {
    let four = |number: u32| u64::from(four_digits(number).unwrap_or(0));
    four(number / 10_000) | (four(number % 10_000) << 32)
}

#[inline(always)]
pub(crate) fn four_digits(number: u32) -> Option<u32> {
    FOUR_DIGITS.get(number as usize).copied()
}

/// The digits of a number without leading zeros, and how many bits they take. `None` from 10,000 on.
#[inline(always)]
pub(crate) fn short_digits(number: u64) -> Option<(u64, u32)> {
    let head = HEADS.get(number as usize)?;
    Some((head & 0xffff_ffff, (head >> 56) as u32))
}

/// The digits of each number below 10,000, padded with zeros to four.
static FOUR_DIGITS: [u32; 10_000] = {
    let mut table = [0; 10_000];
    let mut rest: &mut [u32] = &mut table;
    let mut number = 0;
    while let [first, others @ ..] = rest {
        *first = in_ascii(number);
        rest = others;
        number += 1;
    }
    table
};

/// The digits of each number below 10,000 without leading zeros. The highest byte holds their length in bits.
static HEADS: [u64; 10_000] = {
    let mut table = [0; 10_000];
    let mut rest: &mut [u64] = &mut table;
    let mut number: u32 = 0;
    while let [first, others @ ..] = rest {
        let bits = match number {
            0..10 => 8,
            10..100 => 16,
            100..1_000 => 24,
            _ => 32,
        };
        *first = ((in_ascii(number) >> (32 - bits)) as u64) | ((bits as u64) << 56);
        rest = others;
        number += 1;
    }
    table
};

/// The digits of a number below 10,000, padded with zeros to four.
const fn in_ascii(number: u32) -> u32 {
    let (high, low) = (number / 100, number % 100);
    let digits = (high / 10) | ((high % 10) << 8) | ((low / 10) << 16) | ((low % 10) << 24);
    digits | 0x3030_3030
}
