//! `aiinfra sources`

use aiinfra::scenario::source;
use aiinfra::{Cell, Column, Holds, Note, Published, Rows, wording};
use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::args::terms;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "sources",
    group: Group::Report,
    summary: "every published figure",
    about: "Every published figure, with its place in the source document",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra sources
  aiinfra sources --format csv";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {}

impl Run for Arguments {
    fn keeps_terms(&self) -> Option<&'static str> {
        Some("it lists the figures as the report prints them")
    }

    fn narrowed(argument: Arg) -> Arg {
        terms::hidden(argument)
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let mut value = Column::text("value", "Value");
        value.holds = Holds::Numbers;
        Ok(session
            .table(
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
            .into())
    }
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
