//! `aiinfra when`

use aiinfra::{Cell, Column, Figure, Input, Money, Note, ReachedNote};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::args::shared::{given, size};
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
        let market = &session.market;
        let scenario = self.scenario.scenario(session)?;
        let size = Money::from_figure(&self.size, market.unit())?;
        let size = given(size, Input::Size);
        let trajectory = scenario.trajectory(market)?;
        let crossing = trajectory.crossing(&size)?;
        let last = trajectory.horizon().last();
        let until = crossing.as_ref().map_or(last, |crossing| crossing.year.min(last));
        let base_year = trajectory.horizon().first();
        let mut notes = vec![Note::Reached(ReachedNote {
            size: size.clone(),
            reached: crossing.as_ref().map(|reached| (reached.year, reached.years.clone())),
            first: base_year,
            last,
            onward: trajectory.traced_onward().clone(),
        })];
        let own = scenario.notes_on(&trajectory, market, until)?;
        notes.extend(own.into_iter().map(Note::from));
        let is_yes = crossing.as_ref().is_some_and(|crossing| crossing.year <= last);
        let table = session.table(
            vec![
                session.money_of("size", "Size"),
                Column::number("years_from_base", &format!("Years from {base_year}")),
                Column { label: "First year at or above".to_owned(), ..Column::year() },
                session.money_of("value", "Size then"),
            ],
            vec![vec![
                Cell::from(&size),
                Cell::from(crossing.as_ref().map(|crossing| &crossing.years)),
                crossing.as_ref().map_or(Cell::Empty, |crossing| Cell::Year(crossing.year)),
                Cell::from(crossing.as_ref().map(|crossing| &crossing.size)),
            ]],
            notes,
        );
        Ok(if is_yes { Reply::Table(table) } else { Reply::No(table) })
    }
}
