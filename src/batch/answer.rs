//! The answer to a block of rows.

use crate::error::Error;

use super::LONGEST_ANSWER;
use super::text::Text;

/// The answer to a block of rows: the output, and a report on the rows that have errors.
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
    /// A reused buffer for the positions at which the cells of a row end.
    pub(super) ends: Vec<usize>,
    /// The number of rows answered.
    pub rows: u64,
    /// The number of rows with errors, which were not answered.
    pub left_out: u64,
    /// The errors of these rows; at most [`Answer::MOST_FAULTS`] per block.
    pub faults: Vec<FaultyRow>,
    /// The number of lines processed.
    pub lines: u64,
    /// The number of bytes in these lines.
    pub read: u64,
}

/// A row with an error.
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
    /// The line within its block, starting at 1.
    pub line: u64,
    /// The error.
    pub error: Error,
}

impl Answer {
    /// The maximum number of errors reported per block.
    pub const MOST_FAULTS: usize = 10;

    /// Returns the output rows.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Frees the buffer if a long row has made it large.
    pub(super) fn release(&mut self) {
        self.text.release(2 * LONGEST_ANSWER);
    }

    /// Clears the answer and keeps its buffers.
    pub(super) fn clear(&mut self) {
        self.text.truncate(0);
        self.faults.clear();
        (self.rows, self.left_out) = (0, 0);
    }
}
