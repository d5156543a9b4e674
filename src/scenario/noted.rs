//! The notes of a scenario.

use std::sync::Arc;

use crate::derivation::{Basis, Operation, Origin, Traced};
use crate::error::Error;
use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Year};
use crate::trajectory::{Course, GrowthPath, Trajectory};

use super::{Assumption, Comparison, Note, Outlook, Scenario, published_end};

impl Scenario {
    /// What is published, what was assumed, and what the alternative gives in `year`.
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

    /// The same, where its trajectory is at hand: a root need not be found twice.
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
        // In the base year nothing has grown yet, but what was assumed is never passed over.
        let has_grown = year > market.base().year;
        let mut notes = Vec::new();
        if has_grown && matches!(self.outlook, Outlook::OwnGrowth) && self.actuals.is_empty() {
            // What is assumed changes sizes and single years, and not the rate that goes on.
            notes.push(self.published_growth(market, trajectory));
        }
        notes.extend(self.assumed(market, trajectory)?.into_iter().map(Note::Assumed));
        notes.push(self.published_sizes(market, trajectory));
        if has_grown {
            notes.extend(self.comparison(market, year));
        }
        notes.push(source(market));
        Ok(notes)
    }

    /// What the scenario puts in the place of the report's figures; nothing where it assumes nothing.
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
        self.assumed(market, &self.trajectory(market)?)
    }

    fn assumed(&self, market: &Market, trajectory: &Trajectory) -> Result<Vec<Assumption>, Error> {
        if !self.assumes_anything() {
            return Ok(Vec::new());
        }
        let course = self.course(market)?;
        let mut assumed = self.actuals_assumed(market, &course)?;
        assumed.extend(self.still_needed(market, &course)?);
        assumed.extend(self.outlook_assumed(market, trajectory, &course)?);
        assumed.extend(self.base_assumed(market, &course));
        let single = |(year, rate): (&Year, &Traced<GrowthRate>)| Assumption::SingleGrowth {
            rate: rate.clone(),
            year: *year,
        };
        assumed.extend(course.growth.iter().map(single));
        assumed.extend(self.growth_that_makes_up(market, &course)?);
        Ok(assumed)
    }

    /// The year after which a scenario has growth that the report has not.
    fn departs_from(&self, market: &Market, course: &Course) -> Year {
        let last = market.horizon().last();
        match &self.outlook {
            // Sizes that are published in between are kept too where nothing else has changed.
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
        let last = market.horizon().last();
        let from = self.departs_from(market, course);
        let is_mixed = self.growth.keys().any(|year| *year > from);
        let rate = trajectory.traced_onward().clone();
        Ok(match &self.outlook {
            Outlook::OwnGrowth if self.actuals.is_empty() || from == last => None,
            Outlook::OwnGrowth => Some(Assumption::KeptGrowth {
                from,
                rate: self.constant_growth(market, from)?,
                path: self.path,
            }),
            Outlook::PublishedEnd => {
                let end = published_end(market)?;
                Some(Assumption::KeptEnd { rate, from, end, last, is_mixed })
            }
            Outlook::Cagr(_) => Some(Assumption::Growth { rate, from, is_mixed }),
            Outlook::Target { year, .. } => course.known.get(year).map(|size| Assumption::Target {
                size: size.clone(),
                year: *year,
                rate,
                from,
                goes_on: *year < last,
                is_mixed,
            }),
        })
    }

    /// The growth that the forecast has in every year after `from`, if it is one.
    fn constant_growth(
        &self,
        market: &Market,
        from: Year,
    ) -> Result<Option<Traced<GrowthRate>>, Error> {
        let forecast = Trajectory::published(market, self.path)?;
        let rate = forecast.onward();
        for (_, year) in Horizon::new(from, market.horizon().last())?.steps() {
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

    /// How far each actual lies off the forecast.
    fn actuals_assumed(&self, market: &Market, course: &Course) -> Result<Vec<Assumption>, Error> {
        if self.actuals.is_empty() {
            return Ok(Vec::new());
        }
        let published = Trajectory::published(market, self.path)?;
        let known = |year: &Year| Some((*year, course.known.get(year)?.clone()));
        let actuals = self.actuals.keys().filter_map(known);
        actuals
            .map(|(year, size)| {
                let forecast = published.traced(year)?;
                Ok(Assumption::Actual { size, year, forecast })
            })
            .collect()
    }

    /// The growth that would still reach the report's end after the last actual, where there is one.
    fn still_needed(&self, market: &Market, course: &Course) -> Result<Option<Assumption>, Error> {
        let last = market.horizon().last();
        let holds_end = matches!(self.outlook, Outlook::PublishedEnd);
        let known = |(year, _): (&Year, &Money)| Some((*year, course.known.get(year)?));
        let Some((from, actual)) = self.actuals.last_key_value().and_then(known) else {
            return Ok(None);
        };
        if holds_end || from == last {
            return Ok(None);
        }
        let end = published_end(market)?;
        let rate = Traced::implied(actual, &end, &Traced::between(from, last)).ok();
        Ok(Some(Assumption::Needed { rate, from, end, last }))
    }

    /// The growth of the other years where growth of single years lies between two known sizes.
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

    /// The growth that the report's own figures have.
    fn published_growth(&self, market: &Market, trajectory: &Trajectory) -> Note {
        let years = || market.points().iter().map(|point| point.year).collect();
        let stated = |is_stretched, is_chosen| {
            let (stated, rate) = (market.cagr()?, market.traced_cagr()?);
            let (from, period) = (market.base().year, (stated.from, stated.to));
            Some(Note::StatedGrowth { rate, from, period, is_stretched, is_chosen })
        };
        let is_stretched = || market.cagr().is_some_and(|cagr| !cagr.covers(market.horizon()));
        let growth = match (self.path, market.points()) {
            (GrowthPath::Stated, _) => stated(is_stretched(), true),
            (GrowthPath::Endpoints, [_, _]) => {
                let rate = trajectory.traced_onward().clone();
                let is_published = joins_published(&rate);
                Some(Note::JoiningGrowth { rate, years: years(), is_published })
            }
            (GrowthPath::Endpoints, [_]) => stated(false, false),
            (GrowthPath::Endpoints, _) => None,
        };
        growth.unwrap_or_else(|| Note::GrowthBetween { years: years() })
    }

    /// Made of what the trajectory goes through, so that it says nothing of sizes that are not there.
    fn published_sizes(&self, market: &Market, trajectory: &Trajectory) -> Note {
        let is_published = |(_, size): &(&Year, &Traced<Money>)| size.basis() == Basis::Published;
        let published = trajectory.known().iter().filter(is_published);
        let sizes: Vec<_> = published.map(|(year, size)| (*year, size.clone())).collect();
        let until = self.last_known_year(market);
        let known = || trajectory.known().keys().filter(|year| **year <= until);
        let has_gap =
            known().zip(known().skip(1)).any(|(year, next)| next.number() > year.number() + 1);
        Note::Published {
            is_whole: sizes.len() == market.horizon().years().count(),
            sizes,
            has_given: self.assumes_size(),
            has_gap,
            is_mixed: self.growth.keys().any(|year| *year <= until),
        }
    }

    /// Is there a size that is not the report's?
    fn assumes_size(&self) -> bool {
        let is_aimed = matches!(self.outlook, Outlook::Target { .. });
        self.base.is_some() || !self.actuals.is_empty() || is_aimed
    }

    /// What the report's own figures give where something was assumed, else what its other path gives.
    fn comparison(&self, market: &Market, year: Year) -> Option<Note> {
        let is_own = self.assumes_anything();
        let path = if is_own { self.path } else { self.path.other() };
        let is_only = market.points().len() == 1;
        if !is_own && (is_only || market.cagr().is_none()) {
            return None;
        }
        let other = Trajectory::published(market, path).and_then(|other| other.traced(year));
        let rate = market.traced_cagr().filter(|_| is_only || path == GrowthPath::Stated);
        // The answer itself stands without what it would have been compared with.
        let size = other.map_err(Arc::new);
        Some(Note::Comparison(Comparison { size, year, path, rate, is_only, is_own }))
    }
}

/// Is it the rate from one published size to another?
fn joins_published(rate: &Traced<GrowthRate>) -> bool {
    match rate.origin() {
        Origin::Computed(Operation::ImpliedCagr { start, end, .. }) => {
            [start, end].iter().all(|size| size.basis() == Basis::Published)
        }
        _ => false,
    }
}

/// The report, as it is cited.
#[must_use]
pub fn source(market: &Market) -> Note {
    Note::Source {
        publisher: market.publisher().to_owned(),
        market: market.name().to_owned(),
        address: market.source().map(str::to_owned),
    }
}
