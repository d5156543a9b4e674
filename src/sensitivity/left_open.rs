//! The inputs that a report itself leaves open.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use crate::derivation::Traced;
use crate::error::Error;
use crate::quantity::{GrowthRate, Money, Year};
use crate::trajectory::{Course, Onward, Trajectory};

use super::swing::{Cause, Choice, End};
use super::{Ranking, Sensitivity, both, lower_first};

/// Sizes by year.
type Known = BTreeMap<Year, Traced<Money>>;

impl Sensitivity<'_> {
    /// Adds the inputs that the report leaves open.
    pub(super) fn add_left_open(&self, forecast: &Trajectory, ranking: &mut Ranking) {
        for (year, size) in self.known_around(forecast.known()) {
            let ends = self.at_ends_of_size(forecast, year, size);
            ranking.add_if_any(Cause::Size { size: size.clone(), year }, ends);
        }
        let rate = forecast.traced_onward();
        ranking.add_if_any(Cause::Rate { rate: rate.clone() }, self.at_ends_of_rate(forecast));
        ranking.add_if_any(Cause::Follow { follow: self.follow }, self.on_either(forecast));
        if let Some((from, to)) = self.gap(forecast.known()) {
            let steps = self.along_either(forecast, from, to);
            ranking.add_if_any(Cause::Steps { from: from.0, to: to.0 }, steps.map(Some));
        }
    }

    /// Returns the known sizes that the size of the year may depend on: the one before, and the year's own or the next.
    fn known_around<'a>(
        &self,
        known: &'a Known,
    ) -> impl Iterator<Item = (Year, &'a Traced<Money>)> + use<'a> {
        let before = known.range(..self.year).next_back();
        let next = known.range(self.year..).next();
        before.into_iter().chain(next).map(|(year, size)| (*year, size))
    }

    /// Returns the sizes at both ends of what a known size stands for.
    fn at_ends_of_size(
        &self,
        forecast: &Trajectory,
        year: Year,
        size: &Traced<Money>,
    ) -> Result<Option<[End; 2]>, Error> {
        let Some(ends) = size.ends()? else { return Ok(None) };
        let at = |end: Traced<Money>| {
            let mut known = forecast.known().clone();
            known.insert(year, end.clone());
            self.end(Choice::Size(end), &changed(forecast, known, onward(forecast))?)
        };
        both(ends, at).map(Some)
    }

    /// Returns the sizes at both ends of what the stated CAGR stands for, if the forecast grows at it.
    fn at_ends_of_rate(&self, forecast: &Trajectory) -> Result<Option<[End; 2]>, Error> {
        let Some(ends) = forecast.traced_onward().ends()? else { return Ok(None) };
        let at = |end: Traced<GrowthRate>| {
            let (known, onward) = (forecast.known().clone(), Onward::Rate(end.clone()));
            self.end(Choice::Rate(end), &changed(forecast, known, onward)?)
        };
        both(ends, at).map(Some)
    }

    /// Returns the sizes by the published sizes and by the stated CAGR, if the report has both.
    fn on_either(&self, forecast: &Trajectory) -> Result<Option<[End; 2]>, Error> {
        if self.market.cagr().is_none() || self.market.points_from_base().len() < 2 {
            return Ok(None);
        }
        let other = Trajectory::published(self.market, self.follow.other())?;
        let followed = [(self.follow, forecast), (self.follow.other(), &other)];
        let ends = both(followed, |(follow, on)| self.end(Choice::Follow(follow), on))?;
        Ok(Some(lower_first(ends)))
    }

    /// Returns the known sizes before and after the year, unless its own is known.
    fn gap<'a>(&self, known: &'a Known) -> Option<(Point<'a>, Point<'a>)> {
        if known.contains_key(&self.year) {
            return None;
        }
        let before = known.range(..self.year).next_back()?;
        let after = known.range((Excluded(self.year), Unbounded)).next()?;
        Some(((*before.0, before.1), (*after.0, after.1)))
    }

    /// Returns the sizes at constant growth and in equal steps. Between two sizes, a straight line is above a curve of
    /// constant growth.
    fn along_either(
        &self,
        forecast: &Trajectory,
        (from, start): Point<'_>,
        (to, end): Point<'_>,
    ) -> Result<[End; 2], Error> {
        let [passed, all] = [self.year, to].map(|year| Traced::between(from, year));
        let steps = start.toward(end, &passed, &all)?;
        let size = self.denomination.size(&steps, self.year)?;
        let growth = self.end(Choice::ConstantGrowth, forecast)?;
        Ok([growth, End { choice: Choice::EqualSteps, size }])
    }
}

/// A known size and its year.
type Point<'a> = (Year, &'a Traced<Money>);

/// Returns how the forecast goes on after its last known size.
fn onward(forecast: &Trajectory) -> Onward {
    let rate = forecast.traced_onward();
    if rate.origin().is_from_report() { Onward::Rate(rate.clone()) } else { Onward::Same }
}

/// Returns the forecast with other known sizes, or another growth rate after them.
fn changed(forecast: &Trajectory, known: Known, onward: Onward) -> Result<Trajectory, Error> {
    let course = Course { known, growth: BTreeMap::new(), onward };
    Trajectory::new(&course, forecast.horizon())
}
