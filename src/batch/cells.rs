//! A file of comma-separated values, cut into records and cells without changing a byte.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memrchr};

const QUOTE: u8 = b'"';

/// A record that has been cut off.
pub(super) struct Cut {
    /// How many bytes it has, with the line feed that ends it.
    pub(super) length: usize,
    /// Does it have quotes?
    pub(super) is_quoted: bool,
}

/// Cuts the first record off `bytes`, and notes in `ends` where each of its cells ends. None where the record
/// is not complete.
///
/// A quote opens a quoted cell where it is the cell's first character; there, a separator or a line feed is
/// text, and two quotes are one. The csv crate cuts cells alike, but unescapes what has to stay as it is. A
/// carriage return ends no line by itself.
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

/// The place after the quote that closes the one at `open`.
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

/// How many lines end in these bytes.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}

/// How many bytes the whole records at the beginning of `bytes` have.
pub(super) fn whole(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> usize {
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

    /// The record without what ends its line.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.ends.last().and_then(|end| self.bytes.get(..*end)).unwrap_or_default()
    }

    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at that place as it is written.
    pub(super) fn cell(&self, place: usize) -> &'a [u8] {
        let start = match place.checked_sub(1) {
            Some(before) => self.ends.get(before).map(|end| end + 1),
            None => Some(0),
        };
        let range = start.zip(self.ends.get(place));
        range.and_then(|(start, end)| self.bytes.get(start..*end)).unwrap_or_default()
    }

    /// Every cell as it is written.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        let record = *self;
        (0..self.len()).map(move |place| record.cell(place))
    }

    /// A cell without quotes that has a carriage return in it, which other programs take for the end of a row.
    pub(super) fn broken_cell(&self) -> Option<&'a [u8]> {
        memchr(b'\r', self.bytes())?;
        self.cells().find(|cell| cell.first() != Some(&QUOTE) && cell.contains(&b'\r'))
    }

    /// A cell with text after the quote that closes it. Most often the quotes are not meant as such, and have
    /// joined what are several rows.
    pub(super) fn joined_cell(&self) -> Option<&'a [u8]> {
        let goes_on = |cell: &&[u8]| {
            cell.first() == Some(&QUOTE)
                && after_quotes(cell, 0).is_some_and(|end| end < cell.len())
        };
        self.cells().find(goes_on)
    }
}

/// What a cell says, without the quotes around it and with one quote for two.
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

/// The cell as it has to be written between these separators. Among spreadsheets there are some that separate cells by
/// semicolons or tabs whatever the file does, and some that look for a quote past the blanks in front of it.
pub(super) fn between(cell: &[u8], separator: u8, is_for_spreadsheets: bool) -> Cow<'_, [u8]> {
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

/// Does the cell start with a quote, ignoring spaces?
fn begins_with_quote(cell: &[u8]) -> bool {
    memchr(QUOTE, cell).is_some_and(|at| {
        let before = cell.get(..at).and_then(|before| std::str::from_utf8(before).ok());
        before.is_some_and(|before| before.trim().is_empty())
    })
}
