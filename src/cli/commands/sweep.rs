//! `aiinfra sweep`

use aiinfra::scenario::source;
use aiinfra::{
    Cell, Column, Figure, Given, GrowthRate, Input, List, Market, Money, Note, Scale, Scenario,
    Shape, Table, Traced, Trajectory, View, Warning, Year, warning,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{given, list_of, parsed};
use crate::cli::args::what_if::shape;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "sweep",
    group: Group::WhatIf,
    summary: "bases by growth rates",
    about: "A two-way table of sizes: bases by growth rates, for one year",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra sweep --cagr 20,26.81,30 --base 42,46.73,51
  aiinfra sweep --cagr 20..35:5 --base 42..51:3 --year 2030
  aiinfra sweep --cagr 20..35:5 --base 42..51:3 --year 2030 --shape steps
  aiinfra sweep --cagr -5..5:2.5 --base 40bn,50bn --format csv";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {
    /// Growth rates in percent per year: 20,25,30 or 20..35:5, ends included
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = list_of::<GrowthRate>)]
    cagr: List<GrowthRate>,

    /// Sizes in the base year, in the report's unit or with their own: 42,46.73,51bn or 42..51:3
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = list_of::<Figure>)]
    base: List<Figure>,

    /// What lies between the base and the last year: growth (constant), steps (equal), fade=PCT, or ceiling=SIZE (S-curve)
    #[arg(long, value_name = "SHAPE", allow_hyphen_values = true, value_parser = shape)]
    shape: Option<String>,

    /// The year to show [default: the last]
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    year: Option<Year>,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let market = &session.market;
        let horizon = market.forecast_period();
        let year = horizon.check(self.year.unwrap_or(horizon.last()))?;
        let base = |figure: &Figure| {
            Money::from_figure(figure, market.unit()).map(|size| given(size, Input::Base))
        };
        let bases: Vec<Traced<Money>> = self
            .base
            .iter()
            .map(base)
            .collect::<Result<_, _>>()
            .map_err(|error| Failure::at("--base", error))?;
        let rates: Vec<Traced<GrowthRate>> =
            self.cagr.iter().map(|rate| given(rate.clone(), Input::Cagr)).collect();
        let shape = self.shape(session)?;
        let trajectory = |base: &Traced<Money>, rate: &Traced<GrowthRate>| match &shape {
            Shape::Growth => Trajectory::at_rate(base, rate, horizon),
            shape => {
                let given = Given { input: Input::Shape, scenario: None };
                Trajectory::shaped(base, rate, shape.given(given), horizon)
            }
        };
        let mut rows = Vec::new();
        for base in &bases {
            let first = Cell::from(base);
            for rate in &rates {
                let size = trajectory(base, rate)
                    .and_then(|path| path.expressed(&session.denomination).traced(year))
                    .map_err(|error| Failure::at(of_cell(base, rate, session), error))?;
                let size = Cell::from(&size);
                rows.push(vec![first.clone(), Cell::from(rate), Cell::Year(year), size]);
            }
        }
        let table = session.table(
            vec![
                base_column(session).axis(),
                rate_column(session).series(),
                Column::year().detail(),
                session.money("value"),
            ],
            rows,
            notes(year, shape.clone(), market),
        );
        let notes = self.slips(&bases, market).map(Note::from).chain(table.notes).collect();
        let view = View::Wide { baseline: None };
        Ok(Table { series: rates.len(), view, notes, ..table }.into())
    }
}

impl Arguments {
    fn shape(&self, session: &Session) -> Result<Shape, Failure> {
        let Some(text) = &self.shape else { return Ok(Shape::Growth) };
        Shape::parse(text, session.market.unit()).map_err(|error| Failure::at("--shape", error))
    }

    /// What looks like a slip in the rates, and in the first of the bases.
    fn slips(&self, bases: &[Traced<Money>], market: &Market) -> impl Iterator<Item = Warning> {
        let rates = warning::slip_in_list(&self.cagr);
        let first = bases.first().map(|base| base.value().clone());
        let sizes = warning::slips(&Scenario { base: first, ..Scenario::default() }, market);
        rates.into_iter().chain(sizes)
    }
}

fn notes(year: Year, shape: Shape, market: &Market) -> Vec<Note> {
    let base = market.base();
    vec![
        Note::TwoWay { year, base_year: base.year, last: market.horizon().last(), shape },
        Note::PublishedBase { size: market.traced(base), year: base.year },
        source(market).into(),
    ]
}

/// The bases, which are in the report's own terms.
fn base_column(session: &Session) -> Column {
    let Scale { currency, unit, .. } = &session.scale;
    let (key, label) =
        if session.is_real() { ("nominal_base", "Nominal base") } else { ("base", "Base") };
    let column = Column::money(key, currency, *unit);
    Column { label: format!("{label}, {}", column.label), ..column }
}

/// The rates, which are nominal.
fn rate_column(session: &Session) -> Column {
    match session.is_real() {
        true => Column::percent("nominal_cagr", "Nominal CAGR"),
        false => Column::percent("cagr", "CAGR"),
    }
}

fn of_cell(base: &Traced<Money>, rate: &Traced<GrowthRate>, session: &Session) -> String {
    let base = session.scale.write_in_full(base.value());
    format!("base {base}, cagr {}%", rate.value().percent())
}
