//! How the figures of an answer were computed, line by line.

use std::collections::HashMap;

use crate::derivation::{Basis, Derivation, Operation, Origin};
use crate::error::Error;
use crate::quantity::Unit;
use crate::table::{Cell, Column, Role, Table};

use super::Spelling;
use super::derivation::expression;
use super::labels::Labels;
use super::naming::{Pattern, Short};

/// How each computed figure of a table follows from published and given ones, as lines of text: a line for each
/// figure, or for several years that follow one pattern, and then one for each figure that these mention.
///
/// ```
/// use aiinfra::wording::{self, Spelling};
/// use aiinfra::{Cell, Column, Market, Scenario, Table, Unit, View};
///
/// let market = Market::embedded()?;
/// let year = "2030".parse()?;
/// let size = Scenario::default().trajectory(&market)?.traced(year)?;
/// let table = Table {
///     market: market.name().to_owned(),
///     currency: market.currency().clone(),
///     unit: Unit::Billion,
///     columns: vec![Column::year(), Column::money("value", market.currency(), Unit::Billion)],
///     rows: vec![vec![Cell::Year(year), Cell::from(&size)]].into(),
///     view: View::Long,
///     notes: Vec::new(),
/// };
/// let lines = wording::explanation(&table, 2, Spelling::default())?;
/// assert_eq!(lines[0], "2030: 194.30 = 46.73 × (1 + 26.8081%)^6");
/// assert_eq!(lines[2], "  26.8081%  = (502.42 / 46.73)^(1/10) − 1");
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// A row that is computed on demand may fail.
pub fn explanation(table: &Table, digits: u8, spelling: Spelling) -> Result<Vec<String>, Error> {
    let mut explainer = Explainer::new(table, digits)?;
    for column in explainer.measures.clone() {
        explainer.column(column)?;
    }
    explainer.leaves()?;
    let mut lines = std::mem::take(&mut explainer.lines);
    lines.extend(explainer.definitions(spelling));
    Ok(lines)
}

/// The columns of measures, the most important first.
fn measures(table: &Table) -> Vec<usize> {
    let of = |is_minor: bool| {
        let columns = table.columns.iter().enumerate();
        columns
            .filter(move |(_, column)| column.role == Role::Measure && column.is_minor == is_minor)
            .map(|(place, _)| place)
    };
    of(false).chain(of(true)).collect()
}

struct Explainer<'a> {
    table: &'a Table,
    labels: Labels,
    /// The columns of measures, the most important first.
    measures: Vec<usize>,
    /// The columns that say whose a row is, but for those that say the same in every row.
    series: Vec<usize>,
    /// The column whose figures go without its name.
    main: Option<usize>,
    /// Figures that have a line as cells, by their numbers.
    shown: HashMap<usize, String>,
    lines: Vec<String>,
}

/// Rows of one series that follow one pattern.
struct Run {
    series: String,
    pattern: String,
    /// The figures that the pattern mentions.
    mentioned: Vec<Derivation>,
    first: Line,
    last: String,
    count: usize,
}

/// A figure of a row.
struct Line {
    axis: String,
    figure: Derivation,
}

impl<'a> Explainer<'a> {
    fn new(table: &'a Table, digits: u8) -> Result<Self, Error> {
        let measures = measures(table);
        let main = measures.first().copied();
        let has_axis = table.columns.iter().any(|column| column.role == Role::Axis);
        Ok(Self {
            table,
            labels: Labels::new(table.unit, digits),
            measures,
            series: series(table)?,
            main: main.filter(|_| has_axis),
            shown: HashMap::new(),
            lines: Vec::new(),
        })
    }

    /// A line for each figure of that column, or for each pattern.
    fn column(&mut self, column: usize) -> Result<(), Error> {
        let mut run: Option<Run> = None;
        for row in self.table.rows.iter() {
            let row = row?;
            let Some(Cell::Figure(figure)) = row.get(column) else { continue };
            if figure.basis() != Basis::Computed || self.is_told(figure) || self.is_idle(figure) {
                continue;
            }
            let (pattern, mentioned) = self.pattern(figure, &row, column);
            let (series, axis) = (self.series_of(&row), self.axis_of(&row));
            match &mut run {
                Some(run)
                    if run.series == series
                        && run.pattern == pattern
                        && follows(run.last.as_str(), &axis) =>
                {
                    run.last = axis;
                    run.count += 1;
                }
                _ => {
                    let first = Line { axis: axis.clone(), figure: figure.clone() };
                    let next = Run { series, pattern, mentioned, first, last: axis, count: 1 };
                    if let Some(run) = run.replace(next) {
                        self.tell(run, column);
                    }
                }
            }
        }
        if let Some(run) = run {
            self.tell(run, column);
        }
        Ok(())
    }

    /// Is it a constant, or how a figure differs from itself?
    fn is_idle(&mut self, figure: &Derivation) -> bool {
        match figure.origin() {
            Origin::Constant => true,
            Origin::Computed(
                Operation::Difference(one, other) | Operation::RelativeChange(one, other),
            ) => self.labels.number(one) == self.labels.number(other),
            _ => false,
        }
    }

    fn is_told(&mut self, figure: &Derivation) -> bool {
        let number = self.labels.number(figure);
        self.shown.contains_key(&number) || self.labels.has(number)
    }

    fn tell(&mut self, run: Run, column: usize) {
        let Run { series, pattern, mentioned, first, last, count } = run;
        let years = if first.axis == last { last } else { format!("{}–{last}", first.axis) };
        let whose = [series, years].into_iter().filter(|text| !text.is_empty());
        let mut label = whose.collect::<Vec<_>>().join(" ");
        if self.main != Some(column) {
            let name = self.table.columns.get(column).map(|column| self.name_of(column));
            let name = name.unwrap_or_default();
            label = if label.is_empty() { name } else { format!("{label}, {name}") };
        }
        if count > 1 {
            for figure in &mentioned {
                self.labels.label(figure);
            }
            self.lines.push(format!("{label}: {pattern}"));
            return;
        }
        let value = self.labels.rounded(&first.figure);
        let mut names = Short { labels: &mut self.labels, shown: &self.shown };
        let computed = expression(&first.figure, &mut names);
        self.lines.push(format!("{label}: {value} = {computed}"));
        let number = self.labels.number(&first.figure);
        self.shown.insert(number, value);
    }

    /// What the figure has in common with others of its column: the row's other figures by the names of their
    /// columns, and the year as such.
    fn pattern(
        &mut self,
        figure: &Derivation,
        row: &[Cell],
        column: usize,
    ) -> (String, Vec<Derivation>) {
        let rank = |place: usize| self.measures.iter().position(|measure| *measure == place);
        let is_before = |place: usize| rank(place) < rank(column);
        let mut known = HashMap::new();
        for (place, heading) in self.table.columns.iter().enumerate() {
            if let Some(Cell::Figure(other)) = row.get(place).filter(|_| is_before(place)) {
                known.insert(self.labels.number(other), self.name_of(heading));
            }
        }
        let axis = self.table.columns.iter().position(|column| column.role == Role::Axis);
        let year = match axis.and_then(|place| row.get(place)) {
            Some(Cell::Year(year)) => Some(*year),
            _ => None,
        };
        let mut names = Pattern { labels: &mut self.labels, known, year, mentioned: Vec::new() };
        (expression(figure, &mut names), names.mentioned)
    }

    fn series_of(&self, row: &[Cell]) -> String {
        let texts = self.series.iter().filter_map(|place| row.get(*place));
        texts.map(|cell| text_of(cell, self.table.unit)).collect::<Vec<_>>().join(", ")
    }

    /// The year of the row.
    fn axis_of(&self, row: &[Cell]) -> String {
        let years = row.iter().filter_map(|cell| match cell {
            Cell::Year(year) => Some(year.to_string()),
            _ => None,
        });
        years.collect::<Vec<_>>().join(", ")
    }

    /// What a column's figures are called in a line: `growth`, `delta %`, `size`.
    fn name_of(&self, column: &Column) -> String {
        let is_plain_amount = column.key.starts_with("value_") && !column.label.contains(',');
        let label = if is_plain_amount { "size" } else { before_comma(&column.label) };
        let is_taken =
            |name: &str| self.table.columns.iter().any(|other| before_comma(&other.label) == name);
        let label = match label.strip_suffix(" %") {
            Some(name) if !is_taken(name) => name,
            _ => label,
        };
        let is_word = label.chars().nth(1).is_some_and(char::is_lowercase);
        if is_word { label.to_lowercase() } else { label.to_owned() }
    }

    /// Figures of the table that are published or given, and that no line has mentioned.
    fn leaves(&mut self) -> Result<(), Error> {
        for row in self.table.rows.iter() {
            for (column, cell) in self.table.columns.iter().zip(row?.iter()) {
                match cell {
                    Cell::Figure(figure)
                        if column.role != Role::Detail && figure.basis() != Basis::Computed =>
                    {
                        self.labels.label(figure);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// A line for each figure that was mentioned, with where it comes from.
    fn definitions(&mut self, spelling: Spelling) -> Vec<String> {
        let mut told: Vec<(String, String)> = Vec::new();
        // What it is computed by may mention others.
        while let Some((figure, label)) = self.labels.next() {
            let text = match figure.origin() {
                Origin::Computed(_) => {
                    let mut names = Short { labels: &mut self.labels, shown: &self.shown };
                    format!("= {}", expression(&figure, &mut names))
                }
                _ => self.labels.source(&figure, spelling),
            };
            told.push((label, text));
        }
        let width = told.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        told.iter().map(|(label, text)| format!("  {label:width$}  {text}")).collect()
    }
}

/// Is a row of that year the next one, or are rows told apart by something else?
fn follows(last: &str, axis: &str) -> bool {
    let year = |text: &str| text.parse::<u16>().ok();
    last == axis || year(last).is_some_and(|last| year(axis) == Some(last + 1))
}

/// The columns that tell whose a row is, where they differ from row to row; the last of them in any case.
fn series(table: &Table) -> Result<Vec<usize>, Error> {
    let is_series = |(_, column): &(usize, &Column)| column.role == Role::Series;
    let is_words = |place: &usize| {
        table.columns.get(*place).is_some_and(|column| column.holds == crate::table::Holds::Words)
    };
    let columns = table.columns.iter().enumerate().filter(is_series);
    let places: Vec<usize> = columns.map(|(place, _)| place).filter(is_words).collect();
    let Some((last, others)) = places.split_last() else { return Ok(Vec::new()) };
    let mut first: Option<Vec<Cell>> = None;
    let mut differ = vec![false; others.len()];
    for row in table.rows.iter() {
        let row = row?;
        let first = first.get_or_insert_with(|| row.to_vec());
        for (differs, place) in differ.iter_mut().zip(others) {
            *differs |= first.get(*place) != row.get(*place);
        }
    }
    let differing = others.iter().zip(differ).filter(|(_, differs)| *differs);
    Ok(differing.map(|(place, _)| *place).chain([*last]).collect())
}

fn text_of(cell: &Cell, unit: Unit) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Year(year) => year.to_string(),
        Cell::Figure(figure) | Cell::Compared { figure, .. } => figure.shown_in(unit).to_string(),
        Cell::Printed(text)
        | Cell::Text(text)
        | Cell::Named { name: text, .. }
        | Cell::Rated { text, .. } => text.clone(),
    }
}

fn before_comma(label: &str) -> &str {
    label.split(',').next().unwrap_or_default()
}

/// What figures were computed by, one at a time.
///
/// ```
/// use aiinfra::wording::Formulas;
/// use aiinfra::{Market, Scenario, Unit};
///
/// let forecast = Scenario::default().trajectory(&Market::embedded()?)?;
/// let size = forecast.traced("2030".parse()?)?.derivation();
/// assert_eq!(Formulas::new(Unit::Billion, 2).text(&size), "46.73 × (1 + 26.8081%)^6");
/// # Ok::<(), aiinfra::Error>(())
/// ```
pub struct Formulas(Labels);

impl Formulas {
    /// With amounts in that unit and so many decimals.
    #[must_use]
    pub fn new(unit: Unit, digits: u8) -> Self {
        Self(Labels::new(unit, digits))
    }

    /// What the figure was computed by; its digits where it was not computed.
    pub fn text(&mut self, figure: &Derivation) -> String {
        let shown = HashMap::new();
        let mut names = Short { labels: &mut self.0, shown: &shown };
        match figure.source().origin() {
            Origin::Computed(_) => expression(figure, &mut names),
            _ => self.0.preview(figure),
        }
    }
}
