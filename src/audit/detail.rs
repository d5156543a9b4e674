//! The details of a finding, as data.

use crate::band::Band;
use crate::counting::{CountedGrowth, Counting};
use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::quantity::{Amount, Figure, GrowthRate, Money, Ratio, Year};

use super::verdict::{
    Divided, Extent, Fastest, Largest, Oddity, ShareSum, SizesAndWhole, SumAndMarket,
};

/// The details of a finding: the figures and names that were compared, with the result.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let Detail::Shares { shares, .. } = &findings[0].detail else { unreachable!() };
/// assert_eq!(shares.sum.value().percent(), "86".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// The stated CAGR, compared with the sizes.
    Growth(Box<StatedGrowth>),
    /// A stated CAGR that can't be compared, because the size for a year is not published.
    GrowthIncomparable {
        /// The stated CAGR.
        rate: Traced<GrowthRate>,
        /// The stated period.
        period: (Option<Year>, Option<Year>),
        /// The year without a published size.
        year: Year,
    },
    /// A stated CAGR that matches no sizes, but whose period starts at a year without a published size.
    UnpublishedStart {
        /// The stated CAGR.
        rate: Traced<GrowthRate>,
        /// The stated period.
        period: (Option<Year>, Option<Year>),
        /// The first year of the period.
        year: Year,
        /// The size that the CAGR implies for that year.
        start: Traced<Money>,
        /// The last published size before it, with its year.
        before: (Year, Traced<Money>),
        /// The growth that this implies from one to the other.
        growth: Traced<Ratio>,
    },
    /// The stated period matches the published sizes.
    PeriodAgrees {
        /// The first and last year of both.
        years: (Year, Year),
        /// Whether only one size is published.
        is_one_size: bool,
    },
    /// The stated period doesn't match the published sizes.
    PeriodDiffers {
        /// The first and last year of the stated period.
        stated: (Year, Year),
        /// The first and last year of the sizes.
        sizes: (Year, Year),
        /// Whether only one size is published.
        is_one_size: bool,
        /// The pairs of years whose sizes imply the stated CAGR; `None` if no CAGR was compared with sizes.
        fits: Option<Vec<(Year, Year)>>,
    },
    /// The sizes between the first and last are consistent with constant growth.
    OnPath {
        /// The years of those sizes.
        years: Vec<Year>,
        /// The path of constant growth.
        path: ConstantGrowth,
    },
    /// A size between the first and last is inconsistent with constant growth.
    OffPath {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
        /// The size in that year with constant growth.
        constant: Traced<Money>,
        /// The path of constant growth.
        path: ConstantGrowth,
        /// Whether several sizes were compared, of which this one is farthest off the path.
        is_farthest: bool,
    },
    /// The sum of a dimension's shares.
    Shares {
        /// The dimension and what it divides.
        dimension: Divided,
        /// The sum.
        shares: ShareSum,
    },
    /// The share or size of the segment that the report calls the largest.
    Largest {
        /// The dimension and what it divides.
        dimension: Divided,
        /// The segment's name.
        segment: String,
        /// Its share or size.
        extent: Extent,
        /// How it compares with the others.
        verdict: Largest,
    },
    /// The CAGR of the segment that the report calls the fastest growing.
    Fastest {
        /// The dimension and what it divides.
        dimension: Divided,
        /// The segment's name.
        segment: String,
        /// Its CAGR.
        rate: Traced<GrowthRate>,
        /// How it compares with the others.
        verdict: Fastest,
    },
    /// The sum of the segments, each grown at its own CAGR.
    SegmentGrowth {
        /// The dimension and what it divides.
        dimension: Divided,
        /// The year in which growth starts.
        from: Year,
        /// The year of the sum.
        to: Year,
        /// The sum.
        sum: Traced<Amount>,
        /// The size of the whole in that year.
        total: Traced<Money>,
        /// How the two compare.
        comparison: SumAndMarket,
    },
    /// The sum of the printed sizes of the segments in a year.
    SegmentSizes {
        /// The dimension and what it divides.
        dimension: Divided,
        /// The year.
        year: Year,
        /// The number of segments in the sum.
        count: usize,
        /// The number of those that the report prints a share for instead of a size.
        shares: usize,
        /// The sum.
        sum: Traced<Amount>,
        /// The size of the whole.
        total: Traced<Money>,
        /// How the two compare.
        comparison: SizesAndWhole,
    },
    /// The growth between the figures of a segment for two years, compared with its CAGR.
    Drift {
        /// The dimension and what it divides.
        dimension: Divided,
        /// The segment's name.
        segment: String,
        /// The first year, with the segment's share or size.
        start: (Year, Extent),
        /// The last year, with the segment's share or size.
        end: (Year, Extent),
        /// The CAGR from one to the other.
        implied: Traced<GrowthRate>,
        /// The stated CAGR.
        stated: Traced<GrowthRate>,
        /// Whether the two are equal, allowing for rounding.
        agrees: bool,
    },
    /// Anomalies in a series.
    OddSeries {
        /// The series' name.
        series: String,
        /// The unit of its values.
        unit: String,
        /// Its values by year; always at least two.
        values: Vec<(Year, Figure)>,
        /// The anomalies.
        oddities: Vec<Oddity>,
    },
}

/// The stated CAGR, compared with the CAGRs implied by the sizes.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail, Rule};
///
/// let findings = audit::check(&Market::embedded()?)?;
/// let cagr = findings.iter().find(|finding| finding.rule == Rule::Cagr).unwrap();
/// let Detail::Growth(growth) = &cagr.detail else { unreachable!() };
/// assert_eq!(growth.band.low, "26.805".parse()?);
/// assert_eq!(growth.base.implied.value().written(), "26.808");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatedGrowth {
    /// The stated CAGR.
    pub rate: Traced<GrowthRate>,
    /// The range of values, in percent, that round to the stated CAGR.
    pub band: Band<Decimal>,
    /// The implied CAGR from the base year.
    pub base: CountedGrowth,
    /// The implied CAGRs under other counting conventions, in the order they were tried.
    pub others: Vec<CountedGrowth>,
    /// The convention that matches the stated CAGR.
    pub fit: Fit,
    /// The final size if the base grew at the stated CAGR; `None` if that is out of bounds.
    pub stated_end: Option<Traced<Money>>,
}

/// The counting convention that matches the stated CAGR.
///
/// ```
/// use aiinfra::audit::{Counting, Fit};
///
/// assert_ne!(Fit::Within(Counting::Base), Fit::Near(Counting::Base));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fit {
    /// This one matches, allowing for rounding.
    Within(Counting),
    /// None matches, but this one is within one unit of the stated CAGR's last digit.
    Near(Counting),
    /// None matches.
    Nowhere {
        /// The stated CAGR read as a fraction and converted to percent, if that would match.
        as_fraction: Option<Decimal>,
    },
}

/// The path of constant growth from one published size to another.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::audit::{self, Detail, Rule};
///
/// let market = Market::from_toml(r#"
///     [market]
///     name = "Widgets"
///     publisher = "Example Research"
///     currency = "EUR"
///     unit = "million"
///     [[value]]
///     year = 2025
///     size = "100"
///     [[value]]
///     year = 2026
///     size = "110"
///     [[value]]
///     year = 2027
///     size = "121"
/// "#)?;
/// let findings = audit::check(&market)?;
/// let Detail::OnPath { path, .. } = &findings[0].detail else { unreachable!() };
/// assert_eq!(path.rate.value(), &"10".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConstantGrowth {
    /// The year of the first size.
    pub from: Year,
    /// The year of the last size.
    pub to: Year,
    /// The implied CAGR.
    pub rate: Traced<GrowthRate>,
}

impl StatedGrowth {
    /// Returns the implied CAGR under this convention, or from the base year if the convention was not tried.
    #[must_use]
    pub fn counted(&self, counting: Counting) -> &CountedGrowth {
        self.others.iter().find(|candidate| candidate.counting == counting).unwrap_or(&self.base)
    }
}
