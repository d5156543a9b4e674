//! Values separated by commas, for spreadsheets and programs.

use super::{Format, separated};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    extensions: &["csv"],
    holds_notes: false,
    holds_derivations: false,
    is_for_spreadsheets: true,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write: |table, style| {
        separated::write(table, style, if style.decimal_comma { b';' } else { b',' })
    },
};
