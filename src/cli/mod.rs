//! The command line: arguments in, a table out.

mod answers;
mod args;
mod commands;
mod failure;
mod io;
mod reply;
mod topics;
mod version;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::ErrorKind;
use clap::{ColorChoice, Parser};

use args::global::Global;
use args::shared::check_printable;
use args::tips;
use commands::{HELP, Invocation, overview};
use failure::Failure;
use io::{destination, interrupt, output};
use reply::Reply;

const EXAMPLES: &str = "  aiinfra forecast --year 2030
  aiinfra compare --scenario bear=20 --scenario bull=33 --year 2034
  aiinfra segments region --from 2024 --layout wide -o regions.csv";

/// A calculator for published market forecasts.
///
/// It computes the market size in every year, the size of every segment, and what-ifs. It shows what each figure
/// rests on, and checks whether a report's figures agree. The built-in report covers the global AI infrastructure
/// market from 2024 to 2034; --data uses another one.
#[derive(Parser)]
#[command(name = "aiinfra", version, disable_help_subcommand = true)]
#[command(help_template = HELP, before_help = EXAMPLES, after_help = topics::pointer())]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    invocation: Invocation,
}

/// The program without global options before the name of the command. Declaring those takes a tenth of the whole run,
/// and most calls have them after the name.
#[derive(Parser)]
#[command(name = "aiinfra", version, disable_help_subcommand = true)]
struct CommandFirst {
    #[command(subcommand)]
    invocation: Invocation,
}

/// Runs the program with these arguments.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    interrupt::outlive_size_limit();
    let arguments: Vec<OsString> = arguments.collect();
    let color = color(&arguments);
    match answer(&arguments, color) {
        Ok(code) => code,
        Err(failure) => {
            failure.report(color);
            ExitCode::from(2)
        }
    }
}

/// Returns the value of `--color`, even if other arguments don't parse.
fn color(arguments: &[OsString]) -> ColorChoice {
    let values = arguments.windows(2).filter_map(|pair| match pair {
        [option, value] if option == "--color" => value.to_str(),
        [_, both] => both.to_str()?.strip_prefix("--color="),
        _ => None,
    });
    values.rev().find_map(|value| value.parse().ok()).unwrap_or_default()
}

/// Returns exit code 1 if the answer is no.
fn answer(arguments: &[OsString], color: ColorChoice) -> Result<ExitCode, Failure> {
    arguments.iter().try_for_each(|argument| check_printable("argument", argument))?;
    match arguments.get(1..) {
        None | Some([]) => return Err(Failure::NoCommand(overview())),
        Some([short]) if short == "-h" => return told(&overview(), color),
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
    let Invocation { name, command, global: after_name } = cli.invocation;
    let global = after_name.or(cli.global);
    if let (Some(option), Some(reason)) = (global.terms().next(), command.keeps_terms()) {
        return Err(Failure::OwnTerms { option, reason });
    }
    let dataset = global.dataset().filter(|_| command.reads_dataset());
    let inputs: Vec<&Path> =
        command.inputs().into_iter().chain(dataset.as_deref()).chain(global.index_file()).collect();
    destination::check_apart(&inputs, &global)?;
    let extendable =
        |failure: Failure| if command.extends() { failure.extendable() } else { failure };
    let reply = command.run(&global).map_err(extendable)?;
    output::write(&reply, &global, name)?;
    Ok(match reply {
        Reply::No(_) | Reply::Written { is_whole: false } => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

fn told(text: &StyledStr, color: ColorChoice) -> Result<ExitCode, Failure> {
    output::show(text, color).map(|()| ExitCode::SUCCESS)
}

/// The help or the version, if that was asked for.
fn answered(asked: &clap::Error, arguments: &[OsString]) -> Result<StyledStr, Failure> {
    let is_long = arguments.iter().any(|argument| argument == "--version");
    Ok(match asked.kind() {
        ErrorKind::DisplayVersion if is_long => version::long()?.into(),
        _ => asked.render(),
    })
}

fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let first = arguments.get(1);
    let is_command = first.is_some_and(|first| commands::names().any(|name| *first == *name));
    if is_command && let Ok(CommandFirst { invocation }) = parse_as(arguments) {
        return Ok(Cli { global: Global::default(), invocation });
    }
    // It also has the messages about errors.
    parse_as(arguments)
}

fn parse_as<Arguments: Parser>(arguments: &[OsString]) -> Result<Arguments, clap::Error> {
    // Dropping the tree of all arguments takes a tenth of the startup time beyond an empty program's, and the
    // process ends soon.
    let mut command = ManuallyDrop::new(Arguments::command());
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    Arguments::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}
