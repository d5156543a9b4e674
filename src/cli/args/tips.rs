//! What was meant by a call that does not parse.

use std::ffi::{OsStr, OsString};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error};

use crate::cli::Cli;
use crate::cli::commands;

/// The error with a tip of ours in the place of clap's, where there is one.
pub(crate) fn with_tips(mut error: Error, arguments: &[OsString]) -> Error {
    let unknown = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(unknown))) => unknown.clone(),
        _ => match (error.kind(), error.get(ContextKind::InvalidSubcommand)) {
            (ErrorKind::InvalidSubcommand, Some(ContextValue::String(unknown))) => unknown.clone(),
            _ => return error,
        },
    };
    // That an option could be passed as a value is no help: none of our values looks like one.
    error.remove(ContextKind::Suggested);
    if error.get(ContextKind::SuggestedArg).is_none()
        && let Some(tip) = tip(&unknown, arguments)
    {
        let tips = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tips);
    }
    error
}

/// The arguments with every value that begins with a dash joined to its option, as in `--year=-2030`, since clap takes
/// such a value for an option itself.
pub(crate) fn joined(arguments: &[OsString]) -> Vec<OsString> {
    let program = program();
    let commands = std::iter::once(&program).chain(called(&program, arguments));
    let options: Vec<&Arg> =
        commands.flat_map(Command::get_arguments).filter(|arg| !arg.is_positional()).collect();
    let mut joined = Vec::with_capacity(arguments.len());
    let mut rest = arguments.iter().peekable();
    while let Some(word) = rest.next_if(|word| *word != "--") {
        let option = options.iter().find(|option| awaits_value(option, word));
        // Some options take even another option for their value.
        let takes_all = option.is_some_and(|option| option.is_allow_hyphen_values_set());
        let is_value = |next: &&OsString| takes_all || is_value(next, &options);
        joined.push(match (option, option.and_then(|_| rest.next_if(is_value))) {
            (Some(option), Some(value)) => with_value(option, value),
            _ => word.clone(),
        });
    }
    joined.extend(rest.cloned());
    joined
}

/// Is it that option, without the value that it takes?
fn awaits_value(option: &Arg, word: &OsStr) -> bool {
    let is_short = |letter| word == format!("-{letter}").as_str();
    option.get_action().takes_values()
        && (word == long(option).as_str() || option.get_short().is_some_and(is_short))
}

fn long(option: &Arg) -> String {
    format!("--{}", option.get_long().unwrap_or_default())
}

/// By its long name: after a short one clap takes `=` for the value's own.
fn with_value(option: &Arg, value: &OsStr) -> OsString {
    let mut joined = OsString::from(long(option) + "=");
    joined.push(value);
    joined
}

/// Does it start with a dash without being an option?
fn is_value(word: &OsStr, options: &[&Arg]) -> bool {
    let after_dash = word.to_str().and_then(|word| word.strip_prefix('-')?.chars().next());
    let is_short = |letter| options.iter().any(|option| option.get_short() == Some(letter));
    after_dash.is_some_and(|letter| letter != '-' && !is_short(letter))
}

fn program() -> Command {
    let mut program = Cli::command();
    program.build();
    program
}

/// The command that is called.
fn called<'a>(program: &'a Command, arguments: &[OsString]) -> Option<&'a Command> {
    let words = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    let name = words.into_iter().find(|word| commands::names().any(|name| name == *word))?;
    program.find_subcommand(name)
}

fn tip(unknown: &str, arguments: &[OsString]) -> Option<String> {
    let program = program();
    let command = called(&program, arguments);
    let is_year = unknown.len() == 4 && unknown.bytes().all(|byte| byte.is_ascii_digit());
    let option = unknown.strip_prefix("--").map(|name| name.split('=').next().unwrap_or(name));
    match (command, option) {
        (None, None) if is_year => {
            Some(format!("a year goes with a command: 'forecast --year {unknown}'"))
        }
        (Some(command), None) if is_year => year_of(command, unknown),
        (Some(command), Some("year")) if has(command, "from") => Some(format!(
            "'{}' takes a range of years: '--from 2030 --to 2030'",
            command.get_name()
        )),
        (_, Some(option)) => option_of_others(&program, option),
        _ => None,
    }
}

/// How that command is told a year, where it can be.
fn year_of(command: &Command, year: &str) -> Option<String> {
    let option = if has(command, "year") {
        format!("--year {year}")
    } else if has(command, "from") {
        format!("--from {year} --to {year}")
    } else {
        return None;
    };
    Some(format!("a year goes with an option: '{option}'"))
}

fn option_of_others(program: &Command, option: &str) -> Option<String> {
    let others = program.get_subcommands().filter(|command| has(command, option));
    let names: Vec<&str> = others.map(Command::get_name).collect();
    let (last, others) = names.split_last()?;
    let names = match others {
        [] => (*last).to_owned(),
        _ => format!("{} and {last}", others.join(", ")),
    };
    Some(format!("'--{option}' is an option of {names}"))
}

fn has(command: &Command, option: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_long() == Some(option))
}
