//! The sheet with the answer.

use std::collections::HashMap;

use crate::decimal::{Decimal, USUAL_DIGITS};
use crate::derivation::{Derivation, Operation, Origin, Statistic};
use crate::error::Error;
use crate::notes::{Note, ReachedNote};
use crate::quantity::Year;
use crate::render::Style;
use crate::render::cells::for_people;
use crate::render::markup::is_bold;
use crate::table::{Cell, Column, Grid, Holds, Layout, Role, Table};

use super::book::Book;
use super::columns::{Shown, columns, decimals, numeral};
use super::row::Beside;
use super::sheet::{Look, Numeral, Place, Sheet};

const TEXT: Look = Look::Text { is_bold: false };

/// The answer as a sheet shows it.
pub(super) struct Answer<'a> {
    table: &'a Table,
    style: Style,
    pub(super) columns: Vec<Shown>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// The cells of each figure, by figure number.
    pub(super) places: HashMap<usize, Vec<Place>>,
    /// The number of decimals of cells that have their own, by row and column of the grid.
    digits: HashMap<(usize, usize), u8>,
    /// The sizes that a percentile in a row or in a column is about.
    pub(super) sizes_by_row: HashMap<u32, Vec<Derivation>>,
    pub(super) sizes_by_column: HashMap<u16, Vec<Derivation>>,
}

/// A cell with its place and its column.
#[derive(Clone, Copy)]
struct At<'a> {
    place: Place,
    shown: &'a Shown,
    cell: &'a Cell,
    /// The row of the cell.
    row: &'a [Cell],
    text: &'a str,
}

impl<'a> Answer<'a> {
    pub(super) fn new(table: &'a Table, style: Style, grid: &Grid) -> Result<Self, Error> {
        let mut rows: Vec<Vec<Cell>> =
            grid.rows.iter().map(|row| Ok(row?.to_vec())).collect::<Result<_, Error>>()?;
        let digits = match style.layout {
            None if !table.has_axis() => {
                restore_figures(&mut rows, grid, &table.grid(Layout::Long)?)?
            }
            _ => HashMap::new(),
        };
        Ok(Self {
            table,
            style,
            columns: columns(table, &grid.columns, &rows),
            rows,
            digits,
            places: HashMap::new(),
            sizes_by_row: HashMap::new(),
            sizes_by_column: HashMap::new(),
        })
    }

    /// Returns the cells below the headings, without differences.
    pub(super) fn cells(&self) -> Vec<(Place, &Cell)> {
        let mut cells = Vec::new();
        for (line, row) in (1..).zip(&self.rows) {
            for (place, shown) in (0..).zip(&self.columns).filter(|(_, shown)| !shown.is_change) {
                cells.extend(row.get(shown.source).map(|cell| ((line, place), cell)));
            }
        }
        cells
    }

    /// Returns the heading of the axis, if it has one.
    pub(super) fn axis_label(&self) -> String {
        let axis = self.columns.iter().find(|shown| shown.column.role == Role::Axis);
        axis.map(|shown| shown.column.label.clone()).unwrap_or_default()
    }

    /// Numbers every figure of the answer.
    pub(super) fn number(&mut self, book: &mut Book) {
        let headings = (0..)
            .zip(&self.columns)
            .filter_map(|(column, shown)| Some(((0, column), shown.column.figure.clone()?)));
        let mut figures: Vec<(Place, Derivation)> = headings.collect();
        for row in 0..self.rows.len() {
            let cells = self.rows.get(row).map(Vec::as_slice).unwrap_or_default();
            let plain = self.figures(row).into_iter();
            let plain = plain.filter(|(_, figure, shown)| shown.factor(figure, cells).is_none());
            figures.extend(plain.map(|(place, figure, _)| (place, figure.clone())));
            for (_, figure, _) in self.figures(row) {
                book.number(figure);
            }
        }
        for (place, figure) in figures {
            if let Some(sizes) = sizes_of(&figure) {
                self.sizes_by_row.insert(place.0, sizes.clone());
                self.sizes_by_column.insert(place.1, sizes);
            }
            self.places.entry(book.number(&figure)).or_default().push(place);
        }
    }

    /// The figures of a row, with their cells and columns.
    pub(super) fn figures(&self, row: usize) -> Vec<(Place, &Derivation, &Shown)> {
        let cells = self.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        let of_column = |(column, shown): (u16, &'_ Shown)| {
            let figure = shown.figure(cells.get(shown.source)?)?;
            Some(((line(row), column), figure))
        };
        let columns = (0..).zip(&self.columns);
        columns
            .filter_map(|(column, shown)| {
                let (place, figure) = of_column((column, shown))?;
                Some((place, figure, shown))
            })
            .collect()
    }

    pub(super) fn write(&self, sheet: &mut Sheet, book: &mut Book) -> Result<(), Error> {
        for (column, shown) in (0..).zip(&self.columns) {
            self.heading((0, column), &shown.column, sheet, book)?;
        }
        for (row, cells) in self.rows.iter().enumerate() {
            let beside = self.beside(row, book);
            for (column, shown) in (0..).zip(&self.columns) {
                let Some(cell) = cells.get(shown.source) else { continue };
                let text = for_people(cell, self.table.unit, self.style);
                let at = At { place: (line(row), column), shown, cell, row: cells, text: &text };
                self.cell(at, &beside, sheet, book)?;
            }
        }
        let last = self.columns.len().saturating_sub(1);
        sheet.accept_differences((
            u32::try_from(self.rows.len()).unwrap_or_default(),
            u16::try_from(last).unwrap_or_default(),
        ))?;
        let labels = self.columns.iter().take_while(|shown| shown.is_label()).count();
        sheet.freeze(1, u16::try_from(labels.min(MOST_FROZEN)).unwrap_or_default())
    }

    fn heading(
        &self,
        place: Place,
        column: &Column,
        sheet: &mut Sheet,
        book: &mut Book,
    ) -> Result<(), Error> {
        let Some(figure) = &column.figure else {
            let look = Look::Heading { is_number: column.holds != Holds::Words };
            return sheet.text(place, &column.label, look);
        };
        let digits = decimals(&figure.shown_in(self.table.unit).to_string());
        let look = Look::NumberHeading(numeral(figure, digits));
        let result = book.number_in_sheet(figure);
        sheet.formula(place, &book.operand(figure), result, look, &column.label)
    }

    fn cell(
        &self,
        at: At<'_>,
        beside: &Beside,
        sheet: &mut Sheet,
        book: &mut Book,
    ) -> Result<(), Error> {
        let At { place, cell, text, .. } = at;
        match cell {
            Cell::Empty => Ok(()),
            Cell::Year(year) => self.year(at, *year, beside, sheet, book),
            Cell::Printed(printed) => match printed.parse::<Decimal>() {
                Ok(number) => {
                    let look = Look::Number(Numeral::Number(decimals(printed)));
                    sheet.number(place, number.to_f64(), look, text)
                }
                Err(_) => sheet.text(place, text, TEXT),
            },
            Cell::Text(_) | Cell::Named { .. } | Cell::Rated { .. } => {
                sheet.text(place, text, Look::Text { is_bold: is_bold(cell) })
            }
            Cell::Figure(_) | Cell::Exact(_) | Cell::Compared { .. } => {
                match at.shown.figure(cell) {
                    Some(figure) => self.figure(at, figure, beside, sheet, book),
                    None => Ok(()),
                }
            }
        }
    }

    /// Writes a year. That in which a size is reached follows from the time until then.
    fn year(
        &self,
        At { place, text, .. }: At<'_>,
        year: Year,
        beside: &Beside,
        sheet: &mut Sheet,
        book: &mut Book,
    ) -> Result<(), Error> {
        let look = Look::Number(Numeral::Year);
        match self.time_until(year) {
            Some(years) => {
                let years = beside.operand(years, book);
                let formula = format!("{}+ROUNDUP(ROUND({years},9),0)", book.base_year());
                sheet.formula(place, &formula, year.to_string(), look, text)
            }
            None => sheet.number(place, f64::from(year.number()), look, text),
        }
    }

    /// The time until a size is reached in that year, if the answer is about that.
    fn time_until(&self, year: Year) -> Option<&Derivation> {
        let figures = self.figures(0);
        let years = self.table.notes.iter().find_map(|note| match note {
            Note::Reached(ReachedNote { reached: Some((of, years)), .. }) if *of == year => {
                Some(years.derivation())
            }
            _ => None,
        })?;
        let mut figures = figures.into_iter().map(|(_, figure, _)| figure);
        // Otherwise, the size of another year would need another formula.
        let is_compounding = figures.clone().any(|figure| {
            matches!(figure.source().origin(), Origin::Computed(Operation::Compound { .. }))
        });
        figures.find(|figure| is_compounding && **figure == years)
    }

    fn figure(
        &self,
        At { place, shown, cell, row, text }: At<'_>,
        figure: &Derivation,
        beside: &Beside,
        sheet: &mut Sheet,
        book: &mut Book,
    ) -> Result<(), Error> {
        let own = usize::try_from(place.0).ok().and_then(|line| line.checked_sub(1));
        let own = own.and_then(|at| self.digits.get(&(at, shown.source)));
        let digits = match (cell, own) {
            (_, Some(own)) => *own,
            (Cell::Exact(_), None) => decimals(&figure.shown_in(self.table.unit).to_string()),
            _ => self.style.digits.unwrap_or(USUAL_DIGITS),
        };
        let factor = shown.factor(figure, row);
        let look = Look::Number(match factor {
            Some(_) => Numeral::Number(digits),
            None => numeral(figure, digits),
        });
        let result = match factor {
            Some(_) => figure.shown_in(self.table.unit).to_shortest(),
            None => book.number_in_sheet(figure),
        };
        if matches!(figure.source().origin(), Origin::Constant) {
            if let Some(formula) = self.count(place, figure, beside, book) {
                return sheet.formula(place, &formula, result, look, text);
            }
            return sheet.number(place, result.parse().unwrap_or_default(), look, text);
        }
        let formula = self.formula(place, figure, beside, book);
        let formula = match factor {
            Some(factor) => format!("{factor}({formula})"),
            None => formula,
        };
        sheet.formula(place, &formula, result, look, text)
    }
}

/// The most columns that stay in view.
const MOST_FROZEN: usize = 2;

/// The line of a row, from 0.
pub(super) fn line(row: usize) -> u32 {
    u32::try_from(row + 1).unwrap_or(u32::MAX)
}

/// Replaces text that writes a figure by the figure, which only the rows for programs have. Returns the number of decimals
/// in each such text.
fn restore_figures(
    rows: &mut [Vec<Cell>],
    grid: &Grid,
    full: &Grid,
) -> Result<HashMap<(usize, usize), u8>, Error> {
    let mut digits = HashMap::new();
    let place_in_full = |column: &Column| full.columns.iter().position(|one| one.key == column.key);
    let places: Vec<Option<usize>> = grid.columns.iter().map(place_in_full).collect();
    for (at, (row, full)) in rows.iter_mut().zip(full.rows.iter()).enumerate() {
        let full = full?;
        for (column, (cell, place)) in row.iter_mut().zip(&places).enumerate() {
            let figure = place.and_then(|place| full.get(place));
            if let (Cell::Text(text), Some(figure @ (Cell::Figure(_) | Cell::Exact(_)))) =
                (&cell, figure)
            {
                digits.insert((at, column), decimals(text));
                *cell = figure.clone();
            }
        }
    }
    Ok(digits)
}

/// The sizes that a percentile is about, in ascending order.
pub(super) fn sizes_of(figure: &Derivation) -> Option<Vec<Derivation>> {
    match figure.source().origin() {
        Origin::Computed(Operation::Statistic(Statistic::Percentile { sizes, .. })) => {
            Some(sizes.to_vec())
        }
        _ => None,
    }
}
