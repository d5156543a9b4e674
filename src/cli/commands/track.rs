//! `aiinfra track`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aiinfra::panel::{self, Editions, Filed, LeftOut, Panel, Selection};
use aiinfra::render::{MOST_DIGITS, USUAL_DIGITS};
use aiinfra::track::{Note as Told, Pair, Record, Report, Revision, Track};
use aiinfra::{
    About, Cell, Column, Denomination, Figure, Input, Money, Note, Rows, Scenario, Table, Traced,
    View, Warning, Year, scenario, warning,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{given, of_year, parsed, size};
use crate::cli::args::terms::exchanges;
use crate::cli::args::what_if::each_year_once;
use crate::cli::failure::Failure;
use crate::cli::io::reports::{self, ReadReports};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "track",
    group: Group::WhatIf,
    summary: "forecasts vs. actuals",
    about: "How past editions compare with actual sizes",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra track --actual 2025=62
  aiinfra track examples/editions --data examples/editions/gartner-ai-chips-2024-05.toml
  aiinfra track examples/editions --data examples/editions/fortune-ai-2023.toml --format csv
  aiinfra track examples/editions/gartner-public-cloud-*.toml --year 2024";

const REMARKS: &str = "\
Each row is an edition's forecast for a year after its base year. The actual is the size given with --actual or, without one, the base-year size of a later edition by the same publisher. Editions are dated by `edition` in their datasets, or else by \
their base years. Errors are averaged by years ahead if there are at least five of them. The report of --data is one of the editions; editions with another `scope` are left out.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Editions: datasets in TOML, or folders of them [default: the report of --data]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Actual size of a year, in the report's unit or with its own; repeatable
    #[arg(long, value_name = "YEAR=SIZE", value_delimiter = ',', value_parser = |text: &str| of_year(text, "2025=62.5", size))]
    actual: Vec<(Year, Figure)>,

    /// Show how the size for this year was revised, instead of errors
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    year: Option<Year>,

    /// Skip files with errors, report them at the end, and exit with code 1
    #[arg(long)]
    skip_faulty: bool,
}

impl Run for Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.files.iter().map(PathBuf::as_path).collect()
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        if self.year.is_some() && !self.actual.is_empty() {
            return Err(Failure::clash("year", "actual", ONE));
        }
        reports::reply(&self.files, self.skip_faulty, global.color(), |read| {
            self.table(global, read)
        })
    }
}

const ONE: &str = "only one of them, because a revision is between forecasts";

impl Arguments {
    fn table(&self, global: &Global, read: &ReadReports) -> Result<Table, Failure> {
        let (mut session, panel) = selected(read, global)?;
        let (others, no_rate) = global.express_all(&mut session, panel.reports)?;
        let reports: Vec<(Filed, Denomination)> = others
            .into_iter()
            .map(|other| (Filed { file: other.file, market: other.market }, other.denomination))
            .collect();
        let reports = reports
            .iter()
            .map(|(report, denomination)| Report { report, denomination: denomination.clone() });
        let track = Track { reports: reports.collect(), actuals: self.actuals(&session)? };
        let mut left_out: Vec<LeftOut> = panel.left_out.into_iter().chain(no_rate).collect();
        left_out.retain(|one| !one.is_named_twice());
        match self.year {
            Some(year) => revised(&track, year, left_out, &session),
            None => self.compared(&track, left_out, &session, global),
        }
    }

    /// The actual sizes that are given, in the terms of the answer.
    fn actuals(&self, session: &Session) -> Result<BTreeMap<Year, Traced<Money>>, Failure> {
        let sized = |(year, figure): &(Year, Figure)| {
            let size = Money::from_figure(figure, session.market.unit())?;
            let size = given(size, Input::Actual(year.number()));
            Ok((*year, session.denomination.size(&size, *year)?))
        };
        let actuals = self.actual.iter().map(sized).collect::<Result<_, Failure>>()?;
        each_year_once("actual", actuals)
    }

    /// The table of errors.
    fn compared(
        &self,
        track: &Track<'_>,
        left_out: Vec<LeftOut>,
        session: &Session,
        global: &Global,
    ) -> Result<Table, Failure> {
        let record = track.record()?;
        let rows: Rows = record.pairs.iter().map(row).collect();
        let columns = columns(session);
        let view = view(&record, &columns, global);
        let mut notes: Vec<Note> = self.slips(session).into_iter().map(Note::from).collect();
        notes.extend(all_notes(record.notes(), track, left_out, session));
        let series = record.pairs.len();
        let others = abouts(track);
        Ok(Table { others, series, view, notes, ..session.table_without_notes(columns, rows) })
    }

    /// What looks like a slip in the given actuals.
    fn slips(&self, session: &Session) -> Vec<Warning> {
        let money = |figure: &Figure| Money::from_figure(figure, session.market.unit()).ok();
        let sized = |(year, figure): &(Year, Figure)| Some((*year, money(figure)?));
        let actuals = self.actual.iter().filter_map(sized).collect();
        warning::slips(&Scenario { actuals, ..Scenario::default() }, &session.market)
    }
}

/// The reports that count, and the session about their market: that of the dataset or, if only files are named, the
/// latest edition's.
fn selected(read: &ReadReports, global: &Global) -> Result<(Session, Panel), Failure> {
    let mut reports = read.reports.clone();
    let latest = reports.iter().max_by_key(|report| (report.date(), report.file.clone()));
    let session = match latest {
        Some(latest) if global.dataset().is_none() => {
            check_one_scope(&reports)?;
            global.session_about(latest.market.clone(), false)
        }
        _ => global.own_session()?,
    };
    if reports.is_empty() || global.dataset().is_some() {
        let own = global.own_report(&session);
        // A folder may contain it.
        reports.retain(|report| report.file != own.file);
        reports.push(own);
    }
    let scope = Some(session.market.scope().to_owned());
    let selection = Selection { scope, editions: Editions::All, ..Selection::default() };
    Ok((session, Panel::select(reports, &selection)?))
}

fn check_one_scope(reports: &[Filed]) -> Result<(), Failure> {
    let mut scopes: Vec<&str> = reports.iter().map(|report| report.market.scope()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    match scopes.as_slice() {
        [] | [_] => Ok(()),
        _ => Err(Failure::SeveralScopes { scopes: scopes.join(", ") }),
    }
}

/// The table of revisions for a year.
fn revised(
    track: &Track<'_>,
    year: Year,
    left_out: Vec<LeftOut>,
    session: &Session,
) -> Result<Table, Failure> {
    let revisions = track.revisions(year)?;
    let rows: Rows = revisions.rows.iter().map(|one| revision_row(one, year)).collect();
    let columns = revision_columns(session);
    let view = View::Chosen { columns: with_one_unit(&columns), rows: rows.clone() };
    let left_out = left_out.into_iter().chain(revisions.left_out.clone()).collect();
    let notes = all_notes(revisions.notes(), track, left_out, session);
    let series = revisions.rows.len();
    let others = abouts(track);
    Ok(Table { others, series, view, notes, ..session.table_without_notes(columns, rows) })
}

/// The editions, by their publishers.
fn abouts(track: &Track<'_>) -> Vec<(String, About)> {
    let markets = track.reports.iter().map(|report| &report.report.market);
    markets.map(|market| (market.publisher().to_owned(), About::of(market))).collect()
}

/// Every note, from the warnings to the sources.
fn all_notes(
    own: Vec<Told>,
    track: &Track<'_>,
    left_out: Vec<LeftOut>,
    session: &Session,
) -> Vec<Note> {
    let reports: Vec<Filed> = track.reports.iter().map(|one| one.report.clone()).collect();
    let named: Vec<(String, &Filed)> = panel::names(&reports).into_iter().zip(&reports).collect();
    let mut notes: Vec<Note> =
        contradictions(&named).into_iter().chain(session.slip()).map(Note::from).collect();
    notes.extend(session.terms());
    notes.extend(exchanges(track.reports.iter().map(|one| &one.denomination), session));
    notes.extend(own.into_iter().chain([track.sources()]).map(Note::from));
    notes.extend(named.iter().filter_map(|(name, report)| ranges(name, report)));
    if !left_out.is_empty() {
        notes.push(Note::LeftOut(left_out));
    }
    notes
}

/// The number of contradictory reports that have a warning each.
const FEW_CONTRADICTIONS: usize = 3;

/// The warnings about reports whose figures contradict each other.
fn contradictions(named: &[(String, &Filed)]) -> Vec<Warning> {
    // The embedded report does not contradict itself; a test checks that.
    let read = named.iter().filter(|(_, report)| !report.file.is_empty());
    let warnings = read.filter_map(|(name, report)| {
        Some((name.clone(), warning::contradiction(&report.market, Some(name))?))
    });
    let (names, warnings): (Vec<String>, Vec<Warning>) = warnings.unzip();
    if names.len() > FEW_CONTRADICTIONS {
        return vec![Warning::FailedChecks { names }];
    }
    warnings
}

/// The published ranges of which sizes are the midpoints.
fn ranges(name: &str, report: &Filed) -> Option<Note> {
    let (name, currency) = (name.to_owned(), report.market.currency().clone());
    let note = scenario::ranges_in(&report.market)?;
    Some(Note::OtherMarket { name, currency, note })
}

/// The columns, which are the same for every record, so that a script can append one answer to another.
fn columns(session: &Session) -> Vec<Column> {
    let mut columns = edition_columns();
    columns.extend([
        Column::number("lead_years", "Years ahead").detail(),
        session.money_of("forecast", "Forecast"),
        session.money_of("actual", "Actual"),
        Column::percent("error", "Error"),
        Column::number("log_error", "Log error").minor(),
        Column::percent("no_change_error", "No-change error"),
        Column::percent("same_growth_error", "Same-growth error"),
    ]);
    columns
}

fn edition_columns() -> Vec<Column> {
    vec![
        Column::text("publisher", "Publisher").series(),
        Column::text("edition", "Edition").series(),
        // Without an axis, there is no other layout: errors are no sizes.
        Column::year().detail(),
    ]
}

fn row(pair: &Pair) -> Vec<Cell> {
    vec![
        Cell::Text(pair.publisher.clone()),
        Cell::Text(pair.edition.to_string()),
        Cell::Year(pair.year),
        Cell::Exact(pair.lead.derivation()),
        Cell::from(&pair.forecast),
        Cell::from(&pair.actual),
        Cell::from(&pair.error),
        Cell::from(&pair.log_error),
        Cell::from(&pair.no_change_error),
        Cell::from(pair.same_growth_error.as_ref()),
    ]
}

/// The places in a row.
const LOG_ERROR: usize = 7;
const SAME_GROWTH_ERROR: usize = 9;

/// The view for people, in which a log error has as many digits as the percentage, with the basis of each forecast. It
/// has no column without figures.
fn view(record: &Record, columns: &[Column], global: &Global) -> View {
    let digits = global.digits.unwrap_or(USUAL_DIGITS).saturating_add(2).min(MOST_DIGITS);
    let shown = |pair: &Pair| {
        let mut row = row(pair);
        if let Some(cell) = row.get_mut(LOG_ERROR) {
            *cell = Cell::Text(pair.log_error.value().number().to_fixed(digits));
        }
        row.push(Cell::Text(pair.forecast.basis().name().to_owned()));
        row
    };
    let basis = (columns.len(), Column::text("basis", "Forecast basis"));
    let mut columns = with_one_unit(columns);
    columns.retain(|(place, _)| *place != SAME_GROWTH_ERROR || record.has_same_growth());
    columns.push(basis);
    let rows = record.pairs.iter().map(shown).collect();
    View::Chosen { columns, rows }
}

/// The columns with the unit only at the first amount.
fn with_one_unit(columns: &[Column]) -> Vec<(usize, Column)> {
    let mut unit: Option<&str> = None;
    let mut named = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let mut shown = column.clone();
        match (column.label.split_once(", "), unit) {
            (Some((label, own)), Some(unit)) if own == unit => label.clone_into(&mut shown.label),
            (Some((_, own)), _) => unit = Some(own),
            (None, _) => {}
        }
        named.push((place, shown));
    }
    named
}

fn revision_columns(session: &Session) -> Vec<Column> {
    let mut columns = edition_columns();
    columns.extend([
        session.money_of("forecast", "Size"),
        session.money_of("revision", "Revision"),
        Column::percent("revision", "Revision"),
    ]);
    columns
}

fn revision_row(revision: &Revision, year: Year) -> Vec<Cell> {
    let (amount, fraction) =
        revision.change.as_ref().map(|(amount, fraction)| (amount, fraction)).unzip();
    vec![
        Cell::Text(revision.publisher.clone()),
        Cell::Text(revision.edition.to_string()),
        Cell::Year(year),
        Cell::from(&revision.forecast),
        Cell::from(amount),
        Cell::from(fraction),
    ]
}
