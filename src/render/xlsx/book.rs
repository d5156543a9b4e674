//! The figures of a workbook: the cell that each one stands in, and its formula.

use std::collections::HashMap;
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::derivation::{Citation, Derivation, Interner, Measure, Operation, Origin, Statistic};
use crate::input::Input;
use crate::quantity::{Unit, Year};
use crate::table::Table;

use super::formula::{Operands, formula};
use super::names::{self, Names, Reports};

pub(super) use crate::wording::workbook::sheets::WORKINGS;

/// The column of a figure on [`WORKINGS`], and the row of the first one.
pub(super) const VALUE: &str = "B";
pub(super) const FIRST_ROW: usize = 2;

/// The name of the probability that an interval covers if nothing else is given.
const ASSUMED: &str = "within";

/// A published, given or assumed figure.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) figure: Derivation,
}

/// A row of [`WORKINGS`].
pub(super) struct Step {
    /// The name of its cell. Empty if it has none.
    pub(super) name: String,
    pub(super) formula: String,
    pub(super) value: Value,
}

/// What a step computes.
pub(super) enum Value {
    Figure(Derivation),
    /// A number that is part of a longer computation, such as a weight.
    Number(Decimal),
}

/// Every figure of a workbook.
pub(super) struct Book {
    unit: Unit,
    pub(super) base_year: Option<Year>,
    pub(super) reports: Reports,
    interner: Interner,
    names: Names,
    /// The published and given figures, in order of appearance.
    pub(super) entries: Vec<Entry>,
    /// The names of entries and steps, by figure number.
    named: HashMap<usize, String>,
    /// Steps, operands first.
    pub(super) steps: Vec<Step>,
    /// Lists of figures on [`WORKINGS`], by figure numbers.
    lists: HashMap<Vec<usize>, String>,
    /// The results of [`Operands::fade`], by figure numbers.
    pub(super) fades: HashMap<Vec<usize>, String>,
    /// Whether a formula refers to the base year.
    uses_base_year: bool,
}

impl Book {
    pub(super) fn new(table: &Table) -> Self {
        let mut names = Names::default();
        names.unique(names::BASE_YEAR);
        Self {
            unit: table.unit,
            base_year: table.about.base_year,
            reports: Reports::of(table),
            interner: Interner::default(),
            names,
            entries: Vec::new(),
            named: HashMap::new(),
            steps: Vec::new(),
            lists: HashMap::new(),
            fades: HashMap::new(),
            uses_base_year: false,
        }
    }

    /// Returns the figure's number. The same figure always has the same one.
    pub(super) fn number(&mut self, figure: &Derivation) -> usize {
        self.interner.number(figure)
    }

    /// Names the published and given figures among those that have a number. If figures with the same name are the
    /// ends of intervals, they are named so.
    pub(super) fn name_entries(&mut self, are_ends: bool) {
        let assumed = self.assumed();
        let figures = self.interner.figures().to_vec().into_iter().enumerate();
        let of_input = |(number, figure): (usize, Derivation)| {
            let name = names::of_input(&figure, &self.reports)?;
            Some((number, name, figure))
        };
        let mut named: Vec<(usize, String, Derivation)> = figures.filter_map(of_input).collect();
        named.extend(assumed.map(|(number, figure)| (number, ASSUMED.to_owned(), figure)));
        named.sort_by_key(|(.., figure)| match figure.origin() {
            Origin::Published(citation) => (0, self.reports.suffix(citation).map(str::to_owned)),
            _ => (1, None),
        });
        let mut alike: HashMap<&str, Vec<&Derivation>> = HashMap::new();
        for (_, name, figure) in &named {
            alike.entry(name).or_default().push(figure);
        }
        for (number, name, figure) in &named {
            let name = match alike.get(name.as_str()).map(Vec::as_slice) {
                Some([one, other]) if are_ends => {
                    let least = one.number().min(other.number());
                    let end = if figure.number() == least { "low" } else { "high" };
                    self.names.unique(&format!("{name}_{end}"))
                }
                Some([_, _, ..]) => self.names.numbered(name, 1),
                _ => self.names.unique(name),
            };
            self.named.insert(*number, name.clone());
            self.entries.push(Entry { name, figure: figure.clone() });
        }
    }

    /// Returns the probability that an interval covers, if it is assumed rather than given.
    fn assumed(&mut self) -> Option<(usize, Derivation)> {
        let is_coverage = |figure: &Derivation| {
            let is_constant = matches!(figure.origin(), Origin::Constant);
            is_constant && figure.measure() == Measure::Probability
        };
        let coverage = |figure: &Derivation| match figure.origin() {
            Origin::Computed(Operation::Sum(terms)) => terms.last_stored().cloned(),
            _ => None,
        };
        let figures = self.interner.figures();
        let figure = figures.iter().filter_map(coverage).find(is_coverage)?;
        Some((self.number(&figure), figure))
    }

    /// Returns the name of the base year.
    pub(super) fn base_year(&mut self) -> &'static str {
        self.uses_base_year = true;
        names::BASE_YEAR
    }

    /// Returns the base year, if a formula refers to it.
    pub(super) fn used_base_year(&self) -> Option<Year> {
        self.base_year.filter(|_| self.uses_base_year)
    }

    /// Returns the figure as an operand: its name, or its digits if it is a constant.
    pub(super) fn operand(&mut self, figure: &Derivation) -> String {
        let figure = figure.source();
        let number = self.number(figure);
        match (self.named.get(&number), figure.origin()) {
            (Some(name), _) => name.clone(),
            (None, Origin::Computed(operation)) => self.step(figure, operation),
            (None, _) => self.constant(figure),
        }
    }

    fn constant(&self, figure: &Derivation) -> String {
        let digits = self.number_in_sheet(figure);
        if digits.starts_with('-') { format!("({digits})") } else { digits }
    }

    /// Returns the figure's number in the sheet: amounts in the unit, fractions as such.
    pub(super) fn number_in_sheet(&self, figure: &Derivation) -> String {
        match figure.measure() {
            Measure::Amount => figure.shown_in(self.unit).to_shortest(),
            _ => figure.number().to_shortest(),
        }
    }

    fn step(&mut self, figure: &Derivation, operation: &Operation) -> String {
        let number = self.number(figure);
        let formula = formula(operation, &mut Alone(self));
        let name = self.name_of_step(figure, operation);
        self.named.insert(number, name.clone());
        let value = Value::Figure(figure.clone());
        self.steps.push(Step { name: name.clone(), formula, value });
        name
    }

    /// Returns a name that no other cell has. What is computed from the figures of another report is named after it.
    fn name_of_step(&mut self, figure: &Derivation, operation: &Operation) -> String {
        let year = year_of(figure, self.base_year);
        let name = names::of_step(operation, figure.measure(), year);
        let suffix = report_of(operation).and_then(|citation| self.reports.suffix(&citation));
        let name = suffix.map_or_else(|| name.clone(), |suffix| format!("{name}_{suffix}"));
        match operation {
            Operation::ImpliedCagr { start, end, .. } if self.names.is_taken(&name) => {
                let years = [start, end].map(|size| year_of(size.source(), self.base_year));
                let years: String = years.iter().flatten().map(|year| format!("_{year}")).collect();
                self.names.unique(&format!("{name}{years}"))
            }
            _ => self.names.unique(&name),
        }
    }

    /// Adds a step without a name, and returns its cell.
    pub(super) fn cell(&mut self, formula: String, value: Value) -> String {
        let cell = format!("{WORKINGS}!${VALUE}${}", FIRST_ROW + self.steps.len());
        self.steps.push(Step { name: String::new(), formula, value });
        cell
    }

    /// Returns the cells of several figures, which are put side by side.
    pub(super) fn list(&mut self, figures: &[Derivation]) -> String {
        let numbers: Vec<usize> = figures.iter().map(|figure| self.number(figure)).collect();
        if let Some(range) = self.lists.get(&numbers) {
            return range.clone();
        }
        let formulas: Vec<String> = figures.iter().map(|figure| self.operand(figure)).collect();
        let cells: Vec<String> = figures
            .iter()
            .zip(formulas)
            .map(|(figure, formula)| self.cell(formula, Value::Figure(figure.clone())))
            .collect();
        let range = range_of(&cells);
        self.lists.insert(numbers, range.clone());
        range
    }
}

/// Returns the range from the first to the last of these cells, which are side by side.
pub(super) fn range_of(cells: &[String]) -> String {
    let last = cells.last().and_then(|cell| cell.split('!').next_back());
    cells.first().zip(last).map_or_else(String::new, |(first, last)| format!("{first}:{last}"))
}

/// The operands of a step, which has no row of the answer.
struct Alone<'a>(&'a mut Book);

impl Operands for Alone<'_> {
    fn operand(&mut self, figure: &Derivation) -> String {
        self.0.operand(figure)
    }

    fn range(&mut self, _figures: &[Derivation]) -> Option<String> {
        None
    }

    fn list(&mut self, figures: &[Derivation]) -> String {
        self.0.list(figures)
    }

    fn fade(&mut self, figures: [&Derivation; 4]) -> String {
        self.0.fade(figures)
    }
}

/// Returns the source of the first published figure that an amount or a rate is computed from.
fn report_of(operation: &Operation) -> Option<Arc<Citation>> {
    let operands = operation.operands();
    let of_operand = |figure: &Derivation| match figure.source().origin() {
        Origin::Published(citation) => Some(Arc::clone(citation)),
        Origin::Computed(operation) => report_of(operation),
        Origin::Given(_) | Origin::Constant => None,
    };
    let is_plain = !matches!(operation, Operation::Statistic(_) | Operation::Sum(_));
    operands.iter().filter(|_| is_plain).find_map(of_operand)
}

/// Returns the year of a size or a share, if it has one.
fn year_of(figure: &Derivation, base_year: Option<Year>) -> Option<Year> {
    let of = |figure: &Derivation| year_of(figure.source(), base_year);
    let later = |start: &Derivation, years: &Derivation| {
        let passed = u16::try_from(years.number().whole()?).ok()?;
        Year::new(of(start)?.number().checked_add(passed)?).ok()
    };
    match figure.origin() {
        Origin::Published(citation) => {
            citation.years.0.filter(|_| citation.years.0 == citation.years.1)
        }
        Origin::Given(given) => match &given.input {
            Input::Base => base_year,
            input => input.year().and_then(|year| Year::new(year).ok()),
        },
        Origin::Constant => None,
        Origin::Computed(operation) => match operation {
            Operation::ImpliedCagr { end, .. } => of(end),
            Operation::Compound { start, years, .. } => later(start, years),
            Operation::StraightLine { from, passed, .. } => later(from, passed),
            Operation::Logistic { start, passed, .. } => later(start, passed),
            Operation::Product(one, other) => of(one).or_else(|| of(other)),
            Operation::Quotient(one, _)
            | Operation::Difference(one, _)
            | Operation::RelativeChange(one, _)
            | Operation::Midpoint(one, _) => of(one),
            Operation::Sum(_) if operation.moves_by_constant() => {
                of(operation.operands().first()?)
            }
            Operation::Statistic(Statistic::Percentile { sizes, .. }) => of(sizes.first()?),
            _ => None,
        },
    }
}

/// Whether the figure is the same in every year, so that formulas refer to it by name.
pub(super) fn is_for_every_year(figure: &Derivation) -> bool {
    match figure.source().origin() {
        Origin::Computed(operation) => operation.is_for_every_year(),
        _ => false,
    }
}
