//! The command line: arguments in, a table out.

mod contender;
mod descriptor;
mod destination;
mod draft;
mod failure;
mod global;
mod input;
mod interrupt;
mod output;
mod progress;
mod shared;
mod tips;
mod topics;
mod version;
mod what_if;

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

use aiinfra::{Table, is_active};
use clap::builder::StyledStr;
use clap::error::ErrorKind;
use clap::{Arg, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use failure::Failure;
use global::Global;

/// Makes a module of each file and the list of commands that clap reads.
macro_rules! commands {
    ($($module:ident => $Name:ident,)+) => {
        $(mod $module;)+

        /// The names of the commands.
        const COMMANDS: &[&str] = &[$(stringify!($module)),+];

        #[derive(Subcommand)]
        // Only the command that is called makes its arguments.
        #[command(defer = true)]
        enum Command {
            $(
                #[command(about = $module::ABOUT, help_template = HELP)]
                $Name(Call<$module::Arguments>),
            )+
        }

        impl Command {
            /// What answers, and the options for every command that stand after this one's name.
            fn split(self) -> (Box<dyn Answer>, Global) {
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

// What may follow a command's name. Not a doc comment, here and on every group of options: clap would take it for what
// the command does.
//
// clap's own way to options that stand before the name or after it is a copy of each in every command, which is a
// third of what a start takes beyond an empty program's.
#[derive(Args)]
#[command(mut_args(Arguments::narrowed))]
struct Call<Arguments: Answer + Args> {
    #[command(flatten)]
    arguments: Arguments,
    #[command(flatten)]
    global: Global,
}

/// What every command does.
trait Answer {
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
enum Reply {
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

const EXAMPLES: &str = "  aiinfra forecast --year 2030
  aiinfra compare --scenario bear=20 --scenario bull=33 --year 2034
  aiinfra segments region --year 2030 --format csv";

/// Examples first: most calls are like one of them.
const HELP: &str = "\
{about-with-newline}
\u{1b}[1;4mExamples:\u{1b}[0m
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// A calculator for published market forecasts.
///
/// Every year between the published ones, every segment in every year, what-ifs, what each figure rests
/// on, and whether the report's figures agree with each other. The embedded report is the global AI
/// infrastructure market, 2024 to 2034; --data reads any other.
#[derive(Parser)]
#[command(name = "aiinfra", version, disable_help_subcommand = true)]
#[command(help_template = HELP, before_help = EXAMPLES, after_help = topics::pointer())]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Does what the arguments ask for.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    interrupt::outlive_size_limit();
    let arguments: Vec<OsString> = arguments.collect();
    let color = color(&arguments);
    answer(&arguments, color).unwrap_or_else(|failure| {
        failure.report(color);
        ExitCode::from(2)
    })
}

/// When styles are asked for, also where the other arguments do not parse.
fn color(arguments: &[OsString]) -> ColorChoice {
    let values = arguments.windows(2).filter_map(|pair| match pair {
        [option, value] if option == "--color" => value.to_str(),
        [_, both] => both.to_str()?.strip_prefix("--color="),
        _ => None,
    });
    values.rev().find_map(|value| value.parse().ok()).unwrap_or_default()
}

/// The exit code is 1 where the answer is no.
fn answer(arguments: &[OsString], color: ColorChoice) -> Result<ExitCode, Failure> {
    arguments.iter().try_for_each(|argument| check_printable("argument", argument))?;
    match arguments.get(1..) {
        None | Some([]) => return Err(Failure::NoCommand(help::overview())),
        Some([short]) if short == "-h" => return told(&help::overview(), color),
        Some(_) => {}
    }
    let again = |asked: clap::Error| {
        if asked.use_stderr() { parse(&tips::joined(arguments)) } else { Err(asked) }
    };
    let cli = match parse(arguments).or_else(again) {
        Ok(cli) => cli,
        Err(asked) if !asked.use_stderr() => return told(&answered(&asked, arguments)?, color),
        Err(wrong) => return Err(tips::with_tips(wrong, arguments).into()),
    };
    let (command, after_name) = cli.command.split();
    let global = after_name.or(cli.global);
    let dataset = global.dataset().filter(|_| command.reads_dataset());
    let inputs: Vec<&Path> = command.inputs().into_iter().chain(dataset.as_deref()).collect();
    destination::check_apart(&inputs, &global)?;
    let reply = command.answer(&global)?;
    output::write(&reply, &global)?;
    Ok(match reply {
        Reply::No(_) | Reply::Written { is_whole: false } => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

fn told(text: &StyledStr, color: ColorChoice) -> Result<ExitCode, Failure> {
    output::show(text, color).map(|()| ExitCode::SUCCESS)
}

/// The help or the version that was asked for in the place of an answer.
fn answered(asked: &clap::Error, arguments: &[OsString]) -> Result<StyledStr, Failure> {
    let is_long = arguments.iter().any(|argument| argument == "--version");
    Ok(match asked.kind() {
        ErrorKind::DisplayVersion if is_long => version::long()?.into(),
        _ => asked.render(),
    })
}

fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    // Taking the tree of all arguments apart is a tenth of what a start takes beyond an empty program's, and the
    // process is over soon.
    let mut command = ManuallyDrop::new(Cli::command());
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// Every message shows the value at fault, which must not become a command to the terminal.
fn check_printable(what: &'static str, value: &OsStr) -> Result<(), Failure> {
    let text = value.to_string_lossy();
    if text.contains(is_active) {
        // A shell makes `$'\t'` a tab, which other programs take for a delimiter.
        let hint = if matches!(&*text, "\t" | "--delimiter=\t") {
            "; for a tab between cells, write `--delimiter tab`"
        } else {
            ""
        };
        return Err(Failure::Unprintable { what, escaped: text.escape_debug().to_string(), hint });
    }
    Ok(())
}
