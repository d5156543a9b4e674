//! The chart beside the answer, of the same kind as the picture.
//!
//! From the bottom up: cells of its own (`data`), and where values stand (`source`); colors and fonts (`look`); axes
//! (`axes`); and a file for each kind of chart.

mod axes;
mod bars;
mod data;
mod dots;
mod fan;
mod layers;
mod lines;
mod look;
mod source;
mod tornado;

use rust_xlsxwriter::Chart;

use crate::decimal::{Decimal, USUAL_DIGITS};
use crate::error::{Error, Fault};
use crate::render::picture::{Axis, Fan, Line, Lines, Picture, Plot, Value, measure};
use crate::render::svg::ink::Color;
use crate::render::{SizeScale, Style};
use crate::table::Table;

use super::LONGEST_TITLE;
use super::answer::Answer;
use super::book::Book;
use super::sheet::{Sheet, unwritable};
use axes::Sizes;
pub(super) use data::Data;
use look::{TITLE, font, literal};
use source::{Sources, numbers};

/// The usual width and height in pixels.
const SIZE: (u32, u32) = (720, 420);

/// The height of a row, and of what is above and below all rows.
const ROW: u32 = 26;
const AROUND: u32 = 110;

/// A chart before it is written.
pub(super) struct Drawing {
    picture: Picture,
    style: Style,
    /// What the axis shows, if that is not years.
    axis: String,
    /// Whether its fractions are shown as an index.
    is_index: bool,
}

impl Drawing {
    /// Returns the chart, if the answer has a picture.
    pub(super) fn of(
        table: &Table,
        style: Style,
        answer: &Answer<'_>,
    ) -> Result<Option<Self>, Error> {
        let picture = match Picture::of(table, style) {
            Err(error) if matches!(error.fault(), Fault::Picture(_)) => return Ok(None),
            picture => picture?,
        };
        let is_log = style.size_scale == SizeScale::Log;
        let (axis, is_index) = (answer.axis_label(), is_index(table));
        if is_log && !is_loggable(&picture.plot) {
            let style = Style { size_scale: SizeScale::Linear, ..style };
            let picture = Picture::of(table, style)?;
            return Ok(Some(Self { picture, style, axis, is_index }));
        }
        Ok(Some(Self { picture, style, axis, is_index }))
    }

    /// Numbers every figure.
    pub(super) fn number(&self, book: &mut Book) {
        for figure in values(&self.picture.plot).into_iter().filter_map(|one| one.figure.as_ref()) {
            book.number(figure);
        }
    }

    /// Puts the chart beside the answer, and returns the cells of its own.
    pub(super) fn write(
        &self,
        sheet: &mut Sheet,
        answer: &Answer<'_>,
        book: &mut Book,
    ) -> Result<Data, Error> {
        let digits = self.style.digits.unwrap_or(USUAL_DIGITS);
        let shown = (digits, self.is_index);
        let mut sources = Sources::new(answer, shown, book);
        let is_log = self.style.size_scale == SizeScale::Log;
        let sizes = Sizes::of(&values(&self.picture.plot), shown, is_log);
        let mut chart = self.plotted(&sizes, &mut sources);
        let title = format!("{}: {}", self.picture.title, self.picture.subtitle);
        let title: String = title.chars().take(LONGEST_TITLE).collect();
        chart.title().set_name(&literal(&title)).set_font(&font(TITLE, Color::Text, true));
        chart.set_alt_text(&title);
        let (width, height) = self.size();
        chart.set_width(width).set_height(height);
        let column = u16::try_from(answer.columns.len() + 1).unwrap_or_default();
        let inserted = sheet.inner().insert_chart(0, column, &chart);
        inserted.map_err(|error| unwritable(&error))?;
        Ok(sources.data)
    }

    fn plotted(&self, sizes: &Sizes, sources: &mut Sources<'_>) -> Chart {
        match &self.picture.plot {
            Plot::Bars(plot) => bars::chart(plot, sizes, sources),
            Plot::Lines(plot) => lines::chart(plot, (sizes, &self.axis), sources),
            Plot::Layers(plot) if sizes.is_log => {
                // The heights of layers cannot be compared on a logarithmic scale.
                let (axis, lines) = (plot.axis.clone(), plot.layers.clone());
                let plot = Lines { axis, lines, goal: None };
                lines::chart(&plot, (sizes, &self.axis), sources)
            }
            Plot::Layers(plot) => layers::chart(plot, sizes, sources),
            Plot::Fan(plot) if plot.axis.positions.len() == 1 => {
                bars::of_quantiles(plot, sizes, sources)
            }
            Plot::Fan(plot) => fan::chart(plot, sizes, sources),
            Plot::Tornado(plot) => tornado::chart(plot, sizes, sources),
            Plot::Dots(plot) => dots::chart(plot, sizes, sources),
        }
    }

    /// Returns the width and the height. By default, there is room for every row.
    fn size(&self) -> (u32, u32) {
        let rows = match &self.picture.plot {
            Plot::Bars(plot) => plot.groups.iter().map(|group| group.bars.len()).sum(),
            Plot::Tornado(plot) => plot.swings.len(),
            Plot::Lines(_) | Plot::Layers(_) | Plot::Fan(_) | Plot::Dots(_) => 0,
        };
        let rows = u32::try_from(rows).unwrap_or_default();
        let (width, height) = self.style.pixels;
        let usual = SIZE.1.max(rows * ROW + AROUND);
        (width.unwrap_or(SIZE.0), height.unwrap_or(usual))
    }
}

/// Whether the measure of the picture is an index.
fn is_index(table: &Table) -> bool {
    let column = measure(table).and_then(|place| table.columns.get(place));
    column.is_some_and(|column| matches!(&*column.measure, "index" | "real_index"))
}

/// Whether a logarithmic scale can show the plot.
fn is_loggable(plot: &Plot) -> bool {
    match plot {
        Plot::Bars(_) | Plot::Tornado(_) => false,
        Plot::Fan(Fan { axis: Axis { positions, .. }, .. }) if positions.len() == 1 => false,
        plot => values(plot).iter().all(|value| value.number > Decimal::from(0)),
    }
}

/// Returns every value, and every position of the axis.
fn values(plot: &Plot) -> Vec<&Value> {
    let of_lines =
        |lines: Vec<_>| -> Vec<&Value> { lines.into_iter().flat_map(numbers).flatten().collect() };
    match plot {
        Plot::Bars(plot) => {
            let bars = plot.groups.iter().flat_map(|group| &group.bars);
            bars.filter_map(|bar| Some(&bar.point.as_ref()?.value)).collect()
        }
        Plot::Lines(plot) => {
            let goal = plot.goal.iter().map(|goal| &goal.value);
            of_lines(plot.lines.iter().collect()).into_iter().chain(goal).collect()
        }
        Plot::Layers(plot) => of_lines(plot.layers.iter().chain(&plot.total).collect()),
        Plot::Fan(plot) => of_lines(every_line(plot)),
        Plot::Tornado(plot) => {
            let ends = plot.swings.iter().flat_map(|swing| [&swing.low.1, &swing.high.1]);
            std::iter::once(&plot.center.1).chain(ends).collect()
        }
        Plot::Dots(plot) => {
            let quartiles = plot.quartiles.iter().map(|(_, value)| value);
            plot.dots.iter().map(|dot| &dot.point.value).chain(quartiles).collect()
        }
    }
}

fn every_line(plot: &Fan) -> Vec<&Line> {
    plot.quantiles(plot.bands.len()).into_iter().chain(&plot.forecast).collect()
}
