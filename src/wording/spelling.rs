//! How inputs and numbers are spelled.

use crate::decimal::Decimal;
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
    /// Keyword arguments of the Python module: `cagr=`, `actual={2025: ...}`.
    Keywords,
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
            Names::Plain | Names::Keywords => "",
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
        match self.names {
            Names::Keywords => format!("{}=", keyword(input)),
            _ => format!("{}{}", self.dashes(input, is_column), input.name()),
        }
    }

    /// Returns the name of an input where a colon follows. After an equals sign, it would look like an operator.
    pub(super) fn before_colon(self, input: &Input) -> String {
        match self.names {
            Names::Keywords => format!("`{}`", self.name(input)),
            _ => self.name(input),
        }
    }

    /// Returns an input with its value.
    pub(super) fn setting(self, setting: &Setting) -> String {
        let Setting { input, value, is_own } = setting;
        if self.names == Names::Keywords {
            return keyword_argument(input, value.as_deref());
        }
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
            Names::Plain | Names::Keywords => self.names,
            Names::Options | Names::Columns => Names::Options,
        };
        Self { names, ..self }.setting(setting)
    }

    /// Returns a number with the right decimal separator.
    pub(super) fn number(self, number: &str) -> String {
        if self.decimal_comma { number.replace('.', ",") } else { number.to_owned() }
    }
}

/// The name of an input as a keyword argument. `from` is a word of the language.
fn keyword(input: &Input) -> String {
    match input {
        Input::From => "from_".to_owned(),
        _ => input.name().replace('-', "_"),
    }
}

/// A keyword argument with its value. An input that applies to a single year or segment is an entry of a dictionary.
fn keyword_argument(input: &Input, value: Option<&str>) -> String {
    let name = keyword(input);
    let year = match input {
        // Its value is the year.
        Input::Target => value.map(str::to_owned),
        _ => input.year().map(|year| year.to_string()),
    };
    let key = year.or_else(|| input.segment().or(input.currency()).map(literal));
    match (key, value) {
        (Some(key), Some(value)) if *input != Input::Target => {
            format!("{name}={{{key}: {}}}", literal(value))
        }
        (Some(key), _) => format!("{name}={{{key}: ...}}"),
        (None, value) => format!("{name}={}", value.map(literal).unwrap_or_default()),
    }
}

/// A number, or a text in quotes.
fn literal(value: &str) -> String {
    if value.parse::<Decimal>().is_ok() { value.to_owned() } else { format!("'{value}'") }
}
