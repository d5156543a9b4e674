//! Values separated by tabs: what is pasted into a spreadsheet falls into its columns.

use super::{Format, csv};

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    extensions: &["tsv", "tab"],
    holds_notes: false,
    write: |table, style| csv::write(table, style, b'\t'),
};
