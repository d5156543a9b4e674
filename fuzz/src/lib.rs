//! Helpers shared by the fuzz targets.

use aiinfra::{Error, is_active};

/// Asserts that an error's message is not empty and contains no control characters.
pub fn check_error(error: &Error) {
    for error in error.each() {
        let message = error.to_string();
        assert!(!message.trim().is_empty(), "{error:?}");
        assert!(!message.contains(is_active), "{message:?}");
    }
}

/// Returns the value, if any. Asserts that an error says what was expected.
pub fn checked<Value>(value: Result<Value, Error>) -> Option<Value> {
    value
        .map_err(|error| {
            check_error(&error);
            assert!(error.to_string().contains("expected"), "{error}");
            assert!(
                error.expected().is_none_or(|expected| !expected.to_string().is_empty()),
                "{error}"
            );
        })
        .ok()
}

/// Splits the input into bytes that choose options and the bytes to test.
pub fn choices<const COUNT: usize>(data: &[u8]) -> Option<([u8; COUNT], &[u8])> {
    let (choices, rest) = data.split_first_chunk()?;
    Some((*choices, rest))
}
