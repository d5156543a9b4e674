//! A sheet of a workbook: cells with their looks, and columns as wide as what they show.

use std::collections::{BTreeMap, HashMap};

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Formula, IgnoreError, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::error::{Error, Fault};

use super::FORMAT;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Numeral {
    /// A calendar year.
    Year,
    /// A number with that many decimals.
    Number(u8),
    /// A fraction in percent, with that many decimals.
    Percent(u8),
    /// A probability in percent. If it is not certain, it doesn't look as if it were.
    Probability(u8),
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// The heading of a column of numbers or of words.
    Heading { is_number: bool },
    /// The heading of a column, as a number.
    NumberHeading(Numeral),
    /// Text, which may be bold.
    Text { is_bold: bool },
    /// Text beside a number, at some distance from it.
    Beside,
    /// Text that is wrapped.
    Paragraph { is_bold: bool },
    /// A number.
    Number(Numeral),
    /// A number that can be changed.
    Input(Numeral),
}

impl Numeral {
    /// Returns the format, as spreadsheets write it.
    pub(super) fn code(self) -> String {
        let zeros = |digits: u8| match digits {
            0 => String::new(),
            digits => format!(".{}", "0".repeat(usize::from(digits))),
        };
        match self {
            Self::Year => "0".to_owned(),
            Self::Number(digits) => format!("#,##0{}", zeros(digits)),
            Self::Percent(digits) => format!("#,##0{}%", zeros(digits)),
            Self::Probability(digits) => {
                let (least, nines) = (zeros(digits), "9".repeat(usize::from(digits)));
                let least = match least.strip_suffix('0') {
                    Some(start) => format!("0{start}1"),
                    None => "1".to_owned(),
                };
                let point = if digits == 0 { "" } else { "." };
                let half = format!("0.{}5", "0".repeat(usize::from(digits) + 2));
                let most = format!("0.99{nines}5");
                format!(
                    "[<{half}]\"<{least}%\";[>={most}]\">99{point}{nines}%\";0{}%",
                    zeros(digits)
                )
            }
        }
    }
}

impl Look {
    fn format(self) -> Format {
        let format = Format::new().set_align(FormatAlign::Top);
        let bold = |format: Format, is_bold| if is_bold { format.set_bold() } else { format };
        let heading = |format: Format| {
            let format = format.set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
            format.set_align(FormatAlign::Bottom)
        };
        match self {
            Self::Heading { is_number: true } => heading(format).set_align(FormatAlign::Right),
            Self::Heading { is_number: false } => heading(format),
            Self::NumberHeading(numeral) => heading(format).set_num_format(numeral.code()),
            Self::Text { is_bold } => bold(format, is_bold),
            Self::Beside => format.set_align(FormatAlign::Left).set_indent(1),
            Self::Paragraph { is_bold } => bold(format, is_bold).set_text_wrap(),
            Self::Number(numeral) => format.set_num_format(numeral.code()),
            // The colors that financial models give to inputs.
            Self::Input(numeral) => format
                .set_num_format(numeral.code())
                .set_font_color(Color::RGB(0x00_00_FF))
                .set_background_color(Color::RGB(0xFF_FF_CC))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xBF_BF_BF)),
        }
    }
}

/// The most rows and columns that a sheet has room for.
pub(super) const MOST_ROWS: usize = 1_048_576;
pub(super) const MOST_COLUMNS: usize = 16_384;

/// The widest and the narrowest column, in characters.
const WIDEST: usize = 60;
const NARROWEST: usize = 8;

/// The height of a line, in points.
const LINE: u16 = 15;

/// The widest column with wrapped text.
pub(super) const PARAGRAPH: usize = 100;

/// The most characters in a cell, less some for the mark of what is left out.
const LONGEST: usize = 32_000;

/// A cell: its row and its column, both from 0.
pub(super) type Place = (u32, u16);

/// A sheet under construction.
pub(super) struct Sheet {
    sheet: Worksheet,
    widths: HashMap<u16, usize>,
    /// Text that is wrapped, by row and column.
    wrapped: Vec<(Place, String)>,
    looks: HashMap<Look, Format>,
}

impl Sheet {
    pub(super) fn new(name: &str) -> Result<Self, Error> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name).map_err(|error| unwritable(&error))?;
        // Printed, no column and no chart is cut at the edge of a page.
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(Self { sheet, widths: HashMap::new(), wrapped: Vec::new(), looks: HashMap::new() })
    }

    /// Writes text, which never runs as a formula.
    pub(super) fn text(
        &mut self,
        (row, column): Place,
        text: &str,
        look: Look,
    ) -> Result<(), Error> {
        let cut = cut(text);
        let format = self.look(look);
        let format = if runs(&cut) { format.set_quote_prefix() } else { format };
        self.fit((row, column), &cut, look);
        let written = self.sheet.write_string_with_format(row, column, &*cut, &format);
        written.map(|_| ()).map_err(|error| unwritable(&error))
    }

    /// Writes headings, the second one above numbers, and keeps them and the first column in view.
    pub(super) fn headings(&mut self, headings: &[&str]) -> Result<(), Error> {
        for (column, heading) in (0..).zip(headings) {
            self.text((0, column), heading, Look::Heading { is_number: column == 1 })?;
        }
        self.freeze(1, 1)
    }

    /// Writes text that goes on over the columns to its right.
    pub(super) fn note(&mut self, (row, column): Place, text: &str) -> Result<(), Error> {
        let written = self.sheet.write_string(row, column, text);
        written.map(|_| ()).map_err(|error| unwritable(&error))
    }

    /// Writes a number, which `shown` is about as wide as.
    pub(super) fn number(
        &mut self,
        (row, column): Place,
        number: f64,
        look: Look,
        shown: &str,
    ) -> Result<(), Error> {
        let format = self.look(look);
        self.fit((row, column), shown, look);
        let written = self.sheet.write_number_with_format(row, column, number, &format);
        written.map(|_| ()).map_err(|error| unwritable(&error))
    }

    /// Writes a formula, which is without its equals sign, with its result.
    pub(super) fn formula(
        &mut self,
        (row, column): Place,
        formula: &str,
        result: String,
        look: Look,
        shown: &str,
    ) -> Result<(), Error> {
        let format = self.look(look);
        self.fit((row, column), shown, look);
        let formula = Formula::new(formula).set_result(result);
        let written = self.sheet.write_formula_with_format(row, column, formula, &format);
        written.map(|_| ()).map_err(|error| unwritable(&error))
    }

    fn look(&mut self, look: Look) -> Format {
        self.looks.entry(look).or_insert_with(|| look.format()).clone()
    }

    fn fit(&mut self, (row, column): Place, shown: &str, look: Look) {
        let most = if matches!(look, Look::Paragraph { .. }) { PARAGRAPH } else { WIDEST };
        if matches!(look, Look::Heading { .. } | Look::Paragraph { .. }) {
            self.wrapped.push(((row, column), shown.to_owned()));
        }
        let width = match look {
            Look::Heading { .. } => {
                shown.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0) + 2
            }
            _ => shown.width() + 2,
        };
        let widest = self.widths.entry(column).or_insert(NARROWEST);
        *widest = width.min(most).max(*widest);
    }

    /// Keeps a spreadsheet from marking formulas that differ from those around them, as published figures do.
    pub(super) fn accept_differences(&mut self, (row, column): Place) -> Result<(), Error> {
        let mark = IgnoreError::FormulaDiffers;
        let accepted = self.sheet.ignore_error_range(0, 0, row, column, mark);
        accepted.map(|_| ()).map_err(|error| unwritable(&error))
    }

    /// Keeps the rows above this one in view.
    pub(super) fn freeze(&mut self, row: u32, column: u16) -> Result<(), Error> {
        let frozen = self.sheet.set_freeze_panes(row, column);
        let frozen = frozen.and_then(|sheet| sheet.set_repeat_rows(0, 0));
        frozen.map(|_| ()).map_err(|error| unwritable(&error))
    }

    /// The sheet itself, for what only it can do.
    pub(super) fn inner(&mut self) -> &mut Worksheet {
        &mut self.sheet
    }

    /// The number of lines of each row with wrapped text. Not every spreadsheet finds it out.
    fn lines(&self) -> BTreeMap<u32, u16> {
        let mut by_row = BTreeMap::new();
        for ((row, column), text) in &self.wrapped {
            let width = self.widths.get(column).copied().unwrap_or(NARROWEST);
            // Letters are of different widths.
            let lines = textwrap::wrap(text, width.saturating_sub(width / 10 + 1)).len();
            let most = by_row.entry(*row).or_insert(1);
            *most = u16::try_from(lines).unwrap_or(1).max(*most);
        }
        by_row
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, Error> {
        for (row, lines) in self.lines() {
            let height = lines.saturating_mul(LINE);
            self.sheet.set_row_height(row, height).map_err(|error| unwritable(&error))?;
        }
        let mut widths: Vec<(u16, usize)> = self.widths.into_iter().collect();
        widths.sort_unstable();
        for (column, width) in widths {
            let width = u16::try_from(width).unwrap_or_default();
            self.sheet.set_column_width(column, width).map_err(|error| unwritable(&error))?;
        }
        Ok(self.sheet)
    }
}

/// Whether a spreadsheet would run the text as a formula if somebody typed it.
fn runs(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '\''])
}

/// Returns as much of the text as a cell can hold.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(LONGEST / 2) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

pub(super) fn unwritable(error: &XlsxError) -> Error {
    Fault::Unwritable { format: FORMAT.name, reason: error.to_string() }.into()
}
