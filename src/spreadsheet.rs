//! What a spreadsheet takes a text for.

use std::borrow::Cow;

/// Tells Excel that the text is UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

/// The characters at which a spreadsheet may begin another cell. Which of them do depends on its language, and one that
/// expects other separators than a file has takes no quotes inside a line for quotes.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// How a formula begins; East Asian keyboards write the wide forms.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text with an apostrophe in front of whatever a spreadsheet would run as a formula: at its beginning, and after
/// each separator. What `is_harmless` stays as it is.
pub(crate) fn guarded(text: &str, is_harmless: fn(&str) -> bool) -> Cow<'_, str> {
    if !text.contains(BEGINNINGS) && !text.starts_with(SEPARATORS) {
        return text.into();
    }
    let mut guarded = String::with_capacity(text.len() + 1);
    for (place, part) in text.split_inclusive(SEPARATORS).enumerate() {
        let is_blank_cell = place == 0 && part.starts_with(['\t', '\r']);
        if is_blank_cell || (runs(part) && !is_harmless(part)) {
            guarded.push('\'');
        }
        guarded.push_str(part);
    }
    guarded.into()
}

/// Does a spreadsheet run it as a formula? It passes over blanks and quotes in front, and over what it can't show.
fn runs(part: &str) -> bool {
    let is_passed_over =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\u{feff}');
    part.trim_start_matches(is_passed_over).starts_with(BEGINNINGS)
}
