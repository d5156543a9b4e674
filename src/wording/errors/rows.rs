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
            let (own, all) = (own.name(), spelling.outside_file(all));
            return format!(
                "`{own}` with `{all}`, which is for every scenario: expected one of them"
            );
        }
        RowsFault::Utf16 => "the file is in UTF-16: expected UTF-8, in which it has to be saved",
        RowsFault::CarriageReturns => "line ends of a carriage return alone: expected line feeds",
        RowsFault::OpenQuote => OPEN_QUOTE,
        RowsFault::CommaSeparator => {
            "decimal commas between commas, or in JSON: expected another separator, such as ;"
        }
    };
    fixed.to_owned()
}

const OPEN_QUOTE: &str = "a quote is never closed: expected a second one after the text";

pub(super) fn expected(expected: &ExpectedCell, spelling: Spelling) -> String {
    let fixed = match expected {
        ExpectedCell::Input { hint } => {
            let hint = hint.as_ref().map_or_else(String::new, |(name, column)| {
                format!("; did you mean `{column}` by `{}`?", shortened(name))
            });
            return format!("at least one of the columns base, cagr and target{hint}");
        }
        ExpectedCell::Count(columns) => return format!("{columns}, as in the header"),
        ExpectedCell::Comma => {
            let example = Spelling { decimal_comma: true, ..spelling }.number("26.81");
            return format!("a decimal comma and no point, such as {example}");
        }
        ExpectedCell::Commas => "commas between the columns",
        ExpectedCell::ColumnOnce => "each column once",
        ExpectedCell::KeyOnce => "each column once, since an object has each key once",
        ExpectedCell::InputOnce => "each of base, cagr and target once",
        ExpectedCell::Header => "a header such as scenario,base,cagr,target",
        ExpectedCell::OtherName => "another name, since a column of that name is added",
        ExpectedCell::Lines => "a line for each under the header",
        ExpectedCell::NameOnce => "each name once",
        ExpectedCell::Name => "a name, and no control characters in it",
        ExpectedCell::Point => "a point for decimals, and nothing between thousands",
        ExpectedCell::Quotes => {
            "quotes around a cell with a carriage return, or rows that end in LF or CRLF"
        }
        ExpectedCell::NothingAfterQuote => {
            "nothing after the quote that closes it, and two quotes for one that is text"
        }
        ExpectedCell::Utf8ForJson => "UTF-8, since JSON has no other letters",
        ExpectedCell::Utf8ForSpreadsheet => "UTF-8, which a spreadsheet takes it for",
        ExpectedCell::NoNul => "text without NUL characters, which a spreadsheet drops",
    };
    fixed.to_owned()
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Endless => write!(
                f,
                "a row of more than {} bytes: expected fewer, and that each quote is closed",
                Self::LONGEST
            ),
            Self::Open => f.write_str(OPEN_QUOTE),
        }
    }
}

impl fmt::Display for LookAlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, column) = (printable(&self.name), self.column);
        write!(f, "column `{name}` is passed on and not read; did you mean `{column}`?")
    }
}
