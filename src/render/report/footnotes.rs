//! The notes on figures.

use std::collections::HashMap;

use crate::render::markup::text;
use crate::wording::{Footnote, Footnotes, Part};

use super::page::Page;

impl Page<'_> {
    /// Adds every note. Published figures lead on to their rows among the sources.
    pub(super) fn list_notes(&mut self, rows: &HashMap<String, usize>) {
        let unused = Footnotes::new(self.report.forecast.unit, 0, self.style.names.into());
        let notes = std::mem::replace(&mut self.footnotes, unused).all();
        self.body += "<ol class=\"notes\">\n";
        for note in &notes {
            self.body += &item(note, rows);
        }
        self.body += "</ol>\n";
    }
}

fn item(note: &Footnote, rows: &HashMap<String, usize>) -> String {
    let Footnote { number, subject, value, parts, published_id } = note;
    let subject = subject.iter().map(|subject| format!("<b>{}:</b> ", text(subject)));
    let origin: String = parts.iter().map(part).collect();
    let row = published_id.as_ref().and_then(|id| rows.get(id));
    let origin = match row {
        Some(row) => format!("<a href=\"#s{row}\">{origin}</a>"),
        None => origin,
    };
    let subject = subject.collect::<String>();
    format!("<li id=\"n{number}\">{subject}{} {origin}</li>\n", text(value))
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(words) => text(words),
        Part::Figure { text: digits, number } => {
            format!("<a href=\"#n{number}\" data-n=\"{number}\">{}</a>", text(digits))
        }
    }
}
