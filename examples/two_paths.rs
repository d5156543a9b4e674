//! How far apart a report's sizes and its printed growth rate lie, year by year.
//!
//! Run it with `cargo run --example two_paths`.

use std::io::{Write, stdout};

use aiinfra::{GrowthPath, Market, Trajectory, Unit, Year};

/// Prints both paths and checks the figures that the report can be held to.
pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let market = Market::embedded()?;
    let endpoints = Trajectory::published(&market, GrowthPath::Endpoints)?;
    let stated = Trajectory::published(&market, GrowthPath::Stated)?;
    let billions = |forecast: &Trajectory, year: Year| {
        forecast.size(year).map(|size| size.in_unit(Unit::Billion).to_fixed(2))
    };

    let mut out = stdout().lock();
    writeln!(out, "year  endpoints  stated")?;
    for year in market.horizon().years() {
        let (one, other) = (billions(&endpoints, year)?, billions(&stated, year)?);
        writeln!(out, "{year}  {one:>9}  {other:>6}")?;
    }

    let last = market.horizon().last();
    assert_eq!(billions(&endpoints, last)?, "502.42");
    assert_eq!(billions(&stated, last)?, "502.49");
    Ok(())
}
