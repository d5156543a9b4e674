//! The columns of tables, and cells that several commands have.

use aiinfra::audit::Status;
use aiinfra::{Cell, Column, Error, Expressed, Indicator, Sizes, Tone, Traced, Year};

use crate::cli::args::global::Session;

/// The columns for a market's sizes.
pub(crate) const OF_MARKET: [Indicator; 6] = [
    Indicator::Size,
    Indicator::Growth,
    Indicator::Change,
    Indicator::Index,
    Indicator::Cumulative,
    Indicator::Cagr,
];

/// The column of an indicator.
fn column(indicator: Indicator, session: &Session) -> Column {
    match indicator {
        Indicator::Share => Column::percent("share", "Share").minor(),
        Indicator::Growth => session.growth("growth", "Growth").minor(),
        Indicator::Change => session.money_of("change", "Change"),
        Indicator::Index => Column::number(
            &session.key("index"),
            &session.label(&index_label(session.market.base().year)),
        ),
        Indicator::Cumulative => session.money_of("cumulative", "Cumulative"),
        Indicator::Cagr => session.growth("cagr", "CAGR"),
        Indicator::Contribution => session.growth("contribution", "Contribution"),
        _ => session.money("value"),
    }
}

fn index_label(base_year: Year) -> String {
    format!("Index, {base_year} = 100")
}

/// The columns of indicators. Those that somebody asked for are all equally important.
pub(crate) fn columns(indicators: &[Indicator], is_chosen: bool, session: &Session) -> Vec<Column> {
    let column = |indicator: &Indicator| {
        let column = column(*indicator, session);
        Column { is_minor: column.is_minor && !is_chosen, ..column }
    };
    indicators.iter().map(column).collect()
}

/// The indicators that were asked for, each once, or else the default ones.
pub(crate) fn chosen(asked: &[Indicator], usual: &[Indicator]) -> Vec<Indicator> {
    let mut chosen: Vec<Indicator> = Vec::new();
    for indicator in if asked.is_empty() { usual } else { asked } {
        if !chosen.contains(indicator) {
            chosen.push(*indicator);
        }
    }
    chosen
}

/// An indicator of the market in a year.
pub(crate) fn cell(
    indicator: Indicator,
    year: Year,
    trajectory: Expressed<'_>,
) -> Result<Cell, Error> {
    match indicator {
        Indicator::Size => Ok(Cell::from(&trajectory.traced(year)?)),
        // It may be published.
        Indicator::Growth => Ok(Cell::from(trajectory.traced_growth(year)?.as_ref())),
        _ => {
            let size = |year| Ok(Some(Traced::from(&trajectory.traced(year)?)));
            let (first, base) = (trajectory.horizon().first(), trajectory.base_year());
            let sizes = Sizes { first, base, size: &size, market: &size };
            Ok(indicator.of(year, &sizes)?.map_or(Cell::Empty, Cell::Figure))
        }
    }
}

/// What `check` says, as a rating.
pub(crate) fn rated(status: Status) -> Cell {
    let tone = match status {
        Status::Pass => Tone::Good,
        Status::Note => Tone::Notable,
        Status::Warn => Tone::Doubtful,
        _ => Tone::Bad,
    };
    Cell::Rated { text: status.name().to_owned(), tone }
}

/// The sizes of a forecast in all of its years.
pub(crate) fn path(trajectory: Expressed<'_>) -> Result<Vec<(Year, Cell)>, Error> {
    let years = trajectory.horizon().years();
    years.map(|year| Ok((year, Cell::from(&trajectory.traced(year)?)))).collect()
}
