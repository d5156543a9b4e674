//! Lines: a line for each series, labeled at its end.

use crate::derivation::Basis;

use super::super::picture::{Goal, Line, Lines, Point};
use super::Room;
use super::axes::Plane;
use super::ink::{Anchor, Color, Ink, px};
use super::labels::Label;
use super::marks::{self, Place, Stroke};
use super::scale::{Scale, Span};
use super::text::Font;

/// If there are more lines, their colors could not be told apart.
const MOST_COLORS: usize = 8;

pub(super) fn draw(plot: &Lines, room: &Room, ink: &mut Ink) {
    let strokes = strokes(&plot.lines);
    let points = plot.lines.iter().flat_map(|line| line.points.iter().flatten());
    let numbers = points.map(|point| &point.value.number);
    let span = Span::of(numbers.chain(plot.goal.iter().map(|goal| &goal.value.number)));
    let plane = Plane::new(room, &plot.axis, &span, |sizes| labels(plot, &strokes, sizes));
    plane.draw_grid(ink);
    plane.draw_axis(ink);
    draw_goal(plot, &plane, ink);
    // The line that stands out is drawn last.
    for is_main in [false, true] {
        let lines = plot.lines.iter().zip(&strokes).filter(|(line, _)| line.is_main == is_main);
        for (line, stroke) in lines {
            marks::line(ink, &places(&plane, line), *stroke);
        }
    }
    draw_points(plot, &strokes, &plane, ink);
    if let Some(place) = plot.goal.as_ref().and_then(|goal| goal_place(goal, &plane)) {
        marks::ring(ink, place, Color::SECOND);
    }
    if let [single] = plot.lines.as_slice() {
        let goal = plot.goal.as_ref().map(|goal| plane.sizes.at(&goal.value.number));
        draw_first_value(single, goal, &plane, ink);
    }
    plane.draw_labels(ink);
}

/// Returns the place of a goal, if it is on the axis.
fn goal_place(goal: &Goal, plane: &Plane<'_>) -> Option<Place> {
    let x = plane.across(goal.position.as_ref()?);
    Some((x, plane.sizes.at(&goal.value.number)))
}

/// Draws a line at the goal, and one down to its position.
fn draw_goal(plot: &Lines, plane: &Plane<'_>, ink: &mut Ink) {
    let Some(goal) = &plot.goal else { return };
    let y = plane.sizes.at(&goal.value.number);
    let ends = [Some((plane.area.left, y)), Some((plane.area.right, y))];
    marks::line(ink, &ends, Stroke { dashes: "5 4", ..Stroke::solid(Color::SECOND, 1.5) });
    if let Some((x, y)) = goal_place(goal, plane) {
        let stroke = Stroke { dashes: "1 3", ..Stroke::solid(Color::SECOND, 1.5) };
        marks::rule(ink, x, (y, plane.area.bottom), stroke);
    }
}

/// Returns how each line is drawn.
fn strokes(lines: &[Line]) -> Vec<Stroke> {
    let has_main = lines.iter().any(|line| line.is_main);
    let is_gray = lines.len() > MOST_COLORS;
    let mut next = 0;
    let stroke = |line: &Line| {
        if line.is_main {
            return Stroke::solid(Color::FIRST, 3.0);
        }
        let place = next;
        next += 1;
        if is_gray {
            return Stroke { is_faint: true, ..Stroke::solid(Color::Axis, 1.3) };
        }
        // The color of the line that stands out is its own.
        let (first, count) = if has_main { (1, Color::COUNT - 1) } else { (0, Color::COUNT) };
        let color = Color::Series(first + place % count);
        let dashes = if place >= count { "7 4" } else { "" };
        Stroke { dashes, ..Stroke::solid(color, 2.0) }
    };
    lines.iter().map(stroke).collect()
}

/// Returns the last value of a line, with the index of its position.
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

/// Returns the color of the label of a line.
fn text_color(color: Color) -> Color {
    if color == Color::Axis { Color::Soft } else { color }
}

/// Returns the places of the values of a line.
pub(super) fn places(plane: &Plane<'_>, line: &Line) -> Vec<Option<Place>> {
    let place = |(place, point): (usize, &Option<Point>)| {
        let point = point.as_ref()?;
        Some((plane.place(place), plane.sizes.at(&point.value.number)))
    };
    line.points.iter().enumerate().map(place).collect()
}

/// Draws published and given values. Values at the same place are drawn once, because scenarios share their base.
fn draw_points(plot: &Lines, strokes: &[Stroke], plane: &Plane<'_>, ink: &mut Ink) {
    let mut taken: Vec<(String, String)> = Vec::new();
    let mut drawn: Vec<(Place, Basis, Stroke)> = Vec::new();
    for is_main in [true, false] {
        let lines = plot.lines.iter().zip(strokes).filter(|(line, _)| line.is_main == is_main);
        for (line, stroke) in lines {
            for (place, point) in places(plane, line).into_iter().zip(&line.points) {
                let Some((place, point)) = place.zip(point.as_ref()) else { continue };
                let spot = (px(place.0), px(place.1));
                if point.basis != Basis::Computed && !taken.contains(&spot) {
                    taken.push(spot);
                    drawn.push((place, point.basis, *stroke));
                }
            }
        }
    }
    for (place, basis, stroke) in drawn.into_iter().rev() {
        let radius = if stroke.is_faint { 0.7 * marks::DOT } else { marks::DOT };
        match basis {
            Basis::Published => marks::dot(ink, place, stroke.color, radius),
            _ => marks::diamond(ink, place, stroke.color, radius),
        }
    }
}

/// Writes the first value of the only line near its mark, unless the line or the goal leaves no room for it.
fn draw_first_value(line: &Line, goal: Option<f64>, plane: &Plane<'_>, ink: &mut Ink) {
    let places = places(plane, line);
    let places: Vec<Place> = places.into_iter().flatten().collect();
    let first = places.first().copied().zip(line.points.iter().flatten().next());
    let Some((start, point)) = first else { return };
    if places.len() < 2 || point.basis == Basis::Computed {
        return;
    }
    let font = Font::bold(ink.usual());
    let left = start.0 + 0.1 * font.size;
    let right = left + font.width(&point.value.text);
    if right > plane.area.right {
        return;
    }
    let beside = |(one, other): (&Place, &Place)| {
        // The text may end between two values.
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
    // Far from its mark, the value could be taken for another point's.
    let is_near = (y - start.1).abs() < 3.0 * font.size;
    let is_crossed = goal.is_some_and(|goal| (y - font.size..=y + 3.0).contains(&goal));
    if is_near && !is_crossed && y < plane.area.bottom {
        let word = (point.value.text.as_str(), Color::FIRST);
        ink.text((left, y), Anchor::Start, font, word);
    }
}
