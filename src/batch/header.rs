//! The first line of a batch, which says how the others are to be read.

use crate::error::{Error, ExpectedCell, RowsFault, What};
use crate::spreadsheet;

use super::cells::{Record, cut, lines, unquoted};

/// The columns that say what a row assumes.
const COLUMNS: [&str; 3] = ["base", "cagr", "target"];

/// The separators that are recognised.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The byte-order mark.
pub(super) const MARK: &[u8] = spreadsheet::MARK.as_bytes();

/// A column that is not read and looks as if it should be.
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
///     "column `growth_pct` is passed on and not read; did you mean `cagr`?"
/// );
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LookAlike {
    /// Its name, in lower case.
    pub name: String,
    /// The column that it may be meant for.
    pub column: &'static str,
}

/// The first line of a batch.
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
    /// Cuts the header off the beginning of a file; none where its line is not complete.
    ///
    /// Without a separator it is the one among comma, semicolon and tab that gives columns `base`, `cagr` or
    /// `target`, and of several the one that gives more of them.
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

    /// The same; at the end of the file what has been read is all that there is.
    pub(super) fn find(bytes: &[u8], separator: Option<u8>, is_end: bool) -> Option<Self> {
        let candidates = match &separator {
            Some(separator) => std::slice::from_ref(separator),
            None => &SEPARATORS,
        };
        let headers: Vec<Self> =
            candidates.iter().filter_map(|one| Self::with(bytes, *one)).collect();
        let mut lengths: Vec<usize> = headers.iter().map(|header| header.line.len()).collect();
        lengths.sort_unstable();
        // As if it came byte by byte, so that what is found does not change with how much has been read.
        for length in lengths {
            let read = || headers.iter().filter(|header| header.line.len() <= length);
            // The first of those that are equal: commas, where nothing speaks for another.
            let best = read().rev().max_by_key(|header| header.likelihood())?;
            // A line that ends in a quoted cell for one separator may go on for another, which is then the right one.
            if best.known() > 0 || read().count() == candidates.len() {
                return Some(best.clone());
            }
        }
        is_end.then(|| headers.into_iter().rev().max_by_key(Self::likelihood)).flatten()
    }

    /// By what it is told from a header that was cut at another separator: it has columns that are read, no
    /// quotes within unquoted cells, and many columns.
    fn likelihood(&self) -> (bool, bool, usize, usize) {
        let is_stray = |cell: &[u8]| cell.iter().skip(1).any(|byte| *byte == b'"');
        let is_clean =
            !self.record().cells().any(|cell| !cell.starts_with(b"\"") && is_stray(cell));
        (self.known() > 0, is_clean, self.known(), self.record().len())
    }

    fn with(bytes: &[u8], separator: u8) -> Option<Self> {
        let mut ends = Vec::new();
        let start = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
        let length = cut(bytes.get(start..)?, separator, &mut ends)?.length;
        Some(Self { line: bytes.get(..start + length)?.to_vec(), separator, ends })
    }

    /// How many of the columns it has that say what a row assumes.
    fn known(&self) -> usize {
        COLUMNS.iter().filter(|column| self.names().contains(&(**column).to_owned())).count()
    }

    /// What separates the cells of every line.
    ///
    /// ```
    /// # use aiinfra::batch::Header;
    /// assert_eq!(Header::read(b"base\tcagr\n", None).unwrap().separator(), b'\t');
    /// ```
    #[must_use]
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// The line as it stands in the file, with what ends it.
    ///
    /// ```
    /// # use aiinfra::batch::Header;
    /// assert_eq!(Header::read(b"cagr\n20\n", None).unwrap().as_bytes(), b"cagr\n");
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.line
    }

    /// How many lines of the file it takes; a quoted name may go over several.
    ///
    /// ```
    /// # use aiinfra::batch::Header;
    /// assert_eq!(Header::read(b"cagr,\"two\nlines\"\n", None).unwrap().lines(), 2);
    /// ```
    #[must_use]
    pub fn lines(&self) -> u64 {
        lines(&self.line)
    }

    /// The byte-order mark, where it has one.
    pub(super) fn mark(&self) -> &'static [u8] {
        if self.line.starts_with(MARK) { MARK } else { b"" }
    }

    pub(super) fn record(&self) -> Record<'_> {
        Record::new(self.line.strip_prefix(MARK).unwrap_or(&self.line), &self.ends)
    }

    /// What ends a line.
    pub(super) fn newline(&self) -> &'static str {
        if self.line.ends_with(b"\r\n") { "\r\n" } else { "\n" }
    }

    /// The names of the columns, as they are told apart: in lower case, without spaces around.
    fn names(&self) -> Vec<String> {
        self.texts().iter().map(|name| name.to_lowercase()).collect()
    }

    /// The names of the columns.
    pub(super) fn texts(&self) -> Vec<String> {
        let text = |cell| String::from_utf8_lossy(&unquoted(cell)).trim().to_owned();
        self.record().cells().map(text).collect()
    }

    /// Columns that are not read and look as if they should be, each with the one that it may stand for.
    pub(super) fn look_alikes(&self) -> Vec<LookAlike> {
        let names = self.names();
        let missing: Vec<&'static str> =
            COLUMNS.into_iter().filter(|column| !names.iter().any(|name| name == column)).collect();
        let stands_for = |name: &String| {
            let is_growth = |word: &str| matches!(word, "growth" | "rate");
            let by_word = name.split(|c: char| !c.is_alphabetic()).find_map(|word| {
                let known = if is_growth(word) { "cagr" } else { word };
                missing.iter().find(|column| **column == known).copied()
            });
            let is_slip = |column: &&str| strsim::osa_distance(name, column) == 1;
            by_word.or_else(|| missing.iter().copied().find(is_slip))
        };
        let unread = names.iter().filter(|name| !COLUMNS.contains(&name.as_str()));
        let look_alike =
            |name: &String| stands_for(name).map(|column| LookAlike { name: name.clone(), column });
        unread.filter_map(look_alike).collect()
    }

    /// Where the columns are, once it is certain that the lines can be read and that those which `added`
    /// names can be told from those which are there.
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
        let [base, cagr, target] = COLUMNS.map(|column| place(&names, column));
        let columns = Columns { count: names.len(), base: base?, cagr: cagr?, target: target? };
        if columns.base.or(columns.cagr).or(columns.target).is_none() {
            let hint = self.look_alikes().into_iter().next().map(|like| (like.name, like.column));
            let expected = ExpectedCell::Input { hint };
            return Err(Error::invalid(What::Header, names.join(", "), expected));
        }
        Ok(columns)
    }
}

/// The error of a cell that other programs take for the end of a row.
pub(super) fn broken(cell: &[u8]) -> Error {
    Error::invalid(What::Cell, String::from_utf8_lossy(cell), ExpectedCell::Quotes)
}

/// The error of a cell that has text after the quote that closes it.
pub(super) fn joined(cell: &[u8]) -> Error {
    Error::invalid(What::Cell, String::from_utf8_lossy(cell), ExpectedCell::NothingAfterQuote)
}

/// Where the column of that name is, which can be there but once.
fn place(names: &[String], column: &str) -> Result<Option<usize>, Error> {
    let mut places = names.iter().enumerate().filter(|(_, name)| *name == column);
    match (places.next(), places.next()) {
        (_, Some(_)) => Err(Error::invalid(What::Column, column, ExpectedCell::InputOnce)),
        (place, None) => Ok(place.map(|(place, _)| place)),
    }
}

/// Where the columns of a row are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) count: usize,
    pub(super) base: Option<usize>,
    pub(super) cagr: Option<usize>,
    pub(super) target: Option<usize>,
}

impl Columns {
    /// The names of those that are there.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let places = [self.base, self.cagr, self.target];
        COLUMNS.iter().zip(places).filter_map(|(name, place)| place.map(|_| *name)).collect()
    }
}
