//! Computes and writes a row of a batch, by the fastest of three methods that give the same result.

use std::borrow::Cow;

use memchr::memchr2;

use crate::decimal::{Decimal, with_shortest};
use crate::error::{Error, ExpectedCell, What};
use crate::quantity::Year;
use crate::scenario::{Cells, SETTINGS, Scenario, with_point};
use crate::trajectory::Trajectory;

use super::Batch;
use super::cells::{Record, unquoted};
use super::digits::Decimals;
use super::header::{broken, joined};
use super::plan::{InputCells, Plan};
use super::scan::scan;
use super::steady::Steady;
use super::text::Text;
use super::wide::Wide;

impl Batch {
    /// Writes the answer to the first row of `bytes` and returns the row's length. `None` if it must be cut into cells.
    #[inline(always)]
    pub(super) fn first_row(&self, bytes: &[u8], text: &mut Text) -> Option<usize> {
        let decimals = self.decimals.as_ref().filter(|_| self.has_plain_rows)?;
        let row = scan(bytes, self.separator, &self.columns)?;
        let plan = self.planner.as_ref()?.at_rate(row.base, row.factor)?;
        let sizes = plan.steady(self.first_year())?;
        self.write_fast(sizes, decimals, row.cells, text).then_some(row.length)
    }

    /// Writes the answer to a row. Returns false if the row is an empty line.
    ///
    /// Not inlined, so that [`Self::first_row`] has more registers and runs faster.
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
        let cells = self.shape.cells(record)?;
        let read = self
            .columns
            .places
            .map(|place| unquoted(place.map_or(&b""[..], |place| record.cell(place))));
        let read = if self.decimal_comma { pointed(read)? } else { read };
        let inputs = InputCells::new(read.each_ref().map(|cell| &**cell));
        let plan = self.planner.as_ref().and_then(|planner| planner.for_cells(inputs));
        let sizes = plan.and_then(|plan| plan.steady(self.first_year()));
        let is_written = match (&self.decimals, sizes) {
            (Some(decimals), Some(sizes)) => self.write_fast(sizes, decimals, &cells, text),
            _ => false,
        };
        if !is_written {
            self.write_exact(plan, inputs, &cells, text)?;
        }
        Ok(true)
    }

    /// Writes a row computed in 64 bits. Writes nothing and returns false if they are too few for one of its sizes.
    #[inline(always)]
    fn write_fast(
        &self,
        mut sizes: Steady,
        decimals: &Decimals,
        cells: &[u8],
        text: &mut Text,
    ) -> bool {
        let start = text.len();
        for line in self.shape.lines() {
            if !text.push_line(cells, line, || sizes.next(), decimals, self.shape.after()) {
                text.truncate(start);
                return false;
            }
        }
        true
    }

    /// Writes a row computed in 128 bits, and in exact arithmetic where they are too few.
    #[cold]
    fn write_exact(
        &self,
        plan: Option<Plan<'_>>,
        inputs: InputCells<'_>,
        cells: &[u8],
        text: &mut Text,
    ) -> Result<(), Error> {
        let mut exact = ExactRow { batch: self, inputs, trajectory: None };
        let mut sizes = plan.and_then(|plan| plan.wide(self.first_year()));
        let mut years = self.years.iter();
        for line in self.shape.lines() {
            text.push(cells);
            for before in line {
                let size = sizes.as_mut().and_then(Iterator::next);
                let year = years.next().copied().unwrap_or(self.last_year());
                text.push_piece(before);
                let start = text.len();
                self.write_size(size, || exact.size(year), || plan?.rounded_exactly(year), text)?;
                if self.decimal_comma {
                    text.replace_since(start, b'.', b',');
                }
            }
            text.push_piece(self.shape.after());
        }
        Ok(())
    }

    /// Writes `size` rounded, or the exact size if `size` is missing or too near a tie.
    fn write_size(
        &self,
        size: Option<Wide>,
        exact: impl FnOnce() -> Result<Decimal, Error>,
        rounded_exactly: impl FnOnce() -> Option<u128>,
        text: &mut Text,
    ) -> Result<(), Error> {
        let Some(digits) = self.digits else {
            match size.and_then(Wide::nearest) {
                Some(number) => with_shortest(number, |number| text.push(number.as_bytes())),
                None => text.push(exact()?.to_shortest().as_bytes()),
            }
            return Ok(());
        };
        match size.and_then(Wide::rounded).or_else(rounded_exactly) {
            Some(number) => text.push_long(number, digits),
            None => text.push(exact()?.to_fixed(digits).as_bytes()),
        }
        Ok(())
    }
}

/// Replaces the decimal commas of the cells with points.
fn pointed(cells: [Cow<'_, [u8]>; 6]) -> Result<[Cow<'_, [u8]>; 6], Error> {
    let mut pointed = cells;
    for (column, cell) in SETTINGS.into_iter().zip(&mut pointed) {
        if memchr2(b',', b'.', cell).is_some() {
            let text = String::from_utf8_lossy(cell);
            *cell = with_point(column, &text)?.into_owned().into_bytes().into();
        }
    }
    Ok(pointed)
}

/// A row computed in exact decimal arithmetic, which the other methods must agree with.
struct ExactRow<'a> {
    batch: &'a Batch,
    inputs: InputCells<'a>,
    trajectory: Option<Trajectory>,
}

impl ExactRow<'_> {
    fn size(&mut self, year: Year) -> Result<Decimal, Error> {
        let batch = self.batch;
        let trajectory = match &mut self.trajectory {
            Some(trajectory) => trajectory,
            none => none.insert(self.inputs.scenario(batch)?.trajectory(&batch.market)?),
        };
        Ok(trajectory.size(year)?.in_unit(batch.unit))
    }
}

impl InputCells<'_> {
    fn scenario(&self, batch: &Batch) -> Result<Scenario, Error> {
        let Self { base, cagr, target, growth, actual, shape } = *self;
        let [base, cagr, target, growth, actual, shape] =
            [base, cagr, target, growth, actual, shape]
                .map(|cell| cell.map(String::from_utf8_lossy));
        let cells = Cells {
            base: base.as_deref(),
            cagr: cagr.as_deref(),
            target: target.as_deref(),
            growth: growth.as_deref(),
            actual: actual.as_deref(),
            shape: shape.as_deref(),
        };
        cells.scenario(&batch.common, &batch.market)
    }
}
