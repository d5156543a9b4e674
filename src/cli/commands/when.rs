//! `aiinfra when`

use aiinfra::{Cell, Column, Figure, Input, Money, Note, ReachedNote, Table, warning};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::columns::path;
use crate::cli::args::global::Global;
use crate::cli::args::shared::{check_not_year, given, size};
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
  aiinfra when 250 --follow cagr
  aiinfra when 0.5tn --cagr 30
  aiinfra when 40 --cagr=-5% --below
  aiinfra when 450 --shape ceiling=600";

const REMARKS: &str = "\
If the forecast ends before it reaches the size, the growth of its last year, or its shape, is assumed to continue, and \
the exit code is 1.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// The size to reach: 600bn, 1.2tn, or a number in the report's unit
    #[arg(value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    size: Figure,

    /// Find the first year at or below the size, for a market that shrinks
    #[arg(long)]
    below: bool,

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
        let size = Money::from_figure(&self.size, market.unit())?;
        let size = given(size, Input::Size);
        let trajectory = scenario.trajectory(market)?;
        let expressed = trajectory.expressed(&session.denomination);
        check_not_year(&self.size, expressed, market.unit(), |year| {
            format!("forecast --year {year}")
        })?;
        let crossing =
            if self.below { expressed.fall(&size)? } else { expressed.crossing(&size)? };
        let last = trajectory.horizon().last();
        let until = crossing.as_ref().map_or(last, |crossing| crossing.year.min(last));
        let base_year = trajectory.base_year();
        let slip = warning::far_off(size.value(), last, expressed.traced(last)?, false);
        let mut notes: Vec<Note> = slip.map(Note::from).into_iter().collect();
        let is_onward_real = session.denomination.keeps_constant_growth();
        let onward = trajectory.traced_onward();
        let onward = match is_onward_real {
            true => session.denomination.growth(onward, last)?,
            false => onward.clone(),
        };
        notes.push(Note::Reached(ReachedNote {
            size: size.clone(),
            reached: crossing.as_ref().map(|reached| (reached.year, reached.years.clone())),
            first: base_year,
            last,
            curve: trajectory.curve().filter(|curve| curve.fade().is_none()).cloned(),
            onward,
            is_onward_real,
            is_fall: self.below,
        }));
        let own = scenario.notes_on(&trajectory, market, until)?;
        notes.extend(own.into_iter().map(Note::from));
        let is_yes = crossing.as_ref().is_some_and(|crossing| crossing.year <= last);
        let side = if self.below { "below" } else { "above" };
        let table = session.scenario_table(
            &scenario,
            vec![
                Column { measure: "goal".to_owned(), ..session.money_of("size", "Goal").goal() },
                Column::number("years_from_base", &format!("Years from {base_year}")),
                Column { label: format!("First year at or {side}"), ..Column::year() },
                session.money_of("value", "Size that year"),
            ],
            vec![vec![
                Cell::from(&size),
                Cell::from(crossing.as_ref().map(|crossing| &crossing.years)),
                crossing.as_ref().map_or(Cell::Empty, |crossing| Cell::Year(crossing.year)),
                Cell::from(crossing.as_ref().map(|crossing| &crossing.size)),
            ]],
            notes,
        );
        let table = Table { path: path(expressed)?, ..table };
        Ok(if is_yes { Reply::Table(table) } else { Reply::No(table) })
    }
}
