//! Tornadoes: the sizes at both ends of each input, around the forecast.

use super::super::picture::{Swing, Tornado, Value};
use super::Room;
use super::ink::{Anchor, Area, Color, Ink, Run};
use super::marks::{self, Stroke};
use super::rows::{self, Names, Need};
use super::text::Font;

/// The height of the key and of the label of the center.
const KEY: f64 = 22.0;
const CENTER: f64 = 20.0;

/// The share of the width that names may take.
const NAMES: f64 = 0.3;

/// The colors of the ends of an input, and what they are called.
const ENDS: [(&str, Color); 2] = [("lower input", Color::SECOND), ("higher input", Color::FIRST)];

pub(super) fn need(plot: &Tornado, k: f64) -> Need {
    let need = |pitch: f64| (KEY + CENTER + plot.swings.len() as f64 * pitch) * k;
    Need { least: need(32.0), usual: need(50.0) }
}

/// Where the bars are.
struct Lengths {
    center: f64,
    middle: f64,
    /// Pixels for each unit.
    scale: f64,
}

impl Lengths {
    fn at(&self, value: &Value) -> f64 {
        self.middle + (value.number.to_f64() - self.center) * self.scale
    }
}

pub(super) fn draw(plot: &Tornado, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let top = area.top + (KEY + CENTER) * k;
    let (pitch, first) = rows::pitch((top, area.bottom), plot.swings.len(), k);
    let lines = if pitch >= 46.0 * k { 2 } else { 1 };
    let names = || plot.swings.iter().map(|swing| (swing.name.as_str(), false));
    let small = Font::regular(11.0 * k);
    let widths = plot.swings.iter().map(|swing| small.width(&ends(swing)));
    let widest = widths.fold(0.0, f64::max);
    let mut names = Names::new(names(), k, NAMES * room.width, lines);
    names.width = names.width.max(widest.min(NAMES * room.width));
    let lengths = lengths(plot, (area.left + names.width + 8.0 * k, area.right), 6.0 * k, k);
    draw_key(area, k, ink);
    let mut middle = first + pitch / 2.0;
    for (place, swing) in plot.swings.iter().enumerate() {
        names.draw(ink, place, (area.left, middle), &ends(swing));
        draw_swing(swing, plot, &lengths, (middle, pitch), ink);
        middle += pitch;
    }
    let bottom = first + pitch * plot.swings.len() as f64;
    let rule = Stroke::solid(Color::Text, 1.5);
    marks::rule(ink, lengths.middle, (first - 4.0 * k, bottom), rule);
    let text = format!("{} {}", plot.center.0, plot.center.1.text);
    let font = Font::bold(12.0 * k);
    let half = font.width(&text) / 2.0;
    let x = lengths.middle.min(area.right - half).max(area.left + half);
    ink.text((x, first - 9.0 * k), Anchor::Middle, font, (&text, Color::Text));
}

/// The ends of an input.
fn ends(swing: &Swing) -> String {
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

/// Leaves room for the values outside of the bars.
fn lengths(plot: &Tornado, (left, right): (f64, f64), gap: f64, k: f64) -> Lengths {
    let font = Font::regular(12.0 * k);
    let center = plot.center.1.number.to_f64();
    let (mut low, mut high) = (center, center);
    let (mut before, mut after) = (0.0_f64, 0.0_f64);
    for swing in &plot.swings {
        for (value, is_before) in sides(swing, center) {
            let number = value.number.to_f64();
            (low, high) = (low.min(number), high.max(number));
            let room = font.width(&value.text) + gap;
            if is_before {
                before = before.max(room);
            } else {
                after = after.max(room);
            }
        }
    }
    let (left, right) = (left + before, right - after);
    let reach = if high > low { high - low } else { 1.0 };
    let scale = (right - left).max(1.0) / reach;
    Lengths { center, middle: left + (center - low) * scale, scale }
}

/// The values of a swing, each with whether its text is to the left of the bars.
///
/// If both are on the same side of the center, the text of the nearer one is on the other side.
fn sides(swing: &Swing, center: f64) -> [(&Value, bool); 2] {
    let (low, high) = (&swing.low.1, &swing.high.1);
    let (one, other) = (low.number.to_f64(), high.number.to_f64());
    let is_low_before = if (one < center) == (other < center) { one < other } else { one < center };
    [(low, is_low_before), (high, !is_low_before)]
}

fn draw_swing(
    swing: &Swing,
    plot: &Tornado,
    lengths: &Lengths,
    (middle, pitch): (f64, f64),
    ink: &mut Ink,
) {
    let half = rows::BAR * pitch.min(52.0 * ink.k) / 2.0;
    let font = Font::regular(ink.usual());
    let gap = 6.0 * ink.k;
    let [low, high] = sides(swing, lengths.center);
    let [(_, of_low), (_, of_high)] = ENDS;
    let mut ends = [(low, of_low), (high, of_high)];
    // Of two bars on the same side, the shorter one is drawn over the longer one.
    let length = |value: &Value| (value.number.to_f64() - lengths.center).abs();
    ends.sort_by(|one, other| length(other.0.0).total_cmp(&length(one.0.0)));
    for ((value, is_before), color) in ends {
        if value.text == plot.center.1.text {
            continue;
        }
        let end = lengths.at(value);
        let (left, right) = (end.min(lengths.middle), end.max(lengths.middle));
        let bar = Area { left, right, top: middle - half, bottom: middle + half };
        marks::rectangle(ink, bar, &color.fill());
        let (x, anchor) = if is_before {
            (left.min(lengths.middle) - gap, Anchor::End)
        } else {
            (right.max(lengths.middle) + gap, Anchor::Start)
        };
        let y = middle + 0.36 * font.size;
        let run = Run { text: value.text.clone(), is_bold: false, color: Color::Text };
        ink.runs((x, y), anchor, font.size, &[run], None);
    }
}
