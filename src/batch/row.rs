//! Computes and writes a row of a batch.

use std::ops::Range;

use crate::decimal::{Decimal, Shortest, with_shortest};
use crate::error::{Error, ExpectedCell, What};
use crate::quantity::Year;
use crate::scenario::{Cells, SETTINGS, Scenario, with_point};
use crate::trajectory::Trajectory;
use crate::wide::Wide;

use super::Batch;
use super::cells::{Cut, Record, inside_quotes, unquoted};
use super::header::{broken, joined};
use super::plan::Plan;
use super::shape::Column;
use super::short::rounded;
use super::text::Text;

impl Batch {
    /// Writes the answer to a row. Returns false if the row is an empty line.
    ///
    /// Not inlined, like what it seldom calls, so that the loop over the sizes has more registers.
    #[inline(never)]
    pub(super) fn write_row(
        &self,
        record: Record<'_>,
        cut: &Cut,
        text: &mut Text,
    ) -> Result<bool, Error> {
        if record.bytes().is_empty() {
            return Ok(false);
        }
        self.check(record, cut)?;
        let start = text.len();
        self.shape.write_cells(record, text)?;
        let copied = start..text.len();
        let cell = |place: Option<usize>| place.map_or(&b""[..], |place| record.cell(place));
        let mut row = Row::new(self, self.columns.places.map(cell));
        match self.digits {
            Some(digits) => self.write_rounded(&mut row, digits, copied, text)?,
            None => self.write_shortest(&mut row, copied, text)?,
        }
        Ok(true)
    }

    /// Rejects a row that other programs would cut into other cells.
    #[inline(always)]
    fn check(&self, record: Record<'_>, cut: &Cut) -> Result<(), Error> {
        if record.len() != self.columns.count {
            let expected = ExpectedCell::Count(self.columns.count);
            return Err(Error::invalid(What::NumberOfCells, record.len(), expected));
        }
        if cut.is_quoted
            && let Some(cell) = record.joined_cell()
        {
            return Err(joined(cell));
        }
        if cut.has_return
            && let Some(cell) = record.broken_cell()
        {
            return Err(broken(cell));
        }
        Ok(())
    }

    /// Writes the sizes of a row with a fixed number of decimals.
    #[inline(always)]
    fn write_rounded(
        &self,
        row: &mut Row<'_>,
        digits: u8,
        copied: Range<usize>,
        text: &mut Text,
    ) -> Result<(), Error> {
        let slack = self.planner.as_ref().map_or(0.0, |planner| planner.slack());
        let mut sizes = row.plan.map(|plan| plan.short_sizes(self.first_year()));
        let decimals = self.decimals.as_ref();
        self.write_lines(copied, text, |column, text| {
            let size = sizes.as_mut().and_then(Iterator::next);
            let number = size.and_then(|size| rounded(size, slack));
            if let Some(word) = number.and_then(|number| decimals?.write(number)) {
                text.push_both(&column.before, &word);
                return Ok(());
            }
            text.push_piece(&column.before);
            row.write_slowly(number, column.year, digits, text)
        })
    }

    /// Writes the sizes of a row in full precision.
    #[inline(never)]
    fn write_shortest(
        &self,
        row: &mut Row<'_>,
        copied: Range<usize>,
        text: &mut Text,
    ) -> Result<(), Error> {
        let mut sizes = row.sizes();
        self.write_lines(copied, text, |column, text| {
            let start = text.len() + column.before.len();
            let size = sizes.as_mut().and_then(Iterator::next);
            match size.and_then(Shortest::of) {
                Some(number) => text.push_shortest(&column.before, &number),
                None => {
                    let number = row.nearest(size, column.year)?;
                    text.push_piece(&column.before);
                    with_shortest(number, |number| text.push(number.as_bytes()));
                }
            }
            self.set_point(start, text);
            Ok(())
        })
    }

    /// Writes the lines of a row. Each begins with the text that is `copied`, and `write` writes the size of a
    /// column and what precedes it.
    #[inline(always)]
    fn write_lines(
        &self,
        copied: Range<usize>,
        text: &mut Text,
        mut write: impl FnMut(&Column, &mut Text) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (at, line) in self.shape.lines().enumerate() {
            if at > 0 {
                text.repeat(copied.clone());
            }
            for column in line {
                write(column, text)?;
            }
            text.push_piece(self.shape.after());
        }
        Ok(())
    }

    /// Replaces the points since `start` if the output has decimal commas.
    fn set_point(&self, start: usize, text: &mut Text) {
        if self.point != b'.' {
            text.replace_since(start, b'.', self.point);
        }
    }
}

/// The input cells of a row, the plan to compute it in binary, and the same in exact arithmetic.
pub(super) struct Row<'a> {
    batch: &'a Batch,
    cells: [&'a [u8]; SETTINGS.len()],
    plan: Option<Plan<'a>>,
    /// What every other way must agree with.
    trajectory: Option<Trajectory>,
}

impl<'a> Row<'a> {
    /// A row with these cells, in the order of the settings. An empty cell also stands for a missing column.
    #[inline(always)]
    pub(super) fn new(batch: &'a Batch, cells: [&'a [u8]; SETTINGS.len()]) -> Self {
        let text = |cell: &'a [u8]| inside_quotes(cell).trim_ascii();
        let plan = batch.planner.as_ref().and_then(|planner| planner.plan(cells.map(text)));
        Self { batch, cells, plan, trajectory: None }
    }

    /// The sizes in 128 bits, unless the row needs exact arithmetic.
    #[inline(always)]
    pub(super) fn sizes(&self) -> Option<impl Iterator<Item = Wide> + use<'a>> {
        self.plan?.sizes(self.batch.first_year())
    }

    /// The `f64` nearest to the size in `year`, which is `size` if 128 bits are enough.
    #[inline(always)]
    pub(super) fn nearest(&mut self, size: Option<Wide>, year: Year) -> Result<f64, Error> {
        match size.and_then(Wide::nearest) {
            Some(size) => Ok(size),
            None => Ok(self.exact(year)?.to_f64()),
        }
    }

    /// Writes a size for which the fast ways are not enough. Its `number` of units of the last digit may be known.
    #[cold]
    fn write_slowly(
        &mut self,
        number: Option<u64>,
        year: Year,
        digits: u8,
        text: &mut Text,
    ) -> Result<(), Error> {
        let start = text.len();
        match number.map(u128::from).or_else(|| self.plan?.rounded(year)) {
            Some(number) => text.push_long(number, digits, self.batch.point),
            None => {
                text.push(self.exact(year)?.to_fixed(digits).as_bytes());
                self.batch.set_point(start, text);
            }
        }
        Ok(())
    }

    #[cold]
    fn exact(&mut self, year: Year) -> Result<Decimal, Error> {
        let batch = self.batch;
        let trajectory = match &mut self.trajectory {
            Some(trajectory) => trajectory,
            none => none.insert(scenario(self.cells, batch)?.trajectory(&batch.market)?),
        };
        Ok(trajectory.size(year)?.in_unit(batch.unit))
    }
}

/// The scenario that the cells describe.
fn scenario(cells: [&[u8]; SETTINGS.len()], batch: &Batch) -> Result<Scenario, Error> {
    let cells = cells.map(unquoted);
    let mut texts = cells.each_ref().map(|cell| String::from_utf8_lossy(cell.trim_ascii()));
    if batch.point == b',' {
        for (column, text) in SETTINGS.into_iter().zip(&mut texts) {
            *text = with_point(column, text)?.into_owned().into();
        }
    }
    let [base, cagr, target, growth, actual, shape] =
        texts.each_ref().map(|text| (!text.is_empty()).then_some(&**text));
    let cells = Cells { base, cagr, target, growth, actual, shape };
    cells.scenario(&batch.common, &batch.market)
}
