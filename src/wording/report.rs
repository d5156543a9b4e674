//! The words of a page.

use crate::derivation::{Derivation, Origin};
use crate::quantity::Year;

/// Returns the title of an answer that is about no market.
pub(crate) fn untitled() -> &'static str {
    "Computed from the figures given"
}

/// A section of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Headline { year: Year, is_what_if: bool },
    Chart,
    Years,
    Segments,
    Scenarios,
    Range,
    Check,
    Derivations,
    Sources,
}

impl Section {
    /// Returns the name for links within the page.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Headline { .. } => "headline",
            Self::Chart => "chart",
            Self::Years => "years",
            Self::Segments => "segments",
            Self::Scenarios => "scenarios",
            Self::Range => "range",
            Self::Check => "check",
            Self::Derivations => "derivations",
            Self::Sources => "sources",
        }
    }

    /// Returns the heading.
    pub(crate) fn heading(self) -> String {
        let heading = match self {
            Self::Headline { year, is_what_if: false } => return format!("Market size in {year}"),
            Self::Headline { year, is_what_if: true } => {
                return format!("What-if: market size in {year}");
            }
            Self::Chart => "Market size over time",
            Self::Years => "Year by year",
            Self::Segments => "By segment",
            Self::Scenarios => "Scenarios compared",
            Self::Range => "Range of outcomes",
            Self::Check => "Do the report's figures agree?",
            Self::Derivations => "How each figure is computed",
            Self::Sources => "Sources",
        };
        heading.to_owned()
    }
}

/// Short labels of a page.
pub(crate) const CONTENTS: &str = "Contents";
pub(crate) const PUBLISHED: &str = "Published by the report";
pub(crate) const GIVEN: &str = "Given as an input";
pub(crate) const COMPUTED: &str =
    "Other figures are computed. The small number after a figure leads to how.";

/// Returns the line under the title.
pub(crate) fn byline(
    publisher: &str,
    edition: Option<&str>,
    (first, last): (Year, Year),
) -> String {
    let edition = edition.map(|edition| format!(" ({edition})")).unwrap_or_default();
    let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
    format!("Market forecast {years}, based on the report by {publisher}{edition}")
}

/// Returns what the headline figure rests on.
pub(crate) fn basis(figure: &Derivation, formula: &str) -> String {
    match figure.source().origin() {
        Origin::Published(citation) => {
            let place = citation.place.iter().map(|place| format!(" ({place})"));
            format!("Published by the report{}.", place.collect::<String>())
        }
        Origin::Given(_) => "Given as an input.".to_owned(),
        Origin::Constant | Origin::Computed(_) => format!("Computed: {formula}."),
    }
}

/// Returns the report's own size beside that of a what-if.
pub(crate) fn own_forecast(amount: &str) -> String {
    format!("The report's own forecast is {amount}.")
}

/// Returns the caption of a chart of sizes, some of which are published or given.
pub(crate) fn chart(subtitle: &str) -> String {
    format!("{subtitle}. A dot marks a published size, a diamond a given one.")
}

/// Returns the caption of the chart of the only series.
pub(crate) fn only_chart(subtitle: &str) -> String {
    chart(&format!("Market size, {subtitle}"))
}

/// Returns the caption of the table of sizes in a dimension.
pub(crate) fn sizes_by(dimension: &str, unit: &str) -> String {
    format!("{dimension}: size by segment, {unit}")
}

/// Returns the caption of the table of shares in a dimension.
pub(crate) fn shares_by(dimension: &str) -> String {
    format!("{dimension}: share by segment, %")
}

/// Returns the caption of the table of sizes by year.
pub(crate) fn sizes() -> &'static str {
    "Market size and growth by year"
}

/// Returns the caption of the table of scenarios.
pub(crate) fn scenarios() -> &'static str {
    "Market size by scenario, with the difference from the forecast"
}

/// Returns the caption of the table of a range.
pub(crate) fn range(unit: &str) -> String {
    format!("Range of the market size, {unit}")
}

/// Returns the caption of the findings.
pub(crate) fn findings() -> &'static str {
    "Findings"
}

/// Returns the caption of the published figures.
pub(crate) fn published() -> &'static str {
    "Every figure that the report publishes"
}

/// Returns the sentence before the notes on figures.
pub(crate) fn before_notes(unit: &str) -> String {
    format!(
        "Amounts are in {unit}. Figures in a formula are shown rounded, but used with all their digits. Each leads to \
         its own note, down to what the report publishes and what is given."
    )
}

/// Returns the last line of the page.
pub(crate) fn footer(version: &str) -> String {
    format!(
        "Made with aiinfra {version}. Figures are computed exactly and rounded half away from zero."
    )
}
