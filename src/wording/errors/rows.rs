//! Errors about a file of scenarios: its header, its rows and their cells.

use std::fmt;

use crate::batch::{LookAlike, Trouble};
use crate::error::{ExpectedCell, RowsFault, shortened};
use crate::wording::Spelling;

use super::printable;

pub(super) fn sentence(fault: &RowsFault, spelling: Spelling) -> String {
    let fixed = match fault {
        RowsFault::Together(one, other) => {
            let [one, other] = [one, other].map(|input| spelling.name(input));
            return format!("`{one}` and `{other}` together: expected one of them");
        }
        RowsFault::AlsoForAll { own, all } => {
            let all = spelling.outside_file(all);
            return format!(
                "`{own}` with `{all}`, which applies to every scenario: expected one of them"
            );
        }
        RowsFault::Utf16 => "the file is in UTF-16: expected UTF-8; save it as such",
        RowsFault::CarriageReturns => "lines end in carriage returns alone: expected line feeds",
        RowsFault::OpenQuote => OPEN_QUOTE,
        RowsFault::CommaSeparator => {
            "decimal commas between commas, or in JSON: expected another separator, such as ;"
        }
    };
    fixed.to_owned()
}

const OPEN_QUOTE: &str = "a quote is never closed: expected a closing quote after the text";

pub(super) fn expected(expected: &ExpectedCell, spelling: Spelling) -> String {
    let fixed = match expected {
        ExpectedCell::Input { hint } => {
            let hint = hint.as_ref().map_or_else(String::new, |(name, column)| {
                format!("; did you mean `{column}` by `{}`?", shortened(name))
            });
            return format!(
                "at least one of the columns base, cagr, target, growth, actual and shape{hint}"
            );
        }
        ExpectedCell::Count(columns) => return format!("{columns}, as in the header"),
        ExpectedCell::Comma => {
            let example = Spelling { decimal_comma: true, ..spelling }.number("26.81");
            return format!("a decimal comma and no point, such as {example}");
        }
        ExpectedCell::Entry { example } => {
            return format!("a year and a value, such as {}", spelling.number(example));
        }
        ExpectedCell::YearOnce => "each year once",
        ExpectedCell::Commas => "commas, semicolons or tabs between the columns",
        ExpectedCell::ColumnOnce => "each column once",
        ExpectedCell::KeyOnce => "each column once, because an object has each key once",
        ExpectedCell::InputOnce => "each of base, cagr, target, growth, actual and shape once",
        ExpectedCell::Header => "a header such as scenario,base,cagr,target,growth,actual,shape",
        ExpectedCell::OtherName => "another name, because a column with that name is added",
        ExpectedCell::Lines => "at least one line under the header",
        ExpectedCell::NameOnce => "each name once",
        ExpectedCell::Name => "a name, and no control characters in it",
        ExpectedCell::Point => "a decimal point, and no separators between thousands",
        ExpectedCell::Quotes => {
            "quotes around a cell with a carriage return, or rows that end in LF or CRLF"
        }
        ExpectedCell::NothingAfterQuote => {
            "nothing after the closing quote, and two quotes for a quote inside the text"
        }
        ExpectedCell::Utf8ForJson => "UTF-8, because JSON allows no other encoding",
        ExpectedCell::Utf8ForSpreadsheet => "UTF-8, because a spreadsheet will read it as such",
        ExpectedCell::NoNul => "text without NUL characters, because a spreadsheet drops them",
    };
    fixed.to_owned()
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Endless => write!(
                f,
                "a row is longer than {} bytes: expected a shorter one; check that every quote is closed",
                Self::LONGEST
            ),
            Self::Open => f.write_str(OPEN_QUOTE),
        }
    }
}

impl fmt::Display for LookAlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, column) = (printable(&self.name), self.column);
        write!(f, "column `{name}` is copied, not used; did you mean `{column}`?")
    }
}
