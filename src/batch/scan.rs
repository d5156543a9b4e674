//! Rows of plain numbers and of texts without quotes, read in one pass.
//!
//! Most rows are such. Cutting a row into cells before they are read takes as long as all its sizes.

use super::header::Columns;
use super::plain::Plain;

/// What a row says, where it says it plainly.
pub(super) struct Scan<'a> {
    /// The row without what ends its line.
    pub(super) own: &'a [u8],
    /// How many bytes it has, with the line feed.
    pub(super) length: usize,
    pub(super) base: Option<Plain>,
    /// What a year multiplies by.
    pub(super) factor: Plain,
}

/// The first row of `bytes`; none where it has to be looked at more closely, whatever the reason.
#[inline(always)]
pub(super) fn scan<'a>(bytes: &'a [u8], separator: u8, columns: &Columns) -> Option<Scan<'a>> {
    let (cagr, mut base, mut factor, mut rest) = (columns.cagr?, None, None, bytes);
    if columns.target.is_some() {
        return None;
    }
    for place in 0..columns.count {
        if place > 0 {
            rest = after(separator, rest)?;
        }
        if place == cagr {
            let (number, others) = Plain::first_factor(rest)?;
            (factor, rest) = (Some(number), others);
        } else if Some(place) == columns.base {
            let (number, others) = Plain::first(rest)?;
            (base, rest) = (Some(number), others);
        } else {
            rest = after_text(rest, separator)?;
        }
    }
    let rest = after(b'\n', after(b'\r', rest).unwrap_or(rest))?;
    let length = bytes.len() - rest.len();
    let line = bytes.get(..length - 1)?;
    let own = line.strip_suffix(b"\r").unwrap_or(line);
    Some(Scan { own, length, base, factor: factor? })
}

fn after(byte: u8, bytes: &[u8]) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    (*first == byte).then_some(rest)
}

/// From the first separator, quote or end of a line on. A quote is none of what may come after a text, and a carriage
/// return only before a line feed, so that other rows are left to be cut.
#[inline(always)]
fn after_text(mut bytes: &[u8], separator: u8) -> Option<&[u8]> {
    let separators = u64::from(separator) * EACH;
    loop {
        // At the end of a block are fewer bytes than a word has.
        let word = u64::from_le_bytes(*bytes.first_chunk()?);
        match found_in(word, separators) {
            0 => bytes = bytes.get(size_of::<u64>()..)?,
            found => return bytes.get((found.trailing_zeros() / 8) as usize..),
        }
    }
}

/// A byte of 1 in each place of a word.
const EACH: u64 = u64::MAX / 0xff;

/// The first bit of each byte that is a separator, a quote, a carriage return or a line feed, and no other bit.
fn found_in(word: u64, separators: u64) -> u64 {
    const FIRST_BITS: u64 = 0x80 * EACH;
    const OTHER_BITS: u64 = !FIRST_BITS;
    const QUOTES: u64 = b'"' as u64 * EACH;
    const RETURNS: u64 = b'\r' as u64 * EACH;
    const LINE_FEEDS: u64 = b'\n' as u64 * EACH;
    // Of a byte that is not 0, either the first bit is set or the others carry into it.
    let differs = |bytes: u64| {
        let difference = word ^ bytes;
        difference | ((difference & OTHER_BITS) + OTHER_BITS)
    };
    let ends = differs(RETURNS) & differs(LINE_FEEDS);
    !(differs(separators) & differs(QUOTES) & ends) & FIRST_BITS
}
