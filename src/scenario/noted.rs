//! The notes of a scenario.

use std::sync::Arc;

use crate::counting;
use crate::derivation::{Operation, Origin, Traced};
use crate::error::Error;
use crate::market::{KnownPoint, Market};
use crate::quantity::{GrowthRate, Horizon, Money, Year};
use crate::trajectory::{Course, Follow, Trajectory};

use super::{Assumption, Comparison, Note, Outlook, Scenario, growth, published_end};

impl Scenario {
    /// Returns what is published, what is assumed, and the alternative for `year`.
    ///
    /// ```
    /// use aiinfra::{Market, Scenario, Year};
    ///
    /// let market = Market::embedded()?;
    /// let notes = Scenario::default().notes(&market, Year::new(2034)?)?;
    /// assert_eq!(notes[1].kind(), "published");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn notes(&self, market: &Market, year: Year) -> Result<Vec<Note>, Error> {
        self.notes_on(&self.trajectory(market)?, market, year)
    }

    /// Returns the notes on a year, given the scenario's trajectory, so that it isn't computed twice.
    ///
    /// ```
    /// # use aiinfra::{Market, Scenario};
    /// # let (market, scenario) = (Market::embedded()?, Scenario::default());
    /// # let year = "2034".parse()?;
    /// let notes = scenario.notes_on(&scenario.trajectory(&market)?, &market, year)?;
    /// assert_eq!(notes.len(), scenario.notes(&market, year)?.len());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn notes_on(
        &self,
        trajectory: &Trajectory,
        market: &Market,
        year: Year,
    ) -> Result<Vec<Note>, Error> {
        // In the base year there is no growth to explain, but assumptions are always listed.
        let has_grown = year > market.horizon().first();
        let mut notes = Vec::new();
        if has_grown && matches!(self.outlook, Outlook::OwnGrowth) && self.actuals.is_empty() {
            // The scenario keeps the growth of the report.
            notes.extend(self.published_growth(market, trajectory));
        }
        notes.extend(self.assumed(market, trajectory)?.into_iter().map(Note::Assumed));
        notes.extend(ranges(trajectory));
        notes.push(self.published_sizes(market, trajectory));
        if has_grown {
            notes.extend(self.comparison(market, year));
        }
        notes.push(source(market));
        Ok(notes)
    }

    /// Returns what the scenario assumes instead of the report's figures.
    ///
    /// ```
    /// # use aiinfra::{Market, Scenario};
    /// let market = Market::embedded()?;
    /// assert!(Scenario::default().assumptions(&market)?.is_empty());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn assumptions(&self, market: &Market) -> Result<Vec<Assumption>, Error> {
        if !self.assumes_anything() {
            return Ok(Vec::new());
        }
        self.assumptions_on(&self.trajectory(market)?, market)
    }

    /// Does the same with the scenario's trajectory, so that it isn't computed twice.
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn assumptions_on(
        &self,
        trajectory: &Trajectory,
        market: &Market,
    ) -> Result<Vec<Assumption>, Error> {
        self.assumed(market, trajectory)
    }

    fn assumed(&self, market: &Market, trajectory: &Trajectory) -> Result<Vec<Assumption>, Error> {
        let mut assumed = self.replaced(market, trajectory)?;
        assumed.extend(self.extended_to(market, trajectory));
        Ok(assumed)
    }

    /// What replaces figures of the report.
    fn replaced(&self, market: &Market, trajectory: &Trajectory) -> Result<Vec<Assumption>, Error> {
        if !self.replaces_figures() {
            return Ok(Vec::new());
        }
        let course = self.course(market)?;
        let mut assumed = self.actuals_assumed(market, &course)?;
        assumed.extend(self.still_needed(market, &course)?);
        assumed.extend(self.outlook_assumed(market, trajectory, &course)?);
        assumed.extend(shape_assumed(trajectory));
        assumed.extend(self.base_assumed(market, &course));
        assumed.extend(growth::assumed(&course.growth));
        assumed.extend(self.growth_that_makes_up(market, &course)?);
        Ok(assumed)
    }

    /// The growth of the years after the report's forecast. A shape goes on there, which its own note says.
    fn extended_to(&self, market: &Market, trajectory: &Trajectory) -> Option<Assumption> {
        let to = self.extend.filter(|_| trajectory.curve().is_none())?;
        let from = market.horizon().last().max(self.last_known_year(market));
        let rate = Some(trajectory.traced_onward().clone()).filter(|_| from < to);
        let is_mixed = self.growth.keys().any(|year| *year > from);
        Some(Assumption::Extended { rate, from: from.min(to), to, is_mixed })
    }

    /// The last year before growth differs from the report's.
    fn departs_from(&self, market: &Market, course: &Course) -> Year {
        let last = market.horizon().last();
        match &self.outlook {
            // Published sizes in between are kept, too, if nothing else has changed.
            Outlook::PublishedEnd => course.stretches().last().map_or(last, |((from, _), _)| from),
            _ => self.last_known_year(market),
        }
    }

    fn outlook_assumed(
        &self,
        market: &Market,
        trajectory: &Trajectory,
        course: &Course,
    ) -> Result<Option<Assumption>, Error> {
        let (last, end_of_all) = (market.horizon().last(), trajectory.horizon().last());
        let from = self.departs_from(market, course);
        let is_mixed = self.growth.keys().any(|year| *year > from);
        let rate = trajectory.traced_onward().clone();
        let constant = Some(rate.clone()).filter(|_| trajectory.curve().is_none());
        Ok(match &self.outlook {
            Outlook::OwnGrowth if self.actuals.is_empty() || from == end_of_all => None,
            Outlook::OwnGrowth => Some(Assumption::KeptGrowth {
                from,
                rate: self.constant_growth(market, from)?,
                follow: self.follow,
            }),
            Outlook::PublishedEnd => {
                let end = published_end(market)?;
                Some(Assumption::KeptEnd { rate: constant, from, end, last, is_mixed })
            }
            Outlook::Cagr(_) => Some(Assumption::Growth { rate, from, is_mixed }),
            Outlook::Target { year, .. } => course.known.get(year).map(|size| Assumption::Target {
                size: size.clone(),
                year: *year,
                goes_on: *year < end_of_all && constant.is_some(),
                rate: constant,
                from,
                is_mixed,
            }),
        })
    }

    /// The forecast's growth rate after `from`, if it is the same in every year.
    fn constant_growth(
        &self,
        market: &Market,
        from: Year,
    ) -> Result<Option<Traced<GrowthRate>>, Error> {
        let forecast = self.report_forecast(market)?;
        let rate = forecast.onward();
        for (_, year) in Horizon::new(from, forecast.horizon().last())?.steps() {
            if forecast.growth(year)?.as_ref() != Some(rate) {
                return Ok(None);
            }
        }
        Ok(Some(forecast.traced_onward().clone()))
    }

    fn base_assumed(&self, market: &Market, course: &Course) -> Option<Assumption> {
        self.base.as_ref()?;
        let year = market.base().year;
        Some(Assumption::Base {
            size: course.known.get(&year)?.clone(),
            published: market.traced(market.base()),
            year,
            keeps_growth: matches!(self.outlook, Outlook::OwnGrowth) && self.actuals.is_empty(),
        })
    }

    /// Compares each actual with the forecast.
    fn actuals_assumed(&self, market: &Market, course: &Course) -> Result<Vec<Assumption>, Error> {
        if self.actuals.is_empty() {
            return Ok(Vec::new());
        }
        let published = self.report_forecast(market)?;
        let known = |year: &Year| Some((*year, course.known.get(year)?.clone()));
        let actuals = self.actuals.keys().filter_map(known);
        actuals
            .map(|(year, size)| {
                let forecast = published.traced(year)?;
                Ok(Assumption::Actual { size, year, forecast })
            })
            .collect()
    }

    /// The growth rate that would still reach the report's last size after the last actual.
    fn still_needed(&self, market: &Market, course: &Course) -> Result<Option<Assumption>, Error> {
        let last = market.horizon().last();
        let holds_end = matches!(self.outlook, Outlook::PublishedEnd);
        let known = |(year, _): (&Year, &Money)| Some((*year, course.known.get(year)?));
        let Some((from, actual)) = self.actuals.last_key_value().and_then(known) else {
            return Ok(None);
        };
        if holds_end || from >= last {
            return Ok(None);
        }
        let end = published_end(market)?;
        let rate = Traced::implied(actual, &end, &Traced::between(from, last)).ok();
        Ok(Some(Assumption::Needed { rate, from, end, last }))
    }

    /// The growth of the other years between two known sizes, if single years there have their own.
    fn growth_that_makes_up(
        &self,
        market: &Market,
        course: &Course,
    ) -> Result<Vec<Assumption>, Error> {
        let until = self.last_known_year(market);
        let mut assumed = Vec::new();
        for (from, to) in course.stretches().filter(|(_, (to, _))| *to <= until) {
            if course.given(from.0, to.0).next().is_some() {
                let rate = course.joining(from, to)?;
                assumed.push(Assumption::MadeUp { rate, from: from.0, to: to.0 });
            }
        }
        Ok(assumed)
    }

    /// How the report's own figures grow, up to where a shape begins.
    fn published_growth(&self, market: &Market, trajectory: &Trajectory) -> Option<Note> {
        let points = market.points_from_base();
        if let Some(curve) = trajectory.curve() {
            let is_earlier = |point: &&KnownPoint| point.year <= curve.from();
            let years: Vec<Year> =
                points.iter().filter(is_earlier).map(|point| point.year).collect();
            let passed = usize::from(curve.from().number() - market.base().year.number());
            let has_gap = passed >= years.len();
            return has_gap.then_some(Note::GrowthBetween { years });
        }
        let years =
            |points: &[KnownPoint]| points.iter().map(|point| point.year).collect::<Vec<_>>();
        let stated = |is_chosen| {
            let (stated, rate) = (market.cagr()?, market.traced_cagr()?);
            let (from, period) = (counting::start(market).year, (stated.from, stated.to));
            let grows = market.horizon().narrowed(Some(from), None);
            let is_stretched = is_chosen && grows.is_ok_and(|years| !stated.covers(years));
            Some(Note::StatedGrowth { rate, from, period, is_stretched, is_chosen })
        };
        let growth = match (self.follow, points) {
            (Follow::Cagr, _) => stated(true),
            (Follow::Sizes, [_, _]) => {
                let rate = trajectory.traced_onward().clone();
                let is_published = joins_published(&rate);
                Some(Note::JoiningGrowth { rate, years: years(points), is_published })
            }
            (Follow::Sizes, [_]) => stated(false),
            (Follow::Sizes, _) => None,
        };
        growth.or_else(|| Some(Note::GrowthBetween { years: years(points) }))
    }

    /// Taken from the trajectory, so that it never lists a size that the scenario has replaced.
    fn published_sizes(&self, market: &Market, trajectory: &Trajectory) -> Note {
        let is_published = |(_, size): &(&Year, &Traced<Money>)| size.origin().is_from_report();
        let published = trajectory.known().iter().filter(is_published);
        let sizes: Vec<_> = published.map(|(year, size)| (*year, size.clone())).collect();
        let until = self.last_known_year(market);
        let known = || trajectory.known().keys().filter(|year| **year <= until);
        let has_gap =
            known().zip(known().skip(1)).any(|(year, next)| next.number() > year.number() + 1);
        Note::Published {
            is_whole: sizes.len() == trajectory.horizon().years().count(),
            sizes,
            has_given: self.assumes_size(),
            has_gap,
            is_mixed: self.growth.keys().any(|year| *year <= until),
        }
    }

    /// Does the scenario give a size?
    pub(crate) fn assumes_size(&self) -> bool {
        let is_aimed = matches!(self.outlook, Outlook::Target { .. });
        self.base.is_some() || !self.actuals.is_empty() || is_aimed
    }

    /// The report's own forecast for a what-if, or else the size if the other figures were followed.
    fn comparison(&self, market: &Market, year: Year) -> Option<Note> {
        let is_own = self.replaces_figures();
        let follow = if is_own { self.follow } else { self.follow.other() };
        let is_only = market.points_from_base().len() == 1;
        if !is_own && (is_only || market.cagr().is_none()) {
            return None;
        }
        let plain = Self { follow, extend: self.extend, ..Self::default() };
        let other = plain.report_forecast(market).and_then(|other| other.traced(year));
        let rate = market.traced_cagr().filter(|_| is_only || follow == Follow::Cagr);
        // The answer does not depend on the comparison.
        let size = other.map_err(Arc::new);
        let is_extended = year > market.horizon().last();
        Some(Note::Comparison(Comparison {
            size,
            year,
            follow,
            rate,
            is_only,
            is_own,
            is_extended,
        }))
    }
}

/// What lies between the last two known sizes instead of constant growth.
fn shape_assumed(trajectory: &Trajectory) -> Option<Assumption> {
    let curve = trajectory.curve()?.clone();
    let goes_on = curve.to() < trajectory.horizon().last();
    Some(Assumption::Shape { curve, goes_on })
}

/// Do both sizes that imply the rate come from the report?
fn joins_published(rate: &Traced<GrowthRate>) -> bool {
    match rate.origin() {
        Origin::Computed(Operation::ImpliedCagr { start, end, .. }) => {
            [start, end].iter().all(|size| size.origin().is_from_report())
        }
        _ => false,
    }
}

/// Returns the published ranges whose midpoints a trajectory uses.
fn ranges(trajectory: &Trajectory) -> Option<Note> {
    let is_midpoint = |origin: &Origin| matches!(origin, Origin::Computed(Operation::Midpoint(..)));
    let known = trajectory.known().iter().filter(|(_, size)| is_midpoint(size.origin()));
    let sizes: Vec<(Year, Traced<Money>)> =
        known.map(|(year, size)| (*year, size.clone())).collect();
    let rate = Some(trajectory.traced_onward().clone()).filter(|rate| is_midpoint(rate.origin()));
    (!sizes.is_empty() || rate.is_some()).then_some(Note::Ranges { sizes, rate })
}

/// Returns the published ranges whose midpoints the report's own forecast uses, if there are any.
#[must_use]
pub fn ranges_in(market: &Market) -> Option<Note> {
    ranges(&Trajectory::published(market, Follow::Sizes).ok()?)
}

/// Returns the citation of the report.
#[must_use]
pub fn source(market: &Market) -> Note {
    Note::Source {
        publisher: market.publisher().to_owned(),
        market: market.name().to_owned(),
        edition: market.edition(),
        address: market.source().map(str::to_owned),
    }
}
