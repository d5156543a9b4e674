//! The what-ifs that several commands take.

use std::collections::BTreeMap;

use aiinfra::{Figure, GrowthRate, Money, Outlook, Path, Scenario, Year};
use clap::Args;

use super::failure::Failure;
use super::global::Session;
use super::shared::{of_year, one_of, parsed, size};

// What is known or assumed in place of the report's figures, but for the growth rate.
#[derive(Args)]
#[command(next_help_heading = "What-if")]
pub(super) struct EditArguments {
    /// Take this size for that year, as it turned out to be, in the report's unit or with its own; may be given for several years
    #[arg(long, value_name = "YEAR=SIZE", value_delimiter = ',', value_parser = |text: &str| of_year(text, "2025=62.5", size))]
    actual: Vec<(Year, Figure)>,

    /// Assume this size in the base year: 600bn, 1.2tn, or a number in the report's unit, whatever --unit says
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    base: Option<Figure>,

    /// Assume that this size is reached in that year, or in the last one, and grow on at the same rate
    #[arg(long, value_name = "[YEAR=]SIZE", allow_hyphen_values = true)]
    target: Option<String>,

    /// Assume this growth in percent into that year alone; may be given for several years
    #[arg(long, value_name = "YEAR=PCT", value_delimiter = ',', value_parser = |text: &str| of_year(text, "2027=10.5", parsed::<GrowthRate>))]
    growth: Vec<(Year, GrowthRate)>,

    /// Keep the published sizes, or the growth rate that the report states
    #[arg(long, default_value = "endpoints", value_parser = one_of(Path::ALL.iter().copied(), Path::name))]
    path: Path,

    /// After --actual or --base: keep each later year's growth, or the published end
    #[arg(long, default_value = "rate", value_parser = one_of(Hold::ALL, Hold::name))]
    hold: Hold,
}

const ONE: &str = "one of them, since each says how it goes on after the last known size";

/// What stays as it is after a size has changed.
#[derive(Clone, Copy)]
enum Hold {
    Rate,
    End,
}

impl Hold {
    const ALL: [Self; 2] = [Self::Rate, Self::End];

    fn name(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::End => "end",
        }
    }
}

// What is known or assumed in place of the report's figures.
#[derive(Args)]
#[command(next_help_heading = "What-if")]
pub(super) struct ScenarioArguments {
    /// Assume this growth a year, in percent, after the last actual or else the base
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = parsed::<GrowthRate>)]
    cagr: Option<GrowthRate>,

    #[command(flatten)]
    edits: EditArguments,
}

impl ScenarioArguments {
    pub(super) fn scenario(&self, session: &Session) -> Result<Scenario, Failure> {
        self.edits.scenario(session, self.cagr.as_ref().map(|rate| ("cagr", rate)))
    }
}

impl EditArguments {
    pub(super) fn path(&self) -> Path {
        self.path
    }

    /// The scenario of these arguments and a growth rate, which comes with its option's name.
    pub(super) fn scenario(
        &self,
        session: &Session,
        cagr: Option<(&str, &GrowthRate)>,
    ) -> Result<Scenario, Failure> {
        let money = |figure: &Figure| Money::from_figure(figure, session.market.unit());
        let sized = |(year, figure): &(Year, Figure)| Ok((*year, money(figure)?));
        let actuals: Vec<_> = self.actual.iter().map(sized).collect::<Result<_, Failure>>()?;
        Ok(Scenario {
            path: self.path,
            base: self.base.as_ref().map(money).transpose()?,
            actuals: each_year_once("actual", actuals)?,
            growth: each_year_once("growth", self.growth.clone())?,
            outlook: self.outlook(session, cagr)?,
        })
    }

    fn outlook(
        &self,
        session: &Session,
        cagr: Option<(&str, &GrowthRate)>,
    ) -> Result<Outlook, Failure> {
        match (cagr, &self.target, self.hold) {
            (Some((option, _)), Some(_), _) => Err(Failure::clash(option, "target", ONE)),
            (Some((option, _)), None, Hold::End) => Err(Failure::clash(option, "hold end", ONE)),
            (None, Some(_), Hold::End) => Err(Failure::clash("target", "hold end", ONE)),
            (Some((_, rate)), None, Hold::Rate) => Ok(Outlook::Cagr(rate.clone())),
            (None, Some(text), Hold::Rate) => Outlook::target(text, &session.market)
                .map_err(|error| Failure::at("--target", error)),
            (None, None, Hold::End) => Ok(Outlook::PublishedEnd),
            (None, None, Hold::Rate) => Ok(Outlook::OwnGrowth),
        }
    }
}

fn each_year_once<Value>(
    option: &str,
    pairs: Vec<(Year, Value)>,
) -> Result<BTreeMap<Year, Value>, Failure> {
    let mut by_year = BTreeMap::new();
    for (year, value) in pairs {
        if by_year.insert(year, value).is_some() {
            let option = format!("{option} {year}");
            return Err(Failure::clash(&option, &option, "one for each year"));
        }
    }
    Ok(by_year)
}
