//! Bars: a row a value, by group.

use super::super::picture::{Bar, Bars};
use super::Room;
use super::ink::{Anchor, Area, Color, Ink};
use super::marks::{self, Stroke};
use super::rows::{self, Names, Need};
use super::text::Font;

/// The height of a heading.
const HEADING: f64 = 24.0;

/// The share of the width that names may take.
const NAMES: f64 = 0.34;

/// Stands for a value that there is none of.
const NO_VALUE: &str = "–";

pub(super) fn need(plot: &Bars, k: f64) -> Need {
    let rows: usize = plot.groups.iter().map(|group| group.bars.len()).sum();
    let headings = headings(plot) as f64 * HEADING;
    let need = |pitch: f64| (headings + rows as f64 * pitch) * k;
    Need { least: need(16.0), usual: need(32.0) }
}

fn headings(plot: &Bars) -> usize {
    plot.groups.iter().filter(|group| !group.heading.is_empty()).count()
}

fn bars(plot: &Bars) -> impl Iterator<Item = &Bar> {
    plot.groups.iter().flat_map(|group| &group.bars)
}

/// Where bars start, and how long they are.
struct Lengths {
    zero: f64,
    /// Pixels for each unit.
    scale: f64,
}

pub(super) fn draw(plot: &Bars, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let count = bars(plot).count();
    let headings = headings(plot) as f64 * HEADING * k;
    let (pitch, top) = rows::pitch((area.top, area.bottom - headings), count, k);
    let lines = if pitch >= 31.0 * k { 2 } else { 1 };
    let names = bars(plot).map(|bar| (bar.name.as_str(), false));
    let names = Names::new(names, k, NAMES * room.width, lines);
    let font = Font::bold(12.0 * k);
    let left = area.left + names.width + if names.width > 0.0 { 10.0 * k } else { 0.0 };
    let lengths = lengths(plot, font, (left, area.right), 6.0 * k);
    let has_main = bars(plot).any(|bar| bar.is_main);
    let mut y = top;
    let mut place = 0;
    for group in &plot.groups {
        if !group.heading.is_empty() {
            let font = Font::bold(12.5 * k);
            let text = font.wrap(&group.heading, area.width(), 1);
            let run =
                super::ink::Run { text: text.lines.concat(), is_bold: true, color: Color::Text };
            let whole = Some(group.heading.as_str()).filter(|_| text.is_cut);
            let at = (area.left, y + 0.68 * HEADING * k);
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
        marks::rule(ink, lengths.zero, (start, y), axis);
    }
}

/// Leaves room for the values outside of the bars.
fn lengths(plot: &Bars, font: Font, (left, right): (f64, f64), gap: f64) -> Lengths {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    let (mut before, mut after) = (0.0_f64, font.width(NO_VALUE) + gap);
    for point in bars(plot).filter_map(|bar| bar.point.as_ref()) {
        let number = point.value.number.to_f64();
        (low, high) = (low.min(number), high.max(number));
        let room = font.width(&point.value.text) + gap;
        if number < 0.0 {
            before = before.max(room);
        } else {
            after = after.max(room);
        }
    }
    let (left, right) = (left + before, right - after);
    let reach = if high > low { high - low } else { 1.0 };
    let scale = (right - left).max(1.0) / reach;
    Lengths { zero: left - low * scale, scale }
}

fn draw_bar(
    bar: &Bar,
    lengths: &Lengths,
    (middle, pitch): (f64, f64),
    is_strong: bool,
    ink: &mut Ink,
) {
    let font = Font::bold(ink.usual());
    let y = middle + 0.36 * font.size;
    let gap = 6.0 * ink.k;
    let Some(point) = &bar.point else {
        ink.text((lengths.zero + gap, y), Anchor::Start, font, (NO_VALUE, Color::Soft));
        return;
    };
    let number = point.value.number.to_f64();
    let end = lengths.zero + number * lengths.scale;
    let half = rows::BAR * pitch / 2.0;
    let (left, right) = (end.min(lengths.zero), end.max(lengths.zero));
    let area = Area { left, right, top: middle - half, bottom: middle + half };
    let opacity = if is_strong { "" } else { " fill-opacity=\".5\"" };
    marks::rectangle(ink, area, &format!("{}{opacity}", Color::FIRST.fill()));
    let word = (point.value.text.as_str(), Color::Text);
    if number < 0.0 {
        ink.text((left - gap, y), Anchor::End, font, word);
    } else {
        ink.text((right + gap, y), Anchor::Start, font, word);
    }
}
