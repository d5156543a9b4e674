//! Values separated by tabs: what is pasted into a spreadsheet falls into its columns.

use super::{Format, separated};

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    extensions: &["tsv", "tab"],
    holds_notes: false,
    holds_derivations: false,
    is_for_spreadsheets: true,
    write: |table, style| separated::write(table, style, b'\t'),
};
