//! Batches: millions of scenarios, read from the rows of a CSV and written back with their sizes in every year.
//!
//! [`Blocks`] reads a file in blocks of whole rows, and a [`Batch`] answers one block at a time. [`run`] does both on
//! several threads and delivers the answers in order.
//!
//! # How sizes are rounded
//!
//! Exact decimal arithmetic takes microseconds for a size, of which a row shows a few digits. A size is therefore
//! computed in binary, with a bound on its error. If every number within the bound rounds to the same digits, they are
//! the digits of the exact size. If a tie lies within the bound, the size is computed again, in a more exact way:
//!
//! ```text
//!     57.59               tie                57.60
//!  ─────┼──────────────────┼───────────────────┼─────
//!           ├──x──┤                                    sure: 57.59
//!                       ├──x──┤                        unsure: try the next way
//!
//!  f64 ──if unsure──▶ 128 bits ──if unsure──▶ integers ──if too long──▶ decimals of 80 digits
//! ```
//!
//! In full precision, where the shortest digits of the nearest `f64` are printed, the first way is 128 bits. The output
//! therefore never depends on the way.
//!
//! ```
//! use aiinfra::Market;
//! use aiinfra::batch::{self, Batch, Blocks, Options};
//!
//! let scenarios = "scenario,cagr\nbear,20\nbull,30\n";
//! let mut blocks = Blocks::new(scenarios.as_bytes());
//! let header = blocks.header(None)?.unwrap();
//! let options = Options { digits: Some(2), ..Options::default() };
//! let batch = Batch::new(&header, Market::embedded()?, &options)?;
//! let mut csv = batch.header().to_vec();
//! batch::run(&batch, blocks, 1, |answer| {
//!     csv.extend_from_slice(answer.as_bytes());
//!     std::ops::ControlFlow::<()>::Continue(())
//! })?;
//! let csv = String::from_utf8(csv)?;
//! assert!(csv.starts_with("scenario,cagr,2024,2025,"));
//! assert!(csv.ends_with("bull,30,46.73,60.75,78.97,102.67,133.47,173.51,225.56,293.22,381.19,495.55,644.21\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod blocks;
mod cells;
mod digits;
mod header;
mod plain;
mod plan;
mod projection;
mod row;
mod shape;
mod short;
mod text;
mod workers;

use crate::decimal::MOST_DIGITS;
use crate::error::{Error, Expected, Place, RowsFault, What};
use crate::market::Market;
use crate::notes::{Note, RowsNote};
use crate::quantity::{Horizon, Unit, Year};
use crate::scenario::Scenario;
use crate::trajectory::Follow;

pub use answer::{Answer, FaultyRow};
pub use blocks::{Blocks, Trouble};
pub use header::{Header, LookAlike};
pub use projection::Projection;
pub use shape::{Layout, Syntax};
pub use workers::run;

use cells::{Record, cut, lines};
use digits::Decimals;
use header::Columns;
use plan::Planner;
use shape::Shape;

/// How a batch is computed and written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What rows without a growth rate or target follow: the published sizes or the stated CAGR.
    pub follow: Follow,
    /// The first year to show; by default the market's base year.
    pub from: Option<Year>,
    /// The last year to show; by default the last year of the market's forecast.
    pub to: Option<Year>,
    /// How the sizes of a row are arranged.
    pub layout: Layout,
    /// The format of the output.
    pub syntax: Syntax,
    /// The unit of the output; by default the market's. Sizes are read in the market's unit either way.
    pub unit: Option<Unit>,
    /// The number of decimals, at most 20; by default full precision.
    pub digits: Option<u8>,
    /// Whether numbers have a decimal comma, in both input and output. JSON does not support it.
    ///
    /// Cells that a spreadsheet would run as a formula get an apostrophe.
    pub decimal_comma: bool,
    /// Whether the output is Excel-compatible: UTF-8 with a byte-order mark, CRLF.
    ///
    /// Cells that a spreadsheet would run as a formula get an apostrophe.
    pub excel: bool,
    /// Whether to skip rows with errors instead of stopping at the first one.
    pub skips_faults: bool,
}

impl Options {
    /// Returns the years to show.
    ///
    /// ```
    /// # use aiinfra::Market;
    /// # use aiinfra::batch::Options;
    /// let options = Options { from: Some("2030".parse()?), ..Options::default() };
    /// assert_eq!(options.years(&Market::embedded()?)?.years().count(), 5);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - from `2040` if the market's forecast ends in 2034
    /// - from `2030` to `2025`
    pub fn years(&self, market: &Market) -> Result<Horizon, Error> {
        market.forecast_period().narrowed(self.from, self.to)
    }
}

/// The settings of a batch, prepared for answering its rows.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::batch::{Batch, Header, Options};
///
/// let header = Header::read(b"scenario;cagr\n", None).unwrap();
/// let options = Options { from: Some("2033".parse()?), ..Options::default() };
/// let batch = Batch::new(&header, Market::embedded()?, &options)?;
/// assert_eq!(batch.header(), b"scenario;cagr;2033;2034\n");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Debug)]
pub struct Batch {
    market: Market,
    common: Scenario,
    unit: Unit,
    years: Vec<Year>,
    digits: Option<u8>,
    /// The fast formatter, unless the decimals are too many.
    decimals: Option<Decimals>,
    /// The decimal point of both input and output.
    point: u8,
    skips_faults: bool,
    separator: u8,
    columns: Columns,
    shape: Shape,
    header: Vec<u8>,
    look_alikes: Vec<LookAlike>,
    planner: Option<Planner>,
}

impl Batch {
    /// Returns a batch for the rows under this header.
    ///
    /// ```
    /// # use aiinfra::Market;
    /// # use aiinfra::batch::{Batch, Header, Options};
    /// let header = Header::read(b"scenario,amount\n", None).unwrap();
    /// let error = Batch::new(&header, Market::embedded()?, &Options::default()).unwrap_err();
    /// let expected = error.expected().unwrap().to_string();
    /// assert_eq!(expected, "at least one of the columns base, cagr, target, growth, actual and shape");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `scenario,amount`: none of the columns `base`, `cagr`, `target`, `growth`, `actual` and `shape`
    /// - `cagr,cagr`: one of these columns twice
    /// - `cagr,2030`: a column with the name of an added one
    /// - 2040 if the market's forecast ends in 2034
    /// - [`Follow::Cagr`] if the report states no growth rate
    /// - [`Syntax::Json`] and two columns of the same name
    /// - a decimal comma with [`Syntax::Json`] or a comma as the separator
    /// - 21 digits: more than the arithmetic guarantees
    pub fn new(header: &Header, market: Market, options: &Options) -> Result<Self, Error> {
        if let Some(digits) = options.digits.filter(|digits| *digits > MOST_DIGITS) {
            let expected = Expected::NumberOfDecimals { most: MOST_DIGITS };
            return Err(Error::invalid(What::NumberOfDecimals, digits, expected));
        }
        let years: Vec<Year> = options.years(&market)?.years().collect();
        let common = Scenario { follow: options.follow, ..Scenario::default() };
        let forecast = common.trajectory(&market)?;
        let unit = options.unit.unwrap_or(market.unit());
        let at_line = |error: Error| error.at(Place::Line(1));
        let columns = header.columns(&options.layout.columns(&years)).map_err(at_line)?;
        let shape = Shape::new(header, columns, options, &years).map_err(at_line)?;
        let point = if options.decimal_comma { b',' } else { b'.' };
        Ok(Self {
            planner: Planner::new(&market, &forecast, unit, options.digits, point),
            header: shape.header(header, &years),
            look_alikes: header.look_alikes(),
            separator: header.separator(),
            digits: options.digits,
            decimals: options.digits.and_then(|digits| Decimals::new(digits, point)),
            point,
            skips_faults: options.skips_faults,
            market,
            common,
            unit,
            years,
            columns,
            shape,
        })
    }

    /// Returns the header line of the output, including the added columns. It is empty if rows are JSON objects.
    ///
    /// ```
    /// # use aiinfra::Market;
    /// # use aiinfra::batch::{Batch, Header, Options, Syntax};
    /// let header = Header::read(b"cagr\n", None).unwrap();
    /// let options = Options { syntax: Syntax::Json, ..Options::default() };
    /// assert_eq!(Batch::new(&header, Market::embedded()?, &options)?.header(), b"");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Returns the columns that are not read, although their names resemble ones that are.
    #[must_use]
    pub fn look_alikes(&self) -> &[LookAlike] {
        &self.look_alikes
    }

    /// Returns the notes on the batch: which columns are read, and what a row with an empty cell assumes.
    ///
    /// ```
    /// # use aiinfra::Market;
    /// # use aiinfra::batch::{Batch, Header, Options};
    /// let header = Header::read(b"scenario,cagr\n", None).unwrap();
    /// let batch = Batch::new(&header, Market::embedded()?, &Options::default())?;
    /// assert_eq!(batch.notes()?[0].kind(), "columns");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// None for a batch that [`Batch::new`] accepts.
    pub fn notes(&self) -> Result<Vec<Note>, Error> {
        let mut notes = vec![
            Note::Rows(RowsNote::Columns(self.columns.names())),
            Note::Rows(RowsNote::Units {
                currency: self.market.currency().clone(),
                read: self.market.unit(),
                written: self.unit,
                first: self.first_year(),
            }),
            Note::Rows(RowsNote::FallBack),
        ];
        let own = self.common.notes(&self.market, self.last_year())?;
        notes.extend(own.into_iter().map(Note::from));
        Ok(notes)
    }

    /// Answers a block of whole rows, each ending with a line feed, and returns the rows that are left.
    ///
    /// Rows are left if the answer has become long. They are also left after a row with an error, unless
    /// [`Options::skips_faults`] is set.
    ///
    /// ```
    /// # use aiinfra::Market;
    /// # use aiinfra::batch::{Answer, Batch, Header, Options};
    /// let header = Header::read(b"target\n", None).unwrap();
    /// let options = Options { from: Some("2033".parse()?), ..Options::default() };
    /// let batch = Batch::new(&header, Market::embedded()?, &options)?;
    /// let mut answer = Answer::default();
    /// assert_eq!(batch.answer(b"600\n", &mut answer), b"");
    /// assert_eq!(answer.as_bytes(), b"600,464.8316631745168,600\n");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn answer<'a>(&self, block: &'a [u8], answer: &mut Answer) -> &'a [u8] {
        answer.clear();
        let mut at = 0;
        while at < block.len() && answer.text.len() < LONGEST_ANSWER {
            let rest = block.get(at..).unwrap_or_default();
            let cut = cut(rest, self.separator, &mut answer.ends);
            let start = answer.text.len();
            let written = match &cut {
                Some(cut) => {
                    let record = Record::new(rest, &answer.ends);
                    self.write_row(record, cut, &mut answer.text)
                }
                None => Err(RowsFault::OpenQuote.into()),
            };
            at += cut.map_or(rest.len(), |cut| cut.length);
            match written {
                Ok(is_row) => answer.rows += u64::from(is_row),
                Err(error) => {
                    answer.text.truncate(start);
                    answer.left_out += 1;
                    if answer.faults.len() < Answer::MOST_FAULTS {
                        let before = block.len() - rest.len();
                        let line = lines(block.get(..before).unwrap_or_default()) + 1;
                        answer.faults.push(FaultyRow { line, error });
                    }
                    if !self.skips_faults {
                        break;
                    }
                }
            }
        }
        let (answered, rest) = block.split_at_checked(at).unwrap_or((block, &[]));
        answer.lines = lines(answered);
        answer.read = answered.len() as u64;
        rest
    }

    fn last_year(&self) -> Year {
        self.years.last().copied().unwrap_or(self.market.forecast_period().last())
    }

    fn first_year(&self) -> Year {
        self.years.first().copied().unwrap_or(self.market.forecast_period().first())
    }
}

/// The length in bytes at which an answer is delivered before more rows are added to it.
const LONGEST_ANSWER: usize = 1 << 20;
