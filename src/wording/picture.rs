//! The line under the title of a picture.

use crate::quantity::Year;

/// The names of things in a picture that no table names.
pub(crate) mod names {
    /// The report's forecast, in the middle of a tornado.
    pub(crate) const FORECAST: &str = "Forecast";
    /// The report's forecast, beside a range.
    pub(crate) const REPORT: &str = "Report";
    /// The middle of a range.
    pub(crate) const MEDIAN: &str = "Median";
    /// The end of an input with the lower value.
    pub(crate) const LOWER_INPUT: &str = "lower input";
    /// The other end.
    pub(crate) const HIGHER_INPUT: &str = "higher input";
    /// A report that is far from the others.
    pub(crate) const OUTLIER: &str = "(outlier)";
}

/// What a picture shows.
pub(crate) enum Pictured {
    /// One series.
    Single,
    /// Several series, named after what distinguishes them: `scenario`, `region`.
    Series {
        /// What distinguishes them.
        by: String,
        /// The year, if there is only one.
        year: Option<Year>,
    },
    /// Series over an axis other than time.
    TwoWay {
        /// What the axis shows.
        axis: String,
        /// What distinguishes the series.
        by: String,
        /// The year of the sizes.
        year: Option<Year>,
    },
    /// Intervals.
    Range {
        /// The year, if there is only one.
        year: Option<Year>,
    },
    /// The sizes at both ends of each input.
    Swings {
        /// The year.
        year: Option<Year>,
    },
    /// The statistics of several reports.
    Reports {
        /// The number of reports.
        count: usize,
        /// The year, if there is only one.
        year: Option<Year>,
    },
}

/// Returns the line under the title: what is shown, and the unit.
pub(crate) fn subtitle(shown: &Pictured, unit: &str, is_log: bool) -> String {
    let of = |year: &Option<Year>| year.map_or_else(String::new, |year| format!(" in {year}"));
    let what = match shown {
        Pictured::Single => String::new(),
        Pictured::Series { by, year } => format!("By {by}{}", of(year)),
        Pictured::TwoWay { axis, by, year } => format!("Size{} by {axis} and {by}", of(year)),
        Pictured::Range { year } => format!("Range{}", of(year)),
        Pictured::Swings { year } => format!("What changes the size{}", of(year)),
        Pictured::Reports { count, year } => match year {
            Some(year) => format!("{count} reports on {year}"),
            None => format!("Consensus of {count} reports"),
        },
    };
    let scale = if is_log { "log scale" } else { "" };
    let parts = [what.as_str(), unit, scale].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
