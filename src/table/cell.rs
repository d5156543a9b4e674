//! The cells of an answer.

use crate::derivation::{Basis, Derivation, Traceable, Traced};
use crate::quantity::Year;

/// A cell of a [`Table`](super::Table).
///
/// ```
/// use aiinfra::Cell;
///
/// assert_eq!(Cell::from(None::<&aiinfra::Traced<aiinfra::Money>>), Cell::Empty);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// No value.
    Empty,
    /// A calendar year.
    Year(Year),
    /// A figure. Amounts are shown in the table's unit, rates and shares in percent.
    Figure(Derivation),
    /// A figure that an answer is about, such as an input: with all its digits, whatever number is asked for.
    Exact(Derivation),
    /// A figure, and its difference from the baseline.
    Compared {
        /// The figure.
        figure: Derivation,
        /// The difference, as a fraction of the baseline.
        change: Derivation,
    },
    /// A figure with its printed digits, which no format changes.
    Printed(String),
    /// Text.
    Text(String),
    /// An id for programs and a name for people.
    Named {
        /// The id.
        id: String,
        /// The name.
        name: String,
    },
    /// A rating.
    Rated {
        /// The word.
        text: String,
        /// How good that is.
        tone: Tone,
    },
}

/// How good a rating is.
///
/// ```
/// use aiinfra::{Cell, Tone};
///
/// let cell = Cell::Rated { text: "fail".to_owned(), tone: Tone::Bad };
/// assert!(matches!(cell, Cell::Rated { tone: Tone::Bad, .. }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tone {
    /// Good.
    Good,
    /// Worth knowing.
    Notable,
    /// Needs a closer look.
    Doubtful,
    /// Wrong.
    Bad,
}

impl Cell {
    /// Returns the basis of its figure, if it has one.
    ///
    /// ```
    /// use aiinfra::{Basis, Cell};
    ///
    /// assert_eq!(Cell::Printed("26.81".to_owned()).basis(), Some(Basis::Published));
    /// assert_eq!(Cell::Empty.basis(), None);
    /// ```
    #[must_use]
    pub fn basis(&self) -> Option<Basis> {
        match self {
            Self::Figure(figure) | Self::Exact(figure) | Self::Compared { figure, .. } => {
                Some(figure.basis())
            }
            Self::Printed(_) => Some(Basis::Published),
            _ => None,
        }
    }

    /// An id for programs and a name for people.
    ///
    /// ```
    /// use aiinfra::Cell;
    ///
    /// let cell = Cell::named("end-use", "End Use");
    /// assert!(matches!(cell, Cell::Named { id, .. } if id == "end-use"));
    /// ```
    #[must_use]
    pub fn named(id: &str, name: &str) -> Self {
        Self::Named { id: id.to_owned(), name: name.to_owned() }
    }
}

impl<Quantity: Traceable> From<&Traced<Quantity>> for Cell {
    fn from(figure: &Traced<Quantity>) -> Self {
        Self::Figure(figure.derivation())
    }
}

impl<Quantity: Traceable> From<Option<&Traced<Quantity>>> for Cell {
    fn from(figure: Option<&Traced<Quantity>>) -> Self {
        figure.map_or(Self::Empty, Self::from)
    }
}
