//! A second calculator, which evaluates printed expressions in whole-number arithmetic of its own.
//!
//! It shares nothing with the library except the signs used in expressions.

use std::cell::RefCell;
use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

use num_bigint::{BigInt, Sign};

/// Numbers are counted in steps of 2^-BITS, which gives 190 decimals.
const BITS: u32 = 640;

/// A number within 10^-CLOSE of a rounding tie counts as a tie, because division can move a tie by that much. Other
/// numbers come that close only by an unlikely chance.
const CLOSE: u32 = 30;

/// Returns the value of an expression.
///
/// Minus is `−` and times is `×`. A percentage is a fraction. A minus sign is allowed only at the start of a
/// sum, so that missing parentheses are detected.
///
/// # Errors
/// Returns the rest of the text from the first thing that cannot be read, such as `× 2` in `1 + × 2`.
pub(crate) fn evaluate(text: &str) -> Result<Value, String> {
    let mut reader = Reader { rest: text.chars().peekable() };
    let value = reader.sum()?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.rest.collect()),
    }
}

/// A number, in steps of 2^-BITS.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Value(BigInt);

thread_local! {
    /// The results of [`Value::normal_quantile`].
    static SCORES: RefCell<HashMap<Value, Value>> = RefCell::default();
    /// 2π
    static TAU: Value = Value::by_machin();
    /// The results of [`Value::faded`].
    static FADED: RefCell<HashMap<[Value; 4], Value>> = RefCell::default();
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        while self.rest.next_if_eq(&' ').is_some() {}
        self.rest.peek().copied()
    }

    fn takes(&mut self, sign: char) -> bool {
        let is_there = self.peek() == Some(sign);
        if is_there {
            self.rest.next();
        }
        is_there
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        if self.takes(sign) { Ok(()) } else { Err(self.rest.clone().collect()) }
    }

    fn sum(&mut self) -> Result<Value, String> {
        let is_negative = self.takes('−');
        let first = self.product()?;
        let mut sum = if is_negative { Value(-first.0) } else { first };
        loop {
            if self.takes('+') {
                sum = Value(sum.0 + self.product()?.0);
            } else if self.takes('−') {
                sum = Value(sum.0 - self.product()?.0);
            } else {
                return Ok(sum);
            }
        }
    }

    fn product(&mut self) -> Result<Value, String> {
        let mut product = self.power()?;
        loop {
            if self.takes('×') {
                product = product.times(&self.power()?);
            } else if self.takes('/') {
                product = product.over(&self.power()?).ok_or("division by zero")?;
            } else {
                return Ok(product);
            }
        }
    }

    fn power(&mut self) -> Result<Value, String> {
        let base = self.atom()?;
        if self.takes('^') {
            let exponent = self.atom()?;
            return base.to(&exponent).ok_or_else(|| "a power of what is not positive".to_owned());
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<Value, String> {
        if self.takes('l') {
            self.expect('n')?;
            let of = self.atom()?;
            return of.ln().ok_or_else(|| "the logarithm of what is not positive".to_owned());
        }
        if self.peek().is_some_and(|c| matches!(c, 'A' | 'M' | 'N' | 'P' | 'e')) {
            return self.function();
        }
        if self.takes('f') {
            return self.fade();
        }
        if self.takes('(') {
            let inner = self.sum()?;
            self.expect(')')?;
            return Ok(inner);
        }
        let number = self.number()?;
        Ok(if self.rest.next_if_eq(&'%').is_some() { Value(number.0 / 100) } else { number })
    }

    /// Reads `exp(x)`, `ABS(x)`, `NORM.S.INV(p)`, `NORM.S.DIST(x, TRUE)`, `MEDIAN(x; y)` or `PERCENTILE.INC({x; y}; p)`.
    fn function(&mut self) -> Result<Value, String> {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_alphabetic() || *c == '.') {
            name.push(c);
        }
        self.expect('(')?;
        match name.as_str() {
            "MEDIAN" => {
                let numbers = self.list(')')?;
                return Ok(Value::percentile(numbers, &Value::one().over(&Value::of(2)).unwrap()));
            }
            "PERCENTILE.INC" => {
                self.expect('{')?;
                let numbers = self.list('}')?;
                self.expect(';')?;
                let at = self.sum()?;
                self.expect(')')?;
                return Ok(Value::percentile(numbers, &at));
            }
            _ => {}
        }
        let of = self.sum()?;
        if name == "NORM.S.DIST" {
            for sign in ", TRUE".chars().filter(|sign| *sign != ' ') {
                self.expect(sign)?;
            }
        }
        self.expect(')')?;
        match name.as_str() {
            "ABS" => Ok(if of.is_positive() { of } else { Value(-of.0) }),
            "exp" => Ok(of.exp()),
            "NORM.S.DIST" => Ok(of.normal_probability()),
            "NORM.S.INV" => of.normal_quantile().ok_or_else(|| "not a probability".to_owned()),
            _ => Err(name),
        }
    }

    /// Reads `x; y; z` up to that sign.
    fn list(&mut self, end: char) -> Result<Vec<Value>, String> {
        let mut numbers = vec![self.sum()?];
        while self.takes(';') {
            numbers.push(self.sum()?);
        }
        self.expect(end)?;
        Ok(numbers)
    }

    /// Reads the rest of `fade(start; end; years; last)`.
    fn fade(&mut self) -> Result<Value, String> {
        for sign in ['a', 'd', 'e', '('] {
            self.expect(sign)?;
        }
        let start = self.sum()?;
        self.expect(';')?;
        let end = self.sum()?;
        self.expect(';')?;
        let years = self.sum()?;
        self.expect(';')?;
        let last = self.sum()?;
        self.expect(')')?;
        Value::faded([start, end, years, last]).ok_or_else(|| "no growth fades so".to_owned())
    }

    fn number(&mut self) -> Result<Value, String> {
        self.peek();
        let unread: String = self.rest.clone().collect();
        let mut digits = String::new();
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_digit() || *c == '.') {
            digits.push(c);
        }
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let count = u32::try_from(fraction.len()).unwrap();
        let number: BigInt = format!("{whole}{fraction}").parse().map_err(|_| unread)?;
        Ok(Value((number << BITS) / BigInt::from(10).pow(count)))
    }
}

impl Value {
    fn one() -> Self {
        Self(BigInt::from(1) << BITS)
    }

    fn of(whole: i64) -> Self {
        Self(BigInt::from(whole) << BITS)
    }

    /// Returns a percentile, counted from one neighbor on: unlike the library, this adds the part of a gap.
    fn percentile(mut numbers: Vec<Self>, at: &Self) -> Self {
        numbers.sort_by(|one, other| one.0.cmp(&other.0));
        let position = Self(&at.0 * (numbers.len() - 1));
        let whole = usize::try_from(&position.0 >> BITS).unwrap();
        let passed = Self(&position.0 - (BigInt::from(whole) << BITS));
        let low = &numbers[whole];
        let Some(high) = numbers.get(whole + 1) else { return low.clone() };
        Self(&low.0 + passed.times(&Self(&high.0 - &low.0)).0)
    }

    fn is_positive(&self) -> bool {
        self.0.sign() == Sign::Plus
    }

    fn times(&self, other: &Self) -> Self {
        Self((&self.0 * &other.0) >> BITS)
    }

    fn over(&self, other: &Self) -> Option<Self> {
        (other.0.sign() != Sign::NoSign).then(|| Self((&self.0 << BITS) / &other.0))
    }

    fn to(&self, exponent: &Self) -> Option<Self> {
        let whole = &exponent.0 >> BITS;
        if (&whole << BITS) == exponent.0 && whole.sign() != Sign::Minus {
            let times = u32::try_from(&whole).ok()?;
            return Some(self.multiplied(times));
        }
        Some(exponent.times(&self.ln()?).exp())
    }

    /// Returns the product of that many factors.
    fn multiplied(&self, times: u32) -> Self {
        let mut product = Self::one();
        for bit in (0..u32::BITS - times.leading_zeros()).rev() {
            product = product.times(&product);
            if times >> bit & 1 == 1 {
                product = product.times(self);
            }
        }
        product
    }

    /// Returns the natural logarithm: powers of two are taken out, then a series is summed.
    fn ln(&self) -> Option<Self> {
        if !self.is_positive() {
            return None;
        }
        let twos = i64::try_from(self.0.bits()).unwrap() - i64::from(BITS);
        let scaled = if twos >= 0 { &self.0 >> twos } else { &self.0 << -twos };
        // The number is now between one half and one, so the series variable is at most a third.
        let rest = Self(scaled);
        let of_rest = Self::twice_artanh(&rest)?;
        let of_two = Self::twice_artanh(&Self::of(2))?;
        Some(Self(of_rest.0 + of_two.0 * twos))
    }

    /// Returns ln(x) as 2 artanh((x − 1) / (x + 1)).
    fn twice_artanh(number: &Self) -> Option<Self> {
        let one = Self::one();
        let ratio = Self(&number.0 - &one.0).over(&Self(&number.0 + &one.0))?;
        let square = ratio.times(&ratio);
        let (mut power, mut sum) = (ratio.0.clone(), BigInt::ZERO);
        for odd in (1u32..).step_by(2) {
            if power == BigInt::ZERO || power == BigInt::from(-1) {
                break;
            }
            sum += &power / odd;
            power = (power * &square.0) >> BITS;
        }
        Some(Self(sum * 2))
    }

    /// Returns e to this power: the number is halved 32 times, the series summed, and the result squared 32 times.
    fn exp(&self) -> Self {
        const HALVED: u32 = 32;
        // Each square doubles the error, so the steps in between are finer.
        const FINE: u32 = BITS + 2 * HALVED;
        let small = (&self.0 << (FINE - BITS)) >> HALVED;
        let mut term = BigInt::from(1) << FINE;
        let mut sum = term.clone();
        for count in 1u32.. {
            term = ((term * &small) >> FINE) / count;
            if term == BigInt::ZERO || term == BigInt::from(-1) {
                break;
            }
            sum += &term;
        }
        for _ in 0..HALVED {
            sum = (&sum * &sum) >> FINE;
        }
        Self(sum >> (FINE - BITS))
    }

    /// Returns the standard normal distribution function: 1/2 plus its Maclaurin series, whose terms have alternating
    /// signs.
    fn normal_probability(&self) -> Self {
        // Beyond that, the tail is less than a step.
        const FARTHEST: i64 = 30;
        if self.0 > Self::of(FARTHEST).0 {
            return Self::one();
        }
        if self.0 < Self::of(-FARTHEST).0 {
            return Self::of(0);
        }
        let half_square = Self((&self.0 * &self.0) >> (BITS + 1));
        let (mut power, mut sum) = (self.0.clone(), self.0.clone());
        for count in 1u32.. {
            power = -((power * &half_square.0) >> BITS) / count;
            let term = &power / (2 * count + 1);
            if term == BigInt::ZERO {
                break;
            }
            sum += term;
        }
        let scale = Self::tau().to(&Self(Self::one().0 / 2)).unwrap();
        Self(Self(sum).over(&scale).unwrap().0 + Self::one().0 / 2)
    }

    fn tau() -> Self {
        TAU.with(Self::clone)
    }

    /// Returns 2π, by Machin's formula.
    fn by_machin() -> Self {
        let arctan_of_inverse = |whole: u32| {
            let (mut power, mut sum) = (Self::one().0 / whole, BigInt::ZERO);
            for count in 0u32.. {
                if power == BigInt::ZERO {
                    break;
                }
                let term = &power / (2 * count + 1);
                sum += if count % 2 == 0 { term } else { -term };
                power /= whole * whole;
            }
            sum
        };
        Self((arctan_of_inverse(5) * 4 - arctan_of_inverse(239)) * 8)
    }

    /// Returns the inverse of the normal distribution function, by Newton's method. An expression often has the same one
    /// many times, so results are kept.
    fn normal_quantile(&self) -> Option<Self> {
        if !self.is_positive() || self.0 >= Self::one().0 {
            return None;
        }
        if let Some(known) = SCORES.with_borrow(|known| known.get(self).cloned()) {
            return Some(known);
        }
        let scale = Self::tau().to(&Self(Self::one().0 / 2))?;
        let mut score = Self::of(0);
        for _ in 0..1000 {
            let off = Self(score.normal_probability().0 - &self.0);
            let inverse_density = scale.times(&Self((&score.0 * &score.0) >> (BITS + 1)).exp());
            // A longer step from far away would lead farther away.
            let step = off.times(&inverse_density).0.clamp(-Self::one().0, Self::one().0);
            score = Self(score.0 - &step);
            if step.bits() < u64::from(BITS / 4) {
                break;
            }
        }
        SCORES.with_borrow_mut(|known| known.insert(self.clone(), score.clone()));
        Some(score)
    }

    /// Returns the first year's growth that moves in a straight line to the last year's and leads from start to end, by
    /// bisection. An expression often has the same one many times, so results are kept.
    fn faded(figures: [Self; 4]) -> Option<Self> {
        if let Some(known) = FADED.with_borrow(|known| known.get(&figures).cloned()) {
            return Some(known);
        }
        let [start, end, years, last] = &figures;
        let years = u32::try_from(&years.0 >> BITS).ok().filter(|years| *years >= 2)?;
        let target = end.over(start)?;
        let lead = |first: &BigInt| {
            (0..years).fold(Self::one(), |product, passed| {
                let growth = (first * (years - 1 - passed) + &last.0 * passed) / (years - 1);
                product.times(&Self(Self::one().0 + growth))
            })
        };
        let (mut low, mut high) = (-Self::one().0, Self::of(20_000).0);
        while &high - &low > BigInt::from(1) {
            let middle: BigInt = (&low + &high) / 2;
            if lead(&middle).0 < target.0 { low = middle } else { high = middle }
        }
        let first = Self(high);
        FADED.with_borrow_mut(|known| known.insert(figures, first.clone()));
        Some(first)
    }

    /// Returns a fraction as a percentage.
    pub(crate) fn percent(&self) -> Self {
        Self(&self.0 * 100)
    }

    /// Returns the number with that many decimals, rounded half away from zero.
    pub(crate) fn to_fixed(&self, digits: u32) -> String {
        let scaled = BigInt::from(self.0.magnitude().clone()) * BigInt::from(10).pow(digits);
        let close = (BigInt::from(1) << BITS) / BigInt::from(10).pow(CLOSE);
        // A number just below halfway counts as halfway.
        let half = (BigInt::from(1) << (BITS - 1)) + close;
        let rounded = ((scaled + half) >> BITS).to_string();
        let width = usize::try_from(digits).unwrap() + 1;
        let padded = format!("{rounded:0>width$}");
        let (whole, fraction) = padded.split_at(padded.len() + 1 - width);
        let point = if fraction.is_empty() { "" } else { "." };
        let is_zero = rounded == "0";
        let sign = if self.0.sign() == Sign::Minus && !is_zero { "-" } else { "" };
        format!("{sign}{whole}{point}{fraction}")
    }
}

fn fixed(text: &str, digits: u32) -> String {
    evaluate(text).unwrap_or_else(|rest| panic!("{text}: {rest}")).to_fixed(digits)
}

#[test]
fn sums_products_and_parentheses() {
    for (text, expected) in [
        ("2 + 3 × 4", "14.00"),
        ("(2 + 3) × 4", "20.00"),
        ("7 − 2 − 1", "4.00"),
        ("7 − (2 − 1)", "6.00"),
        ("12 / 3 / 2", "2.00"),
        ("12 / (3 / 2)", "8.00"),
        ("−5% + 1", "0.95"),
        ("1 + (−5%)", "0.95"),
        ("2 × 3^2", "18.00"),
        ("28% + (45% − 28%) × 5/10", "0.37"), // 0.365
        ("239.34 × 57% / (57% + 15%)", "189.48"),
        ("0.001 − 0.002", "0.00"),
        ("1 / 8", "0.13"), // 0.125
        ("(−1) / 8", "-0.13"),
        ("0.124999999999", "0.12"),
    ] {
        assert_eq!(fixed(text, 2), expected, "{text}");
    }
    assert_eq!(fixed("2.5", 0), "3");
    // A third of a sum that is exactly halfway, which division cannot represent.
    assert_eq!(fixed("(0.07 + 0.005) × (1 / 3) × 3", 2), "0.08");
}

/// The expected values come from Python's `decimal` with sixty digits.
#[test]
fn powers_and_logarithms() {
    for (text, expected) in [
        ("46.73 × (1 + ((502.42 / 46.73)^(1/10) − 1))^6", "194.30253374075571062521"),
        ("46.73 × (1 + 26.81%)^10", "502.49391444340204102018"),
        ("46.73 × (1 + 26.81%)^2.5", "84.62126969600252886037"),
        ("((502.42 / 46.73)^(1/7.5) − 1) × 100", "37.25541431834514689574"),
        ("((502.42 / 46.73)^(1/10) − 1) × 100", "26.80813456227276095453"),
        ("ln(250 / 46.73) / ln(1 + 26.81%)", "7.06078038701590686776"),
        ("ln(46.73 / 250) / ln(1 + 26.81%)", "-7.06078038701590686776"),
        ("ln(2)", "0.69314718055994530942"),
        ("ln(1)", "0.00000000000000000000"),
        ("9^0.5", "3.00000000000000000000"),
        ("0.0001^0.25", "0.10000000000000000000"),
        ("(1 − 99%)^(1/2)", "0.10000000000000000000"),
        ("3^0", "1.00000000000000000000"),
        ("exp(1)", "2.71828182845904523536"),
        ("NORM.S.DIST(1.5, TRUE)", "0.93319279873114193400"),
        ("NORM.S.DIST(ln(1 / 2), TRUE)", "0.24410859578558273401"),
        ("NORM.S.INV(95%)", "1.64485362695147271486"),
        ("NORM.S.INV(0.1%)", "-3.09023230616781354154"),
        ("NORM.S.INV(50%)", "0.00000000000000000000"),
        ("fade(46.73; 502.42; 10; 10%) × 100", "44.57758419423622378760"),
        ("fade(100; 121; 2; 10%) × 100", "10.00000000000000000000"),
        ("fade(2; 1; 2; −(50%)) × 100", "0.00000000000000000000"),
    ] {
        assert_eq!(fixed(text, 20), expected, "{text}");
    }
    let root = "1.414213562373095048801688724209698078569671875376948073176679737990732478462107038850387534327641573";
    assert_eq!(fixed("2^(1/2)", 99), root);
    let logarithm = "4.605170185988091368035982909368728415202202977257545952066655801935145219354704960471994410179196596684";
    assert_eq!(fixed("ln(100)", 102), logarithm);
}

#[test]
fn invalid_expressions_are_errors() {
    for text in [
        "",
        "1 +",
        "2 × −3",
        "(1",
        "1)",
        "1 2",
        "5 − −3",
        "1,200",
        "1 - 2",
        "2 * 3",
        "ln 2 3",
        "x",
        "fade(1; 2; 3)",
    ] {
        assert!(evaluate(text).is_err(), "{text}");
    }
    for text in ["1 / 0", "ln(0)", "ln(1 − 2)", "(1 − 2)^0.5", "fade(1; 2; 1; 5%)"] {
        assert!(evaluate(text).is_err(), "{text}");
    }
}
