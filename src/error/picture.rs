//! Errors about pictures.

/// Why an answer cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureFault {
    /// The answer has no sizes.
    NoSizes,
    /// The answer has no rows.
    NoRows,
    /// No input changes the digits of the size.
    NoSwings,
    /// The answer has the segments of several dimensions in several years.
    SeveralDimensions {
        /// The ids of the dimensions.
        dimensions: Vec<String>,
    },
    /// The answer has too many series.
    TooMany {
        /// The number of series.
        count: usize,
        /// The most that a picture can show.
        most: usize,
    },
    /// A value that a logarithmic scale cannot show.
    NotPositive {
        /// The value.
        value: String,
    },
    /// A logarithmic scale for bars, whose length would mean nothing.
    LogBars,
    /// More rows than fit the height.
    TooLow {
        /// The height in pixels.
        height: u32,
        /// The least height for the rows.
        least: u32,
    },
}
