//! A call of one command that asks about the same forecast as the call of another.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};

use super::tips;
use crate::cli::args::global::Global;

/// The global options that decide what the figures are or how many digits they have.
const OF_FIGURES: [&str; 7] =
    ["unit", "digits", "scale", "currency", "exchange", "deflate", "prices"];

/// Returns the call of `command` with the options of this run that it takes too, or `None` if one of them isn't text.
///
/// Files are named without their folders, which whoever sees the call may not have.
pub(crate) fn same_forecast(command: &str, global: &Global) -> Option<String> {
    let arguments: Vec<OsString> = env::args_os().collect();
    let program = tips::program();
    let parsed = |arguments| program.clone().try_get_matches_from(arguments);
    let matches = parsed(arguments.clone()).or_else(|_| parsed(tips::joined(&arguments))).ok()?;
    let (_, own) = matches.subcommand()?;
    let mut words = vec!["aiinfra".to_owned(), command.to_owned()];
    if let Some(file) = global.dataset() {
        words.push(format!("--data {}", quoted(file_name(file.as_os_str())?)));
    }
    for option in program.find_subcommand(command)?.get_arguments() {
        let given = [&matches, own].into_iter().find(|matches| is_given(option, matches));
        if let Some(matches) = given.filter(|_| is_of_forecast(option)) {
            words.extend(written(option, matches)?);
        }
    }
    Some(words.join(" "))
}

fn is_of_forecast(option: &Arg) -> bool {
    let is_global = option.get_help_heading() == Some("Global options");
    !is_global || OF_FIGURES.contains(&option.get_id().as_str())
}

fn is_given(option: &Arg, matches: &ArgMatches) -> bool {
    let name = option.get_id().as_str();
    matches.ids().any(|id| id.as_str() == name)
        && matches.value_source(name) == Some(ValueSource::CommandLine)
}

/// Returns the option with its values, without intervals for a single size or rate, which leave the forecast alone.
fn written(option: &Arg, matches: &ArgMatches) -> Option<Vec<String>> {
    let name = option.get_id().as_str();
    let mut values = Vec::new();
    for value in matches.get_raw(name)? {
        values.push(if name == "deflate" { file_name(value)? } else { value.to_str()? });
    }
    let is_interval =
        ["base", "cagr"].contains(&name) && values.iter().any(|value| value.contains(".."));
    if is_interval {
        return Some(Vec::new());
    }
    let joined = option.get_value_delimiter().map(|mark| values.join(&mark.to_string()));
    let values = joined
        .map_or_else(|| values.iter().map(|value| (*value).to_owned()).collect(), |all| vec![all]);
    Some(values.iter().map(|value| with_value(option, value)).collect())
}

fn with_value(option: &Arg, value: &str) -> String {
    let separator = if value.starts_with('-') { '=' } else { ' ' };
    format!("{}{separator}{}", tips::long(option), quoted(value))
}

fn file_name(path: &OsStr) -> Option<&str> {
    Path::new(path).file_name()?.to_str()
}

/// Quotes a word for a shell if it needs quotes.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./,:=%+@".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
