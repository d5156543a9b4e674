//! Other figures about sizes by year: growth, change, index, running total, CAGR and contribution to growth.

use crate::derivation::{Derivation, Traced};
use crate::error::Error;
use crate::quantity::{Amount, GrowthRate, Horizon, Year, Years};

/// A figure about sizes by year.
///
/// ```
/// use aiinfra::{Indicator, Market, Scenario, Sizes, Traced};
///
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let size = |year| Ok(Some(Traced::from(&forecast.traced(year)?)));
/// let base = market.base().year;
/// let sizes = Sizes { first: base, base, size: &size, market: &size };
/// let percent = |indicator: Indicator| -> Result<String, aiinfra::Error> {
///     let figure = indicator.of("2030".parse()?, &sizes)?.unwrap();
///     Ok(figure.shown_in(market.unit()).to_fixed(2))
/// };
/// assert_eq!(percent(Indicator::Index)?, "415.80");
/// assert_eq!(percent(Indicator::Change)?, "41.08");
/// assert_eq!(percent(Indicator::Cumulative)?, "744.78");
/// assert_eq!(percent(Indicator::Cagr)?, "26.81");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indicator {
    /// The size itself.
    Size,
    /// The share of the market.
    Share,
    /// Growth from the year before, in percent.
    Growth,
    /// The change in size from the year before.
    Change,
    /// The size as a percentage of the base year's, which is 100.
    Index,
    /// The sum of the sizes from the base year on.
    Cumulative,
    /// The CAGR from the base year on.
    Cagr,
    /// The share of the market's change from the base year on, in percent.
    Contribution,
}

/// Sizes by year, of a market or a part of one. Either function may return none in a year that has no size.
#[derive(Clone, Copy)]
pub struct Sizes<'a> {
    /// The first year with a size.
    pub first: Year,
    /// The base year. Earlier years are history.
    pub base: Year,
    /// The size in a year.
    pub size: &'a dyn Fn(Year) -> Result<Option<Traced<Amount>>, Error>,
    /// The size of the whole market in a year.
    pub market: &'a dyn Fn(Year) -> Result<Option<Traced<Amount>>, Error>,
}

impl Indicator {
    /// Every indicator.
    pub const ALL: &'static [Self] = &[
        Self::Size,
        Self::Share,
        Self::Growth,
        Self::Change,
        Self::Index,
        Self::Cumulative,
        Self::Cagr,
        Self::Contribution,
    ];

    /// Returns the accepted names.
    ///
    /// ```
    /// assert_eq!(aiinfra::Indicator::Cumulative.names(), ["cumulative"]);
    /// ```
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Size => &["size"],
            Self::Share => &["share"],
            Self::Growth => &["growth"],
            Self::Change => &["change"],
            Self::Index => &["index"],
            Self::Cumulative => &["cumulative"],
            Self::Cagr => &["cagr"],
            Self::Contribution => &["contribution"],
        }
    }

    /// Returns the figure for a year, with what it is computed from. In the first year there is no growth or change, and
    /// up to the base year no CAGR or contribution.
    ///
    /// # Errors
    /// - `1900` for a trajectory from 2024: a year without a size
    /// - sizes of `1` and `1000000` a year apart: growth of more than 1,000,000% per year
    pub fn of(self, year: Year, sizes: &Sizes<'_>) -> Result<Option<Derivation>, Error> {
        let Some(size) = (sizes.size)(year)? else { return Ok(None) };
        match self {
            Self::Size => Ok(Some(size.derivation())),
            Self::Share => Ok((sizes.market)(year)?.and_then(|whole| ratio(&size, &whole))),
            Self::Growth => {
                let before = sizes.before(year)?.filter(is_some);
                Ok(before.map(|before| size.change_from(&before).derivation()))
            }
            Self::Change => {
                let before = sizes.before(year)?;
                Ok(before.map(|before| size.less(&before).derivation()))
            }
            Self::Index => {
                let base = (sizes.size)(sizes.base)?;
                Ok(base.and_then(|base| ratio(&size, &base)))
            }
            Self::Cumulative => sizes.cumulative(year),
            Self::Cagr => sizes.cagr(&size, year),
            Self::Contribution => sizes.contribution(&size, year),
        }
    }
}

impl Sizes<'_> {
    fn before(&self, year: Year) -> Result<Option<Traced<Amount>>, Error> {
        match Year::new(year.number().saturating_sub(1)) {
            Ok(before) if year > self.first => (self.size)(before),
            _ => Ok(None),
        }
    }

    fn cumulative(&self, year: Year) -> Result<Option<Derivation>, Error> {
        let mut sizes = Vec::new();
        if year < self.base {
            return Ok(None);
        }
        for year in Horizon::new(self.base, year)?.years() {
            sizes.extend((self.size)(year)?);
        }
        Ok(Traced::<Amount>::sum(move || sizes.clone()).map(|sum| sum.derivation()))
    }

    fn cagr(&self, size: &Traced<Amount>, year: Year) -> Result<Option<Derivation>, Error> {
        let Some(base) = (self.size)(self.base)?.filter(|base| is_some(base) && is_some(size))
        else {
            return Ok(None);
        };
        if year <= self.base {
            return Ok(None);
        }
        let years = Traced::<Years>::between(self.base, year);
        let rate = Traced::<GrowthRate>::implied(&base.size()?, &size.size()?, &years)?;
        Ok(Some(rate.derivation()))
    }

    fn contribution(&self, size: &Traced<Amount>, year: Year) -> Result<Option<Derivation>, Error> {
        let (base, start) = ((self.size)(self.base)?, (self.market)(self.base)?);
        let (Some(base), Some(start), Some(whole)) = (base, start, (self.market)(year)?) else {
            return Ok(None);
        };
        let (part, whole) = (size.less(&base), whole.less(&start));
        if year <= self.base || is_zero(&whole) {
            return Ok(None);
        }
        Ok(Some(part.of(&whole).derivation()))
    }
}

fn ratio(size: &Traced<Amount>, other: &Traced<Amount>) -> Option<Derivation> {
    is_some(other).then(|| size.of(other).derivation())
}

fn is_some(size: &Traced<Amount>) -> bool {
    size.value().number().is_positive()
}

fn is_zero(amount: &Traced<Amount>) -> bool {
    *amount.value() == Amount::difference(amount.value(), amount.value())
}
