//! The scenarios and reports to compare, in the order of the command line.

use std::path::PathBuf;

use aiinfra::{GrowthRate, List};
use clap::{Arg, ArgAction, ArgMatches, Args, Error, FromArgMatches};

use crate::cli::args::shared::{list_of, of_name, parsed};

/// One thing to compare the forecast with.
#[derive(Clone)]
pub(super) enum Asked {
    /// A scenario of this growth rate.
    Cagr(GrowthRate),
    /// A scenario of this name and growth rate.
    Scenario(String, GrowthRate),
    /// The scenarios of a file.
    Scenarios(PathBuf),
    /// The market of another report.
    With(PathBuf),
}

/// Everything to compare the forecast with. It is read by hand because clap's derive keeps no order among options.
#[derive(Clone, Default)]
pub(super) struct AskedArguments {
    pub(super) asked: Vec<Asked>,
    /// The list of growth rates, as it was typed.
    pub(super) rates: Option<List<GrowthRate>>,
}

impl Args for AskedArguments {
    fn augment_args(command: clap::Command) -> clap::Command {
        let scenario = |text: &str| of_name(text, "bear=20.5", parsed::<GrowthRate>);
        command
            .arg(
                Arg::new("cagr")
                    .long("cagr")
                    .value_name("LIST")
                    .allow_hyphen_values(true)
                    .value_parser(list_of::<GrowthRate>)
                    .help("A scenario for each growth rate, in percent per year: 20,25,30 or 20..35:5"),
            )
            .arg(
                Arg::new("scenario")
                    .long("scenario")
                    .value_name("NAME=PCT")
                    .value_delimiter(',')
                    .action(ArgAction::Append)
                    .value_parser(scenario)
                    .help("A scenario with a name and a growth rate, in percent per year; repeatable"),
            )
            .arg(
                file("scenarios")
                    .help("Scenarios from a CSV file with the columns scenario,base,cagr,target,growth,actual,shape; only the first is required"),
            )
            .arg(
                file("with")
                    .num_args(1..)
                    .action(ArgAction::Append)
                    .help("Other reports: datasets in TOML, or folders of them"),
            )
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

fn file(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("FILE").value_parser(clap::value_parser!(PathBuf))
}

impl FromArgMatches for AskedArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let rates = matches.get_one::<List<GrowthRate>>("cagr").cloned();
        let place = matches.index_of("cagr").unwrap_or_default();
        let mut asked: Vec<(usize, Asked)> = rates
            .iter()
            .flat_map(List::iter)
            .map(|rate| (place, Asked::Cagr(rate.clone())))
            .collect();
        let scenarios = placed::<(String, GrowthRate)>(matches, "scenario");
        asked.extend(scenarios.map(|(at, (name, rate))| (at, Asked::Scenario(name, rate))));
        let files = placed(matches, "scenarios");
        asked.extend(files.map(|(at, file)| (at, Asked::Scenarios(file))));
        asked.extend(placed(matches, "with").map(|(at, file)| (at, Asked::With(file))));
        asked.sort_by_key(|(place, _)| *place);
        Ok(Self { asked: asked.into_iter().map(|(_, asked)| asked).collect(), rates })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The values of an option, each with its position on the command line.
fn placed<Value: Clone + Send + Sync + 'static>(
    matches: &ArgMatches,
    name: &str,
) -> impl Iterator<Item = (usize, Value)> {
    let places = matches.indices_of(name).into_iter().flatten();
    let values = matches.get_many::<Value>(name).into_iter().flatten().cloned();
    places.collect::<Vec<_>>().into_iter().zip(values.collect::<Vec<_>>())
}

impl AskedArguments {
    /// The files that are read.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.asked.iter().filter_map(|asked| match asked {
            Asked::Scenarios(file) | Asked::With(file) => Some(file),
            Asked::Cagr(_) | Asked::Scenario(..) => None,
        })
    }

    /// Whether there are scenarios, and not only other reports.
    pub(super) fn has_scenarios(&self) -> bool {
        self.asked.iter().any(|asked| !matches!(asked, Asked::With(_)))
    }
}
