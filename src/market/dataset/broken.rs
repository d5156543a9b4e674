//! Lines that are invalid TOML, with the fix to suggest.

use std::ops::Range;

use toml::de::DeTable;

use crate::error::{DatasetFault, Error, ExpectedToml, Place, Toml};

/// A line that is invalid TOML, or the whole text if the parser gives no position.
pub(super) struct InvalidLine {
    pub(super) bytes: Range<usize>,
    pub(super) is_line: bool,
    pub(super) error: Error,
}

/// The maximum number of parse errors. The parser keeps them all in memory, and a single byte can cause one.
pub(super) const MAX_PARSE_ERRORS: usize = 100_000;

/// Returns as much of the text as is safe to parse. It ends where parse errors exceed the limit.
pub(super) fn parseable_prefix(text: &str) -> &str {
    const FIRST: usize = 64 * 1024;
    let mut length = FIRST;
    while length < text.len() {
        let part = (0..=length).rev().find_map(|end| text.get(..end)).unwrap_or(text);
        let (_, errors) = DeTable::parse_recoverable(part);
        if errors.len() > MAX_PARSE_ERRORS {
            let mut starts: Vec<usize> = errors.iter().map(start).collect();
            starts.sort_unstable();
            return starts.get(MAX_PARSE_ERRORS).and_then(|end| part.get(..*end)).unwrap_or(part);
        }
        // Growing by half leaves at most the last third of the text to be parsed without a limit.
        length += length / 2;
    }
    text
}

/// Returns the error's position in the text.
fn start(error: &toml::de::Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// Returns up to `limit` invalid lines, each once.
pub(super) fn invalid_lines(
    text: &str,
    mut parse_errors: Vec<toml::de::Error>,
    limit: usize,
) -> Vec<InvalidLine> {
    parse_errors.sort_by_key(start);
    let mut invalid: Vec<InvalidLine> = Vec::new();
    for error in &parse_errors {
        let at = start(error);
        // Further errors in the same line usually follow from its first one.
        let is_reported =
            invalid.last().is_some_and(|last| last.is_line && last.bytes.contains(&at));
        if !is_reported && invalid.len() < limit {
            invalid.push(InvalidLine::new(text, error));
        }
    }
    invalid
}

impl InvalidLine {
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
        let error: Error = DatasetFault::Toml(toml_fault(&message, line, rest)).into();
        let error = error.at(Place::Text(line.trim().to_owned()));
        // The range includes the newline, because that is where the parser reports a missing value.
        Self { bytes: start..end + 1, is_line: true, error }
    }
}

/// Interprets the parser's `message` about a line; `rest` is the line from the error on.
fn toml_fault(message: &str, line: &str, rest: &str) -> Toml {
    match message {
        "duplicate key" => duplicate(line),
        _ if message.starts_with("unexpected key or value") => {
            Toml::Rest { text: rest.to_owned(), is_comma: rest.starts_with(',') }
        }
        // The parser gives the same message for a missing value in { }.
        _ if is_about_quote(message) && !has_open_quote(line) => {
            Toml::Expected(ExpectedToml::Entry.into())
        }
        _ => match MESSAGES.iter().find(|(prefix, _)| message.starts_with(prefix)) {
            Some((_, expected)) => Toml::Expected((*expected).into()),
            None => Toml::Other(message.to_owned()),
        },
    }
}

fn is_about_quote(message: &str) -> bool {
    ["invalid basic string, expected `\"`", "invalid literal string, expected `'`"]
        .contains(&message)
}

fn has_open_quote(line: &str) -> bool {
    ['"', '\''].iter().any(|quote| line.matches(*quote).count() % 2 == 1)
}

/// Distinguishes duplicate keys from duplicate tables, which are often meant as a list.
fn duplicate(line: &str) -> Toml {
    match line.trim_start() {
        list if list.starts_with("[[") => Toml::ListTwice,
        table if table.starts_with('[') => Toml::TableTwice,
        _ => Toml::KeyTwice,
    }
}

/// Prefixes of the parser's messages, with their meaning for users who don't know TOML.
const MESSAGES: &[(&str, ExpectedToml)] = &[
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
