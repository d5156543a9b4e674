//! Errors in the dataset that the options make, in terms of the options.

use aiinfra::Error;
use aiinfra::error::{DatasetFault, Expected, ExpectedKey, Fault, Missing, Place, Table, What};

use crate::cli::failure::Failure;

pub(super) fn in_options(error: &Error) -> Failure {
    Failure::Entry(error.each().map(|error| sentence(error, None)).collect())
}

/// Returns the sentence for an error that belongs to an option.
fn sentence(error: &Error, option: Option<&'static str>) -> String {
    match error.fault() {
        // The line is that of a draft, which nobody sees.
        Fault::Placed { place, error } => sentence(error, of_place(place).or(option)),
        Fault::Dataset(DatasetFault::OneSize) | Fault::Missing { what: Missing::Key("to"), .. } => {
            "one --size gives no forecast: expected a second one, or --cagr with --to".to_owned()
        }
        Fault::Invalid { what, value, expected: Expected::Key(expected) } => {
            match (of_key(*what), year(expected)) {
                (Some(option), Some(expected)) => {
                    format!("{option}: year `{value}`: expected {expected}")
                }
                _ => with_option(error, option),
            }
        }
        _ => with_option(error, option),
    }
}

fn with_option(error: &Error, option: Option<&'static str>) -> String {
    option.map_or_else(|| error.to_string(), |option| format!("{option}: {error}"))
}

fn of_place(place: &Place) -> Option<&'static str> {
    match place {
        Place::Table(Table::Inside(outer, _)) => of_place(&Place::Table((**outer).clone())),
        Place::Table(Table::One(table) | Table::Each(table)) => match *table {
            "value" => Some("--size"),
            "cagr" => Some("--cagr"),
            "dimension" => Some("--share"),
            _ => None,
        },
        Place::Key(key) => of_key(What::Key(key)),
        _ => None,
    }
}

fn of_key(what: What) -> Option<&'static str> {
    match what {
        What::Key("from") => Some("--from"),
        What::Key("to") => Some("--to"),
        _ => None,
    }
}

/// Returns the year that was expected in relation to another one.
fn year(expected: &ExpectedKey) -> Option<String> {
    match expected {
        ExpectedKey::AfterFrom(year) => Some(format!("a year after {year}, the year in --from")),
        ExpectedKey::AfterFirst(year) => {
            Some(format!("a year after {year}, the first year in --size"))
        }
        ExpectedKey::BeforeLast(year) => {
            Some(format!("a year before {year}, the last year in --size"))
        }
        _ => None,
    }
}
