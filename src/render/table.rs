//! A table for the terminal, with the notes under it.

use std::cell::RefCell;
use std::collections::VecDeque;

use anstyle::Style as Ansi;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use unicode_width::UnicodeWidthChar;

use crate::error::Error;
use crate::table::{Cell, Column, Grid, Holds, Table, Tone};
use crate::wording;

use super::cells::for_people;
use super::fit::{Fit, GAP, fit};
use super::remarks::{self, with_hint};
use super::{Format, Style, explanation, notes, people};

pub(super) const FORMAT: Format = Format {
    name: "table",
    extensions: &["txt"],
    holds_notes: true,
    holds_derivations: true,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let Grid { caption, columns, rows } = &people(table, style)?;
    let room = style.width.unwrap_or(usize::MAX);
    // Making the text of a figure takes longer than all the rest, so the texts of a short table are kept.
    let (keeps, kept) = (rows.count() <= AT_ONCE, RefCell::new(VecDeque::new()));
    let made = |cell: &Cell| for_people(cell, table.unit, style);
    let text = |cell: &Cell| {
        let text = made(cell);
        if keeps {
            kept.borrow_mut().push_back(text.clone());
        }
        text
    };
    let fit = fit(columns, rows, text, room)?;
    let header = columns.iter().map(|column| column.label.clone()).collect();
    let rule = "─".repeat((fit.width + 1).min(remarks::longest_line(style)));
    let bold = heading(style);
    let caption = caption.iter().map(|caption| format!("{bold}{caption}{bold:#}\n"));
    let mut text = caption.collect::<String>();
    text += &lines(columns, &[header], &fit, bold);
    text += &format!("{rule}\n");
    let spans = |cell: &Cell| {
        let known = kept.borrow_mut().pop_front();
        spans(cell, known.unwrap_or_else(|| made(cell)))
    };
    let spans = |row: &[Cell]| row.iter().map(spans).collect();
    let mut rows = rows.iter().map(|row| Ok(spans(&row?))).peekable();
    while rows.peek().is_some() {
        let some: Vec<Vec<Spans>> = rows.by_ref().take(AT_ONCE).collect::<Result<_, Error>>()?;
        text += &body(columns, &some, &fit, style);
    }
    let explanation = explanation(table, style)?;
    if !explanation.is_empty() {
        text.push('\n');
    }
    text.extend(explanation.iter().map(|line| format!("{line}\n")));
    text += &remarks(table, &fit, style);
    Ok(text.into_bytes())
}

/// The notes. The columns that are left out are named between the warnings and the other notes.
fn remarks(table: &Table, fit: &Fit, style: Style) -> String {
    let mut notes = with_hint(notes(table, style), table, style);
    let warnings = table.notes.iter().filter(|note| note.is_warning()).count().min(notes.len());
    notes.splice(warnings..warnings, left_out(fit, table, style));
    remarks::lines(&notes, warnings, style)
}

/// The number of rows to lay out together. Column widths are known before, so this only limits memory.
const AT_ONCE: usize = 1000;

/// Lays out rows, each in as many lines as its longest cell needs.
fn lines(columns: &[Column], rows: &[Vec<String>], fit: &Fit, style: Ansi) -> String {
    let shown = |row: &Vec<String>| {
        let cells = fit.shown.iter().filter_map(|(at, _)| row.get(*at));
        cells.cloned().collect::<Vec<String>>()
    };
    let mut grid = comfy_table::Table::new();
    grid.load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .add_rows(rows.iter().map(shown));
    for ((at, width), made) in fit.shown.iter().zip(grid.column_iter_mut()) {
        made.set_padding((0, GAP));
        let with_padding = u16::try_from(width + usize::from(GAP)).unwrap_or(u16::MAX);
        made.set_constraint(ColumnConstraint::Absolute(Width::Fixed(with_padding)));
        if columns.get(*at).is_some_and(|column| column.holds != Holds::Words) {
            made.set_cell_alignment(CellAlignment::Right);
        }
    }
    let line = |line: String| format!("{style}{}{style:#}\n", line.trim_end());
    grid.lines().map(line).collect()
}

fn heading(style: Style) -> Ansi {
    if style.color { Ansi::new().bold() } else { Ansi::new() }
}

/// Says which columns a narrow terminal has no room for.
fn left_out(fit: &Fit, table: &Table, style: Style) -> Option<String> {
    let width = style.width.filter(|_| !fit.left_out.is_empty())?;
    let columns = fit.left_out.join("; ");
    // A summary lacks the columns of its details.
    let format = if table.summary.is_some() { "json" } else { "csv" };
    Some(wording::left_out(width, &columns, format, style.names.into()))
}

/// A cell as pieces of text, some with a tone.
type Spans = Vec<Span>;

struct Span {
    text: String,
    tone: Option<Tone>,
}

impl Span {
    fn new(text: impl Into<String>, tone: Option<Tone>) -> Self {
        Self { text: text.into(), tone }
    }
}

fn spans(cell: &Cell, text: String) -> Spans {
    let loss = |number: &str| number.starts_with('-').then_some(Tone::Bad);
    match (cell, text.split_once(" (")) {
        (Cell::Rated { tone, .. }, _) => vec![Span::new(text, Some(*tone))],
        (Cell::Figure(_), _) => vec![Span::new(&text, loss(&text))],
        (Cell::Compared { .. }, Some((number, change))) => vec![
            Span::new(format!("{number} "), None),
            Span::new(format!("({change}"), loss(change)),
        ],
        _ => vec![Span::new(text, None)],
    }
}

fn plain(spans: &Spans) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn painted(spans: &Spans) -> String {
    let paint = |span: &Span| match span.tone {
        Some(tone) => {
            let color = remarks::color(tone).on_default();
            format!("{color}{}{color:#}", span.text)
        }
        None => span.text.clone(),
    };
    spans.iter().map(paint).collect()
}

/// Rows as text, in color if that is on. A cell with a tone is never wrapped, so it is in the first
/// line of its row.
fn body(columns: &[Column], rows: &[Vec<Spans>], fit: &Fit, style: Style) -> String {
    let texts = |row: &Vec<Spans>| row.iter().map(plain).collect::<Vec<String>>();
    let laid_out = |rows: &[Vec<Spans>]| {
        lines(columns, &rows.iter().map(texts).collect::<Vec<_>>(), fit, Ansi::new())
    };
    if !style.color {
        return laid_out(rows);
    }
    let in_color = |row: &Vec<Spans>| {
        let text = laid_out(std::slice::from_ref(row));
        let (first, others) = text.split_once('\n').unwrap_or((&text, ""));
        format!("{}\n{others}", painted_line(first, row, fit))
    };
    rows.iter().map(in_color).collect()
}

/// A line with its cells in color.
fn painted_line(line: &str, row: &[Spans], fit: &Fit) -> String {
    let mut rest = line;
    let mut text = String::with_capacity(line.len());
    for (at, width) in &fit.shown {
        let (cell, later) = split_at_width(rest, width + usize::from(GAP));
        rest = later;
        let spans = row.get(*at).filter(|spans| spans.iter().any(|span| span.tone.is_some()));
        match spans {
            Some(spans) => text += &cell.replacen(&plain(spans), &painted(spans), 1),
            None => text += cell,
        }
    }
    text + rest
}

/// Splits text at a width in columns.
fn split_at_width(text: &str, width: usize) -> (&str, &str) {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.width().unwrap_or_default();
        taken > width
    });
    end.and_then(|(end, _)| text.split_at_checked(end)).unwrap_or((text, ""))
}
