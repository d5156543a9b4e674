//! A row for each value: a name, a bar and the value.

use unicode_width::UnicodeWidthStr;

use super::glyphs::{self, Scale};
use super::pen::{GAP, Ink, Pen, Row, longest};
use super::sections::{Entry, Section};

/// How far rows under a heading are indented.
const INDENT: usize = 2;

/// A narrower line has no room for marks.
const LEAST_FOR_MARKS: usize = 60;

/// Where the parts of a row are.
struct Columns {
    indent: usize,
    /// The columns of the names, with their indentation.
    names: usize,
    scale: Scale,
    /// Whether there is room for bars.
    has_bars: bool,
    /// Whether marks are shown.
    has_marks: bool,
    /// Whether there is a line at zero, which separates negative values from positive ones.
    has_zero_line: bool,
}

pub(super) fn draw(sections: &[Section], pen: &Pen) -> String {
    let columns = Columns::new(sections, pen);
    let mut text = String::new();
    for (place, section) in sections.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        if !section.heading.is_empty() {
            let mut row = Row::default();
            row.put(0, &pen.cut(&section.heading, pen.room), Ink::Strong);
            text += &row.finish(pen);
        }
        for entry in &section.rows {
            text += &columns.row(entry, pen);
        }
    }
    text
}

impl Columns {
    fn new(sections: &[Section], pen: &Pen) -> Self {
        let rows = || sections.iter().flat_map(|section| &section.rows);
        let has_headings = sections.iter().any(|section| !section.heading.is_empty());
        let indent = if has_headings { INDENT } else { 0 };
        let values = longest(rows().map(|row| value(row, pen)));
        let marks = longest(rows().map(|row| row.mark));
        let has_marks = marks > 0 && pen.room >= LEAST_FOR_MARKS;
        let texts = values + if has_marks { GAP + marks } else { 0 };
        let numbers =
            || rows().filter_map(|row| row.value.as_ref()).map(|value| value.number.to_f64());
        let has_zero_line = numbers().any(|number| number < 0.0);
        let full = indent + longest(rows().map(|row| row.name.as_str()));
        let names = full.min(pen.most_of_names());
        let bars = pen.room.saturating_sub(names + GAP + usize::from(has_zero_line) + GAP + texts);
        let has_bars = bars >= if has_zero_line { 2 } else { 1 };
        let alone = full.min(pen.room.saturating_sub(GAP + texts));
        Self {
            indent,
            names: if has_bars { names } else { alone },
            scale: Scale::new(numbers(), bars),
            has_bars,
            has_marks,
            has_zero_line,
        }
    }

    fn row(&self, entry: &Entry, pen: &Pen) -> String {
        let mut row = Row::default();
        let name = pen.cut(&entry.name, self.names.saturating_sub(self.indent));
        row.put(self.indent, &name, Ink::Plain);
        let start = self.names + GAP;
        let end = if self.has_bars { self.bar(entry, start, &mut row, pen) } else { start };
        let value = value(entry, pen);
        row.put(end, value, Ink::Plain);
        if self.has_marks {
            row.put(end + value.width() + GAP, entry.mark, Ink::Soft);
        }
        row.finish(pen)
    }

    /// Draws the bar and returns the column of the value.
    fn bar(&self, entry: &Entry, start: usize, row: &mut Row, pen: &Pen) -> usize {
        let number = entry.value.as_ref().map_or(0.0, |value| value.number.to_f64());
        let length = self.scale.length(number);
        let zero = start + self.scale.below;
        if number < 0.0 {
            row.put_before(zero, &glyphs::bar_to_left(length, pen), Ink::Loss);
        }
        if self.has_zero_line {
            row.put(zero, if pen.is_ascii { "|" } else { "│" }, Ink::Soft);
        }
        let zero = zero + usize::from(self.has_zero_line);
        if number <= 0.0 {
            return if self.has_zero_line { zero + GAP } else { zero };
        }
        let bar = glyphs::bar(length, pen);
        row.put(zero, &bar, entry.ink);
        zero + bar.width() + GAP
    }
}

fn value<'a>(entry: &'a Entry, pen: &Pen) -> &'a str {
    entry.value.as_ref().map_or(pen.nothing(), |value| &value.text)
}
