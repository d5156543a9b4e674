//! What a spreadsheet takes a text for.

/// Tells Excel that the text is UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

/// Does a spreadsheet run a text that begins so as a formula?
pub(crate) fn begins_formula(first: u8) -> bool {
    matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
}
