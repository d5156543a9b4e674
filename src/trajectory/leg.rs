//! Constant growth over one or more years.

use crate::derivation::Traced;
use crate::error::{Error, Fault, Place};
use crate::growth;
use crate::quantity::{GrowthRate, Horizon, Money, Year, Years};

use super::Trajectory;

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

    /// Returns whether the size is clearly in bounds up to this year.
    pub(super) fn is_in_bounds(&self, year: Year) -> bool {
        let years = Years::between(self.start, year);
        growth::estimated_end(self.size.estimate(), self.rate.value(), &years).is_some()
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

impl Trajectory {
    /// Returns whether the size of every year is clearly in bounds, so that it need not be computed to find out.
    ///
    /// ```
    /// # use aiinfra::{Market, Follow, Trajectory};
    /// assert!(Trajectory::published(&Market::embedded()?, Follow::Sizes)?.is_in_bounds());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn is_in_bounds(&self) -> bool {
        let next = self.legs.iter().skip(1).map(|leg| leg.start);
        let ends = next.chain([self.horizon.last()]);
        self.legs.iter().zip(ends).all(|(leg, end)| leg.is_in_bounds(end))
    }
}
