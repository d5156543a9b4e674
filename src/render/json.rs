//! One JSON object with the rows and the notes.

use serde::Serialize;

use crate::error::Error;
use crate::quantity::Year;
use crate::table::Table;

use super::objects::{Notes, Objects};
use super::provenance::Figures;
use super::{Format, Style, programs};

pub(super) const FORMAT: Format = Format {
    name: "json",
    extensions: &["json"],
    holds_notes: true,
    holds_derivations: true,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write,
};

#[derive(Serialize)]
struct Document<'a> {
    market: &'a str,
    currency: &'a str,
    unit: String,
    /// The year whose prices the amounts are in.
    #[serde(skip_serializing_if = "Option::is_none")]
    prices: Option<u16>,
    notes: Notes<'a>,
    rows: Objects<'a>,
    /// What the rows sum up, if they are a summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Objects<'a>>,
    // After the rows, because writing them assigns the numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    derivations: Option<&'a Figures<'a>>,
}

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let figures = style.explains.then(|| Figures::new(table, style));
    let grid = programs(table, style)?;
    let details = (style.layout.is_none() && table.summary.is_some()).then(|| table.details());
    let document = Document {
        market: &table.about.market,
        currency: table.currency.code(),
        unit: table.unit.to_string(),
        prices: table.prices.map(Year::number),
        notes: Notes { table, style },
        rows: Objects::new(table, &grid, style, figures.as_ref()),
        details: details.as_ref().map(|grid| Objects::new(table, grid, style, figures.as_ref())),
        derivations: figures.as_ref(),
    };
    let mut text =
        serde_json::to_vec_pretty(&document).map_err(|error| document.rows.error(&error))?;
    text.push(b'\n');
    Ok(text)
}
