//! A table for the terminal, with the notes under it.

use std::fmt::Write;

use anstyle::Style as Ansi;
use comfy_table::{CellAlignment, ContentArrangement, presets};

use crate::error::Error;
use crate::table::{Kind, Table};

use super::cells::for_people;
use super::{Format, Style};

pub(super) const FORMAT: Format =
    Format { name: "table", extensions: &["txt"], holds_notes: true, write };

fn write(table: &Table, style: Style) -> Result<String, Error> {
    let heading = if style.color { Ansi::new().bold() } else { Ansi::new() };
    let remark = if style.color { Ansi::new().dimmed() } else { Ansi::new() };
    let grid = grid(table, style);
    let (header, body) = grid.split_once('\n').unwrap_or((&grid, ""));
    let (rule, rows) = body.split_once('\n').unwrap_or((body, ""));
    let rule: String = rule.chars().take(LONGEST_RULE).collect();
    let mut text = format!("{heading}{header}{heading:#}\n{rule}\n");
    if !rows.is_empty() {
        text.push_str(rows);
        text.push('\n');
    }
    if !table.notes.is_empty() {
        text.push('\n');
    }
    for note in &table.notes {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{remark}{note}{remark:#}");
    }
    Ok(text)
}

fn grid(table: &Table, style: Style) -> String {
    let (columns, rows) = table.for_people();
    let mut grid = comfy_table::Table::new();
    grid.load_style(presets::NOTHING.header_separator(RULE))
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(columns.iter().map(|column| &column.label))
        .add_rows(rows.iter().map(|row| row.iter().map(|cell| for_people(cell, style))));
    for (column, made) in columns.iter().zip(grid.column_iter_mut()) {
        made.set_padding((0, 1));
        if column.kind != Kind::Text {
            made.set_cell_alignment(CellAlignment::Right);
        }
    }
    grid.trim_fmt()
}

/// As wide as most terminals: a sentence may be wrapped, but a rule that is wrapped is a second one.
const LONGEST_RULE: usize = 100;

const RULE: comfy_table::LineStyle = comfy_table::LineStyle::none().fill('─').junction('─');
