//! Decimal arithmetic with 80 significant digits.
//!
//! Published figures are decimal, and so is the rounding that a spreadsheet shows. Binary floating
//! point holds neither: 46.73 at 50 % is exactly 70.095, which `f64` turns into 70.09. Here sums,
//! products and roots are each correctly rounded to 80 digits, so that every digit that can be
//! printed is that of exact arithmetic.

use std::fmt;
use std::ops::{Add, Div, Mul, Sub};
use std::str::FromStr;

use dashu_float::DBig;

use crate::error::{Error, Expected, What};

/// Significant digits carried through every calculation.
const PRECISION: usize = 80;

/// Significant digits that printing relies on. The rest absorb the rounding of a long calculation,
/// so that a value that is exactly half-way is seen to be so.
const TRUSTED: usize = 70;

/// The longest number accepted, in digits: far more than any report prints, and few enough for a
/// product of two to be held exactly.
const LONGEST: usize = 30;

/// The most decimals that a number is written with; with the 24 digits that a size can have before
/// the point they are as many as the arithmetic vouches for.
///
/// ```
/// assert_eq!(aiinfra::render::MOST_DIGITS, 20);
/// ```
pub const MOST_DIGITS: u8 = 20;

/// Decimals in a text for people, where none are asked for.
///
/// ```
/// assert_eq!(aiinfra::render::USUAL_DIGITS, 2);
/// ```
pub const USUAL_DIGITS: u8 = 2;

/// A decimal number.
///
/// ```
/// use aiinfra::Decimal;
///
/// let base: Decimal = "46.73".parse()?;
/// let factor: Decimal = "1.5".parse()?;
/// assert_eq!((&base * &factor).to_fixed(2), "70.10");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(DBig);

impl Decimal {
    /// The number written with exactly `digits` decimals, rounded half away from zero.
    ///
    /// ```
    /// # use aiinfra::Decimal;
    /// let fixed = |text: &str| text.parse::<Decimal>().unwrap().to_fixed(2);
    /// assert_eq!(fixed("2.675"), "2.68");
    /// assert_eq!(fixed("-2.675"), "-2.68");
    /// assert_eq!(fixed("-0.001"), "0.00");
    /// ```
    #[must_use]
    pub fn to_fixed(&self, digits: u8) -> String {
        let text = format!("{:.*}", usize::from(digits), self.trusted().0);
        match text.strip_prefix('-') {
            Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.to_owned(),
            _ => text,
        }
    }

    /// The number as [`Decimal::to_fixed`] writes it, with a comma between the thousands.
    ///
    /// ```
    /// # use aiinfra::Decimal;
    /// assert_eq!("-46730".parse::<Decimal>()?.to_grouped(2), "-46,730.00");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn to_grouped(&self, digits: u8) -> String {
        group_thousands(&self.to_fixed(digits))
    }

    /// Every digit that is known, with a comma between the thousands.
    pub(crate) fn to_grouped_in_full(&self) -> String {
        group_thousands(&self.to_string())
    }

    /// The shortest text that reads back as the same `f64`, never in scientific notation.
    ///
    /// ```
    /// # use aiinfra::Decimal;
    /// assert_eq!("46.730".parse::<Decimal>()?.to_shortest(), "46.73");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn to_shortest(&self) -> String {
        let mut text = String::new();
        with_shortest(self.to_f64(), |shortest| text.push_str(shortest));
        text
    }

    /// The nearest `f64`; infinite beyond its range.
    ///
    /// ```
    /// # use aiinfra::Decimal;
    /// assert_eq!("26.81".parse::<Decimal>()?.to_f64(), 26.81);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // Through text: the standard library's reading is correctly rounded, and dashu's own
        // conversion takes a hundred times as long.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The number at the precision of every other, with one zero that has no sign.
    fn rounded(number: DBig) -> Self {
        let number = if number.repr().is_neg_zero() { DBig::ZERO } else { number };
        Self(number.with_precision(PRECISION).value())
    }

    /// The number without the digits that only the rounding of a long calculation has filled, so that
    /// two ways to the same number compare as equal.
    pub(crate) fn trusted(&self) -> Self {
        Self(self.0.clone().with_precision(TRUSTED).value())
    }

    /// The difference, rounded to the trusted digits of the larger number. What remains of two equal numbers that
    /// were rounded differently on the way is not a difference.
    pub(crate) fn less(&self, other: &Self) -> Self {
        let places = |number: &Self| number.0.repr().digits() as isize + number.0.repr().exponent();
        let last = places(self).max(places(other)) - TRUSTED as isize;
        Self::rounded((self - other).0.quantize(last).value())
    }

    /// The number in a message: as somebody typed it, or, if it is computed, with as many decimals as tell it from the
    /// bound that it must not reach, and at least 3.
    pub(crate) fn readable(&self, bound: i32) -> String {
        // A sign, a point, and the digits.
        const LONGEST_SHOWN: usize = LONGEST + 2;
        let full = self.to_string();
        if full.len() <= LONGEST_SHOWN {
            return full;
        }
        let is_apart = |(text, digits): &(String, u8)| {
            *text != format!("{bound}.{}", "0".repeat(usize::from(*digits)))
        };
        let mut shown = (3..=TRUSTED as u8).map(|digits| (self.to_fixed(digits), digits));
        shown.find(is_apart).map_or(full, |(text, _)| text)
    }

    /// A fraction in percent: 0.39 is 39.
    ///
    /// ```
    /// # use aiinfra::Decimal;
    /// assert_eq!("0.39".parse::<Decimal>()?.percent(), "39".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn percent(&self) -> Self {
        self.shifted(2)
    }

    /// Is it above zero?
    ///
    /// ```
    /// # use aiinfra::Decimal;
    /// assert!("0.01".parse::<Decimal>()?.is_positive());
    /// assert!(!"0".parse::<Decimal>()?.is_positive());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn is_positive(&self) -> bool {
        *self > Self::from(0)
    }

    /// The number times 10 to the power of `exponent`, exactly.
    pub(crate) fn shifted(&self, exponent: isize) -> Self {
        Self(self.0.clone() << exponent)
    }

    /// The number to a whole power.
    pub(crate) fn powi(&self, exponent: u32) -> Self {
        Self(self.0.powi(exponent.into()))
    }

    /// A positive number to any power.
    pub(crate) fn pow(&self, exponent: &Self) -> Self {
        Self(self.0.powf(&exponent.0))
    }

    /// e to the power of the number.
    pub(crate) fn exp(&self) -> Self {
        Self(self.0.exp())
    }

    /// The `degree`-th root of a positive number; the degree is at least 1.
    pub(crate) fn root(&self, degree: u32) -> Self {
        Self(self.0.nth_root(degree as usize))
    }

    /// The natural logarithm of a positive number.
    pub(crate) fn ln(&self) -> Self {
        Self(self.0.ln())
    }

    /// The natural logarithm of 1 + a number above -1, exact also near 0.
    pub(crate) fn ln_1p(&self) -> Self {
        Self(self.0.ln_1p())
    }

    /// The number as a whole number, where it is one.
    pub(crate) fn whole(&self) -> Option<u32> {
        self.0.to_string().parse().ok()
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Self::rounded(DBig::from(number))
    }
}

impl FromStr for Decimal {
    type Err = Error;

    /// Reads plain decimal notation: a sign, digits, and a decimal point if there is one.
    ///
    /// # Errors
    /// - `""`, `"twenty"`, `"nan"`, `"inf"`: not digits
    /// - `"1,200"`, `"0,224"`, `"1_000"`: a separator; it could be a thousand or a fraction
    /// - `"1e3"`: scientific notation
    /// - `"0.1234567890123456789012345678901"`: more than 30 digits, a zero before the point not counted
    fn from_str(text: &str) -> Result<Self, Error> {
        is_plain(text).then(|| text.parse::<DBig>().ok()).flatten().map(Self::rounded).ok_or_else(
            || {
                let expected = expected(text, Expected::Number);
                Error::invalid(What::Number, text, expected)
            },
        )
    }
}

/// What would be right where the text does not read as a quantity: a shorter number, if that is all that is wrong with
/// the number that it begins with, or else what the quantity itself expects.
pub(crate) fn expected(text: &str, otherwise: impl Into<Expected>) -> Expected {
    let text = text.trim();
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
    let number = text.find(|c| !is_of_number(c)).and_then(|end| text.get(..end)).unwrap_or(text);
    let is_too_long = digits(number).is_some_and(|digits| digits > LONGEST);
    if is_too_long { Expected::Digits(LONGEST) } else { otherwise.into() }
}

/// Hands on the shortest text that reads back as the same number, never in scientific notation.
pub(crate) fn with_shortest(number: f64, write: impl FnOnce(&str)) {
    // Outside these bounds zmij writes an exponent, and the standard library never does.
    if !(1e-4..1e15).contains(&number.abs()) {
        return write(&number.to_string());
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(number);
    write(text.strip_suffix(".0").unwrap_or(text));
}

fn group_thousands(fixed: &str) -> String {
    let point = fixed.find('.').unwrap_or(fixed.len());
    let mut grouped = String::new();
    for (at, c) in fixed.char_indices() {
        let follows_digit = grouped.ends_with(|c: char| c.is_ascii_digit());
        if at < point && follows_digit && (point - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped
}

fn is_plain(text: &str) -> bool {
    digits(text).is_some_and(|digits| digits <= LONGEST)
}

/// How many digits a number in plain decimal notation has; none where the text is no such number.
fn digits(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    // The zero that is written before a point is none of the digits that were read.
    let count = whole.strip_prefix('0').unwrap_or(whole).len() + fraction.len();
    let is_number =
        !(whole.is_empty() && fraction.is_empty()) && all_digits(whole) && all_digits(fraction);
    is_number.then_some(count)
}

impl fmt::Display for Decimal {
    /// All digits that are known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.trusted().0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! operator {
    ($Trait:ident, $method:ident) => {
        impl $Trait for &Decimal {
            type Output = Decimal;

            fn $method(self, other: Self) -> Decimal {
                Decimal::rounded(self.0.clone().$method(&other.0))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
// Like the standard library's whole numbers, it panics on a divisor of zero; the quantities that
// the library divides by are checked to be positive when they are made.
operator!(Div, div);
