//! `aiinfra sensitivity`

use std::path::{Path, PathBuf};

use aiinfra::sensitivity::{Choice, End, Note as Told, Ranking, Report, Swing};
use aiinfra::{
    About, Cell, Column, Figure, Follow, GrowthRate, Interval, Market, Note, Outlook, Rows,
    Scenario, Sensitivity, Table, View, Warning, Year, scenario, warning, wording,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{one_of, parsed};
use crate::cli::args::terms::{Other, exchanges};
use crate::cli::args::with::{Selected, WithArguments, meaning};
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "sensitivity",
    group: Group::WhatIf,
    summary: "what matters most",
    about: "Which input changes the size of a year most",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra sensitivity --year 2030
  aiinfra sensitivity --year 2030 --base 40..55 --cagr 20..33
  aiinfra sensitivity --year 2030 --with straits.toml coherent.toml
  aiinfra sensitivity --year 2034 --follow cagr";

const REMARKS: &str = "\
Each row changes one input, with all others as in the report's forecast. The inputs are those that the report leaves \
open: how its figures were rounded, its sizes or its stated CAGR, and constant growth or equal steps between its sizes. \
A row of these is left out if it doesn't affect the size of the year. --base, --cagr and --with add other inputs. \
--follow applies to the other reports too.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// The year to show
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    year: Year,

    /// Interval for the size in the base year: 40..55, 900mn..1.2bn
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true, value_parser = parsed::<Interval<Figure>>)]
    base: Option<Interval<Figure>>,

    /// Interval for the growth rate, in percent per year from the base year: 20..33
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true, value_parser = parsed::<Interval<GrowthRate>>)]
    cagr: Option<Interval<GrowthRate>>,

    /// Other reports: datasets in TOML, or folders of them
    #[arg(long, value_name = "FILE", num_args = 1..)]
    with: Vec<PathBuf>,
    #[command(flatten)]
    which: WithArguments,

    /// Follow the published sizes, or the stated CAGR
    #[arg(long, alias = "path", default_value = "sizes", value_parser = one_of(Follow::ALL.iter().copied(), Follow::names))]
    follow: Follow,
}

impl Run for Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.with.iter().map(PathBuf::as_path).collect()
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let mut session = global.own_session()?;
        let Selected { reports, left_out, .. } = self.which.select(&self.with, &session.market)?;
        let others = &global.express(&mut session, reports)?;
        let session = &session;
        let sensitivity = self.sensitivity(session, others)?;
        let ranking = sensitivity.ranking()?;
        let mut notes = self.notes(&sensitivity, &ranking, session)?;
        if !left_out.is_empty() {
            notes.push(Note::LeftOut(left_out));
        }
        let view = view(&ranking, session);
        let rows: Rows = ranking.swings.iter().map(row).collect();
        let table = session.scenario_table(&self.forecast(), columns(session), rows, notes);
        let slips = self.slips(&sensitivity).into_iter().map(Note::from);
        let notes = slips.chain(table.notes).collect();
        let path = vec![(self.year, Cell::from(&ranking.forecast))];
        let reports = sensitivity.reports.iter();
        let others = reports.map(|one| (one.name.clone(), About::of(one.market))).collect();
        Ok(Table { others, series: ranking.swings.len(), view, notes, path, ..table }.into())
    }
}

impl Arguments {
    fn forecast(&self) -> Scenario {
        Scenario { follow: self.follow, ..Scenario::default() }
    }

    fn sensitivity<'a>(
        &self,
        session: &'a Session,
        others: &'a [Other],
    ) -> Result<Sensitivity<'a>, Failure> {
        let market = &session.market;
        let base = self.base.as_ref().map(|base| Interval::of_sizes(base, market.unit()));
        Ok(Sensitivity {
            follow: self.follow,
            denomination: session.denomination.clone(),
            reports: reports(others, market)?,
            base: base.transpose().map_err(|error| Failure::at("--base", error))?,
            cagr: self.cagr.clone(),
            ..Sensitivity::new(market, self.year)
        })
    }

    fn notes(
        &self,
        sensitivity: &Sensitivity<'_>,
        ranking: &Ranking,
        session: &Session,
    ) -> Result<Vec<Note>, Failure> {
        let mut notes: Vec<Note> = ranking.notes().into_iter().map(Note::from).collect();
        if session.is_expressed() {
            notes.push(Told::OwnTerms.into());
        }
        let reports = &sensitivity.reports;
        let used = reports.iter().filter(|report| is_used(report, ranking));
        let used = used.map(|report| (&*report.name, report.market));
        notes.extend(meaning(used, &session.market));
        notes.extend(exchanges(reports.iter().map(|report| &report.denomination), session));
        for report in reports.iter().filter(|report| is_used(report, ranking)) {
            notes.extend(of_report(report, &self.forecast(), self.year)?);
        }
        let own = self.forecast().notes(&session.market, self.year)?;
        // The other figures of the report have a row of their own.
        let own = own.into_iter().filter(|note| !matches!(note, scenario::Note::Comparison(_)));
        notes.extend(own.map(Note::from));
        Ok(notes)
    }

    /// What looks like a slip in the intervals.
    fn slips(&self, sensitivity: &Sensitivity<'_>) -> Vec<Warning> {
        let of = |scenario: Scenario| warning::slips(&scenario, sensitivity.market);
        let bases = sensitivity.base.iter().flat_map(Interval::ends);
        let bases = bases.map(|base| Scenario { base: Some(base.clone()), ..self.forecast() });
        let rates = sensitivity.cagr.iter().flat_map(Interval::ends);
        let rates =
            rates.map(|rate| Scenario { outlook: Outlook::Cagr(rate.clone()), ..self.forecast() });
        // One for each interval is enough.
        let [base, rate] = [bases.flat_map(of).next(), rates.flat_map(of).next()];
        base.into_iter().chain(rate).collect()
    }
}

/// The other reports, each with a name that distinguishes it.
fn reports<'a>(others: &'a [Other], own: &Market) -> Result<Vec<Report<'a>>, Failure> {
    let mut reports: Vec<Report<'a>> = Vec::new();
    for other in others {
        let name = other.name(others, own);
        if reports.iter().any(|report| report.name == name) {
            return Err(Failure::MarketTwice { name });
        }
        let denomination = other.denomination.clone();
        reports.push(Report { name, market: &other.market, denomination });
    }
    Ok(reports)
}

/// Whether the report has a row.
fn is_used(report: &Report<'_>, ranking: &Ranking) -> bool {
    let is_it = |choice: &Choice| matches!(choice, Choice::Report(name) if *name == report.name);
    ranking.swings.iter().any(|swing| is_it(&swing.low.choice) || is_it(&swing.high.choice))
}

/// What to know about another report.
fn of_report(report: &Report<'_>, plain: &Scenario, year: Year) -> Result<Vec<Note>, Failure> {
    let warning = warning::contradiction(report.market, Some(&report.name)).map(Note::from);
    let own = plain.notes(report.market, year)?.into_iter();
    let own = own.filter(|note| !matches!(note, scenario::Note::Comparison(_)));
    let own = own.map(|note| Note::OtherMarket {
        name: report.name.clone(),
        currency: report.market.currency().clone(),
        note,
    });
    Ok(warning.into_iter().chain(own).collect())
}

fn columns(session: &Session) -> Vec<Column> {
    vec![
        Column::text("input", "Input").series(),
        Column::text("low", "Low"),
        Column::text("high", "High"),
        session.money_of("value_low", "At low").bound(),
        session.money_of("value_high", "At high").bound(),
        // Details have no line in an explanation. Rounded cells would not give these differences.
        session.money_of("swing", "Swing").detail(),
        Column::percent("swing", "Swing").detail(),
    ]
}

fn row(swing: &Swing) -> Vec<Cell> {
    with_ends(swing, |end| match &end.choice {
        Choice::Size(size) => Cell::Exact(size.derivation()),
        Choice::Rate(rate) => Cell::Exact(rate.derivation()),
        choice => Cell::Text(choice.name().unwrap_or_default().to_owned()),
    })
}

/// The view for people, in which the ends of an input have all their digits.
fn view(ranking: &Ranking, session: &Session) -> View {
    let unit = session.scale.unit;
    let text = |end: &End| Cell::Text(wording::choice(&end.choice, unit));
    let rows = ranking.swings.iter().map(|swing| with_ends(swing, text)).collect();
    // The first amount names the unit of all.
    let short = |(place, column): (usize, Column)| match (place, column.label.split_once(", ")) {
        (4.., Some((label, _))) => (place, Column { label: label.to_owned(), ..column }),
        _ => (place, column),
    };
    View::Chosen { columns: columns(session).into_iter().enumerate().map(short).collect(), rows }
}

fn with_ends(swing: &Swing, cell: impl Fn(&End) -> Cell) -> Vec<Cell> {
    vec![
        Cell::named(&swing.cause.id(), &wording::cause(&swing.cause)),
        cell(&swing.low),
        cell(&swing.high),
        Cell::from(&swing.low.size),
        Cell::from(&swing.high.size),
        Cell::from(&swing.swing),
        Cell::from(&swing.share),
    ]
}
