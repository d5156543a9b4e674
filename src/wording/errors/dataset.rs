//! Errors about a dataset: its lines, its tables and their keys.

use crate::error::{DatasetFault, ExpectedKey, ExpectedToml, Table, Toml, shortened};
use crate::wording::Spelling;

pub(super) fn sentence(fault: &DatasetFault) -> String {
    match fault {
        DatasetFault::NotTable(table) => not_table(table),
        DatasetFault::OneSize => {
            "one [[value]] gives no forecast: expected a second one, or a [cagr] with `to`"
                .to_owned()
        }
        DatasetFault::Toml(fault) => toml(fault),
        DatasetFault::More(told) => format!("there are more errors than these {told}"),
        DatasetFault::Flood(most) => format!(
            "more than {most} errors so far: expected a dataset in TOML; the rest was not read"
        ),
    }
}

fn toml(fault: &Toml) -> String {
    match fault {
        Toml::KeyTwice => "given twice: expected it once".to_owned(),
        Toml::TableTwice => "given twice: expected it once, or [[ ]] on each line".to_owned(),
        Toml::ListTwice => "given twice: expected [[ ]] on the earlier lines too".to_owned(),
        Toml::Rest { text, is_comma } => {
            let point = if *is_comma { ", and a decimal point" } else { "" };
            format!("expected nothing starting at `{}`{point}", shortened(text))
        }
        Toml::Other(message) => format!("cannot be read as TOML: {message}"),
        Toml::Expected(expected) => {
            format!("expected {}", expected.spelled(Spelling::default()))
        }
    }
}

/// The name of a table: `[cagr]`, `[[dimension]]: segments`.
pub(super) fn name(table: &Table) -> String {
    match table {
        Table::One(key) => format!("[{key}]"),
        Table::Each(key) => format!("[[{key}]]"),
        Table::Inside(outer, key) => format!("{}: {key}", name(outer)),
    }
}

/// How to write a list of tables inside another table.
const IN_BRACES: &str = "[{ ... }]";

fn not_table(table: &Table) -> String {
    match table {
        Table::One(key) => format!("`{key}`: expected one table, [{key}]"),
        Table::Each(key) => format!("`{key}`: expected a list of tables, [[{key}]]"),
        Table::Inside(_, key) => {
            format!("`{key}`: expected a list of tables, {key} = {IN_BRACES}")
        }
    }
}

pub(super) fn expected(expected: &ExpectedKey) -> String {
    match expected {
        ExpectedKey::Reachable { highest, size, year } => {
            format!("growth of at most {highest}% per year from the size {size} in {year}")
        }
        ExpectedKey::LaterThan(year) => {
            format!("a year later than {year}, the one before it")
        }
        ExpectedKey::AfterFrom(year) => format!("a year after {year}, the year in `from`"),
        ExpectedKey::AfterFirst(year) => {
            format!("a year after {year}, the base year")
        }
        ExpectedKey::BeforeLast(year) => {
            format!("a year before {year}, the year of the last [[value]]")
        }
        ExpectedKey::YearOfSize { example } => {
            format!("a year with a published market size, such as {example}")
        }
        ExpectedKey::BaseBefore(year) => {
            format!("a year before {year}, the year of the last [[value]], or a [cagr] with `to`")
        }
        ExpectedKey::Toml(expected) => of_toml(*expected).to_owned(),
        fixed => expected_always(fixed).to_owned(),
    }
}

/// Returns what does not depend on the dataset.
fn expected_always(expected: &ExpectedKey) -> &'static str {
    match expected {
        ExpectedKey::Text => "text in quotes, not empty and without control characters",
        ExpectedKey::Quoted => "text in quotes",
        ExpectedKey::Id => "lower-case letters, digits and hyphens, such as \"end-use\"",
        ExpectedKey::OtherId => "another id, because this one is reserved",
        ExpectedKey::IdOnce => "each id once",
        ExpectedKey::Year => "four digits without quotes, such as 2030",
        ExpectedKey::Edition => {
            "a year, a month or a day in quotes, such as \"2025\", \"2025-03\" or \"2025-03-14\""
        }
        ExpectedKey::Range { is_percent: false } => {
            "a figure such as \"46.73\", or a range { low = \"40\", high = \"45\" }"
        }
        ExpectedKey::Range { is_percent: true } => {
            "a percentage such as \"26.81\", or a range { low = \"28\", high = \"31\" }"
        }
        ExpectedKey::Bound => {
            "a figure such as \"72\", a range { low = \"28\", high = \"31\" }, or a bound, { above = \"400\" } or { below = \"5\" }"
        }
        ExpectedKey::SegmentPath => {
            "the ids of a dimension and of its segment, such as \"offering/hardware\""
        }
        ExpectedKey::ByYear => {
            "years with their figures, such as { 2025 = \"28.4\", 2030 = \"32.8\" }"
        }
        ExpectedKey::ShareOnce => "only one share for each year, in `share` or in `shares`",
        ExpectedKey::ShareOrSize => "a share or a size for each year, not both",
        ExpectedKey::Size => "a size, such as \"46.73\"",
        ExpectedKey::GrowthRate => "a percentage per year, such as \"26.81\"",
        ExpectedKey::Share => "a percentage, such as \"39\"",
        ExpectedKey::Figure => "a figure as printed, such as \"26.60\", or a plain number",
        ExpectedKey::PlainFigure => {
            "a number such as 46.73, 600bn or 1.2tn, without commas or currency signs"
        }
        ExpectedKey::NumberAlone => {
            "a number without a unit, such as \"72\", because `unit` has the unit"
        }
        ExpectedKey::Market => "the market's name, publisher and unit",
        ExpectedKey::OneSize => "at least one published size",
        ExpectedKey::AtLeastOne => "at least one",
        ExpectedKey::SharesWithinWhole => {
            "shares that add up to at most 100%, allowing for rounding"
        }
        ExpectedKey::Reachable { .. }
        | ExpectedKey::LaterThan(_)
        | ExpectedKey::AfterFrom(_)
        | ExpectedKey::AfterFirst(_)
        | ExpectedKey::BeforeLast(_)
        | ExpectedKey::YearOfSize { .. }
        | ExpectedKey::BaseBefore(_)
        | ExpectedKey::Toml(_) => "",
    }
}

fn of_toml(expected: ExpectedToml) -> &'static str {
    match expected {
        ExpectedToml::ThreeQuotes => "three quotes at the end of text that begins with three",
        ExpectedToml::LastQuote => "a quote at the end of the text",
        ExpectedToml::FirstQuote => "a quote at the beginning of the text",
        ExpectedToml::NoControl => "text without control characters",
        ExpectedToml::Value => "a number, or text in quotes, after the `=`",
        ExpectedToml::Backslashes => {
            "two backslashes for one, or ' ' around the text instead of \" \""
        }
        ExpectedToml::OneBracket => "one pair of brackets around the name, as in [market]",
        ExpectedToml::TwoBrackets => "two pairs of brackets around the name, as in [[value]]",
        ExpectedToml::KeyOrRemark => "a key, `=` and a value, or # before a comment",
        ExpectedToml::PlainKey => "a key of letters, digits, - and _, then `=` and a value",
        ExpectedToml::PlainName => "a name of letters, digits, - and _",
        ExpectedToml::OneEquals => "a single `=`",
        ExpectedToml::Comma => "a comma between entries",
        ExpectedToml::OneComma => "a single comma between entries",
        ExpectedToml::Entry => "a key, `=` and a value in each entry of { }",
        ExpectedToml::CommaOrBrace => "a comma or } after each entry of { }",
        ExpectedToml::Brace => "a closing }",
        ExpectedToml::Bracket => "a closing ]",
        ExpectedToml::PlainNumber => {
            "a number of digits and a decimal point, such as 26.81, or quotes around the printed figure"
        }
    }
}
