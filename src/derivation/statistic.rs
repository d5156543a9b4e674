//! The operations of statistics.

use std::sync::Arc;

use super::Derivation;

/// An operation of statistics, with its operands.
///
/// ```
/// use aiinfra::{Market, Operation, Origin, Scenario, Uncertainty};
///
/// let uncertainty = Uncertainty { cagr: Some("20..33".parse()?), ..Uncertainty::default() };
/// let spread = uncertainty.spread(&Scenario::default(), &Market::embedded()?)?;
/// let scores = spread.scores(&["95".parse()?]);
/// let sizes = spread.in_year("2030".parse()?)?.quantiles(&scores)?;
/// let Origin::Computed(operation) = sizes[0].origin() else { unreachable!() };
/// assert_eq!(operation.name(), "lognormal-quantile");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Statistic {
    /// The geometric mean of two sizes: `√(low × high)`
    GeometricMean(Derivation, Derivation),
    /// The rate whose growth factor is the geometric mean of two: `√((1 + low) × (1 + high)) − 1`
    GeometricMeanRate(Derivation, Derivation),
    /// The standard score at or below which a normal variable is with this probability: `Φ⁻¹(probability)`
    NormalQuantile(Derivation),
    /// The standard deviation of a logarithm, of which an interval covers `score` in each direction:
    /// `ln(high ÷ low) ÷ (2 × score)`
    LogDeviation {
        /// The low end of the interval: an amount, or a growth rate, which stands for its growth factor.
        low: Derivation,
        /// The high end, likewise.
        high: Derivation,
        /// The standard score of the high end.
        score: Derivation,
    },
    /// The standard deviation of a sum of independent terms, one for each year: `deviation × √years`
    OverIndependentYears {
        /// The standard deviation of one term.
        deviation: Derivation,
        /// The number of years.
        years: Derivation,
    },
    /// The standard deviation of a sum: `√(one² + other² + 2 × correlation × one × other)`
    CombinedDeviation {
        /// The standard deviation of the first term.
        one: Derivation,
        /// The standard deviation of the second term.
        other: Derivation,
        /// The correlation of the two, or `None` if they are independent.
        correlation: Option<Derivation>,
    },
    /// The natural logarithm of the ratio of two amounts: `ln(one ÷ other)`
    LogRatio(Derivation, Derivation),
    /// A quantile of a lognormal size: `median × e^(score × deviation)`
    LognormalQuantile {
        /// The median.
        median: Derivation,
        /// The standard score of the quantile.
        score: Derivation,
        /// The standard deviation of the logarithm.
        deviation: Derivation,
    },
    /// The probability that a lognormal size is at or above another: `Φ(ln(median ÷ size) ÷ deviation)`
    ReachProbability {
        /// The median.
        median: Derivation,
        /// The size to reach.
        size: Derivation,
        /// The standard deviation of the logarithm.
        deviation: Derivation,
    },
    /// A percentile of several sizes, as spreadsheets' `PERCENTILE.INC`.
    Percentile {
        /// The sizes, in ascending order.
        sizes: Arc<[Derivation]>,
        /// The percentile, as a probability.
        percentile: Derivation,
    },
    /// The median of the distances of several sizes from their median.
    MedianDeviation {
        /// The sizes, in ascending order.
        sizes: Arc<[Derivation]>,
        /// Their median.
        center: Derivation,
    },
    /// A modified z-score: `constant × (size − center) ÷ deviation`
    ModifiedScore {
        /// 0.6745, with which the score of a normal variable is its standard score.
        constant: Derivation,
        /// The size.
        size: Derivation,
        /// The median of all sizes.
        center: Derivation,
        /// The median of their distances from it.
        deviation: Derivation,
    },
}

impl Statistic {
    /// Returns the name in machine-readable output, such as `normal-quantile`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::GeometricMean(..) => "geometric-mean",
            Self::GeometricMeanRate(..) => "geometric-mean-rate",
            Self::NormalQuantile(_) => "normal-quantile",
            Self::LogDeviation { .. } => "log-deviation",
            Self::OverIndependentYears { .. } => "over-independent-years",
            Self::CombinedDeviation { .. } => "combined-deviation",
            Self::LogRatio(..) => "log-ratio",
            Self::LognormalQuantile { .. } => "lognormal-quantile",
            Self::ReachProbability { .. } => "reach-probability",
            Self::Percentile { .. } => "percentile",
            Self::MedianDeviation { .. } => "median-deviation",
            Self::ModifiedScore { .. } => "modified-z-score",
        }
    }

    pub(super) fn operands(&self) -> Vec<&Derivation> {
        match self {
            Self::GeometricMean(one, other)
            | Self::GeometricMeanRate(one, other)
            | Self::LogRatio(one, other) => vec![one, other],
            Self::NormalQuantile(probability) => vec![probability],
            Self::LogDeviation { low, high, score } => vec![low, high, score],
            Self::OverIndependentYears { deviation, years } => vec![deviation, years],
            Self::CombinedDeviation { one, other, correlation } => {
                [one, other].into_iter().chain(correlation).collect()
            }
            Self::LognormalQuantile { median, score, deviation } => vec![median, score, deviation],
            Self::ReachProbability { median, size, deviation } => vec![median, size, deviation],
            Self::Percentile { sizes, percentile: last }
            | Self::MedianDeviation { sizes, center: last } => sizes.iter().chain([last]).collect(),
            Self::ModifiedScore { constant, size, center, deviation } => {
                vec![constant, size, center, deviation]
            }
        }
    }
}
