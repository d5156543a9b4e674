//! The axes of a chart.

use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartAxisLabelPosition, ChartEmptyCells,
    ChartLegendPosition,
};

use crate::derivation::Measure;
use crate::render::picture::{Axis, Value};
use crate::render::svg::ink::Color;

use super::super::columns::numeral;
use super::super::sheet::Numeral;
use super::look::{Stroke, USUAL, font};
use super::source::is_scaled;

/// How sizes are shown.
#[derive(Clone)]
pub(super) struct Sizes {
    pub(super) is_log: bool,
    /// Whether the axis starts at zero. Otherwise a spreadsheet chooses.
    starts_at_zero: bool,
    /// The format of the numbers of the axis, and of labels.
    pub(super) ticks: String,
    pub(super) labels: String,
}

/// About as many parts as an axis is divided into.
const PARTS: f64 = 5.0;

impl Sizes {
    /// Returns how these values are shown, and their numbers with this many decimals.
    pub(super) fn of(values: &[&Value], (digits, is_index): (u8, bool), is_log: bool) -> Self {
        let figure = values.iter().find_map(|value| value.figure.as_ref());
        let numeral = |digits: u8| match figure {
            Some(figure) if is_scaled(figure, is_index) => Numeral::Number(digits),
            Some(figure) if figure.measure() != Measure::Probability => numeral(figure, digits),
            Some(_) => Numeral::Percent(digits),
            None => Numeral::Number(digits),
        };
        let numbers = values.iter().map(|value| value.number.to_f64());
        let (low, high) =
            numbers.fold((0.0_f64, 0.0_f64), |(low, high), one| (low.min(one), high.max(one)));
        let ticks =
            if is_log { "General".to_owned() } else { numeral(decimals(high - low)).code() };
        let starts_at_zero = !is_log && low >= 0.0;
        Self { is_log, starts_at_zero, ticks, labels: numeral(digits).code() }
    }

    /// Returns how differences between these sizes are shown.
    pub(super) fn of_differences(&self) -> Self {
        Self { starts_at_zero: false, ..self.clone() }
    }

    /// Returns the format of labels of differences. No difference has no label.
    pub(super) fn signed(&self) -> String {
        format!("+{0};-{0};", self.labels)
    }
}

/// Returns the number of decimals of the ticks of an axis of that length.
fn decimals(reach: f64) -> u8 {
    const MOST: u8 = 15;
    let mut decimals = 0;
    let mut reach = reach;
    while reach < PARTS && reach > 0.0 && decimals < MOST {
        reach *= 10.0;
        decimals += 1;
    }
    decimals
}

/// Formats the axis of sizes.
pub(super) fn sizes(axis: &mut ChartAxis, sizes: &Sizes) {
    axis.set_num_format(&sizes.ticks).set_font(&font(USUAL, Color::Soft, false));
    axis.set_major_gridlines_line(&Stroke::solid(Color::Grid, 0.75).line());
    axis.set_format(&mut Stroke::solid(Color::Grid, 0.75).format());
    if sizes.is_log {
        axis.set_log_base(10);
    }
    if sizes.starts_at_zero {
        axis.set_min(0);
    }
}

/// Formats the axis of years, or of other positions.
pub(super) fn positions(axis: &mut ChartAxis, positions: &Axis) {
    axis.set_font(&font(USUAL, Color::Soft, false));
    axis.set_format(&mut Stroke::solid(Color::Axis, 0.75).format());
    axis.set_label_position(ChartAxisLabelPosition::Low);
    if positions.skips_years() {
        // Each year is a day, so that the distances are right.
        axis.set_date_axis(true).set_num_format("0");
    }
}

/// Formats the axis of names, the first one on top.
pub(super) fn names(axis: &mut ChartAxis) {
    axis.set_reverse().set_crossing(ChartAxisCrossing::Max);
    axis.set_font(&font(USUAL, Color::Text, false));
    axis.set_format(&mut Stroke::solid(Color::Axis, 0.75).format());
    axis.set_label_position(ChartAxisLabelPosition::Low);
}

/// Formats the axis of names that are side by side.
pub(super) fn columns(axis: &mut ChartAxis) {
    axis.set_font(&font(USUAL, Color::Text, false));
    axis.set_format(&mut Stroke::solid(Color::Axis, 0.75).format());
    axis.set_label_position(ChartAxisLabelPosition::Low);
}

/// Shows the legend if there is something to tell apart.
pub(super) fn legend(chart: &mut Chart, is_shown: bool) {
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    match is_shown {
        true => {
            chart.legend().set_position(ChartLegendPosition::Bottom);
            chart.legend().set_font(&font(USUAL, Color::Text, false));
        }
        false => {
            chart.legend().set_hidden();
        }
    }
}
