//! `aiinfra segments`

use aiinfra::{Cell, Column, Dimension, Error, Scenario, Table, Trajectory, Year, segments};
use clap::Args;

use super::Answer;
use super::failure::Failure;
use super::global::Session;
use super::shared::{ScenarioArguments, YearArguments};

const EXAMPLES: &str = "\
Examples:
  aiinfra segments region --year 2030
  aiinfra segments end-use
  aiinfra segments --from 2024 --to 2034 --format csv";

/// The market by segment, in the base year unless years are asked for
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// How to divide the market, such as region [default: every way]
    dimension: Option<String>,
    #[command(flatten)]
    years: YearArguments,
    #[command(flatten)]
    scenario: ScenarioArguments,
}

impl Answer for Arguments {
    fn answer(&self, session: &Session) -> Result<Table, Failure> {
        let market = &session.market;
        let dimensions = match &self.dimension {
            Some(name) => vec![market.dimension(name)?],
            None => market.dimensions().iter().collect(),
        };
        let scenario = self.scenario.scenario(session)?;
        let trajectory = scenario.trajectory(market)?;
        let base_year = || vec![market.base().year];
        let years = self.years.select(trajectory.horizon())?.unwrap_or_else(base_year);
        let mut rows = Vec::new();
        for dimension in &dimensions {
            rows.extend(self::rows(dimension, &trajectory, &years, session)?);
        }
        Ok(session.table(
            vec![
                Column::text("dimension", "Dimension"),
                Column::text("segment", "Segment"),
                Column::year(),
                Column::percent("share", "Share"),
                session.money("value"),
            ],
            rows,
            notes(&dimensions, &scenario, &trajectory, &years, session)?,
        ))
    }
}

/// Segment by segment in the report's order, and each year by year.
fn rows(
    dimension: &Dimension,
    trajectory: &Trajectory,
    years: &[Year],
    session: &Session,
) -> Result<Vec<Vec<Cell>>, Error> {
    let mut rows = Vec::new();
    for year in years {
        for (order, part) in
            segments::divide(dimension, &trajectory.size(*year)?)?.iter().enumerate()
        {
            let row = vec![
                Cell::named(&dimension.id, &dimension.name),
                Cell::named(part.id(), part.name()),
                Cell::Year(*year),
                Cell::from(part.share().map(|share| share.percent())),
                Cell::from(part.size(session.scale.unit)),
            ];
            rows.push((order, row));
        }
    }
    rows.sort_by_key(|(order, _)| *order);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn notes(
    dimensions: &[&Dimension],
    scenario: &Scenario,
    trajectory: &Trajectory,
    years: &[Year],
    session: &Session,
) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    if dimensions.iter().any(|dimension| dimension.has_shares()) {
        notes.push(whole(trajectory, years, session)?);
    }
    if dimensions.len() > 1 {
        notes
            .push("Each dimension divides the same whole market: add up one at a time.".to_owned());
    }
    notes.extend(dimensions.iter().flat_map(|dimension| segments::notes(dimension)));
    let last = years.last().copied().unwrap_or(trajectory.horizon().last());
    notes.extend(scenario.notes(&session.market, last, &session.scale)?);
    Ok(notes)
}

/// The market that the parts add up to.
fn whole(trajectory: &Trajectory, years: &[Year], session: &Session) -> Result<String, Error> {
    let size =
        |year: Year| Ok(format!("{} in {year}", session.scale.write(&trajectory.size(year)?)));
    let whole = match years {
        [first, .., last] => format!("from {} to {}", size(*first)?, size(*last)?),
        _ => years.iter().map(|year| size(*year)).collect::<Result<String, Error>>()?,
    };
    Ok(format!("Whole market: {whole}. Each part is rounded by itself."))
}
