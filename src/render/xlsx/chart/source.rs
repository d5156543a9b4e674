//! Where the values of a chart stand: in the answer if they are side by side there, and otherwise in cells of their own.

use std::collections::HashMap;

use crate::decimal::Decimal;
use crate::derivation::{Derivation, Measure, Origin};
use crate::render::picture::{Axis, Line, Point, Value};
use crate::table::Cell;
use crate::wording::workbook::sheets;

use super::super::answer::Answer;
use super::super::book::Book;
use super::super::columns::{decimals, numeral};
use super::super::sheet::{Numeral, Place};
pub(super) use super::data::Cells;
use super::data::{Column, Data, Item};

/// What a cell shows.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Shown {
    /// A figure, by its number.
    Figure(usize),
    Year(String),
    Text(String),
    Nothing,
    Other,
}

/// The cells that a chart may refer to.
pub(super) struct Sources<'a> {
    book: &'a mut Book,
    /// The number of decimals of a figure.
    digits: u8,
    /// Whether fractions are shown as an index.
    is_index: bool,
    shown: HashMap<Place, Shown>,
    places: HashMap<Shown, Vec<Place>>,
    pub(super) data: Data,
}

impl<'a> Sources<'a> {
    pub(super) fn new(
        answer: &Answer<'_>,
        (digits, is_index): (u8, bool),
        book: &'a mut Book,
    ) -> Self {
        let (data, shown, places) = (Data::default(), HashMap::new(), HashMap::new());
        let mut sources = Self { book, digits, is_index, shown, places, data };
        for (place, cell) in answer.cells() {
            let shown = match cell {
                Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => {
                    Shown::Figure(sources.book.number(figure))
                }
                Cell::Year(year) => Shown::Year(year.to_string()),
                Cell::Text(text) | Cell::Named { name: text, .. } => Shown::Text(text.clone()),
                Cell::Empty => Shown::Nothing,
                _ => Shown::Other,
            };
            sources.add(place, shown);
        }
        sources
    }

    fn add(&mut self, place: Place, shown: Shown) {
        self.places.entry(shown.clone()).or_default().push(place);
        self.shown.insert(place, shown);
    }

    /// Returns the cells of values. `heading` is that of their own column, if they need one.
    pub(super) fn values(&mut self, heading: &str, values: &[Option<&Value>]) -> Cells {
        let keys: Vec<Option<Shown>> =
            values.iter().map(|value| self.key(value.as_ref()?)).collect();
        if let Some(range) = self.find(&keys) {
            return range;
        }
        let items = values.iter().map(|value| self.item(*value)).collect();
        self.data.push(Column { heading: heading.to_owned(), items })
    }

    /// Returns the cells of the values of a line.
    pub(super) fn line(&mut self, heading: &str, line: &Line) -> Cells {
        self.values(heading, &numbers(line))
    }

    /// Returns the cells of the differences between values.
    pub(super) fn differences(
        &mut self,
        heading: &str,
        values: &[Option<&Value>],
        others: &[Option<&Value>],
    ) -> Cells {
        let pairs = values.iter().zip(others);
        let items = pairs.map(|(value, other)| match (value, other) {
            (Some(value), Some(other)) => self.difference(value, other),
            _ => Item::Empty,
        });
        let items = items.collect();
        self.data.push(Column { heading: heading.to_owned(), items })
    }

    fn difference(&mut self, value: &Value, other: &Value) -> Item {
        let formula = format!("{}-{}", self.reference(value), self.reference(other));
        let difference = &self.in_sheet(value) - &self.in_sheet(other);
        let (result, shown) = (difference.to_shortest(), value.text.clone());
        Item::Formula { formula, result, numeral: self.numeral(value), shown }
    }

    /// Returns the cells with the positions of an axis.
    pub(super) fn axis(&mut self, heading: &str, axis: &Axis) -> Cells {
        let positions: Vec<Option<&Value>> = axis.positions.iter().map(Some).collect();
        let items = axis.positions.iter().map(|position| self.position(position)).collect();
        self.data.labels = Column { heading: heading.to_owned(), items };
        let keys: Vec<Option<Shown>> =
            positions.iter().map(|value| self.key(value.as_ref()?)).collect();
        self.find(&keys).unwrap_or_else(|| self.data.labels())
    }

    /// Returns the cells with names.
    pub(super) fn names(&mut self, heading: &str, names: &[String]) -> Cells {
        let items = names.iter().map(|name| Item::Text(name.clone())).collect();
        self.data.labels = Column { heading: heading.to_owned(), items };
        let keys: Vec<Option<Shown>> =
            names.iter().map(|name| Some(Shown::Text(name.clone()))).collect();
        self.find(&keys).unwrap_or_else(|| self.data.labels())
    }

    fn position(&mut self, value: &Value) -> Item {
        match &value.figure {
            Some(figure) => {
                let numeral = numeral(figure, decimals(&value.text));
                match self.item(Some(value)) {
                    Item::Formula { formula, result, shown, .. } => {
                        Item::Formula { formula, result, numeral, shown }
                    }
                    Item::Number { number, shown, .. } => Item::Number { number, numeral, shown },
                    item => item,
                }
            }
            None => {
                let (number, shown) = (value.number.to_f64(), value.text.clone());
                Item::Number { number, numeral: Numeral::Year, shown }
            }
        }
    }

    fn key(&mut self, value: &Value) -> Option<Shown> {
        Some(match &value.figure {
            Some(figure) => Shown::Figure(self.book.number(figure)),
            None => Shown::Year(value.text.clone()),
        })
    }

    /// Returns cells of the answer that show this, side by side. `None` stands for an empty cell.
    fn find(&self, keys: &[Option<Shown>]) -> Option<Cells> {
        let (first, key) =
            keys.iter().enumerate().find_map(|(place, key)| Some((place, key.as_ref()?)))?;
        let first = u16::try_from(first).ok()?;
        let last = u16::try_from(keys.len()).ok()?.checked_sub(1)?;
        // In a row, an empty cell is not a gap, but a figure of another kind.
        let has_gaps = keys.iter().any(Option::is_none);
        let directions = [(1, 0), (0, 1)].into_iter().filter(|(down, _)| *down == 1 || !has_gaps);
        for (down, right) in directions {
            for (row, column) in self.places.get(key)? {
                let start =
                    row.checked_sub(down * u32::from(first)).zip(column.checked_sub(right * first));
                let Some((row, column)) = start else { continue };
                let at = |place: u16| (row + down * u32::from(place), column + right * place);
                let shows = |(place, key): (u16, &Option<Shown>)| {
                    self.shown.get(&at(place)) == Some(key.as_ref().unwrap_or(&Shown::Nothing))
                };
                let are_there = (0..).zip(keys).all(shows);
                if are_there {
                    return Some(Cells { sheet: sheets::ANSWER, first: at(0), last: at(last) });
                }
            }
        }
        None
    }

    /// Returns the cell of the answer that shows the value, or else how a formula refers to it.
    fn reference(&mut self, value: &Value) -> String {
        let Some(figure) = &value.figure else { return value.number.to_shortest() };
        let key = Shown::Figure(self.book.number(figure));
        match self.places.get(&key).and_then(|places| places.first()) {
            Some((row, column)) => {
                let cell = rust_xlsxwriter::row_col_to_cell(*row, *column);
                format!("{}!{cell}", sheets::ANSWER)
            }
            None if is_scaled(figure, self.is_index) => {
                format!("100*{}", self.book.operand(figure))
            }
            None => self.book.operand(figure),
        }
    }

    fn item(&mut self, value: Option<&Value>) -> Item {
        let Some(value) = value else { return Item::Empty };
        let (numeral, shown) = (self.numeral(value), value.text.clone());
        let is_constant =
            |figure: &Derivation| matches!(figure.source().origin(), Origin::Constant);
        match &value.figure {
            Some(figure) if !is_constant(figure) => {
                let result = self.in_sheet(value).to_shortest();
                Item::Formula { formula: self.reference(value), result, numeral, shown }
            }
            _ => Item::Number { number: self.in_sheet(value).to_f64(), numeral, shown },
        }
    }

    fn numeral(&self, value: &Value) -> Numeral {
        match &value.figure {
            Some(figure) if is_scaled(figure, self.is_index) => Numeral::Number(self.digits),
            Some(figure) => numeral(figure, self.digits),
            None => Numeral::Number(decimals(&value.text)),
        }
    }

    /// Returns the number as a sheet has it: fractions as such.
    fn in_sheet(&self, value: &Value) -> Decimal {
        match &value.figure {
            Some(figure)
                if figure.measure() != Measure::Amount && !is_scaled(figure, self.is_index) =>
            {
                figure.number()
            }
            _ => value.number.clone(),
        }
    }
}

/// Whether a sheet shows a fraction as another number: percentage points, or an index.
pub(super) fn is_scaled(figure: &Derivation, is_index: bool) -> bool {
    match figure.measure() {
        Measure::Points => true,
        Measure::Fraction => is_index,
        _ => false,
    }
}

/// Returns the values of a line.
pub(super) fn numbers(line: &Line) -> Vec<Option<&Value>> {
    line.points.iter().map(|point| point.as_ref().map(|Point { value, .. }| value)).collect()
}
