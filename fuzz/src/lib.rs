//! What the targets share.

use aiinfra::{Error, is_active};

/// An error tells something, and nothing that would act on the terminal.
pub fn told(error: &Error) {
    for fault in error.each() {
        let told = fault.to_string();
        assert!(!told.trim().is_empty(), "{fault:?}");
        assert!(!told.contains(is_active), "{told:?}");
    }
}

/// The bytes that choose among options, and those that are read.
pub fn choices<const COUNT: usize>(data: &[u8]) -> Option<([u8; COUNT], &[u8])> {
    let (choices, rest) = data.split_first_chunk()?;
    Some((*choices, rest))
}
