//! Plots with a vertical axis of sizes and a horizontal axis of years or other positions.

use crate::decimal::Decimal;

use super::super::SizeScale;
use super::super::picture::{Axis, Value};
use super::Room;
use super::ink::{Area, Color, Ink, px};
use super::labels::{Gutter, Label};
use super::scale::{Scale, Span};
use super::text::{Font, escaped};

/// A plot with both axes, and with labels at its right side.
pub(super) struct Plane<'a> {
    axis: &'a Axis,
    pub(super) area: Area,
    pub(super) sizes: Scale,
    gutter: Gutter,
    ticks: Vec<(f64, String)>,
    /// The number of the first position, and the difference between the last one and it.
    across: (f64, f64),
}

/// The share of the width that the labels of the size axis may take.
const TICKS: f64 = 0.13;

/// The height of the labels below the plot, by the size of the font.
const BELOW: f64 = 1.7;

impl<'a> Plane<'a> {
    /// Lays out the plot. `labels` returns the labels, given the scale of sizes: how wide the plot is depends on them, so
    /// the ends of their lines have the index of a position as `x`.
    pub(super) fn new(
        room: &Room,
        axis: &'a Axis,
        span: &Span,
        labels: impl FnOnce(&Scale) -> Vec<Label>,
    ) -> Self {
        let (size, outer) = (12.0 * room.k, room.area);
        let bottom = outer.bottom - BELOW * size;
        let pixels = (bottom, outer.top);
        let sizes = match room.scale {
            SizeScale::Linear => Scale::from_zero(span, pixels, 46.0 * room.k),
            SizeScale::Log => Scale::log(span, pixels, 26.0 * room.k),
        };
        let labels = labels(&sizes);
        let ends = (outer.top - 0.5 * size, bottom + 0.5 * size);
        let gutter = Gutter::new(labels, ends, size, room.width);
        let font = Font::regular(size);
        let ticks = sizes.ticks((TICKS * room.width).max(50.0 * room.k), |text| font.width(text));
        let widest = ticks.iter().map(|(_, text)| font.width(text)).fold(0.0, f64::max);
        let last = axis.positions.last().map_or(0.0, |last| font.width(&last.text) / 2.0);
        let last = last.min(0.1 * room.width);
        let right = outer.right - gutter.width().max(last - room.margin);
        let area = Area { left: outer.left + widest + 0.5 * size, right, bottom, ..outer };
        let floats = |value: Option<&Value>| value.map_or(0.0, |value| value.number.to_f64());
        let first = floats(axis.positions.first());
        let across = (first, floats(axis.positions.last()) - first);
        Self { axis, area, sizes, gutter, ticks, across }
    }

    /// The pixel of a position on the axis.
    pub(super) fn across(&self, position: &Decimal) -> f64 {
        let (first, reach) = self.across;
        let share = if reach > 0.0 { (position.to_f64() - first) / reach } else { 0.0 };
        self.area.left + share * self.area.width()
    }

    /// The pixel of the position with that index. Beyond the last one, it is the right end.
    pub(super) fn place(&self, place: usize) -> f64 {
        self.axis.positions.get(place).map_or(self.area.right, |value| self.across(&value.number))
    }

    /// Whether neighboring positions are more than a year apart. Solid lines between them would claim the years between.
    pub(super) fn skips_years(&self) -> bool {
        self.axis.skips_years()
    }

    /// Draws the grid and the texts of the size axis, which are behind everything else.
    pub(super) fn draw_grid(&self, ink: &mut Ink) {
        let (size, area) = (ink.usual(), self.area);
        let line = |y: f64| format!("M{} {}H{}", px(area.left), px(y), px(area.right));
        let grid: String = self.ticks.iter().map(|(y, _)| line(*y)).collect();
        ink.path(&format!("{} shape-rendering=\"crispEdges\"", Color::Grid.stroke()), &grid);
        ink.push(&format!("<g {} text-anchor=\"end\">", Color::Soft.fill()));
        for (y, text) in &self.ticks {
            let (x, y) = (px(area.left - 0.5 * size), px(y + 0.36 * size));
            ink.push(&format!("<text x=\"{x}\" y=\"{y}\">{text}</text>"));
        }
        ink.push("</g>");
    }

    /// Draws the horizontal axis with its texts, and a line at zero. They are in front of areas.
    pub(super) fn draw_axis(&self, ink: &mut Ink) {
        let (size, area) = (ink.usual(), self.area);
        let mut lines = format!("M{} {}H{}", px(area.left), px(area.bottom), px(area.right));
        let zero = self.sizes.zero();
        if zero < area.bottom - 1.0 {
            lines.push_str(&format!("M{} {}H{}", px(area.left), px(zero), px(area.right)));
        }
        let (marks, texts) = if self.axis.is_years { self.years(size) } else { self.texts(size) };
        for x in marks {
            lines.push_str(&format!("M{} {}v{}", px(x), px(area.bottom), px(0.3 * size)));
        }
        ink.path(&format!("{} shape-rendering=\"crispEdges\"", Color::Axis.stroke()), &lines);
        ink.push(&format!("<g {} text-anchor=\"middle\">", Color::Soft.fill()));
        let y = px(area.bottom + 1.35 * size);
        for (x, text) in texts {
            ink.push(&format!("<text x=\"{}\" y=\"{y}\">{}</text>", px(x), escaped(&text)));
        }
        ink.push("</g>");
    }

    /// Returns the tick marks and the texts of an axis of years.
    fn years(&self, size: f64) -> (Vec<f64>, Vec<(f64, String)>) {
        let (first, last) = (self.across.0 as u32, (self.across.0 + self.across.1) as u32);
        let span = last.saturating_sub(first).max(1);
        let apart = self.area.width() / f64::from(span);
        let stride = stride(span, apart, 44.0 / 12.0 * size);
        let all: Vec<u32> = (first..=last).collect();
        let x = |year: u32| self.across(&Decimal::from(year));
        let texts = all.iter().filter(|year| (last - **year).is_multiple_of(stride));
        let texts: Vec<(f64, String)> = texts.map(|year| (x(*year), year.to_string())).collect();
        let marks = if apart >= 4.0 {
            all.into_iter().map(x).collect()
        } else {
            texts.iter().map(|(x, _)| *x).collect()
        };
        (marks, texts)
    }

    /// Returns a tick mark for each position, and the texts that do not overlap. The last one takes precedence.
    fn texts(&self, size: f64) -> (Vec<f64>, Vec<(f64, String)>) {
        let font = Font::regular(size);
        let marks: Vec<f64> =
            (0..self.axis.positions.len()).map(|place| self.place(place)).collect();
        let text = |(x, value): (&f64, &Value)| {
            let text = font.cut(&value.text, 0.45 * self.area.width());
            let half = font.width(&text) / 2.0;
            (x.min(self.area.right + 0.5 * size - half).max(half), half, text)
        };
        let all: Vec<(f64, f64, String)> =
            marks.iter().zip(&self.axis.positions).map(text).collect();
        let last = all.last().cloned();
        let mut kept: Vec<(f64, String)> = Vec::new();
        let mut free = f64::NEG_INFINITY;
        let limit = last.as_ref().map_or(f64::INFINITY, |(x, half, _)| x - half - size);
        let count = all.len();
        for (place, (x, half, text)) in all.into_iter().enumerate() {
            let is_last = place + 1 == count;
            if x - half >= free && (is_last || x + half <= limit) {
                free = x + half + size;
                kept.push((x, text));
            }
        }
        (marks, kept)
    }

    /// Draws the labels beside the plot.
    pub(super) fn draw_labels(&self, ink: &mut Ink) {
        self.gutter.draw(ink, self.area, |place| self.place(place as usize));
    }
}

/// Returns the number of years between two texts. If possible, both the first and the last year have a text.
fn stride(span: u32, apart: f64, least: f64) -> u32 {
    const STRIDES: [u32; 11] = [1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200];
    let wide = || STRIDES.into_iter().filter(|stride| f64::from(*stride) * apart >= least);
    let narrowest = wide().next().unwrap_or(span);
    let mut dividing = wide().filter(|stride| span.is_multiple_of(*stride));
    dividing.find(|stride| *stride <= 2 * narrowest).unwrap_or(narrowest)
}
