//! The text of a dataset, and the faults that are found in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::{Error, shortened};

/// The most faults that are told at once.
const MOST_TOLD: usize = 20;

pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    broken: Vec<Broken>,
    /// By their places, and the order in which they were found.
    faults: RefCell<BTreeMap<(usize, usize), Error>>,
    count: Cell<usize>,
}

/// A line that is no TOML; the whole text, where the parser does not tell which line it is.
struct Broken {
    bytes: Range<usize>,
    is_line: bool,
    error: Error,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &'a str, mut unparsed: Vec<toml::de::Error>) -> Self {
        unparsed.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        unparsed.truncate(MOST_TOLD + 1);
        let broken = unparsed.iter().map(|error| Broken::new(text, error)).collect();
        Self { text, broken, faults: RefCell::default(), count: Cell::default() }
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
        let line = |at| self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let placed = |(at, error): (Option<usize>, Error)| match at {
            Some(at) => error.at(format!("line {}", line(at))),
            None => error,
        };
        let mut told: Vec<Error> = told.into_iter().map(placed).collect();
        told.extend(is_cut.then(|| Error::sentence("there is more; this is the start")));
        told
    }
}

impl Broken {
    fn new(text: &str, error: &toml::de::Error) -> Self {
        let message = error.message().trim().replace('\n', "; ");
        let Some(span) = error.span() else {
            let error = Error::sentence(format!("cannot be read as TOML: {message}"));
            return Self { bytes: 0..text.len(), is_line: false, error };
        };
        let (before, after) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find('\n').map_or(text.len(), |newline| before.len() + newline);
        let line = text.get(start..end).unwrap_or_default();
        let error = Error::sentence(format!("{message}{}", hint(&message, line)));
        let error = error.at(format!("`{}`", shortened(line.trim())));
        // The newline belongs to it: a value that is missing is missed there.
        Self { bytes: start..end + 1, is_line: true, error }
    }
}

/// A table that is given twice is often meant as a list.
fn hint(message: &str, line: &str) -> &'static str {
    match line.trim_start() {
        list if message == "duplicate key" && list.starts_with("[[") => {
            ": expected [[ ]] in the lines before too"
        }
        table if message == "duplicate key" && table.starts_with('[') => {
            ": expected it once, or [[ ]] in each line"
        }
        _ => "",
    }
}
