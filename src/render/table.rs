//! A table for the terminal, with the notes under it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::{Options, WordSplitter};

use crate::error::Error;
use crate::quantity::Unit;
use crate::table::{Cell, Column, Grid, Holds, Table, Tone};

use super::cells::for_people;
use super::fit::{Fit, GAP, fit};
use super::{Format, Style, notes};

pub(super) const FORMAT: Format = Format {
    name: "table",
    extensions: &["txt"],
    holds_notes: true,
    is_for_spreadsheets: false,
    write,
};

fn write(table: &Table, style: Style) -> Result<String, Error> {
    let Grid { columns, rows } = &table.for_people()?;
    let room = style.width.unwrap_or(usize::MAX);
    let fit = fit(columns, rows, |cell| for_people(cell, table.unit, style), room)?;
    let header = columns.iter().map(|column| column.label.clone()).collect();
    let rule = "─".repeat((fit.width + 1).min(longest_line(style)));
    let mut text = lines(columns, &[header], &fit, heading(style));
    text += &format!("{rule}\n");
    let mut rows = rows.iter().map(|row| Ok(texts(&row?, table.unit, style))).peekable();
    while rows.peek().is_some() {
        let some: Vec<Vec<String>> = rows.by_ref().take(AT_ONCE).collect::<Result<_, Error>>()?;
        text += &colored(&lines(columns, &some, &fit, Ansi::new()));
    }
    let left_out = left_out(&fit, style);
    if left_out.is_some() || !table.notes.is_empty() {
        text.push('\n');
    }
    for note in left_out.into_iter().chain(notes(table, style)) {
        text += &wrapped(&note, style);
    }
    Ok(text)
}

/// How many rows are laid out together. Column widths are fixed beforehand, so that this only limits memory.
const AT_ONCE: usize = 1000;

/// The cells of a row, with the marks of their tones if colors are on.
fn texts(row: &[Cell], unit: Unit, style: Style) -> Vec<String> {
    let text = if style.color { marked } else { for_people };
    row.iter().map(|cell| text(cell, unit, style)).collect()
}

/// As wide as most terminals: a sentence may be wrapped, but a rule that is wrapped is a second one.
const LONGEST_LINE: usize = 100;

fn longest_line(style: Style) -> usize {
    style.width.map_or(LONGEST_LINE, |width| width.min(LONGEST_LINE))
}

/// The rows, each in as many lines as its longest cell takes.
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
fn left_out(fit: &Fit, style: Style) -> Option<String> {
    let width = style.width.filter(|_| !fit.left_out.is_empty())?;
    let columns = fit.left_out.join("; ");
    Some(format!(
        "Left out, since a line has {width} characters: {columns}. --format csv has every column."
    ))
}

/// A note in lines of whole words, where the width of the terminal is known.
fn wrapped(note: &str, style: Style) -> String {
    let remark = if style.color { Ansi::new().dimmed() } else { Ansi::new() };
    let lines = match style.width {
        Some(_) => {
            let options =
                Options::new(longest_line(style)).word_splitter(WordSplitter::NoHyphenation);
            textwrap::wrap(note, options)
        }
        None => vec![note.into()],
    };
    let mut text = String::new();
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{remark}{line}{remark:#}");
    }
    text
}

/// The characters that stand for the beginning of a tone and for its end until the columns are laid out, since colours
/// would be measured as text. They take no room, and no text of a table has them: they turn the writing around.
const MARKS: [(Tone, char); 4] = [
    (Tone::Good, '\u{2066}'),
    (Tone::Notable, '\u{2067}'),
    (Tone::Doubtful, '\u{2068}'),
    (Tone::Bad, '\u{202d}'),
];
const END: char = '\u{2069}';

fn marked(cell: &Cell, unit: Unit, style: Style) -> String {
    let text = for_people(cell, unit, style);
    let is_loss = |number: &str| number.starts_with('-');
    match cell {
        Cell::Rated { tone, .. } => toned(*tone, &text),
        Cell::Figure(_) if is_loss(&text) => toned(Tone::Bad, &text),
        Cell::Compared { .. } => match text.split_once(" (") {
            Some((number, change)) if is_loss(change) => {
                format!("{number} {}", toned(Tone::Bad, &format!("({change}")))
            }
            _ => text,
        },
        _ => text,
    }
}

fn toned(tone: Tone, text: &str) -> String {
    let mark = MARKS.iter().find(|(marked, _)| *marked == tone);
    mark.map_or_else(|| text.to_owned(), |(_, mark)| format!("{mark}{text}{END}"))
}

fn colored(text: &str) -> String {
    let paint = |tone| match tone {
        Tone::Good => AnsiColor::Green,
        Tone::Notable => AnsiColor::Cyan,
        Tone::Doubtful => AnsiColor::Yellow,
        Tone::Bad => AnsiColor::Red,
    };
    let mut text = text.replace(END, &format!("{:#}", AnsiColor::Red.on_default()));
    for (tone, mark) in MARKS {
        text = text.replace(mark, &paint(tone).on_default().to_string());
    }
    text
}
