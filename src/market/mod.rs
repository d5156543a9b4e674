//! A market as its report publishes it: sizes, a stated growth rate, and shares.

mod dataset;
mod dimension;
mod parts;
mod published;
mod traced;

use std::sync::{Arc, OnceLock};

use crate::error::{Error, Expected, What};
use crate::quantity::{Currency, Edition, Horizon, Scale, Unit};

pub(crate) use dimension::{Context, on_lines};
pub use dimension::{Dimension, Parent, PublishedShare, Segment};
pub use parts::{Bound, Fact, KnownPoint, Series, SeriesPoint, StatedCagr};
pub use published::{Published, Subject};

/// The id of the part that no segment covers. No segment may use it.
pub(crate) const REST: &str = "not-itemized";

/// The embedded report, in the same format as any other dataset. It is split in two because most commands need only
/// its sizes and growth rate.
const SIZES: &str = include_str!("../../data/ai-infrastructure/sizes.toml");
const DETAILS: &str = include_str!("../../data/ai-infrastructure/details.toml");

/// A market and everything its report publishes about it.
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
    /// The publisher, the market's name and the edition, for citations.
    report: Arc<str>,
    source: Option<String>,
    edition: Option<Edition>,
    scope: String,
    currency: Currency,
    unit: Unit,
    base: KnownPoint,
    points: Vec<KnownPoint>,
    horizon: Horizon,
    cagr: Option<StatedCagr>,
    details: LazyDetails,
}

/// What a report publishes besides sizes and their growth rate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Details {
    dimensions: Vec<Dimension>,
    series: Vec<Series>,
    facts: Vec<Fact>,
}

/// Details parsed on first use. Most commands need none of them, and parsing them takes longer than answering.
#[derive(Clone, Debug, Default)]
struct LazyDetails {
    /// The dataset's text, parsed on first use.
    unread: &'static str,
    context: Option<Arc<Context>>,
    read: OnceLock<Details>,
}

impl LazyDetails {
    fn get(&self) -> &Details {
        // Only the embedded text is parsed this late, and the tests check that it is valid.
        self.read.get_or_init(|| {
            let context = self.context.as_ref();
            context.and_then(|own| dataset::details(self.unread, own).ok()).unwrap_or_default()
        })
    }
}

impl From<Details> for LazyDetails {
    fn from(details: Details) -> Self {
        Self { read: details.into(), ..Self::default() }
    }
}

impl PartialEq for LazyDetails {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for LazyDetails {}

impl Market {
    /// Returns the embedded report: AI infrastructure, 2024–2034, by Cervicorn Consulting.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.base().figure.digits(), "46.73");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// None in a released version, since the tests read the same dataset.
    pub fn embedded() -> Result<Self, Error> {
        // A test checks that the two parts equal the complete dataset.
        let market = Self::from_toml(SIZES)?;
        let sizes = market.points.iter().map(|point| (point.year, market.traced(point))).collect();
        let context = Context { report: Arc::clone(&market.report), unit: market.unit, sizes };
        let context = Some(Arc::new(context));
        let details = LazyDetails { unread: DETAILS, context, ..LazyDetails::default() };
        Ok(Self { details, ..market })
    }

    /// Reads a market from a dataset in TOML. `data/template.toml` explains each key.
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
    /// All errors are reported at once, each with its line. [`Error::each`] lists them individually.
    /// - `size = "0"`, `rate = "-100"`, `share = "140"`: a quantity out of bounds
    /// - `color = "red"`: an unknown key
    /// - no `[market]`: a missing table
    /// - 2034 before 2024, two sizes for one year, a duplicate id, or shares that sum to 120%
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        dataset::read(text)
    }

    /// The market's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The report's publisher.
    #[must_use]
    pub fn publisher(&self) -> &str {
        &self.publisher
    }

    /// The report's URL, if the dataset gives one.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Returns whether another report has the same figures and details. Their publishers may be spelled differently.
    pub(crate) fn is_repeated_in(&self, other: &Self) -> bool {
        let (publisher, report) = (other.publisher.clone(), Arc::clone(&other.report));
        Self { publisher, report, ..self.clone() } == *other
    }

    /// When the report came out, if the dataset says so.
    #[must_use]
    pub fn edition(&self) -> Option<Edition> {
        self.edition
    }

    /// The id of what the report is about. Reports with the same scope are about the same market. Unless the dataset
    /// gives one, it is made from the market's name.
    ///
    /// ```
    /// assert_eq!(aiinfra::Market::embedded()?.scope(), "ai-infrastructure");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// The currency of every size.
    #[must_use]
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// The unit of the report's sizes.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The size from which the forecast starts: the first published size, unless the dataset names a later base year.
    #[must_use]
    pub fn base(&self) -> &KnownPoint {
        &self.base
    }

    /// The published sizes by year; always at least one.
    #[must_use]
    pub fn points(&self) -> &[KnownPoint] {
        &self.points
    }

    /// The published sizes from the base year on; always at least one. Any earlier sizes are history.
    #[must_use]
    pub fn points_from_base(&self) -> &[KnownPoint] {
        let from = self.points.iter().position(|point| point.year == self.base.year);
        self.points.get(from.unwrap_or_default()..).unwrap_or_default()
    }

    /// The years covered: from the first published size to the last, or to the end of the stated period.
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The forecast period: the years from the base year on.
    #[must_use]
    pub fn forecast_period(&self) -> Horizon {
        self.horizon.since(self.base.year)
    }

    /// The report's stated CAGR, if it prints one.
    #[must_use]
    pub fn cagr(&self) -> Option<&StatedCagr> {
        self.cagr.as_ref()
    }

    /// The dimensions by which the report divides the market.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.details.get().dimensions
    }

    /// Returns the dimension with this id or name, ignoring case.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.dimension("End Use")?.id, "end-use");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - `"reginn"`: no such dimension; the error suggests `region`
    /// - `"cloud"`: a segment, not a dimension; the error names its dimension
    pub fn dimension(&self, name: &str) -> Result<&Dimension, Error> {
        let known = self.dimensions().iter().map(|each| (each, &*each.id, &*each.name));
        find_by_id_or_name(What::Dimension, name, known).map_err(|error| {
            let with_segment =
                self.dimensions().iter().find(|dimension| dimension.segment(name).is_ok());
            match with_segment {
                Some(Dimension { id, .. }) => {
                    let expected = Expected::DimensionOf { id: id.clone() };
                    Error::invalid(What::Dimension, name, expected)
                }
                None => error,
            }
        })
    }

    /// Yearly figures other than the market's size.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.details.get().series
    }

    /// Single figures outside any series.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.details.get().facts
    }

    /// Returns the scale that writes this market's amounts in `unit` with `digits` decimal places.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let scale = market.scale(aiinfra::Unit::Trillion, 3);
    /// assert_eq!(scale.write(&market.base().size), "USD 0.047 trillion");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn scale(&self, unit: Unit, digits: u8) -> Scale {
        Scale::new(self.currency.clone(), unit, digits)
    }

    pub(crate) fn printed_unit(&self, point: &KnownPoint) -> Unit {
        point.figure.unit().unwrap_or(self.unit)
    }

    /// Returns every figure in the report, with its location in the source document.
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

/// Returns a name as an id, with lowercase letters, digits and hyphens. It is empty if the name has no unaccented letter
/// and no digit.
///
/// ```
/// assert_eq!(aiinfra::id_of_name("North America"), "north-america");
/// ```
#[must_use]
pub fn id_of_name(name: &str) -> String {
    // Letters that an id cannot have are dropped, so that they don't split a word.
    let kept = name.chars().filter(|c| c.is_ascii() || !c.is_alphanumeric());
    let lower: String = kept.map(|c| c.to_ascii_lowercase()).collect();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Finds an item by its id, or otherwise by its name.
fn find_by_id_or_name<'a, Item>(
    what: What,
    name: &str,
    known: impl Iterator<Item = (Item, &'a str, &'a str)> + Clone,
) -> Result<Item, Error> {
    let wanted = normalized(name);
    let with_id = known.clone().find(|(_, id, _)| *id == wanted);
    let with_name = || known.clone().find(|(_, _, name)| normalized(name) == wanted);
    with_id
        .or_else(with_name)
        .map(|(item, ..)| item)
        .ok_or_else(|| Error::unknown(what, name, known.map(|(_, id, _)| id)))
}

/// Normalizes a name for matching: `End Use`, `end_use`, and `END-USE` all become `end-use`.
fn normalized(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}
