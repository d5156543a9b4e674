//! `aiinfra sweep`

use aiinfra::scenario::source;
use aiinfra::{
    Cell, Column, Denomination, Error, Figure, Given, GrowthRate, Horizon, Input, List, Market,
    Money, Note, Rows, Scale, Scenario, Shape, Table, Traced, Trajectory, View, Warning, Year,
    Years, warning,
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
        let count = rates.len();
        let sizes = Sizes {
            bases: bases.iter().map(|size| Base::new(size, horizon.first(), year)).collect(),
            rates,
            shape: shape.clone(),
            horizon,
            year,
            denomination: session.denomination.clone(),
        };
        let table = session.table(
            vec![
                base_column(session).axis(),
                rate_column(session).series(),
                Column::year().detail(),
                session.money("value"),
            ],
            sizes.rows(session)?,
            notes(year, shape.clone(), market),
        );
        let notes = self.slips(&bases, market).map(Note::from).chain(table.notes).collect();
        let view = View::Wide { baseline: None };
        Ok(Table { series: count, view, notes, ..table }.into())
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

/// The sizes of a year, by base and growth rate.
struct Sizes {
    bases: Vec<Base>,
    rates: Vec<Traced<GrowthRate>>,
    shape: Shape,
    horizon: Horizon,
    year: Year,
    denomination: Denomination,
}

/// A size in the base year, and the number of years that it grows.
///
/// The number is the same for all. But if they shared it, threads that write rows of different bases would wait for each
/// other to count their references to it.
struct Base {
    size: Traced<Money>,
    years: Traced<Years>,
}

impl Base {
    fn new(size: &Traced<Money>, first: Year, year: Year) -> Self {
        Self { size: size.clone(), years: Traced::between(first, year) }
    }
}

impl Sizes {
    /// Returns a row for each base at each rate. They are computed as they are written, but any error is found here.
    fn rows(self, session: &Session) -> Result<Rows, Failure> {
        let count = self.bases.len() * self.rates.len();
        if self.shape != Shape::Growth {
            let rows = (0..count).map(|place| self.checked_row(place, session));
            return rows.collect::<Result<Vec<_>, _>>().map(Rows::from);
        }
        // Sizes grow with the base and the rate, so if one is out of bounds, the lowest or the highest is.
        if !self.has_extremes() {
            (0..count).try_for_each(|place| self.checked_row(place, session).map(|_| ()))?;
        }
        Ok(Rows::made(count, move |place| self.row(place)))
    }

    /// Whether the lowest and the highest size are in bounds.
    fn has_extremes(&self) -> bool {
        let (bases, rates) = (|| self.bases.iter(), || self.rates.iter());
        let lowest = bases()
            .min_by_key(|base| base.size.value())
            .zip(rates().min_by_key(|rate| rate.value()));
        let highest = bases()
            .max_by_key(|base| base.size.value())
            .zip(rates().max_by_key(|rate| rate.value()));
        lowest.into_iter().chain(highest).all(|(base, rate)| self.size(base, rate).is_ok())
    }

    fn cell(&self, place: usize) -> Option<(&Base, &Traced<GrowthRate>)> {
        let base = self.bases.get(place.checked_div(self.rates.len())?)?;
        Some((base, self.rates.get(place.checked_rem(self.rates.len())?)?))
    }

    fn checked_row(&self, place: usize, session: &Session) -> Result<Vec<Cell>, Failure> {
        let of_cell = |(base, rate): (&Base, _)| of_cell(&base.size, rate, session);
        let name = || self.cell(place).map(of_cell).unwrap_or_default();
        self.row(place).map_err(|error| Failure::at(name(), error))
    }

    fn row(&self, place: usize) -> Result<Vec<Cell>, Error> {
        let Some((base, rate)) = self.cell(place) else { return Ok(Vec::new()) };
        let size = self.size(base, rate)?;
        Ok(vec![Cell::from(&base.size), Cell::from(rate), Cell::Year(self.year), Cell::from(&size)])
    }

    fn size(&self, base: &Base, rate: &Traced<GrowthRate>) -> Result<Traced<Money>, Error> {
        let Base { size: base, years } = base;
        let trajectory = match &self.shape {
            Shape::Growth => {
                // A trajectory for each of a million sizes would take most of the time.
                let size = base.compound(rate, years);
                let size = size.and_then(|size| self.denomination.size(&size, self.year));
                if size.is_ok() {
                    return size;
                }
                Trajectory::at_rate(base, rate, self.horizon)
            }
            shape => {
                let given = Given { input: Input::Shape, scenario: None };
                Trajectory::shaped(base, rate, shape.given(given), self.horizon)
            }
        };
        trajectory?.expressed(&self.denomination).traced(self.year)
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
