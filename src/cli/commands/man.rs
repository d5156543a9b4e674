//! `aiinfra man`

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command, CommandFactory};
use clap_mangen::Man;
use roff::{Roff, bold, line_break, roman};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::Cli;
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::io::{destination, output};
use crate::cli::topics::TOPICS;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "man",
    group: Group::Setup,
    summary: "manual pages",
    about: "Manual pages",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra man > aiinfra.1
  aiinfra man forecast > aiinfra-forecast.1
  aiinfra man --dir man1";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {
    /// Page of this command [default: the page of the program]
    #[arg(value_name = "COMMAND", hide_possible_values = true, value_parser = PossibleValuesParser::new(super::names()))]
    command: Option<String>,

    /// Write every page into this folder, creating it if needed
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

impl Run for Arguments {
    fn narrowed(argument: Arg) -> Arg {
        super::for_text(argument)
    }

    fn reads_dataset(&self) -> bool {
        false
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let mut program = Cli::command();
        program.build();
        let Some(folder) = &self.dir else {
            let named = self.command.as_ref().and_then(|name| program.find_subcommand(name));
            let page = page(named.unwrap_or(&program));
            return Ok(Reply::Text(page.map_err(|fault| unmade(&fault))?.into()));
        };
        output::text_alone(global)?;
        if global.output.is_some() {
            return Err(Failure::clash("dir", "output", "one of them"));
        }
        let name = folder.display().to_string();
        fs::create_dir_all(folder).map_err(|fault| destination::unwritable(&name, &fault))?;
        let mut pages = Vec::new();
        for command in std::iter::once(&program).chain(program.get_subcommands()) {
            let file = Man::new(command.clone()).get_filename();
            pages.push((file.into(), page(command).map_err(|fault| unmade(&fault))?));
        }
        destination::put(folder, &pages)?;
        Ok(Reply::Written { is_whole: true })
    }
}

fn unmade(fault: &io::Error) -> Failure {
    Failure::output("memory", fault, "room for a manual page")
}

/// A command's page, with its examples before its options.
fn page(command: &Command) -> io::Result<String> {
    let is_program = command.has_subcommands();
    let man = Man::new(command.clone())
        .source(concat!("aiinfra ", env!("CARGO_PKG_VERSION")))
        .manual("Market forecasts");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    let remarks = command.get_after_help().filter(|_| !is_program);
    let text = |styled: &clap::builder::StyledStr| styled.to_string();
    remarks.map_or(Ok(()), |remarks| remark(&text(remarks)).to_writer(&mut page))?;
    let examples = command.get_before_help().map(text).unwrap_or_default();
    verbatim("EXAMPLES", &examples).to_writer(&mut page)?;
    man.render_options_section(&mut page)?;
    if is_program {
        man.render_subcommands_section(&mut page)?;
        for topic in TOPICS {
            let (title, rest) = topic.text.split_once('\n').unwrap_or((topic.text, ""));
            verbatim(&title.to_uppercase(), rest).to_writer(&mut page)?;
        }
    }
    ending(command, is_program).to_writer(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Paragraphs, one per line. Indented lines are a list and stay unchanged.
fn remark(text: &str) -> Roff {
    let mut roff = Roff::new();
    for line in text.lines() {
        let is_item = line.starts_with(' ');
        roff.control(if is_item { "br" } else { "PP" }, []);
        roff.text([roman(line)]);
    }
    roff
}

/// Preformatted lines.
fn verbatim(heading: &str, text: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    roff.control("nf", []);
    for line in text.trim_end().lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff
}

/// The end of every page.
fn ending(command: &Command, is_program: bool) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    for (name, use_of_it) in ENVIRONMENT {
        roff.control("TP", []);
        roff.text([bold(*name)]);
        roff.text([roman(*use_of_it)]);
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_STATUS {
        roff.control("TP", []);
        roff.text([bold(*code)]);
        roff.text([roman(*meaning)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    let others: Vec<String> = match is_program {
        true => command
            .get_subcommands()
            .map(|other| format!("aiinfra-{}(1)", other.get_name()))
            .collect(),
        false => vec!["aiinfra(1)".to_owned()],
    };
    roff.text([roman(others.join(", ")), line_break()]);
    roff
}

const ENVIRONMENT: &[(&str, &str)] = &[
    ("AIINFRA_DATA", "The dataset to use without --data."),
    ("COLUMNS", "The width of tables, instead of the terminal's."),
    ("NO_COLOR, CLICOLOR_FORCE, TERM", "Whether colors are used without --color."),
];

const EXIT_STATUS: &[(&str, &str)] = &[
    ("0", "Done."),
    ("1", "The answer is no; aiinfra help exit-codes explains it for each command."),
    ("2", "An invalid command or dataset, or an answer that could not be written."),
];
