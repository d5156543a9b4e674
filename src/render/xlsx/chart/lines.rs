//! Lines: a line for each series, with marks for published and given values.

use rust_xlsxwriter::{
    Chart, ChartDataLabelPosition, ChartLineDashType, ChartMarkerType, ChartSeries, ChartType,
};

use crate::decimal::Decimal;
use crate::derivation::{Basis, Measure};
use crate::render::picture::{Axis, Goal, Line, Lines, Point, Value};
use crate::render::svg::ink::Color;
use crate::wording::names;
use crate::wording::workbook::charts;

use super::super::LONGEST_TITLE;
use super::super::columns::{decimals, numeral};
use super::axes::{self, Sizes};
use super::look::{self, Stroke, font, literal};
use super::source::{Cells, Sources};

/// If there are more lines, their colors could not be told apart.
const MOST_COLORS: usize = 8;

/// The widths of lines, in points.
const MAIN: f64 = 2.5;
const USUAL: f64 = 1.75;
const FAINT: f64 = 1.0;

pub(super) fn chart(
    plot: &Lines,
    (sizes, axis): (&Sizes, &str),
    sources: &mut Sources<'_>,
) -> Chart {
    let is_scatter = !plot.axis.is_years && !is_even(&plot.axis);
    let kind = if is_scatter { ChartType::ScatterStraight } else { ChartType::Line };
    let mut chart = Chart::new(kind);
    let heading = if plot.axis.is_years { charts::YEAR } else { axis };
    let positions = sources.axis(heading, &plot.axis);
    let is_only = plot.lines.len() == 1;
    for (line, stroke) in plot.lines.iter().zip(strokes(&plot.lines)) {
        let stroke = if plot.axis.skips_years() { connecting(stroke) } else { stroke };
        let name = if line.name.is_empty() { names::FORECAST } else { &line.name };
        let mut series = series(name, positions, sources.line(name, line));
        series.set_format(&mut stroke.format()).set_marker(&look::no_marker());
        if is_only && !plot.axis.skips_years() {
            label_last(&mut series, line, sizes);
        }
        push(&mut chart, &series);
    }
    marks(plot, sizes, positions, sources, &mut chart);
    if let Some(goal) = &plot.goal {
        add_goal(goal, plot, sizes, positions, sources, &mut chart);
    }
    axes::sizes(chart.y_axis(), sizes);
    axes::positions(chart.x_axis(), &plot.axis);
    if !plot.axis.is_years {
        chart.x_axis().set_name(&literal(axis)).set_name_font(&font(
            look::USUAL,
            Color::Soft,
            false,
        ));
    }
    if is_scatter {
        bounds(&mut chart, &plot.axis);
    }
    axes::legend(&mut chart, !is_only || plot.goal.is_some());
    chart
}

/// Whether the positions are equally far apart, so that they may be categories.
fn is_even(axis: &Axis) -> bool {
    let next = axis.positions.iter().skip(1);
    let steps = axis.positions.iter().zip(next).map(|(one, next)| &next.number - &one.number);
    let steps: Vec<Decimal> = steps.collect();
    steps.iter().all(|step| Some(step) == steps.first())
}

/// Ends the axis of positions at the first and the last one.
fn bounds(chart: &mut Chart, axis: &Axis) {
    let number = |value: &Value| match &value.figure {
        Some(figure) if figure.measure() == Measure::Fraction => figure.number().to_f64(),
        _ => value.number.to_f64(),
    };
    if let (Some(first), Some(last)) = (axis.positions.first(), axis.positions.last()) {
        chart.x_axis().set_min(number(first)).set_max(number(last));
        if let Some(figure) = &first.figure {
            let digits = axis.positions.iter().map(|position| decimals(&position.text)).max();
            chart.x_axis().set_num_format(numeral(figure, digits.unwrap_or_default()).code());
        }
    }
}

/// Returns a series of values at positions.
pub(super) fn series(name: &str, positions: Cells, values: Cells) -> ChartSeries {
    let mut series = ChartSeries::new();
    let name: String = name.chars().take(LONGEST_TITLE).collect();
    series.set_name(&literal(&name)).set_categories(&positions.range()).set_values(&values.range());
    series
}

/// Adds a series, with its own markers.
pub(super) fn push(chart: &mut Chart, series: &ChartSeries) {
    // `push_series` would remove the markers.
    series.clone_into(chart.add_series());
}

/// Returns how each line is drawn.
fn strokes(lines: &[Line]) -> Vec<Stroke> {
    let has_main = lines.iter().any(|line| line.is_main);
    let first = usize::from(has_main);
    let count = Color::COUNT - first;
    let others = lines.iter().filter(|line| !line.is_main).count();
    let other = |place: usize| {
        if others + first > MOST_COLORS {
            return Stroke { transparency: 40, ..Stroke::solid(Color::Axis, FAINT) };
        }
        // The color of the line that stands out is its own.
        let stroke = Stroke::solid(Color::Series(first + place % count), USUAL);
        if place >= count { stroke.dashed(ChartLineDashType::Dash) } else { stroke }
    };
    let mut next = (0..others).map(other);
    let stroke = |line: &Line| match line.is_main {
        true => Some(Stroke::solid(Color::FIRST, MAIN)),
        false => next.next(),
    };
    lines.iter().filter_map(stroke).collect()
}

/// Returns a thin connection between values that are not neighbors.
pub(super) fn connecting(stroke: Stroke) -> Stroke {
    Stroke { width: 1.25, ..stroke.dashed(ChartLineDashType::RoundDot) }
}

/// Labels the last value of a line, unless a mark does.
fn label_last(series: &mut ChartSeries, line: &Line, sizes: &Sizes) {
    let count = line.points.len();
    let last = line.points.iter().rposition(Option::is_some);
    let point = last.and_then(|place| line.points.get(place)?.as_ref());
    if let Some((place, _)) = last.zip(point).filter(|(_, point)| point.basis == Basis::Computed) {
        let label = look::label(&sizes.labels, Color::FIRST, ChartDataLabelPosition::Above);
        series.set_data_label(&label).set_custom_data_labels(&look::only(place, &label, count));
    }
}

/// Marks published and given values, and every value if years are skipped. Values that several lines share are marked
/// once, because scenarios share their base.
fn marks(
    plot: &Lines,
    sizes: &Sizes,
    positions: Cells,
    sources: &mut Sources<'_>,
    chart: &mut Chart,
) {
    let mut taken: Vec<(usize, &Value)> = Vec::new();
    let strokes = strokes(&plot.lines);
    let lines = || plot.lines.iter().zip(&strokes);
    let is_only = plot.lines.len() == 1;
    let main = lines().filter(|(line, _)| line.is_main);
    for (line, stroke) in main.chain(lines().filter(|(line, _)| !line.is_main)) {
        for mark in MARKS {
            let is_wanted = |point: &Point| mark.bases.contains(&point.basis);
            let is_shown = mark.is_always || plot.axis.skips_years();
            let values: Vec<Option<&Value>> = line
                .points
                .iter()
                .enumerate()
                .map(|(place, point)| {
                    let value = &point.as_ref().filter(|point| is_shown && is_wanted(point))?.value;
                    let is_free = !taken.contains(&(place, value));
                    taken.push((place, value));
                    Some(value).filter(|_| is_free)
                })
                .collect();
            if values.iter().all(Option::is_none) {
                continue;
            }
            let name = charts::of(mark.name, &line.name);
            let mut series = series(&name, positions, sources.values(&name, &values));
            series.set_format(&mut look::no_line()).delete_from_legend(true);
            series.set_marker(&look::marker(mark.kind, stroke.color));
            if is_only {
                let above = ChartDataLabelPosition::Above;
                series.set_data_label(&look::label(&sizes.labels, Color::FIRST, above));
            }
            push(chart, &series);
        }
    }
}

/// A mark for values of some bases.
struct Mark {
    bases: &'static [Basis],
    name: &'static str,
    kind: ChartMarkerType,
    /// Whether it is drawn even if no years are skipped.
    is_always: bool,
}

const MARKS: [Mark; 3] = [
    Mark {
        bases: &[Basis::Published],
        name: charts::PUBLISHED,
        kind: ChartMarkerType::Circle,
        is_always: true,
    },
    Mark {
        bases: &[Basis::Given],
        name: charts::INPUT,
        kind: ChartMarkerType::Diamond,
        is_always: true,
    },
    Mark {
        bases: &[Basis::Computed],
        name: charts::COMPUTED,
        kind: ChartMarkerType::Circle,
        is_always: false,
    },
];

/// Draws a line at the goal, and a ring where it is reached if that is one of the positions.
fn add_goal(
    goal: &Goal,
    plot: &Lines,
    sizes: &Sizes,
    positions: Cells,
    sources: &mut Sources<'_>,
    chart: &mut Chart,
) {
    let count = plot.axis.positions.len();
    let flat = sources.values(&goal.name, &vec![Some(&goal.value); count]);
    let mut series_of_goal = series(&goal.name, positions, flat);
    let stroke = Stroke::solid(Color::SECOND, 1.25).dashed(ChartLineDashType::Dash);
    series_of_goal.set_format(&mut stroke.format()).set_marker(&look::no_marker());
    let label = look::label(&sizes.labels, Color::SECOND, ChartDataLabelPosition::Above);
    series_of_goal.set_data_label(&label).set_custom_data_labels(&look::only(0, &label, count));
    push(chart, &series_of_goal);
    let is_there = |position: &Value| goal.position.as_ref() == Some(&position.number);
    if let Some(place) = plot.axis.positions.iter().position(is_there) {
        let values: Vec<Option<&Value>> =
            (0..count).map(|one| Some(&goal.value).filter(|_| one == place)).collect();
        let name = charts::of(&goal.name, names::FORECAST);
        let mut ring = series(&goal.name, positions, sources.values(&name, &values));
        ring.set_format(&mut look::no_line()).set_marker(&look::ring(Color::SECOND));
        ring.delete_from_legend(true);
        push(chart, &ring);
    }
}
