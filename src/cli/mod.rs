//! The command line: arguments in, a table out.

mod failure;
mod global;
mod output;
mod shared;

use std::ffi::{OsStr, OsString};

use aiinfra::{Market, Table};
use clap::{Parser, Subcommand};

use failure::Failure;
use global::{Global, Session};

/// Makes a module of each file and the list of commands that clap reads.
macro_rules! commands {
    ($($module:ident => $Name:ident,)+) => {
        $(mod $module;)+

        #[derive(Subcommand)]
        enum Command {
            $($Name($module::Arguments),)+
        }

        impl Answer for Command {
            fn answer(&self, session: &Session) -> Result<Table, Failure> {
                match self {
                    $(Self::$Name(arguments) => arguments.answer(session),)+
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
    sources => Sources,
}

/// What every command does.
trait Answer {
    /// The table that answers these arguments.
    fn answer(&self, session: &Session) -> Result<Table, Failure>;
}

const EXAMPLES: &str = "\
Examples:
  aiinfra forecast --year 2030
  aiinfra forecast --cagr 30 --format csv
  aiinfra segments region --year 2030
  aiinfra cagr --start 46.73 --end 502.42 --years 10";

/// A calculator for published market forecasts.
///
/// Every year between the published ones, every segment in every year, what-ifs, and what each
/// figure rests on. The embedded report is the global AI infrastructure market, 2024 to 2034.
#[derive(Parser)]
#[command(name = "aiinfra", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Does what the arguments ask for.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> Result<(), Failure> {
    let arguments: Vec<OsString> = arguments.collect();
    if let Some(argument) = arguments.iter().find(|argument| acts_on_terminal(argument)) {
        let escaped = argument.to_string_lossy().escape_debug().to_string();
        return Err(Failure::Unprintable { escaped });
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(asked) if !asked.use_stderr() => return output::show(&asked.render()),
        Err(wrong) => return Err(wrong.into()),
    };
    let session = cli.global.session(Market::embedded()?);
    let table = cli.command.answer(&session)?;
    output::write(&table, &cli.global)
}

/// Every message shows the value at fault, which must not become a command to the terminal.
fn acts_on_terminal(argument: &OsStr) -> bool {
    argument.to_string_lossy().contains(char::is_control)
}
