//! A page with several answers about one market, for readers who have only a browser.

mod charts;
mod footnotes;
mod page;
mod tables;

use crate::decimal::MOST_DIGITS;
use crate::error::{Error, Expected, What};
use crate::table::Table;

use super::Style;
use page::Page;

/// Answers about one market, to be written as a single HTML page without scripts or outside addresses.
///
/// Every figure on the page leads to a note that says how it was computed. The same report and style always give the
/// same bytes.
///
/// ```
/// use aiinfra::render::{Report, Style};
/// use aiinfra::{About, Cell, Column, Market, Scenario, Table, Unit};
///
/// let market = Market::embedded()?;
/// let terms = (market.currency().clone(), Unit::Billion);
/// let year = market.horizon().last();
/// let size = Scenario::default().trajectory(&market)?.traced(year)?;
/// let columns = vec![Column::year(), Column::money("value", &terms.0, terms.1)];
/// let rows = vec![vec![Cell::Year(year), Cell::from(&size)]];
/// let table = |columns, rows: Vec<Vec<Cell>>| Table::new(About::of(&market), terms.clone(), columns, rows);
/// let report = Report {
///     forecast: table(columns, rows),
///     dimensions: Vec::new(),
///     comparison: None,
///     range: None,
///     check: table(vec![Column::text("detail", "Finding")], Vec::new()),
///     sources: table(vec![Column::text("figure", "Figure")], Vec::new()),
///     workbook: None,
/// };
/// let page = String::from_utf8(report.to_html(Style::default())?).unwrap();
/// assert!(page.contains("<h1>AI infrastructure</h1>") && page.contains("502.42"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    /// The sizes by year, of the report's own forecast or of a what-if. The last one is the headline.
    pub forecast: Table,
    /// The sizes and shares of each dimension.
    pub dimensions: Vec<DimensionTables>,
    /// The forecast beside what-ifs and scenarios, if there are any.
    pub comparison: Option<Table>,
    /// The range of the sizes, if something is uncertain.
    pub range: Option<Table>,
    /// What a check of the report found.
    pub check: Table,
    /// The published figures.
    pub sources: Table,
    /// The call that writes the forecast as a workbook, if there is one.
    pub workbook: Option<String>,
}

/// The segments of a dimension by year.
///
/// ```
/// use aiinfra::render::DimensionTables;
/// use aiinfra::{About, Table, Unit};
///
/// let empty = Table::new(About::default(), ("USD".parse()?, Unit::Billion), Vec::new(), Vec::new());
/// let region = DimensionTables { name: "Region".to_owned(), sizes: empty.clone(), shares: empty };
/// assert_eq!(region.name, "Region");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct DimensionTables {
    /// The name of the dimension.
    pub name: String,
    /// The size of every segment.
    pub sizes: Table,
    /// The share of every segment.
    pub shares: Table,
}

impl Report {
    /// Returns the page.
    ///
    /// # Errors
    /// - [`Style::digits`] of `21`: more than the arithmetic guarantees
    /// - a logarithmic scale, for sizes that are not positive
    /// - any error in computing a row
    pub fn to_html(&self, style: Style) -> Result<Vec<u8>, Error> {
        match style.digits {
            Some(digits) if digits > MOST_DIGITS => {
                let expected = Expected::NumberOfDecimals { most: MOST_DIGITS };
                Err(Error::invalid(What::NumberOfDecimals, digits, expected))
            }
            _ => Page::new(self, style).written().map(String::into_bytes),
        }
    }
}
