//! The values of an only line before its end, near their marks.

use crate::derivation::Basis;

use super::super::picture::{Line, Point};
use super::axes::Plane;
use super::ink::{Anchor, Area, Color, Ink};
use super::lines;
use super::marks::{self, Place};
use super::text::Font;

/// What a value must not touch.
struct Obstacles {
    boxes: Vec<Area>,
    /// The parts of the line, from left to right.
    parts: Vec<(Place, Place)>,
}

/// The height of a goal, and where it is reached.
type Goal = Option<(f64, Option<Place>)>;

/// Writes the published and the given values that have room, the given ones first. The last value is beside the plot.
pub(super) fn draw(line: &Line, goal: Goal, plane: &Plane<'_>, ink: &mut Ink) {
    let font = Font::bold(ink.usual());
    let wanted = wanted(line, goal, plane, font, ink.k);
    let mut taken: Vec<Area> = Vec::new();
    for (place, (value, free)) in wanted.iter().enumerate() {
        // If possible, the best places of the next values stay free.
        let next = wanted.iter().skip(place + 1).filter_map(|(_, free)| free.first().copied());
        let next: Vec<Area> = next.collect();
        let mut possible = free.iter().filter(|text| are_apart(**text, &taken, font.size));
        let considerate = possible.clone().find(|text| are_apart(**text, &next, font.size));
        if let Some(text) = considerate.or_else(|| possible.next()) {
            // The text is narrower than its room.
            let at = ((text.left + text.right) / 2.0, text.bottom - BELOW * font.size);
            ink.text(at, Anchor::Middle, font, (value, Color::FIRST));
            taken.push(*text);
        }
    }
}

/// Returns the values in the order of their importance, each with the places where it touches nothing, the best one first.
fn wanted<'a>(
    line: &'a Line,
    goal: Goal,
    plane: &Plane<'_>,
    font: Font,
    k: f64,
) -> Vec<(&'a str, Vec<Area>)> {
    let places = lines::places(plane, line);
    let obstacles = Obstacles::new(line, &places, goal, plane, k);
    let last = lines::last(line).map(|(place, _)| place);
    let mut wanted = Vec::new();
    for is_published in [false, true] {
        for (at, (place, point)) in places.iter().zip(&line.points).enumerate() {
            let Some((place, point)) = place.zip(point.as_ref()) else { continue };
            let is_in_turn = (point.basis == Basis::Published) == is_published;
            if is_marked(point) && is_in_turn && Some(at) != last {
                let text = point.value.text.as_str();
                let rises = obstacles.rises_at(place);
                let mut texts = candidates(place, font.width(text), font.size, rises);
                texts.retain(|text| obstacles.is_free(*text, plane.area));
                wanted.push((text, texts));
            }
        }
    }
    wanted
}

/// Whether a text is far enough from others for everyone to see which mark it belongs to.
fn are_apart(text: Area, others: &[Area], size: f64) -> bool {
    let (beside, above) = (0.5 * size, 1.6 * size);
    let around = Area {
        left: text.left - beside,
        top: text.top - above,
        right: text.right + beside,
        bottom: text.bottom + above,
    };
    !others.iter().any(|other| touch(around, *other))
}

fn touch(one: Area, other: Area) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}

fn is_marked(point: &Point) -> bool {
    point.basis != Basis::Computed
}

/// The height of digits above the baseline, and the room below it, by the size of the font.
const ABOVE: f64 = 0.72;
const BELOW: f64 = 0.16;

/// Returns where a value may be, the best place first: on the side of its mark that the line leaves free, then above and
/// below. Farther from its mark, it could be taken for the value of another point.
fn candidates((x, y): Place, width: f64, size: f64, rises: bool) -> Vec<Area> {
    let (before, after) = (x - 0.1 * size - width, x + 0.1 * size);
    let centered = x - width / 2.0;
    let lefts = if rises { [before, centered, after] } else { [after, centered, before] };
    let text = |left: f64, baseline: f64| Area {
        left,
        top: baseline - ABOVE * size,
        right: left + width,
        bottom: baseline + BELOW * size,
    };
    let mut texts = Vec::new();
    for distance in [0.7, 1.1, 1.6, 2.2] {
        texts.extend(lefts.map(|left| text(left, y - distance * size)));
        texts.extend(lefts.into_iter().rev().map(|left| text(left, y + (ABOVE + distance) * size)));
    }
    texts
}

impl Obstacles {
    fn new(line: &Line, places: &[Option<Place>], goal: Goal, plane: &Plane<'_>, k: f64) -> Self {
        let area = plane.area;
        let around = |(x, y): Place, radius: f64| Area {
            left: x - radius * k,
            top: y - radius * k,
            right: x + radius * k,
            bottom: y + radius * k,
        };
        let is_drawn = |point: &Point| is_marked(point) || plane.skips_years();
        let marks = places
            .iter()
            .zip(&line.points)
            .filter_map(|(place, point)| place.filter(|_| point.as_ref().is_some_and(is_drawn)));
        let mut boxes: Vec<Area> = marks.map(|mark| around(mark, marks::DOT)).collect();
        let zero = plane.sizes.zero();
        boxes.push(Area { top: zero - 1.0, bottom: zero + 1.0, ..area });
        if let Some((height, reached)) = goal {
            boxes.push(Area { top: height - 2.0 * k, bottom: height + 2.0 * k, ..area });
            if let Some(place) = reached {
                boxes.push(around(place, 6.0));
                boxes.push(Area { top: place.1, bottom: area.bottom, ..around(place, 1.5) });
            }
        }
        let mut parts = Vec::new();
        for piece in marks::pieces(places) {
            parts.extend(piece.iter().copied().zip(piece.iter().skip(1).copied()));
        }
        Self { boxes, parts }
    }

    /// Whether the line rises through a place or from it on.
    fn rises_at(&self, (x, y): Place) -> bool {
        let after = self.parts.iter().find(|(from, _)| from.0 >= x);
        after.is_none_or(|(_, to)| to.1 <= y)
    }

    /// Whether a text is inside of the plot and touches nothing.
    fn is_free(&self, text: Area, area: Area) -> bool {
        let air = 0.5 * text.height();
        let is_inside = text.left >= area.left
            && text.right <= area.right
            && text.top >= area.top - air
            && text.bottom <= area.bottom;
        let is_crossed = || self.parts.iter().any(|part| crosses(*part, text));
        is_inside && !self.boxes.iter().any(|other| touch(text, *other)) && !is_crossed()
    }
}

/// Whether a part of the line comes close to a text.
fn crosses((from, to): (Place, Place), text: Area) -> bool {
    let air = 0.25 * text.height();
    let (left, right) = (text.left.max(from.0), text.right.min(to.0));
    if left > right {
        return false;
    }
    let height = |x: f64| from.1 + (x - from.0) / (to.0 - from.0).max(0.1) * (to.1 - from.1);
    let (one, other) = (height(left), height(right));
    one.min(other) < text.bottom + air && one.max(other) > text.top - air
}
