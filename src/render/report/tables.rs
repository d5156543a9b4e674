//! Tables whose figures lead to their notes.

use crate::decimal::Decimal;
use crate::derivation::{Basis, Derivation, Measure, Operation, Origin};
use crate::error::Error;
use crate::render::cells::for_people;
use crate::render::markup::{headers, text};
use crate::table::{Cell, Column, Grid, Holds, Table, Tone};
use crate::wording::report as words;

use super::page::Page;

/// A table with more columns is printed across the paper, and beyond the second limit in a small font.
const MANY_COLUMNS: usize = 8;
const MOST_COLUMNS: usize = 16;

impl Page<'_> {
    /// Adds a table. Rows get ids that begin with `rows`, if they need some.
    pub(super) fn table(
        &mut self,
        table: &Table,
        grid: &Grid,
        caption: &str,
        rows: Option<&str>,
    ) -> Result<(), Error> {
        self.tables += 1;
        let id = format!("table-{}", self.tables);
        let caption = text(caption);
        let class = match width(grid)? {
            width if width > MOST_COLUMNS => "box most",
            width if width > MANY_COLUMNS => "box many",
            _ => "box",
        };
        let mut html = format!(
            "<div class=\"{class}\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n\
             <caption id=\"{id}\"><span>{caption}</span></caption>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n",
            headings(grid)?
        );
        let headers = headers(grid)?;
        for (place, row) in grid.rows.iter().enumerate() {
            let row = row?;
            let name = row_name(&row, &headers, table);
            html += &match rows {
                Some(prefix) => format!("<tr id=\"{prefix}{place}\">"),
                None => "<tr>".to_owned(),
            };
            for ((column, is_header), cell) in grid.columns.iter().zip(&headers).zip(row.iter()) {
                let subject = subject(&name, column);
                html += &self.cell(cell, column, *is_header, (table, subject));
            }
            html += "</tr>\n";
        }
        self.body += &html;
        self.body += "</tbody>\n</table>\n</div>\n";
        Ok(())
    }

    fn cell(
        &mut self,
        cell: &Cell,
        column: &Column,
        is_header: bool,
        (table, subject): (&Table, String),
    ) -> String {
        let shown = for_people(cell, table.unit, self.style);
        let content = match cell {
            Cell::Figure(figure) | Cell::Exact(figure) if !is_header => {
                self.linked(&text(&shown), figure, of_amount(figure, subject))
            }
            Cell::Compared { figure, change } => {
                // In a column of its own, the difference is aligned.
                let (number, difference) = shown.split_once(' ').unwrap_or((&shown, ""));
                let number = self.linked(&text(number), figure, of_amount(figure, subject));
                let difference = self.linked(&text(difference), change, None);
                format!("{number}</td><td class=\"d\">{difference}")
            }
            _ => text(&shown),
        };
        let [has_published, has_given] = &mut self.has_marks;
        *has_published |= cell.basis() == Some(Basis::Published);
        *has_given |= cell.basis() == Some(Basis::Given);
        let class = classes(cell, column);
        match is_header {
            true => format!("<th scope=\"row\"{class}>{content}</th>"),
            false => format!("<td{class}>{content}</td>"),
        }
    }

    /// Returns text that leads to the note on a figure. A constant has no note, and neither has a figure that needs none.
    pub(super) fn linked(
        &mut self,
        html: &str,
        figure: &Derivation,
        subject: Option<String>,
    ) -> String {
        if is_obvious(figure) {
            return html.to_owned();
        }
        match self.footnotes.number(figure, subject) {
            Some(number) => format!("<a href=\"#n{number}\" data-n=\"{number}\">{html}</a>"),
            None => html.to_owned(),
        }
    }

    /// What the marks in tables mean.
    pub(super) fn key(&self) -> String {
        let [published, given, computed] = words::marks();
        let marks = self.has_marks.iter().zip([("p", published), ("g", given)]);
        let marks = marks.filter(|(is_there, _)| **is_there);
        let marks =
            marks.map(|(_, (class, name))| format!("<span class=\"{class}\">{name}</span> "));
        format!("<p class=\"key\">{}{computed}</p>\n", marks.collect::<String>())
    }
}

/// Whether a percentage needs no formula: no difference at all, or the whole.
fn is_obvious(figure: &Derivation) -> bool {
    let Origin::Computed(operation) = figure.source().origin() else { return false };
    let is_change = matches!(operation, Operation::RelativeChange(..));
    let number = figure.number();
    figure.measure() == Measure::Fraction
        && (number == Decimal::from(0) || (number == Decimal::from(1) && !is_change))
}

/// The headings. One is above two columns if figures are compared in it.
fn headings(grid: &Grid) -> Result<String, Error> {
    let row = grid.rows.iter().next().transpose()?.unwrap_or_default();
    let heading = |(place, column): (usize, &Column)| {
        let scope = match row.get(place) {
            Some(Cell::Compared { .. }) => "colgroup\" colspan=\"2",
            _ => "col",
        };
        let class = if column.holds == Holds::Words { " class=\"w\"" } else { "" };
        format!("<th scope=\"{scope}\"{class}>{}</th>", text(&column.label))
    };
    Ok(grid.columns.iter().enumerate().map(heading).collect())
}

/// The classes of a cell: text, the mark of a figure that is not computed, and the tone of a rating.
fn classes(cell: &Cell, column: &Column) -> String {
    let words = (column.holds == Holds::Words).then_some("w");
    let basis = match cell.basis() {
        Some(Basis::Published) => Some("p"),
        Some(Basis::Given) => Some("g"),
        _ => None,
    };
    let tone = match cell {
        Cell::Rated { tone: Tone::Bad, .. } => Some("bad"),
        Cell::Rated { tone: Tone::Doubtful, .. } => Some("doubtful"),
        _ => None,
    };
    let is_text = matches!(cell, Cell::Text(_)) && words.is_none();
    let wraps = is_text.then_some("t");
    let classes: Vec<&str> = words.into_iter().chain(wraps).chain(basis).chain(tone).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// The cells that name a row.
fn row_name(row: &[Cell], headers: &[bool], table: &Table) -> String {
    let names = row.iter().zip(headers).filter(|(_, is_header)| **is_header);
    let style = super::Style::default();
    let names: Vec<String> = names.map(|(cell, _)| for_people(cell, table.unit, style)).collect();
    names.join(", ")
}

/// What a cell is about: its row and, unless that is the size itself, its column.
fn subject(row: &str, column: &Column) -> String {
    match column.measure.as_str() {
        "value" => row.to_owned(),
        _ => format!("{}, {row}", column.label),
    }
}

/// Only amounts have a subject: a rate is for more than one year.
fn of_amount(figure: &Derivation, subject: String) -> Option<String> {
    (figure.measure() == Measure::Amount).then_some(subject)
}

/// The number of columns, with those of differences.
fn width(grid: &Grid) -> Result<usize, Error> {
    let row = grid.rows.iter().next().transpose()?.unwrap_or_default();
    let differences = row.iter().filter(|cell| matches!(cell, Cell::Compared { .. })).count();
    Ok(grid.columns.len() + differences)
}
