//! A small HTML document with a table, which pastes into mail. Its styles are inline, since mail programs drop style
//! elements.

use crate::error::Error;
use crate::table::{Cell, Column, Grid, Holds, Table};

use super::cells::for_people;
use super::markup::{escaped, headers, is_bold, sentence, text};
use super::title::title;
use super::{Format, Style, explanation, notes, people};

pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm"],
    holds_notes: true,
    holds_derivations: true,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let grid = people(table, style)?;
    let title = title(table, &grid, style);
    let mut page = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n");
    page += "<meta charset=\"utf-8\">\n";
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    page += &format!(
        "<title>{}</title>\n</head>\n<body style=\"{}\">\n",
        escaped(&title),
        Part::Body.css()
    );
    page += &format!("<table style=\"{}\">\n", Part::Table.css());
    page += &format!("<caption style=\"{}\">{}</caption>\n", Part::Caption.css(), text(&title));
    page += &head(&grid.columns);
    add_body(&mut page, &grid, table, style)?;
    page += "</table>\n";
    let explanation = explanation(table, style)?;
    if !explanation.is_empty() {
        page += &format!(
            "<pre style=\"{}\">{}</pre>\n",
            Part::Explanation.css(),
            text_of(&explanation)
        );
    }
    page += &remarks(table, style);
    page += "</body>\n</html>\n";
    Ok(page.into_bytes())
}

/// A part of the document that has a style.
#[derive(Clone, Copy)]
enum Part {
    Body,
    Table,
    Caption,
    Number,
    Words,
    Heading,
    Explanation,
    Note,
}

impl Part {
    /// Returns its inline style.
    fn css(self) -> &'static str {
        match self {
            Self::Body => "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:1.4",
            Self::Table => "border-spacing:20px 4px;margin:0 -20px",
            Self::Caption => "text-align:left;font-weight:bold;padding:0 20px 4px",
            Self::Number => "text-align:right",
            Self::Words => "text-align:left",
            Self::Heading => "vertical-align:bottom;border-bottom:1px solid #767676",
            Self::Explanation => "font-size:13px;white-space:pre-wrap",
            Self::Note => "max-width:48em;margin:8px 0",
        }
    }
}

fn alignment(column: &Column) -> &'static str {
    if column.holds == Holds::Words { Part::Words.css() } else { Part::Number.css() }
}

fn head(columns: &[Column]) -> String {
    let heading = |column: &Column| {
        let style = format!("{};{}", alignment(column), Part::Heading.css());
        format!("<th scope=\"col\" style=\"{style}\">{}</th>", text(&column.label))
    };
    format!("<thead>\n<tr>{}</tr>\n</thead>\n", columns.iter().map(heading).collect::<String>())
}

/// Adds the rows to the page, which may be large.
fn add_body(page: &mut String, grid: &Grid, table: &Table, style: Style) -> Result<(), Error> {
    let headers = headers(grid)?;
    page.push_str("<tbody>\n");
    for row in grid.rows.iter() {
        page.push_str("<tr>");
        for ((column, is_header), cell) in grid.columns.iter().zip(&headers).zip(row?.iter()) {
            let (content, css) = (content(cell, table, style), alignment(column));
            page.push_str(&match is_header {
                true => {
                    format!("<th scope=\"row\" style=\"{css};font-weight:400\">{content}</th>")
                }
                false => format!("<td style=\"{css}\">{content}</td>"),
            });
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n");
    Ok(())
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
        let note = sentence(&note);
        let note = if place < warnings { format!("<strong>{note}</strong>") } else { note };
        format!("<p style=\"{}\">{note}</p>\n", Part::Note.css())
    };
    notes(table, style).into_iter().enumerate().map(paragraph).collect()
}
