//! A row of a batch, by the quickest of three ways that give the same.

use crate::decimal::{Decimal, with_shortest};
use crate::error::Error;
use crate::quantity::Year;
use crate::scenario::{Cells, Scenario};
use crate::trajectory::Trajectory;

use super::Batch;
use super::blocks::{LONGEST, Trouble};
use super::cells::{Record, unquoted};
use super::course::{Course, Said};
use super::header::joined;
use super::text::{Piece, Text};
use super::wide::Wide;

impl Batch {
    /// Writes a row; says whether it was one, and not just an empty line.
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
            let expected = format!("{}, as in the header", self.columns.count);
            return Err(Error::invalid("number of cells", record.len(), expected));
        }
        if record.bytes().len() > LONGEST {
            return Err(Error::sentence(Trouble::Endless.to_string()));
        }
        if is_quoted && let Some(cell) = record.joined_cell() {
            return Err(joined(cell));
        }
        let own = self.shape.cells(record)?;
        let written = [self.columns.base, self.columns.cagr, self.columns.target]
            .map(|place| place.map_or(&b""[..], |place| record.cell(place)));
        let said = Said::new(written);
        // Most cells are plain numbers, and need no look at what may stand around one.
        if let course @ Some(_) = self.course(said) {
            return self.answer_row(course, said, &own, text);
        }
        let [base, cagr, target] = written.map(unquoted);
        let said = Said::new([&base, &cagr, &target].map(|cell| cell.trim_ascii()));
        self.answer_row(self.course(said), said, &own, text)
    }

    fn answer_row(
        &self,
        course: Option<Course<'_>>,
        said: Said<'_>,
        own: &[u8],
        text: &mut Text,
    ) -> Result<bool, Error> {
        if !self.quickly(course, own, text) {
            self.carefully(course, said, own, text)?;
        }
        Ok(true)
    }

    fn course(&self, said: Said<'_>) -> Option<Course<'_>> {
        self.ground.as_ref()?.course(said)
    }

    /// Writes a row in 64 bits, where these are enough for all its sizes.
    fn quickly(&self, course: Option<Course<'_>>, own: &[u8], text: &mut Text) -> bool {
        let Some(decimals) = self.decimals else { return false };
        let steady = course.and_then(|course| course.steady(self.first_year()));
        let Some(mut sizes) = steady else { return false };
        let start = text.len();
        for line in self.shape.lines() {
            text.push(own);
            if !text.push_short(line, || sizes.next(), decimals) {
                text.truncate(start);
                return false;
            }
            text.push_piece(self.shape.after());
        }
        true
    }

    /// Writes a row in 128 bits, and exactly where these are not enough.
    fn carefully(
        &self,
        course: Option<Course<'_>>,
        said: Said<'_>,
        own: &[u8],
        text: &mut Text,
    ) -> Result<(), Error> {
        let mut exact = Exact { batch: self, said, trajectory: None };
        let mut sizes = course.and_then(|course| course.wide(self.first_year()));
        let mut years = self.years.iter();
        for line in self.shape.lines() {
            text.push(own);
            for before in line {
                let size = sizes.as_mut().and_then(Iterator::next);
                let year = years.next().copied().unwrap_or(self.last_year());
                self.write(before, size, || exact.size(year), || course?.exactly(year), text)?;
            }
            text.push_piece(self.shape.after());
        }
        Ok(())
    }

    /// Writes a size that is near `size`, or else the exact one.
    fn write(
        &self,
        before: &Piece,
        size: Option<Wide>,
        exact: impl FnOnce() -> Result<Decimal, Error>,
        settled: impl FnOnce() -> Option<u128>,
        text: &mut Text,
    ) -> Result<(), Error> {
        let Some(decimals) = self.decimals else {
            text.push_piece(before);
            match size.and_then(Wide::nearest) {
                Some(number) => with_shortest(number, |number| text.push(number.as_bytes())),
                None => text.push(exact()?.to_shortest().as_bytes()),
            }
            return Ok(());
        };
        match size.and_then(Wide::rounded).or_else(settled) {
            Some(number) => text.push_long(before, number, decimals),
            None => {
                text.push_piece(before);
                text.push(exact()?.to_fixed(decimals.count()).as_bytes());
            }
        }
        Ok(())
    }
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
