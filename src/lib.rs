#![doc = include_str!("../README.md")]

pub mod audit;
pub mod batch;
mod decimal;
mod error;
pub mod growth;
mod market;
mod quantity;
pub mod render;
pub mod scenario;
mod segments;
mod table;
mod trajectory;

pub use decimal::Decimal;
pub use error::{Error, is_active};
pub use market::{
    Dimension, Fact, KnownPoint, Market, Published, Segment, Series, SeriesPoint, StatedCagr,
};
pub use quantity::{
    Currency, Figure, GrowthRate, Horizon, List, Money, Scale, Share, Unit, Year, Years,
};
pub use scenario::{Assumption, Goal, Outlook, Scenario};
pub use segments::{Division, Own, Part, Total};
pub use table::{Cell, Column, Grid, Kind, Table};
pub use trajectory::{Course, Crossing, Onward, Path, Trajectory};
