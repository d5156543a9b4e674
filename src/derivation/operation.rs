//! What figures are computed by.

use std::fmt;
use std::sync::Arc;

use super::Derivation;

/// How a figure follows from others. Each operation is of degree 0 or 1 in money, so that units of amounts need not be
/// told.
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
        /// An amount.
        start: Derivation,
        /// Growth a year.
        rate: Derivation,
        /// How many years.
        years: Derivation,
    },
    /// `end ÷ (1 + rate)^years`
    Discount {
        /// An amount.
        end: Derivation,
        /// Growth a year.
        rate: Derivation,
        /// How many years.
        years: Derivation,
    },
    /// `(end ÷ start)^(1 ÷ years) − 1`
    ImpliedCagr {
        /// An amount.
        start: Derivation,
        /// A later amount.
        end: Derivation,
        /// How many years later.
        years: Derivation,
    },
    /// `ln(end ÷ start) ÷ ln(1 + rate)`
    ElapsedTime {
        /// An amount.
        start: Derivation,
        /// A later amount.
        end: Derivation,
        /// Growth a year.
        rate: Derivation,
    },
    /// All of them together.
    Sum(Terms),
    /// The first less the second.
    Difference(Derivation, Derivation),
    /// One times the other.
    Product(Derivation, Derivation),
    /// The first through the second.
    Quotient(Derivation, Derivation),
    /// `figure ÷ other − 1`
    RelativeChange(Derivation, Derivation),
    /// On the straight line between two figures, `passed` of `all` years along.
    StraightLine {
        /// Where the line begins.
        from: Derivation,
        /// Where it ends.
        to: Derivation,
        /// The years that have passed.
        passed: Derivation,
        /// The years from end to end.
        all: Derivation,
    },
    /// A figure of other years, taken to hold in this one too.
    Carried(Derivation),
}

/// What is added up: held, or made again on demand where there are thousands that few ask for.
///
/// ```
/// use aiinfra::{Division, Market, Operation, Origin, Scenario};
///
/// // What the shares of a dimension leave is 100 % less their sum.
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
pub struct Terms(Source);

#[derive(Clone)]
enum Source {
    Held(Arc<[Derivation]>),
    Made(Arc<Make>),
}

type Make = dyn Fn() -> Vec<Derivation> + Send + Sync;

impl Terms {
    pub(super) fn held(terms: Vec<Derivation>) -> Self {
        Self(Source::Held(terms.into()))
    }

    pub(super) fn made(make: impl Fn() -> Vec<Derivation> + Send + Sync + 'static) -> Self {
        Self(Source::Made(Arc::new(make)))
    }

    /// Every term.
    #[must_use]
    pub fn list(&self) -> Vec<Derivation> {
        match &self.0 {
            Source::Held(terms) => terms.to_vec(),
            Source::Made(make) => make(),
        }
    }
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list()).finish()
    }
}

impl Operation {
    /// Its name for programs: `compound`, `implied-cagr`.
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
            Self::StraightLine { .. } => "straight-line",
            Self::Carried(_) => "carried",
        }
    }

    /// The figures that it takes, in the order in which its formula names them.
    #[must_use]
    pub fn operands(&self) -> Vec<Derivation> {
        let operands: Vec<&Derivation> = match self {
            Self::Sum(terms) => return terms.list(),
            Self::Compound { start, rate, years } => vec![start, rate, years],
            Self::Discount { end, rate, years } => vec![end, rate, years],
            Self::ImpliedCagr { start, end, years } => vec![start, end, years],
            Self::ElapsedTime { start, end, rate } => vec![start, end, rate],
            Self::Difference(one, other)
            | Self::Product(one, other)
            | Self::Quotient(one, other)
            | Self::RelativeChange(one, other) => vec![one, other],
            Self::StraightLine { from, to, passed, all } => vec![from, to, passed, all],
            Self::Carried(figure) => vec![figure],
        };
        operands.into_iter().cloned().collect()
    }
}
