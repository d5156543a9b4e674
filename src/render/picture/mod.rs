//! The content of a picture, before it is drawn: values with their text, in table order.
//!
//! The kind of picture follows from the roles of the table's columns. The SVG and terminal renderers share it, so they show
//! the same values.

mod bars;
mod dots;
mod fan;
mod lines;
mod swings;
mod values;

use crate::decimal::Decimal;
use crate::derivation::{Basis, Derivation};
use crate::error::{Error, PictureFault};
use crate::table::{About, Layout, MeasureKind, Table};
use crate::wording::{self, Marks, Pictured};

use super::{SizeScale, Style, USUAL_NOTES};
use values::Values;
#[cfg(feature = "xlsx")]
pub(super) use values::measure;

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
    /// The number as the table prints it.
    pub(super) text: String,
    /// The figure that it is the number of. Years have none.
    pub(super) figure: Option<Derivation>,
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
    /// Whether it is highlighted.
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
    /// The label, such as `Goal`.
    pub(super) name: String,
    pub(super) value: Value,
    /// The position where the size is or must be reached; `None` if it is off the axis.
    pub(super) position: Option<Decimal>,
}

/// Parts of a whole, the lowest first.
#[derive(Clone, Debug)]
pub(super) struct Layers {
    pub(super) axis: Axis,
    pub(super) layers: Vec<Line>,
    /// The whole, if the answer has it.
    pub(super) total: Option<Line>,
}

/// Intervals, the widest first, each within the one before it.
#[derive(Clone, Debug)]
pub(super) struct Fan {
    pub(super) axis: Axis,
    /// The lower and the upper bound of each interval.
    pub(super) bands: Vec<(Line, Line)>,
    /// The median.
    pub(super) middle: Option<Line>,
    /// A quantile without a counterpart.
    pub(super) single: Option<Line>,
    /// The report's forecast, a dashed line.
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
    /// `None` if the cell is empty; its row is still drawn.
    pub(super) point: Option<Point>,
    /// Whether it is highlighted.
    pub(super) is_main: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Tornado {
    /// The forecast, and what it is called.
    pub(super) center: (String, Value),
    /// The inputs, the largest swing first. Swings that round to zero are left out.
    pub(super) swings: Vec<Swing>,
}

/// The sizes at both ends of an input.
#[derive(Clone, Debug)]
pub(super) struct Swing {
    /// The input.
    pub(super) name: String,
    /// The lower end of the input, as text, and the size there.
    pub(super) low: (String, Value),
    /// The higher end of the input, as text, and the size there.
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
        // A range is one in any case.
        let is_what_if = table.about.scenario == About::WHAT_IF && !values.has(MeasureKind::Bound);
        let is_log = style.size_scale == SizeScale::Log;
        let verbosity = style.notes.unwrap_or(USUAL_NOTES);
        let (scale, spelling) = (table.scale(style.digits), style.names.into());
        let caption = wording::caption(&table.notes, plot.marks(), verbosity, &scale, spelling);
        let warnings = table.notes.iter().filter(|note| note.is_warning()).count();
        Ok(Self {
            title: table.about.market.clone(),
            subtitle: wording::subtitle(
                &pictured(&values, &plot)?,
                is_what_if,
                values.unit(),
                is_log,
            ),
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
        Plot::Lines(Lines { goal: Some(_), .. }) => Pictured::Goal,
        Plot::Bars(_) | Plot::Lines(_) | Plot::Layers(_) => {
            match (values.series_name()?, values.axis_name()) {
                (Some(by), Some(axis)) => Pictured::TwoWay { axis, by, year },
                (Some(by), None) => Pictured::Series { are_sizes: values.are_sizes(), by, year },
                (None, _) if values.are_sizes() => Pictured::Sizes,
                (None, _) => Pictured::Single,
            }
        }
    })
}

impl Plot {
    /// The marks of published and given values, which only lines have.
    pub(super) fn marks(&self) -> Marks {
        let Self::Lines(Lines { axis, lines, .. }) = self else { return Marks::default() };
        let points = || lines.iter().flat_map(|line| line.points.iter().flatten());
        let has = |basis| points().any(|point| point.basis == basis);
        // If years are skipped, computed values have dots too.
        let has_published = has(Basis::Published) && !axis.skips_years();
        Marks { has_published, has_given: has(Basis::Given) }
    }
}

impl Axis {
    /// Whether some years between its positions have no value.
    pub(super) fn skips_years(&self) -> bool {
        let one = Decimal::from(1);
        let is_next = |(last, next): (&Value, &Value)| &next.number - &last.number <= one;
        let next = self.positions.iter().skip(1);
        self.is_years && !self.positions.iter().zip(next).all(is_next)
    }
}

impl Fan {
    /// The quantiles with that many of its intervals, from the lowest to the highest.
    pub(super) fn quantiles(&self, intervals: usize) -> Vec<&Line> {
        let bands = self.bands.iter().take(intervals);
        let bounds = bands.flat_map(|(low, high)| [low, high]);
        let mut lines: Vec<&Line> = bounds.chain(&self.middle).chain(&self.single).collect();
        lines.sort_by(|one, other| one.last().cmp(&other.last()));
        lines
    }
}

impl Line {
    /// Its last value.
    pub(super) fn last(&self) -> Option<&Decimal> {
        self.points.iter().rev().flatten().next().map(|point| &point.value.number)
    }
}
