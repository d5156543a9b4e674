//! The what-ifs that several commands take.

use std::collections::BTreeMap;

use aiinfra::{Figure, Follow, GrowthRate, Money, Outlook, Scenario, Shape, Unit, Year, scenario};
use clap::Args;

use crate::cli::args::global::Session;
use crate::cli::args::shared::{expected, of_year, one_of, parsed, rate, size};
use crate::cli::failure::Failure;

// What is known or assumed instead of the report's figures, except the growth rate.
#[derive(Args)]
#[command(next_help_heading = "What-if")]
#[group(skip)]
pub(crate) struct EditArguments {
    /// Assume this size in the base year: 600bn, 1.2tn, or a number in the report's unit
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    base: Option<Figure>,

    #[command(flatten)]
    others: OtherEdits,
}

// What is known or assumed instead of the report's figures, except the base and the growth rate.
#[derive(Args)]
#[command(next_help_heading = "What-if")]
#[group(skip)]
pub(crate) struct OtherEdits {
    /// Actual size of a year, in the report's unit or with its own; repeatable
    #[arg(long, value_name = "YEAR=SIZE", value_delimiter = ',', value_parser = |text: &str| of_year(text, "2025=62.5", size))]
    actual: Vec<(Year, Figure)>,

    /// Assume this size in a year, or in the last one; later years keep growing at that rate
    #[arg(long, value_name = "[YEAR=]SIZE", allow_hyphen_values = true)]
    target: Option<String>,

    /// Assume this growth, in percent, in that year only, or in each year of a run: 2025..2028=35; repeatable
    #[arg(long, value_name = "YEAR=PCT", value_delimiter = ',', value_parser = growth)]
    growth: Vec<Growth>,

    /// What lies between the last two known sizes: growth (constant), steps (equal), fade=PCT, or ceiling=SIZE (S-curve)
    #[arg(long, value_name = "SHAPE", allow_hyphen_values = true, value_parser = shape)]
    shape: Option<String>,

    /// Extend the forecast to this year, at its last growth rate or along its shape
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    extend: Option<Year>,

    /// Follow the published sizes, or the stated CAGR
    #[arg(long, alias = "path", default_value = "sizes", value_parser = one_of(Follow::ALL.iter().copied(), Follow::names))]
    follow: Follow,

    /// With --actual or --base: keep the later growth rates, or the published size in the last year
    #[arg(long, alias = "hold", default_value = "growth", value_parser = one_of(Keep::ALL, Keep::names))]
    keep: Keep,
}

/// The growth of a year, or of each year of a run.
type Growth = Vec<(Year, GrowthRate)>;

/// A clap parser for the growth of a year or of a run of years.
fn growth(text: &str) -> Result<Growth, String> {
    scenario::growth_of(text).map_err(|error| expected(&error))
}

const ONE: &str = "only one of them, because each sets the growth after the last known size";

/// A clap parser for a shape. The unit of a ceiling may be the market's, which is not known while arguments are read.
pub(crate) fn shape(text: &str) -> Result<String, String> {
    match Shape::parse(text, Unit::Million) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(expected(&error)),
    }
}

/// What later years keep after a size has changed.
#[derive(Clone, Copy)]
enum Keep {
    Growth,
    End,
}

impl Keep {
    const ALL: [Self; 2] = [Self::Growth, Self::End];

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Growth => &["growth", "rate"],
            Self::End => &["end"],
        }
    }
}

// What is known or assumed instead of the report's figures.
#[derive(Args)]
#[command(next_help_heading = "What-if")]
#[group(skip)]
pub(crate) struct ScenarioArguments {
    /// Assume this growth rate, in percent per year, from the last actual or, without one, the base year
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = rate)]
    cagr: Option<GrowthRate>,

    #[command(flatten)]
    edits: EditArguments,
}

impl ScenarioArguments {
    pub(crate) fn scenario(&self, session: &Session) -> Result<Scenario, Failure> {
        self.edits.scenario(session, self.cagr.as_ref().map(|rate| ("cagr", rate)))
    }
}

impl EditArguments {
    /// Returns the report's own forecast over the years of these arguments.
    pub(crate) fn forecast(&self) -> Scenario {
        self.others.forecast()
    }

    /// Returns the scenario of these arguments and of a growth rate, which has the name of its option.
    pub(crate) fn scenario(
        &self,
        session: &Session,
        cagr: Option<(&str, &GrowthRate)>,
    ) -> Result<Scenario, Failure> {
        self.others.scenario(session, self.base.as_ref(), cagr)
    }
}

impl OtherEdits {
    /// Returns the report's own forecast over the years of these arguments.
    pub(crate) fn forecast(&self) -> Scenario {
        Scenario { follow: self.follow, extend: self.extend, ..Scenario::default() }
    }

    /// Returns the scenario of these arguments, of a base, and of a growth rate, which has the name of its option.
    pub(crate) fn scenario(
        &self,
        session: &Session,
        base: Option<&Figure>,
        cagr: Option<(&str, &GrowthRate)>,
    ) -> Result<Scenario, Failure> {
        let forecast = self.forecast();
        forecast.horizon(&session.market)?;
        let money = |figure: &Figure| Money::from_figure(figure, session.market.unit());
        let sized = |(year, figure): &(Year, Figure)| Ok((*year, money(figure)?));
        let actuals: Vec<_> = self.actual.iter().map(sized).collect::<Result<_, Failure>>()?;
        Ok(Scenario {
            base: base.map(money).transpose()?,
            actuals: each_year_once("actual", actuals)?,
            growth: each_year_once("growth", self.growth.concat())?,
            outlook: self.outlook(session, cagr)?,
            shape: self.shape(session)?,
            ..forecast
        })
    }

    fn shape(&self, session: &Session) -> Result<Shape, Failure> {
        let Some(text) = &self.shape else { return Ok(Shape::Growth) };
        Shape::parse(text, session.market.unit()).map_err(|error| Failure::at("--shape", error))
    }

    fn outlook(
        &self,
        session: &Session,
        cagr: Option<(&str, &GrowthRate)>,
    ) -> Result<Outlook, Failure> {
        match (cagr, &self.target, self.keep) {
            (Some((option, _)), Some(_), _) => Err(Failure::clash(option, "target", ONE)),
            (Some((option, _)), None, Keep::End) => Err(Failure::clash(option, "keep end", ONE)),
            (None, Some(_), Keep::End) => Err(Failure::clash("target", "keep end", ONE)),
            (Some((_, rate)), None, Keep::Growth) => Ok(Outlook::Cagr(rate.clone())),
            (None, Some(text), Keep::Growth) => self
                .forecast()
                .parse_target(text, &session.market)
                .map_err(|error| Failure::at("--target", error)),
            (None, None, Keep::End) => Ok(Outlook::PublishedEnd),
            (None, None, Keep::Growth) => Ok(Outlook::OwnGrowth),
        }
    }
}

/// Returns the values by year. The option, named without its dashes, may be given once for each year.
pub(crate) fn each_year_once<Value>(
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
