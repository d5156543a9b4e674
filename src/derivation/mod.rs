//! The origins of figures.
//!
//! A figure is published, given, or computed from other figures. The operation that computes a value also records its
//! operands, so the origin shown for a figure is always the calculation that was carried out.

mod deferred;
mod evidence;
mod intern;
mod line;
mod make;
mod mean;
mod operation;
mod rounding;
mod several;
mod shaped;
mod shown;
mod spread;
mod statistic;
mod traceable;

use std::fmt;
use std::sync::Arc;

use crate::decimal::{Decimal, Estimate};
use crate::input::Input;
use crate::quantity::{Figure, Unit, Year};

use deferred::Value;
pub use evidence::Evidence;
pub use intern::Interner;
pub use operation::{Operation, Terms};
pub use several::SortedSizes;
pub use statistic::Statistic;
pub use traceable::Traceable;

/// The basis of a figure: published, given or computed.
///
/// ```
/// assert_eq!(aiinfra::Basis::Published.name(), "published");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The report prints the figure.
    Published,
    /// An option, a scenario or a row of a scenario file states the figure.
    Given,
    /// The figure is computed from other figures.
    Computed,
}

impl Basis {
    /// Returns the name, such as `published`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Given => "given",
            Self::Computed => "computed",
        }
    }
}

/// The source of a published figure.
///
/// ```
/// use aiinfra::{Market, Origin};
///
/// let market = Market::embedded()?;
/// let base = market.traced(market.base()).derivation();
/// let Origin::Published(citation) = base.origin() else { unreachable!() };
/// assert_eq!((&*citation.id, citation.figure.digits()), ("value.2024", "46.73"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// The report: its publisher, its market and, if the dataset gives one, its edition.
    pub report: Arc<str>,
    /// The figure's id within the report, such as `value.2024`.
    pub id: String,
    /// The figure, as printed.
    pub figure: Figure,
    /// The unit of an amount, or `None` for a percentage.
    pub unit: Option<Unit>,
    /// The first and last year that the report prints the figure for. `None` means that the report sets no limit.
    pub years: (Option<Year>, Option<Year>),
    /// Where in the source document the figure is printed.
    pub place: Option<String>,
}

impl Citation {
    /// Returns whether the report prints the figure for `year`.
    fn covers(&self, year: Year) -> bool {
        let (from, to) = self.years;
        from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
    }
}

/// The input that states a given figure.
///
/// ```
/// use aiinfra::{Given, Input};
///
/// let given = Given { input: Input::Cagr, scenario: Some("bear".into()) };
/// assert_eq!(given.scenario.as_deref(), Some("bear"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Given {
    /// The input.
    pub input: Input,
    /// The scenario that the input belongs to, if there are several scenarios.
    pub scenario: Option<Arc<str>>,
}

/// The origin of a figure.
///
/// ```
/// use aiinfra::{Basis, Operation, Origin, Scenario, Market};
///
/// let forecast = Scenario::default().trajectory(&Market::embedded()?)?;
/// let size = forecast.traced("2030".parse()?)?.derivation();
/// assert!(matches!(size.origin(), Origin::Computed(Operation::Compound { .. })));
/// assert_eq!(size.basis(), Basis::Computed);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Origin {
    /// A report prints the figure.
    Published(Arc<Citation>),
    /// An input states the figure.
    Given(Given),
    /// The figure is a constant, such as 100% or the number of years between two years.
    Constant,
    /// The figure is computed from other figures.
    Computed(Operation),
}

/// What a figure's number measures.
///
/// ```
/// assert_ne!(aiinfra::Measure::Amount, aiinfra::Measure::Fraction);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// An amount in the market's currency.
    Amount,
    /// A fraction, shown in percent.
    Fraction,
    /// A difference between two fractions, shown in percentage points.
    Points,
    /// A number of years.
    Years,
    /// A number without a unit, such as an exchange rate or a price index.
    Number,
    /// A probability, shown in percent to people and as a fraction to programs.
    Probability,
}

impl Measure {
    /// Returns the name, such as `percent`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Fraction => "percent",
            Self::Points => "percentage points",
            Self::Years => "years",
            Self::Number => "number",
            Self::Probability => "probability",
        }
    }
}

/// A quantity with its origin. Clones share both.
///
/// ```
/// use aiinfra::{Basis, Market};
///
/// let market = Market::embedded()?;
/// let base = market.traced(market.base());
/// assert_eq!(base.value(), &market.base().size);
/// assert_eq!(base.basis(), Basis::Published);
/// # Ok::<(), aiinfra::Error>(())
/// ```
pub struct Traced<Quantity>(Arc<Node<Quantity>>);

struct Node<Quantity> {
    value: Value<Quantity>,
    origin: Origin,
}

/// A figure of any quantity with its origin, for code that displays figures.
///
/// ```
/// use aiinfra::{Market, Measure, Unit};
///
/// let market = Market::embedded()?;
/// let base = market.traced(market.base()).derivation();
/// assert_eq!(base.measure(), Measure::Amount);
/// assert_eq!(base.shown_in(Unit::Million), "46730".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone)]
pub struct Derivation(Arc<dyn AnyNode>);

/// A [`Node`] of any quantity.
trait AnyNode: Send + Sync {
    fn number(&self) -> &Decimal;
    fn estimate(&self) -> Option<Estimate>;
    fn measure(&self) -> Measure;
    fn origin(&self) -> &Origin;
}

impl<Q: Traceable> AnyNode for Node<Q> {
    fn number(&self) -> &Decimal {
        self.value.get().number()
    }

    fn estimate(&self) -> Option<Estimate> {
        self.value.estimate()
    }

    fn measure(&self) -> Measure {
        Q::MEASURE
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Origin {
    /// Returns whether the report prints the figure, or a range of which it is the midpoint.
    #[must_use]
    pub fn is_from_report(&self) -> bool {
        matches!(self, Self::Published(_) | Self::Computed(Operation::Midpoint(..)))
    }

    fn basis(&self) -> Basis {
        match self {
            Self::Published(_) => Basis::Published,
            Self::Given(_) => Basis::Given,
            Self::Constant | Self::Computed(_) => Basis::Computed,
        }
    }
}

impl<Q> Traced<Q> {
    fn new(value: Q, origin: Origin) -> Self {
        Self(Arc::new(Node { value: Value::Computed(value), origin }))
    }

    /// Returns a figure that is computed when somebody asks for more than the estimate, if there is one.
    fn deferred(
        estimate: Option<Estimate>,
        compute: impl FnOnce() -> Q + Send + 'static,
        operation: Operation,
    ) -> Self {
        let value = Value::new(estimate, compute);
        Self(Arc::new(Node { value, origin: Origin::Computed(operation) }))
    }

    fn computed(value: Q, operation: Operation) -> Self {
        Self::new(value, Origin::Computed(operation))
    }

    /// Returns a figure that a report prints.
    pub(crate) fn published(value: Q, citation: Citation) -> Self {
        Self::new(value, Origin::Published(citation.into()))
    }

    /// Returns a figure that an input states.
    ///
    /// ```
    /// use aiinfra::{Basis, GrowthRate, Given, Input, Traced};
    ///
    /// let rate: GrowthRate = "30".parse()?;
    /// let rate = Traced::given(rate, Given { input: Input::Cagr, scenario: None });
    /// assert_eq!(rate.basis(), Basis::Given);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    pub fn given(value: Q, given: Given) -> Self {
        Self::new(value, Origin::Given(given))
    }

    /// Returns a constant figure, such as 100% or a bound of the values that round to a printed figure.
    pub(crate) fn constant(value: Q) -> Self {
        Self::new(value, Origin::Constant)
    }

    /// Returns the value.
    #[must_use]
    pub fn value(&self) -> &Q {
        self.0.value.get()
    }

    /// Returns the basis.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.0.origin.basis()
    }

    /// Returns the origin.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.0.origin
    }

    /// Returns whether this is the same figure, not just one with an equal value.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<Q: Traceable> Traced<Q> {
    /// Returns the number in base units, well enough for most printed digits. `None` if it is zero.
    pub(crate) fn estimate(&self) -> Option<Estimate> {
        self.0.value.estimate()
    }

    /// Returns the figure in the form that display code needs.
    #[must_use]
    pub fn derivation(&self) -> Derivation {
        let node: Arc<Node<Q>> = Arc::clone(&self.0);
        Derivation(node)
    }
}

impl<Q> Clone for Traced<Q> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Q: PartialEq> PartialEq for Traced<Q> {
    /// Compares value and basis. How the figure was computed doesn't count.
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value() && self.basis() == other.basis()
    }
}

impl<Q: Eq> Eq for Traced<Q> {}

impl<Q: fmt::Debug> fmt::Debug for Traced<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traced").field("value", self.value()).field("basis", &self.basis()).finish()
    }
}

impl Derivation {
    /// Returns what the number measures.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.0.measure()
    }

    /// Returns the basis.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.origin().basis()
    }

    /// Returns the origin.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        self.0.origin()
    }

    /// Returns an address that no other figure has at the same time.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).cast::<()>().addr()
    }
}

impl fmt::Debug for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Derivation").field(&self.number()).field(&self.basis()).finish()
    }
}

impl PartialEq for Derivation {
    /// Compares number, measure and basis. How the figure was computed doesn't count.
    fn eq(&self, other: &Self) -> bool {
        let parts = |one: &Self| (one.measure(), one.basis());
        parts(self) == parts(other) && self.number() == other.number()
    }
}

impl Eq for Derivation {}

impl<Q: Traceable> From<&Traced<Q>> for Derivation {
    fn from(traced: &Traced<Q>) -> Self {
        traced.derivation()
    }
}
