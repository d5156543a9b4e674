//! What a block of rows is answered with.

use crate::error::Error;

use super::LONGEST_ANSWER;
use super::text::Text;

/// What a block of rows is answered with.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::batch::{Answer, Batch, Header, Options};
///
/// let header = Header::read(b"cagr\n", None).unwrap();
/// let options = Options { digits: Some(0), skips_faults: true, ..Options::default() };
/// let batch = Batch::new(&header, Market::embedded()?, &options)?;
/// let mut answer = Answer::default();
/// assert_eq!(batch.answer(b"lots\n0\n", &mut answer), b"");
/// assert_eq!(answer.as_bytes(), b"0,47,47,47,47,47,47,47,47,47,47,47\n");
/// assert_eq!((answer.rows, answer.left_out, answer.faults[0].line), (1, 1, 1));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Answer {
    pub(super) text: Text,
    /// Room for where the cells of a row end.
    pub(super) ends: Vec<usize>,
    /// Rows that were answered.
    pub rows: u64,
    /// Rows that were not.
    pub left_out: u64,
    /// Why; of a block with many such rows, the first ten.
    pub faults: Vec<FaultyRow>,
    /// Lines of the block that were come to.
    pub lines: u64,
    /// Bytes that these have.
    pub read: u64,
}

/// Why a row is not answered.
///
/// ```
/// # use aiinfra::Market;
/// # use aiinfra::batch::{Answer, Batch, Header, Options};
/// # let header = Header::read(b"cagr\n", None).unwrap();
/// # let batch = Batch::new(&header, Market::embedded()?, &Options::default())?;
/// # let mut answer = Answer::default();
/// assert_eq!(batch.answer(b"20\nlots\n30\n", &mut answer), b"30\n");
/// let fault = &answer.faults[0];
/// assert_eq!(fault.line, 2);
/// assert!(fault.error.to_string().starts_with("cagr: growth rate `lots`: expected a percentage"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Debug)]
pub struct FaultyRow {
    /// The line in its block, the first one being 1.
    pub line: u64,
    /// What is wrong with it.
    pub error: Error,
}

impl Answer {
    /// How many faults are told of a block.
    ///
    /// ```
    /// assert_eq!(aiinfra::batch::Answer::MOST_FAULTS, 10);
    /// ```
    pub const MOST_FAULTS: usize = 10;

    /// The rows as they are to be written.
    ///
    /// ```
    /// assert_eq!(aiinfra::batch::Answer::default().as_bytes(), b"");
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Gives back the room that one long row has taken.
    pub(super) fn release(&mut self) {
        self.text.release(2 * LONGEST_ANSWER);
    }

    /// Leaves nothing but the room.
    pub(super) fn clear(&mut self) {
        self.text.truncate(0);
        self.faults.clear();
        (self.rows, self.left_out) = (0, 0);
    }
}
