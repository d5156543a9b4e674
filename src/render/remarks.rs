//! The notes under an answer at the terminal.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};
use textwrap::{Options, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::table::{Table, Tone};
use crate::wording::{self, Verbosity};

use super::{Style, USUAL_NOTES};

/// The width of most terminals. A wrapped rule would look like two.
const LONGEST_LINE: usize = 100;

pub(super) fn longest_line(style: Style) -> usize {
    style.width.map_or(LONGEST_LINE, |width| width.min(LONGEST_LINE))
}

/// The notes, after an empty line. Warnings come first and are as bright as a doubtful cell.
pub(super) fn lines(notes: &[String], warnings: usize, style: Style) -> String {
    let look = |at: usize| match style.color {
        true if at < warnings => color(Tone::Doubtful).on_default(),
        true => Ansi::new().dimmed(),
        false => Ansi::new(),
    };
    let lines = notes.iter().enumerate().map(|(at, note)| wrapped(note, look(at), style));
    let start = if notes.is_empty() { "" } else { "\n" };
    start.to_owned() + &lines.collect::<String>()
}

/// Adds to short notes how to see more.
pub(super) fn with_hint(mut notes: Vec<String>, table: &Table, style: Style) -> Vec<String> {
    let is_short = style.notes.unwrap_or(USUAL_NOTES) == Verbosity::Short;
    if let Some(last) = notes.last_mut()
        && is_short
        && table.has_axis()
        && let Some(hint) = wording::hint(style.names, style.explains)
    {
        last.push_str("  ");
        last.push_str(hint);
    }
    notes
}

/// Wraps a note at spaces if the width of the terminal is known.
pub(super) fn wrapped(note: &str, look: Ansi, style: Style) -> String {
    let lines = match style.width {
        Some(_) => lines_up_to(longest_line(style), note),
        None => vec![note.into()],
    };
    let mut text = String::new();
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{look}{line}{look:#}");
    }
    text
}

/// Splits a note into lines of at most that many columns.
fn lines_up_to(most: usize, note: &str) -> Vec<Cow<'_, str>> {
    let wrapped = |width: usize| {
        let options = Options::new(width).word_splitter(WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(note, options);
        lines.iter().all(|line| line.width() <= most).then_some(lines)
    };
    // Wrapping adds up the widths of characters, which some emoji exceed.
    (1..=most).rev().find_map(wrapped).unwrap_or_else(|| vec![note.into()])
}

pub(super) fn color(tone: Tone) -> AnsiColor {
    match tone {
        Tone::Good => AnsiColor::Green,
        Tone::Notable => AnsiColor::Cyan,
        Tone::Doubtful => AnsiColor::Yellow,
        Tone::Bad => AnsiColor::Red,
    }
}
