//! The market, year by year.

use aiinfra::{Cell, Column, Error, Expressed, Indicator, Rows, Scenario, Table, Trajectory, Year};

use crate::cli::args::columns::{cell, chosen, columns};
use crate::cli::args::global::Session;
use crate::cli::failure::Failure;

/// Returns the indicators of a scenario in these years: those that were asked for, or else size and growth.
pub(crate) fn table(
    session: &Session,
    (scenario, trajectory): (&Scenario, &Trajectory),
    years: &[Year],
    asked: &[Indicator],
) -> Result<Table, Failure> {
    let expressed = trajectory.expressed(&session.denomination);
    let last = years.last().copied().unwrap_or(trajectory.horizon().last());
    let shown = chosen(asked, &[Indicator::Size, Indicator::Growth]);
    let row = |year: &Year| row(*year, &shown, expressed);
    let columns = columns(&shown, !asked.is_empty(), session);
    Ok(session.scenario_table(
        scenario,
        std::iter::once(Column::year()).chain(columns).collect(),
        years.iter().map(row).collect::<Result<Rows, Error>>()?,
        scenario.notes_on(trajectory, &session.market, last)?,
    ))
}

fn row(year: Year, shown: &[Indicator], trajectory: Expressed<'_>) -> Result<Vec<Cell>, Error> {
    let cells = shown.iter().map(|indicator| cell(*indicator, year, trajectory));
    std::iter::once(Ok(Cell::Year(year))).chain(cells).collect()
}
