//! Decimal arithmetic with 80 significant digits.
//!
//! Published figures are decimal, and spreadsheets round in decimal. Binary floating point matches neither: 46.73 plus
//! 50% is exactly 70.095, but `f64` rounds it to 70.09. This module rounds each sum, product and root correctly to 80
//! digits, so all printed digits are the same as in exact arithmetic.

mod estimate;
mod fixed;
mod normal;
mod shortest;
mod written;

use std::fmt;
use std::ops::{Add, Div, Mul, Sub};
use std::str::FromStr;

use dashu_float::DBig;
use dashu_int::{IBig, Sign};

use crate::error::{Error, Expected, What};

pub(crate) use estimate::Estimate;
use fixed::{Fixed, rough_ln};
pub(crate) use shortest::Shortest;
pub(crate) use written::{eight_digits, four_digits, short_digits, with_digits, with_shortest};

/// The number of significant digits in every calculation.
const PRECISION: usize = 80;

/// The number of significant digits that printing and comparisons use.
///
/// The remaining digits absorb rounding errors in long calculations, so an exact tie is still recognized as one.
const TRUSTED: usize = 70;

/// The most digits that a number can have when it is parsed.
///
/// Reports print far fewer, and the product of two such numbers is still exact.
const LONGEST: usize = 30;

/// The exponent up to which e raised to it is computed in fixed point. No size in bounds takes a larger one.
const FARTHEST_EXPONENT: u32 = 200;

/// The most decimals that a number can be written with.
///
/// A size can have 24 digits before the decimal point. With 20 more after it, all of them are correct.
pub const MOST_DIGITS: u8 = 20;

/// The default number of decimals in text for people.
pub const USUAL_DIGITS: u8 = 2;

/// A decimal number with up to 80 significant digits.
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
    /// Returns the number with exactly `digits` decimals. Ties are rounded away from zero.
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
        let mut text = String::new();
        let is_written = self.estimate().is_some_and(|number| number.push_fixed(digits, &mut text));
        if is_written { text } else { self.exactly_to_fixed(digits) }
    }

    fn exactly_to_fixed(&self, digits: u8) -> String {
        let text = format!("{:.*}", usize::from(digits), self.trusted().0);
        match text.strip_prefix('-') {
            Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.to_owned(),
            _ => text,
        }
    }

    /// Returns the same text as [`Decimal::to_fixed`], with commas between thousands.
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

    /// Returns the number with all its digits and with commas between thousands.
    #[must_use]
    pub fn to_grouped_in_full(&self) -> String {
        group_thousands(&self.to_string())
    }

    /// Returns the shortest text that parses as the same `f64`, never in scientific notation.
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

    /// Returns the nearest `f64`, or infinity if the number is out of range.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.estimate().and_then(Estimate::nearest).unwrap_or_else(|| self.exactly_to_f64())
    }

    fn exactly_to_f64(&self) -> f64 {
        // Converts through text. The standard library's parser rounds correctly, and dashu's own conversion takes a
        // hundred times as long.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Returns the number to about 90 bits. `None` if it is zero or beyond the range of sizes.
    pub(crate) fn estimate(&self) -> Option<Estimate> {
        Estimate::of(self)
    }

    /// Returns `digits × 10^exponent`. There are at most 38 digits.
    fn of_digits(sign: Sign, digits: u128, exponent: isize) -> Self {
        Self::rounded(DBig::from_parts_const(sign, digits, exponent, Some(PRECISION)))
    }

    /// Returns the number at the common precision, with negative zero replaced by zero.
    fn rounded(number: DBig) -> Self {
        let number = if number.repr().is_neg_zero() { DBig::ZERO } else { number };
        // The result of an operation has it already, and counting its digits takes as long as the operation.
        let is_rounded = number.precision() == PRECISION;
        Self(if is_rounded { number } else { number.with_precision(PRECISION).value() })
    }

    /// Returns the number rounded to its trusted digits.
    ///
    /// Two calculations of the same number then compare as equal, even if they rounded differently.
    pub(crate) fn trusted(&self) -> Self {
        Self(self.0.clone().with_precision(TRUSTED).value())
    }

    /// Returns the difference, rounded to the trusted digits of the larger number.
    ///
    /// Numbers that differ only because they were rounded differently have a difference of zero.
    pub(crate) fn difference(&self, other: &Self) -> Self {
        let places = |number: &Self| number.0.repr().digits() as isize + number.0.repr().exponent();
        let last = places(self).max(places(other)) - TRUSTED as isize;
        Self::rounded((self - other).0.quantize(last).value())
    }

    /// Returns the number for a message.
    ///
    /// A number that a user entered is shown in full. A computed number has at least 3 decimals, and enough to differ
    /// from the `bound` that it must not reach.
    pub(crate) fn readable(&self, bound: i32) -> String {
        // The digits, a sign and a decimal point.
        const LONGEST_ENTERED: usize = LONGEST + 2;
        let full = self.to_string();
        if full.len() <= LONGEST_ENTERED {
            return full;
        }
        let differs_from_bound = |(text, digits): &(String, u8)| {
            *text != format!("{bound}.{}", "0".repeat(usize::from(*digits)))
        };
        let mut shown = (3..=TRUSTED as u8).map(|digits| (self.to_fixed(digits), digits));
        shown.find(differs_from_bound).map_or(full, |(text, _)| text)
    }

    /// Returns the fraction in percent: 39 for 0.39.
    #[must_use]
    pub fn percent(&self) -> Self {
        self.shifted(2)
    }

    /// Returns whether the number is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        *self.0.repr().significand() > IBig::ZERO
    }

    /// Returns the number times 10 to the power of `exponent`, exactly.
    pub(crate) fn shifted(&self, exponent: isize) -> Self {
        Self(self.0.clone() << exponent)
    }

    /// Returns the number raised to a whole power.
    pub(crate) fn powi(&self, exponent: u32) -> Self {
        Self(self.0.powi(exponent.into()))
    }

    /// Returns the number, which must be positive, raised to any power.
    pub(crate) fn pow(&self, exponent: &Self) -> Self {
        Self(self.0.powf(&exponent.0))
    }

    /// Returns e raised to the power of the number.
    pub(crate) fn exp(&self) -> Self {
        let zero = Self::from(0);
        if *self < zero {
            return &Self::from(1) / &(&zero - self).exp();
        }
        if *self > Self::from(FARTHEST_EXPONENT) {
            return Self(self.0.exp());
        }
        let fixed = Fixed::USUAL;
        Self(fixed.write(&fixed.exp(&fixed.read(&self.0))))
    }

    /// Returns the root of the number, which must be positive. The degree must be at least 1.
    pub(crate) fn root(&self, degree: u32) -> Self {
        Self(self.0.nth_root(degree as usize))
    }

    /// Returns the natural logarithm of the number, which must be positive.
    pub(crate) fn ln(&self) -> Self {
        let one = Self::from(1);
        if *self < one {
            return &Self::from(0) - &(&one / self).ln();
        }
        let rough = rough_ln(self.to_f64());
        if rough > f64::from(FARTHEST_EXPONENT) {
            return Self(self.0.ln());
        }
        let fixed = Fixed::OF_LOGARITHMS;
        Self::rounded(fixed.write(&fixed.ln(&fixed.read(&self.0), rough)))
    }

    /// Returns the natural logarithm of 1 plus the number, which must be above -1.
    ///
    /// Unlike [`Decimal::ln`], it stays precise for numbers near 0.
    pub(crate) fn ln_1p(&self) -> Self {
        Self(self.0.ln_1p())
    }

    /// Returns the largest integer up to the number, if the number is not negative and the integer fits.
    pub(crate) fn floor(&self) -> Option<u32> {
        Self(self.0.trunc()).whole()
    }

    /// Returns the number without its sign.
    pub(crate) fn absolute(&self) -> Self {
        if self.is_positive() { self.clone() } else { &Self::from(0) - self }
    }

    /// Returns the number as an integer, if it is one that fits.
    pub(crate) fn whole(&self) -> Option<u32> {
        let repr = self.0.repr();
        let power = 10_u32.checked_pow(repr.exponent().try_into().ok()?)?;
        u32::try_from(repr.significand()).ok()?.checked_mul(power)
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Self::of_digits(Sign::Positive, number.into(), 0)
    }
}

impl FromStr for Decimal {
    type Err = Error;

    /// Parses plain decimal notation: digits with an optional sign and an optional decimal point.
    ///
    /// # Errors
    /// - `""`, `"twenty"`, `"nan"`, `"inf"`: not digits
    /// - `"1,200"`, `"0,224"`, `"1_000"`: a separator; a comma could mark thousands or decimals
    /// - `"1e3"`: scientific notation
    /// - `"0.1234567890123456789012345678901"`: more than 30 digits, not counting a zero before the point
    fn from_str(text: &str) -> Result<Self, Error> {
        read_plain(text).ok_or_else(|| {
            let expected = expected(text, Expected::Number);
            Error::invalid(What::Number, text, expected)
        })
    }
}

/// Returns what an error about an invalid quantity should expect.
///
/// If the text starts with a number that is only too long, this is a shorter number. Otherwise, it is `otherwise`.
pub(crate) fn expected(text: &str, otherwise: impl Into<Expected>) -> Expected {
    let text = text.trim();
    let is_in_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
    let number = text.find(|c| !is_in_number(c)).and_then(|end| text.get(..end)).unwrap_or(text);
    let is_too_long = digit_count(number).is_some_and(|count| count > LONGEST);
    if is_too_long { Expected::Digits(LONGEST) } else { otherwise.into() }
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

fn read_plain(text: &str) -> Option<Decimal> {
    digit_count(text).filter(|count| *count <= LONGEST)?;
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let sign = if text.starts_with('-') { Sign::Negative } else { Sign::Positive };
    let digits = text.bytes().filter(u8::is_ascii_digit).map(|digit| u128::from(digit - b'0'));
    let digits = digits.fold(0, |number, digit| 10 * number + digit);
    Some(Decimal::of_digits(sign, digits, -isize::try_from(decimals).ok()?))
}

/// Returns the number of digits in plain decimal notation, or `None` if the text is something else.
fn digit_count(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    // A zero before the decimal point doesn't count.
    let count = whole.strip_prefix('0').unwrap_or(whole).len() + fraction.len();
    let is_number =
        !(whole.is_empty() && fraction.is_empty()) && all_digits(whole) && all_digits(fraction);
    is_number.then_some(count)
}

impl fmt::Display for Decimal {
    /// Writes all trusted digits.
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
// Like integer division in the standard library, this panics if the divisor is zero. The library divides only by
// quantities that their constructors have checked to be positive.
operator!(Div, div);
