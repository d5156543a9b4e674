//! Cuts comma-separated values into records and cells without changing a byte.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memrchr};

const QUOTE: u8 = b'"';

/// The result of cutting off a record.
pub(super) struct Cut {
    /// The record's length in bytes, including its line feed.
    pub(super) length: usize,
    /// Whether the record contains quotes.
    pub(super) is_quoted: bool,
}

/// Cuts the first record off `bytes` and stores in `ends` where each of its cells ends. `None` if it is incomplete.
///
/// If the first character of a cell is a quote, the cell is quoted. Separators and line feeds in it are text, and two
/// quotes stand for one. A carriage return alone does not end a line.
///
/// The csv crate follows the same rules but unescapes cells, which must stay unchanged here.
pub(super) fn cut(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> Option<Cut> {
    ends.clear();
    let end = memchr2(b'\n', QUOTE, bytes)?;
    if bytes.get(end) == Some(&QUOTE) {
        let length = cut_quoted(bytes, separator, ends)?;
        return Some(Cut { length, is_quoted: true });
    }
    let line = bytes.get(..end)?;
    let is_separator = |(at, byte): (usize, &u8)| (*byte == separator).then_some(at);
    ends.extend(line.iter().enumerate().filter_map(is_separator));
    ends.push(end - usize::from(line.ends_with(b"\r")));
    Some(Cut { length: end + 1, is_quoted: false })
}

fn cut_quoted(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> Option<usize> {
    let (mut at, mut start) = (0, 0);
    loop {
        match *bytes.get(at)? {
            QUOTE if at == start => {
                at = after_quotes(bytes, at)?;
                continue;
            }
            b'\n' => {
                let has_return = bytes.get(start..at)?.ends_with(b"\r");
                ends.push(at - usize::from(has_return));
                return Some(at + 1);
            }
            byte if byte == separator => {
                ends.push(at);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The position after the quote that closes the one at `open`.
fn after_quotes(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr(QUOTE, bytes.get(at..)?)? + 1;
        if bytes.get(at) != Some(&QUOTE) {
            return Some(at);
        }
        at += 1;
    }
}

/// The number of line feeds in `bytes`.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}

/// The length in bytes of the complete records at the beginning of `bytes`.
pub(super) fn complete_length(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> usize {
    if memchr(QUOTE, bytes).is_none() {
        return memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    }
    let mut length = 0;
    while let Some(more) = bytes.get(length..).and_then(|rest| cut(rest, separator, ends)) {
        length += more.length;
    }
    length
}

/// A record and where its cells end.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    pub(super) fn new(bytes: &'a [u8], ends: &'a [usize]) -> Self {
        Self { bytes, ends }
    }

    /// The record without its line ending.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.ends.last().and_then(|end| self.bytes.get(..*end)).unwrap_or_default()
    }

    /// The number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at `place`, including any quotes.
    pub(super) fn cell(&self, place: usize) -> &'a [u8] {
        let start = match place.checked_sub(1) {
            Some(before) => self.ends.get(before).map(|end| end + 1),
            None => Some(0),
        };
        let range = start.zip(self.ends.get(place));
        range.and_then(|(start, end)| self.bytes.get(start..*end)).unwrap_or_default()
    }

    /// All cells, including any quotes.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        let record = *self;
        (0..self.len()).map(move |place| record.cell(place))
    }

    /// The first unquoted cell that contains a carriage return, which other programs read as the end of a row.
    pub(super) fn broken_cell(&self) -> Option<&'a [u8]> {
        memchr(b'\r', self.bytes())?;
        self.cells().find(|cell| cell.first() != Some(&QUOTE) && cell.contains(&b'\r'))
    }

    /// The first cell with text after its closing quote.
    ///
    /// Usually its quotes were not meant to enclose a cell, and they have joined several rows.
    pub(super) fn joined_cell(&self) -> Option<&'a [u8]> {
        let has_text_after = |cell: &&[u8]| {
            cell.first() == Some(&QUOTE)
                && after_quotes(cell, 0).is_some_and(|end| end < cell.len())
        };
        self.cells().find(has_text_after)
    }
}

/// The text of a cell, without its enclosing quotes and with doubled quotes made single.
pub(super) fn unquoted(cell: &[u8]) -> Cow<'_, [u8]> {
    let [QUOTE, inside @ .., QUOTE] = cell else { return cell.into() };
    if memchr(QUOTE, inside).is_none() {
        return inside.into();
    }
    let mut text = Vec::with_capacity(cell.len());
    let mut rest = inside;
    while let Some(at) = memchr(QUOTE, rest) {
        text.extend_from_slice(rest.get(..=at).unwrap_or_default());
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    text.into()
}

/// The cell, quoted if necessary for output with this separator.
///
/// Some spreadsheets also split cells at semicolons or tabs, whatever separator the file uses. Others treat a cell as
/// quoted even if spaces precede the quote.
pub(super) fn requoted(cell: &[u8], separator: u8, is_for_spreadsheets: bool) -> Cow<'_, [u8]> {
    let may_separate =
        |byte: &u8| *byte == separator || (is_for_spreadsheets && matches!(byte, b';' | b'\t'));
    let may_be_quoted = || is_for_spreadsheets && begins_with_quote(cell);
    if cell.first() == Some(&QUOTE) || !(cell.iter().any(may_separate) || may_be_quoted()) {
        return cell.into();
    }
    let mut text = vec![QUOTE];
    for byte in cell {
        text.extend(std::iter::repeat_n(*byte, if *byte == QUOTE { 2 } else { 1 }));
    }
    text.push(QUOTE);
    text.into()
}

/// Whether the cell starts with a quote, ignoring spaces.
fn begins_with_quote(cell: &[u8]) -> bool {
    memchr(QUOTE, cell).is_some_and(|at| {
        let before = cell.get(..at).and_then(|before| std::str::from_utf8(before).ok());
        before.is_some_and(|before| before.trim().is_empty())
    })
}
