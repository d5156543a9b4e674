//! One JSON object a line and row.

use serde::Serialize;

use crate::error::Error;
use crate::table::Table;

use super::objects::{Row, unwritable};
use super::provenance::Figures;
use super::{Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    extensions: &["ndjson", "jsonl"],
    holds_notes: false,
    holds_derivations: true,
    is_for_spreadsheets: false,
    write,
};

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    derivations: Option<&'a Figures<'a>>,
}

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    for cells in table.rows.iter() {
        // Each row stands by itself, and so do its figures.
        let figures = style.explains.then(|| Figures::new(table, style));
        let row = Row { table, cells: &cells?, style, figures: figures.as_ref() };
        let line = Line { row, derivations: figures.as_ref() };
        serde_json::to_writer(&mut text, &line).map_err(|error| unwritable(&error))?;
        text.push(b'\n');
    }
    Ok(text)
}
