//! The columns of an answer.

use crate::derivation::Derivation;
use crate::quantity::{Currency, Unit, Year};

/// A column of a [`Table`](super::Table).
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
    /// The name of the measure without a unit: `value`, `growth`.
    pub measure: String,
    /// The type of its cells.
    pub holds: Holds,
    /// Its role.
    pub role: Role,
    /// What its values are, if it is a measure.
    pub kind: MeasureKind,
    /// Whether it is among the first to go if there is no room for every column.
    pub is_minor: bool,
    /// The figure that its label writes, if it is named after one.
    pub figure: Option<Derivation>,
}

/// The type of a column's cells.
///
/// ```
/// use aiinfra::{Column, Holds};
///
/// assert_eq!(Column::year().holds, Holds::Years);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Holds {
    /// Calendar years.
    Years,
    /// Amounts, percentages and other numbers.
    Numbers,
    /// Text.
    Words,
}

/// The role of a column.
///
/// The roles of its columns determine the other layouts of a table.
///
/// ```
/// use aiinfra::{Column, Role};
///
/// assert_eq!(Column::year().role, Role::Axis);
/// assert_eq!(Column::text("segment", "Segment").series().role, Role::Series);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// The position of a row on the axis: its year, or its base.
    Axis,
    /// The series of a row: its scenario, its segment.
    Series,
    /// A measured value.
    Measure,
    /// Anything else.
    Detail,
}

/// What the values of a measure are.
///
/// ```
/// use aiinfra::{Column, MeasureKind};
///
/// assert_eq!(Column::number("p5", "P5").bound().kind, MeasureKind::Bound);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeasureKind {
    /// Values of their own.
    #[default]
    Value,
    /// Bounds of an interval, or values within it, such as quantiles.
    Bound,
    /// Sizes to reach.
    Goal,
}

impl Column {
    /// Makes a column of calendar years, `year`.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::year().key, "year");
    /// ```
    #[must_use]
    pub fn year() -> Self {
        Self::new("year", "Year", Holds::Years)
    }

    /// Makes a column of amounts. `Column::money("value", ...)` is `value_usd_billion`, or `USD billion` for people.
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
        let key = format!("{what}_{code}_{unit}");
        let column = Self::new(&key, &format!("{currency} {unit}"), Holds::Numbers);
        Self { measure: what.to_owned(), ..column }
    }

    /// Names the year whose prices its amounts are in: `value_usd_billion_2024_prices`.
    ///
    /// ```
    /// use aiinfra::{Column, Unit};
    ///
    /// let column = Column::money("value", &"USD".parse()?, Unit::Billion).in_prices_of("2024".parse()?);
    /// assert_eq!(column.label, "USD billion, 2024 prices");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn in_prices_of(self, year: Year) -> Self {
        let key = format!("{}_{year}_prices", self.key);
        Self { key, label: format!("{}, {}", self.label, prices(year)), ..self }
    }

    /// Makes a column of percentages. `Column::percent("growth", "Growth")` is `growth_pct`, or `Growth %` for people.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::percent("growth", "Growth").key, "growth_pct");
    /// ```
    #[must_use]
    pub fn percent(what: &str, label: &str) -> Self {
        let column = Self::new(&format!("{what}_pct"), &format!("{label} %"), Holds::Numbers);
        Self { measure: what.to_owned(), ..column }
    }

    /// Makes a column of other numbers.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::number("years", "Years").label, "Years");
    /// ```
    #[must_use]
    pub fn number(key: &str, label: &str) -> Self {
        Self::new(key, label, Holds::Numbers)
    }

    /// Text.
    ///
    /// ```
    /// use aiinfra::{Column, Holds};
    ///
    /// assert_eq!(Column::text("segment", "Segment").holds, Holds::Words);
    /// ```
    #[must_use]
    pub fn text(key: &str, label: &str) -> Self {
        Self::new(key, label, Holds::Words)
    }

    /// Marks it as among the first to go if there is no room for every column.
    ///
    /// ```
    /// assert!(aiinfra::Column::percent("growth", "Growth").minor().is_minor);
    /// ```
    #[must_use]
    pub fn minor(self) -> Self {
        Self { is_minor: true, ..self }
    }

    /// Makes it the axis.
    ///
    /// ```
    /// use aiinfra::{Column, Role};
    ///
    /// assert_eq!(Column::number("base", "Base").axis().role, Role::Axis);
    /// ```
    #[must_use]
    pub fn axis(self) -> Self {
        Self { role: Role::Axis, ..self }
    }

    /// Makes it part of the name of a row's series.
    ///
    /// ```
    /// use aiinfra::{Column, Role};
    ///
    /// assert_eq!(Column::text("scenario", "Scenario").series().role, Role::Series);
    /// ```
    #[must_use]
    pub fn series(self) -> Self {
        Self { role: Role::Series, ..self }
    }

    /// Makes it a measure.
    ///
    /// ```
    /// use aiinfra::{Column, Role};
    ///
    /// assert_eq!(Column::text("stated", "Stated").measure().role, Role::Measure);
    /// ```
    #[must_use]
    pub fn measure(self) -> Self {
        Self { role: Role::Measure, ..self }
    }

    /// Makes its values bounds of an interval.
    ///
    /// ```
    /// use aiinfra::{Column, MeasureKind};
    ///
    /// assert_eq!(Column::number("p95", "P95").bound().kind, MeasureKind::Bound);
    /// ```
    #[must_use]
    pub fn bound(self) -> Self {
        Self { kind: MeasureKind::Bound, ..self }
    }

    /// Makes its values sizes to reach.
    ///
    /// ```
    /// use aiinfra::{Column, MeasureKind};
    ///
    /// assert_eq!(Column::number("goal", "Goal").goal().kind, MeasureKind::Goal);
    /// ```
    #[must_use]
    pub fn goal(self) -> Self {
        Self { kind: MeasureKind::Goal, ..self }
    }

    /// Makes it a detail.
    ///
    /// ```
    /// use aiinfra::{Column, Role};
    ///
    /// assert_eq!(Column::year().detail().role, Role::Detail);
    /// ```
    #[must_use]
    pub fn detail(self) -> Self {
        Self { role: Role::Detail, ..self }
    }

    fn new(key: &str, label: &str, holds: Holds) -> Self {
        let role = match holds {
            Holds::Years => Role::Axis,
            Holds::Numbers => Role::Measure,
            Holds::Words => Role::Detail,
        };
        let [key, label, measure] = [key, label, key].map(str::to_owned);
        Self {
            key,
            label,
            measure,
            holds,
            role,
            kind: MeasureKind::Value,
            is_minor: false,
            figure: None,
        }
    }
}

/// The name of the prices that amounts are in.
pub(super) fn prices(year: Year) -> String {
    format!("{year} prices")
}
