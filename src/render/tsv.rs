//! Values separated by tabs, which paste into a spreadsheet as columns.

use super::{Format, separated};

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    extensions: &["tsv", "tab"],
    holds_notes: false,
    holds_derivations: false,
    is_for_spreadsheets: true,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write: |table, style| separated::write(table, style, b'\t'),
};
