//! The sheet with the notes.

use rust_xlsxwriter::Worksheet;

use crate::error::Error;
use crate::render::{Style, explanation};
use crate::table::Table;
use crate::wording::workbook::{self as words, sheets};
use crate::wording::{self, Verbosity};

use super::sheet::{Look, Sheet};

/// Returns the sheet: warnings, notes, how figures are computed if that was asked for, and the version.
pub(super) fn sheet(table: &Table, style: Style, title: &str) -> Result<Worksheet, Error> {
    let mut sheet = Sheet::new(sheets::NOTES)?;
    let verbosity = style.notes.unwrap_or(Verbosity::Full);
    let (scale, names) = (table.scale(style.digits), style.names.into());
    let warnings = match verbosity {
        Verbosity::None => 0,
        _ => table.notes.iter().filter(|note| note.is_warning()).count(),
    };
    let mut notes = wording::paragraphs(&table.notes, verbosity, &scale, names);
    if verbosity == Verbosity::None {
        notes.extend(words::citation(&table.notes, &scale, names));
    }
    let derivations = explanation(table, style)?;
    let end = [words::about_notes().to_owned(), words::footer(env!("CARGO_PKG_VERSION"))];
    let mut row = 0;
    let titled = [(title.to_owned(), true)].into_iter();
    let notes = notes.into_iter().enumerate().map(|(at, note)| (note, at < warnings));
    let rest = derivations.into_iter().chain(end).map(|text| (text, false));
    for (text, is_bold) in titled.chain(notes).chain(rest) {
        for part in parts(&text) {
            sheet.text((row, 0), part, Look::Paragraph { is_bold })?;
            row += 1;
        }
    }
    sheet.finish()
}

/// The most characters in a row of notes, which a spreadsheet may not show in full.
const LONGEST: usize = 2000;

/// Splits a text between words, so that it fits into cells.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((most, _)) = rest.char_indices().nth(LONGEST) {
        let start = rest.get(..most).unwrap_or_default();
        let end = start.rfind(' ').filter(|end| *end > 0).unwrap_or(most);
        let (part, left) = rest.split_at(end);
        parts.push(part);
        rest = left.trim_start();
    }
    parts.push(rest);
    parts
}
