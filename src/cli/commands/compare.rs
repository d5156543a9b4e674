//! `aiinfra compare`

mod contender;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use aiinfra::scenario::{self, Assumption};
use aiinfra::{
    Column, Error, GrowthRate, Horizon, List, Market, Note, Scenario, Table, View, Year, wording,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{YearArguments, list_of, of_name, parsed};
use crate::cli::args::what_if::EditArguments;
use crate::cli::failure::Failure;
use crate::cli::io::input;
use contender::Contender;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "compare",
    group: Group::WhatIf,
    summary: "scenarios side by side",
    about: "Scenarios, or other markets, beside the market's own forecast",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra compare --scenario bear=20 --scenario bull=33 --year 2034
  aiinfra compare --cagr 20..30:5 --path stated
  aiinfra compare --actual 2025=62 --year 2034 --format csv
  aiinfra compare --with straits.toml --with coherent.toml --year 2030";

const REMARKS: &str = "\
What-ifs hold for every scenario; all but --path leave the forecast, and other markets, as they are. --target \
and --hold end do not go together with --cagr and --scenario.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// A scenario for each growth a year in percent: 20,25,30 or 20..35:5, both ends in
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = list_of::<GrowthRate>)]
    cagr: Option<List<GrowthRate>>,

    /// A scenario of that name and growth a year in percent; may be given several times
    #[arg(long, value_name = "NAME=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, "bear=20.5", parsed::<GrowthRate>))]
    scenario: Vec<(String, GrowthRate)>,

    /// Scenarios in a CSV file with the columns scenario,base,cagr,target, of which only the first is needed
    #[arg(long, value_name = "FILE")]
    scenarios: Option<PathBuf>,

    /// Another market's dataset in TOML, for the years that all markets have; may be given several times
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,

    #[command(flatten)]
    years: YearArguments,
    #[command(flatten)]
    edits: EditArguments,
}

impl Run for Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.scenarios.iter().chain(&self.with).map(PathBuf::as_path).collect()
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let others = others(&self.with, &session.market)?;
        let years = self.years(&session.market, &others)?;
        let own = Scenario { path: self.edits.path(), ..Scenario::default() };
        let baseline = contender::forecast(&session.market, own.clone(), &years)?;
        let mut contenders =
            contender::scenarios(self.scenarios(session)?, &session.market, &years)?;
        contenders.extend(contender::markets(&others, &own, &contenders, &baseline, &years)?);
        let notes = notes(&baseline, &contenders, &years, session)?;
        let everyone = std::iter::once(&baseline).chain(&contenders);
        let rows = contender::rows(everyone, &years);
        let columns = vec![
            Column::text("scenario", "Scenario").series(),
            Column::year(),
            session.money("value"),
            session.money_of("delta", "Delta"),
            Column::percent("delta", "Delta"),
        ];
        let baseline = Some("Forecast".to_owned());
        let view = View::Wide { series: contenders.len() + 1, baseline };
        Ok(Table { view, ..session.table(columns, rows, notes) }.into())
    }
}

impl Arguments {
    /// The scenarios asked for, each with its own name.
    fn scenarios(&self, session: &Session) -> Result<Vec<(String, Scenario)>, Failure> {
        let mut scenarios = Vec::new();
        for rate in self.cagr.iter().flat_map(List::iter) {
            let name = format!("cagr {}%", rate.percent());
            scenarios.push((name, self.edits.scenario(session, Some(("cagr", rate)))?));
        }
        for (name, rate) in &self.scenario {
            let scenario = self.edits.scenario(session, Some(("scenario", rate)))?;
            scenarios.push(named(name.clone(), scenario));
        }
        let common = self.edits.scenario(session, None)?;
        if let Some(file) = &self.scenarios {
            let read = read(file, &common, session)?.into_iter();
            scenarios.extend(read.map(|(name, scenario)| named(name, scenario)));
        } else if scenarios.is_empty() && common.assumes_anything() {
            scenarios.push(("what-if".to_owned(), common));
        } else if scenarios.is_empty() && self.with.is_empty() {
            return Err(Failure::NothingToCompare);
        }
        Ok(scenarios)
    }

    /// The years asked for, or else all that every market has.
    fn years(&self, market: &Market, others: &[Market]) -> Result<Vec<Year>, Failure> {
        let own = market.horizon();
        // A year that the forecast itself has not is told as such.
        self.years.select(own)?;
        let shared = shared_years(market, others)?;
        if let Some(year) = self.years.typed().find(|year| !shared.contains(*year)) {
            return Err(Failure::NotShared { year, first: shared.first(), last: shared.last() });
        }
        Ok(self.years.select(shared)?.unwrap_or_else(|| shared.years().collect()))
    }
}

/// The years that every market has.
fn shared_years(market: &Market, others: &[Market]) -> Result<Horizon, Failure> {
    let own = market.horizon();
    let first = others.iter().map(|other| other.horizon().first()).fold(own.first(), Year::max);
    let last = others.iter().map(|other| other.horizon().last()).fold(own.last(), Year::min);
    let Ok(shared) = Horizon::new(first, last) else {
        let years: Vec<String> = std::iter::once(market).chain(others).map(years_of).collect();
        return Err(Failure::NothingShared { years: years.join(", ") });
    };
    Ok(shared)
}

fn years_of(market: &Market) -> String {
    let horizon = market.horizon();
    format!("{} {} to {}", market.publisher(), horizon.first(), horizon.last())
}

/// A scenario whose figures say that they are its own.
fn named(name: String, scenario: Scenario) -> (String, Scenario) {
    let scenario = Scenario { name: Some(name.as_str().into()), ..scenario };
    (name, scenario)
}

/// The markets of those files, whose sizes can be compared with this one's.
fn others(files: &[PathBuf], market: &Market) -> Result<Vec<Market>, Failure> {
    files.iter().map(|file| other(file, market)).collect()
}

fn other(file: &Path, market: &Market) -> Result<Market, Failure> {
    let other = input::market(file, "")?;
    if other.currency() != market.currency() {
        return Err(Failure::Currency {
            file: input::name(file),
            theirs: other.currency().clone(),
            ours: market.currency().clone(),
        });
    }
    Ok(other)
}

fn read(
    file: &Path,
    common: &Scenario,
    session: &Session,
) -> Result<Vec<(String, Scenario)>, Failure> {
    let text = input::read(file, "a CSV file with the columns scenario,base,cagr,target")?;
    let error = match scenario::read(&text, common, &session.market) {
        Ok(scenarios) => return Ok(scenarios),
        Err(error) => error,
    };
    // What is wrong with an option is not to be blamed on the file.
    common.trajectory(&session.market)?;
    Err(Failure::in_row(input::name(file), error, false))
}

/// What each scenario assumes, what each other market is, and what the forecast is.
fn notes(
    baseline: &Contender<'_>,
    contenders: &[Contender<'_>],
    years: &[Year],
    session: &Session,
) -> Result<Vec<Note>, Error> {
    let market = &session.market;
    let last = years.last().copied().unwrap_or(market.horizon().last());
    let (scenarios, others): (Vec<&Contender<'_>>, Vec<_>) =
        contenders.iter().partition(|one| std::ptr::eq(one.market, market));
    let publisher = (!others.is_empty()).then(|| market.publisher().to_owned());
    let mut notes = vec![Note::ComparedWith { publisher }];
    if !others.is_empty() {
        notes.push(Note::SameMeaning);
    }
    notes.extend(assumptions(&scenarios, session)?);
    for other in others {
        let own = other.scenario.notes(other.market, last)?;
        notes.extend(
            own.into_iter().map(|note| Note::OtherMarket { name: other.name.clone(), note }),
        );
    }
    notes.extend(baseline.scenario.notes(market, last)?.into_iter().map(Note::from));
    Ok(notes)
}

/// What each scenario assumes, told once where several assume the same.
fn assumptions(scenarios: &[&Contender<'_>], session: &Session) -> Result<Vec<Note>, Error> {
    let mut told: Vec<(Assumption, Vec<String>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in scenarios {
        for assumption in one.scenario.assumptions(one.market)? {
            let text = wording::assumption_of_one(&assumption, &session.scale);
            let place = *places.entry(text).or_insert(told.len());
            match told.get_mut(place) {
                Some((_, names)) => names.push(one.name.clone()),
                None => told.push((assumption, vec![one.name.clone()])),
            }
        }
    }
    let every = scenarios.len();
    let note = |(assumption, names): (Assumption, Vec<String>)| {
        let is_every = names.len() == every && every > 1;
        Note::Scenarios { names, is_every, assumption }
    };
    Ok(told.into_iter().map(note).collect())
}
