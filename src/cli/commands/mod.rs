//! What each command does, one file a command.

use std::borrow::Cow;
use std::path::Path;

use aiinfra::Table;
use clap::builder::StyledStr;
use clap::{Arg, Args, Subcommand};

use crate::cli::args::global::Global;
use crate::cli::failure::Failure;

/// Makes a module of each file and the list of commands that clap reads.
macro_rules! commands {
    ($($module:ident => $Name:ident,)+) => {
        $(mod $module;)+

        /// The names of the commands.
        pub(crate) const COMMANDS: &[&str] = &[$(stringify!($module)),+];

        #[derive(Subcommand)]
        // Only the command that is called makes its arguments.
        #[command(defer = true)]
        pub(crate) enum Command {
            $(
                #[command(about = $module::ABOUT, help_template = HELP)]
                $Name(Call<$module::Arguments>),
            )+
        }

        impl Command {
            /// What answers, and the options for every command that stand after this one's name.
            pub(crate) fn split(self) -> (Box<dyn Answer>, Global) {
                match self {
                    $(Self::$Name(call) => (Box::new(call.arguments), call.global),)+
                }
            }
        }
    };
}

// A new command is its file and its line here.
commands! {
    forecast => Forecast,
    segments => Segments,
    cagr => Cagr,
    goal => Goal,
    when => When,
    compare => Compare,
    sweep => Sweep,
    sources => Sources,
    check => Check,
    batch => Batch,
    init => Init,
    completions => Completions,
    man => Man,
    help => Help,
}

pub(crate) use help::overview;

// What may follow a command's name. Not a doc comment, here and on every group of options: clap would take it for what
// the command does.
//
// clap's own way to options that stand before the name or after it is a copy of each in every command, which is a
// third of what a start takes beyond an empty program's.
#[derive(Args)]
#[command(mut_args(Arguments::narrowed))]
pub(crate) struct Call<Arguments: Answer + Args> {
    #[command(flatten)]
    arguments: Arguments,
    #[command(flatten)]
    global: Global,
}

/// What every command does.
pub(crate) trait Answer {
    /// The files that are read, beside the dataset.
    fn inputs(&self) -> Vec<&Path> {
        Vec::new()
    }

    /// Is the dataset one of them?
    fn reads_dataset(&self) -> bool {
        true
    }

    /// One of all its arguments, where it takes less than the others of an option that every command has.
    fn narrowed(argument: Arg) -> Arg
    where
        Self: Sized,
    {
        argument
    }

    /// What answers these arguments.
    fn answer(&self, global: &Global) -> Result<Reply, Failure>;
}

/// What a command answers.
pub(crate) enum Reply {
    /// A table, which answers yes where it was a question.
    Table(Table),
    /// A table that answers no.
    No(Table),
    /// A text that has no other format.
    Text(Cow<'static, str>),
    /// A text for people, with terminal styles.
    Help(StyledStr),
    /// Nothing more: the command has written its answer as it came about, or what there was of it.
    Written { is_whole: bool },
}

impl From<Table> for Reply {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// Examples first: most calls are like one of them.
pub(crate) const HELP: &str = "\
{about-with-newline}
\u{1b}[1;4mExamples:\u{1b}[0m
{before-help}{usage-heading} {usage}

{all-args}{after-help}";
