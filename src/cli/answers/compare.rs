//! Scenarios and other reports beside the report's own forecast.

mod contender;

use std::collections::HashMap;
use std::path::Path;

use aiinfra::scenario::{self, Assumption};
use aiinfra::{
    Error, GrowthRate, List, Note, Scenario, Table, Trajectory, View, Warning, Year, warning,
    wording,
};

use crate::cli::args::global::Session;
use crate::cli::args::terms::exchanges;
use crate::cli::args::with::meaning;
use crate::cli::failure::Failure;
use crate::cli::io::input;
pub(crate) use contender::{
    Contender, Names, Shown, forecast, market, own_forecast, read_scenario, scenario,
};

/// The forecast and everything to compare it with.
pub(crate) struct Comparison<'a> {
    pub(crate) session: &'a Session,
    /// The forecast.
    pub(crate) baseline: Contender<'a>,
    /// Everything else.
    pub(crate) contenders: Vec<Contender<'a>>,
    pub(crate) years: Vec<Year>,
    pub(crate) shown: Shown,
    /// Whether anybody sees the notes that are not warnings.
    pub(crate) has_notes: bool,
}

impl Comparison<'_> {
    /// Returns the sizes of all of them. Slips are looked for in the list of growth rates, if there is one, as a whole.
    pub(crate) fn table(
        self,
        rates: Option<&List<GrowthRate>>,
        others: impl IntoIterator<Item = Note>,
    ) -> Result<Table, Failure> {
        let everyone = || std::iter::once(&self.baseline).chain(&self.contenders);
        everyone().try_for_each(|one| one.check(&self.years))?;
        let (slips, view) = (self.slips(rates), self.view());
        let mut notes = self.notes()?;
        notes.extend(others);
        let Self { session, baseline, contenders, years, shown, .. } = self;
        let scenario = baseline.name.clone();
        let abouts = contenders.iter().filter_map(|one| one.about(&session.market)).collect();
        let series = contenders.len() + 1;
        let columns = shown.columns(session);
        let rows = contender::rows(baseline, contenders, years, shown)?;
        let mut table = session.table(columns, rows, notes);
        table.notes.splice(0..0, slips);
        table.about.scenario = scenario;
        Ok(Table { others: abouts, series, view, ..table })
    }

    /// Side by side, unless several columns are asked for.
    fn view(&self) -> View {
        match self.shown.indicators.as_slice() {
            [_] => View::Wide { baseline: Some(capitalized(&self.baseline.name)) },
            _ => View::Long,
        }
    }

    /// What looks like a slip: in the list of growth rates as a whole, or in a single scenario.
    fn slips(&self, rates: Option<&List<GrowthRate>>) -> Vec<Note> {
        let listed: Vec<&GrowthRate> = rates.iter().flat_map(|rates| rates.iter()).collect();
        let is_listed = |slip: &Warning| match slip {
            Warning::SmallRate { rate } => listed.contains(&rate),
            _ => false,
        };
        let of_list = rates.and_then(warning::slip_in_list);
        let own = self.contenders.iter().flat_map(|one| self.own_slips(one));
        let mut slips: Vec<Warning> = of_list.into_iter().collect();
        for slip in own.filter(|slip| !is_listed(slip)) {
            if slips.len() < MAX_SLIPS && !slips.contains(&slip) {
                slips.push(slip);
            }
        }
        slips.into_iter().map(Note::from).collect()
    }

    fn own_slips(&self, one: &Contender<'_>) -> Vec<Warning> {
        match std::ptr::eq(one.market, self.baseline.market) {
            true => {
                warning::slips_beside(&one.scenario, one.market, Some(&self.baseline.trajectory))
            }
            false => warning::slips(&one.scenario, one.market),
        }
    }

    /// The notes about every scenario, every other market and the forecast.
    fn notes(&self) -> Result<Vec<Note>, Error> {
        let Self { session, baseline, contenders, years, .. } = self;
        let market = &session.market;
        let (scenarios, others): (Vec<&Contender<'_>>, Vec<_>) =
            contenders.iter().partition(|one| std::ptr::eq(one.market, market));
        let publisher = (!others.is_empty()).then(|| market.publisher().to_owned());
        let mut notes = Vec::new();
        if self.shown.has_delta {
            notes.push(Note::ComparedWith { publisher });
        }
        notes.extend(meaning(others.iter().map(|other| (&*other.name, other.market)), market));
        notes.extend(exchanges(others.iter().map(|other| other.denomination), session));
        if self.has_notes {
            notes.extend(assumptions(&scenarios, session)?);
        }
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
}

/// The number of slips to point out: more of them are not slips.
const MAX_SLIPS: usize = 3;

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Gives a scenario its name, which its figures then refer to.
pub(crate) fn named(name: String, scenario: Scenario) -> (String, Scenario) {
    let scenario = Scenario { name: Some(name.as_str().into()), ..scenario };
    (name, scenario)
}

/// Reads the scenarios in a file, each with what the options say, and their trajectories.
pub(crate) fn read(
    file: &Path,
    common: &Scenario,
    session: &Session,
) -> Result<Vec<(Box<Scenario>, Trajectory)>, Failure> {
    let text = input::read(
        file,
        "a CSV file with the columns scenario,base,cagr,target,growth,actual,shape",
    )?;
    let decimal_comma = session.decimal_comma;
    let read = scenario::read_with_trajectories(&text, common, &session.market, decimal_comma);
    let error = match read {
        Ok(scenarios) => return Ok(scenarios),
        Err(error) => error,
    };
    // An error in the options must not be reported as one in the file.
    common.trajectory(&session.market)?;
    Err(Failure::in_row(input::name(file), error, decimal_comma))
}

/// What the scenarios assume, once if several assume the same.
fn assumptions(scenarios: &[&Contender<'_>], session: &Session) -> Result<Vec<Note>, Error> {
    let mut told: Vec<(Assumption, Vec<String>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in scenarios {
        for assumption in one.scenario.assumptions_on(&one.trajectory, one.market)? {
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
