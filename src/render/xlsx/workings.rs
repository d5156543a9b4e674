//! The sheet with the steps of computations.

use rust_xlsxwriter::Worksheet;

use crate::derivation::{Derivation, Measure, Origin};
use crate::error::Error;
use crate::table::Table;
use crate::wording::workbook::{self as words, sheets};

use super::NamedCell;
use super::book::{Book, FIRST_ROW, Step, Value, WORKINGS};
use super::chart::Data;
use super::columns::numeral;
use super::sheet::{Look, Numeral, Sheet};

const TEXT: Look = Look::Text { is_bold: false };

/// The number of decimals of a step, which other figures rest on.
const DIGITS: u8 = 6;

/// Returns the sheet, and adds the names of its cells.
pub(super) fn sheet(
    table: &Table,
    book: &Book,
    data: &Data,
    named: &mut Vec<NamedCell>,
) -> Result<Worksheet, Error> {
    let mut sheet = Sheet::new(sheets::WORKINGS)?;
    sheet.headings(&words::STEP_HEADINGS)?;
    for (step, row) in book.steps.iter().zip(first_row()..) {
        sheet.text((row, 0), &step.name, TEXT)?;
        if !step.name.is_empty() {
            named.push(NamedCell::new(&step.name, sheets::WORKINGS, row));
        }
        write(&mut sheet, row, step, (table, book))?;
    }
    data.write(&mut sheet)?;
    sheet.finish()
}

/// The first row with a step, from 0.
fn first_row() -> u32 {
    u32::try_from(FIRST_ROW - 1).unwrap_or_default()
}

fn write(
    sheet: &mut Sheet,
    row: u32,
    Step { formula, value, .. }: &Step,
    (table, book): (&Table, &Book),
) -> Result<(), Error> {
    // A sheet's own cells need no name of the sheet.
    let formula = &formula.replace(&format!("{WORKINGS}!"), "");
    match value {
        Value::Figure(figure) => {
            let look = Look::Number(shown_as(figure));
            let result = book.number_in_sheet(figure);
            let shown = figure.shown_in(table.unit).to_grouped(DIGITS);
            sheet.formula((row, 1), formula, result, look, &shown)?;
            sheet.text((row, 2), &book.unit_of(figure, table), Look::Beside)?;
            let what = match figure.source().origin() {
                Origin::Computed(operation) => words::step(operation, figure.measure()),
                _ => "",
            };
            sheet.text((row, 3), what, TEXT)
        }
        Value::Number(number) => {
            let look = Look::Number(Numeral::Number(DIGITS));
            sheet.formula(
                (row, 1),
                formula,
                number.to_shortest(),
                look,
                &number.to_fixed(DIGITS),
            )?;
            sheet.text((row, 3), words::part_of_step(), TEXT)
        }
    }
}

/// How a step is shown. A probability may be exact here.
fn shown_as(figure: &Derivation) -> Numeral {
    match figure.measure() {
        Measure::Probability => Numeral::Percent(DIGITS),
        _ => numeral(figure, DIGITS),
    }
}
