//! The sizes of one scenario after another, as numbers.

use crate::decimal::with_shortest;
use crate::error::{Error, RowsFault};
use crate::market::Market;
use crate::quantity::Year;

use super::row::Row;
use super::{Batch, Header, Options};

/// Computes a market's sizes from a base and a growth rate, both as `f64`, as fast as a batch.
///
/// An `f64` stands for its shortest decimal number: 26.81 means exactly 26.81. A size is the `f64` nearest to the exact
/// result.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::batch::Projection;
///
/// let projection = Projection::new(Market::embedded()?, Some("2032".parse()?), None)?;
/// let mut sizes = vec![0.0; projection.years().len()];
/// projection.sizes(100.0, 10.0, &mut sizes)?;
/// assert_eq!(sizes, [214.358881, 235.7947691, 259.37424601]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Debug)]
pub struct Projection(Batch);

impl Projection {
    /// Returns a projection from the year `from` to the year `to`, by default over the market's whole forecast.
    ///
    /// # Errors
    /// - 2040 if the market's forecast ends in 2034
    /// - from 2030 to 2025
    pub fn new(market: Market, from: Option<Year>, to: Option<Year>) -> Result<Self, Error> {
        let header = Header::read(b"base,cagr\n", None).ok_or(RowsFault::OpenQuote)?;
        Ok(Self(Batch::new(&header, market, &Options { from, to, ..Options::default() })?))
    }

    /// Returns the years, one for each size.
    #[must_use]
    pub fn years(&self) -> &[Year] {
        &self.0.years
    }

    /// Computes the sizes in the market's unit, from the size in the base year and the growth rate in percent.
    ///
    /// If there are fewer places than years, only the first years are computed.
    ///
    /// # Errors
    /// - a base of -5 or NaN: not a size
    /// - a growth rate of -100 or infinity: out of bounds
    pub fn sizes(&self, base: f64, cagr: f64, sizes: &mut [f64]) -> Result<(), Error> {
        with_shortest(base, |base| with_shortest(cagr, |cagr| self.fill(base, cagr, sizes)))
    }

    fn fill(&self, base: &str, cagr: &str, sizes: &mut [f64]) -> Result<(), Error> {
        let mut row = Row::new(&self.0, [base.as_bytes(), cagr.as_bytes(), b"", b"", b"", b""]);
        let mut wide = row.sizes();
        for (place, year) in sizes.iter_mut().zip(&self.0.years) {
            *place = row.nearest(wide.as_mut().and_then(Iterator::next), *year)?;
        }
        Ok(())
    }
}
