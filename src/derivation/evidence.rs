//! The figures and names behind a note or a finding.

use crate::quantity::Year;

use super::{Derivation, Traceable, Traced};

/// A figure, year, name or count behind a note or a finding, as data.
///
/// ```
/// use aiinfra::{Evidence, Year};
///
/// assert!(matches!(Evidence::from(Year::new(2030)?), Evidence::Year(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Evidence {
    /// A figure.
    Figure(Derivation),
    /// A figure for each of several years.
    ByYear(Vec<(Year, Derivation)>),
    /// A figure for each of several items, by id.
    ByName(Vec<(String, Derivation)>),
    /// A year.
    Year(Year),
    /// Several years.
    Years(Vec<Year>),
    /// A name or an id.
    Name(String),
    /// Several names.
    Names(Vec<String>),
    /// Groups of names.
    Groups(Vec<Vec<String>>),
    /// A count.
    Count(usize),
}

impl From<Year> for Evidence {
    fn from(year: Year) -> Self {
        Self::Year(year)
    }
}

impl From<&[Year]> for Evidence {
    fn from(years: &[Year]) -> Self {
        Self::Years(years.to_vec())
    }
}

impl<Q: Traceable> From<&Traced<Q>> for Evidence {
    fn from(figure: &Traced<Q>) -> Self {
        Self::Figure(figure.derivation())
    }
}
