//! The cells of an answer that a picture shows.

use std::borrow::Cow;

use crate::decimal::Decimal;
use crate::error::{Error, PictureFault};
use crate::quantity::Year;
use crate::render::Style;
use crate::render::cells::for_people;
use crate::table::{About, Cell, Column, Grid, Holds, MeasureKind, Role, Table, View};

use super::{Axis, Line, Point, Value};

/// An answer by position on the axis, and how to write its figures.
pub(super) struct Values<'a> {
    pub(super) table: &'a Table,
    style: Style,
    /// The position, and then a column for each series.
    pub(super) columns: Vec<Column>,
    /// A row for each position, in ascending order.
    pub(super) rows: Vec<Vec<Cell>>,
    /// The columns and the rows of the totals.
    totals: (Vec<Column>, Vec<Vec<Cell>>),
}

impl<'a> Values<'a> {
    pub(super) fn new(table: &'a Table, style: Style) -> Result<Self, Error> {
        let shown = with_one_measure(table);
        let Grid { columns, rows, .. } = shown.for_people()?;
        check_number(rows.count(), table)?;
        let totals = shown.which_are_totals()?;
        let is_total =
            |place: usize| place.checked_sub(1).is_some_and(|one| totals.get(one) == Some(&true));
        let mut rows: Vec<Cow<'_, [Cell]>> = rows.iter().collect::<Result<_, Error>>()?;
        rows.sort_by_key(|row| row.first().and_then(|cell| number(cell, table)));
        let rows_of = |is_wanted: &dyn Fn(usize) -> bool| -> Vec<Vec<Cell>> {
            rows.iter().map(|row| kept(row, is_wanted)).collect()
        };
        let is_part = |place: usize| !is_total(place);
        Ok(Self {
            table,
            style,
            columns: kept(&columns, is_part),
            rows: rows_of(&is_part),
            totals: (kept(&columns, is_total), rows_of(&is_total)),
        })
    }

    /// Whether there is a single position on the axis.
    pub(super) fn is_one_position(&self) -> bool {
        self.rows.len() == 1
    }

    /// Whether a measure of the answer is of that kind.
    pub(super) fn has(&self, kind: MeasureKind) -> bool {
        self.table.columns.iter().any(|column| column.kind == kind)
    }

    /// The year of the answer, if there is only one.
    pub(super) fn year(&self) -> Option<Year> {
        let is_years = |column: &Column| column.holds == Holds::Years;
        let place = self.table.columns.iter().position(is_years)?;
        let is_other = !self.is_one_position() && self.table.has_axis() && {
            let is_axis = |column: &Column| column.role == Role::Axis;
            self.table.columns.get(place).is_some_and(is_axis)
        };
        let row = self.table.rows.iter().next()?.ok()?;
        match row.get(place) {
            Some(Cell::Year(year)) if !is_other => Some(*year),
            _ => None,
        }
    }

    /// Whether the values are sizes.
    pub(super) fn are_sizes(&self) -> bool {
        let column = measure(self.table).and_then(|place| self.table.columns.get(place));
        column.is_some_and(|column| column.measure == "value")
    }

    /// Returns the unit of the sizes, or the heading of another measure, such as growth.
    pub(super) fn unit(&self) -> &str {
        let column = measure(self.table).and_then(|place| self.table.columns.get(place));
        let Some(column) = column else { return "" };
        let unit = column.label.split_once(", ").map(|(_, unit)| unit);
        unit.filter(|_| column.kind != MeasureKind::Value).unwrap_or(&column.label)
    }

    /// What distinguishes the series, if there are several: `scenario`, `region`.
    pub(super) fn series_name(&self) -> Result<Option<String>, Error> {
        let series = self.series_columns();
        let is_named = self.columns.len() > 2 || self.axis_name().is_some();
        let last = series.last().filter(|_| is_named);
        let Some((_, last)) = last else { return Ok(None) };
        let row = self.table.rows.iter().next().transpose()?.unwrap_or_default();
        let whole = series.first().filter(|_| series.len() > 1);
        Ok(Some(match whole.and_then(|(place, _)| row.get(*place)) {
            // Parts of a single whole are named after it.
            Some(Cell::Named { name, .. }) if self.headings()?.is_empty() => name.to_lowercase(),
            _ if !self.table.others.is_empty() => "report".to_owned(),
            _ => plain(&last.label),
        }))
    }

    /// The columns that name a series, with their indexes.
    fn series_columns(&self) -> Vec<(usize, &Column)> {
        let columns = self.table.columns.iter().enumerate();
        columns.filter(|(_, column)| column.role == Role::Series).collect()
    }

    /// Returns the dimension (id and name) of each series, if there are several dimensions.
    pub(super) fn headings(&self) -> Result<Vec<(String, String)>, Error> {
        let series = self.series_columns();
        let [(whole, _), (part, _)] = series.as_slice() else { return Ok(Vec::new()) };
        let mut headings = Vec::new();
        let mut last = None;
        for row in self.table.rows.iter() {
            let row = row?;
            let key = Some((row.get(*whole).cloned(), row.get(*part).cloned()));
            if key == last {
                continue;
            }
            last = key;
            if let Some(Cell::Named { id, name }) = row.get(*whole) {
                headings.push((id.clone(), name.clone()));
            }
        }
        let is_one = headings.windows(2).all(|pair| pair.first() == pair.last());
        Ok(if is_one { Vec::new() } else { headings })
    }

    /// What the axis shows, if that is not years: `base`.
    pub(super) fn axis_name(&self) -> Option<String> {
        self.axis_label().map(plain)
    }

    /// The heading of the axis, if that is not years: `Base`.
    pub(super) fn axis_label(&self) -> Option<&str> {
        let axis = self.columns.first().filter(|column| column.holds != Holds::Years)?;
        axis.label.split(", ").next()
    }

    /// The positions of the axis.
    pub(super) fn axis(&self) -> Axis {
        let positions = self.rows.iter().filter_map(|row| self.position(row.first()?)).collect();
        let is_years = self.columns.first().is_some_and(|column| column.holds == Holds::Years);
        Axis { positions, is_years }
    }

    /// Every series.
    pub(super) fn lines(&self) -> Vec<Line> {
        let columns = self.columns.iter().enumerate().skip(1);
        let baseline = match &self.table.view {
            View::Wide { baseline } => baseline.as_ref(),
            _ => None,
        };
        let about = &self.table.about;
        // Among other publishers, the report goes by its own.
        let is_among_others = !self.table.others.is_empty() && about.scenario == About::FORECAST;
        let own = if is_among_others { Some(&about.publisher) } else { baseline };
        let is_only = self.columns.len() <= 2 && self.axis_name().is_none();
        let line = |(place, column): (usize, &Column)| {
            let is_baseline = place == 1 && baseline.is_some();
            let name = own.filter(|_| is_baseline).unwrap_or(&column.label);
            Line {
                name: if is_only { String::new() } else { name.clone() },
                points: self.rows.iter().map(|row| self.point(row.get(place)?)).collect(),
                is_main: is_only || is_baseline,
            }
        };
        columns.map(line).collect()
    }

    /// The whole of all series, if there is a single one.
    pub(super) fn total(&self) -> Option<Line> {
        let (columns, rows) = &self.totals;
        let [column] = columns.as_slice() else { return None };
        let points = rows.iter().map(|row| self.point(row.first()?)).collect();
        Some(Line { name: column.label.clone(), points, is_main: false })
    }

    /// The value of a cell, with its basis.
    pub(super) fn point(&self, cell: &Cell) -> Option<Point> {
        Some(Point { basis: cell.basis()?, value: self.value(cell)? })
    }

    pub(super) fn value(&self, cell: &Cell) -> Option<Value> {
        let number = number(cell, self.table)?;
        let figure = match cell {
            Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => {
                Some(figure.clone())
            }
            _ => None,
        };
        Some(Value { number, text: for_people(cell, self.table.unit, self.style), figure })
    }

    /// A position, with every digit that was entered.
    pub(super) fn position(&self, cell: &Cell) -> Option<Value> {
        match cell {
            Cell::Figure(figure) => self.value(&Cell::Exact(figure.clone())),
            cell => self.value(cell),
        }
    }
}

/// The most series that a picture can show over several positions, and at a single one.
const MOST_SERIES: usize = 200;
const MOST_BARS: usize = 1000;

/// Checks that there are not too many series, before any of them is computed.
fn check_number(positions: usize, table: &Table) -> Result<(), Error> {
    let count = table.rows.count().checked_div(positions).unwrap_or_default();
    let most = if positions == 1 { MOST_BARS } else { MOST_SERIES };
    // Over several years, only the statistics of a summary are shown.
    let is_summed_up = table.summary.is_some() && positions > 1;
    if count > most && !is_summed_up {
        return Err(PictureFault::TooMany { count, most }.into());
    }
    Ok(())
}

/// The number in a cell, in the unit of its text.
fn number(cell: &Cell, table: &Table) -> Option<Decimal> {
    match cell {
        Cell::Year(year) => Some(Decimal::from(u32::from(year.number()))),
        Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => {
            Some(figure.shown_in(table.unit))
        }
        Cell::Printed(text) => text.parse().ok(),
        _ => None,
    }
}

/// The index of the measure that a picture shows: the first one that is not minor.
pub(in crate::render) fn measure(table: &Table) -> Option<usize> {
    let is_measure = |column: &Column| column.role == Role::Measure;
    let is_major = |column: &Column| is_measure(column) && !column.is_minor;
    let columns = &table.columns;
    columns.iter().position(is_major).or_else(|| columns.iter().position(is_measure))
}

/// The answer with that measure only: for people, a row for each position and a column for each series.
fn with_one_measure(table: &Table) -> Table {
    let mut table = table.clone();
    let shown = measure(&table);
    for (place, column) in table.columns.iter_mut().enumerate() {
        if column.role == Role::Measure && Some(place) != shown {
            column.role = Role::Detail;
        }
    }
    if table.summary.is_some() {
        // The totals are statistics.
        table.totals = None;
    }
    table.view = View::Wide { baseline: None };
    if !table.columns.iter().any(|column| column.role == Role::Series) {
        let is_axis = |column: &Column| column.role == Role::Axis;
        let places = table.columns.iter().position(is_axis).into_iter().chain(shown);
        let columns = places.filter_map(|place| Some((place, table.columns.get(place)?.clone())));
        table.view = View::Chosen { columns: columns.collect(), rows: table.rows.clone() };
    }
    table
}

/// Returns the items whose index passes the test.
fn kept<Item: Clone>(items: &[Item], is_wanted: impl Fn(usize) -> bool) -> Vec<Item> {
    let items = items.iter().enumerate();
    items.filter(|(place, _)| is_wanted(*place)).map(|(_, item)| item.clone()).collect()
}

/// A heading within a sentence: `CAGR %` becomes `CAGR`, `Scenario` becomes `scenario`.
fn plain(label: &str) -> String {
    let label = label.split(", ").next().unwrap_or_default().trim_end_matches(" %");
    let mut letters = label.chars();
    match letters.next() {
        Some(first) if letters.as_str().starts_with(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}
