//! What people read: notes, findings, errors and derivations as text.
//!
//! Everything below hands on data; here each kind of it becomes a sentence.

mod derivation;
mod errors;
mod explain;
mod findings;
mod labels;
mod naming;
mod notes;
mod published;
mod scenario;
mod segments;
mod spelling;
mod written;

pub use derivation::in_full;
pub use explain::{Formulas, explanation};
pub use findings::finding;
pub(crate) use notes::{alike, left_out, more};
pub use notes::{assumption_of_one, note};
pub use published::subject;
pub use spelling::{Names, Spelling};
