//! Layers: the parts of a whole, one above the other.

use crate::decimal::Decimal;

use super::super::picture::{Layers, Line};
use super::Room;
use super::axes::Plane;
use super::ink::{Color, Ink, px};
use super::labels::Label;
use super::lines;
use super::marks::{self, Place, Stroke};
use super::scale::{Scale, Span};

/// A layer, with the sums below and above it at each position.
struct Layer<'a> {
    line: &'a Line,
    color: Color,
    below: Vec<Decimal>,
    above: Vec<Decimal>,
}

pub(super) fn draw(plot: &Layers, room: &Room, ink: &mut Ink) {
    let layers = stacked(plot);
    let span = Span::of(layers.iter().flat_map(|layer| &layer.above));
    let plane = Plane::new(room, &plot.axis, &span, |sizes| labels(&layers, plot, sizes));
    plane.draw_grid(ink);
    for layer in &layers {
        draw_layer(layer, &plane, ink);
    }
    if plane.skips_years() {
        draw_edges(&layers, &plane, ink);
    }
    plane.draw_axis(ink);
    plane.draw_labels(ink);
}

fn stacked(plot: &Layers) -> Vec<Layer<'_>> {
    let mut sums = vec![Decimal::from(0); plot.axis.positions.len()];
    let mut layers = Vec::new();
    for (place, line) in plot.layers.iter().enumerate() {
        let below = sums.clone();
        for (sum, point) in sums.iter_mut().zip(&line.points) {
            if let Some(point) = point {
                *sum = &*sum + &point.value.number;
            }
        }
        layers.push(Layer { line, color: Color::Series(place), below, above: sums.clone() });
    }
    layers
}

fn labels(layers: &[Layer<'_>], plot: &Layers, sizes: &Scale) -> Vec<Label> {
    let label = |layer: &Layer<'_>| {
        let (place, point) = lines::last(layer.line)?;
        let ends = layer.below.get(place).zip(layer.above.get(place));
        let middle = ends.map(|(below, above)| (sizes.at(below) + sizes.at(above)) / 2.0)?;
        Some(Label {
            name: layer.line.name.clone(),
            year: lines::year(layer.line, &plot.axis),
            value: point.value.text.clone(),
            color: layer.color,
            is_main: false,
            is_bold: true,
            end: (place as f64, middle),
        })
    };
    layers.iter().filter_map(label).chain(total(layers, plot, sizes)).collect()
}

/// Returns the label of the whole, which is above the others.
fn total(layers: &[Layer<'_>], plot: &Layers, sizes: &Scale) -> Option<Label> {
    let total = plot.total.as_ref()?;
    let (place, point) = lines::last(total)?;
    Some(Label {
        name: total.name.clone(),
        year: lines::year(total, &plot.axis),
        value: point.value.text.clone(),
        color: Color::Text,
        is_main: false,
        is_bold: true,
        end: (place as f64, sizes.at(layers.last()?.above.get(place)?)),
    })
}

/// Separates the layers at each position between the first and the last one.
fn draw_edges(layers: &[Layer<'_>], plane: &Plane<'_>, ink: &mut Ink) {
    let Some(top) = layers.last() else { return };
    let inner = top.above.len().saturating_sub(1);
    for (place, sum) in top.above.iter().enumerate().take(inner).skip(1) {
        let ends = (plane.sizes.at(sum), plane.sizes.zero());
        marks::rule(ink, plane.place(place), ends, Stroke::solid(Color::Page, 1.0));
    }
}

fn draw_layer(layer: &Layer<'_>, plane: &Plane<'_>, ink: &mut Ink) {
    let at = |sums: &[Decimal]| -> Vec<Option<Place>> {
        let points = sums.iter().zip(&layer.line.points).enumerate();
        let place = |(place, (sum, point)): (usize, (&Decimal, &Option<_>))| {
            point.as_ref().map(|_| (plane.place(place), plane.sizes.at(sum)))
        };
        points.map(place).collect()
    };
    let (upper, lower) = (marks::pieces(&at(&layer.above)), marks::pieces(&at(&layer.below)));
    for (upper, lower) in upper.into_iter().zip(lower) {
        let attributes = format!(
            "{} fill-opacity=\".88\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            layer.color.fill_and_stroke(Color::Page),
            px(ink.k)
        );
        marks::area(ink, &upper, &lower, &attributes);
    }
}
