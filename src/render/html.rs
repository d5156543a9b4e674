//! A small HTML document with a table, which pastes into mail. Its styles are inline, since mail programs drop style
//! elements.

use crate::error::Error;
use crate::notes::Note;
use crate::table::{Cell, Column, Grid, Holds, Table, View};
use crate::wording;

use super::cells::for_people;
use super::markup::{escaped, headers, is_bold, text};
use super::{Format, Style, explanation, notes, people};

pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm"],
    holds_notes: true,
    holds_derivations: true,
    is_for_spreadsheets: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let grid = people(table, style)?;
    let title = title(table, &grid);
    let mut page = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n");
    page += "<meta charset=\"utf-8\">\n";
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    page += &format!("<title>{}</title>\n</head>\n<body style=\"{BODY}\">\n", escaped(&title));
    page += &format!("<table style=\"{TABLE}\">\n");
    page += &format!("<caption style=\"{CAPTION}\">{}</caption>\n", text(&title));
    page += &head(&grid.columns);
    page += &body(&grid, table, style)?;
    page += "</table>\n";
    let explanation = explanation(table, style)?;
    if !explanation.is_empty() {
        page += &format!("<pre style=\"{PREFORMATTED}\">{}</pre>\n", text_of(&explanation));
    }
    page += &remarks(table, style);
    page += "</body>\n</html>\n";
    Ok(page.into_bytes())
}

const BODY: &str = "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:1.4";
const TABLE: &str = "border-spacing:20px 4px;margin:0 -20px";
const CAPTION: &str = "text-align:left;font-weight:bold;padding:0 20px 4px";
const NUMBER: &str = "text-align:right";
const WORDS: &str = "text-align:left";
const HEADING: &str = "vertical-align:bottom;border-bottom:1px solid #767676";
const PREFORMATTED: &str = "font-size:13px;white-space:pre-wrap";
const NOTE: &str = "max-width:48em;margin:8px 0";

/// The market, unless the answer is computed from arguments alone, with the scenario and the unit.
fn title(table: &Table, grid: &Grid) -> String {
    let is_own = !table.notes.iter().any(|note| matches!(note, Note::Solved(_)));
    let market = Some(&table.about.market).filter(|market| is_own && !market.is_empty());
    let is_baseline = matches!(table.view, View::Wide { .. });
    let scenario = &table.about.scenario;
    let scenario = Some(scenario).filter(|name| !is_baseline && is_own && *name != "forecast");
    let parts = market.into_iter().chain(scenario).chain(&grid.caption);
    let title = parts.map(String::as_str).collect::<Vec<_>>().join(", ");
    if title.is_empty() { wording::report::untitled().to_owned() } else { title }
}

fn alignment(column: &Column) -> &'static str {
    if column.holds == Holds::Words { WORDS } else { NUMBER }
}

fn head(columns: &[Column]) -> String {
    let heading = |column: &Column| {
        let style = format!("{};{HEADING}", alignment(column));
        format!("<th scope=\"col\" style=\"{style}\">{}</th>", text(&column.label))
    };
    format!("<thead>\n<tr>{}</tr>\n</thead>\n", columns.iter().map(heading).collect::<String>())
}

fn body(grid: &Grid, table: &Table, style: Style) -> Result<String, Error> {
    let headers = headers(grid)?;
    let mut html = String::from("<tbody>\n");
    for row in grid.rows.iter() {
        html += "<tr>";
        for ((column, is_header), cell) in grid.columns.iter().zip(&headers).zip(row?.iter()) {
            let content = content(cell, table, style);
            let alignment = alignment(column);
            html += &match is_header {
                true => format!(
                    "<th scope=\"row\" style=\"{alignment};font-weight:normal\">{content}</th>"
                ),
                false => format!("<td style=\"{alignment}\">{content}</td>"),
            };
        }
        html += "</tr>\n";
    }
    Ok(html + "</tbody>\n")
}

fn content(cell: &Cell, table: &Table, style: Style) -> String {
    let content = text(&for_people(cell, table.unit, style));
    if is_bold(cell) { format!("<strong>{content}</strong>") } else { content }
}

fn text_of(lines: &[String]) -> String {
    lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("\n")
}

/// The notes as paragraphs. Warnings come first and are bold.
fn remarks(table: &Table, style: Style) -> String {
    let warnings = table.notes.iter().filter(|note| note.is_warning()).count();
    let paragraph = |(place, note): (usize, String)| {
        let note = text(&note);
        let note = if place < warnings { format!("<strong>{note}</strong>") } else { note };
        format!("<p style=\"{NOTE}\">{note}</p>\n")
    };
    notes(table, style).into_iter().enumerate().map(paragraph).collect()
}
