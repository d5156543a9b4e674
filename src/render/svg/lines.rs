//! Lines: a series each, labeled at its end.

use crate::derivation::Basis;

use super::super::picture::{Line, Lines, Point};
use super::Room;
use super::axes::Plane;
use super::ink::{Anchor, Color, Ink, px};
use super::labels::{self, Label};
use super::marks::{self, Place, Stroke};
use super::scale::{Scale, Span};
use super::text::Font;

/// More lines than this cannot be told apart by color.
const MOST_COLORS: usize = 8;

/// Returns the height that is enough for every label.
pub(super) fn height(plot: &Lines, k: f64, width: f64) -> f64 {
    let last = |line: &Line| {
        let (_, point) = last(line)?;
        Some((line.name.clone(), point.value.text.clone()))
    };
    let mut names: Vec<(String, String)> = plot.lines.iter().filter_map(last).collect();
    names.extend(plot.goal.iter().map(|goal| (goal.name.clone(), goal.value.text.clone())));
    labels::height(&names, 12.0 * k, width) + 30.0 * k
}

pub(super) fn draw(plot: &Lines, room: &Room, ink: &mut Ink) {
    let strokes = strokes(&plot.lines);
    let points = plot.lines.iter().flat_map(|line| line.points.iter().flatten());
    let numbers = points.map(|point| &point.value.number);
    let span = Span::of(numbers.chain(plot.goal.iter().map(|goal| &goal.value.number)));
    let plane = Plane::new(room, &plot.axis, &span, |sizes| labels(plot, &strokes, sizes));
    plane.draw_grid(ink);
    plane.draw_axis(ink);
    if let Some(goal) = &plot.goal {
        let y = plane.sizes.at(&goal.value.number);
        let ends = [Some((plane.area.left, y)), Some((plane.area.right, y))];
        let stroke = Stroke { dashes: "5 4", ..Stroke::solid(Color::SECOND, 1.5) };
        marks::line(ink, &ends, stroke);
    }
    // The line that stands out is drawn last.
    for is_main in [false, true] {
        let lines = plot.lines.iter().zip(&strokes).filter(|(line, _)| line.is_main == is_main);
        for (line, stroke) in lines {
            marks::line(ink, &places(&plane, line), *stroke);
        }
    }
    draw_points(plot, &strokes, &plane, ink);
    if let Some(goal) = &plot.goal {
        let place = |position| (plane.across(position), plane.sizes.at(&goal.value.number));
        goal.position.iter().for_each(|position| marks::ring(ink, place(position), Color::SECOND));
    }
    if let [single] = plot.lines.as_slice() {
        draw_first_value(single, &plane, ink);
    }
    plane.draw_labels(ink);
}

/// How each line is drawn.
fn strokes(lines: &[Line]) -> Vec<Stroke> {
    let has_main = lines.iter().any(|line| line.is_main);
    let is_gray = lines.len() > MOST_COLORS;
    let mut next = usize::from(has_main);
    let stroke = |line: &Line| {
        if line.is_main {
            return Stroke::solid(Color::FIRST, 3.0);
        }
        let place = next;
        next += 1;
        let color = if is_gray { Color::Axis } else { Color::Series(place) };
        let dashes = if place >= Color::COUNT && !is_gray { "7 4" } else { "" };
        Stroke { color, width: if is_gray { 1.3 } else { 2.0 }, dashes }
    };
    lines.iter().map(stroke).collect()
}

/// The last value of a line, with the index of its position.
pub(super) fn last(line: &Line) -> Option<(usize, &Point)> {
    let mut points = line.points.iter().enumerate().rev();
    points.find_map(|(place, point)| Some((place, point.as_ref()?)))
}

fn labels(plot: &Lines, strokes: &[Stroke], sizes: &Scale) -> Vec<Label> {
    let label = |(line, stroke): (&Line, &Stroke)| {
        let (place, point) = last(line)?;
        Some(Label {
            name: line.name.clone(),
            value: point.value.text.clone(),
            color: text_color(stroke.color),
            is_main: line.is_main,
            is_bold: true,
            end: (place as f64, sizes.at(&point.value.number)),
        })
    };
    let lines = plot.lines.iter().zip(strokes).filter_map(label);
    let goal = plot.goal.iter().map(|goal| Label {
        name: goal.name.clone(),
        value: goal.value.text.clone(),
        color: Color::SECOND,
        is_main: false,
        is_bold: true,
        end: (f64::INFINITY, sizes.at(&goal.value.number)),
    });
    lines.chain(goal).collect()
}

/// The color of the label of a line.
fn text_color(color: Color) -> Color {
    if color == Color::Axis { Color::Soft } else { color }
}

/// The places of the values of a line.
pub(super) fn places(plane: &Plane<'_>, line: &Line) -> Vec<Option<Place>> {
    let place = |(place, point): (usize, &Option<Point>)| {
        let point = point.as_ref()?;
        Some((plane.place(place), plane.sizes.at(&point.value.number)))
    };
    line.points.iter().enumerate().map(place).collect()
}

/// Draws published and given values, each spot once: scenarios share their base.
fn draw_points(plot: &Lines, strokes: &[Stroke], plane: &Plane<'_>, ink: &mut Ink) {
    let mut taken: Vec<(String, String)> = Vec::new();
    let mut drawn: Vec<(Place, Basis, Color)> = Vec::new();
    for is_main in [true, false] {
        let lines = plot.lines.iter().zip(strokes).filter(|(line, _)| line.is_main == is_main);
        for (line, stroke) in lines {
            for (place, point) in places(plane, line).into_iter().zip(&line.points) {
                let Some((place, point)) = place.zip(point.as_ref()) else { continue };
                let spot = (px(place.0), px(place.1));
                if point.basis != Basis::Computed && !taken.contains(&spot) {
                    taken.push(spot);
                    drawn.push((place, point.basis, stroke.color));
                }
            }
        }
    }
    for (place, basis, color) in drawn.into_iter().rev() {
        match basis {
            Basis::Published => marks::dot(ink, place, color),
            _ => marks::diamond(ink, place, color),
        }
    }
}

/// Writes the first value of the only line beside its mark, clear of the line.
fn draw_first_value(line: &Line, plane: &Plane<'_>, ink: &mut Ink) {
    let places = places(plane, line);
    let places: Vec<Place> = places.into_iter().flatten().collect();
    let first = places.first().copied().zip(line.points.iter().flatten().next());
    let Some((start, point)) = first else { return };
    if places.len() < 2 || point.basis == Basis::Computed {
        return;
    }
    let font = Font::bold(ink.usual());
    let left = start.0 - 0.25 * font.size;
    let right = left + font.width(&point.value.text);
    if right > plane.area.right {
        return;
    }
    let beside = |(one, other): (&Place, &Place)| {
        // The line may leave the text at its side between two values.
        let share = ((right - one.0) / (other.0 - one.0)).clamp(0.0, 1.0);
        [one.1, one.1 + share * (other.1 - one.1)]
    };
    let near = places.iter().zip(places.iter().skip(1)).filter(|(one, _)| one.0 < right);
    let near: Vec<f64> = near.flat_map(beside).collect();
    let highest = near.iter().copied().fold(start.1, f64::min);
    let lowest = near.iter().copied().fold(start.1, f64::max);
    let above = (highest - 0.4 * font.size).min(start.1 - 0.8 * font.size);
    let below = (lowest + 1.2 * font.size).max(start.1 + 1.5 * font.size);
    let y = if above - font.size < plane.area.top - 0.5 * font.size { below } else { above };
    if y < plane.area.bottom {
        let word = (point.value.text.as_str(), Color::FIRST);
        ink.text((left, y), Anchor::Start, font, word);
    }
}
