//! `aiinfra init`

mod entry;
mod refusal;
mod share;

use std::path::PathBuf;

use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::descriptor;
use entry::ReportArguments;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "init",
    group: Group::Setup,
    summary: "a dataset to start from",
    about: "A dataset for --data: a commented template, or your report's figures",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra init > market.toml
  aiinfra init --name 'AI servers' --size 2025=62.3bn,2030=210.7bn -o servers.toml
  aiinfra init --size 2025=62.3bn,2030=210.7bn --cagr 27.6 --from 2025
  aiinfra init --size 2025=62.3bn --cagr 27.6 --to 2030 --share region/europe=25
  aiinfra init --size 2025=62.3bn,2030=210.7bn --cagr 27.6 | aiinfra check --data -";

const REMARKS: &str = "\
Without options for a report, it prints a template that explains every key. Type figures with the digits that the \
report prints: the last digit shows how a figure was rounded. What is missing or assumed has a comment in the dataset.";

/// A valid dataset that explains every key.
const TEMPLATE: &str = include_str!("../../../data/template.toml");

const UNIT_ALONE: &str = "--unit: expected --size as well, because the template has its own unit";
const CURRENCY_ALONE: &str =
    "--currency: expected --size as well, because the template has its own currency";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    #[command(flatten)]
    report: Option<ReportArguments>,
}

impl Run for Arguments {
    fn narrowed(argument: Arg) -> Arg {
        match argument.get_id().as_str() {
            "unit" => argument
                .help("Unit of sizes without their own [default: that of the others, or billion]"),
            "currency" => {
                argument.hide(false).help("Currency of the sizes [default: USD, as an assumption]")
            }
            _ => super::for_text(argument),
        }
    }

    fn reads_dataset(&self) -> bool {
        false
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let is_taken = |file: &&PathBuf| file.is_file() && descriptor::open(file).is_none();
        if let Some(file) = global.output.as_ref().filter(is_taken) {
            return Err(Failure::NotNew { file: file.display().to_string() });
        }
        if let Some(report) = &self.report {
            return Ok(Reply::Dataset(report.dataset(global.unit, global.currency.as_ref())?));
        }
        let unit = global.unit.is_some().then_some(UNIT_ALONE);
        match unit.or(global.currency.is_some().then_some(CURRENCY_ALONE)) {
            Some(alone) => Err(Failure::Entry(vec![alone.to_owned()])),
            None => Ok(Reply::Text(TEMPLATE.into())),
        }
    }
}
