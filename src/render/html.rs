//! TODO

use crate::error::Error;
use crate::table::Table;

use super::{Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm"],
    holds_notes: true,
    holds_derivations: false,
    is_for_spreadsheets: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let _ = (table, style);
    Ok(Vec::new())
}
