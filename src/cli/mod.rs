//! The command line: arguments in, a table out.

mod failure;
mod global;
mod output;
mod shared;
mod what_if;

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

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
            fn answer(&self, session: &Session) -> Result<Reply, Failure> {
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
    goal => Goal,
    when => When,
    compare => Compare,
    sweep => Sweep,
    sources => Sources,
}

/// What every command does.
trait Answer {
    /// What answers these arguments.
    fn answer(&self, session: &Session) -> Result<Reply, Failure>;
}

/// An answer, and whether it is yes or no.
struct Reply {
    table: Table,
    is_yes: bool,
}

impl From<Table> for Reply {
    fn from(table: Table) -> Self {
        Self { table, is_yes: true }
    }
}

const EXAMPLES: &str = "\
Examples:
  aiinfra forecast --year 2030
  aiinfra forecast --cagr 30 --format csv
  aiinfra segments region --year 2030
  aiinfra goal 300 --year 2030
  aiinfra compare --scenario bear=20 --scenario bull=33 --year 2034
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

/// Does what the arguments ask for; the exit code is 1 where the answer is no.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, Failure> {
    let arguments: Vec<OsString> = arguments.collect();
    if let Some(argument) = arguments.iter().find(|argument| acts_on_terminal(argument)) {
        let escaped = argument.to_string_lossy().escape_debug().to_string();
        return Err(Failure::Unprintable { escaped });
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(asked) if !asked.use_stderr() => {
            output::show(&asked.render())?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(wrong) => return Err(wrong.into()),
    };
    let session = cli.global.session(Market::embedded()?);
    let reply = cli.command.answer(&session)?;
    output::write(&reply.table, &cli.global)?;
    Ok(if reply.is_yes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every message shows the value at fault, which must not become a command to the terminal.
fn acts_on_terminal(argument: &OsStr) -> bool {
    argument.to_string_lossy().contains(char::is_control)
}
