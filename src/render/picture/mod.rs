//! What a picture of an answer shows, before anything is drawn: values with their text, in the order of the table.
//!
//! The kind of picture follows from the roles of the table's columns. Each format that draws starts from here, so that all
//! of them show the same values.

mod bars;
mod dots;
mod fan;
mod lines;
mod swings;
mod values;

use crate::decimal::Decimal;
use crate::derivation::Basis;
use crate::error::{Error, PictureFault};
use crate::table::{Layout, MeasureKind, Table};
use crate::wording::{self, Pictured};

use super::{SizeScale, Style, notes};
use values::Values;

/// A picture: its words and its plot.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// The market.
    pub(super) title: String,
    /// What is shown, and the unit.
    pub(super) subtitle: String,
    /// The notes, each a paragraph.
    pub(super) caption: Vec<String>,
    /// The number of paragraphs at the start of the caption that are warnings.
    pub(super) warnings: usize,
    /// What is drawn.
    pub(super) plot: Plot,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(super) enum Plot {
    /// A bar for each value.
    Bars(Bars),
    /// A line for each series over an axis with at least two positions.
    Lines(Lines),
    /// Parts of a whole over an axis with at least two positions, one above the other.
    Layers(Layers),
    /// Nested intervals over an axis. With a single position, they are intervals in a row.
    Fan(Fan),
    /// The sizes at both ends of each input, around the forecast.
    Tornado(Tornado),
    /// A dot for each report, among the statistics over all of them.
    Dots(Dots),
}

/// A number with its text in the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// The number, in the unit of its text.
    pub(super) number: Decimal,
    /// The digits for people.
    pub(super) text: String,
}

/// A value on a line.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) value: Value,
    /// Published values have a dot, given ones a diamond.
    pub(super) basis: Basis,
}

/// The horizontal axis: its positions in ascending order.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) positions: Vec<Value>,
    /// Whether they are calendar years.
    pub(super) is_years: bool,
}

/// A series of values, one for each position of the axis.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The name of the series. Empty if there is only one.
    pub(super) name: String,
    /// The values; `None` is a gap.
    pub(super) points: Vec<Option<Point>>,
    /// Whether it stands out.
    pub(super) is_main: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub(super) axis: Axis,
    pub(super) lines: Vec<Line>,
    /// A size to reach.
    pub(super) goal: Option<Goal>,
}

/// A size to reach.
#[derive(Clone, Debug)]
pub(super) struct Goal {
    /// `Goal`
    pub(super) name: String,
    pub(super) value: Value,
    /// Where it is reached, or is to be reached, on the axis. `None` if that is not on it.
    pub(super) position: Option<Decimal>,
}

/// Parts of a whole, the lowest first.
#[derive(Clone, Debug)]
pub(super) struct Layers {
    pub(super) axis: Axis,
    pub(super) layers: Vec<Line>,
}

/// Intervals, the widest first, each within the last one.
#[derive(Clone, Debug)]
pub(super) struct Fan {
    pub(super) axis: Axis,
    /// The lower and the upper bound of each interval.
    pub(super) bands: Vec<(Line, Line)>,
    /// The value in the middle.
    pub(super) middle: Option<Line>,
    /// The forecast without uncertainty, a dashed line.
    pub(super) forecast: Option<Line>,
}

#[derive(Clone, Debug)]
pub(super) struct Bars {
    pub(super) groups: Vec<Group>,
}

/// Bars under a heading, which is empty if there is only one group.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) bars: Vec<Bar>,
}

#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) name: String,
    /// `None` for a cell without a value, which keeps its row.
    pub(super) point: Option<Point>,
    /// Whether it stands out.
    pub(super) is_main: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Tornado {
    /// The forecast, and what it is called.
    pub(super) center: (String, Value),
    /// The inputs, the largest swing first. None of them is zero.
    pub(super) swings: Vec<Swing>,
}

/// The sizes at both ends of an input.
#[derive(Clone, Debug)]
pub(super) struct Swing {
    /// The input.
    pub(super) name: String,
    /// The lower end of the input, as text, and the size there.
    pub(super) low: (String, Value),
    /// The same for the higher end.
    pub(super) high: (String, Value),
}

#[derive(Clone, Debug)]
pub(super) struct Dots {
    /// The reports, the highest value first.
    pub(super) dots: Vec<Dot>,
    /// The lower quartile, the median and the upper quartile, each with its name.
    pub(super) quartiles: [(String, Value); 3],
}

#[derive(Clone, Debug)]
pub(super) struct Dot {
    /// The publisher.
    pub(super) name: String,
    pub(super) point: Point,
    /// Whether it is the report that the answer is about.
    pub(super) is_main: bool,
    pub(super) is_outlier: bool,
}

impl Picture {
    /// Returns the picture of an answer.
    ///
    /// # Errors
    /// - an answer that has no sizes or no rows
    /// - segments of several dimensions in several years
    /// - any error in computing a row
    pub(super) fn of(table: &Table, style: Style) -> Result<Self, Error> {
        let values = Values::new(table, style)?;
        let has_sizes = table.has_axis() || values.has(MeasureKind::Bound);
        if !has_sizes {
            return Err(PictureFault::NoSizes.into());
        }
        if values.rows.is_empty() {
            return Err(PictureFault::NoRows.into());
        }
        let plot = plot(&values)?;
        let is_log = style.size_scale == SizeScale::Log;
        let caption = notes(table, style);
        let warnings = table.notes.iter().filter(|note| note.is_warning()).count();
        Ok(Self {
            title: table.about.market.clone(),
            subtitle: wording::subtitle(&pictured(&values, &plot)?, values.unit(), is_log),
            warnings: warnings.min(caption.len()),
            caption,
            plot,
        })
    }
}

/// Chooses the kind of picture, by the roles of the columns.
fn plot(values: &Values<'_>) -> Result<Plot, Error> {
    let (table, is_one) = (values.table, values.is_one_position());
    let has_bounds = values.has(MeasureKind::Bound);
    match &table.summary {
        Some(summary) if is_one => dots::plot(values, summary).map(Plot::Dots),
        Some(summary) => fan::plot(values, summary).map(Plot::Fan),
        None if has_bounds && table.has_axis() => {
            fan::plot(values, &table.grid(Layout::Long)?).map(Plot::Fan)
        }
        None if has_bounds => swings::plot(values).map(Plot::Tornado),
        None if values.has(MeasureKind::Goal) => lines::to_goal(values).map(Plot::Lines),
        None if is_one => bars::plot(values).map(Plot::Bars),
        None => lines::plot(values),
    }
}

/// What the picture shows, for the line under its title.
fn pictured(values: &Values<'_>, plot: &Plot) -> Result<Pictured, Error> {
    let (table, year) = (values.table, values.year());
    Ok(match plot {
        Plot::Dots(dots) => Pictured::Reports { count: dots.dots.len(), year },
        Plot::Fan(_) if table.summary.is_some() => {
            Pictured::Reports { count: values.lines().len(), year: None }
        }
        Plot::Fan(_) => Pictured::Range { year },
        Plot::Tornado(_) => Pictured::Swings { year: table.path.first().map(|(year, _)| *year) },
        Plot::Bars(_) | Plot::Lines(_) | Plot::Layers(_) => {
            match (values.series_name()?, values.axis_name()) {
                (Some(by), Some(axis)) => Pictured::TwoWay { axis, by, year },
                (Some(by), None) => Pictured::Series { by, year },
                (None, _) => Pictured::Single,
            }
        }
    })
}
