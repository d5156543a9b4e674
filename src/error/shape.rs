//! What was expected of a shape.

/// What was expected of the shape between the last two known sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpectedShape {
    /// One of the shapes.
    Known,
    /// A known size after this year, which the shape leads to.
    LaterSize {
        /// The year of the last size that is known.
        after: u16,
    },
    /// No growth of single years after this one, because the shape sets it.
    NoGrowth {
        /// The year from which the shape sets growth.
        after: u16,
    },
    /// Known sizes that are further apart, because there is no year between these.
    YearsBetween {
        /// The year of the first size.
        from: u16,
        /// The year of the second, which is the next one.
        to: u16,
    },
    /// A ceiling above a known size.
    CeilingAbove {
        /// The size, with its unit.
        size: String,
        /// The year of the size.
        year: u16,
    },
    /// A last growth rate that allows for the growth that the first year takes.
    FirstGrowth {
        /// The first year of growth.
        year: u16,
        /// The highest growth rate allowed, in percent.
        highest: u32,
    },
    /// Another shape, because this one takes the size out of bounds.
    InBounds {
        /// The first year in which it does.
        year: u16,
    },
}
