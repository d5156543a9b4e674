//! How the figures of a page were computed, as numbered notes that refer to each other.

use std::collections::HashMap;

use crate::derivation::{Derivation, Origin};
use crate::quantity::Unit;

use super::Spelling;
use super::derivation::{Naming, expression};
use super::labels::Labels;
use super::naming::{has_line, is_on_line};

/// The notes of a page, numbered from 1 in order of appearance. The same figure always has the same note.
pub(crate) struct Footnotes {
    labels: Labels,
    spelling: Spelling,
    /// The number of each note, by figure number.
    numbers: HashMap<usize, usize>,
    /// The figures, in the order of their notes, each with what it is.
    noted: Vec<(Derivation, Option<String>)>,
}

/// A note: what the figure is, its digits, and where they come from.
pub(crate) struct Footnote {
    pub(crate) number: usize,
    pub(crate) subject: Option<String>,
    pub(crate) value: String,
    pub(crate) parts: Vec<Part>,
    /// The id of the figure within the report, if the report prints it.
    pub(crate) published_id: Option<String>,
}

/// A part of a note.
pub(crate) enum Part {
    Text(String),
    /// A figure with its own note.
    Figure {
        text: String,
        number: usize,
    },
}

impl Footnotes {
    pub(crate) fn new(unit: Unit, digits: u8, spelling: Spelling) -> Self {
        let labels = Labels::new(unit, digits);
        Self { labels, spelling, numbers: HashMap::new(), noted: Vec::new() }
    }

    /// Returns the number of a figure's note. A constant has none.
    pub(crate) fn number(&mut self, figure: &Derivation, subject: Option<String>) -> Option<usize> {
        let figure = figure.source();
        if matches!(figure.origin(), Origin::Constant) {
            return None;
        }
        let identity = self.labels.number(figure);
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(identity).or_insert(next);
        if number == next {
            if let Origin::Published(citation) = figure.origin() {
                self.labels.cite(citation);
            }
            self.noted.push((figure.clone(), subject));
        }
        Some(number)
    }

    /// Returns every note. Figures that only other notes mention come last.
    pub(crate) fn all(mut self) -> Vec<Footnote> {
        let mut notes = Vec::new();
        // An expression may mention more figures.
        while let Some((figure, subject)) = self.noted.get(notes.len()).cloned() {
            let (parts, published_id) = match figure.origin() {
                Origin::Computed(_) => {
                    let computed = expression(&figure, &mut Numbered(&mut self));
                    (split(&format!("= {computed}")), None)
                }
                origin => {
                    let id = match origin {
                        Origin::Published(citation) => Some(citation.id.clone()),
                        _ => None,
                    };
                    (vec![Part::Text(self.labels.source(&figure, self.spelling))], id)
                }
            };
            let (number, value) = (notes.len() + 1, self.labels.alone(&figure));
            notes.push(Footnote { number, subject, value, parts, published_id });
        }
        notes
    }
}

/// Delimiters before a note's number, between it and the figure's digits, and after the digits. Texts never contain
/// control characters.
const MARKS: [char; 3] = ['\u{1}', '\u{2}', '\u{3}'];

/// Names figures by their digits, marked with the number of their note.
struct Numbered<'a>(&'a mut Footnotes);

impl Numbered<'_> {
    fn marked(&mut self, figure: &Derivation) -> String {
        let label = self.0.labels.alone(figure);
        let Some(number) = self.0.number(figure, None) else { return label };
        let [begin, middle, end] = MARKS;
        // An expression looks for the sign at the start.
        match label.strip_prefix('−') {
            Some(digits) => format!("−{begin}{number}{middle}{digits}{end}"),
            None => format!("{begin}{number}{middle}{label}{end}"),
        }
    }

    fn is_noted(&mut self, figure: &Derivation) -> bool {
        let identity = self.0.labels.number(figure);
        self.0.numbers.contains_key(&identity)
    }
}

impl Naming for Numbered<'_> {
    fn name(&mut self, figure: &Derivation) -> Option<String> {
        (self.is_noted(figure) || has_line(figure)).then(|| self.marked(figure))
    }

    fn rate(&mut self, figure: &Derivation) -> Option<String> {
        let is_named = self.is_noted(figure) || has_line(figure) || is_on_line(figure);
        is_named.then(|| self.marked(figure))
    }
}

/// Separates marked figures from the text around them.
fn split(text: &str) -> Vec<Part> {
    let [begin, middle, end] = MARKS;
    let mut parts = Vec::new();
    for piece in text.split(begin) {
        let rest = match piece.split_once(middle) {
            Some((number, figure)) => {
                let (digits, rest) = figure.split_once(end).unwrap_or((figure, ""));
                let number = number.parse().unwrap_or_default();
                parts.push(Part::Figure { text: digits.to_owned(), number });
                rest
            }
            None => piece,
        };
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
    }
    parts
}
