//! Dots: a row for each report, with the median and the quartiles behind them.

use crate::wording::names;

use super::super::SizeScale;
use super::super::picture::{Dot, Dots};
use super::Room;
use super::ink::{Anchor, Area, Color, Ink, Run, px};
use super::marks::{self, Stroke};
use super::rows::{self, Names, Need};
use super::scale::{Scale, Span};
use super::text::Font;

/// The line height of the label above the plot, and the height of the texts below it.
const LABEL: f64 = 16.0;
const AXIS: f64 = 20.0;

/// The shares of the width that names and values may take.
const NAMES: f64 = 0.44;
const VALUES: f64 = 0.4;

pub(super) fn need(plot: &Dots, k: f64, width: f64) -> Need {
    let above = label(plot, width - 32.0, k).len() as f64 * LABEL + 6.0;
    let need = |pitch: f64| (above + AXIS + plot.dots.len() as f64 * pitch) * k;
    Need { least: need(16.0), usual: need(30.0), fair: need(30.0) }
}

pub(super) fn draw(plot: &Dots, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let lines = label(plot, area.width(), k);
    let top = area.top + (lines.len() as f64 * LABEL + 6.0) * k;
    let (pitch, first) = rows::pitch((top, area.bottom - AXIS * k), plot.dots.len(), k);
    let bottom = first + pitch * plot.dots.len() as f64;
    let bold = Font::bold(12.0 * k);
    let values = plot.dots.iter().map(|dot| bold.width(&dot.point.value.text));
    let values = values.fold(0.0, f64::max).min(VALUES * room.width);
    let names = plot.dots.iter().map(|dot| (dot.name.as_str(), dot.is_main));
    let free = area.width() - values - 80.0 * k;
    let free = free.clamp(0.2 * room.width, NAMES * room.width);
    let names = Names::new(names, k, free, if pitch >= 30.0 * k { 2 } else { 1 });
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
        let at = (scale.at(&dot.point.value.number), middle);
        draw_dot(dot, at, (area.right, values), ink);
        if dot.is_outlier {
            draw_outlier(at, inner, ink);
        }
    }
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

/// Draws vertical lines at the ticks.
fn draw_grid(scale: &Scale, inner: Area, room: &Room, ink: &mut Ink) {
    let font = Font::regular(ink.usual());
    let ticks = scale.ticks(0.15 * room.width, |text| font.width(text));
    let line = |x: f64| format!("M{} {}V{}", px(x), px(inner.top), px(inner.bottom));
    let lines: String = ticks.iter().map(|(x, _)| line(*x)).collect();
    ink.path(&format!("{} shape-rendering=\"crispEdges\"", Color::Grid.stroke()), &lines);
    draw_tick_texts(ticks, inner.bottom + 1.3 * font.size, room.width, ink);
}

/// Writes as many texts of ticks as have room in the width of the page.
pub(super) fn draw_tick_texts(ticks: Vec<(f64, String)>, y: f64, width: f64, ink: &mut Ink) {
    let font = Font::regular(ink.usual());
    let mut free = 0.0;
    for (x, text) in ticks {
        let half = font.width(&text) / 2.0;
        if x - half >= free && x + half <= width {
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

/// The label of the statistics, in as few lines as have room.
fn label(plot: &Dots, room: f64, k: f64) -> Vec<Vec<Run>> {
    let [low, median, high] =
        plot.quartiles.each_ref().map(|(name, value)| format!("{name} {}", value.text));
    let run = |text: String, is_bold, color| {
        let text = Font { size: 12.0 * k, is_bold }.cut(&text, room);
        Run { text, is_bold, color }
    };
    let median = run(median, true, Color::Text);
    let soft = |text: String| Run { text, is_bold: false, color: Color::Soft };
    let both = soft(format!("{low} – {high}"));
    let single = vec![median.clone(), both.clone()];
    if width(&single, k) <= room {
        return vec![single];
    }
    let both = vec![both];
    if width(&both, k) <= room {
        return vec![vec![median], both];
    }
    let [low, high] = [low, high].map(|text| vec![run(text, false, Color::Soft)]);
    vec![vec![median], low, high]
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

fn draw_dot(dot: &Dot, (x, y): (f64, f64), (right, room): (f64, f64), ink: &mut Ink) {
    let color = if dot.is_main { Color::SECOND } else { Color::FIRST };
    if dot.is_outlier {
        marks::ring(ink, (x, y), color);
    } else {
        marks::dot(ink, (x, y), color, marks::DOT);
    }
    let font = Font { size: ink.usual(), is_bold: dot.is_main };
    let text = font.cut(&dot.point.value.text, room);
    let whole = Some(dot.point.value.text.as_str()).filter(|whole| *whole != text);
    let run = Run { text, is_bold: dot.is_main, color: Color::Text };
    let at = (right, y + 0.36 * font.size);
    ink.runs(at, Anchor::End, font.size, &[run], whole);
}

/// Labels a dot as an outlier, on the side that has room.
fn draw_outlier((x, y): (f64, f64), inner: Area, ink: &mut Ink) {
    let font = Font::regular(0.9 * ink.usual());
    let (gap, air) = (8.0 * ink.k, 10.0 * ink.k);
    let width = gap + font.width(names::OUTLIER);
    let y = y + 0.36 * font.size;
    if x + width <= inner.right + air {
        ink.text((x + gap, y), Anchor::Start, font, (names::OUTLIER, Color::Soft));
    } else if x - width >= inner.left - air {
        ink.text((x - gap, y), Anchor::End, font, (names::OUTLIER, Color::Soft));
    }
}
