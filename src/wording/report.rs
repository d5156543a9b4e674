//! The words of a page.

use crate::derivation::{Derivation, Origin};
use crate::quantity::Year;

/// Returns the title of an answer that is about no market.
pub(crate) fn untitled() -> &'static str {
    "Computed from your inputs"
}

/// What the sizes of a page rest on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// The report's own forecast.
    Forecast,
    /// The report's base, grown at its stated CAGR.
    StatedCagr,
    /// A what-if.
    WhatIf,
}

/// A section of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Headline { year: Year, case: Case },
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
            Self::Headline { year, case } => return headline(year, case),
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

fn headline(year: Year, case: Case) -> String {
    match case {
        Case::Forecast => format!("Market size in {year}"),
        Case::StatedCagr => format!("Market size in {year}, at the stated CAGR"),
        Case::WhatIf => format!("What-if: market size in {year}"),
    }
}

/// Returns the name of the list of sections.
pub(crate) fn contents() -> &'static str {
    "Contents"
}

/// Returns what the marks of published and given figures mean, and what figures without a mark are.
pub(crate) fn marks() -> [&'static str; 3] {
    [
        "Published",
        "Input",
        "Figures without a mark are computed. Select the small number after a figure to see how.",
    ]
}

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
pub(crate) fn basis(figure: &Derivation) -> String {
    match figure.source().origin() {
        Origin::Published(citation) => {
            let place = citation.place.iter().map(|place| format!(" ({place})"));
            format!("Published by the report{}.", place.collect::<String>())
        }
        Origin::Given(_) => "Given as an input.".to_owned(),
        Origin::Constant | Origin::Computed(_) => {
            "Computed from published figures and inputs.".to_owned()
        }
    }
}

/// Returns the link to the note on the headline figure.
pub(crate) fn see_note(number: usize) -> String {
    format!("See note {number}.")
}

/// Returns the report's own size beside that of a what-if.
pub(crate) fn own_forecast(year: Year, amount: &str) -> String {
    format!("The report's own forecast for {year} is {amount}.")
}

/// Returns what the bands of a range are, the innermost first, and its dashed line.
pub(crate) fn bands(bands: &[(&str, &str)], has_forecast: bool) -> Option<String> {
    let name = |(low, high): &(&str, &str)| match low.strip_prefix('P') {
        Some(_) => format!("{low} to {high}"),
        None => format!("{} to {} size", low.to_lowercase(), high.to_lowercase()),
    };
    let names: Vec<String> = bands.iter().map(name).collect();
    let bands = match names.split_last() {
        None => None,
        Some((only, [])) => Some(format!("Band: {only}.")),
        Some((last, others)) => Some(format!("Bands: {} and {last}.", others.join(", "))),
    };
    let forecast = has_forecast.then(|| "Dashed line: the report's forecast.".to_owned());
    let sentences: Vec<String> = bands.into_iter().chain(forecast).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
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
    "Market size by scenario, with the difference from the report's forecast"
}

/// Returns the caption of the table of a range, with the percentages of its quantiles. Without quantiles, it has bounds.
pub(crate) fn range(unit: &str, percentages: &[&str]) -> String {
    let Some(first) = percentages.first() else {
        return format!("Lowest and highest size, {unit}");
    };
    let below = format!("The market is below P{first} with a probability of {first}%");
    let meaning = match (*first, percentages.contains(&"50")) {
        ("50", _) => "P50 is the median".to_owned(),
        (_, true) => format!("{below}; P50 is the median"),
        (_, false) => below,
    };
    format!("Range of the market size, {unit}. {meaning}.")
}

/// Returns the caption of the findings.
pub(crate) fn findings() -> &'static str {
    "Findings"
}

/// Returns the caption of the published figures.
pub(crate) fn published() -> &'static str {
    "Published figures in this dataset"
}

/// Returns the sentence before the notes on figures.
pub(crate) fn before_notes(unit: &str) -> String {
    format!(
        "Amounts are in {unit}. Formulas show rounded figures but are computed with all digits. Each figure in a \
         formula links to its own note, back to published figures and inputs."
    )
}

/// Returns what the call of a workbook is for. The call follows.
pub(crate) fn workbook() -> &'static str {
    "To get this forecast as a workbook with live formulas, run:"
}

/// Returns the last line of the page.
pub(crate) fn footer(version: &str) -> String {
    format!(
        "Made with aiinfra {version}. Figures are computed with full precision and rounded half away from zero."
    )
}
