//! `aiinfra help`

use clap::builder::{PossibleValuesParser, StyledStr};
use clap::{Args, CommandFactory};

use super::{Answer, Reply};
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::topics::{self, TOPICS, names};
use crate::cli::{Cli, parse};

pub(super) const ABOUT: &str = "Help on a command, or on a topic";

const EXAMPLES: &str = "  aiinfra help
  aiinfra help forecast
  aiinfra help formats";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = topics::pointer())]
pub(crate) struct Arguments {
    /// A command, or a topic [default: what there is]
    #[arg(value_name = "COMMAND|TOPIC", hide_possible_values = true, value_parser = PossibleValuesParser::new(names()))]
    subject: Option<String>,
}

impl Answer for Arguments {
    fn reads_dataset(&self) -> bool {
        false
    }

    fn answer(&self, _: &Global) -> Result<Reply, Failure> {
        let Some(subject) = &self.subject else { return Ok(Reply::Help(overview())) };
        if let Some(topic) = TOPICS.iter().find(|topic| topic.name == subject) {
            return Ok(Reply::Help(topic.text.into()));
        }
        let asked = ["aiinfra", subject, "--help"].map(Into::into);
        match parse(&asked) {
            Err(help) => Ok(Reply::Help(help.render())),
            Ok(_) => Ok(Reply::Help(overview())),
        }
    }
}

const OVERVIEW: &str = "\
{about-with-newline}
\u{1b}[1;4mExamples:\u{1b}[0m
{before-help}\u{1b}[1;4mCommands:\u{1b}[0m
{subcommands}{after-help}";

/// What the program can do, on one screen.
pub(crate) fn overview() -> StyledStr {
    let mut command = Cli::command().max_term_width(80).help_template(OVERVIEW).after_help(more());
    for name in ["completions", "man", "help"] {
        command = command.mut_subcommand(name, |command| command.hide(true));
    }
    command.render_help()
}

fn more() -> String {
    format!(
        "`aiinfra help NAME` explains a command, or {}; `aiinfra --help` has the options. Also: completions, man.",
        topics::listed()
    )
}
