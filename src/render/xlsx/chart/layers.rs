//! Layers: the parts of a whole, one above the other.

use rust_xlsxwriter::{Chart, ChartType};

use crate::render::picture::Layers;
use crate::render::svg::ink::Color;
use crate::wording::workbook::charts;

use super::axes::{self, Sizes};
use super::lines::{push, series};
use super::look::{self, Stroke, filled};
use super::source::Sources;

/// How much the grid shows through, in percent.
const TRANSPARENCY: u8 = 12;

pub(super) fn chart(plot: &Layers, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::AreaStacked);
    let positions = sources.axis(charts::YEAR, &plot.axis);
    for (place, layer) in plot.layers.iter().enumerate() {
        let mut series = series(&layer.name, positions, sources.line(&layer.name, layer));
        series.set_format(&mut filled(Color::Series(place), TRANSPARENCY));
        push(&mut chart, &series);
    }
    if let Some(total) = &plot.total {
        let mut lines = Chart::new(ChartType::Line);
        let mut series = series(&total.name, positions, sources.line(&total.name, total));
        series
            .set_format(&mut Stroke::solid(Color::Text, 1.5).format())
            .set_marker(&look::no_marker());
        push(&mut lines, &series);
        chart.combine(&lines);
    }
    axes::sizes(chart.y_axis(), sizes);
    axes::positions(chart.x_axis(), &plot.axis);
    axes::legend(&mut chart, true);
    chart
}
