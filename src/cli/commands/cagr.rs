//! `aiinfra cagr`

use aiinfra::{Cell, Column, Error, Figure, GrowthRate, Input, Money, Note, Traced, Years};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{given, parsed, size};
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

/// Four that agree, and which of them was found.
struct Growth {
    start: Traced<Money>,
    end: Traced<Money>,
    years: Traced<Years>,
    rate: Traced<GrowthRate>,
    solved: Input,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let Growth { start, end, years, rate, solved } = self.solve(session)?;
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
                    Cell::from(&start),
                    Cell::from(&end),
                    Cell::from(&years),
                    Cell::from(&rate),
                ]],
                [Note::Solved(solved)],
            )
            .into())
    }
}

impl Arguments {
    fn solve(&self, session: &Session) -> Result<Growth, Failure> {
        let money = |figure: &Option<Figure>, input| {
            let figure = figure.as_ref();
            let size = figure.map(|figure| Money::from_figure(figure, session.market.unit()));
            Ok::<_, Error>(size.transpose()?.map(|size| given(size, input)))
        };
        let start = money(&self.start, Input::Start)?;
        let end = money(&self.end, Input::End)?;
        let years = self.years.clone().map(|years| given(years, Input::Years));
        let rate = self.rate.clone().map(|rate| given(rate, Input::Rate));
        match (start, end, years, rate) {
            (Some(start), Some(end), Some(years), None) => {
                let rate = Traced::implied(&start, &end, &years)?;
                Ok(Growth { start, end, years, rate, solved: Input::Rate })
            }
            (Some(start), Some(end), None, Some(rate)) => {
                let years = Traced::elapsed(&start, &end, &rate)?;
                Ok(Growth { start, end, years, rate, solved: Input::Years })
            }
            (Some(start), None, Some(years), Some(rate)) => {
                let end = start.compound(&rate, &years)?;
                Ok(Growth { start, end, years, rate, solved: Input::End })
            }
            (None, Some(end), Some(years), Some(rate)) => {
                let start = end.discount(&rate, &years)?;
                Ok(Growth { start, end, years, rate, solved: Input::Start })
            }
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
