//! Helpers shared by the fuzz targets.

use std::sync::LazyLock;

use aiinfra::{Decimal, Error, is_active};

/// 1, 0.1, 0.01, and so on. They are computed, because a text has at most thirty decimals.
static TENTHS: LazyLock<Vec<Decimal>> = LazyLock::new(|| {
    let tenth: Decimal = "0.1".parse().unwrap();
    std::iter::successors(Some(Decimal::from(1)), |power| Some(power * &tenth)).take(81).collect()
});

/// Asserts that an error's message is not empty and contains no control characters.
pub fn check_error(error: &Error) {
    for error in error.each() {
        let message = error.to_string();
        assert!(!message.trim().is_empty(), "{error:?}");
        assert!(!message.contains(is_active), "{message:?}");
    }
}

/// Returns the value, if any. Asserts that an error says what was expected.
pub fn checked<Value>(value: Result<Value, Error>) -> Option<Value> {
    value
        .map_err(|error| {
            check_error(&error);
            assert!(error.to_string().contains("expected"), "{error}");
            assert!(
                error.expected().is_none_or(|expected| !expected.to_string().is_empty()),
                "{error}"
            );
        })
        .ok()
}

/// Splits the input into bytes that choose options and the bytes to test.
pub fn choices<const COUNT: usize>(data: &[u8]) -> Option<([u8; COUNT], &[u8])> {
    let (choices, rest) = data.split_first_chunk()?;
    Some((*choices, rest))
}

/// Returns whether an input is one of the few that do what takes long.
///
/// Every byte counts. If a single one did, most inputs would soon be like the few, because the fuzzer keeps what reaches
/// more of the code, and changes a few bytes of it at a time.
pub fn is_one_in(count: u8, data: &[u8]) -> bool {
    data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)).is_multiple_of(count)
}

/// Bytes that are read one at a time, with zeros after the last.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    /// Returns the next byte.
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// Returns a number from 0 to `most`.
    pub fn up_to(&mut self, most: u8) -> u8 {
        self.byte() % (most + 1)
    }

    /// Returns the digits of a number from 0.0000000000 to 42949672.95.
    pub fn number(&mut self) -> String {
        let digits = u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()]);
        let decimals = usize::from(self.up_to(8)) + 2;
        let digits = format!("{digits:0>11}");
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        format!("{whole}.{fraction}")
    }
}

/// Returns whether two numbers agree in their first digits.
pub fn is_close(one: &Decimal, other: &Decimal, digits: usize) -> bool {
    is_small(&(one - other), other, digits)
}

/// Returns whether a number is no larger than the last of those digits of another, whatever their signs.
pub fn is_small(number: &Decimal, other: &Decimal, digits: usize) -> bool {
    let bound = other * &TENTHS[digits];
    let mut ends = [&Decimal::from(0) - &bound, bound];
    ends.sort();
    ends[0] <= *number && *number <= ends[1]
}
