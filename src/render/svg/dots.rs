//! Dots: a report a row, among the statistics over all of them.

use super::super::SizeScale;
use super::super::picture::{Dot, Dots};
use super::Room;
use super::ink::{Anchor, Area, Color, Ink, Run, px};
use super::marks::{self, Stroke};
use super::rows::{self, Names, Need};
use super::scale::{Scale, Span};
use super::text::Font;

/// The height of a line of the label of the statistics, and of the texts of the axis.
const LABEL: f64 = 16.0;
const AXIS: f64 = 20.0;

/// The share of the width that names may take.
const NAMES: f64 = 0.36;

/// What is said of a value that is far from the others.
const OUTLIER: &str = "(outlier)";

pub(super) fn need(plot: &Dots, k: f64) -> Need {
    let need = |pitch: f64| (2.0 * LABEL + 6.0 + AXIS + plot.dots.len() as f64 * pitch) * k;
    Need { least: need(16.0), usual: need(28.0) }
}

pub(super) fn draw(plot: &Dots, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let lines = label(plot, area.width(), k);
    let top = area.top + (lines.len() as f64 * LABEL + 6.0) * k;
    let (pitch, first) = rows::pitch((top, area.bottom - AXIS * k), plot.dots.len(), k);
    let bottom = first + pitch * plot.dots.len() as f64;
    let names = plot.dots.iter().map(|dot| (name(dot), dot.is_main));
    let names: Vec<(String, bool)> = names.collect();
    let names = names.iter().map(|(name, is_main)| (name.as_str(), *is_main));
    let names = Names::new(names, k, NAMES * room.width, if pitch >= 31.0 * k { 2 } else { 1 });
    let bold = Font::bold(12.0 * k);
    let values = plot.dots.iter().map(|dot| bold.width(&dot.point.value.text));
    let values = values.fold(0.0, f64::max);
    let ends = (area.left + names.width + 14.0 * k, area.right - values - 14.0 * k);
    let inner = Area { left: ends.0, right: ends.1.max(ends.0 + 10.0), top: first, bottom };
    let scale = scale(plot, room, inner);
    draw_grid(&scale, inner, room, ink);
    draw_statistics(plot, &scale, inner, ink);
    let [_, (_, median), _] = &plot.quartiles;
    draw_label(&lines, scale.at(&median.number), area, first, ink);
    for (place, dot) in plot.dots.iter().enumerate() {
        let middle = first + (place as f64 + 0.5) * pitch;
        names.draw(ink, place, (area.left, middle), "");
        draw_dot(dot, (scale.at(&dot.point.value.number), middle), area.right, ink);
    }
}

fn name(dot: &Dot) -> String {
    if dot.is_outlier { format!("{} {OUTLIER}", dot.name) } else { dot.name.clone() }
}

fn scale(plot: &Dots, room: &Room, inner: Area) -> Scale {
    let dots = plot.dots.iter().map(|dot| &dot.point.value.number);
    let quartiles = plot.quartiles.iter().map(|(_, value)| &value.number);
    let span = Span::of(dots.chain(quartiles));
    let pixels = (inner.left, inner.right);
    match room.scale {
        SizeScale::Linear => Scale::around(&span, pixels, 70.0 * room.k),
        SizeScale::Log => Scale::log(&span, pixels, 40.0 * room.k),
    }
}

/// Draws vertical lines at the ticks, with as many of their texts as have room.
pub(super) fn draw_grid(scale: &Scale, inner: Area, room: &Room, ink: &mut Ink) {
    let font = Font::regular(ink.usual());
    let ticks = scale.ticks(0.15 * room.width, |text| font.width(text));
    let line = |x: f64| format!("M{} {}V{}", px(x), px(inner.top), px(inner.bottom));
    let lines: String = ticks.iter().map(|(x, _)| line(*x)).collect();
    ink.path(&format!("{} shape-rendering=\"crispEdges\"", Color::Grid.stroke()), &lines);
    let y = inner.bottom + 1.3 * font.size;
    let mut free = 0.0;
    for (x, text) in ticks {
        let half = font.width(&text) / 2.0;
        if x - half >= free {
            free = x + half + 0.5 * font.size;
            ink.text((x, y), Anchor::Middle, font, (&text, Color::Soft));
        }
    }
}

fn draw_statistics(plot: &Dots, scale: &Scale, inner: Area, ink: &mut Ink) {
    let [low, median, high] = &plot.quartiles;
    let (left, right) = (scale.at(&low.1.number), scale.at(&high.1.number));
    let band = Area { left, right, ..inner };
    marks::rectangle(ink, band, &format!("{} fill-opacity=\".14\"", Color::FIRST.fill()));
    let ends = (inner.top - 4.0 * ink.k, inner.bottom);
    let rule = Stroke::solid(Color::Text, 1.5);
    marks::rule(ink, scale.at(&median.1.number), ends, rule);
}

/// The label of the statistics, in one line or two.
fn label(plot: &Dots, room: f64, k: f64) -> Vec<Vec<Run>> {
    let [low, median, high] = &plot.quartiles;
    let named =
        |(name, value): &(String, super::super::picture::Value)| format!("{name} {}", value.text);
    let median = Run { text: named(median), is_bold: true, color: Color::Text };
    let text = format!("{} – {}", named(low), named(high));
    let quartiles = Run { text, is_bold: false, color: Color::Soft };
    let line = vec![median, quartiles];
    if width(&line, k) <= room {
        vec![line]
    } else {
        line.into_iter().map(|run| vec![run]).collect()
    }
}

fn width(line: &[Run], k: f64) -> f64 {
    let width = |run: &Run| Font { size: 12.0 * k, is_bold: run.is_bold }.width(&run.text);
    line.iter().map(width).sum::<f64>() + 4.0 * k
}

fn draw_label(lines: &[Vec<Run>], x: f64, area: Area, bottom: f64, ink: &mut Ink) {
    let mut y = bottom - 9.0 * ink.k - (lines.len() as f64 - 1.0) * LABEL * ink.k;
    for line in lines {
        let half = width(line, ink.k) / 2.0;
        let x = x.min(area.right - half).max(area.left + half);
        ink.runs((x, y), Anchor::Middle, ink.usual(), line, None);
        y += LABEL * ink.k;
    }
}

fn draw_dot(dot: &Dot, (x, y): (f64, f64), right: f64, ink: &mut Ink) {
    let color = if dot.is_main { Color::SECOND } else { Color::FIRST };
    if dot.is_outlier {
        marks::ring(ink, (x, y), color);
    } else {
        marks::dot(ink, (x, y), color);
    }
    let font = Font { size: ink.usual(), is_bold: dot.is_main };
    let at = (right, y + 0.36 * font.size);
    ink.text(at, Anchor::End, font, (&dot.point.value.text, Color::Text));
}
