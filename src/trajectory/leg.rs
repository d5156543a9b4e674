//! Constant growth over one or more years.

use crate::derivation::Traced;
use crate::error::{Error, Fault, Place};
use crate::quantity::{GrowthRate, Horizon, Money, Year};

/// Constant growth from a year until the next leg starts.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) start: Year,
    pub(super) size: Traced<Money>,
    pub(super) rate: Traced<GrowthRate>,
}

impl Leg {
    pub(super) fn size_in(&self, year: Year) -> Result<Traced<Money>, Error> {
        self.size
            .compound(&self.rate, &Traced::between(self.start, year))
            .map_err(|_| self.out_of_bounds(year))
    }

    /// The error names both the rate and the size, because the user may have entered either one.
    fn out_of_bounds(&self, year: Year) -> Error {
        let (percent, size) = (self.rate.value().readable(), self.size.value().readable());
        let fault = Fault::OutOfBounds { percent, size, year: self.start.number() };
        Error::from(fault).at(Place::Forecast(year.number()))
    }
}

/// Adds the legs from a known size up to `end`, starting a new leg whenever the rate changes.
///
/// Stops early if the size goes out of bounds, since that is an error only if a later year is requested.
pub(super) fn extend(
    legs: &mut Vec<Leg>,
    (start, size): (Year, &Traced<Money>),
    end: Year,
    rate_into: impl Fn(Year) -> Result<Traced<GrowthRate>, Error>,
) -> Result<(), Error> {
    let mut leg: Option<Leg> = None;
    for (before, year) in Horizon::new(start, end)?.steps() {
        let rate = rate_into(year)?;
        let size = match &leg {
            None => size.clone(),
            Some(leg) if leg.rate.is(&rate) => continue,
            Some(leg) => match leg.size_in(before) {
                Ok(size) => size,
                Err(_) => break,
            },
        };
        legs.extend(leg.replace(Leg { start: before, size, rate }));
    }
    legs.extend(leg);
    Ok(())
}
