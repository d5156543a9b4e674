//! The columns of `compare`: the forecast, its scenarios, and other markets.

use std::collections::HashSet;

use aiinfra::{
    About, Cell, Column, Denomination, Error, Expressed, Indicator, Market, Money, Note, Rows,
    Scenario, Traced, Trajectory, Year,
};

use crate::cli::args::columns;
use crate::cli::args::global::Session;
use crate::cli::args::terms::Other;
use crate::cli::failure::Failure;

/// A scenario of a market with its name and its trajectory.
pub(crate) struct Contender<'a> {
    pub(crate) name: String,
    pub(crate) market: &'a Market,
    pub(crate) scenario: Box<Scenario>,
    pub(crate) trajectory: Trajectory,
    pub(crate) denomination: &'a Denomination,
}

/// The names that are taken.
pub(crate) struct Names {
    baseline: String,
    taken: HashSet<String>,
}

impl Names {
    /// The baseline's name is taken in any case.
    pub(crate) fn new(baseline: &str) -> Self {
        let taken = HashSet::from([baseline.to_owned()]);
        Self { baseline: baseline.to_lowercase(), taken }
    }

    fn take(&mut self, name: &str) -> Result<(), Failure> {
        let is_baseline = name.to_lowercase() == self.baseline;
        if is_baseline || !self.taken.insert(name.to_owned()) {
            let owner = if is_baseline { "the forecast" } else { "another scenario" };
            return Err(Failure::NameTaken { name: name.to_owned(), owner });
        }
        Ok(())
    }

    /// A market goes by its publisher if that is enough to tell it apart.
    fn of_market(
        &mut self,
        other: &Other,
        others: &[Other],
        own: &Market,
    ) -> Result<String, Failure> {
        let short = other.name(others, own);
        let is_taken = self.taken.contains(&short) || short.to_lowercase() == self.baseline;
        let name = if is_taken { other.long_name() } else { short };
        if !self.taken.insert(name.clone()) {
            return Err(Failure::MarketTwice { name });
        }
        Ok(name)
    }
}

/// The market's own forecast.
pub(crate) fn forecast<'a>(
    name: &str,
    session: &'a Session,
    scenario: Scenario,
) -> Result<Contender<'a>, Failure> {
    Contender::new(name.to_owned(), (&session.market, &session.denomination), scenario)
        .map_err(|error| Failure::at("forecast", error))
}

/// A scenario of the market.
pub(crate) fn scenario<'a>(
    name: String,
    scenario: Scenario,
    session: &'a Session,
    names: &mut Names,
) -> Result<Contender<'a>, Failure> {
    names.take(&name)?;
    let place = format!("scenario `{name}`");
    Contender::new(name, (&session.market, &session.denomination), scenario)
        .map_err(|error| Failure::at(place, error))
}

/// A scenario of the market that was read with its name and its trajectory.
pub(crate) fn read_scenario<'a>(
    (scenario, trajectory): (Box<Scenario>, Trajectory),
    session: &'a Session,
    names: &mut Names,
) -> Result<Contender<'a>, Failure> {
    let name = scenario.name.as_deref().unwrap_or_default().to_owned();
    names.take(&name)?;
    let (market, denomination) = (&session.market, &session.denomination);
    Ok(Contender { name, market, scenario, trajectory, denomination })
}

/// The same scenario for another market, which is extended only if it ends earlier.
pub(crate) fn own_forecast(other: &Market, plain: &Scenario) -> Scenario {
    let extend = plain.extend.filter(|year| *year > other.horizon().last());
    Scenario { extend, ..plain.clone() }
}

/// The forecast of another market.
pub(crate) fn market<'a>(
    other: &'a Other,
    others: &'a [Other],
    baseline: &Contender<'_>,
    names: &mut Names,
) -> Result<Contender<'a>, Failure> {
    let name = names.of_market(other, others, baseline.market)?;
    let place = format!("market `{name}`");
    let scenario = own_forecast(&other.market, &baseline.scenario);
    Contender::new(name, (&other.market, &other.denomination), scenario)
        .map_err(|error| Failure::at(place, error))
}

impl<'a> Contender<'a> {
    fn new(
        name: String,
        (market, denomination): (&'a Market, &'a Denomination),
        scenario: Scenario,
    ) -> Result<Self, Error> {
        let trajectory = scenario.trajectory(market)?;
        Ok(Self { name, market, scenario: Box::new(scenario), trajectory, denomination })
    }

    /// Its name and where its figures come from, if that is not this market.
    pub(crate) fn about(&self, own: &Market) -> Option<(String, About)> {
        (!std::ptr::eq(self.market, own)).then(|| (self.name.clone(), About::of(self.market)))
    }

    /// The years that it covers, if some of these are not among them.
    pub(crate) fn coverage(&self, years: &[Year]) -> Option<Note> {
        let horizon = self.trajectory.horizon();
        let (first, last) = (horizon.first(), horizon.last());
        let is_whole = years.iter().all(|year| horizon.contains(*year));
        (!is_whole).then(|| Note::Coverage { name: self.name.clone(), first, last })
    }

    /// Returns an error if it has no size in one of these years that it covers.
    pub(crate) fn check(&self, years: &[Year]) -> Result<(), Failure> {
        if !self.denomination.changes_sizes() && self.trajectory.is_in_bounds() {
            return Ok(());
        }
        let place = |error| Failure::at(format!("scenario `{}`", self.name), error);
        sizes(self.trajectory.expressed(self.denomination), years).map(|_| ()).map_err(place)
    }

    /// The last of these years that it has, or else the last of its own.
    pub(crate) fn last_of(&self, years: &[Year]) -> Year {
        let horizon = self.trajectory.horizon();
        let shown = years.iter().rfind(|year| horizon.contains(**year));
        shown.copied().unwrap_or(horizon.last())
    }
}

/// What is shown of each size.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) indicators: Vec<Indicator>,
    /// Whether somebody asked for these.
    pub(crate) is_chosen: bool,
    pub(crate) has_delta: bool,
}

impl Shown {
    pub(crate) fn columns(&self, session: &Session) -> Vec<Column> {
        let mut columns = vec![Column::text("scenario", "Scenario").series(), Column::year()];
        columns.extend(columns::columns(&self.indicators, self.is_chosen, session));
        if self.has_delta {
            let delta = [session.money_of("delta", "Delta"), Column::percent("delta", "Delta")];
            columns.extend(delta.map(Column::minor));
        }
        columns
    }
}

/// The rows of everyone in each year, computed on demand. A year that a market doesn't have is left blank.
pub(crate) fn rows(
    baseline: Contender<'_>,
    contenders: Vec<Contender<'_>>,
    years: Vec<Year>,
    shown: Shown,
) -> Result<Rows, Failure> {
    let compared = sizes(baseline.trajectory.expressed(baseline.denomination), &years)?;
    let everyone: Vec<Sized> = std::iter::once(baseline).chain(contenders).map(Sized::of).collect();
    let count = everyone.len() * years.len();
    Ok(Rows::made(count, move |place| {
        let at = place.checked_rem(years.len()).unwrap_or_default();
        let one = everyone.get(place.checked_div(years.len()).unwrap_or_default());
        let (Some(one), Some(year)) = (one, years.get(at)) else { return Ok(Vec::new()) };
        one.row(*year, compared.get(at).and_then(Option::as_ref), &shown)
    }))
}

/// A contender's name and sizes.
struct Sized {
    name: String,
    trajectory: Trajectory,
    denomination: Denomination,
}

/// The sizes in these years, where there are any.
fn sizes(trajectory: Expressed<'_>, years: &[Year]) -> Result<Vec<Option<Traced<Money>>>, Error> {
    years.iter().map(|year| size(trajectory, *year)).collect()
}

fn size(trajectory: Expressed<'_>, year: Year) -> Result<Option<Traced<Money>>, Error> {
    trajectory.horizon().contains(year).then(|| trajectory.traced(year)).transpose()
}

impl Sized {
    fn of(one: Contender<'_>) -> Self {
        let Contender { name, trajectory, denomination, .. } = one;
        Self { name, trajectory, denomination: denomination.clone() }
    }

    /// The row of a year, beside the baseline's size.
    fn row(
        &self,
        year: Year,
        baseline: Option<&Traced<Money>>,
        shown: &Shown,
    ) -> Result<Vec<Cell>, Error> {
        let trajectory = self.trajectory.expressed(&self.denomination);
        let size = size(trajectory, year)?;
        let mut cells = Vec::with_capacity(shown.indicators.len() + 4);
        cells.extend([Cell::Text(self.name.clone()), Cell::Year(year)]);
        for indicator in &shown.indicators {
            cells.push(match (indicator, &size) {
                (_, None) => Cell::Empty,
                (Indicator::Size, Some(size)) => Cell::from(size),
                _ => columns::cell(*indicator, year, trajectory)?,
            });
        }
        if shown.has_delta {
            let both = size.as_ref().zip(baseline);
            cells.push(Cell::from(both.map(|(size, other)| size.difference(other)).as_ref()));
            cells.push(Cell::from(both.map(|(size, other)| size.change(other)).as_ref()));
        }
        Ok(cells)
    }
}
