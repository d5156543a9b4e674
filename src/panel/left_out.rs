//! Reports that don't count.

use crate::quantity::{Currency, Edition, Year};

use super::Filed;

/// A report that doesn't count.
///
/// ```
/// use aiinfra::Market;
/// use aiinfra::panel::{Filed, LeftOut, Panel, Reason, Selection};
///
/// let own = Filed { file: "own.toml".to_owned(), market: Market::embedded()? };
/// let selection = Selection { scope: Some("ai-chips".to_owned()), ..Selection::default() };
/// let panel = Panel::select(vec![own], &selection)?;
/// let LeftOut { file, reason: Reason::OtherScope { scope }, .. } = &panel.left_out[0] else { unreachable!() };
/// assert_eq!((file.as_str(), scope.as_str()), ("own.toml", "ai-infrastructure"));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The publisher.
    pub publisher: String,
    /// The market's name.
    pub market: String,
    /// The edition, if the dataset gives one.
    pub edition: Option<Edition>,
    /// The name of the file, or an empty text for the embedded report.
    pub file: String,
    /// Why the report doesn't count.
    pub reason: Reason,
}

/// Why a report doesn't count.
///
/// ```
/// use aiinfra::panel::Reason;
///
/// assert_eq!(Reason::Without.kind(), "without");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is about another market.
    OtherScope {
        /// The id of that market.
        scope: String,
    },
    /// The user left it out.
    Without,
    /// It repeats a report that counts.
    Repeated {
        /// The file of the report that counts.
        file: String,
    },
    /// The publisher has a later edition.
    Older {
        /// The date of the latest edition.
        latest: Edition,
    },
    /// There is no exchange rate for its currency.
    NoRate {
        /// The currency.
        currency: Currency,
    },
    /// It has no size for any of the years.
    OtherYears {
        /// The first year that it covers.
        first: Year,
        /// The last year that it covers.
        last: Year,
    },
}

impl LeftOut {
    /// Returns that a report doesn't count.
    #[must_use]
    pub fn new(report: &Filed, reason: Reason) -> Self {
        let market = &report.market;
        Self {
            publisher: market.publisher().to_owned(),
            market: market.name().to_owned(),
            edition: market.edition(),
            file: report.file.clone(),
            reason,
        }
    }
}

impl LeftOut {
    /// Returns whether its file was named twice, which is nothing to point out.
    #[must_use]
    pub fn is_named_twice(&self) -> bool {
        let plain = |file: &str| file.trim_start_matches("./").to_owned();
        matches!(&self.reason, Reason::Repeated { file } if plain(file) == plain(&self.file))
    }
}

impl Reason {
    /// Returns the kind, as a name for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OtherScope { .. } => "other-scope",
            Self::Without => "without",
            Self::Repeated { .. } => "repeated",
            Self::Older { .. } => "older-edition",
            Self::NoRate { .. } => "no-exchange-rate",
            Self::OtherYears { .. } => "other-years",
        }
    }

    /// Returns the place of its kind in a list of reasons.
    pub(crate) const fn order(&self) -> u8 {
        match self {
            Self::OtherScope { .. } => 0,
            Self::Older { .. } => 1,
            Self::Repeated { .. } => 2,
            Self::Without => 3,
            Self::NoRate { .. } => 4,
            Self::OtherYears { .. } => 5,
        }
    }
}
