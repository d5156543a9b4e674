//! Tests of the program's behavior and the library's arithmetic, as users see them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test must stop if something unexpected happens"
)]

mod calculator;
mod fixtures;
mod pages;
mod printed;
mod program;
mod questions;
mod random;

mod batch;
mod batch_digits;
mod batch_files;
mod browser;
mod cagr;
mod chart;
mod check;
mod check_figures;
mod check_parts;
mod check_segments;
mod compare;
mod consensus;
mod consensus_laws;
mod consensus_oracle;
mod corners;
mod data;
mod dataset;
mod dataset_laws;
mod digits;
mod documents;
mod drafts;
mod drawn;
mod drift;
mod errors;
mod explain;
mod extend;
mod faults;
mod forecast;
mod formats;
mod goal;
mod help;
mod html;
mod init;
mod laws;
mod layout;
mod layouts;
mod machine;
mod mangled;
mod narrow;
mod notes;
mod oracle;
mod output;
#[cfg(feature = "xlsx")]
mod pictures;
mod provenance;
mod range;
mod report;
mod reports;
mod scale;
mod segments;
mod segments_by_year;
mod sensitivity;
mod shape;
mod shells;
mod shortest;
mod sources;
mod spreadsheets;
mod stated_path;
mod streams;
mod svg;
mod sweep;
mod terms;
mod track;
mod what_ifs;
mod when;
mod with;
mod words;
#[cfg(feature = "xlsx")]
mod workbook;
#[cfg(feature = "xlsx")]
mod workbook_calls;
#[cfg(feature = "xlsx")]
mod workbook_edits;
#[cfg(feature = "xlsx")]
mod workbook_files;
#[cfg(feature = "xlsx")]
mod workbook_formulas;
#[cfg(feature = "xlsx")]
mod workbook_random;
#[cfg(feature = "xlsx")]
mod workbook_sheets;
mod year_cells;
