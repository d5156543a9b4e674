//! The words of a workbook.

use crate::derivation::{Basis, Derivation, Given, Measure, Operation, Origin, Statistic};
use crate::error::Setting;
use crate::input::Input;
use crate::notes::Note;
use crate::quantity::{Currency, Scale, Year};
use crate::scenario;

use super::{Spelling, note};

/// The names of the sheets.
pub(crate) mod sheets {
    /// The answer.
    pub(crate) const ANSWER: &str = "Answer";
    /// The published and given figures.
    pub(crate) const INPUTS: &str = "Inputs";
    /// Intermediate results.
    pub(crate) const WORKINGS: &str = "Workings";
    /// Notes and sources.
    pub(crate) const NOTES: &str = "Notes";
}

/// The headings of the sheet of inputs.
pub(crate) const INPUT_HEADINGS: [&str; 5] = ["Name", "Value", "Unit", "Basis", "Source"];

/// The headings of the sheet of steps.
pub(crate) const STEP_HEADINGS: [&str; 4] = ["Name", "Value", "Unit", "What it is"];

/// Returns how to use the sheet of inputs.
pub(crate) fn about_inputs() -> &'static str {
    "Change a yellow cell to recalculate the table and the chart. Text, such as headings and notes, does not change."
}

/// Returns what the formulas of a crossing assume.
pub(crate) fn about_crossing() -> &'static str {
    "The year holds as long as the size is reached in the same stretch of the forecast. For another stretch, run the command again."
}

/// Returns what the base year is.
pub(crate) fn base_year(publisher: &str) -> String {
    format!("{publisher}; growth starts in this year")
}

/// The basis of a figure that the report prints.
pub(crate) const PUBLISHED: &str = "published";

/// The basis of a figure that is used if nothing else is given, and where it comes from.
const ASSUMED: (&str, &str) = ("assumed", "the default of ");

/// Returns the unit of an exchange rate.
pub(crate) fn exchange(currency: &Currency, code: &str) -> String {
    format!("{currency} per {code}")
}

/// Returns the unit of amounts in real terms.
pub(crate) fn in_prices_of(unit: &str, year: Year) -> String {
    format!("{unit}, {year} prices")
}

/// Returns what a step without a name is.
pub(crate) fn part_of_step() -> &'static str {
    "Intermediate result for the next named row"
}

/// Returns where the figures are from.
pub(crate) fn citation(notes: &[Note], scale: &Scale, spelling: Spelling) -> Option<String> {
    let source =
        notes.iter().find(|note| matches!(note, Note::Scenario(scenario::Note::Source { .. })));
    source.map(|source| note(source, scale, spelling))
}

/// Returns what the notes of a workbook are about.
pub(crate) fn about_notes() -> &'static str {
    "These notes describe the figures as first written. They do not change with the inputs."
}

/// Returns the last line of the notes.
pub(crate) fn footer(version: &str) -> String {
    format!("Made with aiinfra {version}. Cells hold full precision; only the display is rounded.")
}

/// Returns the unit of a figure. `amounts` is that of amounts.
pub(crate) fn unit(figure: &Derivation, amounts: &str) -> String {
    match figure.measure() {
        Measure::Amount => amounts.to_owned(),
        Measure::Fraction if is_rate(figure) => "per year".to_owned(),
        Measure::Fraction | Measure::Probability => String::new(),
        Measure::Points => "percentage points".to_owned(),
        Measure::Years => "years".to_owned(),
        Measure::Number => String::new(),
    }
}

/// Whether a fraction is a growth rate.
fn is_rate(figure: &Derivation) -> bool {
    match figure.source().origin() {
        Origin::Published(citation) => citation.id.split('.').any(|part| part == "cagr"),
        Origin::Given(given) => matches!(
            given.input,
            Input::Cagr
                | Input::Growth(_)
                | Input::Rate
                | Input::Deflate
                | Input::Shape
                | Input::SegmentCagr(_)
        ),
        Origin::Computed(operation) => matches!(
            operation,
            Operation::ImpliedCagr { .. }
                | Operation::RealRate { .. }
                | Operation::Fade { .. }
                | Operation::Statistic(Statistic::GeometricMeanRate(..))
        ),
        Origin::Constant => false,
    }
}

/// Returns the basis of an input and where it comes from.
pub(crate) fn source(figure: &Derivation, spelling: Spelling) -> (&'static str, String) {
    match figure.origin() {
        Origin::Published(citation) => {
            let place = citation.place.iter().map(|place| format!(": {place}"));
            let text = format!("{}{}", citation.report, place.collect::<String>());
            (Basis::Published.name(), text)
        }
        Origin::Given(given) => (Basis::Given.name(), stated(given, spelling)),
        Origin::Constant => {
            let (basis, default_of) = ASSUMED;
            (basis, format!("{default_of}{}", spelling.setting(&Setting::from(Input::Within))))
        }
        Origin::Computed(_) => (Basis::Computed.name(), String::new()),
    }
}

fn stated(given: &Given, spelling: Spelling) -> String {
    match &given.scenario {
        Some(scenario) => format!("scenario {scenario}, {}", given.input),
        None if matches!(given.input, Input::PriceIndex(_)) => {
            let file = spelling.setting(&Setting::from(Input::Deflate));
            format!("{file}, index of {}", given.input.year().unwrap_or_default())
        }
        None => spelling.setting(&Setting::from(given.input.clone())),
    }
}

/// Returns what a step computes.
pub(crate) fn step(operation: &Operation, measure: Measure) -> &'static str {
    match operation {
        Operation::Product(_, other) | Operation::Quotient(_, other)
            if measure == Measure::Amount && other.measure() == Measure::Number =>
        {
            "Size in other terms"
        }
        Operation::Product(..) if measure == Measure::Number => {
            "Standard deviation of the log of growth"
        }
        Operation::Compound { .. } => "Size after growth",
        Operation::Discount { .. } => "Size before growth",
        Operation::ImpliedCagr { years, .. } if years.number().whole() == Some(1) => {
            "Growth from one year to the next"
        }
        Operation::ImpliedCagr { .. } => "CAGR implied by two sizes",
        Operation::ElapsedTime { .. } | Operation::LogisticTime { .. } => {
            "Years until a size is reached"
        }
        Operation::Sum(_) => "Sum",
        Operation::Difference(..) => "Difference",
        Operation::Product(..) => "Part of a size",
        Operation::Quotient(..) => "Ratio",
        Operation::RelativeChange(..) => "Relative change",
        Operation::RealRate { .. } => "Real growth rate",
        Operation::StraightLine { .. } => "Point on a straight line",
        Operation::Fade { .. } => "First-year growth that makes the path reach the last size",
        Operation::Logistic { .. } => "Point on an S-curve",
        Operation::Midpoint(..) => "Midpoint of a published range",
        Operation::Statistic(statistic) => of_statistic(statistic),
        Operation::Carried(_) => "Figure carried over from another year",
    }
}

fn of_statistic(statistic: &Statistic) -> &'static str {
    match statistic {
        Statistic::GeometricMean(..) | Statistic::GeometricMeanRate(..) => {
            "Median implied by an interval"
        }
        Statistic::NormalQuantile(_) => "z-score of a probability",
        Statistic::LogDeviation { .. } => "Standard deviation of the log",
        Statistic::OverIndependentYears { .. } => {
            "Standard deviation of the log of growth, independent years"
        }
        Statistic::CombinedDeviation { .. } => "Standard deviation of the log of the size",
        Statistic::LogRatio(..) => "Log of a ratio",
        Statistic::LognormalQuantile { .. } => "Quantile of the size",
        Statistic::ReachProbability { .. } => "Probability of reaching the size",
        Statistic::Percentile { .. } => "Percentile of the reports' sizes",
        Statistic::MedianDeviation { .. } => "Median absolute deviation",
        Statistic::ModifiedScore { .. } => "Modified z-score",
    }
}

/// The words of a chart.
pub(crate) mod charts {
    /// The heading of calendar years.
    pub(crate) const YEAR: &str = "Year";
    /// The heading of names.
    pub(crate) const NAME: &str = "Name";
    /// The heading of sizes.
    pub(crate) const SIZE: &str = "Size";
    /// A size that is published.
    pub(crate) const PUBLISHED: &str = "Published";
    /// A size that is an input.
    pub(crate) const INPUT: &str = "Given";
    /// A size that is computed.
    pub(crate) const COMPUTED: &str = "Computed";
    /// What the axis of a tornado shows.
    pub(crate) const FROM_FORECAST: &str = "Difference from the forecast";

    /// The heading of values of one series.
    pub(crate) fn of(what: &str, series: &str) -> String {
        if series.is_empty() { what.to_owned() } else { format!("{series}: {what}") }
    }

    /// The heading of an interval.
    pub(crate) fn interval(low: &str, high: &str) -> String {
        format!("{low} to {high}")
    }

    /// The name of a row with the ends of an input.
    pub(crate) fn swing(input: &str, low: &str, high: &str) -> String {
        format!("{input}: {low} to {high}")
    }

    /// The heading of differences.
    pub(crate) fn difference(what: &str) -> String {
        format!("{what}, difference from the forecast")
    }
}
