//! The quantities of a forecast, each checked on the way in.
//!
//! A value of one of these types is a right one: a [`Money`] is positive, a [`Share`] lies between
//! nothing and the whole, a [`GrowthRate`] cannot take a market to zero or below. Rates and shares
//! are fractions inside; percent is what people type and read.

mod amount;
mod figure;
mod list;
mod money;
mod rate;
mod unit;
mod year;

pub use amount::{Amount, Points, Ratio};
pub use figure::Figure;
pub use list::List;
pub use money::{Currency, Money, Scale};
pub use rate::{GrowthRate, Share};
pub use unit::Unit;
pub use year::{Horizon, Year, Years};
