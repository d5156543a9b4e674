//! The one thing that every command yields: typed columns, rows and notes.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::error::Error;
use crate::quantity::{Currency, Unit, Year};

/// An answer, ready for any format.
///
/// Every row has one cell for each column, in their order.
///
/// ```
/// use aiinfra::{Cell, Column, Table, Unit};
///
/// let table = Table {
///     market: "Widgets".to_owned(),
///     currency: "EUR".parse()?,
///     unit: Unit::Million,
///     columns: vec![Column::year(), Column::percent("growth", "Growth")],
///     rows: vec![vec![Cell::Year("2030".parse()?), Cell::Number("7.5".parse()?)]].into(),
///     grid: None,
///     notes: vec!["Growth: as assumed.".to_owned()],
/// };
/// assert_eq!(table.rows.iter().next().unwrap()?.len(), table.columns.len());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    /// The market's name.
    pub market: String,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The unit of the amounts.
    pub unit: Unit,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Rows,
    /// The same values as people would rather read them, where a list is not it.
    pub grid: Option<Grid>,
    /// What is published, what was computed, what was assumed.
    pub notes: Vec<String>,
}

/// The values of a [`Table`] side by side, for people.
///
/// ```
/// use aiinfra::{Cell, Column, Grid};
///
/// let grid = Grid {
///     columns: vec![Column::year(), Column::number("20%", "20 %")],
///     rows: vec![vec![Cell::Year("2034".parse()?), Cell::Number("289.34".parse()?)]].into(),
/// };
/// assert_eq!(grid.rows.iter().next().unwrap()?.len(), grid.columns.len());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Rows,
}

/// The rows of a [`Table`]: stored, or computed one at a time as they are written, for tables of millions of rows.
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
    Kept(Vec<Vec<Cell>>),
    Made { count: usize, make: Arc<Make> },
}

/// Makes the row at a place.
type Make = dyn Fn(usize) -> Result<Vec<Cell>, Error> + Send + Sync;

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

    /// Every row in order.
    ///
    /// ```
    /// # use aiinfra::{Cell, Rows};
    /// assert!(Rows::from(vec![vec![Cell::Empty]]).iter().all(|row| row.is_ok()));
    /// ```
    ///
    /// # Errors
    /// A row that is computed on demand may fail.
    pub fn iter(&self) -> impl Iterator<Item = Result<Cow<'_, [Cell]>, Error>> {
        let count = match &self.0 {
            Source::Kept(rows) => rows.len(),
            Source::Made { count, .. } => *count,
        };
        (0..count).map(|place| match &self.0 {
            Source::Kept(rows) => Ok(rows.get(place).map(Vec::as_slice).unwrap_or_default().into()),
            Source::Made { make, .. } => make(place).map(Cow::Owned),
        })
    }
}

impl From<Vec<Vec<Cell>>> for Rows {
    fn from(rows: Vec<Vec<Cell>>) -> Self {
        Self(Source::Kept(rows))
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

/// A column of a [`Table`].
///
/// ```
/// let column = aiinfra::Column::percent("share", "Share");
/// assert_eq!((&*column.key, &*column.label), ("share_pct", "Share %"));
/// ```
#[derive(Clone, Debug)]
pub struct Column {
    /// The name for programs: `value_usd_billion`.
    pub key: String,
    /// The name for people: `USD billion`.
    pub label: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Where there is no room for every column, it is one of the first to go.
    pub is_minor: bool,
}

/// What a column's cells hold.
///
/// ```
/// use aiinfra::{Column, Kind};
///
/// assert_eq!(Column::year().kind, Kind::Year);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Calendar years.
    Year,
    /// Amounts, percentages and other numbers.
    Number,
    /// Words.
    Text,
}

/// A cell of a [`Table`].
///
/// ```
/// use aiinfra::Cell;
///
/// assert_eq!(Cell::from(None), Cell::Empty);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// Nothing: no such value is published or defined.
    Empty,
    /// A calendar year.
    Year(Year),
    /// A number in the column's unit; percent where the column is in percent.
    Number(Decimal),
    /// A number, and by how many percent it differs from what it is compared with.
    Compared {
        /// The number.
        number: Decimal,
        /// The difference in percent.
        percent: Decimal,
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

impl Table {
    /// The columns and rows as people read them.
    ///
    /// ```
    /// # use aiinfra::{Cell, Column, Table, Unit};
    /// # let table = Table {
    /// #     market: "Widgets".to_owned(), currency: "EUR".parse()?, unit: Unit::Million,
    /// #     columns: vec![Column::year()], rows: Vec::new().into(), grid: None, notes: Vec::new(),
    /// # };
    /// assert_eq!(table.for_people().0[0].label, "Year");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn for_people(&self) -> (&[Column], &Rows) {
        match &self.grid {
            Some(grid) => (&grid.columns, &grid.rows),
            None => (&self.columns, &self.rows),
        }
    }
}

impl Column {
    /// Calendar years, as `year`.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::year().key, "year");
    /// ```
    #[must_use]
    pub fn year() -> Self {
        Self::new("year", "Year", Kind::Year)
    }

    /// Amounts: `Column::money("value", ...)` is `value_usd_billion`, and `USD billion` to people.
    ///
    /// ```
    /// use aiinfra::{Column, Unit};
    ///
    /// let column = Column::money("value", &"USD".parse()?, Unit::Million);
    /// assert_eq!((&*column.key, &*column.label), ("value_usd_million", "USD million"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn money(what: &str, currency: &Currency, unit: Unit) -> Self {
        let code = currency.code().to_lowercase();
        Self::new(&format!("{what}_{code}_{unit}"), &format!("{currency} {unit}"), Kind::Number)
    }

    /// Percentages: `Column::percent("growth", "Growth")` is `growth_pct`, and `Growth %` to people.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::percent("growth", "Growth").key, "growth_pct");
    /// ```
    #[must_use]
    pub fn percent(what: &str, label: &str) -> Self {
        Self::new(&format!("{what}_pct"), &format!("{label} %"), Kind::Number)
    }

    /// Other numbers.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::number("years", "Years").label, "Years");
    /// ```
    #[must_use]
    pub fn number(key: &str, label: &str) -> Self {
        Self::new(key, label, Kind::Number)
    }

    /// Words.
    ///
    /// ```
    /// use aiinfra::{Column, Kind};
    ///
    /// assert_eq!(Column::text("segment", "Segment").kind, Kind::Text);
    /// ```
    #[must_use]
    pub fn text(key: &str, label: &str) -> Self {
        Self::new(key, label, Kind::Text)
    }

    /// The same column, as one of the first to go where there is no room for every one.
    ///
    /// ```
    /// assert!(aiinfra::Column::percent("growth", "Growth").minor().is_minor);
    /// ```
    #[must_use]
    pub fn minor(self) -> Self {
        Self { is_minor: true, ..self }
    }

    fn new(key: &str, label: &str, kind: Kind) -> Self {
        Self { key: key.to_owned(), label: label.to_owned(), kind, is_minor: false }
    }
}

impl Cell {
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

impl From<Option<Decimal>> for Cell {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}
