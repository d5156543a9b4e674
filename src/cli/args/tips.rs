//! Suggestions for commands that don't parse.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error};

use crate::cli::Cli;
use crate::cli::commands;

/// Replaces clap's suggestion, which compares only letters, with one by meaning.
pub(crate) fn with_tips(mut error: Error, arguments: &[OsString]) -> Error {
    let kind = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::InvalidValue => return with_topic(error, arguments),
        ErrorKind::ValueValidation => return with_form(error, arguments),
        _ => return error,
    };
    let Some(ContextValue::String(unknown)) = error.get(kind) else { return error };
    let (mut program, unknown) = (program(), unknown.clone());
    let tip = tip(&unknown, &program, arguments);
    // clap's usage line lists the option that it would suggest.
    let usage = match called(&program, arguments).map(|command| command.get_name().to_owned()) {
        Some(name) => program.find_subcommand_mut(name).map(Command::render_usage),
        None => Some(program.render_usage()),
    };
    if let Some(usage) = usage {
        error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    }
    for suggested in
        [ContextKind::Suggested, ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
    {
        error.remove(suggested);
    }
    suggest(&mut error, tip);
    error
}

fn suggest(error: &mut Error, tip: Option<String>) {
    if let Some(tip) = tip {
        let tips = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tips);
    }
}

/// Suggests what to ask `help` for.
fn with_topic(mut error: Error, arguments: &[OsString]) -> Error {
    let is_help = called(&program(), arguments).is_some_and(|command| command.get_name() == "help");
    if let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidValue)
        && is_help
        && let Some(call) = meant(unknown)
    {
        let command =
            call.split(' ').next().filter(|word| commands::names().any(|name| name == *word));
        let tip = command.map(|command| format!("did you mean 'help {command}'?"));
        error.remove(ContextKind::SuggestedValue);
        suggest(&mut error, tip);
    }
    error
}

/// Suggests how to write a value that its option refused.
fn with_form(mut error: Error, arguments: &[OsString]) -> Error {
    let refused = (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidValue));
    if let (Some(ContextValue::String(option)), Some(ContextValue::String(value))) = refused {
        let program = program();
        let has_range = called(&program, arguments).is_some_and(|command| has(command, "from"));
        let range = || Some(value).filter(|_| option.starts_with("--year ") && has_range);
        let tip = range().and_then(|value| range_of_years(value)).or_else(|| plain_number(value));
        suggest(&mut error, tip);
    }
    error
}

fn range_of_years(text: &str) -> Option<String> {
    let (first, last) = ["..", "-", ":"].iter().find_map(|between| text.split_once(between))?;
    let is_range = is_year(first) && is_year(last);
    is_range.then(|| format!("for a range of years: '--from {first} --to {last}'"))
}

/// What to write instead of a number with a comma or a currency sign.
fn plain_number(text: &str) -> Option<String> {
    let is_foreign = |sign| matches!(sign, ',' | '$' | '€' | '£' | '¥' | '₹');
    let has_digit = text.contains(|sign: char| sign.is_ascii_digit());
    (has_digit && text.contains(is_foreign)).then(|| {
        "numbers have a decimal point, and no commas or currency signs: '27.5', '50000'".to_owned()
    })
}

/// Joins every value that begins with a dash to its option, as in `--year=-2030`. Otherwise clap reads
/// such a value as an option.
pub(crate) fn joined(arguments: &[OsString]) -> Vec<OsString> {
    let program = program();
    let commands = std::iter::once(&program).chain(called(&program, arguments));
    let options: Vec<&Arg> =
        commands.flat_map(Command::get_arguments).filter(|arg| !arg.is_positional()).collect();
    let mut joined = Vec::with_capacity(arguments.len());
    let mut rest = arguments.iter().peekable();
    while let Some(word) = rest.next_if(|word| *word != "--") {
        let option = options.iter().find(|option| awaits_value(option, word));
        // Some options accept even another option as their value.
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

/// Whether the word is that option, still without its value.
fn awaits_value(option: &Arg, word: &OsStr) -> bool {
    let is_short = |letter| word == format!("-{letter}").as_str();
    option.get_action().takes_values()
        && (word == long(option).as_str() || option.get_short().is_some_and(is_short))
}

pub(super) fn long(option: &Arg) -> String {
    format!("--{}", option.get_long().unwrap_or_default())
}

/// Uses the long name, because clap reads `=` after a short one as part of the value.
fn with_value(option: &Arg, value: &OsStr) -> OsString {
    let mut joined = OsString::from(long(option) + "=");
    joined.push(value);
    joined
}

/// Whether it starts with a dash and is not an option.
fn is_value(word: &OsStr, options: &[&Arg]) -> bool {
    let after_dash = word.to_str().and_then(|word| word.strip_prefix('-')?.chars().next());
    let is_short = |letter| options.iter().any(|option| option.get_short() == Some(letter));
    after_dash.is_some_and(|letter| letter != '-' && !is_short(letter))
}

pub(super) fn program() -> Command {
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

fn tip(unknown: &str, program: &Command, arguments: &[OsString]) -> Option<String> {
    let command = called(program, arguments);
    let option = unknown.strip_prefix("--").map(|name| name.split('=').next().unwrap_or(name));
    match (command, option.or_else(|| unknown.strip_prefix('-'))) {
        (None, None) => instead_of_command(unknown),
        (Some(command), None) => instead_of_word(command, unknown, arguments),
        (command, Some(option)) => instead_of_option(program, command, option),
    }
}

/// Suggests a command instead of an unknown one.
fn instead_of_command(word: &str) -> Option<String> {
    if is_year(word) {
        return Some(format!("a year goes with a command: 'forecast --year {word}'"));
    }
    let near = || nearest(&word.to_lowercase(), NEAR, commands::names());
    meant(word).or_else(near).map(|call| format!("did you mean '{call}'?"))
}

/// The right call instead of a word that people type as a command.
fn meant(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let (_, call) = COMMANDS_MEANT.iter().find(|(words, _)| words.contains(&&*word))?;
    Some(call)
}

/// Suggests an option instead of a word that the command doesn't take.
fn instead_of_word(command: &Command, word: &str, arguments: &[OsString]) -> Option<String> {
    let name = command.get_name();
    if let ("goal", Some((year, size))) = (name, year_and_size(arguments)) {
        return Some(format!("did you mean 'goal {size} --year {year}'?"));
    }
    if name == "cagr" {
        return Some(
            "start, end and the number of years are enough: 'cagr 46.73 502.42 10'".to_owned(),
        );
    }
    if is_year(word) {
        return year_of(command, word);
    }
    if word.contains('=') && has(command, "scenario") {
        return Some(format!("did you mean '--scenario {word}'?"));
    }
    let has_ending = |ending| Path::new(word).extension().is_some_and(|found| found == ending);
    let file = match () {
        () if has_ending("toml") && has(command, "with") => "with",
        () if has_ending("toml") => "data",
        () if has_ending("csv") && has(command, "scenarios") => "scenarios",
        () => return None,
    };
    Some(format!("did you mean '--{file} {word}'?"))
}

/// The two words after `goal`, if one is a year and the other a size.
fn year_and_size(arguments: &[OsString]) -> Option<(&str, &str)> {
    let words = arguments.iter().filter_map(|word| word.to_str());
    let mut after = words.skip_while(|word| *word != "goal").skip(1);
    match (after.next()?, after.next()?) {
        (year, size) if is_year(year) => Some((year, size)),
        (size, year) if is_year(year) => Some((year, size)),
        _ => None,
    }
}

fn instead_of_option(program: &Command, command: Option<&Command>, option: &str) -> Option<String> {
    if option == "year"
        && let Some(command) = command.filter(|command| has(command, "from"))
    {
        let name = command.get_name();
        return Some(format!("'{name}' takes a range of years: '--from 2030 --to 2030'"));
    }
    let own = || command.unwrap_or(program);
    let lower = option.to_lowercase();
    let meant = OPTIONS_MEANT.iter().find(|(words, needs, _)| {
        words.contains(&&*lower) && (needs.is_empty() || command.is_some_and(|own| has(own, needs)))
    });
    if let Some((.., call)) = meant {
        return Some(format!("did you mean '{call}'?"));
    }
    let near = |likeness| {
        let options = own().get_arguments().filter_map(Arg::get_long);
        nearest(&lower, likeness, options).map(|name| format!("did you mean '--{name}'?"))
    };
    near(ALMOST).or_else(|| option_of_others(program, option)).or_else(|| near(NEAR))
}

/// Words that people type instead of a command, and the right call.
const COMMANDS_MEANT: &[(&[&str], &str)] = &[
    #[cfg(feature = "xlsx")]
    (&["xlsx", "excel", "workbook", "spreadsheet", "sheet"], "forecast -o forecast.xlsx"),
    (
        &["plot", "chart", "graph", "draw", "svg", "picture"],
        "segments region --from 2024 -o regions.svg",
    ),
    (&["page", "html"], "report -o report.html"),
    (
        &["scenario", "scenarios", "what-if", "whatif", "bull", "bear", "versus", "vs"],
        "compare --scenario bear=20 --scenario bull=33",
    ),
    (&["export", "save", "csv", "excel", "spreadsheet", "json"], "forecast -o forecast.csv"),
    (&["predict", "projection", "project", "estimate", "size", "market"], "forecast"),
    (&["segment", "region", "regions", "share", "shares", "breakdown"], "segments"),
    (&["growth", "rate"], "cagr"),
    (&["target", "solve"], "goal"),
    (&["reach", "until"], "when"),
    (
        &[
            "montecarlo",
            "monte-carlo",
            "simulate",
            "uncertainty",
            "confidence",
            "interval",
            "quantiles",
            "fan",
        ],
        "range --base 40..55 --cagr 20..33",
    ),
    (&["tornado", "sensitive", "drivers", "swing"], "sensitivity --year 2030"),
    (&["validate", "verify", "audit", "lint", "test"], "check"),
    (&["source", "list", "show", "figures", "data"], "sources"),
    (&["new", "template", "create"], "init"),
    (&["quiet", "silent"], "--notes none"),
    (&["explain", "why", "how"], "forecast --explain"),
];

/// Options that people type, the option that the command must have for the suggestion, and the suggestion.
const OPTIONS_MEANT: &[(&[&str], &str, &str)] = &[
    (&["quiet", "silent", "q", "no-notes"], "", "--notes none"),
    (&["chart", "plot", "graph"], "", "--format chart"),
    (&["svg", "picture", "image", "png"], "", "--format svg"),
    (&["html"], "", "--format html"),
    (&["log", "log-scale", "logarithmic"], "", "--scale log"),
    (&["csv"], "", "--format csv"),
    (&["json"], "", "--format json"),
    (&["md", "markdown"], "", "--format markdown"),
    #[cfg(feature = "xlsx")]
    (&["xlsx", "workbook", "spreadsheet", "excel-file"], "", "-o FILE.xlsx"),
    (&["excel-file"], "", "--excel -o FILE.csv"),
    (&["decimals", "precision", "round", "places"], "", "--digits N"),
    (&["file", "input", "dataset", "report", "market"], "", "--data FILE"),
    (&["out", "save"], "", "--output FILE"),
    (&["rate", "growth-rate"], "cagr", "--cagr PCT"),
    (&["start", "start-year", "begin", "since"], "from", "--from YEAR"),
    (&["end", "end-year", "until"], "to", "--to YEAR"),
    (&["all", "all-years", "every-year"], "from", "--from YEAR"),
    (&["region", "segment", "technology", "dimension", "by"], "", "segments region"),
    (&["bull", "bear", "case"], "scenario", "--scenario bear=20 --scenario bull=33"),
    (&["bull", "bear", "case"], "", "compare --scenario bear=20 --scenario bull=33"),
    (&["pivot"], "", "--layout wide"),
    (&["skip-errors", "skip-faulty", "skip"], "on-error", "--on-error skip"),
    (&["skip-errors", "skip"], "skip-faulty", "--skip-faulty"),
    (&["share"], "segment-share", "--segment-share SEG=PCT"),
    (&["above", "probability", "exceed", "at-least", "chance"], "reach", "--reach SIZE"),
    (&["percentiles", "percentile", "quantile"], "quantiles", "--quantiles LIST"),
    (&["confidence", "coverage", "level", "interval"], "within", "--within PCT"),
];

/// The similarity (0 to 1, Jaro-Winkler) from which a word counts as a misspelling.
const NEAR: f64 = 0.85;

/// The similarity from which a word is a misspelling even if another command has an option of that name.
const ALMOST: f64 = 0.94;

fn nearest<'a>(word: &str, likeness: f64, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let similar = names.map(|name| (strsim::jaro_winkler(word, name), name));
    let similar = similar.filter(|(similarity, _)| *similarity >= likeness);
    similar.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, name)| name)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Suggests how to give that command a year.
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
