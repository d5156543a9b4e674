//! `aiinfra segments`

use aiinfra::{
    Cell, Column, Dimension, Divided, Division, Error, GrowthRate, Market, Own, Part, Rows,
    Scenario, Share, Total, Trajectory, Unit, Year,
};
use clap::Args;

use super::failure::Failure;
use super::global::{Global, Session};
use super::shared::{YearArguments, of_name, one_of, parsed};
use super::what_if::ScenarioArguments;
use super::{Answer, Reply};

pub(super) const ABOUT: &str = "The market by segment";

const EXAMPLES: &str = "  aiinfra segments region --year 2030
  aiinfra segments end-use --normalize
  aiinfra segments deployment --segment-cagr cloud=35 --year 2034
  aiinfra segments deployment --segment-share cloud=45 --year 2029
  aiinfra segments deployment --segment-cagr cloud=35 --total sum --year 2034
  aiinfra segments --from 2024 --to 2034 --format csv";

const REMARKS: &str = "\
Without --year, --from or --to it shows the base year.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
pub(super) struct Arguments {
    /// How to divide the market, such as region [default: every way]
    dimension: Option<String>,
    #[command(flatten)]
    years: YearArguments,
    #[command(flatten)]
    scenario: ScenarioArguments,
    #[command(flatten)]
    drift: DriftArguments,
}

// What is assumed of single segments.
#[derive(Args)]
#[command(next_help_heading = "Segments that drift")]
struct DriftArguments {
    /// Let a segment grow by this percentage a year; may be given for several segments
    #[arg(long, value_name = "SEG=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, "cloud=35.5", parsed::<GrowthRate>))]
    segment_cagr: Vec<(String, GrowthRate)>,

    /// Move a segment's share in a straight line to this percentage in the last year; may be given for several
    #[arg(long, value_name = "SEG=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, "cloud=45.5", parsed::<Share>))]
    segment_share: Vec<(String, Share)>,

    /// Divide the forecast, or add up segments that grow on their own
    #[arg(long, default_value = "fixed", value_parser = one_of(Total::ALL.iter().copied(), Total::name))]
    total: Total,

    /// Rescale the published shares of a dimension to 100 %
    #[arg(long)]
    normalize: bool,
}

/// A dimension, and how it is to divide the market.
type ToDivide<'a> = (&'a Dimension, Division);

impl Answer for Arguments {
    fn answer(&self, global: &Global) -> Result<Reply, Failure> {
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
        let rows = rows(&divided, &trajectory, &years, session)?;
        let columns = vec![
            Column::text("dimension", "Dimension").minor(),
            Column::text("segment", "Segment"),
            Column::year(),
            Column::percent("share", "Share").minor(),
            session.money("value"),
        ];
        let notes = notes(&divided, &scenario, &trajectory, &years, session)?;
        Ok(session.table(columns, rows, notes).into())
    }
}

impl DriftArguments {
    /// Each dimension with what is assumed of its own segments.
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
            let option = own.option(&id);
            if let Some(other) = division.own.insert(id.clone(), own) {
                return Err(Failure::clash(&other.option(&id), &option, "one for each segment"));
            }
        }
        Ok(divided)
    }
}

/// The place of the one dimension that has a segment of that name, and the segment's id.
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

/// None of these dimensions has a segment of that name; another one may.
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

/// Dimension by dimension, segment by segment in the report's order, and each year by year.
fn rows(
    to_divide: &[ToDivide<'_>],
    trajectory: &Trajectory,
    years: &[Year],
    session: &Session,
) -> Result<Rows, Error> {
    let over = |(dimension, division): &ToDivide<'_>| division.over(dimension, trajectory, years);
    let divided: Vec<Divided> = to_divide.iter().map(over).collect::<Result<_, Error>>()?;
    let unit = session.scale.unit;
    let count = divided.iter().map(Divided::count).sum();
    Ok(Rows::made(count, move |place| {
        let mut before = place;
        for each in &divided {
            if let Some(part) = each.part(before)? {
                return Ok(row(each.dimension(), &part, unit));
            }
            before -= each.count();
        }
        Ok(Vec::new())
    }))
}

fn row(dimension: &Dimension, (year, part): &(Year, Part<'_>), unit: Unit) -> Vec<Cell> {
    vec![
        Cell::named(&dimension.id, &dimension.name),
        Cell::named(part.id(), part.name()),
        Cell::Year(*year),
        Cell::from(part.share().map(|share| share.percent())),
        Cell::from(part.size(unit)),
    ]
}

fn notes(
    divided: &[ToDivide<'_>],
    scenario: &Scenario,
    trajectory: &Trajectory,
    years: &[Year],
    session: &Session,
) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    if divided.is_empty() {
        notes.push("The report names no segments.".to_owned());
    }
    let is_whole =
        |(each, division): &ToDivide<'_>| each.has_shares() && division.total == Total::Fixed;
    if divided.iter().any(is_whole) {
        notes.push(whole(trajectory, years, session)?);
    }
    if divided.len() > 1 {
        let drifts = divided
            .iter()
            .any(|(_, division)| division.total == Total::Sum && !division.own.is_empty());
        let whole = if drifts { "has a total of its own" } else { "divides the same whole market" };
        notes.push(format!("Each dimension {whole}: add up one at a time."));
    }
    let last = years.last().copied().unwrap_or(trajectory.horizon().last());
    for (dimension, division) in divided {
        notes.extend(division.notes(dimension, trajectory, years, &session.scale)?);
    }
    notes.extend(scenario.notes_on(trajectory, &session.market, last, &session.scale)?);
    Ok(notes)
}

/// The market that the parts add up to.
fn whole(trajectory: &Trajectory, years: &[Year], session: &Session) -> Result<String, Error> {
    let size =
        |year: Year| Ok(format!("{} in {year}", session.scale.write(&trajectory.size(year)?)));
    let whole = match years {
        [first, .., last] => format!("from {} to {}", size(*first)?, size(*last)?),
        _ => years.iter().map(|year| size(*year)).collect::<Result<String, Error>>()?,
    };
    Ok(format!("Whole market: {whole}. Each part is rounded by itself."))
}
