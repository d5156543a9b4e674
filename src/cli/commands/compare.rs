//! `aiinfra compare`

mod asked;

use std::path::{Path, PathBuf};

use aiinfra::{Error, Horizon, Indicator, Market, Note, Scenario, Year};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::compare::{self, Comparison, Contender, Names, Shown};
use crate::cli::args::columns::{OF_MARKET, chosen};
use crate::cli::args::global::{Global, Session, WHAT_IF};
use crate::cli::args::shared::{YearArguments, one_of};
use crate::cli::args::terms::Other;
use crate::cli::args::what_if::EditArguments;
use crate::cli::args::with::{Selected, WithArguments};
use crate::cli::failure::Failure;
use crate::cli::io::output;
use asked::{Asked, AskedArguments};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "compare",
    group: Group::WhatIf,
    summary: "scenarios side by side",
    about: "Scenarios or other reports beside the report's own forecast",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra compare --scenario bear=20 --scenario bull=33 --year 2034
  aiinfra compare --cagr 20..30:5 --follow cagr
  aiinfra compare --actual 2025=62 --layout wide -o actual.csv
  aiinfra compare --with straits.toml coherent.toml --year 2030";

const REMARKS: &str = "\
What-ifs apply to every scenario. The forecast and other reports keep their own figures, except that --follow and \
--extend apply to them too. Reports about other markets need --any-scope. --target, --keep end and --shape cannot be combined with --cagr or --scenario.
In a file of scenarios, growth (2027=5;2028=7, or 2025..2028=35) and actual (2025=62;2026=80bn) add to the years of the \
options; a semicolon, | or a blank separates the years. shape is steps, fade=10 or ceiling=600bn. Commas, semicolons or tabs separate the columns. Numbers have a \
decimal point, or with --decimal-comma a comma.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    #[command(flatten)]
    asked: AskedArguments,
    #[command(flatten)]
    with: WithArguments,

    /// Name of the forecast that the others are compared with
    #[arg(long, value_name = "NAME", default_value = FORECAST, value_parser = scenario_name)]
    baseline_name: String,

    /// Leave out the differences from the forecast
    #[arg(long)]
    no_delta: bool,

    /// The columns to show [default: size, and the differences]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = one_of(OF_MARKET, Indicator::names))]
    columns: Vec<Indicator>,

    #[command(flatten)]
    years: YearArguments,
    #[command(flatten)]
    edits: EditArguments,
}

/// The market's own forecast, if it has no other name.
const FORECAST: &str = "forecast";

impl Run for Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.asked.files().map(PathBuf::as_path).collect()
    }

    fn extends(&self) -> bool {
        true
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let mut session = global.own_session()?;
        let Selected { reports, places, left_out } = self.others(&session.market)?;
        let others = &global.express(&mut session, reports)?;
        let session = &session;
        let market = &session.market;
        let years = self.years(market, others)?;
        let own = self.edits.forecast();
        let baseline = compare::forecast(&self.baseline_name, session, own)?;
        let contenders = self.contenders(&baseline, (others, &places), session)?;
        let shown = Shown {
            indicators: chosen(&self.columns, &[Indicator::Size]),
            is_chosen: !self.columns.is_empty(),
            has_delta: !self.no_delta && self.columns.is_empty(),
        };
        let left_out = Some(left_out).filter(|left_out| !left_out.is_empty());
        let has_notes = output::has_notes(global);
        let comparison = Comparison { session, baseline, contenders, years, shown, has_notes };
        let table = comparison.table(self.asked.rates.as_ref(), left_out.map(Note::LeftOut))?;
        Ok(table.into())
    }
}

impl Arguments {
    /// The other reports.
    fn others(&self, own: &Market) -> Result<Selected, Failure> {
        let files = self.asked.asked.iter().filter_map(|asked| match asked {
            Asked::With(file) => Some(file.clone()),
            _ => None,
        });
        let files: Vec<PathBuf> = files.collect();
        self.with.select(&files, own)
    }

    /// Everyone to compare the forecast with, in the order of the command line.
    fn contenders<'a>(
        &self,
        baseline: &Contender<'a>,
        (others, places): (&'a [Other], &[usize]),
        session: &'a Session,
    ) -> Result<Vec<Contender<'a>>, Failure> {
        let mut names = Names::new(&baseline.name);
        let common = self.edits.scenario(session, None)?;
        let mut first = Vec::new();
        if !self.asked.has_scenarios() && common.replaces_figures() {
            let (name, what_if) = (WHAT_IF.to_owned(), common.clone());
            first.push(compare::scenario(name, what_if, session, &mut names)?);
        }
        // Scenarios first: a market takes a longer name if its own is taken.
        let mut in_order: Vec<Vec<Contender<'a>>> = Vec::new();
        for asked in &self.asked.asked {
            in_order.push(self.scenarios(asked, &common, session, &mut names)?);
        }
        let asked = self.asked.asked.iter().zip(&mut in_order);
        let with = asked.filter(|(asked, _)| matches!(asked, Asked::With(_)));
        let mut with: Vec<&mut Vec<Contender<'a>>> = with.map(|(_, place)| place).collect();
        for (other, place) in others.iter().zip(places) {
            let market = compare::market(other, others, baseline, &mut names)?;
            if let Some(place) = with.get_mut(*place) {
                place.push(market);
            }
        }
        let contenders: Vec<Contender<'a>> =
            first.into_iter().chain(in_order.into_iter().flatten()).collect();
        if contenders.is_empty() { Err(Failure::NothingToCompare) } else { Ok(contenders) }
    }

    /// The scenarios asked for in one place, each with its own name.
    fn scenarios<'a>(
        &self,
        asked: &Asked,
        common: &Scenario,
        session: &'a Session,
        names: &mut Names,
    ) -> Result<Vec<Contender<'a>>, Failure> {
        let (name, scenario) = match asked {
            Asked::Cagr(rate) => {
                let name = format!("cagr {}%", rate.percent());
                (name, self.edits.scenario(session, Some(("cagr", rate)))?)
            }
            Asked::Scenario(name, rate) => {
                let scenario = self.edits.scenario(session, Some(("scenario", rate)))?;
                compare::named(name.clone(), scenario)
            }
            Asked::Scenarios(file) => {
                let read = compare::read(file, common, session)?.into_iter();
                return read.map(|read| compare::read_scenario(read, session, names)).collect();
            }
            Asked::With(_) => return Ok(Vec::new()),
        };
        Ok(vec![compare::scenario(name, scenario, session, names)?])
    }

    /// The years asked for, or else every year that a market has.
    fn years(&self, market: &Market, others: &[Other]) -> Result<Vec<Year>, Failure> {
        let plain = self.edits.forecast();
        let own = plain.horizon(market)?;
        let others_years = others.iter().map(|other| &other.market);
        let others_years =
            others_years.map(|other| compare::own_forecast(other, &plain).horizon(other));
        let horizons: Vec<Horizon> =
            std::iter::once(Ok(own)).chain(others_years).collect::<Result<_, Error>>()?;
        let first = horizons.iter().map(|one| one.first()).min().unwrap_or(market.base().year);
        let last = horizons.iter().map(|one| one.last()).max().unwrap_or(first);
        let has = |year: &Year| horizons.iter().any(|one| one.contains(*year));
        if let Some(year) = self.years.typed().find(|year| !has(year)) {
            if others.is_empty() {
                own.check(year)?;
            }
            return Err(Failure::InNoMarket { year, first, last, hint: longer(year, first, last) });
        }
        let all = Horizon::new(first, last)?;
        let years = self.years.select(all)?.unwrap_or_else(|| all.years().collect());
        Ok(years.into_iter().filter(has).collect())
    }
}

/// Suggests to extend the forecasts to a year after all of them.
fn longer(year: Year, first: Year, last: Year) -> String {
    let is_later = year > last && Horizon::new(first, year).is_ok();
    if is_later { format!("; to go further, pass --extend {year}") } else { String::new() }
}

/// Reads the name of the baseline.
fn scenario_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("expected a name".to_owned()) } else { Ok(name.to_owned()) }
}
