//! Past editions compared with actual sizes.

use crate::derivation::Traced;
use crate::quantity::{Edition, Ratio, Year};
use crate::track::{Average, LaterEdition, Note, Source};

use super::written::{listed, years};

/// Returns the note as a sentence.
pub(super) fn note(note: &Note) -> String {
    match note {
        Note::GivenActuals(actuals) => {
            let given: Vec<Year> = actuals.iter().map(|(year, _)| *year).collect();
            let is_one = given.len() == 1;
            let (actual, is) = if is_one { ("actual", "is") } else { ("actuals", "are") };
            format!("The {actual} for {} {is} given.", years(&given))
        }
        Note::LaterEditions { sizes, has_given } => {
            let size = |later: &LaterEdition| {
                format!("{} {} for {}", later.publisher, later.edition, later.year)
            };
            let sizes: Vec<String> = sizes.iter().map(size).collect();
            format!("{}: {}.", actuals(*has_given), sizes.join(", "))
        }
        Note::Measures { has_same_growth } => measures(*has_same_growth),
        Note::Average(one) => average(one),
        Note::FewPairs => format!(
            "Errors are averaged by years ahead if there are at least {} of them.",
            Average::FEWEST
        ),
        Note::Pending(editions) => {
            let name = |(publisher, date): &(String, Edition)| format!("{publisher} {date}");
            let names: Vec<String> = editions.iter().map(name).collect();
            format!("No actual yet for the forecasts of {}.", listed(&names))
        }
        Note::Revisions { year } => format!(
            "Each row is the size for {year} in an edition. Revisions are from the publisher's previous edition that \
             covers the year."
        ),
        Note::Redefinitions => {
            "Differences include any change in how the market is defined; this is unverified."
                .to_owned()
        }
        Note::Editions(sources) => {
            let sources: Vec<String> = sources.iter().map(source).collect();
            format!("Editions: {}.", sources.join("; "))
        }
    }
}

/// Whether short notes include it.
pub(super) fn is_short(note: &Note) -> bool {
    !matches!(note, Note::FewPairs | Note::Pending(_) | Note::Measures { .. })
}

/// Adds the note in few words, either to the first paragraph or as a line of its own.
pub(super) fn add_short(one: &Note, sentences: &mut Vec<String>, lines: &mut Vec<String>) {
    match one {
        Note::LaterEditions { has_given, .. } => {
            sentences.push(format!("{}.", actuals(*has_given)));
        }
        Note::Average(_) => lines.push(note(one)),
        Note::Editions(sources) => lines.push(editions(sources)),
        _ => sentences.push(note(one)),
    }
}

fn actuals(has_given: bool) -> String {
    let actuals = if has_given { "Other actuals" } else { "Actuals" };
    format!("{actuals} are base-year sizes of later editions by the same publisher")
}

fn measures(has_same_growth: bool) -> String {
    let errors = "Error is forecast / actual − 1, and log error is ln(forecast / actual). No-change error is that of \
                  assuming that the market stays at its base-year size. Years ahead count from the edition's base year.";
    let same_growth = if has_same_growth {
        " Same-growth error is that of assuming that the market keeps its previous growth rate: from the edition's last \
         earlier size or, if there is none, from the base year of the publisher's previous edition."
    } else {
        ""
    };
    format!("{errors}{same_growth}")
}

fn average(average: &Average) -> String {
    let percent = |error: &Traced<Ratio>| format!("{}%", error.value().percent().to_grouped(2));
    let lead = average.lead.value().number().to_string();
    let ahead = if lead == "1" { "1 year ahead".to_owned() } else { format!("{lead} years ahead") };
    let same_growth = average.same_growth.as_ref();
    let same_growth =
        same_growth.map(|error| format!(" and {} for the same growth", percent(error)));
    format!(
        "{ahead} ({} forecasts): mean error {}, mean absolute error {}, compared with {} for no change{}; mean log error \
         {}.",
        average.count,
        percent(&average.error),
        percent(&average.absolute_error),
        percent(&average.no_change),
        same_growth.unwrap_or_default(),
        average.log_error.value().number().to_fixed(4)
    )
}

fn source(source: &Source) -> String {
    let address = source.address.iter().map(|address| format!(", {address}"));
    format!(
        "{}, {}, {}{}",
        source.publisher,
        source.market,
        source.date,
        address.collect::<String>()
    )
}

/// The publishers and what they are about.
fn editions(sources: &[Source]) -> String {
    let mut publishers: Vec<(&str, &str, usize)> = Vec::new();
    for source in sources {
        match publishers.last_mut() {
            Some((publisher, _, count)) if *publisher == source.publisher => *count += 1,
            _ => publishers.push((&source.publisher, &source.market, 1)),
        }
    }
    let editions = |(publisher, market, count): &(&str, &str, usize)| match count {
        1 => format!("{publisher}, {market}."),
        count => format!("{publisher}, {market}, {count} editions."),
    };
    publishers.iter().map(editions).collect::<Vec<_>>().join(" ")
}
