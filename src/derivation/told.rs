//! What a note or a finding tells.

use crate::quantity::Year;

use super::{Derivation, Traceable, Traced};

/// What a note or a finding tells: figures and names, as data.
///
/// ```
/// use aiinfra::{Told, Year};
///
/// assert!(matches!(Told::from(Year::new(2030)?), Told::Year(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Told {
    /// A figure.
    Figure(Derivation),
    /// A figure of each of several years.
    ByYear(Vec<(Year, Derivation)>),
    /// A figure of each of several things, by their ids.
    ByName(Vec<(String, Derivation)>),
    /// A year.
    Year(Year),
    /// Several years.
    Years(Vec<Year>),
    /// A name, or an id.
    Name(String),
    /// Several names.
    Names(Vec<String>),
    /// How many there are.
    Count(usize),
}

impl From<Year> for Told {
    fn from(year: Year) -> Self {
        Self::Year(year)
    }
}

impl From<&[Year]> for Told {
    fn from(years: &[Year]) -> Self {
        Self::Years(years.to_vec())
    }
}

impl<Q: Traceable> From<&Traced<Q>> for Told {
    fn from(figure: &Traced<Q>) -> Self {
        Self::Figure(figure.derivation())
    }
}
