//! `aiinfra forecast`

use aiinfra::{Cell, Column, Error, Rows, Trajectory, Year};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::args::shared::YearArguments;
use crate::cli::args::what_if::ScenarioArguments;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "forecast",
    group: Group::Forecast,
    summary: "size in every year",
    about: "The market, year by year",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra forecast --year 2030
  aiinfra forecast --from 2028 --format csv
  aiinfra forecast --cagr 30 --year 2034
  aiinfra forecast --base 50bn --path stated --unit million
  aiinfra forecast --actual 2025=62
  aiinfra forecast --actual 2025=62 --hold end --year 2034
  aiinfra forecast --target 2030=300 --growth 2027=10";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    years: YearArguments,
    #[command(flatten)]
    scenario: ScenarioArguments,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let market = &session.market;
        let scenario = self.scenario.scenario(session)?;
        let trajectory = scenario.trajectory(market)?;
        let horizon = trajectory.horizon();
        let years = self.years.select(horizon)?.unwrap_or_else(|| horizon.years().collect());
        let last = years.last().copied().unwrap_or(horizon.last());
        let row = |year: &Year| row(*year, &trajectory);
        Ok(session
            .table(
                vec![
                    Column::year(),
                    session.money("value"),
                    Column::percent("growth", "Growth").minor(),
                ],
                years.iter().map(row).collect::<Result<Rows, Error>>()?,
                scenario.notes_on(&trajectory, market, last)?,
            )
            .into())
    }
}

fn row(year: Year, trajectory: &Trajectory) -> Result<Vec<Cell>, Error> {
    Ok(vec![
        Cell::Year(year),
        Cell::from(&trajectory.traced(year)?),
        Cell::from(trajectory.traced_growth(year)?.as_ref()),
    ])
}
