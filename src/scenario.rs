//! What-ifs as edits of a market's trajectory, and the notes that say what was assumed.

use crate::error::Error;
use crate::growth;
use crate::market::Market;
use crate::quantity::{GrowthRate, Money, Scale, Year, Years};
use crate::trajectory::{Path, Trajectory};

/// A path through the report's figures and what is assumed in their place.
///
/// ```
/// use aiinfra::{Market, Scenario, Unit};
///
/// let market = Market::embedded()?;
/// let bull = Scenario { cagr: Some("30".parse()?), ..Scenario::default() };
/// let end = bull.trajectory(&market)?.size(market.horizon().last())?;
/// assert_eq!(end.in_unit(Unit::Billion).to_fixed(2), "644.21");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    /// Which of the report's figures to keep.
    pub path: Path,
    /// A size for the base year in place of the published one; later years keep their own growth.
    pub base: Option<Money>,
    /// A growth rate for every year in place of the report's.
    pub cagr: Option<GrowthRate>,
}

impl Scenario {
    /// The market under this scenario.
    ///
    /// ```
    /// # use aiinfra::{Market, Money, Path, Scenario, Unit};
    /// let market = Market::embedded()?;
    /// let base = Money::parse("100", Unit::Billion)?;
    /// let scenario = Scenario { path: Path::Stated, base: Some(base), cagr: None };
    /// let next = scenario.trajectory(&market)?.size("2025".parse()?)?;
    /// assert_eq!(next, Money::parse("126.81", Unit::Billion)?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - [`Path::Stated`] where the report states no growth rate
    /// - a base that takes a later known size to 10^12 trillion
    pub fn trajectory(&self, market: &Market) -> Result<Trajectory, Error> {
        let trajectory = match &self.cagr {
            Some(rate) => Trajectory::at_rate(&market.base().size, rate, market.horizon())?,
            None => Trajectory::published(market, self.path)?,
        };
        match &self.base {
            Some(base) => trajectory.rebased(base),
            None => Ok(trajectory),
        }
    }

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
        // In the base year nothing has grown yet, but what was assumed is never passed over.
        let has_grown = year > market.base().year;
        let mut notes = Vec::new();
        if has_grown || self.cagr.is_some() {
            notes.push(self.growth_note(market)?);
        }
        notes.push(self.base_note(market, scale));
        if has_grown {
            notes.extend(self.comparison(market, year, scale));
        }
        notes.push(market.citation());
        Ok(notes)
    }

    fn growth_note(&self, market: &Market) -> Result<String, Error> {
        let base_year = market.base().year;
        Ok(match (&self.cagr, self.path, market.cagr()) {
            (Some(rate), ..) => format!(
                "Growth: {} % a year from {base_year} on, assumed in place of the report's.",
                rate.percent()
            ),
            (None, Path::Stated, Some(stated)) => format!(
                "Growth: {} a year from {base_year} on, as the report states it{} (path stated).",
                stated.printed(),
                stated.period()
            ),
            (None, ..) => published_growth(market)?,
        })
    }

    fn base_note(&self, market: &Market, scale: &Scale) -> String {
        let published = market.base();
        match &self.base {
            Some(base) => format!(
                "Base: {} in {}, assumed in place of the published {}; every other year is computed.",
                scale.write_in_full(base),
                published.year,
                market.printed(published)
            ),
            None => {
                format!("Published: {}; every other year is computed.", self.kept(market))
            }
        }
    }

    /// The published sizes that the scenario goes through.
    fn kept(&self, market: &Market) -> String {
        let through_all = self.cagr.is_none() && self.path == Path::Endpoints;
        let count = if through_all { market.points().len() } else { 1 };
        let sizes = market.points().iter().take(count);
        listed(sizes.map(|point| format!("{} in {}", market.printed(point), point.year)))
    }

    /// What the report's own figures give where something was assumed, else what its other path gives.
    fn comparison(&self, market: &Market, year: Year, scale: &Scale) -> Option<String> {
        let assumed = self.base.is_some() || self.cagr.is_some();
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
    match (path, market.cagr()) {
        (Path::Stated, Some(stated)) => {
            format!("at the stated {} a year (path stated)", stated.printed())
        }
        _ => "on the path through the published sizes (path endpoints)".to_owned(),
    }
}

fn published_growth(market: &Market) -> Result<String, Error> {
    let years = listed(market.points().iter().map(|point| point.year.to_string()));
    Ok(match (market.points(), market.cagr()) {
        ([from, to], _) => {
            let rate = growth::rate(&from.size, &to.size, &Years::between(from.year, to.year))?;
            format!(
                "Growth: {} % a year, the constant rate that joins the published sizes of {years} \
                 (path endpoints).",
                rate.percent().to_fixed(3)
            )
        }
        ([only], Some(stated)) => format!(
            "Growth: {} a year from {} on, as the report states it{}.",
            stated.printed(),
            only.year,
            stated.period()
        ),
        _ => format!(
            "Growth: constant between each two of the published sizes of {years} (path endpoints)."
        ),
    })
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
