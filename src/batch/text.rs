//! A text that grows by many small pieces.

use super::digits::{Decimals, Word, Written};

/// Bytes with room behind them, so that a small piece is copied at a fixed size, which takes an instruction
/// or two, whatever its length.
#[derive(Debug, Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
    length: usize,
}

/// A short text that stands before sizes, and is pushed often.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    bytes: [u8; Piece::SIZE],
    length: usize,
}

impl Piece {
    const SIZE: usize = 16;

    const NONE: Self = Self { bytes: [0; Self::SIZE], length: 0 };

    /// The first 16 bytes of the text.
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

    /// Leaves the first `length` bytes.
    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Gives back the room for more bytes than `most`, and what is there with it.
    pub(super) fn release(&mut self, most: usize) {
        if self.bytes.len() > most {
            *self = Self::default();
        }
    }

    pub(super) fn push(&mut self, text: &[u8]) {
        self.room(text.len()).push(text);
        self.length += text.len();
    }

    pub(super) fn push_piece(&mut self, piece: &Piece) {
        self.push(piece.as_bytes());
    }

    /// Room for at least so many bytes more.
    fn room(&mut self, count: usize) -> Room<'_> {
        if self.bytes.len() - self.length < count {
            self.grow(count);
        }
        Room { rest: self.bytes.get_mut(self.length..).unwrap_or_default() }
    }

    #[cold]
    fn grow(&mut self, count: usize) {
        self.bytes.resize((self.length + count).next_power_of_two(), 0);
    }

    /// A line: the row's own cells, then each piece and after it the next of the whole numbers of last digits,
    /// and what ends it. Where one of these is none or too long, it writes nothing and says so.
    #[inline(always)]
    pub(super) fn push_line(
        &mut self,
        own: &[u8],
        pieces: &[Piece],
        mut numbers: impl FnMut() -> Option<u64>,
        decimals: &Decimals,
        end: &Piece,
    ) -> bool {
        // A size takes one or two puts, and what ends the line another.
        let mut room = self.room(own.len() + (2 * pieces.len() + 1) * Room::PUT);
        room.push(own);
        for piece in pieces {
            match numbers().and_then(|number| decimals.write(number)) {
                Some(Written::One(word)) => room.put(piece, word),
                Some(Written::Two(first, others)) => {
                    room.put(piece, first);
                    room.put(&Piece::NONE, others);
                }
                None => return false,
            }
        }
        room.put(end, Word::NONE);
        let left = room.rest.len();
        self.length = self.bytes.len() - left;
        true
    }

    /// Puts one byte in the place of another, from `start` on.
    pub(super) fn replace_since(&mut self, start: usize, old: u8, new: u8) {
        let since = self.bytes.get_mut(start..self.length).unwrap_or_default();
        since.iter_mut().filter(|byte| **byte == old).for_each(|byte| *byte = new);
    }

    /// Any whole number of last digits, digit by digit: 4673 with 2 decimals is `46.73`.
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

/// What a text has room for.
struct Room<'a> {
    rest: &'a mut [u8],
}

impl Room<'_> {
    /// How many bytes a piece and a word are written in, whatever their length.
    const PUT: usize = Piece::SIZE + 8;

    fn push(&mut self, text: &[u8]) {
        if let Some(room) = self.rest.get_mut(..text.len()) {
            room.copy_from_slice(text);
            self.pass(text.len());
        }
    }

    /// Leaves these bytes behind.
    #[inline(always)]
    fn pass(&mut self, length: usize) {
        if let Some((_, rest)) = std::mem::take(&mut self.rest).split_at_mut_checked(length) {
            self.rest = rest;
        }
    }

    /// Writes all bytes of a piece and of a word behind it, and leaves those that count. There has to be room for
    /// [`Self::PUT`] bytes.
    #[inline(always)]
    fn put(&mut self, piece: &Piece, word: Word) {
        if let Some(place) = self.rest.first_chunk_mut::<{ Room::PUT }>() {
            if let Some(place) = place.first_chunk_mut() {
                *place = piece.bytes;
            }
            if let Some(place) = place.get_mut(piece.length..).and_then(<[u8]>::first_chunk_mut) {
                *place = word.bytes;
            }
        }
        self.pass(piece.length + word.length);
    }
}
