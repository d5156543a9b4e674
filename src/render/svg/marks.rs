//! Marks: the shapes that stand for values.

use super::ink::{Area, Color, Ink, px};

/// A place in a picture.
pub(super) type Place = (f64, f64);

/// The dashes of a dotted line. They grow with its width, so that the dots never touch.
const DOTTED: &str = "1 4";

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub(super) color: Color,
    pub(super) width: f64,
    /// Lengths of dashes and gaps, or empty.
    pub(super) dashes: &'static str,
    /// Whether it is one of many lines in the background.
    pub(super) is_faint: bool,
}

impl Stroke {
    pub(super) const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dashes: "", is_faint: false }
    }

    /// A thin connection between values that are not neighbors.
    pub(super) const fn connecting(self) -> Self {
        let dashes = if self.dashes.is_empty() { DOTTED } else { self.dashes };
        Self { width: 1.5, dashes, ..self }
    }
}

/// Draws a line through places. It is interrupted at gaps; a place between two gaps is drawn as a spot.
pub(super) fn line(ink: &mut Ink, places: &[Option<Place>], stroke: Stroke) {
    let width = stroke.width * ink.k;
    let mut points = String::new();
    for run in pieces(places) {
        match run.as_slice() {
            [single] => spot(ink, *single, stroke.color, 1.5 * width),
            run => points.push_str(&through(run)),
        }
    }
    if points.is_empty() {
        return;
    }
    let mut attributes = format!(
        "{} stroke-width=\"{}\" stroke-linejoin=\"round\"",
        stroke.color.stroke(),
        px(width)
    );
    match stroke.dashes {
        "" => attributes.push_str(" stroke-linecap=\"round\""),
        DOTTED => {
            let (dot, gap) = (px(width / 1.5), px(width / 1.5 * 4.0));
            let dashes = format!(" stroke-linecap=\"round\" stroke-dasharray=\"{dot} {gap}\"");
            attributes.push_str(&dashes);
        }
        dashes => attributes.push_str(&format!(" stroke-dasharray=\"{dashes}\"")),
    }
    if stroke.is_faint {
        attributes.push_str(" stroke-opacity=\".6\"");
    }
    ink.path(&attributes, &points);
}

/// Splits places at the gaps.
pub(super) fn pieces(places: &[Option<Place>]) -> Vec<Vec<Place>> {
    let runs = places.split(|place| place.is_none()).filter(|run| !run.is_empty());
    runs.map(|run| run.iter().flatten().copied().collect()).collect()
}

/// Returns the path through places.
fn through(places: &[Place]) -> String {
    let mut path = String::new();
    for (place, (x, y)) in places.iter().enumerate() {
        path.push(if place == 0 { 'M' } else { 'L' });
        path.push_str(&format!("{} {}", px(*x), px(*y)));
    }
    path
}

/// Draws the area between two lines that run over the same positions.
pub(super) fn area(ink: &mut Ink, upper: &[Place], lower: &[Place], attributes: &str) {
    let back: Vec<Place> = lower.iter().rev().copied().collect();
    let path = format!("{}{}Z", through(upper), through(&back).replacen('M', "L", 1));
    ink.path(attributes, &path);
}

/// Draws a value without a halo, such as one without neighbors.
fn spot(ink: &mut Ink, (x, y): Place, color: Color, radius: f64) {
    let (x, y, radius, fill) = (px(x), px(y), px(radius), color.fill());
    ink.push(&format!("<circle {fill} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
}

/// Draws a computed value: a small dot.
pub(super) fn small_dot(ink: &mut Ink, place: Place, color: Color, radius: f64) {
    spot(ink, place, color, 0.6 * radius * ink.k);
}

/// The radius of a dot.
pub(super) const DOT: f64 = 4.5;

/// Draws a published value: a dot with a halo.
pub(super) fn dot(ink: &mut Ink, (x, y): Place, color: Color, radius: f64) {
    let (x, y, radius) = (px(x), px(y), px(radius * ink.k));
    let (colors, halo) = (color.fill_and_stroke(Color::Page), px(1.5 * ink.k));
    ink.push(&format!(
        "<circle {colors} stroke-width=\"{halo}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
    ));
}

/// Draws a given value: a diamond with a halo.
pub(super) fn diamond(ink: &mut Ink, (x, y): Place, color: Color, radius: f64) {
    // A diamond looks smaller than a dot of the same width.
    let radius = 1.2 * radius * ink.k;
    let (colors, halo) = (color.fill_and_stroke(Color::Page), px(1.5 * ink.k));
    let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
    ink.path(&format!("{colors} stroke-width=\"{halo}\""), &format!("{}Z", through(&corners)));
}

/// Draws a circle around a value.
pub(super) fn ring(ink: &mut Ink, (x, y): Place, color: Color) {
    let (x, y, radius) = (px(x), px(y), px(5.0 * ink.k));
    let (colors, width) = (Color::Page.fill_and_stroke(color), px(2.0 * ink.k));
    ink.push(&format!(
        "<circle {colors} stroke-width=\"{width}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
    ));
}

/// Draws a bar or a band.
pub(super) fn rectangle(ink: &mut Ink, area: Area, attributes: &str) {
    let (x, y) = (px(area.left), px(area.top));
    let (width, height) = (px(area.width()), px(area.height()));
    ink.push(&format!(
        "<rect {attributes} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
    ));
}

/// Draws a vertical line.
pub(super) fn rule(ink: &mut Ink, x: f64, (top, bottom): (f64, f64), stroke: Stroke) {
    let places = [Some((x, top)), Some((x, bottom))];
    line(ink, &places, stroke);
}
