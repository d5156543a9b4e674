//! Bars: a row for each value.

use rust_xlsxwriter::{Chart, ChartDataLabelPosition, ChartPoint, ChartType};

use crate::render::picture::{Bars, Fan, Value};
use crate::render::svg::ink::Color;
use crate::wording::names::FORECAST;
use crate::wording::workbook::charts;

use super::axes::{self, Sizes};
use super::lines::{push, series};
use super::look::{self, filled};
use super::source::{Cells, Sources, numbers};

/// The distance between bars, in percent of their height.
pub(super) const GAP: u16 = 60;

pub(super) fn chart(plot: &Bars, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
    let bars =
        || plot.groups.iter().flat_map(|group| group.bars.iter().map(move |bar| (group, bar)));
    let names: Vec<String> = bars()
        .map(|(group, bar)| match group.heading.as_str() {
            "" => bar.name.clone(),
            heading => charts::of(&bar.name, heading),
        })
        .collect();
    let values: Vec<Option<&Value>> =
        bars().map(|(_, bar)| bar.point.as_ref().map(|point| &point.value)).collect();
    let has_main = bars().any(|(_, bar)| bar.is_main);
    let format = |is_strong: bool| filled(Color::FIRST, if is_strong { 0 } else { 50 });
    let points: Vec<ChartPoint> = bars()
        .map(|(_, bar)| ChartPoint::new().set_format(&mut format(bar.is_main || !has_main)))
        .collect();
    let (names, values) =
        (sources.names(charts::NAME, &names), sources.values(charts::SIZE, &values));
    rows(sizes, (names, values), &points)
}

/// Returns the quantiles of a single year, and the forecast.
pub(super) fn of_quantiles(plot: &Fan, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
    let quantiles = plot.quantiles(plot.bands.len());
    let lines = || quantiles.iter().copied().chain(&plot.forecast);
    let names: Vec<String> = lines().map(|line| line.name.clone()).collect();
    let values: Vec<Option<&Value>> = lines().flat_map(numbers).collect();
    let format = |line: &crate::render::picture::Line| match line.name.as_str() {
        FORECAST => filled(Color::SECOND, 0),
        _ if line.is_main => filled(Color::FIRST, 0),
        _ => filled(Color::FIRST, 50),
    };
    let points: Vec<ChartPoint> =
        lines().map(|line| ChartPoint::new().set_format(&mut format(line))).collect();
    let (names, values) =
        (sources.names(charts::NAME, &names), sources.values(charts::SIZE, &values));
    rows(sizes, (names, values), &points)
}

/// Returns a chart with a bar for each value.
fn rows(sizes: &Sizes, (names, values): (Cells, Cells), points: &[ChartPoint]) -> Chart {
    let mut chart = Chart::new(ChartType::Bar);
    let mut series = series(charts::SIZE, names, values);
    series.set_format(&mut filled(Color::FIRST, 0)).set_points(points).set_gap(GAP);
    let outside = ChartDataLabelPosition::OutsideEnd;
    series.set_data_label(&look::label(&sizes.labels, Color::Text, outside));
    push(&mut chart, &series);
    axes::sizes(chart.x_axis(), sizes);
    axes::names(chart.y_axis());
    axes::legend(&mut chart, false);
    chart
}
