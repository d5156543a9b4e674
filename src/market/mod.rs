//! A market as a report publishes it: known sizes, a stated growth rate, shares.

mod dataset;
mod parts;
mod published;
mod traced;

use std::sync::{Arc, OnceLock};

use crate::error::{Error, Expected, What};
use crate::quantity::{Currency, Horizon, Scale, Unit};

pub use parts::{Dimension, Fact, KnownPoint, Segment, Series, SeriesPoint, StatedCagr};
pub use published::{Published, Subject};

/// The id of what no segment covers, so no segment may have it.
pub(crate) const REST: &str = "not-itemised";

/// The embedded report, in the format that any other report has too: its sizes and their growth, and apart from them
/// what most questions do not ask for.
const SIZES: &str = include_str!("../../data/ai-infrastructure/sizes.toml");
const DETAILS: &str = include_str!("../../data/ai-infrastructure/details.toml");

/// A market and everything that its report publishes about it.
///
/// ```
/// use aiinfra::Market;
///
/// let market = Market::embedded()?;
/// assert_eq!(market.name(), "AI infrastructure");
/// assert_eq!(market.horizon().last().number(), 2034);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
    name: String,
    publisher: String,
    /// The publisher and the market, as they are cited.
    report: Arc<str>,
    source: Option<String>,
    currency: Currency,
    unit: Unit,
    base: KnownPoint,
    points: Vec<KnownPoint>,
    horizon: Horizon,
    cagr: Option<StatedCagr>,
    details: Lazy,
}

/// What a report publishes beside sizes and their growth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Details {
    dimensions: Vec<Dimension>,
    series: Vec<Series>,
    facts: Vec<Fact>,
}

/// Details that are read when they are first asked for, since most questions ask for none, and reading them
/// takes longer than answering.
#[derive(Clone, Debug, Default)]
struct Lazy {
    /// The part of a dataset that has them, until they have been read.
    unread: &'static str,
    report: Arc<str>,
    read: OnceLock<Details>,
}

impl Lazy {
    fn get(&self) -> &Details {
        // The one text that is read as late as this is embedded, and the tests read it whole.
        self.read
            .get_or_init(|| dataset::details(self.unread).unwrap_or_default().cited(&self.report))
    }
}

impl Details {
    /// The same as parts of that report.
    fn cited(mut self, report: &Arc<str>) -> Self {
        for dimension in &mut self.dimensions {
            dimension.report = Arc::clone(report);
        }
        self
    }
}

impl From<Details> for Lazy {
    fn from(details: Details) -> Self {
        Self { read: details.into(), ..Self::default() }
    }
}

impl PartialEq for Lazy {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Lazy {}

impl Market {
    /// The embedded report: AI infrastructure, 2024 to 2034, by Cervicorn Consulting.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.base().figure.digits(), "46.73");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// None in a released version: the tests read the same dataset.
    pub fn embedded() -> Result<Self, Error> {
        // A test holds the two parts to what the whole gives.
        let market = Self::from_toml(SIZES)?;
        let report = Arc::clone(&market.report);
        Ok(Self { details: Lazy { unread: DETAILS, report, ..Lazy::default() }, ..market })
    }

    /// Reads a market from a dataset in TOML. `data/template.toml` says what each key means.
    ///
    /// ```
    /// let market = aiinfra::Market::from_toml(r#"
    ///     [market]
    ///     name = "Widgets"
    ///     publisher = "Example Research"
    ///     currency = "EUR"
    ///     unit = "million"
    ///
    ///     [[value]]
    ///     year = 2025
    ///     size = "120"
    ///
    ///     [cagr]
    ///     rate = "7.5"
    ///     to = 2030
    /// "#)?;
    /// assert_eq!(market.horizon().years().count(), 6);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// All faults at once, each with its line; [`Error::each`] tells them apart.
    /// - `size = "0"`, `rate = "-100"`, `share = "140"`: a quantity out of bounds
    /// - `colour = "red"`: an unknown key; no `[market]`: a missing one
    /// - 2034 before 2024, two values for one year, an id twice, shares of 120 % together
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        dataset::read(text)
    }

    /// The market's name.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.name(), "AI infrastructure");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who published the report.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.publisher(), "Cervicorn Consulting");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn publisher(&self) -> &str {
        &self.publisher
    }

    /// The report's address, where the dataset gives one.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.source(), None);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The currency of every size.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.currency().code(), "USD");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// The unit in which the report prints sizes.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.unit(), aiinfra::Unit::Billion);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The first published size.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.base().year, "2024".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn base(&self) -> &KnownPoint {
        &self.base
    }

    /// The published sizes in the order of their years; at least one.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.points().len(), 2);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn points(&self) -> &[KnownPoint] {
        &self.points
    }

    /// From the first published year to the last, or to the end of the stated period.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.horizon().years().count(), 11);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The growth rate that the report prints, where it prints one.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.cagr().unwrap().rate, "26.81".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn cagr(&self) -> Option<&StatedCagr> {
        self.cagr.as_ref()
    }

    /// The ways in which the report divides the market.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let ids: Vec<&str> = market.dimensions().iter().map(|dimension| &*dimension.id).collect();
    /// assert_eq!(ids[..3], ["region", "offering", "technology"]);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.details.get().dimensions
    }

    /// The dimension of that id or name, in any case.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.dimension("End Use")?.id, "end-use");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `"reginn"`: no such dimension; the error suggests `region`
    /// - `"cloud"`: a segment; the error names its dimension
    pub fn dimension(&self, name: &str) -> Result<&Dimension, Error> {
        let known = self.dimensions().iter().map(|each| (each, &*each.id, &*each.name));
        named(What::Dimension, name, known).map_err(|error| {
            let of = self.dimensions().iter().find(|dimension| dimension.segment(name).is_ok());
            match of {
                Some(Dimension { id, .. }) => {
                    let expected = Expected::DimensionOf { id: id.clone() };
                    Error::invalid(What::Dimension, name, expected)
                }
                None => error,
            }
        })
    }

    /// Yearly figures other than the market's size.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.series()[0].points.len(), 5);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.details.get().series
    }

    /// Single figures that belong to no series.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.facts()[0].id, "colocation-construction-growth");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.details.get().facts
    }

    /// How this market's amounts are written, in `unit` with `digits` decimals.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let scale = market.scale(aiinfra::Unit::Trillion, 3);
    /// assert_eq!(scale.write(&market.base().size), "USD 0.047 trillion");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn scale(&self, unit: Unit, digits: u8) -> Scale {
        Scale { currency: self.currency.clone(), unit, digits }
    }

    pub(crate) fn printed_unit(&self, point: &KnownPoint) -> Unit {
        point.figure.unit().unwrap_or(self.unit)
    }

    /// Every figure of the report with where it stands in the source document.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// let first = &market.published()[0];
    /// assert_eq!((first.id.as_str(), first.value.as_str()), ("value.2024", "46.73"));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn published(&self) -> Vec<Published> {
        published::list(self)
    }
}

/// The thing of that id, or else of that name.
fn named<'a, Thing>(
    what: What,
    name: &str,
    known: impl Iterator<Item = (Thing, &'a str, &'a str)> + Clone,
) -> Result<Thing, Error> {
    let wanted = key(name);
    let with_id = known.clone().find(|(_, id, _)| *id == wanted);
    let with_name = || known.clone().find(|(_, _, name)| key(name) == wanted);
    with_id
        .or_else(with_name)
        .map(|(thing, ..)| thing)
        .ok_or_else(|| Error::unknown(what, name, known.map(|(_, id, _)| id)))
}

/// A name as it is matched: `End Use`, `end_use` and `END-USE` are all `end-use`.
fn key(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}
