//! The one thing that every command yields: typed columns, rows and notes.

mod cell;
mod column;
mod rows;
mod view;

use crate::decimal::USUAL_DIGITS;
use crate::error::Error;
use crate::notes::Note;
use crate::quantity::{Currency, Scale, Unit};

pub use cell::{Cell, Tone};
pub use column::{Column, Holds, Role};
pub use rows::Rows;
pub use view::{Grid, View};

/// An answer, ready for any format.
///
/// Every row has one cell for each column, in their order.
///
/// ```
/// use aiinfra::{Cell, Column, Note, Table, Unit, View};
///
/// let table = Table {
///     market: "Widgets".to_owned(),
///     currency: "EUR".parse()?,
///     unit: Unit::Million,
///     columns: vec![Column::year(), Column::percent("growth", "Growth")],
///     rows: vec![vec![Cell::Year("2030".parse()?), Cell::Printed("7.5".to_owned())]].into(),
///     view: View::Long,
///     notes: vec![Note::NoSegments],
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
    /// How people would rather see it.
    pub view: View,
    /// What is published, what was computed, what was assumed.
    pub notes: Vec<Note>,
}

impl Table {
    /// How amounts are written in its notes: with no fewer decimals than people read usually, since fewer would print
    /// figures alike that the notes tell apart.
    ///
    /// ```
    /// # use aiinfra::{Cell, Column, Table, Unit, View};
    /// # let table = Table {
    /// #     market: "Widgets".to_owned(), currency: "EUR".parse()?, unit: Unit::Million,
    /// #     columns: vec![Column::year()], rows: Vec::new().into(), view: View::Long, notes: Vec::new(),
    /// # };
    /// assert_eq!((table.scale(Some(0)).digits, table.scale(Some(4)).digits), (2, 4));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn scale(&self, digits: Option<u8>) -> Scale {
        let digits = digits.unwrap_or(USUAL_DIGITS).max(USUAL_DIGITS);
        Scale { currency: self.currency.clone(), unit: self.unit, digits }
    }

    /// The columns and rows as people read them.
    ///
    /// ```
    /// # use aiinfra::{Cell, Column, Table, Unit, View};
    /// # let table = Table {
    /// #     market: "Widgets".to_owned(), currency: "EUR".parse()?, unit: Unit::Million,
    /// #     columns: vec![Column::year()], rows: Vec::new().into(), view: View::Long, notes: Vec::new(),
    /// # };
    /// assert_eq!(table.for_people()?.columns[0].label, "Year");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// A row that is computed on demand may fail.
    pub fn for_people(&self) -> Result<Grid, Error> {
        match &self.view {
            View::Long => Ok(Grid { columns: self.columns.clone(), rows: self.rows.clone() }),
            View::Chosen(columns) => Ok(view::chosen(self, columns)),
            View::Wide { series, baseline } => view::wide(self, *series, baseline.as_deref()),
        }
    }
}
