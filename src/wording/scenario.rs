//! What a scenario's sizes rest on.

use crate::derivation::Traced;
use crate::quantity::{GrowthRate, Money, Scale, Year};
use crate::scenario::{Assumption, Comparison, Note};
use crate::trajectory::GrowthPath;

use super::written::{distance, end, in_full, listed, period, printed, rate, years};

/// The note as a sentence.
pub(crate) fn note(note: &Note, scale: &Scale) -> String {
    match note {
        Note::StatedGrowth { rate, from, period, is_stretched, is_chosen } => {
            stated_growth(rate, *from, *period, (*is_stretched, *is_chosen))
        }
        Note::JoiningGrowth { rate: joining, years: of, is_published } => {
            let whose = if *is_published { "published sizes" } else { "sizes" };
            let (joining, of) = (rate(joining), years(of));
            format!(
                "Growth: {joining} % a year, the constant rate that joins the {whose} of {of} (path endpoints)."
            )
        }
        Note::GrowthBetween { years: of } => format!(
            "Growth: constant between each two of the published sizes of {} (path endpoints).",
            years(of)
        ),
        Note::Assumed(assumption) => {
            let (topic, text) = assumed(assumption, scale);
            format!("{topic}: {text}")
        }
        Note::Published { sizes, is_whole, has_given, has_gap, is_mixed } => {
            let how = how_computed(*has_given, *has_gap, *is_mixed);
            published(sizes, *is_whole, &how, scale)
        }
        Note::Comparison(other) => comparison(other, scale),
        Note::Source { publisher, market, address } => {
            let address = address.iter().map(|address| format!(", {address}")).collect::<String>();
            format!("Source: {publisher}, {market}{address}.")
        }
    }
}

fn stated_growth(
    stated: &Traced<GrowthRate>,
    from: Year,
    of: (Option<Year>, Option<Year>),
    (is_stretched, is_chosen): (bool, bool),
) -> String {
    format!(
        "Growth: {} % a year from {from} on, as the report states it{}{}{}.",
        rate(stated),
        period(of),
        if is_chosen { " (path stated)" } else { "" },
        if is_stretched { ", assumed for the other years too" } else { "" }
    )
}

/// What is assumed: its topic, and the rest of the sentence.
pub(crate) fn assumed(assumption: &Assumption, scale: &Scale) -> (&'static str, String) {
    match assumption {
        Assumption::Actual { size, year, forecast } => (
            "Actual",
            format!(
                "{} in {year}, {}the forecast of {}.",
                in_full(size, scale),
                distance(size.value(), forecast.value()),
                scale.write(forecast.value())
            ),
        ),
        Assumption::Needed { rate, from, end, last } => {
            ("Needed", needed(rate.as_ref(), *from, end, *last, scale))
        }
        Assumption::KeptGrowth { from, rate, path } => {
            ("Growth", kept_growth(*from, rate.as_ref(), *path))
        }
        Assumption::KeptEnd { rate: kept, from, end: of, last, is_mixed } => {
            let (kept, but, end) = (rate(kept), but(*is_mixed), end(of, scale));
            let text = format!(
                "{kept} % a year from {from} on{but}, which keeps {end} in {last} (hold end)."
            );
            ("Growth", text)
        }
        Assumption::Target { size, year, rate: needed, from, goes_on, is_mixed } => {
            let (size, needed, but) = (in_full(size, scale), rate(needed), but(*is_mixed));
            let later = if *goes_on { ", and growth goes on at that rate" } else { "" };
            let takes = format!("it takes {needed} % a year from {from} on{but}{later}.");
            ("Target", format!("{size} in {year}, assumed; {takes}"))
        }
        Assumption::Growth { rate: given, from, is_mixed } => (
            "Growth",
            format!(
                "{} % a year from {from} on{}, assumed in place of the report's.",
                rate(given),
                but(*is_mixed)
            ),
        ),
        Assumption::Base { size, published, year, keeps_growth } => {
            let kept = "; each later year keeps its own growth (hold rate)";
            let kept = if *keeps_growth { kept } else { "" };
            let (size, published) = (in_full(size, scale), printed(published, scale));
            let text =
                format!("{size} in {year}, assumed in place of the published {published}{kept}.");
            ("Base", text)
        }
        Assumption::SingleGrowth { rate: given, year } => {
            ("Growth", format!("{} % into {year}, assumed for that year alone.", rate(given)))
        }
        Assumption::MadeUp { rate: others, from, to } => (
            "Growth",
            format!(
                "{} % a year in the other years from {from} to {to}, so that the size of {to} is kept.",
                rate(others)
            ),
        ),
    }
}

fn but(is_mixed: bool) -> &'static str {
    if is_mixed { ", but for years with growth of their own" } else { "" }
}

fn needed(
    needed: Option<&Traced<GrowthRate>>,
    from: Year,
    of: &Traced<Money>,
    last: Year,
    scale: &Scale,
) -> String {
    let how = match needed {
        Some(needed) => format!("a constant {} % a year from {from} on would", rate(needed)),
        None => format!("no growth from {from} on could"),
    };
    format!("{how} still reach {} in {last}.", end(of, scale))
}

fn kept_growth(from: Year, kept: Option<&Traced<GrowthRate>>, path: GrowthPath) -> String {
    let constant = kept.map(|kept| format!("{} % a year on ", kept.value().written()));
    format!(
        "the years after {from} keep that of the forecast, {}path {}, and the end moves (hold rate).",
        constant.unwrap_or_default(),
        path.name()
    )
}

fn how_computed(has_given: bool, has_gap: bool, is_mixed: bool) -> String {
    let others = if has_given { "every year not named here" } else { "every other year" };
    match (has_gap, is_mixed) {
        (false, _) => format!("{others} is computed"),
        (true, _) => format!(
            "{others} is computed, at constant growth between two known sizes{}",
            but(is_mixed)
        ),
    }
}

fn published(sizes: &[(Year, Traced<Money>)], is_whole: bool, how: &str, scale: &Scale) -> String {
    let size = |(year, size): &(Year, Traced<Money>)| format!("{} in {year}", printed(size, scale));
    let sizes: Vec<String> = sizes.iter().map(size).collect();
    match sizes.as_slice() {
        sizes if is_whole => format!("Published: {}; no year is computed.", listed(sizes)),
        [] => format!("Published: no size that is kept; {how}."),
        sizes => format!("Published: {}; {how}.", listed(sizes)),
    }
}

fn comparison(comparison: &Comparison, scale: &Scale) -> String {
    let Comparison { size, year, path, rate: stated, is_only, is_own } = comparison;
    let lead = if *is_own { "The report's own figures give" } else { "For comparison:" };
    let basis = match (path, stated) {
        (GrowthPath::Endpoints, Some(stated)) if *is_only => {
            format!("at the stated {} % a year", rate(stated))
        }
        (GrowthPath::Stated, Some(stated)) => {
            format!("at the stated {} % a year (path stated)", rate(stated))
        }
        _ => "on the path through the published sizes (path endpoints)".to_owned(),
    };
    match size {
        Ok(size) => format!("{lead} {} in {year} {basis}.", scale.write(size.value())),
        Err(error) => format!("Nothing to compare with on path {}: {error}.", path.name()),
    }
}
