//! The commands, each in its own file.

use std::path::Path;

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Error, FromArgMatches, Subcommand};

use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::reply::Reply;

mod batch;
mod cagr;
mod check;
mod compare;
mod completions;
mod consensus;
mod forecast;
mod goal;
mod help;
mod init;
mod man;
mod range;
mod report;
mod segments;
mod sensitivity;
mod sources;
mod sweep;
mod track;
mod when;

pub(crate) use help::overview;

/// Every command, in the order of the help. A new command needs its file, its `mod` line above, and an entry here.
pub(crate) const COMMANDS: &[CommandSpec] = &[
    forecast::COMMAND,
    segments::COMMAND,
    cagr::COMMAND,
    goal::COMMAND,
    when::COMMAND,
    compare::COMMAND,
    sweep::COMMAND,
    range::COMMAND,
    sensitivity::COMMAND,
    consensus::COMMAND,
    track::COMMAND,
    report::COMMAND,
    sources::COMMAND,
    check::COMMAND,
    batch::COMMAND,
    init::COMMAND,
    completions::COMMAND,
    man::COMMAND,
    help::COMMAND,
];

/// The names of all commands.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|command| command.name)
}

/// A command as help shows it, with its arguments.
pub(crate) struct CommandSpec {
    /// The name that the user types.
    pub(crate) name: &'static str,
    /// The heading in the overview.
    pub(crate) group: Group,
    /// A summary for the overview, in at most 24 characters.
    pub(crate) summary: &'static str,
    /// The first line of its help, in at most 68 characters.
    pub(crate) about: &'static str,
    /// Made by [`ArgumentsSpec::of`].
    pub(crate) arguments: ArgumentsSpec,
}

/// A heading of the overview.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Forecast,
    WhatIf,
    Report,
    Setup,
}

impl Group {
    /// In the order of the overview, which has two columns: the first group is on the left, the second one on the
    /// right, and so on.
    pub(crate) const ALL: &[Self] = &[Self::Forecast, Self::WhatIf, Self::Report, Self::Setup];

    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Forecast => "Forecast",
            Self::WhatIf => "Comparisons and what-ifs",
            Self::Report => "Check and sources",
            Self::Setup => "Setup and help",
        }
    }
}

/// A command with its arguments, and the global options after its name.
type Called = (Box<dyn Run>, Global);

/// How clap declares and reads one command's arguments.
pub(crate) struct ArgumentsSpec {
    declare: fn(clap::Command) -> clap::Command,
    read: fn(&mut ArgMatches) -> Result<Called, Error>,
}

impl ArgumentsSpec {
    const fn of<Arguments: Run + Args + 'static>() -> Self {
        Self { declare: WithGlobal::<Arguments>::augment_args, read: WithGlobal::<Arguments>::read }
    }
}

// A command's own arguments, and the global options after its name. Not a doc comment, here and on every group of
// options: clap would use it as the description of the command.
//
// clap's own global options, which may come before or after the name, are copied into every command. That would take a
// third of the startup time beyond an empty program's.
#[derive(Args)]
#[command(mut_args(Arguments::narrowed))]
struct WithGlobal<Arguments: Run + Args> {
    #[command(flatten)]
    arguments: Arguments,
    #[command(flatten)]
    global: Global,
}

impl<Arguments: Run + Args + 'static> WithGlobal<Arguments> {
    fn read(matches: &mut ArgMatches) -> Result<Called, Error> {
        let Self { arguments, global } = Self::from_arg_matches_mut(matches)?;
        Ok((Box::new(arguments), global))
    }
}

/// The command that the user called, and the global options after its name.
pub(crate) struct Invocation {
    pub(crate) name: &'static str,
    pub(crate) command: Box<dyn Run>,
    pub(crate) global: Global,
}

impl FromArgMatches for Invocation {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Self::from_arg_matches_mut(&mut matches.clone())
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        let (name, mut arguments) =
            matches.remove_subcommand().ok_or_else(|| Error::new(ErrorKind::MissingSubcommand))?;
        let called = COMMANDS.iter().find(|command| command.name == name);
        let called = called.ok_or_else(|| Error::new(ErrorKind::InvalidSubcommand))?;
        let (command, global) = (called.arguments.read)(&mut arguments)?;
        Ok(Self { name: called.name, command, global })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Invocation {
    fn augment_subcommands(program: clap::Command) -> clap::Command {
        program.subcommands(COMMANDS.iter().map(declared))
    }

    fn augment_subcommands_for_update(program: clap::Command) -> clap::Command {
        Self::augment_subcommands(program)
    }

    fn has_subcommand(name: &str) -> bool {
        names().any(|known| known == name)
    }
}

fn declared(command: &CommandSpec) -> clap::Command {
    clap::Command::new(command.name)
        .about(command.about)
        .help_template(HELP)
        // Only the command that is called declares its arguments.
        .defer(command.arguments.declare)
}

/// Hides the global options that mean nothing to a command that writes text.
fn for_text(argument: Arg) -> Arg {
    let is_shown = matches!(argument.get_id().as_str(), "output" | "color");
    let is_global = argument.get_help_heading() == Some("Global options");
    argument.hide(is_global && !is_shown)
}

/// What every command implements.
pub(crate) trait Run {
    /// The files that the command reads, except the dataset.
    fn inputs(&self) -> Vec<&Path> {
        Vec::new()
    }

    /// Whether the command reads the dataset.
    fn reads_dataset(&self) -> bool {
        true
    }

    /// Why the answer is always in the report's own terms, if it is.
    fn keeps_terms(&self) -> Option<&'static str> {
        None
    }

    /// Whether the command takes `--extend`.
    fn extends(&self) -> bool {
        false
    }

    /// Lets a command restrict a global option. It is called with each argument.
    fn narrowed(argument: Arg) -> Arg
    where
        Self: Sized,
    {
        argument
    }

    /// Carries out the command.
    fn run(&self, global: &Global) -> Result<Reply, Failure>;
}

/// Examples come first: most calls resemble one of them.
pub(crate) const HELP: &str = "\
{about-with-newline}
\u{1b}[1;4mExamples:\u{1b}[0m
{before-help}{usage-heading} {usage}

{all-args}{after-help}";
