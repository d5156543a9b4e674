//! What was compared, as data.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::quantity::{Amount, Figure, GrowthRate, Money, Share, Year};

use super::band::Band;
use super::counting::{CountedGrowth, Counting};
use super::verdict::{Fastest, Largest, Oddity, ShareSum, SumAndMarket};

/// What was compared, and what was found: the figures and names that a sentence tells.
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
    /// The stated growth rate was held against the sizes.
    Growth(Box<StatedGrowth>),
    /// The stated growth rate is of years whose sizes are not all published.
    GrowthIncomparable {
        /// The rate.
        rate: Traced<GrowthRate>,
        /// The period that it is stated for.
        period: (Option<Year>, Option<Year>),
        /// The year without a size.
        year: Year,
    },
    /// The stated period is that of the sizes.
    PeriodAgrees {
        /// The first and the last year of both.
        years: (Year, Year),
        /// Is one size alone published?
        is_one_size: bool,
    },
    /// The stated period is not that of the sizes.
    PeriodDiffers {
        /// Its first and last year.
        stated: (Year, Year),
        /// The first and the last year of the sizes.
        sizes: (Year, Year),
        /// Is one size alone published?
        is_one_size: bool,
        /// Each two years from whose sizes the stated rate follows; none where it cannot be held against sizes.
        fits: Option<Vec<(Year, Year)>>,
    },
    /// The sizes between the first and the last lie on the path of constant growth.
    OnPath {
        /// Their years.
        years: Vec<Year>,
        /// The path.
        path: ConstantGrowth,
    },
    /// A size between the first and the last does not lie on the path of constant growth.
    OffPath {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
        /// What the path has there.
        constant: Traced<Money>,
        /// The path.
        path: ConstantGrowth,
        /// Is it the farthest off of several sizes?
        is_farthest: bool,
    },
    /// What the shares of a dimension add up to.
    Shares {
        /// The dimension's name.
        dimension: String,
        /// The shares.
        shares: ShareSum,
    },
    /// The share of the segment that is called the largest.
    Largest {
        /// The dimension's name.
        dimension: String,
        /// The segment's name.
        segment: String,
        /// Its share.
        share: Traced<Share>,
        /// How that compares.
        verdict: Largest,
    },
    /// The growth of the segment that is called the fastest growing.
    Fastest {
        /// The dimension's name.
        dimension: String,
        /// The segment's name.
        segment: String,
        /// Its growth.
        rate: Traced<GrowthRate>,
        /// How that compares.
        verdict: Fastest,
    },
    /// What the segments add up to, each grown at its own rate.
    SegmentGrowth {
        /// The dimension's name.
        dimension: String,
        /// The year from which they grow.
        from: Year,
        /// The year of the sum.
        to: Year,
        /// What they add up to.
        sum: Traced<Amount>,
        /// The market in that year.
        total: Traced<Money>,
        /// How the two compare.
        comparison: SumAndMarket,
    },
    /// What is odd about a series.
    OddSeries {
        /// Its name.
        series: String,
        /// The unit of its values.
        unit: String,
        /// Its values by year, at least two.
        values: Vec<(Year, Figure)>,
        /// What is odd.
        oddities: Vec<Oddity>,
    },
}

/// The stated growth rate beside what the sizes give.
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
    /// The stated rate.
    pub rate: Traced<GrowthRate>,
    /// What it was before it was rounded, in percent.
    pub band: Band<Decimal>,
    /// What follows from the base on.
    pub base: CountedGrowth,
    /// What follows from other ways of counting, in the order in which they were tried.
    pub others: Vec<CountedGrowth>,
    /// Which of them gives the stated rate.
    pub fit: Fit,
    /// What growth at the stated rate would make of the base; none where no market could be of that size.
    pub stated_end: Option<Traced<Money>>,
}

/// Which way of counting gives the stated growth rate.
///
/// ```
/// use aiinfra::audit::{Counting, Fit};
///
/// assert_ne!(Fit::Within(Counting::Base), Fit::Near(Counting::Base));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fit {
    /// This one, within rounding.
    Within(Counting),
    /// None, but this one misses it by no more than a unit of its last digit.
    Near(Counting),
    /// None.
    Nowhere {
        /// The stated rate taken for a fraction, in percent, where that would fit.
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
    /// The growth rate that leads from one to the other.
    pub rate: Traced<GrowthRate>,
}

impl StatedGrowth {
    /// What follows from that way of counting; from the base where it was not tried.
    #[must_use]
    pub fn counted(&self, counting: Counting) -> &CountedGrowth {
        self.others.iter().find(|way| way.counting == counting).unwrap_or(&self.base)
    }
}
