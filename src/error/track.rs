//! Errors about past editions.

/// Why past editions cannot be compared with actual sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrackFault {
    /// No edition has an actual for any year that it forecasts.
    NoActual {
        /// The years that the editions forecast, as first and last years.
        forecast: Vec<(u16, u16)>,
    },
    /// An actual is given for a year that no edition forecasts.
    NoForecast {
        /// The year.
        year: u16,
        /// The years that the editions forecast, as first and last years.
        forecast: Vec<(u16, u16)>,
    },
    /// No publisher has two editions that cover a year.
    NoRevision {
        /// The year.
        year: u16,
        /// The years that two editions by one publisher cover, as first and last years.
        covered: Vec<(u16, u16)>,
    },
    /// Two editions disagree about a size that others are compared with, and neither is later than the other.
    NeitherLater {
        /// The publisher.
        publisher: String,
        /// The date of both: the edition, or the base year.
        date: String,
        /// The year of the size.
        year: u16,
        /// Their files. The embedded report has an empty one.
        files: [String; 2],
        /// Whether the size is an actual, which can be given instead.
        is_actual: bool,
    },
}
