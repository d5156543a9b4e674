//! Tips for calls that do not parse, where what was meant can be told.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error};

use super::{COMMANDS, Cli};

/// The error with a tip of ours in the place of clap's, where there is one.
pub(super) fn with_tips(mut error: Error, arguments: &[OsString]) -> Error {
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

fn tip(unknown: &str, arguments: &[OsString]) -> Option<String> {
    let mut program = Cli::command();
    program.build();
    let words = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    let name = words.into_iter().find(|word| COMMANDS.contains(word));
    let command = name.and_then(|name| program.find_subcommand(name));
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
