//! A price index by year.

use std::collections::BTreeMap;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::derivation::{Given, Traced};
use crate::error::{Error, Expected, ExpectedCell, Fault, Missing, Place, What};
use crate::input::Input;
use crate::quantity::{Factor, Year};

/// The columns that a file must have.
const COLUMNS: [&str; 2] = ["year", "index"];

/// A price index by year, such as a consumer price index.
///
/// ```
/// use aiinfra::PriceIndex;
///
/// let index = PriceIndex::read("year,index\n2024,100\n2025,102.5\n", "cpi.csv")?;
/// assert_eq!(index.years().map(|year| year.number()).collect::<Vec<_>>(), [2024, 2025]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PriceIndex {
    /// The name of the file, for errors.
    name: Arc<str>,
    values: Arc<BTreeMap<Year, Traced<Factor>>>,
}

impl PriceIndex {
    /// Reads an index from CSV with the columns `year` and `index`, in any order and case. Errors begin with the name.
    ///
    /// # Errors
    /// - `year,cpi`: an unknown column; also a missing or duplicate one
    /// - `24,100` or `2024,0`: an invalid year, or an index that is not above 0
    /// - a year twice, or a row with more or fewer cells than the header
    pub fn read(text: &str, name: &str) -> Result<Self, Error> {
        let values = read(text).map_err(|error| error.at(Place::File(name.to_owned())))?;
        Ok(Self { name: name.into(), values: values.into() })
    }

    /// Returns the name that it was read with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its years, in order.
    pub fn years(&self) -> impl Iterator<Item = Year> {
        self.values.keys().copied()
    }

    /// Returns the index of a year.
    ///
    /// # Errors
    /// `2035` if the last row is for 2034.
    pub fn of(&self, year: Year) -> Result<&Traced<Factor>, Error> {
        self.values.get(&year).ok_or_else(|| {
            let missing = Missing::Index(year.number());
            Error::missing(missing, Expected::IndexYears).at(Place::File(self.name.to_string()))
        })
    }
}

fn read(text: &str) -> Result<BTreeMap<Year, Traced<Factor>>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| Error::from(Fault::Unreadable(error.to_string()));
    let header = reader.headers().map_err(unreadable)?;
    let header: StringRecord = header.iter().map(str::to_lowercase).collect();
    check_header(&header).map_err(|error| error.at(Place::Line(1)))?;
    let mut values = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        let (year, index) = row(&header, &record).map_err(|error| error.at(Place::Line(line)))?;
        if values.insert(year, index).is_some() {
            let twice = Error::invalid(What::Year, year, ExpectedCell::YearOnce);
            return Err(twice.at(Place::Line(line)));
        }
    }
    Ok(values)
}

fn check_header(header: &StringRecord) -> Result<(), Error> {
    if let (Some(name), 1) = (header.get(0), header.len())
        && name.contains([';', '\t'])
    {
        return Err(Error::invalid(What::Header, name, ExpectedCell::Commas));
    }
    for (at, name) in header.iter().enumerate() {
        if !COLUMNS.contains(&name) {
            return Err(Error::unread(What::Column, name, COLUMNS));
        }
        if header.iter().take(at).any(|other| other == name) {
            return Err(Error::invalid(What::Column, name, ExpectedCell::ColumnOnce));
        }
    }
    for column in COLUMNS {
        if !header.iter().any(|name| name == column) {
            return Err(Error::missing(Missing::Column(column), Expected::IndexHeader));
        }
    }
    Ok(())
}

fn row(header: &StringRecord, record: &StringRecord) -> Result<(Year, Traced<Factor>), Error> {
    let (count, columns) = (record.len(), header.len());
    if count != columns {
        return Err(Error::invalid(What::NumberOfCells, count, ExpectedCell::Count(columns)));
    }
    let cell = |column: &str| {
        let at = header.iter().position(|name| name == column);
        at.and_then(|at| record.get(at)).unwrap_or_default()
    };
    let year: Year = cell("year").parse()?;
    let index: Factor = cell("index")
        .parse()
        .map_err(|error: Error| error.at(Place::Column("index".to_owned())))?;
    let given = Given { input: Input::PriceIndex(year.number()), scenario: None };
    Ok((year, Traced::given(index, given)))
}
