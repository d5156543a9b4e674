//! Arguments that several commands take.

use std::str::FromStr;

use aiinfra::{Error, Figure, GrowthRate, Horizon, Money, Path, Scenario, Unit, Year};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::global::Session;

/// A clap parser for any quantity: clap names the value, the library says what would be right.
pub(super) fn parsed<Quantity: FromStr<Err = Error>>(text: &str) -> Result<Quantity, String> {
    text.parse().map_err(|error| expected(&error))
}

/// A clap parser for one of a list of things, by their names.
pub(super) fn one_of<Thing: Clone + Send + Sync + 'static>(
    things: impl IntoIterator<Item = Thing>,
    name: fn(Thing) -> &'static str,
) -> impl TypedValueParser<Value = Thing> {
    let named: Vec<(&str, Thing)> =
        things.into_iter().map(|thing| (name(thing.clone()), thing)).collect();
    PossibleValuesParser::new(named.iter().map(|(name, _)| *name)).try_map(move |chosen| {
        let found = named.iter().find(|(name, _)| *name == chosen);
        found.map(|(_, thing)| thing.clone()).ok_or("expected one of the names in the list")
    })
}

/// A size whose unit may be the market's, which is not known while arguments are read.
pub(super) fn size(text: &str) -> Result<Figure, String> {
    Money::parse(text, Unit::Million).map_err(|error| expected(&error))?;
    parsed(text)
}

fn expected(error: &Error) -> String {
    match error.expected() {
        Some(expected) => format!("expected {expected}"),
        None => error.to_string(),
    }
}

/// Which years to show.
#[derive(Args)]
pub(super) struct YearArguments {
    /// Show this year; may be given several times, or as a list: 2025,2030
    #[arg(long, value_name = "YEAR", value_delimiter = ',', value_parser = parsed::<Year>)]
    year: Vec<Year>,

    /// Show the years from this one on
    #[arg(long, value_name = "YEAR", conflicts_with = "year", value_parser = parsed::<Year>)]
    from: Option<Year>,

    /// Show the years up to this one
    #[arg(long, value_name = "YEAR", conflicts_with = "year", value_parser = parsed::<Year>)]
    to: Option<Year>,
}

impl YearArguments {
    /// The years asked for, in order and each once; none where nothing was asked for.
    pub(super) fn select(&self, horizon: Horizon) -> Result<Option<Vec<Year>>, Error> {
        if let (None, None, []) = (self.from, self.to, self.year.as_slice()) {
            return Ok(None);
        }
        if self.year.is_empty() {
            let from = horizon.check(self.from.unwrap_or(horizon.first()))?;
            let to = horizon.check(self.to.unwrap_or(horizon.last()))?;
            return Ok(Some(Horizon::new(from, to)?.years().collect()));
        }
        let checked = self.year.iter().map(|year| horizon.check(*year));
        let mut years: Vec<Year> = checked.collect::<Result<_, _>>()?;
        years.sort_unstable();
        years.dedup();
        Ok(Some(years))
    }
}

/// What to assume in place of the report's figures.
#[derive(Args)]
#[command(next_help_heading = "What-if")]
pub(super) struct ScenarioArguments {
    /// Assume this growth a year, in percent, from the base year on
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = parsed::<GrowthRate>)]
    cagr: Option<GrowthRate>,

    /// Assume this size in the base year: 600bn, 1.2tn, or a number in the report's unit, whatever --unit says
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    base: Option<Figure>,

    /// Keep the published sizes, or the growth rate that the report states
    #[arg(long, default_value = "endpoints", value_parser = one_of(Path::ALL, Path::name))]
    path: Path,
}

impl ScenarioArguments {
    pub(super) fn scenario(&self, session: &Session) -> Result<Scenario, Error> {
        let size = |figure: &Figure| Money::from_figure(figure, session.market.unit());
        Ok(Scenario {
            path: self.path,
            base: self.base.as_ref().map(size).transpose()?,
            cagr: self.cagr.clone(),
        })
    }
}
