//! The title of an answer.

use crate::notes::Note;
use crate::table::{About, Grid, Table, View};
use crate::wording;

use super::Style;
use super::picture::Picture;

/// The market, unless the answer is computed from arguments alone, with the scenario and what the answer shows of it.
pub(super) fn title(table: &Table, grid: &Grid, style: Style) -> String {
    let is_own = !table.notes.iter().any(|note| matches!(note, Note::Solved(_)));
    let market = Some(&table.about.market).filter(|market| is_own && !market.is_empty());
    let is_baseline = matches!(table.view, View::Wide { .. });
    // What has no picture is named after its unit, if all its figures are amounts.
    let picture = Picture::of(table, style).ok().filter(|_| is_own);
    let subtitle = picture.map(|picture| picture.subtitle).or_else(|| grid.caption.clone());
    let scenario = &table.about.scenario;
    let is_said = subtitle.iter().any(|subtitle| subtitle.to_lowercase().contains(scenario));
    let is_shown = is_own && !is_said && !is_baseline && scenario != About::FORECAST;
    let names = market.into_iter().chain(Some(scenario).filter(|_| is_shown)).map(String::as_str);
    let names = names.collect::<Vec<_>>().join(", ");
    match (names.is_empty(), subtitle) {
        (false, Some(subtitle)) => format!("{names}: {subtitle}"),
        (false, None) => names,
        (true, Some(subtitle)) => subtitle,
        (true, None) => wording::report::untitled().to_owned(),
    }
}
