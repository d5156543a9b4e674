//! `aiinfra segments`

mod parts;

use aiinfra::{
    Column, Dimension, Division, Error, Expressed, GrowthRate, Indicator, Market, Note, Own,
    Scenario, Share, Table, Total, Trajectory, Warning, Year, warning,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::columns::{self, chosen};
use crate::cli::args::global::{Global, Session, WHAT_IF};
use crate::cli::args::shared::{YearArguments, of_name, one_of, parsed};
use crate::cli::args::what_if::ScenarioArguments;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "segments",
    group: Group::Forecast,
    summary: "size of every segment",
    about: "The market by segment",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra segments region --year 2030
  aiinfra segments end-use --normalize
  aiinfra segments deployment --segment-cagr cloud=35 --year 2034
  aiinfra segments deployment --segment-share cloud=45 --year 2029
  aiinfra segments deployment --segment-cagr cloud=35 --total sum --year 2034
  aiinfra segments region --from 2024 --layout wide -o regions.csv";

const REMARKS: &str = "\
Without --year, --from or --to, it shows the base year.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Dimension to divide the market by, such as region [default: every dimension]
    dimension: Option<String>,
    #[command(flatten)]
    years: YearArguments,

    /// The columns to show [default: share,size]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = one_of(Indicator::ALL.iter().copied(), Indicator::names))]
    columns: Vec<Indicator>,

    #[command(flatten)]
    scenario: ScenarioArguments,
    #[command(flatten)]
    drift: DriftArguments,
}

// What is assumed about single segments.
#[derive(Args)]
#[command(next_help_heading = "Segments")]
struct DriftArguments {
    /// Let a segment grow at this rate, in percent per year; repeatable
    #[arg(long, value_name = "SEG=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, "cloud=35.5", parsed::<GrowthRate>))]
    segment_cagr: Vec<(String, GrowthRate)>,

    /// Move a segment's share in a straight line to this percentage in the last year; repeatable
    #[arg(long, value_name = "SEG=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, "cloud=45.5", parsed::<Share>))]
    segment_share: Vec<(String, Share)>,

    /// Divide the forecast, or add up the segments
    #[arg(long, default_value = "fixed", value_parser = one_of(Total::ALL.iter().copied(), Total::names))]
    total: Total,

    /// Rescale the published shares to 100%
    #[arg(long)]
    normalize: bool,
}

/// A dimension, and how it is to divide the market.
type ToDivide<'a> = (&'a Dimension, Division);

impl Run for Arguments {
    fn extends(&self) -> bool {
        true
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let market = &session.market;
        let dimensions = match &self.dimension {
            Some(name) => vec![market.dimension(name)?],
            None => market.dimensions().iter().collect(),
        };
        let divided = self.drift.divide(&dimensions, market)?;
        let scenario = self.scenario.scenario(session)?;
        let trajectory = scenario.trajectory(market)?;
        let base_year = || vec![market.base().year];
        let years = self.years.select(trajectory.horizon())?.unwrap_or_else(base_year);
        let notes = notes(&divided, &scenario, &trajectory, &years, session)?;
        let shown = chosen(&self.columns, &[Indicator::Share, Indicator::Size]);
        let columns = [
            Column::text("dimension", "Dimension").series().minor(),
            Column::text("segment", "Segment").series(),
            Column::year(),
        ];
        let measures = columns::columns(&shown, !self.columns.is_empty(), session);
        let columns = columns.into_iter().chain(measures).collect();
        let parts = parts::Parts::new(
            &divided,
            trajectory.expressed(&session.denomination),
            &years,
            shown,
        )?;
        let (rows, totals) = (parts.rows(), parts.with_totals());
        let mut table = session.scenario_table(&scenario, columns, rows, notes);
        if self.drift.is_what_if() {
            WHAT_IF.clone_into(&mut table.about.scenario);
        }
        let notes = self.drift.slips().map(Note::from).chain(table.notes).collect();
        Ok(Table { series: totals.series, totals: Some(totals), notes, ..table }.into())
    }
}

impl DriftArguments {
    /// Whether anything is assumed about segments beyond their published shares.
    fn is_what_if(&self) -> bool {
        let has_own = !self.segment_cagr.is_empty() || !self.segment_share.is_empty();
        has_own || self.normalize || self.total == Total::Sum
    }

    /// Fractions where percentages belong.
    fn slips(&self) -> impl Iterator<Item = Warning> {
        let rates = self.segment_cagr.iter().filter_map(|(_, rate)| warning::small_rate(rate));
        let shares = self.segment_share.iter().filter_map(|(_, share)| warning::small_share(share));
        rates.chain(shares)
    }

    /// Each dimension with the assumptions about its segments.
    fn divide<'a>(
        &self,
        dimensions: &[&'a Dimension],
        market: &Market,
    ) -> Result<Vec<ToDivide<'a>>, Failure> {
        let plain =
            Division { total: self.total, normalize: self.normalize, ..Division::default() };
        let mut divided: Vec<ToDivide<'a>> =
            dimensions.iter().map(|dimension| (*dimension, plain.clone())).collect();
        let grown = self.segment_cagr.iter().map(|(name, rate)| (name, Own::Cagr(rate.clone())));
        let given = self.segment_share.iter().map(|(name, end)| (name, Own::Share(end.clone())));
        for (name, own) in grown.chain(given) {
            let (at, id) = find(name, dimensions, market)?;
            let Some((_, division)) = divided.get_mut(at) else { continue };
            let setting = own.setting(&id).to_string();
            if let Some(other) = division.own.insert(id.clone(), own) {
                let other = other.setting(&id).to_string();
                return Err(Failure::clash(&other, &setting, "one for each segment"));
            }
        }
        Ok(divided)
    }
}

/// The index of the only dimension with a segment of that name, and the segment's id.
fn find(
    name: &str,
    dimensions: &[&Dimension],
    market: &Market,
) -> Result<(usize, String), Failure> {
    let found: Vec<(usize, &&Dimension, String)> = dimensions
        .iter()
        .enumerate()
        .filter_map(|(at, each)| Some((at, each, each.segment(name).ok()?.id.clone())))
        .collect();
    match found.as_slice() {
        [(at, _, id)] => Ok((*at, id.clone())),
        [] => Err(not_found(name, dimensions, market)),
        several => {
            let ids: Vec<&str> = several.iter().map(|(_, each, _)| each.id.as_str()).collect();
            Err(Failure::SegmentOfSeveral {
                name: name.to_owned(),
                first: ids.first().copied().unwrap_or_default().to_owned(),
                dimensions: ids.join(" and "),
            })
        }
    }
}

/// The error if none of these dimensions has a segment of that name.
fn not_found(name: &str, dimensions: &[&Dimension], market: &Market) -> Failure {
    let elsewhere = market.dimensions().iter().find(|each| each.segment(name).is_ok());
    match (dimensions, elsewhere) {
        ([asked], Some(dimension)) => Failure::SegmentElsewhere {
            name: name.to_owned(),
            asked: asked.id.clone(),
            dimension: dimension.id.clone(),
        },
        _ => Dimension::no_segment(name, dimensions).into(),
    }
}

fn notes(
    divided: &[ToDivide<'_>],
    scenario: &Scenario,
    trajectory: &Trajectory,
    years: &[Year],
    session: &Session,
) -> Result<Vec<Note>, Error> {
    let mut notes = Vec::new();
    if divided.is_empty() {
        notes.push(Note::NoSegments);
    }
    let is_whole =
        |(each, division): &ToDivide<'_>| each.has_shares() && division.total == Total::Fixed;
    if divided.iter().any(is_whole) {
        notes.push(whole(trajectory.expressed(&session.denomination), years)?);
    }
    if divided.len() > 1 {
        let has_own_total = divided
            .iter()
            .any(|(_, division)| division.total == Total::Sum && !division.own.is_empty());
        notes.push(Note::OneDimensionAtATime { has_own_total });
    }
    let last = years.last().copied().unwrap_or(trajectory.horizon().last());
    for (dimension, division) in divided {
        let own = division.notes(dimension, trajectory, years)?;
        notes.extend(own.into_iter().map(Note::from));
    }
    notes.extend(scenario.notes_on(trajectory, &session.market, last)?.into_iter().map(Note::from));
    Ok(notes)
}

/// The size of the whole market.
fn whole(trajectory: Expressed<'_>, years: &[Year]) -> Result<Note, Error> {
    let ends = match years {
        [first, .., last] => vec![*first, *last],
        one => one.to_vec(),
    };
    let size = |year: Year| Ok((year, trajectory.traced(year)?));
    Ok(Note::Whole(ends.into_iter().map(size).collect::<Result<_, Error>>()?))
}
