//! The formulas of the answer's sheet, and what they refer to.

use std::collections::HashMap;

use crate::derivation::{Derivation, Measure, Operation, Origin};
use crate::quantity::Year;
use crate::table::{Cell, Role};

use super::answer::{Answer, line, sizes_of};
use super::book::{Book, is_for_every_year};
use super::formula::{Operands, formula};
use super::sheet::Place;

/// What the formulas of a row may refer to.
pub(super) struct Beside {
    /// Cells of the row and headings, by figure number.
    cells: HashMap<usize, String>,
    /// Headings alone, by figure number.
    headings: HashMap<usize, String>,
    /// The year of the row, and its cell.
    year: Option<(Year, String)>,
}

impl Beside {
    /// Returns the figure's cell in the row, or else its name or its digits.
    pub(super) fn operand(&self, figure: &Derivation, book: &mut Book) -> String {
        let figure = figure.source();
        let number = book.number(figure);
        match self.cells.get(&number).filter(|_| !is_for_every_year(figure)) {
            Some(cell) => cell.clone(),
            None => book.operand(figure),
        }
    }

    /// Returns the figure's heading, or else its name or its digits.
    fn heading(&self, figure: &Derivation, book: &mut Book) -> String {
        match self.headings.get(&book.number(figure)) {
            Some(cell) => cell.clone(),
            None => book.operand(figure),
        }
    }

    fn has(&self, figure: &Derivation, book: &mut Book) -> bool {
        self.cells.contains_key(&book.number(figure)) && !is_for_every_year(figure)
    }
}

/// The name of a cell: `B7`.
fn cell_name((row, column): Place) -> String {
    rust_xlsxwriter::row_col_to_cell(row, column)
}

impl Answer<'_> {
    pub(super) fn beside(&self, row: usize, book: &mut Book) -> Beside {
        let mut headings = HashMap::new();
        for (column, shown) in (0..).zip(&self.columns) {
            if let Some(figure) = &shown.column.figure {
                let name = rust_xlsxwriter::column_number_to_name(column);
                headings.insert(book.number(figure), format!("{name}$1"));
            }
        }
        let mut cells = headings.clone();
        let of_row = self.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        for (place, figure, shown) in self.figures(row) {
            let name = match shown.column.role {
                Role::Axis => format!("${}", cell_name(place)),
                _ => cell_name(place),
            };
            let is_constant = matches!(figure.source().origin(), Origin::Constant);
            if !is_constant && shown.factor(figure, of_row).is_none() {
                cells.entry(book.number(figure)).or_insert(name);
            }
        }
        Beside { cells, headings, year: self.year_of(row) }
    }

    /// The year of a row, and its cell.
    fn year_of(&self, row: usize) -> Option<(Year, String)> {
        let is_axis = |shown: &super::columns::Shown| shown.column.role == Role::Axis;
        let column = self.columns.iter().position(is_axis)?;
        let cell = self.rows.get(row)?.get(self.columns.get(column)?.source)?;
        let Cell::Year(year) = cell else { return None };
        let cell = cell_name((line(row), u16::try_from(column).ok()?));
        Some((*year, format!("${cell}")))
    }

    /// Returns the formula of a constant that is the number of sizes in the percentiles of its row.
    pub(super) fn count(
        &self,
        (row, _): Place,
        figure: &Derivation,
        beside: &Beside,
        book: &mut Book,
    ) -> Option<String> {
        let sizes = self.sizes_by_row.get(&row)?;
        let count = usize::try_from(figure.number().whole()?).ok()?;
        let is_count = count == sizes.len() && figure.measure() == Measure::Number;
        let list = |book| InRow { answer: self, beside, book }.list(sizes);
        is_count.then(|| format!("COUNT({})", list(book)))
    }

    /// Returns the formula of a figure, without the equals sign.
    pub(super) fn formula(
        &self,
        place: Place,
        figure: &Derivation,
        beside: &Beside,
        book: &mut Book,
    ) -> String {
        let figure = figure.source();
        let mut row = InRow { answer: self, beside, book };
        if let Some(extreme) = row.extreme(place, figure) {
            return extreme;
        }
        let Origin::Computed(operation) = figure.origin() else { return row.book.operand(figure) };
        let is_named = is_for_every_year(figure)
            || (row.is_in_other_rows(place, figure) && !row.has_operand(operation));
        if is_named { row.book.operand(figure) } else { formula(operation, &mut row) }
    }
}

/// The operands of a cell of the answer.
struct InRow<'a> {
    answer: &'a Answer<'a>,
    beside: &'a Beside,
    book: &'a mut Book,
}

impl InRow<'_> {
    fn places(&mut self, figure: &Derivation) -> &[Place] {
        let number = self.book.number(figure);
        self.answer.places.get(&number).map(Vec::as_slice).unwrap_or_default()
    }

    fn is_in_other_rows(&mut self, (row, _): Place, figure: &Derivation) -> bool {
        self.places(figure).iter().any(|(other, _)| *other != row)
    }

    /// Whether an operand stands in the same row.
    fn has_operand(&mut self, operation: &Operation) -> bool {
        operation.operands().iter().any(|operand| self.beside.has(operand.source(), self.book))
    }

    /// Returns the formula of the lowest or the highest of several sizes, which may be another size once an input changes.
    /// If the size of a report stands in the same table, its cell comes first.
    fn extreme(&mut self, place: Place, figure: &Derivation) -> Option<String> {
        let (row, column) = place;
        let of_row = self.answer.sizes_by_row.get(&row);
        let of_column = self.answer.sizes_by_column.get(&column);
        let places = self.places(figure);
        let is_repeated = places.first().is_some_and(|first| *first != place);
        let is_alone = places.iter().filter(|(other, _)| *other == row).count() == 1;
        let is_summary = is_alone && of_row.is_some() && of_column.is_none();
        let sizes = of_row.or(of_column).filter(|_| is_repeated || is_summary)?.clone();
        let number = self.book.number(figure);
        let mut is_it =
            |size: Option<&Derivation>| size.is_some_and(|size| self.book.number(size) == number);
        let name = match (is_it(sizes.first()), is_it(sizes.last())) {
            (true, _) => "MIN",
            (_, true) => "MAX",
            _ => return None,
        };
        Some(format!("{name}({})", self.list(&sizes)))
    }
}

impl Operands for InRow<'_> {
    fn operand(&mut self, figure: &Derivation) -> String {
        let is_percentile = sizes_of(figure).is_some() && !self.beside.has(figure, self.book);
        // A statistic stands once in the answer.
        match self.places(figure) {
            [(row, column)] if is_percentile => {
                rust_xlsxwriter::row_col_to_cell_absolute(*row, *column)
            }
            _ => self.beside.operand(figure, self.book),
        }
    }

    fn rate(&mut self, figure: &Derivation) -> String {
        match figure.source().origin() {
            Origin::Computed(_) => self.operand(figure),
            _ => self.beside.heading(figure, self.book),
        }
    }

    fn years(&mut self, years: &Derivation) -> String {
        let passed = years.number().whole().and_then(|passed| u16::try_from(passed).ok());
        let is_constant = matches!(years.origin(), Origin::Constant);
        let Some((year, cell)) = self.beside.year.as_ref().filter(|_| is_constant) else {
            return self.operand(years);
        };
        let start = passed.and_then(|passed| year.number().checked_sub(passed));
        match start {
            Some(start) if Some(start) == self.book.base_year.map(Year::number) => {
                format!("({cell}-{})", self.book.base_year())
            }
            Some(start) => format!("({cell}-{start})"),
            None => self.operand(years),
        }
    }

    fn range(&mut self, figures: &[Derivation]) -> Option<String> {
        let places: Vec<Vec<Place>> =
            figures.iter().map(|figure| self.places(figure).to_vec()).collect();
        let starts = places.first()?;
        let in_column =
            starts.iter().map(|(_, column)| run(&places, |(_, other)| other == *column));
        let in_row = starts.iter().map(|(row, _)| run(&places, |(other, _)| other == *row));
        in_column.chain(in_row).flatten().next()
    }

    fn list(&mut self, figures: &[Derivation]) -> String {
        self.range(figures).unwrap_or_else(|| self.book.list(figures))
    }

    fn fade(&mut self, figures: [&Derivation; 4]) -> String {
        self.book.fade(figures)
    }
}

/// Returns the range of cells, in any order, if the first wanted cell of each figure makes one without gaps.
fn run(places: &[Vec<Place>], is_wanted: impl Fn(Place) -> bool) -> Option<String> {
    let first = |places: &Vec<Place>| places.iter().copied().find(|place| is_wanted(*place));
    let mut cells: Vec<Place> = places.iter().map(first).collect::<Option<_>>()?;
    cells.sort_unstable();
    let (start, end) = (cells.first()?, cells.last()?);
    let is_next = |(one, other): (&Place, &Place)| {
        *other == (one.0 + 1, one.1) || *other == (one.0, one.1 + 1)
    };
    let is_run = cells.iter().zip(cells.iter().skip(1)).all(is_next);
    is_run.then(|| format!("{}:{}", cell_name(*start), cell_name(*end)))
}
