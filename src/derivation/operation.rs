//! The operations by which figures are computed.

use std::fmt;
use std::sync::Arc;

use super::{Derivation, Statistic};

/// An operation that computes a figure from others, with its operands.
///
/// If all amounts are multiplied by the same factor, the result either stays the same or is multiplied by that factor.
/// Formulas therefore hold in any unit.
///
/// ```
/// use aiinfra::{Market, Operation, Origin, Scenario};
///
/// let forecast = Scenario::default().trajectory(&Market::embedded()?)?;
/// let rate = forecast.traced_growth("2030".parse()?)?.unwrap();
/// let Origin::Computed(operation) = rate.origin() else { unreachable!() };
/// assert_eq!(operation.name(), "implied-cagr");
/// assert_eq!(operation.operands().len(), 3);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Operation {
    /// `start × (1 + rate)^years`
    Compound {
        /// The amount at the start.
        start: Derivation,
        /// The growth rate per year.
        rate: Derivation,
        /// The number of years.
        years: Derivation,
    },
    /// `end ÷ (1 + rate)^years`
    Discount {
        /// The amount at the end.
        end: Derivation,
        /// The growth rate per year.
        rate: Derivation,
        /// The number of years.
        years: Derivation,
    },
    /// `(end ÷ start)^(1 ÷ years) − 1`
    ImpliedCagr {
        /// The amount at the start.
        start: Derivation,
        /// The amount at the end.
        end: Derivation,
        /// The number of years.
        years: Derivation,
    },
    /// `ln(end ÷ start) ÷ ln(1 + rate)`
    ElapsedTime {
        /// The amount at the start.
        start: Derivation,
        /// The amount at the end.
        end: Derivation,
        /// The growth rate per year.
        rate: Derivation,
    },
    /// The sum of all terms.
    Sum(Terms),
    /// The first figure minus the second.
    Difference(Derivation, Derivation),
    /// The product of two figures.
    Product(Derivation, Derivation),
    /// The first figure divided by the second.
    Quotient(Derivation, Derivation),
    /// `figure ÷ other − 1`
    RelativeChange(Derivation, Derivation),
    /// `(1 + nominal) ÷ (1 + inflation) − 1`
    RealRate {
        /// The growth rate per year in current prices.
        nominal: Derivation,
        /// The rate at which prices rise per year.
        inflation: Derivation,
    },
    /// A point on a straight line between two figures, after `passed` of `all` years.
    StraightLine {
        /// The figure at the start of the line.
        from: Derivation,
        /// The figure at the end of the line.
        to: Derivation,
        /// The number of years since the start.
        passed: Derivation,
        /// The number of years from start to end.
        all: Derivation,
    },
    /// The growth rate of the first of several years, if growth moves in a straight line from there to `last` and leads
    /// from `start` to `end`. It has no formula: the growth factors of all years multiply to `end ÷ start`.
    Fade {
        /// The amount at the start.
        start: Derivation,
        /// The amount at the end.
        end: Derivation,
        /// The number of years.
        years: Derivation,
        /// The growth rate of the last year.
        last: Derivation,
    },
    /// A point on a logistic curve through two amounts, after `passed` of `all` years:
    /// `ceiling ÷ (1 + a × (b ÷ a)^(passed ÷ all))`, where `a` is `ceiling ÷ start − 1` and `b` is `ceiling ÷ end − 1`
    Logistic {
        /// The amount at the start.
        start: Derivation,
        /// The amount at the end.
        end: Derivation,
        /// The amount at which the curve levels off.
        ceiling: Derivation,
        /// The number of years since the start.
        passed: Derivation,
        /// The number of years from start to end.
        all: Derivation,
    },
    /// The time until such a curve reaches a size:
    /// `all × ln(a ÷ (ceiling ÷ size − 1)) ÷ ln(a ÷ b)`
    LogisticTime {
        /// The amount at the start.
        start: Derivation,
        /// The amount at the end.
        end: Derivation,
        /// The amount at which the curve levels off.
        ceiling: Derivation,
        /// The amount to reach.
        size: Derivation,
        /// The number of years from start to end.
        all: Derivation,
    },
    /// The midpoint of a published range: `(low + high) ÷ 2`
    Midpoint(Derivation, Derivation),
    /// An operation of statistics.
    Statistic(Statistic),
    /// A figure for other years that is assumed to hold in this year too.
    Carried(Derivation),
}

/// The terms of a sum.
///
/// Sums of thousands of terms compute them again on demand, because their terms are rarely listed.
///
/// ```
/// use aiinfra::{Division, Market, Operation, Origin, Scenario};
///
/// // The share that published segments leave is 100% minus the sum of their shares.
/// let market = Market::embedded()?;
/// let forecast = Scenario::default().trajectory(&market)?;
/// let end_use = market.dimension("end-use")?;
/// let parts = Division::default().divide(end_use, &forecast, market.base().year)?;
/// let Origin::Computed(Operation::Difference(_, sum)) = parts[3].share().unwrap().origin() else {
///     unreachable!()
/// };
/// let Origin::Computed(Operation::Sum(terms)) = sum.origin() else { unreachable!() };
/// assert_eq!(terms.list().len(), 3);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone)]
pub struct Terms(TermList);

#[derive(Clone)]
enum TermList {
    Stored(Arc<[Derivation]>),
    OnDemand(Arc<ComputeTerms>),
}

type ComputeTerms = dyn Fn() -> Vec<Derivation> + Send + Sync;

impl Terms {
    pub(super) fn stored(terms: Vec<Derivation>) -> Self {
        Self(TermList::Stored(terms.into()))
    }

    pub(super) fn on_demand(compute: impl Fn() -> Vec<Derivation> + Send + Sync + 'static) -> Self {
        Self(TermList::OnDemand(Arc::new(compute)))
    }

    /// Returns the last term, unless the terms are computed on demand.
    pub(crate) fn last_stored(&self) -> Option<&Derivation> {
        match &self.0 {
            TermList::Stored(terms) => terms.last(),
            TermList::OnDemand(_) => None,
        }
    }

    /// Returns all terms.
    #[must_use]
    pub fn list(&self) -> Vec<Derivation> {
        match &self.0 {
            TermList::Stored(terms) => terms.to_vec(),
            TermList::OnDemand(compute) => compute(),
        }
    }
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list()).finish()
    }
}

impl Operation {
    /// Returns the name in machine-readable output, such as `compound` or `implied-cagr`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Compound { .. } => "compound",
            Self::Discount { .. } => "discount",
            Self::ImpliedCagr { .. } => "implied-cagr",
            Self::ElapsedTime { .. } => "elapsed-time",
            Self::Sum(_) => "sum",
            Self::Difference(..) => "difference",
            Self::Product(..) => "product",
            Self::Quotient(..) => "quotient",
            Self::RelativeChange(..) => "relative-change",
            Self::RealRate { .. } => "real-rate",
            Self::StraightLine { .. } => "straight-line",
            Self::Fade { .. } => "fade",
            Self::Logistic { .. } => "logistic",
            Self::LogisticTime { .. } => "logistic-time",
            Self::Midpoint(..) => "midpoint",
            Self::Statistic(statistic) => statistic.name(),
            Self::Carried(_) => "carried",
        }
    }

    /// Returns whether the result is the same for every year.
    pub(crate) fn is_for_every_year(&self) -> bool {
        matches!(
            self,
            Self::ImpliedCagr { .. }
                | Self::Fade { .. }
                | Self::Statistic(
                    Statistic::GeometricMean(..)
                        | Statistic::GeometricMeanRate(..)
                        | Statistic::NormalQuantile(_)
                        | Statistic::LogDeviation { .. }
                )
        )
    }

    /// Returns the operands, in the order of the variant's fields.
    #[must_use]
    pub fn operands(&self) -> Vec<Derivation> {
        let operands: Vec<&Derivation> = match self {
            Self::Sum(terms) => return terms.list(),
            Self::Compound { start, rate, years } => vec![start, rate, years],
            Self::Discount { end, rate, years } => vec![end, rate, years],
            Self::ImpliedCagr { start, end, years } => vec![start, end, years],
            Self::ElapsedTime { start, end, rate } => vec![start, end, rate],
            Self::Midpoint(one, other)
            | Self::Difference(one, other)
            | Self::Product(one, other)
            | Self::Quotient(one, other)
            | Self::RelativeChange(one, other) => vec![one, other],
            Self::RealRate { nominal, inflation } => vec![nominal, inflation],
            Self::StraightLine { from, to, passed, all } => vec![from, to, passed, all],
            Self::Fade { start, end, years, last } => vec![start, end, years, last],
            Self::Logistic { start, end, ceiling, passed, all } => {
                vec![start, end, ceiling, passed, all]
            }
            Self::LogisticTime { start, end, ceiling, size, all } => {
                vec![start, end, ceiling, size, all]
            }
            Self::Statistic(statistic) => statistic.operands(),
            Self::Carried(figure) => vec![figure],
        };
        operands.into_iter().cloned().collect()
    }
}
