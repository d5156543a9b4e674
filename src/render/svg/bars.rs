//! Bars: a row for each value, in groups.

use super::super::picture::{Bar, Bars};
use super::Room;
use super::ink::{Anchor, Color, Ink, Run};
use super::marks::{self, Stroke};
use super::rows::{self, End, Lengths, Names, Need};
use super::text::Font;

/// The height of a heading.
const HEADING: f64 = 28.0;

/// The share of the width that names may take.
const NAMES: f64 = 0.36;

/// Shown instead of a missing value.
const NO_VALUE: &str = "–";

pub(super) fn need(plot: &Bars, k: f64) -> Need {
    let rows: usize = plot.groups.iter().map(|group| group.bars.len()).sum();
    let headings = headings(plot) as f64 * HEADING;
    let need = |pitch: f64| (headings + rows as f64 * pitch) * k;
    Need { least: need(16.0), usual: need(32.0), fair: need(30.0) }
}

fn headings(plot: &Bars) -> usize {
    plot.groups.iter().filter(|group| !group.heading.is_empty()).count()
}

fn bars(plot: &Bars) -> impl Iterator<Item = &Bar> {
    plot.groups.iter().flat_map(|group| &group.bars)
}

pub(super) fn draw(plot: &Bars, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let count = bars(plot).count();
    let headings = headings(plot) as f64 * HEADING * k;
    let (pitch, top) = rows::pitch((area.top, area.bottom - headings), count, k);
    let font = Font::bold(12.0 * k);
    let ends: Vec<End<'_>> = bars(plot).map(end).collect();
    let (before, after) = rows::outside(&ends, font);
    let lines = if pitch >= 30.0 * k { 2 } else { 1 };
    let names = bars(plot).map(|bar| (bar.name.as_str(), false));
    let free = area.width() - before - after - 48.0 * k;
    let names = Names::new(names, k, free.clamp(0.18 * room.width, NAMES * room.width), lines);
    let left = area.left + names.width + if names.width > 0.0 { 10.0 * k } else { 0.0 };
    let lengths = Lengths::new(&ends, 0.0, (left, area.right), font);
    let has_main = bars(plot).any(|bar| bar.is_main);
    let mut y = top;
    let mut place = 0;
    for group in &plot.groups {
        if !group.heading.is_empty() {
            let font = Font::bold(12.5 * k);
            let text = font.wrap(&group.heading, area.width(), 1);
            let run = Run { text: text.lines.concat(), is_bold: true, color: Color::Text };
            let whole = Some(group.heading.as_str()).filter(|_| text.is_cut);
            let at = (area.left, y + 0.72 * HEADING * k);
            ink.runs(at, Anchor::Start, font.size, &[run], whole);
            y += HEADING * k;
        }
        let start = y;
        for bar in &group.bars {
            names.draw(ink, place, (area.left, y + pitch / 2.0), "");
            let is_strong = bar.is_main || !has_main;
            draw_bar(bar, &lengths, (y + pitch / 2.0, pitch), is_strong, ink);
            (y, place) = (y + pitch, place + 1);
        }
        let axis = Stroke::solid(Color::Axis, 1.0);
        marks::rule(ink, lengths.start, (start, y), axis);
    }
}

/// The value of a bar.
fn end(bar: &Bar) -> End<'_> {
    let none = End { number: 0.0, text: NO_VALUE, is_before: false };
    bar.point.as_ref().map_or(none, |point| {
        let number = point.value.number.to_f64();
        End { number, text: &point.value.text, is_before: number < 0.0 }
    })
}

fn draw_bar(
    bar: &Bar,
    lengths: &Lengths,
    (middle, pitch): (f64, f64),
    is_strong: bool,
    ink: &mut Ink,
) {
    let color = if bar.point.is_some() { Color::Text } else { Color::Soft };
    if bar.point.is_some() {
        let opacity = if is_strong { "" } else { " fill-opacity=\".5\"" };
        let attributes = format!("{}{opacity}", Color::FIRST.fill());
        lengths.draw_bar(ink, end(bar).number, (middle, rows::BAR * pitch / 2.0), &attributes);
    }
    lengths.draw_value(ink, end(bar), middle, color);
}
