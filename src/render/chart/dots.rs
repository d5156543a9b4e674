//! A dot for each report, over the quartiles and the median.

use crate::render::picture::{Dot, Dots, Value};

use super::glyphs::whole;
use super::pen::{GAP, Ink, Pen, Row, longest};

/// The fewest columns in which dots are drawn.
const LEAST: usize = 8;

/// Where values are among the columns of the dots.
struct Scale {
    lowest: f64,
    highest: f64,
    columns: usize,
}

struct Drawing<'a> {
    dots: &'a Dots,
    /// The columns of the names.
    names: usize,
    scale: Scale,
    /// The columns of the lower quartile, the median and the upper quartile.
    quartiles: [usize; 3],
}

pub(super) fn draw(dots: &Dots, pen: &Pen) -> Option<String> {
    let names = dots.dots.iter().map(|dot| &dot.name);
    let names = names.chain(dots.quartiles.iter().map(|(name, _)| name));
    let names = longest(names.map(String::as_str)).min(pen.most_of_names());
    let reports = dots.dots.iter().map(|dot| &dot.point.value);
    let mut values: Vec<&Value> =
        reports.chain(dots.quartiles.iter().map(|(_, value)| value)).collect();
    values.sort_by(|one, other| one.number.cmp(&other.number));
    let numbers = longest(values.iter().map(|value| value.text.as_str()));
    let columns = pen.room.saturating_sub(names + GAP + GAP + numbers);
    if columns < LEAST {
        return None;
    }
    let [lowest, highest] = [values.first(), values.last()]
        .map(|value| value.map_or(0.0, |value| value.number.to_f64()));
    let scale = Scale { lowest, highest, columns };
    let [low, median, high] = &dots.quartiles;
    let quartiles = [low, median, high].map(|(_, value)| scale.cell(value));
    Some(Drawing { dots, names, scale, quartiles }.text(pen))
}

impl Scale {
    /// The column of a value.
    fn cell(&self, value: &Value) -> usize {
        let last = self.columns.saturating_sub(1);
        let span = self.highest - self.lowest;
        // If all values are the same, they are in the middle.
        let share = if span > 0.0 { (value.number.to_f64() - self.lowest) / span } else { 0.5 };
        whole(share * last as f64).min(last)
    }
}

impl Drawing<'_> {
    fn text(&self, pen: &Pen) -> String {
        let mut text = String::new();
        for dot in &self.dots.dots {
            let ink = if dot.is_main { Ink::Main } else { Ink::Plain };
            let at = self.scale.cell(&dot.point.value);
            let glyph = |cell: usize| match cell == at {
                true => (glyph(dot, pen), ink),
                false => (self.ground(cell, pen), Ink::Soft),
            };
            text += &self.row(&dot.name, glyph, &dot.point.value, pen);
        }
        text.push('\n');
        // These rows are also the key to what the dots are drawn over.
        for ((name, value), at) in self.dots.quartiles.iter().zip(self.quartiles) {
            let glyph =
                |cell: usize| (if cell == at { self.ground(cell, pen) } else { " " }, Ink::Soft);
            text += &self.row(name, glyph, value, pen);
        }
        text
    }

    fn row(
        &self,
        name: &str,
        glyph: impl Fn(usize) -> (&'static str, Ink),
        value: &Value,
        pen: &Pen,
    ) -> String {
        let mut row = Row::default();
        row.put(0, &pen.cut(name, self.names), Ink::Plain);
        for cell in 0..self.scale.columns {
            let (glyph, ink) = glyph(cell);
            row.put(self.names + GAP + cell, glyph, ink);
        }
        row.put_before(pen.room, &value.text, Ink::Plain);
        row.finish(pen)
    }

    /// What is behind the dots: the median within the quartiles.
    fn ground(&self, cell: usize, pen: &Pen) -> &'static str {
        let [low, median, high] = self.quartiles;
        let is_within = (low..=high).contains(&cell);
        match (cell == median, is_within, pen.is_ascii) {
            (true, _, false) => "│",
            (true, _, true) => "|",
            (false, true, false) => "░",
            (false, true, true) => ":",
            (false, false, _) => " ",
        }
    }
}

/// The dot of a report. That of an outlier is hollow.
fn glyph(dot: &Dot, pen: &Pen) -> &'static str {
    match (pen.is_ascii, dot.is_outlier) {
        (false, false) => "●",
        (false, true) => "○",
        (true, false) => "*",
        (true, true) => "o",
    }
}
