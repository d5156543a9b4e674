//! The sizes of a row in every year, near enough to be rounded.

use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Unit, Year};
use crate::trajectory::Trajectory;

use super::plain::Plain;
use super::steady::{Short, Steady};
use super::wide::{Tens, Wide, bits_before_point};

/// What a row's cells say; none where a cell is empty or not there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) base: Option<&'a [u8]>,
    pub(super) cagr: Option<&'a [u8]>,
    pub(super) target: Option<&'a [u8]>,
}

impl<'a> Said<'a> {
    pub(super) fn new(cells: [&'a [u8]; 3]) -> Self {
        let [base, cagr, target] = cells.map(|cell| {
            let cell = cell.trim_ascii();
            (!cell.is_empty()).then_some(cell)
        });
        Self { base, cagr, target }
    }
}

/// What the rows of a batch have in common.
#[derive(Debug)]
pub(super) struct Ground {
    horizon: Horizon,
    /// The unit of sizes that carry none.
    unit: Unit,
    /// Sizes in the report's unit times 10 to this power are whole numbers of the last digit to be written.
    scale: i32,
    tens: Tens,
    /// Numbers of a size in its bounds have more bits before the point than this, and fewer than that.
    bounds: (i32, i32),
    base: Plain,
    /// What each year's size is of the base's.
    ratios: Vec<Wide>,
    /// The fewest bits that one of them has before the point, and the most.
    ratio_bits: (i32, i32),
}

/// How a row's size goes from year to year.
#[derive(Clone, Copy)]
enum Growth {
    /// As in the report.
    Own,
    /// By a factor that a cell says.
    Rate(Plain),
    /// By a factor that a target takes.
    Root(Wide),
}

/// The sizes of a row.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    ground: &'a Ground,
    base: Plain,
    growth: Growth,
    /// The base and the factor, where there is one, in 64 bits.
    start: Short,
    factor: Option<Short>,
    /// How many bits the largest size has before the point.
    most_bits: i32,
}

impl Ground {
    /// The ground of rows that take the market's own `forecast` where they say nothing else.
    pub(super) fn new(
        market: &Market,
        forecast: &Trajectory,
        unit: Unit,
        digits: Option<u8>,
    ) -> Option<Self> {
        let tens = Tens::new();
        let horizon = market.horizon();
        let places = digits.map_or(0, i32::from) - i32::from(unit.exponent());
        let base = forecast.size(horizon.first()).ok()?;
        let ratio = |year| {
            let ratio = forecast.size(year).ok()?.ratio(&base);
            Wide::near(&ratio, &tens)
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

    /// The plan that these cells tell; none where they tell none, or sizes come near their bounds.
    pub(super) fn told(&self, said: Said<'_>) -> Option<Plan<'_>> {
        let base = said.base.map_or(Some(self.base), |base| self.size(base))?;
        let growth = match (said.cagr, said.target) {
            (None, None) => Growth::Own,
            (Some(percent), None) => Growth::Rate(factor(percent)?),
            (None, Some(target)) => Growth::Root(self.toward(target, base)?),
            (Some(_), Some(_)) => return None,
        };
        self.plan(base, growth)
    }

    /// The plan from that base on, or the market's own, by that factor a year.
    #[inline(always)]
    pub(super) fn plain(&self, base: Option<Plain>, factor: Plain) -> Option<Plan<'_>> {
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
        is_within.then_some(Plan { ground: self, base, growth, start, factor, most_bits })
    }

    /// How many bits the sizes of a plan have before the point, at least and at most.
    ///
    /// A product has as many bits before the point as both numbers together, or one fewer.
    fn bits(&self, start: Short, factor: Option<Short>) -> (i32, i32) {
        let first = start.exponent();
        match factor {
            None => (first + self.ratio_bits.0 - 1, first + self.ratio_bits.1),
            // Growth at one rate goes farthest at its ends, and an f64 tells how far but for one bit.
            Some(factor) => {
                let years = self.years(self.horizon.last()).cast_signed();
                let end = first + bits_before_point(factor.to_f64().powi(years));
                (first.min(end - 2), first.max(end + 1))
            }
        }
    }

    /// The factor a year that leads from the start to a target, for the last year or for one that it names.
    fn toward(&self, target: &[u8], base: Plain) -> Option<Wide> {
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
        // Beyond 2^13, which is 819,100 %, it may be too high for a growth rate.
        Wide::root(start, end, years).filter(|factor| factor.exponent() <= 13)
    }

    /// A size in the market's unit.
    fn size(&self, text: &[u8]) -> Option<Plain> {
        Plain::read(text).or_else(|| {
            let size = Money::parse(std::str::from_utf8(text).ok()?, self.unit).ok()?;
            Plain::exact(&size.in_unit(self.unit))
        })
    }

    /// The years that have gone by in that one.
    fn years(&self, year: Year) -> u32 {
        u32::from(year.number().saturating_sub(self.horizon.first().number()))
    }
}

/// What a year of growth in percent multiplies by.
fn factor(percent: &[u8]) -> Option<Plain> {
    Plain::factor(percent).or_else(|| {
        let rate: GrowthRate = std::str::from_utf8(percent).ok()?.parse().ok()?;
        Plain::exact(&rate.factor())
    })
}

impl<'a> Plan<'a> {
    /// The sizes from that year on, as whole numbers of last digits, in 64 bits; none where these are too few.
    #[inline(always)]
    pub(super) fn steady(&self, first: Year) -> Option<Steady> {
        let start = match self.ground.years(first) {
            0 => self.start,
            _ => Short::from(self.start_in(first)?),
        };
        Steady::new(start, self.factor?, self.most_bits)
    }

    /// The sizes from that year on, in last digits.
    pub(super) fn wide(&self, first: Year) -> Option<impl Iterator<Item = Wide> + use<'a>> {
        let mut next = self.start_in(first)?;
        let factor = self.factor();
        let ratios = self.ground.ratios.iter().skip(self.ground.years(first) as usize);
        Some(ratios.map(move |ratio| match factor {
            None => next.times(*ratio),
            Some(factor) => {
                let size = next;
                next = next.times(factor);
                size
            }
        }))
    }

    /// What a year multiplies by, where it is the same in all years.
    fn factor(&self) -> Option<Wide> {
        match self.growth {
            Growth::Own => None,
            Growth::Rate(rate) => Wide::scaled(rate, 0, &self.ground.tens),
            Growth::Root(root) => Some(root),
        }
    }

    /// The size in that year, where growth is the same in all years, and else in the base year.
    fn start_in(&self, year: Year) -> Option<Wide> {
        let start = Wide::scaled(self.base, self.ground.scale, &self.ground.tens)?;
        let years = self.ground.years(year);
        Some(self.factor().map_or(start, |factor| start.times(factor.power(years))))
    }

    /// The size in that year, rounded in whole numbers, which also settles what is exactly half-way; none
    /// where it has too many digits.
    pub(super) fn exactly(&self, year: Year) -> Option<u128> {
        let years = self.ground.years(year);
        let factor = match self.growth {
            Growth::Rate(factor) => factor,
            _ if years == 0 => Plain { digits: 1, decimals: 0 },
            _ => return None,
        };
        self.base.compounded(factor, years, self.ground.scale)
    }
}
