#![doc = include_str!("../README.md")]

mod decimal;
mod error;
pub mod growth;
mod market;
mod quantity;
pub mod render;
mod scenario;
pub mod segments;
mod table;
mod trajectory;

pub use decimal::Decimal;
pub use error::Error;
pub use market::{
    Dimension, Fact, KnownPoint, Market, Published, Segment, Series, SeriesPoint, StatedCagr,
};
pub use quantity::{Currency, Figure, GrowthRate, Horizon, Money, Scale, Share, Unit, Year, Years};
pub use scenario::Scenario;
pub use table::{Cell, Column, Kind, Table};
pub use trajectory::{Path, Trajectory};
