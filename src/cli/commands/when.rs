//! `aiinfra when`

use aiinfra::{Cell, Column, Crossing, Figure, Money, Trajectory};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::size;
use crate::cli::args::what_if::ScenarioArguments;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "when",
    group: Group::Forecast,
    summary: "year a size is reached",
    about: "When the market reaches a size",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra when 250
  aiinfra when 250 --path stated
  aiinfra when 0.5tn --cagr 30";

const REMARKS: &str = "\
Where a size is reached after the forecast's last year, that year's growth is taken to go on, and the exit code \
is 1.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// The size to reach: 600bn, 1.2tn, or a number in the report's unit
    #[arg(value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    size: Figure,

    #[command(flatten)]
    scenario: ScenarioArguments,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let (market, unit) = (&session.market, session.scale.unit);
        let scenario = self.scenario.scenario(session)?;
        let size = Money::from_figure(&self.size, market.unit())?;
        let trajectory = scenario.trajectory(market)?;
        let crossing = trajectory.crossing(&size)?;
        let last = trajectory.horizon().last();
        let until = crossing.as_ref().map_or(last, |crossing| crossing.year.min(last));
        let mut notes = vec![note(&size, crossing.as_ref(), &trajectory, session)];
        notes.extend(scenario.notes_on(&trajectory, market, until, &session.scale)?);
        let is_yes = crossing.as_ref().is_some_and(|crossing| crossing.year <= last);
        let base_year = trajectory.horizon().first();
        let table = session.table(
            vec![
                session.money_of("size", "Size"),
                Column::number("years_from_base", &format!("Years from {base_year}")),
                Column { label: "First year at or above".to_owned(), ..Column::year() },
                session.money_of("value", "Size then"),
            ],
            vec![vec![
                Cell::Number(size.in_unit(unit)),
                Cell::from(crossing.as_ref().map(|crossing| crossing.years.number().clone())),
                crossing.as_ref().map_or(Cell::Empty, |crossing| Cell::Year(crossing.year)),
                Cell::from(crossing.as_ref().map(|crossing| crossing.size.in_unit(unit))),
            ]],
            notes,
        );
        Ok(if is_yes { Reply::Table(table) } else { Reply::No(table) })
    }
}

fn note(
    size: &Money,
    crossing: Option<&Crossing>,
    trajectory: &Trajectory,
    session: &Session,
) -> String {
    let size = session.scale.write_in_full(size);
    let (first, last) = (trajectory.horizon().first(), trajectory.horizon().last());
    let onward = trajectory.onward().written();
    match crossing {
        Some(Crossing { year, .. }) if *year == first => {
            format!("The base year {first} is already at or above {size}.")
        }
        Some(Crossing { year, years, .. }) if *year <= last => format!(
            "{year} is the first year that ends at or above {size}, which is reached {} years from \
             {first}.",
            years.number().to_fixed(6)
        ),
        Some(Crossing { year, years, .. }) => format!(
            "Not by {last}, the last year of the forecast: at {onward} % a year from then on, {year} \
             would be the first year that ends at or above {size}, reached {} years from {first}.",
            years.number().to_fixed(6)
        ),
        None if trajectory.onward().fraction().is_positive() => format!(
            "Not by {last}, the last year of the forecast, and at {onward} % a year from then on not \
             within 1,000 years: {size}."
        ),
        None => format!(
            "Not by {last}, the last year of the forecast, and at {onward} % a year from then on never: \
             {size}."
        ),
    }
}
