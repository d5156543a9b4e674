//! One JSON object per line for each row.

use serde::Serialize;

use crate::error::Error;
use crate::table::{Grid, Table};

use super::objects::{Row, unwritable};
use super::provenance::Figures;
use super::{Format, Style, programs};

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    extensions: &["ndjson", "jsonl"],
    holds_notes: false,
    holds_derivations: true,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: None,
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
    let Grid { columns, rows, .. } = &programs(table, style)?;
    for cells in rows.iter() {
        // Each line must be readable without the others, so it has its own figures.
        let figures = style.explains.then(|| Figures::new(table, style));
        let row = Row { table, columns, cells: &cells?, style, figures: figures.as_ref() };
        let line = Line { row, derivations: figures.as_ref() };
        serde_json::to_writer(&mut text, &line).map_err(|error| unwritable(&error))?;
        text.push(b'\n');
    }
    Ok(text)
}
