//! Compound growth and its inverses.
//!
//! A size that grows at a constant rate follows `end = start × (1 + rate)^years`. Any three of the
//! four give the fourth. The rate so found is the compound annual growth rate, CAGR.

use crate::decimal::Decimal;
use crate::error::{Error, ExpectedGrowth, What};
use crate::quantity::{GrowthRate, Money, Years};

/// The size after `years`: `start × (1 + rate)^years`.
///
/// ```
/// use aiinfra::{Money, Unit, growth};
///
/// let start = Money::parse("46.73", Unit::Billion)?;
/// let end = growth::end(&start, &"26.81".parse()?, &"10".parse()?)?;
/// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "502.49");
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `46.73bn` at `1000000` % over `10` years: the size passes 10^12 trillion
pub fn end(start: &Money, rate: &GrowthRate, years: &Years) -> Result<Money, Error> {
    start.times(&power(&rate.factor(), years)).map_err(|_| too_far(rate))
}

/// The size `years` before: `end ÷ (1 + rate)^years`.
///
/// ```
/// use aiinfra::{Money, Unit, growth};
///
/// let end = Money::parse("121", Unit::Billion)?;
/// let start = growth::start(&end, &"10".parse()?, &"2".parse()?)?;
/// assert_eq!(start, Money::parse("100", Unit::Billion)?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `46.73bn` at `-99` % over `10` years: the size before passes 10^12 trillion
pub fn start(end: &Money, rate: &GrowthRate, years: &Years) -> Result<Money, Error> {
    end.times(&(&Decimal::from(1) / &power(&rate.factor(), years))).map_err(|_| too_far(rate))
}

/// The compound annual growth rate: `(end ÷ start)^(1 ÷ years) − 1`.
///
/// ```
/// use aiinfra::{Money, Unit, growth};
///
/// let size = |text| Money::parse(text, Unit::Billion);
/// let rate = growth::rate(&size("46.73")?, &size("502.42")?, &"10".parse()?)?;
/// assert_eq!(rate.percent().to_fixed(9), "26.808134562");
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `0` years: no time to grow in
/// - `1` to `1000000` in `0.5` years: more than 1,000,000 % a year
pub fn rate(start: &Money, end: &Money, years: &Years) -> Result<GrowthRate, Error> {
    if !years.number().is_positive() {
        return Err(Error::invalid(What::NumberOfYears, years.number(), ExpectedGrowth::Time));
    }
    factor(start, end, years).and_then(|factor| GrowthRate::of_factor(factor).ok()).ok_or_else(
        || {
            let expected = ExpectedGrowth::Gentler { highest: GrowthRate::HIGHEST_PERCENT };
            Error::invalid(What::NumberOfYears, years.number(), expected)
        },
    )
}

/// Is there a growth rate that leads from `start` to `end` in one year or more? A root is not needed to tell.
pub(crate) fn can_lead(start: &Money, end: &Money, years: &Years) -> bool {
    let (ratio, steepest) = (end.ratio(start), GrowthRate::highest().factor());
    // Most often a single year would do, and no power is needed to tell.
    ratio <= steepest || ratio <= power(&steepest, years)
}

/// The years from `start` to `end`, as a fraction: `ln(end ÷ start) ÷ ln(1 + rate)`.
///
/// ```
/// use aiinfra::{Money, Unit, growth};
///
/// let size = |text| Money::parse(text, Unit::Billion);
/// let years = growth::years(&size("46.73")?, &size("250")?, &"26.81".parse()?)?;
/// assert_eq!(years.number().to_fixed(7), "7.0607804");
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `100` to `50` at `10` %, or `50` to `100` at `0` %: growth leads away from the end, or nowhere
/// - `1` to `2` at `0.0001` %: more than 1,000 years
pub fn years(start: &Money, end: &Money, rate: &GrowthRate) -> Result<Years, Error> {
    let nothing = Decimal::from(0);
    if end.change(start) == nothing {
        return Years::new(nothing);
    }
    let distance = logarithm(&end.ratio(start), &end.gain(start));
    let step = logarithm(&rate.factor(), rate.fraction());
    if !(&distance * &step).is_positive() {
        return Err(unfit(rate, toward(&distance)));
    }
    let expected = ExpectedGrowth::Within { years: Years::LONGEST };
    Years::new(&distance / &step).map_err(|_| unfit(rate, expected))
}

fn too_far(rate: &GrowthRate) -> Error {
    unfit(rate, ExpectedGrowth::InBounds)
}

/// A rate that is right by itself, but not with the other values.
fn unfit(rate: &GrowthRate, expected: ExpectedGrowth) -> Error {
    Error::invalid(What::GrowthRate, format!("{}%", rate.readable()), expected)
}

fn toward(distance: &Decimal) -> ExpectedGrowth {
    if distance.is_positive() { ExpectedGrowth::Up } else { ExpectedGrowth::Down }
}

/// Whole years go by multiplication, which is exact where a decimal answer exists.
fn power(factor: &Decimal, years: &Years) -> Decimal {
    match years.number().whole() {
        Some(whole) => factor.powi(whole),
        None => factor.pow(years.number()),
    }
}

/// The degree up to which a root is found faster than a logarithm; far above, it would take seconds.
const FAST_ROOT: u32 = 50;

/// The steepest growth or fall worth computing, as a logarithm; every rate that is allowed lies well inside.
const STEEPEST: u32 = 1000;

/// What a year multiplies by; the rate may yet be out of its bounds. None where it is too steep to be computed.
fn factor(start: &Money, end: &Money, years: &Years) -> Option<Decimal> {
    let ratio = end.ratio(start);
    if let Some(whole) = years.number().whole().filter(|whole| *whole <= FAST_ROOT) {
        return Some(ratio.root(whole));
    }
    // Uses the ratio, because for small ratios the difference from 1 loses digits.
    let logarithm = &ratio.ln() / years.number();
    let steepest = Decimal::from(STEEPEST);
    let is_computed = (&Decimal::from(0) - &steepest..=steepest).contains(&logarithm);
    is_computed.then(|| logarithm.exp())
}

/// The logarithm of a number, given also its difference from 1: near 1 that has more of its digits.
fn logarithm(number: &Decimal, from_one: &Decimal) -> Decimal {
    let half = Decimal::from(5).shifted(-1);
    let is_near = (&Decimal::from(0) - &half..=half).contains(from_one);
    if is_near { from_one.ln_1p() } else { number.ln() }
}
