//! `aiinfra cagr`

use aiinfra::{
    Cell, Column, Error, Figure, Follow, GrowthRate, Horizon, Input, Money, Note, Scenario, Table,
    Traced, Year, Years, warning,
};
use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{check_ends, given, one_of, parsed, size};
use crate::cli::args::terms;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "cagr",
    group: Group::Forecast,
    summary: "CAGR between two sizes",
    about: "Start, end, years and growth rate: any three give the fourth",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra cagr 46.73 502.42 10
  aiinfra cagr --start 46.73 --end 250 --rate 26.81
  aiinfra cagr --start 964bn --years 2 --rate=-5%
  aiinfra cagr --from 2026 --to 2030";

const REMARKS: &str = "\
With --from and --to, it computes the CAGR of the forecast between two of its years.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Size at the start
    #[arg(value_name = "START", conflicts_with = "start", allow_negative_numbers = true, value_parser = size)]
    first: Option<Figure>,

    /// Size at the end
    #[arg(value_name = "END", conflicts_with = "end", allow_negative_numbers = true, value_parser = size)]
    last: Option<Figure>,

    /// Years from start to end, whole or not
    #[arg(value_name = "YEARS", conflicts_with = "years", allow_negative_numbers = true, value_parser = parsed::<Years>)]
    length: Option<Years>,

    /// Size at the start
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    start: Option<Figure>,

    /// Size at the end
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = size)]
    end: Option<Figure>,

    /// Years from start to end, whole or not
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = parsed::<Years>)]
    years: Option<Years>,

    /// Growth rate in percent per year
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = parsed::<GrowthRate>)]
    rate: Option<GrowthRate>,

    /// First year of the forecast's CAGR
    #[arg(long, value_name = "YEAR", requires = "to", conflicts_with_all = ["start", "end", "years", "rate", "first"], value_parser = parsed::<Year>)]
    from: Option<Year>,

    /// Last year of the forecast's CAGR
    #[arg(long, value_name = "YEAR", requires = "from", value_parser = parsed::<Year>)]
    to: Option<Year>,

    /// With --from and --to: the published sizes, or the stated CAGR
    #[arg(long, alias = "path", default_value = "sizes", requires = "from", value_parser = one_of(Follow::ALL.iter().copied(), Follow::names))]
    follow: Follow,
}

/// Start, end, years and rate, and which of them was computed.
struct Growth {
    start: Traced<Money>,
    end: Traced<Money>,
    years: Traced<Years>,
    rate: Traced<GrowthRate>,
    solved: Input,
}

impl Run for Arguments {
    fn keeps_terms(&self) -> Option<&'static str> {
        Some("it computes with the sizes as they are given")
    }

    fn narrowed(argument: Arg) -> Arg {
        terms::hidden(argument)
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        if let (Some(from), Some(to)) = (self.from, self.to) {
            return self.of_forecast((from, to), session);
        }
        let growth = self.solve(session)?;
        let slip = self.rate.as_ref().and_then(warning::small_rate).map(Note::from);
        let solved = Note::Solved(growth.solved.clone());
        let notes = slip.into_iter().chain([solved]).collect();
        let table = session.table_without_notes(columns(session), growth.rows());
        Ok(Table { notes, ..table }.into())
    }
}

fn columns(session: &Session) -> Vec<Column> {
    let label = |what: &str| format!("{what}, {} {}", session.scale.currency, session.scale.unit);
    vec![
        Column::number("start", &label("Start")),
        Column::number("end", &label("End")),
        Column::number("years", "Years"),
        Column::percent("rate", "CAGR"),
    ]
}

impl Growth {
    fn rows(&self) -> Vec<Vec<Cell>> {
        let Self { start, end, years, rate, .. } = self;
        vec![vec![Cell::from(start), Cell::from(end), Cell::from(years), Cell::from(rate)]]
    }
}

impl Arguments {
    /// The CAGR of the forecast between two of its years.
    fn of_forecast(&self, (from, to): (Year, Year), session: &Session) -> Result<Reply, Failure> {
        let scenario = Scenario { follow: self.follow, ..Scenario::default() };
        let trajectory = scenario.trajectory(&session.market)?;
        check_ends(Some(from), Some(to), trajectory.horizon())?;
        let span = Horizon::new(from, to)?;
        let (start, end) = (trajectory.traced(span.first())?, trajectory.traced(span.last())?);
        let years = Traced::between(from, to);
        let rate = Traced::implied(&start, &end, &years)?;
        let growth = Growth { start, end, years, rate, solved: Input::Rate };
        let of_scenario = scenario.notes_on(&trajectory, &session.market, to)?;
        Ok(session.table(columns(session), growth.rows(), of_scenario).into())
    }

    fn solve(&self, session: &Session) -> Result<Growth, Failure> {
        let money = |figure: Option<&Figure>, input| {
            let size = figure.map(|figure| Money::from_figure(figure, session.market.unit()));
            Ok::<_, Error>(size.transpose()?.map(|size| given(size, input)))
        };
        let start = money(self.start.as_ref().or(self.first.as_ref()), Input::Start)?;
        let end = money(self.end.as_ref().or(self.last.as_ref()), Input::End)?;
        let years = self.years.as_ref().or(self.length.as_ref());
        let years = years.map(|years| given(years.clone(), Input::Years));
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
            ("--start", self.start.is_some() || self.first.is_some()),
            ("--end", self.end.is_some() || self.last.is_some()),
            ("--years", self.years.is_some() || self.length.is_some()),
            ("--rate", self.rate.is_some()),
        ];
        let names: Vec<&str> =
            given.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect();
        let given = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        Failure::NotThree { given }
    }
}
