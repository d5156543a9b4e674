//! What people read: notes, findings, errors and derivations as text.
//!
//! Everything below hands on data; here each kind of it becomes a sentence.

mod findings;
mod notes;
mod scenario;
mod segments;
mod written;

pub use findings::finding;
pub use notes::{assumption_of_one, note};
