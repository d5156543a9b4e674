//! `aiinfra cagr`

use aiinfra::{Cell, Column, Figure, GrowthRate, Money, Years, growth};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{parsed, size};
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "cagr",
    group: Group::Forecast,
    summary: "growth between two sizes",
    about: "Start, end, years and growth rate: any three give the fourth",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra cagr --start 46.73 --end 502.42 --years 10
  aiinfra cagr --start 46.73 --end 250 --rate 26.81
  aiinfra cagr --start 964bn --years 2 --rate=-5%";

#[derive(Args)]
#[command(before_help = EXAMPLES)]
struct Arguments {
    /// Size at the start
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    start: Option<Figure>,

    /// Size at the end
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    end: Option<Figure>,

    /// Years from start to end, whole or not
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = parsed::<Years>)]
    years: Option<Years>,

    /// Growth a year in percent
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = parsed::<GrowthRate>)]
    rate: Option<GrowthRate>,
}

/// Four that agree, and how the fourth was found.
struct Growth {
    start: Money,
    end: Money,
    years: Years,
    rate: GrowthRate,
    method: &'static str,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let Growth { start, end, years, rate, method } = self.solve(session)?;
        let unit = session.scale.unit;
        let label = |what: &str| format!("{what}, {} {unit}", session.scale.currency);
        Ok(session
            .table(
                vec![
                    Column::number("start", &label("Start")),
                    Column::number("end", &label("End")),
                    Column::number("years", "Years"),
                    Column::percent("rate", "Rate"),
                ],
                vec![vec![
                    Cell::Number(start.in_unit(unit)),
                    Cell::Number(end.in_unit(unit)),
                    Cell::Number(years.number().clone()),
                    Cell::Number(rate.percent()),
                ]],
                vec![format!("Computed: {method}.")],
            )
            .into())
    }
}

impl Arguments {
    fn solve(&self, session: &Session) -> Result<Growth, Failure> {
        let money = |figure: &Figure| Money::from_figure(figure, session.market.unit());
        let start = self.start.as_ref().map(money).transpose()?;
        let end = self.end.as_ref().map(money).transpose()?;
        match (start, end, self.years.clone(), self.rate.clone()) {
            (Some(start), Some(end), Some(years), None) => Ok(Growth {
                rate: growth::rate(&start, &end, &years)?,
                method: "rate = (end / start)^(1 / years) - 1",
                start,
                end,
                years,
            }),
            (Some(start), Some(end), None, Some(rate)) => Ok(Growth {
                years: growth::years(&start, &end, &rate)?,
                method: "years = ln(end / start) / ln(1 + rate)",
                start,
                end,
                rate,
            }),
            (Some(start), None, Some(years), Some(rate)) => Ok(Growth {
                end: growth::end(&start, &rate, &years)?,
                method: "end = start * (1 + rate)^years",
                start,
                years,
                rate,
            }),
            (None, Some(end), Some(years), Some(rate)) => Ok(Growth {
                start: growth::start(&end, &rate, &years)?,
                method: "start = end / (1 + rate)^years",
                end,
                years,
                rate,
            }),
            _ => Err(self.not_three()),
        }
    }

    fn not_three(&self) -> Failure {
        let given = [
            ("--start", self.start.is_some()),
            ("--end", self.end.is_some()),
            ("--years", self.years.is_some()),
            ("--rate", self.rate.is_some()),
        ];
        let names: Vec<&str> =
            given.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect();
        let given = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        Failure::NotThree { given }
    }
}
