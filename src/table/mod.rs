//! The one thing that every command yields: typed columns, rows and notes.

mod cell;
mod column;
mod layout;
mod rows;
mod tidy;
mod view;
mod wide;

use crate::decimal::USUAL_DIGITS;
use crate::error::Error;
use crate::market::Market;
use crate::notes::Note;
use crate::quantity::{Currency, Scale, Unit, Year};

pub use cell::{Cell, Tone};
pub use column::{Column, Holds, MeasureKind, Role};
pub use layout::Layout;
pub use rows::Rows;
pub use view::{Grid, View};

/// An answer, ready for any format.
///
/// Every row has one cell for each column, in their order.
///
/// ```
/// use aiinfra::{About, Cell, Column, Note, Table, Unit};
///
/// let about = About { market: "Widgets".to_owned(), ..About::default() };
/// let columns = vec![Column::year(), Column::percent("growth", "Growth")];
/// let rows = vec![vec![Cell::Year("2030".parse()?), Cell::Printed("7.5".to_owned())]];
/// let table = Table::new(about, ("EUR".parse()?, Unit::Million), columns, rows);
/// let table = Table { notes: vec![Note::NoSegments], ..table };
/// assert_eq!(table.rows.iter().next().unwrap()?.len(), table.columns.len());
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    /// The report and the scenario that its figures are from.
    pub about: About,
    /// The report and the scenario of each series that is from another report, by the name of the series.
    pub others: Vec<(String, About)>,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The unit of the amounts.
    pub unit: Unit,
    /// The report's currency, if that is another.
    pub report_currency: Option<Currency>,
    /// The year whose prices the amounts are in, if they are in real terms.
    pub prices: Option<Year>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Rows,
    /// The number of series. There is a row for each series at each value of the axis. Rows are sorted by the columns
    /// in order, so the last of these columns changes first.
    pub series: usize,
    /// The rows again, with totals among them, if the parts make a whole.
    pub totals: Option<Totals>,
    /// What the long layout shows in place of the rows, if these are the details of something shorter.
    pub summary: Option<Box<Grid>>,
    /// The sizes of the forecast by year, if the rows are about it but don't contain it.
    pub path: Vec<(Year, Cell)>,
    /// What people see at first sight.
    pub view: View,
    /// What is published, computed and assumed.
    pub notes: Vec<Note>,
}

/// The report and the scenario that figures are from.
///
/// ```
/// assert_eq!(aiinfra::About::default().scenario, "forecast");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The publisher of the report.
    pub publisher: String,
    /// The market's name.
    pub market: String,
    /// When the report came out, if that is known.
    pub edition: Option<String>,
    /// The name of the scenario: `forecast` for the report's own figures.
    pub scenario: String,
    /// The report's base year, if there is a report.
    pub base_year: Option<Year>,
    /// The report's currency, if there is a report.
    pub currency: Option<Currency>,
}

impl About {
    /// The name of the report's own forecast.
    pub const FORECAST: &'static str = "forecast";
    /// The name of the report's forecast at its stated CAGR.
    pub const STATED_CAGR: &'static str = "stated-cagr";
    /// The name of a what-if without a name of its own.
    pub const WHAT_IF: &'static str = "what-if";

    /// Returns a report's own forecast.
    ///
    /// ```
    /// let about = aiinfra::About::of(&aiinfra::Market::embedded()?);
    /// assert_eq!((about.market.as_str(), about.scenario.as_str()), ("AI infrastructure", "forecast"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn of(market: &Market) -> Self {
        Self {
            publisher: market.publisher().to_owned(),
            market: market.name().to_owned(),
            edition: market.edition().map(|edition| edition.to_string()),
            base_year: Some(market.base().year),
            currency: Some(market.currency().clone()),
            ..Self::default()
        }
    }
}

impl Default for About {
    fn default() -> Self {
        Self {
            publisher: String::new(),
            market: String::new(),
            edition: None,
            scenario: Self::FORECAST.to_owned(),
            base_year: None,
            currency: None,
        }
    }
}

/// The rows of a table with totals among them.
///
/// ```
/// use aiinfra::{Cell, Totals};
///
/// let rows = vec![vec![Cell::Printed("60".to_owned())], vec![Cell::Printed("100".to_owned())]];
/// assert_eq!(Totals { series: 2, rows: rows.into() }.rows.count(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Totals {
    /// The number of series, each total counted as one.
    pub series: usize,
    /// The rows.
    pub rows: Rows,
}

impl Table {
    /// Makes a table of one series, without notes.
    #[must_use]
    pub fn new(
        about: About,
        (currency, unit): (Currency, Unit),
        columns: Vec<Column>,
        rows: impl Into<Rows>,
    ) -> Self {
        Self {
            about,
            others: Vec::new(),
            currency,
            unit,
            report_currency: None,
            prices: None,
            columns,
            rows: rows.into(),
            series: 1,
            totals: None,
            summary: None,
            path: Vec::new(),
            view: View::Long,
            notes: Vec::new(),
        }
    }

    /// Returns how its notes write amounts. They have at least two decimals, since fewer could make
    /// figures alike that the notes distinguish.
    ///
    /// ```
    /// # use aiinfra::{About, Table, Unit};
    /// # let table = Table::new(About::default(), ("EUR".parse()?, Unit::Million), Vec::new(), Vec::new());
    /// assert_eq!((table.scale(Some(0)).digits, table.scale(Some(4)).digits), (2, 4));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn scale(&self, digits: Option<u8>) -> Scale {
        let digits = digits.unwrap_or(USUAL_DIGITS).max(USUAL_DIGITS);
        let (report, is_real) = (self.report_currency.clone(), self.prices.is_some());
        Scale { currency: self.currency.clone(), unit: self.unit, digits, report, is_real }
    }

    /// Returns its columns and rows as people see them if they don't ask for a layout.
    ///
    /// ```
    /// # use aiinfra::{About, Column, Table, Unit};
    /// # let columns = vec![Column::year()];
    /// # let table = Table::new(About::default(), ("EUR".parse()?, Unit::Million), columns, Vec::new());
    /// assert_eq!(table.for_people()?.columns[0].label, "Year");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// A row that is computed on demand may fail.
    pub fn for_people(&self) -> Result<Grid, Error> {
        match &self.view {
            View::Long => Ok(Grid { rows: self.rows_with_totals().clone(), ..self.long() }),
            View::Chosen { columns, rows } => Ok(view::chosen(columns, rows)),
            View::Summary { unit } => Ok(view::captioned(self.grid(Layout::Long)?, unit)),
            View::Captioned { unit } => Ok(view::captioned(self.long(), unit)),
            View::Wide { baseline } => wide::compared(self, baseline.as_deref()),
        }
    }

    /// Returns the table with the rows and measures that a layout shows, for an explanation of them. Without a layout,
    /// that is what people see.
    #[must_use]
    pub fn as_explained(&self, layout: Option<Layout>) -> Self {
        let mut table = self.clone();
        if matches!(layout, None | Some(Layout::Wide)) || self.summary.is_some() {
            table.rows = self.rows_with_totals().clone();
        }
        let is_view = layout.is_none() || matches!(self.view, View::Wide { .. });
        if layout == Some(Layout::Wide) && !is_view {
            let hidden = |column: &&mut Column| column.role == Role::Measure && column.is_minor;
            table.columns.iter_mut().filter(hidden).for_each(|column| column.role = Role::Detail);
        }
        table
    }

    /// Returns whether each series of the wide layout is a total.
    pub(crate) fn which_are_totals(&self) -> Result<Vec<bool>, Error> {
        if self.totals.is_some() { wide::totals(self) } else { Ok(Vec::new()) }
    }

    /// The indexes of the columns that name a row's series.
    fn series_columns(&self) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, column)| column.role == Role::Series).map(|(place, _)| place).collect()
    }

    fn series_with_totals(&self) -> usize {
        self.totals.as_ref().map_or(self.series, |totals| totals.series)
    }
}
