//! A dataset's text and the errors found in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::error::{DatasetFault, Error, Place};

use super::broken::{self, InvalidLine, MAX_PARSE_ERRORS};

/// The maximum number of errors to report.
const MAX_ERRORS: usize = 20;

pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    /// Whether `text` is the whole file rather than a prefix.
    is_whole: bool,
    invalid: Vec<InvalidLine>,
    /// The errors by position, then by the order in which they were found.
    errors: RefCell<BTreeMap<(usize, usize), Error>>,
    count: Cell<usize>,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &'a str, parse_errors: Vec<toml::de::Error>, is_whole: bool) -> Self {
        let invalid = broken::invalid_lines(text, parse_errors, MAX_ERRORS + 1);
        Self { text, is_whole, invalid, errors: RefCell::default(), count: Cell::default() }
    }

    /// Records an error at this position, unless invalid TOML may have caused it.
    ///
    /// An unclosed bracket, for example, hides some keys and moves others. Errors about missing or unknown keys are
    /// therefore marked `may_follow` and dropped if any line is invalid TOML.
    pub(super) fn record(&self, at: usize, may_follow: bool, error: Error) {
        let is_invalid = self.invalid.iter().any(|invalid| invalid.bytes.contains(&at));
        if is_invalid || (may_follow && !self.invalid.is_empty()) {
            return;
        }
        let mut errors = self.errors.borrow_mut();
        errors.insert((at, self.count.get()), error);
        self.count.set(self.count.get() + 1);
        if errors.len() > MAX_ERRORS + 1 {
            errors.pop_last();
        }
    }

    /// Returns the errors in line order, up to a maximum.
    pub(super) fn into_errors(self) -> Vec<Error> {
        let recorded =
            self.errors.into_inner().into_iter().map(|((at, _), error)| (Some(at), error));
        let invalid = self
            .invalid
            .into_iter()
            .map(|invalid| (invalid.is_line.then_some(invalid.bytes.start), invalid.error));
        let mut reported: Vec<(Option<usize>, Error)> = recorded.chain(invalid).collect();
        reported.sort_by_key(|(at, _)| *at);
        let is_cut = reported.len() > MAX_ERRORS;
        reported.truncate(MAX_ERRORS);
        let line = |at| self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u64 + 1;
        let placed = |(at, error): (Option<usize>, Error)| match at {
            Some(at) => error.at(Place::Line(line(at))),
            None => error,
        };
        let mut reported: Vec<Error> = reported.into_iter().map(&placed).collect();
        if is_cut {
            reported.push(DatasetFault::More(MAX_ERRORS).into());
        } else if !self.is_whole {
            let flood = DatasetFault::Flood(MAX_PARSE_ERRORS).into();
            reported.push(placed((Some(self.text.len()), flood)));
        }
        reported
    }
}
