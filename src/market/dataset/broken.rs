//! Lines that are no TOML, and what would be.

use std::ops::Range;

use toml::de::DeTable;

use crate::error::{DatasetFault, Error, ExpectedToml, Place, Toml};

/// A line that is no TOML; the whole text, where the parser does not tell which line it is.
pub(super) struct Broken {
    pub(super) bytes: Range<usize>,
    pub(super) is_line: bool,
    pub(super) error: Error,
}

/// The most errors that the parser may find. It keeps every one of them, and one may take no more than a byte of the
/// text.
pub(super) const MOST_PARSED: usize = 100_000;

/// As much of a text as the parser can be given: all of it, or what comes before too many errors.
pub(super) fn before_flood(text: &str) -> &str {
    const FIRST: usize = 64 * 1024;
    let mut length = FIRST;
    while length < text.len() {
        let part = (0..=length).rev().find_map(|end| text.get(..end)).unwrap_or(text);
        let (_, errors) = DeTable::parse_recoverable(part);
        if errors.len() > MOST_PARSED {
            let mut starts: Vec<usize> = errors.iter().map(start).collect();
            starts.sort_unstable();
            return starts.get(MOST_PARSED).and_then(|end| part.get(..*end)).unwrap_or(part);
        }
        // By half, so that at most the last third of the text is parsed without a limit.
        length += length / 2;
    }
    text
}

/// Where the error is in the text.
fn start(error: &toml::de::Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// The broken lines of a text, each once, up to `most`.
pub(super) fn lines(text: &str, mut unparsed: Vec<toml::de::Error>, most: usize) -> Vec<Broken> {
    unparsed.sort_by_key(start);
    let mut broken: Vec<Broken> = Vec::new();
    for error in &unparsed {
        let at = start(error);
        // What follows in a line that is told already follows from it as a rule.
        let is_told = broken.last().is_some_and(|last| last.is_line && last.bytes.contains(&at));
        if !is_told && broken.len() < most {
            broken.push(Broken::new(text, error));
        }
    }
    broken
}

impl Broken {
    fn new(text: &str, error: &toml::de::Error) -> Self {
        let message = error.message().trim().replace('\n', "; ");
        let Some(span) = error.span() else {
            let error = DatasetFault::Toml(Toml::Other(message)).into();
            return Self { bytes: 0..text.len(), is_line: false, error };
        };
        let (before, after) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find('\n').map_or(text.len(), |newline| before.len() + newline);
        let line = text.get(start..end).unwrap_or_default();
        let rest = text.get(span.start..end).unwrap_or_default().trim();
        let error: Error = DatasetFault::Toml(fault(&message, line, rest)).into();
        let error = error.at(Place::Text(line.trim().to_owned()));
        // The newline belongs to it: a value that is missing is missed there.
        Self { bytes: start..end + 1, is_line: true, error }
    }
}

/// What is wrong with a line of which the parser says `message`, at `rest`.
fn fault(message: &str, line: &str, rest: &str) -> Toml {
    match message {
        "duplicate key" => twice(line),
        _ if message.starts_with("unexpected key or value") => {
            Toml::Rest { text: rest.to_owned(), is_comma: rest.starts_with(',') }
        }
        // The parser says so too where a value is missing in { }.
        _ if is_of_quote(message) && !has_open_quote(line) => {
            Toml::Expected(ExpectedToml::Entry.into())
        }
        _ => match EXPECTED.iter().find(|(said, _)| message.starts_with(said)) {
            Some((_, expected)) => Toml::Expected((*expected).into()),
            None => Toml::Other(message.to_owned()),
        },
    }
}

fn is_of_quote(message: &str) -> bool {
    ["invalid basic string, expected `\"`", "invalid literal string, expected `'`"]
        .contains(&message)
}

fn has_open_quote(line: &str) -> bool {
    ['"', '\''].iter().any(|quote| line.matches(*quote).count() % 2 == 1)
}

/// A table that is given twice is often meant as a list.
fn twice(line: &str) -> Toml {
    match line.trim_start() {
        list if list.starts_with("[[") => Toml::ListTwice,
        table if table.starts_with('[') => Toml::TableTwice,
        _ => Toml::KeyTwice,
    }
}

/// How the parser's messages begin, and what each means to somebody who has never heard of TOML.
const EXPECTED: &[(&str, ExpectedToml)] = &[
    ("invalid multi-line", ExpectedToml::ThreeQuotes),
    ("invalid basic string, expected `\"`", ExpectedToml::LastQuote),
    ("invalid literal string, expected `'`", ExpectedToml::LastQuote),
    ("invalid basic string", ExpectedToml::NoControl),
    ("invalid literal string", ExpectedToml::NoControl),
    ("string values must be quoted", ExpectedToml::Value),
    ("missing opening quote", ExpectedToml::FirstQuote),
    ("missing escaped value", ExpectedToml::Backslashes),
    ("unclosed table", ExpectedToml::OneBracket),
    ("unclosed array table", ExpectedToml::TwoBrackets),
    ("key with no value", ExpectedToml::KeyOrRemark),
    ("invalid unquoted key", ExpectedToml::PlainKey),
    ("unquoted keys cannot be empty", ExpectedToml::PlainName),
    ("extra `=`", ExpectedToml::OneEquals),
    ("missing comma", ExpectedToml::Comma),
    ("missing assignment", ExpectedToml::Entry),
    ("missing key", ExpectedToml::Entry),
    ("extra comma", ExpectedToml::OneComma),
    ("invalid inline table element", ExpectedToml::CommaOrBrace),
    ("unclosed inline table", ExpectedToml::Brace),
    ("unclosed array", ExpectedToml::Bracket),
    ("invalid date", ExpectedToml::PlainNumber),
    ("invalid float", ExpectedToml::PlainNumber),
    ("invalid integer", ExpectedToml::PlainNumber),
    ("invalid mantissa", ExpectedToml::PlainNumber),
    ("invalid fraction", ExpectedToml::PlainNumber),
    ("invalid exponent", ExpectedToml::PlainNumber),
    ("unexpected leading zero", ExpectedToml::PlainNumber),
    ("redundant numeric sign", ExpectedToml::PlainNumber),
];
