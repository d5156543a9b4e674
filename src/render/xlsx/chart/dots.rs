//! Dots: one for each report, with lines at the median and the quartiles.
//!
//! Reports are side by side, since only a vertical axis of sizes has room for names that every spreadsheet shows.

use rust_xlsxwriter::{
    Chart, ChartDataLabelPosition, ChartLineDashType, ChartMarker, ChartMarkerType, ChartType,
};

use crate::render::picture::{Dot, Dots, Value};
use crate::render::svg::ink::Color;
use crate::wording::names::OUTLIER;
use crate::wording::workbook::charts;

use super::axes::{self, Sizes};
use super::lines::{push, series};
use super::look::{self, Stroke};
use super::source::{Cells, Sources};

pub(super) fn chart(plot: &Dots, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
    let names: Vec<String> = plot.dots.iter().map(name).collect();
    let names = sources.names(charts::NAME, &names);
    let mut chart = Chart::new(ChartType::Line);
    statistics(plot, names, sources, &mut chart);
    dots(plot, sizes, names, sources, &mut chart);
    axes::sizes(chart.y_axis(), sizes);
    axes::columns(chart.x_axis());
    axes::legend(&mut chart, true);
    chart
}

fn name(dot: &Dot) -> String {
    match dot.is_outlier {
        true => format!("{} {OUTLIER}", dot.name),
        false => dot.name.clone(),
    }
}

/// Draws a line at each quartile and at the median.
fn statistics(plot: &Dots, names: Cells, sources: &mut Sources<'_>, chart: &mut Chart) {
    let quartile = Stroke::solid(Color::FIRST, 1.25);
    let strokes = [
        quartile.dashed(ChartLineDashType::RoundDot),
        Stroke::solid(Color::Text, 1.75),
        quartile.dashed(ChartLineDashType::Dash),
    ];
    for ((name, value), stroke) in plot.quartiles.iter().zip(strokes) {
        let values = sources.values(name, &vec![Some(value); plot.dots.len()]);
        let mut series = series(name, names, values);
        series.set_format(&mut stroke.format()).set_marker(&look::no_marker());
        push(chart, &series);
    }
}

/// Draws the dots, those of each color and shape as a series.
fn dots(plot: &Dots, sizes: &Sizes, names: Cells, sources: &mut Sources<'_>, chart: &mut Chart) {
    for (is_main, is_outlier) in [(false, false), (false, true), (true, false), (true, true)] {
        let is_wanted = |dot: &&Dot| (dot.is_main, dot.is_outlier) == (is_main, is_outlier);
        let value = |dot| Some(dot).filter(is_wanted).map(|dot| &dot.point.value);
        let values: Vec<Option<&Value>> = plot.dots.iter().map(value).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let mut series = series(charts::SIZE, names, sources.values(charts::SIZE, &values));
        series.set_format(&mut look::no_line()).set_marker(&marker(is_main, is_outlier));
        let above = ChartDataLabelPosition::Above;
        series.set_data_label(&look::label(&sizes.labels, Color::Text, above));
        series.delete_from_legend(true);
        push(chart, &series);
    }
}

fn marker(is_main: bool, is_outlier: bool) -> ChartMarker {
    let color = if is_main { Color::SECOND } else { Color::FIRST };
    match is_outlier {
        true => look::ring(color),
        false => look::marker(ChartMarkerType::Circle, color),
    }
}
