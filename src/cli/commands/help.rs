//! `aiinfra help`

use clap::builder::{PossibleValuesParser, StyledStr};
use clap::{Arg, Args, CommandFactory};

use super::{ArgumentsSpec, COMMANDS, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::output;
use crate::cli::topics::{self, TOPICS};
use crate::cli::{Cli, parse};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "help",
    group: Group::Setup,
    summary: "a command or a topic",
    about: "Help on a command, or on a topic",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra help
  aiinfra help forecast
  aiinfra help formats";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = topics::pointer())]
struct Arguments {
    /// A command or a topic [default: an overview]
    #[arg(value_name = "COMMAND|TOPIC", hide_possible_values = true, value_parser = PossibleValuesParser::new(topics::subjects()))]
    subject: Option<String>,
}

impl Run for Arguments {
    fn narrowed(argument: Arg) -> Arg {
        super::for_text(argument)
    }

    fn reads_dataset(&self) -> bool {
        false
    }

    fn run(&self, _: &Global) -> Result<Reply, Failure> {
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

/// An overview of the program on one screen.
pub(crate) fn overview() -> StyledStr {
    let is_wide = output::terminal_width().is_none_or(|width| width >= 2 * COLUMN);
    let overview = format!(
        "{{about-with-newline}}\n{}\n{{before-help}}{}{{after-help}}",
        heading("Examples:"),
        commands(is_wide)
    );
    Cli::command().max_term_width(80).help_template(overview).after_help(more()).render_help()
}

/// The width of a column of the overview. An ordinary terminal has room for two.
const COLUMN: usize = 40;

/// The commands by group, in two columns if there is room.
fn commands(is_wide: bool) -> String {
    let mut lines = Vec::new();
    for pair in Group::ALL.chunks(if is_wide { 2 } else { 1 }) {
        let mut columns = pair.iter().map(|group| listing(*group));
        let left = columns.next().unwrap_or_default();
        let right = columns.next().unwrap_or_default();
        for at in 0..left.len().max(right.len()) {
            lines.push(side_by_side(left.get(at), right.get(at)));
        }
    }
    lines.join("\n")
}

/// A line of a column, with its width in characters.
type Line = (String, usize);

fn listing(group: Group) -> Vec<Line> {
    let longest = super::names().map(str::len).max().unwrap_or_default();
    let members = COMMANDS.iter().filter(|command| command.group == group);
    let mut lines = vec![(heading(group.heading()), group.heading().len())];
    lines.extend(members.map(|command| entry(command, longest)));
    lines
}

fn entry(command: &CommandSpec, longest: usize) -> Line {
    let text = format!("  {:longest$}  {}", command.name, command.summary);
    let characters = text.chars().count();
    (text, characters)
}

fn side_by_side(left: Option<&Line>, right: Option<&Line>) -> String {
    let (text, characters) = left.map_or(("", 0), |(text, characters)| (text, *characters));
    match right {
        None => text.to_owned(),
        Some((right, _)) => {
            format!("{text}{}{right}", " ".repeat(COLUMN.saturating_sub(characters)))
        }
    }
}

fn heading(text: &str) -> String {
    format!("\u{1b}[1;4m{text}\u{1b}[0m")
}

fn more() -> String {
    format!(
        "`aiinfra help NAME` explains a command, or {}. `aiinfra --help` lists the options.",
        topics::in_words()
    )
}
