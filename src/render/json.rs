//! One JSON object with the rows and the notes.

use serde::Serialize;

use crate::error::Error;
use crate::table::Table;

use super::objects::{Notes, Objects};
use super::{Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "json",
    extensions: &["json"],
    holds_notes: true,
    is_for_spreadsheets: false,
    write,
};

#[derive(Serialize)]
struct Document<'a> {
    market: &'a str,
    currency: &'a str,
    unit: String,
    notes: Notes<'a>,
    rows: Objects<'a>,
}

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let document = Document {
        market: &table.market,
        currency: table.currency.code(),
        unit: table.unit.to_string(),
        notes: Notes { table, style },
        rows: Objects::new(table, style),
    };
    let mut text =
        serde_json::to_vec_pretty(&document).map_err(|error| document.rows.error(&error))?;
    text.push(b'\n');
    Ok(text)
}
