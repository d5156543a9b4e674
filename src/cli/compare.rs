//! `aiinfra compare`

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use aiinfra::{
    Cell, Column, Error, Grid, GrowthRate, List, Money, Scenario, Table, Year, scenario,
};
use clap::Args;

use super::failure::Failure;
use super::global::Session;
use super::shared::{YearArguments, listed, of_name, parsed};
use super::what_if::EditArguments;
use super::{Answer, Reply};

const EXAMPLES: &str = "\
What-ifs hold for every scenario; all but --path leave the forecast as it is. --target and --hold end do
not go together with --cagr and --scenario.

Examples:
  aiinfra compare --scenario bear=20 --scenario bull=33 --year 2034
  aiinfra compare --cagr 20..35:5 --path stated
  aiinfra compare --actual 2025=62 --year 2034 --format csv";

/// The name of the market's own forecast.
const FORECAST: &str = "forecast";

/// Scenarios beside the market's own forecast
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A scenario for each growth a year in percent: 20,25,30 or 20..35:5, both ends in
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = listed::<GrowthRate>)]
    cagr: Option<List<GrowthRate>>,

    /// A scenario of that name and growth a year in percent; may be given several times
    #[arg(long, value_name = "NAME=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, parsed::<GrowthRate>))]
    scenario: Vec<(String, GrowthRate)>,

    /// Scenarios in a CSV file with the columns scenario,base,cagr,target, of which only the first is needed
    #[arg(long, value_name = "FILE")]
    scenarios: Option<PathBuf>,

    #[command(flatten)]
    years: YearArguments,
    #[command(flatten)]
    edits: EditArguments,
}

/// A scenario with its name and its sizes.
struct Contender {
    name: String,
    scenario: Scenario,
    sizes: Vec<Money>,
}

impl Answer for Arguments {
    fn answer(&self, session: &Session) -> Result<Reply, Failure> {
        let horizon = session.market.horizon();
        let years = self.years.select(horizon)?.unwrap_or_else(|| horizon.years().collect());
        let own = Scenario { path: self.edits.path(), ..Scenario::default() };
        let baseline = Contender::new(FORECAST.to_owned(), own, &years, session)?;
        let contenders: Vec<Contender> = self
            .scenarios(session)?
            .into_iter()
            .map(|(name, scenario)| Contender::new(name, scenario, &years, session))
            .collect::<Result<_, _>>()?;
        let notes = notes(&baseline, &contenders, &years, session)?;
        let grid = grid(&baseline, &contenders, &years, session);
        let everyone = std::iter::once(&baseline).chain(&contenders);
        let rows = everyone.flat_map(|one| one.rows(&baseline, &years, session)).collect();
        let columns = vec![
            Column::text("scenario", "Scenario"),
            Column::year(),
            session.money("value"),
            session.money_of("delta", "Delta"),
            Column::percent("delta", "Delta"),
        ];
        Ok(Table { grid: Some(grid), ..session.table(columns, rows, notes) }.into())
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
            scenarios.push((name.clone(), scenario));
        }
        let common = self.edits.scenario(session, None)?;
        if let Some(file) = &self.scenarios {
            scenarios.extend(read(file, &common, session)?);
        } else if scenarios.is_empty() {
            if !common.assumes_anything() {
                return Err(Failure::NothingToCompare);
            }
            scenarios.push(("what-if".to_owned(), common));
        }
        check_names(&scenarios)?;
        Ok(scenarios)
    }
}

fn read(
    file: &PathBuf,
    common: &Scenario,
    session: &Session,
) -> Result<Vec<(String, Scenario)>, Failure> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|fault| {
        let expected = "a CSV file with the columns scenario,base,cagr,target";
        Failure::Input { file: name.clone(), fault: fault.to_string(), expected }
    })?;
    scenario::read(&text, common, &session.market).map_err(|error| Failure::at(name, error))
}

fn check_names(scenarios: &[(String, Scenario)]) -> Result<(), Failure> {
    let is_forecast = |name: &str| name.eq_ignore_ascii_case(FORECAST);
    let mut taken: HashSet<&str> = HashSet::new();
    match scenarios.iter().find(|(name, _)| is_forecast(name) || !taken.insert(name)) {
        Some((name, _)) => {
            let owner = if is_forecast(name) { "the market's own forecast" } else { "another" };
            Err(Failure::NameTaken { name: name.clone(), owner })
        }
        None => Ok(()),
    }
}

impl Contender {
    fn new(
        name: String,
        scenario: Scenario,
        years: &[Year],
        session: &Session,
    ) -> Result<Self, Failure> {
        let sizes = scenario.trajectory(&session.market).and_then(|trajectory| {
            years.iter().map(|year| trajectory.size(*year)).collect::<Result<_, Error>>()
        });
        let sizes = sizes.map_err(|error| Failure::at(format!("scenario `{name}`"), error))?;
        Ok(Self { name, scenario, sizes })
    }

    /// Each year's size with its distance from the baseline's.
    fn rows(&self, baseline: &Self, years: &[Year], session: &Session) -> Vec<Vec<Cell>> {
        let unit = session.scale.unit;
        let pairs = years.iter().zip(self.sizes.iter().zip(&baseline.sizes));
        let row = |(year, (size, other)): (&Year, (&Money, &Money))| {
            vec![
                Cell::Text(self.name.clone()),
                Cell::Year(*year),
                Cell::Number(size.in_unit(unit)),
                Cell::Number(size.difference(other, unit)),
                Cell::Number(size.change(other).percent()),
            ]
        };
        pairs.map(row).collect()
    }
}

/// A column for the forecast and for each scenario.
fn grid(baseline: &Contender, contenders: &[Contender], years: &[Year], session: &Session) -> Grid {
    let unit = session.scale.unit;
    let mut columns = vec![Column::year(), session.money_of("value", "Forecast")];
    columns.extend(contenders.iter().map(|one| Column::number(&one.name, &one.name)));
    let row = |(at, (year, own)): (usize, (&Year, &Money))| {
        let others = contenders.iter().filter_map(|one| one.sizes.get(at)).map(|size| {
            Cell::Compared { number: size.in_unit(unit), percent: size.change(own).percent() }
        });
        [Cell::Year(*year), Cell::Number(own.in_unit(unit))].into_iter().chain(others).collect()
    };
    let rows = years.iter().zip(&baseline.sizes).enumerate().map(row).collect();
    Grid { columns, rows }
}

/// What each scenario assumes, told once where several assume the same, and what the forecast is.
fn notes(
    baseline: &Contender,
    contenders: &[Contender],
    years: &[Year],
    session: &Session,
) -> Result<Vec<String>, Error> {
    let (market, scale) = (&session.market, &session.scale);
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in contenders {
        for assumed in one.scenario.assumptions(market, scale)? {
            let text = format!("{}: {}", assumed.topic.to_lowercase(), assumed.text);
            let place = *places.entry(text.clone()).or_insert(told.len());
            match told.get_mut(place) {
                Some((_, names)) => names.push(&one.name),
                None => told.push((text, vec![&one.name])),
            }
        }
    }
    let every = contenders.len();
    let mut notes =
        vec!["Each difference is from the forecast, which is the report's own.".to_owned()];
    notes.extend(told.iter().map(|(text, names)| match names.len() {
        count if count == every && every > 1 => format!("Every scenario, {text}"),
        _ => format!("{}, {text}", names.join(" and ")),
    }));
    let last = years.last().copied().unwrap_or(market.horizon().last());
    let own = baseline.scenario.notes(market, last, scale)?;
    notes.extend(own);
    Ok(notes)
}
