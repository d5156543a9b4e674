//! The pieces of a published report: sizes, growth rates, series, and facts.

use crate::quantity::{Figure, GrowthRate, Horizon, Money, Year};

/// A published size.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let point = &market.points()[1];
/// assert_eq!((point.year.number(), point.figure.digits()), (2034, "502.42"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownPoint {
    /// The year of the size.
    pub year: Year,
    /// The size.
    pub size: Money,
    /// The size as printed.
    pub figure: Figure,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// The CAGR a report states, with its forecast period.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let stated = market.cagr().unwrap();
/// assert_eq!((stated.figure.digits(), stated.from), ("26.81", Some("2025".parse()?)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatedCagr {
    /// The rate.
    pub rate: GrowthRate,
    /// The rate as printed, in percent.
    pub figure: Figure,
    /// The first year of the period, as stated.
    pub from: Option<Year>,
    /// The last year of the period, as stated.
    pub to: Option<Year>,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// Yearly figures other than the market's size.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let series = &market.series()[0];
/// assert_eq!((&*series.name, &*series.unit), ("Enterprises using AI", "percent"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Series {
    /// The id: lowercase letters, digits, and hyphens.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The unit of every value, such as `percent`.
    pub unit: String,
    /// The values, by year.
    pub points: Vec<SeriesPoint>,
}

/// One year of a [`Series`].
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let point = &market.series()[0].points[3];
/// assert_eq!((point.year.number(), point.figure.digits()), (2024, "72"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeriesPoint {
    /// The year of the value.
    pub year: Year,
    /// The value as printed.
    pub figure: Figure,
    /// A remark printed next to the value, such as the trend in demand.
    pub remark: Option<String>,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// A single figure outside any series.
///
/// ```
/// # let market = aiinfra::Market::embedded()?;
/// let fact = market.facts().iter().find(|fact| fact.id == "aws-expansion").unwrap();
/// assert_eq!((fact.figure.digits(), &*fact.unit), ("35", "USD billion"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fact {
    /// The id: lowercase letters, digits, and hyphens.
    pub id: String,
    /// What the figure measures.
    pub name: String,
    /// The value as printed.
    pub figure: Figure,
    /// Whether it is a bound rather than a value.
    pub bound: Option<Bound>,
    /// Its unit, such as `percent`.
    pub unit: String,
    /// Its location in the source document.
    pub source: Option<String>,
}

/// A bound that a report prints instead of a value: `more than 400%`. It is listed, and never computed with.
///
/// ```
/// assert_eq!(aiinfra::Bound::Above.name(), "above");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// The value is above the printed one.
    Above,
    /// The value is below the printed one.
    Below,
}

impl Bound {
    /// Returns the name, which is also the key in a dataset.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

impl Fact {
    /// The unit of a growth rate.
    pub(crate) const PERCENT_PER_YEAR: &str = "percent per year";
}

impl KnownPoint {
    /// Its id among the report's figures.
    pub(crate) fn id(&self) -> String {
        format!("value.{}", self.year)
    }
}

impl StatedCagr {
    /// Its id among the report's figures.
    pub(crate) const ID: &str = "cagr";

    /// Returns whether the stated period covers every year of growth in `horizon`. A period that starts in the second
    /// year does, because growth begins there.
    ///
    /// ```
    /// let market = aiinfra::Market::embedded()?;
    /// assert!(market.cagr().unwrap().covers(market.horizon()));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn covers(&self, horizon: Horizon) -> bool {
        let is_late = self.from.is_some_and(|from| from.number() > horizon.first().number() + 1);
        !is_late && self.to.is_none_or(|to| to >= horizon.last())
    }
}
