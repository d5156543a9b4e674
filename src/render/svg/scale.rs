//! Scales: where a number is, in pixels.

use crate::decimal::Decimal;

use super::ink::{ceil, floor};

/// The factor by which a point may lie beyond the last tick, so that a rounding error costs no tick.
const TOLERANCE: f64 = 1e-9;

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
    /// A linear scale with zero that starts and ends on a tick, which are at least `apart` pixels apart.
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

    /// A linear scale around the numbers only.
    pub(super) fn around(span: &Span, pixels: (f64, f64), apart: f64) -> Self {
        let (low, high) = padded(span.floats());
        let most = ((pixels.1 - pixels.0).abs() / apart) as i64;
        let ticks = inner_ticks(low, high, most.clamp(2, 6));
        Self { is_log: false, low, high, pixels, ticks }
    }

    /// A logarithmic scale. The numbers must be positive.
    pub(super) fn log(span: &Span, pixels: (f64, f64), apart: f64) -> Self {
        // The scale ends on a tick if that is at most this share of it away.
        const NEAR: f64 = 0.14;
        const PAD: f64 = 0.05;
        let (low, high) =
            span.ends.as_ref().map_or((0.0, 0.0), |(low, high)| (log(low), log(high)));
        let (low, high) = if low == high { (low - 0.7, high + 0.7) } else { (low, high) };
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
            let (low, high) = if low == high { (low / 2.0, high * 2.0) } else { (low, high) };
            ticks = inner_ticks(low, high, most.clamp(2, 6));
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

    /// Returns the ticks with their text, which fits the room by `width` if need be in scientific notation.
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
    /// Returns the smallest step of 1, 2 or 5 with at most that many steps between the ends.
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
        let number = Decimal::from(u32::try_from(self.count.unsigned_abs()).unwrap_or(u32::MAX));
        let number = number.shifted(self.exponent as isize);
        if self.count < 0 { &Decimal::from(0) - &number } else { number }
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

/// The natural logarithm, exact to the last bit.
fn log(number: &Decimal) -> f64 {
    number.ln().to_f64()
}

/// Returns the power of ten at or below the number, which must be positive.
fn exponent(number: f64) -> i32 {
    let text = format!("{number:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// Returns the ends with some air. Equal ends are moved apart.
fn padded((low, high): (f64, f64)) -> (f64, f64) {
    const PAD: f64 = 0.06;
    let reach = if low == high { low.abs() } else { high - low };
    let reach = if reach == 0.0 { 1.0 } else { reach };
    (low - PAD * reach, high + PAD * reach)
}

/// Returns the round numbers between the ends.
fn inner_ticks(low: f64, high: f64, most: i64) -> Vec<Round> {
    let step = Step::of(low, high, most);
    (step.above(low)..=step.below(high)).map(|count| step.tick(count)).collect()
}

/// Returns the ticks between two logarithms that are at least `least` apart: 1, 2 and 5, or only some decades.
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
    // The narrowest of the gaps between 1, 2, 5 and 10 is that of a factor of 2.
    if least <= std::f64::consts::LN_2 {
        return decades(&[1, 2, 5], 1);
    }
    let is_apart = |stride: &i32| f64::from(*stride) * TEN >= least;
    decades(&[1], (1..).find(is_apart).unwrap_or(1))
}
