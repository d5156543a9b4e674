//! Where a figure comes from.
//!
//! A figure is published, given, or made by an operation on others. The operation that computes a value also records
//! what it was computed from, so that there is one truth: what is shown of a figure's origin is what it was made by.

mod intern;
mod make;
mod operation;
mod told;
mod traceable;

use std::fmt;
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::input::Input;
use crate::quantity::{Figure, Unit, Year};

pub use intern::Interner;
pub use operation::{Operation, Terms};
pub use told::Told;
pub use traceable::Traceable;

/// What a figure rests on.
///
/// ```
/// assert_eq!(aiinfra::Basis::Published.name(), "published");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The report prints it.
    Published,
    /// Somebody states it in a question: an option, a scenario, a row of a file.
    Given,
    /// It follows from other figures.
    Computed,
}

impl Basis {
    /// The word for it.
    ///
    /// ```
    /// assert_eq!(aiinfra::Basis::Computed.name(), "computed");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Given => "given",
            Self::Computed => "computed",
        }
    }
}

/// Where a published figure stands.
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
    /// The report: its publisher, and the market.
    pub report: Arc<str>,
    /// The figure's id among those of the report, such as `value.2024`.
    pub id: String,
    /// The figure as printed.
    pub figure: Figure,
    /// The unit of an amount; none where the figure is in percent.
    pub unit: Option<Unit>,
    /// The first and the last year that the report prints it for, as far as it says so.
    pub years: (Option<Year>, Option<Year>),
    /// Where in the source document it stands.
    pub place: Option<String>,
}

impl Citation {
    /// Is the figure printed for that year?
    fn covers(&self, year: Year) -> bool {
        let (from, to) = self.years;
        from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
    }
}

/// Who states a given figure.
///
/// ```
/// use aiinfra::{Given, Input};
///
/// let given = Given { input: Input::Cagr, scenario: Some("bear".into()) };
/// assert_eq!(given.scenario.as_deref(), Some("bear"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Given {
    /// The input of the question.
    pub input: Input,
    /// The scenario whose input it is, where there are several.
    pub scenario: Option<Arc<str>>,
}

/// How a figure came about.
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
    /// A report prints it.
    Published(Arc<Citation>),
    /// An input of the question states it.
    Given(Given),
    /// It is what it is, such as 100 % or a number of years between two years.
    Constant,
    /// It follows from others.
    Computed(Operation),
}

/// What a figure's number counts.
///
/// ```
/// assert_ne!(aiinfra::Measure::Amount, aiinfra::Measure::Fraction);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// Units of the market's currency.
    Amount,
    /// A fraction, shown in percent.
    Fraction,
    /// A difference of two fractions, shown in percentage points.
    Points,
    /// Years.
    Years,
}

/// A quantity with where it comes from. Copies share both.
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
    value: Quantity,
    origin: Origin,
}

/// A figure of any quantity with where it comes from, as what shows it needs it.
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
pub struct Derivation(Arc<dyn Step>);

/// A node of any quantity.
trait Step: Send + Sync {
    fn number(&self) -> Decimal;
    fn measure(&self) -> Measure;
    fn origin(&self) -> &Origin;
}

impl<Q: Traceable> Step for Node<Q> {
    fn number(&self) -> Decimal {
        self.value.number()
    }

    fn measure(&self) -> Measure {
        Q::MEASURE
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Origin {
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
        Self(Arc::new(Node { value, origin }))
    }

    fn computed(value: Q, operation: Operation) -> Self {
        Self::new(value, Origin::Computed(operation))
    }

    /// A figure that a report prints.
    pub(crate) fn published(value: Q, citation: Citation) -> Self {
        Self::new(value, Origin::Published(citation.into()))
    }

    /// A figure that an input of the question states.
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

    /// A figure that is what it is: 100 %, or the edge of what a printed figure may have been.
    pub(crate) fn constant(value: Q) -> Self {
        Self::new(value, Origin::Constant)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &Q {
        &self.0.value
    }

    /// What it rests on.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.0.origin.basis()
    }

    /// How it came about.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.0.origin
    }

    /// Is it the very same figure, and not only one of the same value?
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<Q: Traceable> Traced<Q> {
    /// The figure as what shows it needs it.
    #[must_use]
    pub fn derivation(&self) -> Derivation {
        let step: Arc<Node<Q>> = Arc::clone(&self.0);
        Derivation(step)
    }
}

impl<Q> Clone for Traced<Q> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Q: PartialEq> PartialEq for Traced<Q> {
    /// Of the same value and basis; how it was computed does not count.
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value() && self.basis() == other.basis()
    }
}

impl<Q: Eq> Eq for Traced<Q> {}

impl<Q: fmt::Debug> fmt::Debug for Traced<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traced")
            .field("value", &self.0.value)
            .field("basis", &self.basis())
            .finish()
    }
}

impl Derivation {
    /// The number as it is counted: units of the currency, a fraction, years.
    #[must_use]
    pub fn number(&self) -> Decimal {
        self.0.number()
    }

    /// The number as it is shown: an amount in that unit, a fraction in percent.
    #[must_use]
    pub fn shown_in(&self, unit: Unit) -> Decimal {
        match self.measure() {
            Measure::Amount => self.number().shifted(-isize::from(unit.exponent())),
            Measure::Fraction | Measure::Points => self.number().percent(),
            Measure::Years => self.number(),
        }
    }

    /// What the number counts.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.0.measure()
    }

    /// What the figure rests on.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.origin().basis()
    }

    /// How it came about.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        self.0.origin()
    }

    /// What tells this figure from every other that is held at the same time.
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
    /// Of the same number, measure and basis; how it was computed does not count.
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
