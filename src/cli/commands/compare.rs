//! `aiinfra compare`

mod asked;
mod contender;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use aiinfra::scenario::{self, Assumption};
use aiinfra::{
    Error, GrowthRate, Horizon, Indicator, List, Market, Note, Scenario, View, Warning, Year,
    warning, wording,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::columns::{OF_MARKET, chosen};
use crate::cli::args::global::{Global, Session, WHAT_IF};
use crate::cli::args::shared::{YearArguments, one_of};
use crate::cli::args::terms::{Other, exchanges};
use crate::cli::args::what_if::EditArguments;
use crate::cli::args::with::{Selected, WithArguments, meaning};
use crate::cli::failure::Failure;
use crate::cli::io::input;
use asked::{Asked, AskedArguments};
use contender::{Contender, Names, Shown};

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
        let baseline = contender::forecast(&self.baseline_name, session, own)?;
        let contenders = self.contenders(&baseline, (others, &places), session)?;
        let everyone: Vec<&Contender<'_>> = std::iter::once(&baseline).chain(&contenders).collect();
        let shown = Shown {
            indicators: chosen(&self.columns, &[Indicator::Size]),
            is_chosen: !self.columns.is_empty(),
            has_delta: !self.no_delta && self.columns.is_empty(),
        };
        let rows = contender::rows(&everyone, &years, &shown)?;
        let mut notes = notes(&baseline, &contenders, &years, &shown, session)?;
        if !left_out.is_empty() {
            notes.push(Note::LeftOut(left_out));
        }
        let mut table = session.table(shown.columns(session), rows, notes);
        table.notes.splice(0..0, self.slips(&contenders));
        table.about.scenario.clone_from(&self.baseline_name);
        table.others = contenders.iter().filter_map(|one| one.about(market)).collect();
        table.series = everyone.len();
        table.view = self.view(&shown);
        Ok(table.into())
    }
}

impl Arguments {
    /// Side by side, unless several columns are asked for.
    fn view(&self, shown: &Shown) -> View {
        match shown.indicators.as_slice() {
            [_] => View::Wide { baseline: Some(capitalized(&self.baseline_name)) },
            _ => View::Long,
        }
    }

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
            first.push(contender::scenario(name, what_if, session, &mut names)?);
        }
        // Scenarios first: a market takes a longer name if its own is taken.
        let mut in_order: Vec<Vec<Contender<'a>>> = Vec::new();
        for asked in &self.asked.asked {
            let scenarios = self.scenarios(asked, &common, session)?.into_iter();
            let named = scenarios
                .map(|(name, scenario)| contender::scenario(name, scenario, session, &mut names));
            in_order.push(named.collect::<Result<_, Failure>>()?);
        }
        let asked = self.asked.asked.iter().zip(&mut in_order);
        let with = asked.filter(|(asked, _)| matches!(asked, Asked::With(_)));
        let mut with: Vec<&mut Vec<Contender<'a>>> = with.map(|(_, place)| place).collect();
        for (other, place) in others.iter().zip(places) {
            let market = contender::market(other, others, baseline, &mut names)?;
            if let Some(place) = with.get_mut(*place) {
                place.push(market);
            }
        }
        let contenders: Vec<Contender<'a>> =
            first.into_iter().chain(in_order.into_iter().flatten()).collect();
        if contenders.is_empty() { Err(Failure::NothingToCompare) } else { Ok(contenders) }
    }

    /// The scenarios asked for in one place, each with its own name.
    fn scenarios(
        &self,
        asked: &Asked,
        common: &Scenario,
        session: &Session,
    ) -> Result<Vec<(String, Scenario)>, Failure> {
        match asked {
            Asked::Cagr(rate) => {
                let name = format!("cagr {}%", rate.percent());
                Ok(vec![(name, self.edits.scenario(session, Some(("cagr", rate)))?)])
            }
            Asked::Scenario(name, rate) => {
                let scenario = self.edits.scenario(session, Some(("scenario", rate)))?;
                Ok(vec![named(name.clone(), scenario)])
            }
            Asked::Scenarios(file) => {
                let read = read(file, common, session)?.into_iter();
                Ok(read.map(|(name, scenario)| named(name, scenario)).collect())
            }
            Asked::With(_) => Ok(Vec::new()),
        }
    }

    /// The years asked for, or else every year that a market has.
    fn years(&self, market: &Market, others: &[Other]) -> Result<Vec<Year>, Failure> {
        let plain = self.edits.forecast();
        let own = plain.horizon(market)?;
        let others_years = others.iter().map(|other| &other.market);
        let others_years =
            others_years.map(|other| contender::own_forecast(other, &plain).horizon(other));
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

    /// What looks like a slip: in the list of growth rates as a whole, or in a single scenario.
    fn slips(&self, contenders: &[Contender<'_>]) -> Vec<Note> {
        let listed: Vec<&GrowthRate> = self.asked.rates.iter().flat_map(List::iter).collect();
        let is_listed = |slip: &Warning| match slip {
            Warning::SmallRate { rate } => listed.contains(&rate),
            _ => false,
        };
        let of_list = self.asked.rates.as_ref().and_then(warning::slip_in_list);
        let own = contenders.iter().flat_map(|one| warning::slips(&one.scenario, one.market));
        let mut slips: Vec<Warning> = of_list.into_iter().collect();
        for slip in own.filter(|slip| !is_listed(slip)) {
            if slips.len() < MAX_SLIPS && !slips.contains(&slip) {
                slips.push(slip);
            }
        }
        slips.into_iter().map(Note::from).collect()
    }
}

/// The number of slips to point out: more of them are not slips.
const MAX_SLIPS: usize = 3;

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

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Gives a scenario its name, which its figures then refer to.
fn named(name: String, scenario: Scenario) -> (String, Scenario) {
    let scenario = Scenario { name: Some(name.as_str().into()), ..scenario };
    (name, scenario)
}

fn read(
    file: &Path,
    common: &Scenario,
    session: &Session,
) -> Result<Vec<(String, Scenario)>, Failure> {
    let text = input::read(
        file,
        "a CSV file with the columns scenario,base,cagr,target,growth,actual,shape",
    )?;
    let decimal_comma = session.decimal_comma;
    let read = if decimal_comma { scenario::read_with_decimal_comma } else { scenario::read };
    let error = match read(&text, common, &session.market) {
        Ok(scenarios) => return Ok(scenarios),
        Err(error) => error,
    };
    // An error in the options must not be reported as one in the file.
    common.trajectory(&session.market)?;
    Err(Failure::in_row(input::name(file), error, decimal_comma))
}

/// The notes about every scenario, every other market and the forecast.
fn notes(
    baseline: &Contender<'_>,
    contenders: &[Contender<'_>],
    years: &[Year],
    shown: &Shown,
    session: &Session,
) -> Result<Vec<Note>, Error> {
    let market = &session.market;
    let (scenarios, others): (Vec<&Contender<'_>>, Vec<_>) =
        contenders.iter().partition(|one| std::ptr::eq(one.market, market));
    let publisher = (!others.is_empty()).then(|| market.publisher().to_owned());
    let mut notes = Vec::new();
    if shown.has_delta {
        notes.push(Note::ComparedWith { publisher });
    }
    notes.extend(meaning(others.iter().map(|other| (&*other.name, other.market)), market));
    notes.extend(exchanges(others.iter().map(|other| other.denomination), session));
    notes.extend(assumptions(&scenarios, session)?);
    for other in others {
        notes.extend(warning::contradiction(other.market, Some(&other.name)).map(Note::from));
        notes.extend(other.coverage(years));
        let own = other.scenario.notes(other.market, other.last_of(years))?;
        notes.extend(own.into_iter().map(|note| Note::OtherMarket {
            name: other.name.clone(),
            currency: other.market.currency().clone(),
            note,
        }));
    }
    notes.extend(baseline.coverage(years));
    let own = baseline.scenario.notes(market, baseline.last_of(years))?;
    notes.extend(own.into_iter().map(Note::from));
    Ok(notes)
}

/// What the scenarios assume, once if several assume the same.
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
