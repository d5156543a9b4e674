//! `aiinfra goal`

use aiinfra::{Cell, Column, Figure, GoalNote, Input, Money, Note, Table, Year, warning};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::columns::path;
use crate::cli::args::global::Global;
use crate::cli::args::shared::{check_not_year, given, parsed, size};
use crate::cli::args::what_if::ScenarioArguments;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "goal",
    group: Group::Forecast,
    summary: "growth to reach a size",
    about: "The growth rate that reaches a size",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra goal 300 --year 2030
  aiinfra goal 1tn --year 2034 --follow cagr
  aiinfra goal 502.42 --year 2034 --actual 2025=62";

const REMARKS: &str = "\
Growth starts from the last actual, or else the base year. --cagr, --target, --keep and --shape change only the \
forecast that it is compared with.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// The size to reach: 600bn, 1.2tn, or a number in the report's unit
    #[arg(value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    size: Figure,

    /// The year to reach it in
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    year: Year,

    #[command(flatten)]
    scenario: ScenarioArguments,
}

impl Run for Arguments {
    fn extends(&self) -> bool {
        true
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let market = &session.market;
        let scenario = self.scenario.scenario(session)?;
        let trajectory = scenario.trajectory(market)?;
        let expressed = trajectory.expressed(&session.denomination);
        check_not_year(&self.size, expressed, market.unit(), |year| {
            format!("goal 300bn --year {year}")
        })?;
        let size = Money::from_figure(&self.size, market.unit())?;
        let size = given(size, Input::Size);
        let goal = scenario.goal_in(&session.denomination, market, self.year, &size)?;
        let has_own = |year: &Year| *year > goal.from && *year <= self.year;
        let forecast = expressed.traced(self.year)?;
        let slip = warning::far_off(size.value(), self.year, forecast, false);
        let mut notes: Vec<Note> = slip.map(Note::from).into_iter().collect();
        notes.push(Note::Goal(GoalNote {
            needed: goal.needed.clone(),
            forecast: goal.forecast.clone(),
            start: goal.start.clone(),
            from: goal.from,
            size: size.clone(),
            year: self.year,
            is_mixed: scenario.growth.keys().any(has_own),
        }));
        notes.extend(scenario.notes(market, self.year)?.into_iter().map(Note::from));
        let table = session.scenario_table(
            &scenario,
            vec![
                Column::year(),
                session.money_of("goal", "Goal").goal(),
                session.growth("needed_rate", "Needed CAGR"),
                session.growth("forecast_rate", "Forecast CAGR").minor(),
                Column::number(
                    &session.key("difference_pp"),
                    &session.label("Gap, percentage points"),
                ),
            ],
            vec![vec![
                Cell::Year(self.year),
                Cell::from(&size),
                Cell::from(&goal.needed),
                Cell::from(&goal.forecast),
                Cell::from(&goal.needed.gap(&goal.forecast)),
            ]],
            notes,
        );
        Ok(Table { path: path(expressed)?, ..table }.into())
    }
}
