//! The path through published sizes, allowing for rounding.

use std::collections::BTreeMap;

use crate::band::Band;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{KnownPoint, Market};
use crate::quantity::{GrowthRate, Money, Year};
use crate::trajectory::{Course, Onward, Trajectory};

/// The path through published sizes, with the band allowed by their rounding.
pub(super) struct PathBand {
    /// The path through the sizes as printed.
    pub(super) printed: Trajectory,
    /// The paths through the lowest and the highest sizes that round to them.
    pub(super) band: Band<Trajectory>,
}

impl PathBand {
    /// Builds the path through these sizes. A single one from the base year on grows at the stated CAGR.
    pub(super) fn through(points: &[&KnownPoint], market: &Market) -> Result<Self, Error> {
        // A single size, apart from history, grows at the stated CAGR.
        let is_single = market.points_from_base().len() == 1;
        let stated = market.traced_cagr().filter(|_| is_single);
        let rates = market.cagr().filter(|_| is_single).map(Band::of_rate);
        let sizes = points.iter().map(|point| Band::of_point(point, market));
        let (low, high): (Vec<_>, Vec<_>) =
            sizes.map(|band| (Traced::constant(band.low), Traced::constant(band.high))).unzip();
        let joined = |sizes: Vec<Traced<Money>>, rate: Option<Traced<GrowthRate>>| {
            let known: BTreeMap<Year, Traced<Money>> =
                points.iter().map(|point| point.year).zip(sizes).collect();
            let first = known.keys().next().copied();
            let onward = rate.map_or(Onward::Same, Onward::Rate);
            let course = Course { known, growth: BTreeMap::new(), onward };
            Trajectory::new(&course, market.horizon().narrowed(first, None)?)
        };
        let printed = points.iter().map(|point| market.traced(point)).collect();
        let printed = joined(printed, stated)?;
        let (slow, fast) =
            rates.map(|rates| (Traced::constant(rates.low), Traced::constant(rates.high))).unzip();
        // If the rounding allowance alone takes growth out of bounds, fall back on the printed sizes.
        let edge = |path: Result<Trajectory, Error>| path.unwrap_or_else(|_| printed.clone());
        let band = Band { low: edge(joined(low, slow)), high: edge(joined(high, fast)) };
        Ok(Self { printed, band })
    }

    /// Returns the sizes that the path may have in a year, allowing for rounding.
    pub(super) fn sizes(&self, year: Year) -> Result<Band<Money>, Error> {
        Ok(Band { low: self.band.low.size(year)?, high: self.band.high.size(year)? })
    }
}
