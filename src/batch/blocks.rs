//! A file, read in blocks of whole rows.

use std::io::{self, Read};

use super::cells;
use super::header::Header;

/// Reads a file in blocks that end with a row.
///
/// A block is what one read of up to 64 KiB gives, so that a row that comes through a pipe is answered when it
/// comes; it is longer where a row is. Memory does not grow with the file.
///
/// ```
/// use aiinfra::batch::Blocks;
///
/// let mut blocks = Blocks::new("cagr\n20\n\"3\n0\"".as_bytes());
/// let header = blocks.header(None)?;
/// assert_eq!(header.unwrap().as_bytes(), b"cagr\n");
/// assert_eq!(blocks.next(Vec::new())?.unwrap(), b"20\n");
/// assert_eq!(blocks.next(Vec::new())?.unwrap(), b"\"3\n0\"\n");
/// # Ok::<(), aiinfra::batch::Trouble>(())
/// ```
#[derive(Debug)]
pub struct Blocks<R> {
    input: R,
    separator: u8,
    /// What was read beyond the last block.
    rest: Vec<u8>,
    ends: Vec<usize>,
    has_ended: bool,
    is_live: bool,
}

/// Why no more can be read.
///
/// ```
/// use aiinfra::batch::{Blocks, Trouble};
///
/// let endless = format!("\"{}", "x".repeat(2_000_000));
/// let trouble = Blocks::new(endless.as_bytes()).header(None).unwrap_err();
/// assert!(matches!(trouble, Trouble::Endless));
/// ```
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The file cannot be read.
    Input(#[from] io::Error),
    /// A row is longer than memory has room for.
    Endless,
    /// The file ends in a quoted cell.
    Open,
}

impl Trouble {
    /// The longest row, in bytes, with its line end. A quote that is never closed would make the rest of the file one row.
    pub(crate) const LONGEST: usize = 1_000_000;
}

/// How much is read at once. A longer block has one row, or ends with a long one.
pub(super) const AT_ONCE: usize = 64 * 1024;

impl<R: Read> Blocks<R> {
    /// Reads from there, which is a file, or something else that has all its bytes.
    ///
    /// ```
    /// # use aiinfra::batch::Blocks;
    /// assert!(Blocks::new("".as_bytes()).header(None)?.is_none());
    /// # Ok::<(), aiinfra::batch::Trouble>(())
    /// ```
    pub fn new(input: R) -> Self {
        Self {
            input,
            separator: b',',
            rest: Vec::new(),
            ends: Vec::new(),
            has_ended: false,
            is_live: false,
        }
    }

    /// Reads from there, which may be a pipe or a terminal, from which more comes when somebody writes it.
    ///
    /// ```
    /// # use aiinfra::batch::Blocks;
    /// let blocks = Blocks::live(std::io::stdin());
    /// ```
    pub fn live(input: R) -> Self {
        Self { is_live: true, ..Self::new(input) }
    }

    /// The header, whose separator holds for the rows too; none where the file is empty.
    ///
    /// ```
    /// use aiinfra::batch::Blocks;
    ///
    /// let mut blocks = Blocks::new("cagr\tbase\n20\t50".as_bytes());
    /// assert_eq!(blocks.header(None)?.unwrap().separator(), b'\t');
    /// assert_eq!(blocks.next(Vec::new())?.unwrap(), b"20\t50\n");
    /// assert!(blocks.next(Vec::new())?.is_none());
    /// # Ok::<(), aiinfra::batch::Trouble>(())
    /// ```
    ///
    /// # Errors
    /// - what reading meets
    /// - a header of more than 1,000,000 bytes with its line end, or one with a quote that is never closed
    pub fn header(&mut self, separator: Option<u8>) -> Result<Option<Header>, Trouble> {
        loop {
            if let Some(header) = Header::find(&self.rest, separator, self.has_ended) {
                self.rest.drain(..header.as_bytes().len());
                self.separator = header.separator();
                return Ok(Some(header));
            }
            if self.has_ended {
                return if self.rest.is_empty() { Ok(None) } else { Err(Trouble::Open) };
            }
            let mut bytes = std::mem::take(&mut self.rest);
            self.read(&mut bytes)?;
            self.rest = bytes;
        }
    }

    /// The next rows, in a buffer whose room is used again; none at the end of the file. The last row ends with
    /// a line feed even where the file does not.
    ///
    /// ```
    /// # use aiinfra::batch::Blocks;
    /// let mut blocks = Blocks::new("cagr\n20".as_bytes());
    /// blocks.header(None)?;
    /// assert!(blocks.next(Vec::new())?.is_none_or(|block| block == b"20\n"));
    /// # Ok::<(), aiinfra::batch::Trouble>(())
    /// ```
    ///
    /// # Errors
    /// - what reading meets
    /// - a row of more than 1,000,000 bytes with its line end
    pub fn next(&mut self, mut block: Vec<u8>) -> Result<Option<Vec<u8>>, Trouble> {
        block.clear();
        block.append(&mut self.rest);
        loop {
            let whole = match self.has_ended {
                true => block.len(),
                false => cells::whole(&block, self.separator, &mut self.ends),
            };
            if whole > 0 {
                self.rest.extend_from_slice(block.get(whole..).unwrap_or_default());
                block.truncate(whole);
                return Ok(Some(block));
            }
            if self.has_ended {
                return Ok(None);
            }
            self.read(&mut block)?;
        }
    }

    /// Has the end been read?
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    pub(super) fn is_live(&self) -> bool {
        self.is_live
    }

    /// Reads once, and completes the last line where that is the end.
    fn read(&mut self, bytes: &mut Vec<u8>) -> Result<(), Trouble> {
        let start = bytes.len();
        // No more than the longest row, so that one that is longer is told as such wherever the file happens to be cut.
        let room = AT_ONCE.min(Trouble::LONGEST.saturating_sub(start));
        if room == 0 {
            return Err(Trouble::Endless);
        }
        bytes.resize(start + room, 0);
        let read = loop {
            match self.input.read(bytes.get_mut(start..).unwrap_or_default()) {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        bytes.truncate(start + read);
        self.has_ended = read == 0;
        if self.has_ended && bytes.last().is_some_and(|last| *last != b'\n') {
            bytes.push(b'\n');
        }
        Ok(())
    }
}
