//! How inputs and numbers are spelled.

use crate::error::Setting;
use crate::input::Input;

/// How a text spells what its reader types.
///
/// ```
/// use aiinfra::wording::{Names, Spelling};
/// use aiinfra::{Market, Scenario, scenario};
///
/// let text = "scenario,cagr,target\nbear,20,300\n";
/// let error = scenario::read(text, &Scenario::default(), &Market::embedded()?).unwrap_err();
/// assert!(error.to_string().starts_with("line 2: `cagr` and `target` together"));
/// assert!(error.spelled(Names::Options.into()).starts_with("line 2: `--cagr` and `--target` together"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// How inputs are named.
    pub names: Names,
    /// Do numbers have a decimal comma?
    pub decimal_comma: bool,
}

/// How the inputs of a question are named.
///
/// ```
/// assert_eq!(aiinfra::wording::Names::default(), aiinfra::wording::Names::Plain);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Names {
    /// Plainly, as by a program that calls the library: `actual 2025`.
    #[default]
    Plain,
    /// As options of the command line: `--actual 2025`.
    Options,
    /// As columns of a file of scenarios where it has one, or else as options: `cagr`, `--actual 2025`.
    Columns,
}

impl From<Names> for Spelling {
    fn from(names: Names) -> Self {
        Self { names, decimal_comma: false }
    }
}

impl Spelling {
    /// What stands before the name of that input.
    fn dashes(self, input: &Input) -> &'static str {
        let is_column = matches!(input, Input::Base | Input::Cagr | Input::Target);
        match self.names {
            Names::Plain => "",
            Names::Columns if is_column => "",
            // It stands by itself.
            Names::Options | Names::Columns if *input == Input::Size => "",
            Names::Options | Names::Columns => "--",
        }
    }

    /// The input by its name alone.
    pub(super) fn name(self, input: &Input) -> String {
        format!("{}{}", self.dashes(input), input.name())
    }

    /// The input with what it is set to.
    pub(super) fn setting(self, setting: &Setting) -> String {
        let Setting { input, value } = setting;
        let joint = if input.segment().is_some() { "=" } else { " " };
        let value = value.as_ref().map_or_else(String::new, |value| format!("{joint}{value}"));
        format!("{}{input}{value}", self.dashes(input))
    }

    /// Several of them.
    pub(super) fn settings(self, settings: &[Setting]) -> String {
        let each: Vec<String> = settings.iter().map(|setting| self.setting(setting)).collect();
        each.join(" and ")
    }

    /// What is set for every row of a file, by a name that no column has.
    pub(super) fn outside_file(self, setting: &Setting) -> String {
        let names = match self.names {
            Names::Plain => Names::Plain,
            Names::Options | Names::Columns => Names::Options,
        };
        Self { names, ..self }.setting(setting)
    }

    /// A number that has a decimal point where it has a fraction.
    pub(super) fn number(self, number: &str) -> String {
        if self.decimal_comma { number.replace('.', ",") } else { number.to_owned() }
    }
}
