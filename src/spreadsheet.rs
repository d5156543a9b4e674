//! What a spreadsheet takes a text for.

use std::borrow::Cow;

/// Tells Excel that the text is UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

/// The characters at which a spreadsheet may begin another cell. Which of them do depends on its language, and one
/// that expects other separators ignores quotes in the middle of a line.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// How a formula begins; East Asian keyboards write the wide forms.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text with an apostrophe in front of whatever a spreadsheet would run as a formula: at its beginning, and after
/// each separator. What `is_harmless` stays as it is, and so do numbers after a separator, as in a list of rates.
pub(crate) fn guarded(text: &str, is_harmless: fn(&str) -> bool) -> Cow<'_, str> {
    if !text.contains(BEGINNINGS) && !text.starts_with(SEPARATORS) {
        return text.into();
    }
    let mut guarded = String::with_capacity(text.len() + 1);
    for (place, part) in text.split_inclusive(SEPARATORS).enumerate() {
        let is_blank_cell = place == 0 && part.starts_with(['\t', '\r']);
        let is_harmless = |part| is_harmless(part) || (place > 0 && is_in_prose(part));
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

/// Is it a signed number, alone or followed by words, and so not a formula?
fn is_in_prose(part: &str) -> bool {
    let part = part.trim();
    let unsigned = part.strip_prefix(['+', '-']).unwrap_or(part);
    let rest = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || ".,;% ".contains(c));
    let is_apart = unsigned.strip_suffix(rest).is_some_and(|number| number.ends_with(' '));
    let words_follow = is_apart && rest.starts_with(|c: char| c == '(' || c.is_alphabetic());
    unsigned.starts_with(|c: char| c.is_ascii_digit())
        && (rest.is_empty() || words_follow)
        && !rest.contains(['|', '!', '=', '@', '&', '[', '{'])
}
