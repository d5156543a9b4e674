//! Errors about a dataset: its lines, its tables and their keys.

use crate::error::{DatasetFault, ExpectedKey, ExpectedToml, Table, Toml, shortened};
use crate::wording::Spelling;

pub(super) fn sentence(fault: &DatasetFault) -> String {
    match fault {
        DatasetFault::NotTable(table) => not_table(table),
        DatasetFault::OneSize => {
            "one [[value]] alone gives no forecast: expected a second, or a [cagr] with `to`"
                .to_owned()
        }
        DatasetFault::Toml(fault) => toml(fault),
        DatasetFault::More(told) => format!("there are more faults than these {told}"),
        DatasetFault::Flood(most) => format!(
            "more than {most} faults up to here: expected a dataset in TOML; the rest is not read"
        ),
    }
}

fn toml(fault: &Toml) -> String {
    match fault {
        Toml::KeyTwice => "given before: expected it once".to_owned(),
        Toml::TableTwice => "given before: expected it once, or [[ ]] in each line".to_owned(),
        Toml::ListTwice => "given before: expected [[ ]] in the lines before too".to_owned(),
        Toml::Rest { text, is_comma } => {
            let point = if *is_comma { ", and a point for decimals" } else { "" };
            format!("expected nothing from `{}` on{point}", shortened(text))
        }
        Toml::Other(message) => format!("cannot be read as TOML: {message}"),
        Toml::Expected(expected) => {
            format!("expected {}", expected.spelled(Spelling::default()))
        }
    }
}

/// What a table is called: `[cagr]`, `[[dimension]]: segments`.
pub(super) fn name(table: &Table) -> String {
    match table {
        Table::One(key) => format!("[{key}]"),
        Table::Each(key) => format!("[[{key}]]"),
        Table::Inside(outer, key) => format!("{}: {key}", name(outer)),
    }
}

/// How a list of tables is written inside of another table.
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
    let fixed = match expected {
        ExpectedKey::Reachable { highest, size, year } => {
            return format!("growth of at most {highest} % a year from the size {size} of {year}");
        }
        ExpectedKey::LaterThan(year) => {
            return format!("a later year than the {year} before it");
        }
        ExpectedKey::AfterFrom(year) => return format!("a year after {year}, the one of `from`"),
        ExpectedKey::AfterFirst(year) => {
            return format!("a year after {year}, the one of the first [[value]]");
        }
        ExpectedKey::BeforeLast(year) => {
            return format!("a year before {year}, the one of the last [[value]]");
        }
        ExpectedKey::Toml(expected) => of_toml(*expected),
        ExpectedKey::Text => "text in quotes, not empty and without control characters",
        ExpectedKey::Quoted => "text in quotes",
        ExpectedKey::Id => "lower-case letters, digits and hyphens, such as \"end-use\"",
        ExpectedKey::OtherId => "another id, since this one has a meaning of its own",
        ExpectedKey::IdOnce => "each id once",
        ExpectedKey::Year => "four digits without quotes, such as 2030",
        ExpectedKey::Size => "a size, such as \"46.73\"",
        ExpectedKey::GrowthRate => "a percentage a year, such as \"26.81\"",
        ExpectedKey::Share => "a percentage, such as \"39\"",
        ExpectedKey::Figure => "a figure as printed, such as \"26.60\", or a plain number",
        ExpectedKey::PlainFigure => {
            "a number such as 46.73, 600bn or 1.2tn, without commas or currency signs"
        }
        ExpectedKey::NumberAlone => "a number alone, such as \"72\", since `unit` has its unit",
        ExpectedKey::Market => "the market's name, publisher and unit",
        ExpectedKey::OneSize => "at least one published size",
        ExpectedKey::AtLeastOne => "at least one",
        ExpectedKey::SharesWithinWhole => "at most 100% together, but for rounding",
    };
    fixed.to_owned()
}

fn of_toml(expected: ExpectedToml) -> &'static str {
    match expected {
        ExpectedToml::ThreeQuotes => "three quotes at the end of a text that begins with three",
        ExpectedToml::LastQuote => "a quote at the end of the text too",
        ExpectedToml::FirstQuote => "a quote at the beginning of the text too",
        ExpectedToml::NoControl => "a text without control characters",
        ExpectedToml::Value => "a number, or a text in quotes, after the `=`",
        ExpectedToml::Backslashes => {
            "two backslashes for one, or ' ' around the text in place of \" \""
        }
        ExpectedToml::OneBracket => "one pair of brackets around the name, as in [market]",
        ExpectedToml::TwoBrackets => "two pairs of brackets around the name, as in [[value]]",
        ExpectedToml::KeyOrRemark => "a key, `=` and a value, or # before a remark",
        ExpectedToml::PlainKey => "a key of letters, digits, - and _, then `=` and a value",
        ExpectedToml::PlainName => "a name of letters, digits, - and _",
        ExpectedToml::OneEquals => "one `=` alone",
        ExpectedToml::Comma => "a comma between each two entries",
        ExpectedToml::OneComma => "one comma alone between each two entries",
        ExpectedToml::Entry => "a key, `=` and a value in each entry of { }",
        ExpectedToml::CommaOrBrace => "a comma or } after each entry of { }",
        ExpectedToml::Brace => "} at the end of what begins with {",
        ExpectedToml::Bracket => "] at the end of the list that begins with [",
        ExpectedToml::PlainNumber => {
            "a number of digits and a point alone, such as 26.81, or quotes around what is printed"
        }
    }
}
