//! How the forecast for one year changed from edition to edition.

use crate::derivation::Traced;
use crate::error::{Error, TrackFault};
use crate::panel::{LeftOut, Reason};
use crate::quantity::{Amount, Edition, Money, Ratio, Year};

use super::Track;
use super::editions::{Issue, Issues, only_latest, runs};

/// The forecasts for one year, edition by edition.
///
/// ```
/// use aiinfra::panel::Filed;
/// use aiinfra::track::{Report, Track};
/// use aiinfra::{Denomination, Market};
///
/// let embedded = Filed { file: String::new(), market: Market::embedded()? };
/// let text = "market = { name = 'AI infrastructure', publisher = 'Cervicorn Consulting', edition = '2026', \
///     currency = 'USD', unit = 'billion' }\nvalue = [{ year = 2025, size = 62 }, { year = 2030, size = 210 }]";
/// let later = Filed { file: "later.toml".to_owned(), market: Market::from_toml(text)? };
/// let reports =
///     [&embedded, &later].map(|report| Report { report, denomination: Denomination::default() }).to_vec();
/// let revisions = Track { reports, actuals: [].into() }.revisions("2030".parse()?)?;
/// let [first, second] = revisions.rows.as_slice() else { unreachable!() };
/// assert!(first.change.is_none());
/// assert_eq!(second.change.as_ref().unwrap().1.value().percent().to_fixed(2), "8.08");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Revisions {
    /// The year.
    pub year: Year,
    /// The forecasts, by publisher and edition.
    pub rows: Vec<Revision>,
    /// The editions without a size for the year.
    pub left_out: Vec<LeftOut>,
}

/// A forecast, and its change from the previous edition by the same publisher.
///
/// ```
/// # use aiinfra::panel::Filed;
/// # use aiinfra::track::{Report, Track};
/// # use aiinfra::{Denomination, Market};
/// # let report = Filed { file: String::new(), market: Market::embedded()? };
/// # let reports = vec![Report { report: &report, denomination: Denomination::default() }];
/// // A revision takes two editions.
/// assert!(Track { reports, actuals: [].into() }.revisions("2030".parse()?).is_err());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Revision {
    /// The publisher.
    pub publisher: String,
    /// The date of the edition.
    pub edition: Edition,
    /// The size that it forecasts, or prints if the year is not after its base year.
    pub forecast: Traced<Money>,
    /// The change from the previous edition, as an amount and as a fraction; `None` for the first edition.
    pub change: Option<(Traced<Amount>, Traced<Ratio>)>,
}

impl Track<'_> {
    /// Returns the forecast of each edition for a year, with its revision from the previous edition by the same
    /// publisher that covers the year.
    ///
    /// # Errors
    /// - `2050`, if no publisher has two editions that cover it
    /// - two previous editions of the same date with different sizes for the year
    /// - a size out of bounds, or a price index that lacks a year
    pub fn revisions(&self, year: Year) -> Result<Revisions, Error> {
        let publishers = self.issues()?;
        let covering = |issues: &&Issues<'_>| {
            issues.list.iter().filter(|issue| issue.covers(year)).count() > 1
        };
        if !publishers.iter().any(|issues| covering(&issues)) {
            let covered = runs(publishers.iter().flat_map(covered_twice));
            return Err(TrackFault::NoRevision { year: year.number(), covered }.into());
        }
        let mut revisions = Revisions { year, rows: Vec::new(), left_out: Vec::new() };
        for issues in &publishers {
            revisions.add(issues)?;
        }
        Ok(revisions)
    }
}

impl Revisions {
    fn add(&mut self, issues: &Issues<'_>) -> Result<(), Error> {
        let mut sizes: Vec<(&Issue<'_>, Traced<Money>)> = Vec::new();
        for issue in &issues.list {
            if !issue.covers(self.year) {
                let horizon = issue.filed().market.horizon();
                let reason = Reason::OtherYears { first: horizon.first(), last: horizon.last() };
                self.left_out.push(LeftOut::new(issue.filed(), reason));
                continue;
            }
            let size = issue.size(self.year)?;
            let earlier = sizes.iter().rev().filter(|(other, _)| other.date < issue.date);
            let earlier = earlier.map(|(issue, size)| (*issue, size));
            let before = only_latest(earlier, self.year, false)?;
            let change = before.map(|(_, before)| (size.difference(before), size.change(before)));
            self.rows.push(Revision {
                publisher: issue.publisher(),
                edition: issue.date,
                forecast: size.clone(),
                change,
            });
            sizes.push((issue, size));
        }
        Ok(())
    }
}

/// Returns the years that at least two of the editions cover.
fn covered_twice(issues: &Issues<'_>) -> Vec<Year> {
    let all = issues.list.iter().flat_map(|issue| issue.filed().market.horizon().years());
    let mut all: Vec<Year> = all.collect();
    all.sort_unstable();
    let twice = all.iter().zip(all.iter().skip(1)).filter(|(one, other)| one == other);
    twice.map(|(year, _)| *year).collect()
}
