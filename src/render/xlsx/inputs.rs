//! The sheet with the published and given figures.

use rust_xlsxwriter::Worksheet;

use crate::derivation::{Derivation, Origin};
use crate::error::Error;
use crate::notes::Note;
use crate::render::{Style, USUAL_DIGITS};
use crate::table::Table;
use crate::wording::workbook::{self as words, sheets};

use super::NamedCell;
use super::book::{Book, Entry};
use super::columns::{decimals, numeral};
use super::names::BASE_YEAR;
use super::sheet::{Look, Numeral, Sheet};

const TEXT: Look = Look::Text { is_bold: false };

/// Returns the sheet, and adds the names of its cells.
pub(super) fn sheet(
    table: &Table,
    style: Style,
    book: &Book,
    named: &mut Vec<NamedCell>,
) -> Result<Worksheet, Error> {
    let mut sheet = Sheet::new(sheets::INPUTS)?;
    sheet.headings(&words::INPUT_HEADINGS)?;
    let mut row = 1;
    for entry in &book.entries {
        write(&mut sheet, row, entry, (table, style, book))?;
        named.push(NamedCell::new(&entry.name, sheets::INPUTS, row));
        row += 1;
    }
    if let Some(year) = book.used_base_year() {
        sheet.text((row, 0), BASE_YEAR, TEXT)?;
        let look = Look::Number(Numeral::Year);
        sheet.number((row, 1), f64::from(year.number()), look, &year.to_string())?;
        sheet.text((row, 3), words::PUBLISHED, TEXT)?;
        sheet.text((row, 4), &words::base_year(&table.about.publisher), TEXT)?;
        named.push(NamedCell::new(BASE_YEAR, sheets::INPUTS, row));
        row += 1;
    }
    row += 1;
    let is_crossing = table.notes.iter().any(|note| matches!(note, Note::Reached(_)));
    let about = std::iter::once(words::about_inputs());
    for text in about.chain(is_crossing.then(words::about_crossing)) {
        sheet.note((row, 0), text)?;
        row += 1;
    }
    sheet.finish()
}

fn write(
    sheet: &mut Sheet,
    row: u32,
    entry: &Entry,
    (table, style, book): (&Table, Style, &Book),
) -> Result<(), Error> {
    let Entry { name, figure } = entry;
    let digits = digits(figure, table);
    let shown = figure.shown_in(table.unit).to_grouped(digits);
    let (basis, source) = words::source(figure, style.names.into());
    let number = book.number_in_sheet(figure).parse().unwrap_or_default();
    sheet.text((row, 0), name, TEXT)?;
    sheet.number((row, 1), number, Look::Input(numeral(figure, digits)), &shown)?;
    sheet.text((row, 2), &book.unit_of(figure, table), Look::Beside)?;
    sheet.text((row, 3), basis, TEXT)?;
    sheet.text((row, 4), &source, TEXT)
}

/// The number of decimals that a report prints, or that an input has, and at least the usual one.
fn digits(figure: &Derivation, table: &Table) -> u8 {
    let own = match figure.origin() {
        Origin::Published(citation)
            if citation
                .unit
                .is_none_or(|unit| citation.figure.unit().unwrap_or(unit) == table.unit) =>
        {
            decimals(citation.figure.digits())
        }
        _ => decimals(&figure.shown_in(table.unit).to_string()),
    };
    // Another value may have more decimals than this one.
    own.max(USUAL_DIGITS)
}
