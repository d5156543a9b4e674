//! Law: `Decimal` prints the result of exact integer arithmetic, rounded half away from zero. The shortest text reads
//! back as the same `f64`, and no other text is shorter.
#![no_main]

use aiinfra::Decimal;
use aiinfra_fuzz::choices;
use libfuzzer_sys::fuzz_target;
use num_bigint::{BigInt, BigUint, Sign};

/// `digits ÷ 10^decimals`, with its text as a user would type it.
struct Number {
    text: String,
    digits: BigInt,
    decimals: u32,
}

/// The maximum number of digits in an input.
const LONGEST: usize = 30;

/// The maximum number of digits in a division. With more, a quotient could be too near a tie for 70 digits to decide.
const LONGEST_DIVIDED: usize = 15;

impl Number {
    fn new(shape: u8, bytes: &[u8], longest: usize) -> Self {
        let count = bytes.len().clamp(1, longest);
        let digit = |at: usize| char::from(b'0' + bytes.get(at).map_or(0, |byte| byte % 10));
        let digits: String = (0..count).map(digit).collect();
        let decimals = usize::from(shape >> 1) % (count + 1);
        let (whole, fraction) = digits.split_at(count - decimals);
        let sign = if shape & 1 == 1 { "-" } else { "" };
        Self {
            text: format!("{sign}{whole}.{fraction}"),
            digits: format!("{sign}{digits}").parse().unwrap(),
            decimals: u32::try_from(decimals).unwrap(),
        }
    }

    fn read(&self) -> Decimal {
        self.text.parse().unwrap()
    }
}

/// An exact number: the numerator, and the denominator, which is positive.
struct Fraction(BigInt, BigInt);

fn ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// The result of an operation, from `Decimal` and exact.
fn calculated(operator: u8, one: &Number, other: &Number) -> Option<(Decimal, Fraction)> {
    let (a, b) = (one.read(), other.read());
    let (p, q) = (one.decimals, other.decimals);
    let below = ten(p + q);
    let (left, right) = (&one.digits * ten(q), &other.digits * ten(p));
    Some(match operator % 5 {
        0 => (a, Fraction(left, below)),
        1 => (&a + &b, Fraction(left + right, below)),
        2 => (&a - &b, Fraction(left - right, below)),
        3 => (&a * &b, Fraction(&one.digits * &other.digits, below)),
        _ if other.digits.sign() == Sign::NoSign => return None,
        _ if right.sign() == Sign::Minus => (&a / &b, Fraction(-left, -right)),
        _ => (&a / &b, Fraction(left, right)),
    })
}

impl Fraction {
    /// The number with `decimals` decimals, rounded half away from zero.
    fn fixed(&self, decimals: u8) -> String {
        let scaled: BigUint = self.0.magnitude() * ten(decimals.into()).magnitude();
        let rounded = (scaled * 2u8 + self.1.magnitude()) / (self.1.magnitude() * 2u8);
        let is_below = self.0.sign() == Sign::Minus && rounded != BigUint::ZERO;
        let places = usize::from(decimals);
        let digits =
            format!("{rounded:0>width$}", rounded = rounded.to_string(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if places == 0 { "" } else { "." };
        format!("{}{whole}{point}{fraction}", if is_below { "-" } else { "" })
    }
}

/// Inserts commas between thousands.
fn grouped(fixed: &str) -> String {
    let (number, fraction) = fixed.split_at(fixed.find('.').unwrap_or(fixed.len()));
    let (sign, whole) = number.split_at(usize::from(number.starts_with('-')));
    let groups: Vec<&str> = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap())
        .collect();
    format!("{sign}{}{fraction}", groups.join(","))
}

/// The number of digits in the shortest text that the standard library finds.
fn count_of_digits(number: f64) -> usize {
    let text = format!("{number:e}");
    text.split('e').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count()
}

fn check_shortest(number: &Decimal, exact: &Fraction) {
    let shortest = number.to_shortest();
    // 120 decimals hold every digit, so that only the standard library rounds.
    let nearest: f64 = exact.fixed(120).parse().unwrap();
    assert_eq!(shortest.parse::<f64>().unwrap(), nearest, "{shortest}");
    assert!(!shortest.contains(['e', 'E']), "{shortest}");
    assert!(!shortest.starts_with("-0") || nearest != 0.0, "{shortest}");
    let digits: String = shortest.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let digits = if shortest.contains('.') { digits } else { digits.trim_end_matches('0') };
    assert_eq!(digits.len().max(1), count_of_digits(nearest), "{shortest} for {nearest:e}");
}

fuzz_target!(|data: &[u8]| {
    let Some(([operator, decimals, one_shape, other_shape], rest)) = choices(data) else { return };
    let longest = if operator % 5 == 4 { LONGEST_DIVIDED } else { LONGEST };
    let (one, other) = rest.split_at(rest.len() / 2);
    let one = Number::new(one_shape, one, longest);
    let other = Number::new(other_shape, other, longest);
    let Some((number, exact)) = calculated(operator, &one, &other) else { return };
    // Two thirds of the runs use 0 to 20 decimals, as users may, the others up to 255.
    let decimals = if decimals < 170 { decimals % 21 } else { decimals };
    // A quotient is accurate to 70 digits: 30 before the point, 25 after it, and 15 that tell it from a tie.
    let decimals = if operator % 5 == 4 { decimals % 26 } else { decimals };
    let fixed = exact.fixed(decimals);
    assert_eq!(number.to_fixed(decimals), fixed, "{} {operator} {}", one.text, other.text);
    assert_eq!(number.to_grouped(decimals), grouped(&fixed));
    check_shortest(&number, &exact);
});
