//! `aiinfra init`

use std::path::PathBuf;

use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::descriptor;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "init",
    group: Group::Setup,
    summary: "a dataset to start from",
    about: "A commented dataset to start from, for --data",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra init
  aiinfra init > market.toml";

/// A dataset that is valid as it stands, with what its keys mean.
const TEMPLATE: &str = include_str!("../../../data/template.toml");

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {}

impl Run for Arguments {
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
