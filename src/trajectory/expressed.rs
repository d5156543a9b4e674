//! A trajectory in other terms than its report's.

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::{Error, Place};
use crate::quantity::{GrowthRate, Horizon, Money, Year};

use super::Trajectory;

/// A trajectory with its sizes and growth rates in the terms of an answer.
///
/// ```
/// use aiinfra::{Denomination, Market, Scenario};
///
/// let forecast = Scenario::default().trajectory(&Market::embedded()?)?;
/// let (own, year) = (Denomination::default(), "2030".parse()?);
/// assert_eq!(forecast.expressed(&own).traced(year)?, forecast.traced(year)?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Expressed<'a> {
    pub(super) trajectory: &'a Trajectory,
    pub(super) denomination: &'a Denomination,
}

impl Trajectory {
    /// Returns the trajectory in those terms.
    #[must_use]
    pub fn expressed<'a>(&'a self, denomination: &'a Denomination) -> Expressed<'a> {
        Expressed { trajectory: self, denomination }
    }
}

impl<'a> Expressed<'a> {
    /// Returns the trajectory in the report's own terms.
    #[must_use]
    pub fn trajectory(&self) -> &'a Trajectory {
        self.trajectory
    }

    /// Returns the terms.
    #[must_use]
    pub fn denomination(&self) -> &'a Denomination {
        self.denomination
    }

    /// Returns the horizon.
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.trajectory.horizon()
    }

    /// The year from which growth is forecast.
    #[must_use]
    pub fn base_year(&self) -> Year {
        self.trajectory.base_year()
    }

    /// Returns the size in `year`.
    ///
    /// # Errors
    /// As for [`Trajectory::traced`] and [`Denomination::size`].
    pub fn traced(&self, year: Year) -> Result<Traced<Money>, Error> {
        let size = self.trajectory.traced(year)?;
        self.denomination.size(&size, year).map_err(|error| at(error, year))
    }

    /// Returns the growth into `year`; none for the first year.
    ///
    /// # Errors
    /// As for [`Trajectory::traced_growth`] and [`Denomination::growth`].
    pub fn traced_growth(&self, year: Year) -> Result<Option<Traced<GrowthRate>>, Error> {
        let rate = self.trajectory.traced_growth(year)?;
        let real = |rate| self.denomination.growth(&rate, year).map_err(|error| at(error, year));
        rate.map(real).transpose()
    }
}

/// An error about a file says where it is.
fn at(error: Error, year: Year) -> Error {
    match error.fault() {
        crate::error::Fault::Placed { .. } => error,
        _ => error.at(Place::Forecast(year.number())),
    }
}
