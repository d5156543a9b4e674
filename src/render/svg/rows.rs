//! Rows: a name at the left, a mark, and values.

use super::ink::{Anchor, Color, Ink, Run};
use super::text::{Font, Wrapped};

/// The height that rows need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// Less cannot be read.
    pub(super) least: f64,
    /// This much is pleasant.
    pub(super) usual: f64,
}

/// The distance between rows is at most this.
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
    /// Breaks names to a column of at most that width. Those that stand out are bold.
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

    /// Draws a name around a middle, with a smaller text below it. Returns the bottom of the last line.
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

/// Returns the distance between rows, and the top of the first one, for rows in the middle of a height.
pub(super) fn pitch((top, bottom): (f64, f64), count: usize, k: f64) -> (f64, f64) {
    let count = count.max(1) as f64;
    let pitch = ((bottom - top) / count).min(MOST_PITCH * k);
    (pitch, (top + bottom - pitch * count) / 2.0)
}
