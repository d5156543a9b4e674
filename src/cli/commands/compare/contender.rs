//! What `compare` puts side by side: the forecast, its scenarios, and other markets.

use std::collections::HashSet;

use aiinfra::{Cell, Error, Market, Money, Rows, Scenario, Traced, Year};

use crate::cli::failure::Failure;

/// The name of the market's own forecast.
const FORECAST: &str = "forecast";

/// A scenario of a market with its name and its sizes.
pub(super) struct Contender<'a> {
    pub(super) name: String,
    pub(super) market: &'a Market,
    pub(super) scenario: Scenario,
    pub(super) sizes: Vec<Traced<Money>>,
}

/// The market's own forecast.
pub(super) fn forecast<'a>(
    market: &'a Market,
    scenario: Scenario,
    years: &[Year],
) -> Result<Contender<'a>, Failure> {
    Contender::new(FORECAST.to_owned(), market, scenario, years)
        .map_err(|error| Failure::at(FORECAST, error))
}

/// Scenarios of the market, each with a name of its own.
pub(super) fn scenarios<'a>(
    scenarios: Vec<(String, Scenario)>,
    market: &'a Market,
    years: &[Year],
) -> Result<Vec<Contender<'a>>, Failure> {
    let mut names = HashSet::new();
    for (name, _) in &scenarios {
        let is_forecast = name.eq_ignore_ascii_case(FORECAST);
        if is_forecast || !names.insert(name.clone()) {
            let owner = if is_forecast { "the market's own forecast" } else { "another scenario" };
            return Err(Failure::NameTaken { name: name.clone(), owner });
        }
    }
    let mut contenders = Vec::with_capacity(scenarios.len());
    for (name, scenario) in scenarios {
        let place = format!("scenario `{name}`");
        let contender = Contender::new(name, market, scenario, years);
        contenders.push(contender.map_err(|error| Failure::at(place, error))?);
    }
    Ok(contenders)
}

/// The forecasts of other markets.
pub(super) fn markets<'a>(
    others: &'a [Market],
    scenario: &Scenario,
    scenarios: &[Contender<'_>],
    baseline: &Contender<'_>,
    years: &[Year],
) -> Result<Vec<Contender<'a>>, Failure> {
    let mut names: HashSet<String> =
        scenarios.iter().chain([baseline]).map(|one| one.name.clone()).collect();
    let mut contenders = Vec::with_capacity(others.len());
    for other in others {
        let name = name(other, others, baseline.market, &names);
        if !names.insert(name.clone()) {
            return Err(Failure::MarketTwice { name });
        }
        let place = format!("market `{name}`");
        let contender = Contender::new(name, other, scenario.clone(), years);
        contenders.push(contender.map_err(|error| Failure::at(place, error))?);
    }
    Ok(contenders)
}

/// A market goes by its publisher alone where that tells it apart and its own name is the forecast's.
fn name(other: &Market, others: &[Market], own: &Market, taken: &HashSet<String>) -> String {
    let publisher = other.publisher();
    let published = others.iter().chain([own]).filter(|market| market.publisher() == publisher);
    if published.count() == 1 && other.name() == own.name() && !taken.contains(publisher) {
        publisher.to_owned()
    } else {
        format!("{publisher}, {}", other.name())
    }
}

impl<'a> Contender<'a> {
    fn new(
        name: String,
        market: &'a Market,
        scenario: Scenario,
        years: &[Year],
    ) -> Result<Self, Error> {
        let trajectory = scenario.trajectory(market)?;
        let sizes = years.iter().map(|year| trajectory.traced(*year)).collect::<Result<_, _>>()?;
        Ok(Self { name, market, scenario, sizes })
    }
}

/// Each year's size of everyone with its distance from that of the first. Rows are made on demand, so that memory holds
/// the sizes alone.
pub(super) fn rows<'a>(everyone: impl Iterator<Item = &'a Contender<'a>>, years: &[Year]) -> Rows {
    let named = everyone.map(|one| (one.name.clone(), one.sizes.clone()));
    let (everyone, years): (Vec<Named>, Vec<Year>) = (named.collect(), years.to_vec());
    Rows::made(everyone.len() * years.len(), move |place| {
        Ok(row(&everyone, &years, place).unwrap_or_default())
    })
}

/// A contender's name and its sizes.
type Named = (String, Vec<Traced<Money>>);

fn row(everyone: &[Named], years: &[Year], place: usize) -> Option<Vec<Cell>> {
    let (name, sizes) = everyone.get(place.checked_div(years.len())?)?;
    let at = place.checked_rem(years.len())?;
    let (_, baseline) = everyone.first()?;
    let (size, other) = (sizes.get(at)?, baseline.get(at)?);
    Some(vec![
        Cell::Text(name.clone()),
        Cell::Year(*years.get(at)?),
        Cell::from(size),
        Cell::from(&size.difference(other)),
        Cell::from(&size.change(other)),
    ])
}
