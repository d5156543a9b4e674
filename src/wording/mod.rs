//! What people read: notes, findings, errors and derivations as text.
//!
//! The modules below return data. Here each kind of data becomes a sentence.

mod consensus;
mod derivation;
mod errors;
mod explain;
mod findings;
mod footnotes;
mod labels;
mod naming;
mod notes;
mod panel;
mod picture;
mod published;
mod range;
pub(crate) mod report;
mod scenario;
mod segments;
mod sensitivity;
mod shape;
mod short;
mod spelling;
mod statistic;
mod terms;
mod track;
mod warnings;
#[cfg(feature = "xlsx")]
pub(crate) mod workbook;
mod written;

pub use derivation::in_full;
pub use explain::{Formulas, explanation};
pub use findings::finding;
pub(crate) use footnotes::{Footnote, Footnotes, Part};
pub(crate) use notes::{alike, left_out, more};
pub use notes::{assumption_of_one, note};
pub(crate) use picture::{Marks, Pictured, answer, caption, key, names, subtitle};
pub use published::subject;
pub use sensitivity::{cause, choice};
pub(crate) use short::{FEW_SCENARIOS, hint, is_listed};
pub use short::{Verbosity, paragraphs};
pub use spelling::{Names, Spelling};
pub use warnings::warning;
