//! What arguments mean.

pub(crate) mod global;
pub(crate) mod shared;
pub(crate) mod tips;
pub(crate) mod what_if;
