//! What lies between the last two known sizes.

use std::fmt;

use crate::derivation::{Given, Traced};
use crate::error::{Error, ExpectedShape, What};
use crate::quantity::{GrowthRate, Money, Unit};

/// What lies between the last two known sizes of a trajectory, and after them.
///
/// ```
/// use aiinfra::{Shape, Unit};
///
/// assert!(matches!(Shape::parse("steps", Unit::Billion)?, Shape::Steps));
/// assert_eq!(Shape::parse("fade=10%", Unit::Billion)?.to_string(), "fade=10");
/// assert_eq!(Shape::parse("ceiling=600", Unit::Billion)?.to_string(), "ceiling=600 billion");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape<Rate = GrowthRate, Size = Money> {
    /// Constant growth.
    #[default]
    Growth,
    /// The same change in every year.
    Steps,
    /// Growth that moves in a straight line to this rate in the last year, and stays there.
    Fade(Rate),
    /// A logistic curve that levels off at this size.
    Ceiling(Size),
}

/// A shape whose figures have an origin.
pub(crate) type TracedShape = Shape<Traced<GrowthRate>, Traced<Money>>;

impl Shape {
    /// Parses a shape. A size without a unit is in `unit`.
    ///
    /// # Errors
    /// - `"wave"`, `"fade"`, `"steps=5"`: not a shape
    /// - `"fade=-100"`, `"ceiling="`: not a growth rate, or not a size
    pub fn parse(text: &str, unit: Unit) -> Result<Self, Error> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.trim())),
            None => (text, None),
        };
        match (name.trim().to_lowercase().as_str(), value) {
            ("growth", None) => Ok(Self::Growth),
            ("steps", None) => Ok(Self::Steps),
            ("fade", Some(rate)) => rate.parse().map(Self::Fade),
            ("ceiling", Some(size)) => Money::parse(size, unit).map(Self::Ceiling),
            _ => Err(Error::invalid(What::Shape, text, ExpectedShape::Known)),
        }
    }
}

impl Shape {
    /// Returns the shape with its figure traced to an input.
    #[must_use]
    pub fn given(&self, given: Given) -> Shape<Traced<GrowthRate>, Traced<Money>> {
        match self {
            Self::Growth => Shape::Growth,
            Self::Steps => Shape::Steps,
            Self::Fade(rate) => Shape::Fade(Traced::given(rate.clone(), given)),
            Self::Ceiling(size) => Shape::Ceiling(Traced::given(size.clone(), given)),
        }
    }
}

/// In a form that [`Shape::parse`] reads.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Growth => f.write_str("growth"),
            Self::Steps => f.write_str("steps"),
            Self::Fade(rate) => write!(f, "fade={}", rate.percent()),
            Self::Ceiling(size) => write!(f, "ceiling={}", size.readable()),
        }
    }
}

impl TracedShape {
    /// Returns the shape without the origins of its figures.
    pub(crate) fn plain(&self) -> Shape {
        match self {
            Self::Growth => Shape::Growth,
            Self::Steps => Shape::Steps,
            Self::Fade(rate) => Shape::Fade(rate.value().clone()),
            Self::Ceiling(size) => Shape::Ceiling(size.value().clone()),
        }
    }
}
