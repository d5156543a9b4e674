//! Arguments that may be uncertain.

use std::str::FromStr;

use aiinfra::{
    Coverage, Error, Figure, GrowthRate, Interval, List, Probability, Scenario, Uncertainty,
};
use clap::Args;

use crate::cli::args::global::Session;
use crate::cli::args::shared::{list_of, parsed, rate, size};
use crate::cli::args::what_if::OtherEdits;
use crate::cli::failure::Failure;

// What is uncertain, and what is shown of it.
#[derive(Args)]
#[group(skip)]
pub(crate) struct UncertainArguments {
    /// Probability, in percent, that a value lies in its interval; 100: hard bounds [default: 90]
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = parsed::<Coverage>)]
    pub(crate) within: Option<Coverage>,

    /// The quantiles to show, in percent [default: 5,25,50,75,95]
    #[arg(long, value_name = "LIST", allow_hyphen_values = true, value_parser = list_of::<Probability>)]
    pub(crate) quantiles: Option<List<Probability>>,

    /// Size in the base year: an interval such as 40..55 or 900mn..1.2bn, or a single size
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true, value_parser = size_or_interval, help_heading = "What-if")]
    pub(crate) base: Option<Entry<Figure>>,

    /// Growth rate in percent per year, from the last actual or the base year: an interval such as 20..33, or a single rate
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true, value_parser = rate_or_interval, help_heading = "What-if")]
    pub(crate) cagr: Option<Entry<GrowthRate>>,
}

impl UncertainArguments {
    /// Returns the intervals.
    pub(crate) fn uncertainty(&self, session: &Session) -> Result<Uncertainty, Failure> {
        let unit = session.market.unit();
        let base = self.base.as_ref().and_then(Entry::interval);
        let base = base.map(|base| Interval::of_sizes(base, unit)).transpose();
        Ok(Uncertainty {
            base: base.map_err(|error| Failure::at("--base", error))?,
            cagr: self.cagr.as_ref().and_then(Entry::interval).cloned(),
            coverage: self.within.clone().unwrap_or_default(),
            ..Uncertainty::default()
        })
    }

    /// Checks that no option is without effect. The others are options of the command that need a distribution.
    pub(crate) fn check_effect(
        &self,
        uncertainty: &Uncertainty,
        others: &[(&str, bool)],
    ) -> Result<(), Failure> {
        let own = ("quantiles", self.quantiles.is_some());
        let mut of_distribution = std::iter::once(&own).chain(others);
        let used = of_distribution.find(|(_, is_used)| *is_used);
        match used.filter(|_| uncertainty.coverage.is_whole()) {
            Some((option, _)) => {
                const BELOW: &str = "less than 100, because hard bounds have no distribution";
                Err(Failure::clash("within 100", option, BELOW))
            }
            None => Ok(()),
        }
    }

    /// Checks that nothing is said about intervals if there are none.
    pub(crate) fn check_unused(&self) -> Result<(), Failure> {
        let given = [("within", self.within.is_some()), ("quantiles", self.quantiles.is_some())];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(Failure::AloneOf {
                option: (*option).to_owned(),
                expected: "an interval as well, such as --cagr 20..33",
            }),
            None => Ok(()),
        }
    }

    /// Returns the scenario without the intervals.
    pub(crate) fn certain(
        &self,
        others: &OtherEdits,
        session: &Session,
    ) -> Result<Scenario, Failure> {
        self.scenario(others, session, Entry::one, Entry::one)
    }

    /// Returns the scenario at the low ends of the intervals.
    pub(crate) fn low_ends(
        &self,
        others: &OtherEdits,
        session: &Session,
    ) -> Result<Scenario, Failure> {
        self.scenario(others, session, |entry| Some(entry.low()), |entry| Some(entry.low()))
    }

    fn scenario(
        &self,
        others: &OtherEdits,
        session: &Session,
        base: fn(&Entry<Figure>) -> Option<&Figure>,
        cagr: fn(&Entry<GrowthRate>) -> Option<&GrowthRate>,
    ) -> Result<Scenario, Failure> {
        let base = self.base.as_ref().and_then(base);
        let cagr = self.cagr.as_ref().and_then(cagr).map(|rate| ("cagr", rate));
        others.scenario(session, base, cagr)
    }
}

/// A single value, or an interval.
#[derive(Clone)]
pub(crate) enum Entry<Quantity> {
    /// A single value.
    One(Quantity),
    /// An interval.
    Between(Interval<Quantity>),
}

impl<Quantity> Entry<Quantity> {
    /// Returns the single value.
    pub(crate) fn one(&self) -> Option<&Quantity> {
        match self {
            Self::One(value) => Some(value),
            Self::Between(_) => None,
        }
    }

    /// Returns the interval.
    pub(crate) fn interval(&self) -> Option<&Interval<Quantity>> {
        match self {
            Self::One(_) => None,
            Self::Between(interval) => Some(interval),
        }
    }

    /// Returns the single value, or the low end of the interval.
    pub(crate) fn low(&self) -> &Quantity {
        match self {
            Self::One(value) => value,
            Self::Between(interval) => interval.low(),
        }
    }
}

/// A clap parser for a size or an interval of sizes.
pub(crate) fn size_or_interval(text: &str) -> Result<Entry<Figure>, String> {
    entry(text, size, "40..55")
}

/// A clap parser for a growth rate or an interval of growth rates.
pub(crate) fn rate_or_interval(text: &str) -> Result<Entry<GrowthRate>, String> {
    entry(text, rate, "20..33")
}

fn entry<Quantity>(
    text: &str,
    one: impl Fn(&str) -> Result<Quantity, String>,
    example: &str,
) -> Result<Entry<Quantity>, String>
where
    Interval<Quantity>: FromStr<Err = Error>,
{
    match text.contains("..") {
        true => parsed(text).map(Entry::Between),
        false => one(text)
            .map(Entry::One)
            .map_err(|error| format!("{error}, or an interval, such as {example}")),
    }
}
