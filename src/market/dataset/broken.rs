//! Lines that are no TOML, and what would be.

use std::ops::Range;

use toml::de::DeTable;

use crate::error::{Error, shortened};

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
            let error = Error::sentence(format!("cannot be read as TOML: {message}"));
            return Self { bytes: 0..text.len(), is_line: false, error };
        };
        let (before, after) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find('\n').map_or(text.len(), |newline| before.len() + newline);
        let line = text.get(start..end).unwrap_or_default();
        let rest = text.get(span.start..end).unwrap_or_default().trim();
        let error = Error::sentence(fault(&message, line, rest));
        let error = error.at(format!("`{}`", shortened(line.trim())));
        // The newline belongs to it: a value that is missing is missed there.
        Self { bytes: start..end + 1, is_line: true, error }
    }
}

/// What is wrong with a line of which the parser says `message`, at `rest`.
fn fault(message: &str, line: &str, rest: &str) -> String {
    match message {
        "duplicate key" => format!("given before: expected {}", once(line)),
        _ if message.starts_with("unexpected key or value") => {
            let point = if rest.starts_with(',') { ", and a point for decimals" } else { "" };
            format!("expected nothing from `{}` on{point}", shortened(rest))
        }
        // The parser says so too where a value is missing in { }.
        _ if is_of_quote(message) && !has_open_quote(line) => format!("expected {ENTRY}"),
        _ => match EXPECTED.iter().find(|(said, _)| message.starts_with(said)) {
            Some((_, expected)) => format!("expected {expected}"),
            None => format!("cannot be read as TOML: {message}"),
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
fn once(line: &str) -> &'static str {
    match line.trim_start() {
        list if list.starts_with("[[") => "[[ ]] in the lines before too",
        table if table.starts_with('[') => "it once, or [[ ]] in each line",
        _ => "it once",
    }
}

/// How the parser's messages begin, and what each says to somebody who has never heard of TOML.
const EXPECTED: &[(&str, &str)] = &[
    ("invalid multi-line", "three quotes at the end of a text that begins with three"),
    ("invalid basic string, expected `\"`", "a quote at the end of the text too"),
    ("invalid literal string, expected `'`", "a quote at the end of the text too"),
    ("invalid basic string", "a text without control characters"),
    ("invalid literal string", "a text without control characters"),
    ("string values must be quoted", "a number, or a text in quotes, after the `=`"),
    ("missing opening quote", "a quote at the beginning of the text too"),
    ("missing escaped value", "two backslashes for one, or ' ' around the text in place of \" \""),
    ("unclosed table", "one pair of brackets around the name, as in [market]"),
    ("unclosed array table", "two pairs of brackets around the name, as in [[value]]"),
    ("key with no value", "a key, `=` and a value, or # before a remark"),
    ("invalid unquoted key", "a key of letters, digits, - and _, then `=` and a value"),
    ("unquoted keys cannot be empty", "a name of letters, digits, - and _"),
    ("extra `=`", "one `=` alone"),
    ("missing comma", "a comma between each two entries"),
    ("missing assignment", ENTRY),
    ("missing key", ENTRY),
    ("extra comma", "one comma alone between each two entries"),
    ("invalid inline table element", "a comma or } after each entry of { }"),
    ("unclosed inline table", "} at the end of what begins with {"),
    ("unclosed array", "] at the end of the list that begins with ["),
    ("invalid date", PLAIN),
    ("invalid float", PLAIN),
    ("invalid integer", PLAIN),
    ("invalid mantissa", PLAIN),
    ("invalid fraction", PLAIN),
    ("invalid exponent", PLAIN),
    ("unexpected leading zero", PLAIN),
    ("redundant numeric sign", PLAIN),
];

const ENTRY: &str = "a key, `=` and a value in each entry of { }";

const PLAIN: &str =
    "a number of digits and a point alone, such as 26.81, or quotes around what is printed";
