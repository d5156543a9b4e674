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

fn write(table: &Table, style: Style) -> Result<String, Error> {
    let document = Document {
        market: &table.market,
        currency: table.currency.code(),
        unit: table.unit.to_string(),
        notes: Notes { table, style },
        rows: Objects::new(table, style),
    };
    let mut text =
        serde_json::to_string_pretty(&document).map_err(|error| document.rows.error(&error))?;
    text.push('\n');
    Ok(text)
}
