//! The answers of commands as tables, for the commands and for the report that holds several of them.

pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod forecast;
pub(crate) mod range;
pub(crate) mod segments;
pub(crate) mod sources;
