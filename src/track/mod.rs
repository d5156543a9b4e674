//! Past editions of reports compared with actual sizes.

mod average;
mod editions;
mod notes;
mod record;
mod revision;

use std::collections::BTreeMap;

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::panel::Filed;
use crate::quantity::{Money, Year};

pub use average::Average;
pub use notes::{LaterEdition, Note, Source};
pub use record::{Actual, Pair, Record};
pub use revision::{Revision, Revisions};

/// A question: how good were the forecasts of past editions?
///
/// ```
/// use aiinfra::panel::Filed;
/// use aiinfra::track::{Report, Track};
/// use aiinfra::{Denomination, Given, Input, Market, Money, Traced, Unit};
///
/// // The embedded report forecasts 59.26 for 2025. What if it turns out to be 62?
/// let report = Filed { file: String::new(), market: Market::embedded()? };
/// let given = Given { input: Input::Actual(2025), scenario: None };
/// let actual = Traced::given(Money::parse("62", Unit::Billion)?, given);
/// let track = Track {
///     reports: vec![Report { report: &report, denomination: Denomination::default() }],
///     actuals: [("2025".parse()?, actual)].into(),
/// };
/// let record = track.record()?;
/// let pair = &record.pairs[0];
/// assert_eq!(pair.error.value().percent().to_fixed(2), "-4.42");
/// assert_eq!(pair.no_change_error.value().percent().to_fixed(2), "-24.63");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Track<'a> {
    /// The editions, by one or several publishers and in any order, each once.
    pub reports: Vec<Report<'a>>,
    /// The actual sizes that are given, in the terms of the answer. They take precedence over those of later editions.
    pub actuals: BTreeMap<Year, Traced<Money>>,
}

/// An edition.
///
/// ```
/// use aiinfra::panel::Filed;
/// use aiinfra::track::Report;
/// use aiinfra::{Denomination, Market};
///
/// let report = Filed { file: String::new(), market: Market::embedded()? };
/// let edition = Report { report: &report, denomination: Denomination::default() };
/// assert_eq!(edition.report.date().to_string(), "2024");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The report.
    pub report: &'a Filed,
    /// How its sizes are expressed in the terms of the answer.
    pub denomination: Denomination,
}
