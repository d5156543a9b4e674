//! One JSON object a line and row.

use crate::error::Error;
use crate::table::Table;

use super::objects::rows;
use super::{Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    extensions: &["ndjson", "jsonl"],
    holds_notes: false,
    is_for_spreadsheets: false,
    write,
};

fn write(table: &Table, style: Style) -> Result<String, Error> {
    rows(table, style)
        .map(|row| {
            serde_json::to_string(&row)
                .map(|line| line + "\n")
                .map_err(|error| Error::sentence(format!("json: {error}")))
        })
        .collect()
}
