//! Tornadoes: the differences from the forecast at both ends of each input.

use rust_xlsxwriter::{Chart, ChartDataLabelPosition, ChartType};

use crate::render::picture::{Tornado, Value};
use crate::render::svg::ink::Color;
use crate::wording::names::{HIGHER_INPUT, LOWER_INPUT};
use crate::wording::workbook::charts;

use super::axes::{self, Sizes};
use super::bars::GAP;
use super::lines::{push, series};
use super::look::{self, filled, font, literal};
use super::source::Sources;

pub(super) fn chart(plot: &Tornado, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::Bar);
    let names: Vec<String> = plot
        .swings
        .iter()
        .map(|swing| charts::swing(&swing.name, &swing.low.0, &swing.high.0))
        .collect();
    let names = sources.names(charts::NAME, &names);
    let lows: Vec<&Value> = plot.swings.iter().map(|swing| &swing.low.1).collect();
    let highs: Vec<&Value> = plot.swings.iter().map(|swing| &swing.high.1).collect();
    let ends = [(LOWER_INPUT, Color::SECOND, lows), (HIGHER_INPUT, Color::FIRST, highs)];
    for (name, color, values) in ends {
        let values: Vec<Option<&Value>> = values.into_iter().map(Some).collect();
        let center = vec![Some(&plot.center.1); values.len()];
        let differences = sources.differences(&charts::difference(name), &values, &center);
        let mut series = series(name, names, differences);
        series.set_format(&mut filled(color, 0)).set_gap(GAP).set_overlap(100);
        let (signed, outside) = (sizes.signed(), ChartDataLabelPosition::OutsideEnd);
        series.set_data_label(&look::label(&signed, Color::Text, outside));
        push(&mut chart, &series);
    }
    axes::sizes(chart.x_axis(), &sizes.of_differences());
    let soft = font(look::USUAL, Color::Soft, false);
    chart.x_axis().set_name(&literal(charts::FROM_FORECAST)).set_name_font(&soft);
    axes::names(chart.y_axis());
    axes::legend(&mut chart, true);
    chart
}
