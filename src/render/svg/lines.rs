//! Lines: a line for each series, labeled at its end.

use crate::derivation::Basis;

use super::super::picture::{Axis, Goal, Line, Lines, Point, Value};
use super::Room;
use super::axes::Plane;
use super::ink::{Color, Ink, px};
use super::inner;
use super::labels::Label;
use super::marks::{self, Place, Stroke};
use super::scale::{Scale, Span};

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
            let stroke = if plane.skips_years() { stroke.connecting() } else { *stroke };
            marks::line(ink, &places(&plane, line), stroke);
        }
    }
    draw_points(plot, &strokes, &plane, ink);
    if let Some(place) = plot.goal.as_ref().and_then(|goal| goal_place(goal, &plane)) {
        marks::ring(ink, place, Color::SECOND);
    }
    if let [single] = plot.lines.as_slice() {
        let goal = plot.goal.as_ref().map(|goal| {
            let height = plane.sizes.at(&goal.value.number);
            (height, goal_place(goal, &plane))
        });
        inner::draw(single, goal, &plane, ink);
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

/// Returns the year of the last value of a line as the end of its name, if the axis goes on after it.
///
/// Otherwise, values of different years would be compared in the column of labels.
pub(super) fn year(line: &Line, axis: &Axis) -> String {
    let position = last(line).and_then(|(place, _)| axis.positions.get(place));
    let is_end = |position: &&Value| axis.positions.last() == Some(*position);
    match position.filter(|position| axis.is_years && !is_end(position)) {
        Some(year) if line.name.is_empty() => year.text.clone(),
        Some(year) => format!(", {}", year.text),
        None => String::new(),
    }
}

fn labels(plot: &Lines, strokes: &[Stroke], sizes: &Scale) -> Vec<Label> {
    let label = |(line, stroke): (&Line, &Stroke)| {
        let (place, point) = last(line)?;
        Some(Label {
            name: line.name.clone(),
            year: year(line, &plot.axis),
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
        year: String::new(),
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

/// Draws published and given values, and every value if years are skipped. Values at the same place are drawn once,
/// because scenarios share their base.
fn draw_points(plot: &Lines, strokes: &[Stroke], plane: &Plane<'_>, ink: &mut Ink) {
    let mut taken: Vec<(String, String)> = Vec::new();
    let mut drawn: Vec<(Place, Basis, Stroke)> = Vec::new();
    for is_main in [true, false] {
        let lines = plot.lines.iter().zip(strokes).filter(|(line, _)| line.is_main == is_main);
        for (line, stroke) in lines {
            for (place, point) in places(plane, line).into_iter().zip(&line.points) {
                let Some((place, point)) = place.zip(point.as_ref()) else { continue };
                let spot = (px(place.0), px(place.1));
                let is_marked = point.basis != Basis::Computed || plane.skips_years();
                if is_marked && !taken.contains(&spot) {
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
            Basis::Computed => marks::small_dot(ink, place, stroke.color, radius),
            _ => marks::diamond(ink, place, stroke.color, radius),
        }
    }
}
