//! Bars around a line in the middle, for the sizes at both ends of each input.

use unicode_width::UnicodeWidthStr;

use crate::render::picture::{Swing, Tornado, Value};

use super::glyphs::{self, Scale, whole_below};
use super::pen::{GAP, Ink, Pen, Row, longest};

/// The columns of bars below which names get lines of their own.
const LEAST_BESIDE_NAMES: usize = 24;

/// The fewest columns in which bars are drawn.
const LEAST: usize = 6;

struct Drawing<'a> {
    tornado: &'a Tornado,
    scale: Scale,
    /// The columns of the names. Zero if they have lines of their own.
    names: usize,
    /// The column of the line in the middle.
    middle: usize,
}

/// The ends of an input: the one with the smaller size, and the one with the larger size.
fn by_size(swing: &Swing) -> [&(String, Value); 2] {
    let (low, high) = (&swing.low, &swing.high);
    if low.1.number <= high.1.number { [low, high] } else { [high, low] }
}

pub(super) fn draw(tornado: &Tornado, pen: &Pen) -> Option<String> {
    let ends = || tornado.swings.iter().map(by_size);
    let lows = longest(ends().map(|[(_, low), _]| low.text.as_str()));
    let highs = longest(ends().map(|[_, (_, high)]| high.text.as_str()));
    let names = longest(tornado.swings.iter().map(|swing| swing.name.as_str()));
    let names = names.min(pen.most_of_names());
    let numbers = lows + GAP + 1 + GAP + highs;
    let (beside, under) =
        (pen.room.saturating_sub(names + GAP + numbers), pen.room.saturating_sub(numbers));
    let (names, columns) = if beside >= LEAST_BESIDE_NAMES { (names, beside) } else { (0, under) };
    if columns < LEAST {
        return None;
    }
    let center = tornado.center.1.number.to_f64();
    let values = ends().flat_map(|ends| ends.map(|(_, value)| value.number.to_f64() - center));
    let scale = Scale::new(values, columns);
    let before = if names > 0 { names + GAP } else { 0 };
    let middle = before + lows + GAP + scale.below;
    Some(Drawing { tornado, scale, names, middle }.text(pen))
}

impl Drawing<'_> {
    fn text(&self, pen: &Pen) -> String {
        let mut text = self.header(pen);
        for (place, swing) in self.tornado.swings.iter().enumerate() {
            if self.names == 0 {
                if place > 0 {
                    text.push('\n');
                }
                let mut row = Row::default();
                row.put(0, &pen.cut(&swing.name, pen.room), Ink::Plain);
                text += &row.finish(pen);
            }
            text += &self.bars(swing, pen);
            text += &self.ends(swing, pen);
        }
        text
    }

    /// The forecast, above its line.
    fn header(&self, pen: &Pen) -> String {
        let (name, value) = &self.tornado.center;
        let label = format!("{} {}", pen.written(name), value.text);
        let last = pen.room.saturating_sub(label.width());
        let mut row = Row::default();
        row.put(self.middle.saturating_sub(label.width() / 2).min(last), &label, Ink::Strong);
        row.finish(pen)
    }

    fn line(pen: &Pen) -> &'static str {
        if pen.is_ascii { "|" } else { "│" }
    }

    /// The bars of an input, with the sizes outside.
    fn bars(&self, swing: &Swing, pen: &Pen) -> String {
        let [(_, low), (_, high)] = by_size(swing);
        let center = self.tornado.center.1.number.to_f64();
        let [below, above] = [low, high].map(|value| value.number.to_f64() - center);
        let mut row = Row::default();
        row.put(0, &pen.cut(&swing.name, self.names), Ink::Plain);
        let left = if below < 0.0 { self.left(below, above, pen) } else { String::new() };
        let start = self.middle.saturating_sub(left.width());
        row.put_before(start.saturating_sub(GAP), &low.text, Ink::Plain);
        row.put(start, &left, Ink::Main);
        row.put(self.middle, Self::line(pen), Ink::Soft);
        let right = if above > 0.0 { self.right(below, above, pen) } else { String::new() };
        row.put(self.middle + 1, &right, Ink::Main);
        row.put(self.middle + 1 + right.width() + GAP, &high.text, Ink::Plain);
        row.finish(pen)
    }

    /// The bar left of the line. It doesn't reach the line if both sizes are below the forecast.
    fn left(&self, below: f64, above: f64, pen: &Pen) -> String {
        let space = if above < 0.0 { whole_below(self.scale.length(above)) } else { 0 };
        let length = self.scale.length(below) - space as f64;
        glyphs::bar_to_left(length, pen) + &" ".repeat(space)
    }

    /// The bar right of the line. It doesn't begin at the line if both sizes are above the forecast.
    fn right(&self, below: f64, above: f64, pen: &Pen) -> String {
        let space = if below > 0.0 { whole_below(self.scale.length(below)) } else { 0 };
        let length = self.scale.length(above) - space as f64;
        " ".repeat(space) + &glyphs::bar(length, pen)
    }

    /// The ends of an input, beside the line.
    fn ends(&self, swing: &Swing, pen: &Pen) -> String {
        let [(low, _), (high, _)] = by_size(swing);
        let start = self.middle + 1 + GAP;
        let (before, after) = (self.middle.saturating_sub(GAP), pen.room.saturating_sub(start));
        let mut row = Row::default();
        row.put_before(before, &pen.cut(low, before), Ink::Soft);
        row.put(self.middle, Self::line(pen), Ink::Soft);
        row.put(start, &pen.cut(high, after), Ink::Soft);
        row.finish(pen)
    }
}
