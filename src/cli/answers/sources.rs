//! Every published figure, with its place in the source document.

use aiinfra::scenario::source;
use aiinfra::{Cell, Column, Holds, Note, Published, Rows, Table, wording};

use crate::cli::args::global::Session;

/// Returns the published figures as printed.
pub(crate) fn table(session: &Session) -> Table {
    let mut value = Column::text("value", "Value");
    value.holds = Holds::Numbers;
    session.table(
        vec![
            Column::text("id", "Id").minor(),
            Column::text("figure", "Figure"),
            value,
            Column::text("unit", "Unit").minor(),
            Column::text("source", "Source"),
        ],
        session.market.published().iter().map(row).collect::<Rows>(),
        [Note::AsPrinted, source(&session.market).into()],
    )
}

fn row(published: &Published) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let value = if published.is_name() {
        text(&published.value)
    } else {
        Cell::Printed(published.value.clone())
    };
    vec![
        text(&published.id),
        text(&wording::subject(&published.subject)),
        value,
        text(&published.unit),
        text(&published.source),
    ]
}
