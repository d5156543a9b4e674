//! What was expected of uncertain quantities.

/// What was expected of an uncertain quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedRange {
    /// A low and a high end.
    Interval {
        /// An example.
        example: &'static str,
    },
    /// A unit after the high end, or after both ends.
    UnitAfterHighEnd,
    /// A percentage above 0 and below 100.
    Quantile,
    /// A quantile that is a valid size.
    InBounds,
    /// A percentage above 0 and up to 100.
    Coverage,
    /// A coverage below 100, because hard bounds have no quantiles.
    CoverageOfQuantiles,
    /// A year whose growth is not known, for an interval of growth rates to apply to.
    UncertainYear {
        /// The year of the last known size.
        from: u16,
    },
    /// Constant growth, because sizes are lognormal only then.
    ConstantGrowth,
    /// A number from -1 to 1.
    Correlation,
}
