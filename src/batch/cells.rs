//! Cuts comma-separated values into records and cells without changing a byte.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memrchr};

const QUOTE: u8 = b'"';

/// The result of cutting off a record.
pub(super) struct Cut {
    /// The record's length in bytes, including its line feed.
    pub(super) length: usize,
    /// Whether the record contains quotes.
    pub(super) is_quoted: bool,
    /// Whether the record contains a carriage return that is neither quoted nor part of its line ending.
    pub(super) has_return: bool,
}

/// Cuts the first record off `bytes` and stores in `ends` where each of its cells ends. `None` if it is incomplete.
///
/// If the first character of a cell is a quote, the cell is quoted. Separators and line feeds in it are text, and two
/// quotes stand for one. A carriage return alone does not end a line.
///
/// The csv crate follows the same rules but unescapes cells, which must stay unchanged here.
#[inline(always)]
pub(super) fn cut(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> Option<Cut> {
    ends.clear();
    let separators = u64::from(separator) * EVERY_BYTE;
    let (mut at, mut start, mut is_quoted, mut has_return) = (0, 0, false, false);
    loop {
        at = next_mark(bytes, at, separators)?;
        match *bytes.get(at)? {
            byte if byte == separator => {
                ends.push(at);
                start = at + 1;
            }
            b'\n' => {
                ends.push(at);
                return Some(Cut { length: at + 1, is_quoted, has_return });
            }
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => {
                ends.push(at);
                return Some(Cut { length: at + 2, is_quoted, has_return });
            }
            QUOTE => {
                is_quoted = true;
                if at == start {
                    at = after_quotes(bytes, at)?;
                    continue;
                }
            }
            _ => has_return = true,
        }
        at += 1;
    }
}

/// The position of the first separator, quote, carriage return or line feed from `at` on.
#[inline(always)]
fn next_mark(bytes: &[u8], mut at: usize, separators: u64) -> Option<usize> {
    loop {
        let rest = bytes.get(at..)?;
        let word = match rest.first_chunk() {
            Some(word) => u64::from_le_bytes(*word),
            // Near the end, fewer bytes are left than a word has.
            None => rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
        };
        match found_in(word, separators) {
            0 if rest.len() < size_of::<u64>() => return None,
            0 => at += size_of::<u64>(),
            found => return Some(at + (found.trailing_zeros() / 8) as usize),
        }
    }
}

/// A word in which every byte is 1.
const EVERY_BYTE: u64 = u64::MAX / 0xff;

/// A word with the high bit set in each byte that is a separator, quote, carriage return or line feed.
fn found_in(word: u64, separators: u64) -> u64 {
    const HIGH_BITS: u64 = 0x80 * EVERY_BYTE;
    const OTHER_BITS: u64 = !HIGH_BITS;
    const QUOTES: u64 = QUOTE as u64 * EVERY_BYTE;
    const RETURNS: u64 = b'\r' as u64 * EVERY_BYTE;
    const LINE_FEEDS: u64 = b'\n' as u64 * EVERY_BYTE;
    // In a nonzero byte, either the high bit is set or the other bits carry into it.
    let differs = |bytes: u64| {
        let difference = word ^ bytes;
        difference | ((difference & OTHER_BITS) + OTHER_BITS)
    };
    let ends = differs(RETURNS) & differs(LINE_FEEDS);
    !(differs(separators) & differs(QUOTES) & ends) & HIGH_BITS
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

/// A cell without its enclosing quotes.
#[inline(always)]
pub(super) fn inside_quotes(cell: &[u8]) -> &[u8] {
    if let [QUOTE, inside @ .., QUOTE] = cell { inside } else { cell }
}

/// The text of a cell, without its enclosing quotes and with doubled quotes made single.
pub(super) fn unquoted(cell: &[u8]) -> Cow<'_, [u8]> {
    let inside = inside_quotes(cell);
    if inside.len() == cell.len() || memchr(QUOTE, inside).is_none() {
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
