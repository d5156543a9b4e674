//! Selects the reports that count.

use crate::error::{Error, Fault, What};
use crate::quantity::Edition;

use super::{Editions, Filed, LeftOut, Panel, Reason, Selection, key};

impl Panel {
    /// Selects the reports that count. Their order doesn't matter.
    ///
    /// A report that is there twice counts once.
    ///
    /// # Errors
    /// - a publisher to leave out that has no report
    /// - two different reports by a publisher with the same date, if only the latest edition counts
    pub fn select(reports: Vec<Filed>, selection: &Selection) -> Result<Self, Error> {
        check_known(&selection.without, &reports)?;
        let mut panel = Self { reports: Vec::new(), left_out: Vec::new() };
        for report in reports {
            match reason(&report, selection) {
                Some(reason) => panel.leave_out(&report, reason),
                None => panel.reports.push(report),
            }
        }
        panel.reports.sort_by_cached_key(order);
        panel.drop_repeated();
        if selection.editions == Editions::Latest {
            panel.keep_latest()?;
        }
        panel.left_out.sort_by_cached_key(|one| (key(&one.publisher), one.file.clone()));
        Ok(panel)
    }

    /// Leaves out a report.
    fn leave_out(&mut self, report: &Filed, reason: Reason) {
        self.left_out.push(LeftOut::new(report, reason));
    }

    /// Drops reports that repeat an earlier one.
    fn drop_repeated(&mut self) {
        let mut kept: Vec<Filed> = Vec::new();
        for report in std::mem::take(&mut self.reports) {
            // Reports that are alike have the same place in the order, up to their files.
            let alike = kept.iter().rev().take_while(|other| is_of_same_date(other, &report));
            match alike.into_iter().find(|other| other.market.is_repeated_in(&report.market)) {
                Some(other) => {
                    let file = other.file.clone();
                    self.leave_out(&report, Reason::Repeated { file });
                }
                None => kept.push(report),
            }
        }
        self.reports = kept;
    }

    /// Leaves out every edition except the latest of each publisher about each market.
    fn keep_latest(&mut self) -> Result<(), Error> {
        let reports = std::mem::take(&mut self.reports);
        for editions in reports.chunk_by(is_edition_of) {
            let Some(latest) = editions.last() else { continue };
            let (last, older): (Vec<&Filed>, Vec<&Filed>) =
                editions.iter().partition(|one| one.date() == latest.date());
            if let [one, other, ..] = last.as_slice() {
                return Err(same_date(one, other));
            }
            let reason = || Reason::Older { latest: latest.date() };
            older.into_iter().for_each(|one| self.leave_out(one, reason()));
            self.reports.push(latest.clone());
        }
        Ok(())
    }
}

/// Returns the place of a report among others.
fn order(report: &Filed) -> (String, String, Edition, String) {
    (report.publisher(), report.market.scope().to_owned(), report.date(), report.file.clone())
}

/// Returns whether two reports are editions by one publisher about one market.
fn is_edition_of(one: &Filed, other: &Filed) -> bool {
    one.publisher() == other.publisher() && one.market.scope() == other.market.scope()
}

fn is_of_same_date(one: &Filed, other: &Filed) -> bool {
    one.date() == other.date() && is_edition_of(one, other)
}

/// Returns why a report doesn't count, whatever the others are.
fn reason(report: &Filed, selection: &Selection) -> Option<Reason> {
    let scope = report.market.scope();
    if selection.scope.as_ref().is_some_and(|wanted| wanted != scope) {
        return Some(Reason::OtherScope { scope: scope.to_owned() });
    }
    let is_named = |name: &String| key(name) == report.publisher();
    selection.without.iter().any(is_named).then_some(Reason::Without)
}

/// Checks that every publisher to leave out has a report.
fn check_known(without: &[String], reports: &[Filed]) -> Result<(), Error> {
    let is_known = |name: &&String| reports.iter().any(|report| report.publisher() == key(name));
    match without.iter().find(|name| !is_known(name)) {
        Some(name) => {
            let mut known: Vec<&str> =
                reports.iter().map(|report| report.market.publisher()).collect();
            known.sort_unstable();
            known.dedup();
            Err(Error::unknown(What::Publisher, name, known))
        }
        None => Ok(()),
    }
}

fn same_date(one: &Filed, other: &Filed) -> Error {
    Fault::SameDate {
        publisher: one.market.publisher().to_owned(),
        date: one.date().to_string(),
        files: [one.file.clone(), other.file.clone()],
    }
    .into()
}
