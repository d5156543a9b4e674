//! `aiinfra check`

use aiinfra::audit::{self, Status};
use aiinfra::wording::Names;
use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::check::{self, Shown};
use crate::cli::args::global::Global;
use crate::cli::args::terms;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "check",
    group: Group::Report,
    summary: "do the figures agree?",
    about: "Do the report's figures agree with each other?",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra check
  aiinfra check --data straits.toml
  aiinfra check --format csv";

const REMARKS: &str = "\
fail: figures contradict each other; other commands then print a warning. warn: use the figures with care. note: good to know. pass: the figures agree.
Passes are folded into one line; --verbose lists them. The exit code is 1 if a figure fails.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Count warnings as failures
    #[arg(long)]
    strict: bool,
}

impl Run for Arguments {
    fn keeps_terms(&self) -> Option<&'static str> {
        Some("it compares the figures as the report prints them")
    }

    fn narrowed(argument: Arg) -> Arg {
        let argument = terms::hidden(argument);
        match argument.get_id().as_str() {
            "verbose" => argument.help(
                "List every pass, and print notes to stderr in formats without notes, such as csv",
            ),
            _ => argument,
        }
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let findings = audit::check(&session.market)?;
        let limit = if self.strict { Status::Warn } else { Status::Fail };
        let is_no = findings.iter().any(|finding| finding.status >= limit);
        let shown =
            Shown { is_strict: self.strict, is_verbose: global.verbose, names: Names::Options };
        let table = check::table(session, &findings, shown);
        Ok(if is_no { Reply::No(table) } else { Reply::Table(table) })
    }
}
