//! Compares the forecast through a report's sizes with the one at its stated CAGR, year by year.
//!
//! Run it with `cargo run --example two_paths`.

use std::io::{Write, stdout};

use aiinfra::{Follow, Market, Trajectory, Unit, Year};

/// Prints both forecasts and checks their ends against the report.
pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let market = Market::embedded()?;
    let endpoints = Trajectory::published(&market, Follow::Sizes)?;
    let stated = Trajectory::published(&market, Follow::Cagr)?;
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
