//! Reads rows of plain numbers and unquoted text in one pass.
//!
//! Most rows are of this kind. Cutting a row into cells first would take as long as computing all its sizes.

use super::header::Columns;
use super::plain::Plain;

/// The values of a row that was read in one pass.
pub(super) struct Scan<'a> {
    /// The row without its line ending.
    pub(super) cells: &'a [u8],
    /// The length in bytes, including the line feed.
    pub(super) length: usize,
    pub(super) base: Option<Plain>,
    /// The growth factor per year.
    pub(super) factor: Plain,
}

/// Reads the first row of `bytes`. Returns `None` for any row that must be cut into cells.
#[inline(always)]
pub(super) fn scan<'a>(bytes: &'a [u8], separator: u8, columns: &Columns) -> Option<Scan<'a>> {
    let [base_place, cagr, target, growth, actual, shape] = columns.places;
    let (cagr, mut base, mut factor, mut rest) = (cagr?, None, None, bytes);
    if target.is_some() {
        return None;
    }
    for place in 0..columns.count {
        if place > 0 {
            rest = after(separator, rest)?;
        }
        if place == cagr {
            let (number, others) = Plain::first_factor(rest)?;
            (factor, rest) = (Some(number), others);
        } else if Some(place) == base_place {
            let (number, others) = Plain::first(rest)?;
            (base, rest) = (Some(number), others);
        } else if ![growth, actual, shape].contains(&Some(place)) {
            // Cells that set individual years or a shape must be empty.
            rest = after_text(rest, separator)?;
        }
    }
    let rest = after(b'\n', after(b'\r', rest).unwrap_or(rest))?;
    let length = bytes.len() - rest.len();
    let line = bytes.get(..length - 1)?;
    let cells = line.strip_suffix(b"\r").unwrap_or(line);
    Some(Scan { cells, length, base, factor: factor? })
}

fn after(byte: u8, bytes: &[u8]) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    (*first == byte).then_some(rest)
}

/// The rest of `bytes` from the first separator, quote or line ending on.
///
/// A quote, or a carriage return without a line feed, must not follow a text; such a row is left to be cut into cells.
#[inline(always)]
fn after_text(mut bytes: &[u8], separator: u8) -> Option<&[u8]> {
    let separators = u64::from(separator) * EVERY_BYTE;
    loop {
        // Near the end of a block, fewer bytes are left than a word has.
        let word = u64::from_le_bytes(*bytes.first_chunk()?);
        match found_in(word, separators) {
            0 => bytes = bytes.get(size_of::<u64>()..)?,
            found => return bytes.get((found.trailing_zeros() / 8) as usize..),
        }
    }
}

/// A word in which every byte is 1.
const EVERY_BYTE: u64 = u64::MAX / 0xff;

/// A word with the high bit set in each byte that is a separator, quote, carriage return or line feed.
fn found_in(word: u64, separators: u64) -> u64 {
    const HIGH_BITS: u64 = 0x80 * EVERY_BYTE;
    const OTHER_BITS: u64 = !HIGH_BITS;
    const QUOTES: u64 = b'"' as u64 * EVERY_BYTE;
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
