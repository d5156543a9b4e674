//! Reads a file in blocks of whole rows.

use std::io::{self, Read};

use super::cells;
use super::header::Header;

/// A reader that returns a file in blocks of whole rows.
///
/// A block holds the rows from one read of up to 64 KiB, so rows from a pipe can be answered as soon as they arrive. A
/// longer row makes a longer block. Memory use does not depend on the size of the file.
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
    /// The bytes read beyond the last block.
    rest: Vec<u8>,
    ends: Vec<usize>,
    has_ended: bool,
    is_live: bool,
}

/// An error that ends the reading of a file.
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
    /// A row is longer than 1,000,000 bytes.
    Endless,
    /// The file ends inside a quoted cell.
    Open,
}

impl Trouble {
    /// The maximum length of a row in bytes, including its line ending.
    ///
    /// Without a limit, a quote that is never closed would turn the rest of the file into one row.
    pub(crate) const LONGEST: usize = 1_000_000;
}

/// The maximum number of bytes per read. A longer block consists of one row, or ends with a long one.
pub(super) const READ_SIZE: usize = 64 * 1024;

impl<R: Read> Blocks<R> {
    /// Returns a reader for a file, or for another input whose bytes are all available.
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

    /// Returns a reader for live input, such as a pipe or a terminal, where a read may wait for more bytes.
    ///
    /// ```
    /// # use aiinfra::batch::Blocks;
    /// let blocks = Blocks::live(std::io::stdin());
    /// ```
    pub fn live(input: R) -> Self {
        Self { is_live: true, ..Self::new(input) }
    }

    /// Reads the header, whose separator also applies to the rows. Returns `None` if the file is empty.
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
    /// - the input cannot be read
    /// - a header of more than 1,000,000 bytes including its line ending
    /// - a header with a quote that is never closed
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

    /// Reads the next block of rows, reusing the buffer `block`. Returns `None` at the end of the file.
    ///
    /// The last row ends with a line feed even if the file does not.
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
    /// - the input cannot be read
    /// - a row of more than 1,000,000 bytes including its line ending
    pub fn next(&mut self, mut block: Vec<u8>) -> Result<Option<Vec<u8>>, Trouble> {
        block.clear();
        block.append(&mut self.rest);
        loop {
            let complete = match self.has_ended {
                true => block.len(),
                false => cells::complete_length(&block, self.separator, &mut self.ends),
            };
            if complete > 0 {
                self.rest.extend_from_slice(block.get(complete..).unwrap_or_default());
                block.truncate(complete);
                return Ok(Some(block));
            }
            if self.has_ended {
                return Ok(None);
            }
            self.read(&mut block)?;
        }
    }

    /// Whether the end of the file has been reached.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    pub(super) fn is_live(&self) -> bool {
        self.is_live
    }

    /// Reads once. At the end of the file, completes the last line with a line feed.
    fn read(&mut self, bytes: &mut Vec<u8>) -> Result<(), Trouble> {
        let start = bytes.len();
        // Buffering at most the longest row rejects a longer one regardless of where reads split the file.
        let room = READ_SIZE.min(Trouble::LONGEST.saturating_sub(start));
        if room == 0 {
            return Err(Trouble::Endless);
        }
        bytes.resize(start + room, 0);
        let read = loop {
            match self.input.read(bytes.get_mut(start..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
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
