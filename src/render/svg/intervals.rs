//! Intervals at a single position: nested boxes in a row.

use super::super::SizeScale;
use super::super::picture::{Fan, Line};
use super::Room;
use super::dots;
use super::fan::{self, FORECAST};
use super::ink::{Anchor, Area, Color, Ink, px};
use super::labels;
use super::lines;
use super::marks::{self, Stroke};
use super::rows::Need;
use super::scale::Scale;
use super::text::Font;

/// The height of the texts of the axis, and of a label of two lines.
const AXIS: f64 = 20.0;
const LABEL: f64 = 40.0;

/// The height of the boxes.
const LEAST: f64 = 24.0;
const MOST: f64 = 130.0;

pub(super) fn need(k: f64) -> Need {
    let need = |boxes: f64| (AXIS + 2.0 * LABEL + boxes + 16.0) * k;
    Need { least: need(LEAST), usual: need(MOST), fair: need(2.0 * LEAST) }
}

pub(super) fn draw(plot: &Fan, room: &Room, ink: &mut Ink) {
    let (k, area) = (room.k, room.area);
    let free = area.height() - (AXIS + 2.0 * LABEL + 16.0) * k;
    let height = free.min(MOST * k);
    let top = area.top + (LABEL + 8.0) * k + (free - height) / 2.0;
    let boxes = Area { top, bottom: top + height, ..area };
    let air = 22.0 * k;
    let inner = Area { left: area.left + air, right: area.right - air, ..boxes };
    let pixels = (inner.left, inner.right);
    let scale = match room.scale {
        SizeScale::Linear => Scale::from_zero(&fan::span(plot), pixels, 70.0 * k),
        SizeScale::Log => Scale::log(&fan::span(plot), pixels, 40.0 * k),
    };
    draw_axis(&scale, inner, boxes.bottom + (LABEL + 6.0) * k, room, ink);
    draw_boxes(plot, &scale, boxes, ink);
    let center = plot.middle.iter().map(|line| (line, Color::FIRST, true));
    let center = center.chain(plot.forecast.iter().map(|line| (line, Color::SECOND, true)));
    draw_labels(&center.collect::<Vec<_>>(), &scale, (boxes, top - 24.0 * k), ink);
    let bounds = plot.bands.iter().flat_map(|(low, high)| [low, high]).chain(&plot.single);
    let bounds = bounds.map(|line| (line, Color::FIRST, false));
    draw_labels(&bounds.collect::<Vec<_>>(), &scale, (boxes, boxes.bottom + 22.0 * k), ink);
}

/// Draws a ruler below the labels.
fn draw_axis(scale: &Scale, inner: Area, y: f64, room: &Room, ink: &mut Ink) {
    let font = Font::regular(ink.usual());
    let ticks = scale.ticks(0.15 * room.width, |text| font.width(text));
    let mut lines = format!("M{} {}H{}", px(inner.left), px(y), px(inner.right));
    for (x, _) in &ticks {
        lines.push_str(&format!("M{} {}v{}", px(*x), px(y), px(4.0 * ink.k)));
    }
    ink.path(&format!("{} shape-rendering=\"crispEdges\"", Color::Axis.stroke()), &lines);
    dots::draw_tick_texts(ticks, y + 16.0 * ink.k, room.width, ink);
}

/// Returns the pixel of the value of a line.
fn at(line: &Line, scale: &Scale) -> Option<f64> {
    lines::last(line).map(|(_, point)| scale.at(&point.value.number))
}

fn draw_boxes(plot: &Fan, scale: &Scale, boxes: Area, ink: &mut Ink) {
    let count = plot.bands.len();
    for (place, (low, high)) in plot.bands.iter().enumerate() {
        let Some((left, right)) = at(low, scale).zip(at(high, scale)) else { continue };
        let opacity = fan::opacity(place, count) + 0.06;
        let attributes = format!("{} fill-opacity=\"{opacity:.2}\"", Color::FIRST.fill());
        marks::rectangle(ink, Area { left, right, ..boxes }, &attributes);
    }
    let ends = (boxes.top - 4.0 * ink.k, boxes.bottom + 4.0 * ink.k);
    for x in plot.single.iter().filter_map(|line| at(line, scale)) {
        marks::rule(ink, x, ends, fan::SINGLE);
    }
    for x in plot.middle.iter().filter_map(|line| at(line, scale)) {
        marks::rule(ink, x, ends, Stroke::solid(Color::FIRST, 3.0));
    }
    for x in plot.forecast.iter().filter_map(|line| at(line, scale)) {
        marks::rule(ink, x, ends, FORECAST);
    }
}

/// Writes names and values in two lines, side by side near their places.
fn draw_labels(
    labels: &[(&Line, Color, bool)],
    scale: &Scale,
    (boxes, y): (Area, f64),
    ink: &mut Ink,
) {
    let size = ink.usual();
    let font = |is_bold| Font { size, is_bold };
    let mut items = Vec::new();
    for (line, color, is_bold) in labels {
        let Some((_, point)) = lines::last(line) else { continue };
        let x = scale.at(&point.value.number);
        let text = &point.value.text;
        let width = font(*is_bold).width(&line.name).max(font(*is_bold).width(text));
        items.push((x, width + 0.5 * size, line.name.as_str(), text.as_str(), *color, *is_bold));
    }
    // The widest intervals come first, so the narrowest ones are left out.
    while items.iter().map(|item| item.1).sum::<f64>() > boxes.width() && items.len() > 1 {
        items.pop();
    }
    items.sort_by(|one, other| one.0.total_cmp(&other.0));
    let wanted: Vec<f64> = items.iter().map(|item| item.0).collect();
    let sizes: Vec<f64> = items.iter().map(|item| item.1).collect();
    let middles = labels::spread_sizes(&wanted, &sizes, (boxes.left, boxes.right));
    for (item, middle) in items.into_iter().zip(middles) {
        let (x, width, name, value, color, is_bold) = item;
        let font = font(is_bold);
        ink.text((middle, y - 1.0 * ink.k), Anchor::Middle, font, (name, color));
        ink.text((middle, y + 14.0 * ink.k), Anchor::Middle, font, (value, color));
        if (x - middle).abs() > width / 2.0 {
            let (from, to) = if y > boxes.bottom {
                (boxes.bottom + 2.0 * ink.k, y - 11.0 * ink.k)
            } else {
                (boxes.top - 5.0 * ink.k, y + 17.0 * ink.k)
            };
            let points = format!("M{} {}L{} {}", px(x), px(from), px(middle), px(to));
            ink.path(&format!("{} stroke-opacity=\".6\"", color.stroke()), &points);
        }
    }
}
