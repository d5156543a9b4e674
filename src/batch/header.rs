//! The header of a batch, which determines how the rows are read.

use crate::error::{Error, ExpectedCell, RowsFault, What};
use crate::scenario::{SEPARATORS, SETTINGS};
use crate::spreadsheet;

use super::cells::{Record, cut, lines, unquoted};

/// The byte-order mark.
pub(super) const MARK: &[u8] = spreadsheet::MARK.as_bytes();

/// A column that is not read, although its name resembles one that is.
///
/// ```
/// # use aiinfra::Market;
/// # use aiinfra::batch::{Batch, Header, Options};
/// let header = Header::read(b"base,growth_pct\n", None).unwrap();
/// let batch = Batch::new(&header, Market::embedded()?, &Options::default())?;
/// let like = &batch.look_alikes()[0];
/// assert_eq!((like.name.as_str(), like.column), ("growth_pct", "cagr"));
/// assert_eq!(
///     like.to_string(),
///     "column `growth_pct` is copied, not used; did you mean `cagr`?"
/// );
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LookAlike {
    /// The name of the column, in lower case.
    pub name: String,
    /// The column that was probably meant.
    pub column: &'static str,
}

/// The header of a batch.
///
/// ```
/// use aiinfra::batch::Header;
///
/// let header = Header::read(b"scenario;cagr\nbear;20\n", None).unwrap();
/// assert_eq!((header.separator(), header.as_bytes()), (b';', "scenario;cagr\n".as_bytes()));
/// ```
#[derive(Clone, Debug)]
pub struct Header {
    line: Vec<u8>,
    separator: u8,
    ends: Vec<usize>,
}

impl Header {
    /// Reads the header at the beginning of a file. Returns `None` if the line is incomplete.
    ///
    /// If no separator is given, it is detected: comma, semicolon or tab, whichever yields the most of the columns
    /// `base`, `cagr`, `target`, `growth`, `actual` and `shape`.
    ///
    /// ```
    /// # use aiinfra::batch::Header;
    /// assert!(Header::read(b"scenario,ca", None).is_none());
    /// assert_eq!(Header::read(b"cagr\n", Some(b'|')).unwrap().separator(), b'|');
    /// ```
    #[must_use]
    pub fn read(bytes: &[u8], separator: Option<u8>) -> Option<Self> {
        Self::find(bytes, separator, false)
    }

    /// Same as [`Self::read`]. If `is_end`, `bytes` holds the whole file and no more will follow.
    pub(super) fn find(bytes: &[u8], separator: Option<u8>, is_end: bool) -> Option<Self> {
        let candidates = match &separator {
            Some(separator) => std::slice::from_ref(separator),
            None => &SEPARATORS,
        };
        let headers: Vec<Self> =
            candidates.iter().filter_map(|one| Self::with(bytes, *one)).collect();
        let mut lengths: Vec<usize> = headers.iter().map(|header| header.line.len()).collect();
        lengths.sort_unstable();
        // Judging as if bytes arrived one at a time makes the result independent of how much has been read.
        for length in lengths {
            let complete = || headers.iter().filter(|header| header.line.len() <= length);
            // On a tie, the first separator wins, which is the comma.
            let best = complete().rev().max_by_key(|header| header.likelihood())?;
            // A line feed may end the line with one separator and be inside a quoted cell with another. The latter is
            // right.
            if best.count_read() > 0 || complete().count() == candidates.len() {
                return Some(best.clone());
            }
        }
        is_end.then(|| headers.into_iter().rev().max_by_key(Self::likelihood)).flatten()
    }

    /// How likely this separator is the right one.
    ///
    /// The right one yields columns that are read, no quotes within unquoted cells, and many columns.
    fn likelihood(&self) -> (bool, bool, usize, usize) {
        let is_stray = |cell: &[u8]| cell.iter().skip(1).any(|byte| *byte == b'"');
        let is_clean =
            !self.record().cells().any(|cell| !cell.starts_with(b"\"") && is_stray(cell));
        (self.count_read() > 0, is_clean, self.count_read(), self.record().len())
    }

    fn with(bytes: &[u8], separator: u8) -> Option<Self> {
        let mut ends = Vec::new();
        let start = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
        let length = cut(bytes.get(start..)?, separator, &mut ends)?.length;
        Some(Self { line: bytes.get(..start + length)?.to_vec(), separator, ends })
    }

    /// The number of columns that are read.
    fn count_read(&self) -> usize {
        SETTINGS.iter().filter(|column| self.names().contains(&(**column).to_owned())).count()
    }

    /// Returns the separator of cells, which applies to every line.
    #[must_use]
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// Returns the header exactly as in the file, including its line ending.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.line
    }

    /// Returns the number of lines that the header takes. A quoted name may span several.
    #[must_use]
    pub fn lines(&self) -> u64 {
        lines(&self.line)
    }

    /// The byte-order mark, or nothing if the file has none.
    pub(super) fn mark(&self) -> &'static [u8] {
        if self.line.starts_with(MARK) { MARK } else { b"" }
    }

    pub(super) fn record(&self) -> Record<'_> {
        Record::new(self.line.strip_prefix(MARK).unwrap_or(&self.line), &self.ends)
    }

    /// The line ending.
    pub(super) fn newline(&self) -> &'static str {
        if self.line.ends_with(b"\r\n") { "\r\n" } else { "\n" }
    }

    /// The names of the columns as they are compared: in lower case, without surrounding spaces.
    fn names(&self) -> Vec<String> {
        self.texts().iter().map(|name| name.to_lowercase()).collect()
    }

    /// The names of the columns as in the file, without quotes and surrounding spaces.
    pub(super) fn texts(&self) -> Vec<String> {
        let text = |cell| String::from_utf8_lossy(&unquoted(cell)).trim().to_owned();
        self.record().cells().map(text).collect()
    }

    /// The columns that are not read, although their names resemble ones that are.
    pub(super) fn look_alikes(&self) -> Vec<LookAlike> {
        let names = self.names();
        let missing: Vec<&'static str> = SETTINGS
            .into_iter()
            .filter(|column| !names.iter().any(|name| name == column))
            .collect();
        let meant = |name: &String| {
            let is_growth = |word: &str| matches!(word, "growth" | "rate");
            let by_word = name.split(|c: char| !c.is_alphabetic()).find_map(|word| {
                let known = if is_growth(word) { "cagr" } else { word };
                missing.iter().find(|column| **column == known).copied()
            });
            let is_typo = |column: &&str| strsim::osa_distance(name, column) == 1;
            by_word.or_else(|| missing.iter().copied().find(is_typo))
        };
        let unread = names.iter().filter(|name| !SETTINGS.contains(&name.as_str()));
        let look_alike =
            |name: &String| meant(name).map(|column| LookAlike { name: name.clone(), column });
        unread.filter_map(look_alike).collect()
    }

    /// Checks the header and returns the positions of the columns. The columns `added` must not exist yet.
    pub(super) fn columns(&self, added: &[String]) -> Result<Columns, Error> {
        let names = self.names();
        if self.line.starts_with(b"\xff\xfe") || self.line.starts_with(b"\xfe\xff") {
            return Err(RowsFault::Utf16.into());
        }
        if let Some(cell) = self.record().joined_cell() {
            return Err(joined(cell));
        }
        if self.record().broken_cell().is_some() {
            return Err(RowsFault::CarriageReturns.into());
        }
        if let Some(name) = names.iter().find(|name| added.contains(name)) {
            return Err(Error::invalid(What::Column, name, ExpectedCell::OtherName));
        }
        let mut places = [None; SETTINGS.len()];
        for (found, column) in places.iter_mut().zip(SETTINGS) {
            *found = place(&names, column)?;
        }
        let columns = Columns { count: names.len(), places };
        if columns.names().is_empty() {
            let hint = self.look_alikes().into_iter().next().map(|like| (like.name, like.column));
            let expected = ExpectedCell::Input { hint };
            return Err(Error::invalid(What::Header, names.join(", "), expected));
        }
        Ok(columns)
    }
}

/// The error for a cell with a carriage return, which other programs read as the end of a row.
pub(super) fn broken(cell: &[u8]) -> Error {
    Error::invalid(What::Cell, String::from_utf8_lossy(cell), ExpectedCell::Quotes)
}

/// The error for a cell with text after its closing quote.
pub(super) fn joined(cell: &[u8]) -> Error {
    Error::invalid(What::Cell, String::from_utf8_lossy(cell), ExpectedCell::NothingAfterQuote)
}

/// The position of a column, or an error if it occurs twice.
fn place(names: &[String], column: &str) -> Result<Option<usize>, Error> {
    let mut places = names.iter().enumerate().filter(|(_, name)| *name == column);
    match (places.next(), places.next()) {
        (_, Some(_)) => Err(Error::invalid(What::Column, column, ExpectedCell::InputOnce)),
        (place, None) => Ok(place.map(|(place, _)| place)),
    }
}

/// The number of columns, and the positions of those that are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) count: usize,
    /// The positions of the columns in [`SETTINGS`].
    pub(super) places: [Option<usize>; SETTINGS.len()],
}

impl Columns {
    /// The names of the columns that are read.
    pub(super) fn names(&self) -> Vec<&'static str> {
        SETTINGS.iter().zip(self.places).filter_map(|(name, place)| place.map(|_| *name)).collect()
    }
}
