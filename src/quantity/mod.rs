//! The quantities of a forecast, each validated on construction.
//!
//! A value of one of these types is always valid. A [`Money`] is positive, a [`Share`] is from 0% to 100%, and a
//! [`GrowthRate`] can't take a market to zero or below. Rates and shares are stored as fractions; people enter and read
//! percentages.

mod amount;
mod edition;
mod factor;
mod figure;
mod interval;
mod list;
mod money;
mod probability;
mod rate;
mod unit;
mod year;

pub use amount::{Amount, Points, Ratio};
pub use edition::Edition;
pub use factor::Factor;
pub use figure::Figure;
pub use interval::Interval;
pub use list::List;
pub use money::{Currency, Money, Scale};
pub use probability::{Coefficient, Coverage, Probability};
pub use rate::{GrowthRate, Share};
pub use unit::Unit;
pub use year::{Horizon, Year, Years};
