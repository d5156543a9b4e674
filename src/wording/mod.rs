//! What people read: notes, findings, errors and derivations as text.
//!
//! Everything below hands on data; here each kind of it becomes a sentence.

mod scenario;
mod segments;
mod written;

pub(crate) use scenario::note as scenario_note;
pub(crate) use segments::note as segments_note;
