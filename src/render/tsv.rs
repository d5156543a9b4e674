//! Values separated by tabs, which paste into a spreadsheet as columns.

use crate::error::Error;
use crate::table::Table;

use super::{Format, Style, separated};

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    extensions: &["tsv", "tab"],
    holds_notes: false,
    holds_derivations: false,
    is_for_spreadsheets: true,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    separated::write(table, style, FORMAT.name, b'\t')
}
