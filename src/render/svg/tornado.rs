//! Tornadoes: the sizes at both ends of each input, around the forecast.

use crate::wording::names;

use super::super::picture::{Swing, Tornado};
use super::Room;
use super::ink::{Anchor, Area, Color, Ink, Run};
use super::marks::{self, Stroke};
use super::rows::{self, End, Lengths, Names, Need};
use super::text::Font;

/// The height of the key and of the label of the center.
const KEY: f64 = 22.0;
const CENTER: f64 = 20.0;

/// The height of a name above its bar.
const STACKED: f64 = 16.0;

const CENTER_LINE: Stroke = Stroke::solid(Color::Text, 1.5);

/// The share of the width that names may take.
const NAMES: f64 = 0.34;

/// The names and the colors of the ends of an input.
const ENDS: [(&str, Color); 2] =
    [(names::LOWER_INPUT, Color::SECOND), (names::HIGHER_INPUT, Color::FIRST)];

pub(super) fn need(plot: &Tornado, k: f64) -> Need {
    let need = |pitch: f64| (KEY + CENTER + plot.swings.len() as f64 * pitch) * k;
    Need { least: need(32.0), usual: need(50.0), fair: need(36.0) }
}

pub(super) fn draw(plot: &Tornado, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let top = area.top + (KEY + CENTER) * k;
    let (pitch, first) = rows::pitch((top, area.bottom), plot.swings.len(), k);
    let center = plot.center.1.number.to_f64();
    let ends: Vec<End<'_>> = plot.swings.iter().flat_map(|swing| sides(swing, center)).collect();
    let font = Font::regular(12.0 * k);
    let (before, after) = rows::outside(&ends, font);
    let names = names(plot, room, if pitch >= 45.0 * k { 2 } else { 1 });
    let left = area.left + names.width + 8.0 * k;
    // Without room for bars beside the names, each name is above its bar.
    let is_stacked = area.right - left - before - after < 60.0 * k;
    let left = if is_stacked { area.left } else { left };
    let lengths = Lengths::new(&ends, center, (left, area.right), font);
    draw_key(area, k, ink);
    for (place, swing) in plot.swings.iter().enumerate() {
        let top = first + place as f64 * pitch;
        let place_of_bar = if is_stacked {
            draw_name_above(swing, (area, top), ink);
            (top + STACKED * k, pitch - STACKED * k)
        } else {
            names.draw(ink, place, (area.left, top + pitch / 2.0), &range(swing));
            let height = pitch.min(52.0 * k);
            (top + (pitch - height) / 2.0, height)
        };
        draw_swing(swing, &lengths, place_of_bar, ink);
        if is_stacked {
            // The names interrupt the center line.
            let ends = (place_of_bar.0, top + pitch);
            marks::rule(ink, lengths.start, ends, CENTER_LINE);
        }
    }
    if !is_stacked {
        let bottom = first + pitch * plot.swings.len() as f64;
        marks::rule(ink, lengths.start, (first - 4.0 * k, bottom), CENTER_LINE);
    }
    draw_center(plot, lengths.start, (area, first), ink);
}

/// Writes the forecast above its line.
fn draw_center(plot: &Tornado, x: f64, (area, top): (Area, f64), ink: &mut Ink) {
    let text = format!("{} {}", plot.center.0, plot.center.1.text);
    let font = Font::bold(ink.usual());
    let text = font.cut(&text, area.width());
    let half = font.width(&text) / 2.0;
    let x = x.min(area.right - half).max(area.left + half);
    ink.text((x, top - 9.0 * ink.k), Anchor::Middle, font, (&text, Color::Text));
}

/// Returns the column of names. The ends of the inputs are in it, too.
fn names(plot: &Tornado, room: &Room, lines: usize) -> Names {
    let most = NAMES * room.width;
    let names = plot.swings.iter().map(|swing| (swing.name.as_str(), false));
    let mut names = Names::new(names, room.k, most, lines);
    let small = Font::regular(11.0 * room.k);
    let widths = plot.swings.iter().map(|swing| small.width(&range(swing)));
    names.width = widths.fold(names.width, f64::max).min(most);
    names
}

/// Returns the ends of an input, as text.
fn range(swing: &Swing) -> String {
    format!("{} to {}", swing.low.0, swing.high.0)
}

fn draw_key(area: Area, k: f64, ink: &mut Ink) {
    let font = Font::regular(12.0 * k);
    let mut left = area.left;
    for (text, color) in ENDS {
        let top = area.top + 2.0 * k;
        let square = Area { left, top, right: left + 10.0 * k, bottom: top + 10.0 * k };
        marks::rectangle(ink, square, &color.fill());
        let at = (left + 15.0 * k, top + 9.5 * k);
        ink.text(at, Anchor::Start, font, (text, Color::Text));
        left += 15.0 * k + font.width(text) + 10.0 * k;
    }
}

/// Returns the values of a swing.
///
/// If both are on the same side of the center, the text of the nearer one is on the other side.
fn sides(swing: &Swing, center: f64) -> [End<'_>; 2] {
    let [low, high] = [&swing.low.1, &swing.high.1].map(|value| End {
        number: value.number.to_f64(),
        text: &value.text,
        is_before: false,
    });
    let are_together = (low.number < center) == (high.number < center);
    let other = if are_together { high.number } else { center };
    let is_low_before = low.number < other;
    [End { is_before: is_low_before, ..low }, End { is_before: !is_low_before, ..high }]
}

/// Writes the name and the ends of an input in a single line.
fn draw_name_above(swing: &Swing, (area, top): (Area, f64), ink: &mut Ink) {
    let font = Font::regular(ink.usual());
    let name = font.cut(&swing.name, 0.6 * area.width());
    let room = area.width() - font.width(&name) - font.size;
    let range = font.cut(&range(swing), room);
    let runs = [(name, Color::Text), (range, Color::Soft)];
    let runs = runs.map(|(text, color)| Run { text, is_bold: false, color });
    let at = (area.left, top + 1.05 * font.size);
    ink.runs(at, Anchor::Start, font.size, &runs, None);
}

fn draw_swing(swing: &Swing, lengths: &Lengths, (top, height): (f64, f64), ink: &mut Ink) {
    let (middle, half) = (top + height / 2.0, rows::BAR * height / 2.0);
    let [low, high] = sides(swing, lengths.origin);
    let [(_, of_low), (_, of_high)] = ENDS;
    let mut ends = [(low, of_low), (high, of_high)];
    // Of two bars on the same side, the shorter one is drawn over the longer one.
    let length = |end: End<'_>| (end.number - lengths.origin).abs();
    ends.sort_by(|one, other| length(other.0).total_cmp(&length(one.0)));
    for (end, color) in ends {
        if length(end) > 0.0 {
            lengths.draw_bar(ink, end.number, (middle, half), &color.fill());
            lengths.draw_value(ink, end, middle, Color::Text);
        }
    }
}
