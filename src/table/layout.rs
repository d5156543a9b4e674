//! How the rows of an answer are laid out, whatever the format.

use crate::error::Error;

use super::{Grid, Role, Table, tidy, wide};

/// How the rows of a [`Table`] are laid out.
///
/// ```
/// use aiinfra::Layout;
///
/// assert_eq!(Layout::ALL.iter().map(|layout| layout.name()).collect::<Vec<_>>(), ["long", "wide", "tidy"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// A row for each year of each segment or scenario.
    Long,
    /// A row for each year, a column for each segment, scenario or report, and a total if the parts make a whole.
    Wide,
    /// A row for each figure, under a header that is the same for every command.
    Tidy,
}

impl Layout {
    /// Every layout.
    pub const ALL: &'static [Self] = &[Self::Long, Self::Wide, Self::Tidy];

    /// Returns the name to choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Wide => "wide",
            Self::Tidy => "tidy",
        }
    }

    /// Returns the accepted names.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Long => &["long"],
            Self::Wide => &["wide"],
            Self::Tidy => &["tidy"],
        }
    }
}

impl Table {
    /// Returns whether its rows are sizes along an axis, so that it has every layout.
    ///
    /// ```
    /// # use aiinfra::{About, Column, Table, Unit};
    /// let columns = vec![Column::text("figure", "Figure")];
    /// let table = Table::new(About::default(), ("USD".parse()?, Unit::Billion), columns, Vec::new());
    /// assert!(!table.has_axis());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn has_axis(&self) -> bool {
        self.columns.iter().any(|column| column.role == Role::Axis)
    }

    /// Returns its columns and rows in that layout.
    ///
    /// ```
    /// use aiinfra::{About, Cell, Column, Layout, Table, Unit};
    ///
    /// let row = |segment: &str, size: &str| {
    ///     vec![Cell::Text(segment.to_owned()), Cell::Year("2034".parse().unwrap()), Cell::Printed(size.to_owned())]
    /// };
    /// let columns = vec![
    ///     Column::text("segment", "Segment").series(),
    ///     Column::year(),
    ///     Column::money("value", &"EUR".parse()?, Unit::Million),
    /// ];
    /// let rows = vec![row("Red", "60"), row("Blue", "40")];
    /// let table = Table::new(About::default(), ("EUR".parse()?, Unit::Million), columns, rows);
    /// let table = Table { series: 2, ..table };
    /// let keys = |layout| -> Result<Vec<String>, aiinfra::Error> {
    ///     Ok(table.grid(layout)?.columns.into_iter().map(|column| column.key).collect())
    /// };
    /// assert_eq!(keys(Layout::Long)?, ["segment", "year", "value_eur_million"]);
    /// assert_eq!(keys(Layout::Wide)?, ["year", "Red", "Blue"]);
    /// assert_eq!(keys(Layout::Tidy)?[6..9], ["year", "measure", "value"]);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// A row that is computed on demand may fail.
    pub fn grid(&self, layout: Layout) -> Result<Grid, Error> {
        match layout {
            Layout::Long => Ok(self.summary.as_deref().cloned().unwrap_or_else(|| self.long())),
            Layout::Wide => wide::by_series(self),
            Layout::Tidy => Ok(tidy::grid(self)),
        }
    }

    /// Returns the rows that a summary sums up.
    pub(crate) fn details(&self) -> Grid {
        self.long()
    }

    pub(super) fn long(&self) -> Grid {
        Grid { caption: None, columns: self.columns.clone(), rows: self.rows.clone() }
    }
}
