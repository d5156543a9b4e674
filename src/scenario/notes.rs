//! What is published, known and assumed in a scenario, as sentences.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::growth;
use crate::market::Market;
use crate::quantity::{GrowthRate, Horizon, Money, Scale, Year, Years};
use crate::trajectory::{Path, Trajectory};

use super::{Outlook, Scenario, published_end};

/// One thing that a scenario puts in the place of the report's figures.
///
/// ```
/// use aiinfra::{Market, Outlook, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let bull = Scenario { outlook: Outlook::Cagr("30".parse()?), ..Scenario::default() };
/// let assumed = bull.assumptions(&market, &market.scale(Unit::Billion, 2))?;
/// assert_eq!(assumed[0].topic, "Growth");
/// assert!(assumed[0].text.starts_with("30 % a year from 2024 on"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assumption {
    /// What it is about, such as `Growth`.
    pub topic: &'static str,
    /// What is assumed, as the rest of a sentence.
    pub text: String,
}

impl Scenario {
    /// What is published, what was assumed, and what the alternative gives in `year`, as sentences.
    ///
    /// ```
    /// use aiinfra::{Market, Scenario, Unit, Year};
    ///
    /// let market = Market::embedded()?;
    /// let scale = market.scale(Unit::Billion, 2);
    /// let notes = Scenario::default().notes(&market, Year::new(2034)?, &scale)?;
    /// assert_eq!(
    ///     notes[0],
    ///     "Growth: 26.808 % a year, the constant rate that joins the published sizes of 2024 and \
    ///      2034 (path endpoints).",
    /// );
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn notes(&self, market: &Market, year: Year, scale: &Scale) -> Result<Vec<String>, Error> {
        self.notes_on(&self.trajectory(market)?, market, year, scale)
    }

    /// The same, where its trajectory is at hand: a root need not be found twice.
    ///
    /// ```
    /// # use aiinfra::{Market, Scenario, Unit};
    /// # let (market, scenario) = (Market::embedded()?, Scenario::default());
    /// # let (year, scale) = ("2034".parse()?, market.scale(Unit::Billion, 2));
    /// let notes = scenario.notes_on(&scenario.trajectory(&market)?, &market, year, &scale)?;
    /// assert_eq!(notes, scenario.notes(&market, year, &scale)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn notes_on(
        &self,
        forecast: &Trajectory,
        market: &Market,
        year: Year,
        scale: &Scale,
    ) -> Result<Vec<String>, Error> {
        // In the base year nothing has grown yet, but what was assumed is never passed over.
        let has_grown = year > market.base().year;
        let mut notes = Vec::new();
        if has_grown && matches!(self.outlook, Outlook::OwnGrowth) && self.actuals.is_empty() {
            // What is assumed changes sizes and single years, and not the rate that goes on.
            notes.push(self.published_growth(market, forecast.onward()));
        }
        let assumed = self.assumptions(market, scale)?;
        notes.extend(assumed.iter().map(|one| format!("{}: {}", one.topic, one.text)));
        notes.push(self.published_note(market));
        if has_grown {
            notes.extend(self.comparison(market, year, scale));
        }
        notes.push(market.citation());
        Ok(notes)
    }

    /// What the scenario puts in the place of the report's figures; nothing where it assumes nothing.
    ///
    /// ```
    /// # use aiinfra::{Market, Scenario, Unit};
    /// let market = Market::embedded()?;
    /// let scale = market.scale(Unit::Billion, 2);
    /// assert!(Scenario::default().assumptions(&market, &scale)?.is_empty());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Scenario::trajectory`].
    pub fn assumptions(&self, market: &Market, scale: &Scale) -> Result<Vec<Assumption>, Error> {
        if !self.assumes_anything() {
            return Ok(Vec::new());
        }
        let trajectory = self.trajectory(market)?;
        let mut assumed = Vec::new();
        assumed.extend(self.actuals_assumed(market, scale)?);
        assumed.extend(self.still_needed(market, scale)?);
        assumed.extend(self.outlook_assumed(market, &trajectory, scale)?);
        assumed.extend(self.base.as_ref().map(|base| self.base_assumed(base, market, scale)));
        assumed.extend(self.growth.iter().map(|(year, rate)| Assumption {
            topic: "Growth",
            text: format!("{} % into {year}, assumed for that year alone.", rate.percent()),
        }));
        assumed.extend(self.growth_that_makes_up(market)?);
        Ok(assumed)
    }

    fn outlook_assumed(
        &self,
        market: &Market,
        trajectory: &Trajectory,
        scale: &Scale,
    ) -> Result<Option<Assumption>, Error> {
        let last = market.horizon().last();
        let from = match &self.outlook {
            // Sizes that are published in between are kept too where nothing else has changed.
            Outlook::PublishedEnd => {
                let course = self.course(market)?;
                course.stretches().last().map_or(last, |((from, _), _)| from)
            }
            _ => self.last_known_year(market),
        };
        let but = if self.growth.keys().any(|year| *year > from) {
            ", but for years with growth of their own"
        } else {
            ""
        };
        let rate = trajectory.onward().written();
        let (topic, text) = match &self.outlook {
            Outlook::OwnGrowth if self.actuals.is_empty() || from == last => return Ok(None),
            Outlook::OwnGrowth => (
                "Growth",
                format!(
                    "the years after {from} keep that of the forecast, {}path {}, and the end moves \
                     (hold rate).",
                    self.constant_growth(market, from)?,
                    self.path.name()
                ),
            ),
            Outlook::PublishedEnd => (
                "Growth",
                format!(
                    "{} % a year from {from} on{but}, which keeps {} in {last} (hold end).",
                    rate,
                    end_text(market, scale)?
                ),
            ),
            Outlook::Cagr(rate) => (
                "Growth",
                format!(
                    "{} % a year from {from} on{but}, assumed in place of the report's.",
                    rate.percent()
                ),
            ),
            Outlook::Target { year, size } => (
                "Target",
                format!(
                    "{} in {year}, assumed; it takes {} % a year from {from} on{but}{}.",
                    scale.write_in_full(size),
                    rate,
                    if *year < last { ", and growth goes on at that rate" } else { "" }
                ),
            ),
        };
        Ok(Some(Assumption { topic, text }))
    }

    /// The growth that the forecast has in every year after `from`, if it is one, as part of a phrase.
    fn constant_growth(&self, market: &Market, from: Year) -> Result<String, Error> {
        let forecast = Trajectory::published(market, self.path)?;
        let rate = forecast.onward();
        for (_, year) in Horizon::new(from, market.horizon().last())?.steps() {
            if forecast.growth(year)?.as_ref() != Some(rate) {
                return Ok(String::new());
            }
        }
        Ok(format!("{} % a year on ", rate.written()))
    }

    fn base_assumed(&self, base: &Money, market: &Market, scale: &Scale) -> Assumption {
        let published = market.base();
        let keeps_growth = matches!(self.outlook, Outlook::OwnGrowth) && self.actuals.is_empty();
        Assumption {
            topic: "Base",
            text: format!(
                "{} in {}, assumed in place of the published {}{}.",
                scale.write_in_full(base),
                published.year,
                market.printed(published),
                if keeps_growth {
                    "; each later year keeps its own growth (hold rate)"
                } else {
                    ""
                }
            ),
        }
    }

    /// How far each actual lies off the forecast.
    fn actuals_assumed(&self, market: &Market, scale: &Scale) -> Result<Vec<Assumption>, Error> {
        if self.actuals.is_empty() {
            return Ok(Vec::new());
        }
        let forecast = Trajectory::published(market, self.path)?;
        let assumed = |(year, actual): (&Year, &Money)| {
            let expected = forecast.size(*year)?;
            Ok(Assumption {
                topic: "Actual",
                text: format!(
                    "{} in {year}, {}the forecast of {}.",
                    scale.write_in_full(actual),
                    actual.distance(&expected),
                    scale.write(&expected)
                ),
            })
        };
        self.actuals.iter().map(assumed).collect()
    }

    /// The growth that would still reach the report's end after the last actual, where there is one.
    fn still_needed(&self, market: &Market, scale: &Scale) -> Result<Option<Assumption>, Error> {
        let last = market.horizon().last();
        let holds_end = matches!(self.outlook, Outlook::PublishedEnd);
        let Some((from, actual)) = self.actuals.last_key_value() else { return Ok(None) };
        if holds_end || *from == last {
            return Ok(None);
        }
        let end = published_end(market)?;
        let text = match growth::rate(actual, end.value(), &Years::between(*from, last)) {
            Ok(rate) => {
                format!("a constant {} % a year from {from} on would", rate.written())
            }
            Err(_) => format!("no growth from {from} on could"),
        };
        let text = format!("{text} still reach {} in {last}.", end_text(market, scale)?);
        Ok(Some(Assumption { topic: "Needed", text }))
    }

    /// The growth of the other years where growth of single years lies between two known sizes.
    fn growth_that_makes_up(&self, market: &Market) -> Result<Vec<Assumption>, Error> {
        let until = self.last_known_year(market);
        let course = self.course(market)?;
        let mut assumed = Vec::new();
        for (from, to) in course.stretches().filter(|(_, (to, _))| *to <= until) {
            if course.given(from.0, to.0).next().is_some() {
                assumed.push(Assumption {
                    topic: "Growth",
                    text: format!(
                        "{} % a year in the other years from {} to {}, so that the size of {} is kept.",
                        course.joining(from, to)?.value().written(),
                        from.0,
                        to.0,
                        to.0
                    ),
                });
            }
        }
        Ok(assumed)
    }

    /// The growth that the report's own figures have, which is at `rate` where they are two sizes.
    fn published_growth(&self, market: &Market, rate: &GrowthRate) -> String {
        let base_year = market.base().year;
        match (self.path, market.cagr()) {
            (Path::Stated, Some(stated)) => format!(
                "Growth: {} a year from {base_year} on, as the report states it{} (path stated){}.",
                stated.printed(),
                stated.period(),
                if stated.covers(market.horizon()) { "" } else { BEYOND }
            ),
            _ => joining_growth(market, rate),
        }
    }

    fn published_note(&self, market: &Market) -> String {
        let kept = self.published_kept(market);
        let sizes: Vec<String> =
            kept.map(|point| format!("{} in {}", market.printed(point), point.year)).collect();
        let others =
            if self.assumes_size() { "every year not named here" } else { "every other year" };
        let how = if self.leaves_gap(market) {
            let is_mixed = self.growth.keys().any(|year| *year <= self.last_known_year(market));
            let but = if is_mixed { ", but for years with growth of their own" } else { "" };
            format!("{others} is computed, at constant growth between two known sizes{but}")
        } else {
            format!("{others} is computed")
        };
        let is_whole = sizes.len() == market.horizon().years().count();
        match sizes.as_slice() {
            sizes if is_whole => format!("Published: {}; no year is computed.", listed(sizes)),
            [] => format!("Published: no size that is kept; {how}."),
            sizes => format!("Published: {}; {how}.", listed(sizes)),
        }
    }

    /// Is there a size that is not the report's?
    fn assumes_size(&self) -> bool {
        let is_aimed = matches!(self.outlook, Outlook::Target { .. });
        self.base.is_some() || !self.actuals.is_empty() || is_aimed
    }

    /// Is there a year between two known sizes, up to the last actual?
    fn leaves_gap(&self, market: &Market) -> bool {
        let until = self.last_known_year(market);
        let base_year = std::iter::once(market.base().year);
        let kept = self.published_kept(market).map(|point| point.year);
        let known: BTreeSet<Year> =
            base_year.chain(kept).chain(self.actuals.keys().copied()).collect();
        let known = || known.iter().filter(|year| **year <= until).map(|year| year.number());
        known().zip(known().skip(1)).any(|(year, next)| next > year + 1)
    }

    /// What the report's own figures give where something was assumed, else what its other path gives.
    fn comparison(&self, market: &Market, year: Year, scale: &Scale) -> Option<String> {
        let assumed = self.assumes_anything();
        let path = if assumed { self.path } else { self.path.other() };
        let one_path = market.points().len() == 1 || market.cagr().is_none();
        if !assumed && one_path {
            return None;
        }
        let lead = if assumed { "The report's own figures give" } else { "For comparison:" };
        let other = Trajectory::published(market, path).and_then(|other| other.size(year));
        Some(match other {
            Ok(size) => format!("{lead} {} in {year} {}.", scale.write(&size), basis(market, path)),
            // The answer itself stands without what it would have been compared with.
            Err(error) => format!("Nothing to compare with on path {}: {error}.", path.name()),
        })
    }
}

fn basis(market: &Market, path: Path) -> String {
    match (path, market.cagr(), market.points()) {
        (Path::Stated, Some(stated), _) => {
            format!("at the stated {} a year (path stated)", stated.printed())
        }
        (Path::Endpoints, Some(stated), [_]) => {
            format!("at the stated {} a year", stated.printed())
        }
        _ => "on the path through the published sizes (path endpoints)".to_owned(),
    }
}

fn joining_growth(market: &Market, rate: &GrowthRate) -> String {
    let years: Vec<String> = market.points().iter().map(|point| point.year.to_string()).collect();
    let years = listed(&years);
    match (market.points(), market.cagr()) {
        ([_, _], _) => format!(
            "Growth: {} % a year, the constant rate that joins the published sizes of {years} \
                 (path endpoints).",
            rate.written()
        ),
        ([only], Some(stated)) => format!(
            "Growth: {} a year from {} on, as the report states it{}.",
            stated.printed(),
            only.year,
            stated.period()
        ),
        _ => format!(
            "Growth: constant between each two of the published sizes of {years} (path endpoints)."
        ),
    }
}

const BEYOND: &str = ", assumed for the other years too";

/// The size that the report gives for the last year, or else the one that its growth leads to.
fn end_text(market: &Market, scale: &Scale) -> Result<String, Error> {
    match market.points() {
        [_, .., end] => Ok(format!("the published {}", market.printed(end))),
        _ => Ok(format!("the forecast's {}", scale.write(published_end(market)?.value()))),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        one => one.concat(),
    }
}
