//! `aiinfra sources`

use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::sources;
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
        Ok(sources::table(&global.session()?).into())
    }
}
