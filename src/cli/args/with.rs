//! The other reports of `--with`.

use std::collections::HashMap;
use std::path::PathBuf;

use aiinfra::panel::{Editions, Filed, LeftOut, Panel, Reason, Selection};
use aiinfra::{Market, Note};
use clap::Args;

use crate::cli::args::shared::one_of;
use crate::cli::failure::Failure;
use crate::cli::io::reports::{self, Faulty, ReadReports};

// Which of the other reports are used.
#[derive(Args)]
#[group(skip)]
pub(crate) struct WithArguments {
    /// The editions of a publisher that --with uses, if there are several
    #[arg(long, default_value = "latest", requires = "with", value_parser = one_of(Editions::ALL.iter().copied(), Editions::names))]
    editions: Editions,

    /// Also use reports about other markets, which have another scope
    #[arg(long, requires = "with")]
    any_scope: bool,
}

/// The other reports that are used, in the order of the command line.
pub(crate) struct Selected {
    pub(crate) reports: Vec<Filed>,
    /// For each report, the position of its file or folder among the values of `--with`.
    pub(crate) places: Vec<usize>,
    pub(crate) left_out: Vec<LeftOut>,
}

impl WithArguments {
    /// Reads the reports in these files, and selects those to use beside the report's own market.
    pub(crate) fn select(&self, files: &[PathBuf], own: &Market) -> Result<Selected, Failure> {
        let ReadReports { reports, places, .. } = reports::read(files, Faulty::Refuse)?;
        if !self.any_scope {
            check_scopes(&reports, own.scope())?;
        }
        let in_order: HashMap<String, (usize, usize)> =
            reports.iter().zip(places).enumerate().map(located).collect();
        let selection = Selection { editions: self.editions, ..Selection::default() };
        let Panel { mut reports, left_out } = Panel::select(reports, &selection)?;
        check_each_once(&left_out)?;
        let place = |report: &Filed| in_order.get(&report.file).copied().unwrap_or_default();
        reports.sort_by_cached_key(place);
        let places = reports.iter().map(|report| place(report).1).collect();
        Ok(Selected { reports, places, left_out })
    }
}

/// What to know about the markets of other reports, each with its name: whether they are the same as the own one.
pub(crate) fn meaning<'a>(
    others: impl Iterator<Item = (&'a str, &'a Market)>,
    own: &Market,
) -> Vec<Note> {
    let (alike, different): (Vec<_>, Vec<_>) =
        others.partition(|(_, market)| market.scope() == own.scope());
    let mut notes = Vec::new();
    if !alike.is_empty() {
        notes.push(Note::SameMeaning);
    }
    if !different.is_empty() {
        let named = |(name, market): (&str, &Market)| (name.to_owned(), market.scope().to_owned());
        let reports = different.into_iter().map(named).collect();
        let is_mixed = !alike.is_empty();
        notes.push(Note::OtherScopes { own: own.scope().to_owned(), reports, is_mixed });
    }
    notes
}

/// Returns the file of a report with its position among all files, and that of its file or folder on the command line.
fn located((at, (report, place)): (usize, (&Filed, usize))) -> (String, (usize, usize)) {
    (report.file.clone(), (at, place))
}

/// Checks that every report is about the market with this scope.
fn check_scopes(reports: &[Filed], own: &str) -> Result<(), Failure> {
    let others = reports.iter().filter(|report| report.market.scope() != own);
    let named: Vec<String> =
        others.map(|other| format!("`{}` ({})", other.market.scope(), other.file)).collect();
    if named.is_empty() {
        return Ok(());
    }
    Err(Failure::OtherScopes { others: named.join(", "), own: own.to_owned() })
}

/// Checks that no report is there twice.
fn check_each_once(left_out: &[LeftOut]) -> Result<(), Failure> {
    let again = left_out.iter().find(|one| matches!(one.reason, Reason::Repeated { .. }));
    again.map_or(Ok(()), |LeftOut { publisher, market, .. }| {
        Err(Failure::MarketTwice { name: format!("{publisher}, {market}") })
    })
}
