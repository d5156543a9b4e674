//! How inputs and numbers are spelled.

use crate::error::Setting;
use crate::input::Input;

/// How a text spells names and numbers for its reader.
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
    /// Whether numbers have a decimal comma.
    pub decimal_comma: bool,
}

/// How inputs are named.
///
/// ```
/// assert_eq!(aiinfra::wording::Names::default(), aiinfra::wording::Names::Plain);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Names {
    /// Plain names, for a program that calls the library: `actual 2025`.
    #[default]
    Plain,
    /// Options of the command line: `--actual 2025`.
    Options,
    /// Columns of a scenario file, or options for what the row itself does not set: `cagr`, `--actual 2025`.
    Columns,
}

impl From<Names> for Spelling {
    fn from(names: Names) -> Self {
        Self { names, decimal_comma: false }
    }
}

impl Spelling {
    /// The prefix for the name of an input.
    fn dashes(self, input: &Input, is_column: bool) -> &'static str {
        match self.names {
            Names::Plain => "",
            Names::Columns if is_column => "",
            // It is a positional argument.
            Names::Options | Names::Columns if *input == Input::Size => "",
            Names::Options | Names::Columns => "--",
        }
    }

    /// Returns the name of an input.
    pub(super) fn name(self, input: &Input) -> String {
        let is_column = matches!(
            input,
            Input::Base
                | Input::Cagr
                | Input::Target
                | Input::Growth(_)
                | Input::Actual(_)
                | Input::Shape
        );
        format!("{}{}", self.dashes(input, is_column), input.name())
    }

    /// Returns an input with its value.
    pub(super) fn setting(self, setting: &Setting) -> String {
        let Setting { input, value, is_own } = setting;
        let joint = if input.segment().is_some() { "=" } else { " " };
        let value = value.as_ref().map_or_else(String::new, |value| format!("{joint}{value}"));
        format!("{}{input}{value}", self.dashes(input, *is_own))
    }

    /// Returns several inputs with their values.
    pub(super) fn settings(self, settings: &[Setting]) -> String {
        let each: Vec<String> = settings.iter().map(|setting| self.setting(setting)).collect();
        each.join(" and ")
    }

    /// Returns an input that applies to every row of a file, by a name that no column has.
    pub(super) fn outside_file(self, setting: &Setting) -> String {
        let names = match self.names {
            Names::Plain => Names::Plain,
            Names::Options | Names::Columns => Names::Options,
        };
        Self { names, ..self }.setting(setting)
    }

    /// Returns a number with the right decimal separator.
    pub(super) fn number(self, number: &str) -> String {
        if self.decimal_comma { number.replace('.', ",") } else { number.to_owned() }
    }
}
