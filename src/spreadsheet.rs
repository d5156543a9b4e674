//! Text that is safe to open in a spreadsheet.

use std::borrow::Cow;

/// The byte-order mark, from which Excel recognizes UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

/// The characters at which a spreadsheet may start a new cell.
///
/// Which ones it splits at depends on its language setting. A spreadsheet that expects another separator ignores
/// quotes in the middle of a line, so quoting alone doesn't keep a cell together.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// The characters that start a formula. East Asian keyboards enter the wide forms.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Returns the text with an apostrophe before every part that a spreadsheet would run as a formula.
///
/// Parts start at the beginning of the text and after each separator. Parts for which `is_harmless` returns true are
/// left alone. So are numbers after a separator, as in a list of rates.
pub(crate) fn guarded(text: &str, is_harmless: fn(&str) -> bool) -> Cow<'_, str> {
    if !text.contains(FORMULA_STARTS) && !text.starts_with(SEPARATORS) {
        return text.into();
    }
    let mut guarded = String::with_capacity(text.len() + 1);
    for (index, part) in text.split_inclusive(SEPARATORS).enumerate() {
        let is_blank_cell = index == 0 && part.starts_with(['\t', '\r']);
        let is_harmless = |part| is_harmless(part) || (index > 0 && is_number_or_phrase(part));
        if is_blank_cell || (is_formula(part) && !is_harmless(part)) {
            guarded.push('\'');
        }
        guarded.push_str(part);
    }
    guarded.into()
}

/// Returns whether a spreadsheet would run the text as a formula.
///
/// Spreadsheets skip leading blanks, quotes and invisible characters.
fn is_formula(part: &str) -> bool {
    let is_skipped = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\u{feff}');
    part.trim_start_matches(is_skipped).starts_with(FORMULA_STARTS)
}

/// Returns whether the text is a number, alone or followed by words, and so not a formula.
fn is_number_or_phrase(part: &str) -> bool {
    let part = part.trim();
    let unsigned = part.strip_prefix(['+', '-']).unwrap_or(part);
    let rest = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || ".,;% ".contains(c));
    let has_space = unsigned.strip_suffix(rest).is_some_and(|number| number.ends_with(' '));
    let words_follow = has_space && rest.starts_with(|c: char| c == '(' || c.is_alphabetic());
    unsigned.starts_with(|c: char| c.is_ascii_digit())
        && (rest.is_empty() || words_follow)
        && !rest.contains(['|', '!', '=', '@', '&', '[', '{'])
}
