//! A text that grows by many small pieces.

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
    first: u64,
    /// Where it has more than 8 bytes.
    others: Option<(u64, u64)>,
    length: usize,
}

impl Piece {
    const SIZE: usize = 24;

    /// The first 24 bytes of the text.
    pub(super) fn new(text: &str) -> Self {
        let byte = |at| u64::from(text.as_bytes().get(at).copied().unwrap_or_default());
        let word =
            |word: usize| (0..8).fold(0, |bits, at| bits | (byte(8 * word + at) << (8 * at)));
        let others = (text.len() > 8).then(|| (word(1), word(2)));
        Self { first: word(0), others, length: text.len().min(Self::SIZE) }
    }
}

/// How many decimals a whole number of last digits is written with: 4673 with 2 is `46.73`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimals {
    count: u8,
    /// Numbers below this are written by [`Text::push_short`]: those of at most 8 digits, or none.
    limit: u64,
    /// The bits of 8 digits, each a byte, that stand before the point; some do, and some stand after it.
    before: u32,
}

impl Decimals {
    pub(super) fn new(count: u8) -> Self {
        let is_short = (1..8).contains(&count);
        let limit = if is_short { 100_000_000 } else { 0 };
        Self { count, limit, before: if is_short { 8 * (8 - u32::from(count)) } else { 8 } }
    }

    pub(super) fn count(self) -> u8 {
        self.count
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

    pub(super) fn push(&mut self, text: &[u8]) {
        self.make_room(text.len());
        let room = self.bytes.get_mut(self.length..).and_then(|rest| rest.get_mut(..text.len()));
        if let Some(room) = room {
            room.copy_from_slice(text);
            self.length += text.len();
        }
    }

    pub(super) fn push_piece(&mut self, piece: &Piece) {
        let others = piece.others.unwrap_or_default();
        let bytes = [piece.first, others.0, others.1].map(u64::to_le_bytes);
        self.push(bytes.as_flattened().get(..piece.length).unwrap_or_default());
    }

    fn make_room(&mut self, room: usize) {
        if self.bytes.len() - self.length < room {
            self.grow(room);
        }
    }

    #[cold]
    fn grow(&mut self, room: usize) {
        self.bytes.resize((self.length + room).next_power_of_two(), 0);
    }

    /// Each piece and after it the next of the whole numbers of last digits, as long as they have at most 8
    /// digits; says whether all had.
    ///
    /// All digits of a number are written at once, as the bytes of one word of which the first digit is the
    /// lowest, and over what is too much of them the point and the decimals, as another.
    pub(super) fn push_short(
        &mut self,
        pieces: &[Piece],
        mut numbers: impl FnMut() -> Option<u64>,
        decimals: Decimals,
    ) -> bool {
        const WORD: usize = 8;
        const ROOM: usize = Piece::SIZE + 2 * WORD;
        self.make_room(pieces.len() * ROOM);
        let rest = self.bytes.get_mut(self.length..).unwrap_or_default();
        let mut at = 0;
        let mut put = |at: usize, word: u64| {
            if let Some(place) = rest.get_mut(at..at + WORD) {
                place.copy_from_slice(&word.to_le_bytes());
            }
        };
        for piece in pieces {
            let Some(number) = numbers().filter(|number| *number < decimals.limit) else {
                return false;
            };
            let ascii = eight_digits(number as u32);
            // The last digit before the point is written even if it is 0.
            let is_digit = (ascii & 0x0f0f_0f0f_0f0f_0f0f) | (1 << (decimals.before - 8));
            let leading = is_digit.trailing_zeros() & !7;
            put(at, piece.first);
            if let Some(others) = piece.others {
                put(at + WORD, others.0);
                put(at + 2 * WORD, others.1);
            }
            at += piece.length;
            put(at, ascii >> leading);
            at += ((decimals.before - leading) / 8) as usize;
            put(at, (ascii >> decimals.before << 8) | u64::from(b'.'));
            at += 1 + usize::from(decimals.count);
        }
        self.length += at;
        true
    }

    /// A piece and any whole number of last digits, digit by digit.
    pub(super) fn push_long(&mut self, before: &Piece, mut number: u128, decimals: Decimals) {
        let decimals = usize::from(decimals.count);
        let mut text = [0; 64];
        let mut places = text.iter_mut().rev();
        let mut length = 0;
        while number > 0 || length <= decimals + usize::from(decimals > 0) {
            let is_point = decimals > 0 && length == decimals;
            if let Some(place) = places.next() {
                *place = if is_point { b'.' } else { b'0' + (number % 10) as u8 };
            }
            number = if is_point { number } else { number / 10 };
            length += 1;
        }
        let start = text.len() - length;
        self.push_piece(before);
        self.push(text.get(start..).unwrap_or_default());
    }
}

/// The digits of a number of at most 8 of them, in ASCII, the first one being the lowest byte.
fn eight_digits(number: u32) -> u64 {
    let four =
        |number: u32| FOUR_DIGITS.get(number as usize).map_or(0, |digits| u64::from(*digits));
    let high = number / 10_000;
    four(high) | (four(number - high * 10_000) << 32)
}

/// The four digits of each number below 10,000.
static FOUR_DIGITS: [u32; 10_000] = four_digits();

const fn four_digits() -> [u32; 10_000] {
    let mut table = [0; 10_000];
    let mut rest: &mut [u32] = &mut table;
    let mut number = 0;
    while let [first, others @ ..] = rest {
        let (high, low) = (number / 100, number % 100);
        let digits = (high / 10) | ((high % 10) << 8) | ((low / 10) << 16) | ((low % 10) << 24);
        *first = digits | 0x3030_3030;
        rest = others;
        number += 1;
    }
    table
}
