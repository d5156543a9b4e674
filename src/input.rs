//! The names of what a question is asked with.

use std::fmt;

/// An input of a question: what a figure was given as, or what an error is about.
///
/// It is a name and not its spelling. The command line writes `--actual 2025`, and a file of scenarios has a column
/// `actual`. A year is its number.
///
/// ```
/// use aiinfra::Input;
///
/// assert_eq!(Input::Actual(2025).to_string(), "actual 2025");
/// assert_eq!(Input::SegmentCagr("cloud".to_owned()).to_string(), "segment-cagr cloud");
/// assert_eq!(Input::Cagr.to_string(), "cagr");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Input {
    /// A size for the base year.
    Base,
    /// The size that this year turned out to have.
    Actual(u16),
    /// One growth rate in place of the report's.
    Cagr,
    /// A size to reach.
    Target,
    /// Growth from the year before into this year.
    Growth(u16),
    /// What stays as it is after a size has changed.
    Hold,
    /// Which of the report's figures to keep.
    Path,
    /// A growth rate of the segment with this id.
    SegmentCagr(String),
    /// A share of the segment with this id in the last year.
    SegmentShare(String),
    /// What gives way where segments don't add up to the market.
    Total,
    /// Are published shares rescaled to 100%?
    Normalize,
    /// The size that is asked about.
    Size,
    /// The year that is asked about.
    Year,
    /// The first year that is asked about.
    From,
    /// The last year that is asked about.
    To,
    /// The size at the start of a span of years.
    Start,
    /// The size at its end.
    End,
    /// The length of the span.
    Years,
    /// The growth rate over the span.
    Rate,
    /// How the answer is written.
    Format,
}

impl Input {
    /// Returns its name alone, without a year or a segment: `actual`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Actual(_) => "actual",
            Self::Cagr => "cagr",
            Self::Target => "target",
            Self::Growth(_) => "growth",
            Self::Hold => "hold",
            Self::Path => "path",
            Self::SegmentCagr(_) => "segment-cagr",
            Self::SegmentShare(_) => "segment-share",
            Self::Total => "total",
            Self::Normalize => "normalize",
            Self::Size => "size",
            Self::Year => "year",
            Self::From => "from",
            Self::To => "to",
            Self::Start => "start",
            Self::End => "end",
            Self::Years => "years",
            Self::Rate => "rate",
            Self::Format => "format",
        }
    }

    /// Returns the year that it is for, where it is for one.
    #[must_use]
    pub const fn year(&self) -> Option<u16> {
        match self {
            Self::Actual(year) | Self::Growth(year) => Some(*year),
            _ => None,
        }
    }

    /// Returns the id of the segment that it is for, where it is for one.
    #[must_use]
    pub fn segment(&self) -> Option<&str> {
        match self {
            Self::SegmentCagr(id) | Self::SegmentShare(id) => Some(id),
            _ => None,
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match (self.year(), self.segment()) {
            (Some(year), _) => write!(f, " {year}"),
            (None, Some(segment)) => write!(f, " {segment}"),
            (None, None) => Ok(()),
        }
    }
}
