//! A row of a batch, by the quickest of three ways that give the same.

use std::borrow::Cow;

use crate::decimal::{Decimal, with_shortest};
use crate::error::{Error, ExpectedCell, What};
use crate::input::Input;
use crate::quantity::Year;
use crate::scenario::{Cells, Scenario};
use crate::trajectory::Trajectory;

use super::Batch;
use super::cells::{Record, unquoted};
use super::digits::Decimals;
use super::header::{broken, joined};
use super::plan::{Plan, Said};
use super::scan::scan;
use super::steady::Steady;
use super::text::Text;
use super::wide::Wide;

impl Batch {
    /// Writes the first row of `bytes` and gives its length; none where it has to be cut into cells.
    #[inline(always)]
    pub(super) fn first_row(&self, bytes: &[u8], text: &mut Text) -> Option<usize> {
        let decimals = self.decimals.as_ref().filter(|_| self.has_plain_rows)?;
        let row = scan(bytes, self.separator, &self.columns)?;
        let plan = self.ground.as_ref()?.plain(row.base, row.factor)?;
        let sizes = plan.steady(self.first_year())?;
        self.quickly(sizes, decimals, row.own, text).then_some(row.length)
    }

    /// Writes a row; says whether it was one, and not just an empty line.
    ///
    /// Out of the way of [`Self::first_row`], which is quicker when it has the registers for itself.
    #[inline(never)]
    pub(super) fn row(
        &self,
        record: Record<'_>,
        is_quoted: bool,
        text: &mut Text,
    ) -> Result<bool, Error> {
        if record.bytes().is_empty() {
            return Ok(false);
        }
        if record.len() != self.columns.count {
            let expected = ExpectedCell::Count(self.columns.count);
            return Err(Error::invalid(What::NumberOfCells, record.len(), expected));
        }
        if is_quoted && let Some(cell) = record.joined_cell() {
            return Err(joined(cell));
        }
        if let Some(cell) = record.broken_cell() {
            return Err(broken(cell));
        }
        let own = self.shape.cells(record)?;
        let [base, cagr, target] = [self.columns.base, self.columns.cagr, self.columns.target]
            .map(|place| unquoted(place.map_or(&b""[..], |place| record.cell(place))));
        let [base, cagr, target] = if self.decimal_comma {
            [
                with_point(Input::Base, base)?,
                with_point(Input::Cagr, cagr)?,
                with_point(Input::Target, target)?,
            ]
        } else {
            [base, cagr, target]
        };
        let said = Said::new([&base, &cagr, &target]);
        let plan = self.ground.as_ref().and_then(|ground| ground.told(said));
        let sizes = plan.and_then(|plan| plan.steady(self.first_year()));
        let is_written = match (&self.decimals, sizes) {
            (Some(decimals), Some(sizes)) => self.quickly(sizes, decimals, &own, text),
            _ => false,
        };
        if !is_written {
            self.carefully(plan, said, &own, text)?;
        }
        Ok(true)
    }

    /// Writes a row in 64 bits, where these are enough for all its sizes.
    #[inline(always)]
    fn quickly(&self, mut sizes: Steady, decimals: &Decimals, own: &[u8], text: &mut Text) -> bool {
        let start = text.len();
        for line in self.shape.lines() {
            if !text.push_line(own, line, || sizes.next(), decimals, self.shape.after()) {
                text.truncate(start);
                return false;
            }
        }
        true
    }

    /// Writes a row in 128 bits, and exactly where these are not enough.
    #[cold]
    fn carefully(
        &self,
        plan: Option<Plan<'_>>,
        said: Said<'_>,
        own: &[u8],
        text: &mut Text,
    ) -> Result<(), Error> {
        let mut exact = Exact { batch: self, said, trajectory: None };
        let mut sizes = plan.and_then(|plan| plan.wide(self.first_year()));
        let mut years = self.years.iter();
        for line in self.shape.lines() {
            text.push(own);
            for before in line {
                let size = sizes.as_mut().and_then(Iterator::next);
                let year = years.next().copied().unwrap_or(self.last_year());
                text.push_piece(before);
                let start = text.len();
                self.write(size, || exact.size(year), || plan?.exactly(year), text)?;
                if self.decimal_comma {
                    text.replace_since(start, b'.', b',');
                }
            }
            text.push_piece(self.shape.after());
        }
        Ok(())
    }

    /// Writes a size that is near `size`, or else the exact one.
    fn write(
        &self,
        size: Option<Wide>,
        exact: impl FnOnce() -> Result<Decimal, Error>,
        settled: impl FnOnce() -> Option<u128>,
        text: &mut Text,
    ) -> Result<(), Error> {
        let Some(digits) = self.digits else {
            match size.and_then(Wide::nearest) {
                Some(number) => with_shortest(number, |number| text.push(number.as_bytes())),
                None => text.push(exact()?.to_shortest().as_bytes()),
            }
            return Ok(());
        };
        match size.and_then(Wide::rounded).or_else(settled) {
            Some(number) => text.push_long(number, digits),
            None => text.push(exact()?.to_fixed(digits).as_bytes()),
        }
        Ok(())
    }
}

/// A cell with a decimal comma as the library reads it. A point is refused: where numbers have commas it may stand
/// between thousands.
fn with_point(column: Input, cell: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, Error> {
    if cell.contains(&b'.') {
        let cell = String::from_utf8_lossy(&cell);
        return Err(Error::invalid(What::Number, cell, ExpectedCell::Comma).at(column));
    }
    let pointed = |byte: &u8| if *byte == b',' { b'.' } else { *byte };
    Ok(if cell.contains(&b',') { cell.iter().map(pointed).collect() } else { cell })
}

/// A row in decimal arithmetic, which every other way has to agree with.
struct Exact<'a> {
    batch: &'a Batch,
    said: Said<'a>,
    trajectory: Option<Trajectory>,
}

impl Exact<'_> {
    fn size(&mut self, year: Year) -> Result<Decimal, Error> {
        let batch = self.batch;
        let trajectory = match &mut self.trajectory {
            Some(trajectory) => trajectory,
            none => none.insert(self.said.scenario(batch)?.trajectory(&batch.market)?),
        };
        Ok(trajectory.size(year)?.in_unit(batch.unit))
    }
}

impl Said<'_> {
    fn scenario(&self, batch: &Batch) -> Result<Scenario, Error> {
        let [base, cagr, target] =
            [self.base, self.cagr, self.target].map(|cell| cell.map(String::from_utf8_lossy));
        let cells =
            Cells { base: base.as_deref(), cagr: cagr.as_deref(), target: target.as_deref() };
        cells.scenario(&batch.common, &batch.market)
    }
}
