//! A Markdown table, with the notes as a list under it.

use crate::error::Error;
use crate::table::{Kind, Table};

use super::cells::for_people;
use super::{Format, Style};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown"],
    holds_notes: true,
    is_for_spreadsheets: false,
    write,
};

fn write(table: &Table, style: Style) -> Result<String, Error> {
    let (columns, rows) = table.for_people();
    let rule = |kind: Kind| if kind == Kind::Text { ":---" } else { "---:" }.to_owned();
    let mut text = line(columns.iter().map(|column| escaped(&column.label)));
    text += &line(columns.iter().map(|column| rule(column.kind)));
    for row in rows.iter() {
        text += &line(row?.iter().map(|cell| escaped(&for_people(cell, style))));
    }
    if !table.notes.is_empty() {
        text.push('\n');
    }
    text.extend(table.notes.iter().map(|note| format!("- {}\n", escaped_line(note))));
    Ok(text)
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The same where a text begins its line, and so might begin a list, a quotation or a rule.
fn escaped_line(text: &str) -> String {
    let text = escaped(text.trim_start());
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, rest) = text.split_at(text.len() - digits.len());
    let is_numbered = !number.is_empty()
        && rest
            .strip_prefix(['.', ')'])
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if is_numbered || text.starts_with(['-', '+', '>', '=']) {
        format!("{number}\\{rest}")
    } else {
        text
    }
}

/// Keeps a text from ending its cell or becoming markup.
fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '\\' | '|' | '*' | '_' | '`' | '<' | '[' | '&' | '~' | '#' | '$' => format!("\\{c}"),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}
