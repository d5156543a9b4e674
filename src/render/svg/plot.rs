//! Chooses how each kind of picture is drawn, and rejects scales that it cannot use.

use crate::decimal::Decimal;
use crate::error::{Error, PictureFault};

use super::super::SizeScale;
use super::super::picture::{Axis, Line, Lines, Plot, Value};
use super::ink::Ink;
use super::rows::Need;
use super::{Room, bars, dots, fan, intervals, labels, layers, lines, tornado};

/// The heights of a plot over an axis, as in [`Need`].
const LEAST: f64 = 70.0;
const FAIR: f64 = 140.0;
const USUAL: f64 = 200.0;

/// The difference between the height of a plot and that of its labels.
const AROUND_LABELS: f64 = 46.0;

/// The most height that labels can ask for. If they need more, some are left out.
const MOST: f64 = 640.0;

/// Returns the height that a plot needs.
pub(super) fn need(plot: &Plot, k: f64, width: f64) -> Need {
    let (axis, lines): (&Axis, Vec<&Line>) = match plot {
        Plot::Bars(plot) => return bars::need(plot, k),
        Plot::Tornado(plot) => return tornado::need(plot, k),
        Plot::Dots(plot) => return dots::need(plot, k, width),
        Plot::Fan(plot) if plot.axis.positions.len() == 1 => return intervals::need(k),
        Plot::Fan(plot) => (&plot.axis, fan::every_line(plot).collect()),
        Plot::Lines(plot) => (&plot.axis, plot.lines.iter().collect()),
        Plot::Layers(plot) => (&plot.axis, plot.layers.iter().chain(&plot.total).collect()),
    };
    let label = |line: &&Line| {
        let (_, point) = lines::last(line)?;
        let name = format!("{}{}", line.name, lines::year(line, axis));
        Some((name, point.value.text.clone()))
    };
    let names: Vec<(String, String)> = lines.iter().filter_map(label).collect();
    let labels = labels::height(&names, 12.0 * k, width) + AROUND_LABELS * k;
    Need { least: LEAST * k, usual: labels.clamp(USUAL * k, MOST * k), fair: FAIR * k }
}

/// Draws a plot.
pub(super) fn draw(plot: &Plot, room: &Room, ink: &mut Ink) {
    match plot {
        Plot::Bars(plot) => bars::draw(plot, room, ink),
        Plot::Tornado(plot) => tornado::draw(plot, room, ink),
        Plot::Dots(plot) => dots::draw(plot, room, ink),
        Plot::Fan(plot) if plot.axis.positions.len() == 1 => intervals::draw(plot, room, ink),
        Plot::Fan(plot) => fan::draw(plot, room, ink),
        Plot::Lines(plot) => lines::draw(plot, room, ink),
        Plot::Layers(plot) if room.scale == SizeScale::Log => {
            // The heights of layers cannot be compared on a logarithmic scale.
            let (axis, lines) = (plot.axis.clone(), plot.layers.clone());
            lines::draw(&Lines { axis, lines, goal: None }, room, ink);
        }
        Plot::Layers(plot) => layers::draw(plot, room, ink),
    }
}

/// Checks that a scale can show every value.
///
/// # Errors
/// - a logarithmic scale for bars
/// - a logarithmic scale for a value that is not positive
pub(super) fn check(plot: &Plot, scale: SizeScale) -> Result<(), Error> {
    if scale == SizeScale::Linear {
        return Ok(());
    }
    let lines: Vec<_> = match plot {
        Plot::Bars(_) | Plot::Tornado(_) => return Err(PictureFault::LogBars.into()),
        Plot::Lines(plot) => plot.lines.iter().collect(),
        Plot::Layers(plot) => plot.layers.iter().collect(),
        Plot::Fan(plot) => fan::every_line(plot).collect(),
        Plot::Dots(_) => Vec::new(),
    };
    let points = lines.iter().flat_map(|line| line.points.iter().flatten());
    let mut values: Vec<&Value> = points.map(|point| &point.value).collect();
    match plot {
        Plot::Dots(plot) => values.extend(plot.dots.iter().map(|dot| &dot.point.value)),
        Plot::Lines(plot) => values.extend(plot.goal.iter().map(|goal| &goal.value)),
        _ => {}
    }
    match values.into_iter().find(|value| value.number <= Decimal::from(0)) {
        Some(value) => Err(PictureFault::NotPositive { value: value.text.clone() }.into()),
        None => Ok(()),
    }
}
