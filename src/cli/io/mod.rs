//! Input, output and interrupts.

pub(crate) mod descriptor;
pub(crate) mod destination;
pub(crate) mod draft;
pub(crate) mod input;
pub(crate) mod interrupt;
pub(crate) mod output;
pub(crate) mod progress;
pub(crate) mod reports;
