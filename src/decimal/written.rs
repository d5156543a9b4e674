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
