//! How the figures of an answer were computed, as lines of text.

use std::collections::HashMap;

use crate::derivation::{Basis, Derivation, Operation, Origin};
use crate::error::Error;
use crate::quantity::Unit;
use crate::table::{Cell, Column, Role, Table, View};

use super::Spelling;
use super::derivation::expression;
use super::labels::Labels;
use super::naming::{Pattern, Short};

/// Returns how each computed figure of a table follows from published and given ones. There is a line for each
/// figure, or for several years with the same pattern, then a line for each figure that these mention.
///
/// ```
/// use aiinfra::wording::{self, Spelling};
/// use aiinfra::{About, Cell, Column, Market, Scenario, Table, Unit};
///
/// let market = Market::embedded()?;
/// let year = "2030".parse()?;
/// let size = Scenario::default().trajectory(&market)?.traced(year)?;
/// let (currency, unit) = (market.currency().clone(), Unit::Billion);
/// let columns = vec![Column::year(), Column::money("value", &currency, unit)];
/// let rows = vec![vec![Cell::Year(year), Cell::from(&size)]];
/// let table = Table::new(About::default(), (currency, unit), columns, rows);
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

/// The columns with measures, the most important first.
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
    /// The columns with measures, the most important first.
    measures: Vec<usize>,
    /// The columns that name the series of a row, except those with the same text in every row.
    series: Vec<usize>,
    /// The column whose name is left out.
    main: Option<usize>,
    /// Labels of figures that already have a line, by figure number.
    shown: HashMap<usize, String>,
    lines: Vec<String>,
}

/// Rows of one series with the same pattern.
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
            // Without its unit, no heading says which measure is the main one.
            main: main.filter(|_| has_axis && !matches!(table.view, View::Captioned { .. })),
            shown: HashMap::new(),
            lines: Vec::new(),
        })
    }

    /// Adds a line for each figure of a column, or for each pattern.
    fn column(&mut self, column: usize) -> Result<(), Error> {
        let mut run: Option<Run> = None;
        for row in self.table.rows.iter() {
            let row = row?;
            let Some(Cell::Figure(figure)) = row.get(column) else { continue };
            if figure.basis() != Basis::Computed
                || self.is_explained(figure)
                || self.is_idle(figure)
            {
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
                        self.add(run, column);
                    }
                }
            }
        }
        if let Some(run) = run {
            self.add(run, column);
        }
        Ok(())
    }

    /// Whether it is a constant, or the difference of a figure from itself.
    fn is_idle(&mut self, figure: &Derivation) -> bool {
        match figure.origin() {
            Origin::Constant => true,
            Origin::Computed(
                Operation::Difference(one, other)
                | Operation::RelativeChange(one, other)
                | Operation::Quotient(one, other),
            ) => self.labels.number(one) == self.labels.number(other),
            _ => false,
        }
    }

    fn is_explained(&mut self, figure: &Derivation) -> bool {
        let number = self.labels.number(figure);
        self.shown.contains_key(&number) || self.labels.has(number)
    }

    fn add(&mut self, run: Run, column: usize) {
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
        let is_index = self
            .table
            .columns
            .get(column)
            .is_some_and(|column| matches!(&*column.key, "index" | "real_index"));
        let value = if is_index { value.trim_end_matches('%').to_owned() } else { value };
        let mut names = Short { labels: &mut self.labels, shown: &self.shown };
        let computed = expression(&first.figure, &mut names);
        self.lines.push(format!("{label}: {value} = {computed}"));
        let number = self.labels.number(&first.figure);
        self.shown.insert(number, value);
    }

    /// The pattern that the figure shares with others in its column: other figures of the row by their column
    /// names, and the year as `year`.
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

    /// The name of a column in a line: `growth`, `delta %`, `size`.
    fn name_of(&self, column: &Column) -> String {
        let unit = format!("{} {}", self.table.currency, self.table.unit);
        let is_plain_amount = column.measure == "value" && before_comma(&column.label) == unit;
        let label = if is_plain_amount { "size" } else { before_comma(&column.label) };
        let is_taken =
            |name: &str| self.table.columns.iter().any(|other| before_comma(&other.label) == name);
        let label = match label.strip_suffix(" %") {
            Some(name) if !is_taken(name) => name,
            _ => label,
        };
        let is_word = label.chars().nth(1).is_some_and(char::is_lowercase);
        let mut letters = label.chars();
        match letters.next() {
            Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
            _ => label.to_owned(),
        }
    }

    /// Adds published and given figures of the table that no line has mentioned.
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

    /// Returns a line for each figure that was mentioned, with its origin.
    fn definitions(&mut self, spelling: Spelling) -> Vec<String> {
        let mut lines: Vec<(String, String)> = Vec::new();
        // Its expression may mention more figures.
        while let Some((figure, label)) = self.labels.next() {
            let text = match figure.origin() {
                Origin::Computed(_) => {
                    let mut names = Short { labels: &mut self.labels, shown: &self.shown };
                    format!("= {}", expression(&figure, &mut names))
                }
                _ => self.labels.source(&figure, spelling),
            };
            lines.push((label, text));
        }
        let width = lines.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        lines.iter().map(|(label, text)| format!("  {label:width$}  {text}")).collect()
    }
}

/// Whether the year is the next one, or rows differ in something else.
fn follows(last: &str, axis: &str) -> bool {
    let year = |text: &str| text.parse::<u16>().ok();
    last == axis || year(last).is_some_and(|last| year(axis) == Some(last + 1))
}

/// The columns that name a row's series, if they differ between rows. The last of them is always included.
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
        Cell::Figure(figure) | Cell::Exact(figure) | Cell::Compared { figure, .. } => {
            figure.shown_in(unit).to_string()
        }
        Cell::Printed(text)
        | Cell::Text(text)
        | Cell::Named { name: text, .. }
        | Cell::Rated { text, .. } => text.clone(),
    }
}

/// A heading without what follows it. A comma that groups digits has no space after it.
fn before_comma(label: &str) -> &str {
    label.split(", ").next().unwrap_or_default()
}

/// Formulas of single figures.
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
    /// Creates formulas with amounts in that unit, with that number of decimals.
    #[must_use]
    pub fn new(unit: Unit, digits: u8) -> Self {
        Self(Labels::new(unit, digits))
    }

    /// Returns the formula of a figure, or its digits if it was not computed.
    pub fn text(&mut self, figure: &Derivation) -> String {
        let shown = HashMap::new();
        let mut names = Short { labels: &mut self.0, shown: &shown };
        match figure.source().origin() {
            Origin::Computed(_) => expression(figure, &mut names),
            _ => self.0.preview(figure),
        }
    }
}
