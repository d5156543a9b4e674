//! What several reports forecast together.

use std::collections::BTreeMap;

use crate::audit::Status;
use crate::consensus::{Alike, Headline, Note};
use crate::derivation::Traced;
use crate::error::Setting;
use crate::input::Input;
use crate::notes;
use crate::quantity::{Coefficient, Scale, Year};

use super::Spelling;
use super::written::{self, in_part, listed_in_part as listed};

/// The number of groups of reports that may share a source, of which a note gives the names.
const MOST_GROUPS: usize = 3;

/// Returns the note as a sentence.
pub(super) fn note(note: &Note, scale: &Scale, spelling: Spelling) -> String {
    match note {
        Note::Consensus(headline) => consensus(headline, scale),
        Note::Uneven { fewest, most } => format!(
            "Between {fewest} and {most} reports cover each year, so the statistics of different years may not be \
             comparable."
        ),
        Note::Reports(reports) => self::reports(reports),
        Note::Outliers { year, outliers } => self::outliers(*year, outliers, spelling),
        Note::Alike(groups) => {
            let sentences: Vec<String> = groups.iter().take(MOST_GROUPS).map(alike).collect();
            let more = match groups.len().saturating_sub(MOST_GROUPS) {
                0 => String::new(),
                1 => " One more group of reports also matches.".to_owned(),
                more => format!(" At least {more} more groups of reports also match."),
            };
            format!("{}{more}", sentences.join(" "))
        }
        Note::SeveralEditions { publisher, count } => {
            format!("Each of the {count} editions by {publisher} counts as a report.")
        }
        Note::Statistics { is_few } => statistics(*is_few),
    }
}

fn consensus(headline: &Headline, scale: &Scale) -> String {
    let Headline { year, reports, median, quartiles: [lower, upper], spread } = headline;
    format!(
        "The median of {reports} reports is {} in {year}. The interquartile range is {} to {}, or {}% of the median.",
        scale.write(median.value()),
        scale.write(lower.value()),
        scale.write(upper.value()),
        spread.value().percent().to_grouped(2)
    )
}

fn reports(reports: &[(String, Status)]) -> String {
    let written = |(name, status): &(String, Status)| format!("{name} (check: {})", status.name());
    format!(
        "Reports: {}. The spread is the interquartile range in percent of the median.",
        listed(&reports.iter().map(written).collect::<Vec<_>>())
    )
}

fn outliers(year: Year, outliers: &[(String, Traced<Coefficient>)], spelling: Spelling) -> String {
    let written = |(name, score): &(String, Traced<Coefficient>)| {
        format!("{name} (modified z-score {})", score.value().number().to_fixed(1))
    };
    let names = listed(&outliers.iter().map(written).collect::<Vec<_>>());
    let noun = if outliers.len() == 1 { "Outlier" } else { "Outliers" };
    format!("{noun} in {year}: {names}. {}", kept(outliers.len(), spelling))
}

fn alike(alike: &Alike) -> String {
    let names = listed(&alike.names);
    match alike.years {
        None => {
            format!("{names} publish the same figures and may share a source; each still counts.")
        }
        Some((first, last)) => format!(
            "{names} agree in every year from {first} to {last}, allowing for rounding, and may share a source; each still counts."
        ),
    }
}

fn statistics(is_few: bool) -> String {
    let few = if is_few { " Outliers are named only with at least five reports." } else { "" };
    format!(
        "Each report counts once, at its published size or, between published sizes, at constant growth. Quartiles are computed as in the spreadsheet function PERCENTILE.INC.{few}"
    )
}

/// Returns a sentence about the outliers of all years, if there are any.
pub(super) fn outliers_of_years(notes: &[notes::Note], spelling: Spelling) -> Option<String> {
    let found = notes.iter().filter_map(|note| match note {
        notes::Note::Consensus(Note::Outliers { year, outliers }) => Some((*year, outliers)),
        _ => None,
    });
    let found: Vec<_> = found.collect();
    if let [(year, outliers)] = found.as_slice() {
        return Some(self::outliers(*year, outliers, spelling));
    }
    let mut years: BTreeMap<&str, Vec<Year>> = BTreeMap::new();
    for (year, outliers) in &found {
        outliers.iter().for_each(|(name, _)| years.entry(name).or_default().push(*year));
    }
    let written = |(name, years): (&&str, &Vec<Year>)| format!("{name} in {}", in_years(years));
    let named: Vec<String> = years.iter().map(written).collect();
    let kept = kept(named.len(), spelling);
    (!named.is_empty()).then(|| format!("Outliers: {}. {kept}", in_part(&named, "; ")))
}

/// `2025, 2026 and 2030`, or `2025 to 2030` if all of them are meant.
fn in_years(years: &[Year]) -> String {
    match years {
        [first, _, .., last] if usize::from(last.number() - first.number()) + 1 == years.len() => {
            format!("{first} to {last}")
        }
        _ => written::years(years),
    }
}

/// Says that outliers count.
fn kept(count: usize, spelling: Spelling) -> String {
    let them = if count == 1 { "it" } else { "them" };
    let without = spelling.setting(&Setting::from(Input::Without));
    format!("Still included; pass {without} NAME to leave {them} out.")
}
