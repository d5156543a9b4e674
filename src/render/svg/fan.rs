//! Fans: nested bands over years.

use super::super::picture::{Fan, Line, Point};
use super::Room;
use super::axes::Plane;
use super::ink::{Color, Ink};
use super::labels::Label;
use super::lines;
use super::marks::{self, Place, Stroke};
use super::scale::{Scale, Span};

/// Returns every line of a fan.
pub(super) fn every_line(plot: &Fan) -> impl Iterator<Item = &Line> {
    let bounds = plot.bands.iter().flat_map(|(low, high)| [low, high]);
    bounds.chain(&plot.forecast).chain(&plot.middle).chain(&plot.single)
}

/// Returns the span of every value of a fan.
pub(super) fn span(plot: &Fan) -> Span {
    let points = every_line(plot).flat_map(|line| line.points.iter().flatten());
    Span::of(points.map(|point| &point.value.number))
}

/// Returns the opacity of a band. Bands are drawn over each other, so inner ones look darker.
pub(in crate::render) fn opacity(place: usize, count: usize) -> f64 {
    match count {
        1 => 0.2,
        2 => [0.16, 0.26].get(place).copied().unwrap_or_default(),
        _ => 0.5 / count as f64,
    }
}

/// The strokes of the median, a quantile without a counterpart, and the forecast.
pub(super) const MIDDLE: Stroke = Stroke::solid(Color::FIRST, 3.0);
pub(super) const SINGLE: Stroke = Stroke::solid(Color::FIRST, 1.0);
pub(super) const FORECAST: Stroke = Stroke { dashes: "6 4", ..Stroke::solid(Color::SECOND, 2.0) };

pub(super) fn draw(plot: &Fan, room: &Room, ink: &mut Ink) {
    let plane = Plane::new(room, &plot.axis, &span(plot), |sizes| labels(plot, sizes));
    plane.draw_grid(ink);
    for (place, band) in plot.bands.iter().enumerate() {
        let opacity = opacity(place, plot.bands.len());
        let attributes = format!("{} fill-opacity=\"{opacity:.2}\"", Color::FIRST.fill());
        draw_band(band, &plane, ink, &attributes);
    }
    plane.draw_axis(ink);
    if plane.skips_years() {
        draw_edges(plot, &plane, ink);
    }
    if let Some(line) = &plot.single {
        draw_line(line, SINGLE, &plane, ink);
    }
    if let Some(line) = &plot.middle {
        draw_line(line, MIDDLE, &plane, ink);
    }
    if let Some(line) = &plot.forecast {
        draw_line(line, FORECAST, &plane, ink);
    }
    plane.draw_labels(ink);
}

fn labels(plot: &Fan, sizes: &Scale) -> Vec<Label> {
    let label = |line: &Line, color: Color, is_main: bool, is_bold: bool| {
        let (place, point) = lines::last(line)?;
        let end = (place as f64, sizes.at(&point.value.number));
        let (name, value) = (line.name.clone(), point.value.text.clone());
        let year = lines::year(line, &plot.axis);
        Some(Label { name, year, value, color, is_main, is_bold, end })
    };
    let bounds = plot.bands.iter().flat_map(|(low, high)| [low, high]).chain(&plot.single);
    let bounds = bounds.filter_map(|line| label(line, Color::FIRST, false, false));
    let middle = plot.middle.iter().filter_map(|line| label(line, Color::FIRST, true, true));
    let forecast = plot.forecast.iter().filter_map(|line| label(line, Color::SECOND, false, true));
    bounds.chain(middle).chain(forecast).collect()
}

fn draw_line(line: &Line, stroke: Stroke, plane: &Plane<'_>, ink: &mut Ink) {
    let places = lines::places(plane, line);
    if !plane.skips_years() {
        marks::line(ink, &places, stroke);
        return;
    }
    marks::line(ink, &places, Stroke { dashes: "", ..stroke }.connecting());
    for place in places.into_iter().flatten() {
        marks::small_dot(ink, place, stroke.color, marks::DOT);
    }
}

/// Draws a line through the widest interval at each position.
fn draw_edges(plot: &Fan, plane: &Plane<'_>, ink: &mut Ink) {
    let Some((low, high)) = plot.bands.first() else { return };
    let edge = Stroke { is_faint: true, ..Stroke::solid(Color::FIRST, 1.0) };
    for ends in lines::places(plane, low).into_iter().zip(lines::places(plane, high)) {
        if let (Some((x, bottom)), Some((_, top))) = ends {
            marks::rule(ink, x, (top, bottom), edge);
        }
    }
}

fn draw_band((low, high): &(Line, Line), plane: &Plane<'_>, ink: &mut Ink, attributes: &str) {
    // Positions with only one of the bounds are gaps.
    let both = |(one, other): (&Option<Point>, &Option<Point>)| one.is_some() && other.is_some();
    let are_complete: Vec<bool> = low.points.iter().zip(&high.points).map(both).collect();
    let places = |line: &Line| -> Vec<Option<Place>> {
        let places = lines::places(plane, line).into_iter().zip(&are_complete);
        places.map(|(place, is_complete)| place.filter(|_| *is_complete)).collect()
    };
    let (upper, lower) = (marks::pieces(&places(high)), marks::pieces(&places(low)));
    for (upper, lower) in upper.into_iter().zip(lower) {
        marks::area(ink, &upper, &lower, attributes);
    }
}
