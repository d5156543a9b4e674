//! Scales: the pixel of a number.

use crate::decimal::Decimal;

use super::ink::{ceil, floor};

/// Numbers this close to a tick, in steps, are on it despite rounding errors.
const TOLERANCE: f64 = 1e-9;

/// Numbers with a smaller relative difference are drawn at the same place.
const SAME: f64 = 1e-9;

/// A scale of sizes, linear or logarithmic.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    is_log: bool,
    /// The numbers at both ends, or their logarithms.
    low: f64,
    high: f64,
    /// The pixels at both ends.
    pixels: (f64, f64),
    ticks: Vec<Round>,
}

/// A round number: `count` times 10 to the power of `exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Round {
    count: i64,
    exponent: i32,
}

/// The numbers that a scale has to show.
#[derive(Clone, Debug, Default)]
pub(super) struct Span {
    ends: Option<(Decimal, Decimal)>,
}

impl Span {
    pub(super) fn of<'a>(numbers: impl IntoIterator<Item = &'a Decimal>) -> Self {
        let mut span = Self::default();
        for number in numbers {
            let (low, high) = span.ends.get_or_insert_with(|| (number.clone(), number.clone()));
            if number < low {
                *low = number.clone();
            } else if number > high {
                *high = number.clone();
            }
        }
        span
    }

    fn floats(&self) -> (f64, f64) {
        self.ends.as_ref().map_or((0.0, 0.0), |(low, high)| (low.to_f64(), high.to_f64()))
    }
}

impl Scale {
    /// A linear scale that includes zero, and starts and ends on a tick. Ticks are about `apart` pixels apart.
    pub(super) fn from_zero(span: &Span, pixels: (f64, f64), apart: f64) -> Self {
        let (low, high) = span.floats();
        let (low, high) = (low.min(0.0), high.max(0.0));
        let high = if low == high { 1.0 } else { high };
        let most = ((pixels.1 - pixels.0).abs() / apart) as i64;
        let step = Step::of(low, high, most.clamp(2, 6));
        let (first, last) = (step.below(low), step.above(high));
        let ticks = (first..=last).map(|count| step.tick(count)).collect();
        Self { is_log: false, low: step.number(first), high: step.number(last), pixels, ticks }
    }

    /// A linear scale that need not include zero.
    pub(super) fn around(span: &Span, pixels: (f64, f64), apart: f64) -> Self {
        let (low, high) = padded(span.floats());
        let most = ((pixels.1 - pixels.0).abs() / apart) as i64;
        let ticks = inner_ticks(low, high, most.clamp(3, 6));
        Self { is_log: false, low, high, pixels, ticks }
    }

    /// A logarithmic scale. The numbers must be positive.
    pub(super) fn log(span: &Span, pixels: (f64, f64), apart: f64) -> Self {
        // The scale ends on the next tick if it is this close, as a share of the span; otherwise, it ends after some padding.
        const NEAR: f64 = 0.14;
        const PAD: f64 = 0.05;
        let (low, high) =
            span.ends.as_ref().map_or((0.0, 0.0), |(low, high)| (log(low), log(high)));
        let is_same = high - low < SAME;
        let (low, high) = if is_same { (low - 0.7, high + 0.7) } else { (low, high) };
        let reach = high - low;
        let least = apart / (pixels.1 - pixels.0).abs() * reach;
        let around = (low - NEAR * reach, high + NEAR * reach);
        let ticks = log_ticks(around, least);
        let below = ticks.iter().map(|tick| tick.log()).rfind(|tick| *tick <= low + TOLERANCE);
        let above = ticks.iter().map(|tick| tick.log()).find(|tick| *tick >= high - TOLERANCE);
        let low = below.unwrap_or(low - PAD * reach);
        let high = above.unwrap_or(high + PAD * reach);
        let is_inside = |tick: &Round| (low..=high).contains(&tick.log());
        let mut ticks: Vec<Round> = ticks.into_iter().filter(is_inside).collect();
        if ticks.len() < 2 {
            let most = ((pixels.1 - pixels.0).abs() / apart) as i64;
            let (low, high) = span.floats();
            let (low, high) = if is_same { (low / 2.0, high * 2.0) } else { (low, high) };
            ticks = inner_ticks(low, high, most.clamp(3, 6));
            ticks.retain(|tick| tick.count > 0);
        }
        Self { is_log: true, low, high, pixels, ticks }
    }

    /// Returns the pixel of a number.
    pub(super) fn at(&self, number: &Decimal) -> f64 {
        self.pixel(if self.is_log { log(number) } else { number.to_f64() })
    }

    /// Returns the pixel of zero, or of the lowest number if the scale has no zero.
    pub(super) fn zero(&self) -> f64 {
        self.pixel(if self.is_log { self.low } else { 0.0_f64.clamp(self.low, self.high) })
    }

    fn pixel(&self, number: f64) -> f64 {
        let (start, end) = self.pixels;
        start + (number - self.low) / (self.high - self.low) * (end - start)
    }

    /// Returns the pixels and the texts of the ticks. If a text is wider than `room`, all are in scientific notation.
    pub(super) fn ticks(&self, room: f64, width: impl Fn(&str) -> f64) -> Vec<(f64, String)> {
        let texts: Vec<String> = self.ticks.iter().map(|tick| tick.text()).collect();
        let is_long = texts.iter().any(|text| width(text) > room);
        let text = |(tick, text): (&Round, String)| {
            let number = if self.is_log { tick.log() } else { tick.number() };
            (self.pixel(number), if is_long { tick.scientific() } else { text })
        };
        self.ticks.iter().zip(texts).map(text).collect()
    }
}

/// A distance between ticks.
#[derive(Clone, Copy)]
struct Step {
    digit: i64,
    exponent: i32,
}

impl Step {
    /// Returns the smallest step of 1, 2 or 5 times a power of ten that divides the range into at most that many parts.
    fn of(low: f64, high: f64, most: i64) -> Self {
        let mut exponent = exponent((high - low) / most as f64) - 1;
        loop {
            for digit in [1, 2, 5] {
                let step = Self { digit, exponent };
                if step.above(high) - step.below(low) <= most {
                    return step;
                }
            }
            exponent += 1;
        }
    }

    fn number(self, count: i64) -> f64 {
        self.tick(count).number()
    }

    const fn tick(self, count: i64) -> Round {
        Round { count: count * self.digit, exponent: self.exponent }
    }

    fn below(self, number: f64) -> i64 {
        floor(number / self.number(1) + TOLERANCE)
    }

    fn above(self, number: f64) -> i64 {
        ceil(number / self.number(1) - TOLERANCE)
    }
}

impl Round {
    fn decimal(self) -> Decimal {
        let count: Decimal = self.count.to_string().parse().unwrap_or_else(|_| Decimal::from(0));
        count.shifted(self.exponent as isize)
    }

    fn number(self) -> f64 {
        self.decimal().to_f64()
    }

    fn log(self) -> f64 {
        log(&self.decimal())
    }

    fn text(self) -> String {
        self.decimal().to_grouped(u8::try_from(-self.exponent).unwrap_or(0))
    }

    /// Returns the number as `2.5e15`.
    fn scientific(self) -> String {
        let digits = self.count.unsigned_abs().to_string();
        let significant = digits.trim_end_matches('0');
        let Some(first) = significant.get(..1) else { return "0".to_owned() };
        let rest = significant.get(1..).filter(|rest| !rest.is_empty());
        let rest = rest.map_or_else(String::new, |rest| format!(".{rest}"));
        let exponent = self.exponent + digits.len() as i32 - 1;
        format!("{}{first}{rest}e{exponent}", if self.count < 0 { "-" } else { "" })
    }
}

/// Returns the natural logarithm. That of `f64` is not used: it differs from machine to machine, and so would pictures.
fn log(number: &Decimal) -> f64 {
    libm::log(number.to_f64())
}

/// Returns the power of ten at or below the number, which must be positive.
fn exponent(number: f64) -> i32 {
    let text = format!("{number:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// Returns the ends with some space around them. Equal ends are moved apart.
fn padded((low, high): (f64, f64)) -> (f64, f64) {
    const PAD: f64 = 0.06;
    let size = low.abs().max(high.abs());
    let reach = if high - low <= SAME * size { size } else { high - low };
    let reach = if reach == 0.0 { 1.0 } else { reach };
    (low - PAD * reach, high + PAD * reach)
}

/// Returns the round numbers between the ends, at least two of them.
fn inner_ticks(low: f64, high: f64, most: i64) -> Vec<Round> {
    let mut most = most;
    loop {
        let step = Step::of(low, high, most);
        let ticks: Vec<Round> =
            (step.above(low)..=step.below(high)).map(|count| step.tick(count)).collect();
        if ticks.len() > 1 {
            return ticks;
        }
        most += 1;
    }
}

/// Returns ticks between two logarithms, at least `least` apart: 1, 2 and 5 in each decade, or every few decades.
fn log_ticks((low, high): (f64, f64), least: f64) -> Vec<Round> {
    const TEN: f64 = std::f64::consts::LN_10;
    let (first, last) = (floor(low / TEN) as i32, ceil(high / TEN) as i32);
    let decades = |digits: &'static [i64], stride: i32| -> Vec<Round> {
        let exponents = (first..=last).filter(move |exponent| exponent % stride == 0);
        let in_decade =
            |exponent| digits.iter().map(move |count| Round { count: *count, exponent });
        let is_inside = |tick: &Round| (low..=high).contains(&tick.log());
        exponents.flat_map(in_decade).filter(is_inside).collect()
    };
    // Between 1, 2, 5 and 10, the smallest ratio is 2.
    if least <= std::f64::consts::LN_2 {
        return decades(&[1, 2, 5], 1);
    }
    let is_apart = |stride: &i32| f64::from(*stride) * TEN >= least;
    decades(&[1], (1..).find(is_apart).unwrap_or(1))
}
