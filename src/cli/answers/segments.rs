//! The market by segment.

mod parts;

use aiinfra::{
    Column, Dimension, Division, DivisionNote, Error, Expressed, Indicator, Note, Scenario, Table,
    Total, Trajectory, Year,
};

use crate::cli::args::columns::{self, chosen};
use crate::cli::args::global::Session;
use crate::cli::failure::Failure;
use parts::Parts;

/// A dimension, and how it is to divide the market.
pub(crate) type ToDivide<'a> = (&'a Dimension, Division);

/// Returns the segments of these dimensions in these years: the indicators that were asked for, or else share and size.
pub(crate) fn table(
    session: &Session,
    divided: &[ToDivide<'_>],
    (scenario, trajectory): (&Scenario, &Trajectory),
    years: &[Year],
    asked: &[Indicator],
) -> Result<Table, Failure> {
    let notes = notes(divided, scenario, trajectory, years, session)?;
    let shown = chosen(asked, &[Indicator::Share, Indicator::Size]);
    let columns = [
        Column::text("dimension", "Dimension").series().minor(),
        Column::text("segment", "Segment").series(),
        Column::year(),
    ];
    let measures = columns::columns(&shown, !asked.is_empty(), session);
    let columns = columns.into_iter().chain(measures).collect();
    let parts = Parts::new(divided, trajectory.expressed(&session.denomination), years, shown)?;
    let (rows, totals) = (parts.rows(), parts.with_totals());
    let table = session.scenario_table(scenario, columns, rows, notes);
    Ok(Table { series: totals.series, totals: Some(totals), ..table })
}

fn notes(
    divided: &[ToDivide<'_>],
    scenario: &Scenario,
    trajectory: &Trajectory,
    years: &[Year],
    session: &Session,
) -> Result<Vec<Note>, Error> {
    let mut notes = Vec::new();
    if divided.is_empty() {
        notes.push(Note::NoSegments);
    }
    let is_whole =
        |(each, division): &ToDivide<'_>| each.has_shares() && division.total == Total::Fixed;
    if divided.iter().any(is_whole) {
        notes.push(whole(trajectory.expressed(&session.denomination), years)?);
    }
    if divided.len() > 1 {
        let has_own_total = divided
            .iter()
            .any(|(_, division)| division.total == Total::Sum && !division.own.is_empty());
        let divides_segment = divided.iter().any(|(each, _)| each.of.is_some());
        notes.push(Note::OneDimensionAtATime { has_own_total, divides_segment });
    }
    let last = years.last().copied().unwrap_or(trajectory.horizon().last());
    for (dimension, division) in divided {
        let own = division.notes(dimension, trajectory, years)?;
        // Another dimension that is shown has notes of its own.
        let is_shown_there = |note: &DivisionNote| {
            let mut others = divided.iter().filter(|(other, _)| other.id != dimension.id);
            others.any(|(other, _)| other.name == note.dimension)
        };
        let own = own.into_iter().filter(|note| !is_shown_there(note));
        notes.extend(own.map(Note::from));
    }
    notes.extend(scenario.notes_on(trajectory, &session.market, last)?.into_iter().map(Note::from));
    Ok(notes)
}

/// The size of the whole market.
fn whole(trajectory: Expressed<'_>, years: &[Year]) -> Result<Note, Error> {
    let ends = match years {
        [first, .., last] => vec![*first, *last],
        one => one.to_vec(),
    };
    let size = |year: Year| Ok((year, trajectory.traced(year)?));
    Ok(Note::Whole(ends.into_iter().map(size).collect::<Result<_, Error>>()?))
}
