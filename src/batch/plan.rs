//! The sizes of a row in every year, in binary.

use std::ops::Mul;
use std::slice;

use crate::decimal::Estimate;
use crate::market::Market;
use crate::quantity::{Horizon, Money, Unit, Year};
use crate::trajectory::Trajectory;
use crate::wide::{Wide, bits_before_point, ten_to};

use super::plain::Plain;
use super::short::{root, scaled, scaled_wide};

/// Plans the computation of each row, from values that all rows of a batch share.
#[derive(Debug)]
pub(super) struct Planner {
    horizon: Horizon,
    /// The unit of sizes given without one.
    unit: Unit,
    /// The decimal point of the input.
    point: u8,
    /// The power of ten that converts a size in the report's unit to units of the last digit written.
    scale: i32,
    /// A size within the allowed range has more bits before the point than the first, and fewer than the second.
    bounds: (i32, i32),
    base: Plain,
    /// The ratio of each year's size to the base year's.
    ratios: Vec<Wide>,
    /// The same as `f64`.
    short_ratios: Vec<f64>,
    /// The fewest and the most bits that a ratio has before the point.
    ratio_bits: (i32, i32),
}

/// The planned computation of a row's sizes.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    planner: &'a Planner,
    base: Plain,
    growth: Growth,
    /// The size in the base year, in units of the last digit.
    start: f64,
    /// The factor per year, if it is constant.
    factor: Option<f64>,
}

/// How a row's size changes from year to year.
#[derive(Clone, Copy)]
enum Growth {
    /// As in the market's own forecast.
    Own,
    /// By a constant factor, given as a growth rate.
    Rate(Plain),
    /// By the constant factor that reaches a size after a number of years.
    Target(Plain, u32),
}

impl Planner {
    /// A planner for a batch whose rows follow the market's own `forecast` unless their cells say otherwise.
    pub(super) fn new(
        market: &Market,
        forecast: &Trajectory,
        unit: Unit,
        digits: Option<u8>,
        point: u8,
    ) -> Option<Self> {
        let horizon = market.forecast_period();
        let places = digits.map_or(0, i32::from) - i32::from(unit.exponent());
        let base = forecast.size(horizon.first()).ok()?;
        let ratio = |year| {
            let ratio = forecast.size(year).ok()?.ratio(&base);
            Some(Estimate::of(&ratio)?.size())
        };
        let ratios: Vec<Wide> = horizon.years().map(ratio).collect::<Option<_>>()?;
        let bits = || ratios.iter().map(|ratio| ratio.exponent());
        Some(Self {
            ratio_bits: (bits().min()?, bits().max()?),
            short_ratios: ratios.iter().copied().map(Wide::to_f64).collect(),
            ratios,
            horizon,
            unit: market.unit(),
            point,
            scale: places + i32::from(market.unit().exponent()),
            bounds: (
                ten_to(Money::FLOOR + places)?.exponent(),
                ten_to(Money::CEILING + places)?.exponent(),
            ),
            base: Plain::exact(&market.base().size.in_unit(market.unit()))?,
        })
    }

    /// The error bound of a size computed in `f64`, relative to the size.
    ///
    /// In units of [`f64::EPSILON`], rounding a product is off by at most 1/2, a number read by 3/2, and a root, whose
    /// operands are read, by 4. A size after n years is therefore off by less than 9n/2 + 3/2 units.
    pub(super) fn slack(&self) -> f64 {
        5.0 * self.ratios.len() as f64 * f64::EPSILON
    }

    /// The plan for a row with these input cells, in the order of the settings.
    ///
    /// `None` if they are invalid, set individual years or a shape, are written in an unusual way, or lead to sizes near
    /// the limits of the allowed range.
    #[inline(always)]
    pub(super) fn plan(&self, cells: [&[u8]; 6]) -> Option<Plan<'_>> {
        let [base, cagr, target, others @ ..] = cells;
        if !others.iter().all(|cell| cell.is_empty()) {
            return None;
        }
        let base = if base.is_empty() { self.base } else { self.size(base)? };
        let start = self.short(base)?;
        let (growth, factor) = match (cagr, target) {
            ([], []) => (Growth::Own, None),
            (cagr, []) => {
                let rate = Plain::factor(cagr, self.point)?;
                (Growth::Rate(rate), Some(scaled(rate, 0)?))
            }
            ([], target) => {
                let (end, years) = self.target(target)?;
                let factor = root(self.short(end)? / start, years)?;
                (Growth::Target(end, years), Some(factor))
            }
            _ => return None,
        };
        let plan = Plan { planner: self, base, growth, start, factor };
        self.is_within_bounds(start, factor).then_some(plan)
    }

    /// Whether the sizes of a plan are certainly within the allowed range.
    ///
    /// A product has as many bits before the point as its factors together, or one fewer.
    #[inline(always)]
    fn is_within_bounds(&self, start: f64, factor: Option<f64>) -> bool {
        let years = self.years(self.horizon.last()).cast_signed();
        let bits = |factor| {
            let most = bits_before_point(factor);
            (years * (most - 1), years * most)
        };
        let (fewest, most) = factor.map_or(self.ratio_bits, bits);
        let start = bits_before_point(start);
        start + fewest.min(0) - 2 > self.bounds.0 && start + most.max(0) + 1 < self.bounds.1
    }

    /// The size that a target names, and the number of years from the base year to it.
    fn target(&self, target: &[u8]) -> Option<(Plain, u32)> {
        let (year, size) = match target.iter().position(|byte| *byte == b'=') {
            Some(at) => {
                let (year, size) = target.split_at_checked(at)?;
                (std::str::from_utf8(year).ok()?.parse().ok()?, size.strip_prefix(b"=")?)
            }
            None => (self.horizon.last(), target),
        };
        let years = self.years(year);
        let is_later = self.horizon.contains(year) && years > 0;
        is_later.then_some((self.size(size.trim_ascii())?, years))
    }

    #[inline(always)]
    fn size(&self, text: &[u8]) -> Option<Plain> {
        Plain::size(text, self.point, self.unit)
    }

    /// A size in units of the last digit.
    #[inline(always)]
    fn short(&self, size: Plain) -> Option<f64> {
        scaled(size, self.scale)
    }

    fn wide(&self, size: Plain) -> Option<Wide> {
        scaled_wide(size, self.scale)
    }

    /// The number of years from the base year to `year`.
    fn years(&self, year: Year) -> u32 {
        u32::from(year.number().saturating_sub(self.horizon.first().number()))
    }
}

impl<'a> Plan<'a> {
    /// The sizes from `first` on, in units of the last digit, as `f64`.
    #[inline(always)]
    pub(super) fn short_sizes(&self, first: Year) -> Sizes<'a, f64> {
        let skipped = self.planner.years(first);
        let passed = self.factor.map_or(1.0, |factor| factor.powi(skipped.cast_signed()));
        Sizes {
            next: self.start * passed,
            factor: self.factor,
            ratios: from(&self.planner.short_ratios, skipped),
        }
    }

    /// The sizes from `first` on, in units of the last digit, in 128 bits.
    #[inline(always)]
    pub(super) fn sizes(&self, first: Year) -> Option<Sizes<'a, Wide>> {
        let skipped = self.planner.years(first);
        let (start, factor) = (self.planner.wide(self.base)?, self.wide_factor()?);
        Some(Sizes {
            next: factor.map_or(start, |factor| start * factor.power(skipped)),
            factor,
            ratios: from(&self.planner.ratios, skipped),
        })
    }

    /// The factor per year, if it is constant.
    fn wide_factor(&self) -> Option<Option<Wide>> {
        match self.growth {
            Growth::Own => Some(None),
            Growth::Rate(rate) => scaled_wide(rate, 0).map(Some),
            Growth::Target(end, years) => {
                let (start, end) = (self.planner.wide(self.base)?, self.planner.wide(end)?);
                Wide::root(start, end, years, self.factor?).map(Some)
            }
        }
    }

    /// The size in `year`, rounded to units of the last digit. `None` if 128 bits are not enough.
    #[cold]
    pub(super) fn rounded(&self, year: Year) -> Option<u128> {
        let size = self.sizes(year).and_then(|mut sizes| sizes.next());
        size.and_then(Wide::rounded).or_else(|| self.rounded_exactly(year))
    }

    /// The size in `year`, rounded in integer arithmetic, which handles exact ties. `None` if it has too many digits.
    fn rounded_exactly(&self, year: Year) -> Option<u128> {
        let years = self.planner.years(year);
        let factor = match self.growth {
            Growth::Rate(factor) => factor,
            _ if years == 0 => Plain::ONE,
            _ => return None,
        };
        self.base.compounded(factor, years, self.planner.scale)
    }
}

/// The ratios that follow the first `skipped` ones.
fn from<Number>(ratios: &[Number], skipped: u32) -> slice::Iter<'_, Number> {
    ratios.get(skipped as usize..).unwrap_or_default().iter()
}

/// The sizes of successive years.
pub(super) struct Sizes<'a, Number> {
    /// The next size, or the size in the base year if the factor is not constant.
    next: Number,
    factor: Option<Number>,
    ratios: slice::Iter<'a, Number>,
}

impl<Number: Copy + Mul<Output = Number>> Iterator for Sizes<'_, Number> {
    type Item = Number;

    #[inline(always)]
    fn next(&mut self) -> Option<Number> {
        let size = self.next;
        match self.factor {
            Some(factor) => {
                self.next = size * factor;
                Some(size)
            }
            None => Some(size * *self.ratios.next()?),
        }
    }
}
