//! A report that counts.

use crate::audit::{self, Status};
use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::Error;
use crate::panel::Filed;
use crate::quantity::{Horizon, Money, Year};
use crate::trajectory::{Follow, Trajectory};

/// A report that counts, with its forecast.
///
/// ```
/// use aiinfra::audit::Status;
/// use aiinfra::consensus::Member;
/// use aiinfra::panel::Filed;
/// use aiinfra::{Denomination, Market};
///
/// let report = Filed { file: String::new(), market: Market::embedded()? };
/// let member = Member::new("Cervicorn".to_owned(), report, Denomination::default())?;
/// assert_eq!(member.status(), Status::Warn);
/// assert!(member.size("2040".parse()?)?.is_none());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Member {
    name: String,
    report: Filed,
    denomination: Denomination,
    trajectory: Trajectory,
    status: Status,
}

impl Member {
    /// Makes a member with a name that tells it apart. Its sizes are expressed in other terms.
    ///
    /// # Errors
    /// As for [`audit::check`].
    pub fn new(name: String, report: Filed, denomination: Denomination) -> Result<Self, Error> {
        let trajectory = Trajectory::published(&report.market, Follow::Sizes)?;
        let worst = audit::check(&report.market)?.first().map(|finding| finding.status);
        let status = worst.unwrap_or(Status::Pass);
        Ok(Self { name, report, denomination, trajectory, status })
    }

    /// Returns the name that tells it apart.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the publisher.
    #[must_use]
    pub fn publisher(&self) -> &str {
        self.report.market.publisher()
    }

    /// Returns the report.
    #[must_use]
    pub fn report(&self) -> &Filed {
        &self.report
    }

    /// Returns how its sizes are expressed in the terms of the answer.
    #[must_use]
    pub fn denomination(&self) -> &Denomination {
        &self.denomination
    }

    /// Returns the worst status that `check` gives one of its figures.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Returns the years that the report covers.
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.trajectory.horizon()
    }

    /// Returns its size in a year, or `None` if the report doesn't cover the year.
    ///
    /// # Errors
    /// As for [`Denomination::size`].
    pub fn size(&self, year: Year) -> Result<Option<Traced<Money>>, Error> {
        let has_year = self.horizon().contains(year);
        has_year.then(|| self.trajectory.expressed(&self.denomination).traced(year)).transpose()
    }

    pub(super) fn trajectory(&self) -> &Trajectory {
        &self.trajectory
    }
}
