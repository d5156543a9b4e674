//! The rows of an answer.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Error;

use super::Cell;

/// The rows of a [`Table`](super::Table): stored, or computed one at a time as they are written, for tables of millions of rows.
///
/// ```
/// use aiinfra::{Cell, Rows};
///
/// let kept = Rows::from(vec![vec![Cell::Text("0".to_owned())], vec![Cell::Text("1".to_owned())]]);
/// let made = Rows::made(2, |place| Ok(vec![Cell::Text(place.to_string())]));
/// for (kept, made) in kept.iter().zip(made.iter()) {
///     assert_eq!(kept?, made?);
/// }
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone)]
pub struct Rows(Source);

#[derive(Clone)]
enum Source {
    Kept(Arc<Vec<Vec<Cell>>>),
    Made { count: usize, make: Arc<Make> },
    Spread { rows: Box<Rows>, spread: Arc<Spread> },
}

/// Makes the row at an index.
type Make = dyn Fn(usize) -> Result<Vec<Cell>, Error> + Send + Sync;

/// Makes any number of rows from one.
type Spread = dyn Fn(&[Cell]) -> Vec<Vec<Cell>> + Send + Sync;

impl Rows {
    /// `count` rows, each computed on demand from its index, starting at 0.
    ///
    /// ```
    /// # use aiinfra::{Cell, Rows};
    /// assert_eq!(Rows::made(1_000_000, |_| Ok(vec![Cell::Empty])).iter().count(), 1_000_000);
    /// ```
    pub fn made(
        count: usize,
        make: impl Fn(usize) -> Result<Vec<Cell>, Error> + Send + Sync + 'static,
    ) -> Self {
        Self(Source::Made { count, make: Arc::new(make) })
    }

    /// Any number of rows for each of these, computed on demand.
    ///
    /// ```
    /// # use aiinfra::{Cell, Rows};
    /// let twice = Rows::from(vec![vec![Cell::Empty]]).spread(|row| vec![row.to_vec(); 2]);
    /// assert_eq!(twice.iter().count(), 2);
    /// ```
    #[must_use]
    pub fn spread(
        self,
        spread: impl Fn(&[Cell]) -> Vec<Vec<Cell>> + Send + Sync + 'static,
    ) -> Self {
        Self(Source::Spread { rows: Box::new(self), spread: Arc::new(spread) })
    }

    /// Every row in order.
    ///
    /// ```
    /// # use aiinfra::{Cell, Rows};
    /// assert!(Rows::from(vec![vec![Cell::Empty]]).iter().all(|row| row.is_ok()));
    /// ```
    ///
    /// # Errors
    /// A row that is computed on demand may fail.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Result<Cow<'_, [Cell]>, Error>> + '_> {
        self.part(0..self.sources())
    }

    /// The number of rows that all others come from. Each can be computed individually.
    pub(crate) fn sources(&self) -> usize {
        match &self.0 {
            Source::Kept(rows) => rows.len(),
            Source::Made { count, .. } => *count,
            Source::Spread { rows, .. } => rows.sources(),
        }
    }

    /// The rows that are made from a part of the sources.
    pub(crate) fn part(
        &self,
        part: Range<usize>,
    ) -> Box<dyn Iterator<Item = Result<Cow<'_, [Cell]>, Error>> + '_> {
        match &self.0 {
            Source::Kept(rows) => {
                let rows = rows.get(part).unwrap_or_default();
                Box::new(rows.iter().map(|row| Ok(row.as_slice().into())))
            }
            Source::Made { make, .. } => {
                Box::new(part.map(move |place| make(place).map(Cow::Owned)))
            }
            Source::Spread { rows, spread } => Box::new(rows.part(part).flat_map(move |row| {
                let spread: Vec<_> = match row {
                    Ok(row) => spread(&row).into_iter().map(|row| Ok(row.into())).collect(),
                    Err(error) => vec![Err(error)],
                };
                spread
            })),
        }
    }

    /// The number of rows.
    ///
    /// ```
    /// # use aiinfra::{Cell, Rows};
    /// assert_eq!(Rows::from(vec![vec![Cell::Empty]]).count(), 1);
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.0 {
            Source::Spread { .. } => self.iter().count(),
            Source::Kept(_) | Source::Made { .. } => self.sources(),
        }
    }

    /// The row at an index; an empty one past the last.
    pub(super) fn get(&self, place: usize) -> Result<Cow<'_, [Cell]>, Error> {
        match &self.0 {
            Source::Kept(rows) => Ok(rows.get(place).map(Vec::as_slice).unwrap_or_default().into()),
            Source::Made { make, .. } => make(place).map(Cow::Owned),
            Source::Spread { .. } => self.iter().nth(place).unwrap_or_else(|| Ok(Cow::default())),
        }
    }
}

impl From<Vec<Vec<Cell>>> for Rows {
    fn from(rows: Vec<Vec<Cell>>) -> Self {
        Self(Source::Kept(rows.into()))
    }
}

impl FromIterator<Vec<Cell>> for Rows {
    fn from_iter<Cells: IntoIterator<Item = Vec<Cell>>>(rows: Cells) -> Self {
        rows.into_iter().collect::<Vec<_>>().into()
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
