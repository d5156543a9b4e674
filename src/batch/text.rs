//! A buffer for output that is assembled from many small pieces.

use super::digits::{Decimals, Word, Written};

/// Output text, followed by spare capacity.
///
/// The capacity allows a small piece to be copied at a fixed size, in an instruction or two, whatever its length.
#[derive(Debug, Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
    length: usize,
}

/// A short text that precedes a size or ends a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    bytes: [u8; Piece::SIZE],
    length: usize,
}

impl Piece {
    const SIZE: usize = 16;

    const NONE: Self = Self { bytes: [0; Self::SIZE], length: 0 };

    /// A piece with the first 16 bytes of the text.
    pub(super) fn new(text: &str) -> Self {
        let mut bytes = [0; Self::SIZE];
        for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        Self { bytes, length: text.len().min(Self::SIZE) }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Text {
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Keeps only the first `length` bytes.
    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Frees the buffer, and discards the text, if the buffer is larger than `most` bytes.
    pub(super) fn release(&mut self, most: usize) {
        if self.bytes.len() > most {
            *self = Self::default();
        }
    }

    pub(super) fn push(&mut self, text: &[u8]) {
        self.spare(text.len()).push(text);
        self.length += text.len();
    }

    pub(super) fn push_piece(&mut self, piece: &Piece) {
        self.push(piece.as_bytes());
    }

    /// The space for at least `count` more bytes.
    fn spare(&mut self, count: usize) -> Spare<'_> {
        if self.bytes.len() - self.length < count {
            self.grow(count);
        }
        Spare { rest: self.bytes.get_mut(self.length..).unwrap_or_default() }
    }

    #[cold]
    fn grow(&mut self, count: usize) {
        self.bytes.resize((self.length + count).next_power_of_two(), 0);
    }

    /// Writes a line: the row's input cells, then each piece followed by the next number, then the line's end.
    ///
    /// Numbers are in units of the last digit. If one is missing or too long, writes nothing and returns false.
    #[inline(always)]
    pub(super) fn push_line(
        &mut self,
        cells: &[u8],
        pieces: &[Piece],
        mut numbers: impl FnMut() -> Option<u64>,
        decimals: &Decimals,
        end: &Piece,
    ) -> bool {
        // A size takes one or two calls of `put`, and the end of the line takes one more.
        let mut spare = self.spare(cells.len() + (2 * pieces.len() + 1) * Spare::PUT);
        spare.push(cells);
        for piece in pieces {
            match numbers().and_then(|number| decimals.write(number)) {
                Some(Written::One(word)) => spare.put(piece, word),
                Some(Written::Two(first, others)) => {
                    spare.put(piece, first);
                    spare.put(&Piece::NONE, others);
                }
                None => return false,
            }
        }
        spare.put(end, Word::NONE);
        let left = spare.rest.len();
        self.length = self.bytes.len() - left;
        true
    }

    /// Replaces one byte by another, from `start` on.
    pub(super) fn replace_since(&mut self, start: usize, old: u8, new: u8) {
        let since = self.bytes.get_mut(start..self.length).unwrap_or_default();
        since.iter_mut().filter(|byte| **byte == old).for_each(|byte| *byte = new);
    }

    /// Writes any number of units of the last digit, digit by digit: 4673 with 2 decimals is `46.73`.
    pub(super) fn push_long(&mut self, mut number: u128, decimals: u8) {
        let decimals = usize::from(decimals);
        let mut text = [0; 64];
        let mut length = 0;
        for place in text.iter_mut().rev() {
            if number == 0 && length > decimals + usize::from(decimals > 0) {
                break;
            }
            let is_point = decimals > 0 && length == decimals;
            *place = if is_point { b'.' } else { b'0' + (number % 10) as u8 };
            number = if is_point { number } else { number / 10 };
            length += 1;
        }
        let start = text.len() - length;
        self.push(text.get(start..).unwrap_or_default());
    }
}

/// The spare capacity of a text.
struct Spare<'a> {
    rest: &'a mut [u8],
}

impl Spare<'_> {
    /// The number of bytes that [`Self::put`] overwrites, whatever the length of the piece and the word.
    const PUT: usize = Piece::SIZE + 8;

    fn push(&mut self, text: &[u8]) {
        if let Some(spare) = self.rest.get_mut(..text.len()) {
            spare.copy_from_slice(text);
            self.advance(text.len());
        }
    }

    /// Moves past the first `length` bytes.
    #[inline(always)]
    fn advance(&mut self, length: usize) {
        if let Some((_, rest)) = std::mem::take(&mut self.rest).split_at_mut_checked(length) {
            self.rest = rest;
        }
    }

    /// Writes a piece and then a word, each at its full size, and moves past the bytes that count.
    ///
    /// There must be room for [`Self::PUT`] bytes.
    #[inline(always)]
    fn put(&mut self, piece: &Piece, word: Word) {
        if let Some(place) = self.rest.first_chunk_mut::<{ Spare::PUT }>() {
            if let Some(place) = place.first_chunk_mut() {
                *place = piece.bytes;
            }
            if let Some(place) = place.get_mut(piece.length..).and_then(<[u8]>::first_chunk_mut) {
                *place = word.bytes;
            }
        }
        self.advance(piece.length + word.length);
    }
}
