//! Rows: names at the left, then bars with their values.

use super::ink::{Anchor, Area, Color, Ink, Run};
use super::marks;
use super::text::{Font, Wrapped};

/// The height that a plot needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// With less, it would be unreadable.
    pub(super) least: f64,
    /// The height that is chosen if none is asked for.
    pub(super) usual: f64,
    /// With less, notes are left out.
    pub(super) fair: f64,
}

/// The largest distance between rows.
pub(super) const MOST_PITCH: f64 = 80.0;

/// The share of the pitch that a bar takes.
pub(super) const BAR: f64 = 0.6;

/// The distance between the lines of a name, by the size of the font.
pub(super) const PITCH: f64 = 1.2;

/// The names of rows, in a column.
pub(super) struct Names {
    font: Font,
    names: Vec<(Wrapped, String, bool)>,
    /// The width of the column.
    pub(super) width: f64,
}

impl Names {
    /// Breaks names into lines. `names` has each name and whether it is bold.
    pub(super) fn new<'a>(
        names: impl Iterator<Item = (&'a str, bool)>,
        k: f64,
        room: f64,
        most_lines: usize,
    ) -> Self {
        let font = Font::regular(12.5 * k);
        let mut width: f64 = 0.0;
        let mut column = Vec::new();
        for (name, is_bold) in names {
            let font = Font { is_bold, ..font };
            let wrapped = font.wrap(name, room, most_lines);
            width = wrapped.lines.iter().map(|line| font.width(line)).fold(width, f64::max);
            column.push((wrapped, name.to_owned(), is_bold));
        }
        Self { font, names: column, width }
    }

    /// Draws a name, vertically centered at `middle`, with a smaller text below it.
    pub(super) fn draw(&self, ink: &mut Ink, place: usize, (x, middle): (f64, f64), below: &str) {
        let Some((wrapped, whole, is_bold)) = self.names.get(place) else { return };
        let size = self.font.size;
        let count = wrapped.lines.len() as f64;
        let small = Font::regular(11.0 * ink.k);
        let extra = if below.is_empty() { 0.0 } else { PITCH * small.size };
        let top = middle - (count * PITCH * size + extra) / 2.0;
        let mut y = top + 0.95 * size;
        for (place, line) in wrapped.lines.iter().enumerate() {
            let whole = Some(whole.as_str()).filter(|_| wrapped.is_cut && place == 0);
            let run = Run { text: line.clone(), is_bold: *is_bold, color: Color::Text };
            ink.runs((x, y), Anchor::Start, size, &[run], whole);
            y += PITCH * size;
        }
        if !below.is_empty() {
            let text = small.cut(below, self.width);
            let run = Run { text, is_bold: false, color: Color::Soft };
            let whole = Some(below).filter(|whole| *whole != run.text);
            let y = top + count * PITCH * size + small.size;
            ink.runs((x, y), Anchor::Start, small.size, &[run], whole);
        }
    }
}

/// Returns the distance between rows, and the top of the first one. The rows are vertically centered.
pub(super) fn pitch((top, bottom): (f64, f64), count: usize, k: f64) -> (f64, f64) {
    let count = count.max(1) as f64;
    let pitch = ((bottom - top) / count).min(MOST_PITCH * k);
    (pitch, (top + bottom - pitch * count) / 2.0)
}

/// A value at the end of a bar.
#[derive(Clone, Copy)]
pub(super) struct End<'a> {
    pub(super) number: f64,
    pub(super) text: &'a str,
    /// Whether the text is to the left of the bar.
    pub(super) is_before: bool,
}

/// Where bars start, how long they are, and the room for the values outside of them.
pub(super) struct Lengths {
    pub(super) origin: f64,
    /// The pixel of the origin.
    pub(super) start: f64,
    /// Pixels for each unit.
    scale: f64,
    font: Font,
    gap: f64,
    /// The room for each value.
    room: f64,
}

impl Lengths {
    /// Scales bars that start at `origin`, so that they fit between two pixels together with their values.
    pub(super) fn new(
        ends: &[End<'_>],
        origin: f64,
        (left, right): (f64, f64),
        font: Font,
    ) -> Self {
        let gap = 0.5 * font.size;
        let numbers = || ends.iter().map(|end| end.number).chain([origin]);
        let (low, high) = (numbers().fold(origin, f64::min), numbers().fold(origin, f64::max));
        let has_both =
            ends.iter().any(|end| end.is_before) && ends.iter().any(|end| !end.is_before);
        // However long the values are, some of the width remains for the bars.
        let free = right - left - 2.0 * font.size;
        let room = if has_both { free / 2.0 } else { free } - gap;
        let (before, after) = outside(ends, font);
        let (left, right) = (left + before.min(room + gap), right - after.min(room + gap));
        let reach = if high > low { high - low } else { 1.0 };
        let scale = (right - left).max(1.0) / reach;
        Self { origin, start: left + (origin - low) * scale, scale, font, gap, room }
    }

    /// The pixel of a number.
    pub(super) fn at(&self, number: f64) -> f64 {
        self.start + (number - self.origin) * self.scale
    }

    /// Draws a bar, vertically centered at `middle`.
    pub(super) fn draw_bar(
        &self,
        ink: &mut Ink,
        number: f64,
        (middle, half): (f64, f64),
        attributes: &str,
    ) {
        let end = self.at(number);
        let (left, right) = (end.min(self.start), end.max(self.start));
        let bar = Area { left, right, top: middle - half, bottom: middle + half };
        marks::rectangle(ink, bar, attributes);
    }

    /// Writes the value of a bar outside of it.
    pub(super) fn draw_value(&self, ink: &mut Ink, end: End<'_>, middle: f64, color: Color) {
        let text = self.font.cut(end.text, self.room);
        let whole = Some(end.text).filter(|whole| *whole != text);
        let run = Run { text, is_bold: self.font.is_bold, color };
        let at = self.at(end.number);
        let (x, anchor) = if end.is_before {
            (at.min(self.start) - self.gap, Anchor::End)
        } else {
            (at.max(self.start) + self.gap, Anchor::Start)
        };
        let y = middle + 0.36 * self.font.size;
        ink.runs((x, y), anchor, self.font.size, &[run], whole);
    }
}

/// Returns the room that the values need to the left and to the right of the bars.
pub(super) fn outside(ends: &[End<'_>], font: Font) -> (f64, f64) {
    let widest = |is_before: bool| {
        let ends = ends.iter().filter(|end| end.is_before == is_before);
        ends.map(|end| font.width(end.text) + 0.5 * font.size).fold(0.0, f64::max)
    };
    (widest(true), widest(false))
}
