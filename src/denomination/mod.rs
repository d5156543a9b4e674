//! The currency and the prices that an answer is expressed in.
//!
//! A forecast is computed in its report's own terms: the report's currency, in the prices of each year. A
//! [`Denomination`] then expresses its sizes and growth rates in other terms.

mod index;

use std::sync::Arc;

use crate::derivation::Traced;
use crate::error::Error;
use crate::quantity::{Amount, Currency, Factor, GrowthRate, Money, Year, Years};

pub use index::PriceIndex;

/// The currency and the prices that an answer is expressed in. The default is the report's own terms, which leave every
/// figure as it is.
///
/// ```
/// use aiinfra::{Denomination, Given, Inflation, Input, Market, Prices, Scenario, Traced};
///
/// let market = Market::embedded()?;
/// let inflation = Traced::given("2.5".parse()?, Given { input: Input::Deflate, scenario: None });
/// let prices = Prices { year: market.base().year, inflation: Inflation::Rate(inflation) };
/// let real = Denomination::new(None, Some(prices));
/// let (forecast, year) = (Scenario::default().trajectory(&market)?, "2030".parse()?);
/// let size = real.size(&forecast.traced(year)?, year)?;
/// assert_eq!(size.value().in_unit(market.unit()).to_fixed(2), "167.55");
/// let growth = real.growth(&forecast.traced_growth(year)?.unwrap(), year)?;
/// assert_eq!(growth.value().percent().to_fixed(2), "23.72");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Denomination(Option<Arc<Steps>>);

/// What changes the figures, in this order.
#[derive(Debug)]
struct Steps {
    exchange: Option<Exchange>,
    prices: Option<Prices>,
}

/// An exchange rate that holds in every year.
///
/// ```
/// use aiinfra::{Denomination, Exchange, Given, Input, Market, Traced, Unit};
///
/// let market = Market::embedded()?;
/// let rate = Given { input: Input::Exchange("EUR".to_owned()), scenario: None };
/// let exchange = Exchange {
///     from: market.currency().clone(),
///     to: "EUR".parse()?,
///     rate: Traced::given("1.08".parse()?, rate),
///     divides: true,
/// };
/// let euros = Denomination::new(Some(exchange), None);
/// let size = euros.size(&market.traced(market.base()), market.base().year)?;
/// assert_eq!(size.value().in_unit(Unit::Billion).to_fixed(2), "43.27");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The report's currency.
    pub from: Currency,
    /// The answer's currency.
    pub to: Currency,
    /// The rate.
    pub rate: Traced<Factor>,
    /// Whether the rate is in the report's currency per unit of the answer's. Otherwise, it is the other way around.
    pub divides: bool,
}

/// The prices of a year.
///
/// ```
/// use aiinfra::{Given, Inflation, Input, Prices, Traced};
///
/// let inflation = Traced::given("2.5".parse()?, Given { input: Input::Deflate, scenario: None });
/// let prices = Prices { year: "2024".parse()?, inflation: Inflation::Rate(inflation) };
/// assert_eq!(prices.year.number(), 2024);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Prices {
    /// The year whose prices amounts are in.
    pub year: Year,
    /// How prices change.
    pub inflation: Inflation,
}

/// How prices change over the years.
///
/// ```
/// use aiinfra::{Given, Inflation, Input, Traced};
///
/// let inflation = Traced::given("2.5".parse()?, Given { input: Input::Deflate, scenario: None });
/// assert!(matches!(Inflation::Rate(inflation), Inflation::Rate(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Inflation {
    /// At this rate in every year.
    Rate(Traced<GrowthRate>),
    /// As this index does.
    Index(PriceIndex),
}

impl Denomination {
    /// Makes the terms of an answer. Without an exchange rate, it is in the report's currency. Without prices, it is
    /// nominal.
    #[must_use]
    pub fn new(exchange: Option<Exchange>, prices: Option<Prices>) -> Self {
        let is_own = exchange.is_none() && prices.is_none();
        Self((!is_own).then(|| Arc::new(Steps { exchange, prices })))
    }

    /// Returns the exchange rate, if the answer is in another currency than the report.
    #[must_use]
    pub fn exchange(&self) -> Option<&Exchange> {
        self.0.as_ref()?.exchange.as_ref()
    }

    /// Returns the prices, if the answer is in real terms.
    #[must_use]
    pub fn prices(&self) -> Option<&Prices> {
        self.0.as_ref()?.prices.as_ref()
    }

    /// Returns whether a constant growth rate stays constant.
    #[must_use]
    pub fn keeps_constant_growth(&self) -> bool {
        !matches!(self.prices(), Some(Prices { inflation: Inflation::Index(_), .. }))
    }

    /// Returns `true` if a size may be another number in these terms than in the report's own.
    #[must_use]
    pub fn changes_sizes(&self) -> bool {
        self.0.is_some()
    }

    /// Returns a size of a year in these terms.
    ///
    /// # Errors
    /// - an index that lacks the year or the price year
    /// - inflation that takes the size out of bounds
    pub fn size(&self, size: &Traced<Money>, year: Year) -> Result<Traced<Money>, Error> {
        if self.changes(year) { self.amount(&size.into(), year)?.size() } else { Ok(size.clone()) }
    }

    /// Returns an amount of a year in these terms.
    ///
    /// # Errors
    /// An index that lacks the year or the price year.
    pub fn amount(&self, amount: &Traced<Amount>, year: Year) -> Result<Traced<Amount>, Error> {
        let exchanged = match self.exchange() {
            Some(Exchange { rate, divides: true, .. }) => amount.through(rate),
            Some(Exchange { rate, divides: false, .. }) => amount.times(rate),
            None => amount.clone(),
        };
        match self.prices() {
            Some(prices) => prices.real(exchanged, year),
            None => Ok(exchanged),
        }
    }

    /// Returns a growth rate into a year in these terms.
    ///
    /// # Errors
    /// - an index that lacks the year or the one before
    /// - inflation that takes the rate out of bounds
    pub fn growth(
        &self,
        rate: &Traced<GrowthRate>,
        year: Year,
    ) -> Result<Traced<GrowthRate>, Error> {
        match self.prices() {
            Some(prices) => rate.real(&prices.inflation.rate_in(year)?),
            None => Ok(rate.clone()),
        }
    }

    fn changes(&self, year: Year) -> bool {
        self.exchange().is_some() || self.prices().is_some_and(|prices| prices.year != year)
    }
}

impl Prices {
    fn real(&self, amount: Traced<Amount>, year: Year) -> Result<Traced<Amount>, Error> {
        if year == self.year {
            return Ok(amount);
        }
        let years = Traced::<Years>::between(self.year, year);
        match &self.inflation {
            Inflation::Rate(rate) if year > self.year => Ok(amount.discounted(rate, &years)),
            Inflation::Rate(rate) => Ok(amount.grown(rate, &years)),
            Inflation::Index(index) => {
                Ok(amount.times(index.of(self.year)?).through(index.of(year)?))
            }
        }
    }
}

impl Inflation {
    /// Returns inflation from the year before.
    fn rate_in(&self, year: Year) -> Result<Traced<GrowthRate>, Error> {
        match self {
            Self::Rate(rate) => Ok(rate.clone()),
            Self::Index(index) => {
                let before = Year::new(year.number().saturating_sub(1))?;
                index.of(year)?.inflation_from(index.of(before)?)
            }
        }
    }
}
