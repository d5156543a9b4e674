//! The inputs to a calculation, by name.

use std::fmt;

/// An input to a calculation, used to say where a figure comes from or what an error is about.
///
/// Each interface spells inputs in its own way: the command line has an option `--cagr`, and a scenario file has a
/// column `cagr`. The [`Display`](fmt::Display) text is the plain name.
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
    /// The size in the base year.
    Base,
    /// The actual size in this year.
    Actual(u16),
    /// A single growth rate, used instead of the report's.
    Cagr,
    /// The size to reach.
    Target,
    /// The growth rate from the previous year to this year.
    Growth(u16),
    /// What to keep when a size changes: the growth rate or the final size.
    Keep,
    /// Which published figures the forecast follows: the sizes or the CAGR.
    Follow,
    /// What lies between the last two known sizes.
    Shape,
    /// The year to extend the forecast to.
    Extend,
    /// Which editions of a publisher count.
    Editions,
    /// The publishers to leave out.
    Without,
    /// The growth rate of the segment with this id.
    SegmentCagr(String),
    /// The growth rates of all segments.
    SegmentCagrs,
    /// The share of the segment with this id in the last year.
    SegmentShare(String),
    /// Whether segments divide the forecast or add up to a total of their own.
    Total,
    /// Whether to rescale published shares to 100%.
    Normalize,
    /// The size to look for.
    Size,
    /// The year to report.
    Year,
    /// The first year to report.
    From,
    /// The last year to report.
    To,
    /// How much of its distribution an interval covers.
    Within,
    /// The size whose probability to report.
    Reach,
    /// The correlation of the base and the growth rate.
    Correlation,
    /// The size at the start of a period.
    Start,
    /// The size at the end of a period.
    End,
    /// The length of a period in years.
    Years,
    /// The growth rate over a period.
    Rate,
    /// The output format.
    Format,
    /// The scale of the sizes in a picture.
    SizeScale,
    /// The height of a picture.
    Height,
    /// The currency of the answer.
    Currency,
    /// The exchange rate of the currency with this code.
    Exchange(String),
    /// The rate at which prices rise per year.
    Deflate,
    /// The price index of this year.
    PriceIndex(u16),
    /// The year whose prices the answer is in.
    Prices,
}

impl Input {
    /// Returns the name without a year or a segment, such as `actual`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Actual(_) => "actual",
            Self::Cagr => "cagr",
            Self::Target => "target",
            Self::Growth(_) => "growth",
            Self::Keep => "keep",
            Self::Follow => "follow",
            Self::Shape => "shape",
            Self::Extend => "extend",
            Self::Editions => "editions",
            Self::Without => "without",
            Self::SegmentCagr(_) | Self::SegmentCagrs => "segment-cagr",
            Self::SegmentShare(_) => "segment-share",
            Self::Total => "total",
            Self::Normalize => "normalize",
            Self::Size => "size",
            Self::Year => "year",
            Self::From => "from",
            Self::To => "to",
            Self::Within => "within",
            Self::Reach => "reach",
            Self::Correlation => "correlation",
            Self::Start => "start",
            Self::End => "end",
            Self::Years => "years",
            Self::Rate => "rate",
            Self::Format => "format",
            Self::SizeScale => "scale",
            Self::Height => "height",
            Self::Currency => "currency",
            Self::Exchange(_) => "exchange",
            Self::Deflate | Self::PriceIndex(_) => "deflate",
            Self::Prices => "prices",
        }
    }

    /// Returns the year of an input that applies to a single year.
    #[must_use]
    pub const fn year(&self) -> Option<u16> {
        match self {
            Self::Actual(year) | Self::Growth(year) | Self::PriceIndex(year) => Some(*year),
            _ => None,
        }
    }

    /// Returns the currency code of an input that applies to a single currency.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        match self {
            Self::Exchange(code) => Some(code),
            _ => None,
        }
    }

    /// Returns the segment id of an input that applies to a single segment.
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
        match (self.year(), self.segment().or(self.currency())) {
            (Some(year), _) => write!(f, " {year}"),
            (None, Some(name)) => write!(f, " {name}"),
            (None, None) => Ok(()),
        }
    }
}
