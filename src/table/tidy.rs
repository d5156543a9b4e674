//! The tidy layout: a row for each figure, with the same columns for every command.

use crate::derivation::Measure;
use crate::quantity::Unit;

use super::column::prices;
use super::{About, Cell, Column, Grid, Holds, Role, Table};

/// The fixed header.
const HEADER: [&str; 12] = [
    "publisher",
    "market",
    "edition",
    "scenario",
    "dimension",
    "segment",
    "year",
    "measure",
    "value",
    "currency",
    "unit",
    "basis",
];

/// A row for each figure of the table. Empty cells have no row.
pub(super) fn grid(table: &Table) -> Grid {
    let columns = HEADER.iter().map(|key| column(key)).collect();
    let of = Context {
        columns: table.columns.clone(),
        about: table.about.clone(),
        others: table.others.clone(),
        currency: table.currency.to_string(),
        unit: table.unit,
        unit_name: match table.prices {
            Some(year) => format!("{} ({})", table.unit, prices(year)),
            None => table.unit.to_string(),
        },
        is_real: table.prices.is_some(),
    };
    // The rows of a summary are among the totals.
    let rows = if table.summary.is_some() { table.rows_with_totals() } else { &table.rows };
    let rows = rows.clone();
    Grid { caption: None, columns, rows: rows.spread(move |row| of.figures(row)) }
}

fn column(key: &str) -> Column {
    match key {
        "year" => Column::year(),
        "value" => Column::number(key, "Value"),
        _ => {
            let mut letters = key.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            Column::text(key, &first.into_iter().chain(letters).collect::<String>()).series()
        }
    }
}

/// What the rows need from their table.
struct Context {
    columns: Vec<Column>,
    about: About,
    others: Vec<(String, About)>,
    currency: String,
    unit: Unit,
    /// The unit, and the prices if amounts are in real terms.
    unit_name: String,
    is_real: bool,
}

impl Context {
    fn figures(&self, row: &[Cell]) -> Vec<Vec<Cell>> {
        let cells = || self.columns.iter().zip(row);
        let measures = cells()
            .filter(|(column, cell)| column.role == Role::Measure && !matches!(cell, Cell::Empty));
        measures.map(|(column, cell)| self.figure(row, column, cell)).collect()
    }

    fn figure(&self, row: &[Cell], column: &Column, cell: &Cell) -> Vec<Cell> {
        let text = |text: &str| Cell::Text(text.to_owned());
        let (about, scenario) = self.about(row);
        let (currency, unit) = self.units(column, cell);
        vec![
            text(&about.publisher),
            text(&about.market),
            text(about.edition.as_deref().unwrap_or_default()),
            text(&scenario),
            self.of_key(row, "dimension"),
            self.of_key(row, "segment"),
            self.of(row, |column| column.holds == Holds::Years),
            text(&self.measure(column, cell)),
            cell.clone(),
            text(currency),
            text(unit),
            text(cell.basis().map_or("", |basis| basis.name())),
        ]
    }

    /// The name of the measure. Real amounts have their own, so that nobody adds them to nominal ones.
    fn measure(&self, column: &Column, cell: &Cell) -> String {
        let name = if column.measure == "value" { "size" } else { &column.measure };
        let is_amount = matches!(cell, Cell::Figure(figure) if figure.measure() == Measure::Amount);
        if is_amount && self.is_real { format!("real_{name}") } else { name.to_owned() }
    }

    /// The report that a row is from, and its scenario.
    fn about(&self, row: &[Cell]) -> (&About, String) {
        let own = &self.about;
        if let Cell::Text(name) = self.of_key(row, "report")
            && let Some((_, about)) = self.others.iter().find(|(other, _)| *other == name)
        {
            return (about, about.scenario.clone());
        }
        match self.of_key(row, "scenario") {
            Cell::Text(name) if !name.is_empty() => {
                match self.others.iter().find(|(other, _)| *other == name) {
                    Some((_, about)) => (about, about.scenario.clone()),
                    None => (own, name),
                }
            }
            _ => (own, self.inputs(row).unwrap_or_else(|| own.scenario.clone())),
        }
    }

    /// What a row of a two-way table assumes: `base 50, cagr 20`.
    fn inputs(&self, row: &[Cell]) -> Option<String> {
        let is_input = |column: &Column| match column.role {
            Role::Axis => column.holds == Holds::Numbers,
            Role::Series => column.holds == Holds::Numbers,
            Role::Measure | Role::Detail => false,
        };
        let input = |(column, cell): (&Column, &Cell)| match cell {
            Cell::Figure(figure) if is_input(column) => {
                Some(format!("{} {}", column.measure, figure.shown_in(self.unit)))
            }
            _ => None,
        };
        let inputs: Vec<String> = self.columns.iter().zip(row).filter_map(input).collect();
        (!inputs.is_empty()).then(|| inputs.join(", "))
    }

    fn units(&self, column: &Column, cell: &Cell) -> (&str, &str) {
        match cell {
            _ if matches!(&*column.measure, "index" | "real_index") => ("", "index"),
            Cell::Figure(figure) => match figure.measure() {
                Measure::Amount => (&self.currency, &self.unit_name),
                Measure::Fraction => ("", "percent"),
                Measure::Years => ("", "years"),
                Measure::Points => ("", "percentage points"),
                Measure::Number => ("", ""),
                Measure::Probability => ("", "probability"),
            },
            _ => ("", ""),
        }
    }

    fn of_key(&self, row: &[Cell], key: &str) -> Cell {
        self.of(row, |column| column.key == key)
    }

    fn of(&self, row: &[Cell], is_it: impl Fn(&Column) -> bool) -> Cell {
        let found = self.columns.iter().zip(row).find(|(column, _)| is_it(column));
        found.map_or_else(|| Cell::Text(String::new()), |(_, cell)| cell.clone())
    }
}
