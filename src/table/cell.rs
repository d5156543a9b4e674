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
    /// Nothing: no such value is published or defined.
    Empty,
    /// A calendar year.
    Year(Year),
    /// A figure; amounts are shown in the table's unit, rates and shares in percent.
    Figure(Derivation),
    /// A figure, and how it differs from what it is compared with.
    Compared {
        /// The figure.
        figure: Derivation,
        /// The difference, as a fraction of the other.
        change: Derivation,
    },
    /// A figure with the digits it was printed with, which no format changes.
    Printed(String),
    /// Words.
    Text(String),
    /// Something with an id for programs and a name for people.
    Named {
        /// The id.
        id: String,
        /// The name.
        name: String,
    },
    /// A word that says how good something is.
    Rated {
        /// The word.
        text: String,
        /// How good it is.
        tone: Tone,
    },
}

/// How good something is.
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
    /// As it should be.
    Good,
    /// Worth knowing.
    Notable,
    /// To be looked at.
    Doubtful,
    /// Wrong.
    Bad,
}

impl Cell {
    /// What its figure rests on, where it has one.
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
            Self::Figure(figure) | Self::Compared { figure, .. } => Some(figure.basis()),
            Self::Printed(_) => Some(Basis::Published),
            _ => None,
        }
    }

    /// Something with an id for programs and a name for people.
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
