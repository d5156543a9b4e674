//! `aiinfra completions`

use aiinfra::Market;
use clap::builder::{PossibleValue, PossibleValuesParser, Resettable};
use clap::{Arg, Args, Command, CommandFactory, ValueEnum};
use clap_complete::{Shell, generate};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::Cli;
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::topics::subjects;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "completions",
    group: Group::Setup,
    summary: "shell tab completion",
    about: "Shell completion of commands, options and dimensions",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra completions bash > aiinfra.bash
  aiinfra completions zsh > _aiinfra
  aiinfra completions fish > aiinfra.fish";

const REMARKS: &str = "\
Where a shell finds them:
  bash        ~/.local/share/bash-completion/completions/aiinfra
  zsh         _aiinfra in a folder of $fpath, before compinit is called
  fish        ~/.config/fish/completions/aiinfra.fish
  powershell  in $PROFILE
  elvish      eval (aiinfra completions elvish | slurp), in rc.elv
Dimensions and segments are those of the built-in report.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// The shell
    shell: Shell,
}

impl Run for Arguments {
    fn narrowed(argument: Arg) -> Arg {
        super::for_text(argument)
    }

    fn reads_dataset(&self) -> bool {
        false
    }

    fn run(&self, _: &Global) -> Result<Reply, Failure> {
        let mut command = with_names(Cli::command(), self.shell, &Names::of(&Market::embedded()?));
        let mut script = Vec::new();
        generate(self.shell, &mut command, "aiinfra", &mut script);
        Ok(Reply::Text(String::from_utf8_lossy(&script).into_owned().into()))
    }
}

/// A word that completes an argument, and what it means.
type Word = (&'static str, String);

/// The ids of a market's dimensions and segments, with their names.
struct Names {
    dimensions: Vec<Word>,
    /// Each id ends with `=`, because a percentage follows in `SEG=PCT`.
    segments: Vec<Word>,
}

impl Names {
    fn of(market: &Market) -> Self {
        let dimensions = market.dimensions();
        let with_shares = dimensions.iter().filter(|dimension| dimension.has_shares());
        let segments = with_shares.flat_map(|dimension| &dimension.segments);
        Self {
            dimensions: dimensions.iter().map(|each| word(each.id.clone(), &each.name)).collect(),
            segments: segments.map(|each| word(format!("{}=", each.id), &each.name)).collect(),
        }
    }
}

/// clap needs static ids. Leaking these is fine, because the program ends with the script.
fn word(id: String, meaning: &str) -> Word {
    (id.leak(), meaning.to_owned())
}

/// Adds the names of the embedded report, in the form that the script of that shell can use.
///
/// clap_complete does not complete everything in every shell. Where it completes no values, a name is declared as a
/// subcommand. After a value that ends with `=`, bash and zsh would add a space, so they don't complete
/// segments.
fn with_names(mut command: Command, shell: Shell, names: &Names) -> Command {
    command.build();
    match shell {
        Shell::Bash | Shell::Zsh => with_dimension_values(command, names),
        Shell::Fish => with_words(with_segment_values(command, names), &[&names.dimensions]),
        // Segments can follow a dimension, or come without one.
        _ => with_words(command, &[&names.segments, &names.dimensions]),
    }
}

fn with_dimension_values(command: Command, names: &Names) -> Command {
    command.mut_subcommand("segments", |segments| {
        segments.mut_arg("dimension", |argument| with_values(argument, &names.dimensions))
    })
}

fn with_segment_values(command: Command, names: &Names) -> Command {
    command.mut_subcommand("segments", |segments| {
        segments
            .mut_arg("segment_cagr", |argument| with_values(argument, &names.segments))
            .mut_arg("segment_share", |argument| with_values(argument, &names.segments))
    })
}

fn with_values(argument: Arg, words: &[Word]) -> Arg {
    let values = words.iter().map(|(id, meaning)| PossibleValue::new(*id).help(meaning));
    argument.value_parser(PossibleValuesParser::new(values))
}

/// The commands whose arguments are names, with these names as their commands.
fn with_words(command: Command, of_segments: &[&[Word]]) -> Command {
    let shells = Shell::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let shells: Vec<Word> = shells.map(|shell| word(shell.get_name().to_owned(), "")).collect();
    let subjects: Vec<Word> = subjects().into_iter().map(plain).collect();
    let commands: Vec<Word> = super::names().map(plain).collect();
    let mut words =
        vec![("help", subjects.as_slice()), ("man", &commands), ("completions", &shells)];
    words.extend(of_segments.iter().map(|names| ("segments", *names)));
    words.into_iter().fold(command, |command, (name, words)| {
        command.mut_subcommand(name, |subcommand| with_commands(&subcommand, name, words))
    })
}

fn plain(id: &'static str) -> Word {
    (id, String::new())
}

/// Each word as a command with the same options. The command's own argument is left out, because fish would offer
/// files for it, and so is its own name, which fish would take for a typed word.
fn with_commands(command: &Command, name: &'static str, words: &[Word]) -> Command {
    let about = command.get_about().cloned().unwrap_or_default();
    let options = command.get_arguments().filter(|argument| !argument.is_positional());
    // The scripts don't use conflicts, and an option may conflict with the argument that is left out.
    let options = options.map(|option| option.clone().conflicts_with(Resettable::Reset));
    // The options already have --help.
    let alone = Command::new(name).disable_help_flag(true).disable_help_subcommand(true);
    let alone = alone.args(options).subcommands(command.get_subcommands());
    let named = |(id, meaning): &Word| alone.clone().name(*id).about(meaning);
    let others = words.iter().filter(|(id, _)| *id != name);
    alone.clone().about(about).subcommands(others.map(named))
}
