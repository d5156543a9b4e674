//! The one error of the library.

use std::borrow::Cow;
use std::fmt::Display;

/// What was wrong, with the value at fault and what would be right, in one sentence.
///
/// The sentence is the [`Display`] text. It is written for the person who typed the value, so a
/// program can show it as it stands.
///
/// ```
/// let error = "-3".parse::<aiinfra::Year>().unwrap_err();
/// assert_eq!(error.to_string(), "year `-3`: expected four digits, such as 2030");
/// assert_eq!(error.expected(), Some("four digits, such as 2030"));
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{what} `{value}`: expected {expected}")]
    Invalid { what: &'static str, value: String, expected: String },
    #[error("no {what} `{value}`{hint}")]
    Unknown { what: &'static str, value: String, hint: String },
    #[error("`{one}` with `{other}`: expected {expected}")]
    Clash { one: String, other: String, expected: String },
    #[error("{0}")]
    Sentence(String),
    #[error("{place}: {fault}")]
    Placed { place: String, fault: Box<Error> },
    #[error("{}", .0.iter().map(Error::to_string).collect::<Vec<_>>().join("\n"))]
    Several(Vec<Error>),
}

impl Error {
    /// A `value` that is not a `what`, where `expected` says what would be.
    pub(crate) fn invalid(
        what: &'static str,
        value: impl Display,
        expected: impl Into<String>,
    ) -> Self {
        let value = printable(&shortened(&value.to_string()));
        // What is expected may quote a part of what was typed.
        Self(Kind::Invalid { what, value, expected: printable(&expected.into()) })
    }

    /// A `value` that names none of the `known` things, with the nearest of them if one is near.
    pub(crate) fn unknown<'a>(
        what: &'static str,
        value: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let shown = printable(&shortened(value));
        Self(Kind::Unknown { what, value: shown, hint: hint(value, known) })
    }

    /// A key or a column of a file that is none of the `known` ones, with the nearest of them if one is near.
    pub(crate) fn unread<'a>(
        what: &'static str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::sentence(format!("unknown {what} `{}`{}", shortened(name), hint(name, known)))
    }

    /// All of these, of which there is at least one.
    pub(crate) fn several(mut faults: Vec<Self>) -> Self {
        match (faults.pop(), faults.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                faults.extend(last);
                Self(Kind::Several(faults))
            }
        }
    }

    /// What is wrong where no one value is at fault: several do not go together, or something is missing.
    pub(crate) fn sentence(sentence: impl Into<String>) -> Self {
        Self(Kind::Sentence(printable(&sentence.into())))
    }

    /// Two what-ifs that contradict each other. They go by the names of the program's options.
    pub(crate) fn clash(
        one: impl Display,
        other: impl Display,
        expected: impl Into<String>,
    ) -> Self {
        let option = |name: String| printable(&format!("--{name}"));
        let (one, other) = (option(one.to_string()), option(other.to_string()));
        Self(Kind::Clash { one, other, expected: expected.into() })
    }

    /// The same error about a row of a file, where what goes by the name of one of its columns is no option.
    pub(crate) fn in_row(self, columns: &[&str]) -> Self {
        let named = |name: String| match name.strip_prefix("--") {
            Some(cell) if columns.iter().any(|column| cell.starts_with(column)) => cell.to_owned(),
            _ => name,
        };
        Self(match self.0 {
            Kind::Clash { one, other, expected } => {
                Kind::Clash { one: named(one), other: named(other), expected }
            }
            kind => kind,
        })
    }

    /// The same error where numbers have a decimal comma.
    pub(crate) fn with_commas(self) -> Self {
        let comma = |text: String| text.replace('.', ",");
        Self(match self.0 {
            Kind::Invalid { what, value, expected } => {
                Kind::Invalid { what, value: comma(value), expected: comma(expected) }
            }
            Kind::Placed { place, fault } => {
                Kind::Placed { place, fault: Box::new(fault.with_commas()) }
            }
            kind => kind,
        })
    }

    /// The same error, with the place where it stands in front.
    pub(crate) fn at(self, place: impl Into<String>) -> Self {
        Self(Kind::Placed { place: printable(&place.into()), fault: Box::new(self) })
    }

    /// What would have been right, where one value alone was at fault.
    ///
    /// For callers that name the value themselves, as command-line parsers do.
    ///
    /// ```
    /// let error = "-5".parse::<aiinfra::Share>().unwrap_err();
    /// assert_eq!(error.expected(), Some("a percentage from 0 to 100, such as 39 or 12.5%"));
    /// ```
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        match &self.0 {
            Kind::Invalid { expected, .. } => Some(expected),
            Kind::Placed { fault, .. } => fault.expected(),
            Kind::Unknown { .. } | Kind::Clash { .. } | Kind::Sentence(_) | Kind::Several(_) => {
                None
            }
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
        match &self.0 {
            Kind::Several(faults) => faults.as_slice(),
            _ => std::slice::from_ref(self),
        }
        .iter()
    }
}

fn hint<'a>(value: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(value, &known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if known.is_empty() => "; there are none".to_owned(),
        None => {
            let listed = known.join(", ");
            if listed.len() > LONGEST_LIST {
                String::new()
            } else {
                format!("; expected one of {listed}")
            }
        }
    }
}

/// The longest list of names that a message has room for, in bytes.
const LONGEST_LIST: usize = 500;

/// The most characters of a value that a message has room for.
const LONGEST_VALUE: usize = 100;

/// As much of a text as a message has room for.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// What would act on the reader's terminal is shown escaped.
fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
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

/// The similarity (0 to 1, Jaro-Winkler) from which a name counts as a slip of the finger.
const NEAR: f64 = 0.75;

/// The longest name that is compared; the time grows with the square.
const LONGEST_COMPARED: usize = 100;

fn nearest<'a>(value: &str, known: &[&'a str]) -> Option<&'a str> {
    if value.len() > LONGEST_COMPARED {
        return None;
    }
    let value = value.to_lowercase();
    known
        .iter()
        .filter(|name| name.len() <= LONGEST_COMPARED)
        .map(|name| (strsim::jaro_winkler(&value, name), *name))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}
