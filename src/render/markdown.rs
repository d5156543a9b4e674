//! A Markdown table, with the notes as a list under it.

use crate::error::Error;
use crate::table::{Grid, Holds, Table};

use super::cells::for_people;
use super::{Format, Style, explanation, notes, people};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown"],
    holds_notes: true,
    holds_derivations: true,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: None,
    write,
};

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let Grid { caption, columns, rows } = people(table, style)?;
    let rule = |holds: Holds| if holds == Holds::Words { ":---" } else { "---:" }.to_owned();
    let mut text = caption.map(|caption| format!("{}\n\n", escaped(&caption))).unwrap_or_default();
    text += &line(columns.iter().map(|column| escaped(&column.label)));
    text += &line(columns.iter().map(|column| rule(column.holds)));
    for row in rows.iter() {
        text += &line(row?.iter().map(|cell| escaped(&for_people(cell, table.unit, style))));
    }
    let explanation = explanation(table, style)?;
    if !explanation.is_empty() {
        // As preformatted text: a list would lose its columns.
        text += &format!("\n```text\n{}\n```\n", explanation.join("\n"));
    }
    let notes = notes(table, style);
    if !notes.is_empty() {
        text.push('\n');
    }
    text.extend(notes.iter().map(|note| format!("- {}\n", escaped_line(note))));
    Ok(text.into_bytes())
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Escapes text at the start of a line, which might also begin a list, a quotation or a rule.
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

/// Keeps a text from ending its cell or becoming markup. Only a web address is a link.
fn escaped(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(escaped_word).collect()
}

/// An escape would become part of an address, so an address goes between `<` and `>` unchanged.
fn escaped_word(word: &str) -> String {
    match address(word) {
        Some((before, address, after)) => {
            format!("{}<{address}>{}", without_markup(before), without_markup(after))
        }
        None => without_markup(word),
    }
}

/// The web address in a word, with the text before and after it. None if something in it would end the link or
/// change its meaning.
fn address(word: &str) -> Option<(&str, &str, &str)> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| word.contains(scheme))?;
    let (before, rest) = word.split_at_checked(word.find(scheme)?)?;
    let address = without_end_of_sentence(rest);
    let after = rest.strip_prefix(address)?;
    let is_plain = |c: char| !c.is_control() && !['<', '>', '\\', '|', ';', '$'].contains(&c);
    let is_whole = address.len() > scheme.len();
    (address.chars().all(is_plain) && is_whole).then_some((before, address, after))
}

/// A closing parenthesis is part of the address only if it closes one opened there.
fn without_end_of_sentence(text: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || ".,;:!?'\"".contains(c);
    let text = text.trim_end_matches(is_end);
    match text.strip_suffix(')') {
        Some(inside) if inside.matches('(').count() <= inside.matches(')').count() => {
            without_end_of_sentence(inside)
        }
        _ => text,
    }
}

fn without_markup(text: &str) -> String {
    let escape = |c: char| match c {
        '\\' | '|' | '*' | '_' | '`' | '<' | '[' | '&' | '~' | '#' | '$' => format!("\\{c}"),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    };
    let text: String = text.chars().map(escape).collect();
    // Some programs turn anything that looks like an address into a link.
    text.replace("://", "\\://").replace("www.", "www\\.")
}
