//! The inputs of a question, by the names that they have everywhere.
use std::fmt;

/// stub
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs)]
pub enum Input {
    Base,
    Actual(u16),
    Cagr,
    Target,
    Growth(u16),
    Size,
    Start,
    End,
    Years,
    Rate,
    SegmentCagr(String),
    SegmentShare(String),
}
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
