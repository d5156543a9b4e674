//! The library's error type: what is wrong, with which value, where, and what was expected.
//!
//! An error holds data, not sentences, so a program can match on its [`Fault`]. Its [`Display`] text uses plain input
//! names. [`Error::spelled`] spells inputs as options or columns, depending on the interface.
//!
//! ```
//! use aiinfra::error::{Expected, Fault, What};
//! use aiinfra::{Horizon, Year};
//!
//! let horizon = Horizon::new(Year::new(2024)?, Year::new(2034)?)?;
//! let error = horizon.check(Year::new(2040)?).unwrap_err();
//! let Fault::Invalid { what: What::Year, expected, .. } = error.fault() else { panic!() };
//! assert_eq!(*expected, Expected::YearOf { first: 2024, last: 2034 });
//! # Ok::<(), aiinfra::Error>(())
//! ```

mod expected;
mod fault;
mod picture;
mod place;
mod range;
mod shape;
mod track;

use std::borrow::Cow;
use std::fmt::Display;

pub use expected::{Expected, ExpectedCell, ExpectedGrowth, ExpectedKey, ExpectedToml};
pub use fault::{
    DatasetFault, Extent, Fault, Missing, RowsFault, SegmentFault, Setting, Toml, What, YearRun,
};
pub use picture::PictureFault;
pub use place::{Place, Table};
pub use range::ExpectedRange;
pub use shape::ExpectedShape;
pub use track::TrackFault;

/// An error of this library: what is wrong, and what was expected instead.
///
/// ```
/// let error = "-3".parse::<aiinfra::Year>().unwrap_err();
/// assert_eq!(error.to_string(), "year `-3`: expected four digits, such as 2030");
/// assert_eq!(error.expected(), Some(&aiinfra::error::Expected::Year));
/// ```
#[derive(Debug)]
pub struct Error(Box<Fault>);

impl Error {
    /// Returns an error about a `value` that is not a valid `what`.
    pub(crate) fn invalid(what: What, value: impl Display, expected: impl Into<Expected>) -> Self {
        let value = shortened(&value.to_string()).into_owned();
        Fault::Invalid { what, value, expected: expected.into() }.into()
    }

    /// Returns an error about a name that is not among the `known` ones.
    pub(crate) fn unknown<'a>(
        what: What,
        value: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known = known.into_iter().map(str::to_owned).collect();
        Fault::Unknown { what, value: value.to_owned(), known }.into()
    }

    /// Returns an error about a key or column of a file that is not among the `known` ones.
    pub(crate) fn unread<'a>(
        what: What,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known = known.into_iter().map(str::to_owned).collect();
        Fault::Unread { what, name: name.to_owned(), known }.into()
    }

    /// Returns an error about something required that is missing.
    pub(crate) fn missing(what: Missing, expected: impl Into<Expected>) -> Self {
        Fault::Missing { what, expected: expected.into() }.into()
    }

    /// Returns an error about two settings that contradict each other.
    pub(crate) fn clash(
        one: impl Into<Setting>,
        other: impl Into<Setting>,
        expected: impl Into<Expected>,
    ) -> Self {
        Fault::Clash { one: one.into(), other: other.into(), expected: expected.into() }.into()
    }

    /// Returns one error for all of `faults`, which must not be empty.
    pub(crate) fn several(mut faults: Vec<Self>) -> Self {
        match (faults.pop(), faults.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                faults.extend(last);
                Fault::Several(faults).into()
            }
        }
    }

    /// Returns this error with its location added.
    pub(crate) fn at(self, place: impl Into<Place>) -> Self {
        Fault::Placed { place: place.into(), error: self }.into()
    }

    /// Returns the kind of error, with its details.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.0
    }

    /// Returns what was expected instead, if the error is about a single value.
    ///
    /// Use it where the caller names the value itself, as command-line parsers do.
    ///
    /// ```
    /// let error = "-5".parse::<aiinfra::Share>().unwrap_err();
    /// let expected = error.expected().unwrap().to_string();
    /// assert_eq!(expected, "a percentage from 0 to 100, such as 39 or 12.5%");
    /// ```
    #[must_use]
    pub fn expected(&self) -> Option<&Expected> {
        match self.fault() {
            Fault::Invalid { expected, .. } => Some(expected),
            Fault::Placed { error, .. } | Fault::PastEnd { error, .. } => error.expected(),
            _ => None,
        }
    }

    /// Returns the individual errors. A dataset can have several; everything else has one.
    ///
    /// ```
    /// let error = aiinfra::Market::from_toml("[market]\nname = 5\nunit = \"lakh\"").unwrap_err();
    /// let last = error.each().last().unwrap();
    /// assert_eq!(
    ///     last.to_string(),
    ///     "line 3: [market]: unit `lakh`: expected million, billion or trillion",
    /// );
    /// ```
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        match self.fault() {
            Fault::Several(faults) => faults.as_slice(),
            _ => std::slice::from_ref(self),
        }
        .iter()
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self(Box::new(fault))
    }
}

impl From<PictureFault> for Error {
    fn from(fault: PictureFault) -> Self {
        Fault::Picture(fault).into()
    }
}

/// The number of characters of a value that a message shows.
const LONGEST_VALUE: usize = 100;

/// Returns the text, cut to the length that a message shows.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Returns whether a terminal would act on the character instead of showing it.
///
/// These are control characters, line separators, and characters that change the text direction. Names and datasets
/// that contain one are rejected, and messages escape them.
///
/// ```
/// use aiinfra::is_active;
///
/// assert!(is_active('\u{1b}') && is_active('\u{202e}'));
/// assert!(!"Künstliche Intelligenz, 人工智能".contains(is_active));
/// ```
#[must_use]
pub fn is_active(c: char) -> bool {
    let sets_direction = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
    c.is_control() || sets_direction || ends_line
}
