//! The columns of an answer.

use crate::quantity::{Currency, Unit};

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
    /// What its cells hold.
    pub holds: Holds,
    /// What it is for.
    pub role: Role,
    /// Where there is no room for every column, it is one of the first to go.
    pub is_minor: bool,
}

/// What a column's cells hold.
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
    /// Words.
    Words,
}

/// What a column is for.
///
/// From the roles of its columns follows how else a table can be laid out.
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
    /// It says where on the axis a row lies: its year, or its base.
    Axis,
    /// It says whose row it is: a scenario's, a segment's.
    Series,
    /// It has what is measured there.
    Measure,
    /// It has something else that is worth knowing.
    Detail,
}

impl Column {
    /// Calendar years, as `year`.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::year().key, "year");
    /// ```
    #[must_use]
    pub fn year() -> Self {
        Self::new("year", "Year", Holds::Years)
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
        Self::new(&format!("{what}_{code}_{unit}"), &format!("{currency} {unit}"), Holds::Numbers)
    }

    /// Percentages: `Column::percent("growth", "Growth")` is `growth_pct`, and `Growth %` to people.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::percent("growth", "Growth").key, "growth_pct");
    /// ```
    #[must_use]
    pub fn percent(what: &str, label: &str) -> Self {
        Self::new(&format!("{what}_pct"), &format!("{label} %"), Holds::Numbers)
    }

    /// Other numbers.
    ///
    /// ```
    /// assert_eq!(aiinfra::Column::number("years", "Years").label, "Years");
    /// ```
    #[must_use]
    pub fn number(key: &str, label: &str) -> Self {
        Self::new(key, label, Holds::Numbers)
    }

    /// Words.
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

    /// The same column, as one of the first to go where there is no room for every one.
    ///
    /// ```
    /// assert!(aiinfra::Column::percent("growth", "Growth").minor().is_minor);
    /// ```
    #[must_use]
    pub fn minor(self) -> Self {
        Self { is_minor: true, ..self }
    }

    /// The same column, as one that says where on the axis a row lies.
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

    /// The same column, as one that says whose row it is.
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

    /// The same column, as one of what is measured.
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

    /// The same column, as one of something else that is worth knowing.
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
        Self { key: key.to_owned(), label: label.to_owned(), holds, role, is_minor: false }
    }
}
