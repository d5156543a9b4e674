//! Arguments and their meaning.

pub(crate) mod call;
pub(crate) mod columns;
pub(crate) mod global;
pub(crate) mod picture;
pub(crate) mod shared;
pub(crate) mod terms;
pub(crate) mod tips;
pub(crate) mod uncertain;
pub(crate) mod what_if;
pub(crate) mod with;
