//! Compound growth and its inverses.
//!
//! A size that grows at a constant rate follows `end = start × (1 + rate)^years`. This module solves the formula for each
//! of its four values. The rate is the compound annual growth rate, or CAGR.

use crate::decimal::{Decimal, Estimate};
use crate::error::{Error, ExpectedGrowth, What};
use crate::quantity::{GrowthRate, Money, Years};

/// Returns the size after `years` of growth: `start × (1 + rate)^years`.
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
/// - `46.73bn` at `1000000`% over `10` years: the end size exceeds 10^12 trillion
pub fn end(start: &Money, rate: &GrowthRate, years: &Years) -> Result<Money, Error> {
    start.times(&power(&rate.factor(), years)).map_err(|_| out_of_bounds(rate))
}

/// Returns the same size if it is known to be in bounds.
pub(crate) fn end_in_bounds(start: &Money, rate: &GrowthRate, years: &Years) -> Money {
    start.times_in_bounds(&power(&rate.factor(), years))
}

/// Returns an estimate of the same size. `None` if it is not clearly in bounds, or after a part of a year.
pub(crate) fn estimated_end(
    start: Option<Estimate>,
    rate: &GrowthRate,
    years: &Years,
) -> Option<Estimate> {
    let years = years.number().whole().filter(|years| *years <= Estimate::MOST_YEARS)?;
    let end = start?.times(rate.estimated_factor()?.power(years));
    Money::can_be(end).then_some(end)
}

/// Returns the size before `years` of growth: `end ÷ (1 + rate)^years`.
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
/// - `46.73bn` at `-99`% over `10` years: the start size exceeds 10^12 trillion
pub fn start(end: &Money, rate: &GrowthRate, years: &Years) -> Result<Money, Error> {
    end.times(&(&Decimal::from(1) / &power(&rate.factor(), years))).map_err(|_| out_of_bounds(rate))
}

/// Returns the compound annual growth rate: `(end ÷ start)^(1 ÷ years) − 1`.
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
/// - `0` years: no time to grow
/// - `1` to `1000000` in `0.5` years: more than 1,000,000% per year
pub fn rate(start: &Money, end: &Money, years: &Years) -> Result<GrowthRate, Error> {
    if !years.number().is_positive() {
        return Err(Error::invalid(What::NumberOfYears, years.number(), ExpectedGrowth::Time));
    }
    yearly_factor(start, end, years)
        .and_then(|factor| GrowthRate::of_factor(factor).ok())
        .ok_or_else(|| {
            let expected = ExpectedGrowth::Gentler { highest: GrowthRate::HIGHEST_PERCENT };
            Error::invalid(What::NumberOfYears, years.number(), expected)
        })
}

/// Returns whether an allowed growth rate leads from `start` to `end` in `years`, which is at least 1.
///
/// This is faster than [`rate`], because it computes no root.
pub(crate) fn can_lead(start: &Money, end: &Money, years: &Years) -> bool {
    let (ratio, highest) = (end.ratio(start), GrowthRate::highest().factor());
    // In most cases even a single year is long enough, so the power need not be computed.
    ratio <= highest || ratio <= power(&highest, years)
}

/// Returns the number of years from `start` to `end`: `ln(end ÷ start) ÷ ln(1 + rate)`.
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
/// - `100` to `50` at `10`%, or `50` to `100` at `0`%: the rate never leads to the end size
/// - `1` to `2` at `0.0001`%: more than 1,000 years
pub fn years(start: &Money, end: &Money, rate: &GrowthRate) -> Result<Years, Error> {
    let zero = Decimal::from(0);
    if end.change(start) == zero {
        return Years::new(zero);
    }
    let distance = logarithm(&end.ratio(start), &end.change_in_full(start));
    let step = logarithm(&rate.factor(), rate.fraction());
    if !(&distance * &step).is_positive() {
        return Err(invalid_rate(rate, expected_direction(&distance)));
    }
    let expected = ExpectedGrowth::Within { years: Years::LONGEST };
    Years::new(&distance / &step).map_err(|_| invalid_rate(rate, expected))
}

fn out_of_bounds(rate: &GrowthRate) -> Error {
    invalid_rate(rate, ExpectedGrowth::InBounds)
}

/// Returns an error about a rate that is valid, but not in combination with the other values.
fn invalid_rate(rate: &GrowthRate, expected: ExpectedGrowth) -> Error {
    Error::invalid(What::GrowthRate, format!("{}%", rate.readable()), expected)
}

fn expected_direction(distance: &Decimal) -> ExpectedGrowth {
    if distance.is_positive() { ExpectedGrowth::Up } else { ExpectedGrowth::Down }
}

/// Uses multiplication for whole years, so the result is exact if it fits in a decimal.
fn power(factor: &Decimal, years: &Years) -> Decimal {
    match years.number().whole() {
        Some(whole) => factor.powi(whole),
        None => factor.pow(years.number()),
    }
}

/// The degree up to which a root is computed as one, and so correctly rounded. Much higher degrees would take seconds.
pub(crate) const EXACT_ROOT: u32 = 50;

/// The largest logarithm, up or down, worth computing. All allowed rates lie well inside.
pub(crate) const MAX_LOGARITHM: u32 = 1000;

/// Returns the growth factor for one year, which may still be out of bounds.
///
/// Returns `None` if growth is too steep to compute.
fn yearly_factor(start: &Money, end: &Money, years: &Years) -> Option<Decimal> {
    let ratio = end.ratio(start);
    if let Some(whole) = years.number().whole().filter(|whole| *whole <= EXACT_ROOT) {
        return Some(ratio.root(whole));
    }
    // Uses the ratio because, for small ratios, the difference from 1 loses digits.
    let logarithm = &ratio.ln() / years.number();
    let limit = Decimal::from(MAX_LOGARITHM);
    let is_computable = (&Decimal::from(0) - &limit..=limit).contains(&logarithm);
    is_computable.then(|| logarithm.exp())
}

/// Returns the logarithm of a number, given also its difference from 1, which is more precise near 1.
pub(crate) fn logarithm(number: &Decimal, from_one: &Decimal) -> Decimal {
    let half = Decimal::from(5).shifted(-1);
    let is_near = (&Decimal::from(0) - &half..=half).contains(from_one);
    if is_near { from_one.ln_1p() } else { number.ln() }
}
