//! `aiinfra forecast`

use aiinfra::Indicator;
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::forecast;
use crate::cli::args::columns::OF_MARKET;
use crate::cli::args::global::Global;
use crate::cli::args::shared::{YearArguments, one_of};
use crate::cli::args::what_if::ScenarioArguments;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "forecast",
    group: Group::Forecast,
    summary: "market size by year",
    about: "The market, year by year",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra forecast --year 2030
  aiinfra forecast --from 2028 -o forecast.csv
  aiinfra forecast --columns size,index,cumulative
  aiinfra forecast --cagr 30 --year 2034
  aiinfra forecast --base 50bn --follow cagr --unit million
  aiinfra forecast --actual 2025=62
  aiinfra forecast --actual 2025=62 --keep end --year 2034
  aiinfra forecast --target 2030=300 --growth 2027=10
  aiinfra forecast --shape fade=10";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    years: YearArguments,

    /// The columns to show [default: size,growth]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = one_of(OF_MARKET, Indicator::names))]
    columns: Vec<Indicator>,

    #[command(flatten)]
    scenario: ScenarioArguments,
}

impl Run for Arguments {
    fn extends(&self) -> bool {
        true
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let scenario = self.scenario.scenario(session)?;
        let trajectory = scenario.trajectory(&session.market)?;
        let horizon = trajectory.horizon();
        let years = self.years.select(horizon)?.unwrap_or_else(|| horizon.years().collect());
        Ok(forecast::table(session, (&scenario, &trajectory), &years, &self.columns)?.into())
    }
}
