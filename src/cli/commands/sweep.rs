//! `aiinfra sweep`

use aiinfra::{Cell, Column, Figure, Grid, GrowthRate, List, Money, Table, Trajectory, Year};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{list_of, parsed};
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "sweep",
    group: Group::WhatIf,
    summary: "bases by growth rates",
    about: "A year's size for several bases and growth rates, as a two-way table",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra sweep --cagr 20,26.81,30 --base 42,46.73,51
  aiinfra sweep --cagr 20..35:5 --base 42..51:3 --year 2030
  aiinfra sweep --cagr -5..5:2.5 --base 40bn,50bn --format csv";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {
    /// Growth a year in percent from the base year on: 20,25,30 or 20..35:5, both ends in
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = list_of::<GrowthRate>)]
    cagr: List<GrowthRate>,

    /// Sizes in the base year, in the report's unit or with their own: 42,46.73,51bn or 42..51:3
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = list_of::<Figure>)]
    base: List<Figure>,

    /// The year to show [default: the last]
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    year: Option<Year>,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let (market, unit) = (&session.market, session.scale.unit);
        let horizon = market.horizon();
        let year = horizon.check(self.year.unwrap_or(horizon.last()))?;
        let money = |figure: &Figure| Money::from_figure(figure, market.unit());
        let bases: Vec<Money> = self
            .base
            .iter()
            .map(money)
            .collect::<Result<_, _>>()
            .map_err(|error| Failure::at("--base", error))?;
        let (mut rows, mut grid) = (Vec::new(), Vec::new());
        for base in &bases {
            let first = Cell::Number(base.in_unit(unit));
            let mut line = vec![first.clone()];
            for rate in self.cagr.iter() {
                let size =
                    Trajectory::at_rate(base, rate, horizon)?.size(year).map_err(|error| {
                        Failure::at(format!("base {}", session.scale.write_in_full(base)), error)
                    })?;
                let size = Cell::Number(size.in_unit(unit));
                line.push(size.clone());
                rows.push(vec![
                    first.clone(),
                    Cell::Number(rate.percent()),
                    Cell::Year(year),
                    size,
                ]);
            }
            grid.push(line);
        }
        let table = session.table(
            vec![
                session.money_of("base", "Base"),
                Column::percent("cagr", "CAGR"),
                Column::year(),
                session.money("value"),
            ],
            rows,
            self.notes(year, session),
        );
        let grid = Grid { columns: self.columns(session), rows: grid.into() };
        Ok(Table { grid: Some(grid), ..table }.into())
    }
}

impl Arguments {
    fn columns(&self, session: &Session) -> Vec<Column> {
        let mut columns = vec![session.money_of("base", "Base")];
        for rate in self.cagr.iter() {
            let label = format!("{} %", rate.percent());
            columns.push(Column::number(&label, &label));
        }
        columns
    }

    fn notes(&self, year: Year, session: &Session) -> Vec<String> {
        let (market, scale) = (&session.market, &session.scale);
        let base = market.base();
        vec![
            format!(
                "Sizes in {year} in {} {}: each row assumes its base in {}, each column its growth a year.",
                scale.currency, scale.unit, base.year
            ),
            format!("Published: {} in {}.", market.printed(base), base.year),
            market.citation(),
        ]
    }
}
