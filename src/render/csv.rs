//! Values separated by commas, for spreadsheets and programs.

use crate::error::Error;
use crate::table::Table;

use super::{Format, Style, separated};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    extensions: &["csv"],
    holds_notes: false,
    holds_derivations: false,
    is_for_spreadsheets: true,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let separator = if style.decimal_comma { b';' } else { b',' };
    separated::write(table, style, FORMAT.name, separator)
}
