//! Fans: nested intervals over years, stacked on an area that is not to be seen.

use rust_xlsxwriter::{Chart, ChartLineDashType, ChartMarkerType, ChartType};

use crate::render::picture::{Fan, Line};
use crate::render::svg::fan::opacity;
use crate::render::svg::ink::Color;
use crate::wording::workbook::charts;

use super::axes::{self, Sizes};
use super::lines::{connecting, push, series};
use super::look::{self, Stroke, filled, unseen};
use super::source::{Cells, Sources, numbers};

pub(super) fn chart(plot: &Fan, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
    let positions = sources.axis(charts::YEAR, &plot.axis);
    let mut chart = Chart::new(ChartType::AreaStacked);
    bands(plot, positions, sources, &mut chart);
    let mut lines = lines(plot, positions, sources);
    if plot.bands.is_empty() {
        std::mem::swap(&mut chart, &mut lines);
    } else {
        chart.combine(&lines);
    }
    axes::sizes(chart.y_axis(), sizes);
    axes::positions(chart.x_axis(), &plot.axis);
    axes::legend(&mut chart, true);
    chart
}

/// Draws each interval in two parts, below and above those within it.
fn bands(plot: &Fan, positions: Cells, sources: &mut Sources<'_>, chart: &mut Chart) {
    let lows = plot.bands.iter().map(|(low, _)| low);
    let bounds: Vec<&Line> = lows.chain(plot.bands.iter().rev().map(|(_, high)| high)).collect();
    let Some(lowest) = bounds.first() else { return };
    let mut base = series(&lowest.name, positions, sources.line(&lowest.name, lowest));
    base.set_format(&mut unseen()).delete_from_legend(true);
    push(chart, &base);
    let count = plot.bands.len();
    for (place, pair) in bounds.windows(2).enumerate() {
        let [low, high] = pair else { continue };
        let depth = place.min(2 * (count - 1) - place);
        let heading = charts::interval(&low.name, &high.name);
        let widths = sources.differences(&heading, &numbers(high), &numbers(low));
        let name = plot.bands.get(depth).map(|(low, high)| charts::interval(&low.name, &high.name));
        let mut band = series(&name.unwrap_or_default(), positions, widths);
        band.set_format(&mut filled(Color::FIRST, transparency(depth, count)));
        band.delete_from_legend(place >= count);
        push(chart, &band);
    }
}

/// Returns the transparency of an interval in percent, as if the wider ones lay behind it.
fn transparency(depth: usize, count: usize) -> u8 {
    let light: f64 = (0..=depth).map(|place| 1.0 - opacity(place, count)).product();
    (light * 100.0) as u8
}

/// Draws a quantile without a counterpart, the median, and the forecast.
fn lines(plot: &Fan, positions: Cells, sources: &mut Sources<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::Line);
    let forecast = Stroke::solid(Color::SECOND, 1.75).dashed(ChartLineDashType::Dash);
    let lines = [
        (&plot.single, Stroke::solid(Color::FIRST, 1.0)),
        (&plot.middle, Stroke::solid(Color::FIRST, 2.5)),
        (&plot.forecast, forecast),
    ];
    for (line, stroke) in lines {
        let Some(line) = line else { continue };
        let mut series = series(&line.name, positions, sources.line(&line.name, line));
        if plot.axis.skips_years() {
            series.set_format(&mut connecting(stroke).format());
            series.set_marker(&look::marker(ChartMarkerType::Circle, stroke.color));
        } else {
            series.set_format(&mut stroke.format()).set_marker(&look::no_marker());
        }
        push(&mut chart, &series);
    }
    chart
}
