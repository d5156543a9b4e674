//! `aiinfra completions`

use aiinfra::Market;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Args, Command, CommandFactory};
use clap_complete::{Shell, generate};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::Cli;
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;
use crate::cli::topics::subjects;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "completions",
    group: Group::Setup,
    summary: "Tab in your shell",
    about: "Completions of commands, options and names for a shell",
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
The names of dimensions and segments are those of the embedded report.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// The shell
    shell: Shell,
}

impl Run for Arguments {
    fn reads_dataset(&self) -> bool {
        false
    }

    fn run(&self, _: &Global) -> Result<Reply, Failure> {
        let mut command = with_names(Cli::command(), self.shell, &Names::of(&Market::embedded()?));
        let mut script = Vec::new();
        generate(self.shell, &mut command, "aiinfra", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        Ok(Reply::Text(completed(script, self.shell).into()))
    }
}

/// The ids of a market's dimensions and segments, with their names. After a segment's an `=` follows.
struct Names {
    dimensions: Vec<(&'static str, String)>,
    segments: Vec<(&'static str, String)>,
}

impl Names {
    fn of(market: &Market) -> Self {
        // clap takes ids that live as long as the program, which these may: it ends with the script.
        let forever = |id: String| &*id.leak();
        let dimensions = market.dimensions();
        let shared = dimensions.iter().filter(|dimension| dimension.has_shares());
        let segments = shared.flat_map(|dimension| &dimension.segments);
        let dimensions = dimensions.iter().map(|each| (each.id.clone(), each.name.clone()));
        let segments = segments.map(|each| (format!("{}=", each.id), each.name.clone()));
        Self {
            dimensions: dimensions.map(|(id, name)| (forever(id), name)).collect(),
            segments: segments.map(|(id, name)| (forever(id), name)).collect(),
        }
    }
}

/// The command with names that it reads as any text.
fn with_names(mut command: Command, shell: Shell, names: &Names) -> Command {
    command.build();
    // What the scripts of these shells know of arguments without an option, and of values, is commands alone.
    let (knows_words, knows_values) = match shell {
        Shell::Elvish | Shell::PowerShell => (false, false),
        Shell::Fish => (false, true),
        _ => (true, true),
    };
    command = command.mut_subcommand("segments", |segments| with_values(segments, shell, names));
    if knows_words {
        return command;
    }
    if !knows_values {
        command =
            command.mut_subcommand("segments", |segments| with_words(segments, &names.segments));
    }
    command
        .mut_subcommand("help", |help| with_words(help, &others("help", &subjects())))
        .mut_subcommand("man", |man| {
            with_words(man, &others("man", &super::names().collect::<Vec<_>>()))
        })
        .mut_subcommand("segments", |segments| with_words(segments, &names.dimensions))
}

/// The names but for the command's own: fish would take it for a word that has been typed.
fn others(own: &str, names: &[&'static str]) -> Vec<(&'static str, String)> {
    let others = names.iter().filter(|name| **name != own);
    others.map(|name| (*name, String::new())).collect()
}

/// Each word as a command that takes the same options.
fn with_words(command: Command, words: &[(&'static str, String)]) -> Command {
    let same = command.clone();
    words
        .iter()
        .fold(command, |command, (id, name)| command.subcommand(same.clone().name(*id).about(name)))
}

fn with_values(segments: Command, shell: Shell, names: &Names) -> Command {
    let values = |argument: Arg, names: &[(&'static str, String)]| {
        let value = |(id, name): &(&'static str, String)| match shell {
            // With words beside them, values have a syntax of their own, in which no `=` may end one.
            Shell::Zsh => PossibleValue::new(*id),
            _ => PossibleValue::new(*id).help(name),
        };
        argument.value_parser(PossibleValuesParser::new(names.iter().map(value)))
    };
    segments
        .mut_arg("dimension", |argument| values(argument, &names.dimensions))
        .mut_arg("segment_cagr", |argument| values(argument, &names.segments))
        .mut_arg("segment_share", |argument| values(argument, &names.segments))
}

/// What the scripts leave to be desired. A name that ends with `=` is to be gone on with, so some shells have to be told
/// to put no space after it.
fn completed(script: String, shell: Shell) -> String {
    match shell {
        Shell::Bash => script + BASH_ENDING,
        Shell::Fish => script + FISH_ENDING,
        Shell::Zsh => script.lines().map(|line| unspaced_in_zsh(line) + "\n").collect(),
        _ => script,
    }
}

const BASH_ENDING: &str = r#"
_aiinfra_unspaced() {
    _aiinfra "$@"
    if [[ ${COMPREPLY[0]} == *= && ${BASH_VERSINFO[0]} -ge 4 ]]; then compopt -o nospace; fi
    if [[ $3 == batch && $2 != -* ]]; then COMPREPLY=($(compgen -f -- "$2")); fi
}
complete -F _aiinfra_unspaced -o bashdefault -o default aiinfra
"#;

/// Where a name is asked for, fish would offer the folder's files beside it.
const FISH_ENDING: &str = r#"complete -c aiinfra -n "__fish_seen_subcommand_from segments help man completions" -f
complete -c aiinfra -n "__fish_aiinfra_using_subcommand completions" -f -a "bash elvish fish powershell zsh"
"#;

fn unspaced_in_zsh(line: &str) -> String {
    match line.split_once(":SEG=PCT:(") {
        Some((before, names)) => {
            let names = names.replace(")'", "}'");
            format!("{before}:SEG=PCT:{{compadd -S \"\" -- {names}")
        }
        None => line.to_owned(),
    }
}
