//! The editions of each publisher, by date.

use std::collections::BTreeMap;

use crate::derivation::Traced;
use crate::error::{Error, Place, TrackFault};
use crate::panel::Filed;
use crate::quantity::{Edition, GrowthRate, Money, Year};
use crate::trajectory::{Follow, Trajectory};

use super::{Report, Track};

/// An edition with its forecast.
pub(super) struct Issue<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) date: Edition,
    /// The base year, and the size there in the terms of the answer.
    pub(super) base: (Year, Traced<Money>),
    forecast: Trajectory,
}

/// The editions of one publisher about one market, the earliest first.
pub(super) struct Issues<'a> {
    pub(super) list: Vec<Issue<'a>>,
    /// Their places in the list by base year, the earliest edition first.
    by_base: BTreeMap<Year, Vec<usize>>,
}

impl Track<'_> {
    /// Returns the editions by publisher. Their order doesn't matter.
    pub(super) fn issues(&self) -> Result<Vec<Issues<'_>>, Error> {
        let mut publishers: BTreeMap<(String, String), Vec<Issue<'_>>> = BTreeMap::new();
        for report in &self.reports {
            let market = &report.report.market;
            let key = (report.report.publisher(), market.scope().to_owned());
            publishers.entry(key).or_default().push(Issue::new(report)?);
        }
        Ok(publishers.into_values().map(Issues::new).collect())
    }
}

impl<'a> Issues<'a> {
    fn new(mut list: Vec<Issue<'a>>) -> Self {
        list.sort_by_key(|issue| (issue.date, issue.filed().file.clone()));
        let mut by_base: BTreeMap<Year, Vec<usize>> = BTreeMap::new();
        for (place, issue) in list.iter().enumerate() {
            by_base.entry(issue.base.0).or_default().push(place);
        }
        Self { list, by_base }
    }

    /// Returns the editions with that base year, the latest first.
    fn with_base(&self, year: Year) -> impl Iterator<Item = &Issue<'a>> {
        let places = self.by_base.get(&year).into_iter().flatten();
        places.rev().filter_map(|place| self.list.get(*place))
    }

    /// Returns the latest edition with that base year, if it is later than this edition.
    ///
    /// # Errors
    /// Several latest editions with different sizes in the base year.
    pub(super) fn latest_with_base(
        &self,
        year: Year,
        than: &Issue<'a>,
    ) -> Result<Option<&Issue<'a>>, Error> {
        let later = self.with_base(year).filter(|issue| issue.date > than.date);
        let latest = only_latest(later.map(|issue| (issue, &issue.base.1)), year, true)?;
        Ok(latest.map(|(issue, _)| issue))
    }

    /// Returns the growth rate from the latest earlier base year of an earlier edition.
    fn growth_from_previous(&self, to: &Issue<'a>) -> Option<Traced<GrowthRate>> {
        let years = self.by_base.range(..to.base.0).rev().map(|(year, _)| *year);
        let earlier = |year| self.with_base(year).filter(|issue| issue.date < to.date);
        let year = years.into_iter().find(|year| earlier(*year).next().is_some())?;
        let latest = earlier(year).map(|issue| (issue, &issue.base.1));
        // If two editions of that date disagree, neither is the previous one.
        let (previous, _) = only_latest(latest, year, false).ok()??;
        growth(&previous.base, &to.base)
    }

    /// Returns the growth rate before the base year of an edition: from the last earlier size that it prints or, if it
    /// prints none, from the base of the previous edition. `None` if there is none, or if it is out of bounds.
    pub(super) fn growth_before(&self, issue: &Issue<'a>) -> Option<Traced<GrowthRate>> {
        match issue.before_base() {
            Some(before) => growth(&before.ok()?, &issue.base),
            None => self.growth_from_previous(issue),
        }
    }
}

impl<'a> Issue<'a> {
    fn new(report: &'a Report<'a>) -> Result<Self, Error> {
        let market = &report.report.market;
        let place = |error: Error| in_file(error, report.report);
        let forecast = Trajectory::published(market, Follow::Sizes).map_err(place)?;
        let year = market.base().year;
        let size = forecast.expressed(&report.denomination).traced(year).map_err(place)?;
        Ok(Self { report, date: report.report.date(), base: (year, size), forecast })
    }

    pub(super) fn filed(&self) -> &'a Filed {
        self.report.report
    }

    pub(super) fn publisher(&self) -> String {
        self.filed().market.publisher().to_owned()
    }

    /// Returns the years after the base year.
    pub(super) fn forecast_years(&self) -> impl Iterator<Item = Year> {
        self.filed().market.forecast_period().years().skip(1)
    }

    pub(super) fn covers(&self, year: Year) -> bool {
        self.forecast.horizon().contains(year)
    }

    pub(super) fn forecasts(&self, year: Year) -> bool {
        year > self.base.0 && self.covers(year)
    }

    /// Returns the size in a year, in the terms of the answer.
    pub(super) fn size(&self, year: Year) -> Result<Traced<Money>, Error> {
        let size = self.forecast.expressed(&self.report.denomination).traced(year);
        size.map_err(|error| in_file(error, self.filed()))
    }

    /// Returns the last published size before the base year, if the report prints one.
    fn before_base(&self) -> Option<Result<(Year, Traced<Money>), Error>> {
        let market = &self.filed().market;
        let earlier = market.points().iter().rev().find(|point| point.year < self.base.0)?;
        Some(self.size(earlier.year).map(|size| (earlier.year, size)))
    }
}

/// An edition with its size in a year.
type Sized<'i, 'a> = (&'i Issue<'a>, &'i Traced<Money>);

/// Returns the first of several editions, the latest of which come first.
///
/// # Errors
/// Several of the same date with different sizes.
pub(super) fn only_latest<'i, 'a>(
    mut issues: impl Iterator<Item = Sized<'i, 'a>>,
    year: Year,
    is_actual: bool,
) -> Result<Option<Sized<'i, 'a>>, Error> {
    let Some((latest, size)) = issues.next() else { return Ok(None) };
    let mut rivals = issues.take_while(|(issue, _)| issue.date == latest.date);
    match rivals.find(|(_, other)| other.value() != size.value()) {
        Some((rival, _)) => {
            let mut files = [latest, rival].map(|issue| issue.filed().file.clone());
            files.sort();
            let (publisher, date, year) =
                (latest.publisher(), latest.date.to_string(), year.number());
            Err(TrackFault::NeitherLater { publisher, date, year, files, is_actual }.into())
        }
        None => Ok(Some((latest, size))),
    }
}

fn growth(
    (from, start): &(Year, Traced<Money>),
    (to, end): &(Year, Traced<Money>),
) -> Option<Traced<GrowthRate>> {
    Traced::implied(start, end, &Traced::between(*from, *to)).ok()
}

/// An error about a report says which file it is.
fn in_file(error: Error, report: &Filed) -> Error {
    if report.file.is_empty() { error } else { error.at(Place::File(report.file.clone())) }
}

/// Returns years as runs of consecutive ones.
pub(super) fn runs(years: impl IntoIterator<Item = Year>) -> Vec<(u16, u16)> {
    let mut years: Vec<u16> = years.into_iter().map(Year::number).collect();
    years.sort_unstable();
    years.dedup();
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    runs
}
