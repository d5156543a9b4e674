//! `aiinfra init`

use std::path::PathBuf;

use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::descriptor;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "init",
    group: Group::Setup,
    summary: "a dataset to start from",
    about: "A commented dataset to start from, for use with --data",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra init
  aiinfra init > market.toml";

/// A valid dataset that explains every key.
const TEMPLATE: &str = include_str!("../../../data/template.toml");

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {}

impl Run for Arguments {
    fn narrowed(argument: Arg) -> Arg {
        super::for_text(argument)
    }

    fn reads_dataset(&self) -> bool {
        false
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let is_taken = |file: &&PathBuf| file.is_file() && descriptor::open(file).is_none();
        if let Some(file) = global.output.as_ref().filter(is_taken) {
            return Err(Failure::NotNew { file: file.display().to_string() });
        }
        Ok(Reply::Text(TEMPLATE.into()))
    }
}
