//! `aiinfra consensus`

mod rows;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aiinfra::audit::Status;
use aiinfra::consensus::{Member, Summary, Survey};
use aiinfra::error::Fault;
use aiinfra::panel::{self, Editions, Filed, LeftOut, Panel, Reason, Selection};
use aiinfra::{About, Currency, Horizon, Note, Table, View, Warning, Year, id_of_name, scenario};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{YearArguments, one_of};
use crate::cli::args::terms::{Other, exchanges};
use crate::cli::failure::Failure;
use crate::cli::io::reports::{self, ReadReports};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "consensus",
    group: Group::WhatIf,
    summary: "what reports agree on",
    about: "Several reports about one market: median, quartiles, outliers",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra consensus examples/markets --year 2030
  aiinfra consensus straits.toml coherent.toml fortune-ai-infrastructure.toml
  aiinfra consensus examples/markets --from 2030 --layout wide
  aiinfra consensus examples/markets --without \"Coherent Market Insights\" -o consensus.csv";

const REMARKS: &str = "\
The report of --data, or the built-in one, is included and sets the market: other reports are included if their `scope` is the same. The column Check has the worst finding of `check`. CSV has a row for each year; --layout wide has a column for each report.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Other reports: datasets in TOML, or folders of them
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    years: YearArguments,

    /// Leave out the reports of this publisher; repeatable
    #[arg(long, value_name = "PUBLISHER")]
    without: Vec<String>,

    /// The editions of a publisher that count
    #[arg(long, default_value = "latest", value_parser = one_of(Editions::ALL.iter().copied(), Editions::names))]
    editions: Editions,

    /// Skip files with errors, report them at the end, and exit with code 1
    #[arg(long)]
    skip_faulty: bool,
}

impl Run for Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.files.iter().map(PathBuf::as_path).collect()
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        reports::reply(&self.files, self.skip_faulty, global.color(), |read| {
            self.table(global, read)
        })
    }
}

impl Arguments {
    fn table(&self, global: &Global, read: &ReadReports) -> Result<Table, Failure> {
        let mut session = global.own_session()?;
        let Panel { reports, mut left_out } = self.panel(global, &session, read)?;
        let (reports, without_rate) = global.express_all(&mut session, reports)?;
        left_out.retain(|one| !one.is_named_twice());
        left_out.extend(without_rate);
        let mut answer = Answer { session: &session, survey: survey(reports)?, left_out };
        let years = self.years(&answer)?;
        answer.drop_others(&years);
        answer.table(&years)
    }

    /// The reports that count, with that of `--data` or the embedded one among them.
    fn panel(
        &self,
        global: &Global,
        session: &Session,
        read: &ReadReports,
    ) -> Result<Panel, Failure> {
        let own = global.own_report(session);
        let scope = Some(own.market.scope().to_owned());
        let selection = Selection { scope, editions: self.editions, without: self.without.clone() };
        let reports = std::iter::once(own).chain(read.reports.iter().cloned()).collect();
        Panel::select(reports, &selection).map_err(|error| match error.fault() {
            Fault::Unknown { .. } => Failure::at("--without", error),
            _ => error.into(),
        })
    }

    /// The years asked for, or every year that at least two reports cover.
    fn years(&self, answer: &Answer<'_>) -> Result<Vec<Year>, Failure> {
        let shared = answer.survey.years();
        let (Some(first), Some(last)) = (shared.first(), shared.last()) else {
            return Err(answer.too_few(None));
        };
        if let Some(year) = self.years.typed().find(|year| !shared.contains(year)) {
            return Err(answer.too_few(Some(year)));
        }
        let asked = self.years.select(Horizon::new(*first, *last)?)?;
        let years: Vec<Year> = match asked {
            Some(years) => years.into_iter().filter(|year| shared.contains(year)).collect(),
            None => shared,
        };
        Ok(years)
    }
}

/// The reports that count, each with a name that distinguishes it.
fn survey(reports: Vec<Other>) -> Result<Survey, Failure> {
    let (filed, terms): (Vec<Filed>, Vec<_>) = reports
        .into_iter()
        .map(|Other { file, market, denomination }| (Filed { file, market }, denomination))
        .unzip();
    let named = panel::names(&filed).into_iter().zip(filed).zip(terms);
    let member = |((name, report), terms)| Member::new(name, report, terms);
    Ok(Survey { members: named.map(member).collect::<Result<_, _>>()? })
}

/// What goes into the answer.
struct Answer<'a> {
    session: &'a Session,
    survey: Survey,
    left_out: Vec<LeftOut>,
}

impl Answer<'_> {
    /// Leaves out the reports that cover none of the years.
    fn drop_others(&mut self, years: &[Year]) {
        let members = std::mem::take(&mut self.survey.members);
        for member in members {
            let horizon = member.horizon();
            if years.iter().any(|year| horizon.contains(*year)) {
                self.survey.members.push(member);
            } else {
                let (first, last) = (horizon.first(), horizon.last());
                let reason = Reason::OtherYears { first, last };
                self.left_out.push(LeftOut::new(member.report(), reason));
            }
        }
    }

    fn table(&self, years: &[Year]) -> Result<Table, Failure> {
        let summaries: Vec<Summary> = years
            .iter()
            .filter_map(|year| self.survey.in_year(*year).transpose())
            .collect::<Result<_, _>>()?;
        let rows =
            rows::Rows { survey: &self.survey, summaries: &summaries, session: self.session };
        let table = self.session.table_without_notes(rows.columns(), rows.of_reports());
        let view =
            if summaries.len() == 1 { rows.view() } else { View::Summary { unit: rows.unit() } };
        Ok(Table {
            others: about(&self.survey, &table.about),
            series: self.survey.members.len(),
            totals: Some(rows.with_statistics()),
            summary: Some(Box::new(rows.summary())),
            view,
            notes: self.notes(&summaries)?,
            ..table
        })
    }

    fn notes(&self, summaries: &[Summary]) -> Result<Vec<Note>, Failure> {
        let members = &self.survey.members;
        let mut notes: Vec<Note> = self.failed().into_iter().map(Note::from).collect();
        notes.extend(self.session.slip().map(Note::from));
        let own = self.survey.notes(summaries);
        notes.extend(own.into_iter().map(Note::from));
        if !self.left_out.is_empty() {
            notes.push(Note::LeftOut(self.left_out.clone()));
        }
        notes.push(Note::SameMeaning);
        notes.extend(exchanges(members.iter().map(Member::denomination), self.session));
        notes.extend(self.session.terms());
        notes.extend(members.iter().filter_map(ranges));
        Ok(notes)
    }

    /// The warning about reports whose figures contradict each other.
    fn failed(&self) -> Option<Warning> {
        let members = self.survey.members.iter();
        let failed = members.filter(|member| member.status() == Status::Fail);
        let names: Vec<String> = failed.map(|member| member.name().to_owned()).collect();
        (!names.is_empty()).then_some(Warning::FailedChecks { names })
    }

    /// The error that there are too few reports, in a year or at all.
    fn too_few(&self, year: Option<Year>) -> Failure {
        let has_year = |member: &&Member| year.is_none_or(|year| member.horizon().contains(year));
        let names: Vec<&str> =
            self.survey.members.iter().filter(has_year).map(Member::name).collect();
        let found = match names.as_slice() {
            [] => "no report".to_owned(),
            [only] => format!("only 1 report ({only})"),
            several => {
                let (count, scope) = (several.len(), self.session.market.scope().to_owned());
                return Failure::NoSharedYear { count, scope };
            }
        };
        let years = year.map(|year| format!(" with a size for {year}")).unwrap_or_default();
        let scope = self.session.market.scope().to_owned();
        Failure::TooFewReports { found, scope, years, hint: self.hint() }
    }

    /// How to get enough reports.
    fn hint(&self) -> String {
        let shared = self.survey.years();
        if let (Some(first), Some(last)) = (shared.first(), shared.last()) {
            return format!("; at least two reports cover {first} to {last}");
        }
        if let Some(currency) = self.left_out.iter().find_map(currency_without_rate) {
            return format!("; to count reports in {currency}, pass --exchange {currency}=RATE");
        }
        let mut by_scope: BTreeMap<&str, Vec<&LeftOut>> = BTreeMap::new();
        for one in &self.left_out {
            if let Reason::OtherScope { scope } = &one.reason {
                by_scope.entry(scope).or_default().push(one);
            }
        }
        let of_several = by_scope.iter().find(|(_, reports)| {
            let first = reports.first().map(|one| &one.publisher);
            reports.iter().any(|one| Some(&one.publisher) != first)
        });
        let call = |(scope, reports): (&&str, &Vec<&LeftOut>)| {
            let file = reports.first().map(|one| one.file.as_str()).unwrap_or_default();
            format!("; for `{scope}`, pass --data {file}")
        };
        of_several.map(call).unwrap_or_default()
    }
}

/// What the sizes of each member are from, and the statistics.
fn about(survey: &Survey, own: &About) -> Vec<(String, About)> {
    let of_member =
        |member: &Member| (member.name().to_owned(), About::of(&member.report().market));
    let of_statistic = |name: &'static str| {
        let (publisher, edition) = (String::new(), None);
        let scenario = id_of_name(name);
        (name.to_owned(), About { publisher, edition, scenario, ..own.clone() })
    };
    let members = survey.members.iter().map(of_member);
    members.chain(rows::statistics().map(of_statistic)).collect()
}

/// The currency of a report that has no exchange rate.
fn currency_without_rate(report: &LeftOut) -> Option<&Currency> {
    match &report.reason {
        Reason::NoRate { currency } => Some(currency),
        _ => None,
    }
}

/// The published ranges of which sizes are the midpoints.
fn ranges(member: &Member) -> Option<Note> {
    let market = &member.report().market;
    let (name, currency) = (member.name().to_owned(), market.currency().clone());
    let note = scenario::ranges_in(market)?;
    Some(Note::OtherMarket { name, currency, note })
}
