//! A buffer for output that is assembled from many small pieces.

use std::ops::Range;

use crate::decimal::{Shortest, with_digits};

use super::digits::Word;

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

    /// A piece with the first 16 bytes of the text.
    pub(super) fn new(text: &str) -> Self {
        let mut bytes = [0; Self::SIZE];
        for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        Self { bytes, length: text.len().min(Self::SIZE) }
    }

    pub(super) fn len(&self) -> usize {
        self.length
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
        if let Some(place) = self.spare(text.len()).get_mut(..text.len()) {
            place.copy_from_slice(text);
        }
        self.length += text.len();
    }

    #[inline(always)]
    pub(super) fn push_piece(&mut self, piece: &Piece) {
        self.put(piece.length, |place| *place = piece.bytes);
    }

    /// Appends a piece and a word.
    #[inline(always)]
    pub(super) fn push_both(&mut self, piece: &Piece, word: &Word) {
        self.put(piece.length + word.length, |place: &mut [u8; Piece::SIZE + Word::SIZE]| {
            if let Some(place) = place.first_chunk_mut() {
                *place = piece.bytes;
            }
            if let Some(place) = place.get_mut(piece.length..).and_then(<[u8]>::first_chunk_mut) {
                *place = word.bytes;
            }
        });
    }

    /// Lets `write` set a number of bytes, of which the first `length` count.
    #[inline(always)]
    fn put<const SIZE: usize>(&mut self, length: usize, write: impl Fn(&mut [u8; SIZE])) {
        loop {
            let rest = self.bytes.get_mut(self.length..);
            if let Some(place) = rest.and_then(<[u8]>::first_chunk_mut) {
                write(place);
                self.length += length;
                return;
            }
            self.grow(SIZE);
        }
    }

    /// Appends a piece and a number.
    #[inline(always)]
    pub(super) fn push_shortest(&mut self, piece: &Piece, number: &Shortest) {
        let length = piece.length + number.head_length + number.tail_length;
        self.put(length, |place: &mut [u8; Piece::SIZE + Shortest::SIZE]| {
            if let Some(place) = place.first_chunk_mut() {
                *place = piece.bytes;
            }
            if let Some(place) = place.get_mut(piece.length..).and_then(<[u8]>::first_chunk_mut) {
                *place = number.head;
            }
            let before = piece.length + number.head_length;
            if let Some(place) = place.get_mut(before..).and_then(<[u8]>::first_chunk_mut) {
                *place = number.tail;
            }
        });
    }

    /// Appends a part of the text again.
    pub(super) fn repeat(&mut self, part: Range<usize>) {
        let (length, end) = (self.length, part.len());
        self.spare(end);
        self.bytes.copy_within(part, length);
        self.length += end;
    }

    /// The spare capacity, of at least `count` bytes.
    #[inline(always)]
    fn spare(&mut self, count: usize) -> &mut [u8] {
        if self.bytes.len() - self.length < count {
            self.grow(count);
        }
        self.bytes.get_mut(self.length..).unwrap_or_default()
    }

    #[cold]
    fn grow(&mut self, count: usize) {
        self.bytes.resize((self.length + count).next_power_of_two(), 0);
    }

    /// Replaces one byte by another, from `start` on.
    pub(super) fn replace_since(&mut self, start: usize, old: u8, new: u8) {
        let since = self.bytes.get_mut(start..self.length).unwrap_or_default();
        since.iter_mut().filter(|byte| **byte == old).for_each(|byte| *byte = new);
    }

    /// Appends any number of units of the last digit, digit by digit: 4673 with 2 decimals is `46.73`.
    pub(super) fn push_long(&mut self, number: u128, decimals: u8, point: u8) {
        with_digits(number, decimals, |whole, fraction| {
            self.push(whole);
            if !fraction.is_empty() {
                self.push(&[point]);
                self.push(fraction);
            }
        });
    }
}
