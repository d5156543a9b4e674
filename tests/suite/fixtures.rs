//! What several tests start from.

use std::collections::BTreeMap;

use aiinfra::{Course, Error, Horizon, Money, Onward, Trajectory, Unit, Year};

pub(crate) fn billions(text: &str) -> Money {
    Money::parse(text, Unit::Billion).unwrap()
}

pub(crate) fn year(number: u16) -> Year {
    Year::new(number).unwrap()
}

/// The path through known sizes, going on as it got to the last.
pub(crate) fn through(known: &[(Year, Money)], horizon: Horizon) -> Result<Trajectory, Error> {
    let known = known.iter().cloned().collect();
    Trajectory::new(&Course { known, growth: BTreeMap::new(), onward: Onward::Same }, horizon)
}
