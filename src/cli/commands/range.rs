//! `aiinfra range`

use aiinfra::{Coefficient, Figure, Uncertainty};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::range::Range;
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{YearArguments, parsed, size};
use crate::cli::args::uncertain::UncertainArguments;
use crate::cli::args::what_if::OtherEdits;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "range",
    group: Group::WhatIf,
    summary: "how sure: quantiles",
    about: "How sure the forecast is: quantiles of the size in each year",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra range --base 40..55 --cagr 20..33 --year 2030
  aiinfra range --base 40..55 --cagr 20..33 --year 2030 --reach 200
  aiinfra range --cagr 20..33 --quantiles 10,50,90 --independent-years
  aiinfra range --cagr 20..33 --within 100 --year 2034
  aiinfra range --base 45..50bn --within 80
  aiinfra range --actual 2025=62 --cagr 20..33";

const REMARKS: &str = "\
Each interval holds the true value with a probability of 90%, or as --within says; the base and the growth factor are \
lognormal. Without an interval for --cagr, years keep their growth.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    #[command(flatten)]
    years: YearArguments,

    #[command(flatten)]
    uncertain: UncertainArguments,

    /// Independent growth rates in each year, not one rate for all years
    #[arg(long)]
    independent_years: bool,

    /// Correlation of the base and the growth rate, from -1 to 1 [default: 0]
    #[arg(long, value_name = "R", allow_hyphen_values = true, value_parser = parsed::<Coefficient>)]
    correlation: Option<Coefficient>,

    /// Also show the probability that the market is at or above this size
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    reach: Option<Figure>,

    #[command(flatten)]
    others: OtherEdits,
}

impl Run for Arguments {
    fn extends(&self) -> bool {
        true
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let uncertainty = self.uncertainty(session)?;
        self.check_together(&uncertainty)?;
        // An interval contradicts the same settings as a single rate.
        let low = self.uncertain.low_ends(&self.others, session)?;
        let certain = self.uncertain.certain(&self.others, session)?;
        let (quantiles, reach) = (self.uncertain.quantiles.as_ref(), self.reach.as_ref());
        let years = &self.years;
        let range = Range { session, certain, low, uncertainty, years, quantiles, reach };
        Ok(range.table()?.into())
    }
}

impl Arguments {
    fn uncertainty(&self, session: &Session) -> Result<Uncertainty, Failure> {
        Ok(Uncertainty {
            independent_years: self.independent_years,
            correlation: self.correlation.clone(),
            ..self.uncertain.uncertainty(session)?
        })
    }

    /// Checks that no option is without effect.
    fn check_together(&self, uncertainty: &Uncertainty) -> Result<(), Failure> {
        let Uncertainty { base, cagr, .. } = uncertainty;
        if base.is_none() && cagr.is_none() {
            return Err(Failure::NoInterval);
        }
        let of_distribution = [
            ("reach", self.reach.is_some()),
            ("independent-years", self.independent_years),
            ("correlation", self.correlation.is_some()),
        ];
        self.uncertain.check_effect(uncertainty, &of_distribution)?;
        if self.independent_years && cagr.is_none() {
            return Err(Failure::AloneOf {
                option: "independent-years".to_owned(),
                expected: "an interval for --cagr as well, such as --cagr 20..33",
            });
        }
        if let Some(correlation) = &self.correlation
            && (base.is_none() || cagr.is_none())
        {
            return Err(Failure::AloneOf {
                option: format!("correlation {}", correlation.number()),
                expected: "intervals for both --base and --cagr",
            });
        }
        Ok(())
    }
}
