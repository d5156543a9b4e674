//! Several reports about one market: which of them count, and why the others don't.

mod left_out;
mod select;

use std::collections::HashMap;

use crate::market::Market;
use crate::quantity::Edition;

pub use left_out::{LeftOut, Reason};

/// A report with the name of its file.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::panel::Filed;
///
/// let own = Filed { file: String::new(), market: Market::embedded()? };
/// // The embedded report has no edition, so its base year dates it.
/// assert_eq!(own.date().to_string(), "2024");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Filed {
    /// The name of the file, or an empty text for the embedded report.
    pub file: String,
    /// The report.
    pub market: Market,
}

/// Which editions count if a publisher has several about the same market.
///
/// ```
/// use aiinfra::panel::Editions;
///
/// let names: Vec<&str> = Editions::ALL.iter().map(|editions| editions.name()).collect();
/// assert_eq!(names, ["latest", "all"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Editions {
    /// The latest edition of each publisher.
    #[default]
    Latest,
    /// Every edition.
    All,
}

/// Which reports to count.
///
/// ```
/// use aiinfra::panel::{Editions, Selection};
///
/// assert_eq!(Selection::default().editions, Editions::Latest);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The scope of the reports, or `None` for reports about any market.
    pub scope: Option<String>,
    /// Which editions count.
    pub editions: Editions,
    /// The publishers to leave out.
    pub without: Vec<String>,
}

/// The reports that count, by publisher and then by edition, and those that don't.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::panel::{Filed, Panel, Selection};
///
/// let own = Filed { file: String::new(), market: Market::embedded()? };
/// let again = Filed { file: "again.toml".to_owned(), ..own.clone() };
/// let panel = Panel::select(vec![own, again], &Selection::default())?;
/// assert_eq!((panel.reports.len(), panel.left_out.len()), (1, 1));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Panel {
    /// The reports that count.
    pub reports: Vec<Filed>,
    /// The reports that don't count.
    pub left_out: Vec<LeftOut>,
}

impl Editions {
    /// Every variant, the default first.
    pub const ALL: &'static [Self] = &[Self::Latest, Self::All];

    /// Returns the accepted names.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Latest => &["latest"],
            Self::All => &["all"],
        }
    }

    /// Returns the name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latest => "latest",
            Self::All => "all",
        }
    }
}

impl Filed {
    /// Returns when the report came out: its edition, or its base year if the dataset gives none.
    #[must_use]
    pub fn date(&self) -> Edition {
        date(&self.market)
    }

    /// Returns the publisher's name for comparisons, which ignore case.
    pub(crate) fn publisher(&self) -> String {
        key(self.market.publisher())
    }
}

/// Returns when a report came out: its edition, or its base year if the dataset gives none.
///
/// ```
/// let report = aiinfra::Market::embedded()?;
/// assert_eq!(aiinfra::panel::date(&report).to_string(), "2024");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn date(report: &Market) -> Edition {
    report.edition().unwrap_or_else(|| Edition::from(report.base().year))
}

/// Returns a publisher's name for comparisons.
fn key(publisher: &str) -> String {
    publisher.trim().to_lowercase()
}

/// Returns a name for each report that distinguishes it: its publisher, with the date if there are several of that
/// publisher, and with the file if they have the same date.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::panel::{self, Filed};
///
/// let report = Filed { file: String::new(), market: Market::embedded()? };
/// assert_eq!(panel::names(&[report]), ["Cervicorn Consulting"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn names(reports: &[Filed]) -> Vec<String> {
    let mut publishers: HashMap<String, usize> = HashMap::new();
    let mut dates: HashMap<(String, Edition), usize> = HashMap::new();
    for report in reports {
        *publishers.entry(report.publisher()).or_default() += 1;
        *dates.entry((report.publisher(), report.date())).or_default() += 1;
    }
    let name = |report: &Filed| {
        let (name, date) = (report.market.publisher().trim(), report.date());
        let is_only = |count: Option<&usize>| count == Some(&1);
        if is_only(publishers.get(&report.publisher())) {
            name.to_owned()
        } else if is_only(dates.get(&(report.publisher(), date))) {
            format!("{name} ({date})")
        } else {
            format!("{name} ({date}, {})", report.file)
        }
    };
    reports.iter().map(name).collect()
}
