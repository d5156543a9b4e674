//! Text and tables as HTML.

use crate::error::Error;
use crate::table::{Cell, Column, Grid, Holds, Role, Tone};

/// Stands for a character that has no place in a page.
const REPLACEMENT: char = '\u{fffd}';

/// Escapes text for an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter if is_unprintable(letter) => escaped.push(REPLACEMENT),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Escapes text for an element, and isolates what is written from right to left, so that it can't reorder its
/// neighbors.
pub(super) fn text(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut run = String::new();
    for word in text.split_inclusive(' ') {
        if word.contains(is_right_to_left) {
            run.push_str(word);
        } else {
            html += &isolated(&run);
            run.clear();
            html += &escaped(word);
        }
    }
    html + &isolated(&run)
}

/// Escapes a sentence, in which what is between backticks is code.
pub(super) fn sentence(sentence: &str) -> String {
    let mut html = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, code, after)) = first_code(rest) {
        html += &format!("{}<code>{}</code>", text(before), text(code));
        rest = after;
    }
    html + &text(rest)
}

/// Splits a sentence at its first code.
fn first_code(sentence: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = sentence.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

/// Isolates a run of text, but not the punctuation after it, which belongs to the sentence.
fn isolated(run: &str) -> String {
    let name = run.trim_end_matches(|c: char| c == ' ' || c.is_ascii_punctuation());
    let rest = run.strip_prefix(name).unwrap_or_default();
    if name.is_empty() {
        return escaped(rest);
    }
    format!("<bdi>{}</bdi>{}", escaped(name), escaped(rest))
}

/// Whether a character would act on the text around it, or has no meaning.
fn is_unprintable(letter: char) -> bool {
    let is_non_character =
        u32::from(letter) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&letter);
    crate::error::is_active(letter) || is_non_character
}

/// Whether a character belongs to a script that is written from right to left.
fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// The columns of a grid whose cells name their row: its position on the axis, and its series.
pub(super) fn headers(grid: &Grid) -> Result<Vec<bool>, Error> {
    let names_row = |column: &Column| matches!(column.role, Role::Axis | Role::Series);
    let mut headers: Vec<bool> = grid.columns.iter().map(names_row).collect();
    if headers.contains(&true) {
        return Ok(headers);
    }
    // Where none does, the first text is as good as a name, but not a rating.
    let row = grid.rows.iter().next().transpose()?.unwrap_or_default();
    let mut cells = grid.columns.iter().zip(row.iter());
    let is_name = |(column, cell): (&Column, &Cell)| {
        column.holds == Holds::Words && !matches!(cell, Cell::Rated { .. })
    };
    if let Some(header) = cells.position(is_name).and_then(|place| headers.get_mut(place)) {
        *header = true;
    }
    Ok(headers)
}

/// Whether a cell deserves attention.
pub(super) fn is_bold(cell: &Cell) -> bool {
    matches!(cell, Cell::Rated { tone: Tone::Doubtful | Tone::Bad, .. })
}
