//! The text of a dataset, and the faults that are found in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::error::{DatasetFault, Error, Place};

use super::broken::{self, Broken, MOST_PARSED};

/// The most faults that are told at once.
const MOST_TOLD: usize = 20;

pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    /// Is that the whole file?
    is_whole: bool,
    broken: Vec<Broken>,
    /// By their places, and the order in which they were found.
    faults: RefCell<BTreeMap<(usize, usize), Error>>,
    count: Cell<usize>,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &'a str, unparsed: Vec<toml::de::Error>, is_whole: bool) -> Self {
        let broken = broken::lines(text, unparsed, MOST_TOLD + 1);
        Self { text, is_whole, broken, faults: RefCell::default(), count: Cell::default() }
    }

    /// Notes what is wrong at that place. Where the text is no TOML, it counts only as far as the broken
    /// lines cannot be the reason: a bracket that is not closed hides keys and moves others, so that what is
    /// missing, unknown or not found `may_follow` from it.
    pub(super) fn note(&self, at: usize, may_follow: bool, error: Error) {
        let is_broken = self.broken.iter().any(|broken| broken.bytes.contains(&at));
        if is_broken || (may_follow && !self.broken.is_empty()) {
            return;
        }
        let mut faults = self.faults.borrow_mut();
        faults.insert((at, self.count.get()), error);
        self.count.set(self.count.get() + 1);
        if faults.len() > MOST_TOLD + 1 {
            faults.pop_last();
        }
    }

    /// The faults in the order of their lines; the first of them, where there are many.
    pub(super) fn every_fault(self) -> Vec<Error> {
        let noted = self.faults.into_inner().into_iter().map(|((at, _), error)| (Some(at), error));
        let broken = self
            .broken
            .into_iter()
            .map(|broken| (broken.is_line.then_some(broken.bytes.start), broken.error));
        let mut told: Vec<(Option<usize>, Error)> = noted.chain(broken).collect();
        told.sort_by_key(|(at, _)| *at);
        let is_cut = told.len() > MOST_TOLD;
        told.truncate(MOST_TOLD);
        let line = |at| self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u64 + 1;
        let placed = |(at, error): (Option<usize>, Error)| match at {
            Some(at) => error.at(Place::Line(line(at))),
            None => error,
        };
        let mut told: Vec<Error> = told.into_iter().map(&placed).collect();
        if is_cut {
            told.push(DatasetFault::More(MOST_TOLD).into());
        } else if !self.is_whole {
            let flood = DatasetFault::Flood(MOST_PARSED).into();
            told.push(placed((Some(self.text.len()), flood)));
        }
        told
    }
}
