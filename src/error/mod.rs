//! The one error of the library: what was wrong, with which value, where, and what would be right.
//!
//! It is data and has no sentence. A program can match on its [`Fault`]; [`Error::spelled`] writes it for a reader, with
//! each input as that reader knows it, and its [`Display`] text names inputs plainly.
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
mod place;

use std::borrow::Cow;
use std::fmt::Display;

pub use expected::{Expected, ExpectedCell, ExpectedGrowth, ExpectedKey, ExpectedToml};
pub use fault::{
    DatasetFault, Fault, Missing, RowsFault, SegmentFault, Setting, Toml, What, YearRun,
};
pub use place::{Place, Table};

/// What was wrong, with the value at fault and what would be right.
///
/// ```
/// let error = "-3".parse::<aiinfra::Year>().unwrap_err();
/// assert_eq!(error.to_string(), "year `-3`: expected four digits, such as 2030");
/// assert_eq!(error.expected(), Some(&aiinfra::error::Expected::Year));
/// ```
#[derive(Debug)]
pub struct Error(Box<Fault>);

impl Error {
    /// A `value` that is not a `what`, where `expected` says what would be.
    pub(crate) fn invalid(what: What, value: impl Display, expected: impl Into<Expected>) -> Self {
        let value = shortened(&value.to_string()).into_owned();
        Fault::Invalid { what, value, expected: expected.into() }.into()
    }

    /// A `value` that names none of the `known` things.
    pub(crate) fn unknown<'a>(
        what: What,
        value: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known = known.into_iter().map(str::to_owned).collect();
        Fault::Unknown { what, value: value.to_owned(), known }.into()
    }

    /// A key or a column of a file that is none of the `known` ones.
    pub(crate) fn unread<'a>(
        what: What,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known = known.into_iter().map(str::to_owned).collect();
        Fault::Unread { what, name: name.to_owned(), known }.into()
    }

    /// Something that has to be there and is not.
    pub(crate) fn missing(what: Missing, expected: impl Into<Expected>) -> Self {
        Fault::Missing { what, expected: expected.into() }.into()
    }

    /// Two settings that contradict each other.
    pub(crate) fn clash(
        one: impl Into<Setting>,
        other: impl Into<Setting>,
        expected: impl Into<Expected>,
    ) -> Self {
        Fault::Clash { one: one.into(), other: other.into(), expected: expected.into() }.into()
    }

    /// All of these, of which there is at least one.
    pub(crate) fn several(mut faults: Vec<Self>) -> Self {
        match (faults.pop(), faults.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                faults.extend(last);
                Fault::Several(faults).into()
            }
        }
    }

    /// The same error, with the place where it is.
    pub(crate) fn at(self, place: impl Into<Place>) -> Self {
        Fault::Placed { place: place.into(), error: self }.into()
    }

    /// Returns what was wrong.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.0
    }

    /// Returns what would have been right, where one value alone was at fault.
    ///
    /// For callers that name the value themselves, as command-line parsers do.
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
            Fault::Placed { error, .. } => error.expected(),
            _ => None,
        }
    }

    /// Each thing that was wrong; a dataset may have several faults, and all else has one.
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

/// The most characters of a value that a message has room for.
const LONGEST_VALUE: usize = 100;

/// As much of a text as a message has room for.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Does the character act on a terminal: a control character, one that ends a line, or one that turns the
/// writing around? Texts with one are refused, and where a message shows one it is escaped.
///
/// ```
/// use aiinfra::is_active;
///
/// assert!(is_active('\u{1b}') && is_active('\u{202e}'));
/// assert!(!"Künstliche Intelligenz, 人工智能".contains(is_active));
/// ```
#[must_use]
pub fn is_active(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let ends_line = matches!(c, '\u{2028}' | '\u{2029}');
    c.is_control() || turns || ends_line
}
