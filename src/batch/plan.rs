//! The sizes of a row in every year, accurate enough to be rounded.

use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Unit, Year};
use crate::trajectory::Trajectory;

use super::plain::Plain;
use super::steady::{Short, Steady};
use super::wide::{Tens, Wide, bits_before_point};

/// The input cells of a row. `None` stands for an empty cell or a missing column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InputCells<'a> {
    pub(super) base: Option<&'a [u8]>,
    pub(super) cagr: Option<&'a [u8]>,
    pub(super) target: Option<&'a [u8]>,
    pub(super) growth: Option<&'a [u8]>,
    pub(super) actual: Option<&'a [u8]>,
    pub(super) shape: Option<&'a [u8]>,
}

impl<'a> InputCells<'a> {
    pub(super) fn new(cells: [&'a [u8]; 6]) -> Self {
        let [base, cagr, target, growth, actual, shape] = cells.map(|cell| {
            let cell = cell.trim_ascii();
            (!cell.is_empty()).then_some(cell)
        });
        Self { base, cagr, target, growth, actual, shape }
    }
}

/// Plans the computation of each row, from values that all rows of a batch share.
#[derive(Debug)]
pub(super) struct Planner {
    horizon: Horizon,
    /// The unit of sizes given without one.
    unit: Unit,
    /// The power of ten that converts a size in the report's unit to units of the last digit written.
    scale: i32,
    tens: Tens,
    /// A size within the allowed range has more bits before the point than the first, and fewer than the second.
    bounds: (i32, i32),
    base: Plain,
    /// The ratio of each year's size to the base year's.
    ratios: Vec<Wide>,
    /// The fewest and the most bits that a ratio has before the point.
    ratio_bits: (i32, i32),
}

/// How a row's size changes from year to year.
#[derive(Clone, Copy)]
enum Growth {
    /// As in the market's own forecast.
    Own,
    /// By a constant factor, given as a growth rate.
    Rate(Plain),
    /// By the constant factor that reaches a target.
    Root(Wide),
}

/// The planned computation of a row's sizes.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    planner: &'a Planner,
    base: Plain,
    growth: Growth,
    /// The base and the constant factor, if there is one, in 64 bits.
    start: Short,
    factor: Option<Short>,
    /// The most bits that a size can have before the point.
    most_bits: i32,
}

impl Planner {
    /// A planner for a batch whose rows follow the market's own `forecast` unless their cells say otherwise.
    pub(super) fn new(
        market: &Market,
        forecast: &Trajectory,
        unit: Unit,
        digits: Option<u8>,
    ) -> Option<Self> {
        let tens = Tens::new();
        let horizon = market.forecast_period();
        let places = digits.map_or(0, i32::from) - i32::from(unit.exponent());
        let base = forecast.size(horizon.first()).ok()?;
        let ratio = |year| {
            let ratio = forecast.size(year).ok()?.ratio(&base);
            Wide::from_decimal(&ratio, &tens)
        };
        let ratios: Vec<Wide> = horizon.years().map(ratio).collect::<Option<_>>()?;
        let bits = || ratios.iter().map(|ratio| ratio.exponent());
        Some(Self {
            ratio_bits: (bits().min()?, bits().max()?),
            ratios,
            horizon,
            unit: market.unit(),
            scale: places + i32::from(market.unit().exponent()),
            bounds: (
                tens.power(Money::FLOOR + places)?.exponent(),
                tens.power(Money::CEILING + places)?.exponent(),
            ),
            base: Plain::exact(&market.base().size.in_unit(market.unit()))?,
            tens,
        })
    }

    /// The plan for these cells. `None` if they are invalid, set individual years or a shape, or sizes come near the limits
    /// of the allowed range.
    pub(super) fn for_cells(&self, cells: InputCells<'_>) -> Option<Plan<'_>> {
        if cells.growth.or(cells.actual).or(cells.shape).is_some() {
            return None;
        }
        let base = cells.base.map_or(Some(self.base), |base| self.size(base))?;
        let growth = match (cells.cagr, cells.target) {
            (None, None) => Growth::Own,
            (Some(percent), None) => Growth::Rate(factor(percent)?),
            (None, Some(target)) => Growth::Root(self.factor_toward(target, base)?),
            (Some(_), Some(_)) => return None,
        };
        self.plan(base, growth)
    }

    /// The plan that multiplies the base, or by default the market's, by `factor` every year.
    #[inline(always)]
    pub(super) fn at_rate(&self, base: Option<Plain>, factor: Plain) -> Option<Plan<'_>> {
        self.plan(base.unwrap_or(self.base), Growth::Rate(factor))
    }

    #[inline(always)]
    fn plan(&self, base: Plain, growth: Growth) -> Option<Plan<'_>> {
        let start = Short::scaled(base, self.scale, &self.tens)?;
        let factor = match growth {
            Growth::Own => None,
            Growth::Rate(rate) => Some(Short::scaled(rate, 0, &self.tens)?),
            Growth::Root(root) => Some(Short::from(root)),
        };
        let (fewest, most_bits) = self.bits(start, factor);
        let is_within = fewest > self.bounds.0 && most_bits < self.bounds.1;
        is_within.then_some(Plan { planner: self, base, growth, start, factor, most_bits })
    }

    /// The fewest and the most bits that the sizes of a plan can have before the point.
    ///
    /// A product has as many bits before the point as its factors together, or one fewer.
    fn bits(&self, start: Short, factor: Option<Short>) -> (i32, i32) {
        let first = start.exponent();
        match factor {
            None => (first + self.ratio_bits.0 - 1, first + self.ratio_bits.1),
            // At a constant rate, the first and last sizes are the extremes. An f64 gives the last to within one bit.
            Some(factor) => {
                let years = self.years(self.horizon.last()).cast_signed();
                let end = first + bits_before_point(factor.to_f64().powi(years));
                (first.min(end - 2), first.max(end + 1))
            }
        }
    }

    /// The constant factor per year that reaches a target, in the last year or in the year that the target names.
    fn factor_toward(&self, target: &[u8], base: Plain) -> Option<Wide> {
        let (year, end) = match target.iter().position(|byte| *byte == b'=') {
            Some(at) => {
                let (year, end) = target.split_at_checked(at)?;
                (std::str::from_utf8(year).ok()?.parse().ok()?, end.strip_prefix(b"=")?)
            }
            None => (self.horizon.last(), target),
        };
        let years =
            self.horizon.contains(year).then(|| self.years(year)).filter(|years| *years > 0)?;
        let size = |number| Wide::scaled(number, self.scale, &self.tens);
        let (start, end) = (size(base)?, size(self.size(end.trim_ascii())?)?);
        // A factor above 2^13, which is 819,100%, may exceed the highest growth rate allowed.
        Wide::root(start, end, years).filter(|factor| factor.exponent() <= 13)
    }

    /// Parses a size and converts it to the market's unit.
    fn size(&self, text: &[u8]) -> Option<Plain> {
        Plain::read(text).or_else(|| {
            let size = Money::parse(std::str::from_utf8(text).ok()?, self.unit).ok()?;
            Plain::exact(&size.in_unit(self.unit))
        })
    }

    /// The number of years from the base year to `year`.
    fn years(&self, year: Year) -> u32 {
        u32::from(year.number().saturating_sub(self.horizon.first().number()))
    }
}

/// The growth factor for a rate in percent.
fn factor(percent: &[u8]) -> Option<Plain> {
    Plain::factor(percent).or_else(|| {
        let rate: GrowthRate = std::str::from_utf8(percent).ok()?.parse().ok()?;
        Plain::exact(&rate.factor())
    })
}

impl<'a> Plan<'a> {
    /// The sizes from `first` on, in units of the last digit, computed in 64 bits. `None` if 64 bits are too few.
    #[inline(always)]
    pub(super) fn steady(&self, first: Year) -> Option<Steady> {
        let start = match self.planner.years(first) {
            0 => self.start,
            _ => Short::from(self.start_in(first)?),
        };
        Steady::new(start, self.factor?, self.most_bits)
    }

    /// The sizes from `first` on, in units of the last digit, computed in 128 bits.
    pub(super) fn wide(&self, first: Year) -> Option<impl Iterator<Item = Wide> + use<'a>> {
        let mut next = self.start_in(first)?;
        let factor = self.factor();
        let ratios = self.planner.ratios.iter().skip(self.planner.years(first) as usize);
        Some(ratios.map(move |ratio| match factor {
            None => next.times(*ratio),
            Some(factor) => {
                let size = next;
                next = next.times(factor);
                size
            }
        }))
    }

    /// The factor per year, if it is constant.
    fn factor(&self) -> Option<Wide> {
        match self.growth {
            Growth::Own => None,
            Growth::Rate(rate) => Wide::scaled(rate, 0, &self.planner.tens),
            Growth::Root(root) => Some(root),
        }
    }

    /// The size in `year` if the factor is constant, otherwise the size in the base year.
    fn start_in(&self, year: Year) -> Option<Wide> {
        let start = Wide::scaled(self.base, self.planner.scale, &self.planner.tens)?;
        let years = self.planner.years(year);
        Some(self.factor().map_or(start, |factor| start.times(factor.power(years))))
    }

    /// The size in `year`, rounded in integer arithmetic, which handles exact ties. `None` if it has too many digits.
    pub(super) fn rounded_exactly(&self, year: Year) -> Option<u128> {
        let years = self.planner.years(year);
        let factor = match self.growth {
            Growth::Rate(factor) => factor,
            _ if years == 0 => Plain { digits: 1, decimals: 0 },
            _ => return None,
        };
        self.base.compounded(factor, years, self.planner.scale)
    }
}
