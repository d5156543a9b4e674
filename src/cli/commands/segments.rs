//! `aiinfra segments`

use std::collections::BTreeMap;

use aiinfra::{
    Dimension, Division, GrowthRate, Indicator, Market, Note, Own, Segment, Share, Table, Total,
    Warning, warning,
};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::segments::{self, ToDivide};
use crate::cli::args::global::{Global, WHAT_IF};
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
    /// Let a segment grow at this rate, in percent per year, or all at their published CAGRs (published); repeatable
    #[arg(long, value_name = "SEG=PCT", value_delimiter = ',', value_parser = segment_cagr)]
    segment_cagr: Vec<SegmentCagr>,

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

/// A value of `--segment-cagr`.
#[derive(Clone)]
enum SegmentCagr {
    /// The CAGRs that the report prints for segments.
    Published,
    Of(String, GrowthRate),
}

fn segment_cagr(text: &str) -> Result<SegmentCagr, String> {
    if text.trim().eq_ignore_ascii_case("published") {
        return Ok(SegmentCagr::Published);
    }
    let (name, rate) = of_name(text, "cloud=35.5", parsed::<GrowthRate>)?;
    Ok(SegmentCagr::Of(name, rate))
}

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
        let of = (&scenario, &trajectory);
        let mut table = segments::table(session, &divided, of, &years, &self.columns)?;
        if self.drift.is_what_if() {
            WHAT_IF.clone_into(&mut table.about.scenario);
        }
        let notes = self.drift.slips().map(Note::from).chain(table.notes).collect();
        Ok(Table { notes, ..table }.into())
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
        let rates = self.rates().filter_map(|(_, rate)| warning::small_rate(rate));
        let shares = self.segment_share.iter().filter_map(|(_, share)| warning::small_share(share));
        rates.chain(shares)
    }

    /// The growth rates of single segments.
    fn rates(&self) -> impl Iterator<Item = (&String, &GrowthRate)> {
        self.segment_cagr.iter().filter_map(|one| match one {
            SegmentCagr::Published => None,
            SegmentCagr::Of(name, rate) => Some((name, rate)),
        })
    }

    fn uses_published(&self) -> bool {
        self.segment_cagr.iter().any(|one| matches!(one, SegmentCagr::Published))
    }

    /// Each dimension with the assumptions about its segments.
    fn divide<'a>(
        &self,
        dimensions: &[&'a Dimension],
        market: &Market,
    ) -> Result<Vec<ToDivide<'a>>, Failure> {
        let mut assumed = self.assumed(dimensions, market)?;
        if self.uses_published() {
            check_published(dimensions)?;
            for dimension in dimensions.iter().flat_map(|one| with_ancestors(one)) {
                add_published(dimension, assumed.entry(dimension.id.clone()).or_default());
            }
        }
        let division = |dimension: &&'a Dimension| (*dimension, self.division(dimension, &assumed));
        Ok(dimensions.iter().map(division).collect())
    }

    /// The assumptions about single segments, by dimension.
    fn assumed(&self, dimensions: &[&Dimension], market: &Market) -> Result<Assumed, Failure> {
        let mut assumed = Assumed::new();
        let grown = self.rates().map(|(name, rate)| (name, Own::Cagr(rate.clone())));
        let given = self.segment_share.iter().map(|(name, end)| (name, Own::Share(end.clone())));
        for (name, own) in grown.chain(given) {
            let (dimension, id) = find(name, dimensions, market)?;
            let setting = own.setting(&id).to_string();
            let of_dimension = assumed.entry(dimension).or_default();
            if let Some(other) = of_dimension.insert(id.clone(), own) {
                let other = other.setting(&id).to_string();
                return Err(Failure::clash(&other, &setting, "one for each segment"));
            }
        }
        Ok(assumed)
    }

    fn division(&self, dimension: &Dimension, assumed: &Assumed) -> Division {
        let parent = dimension.of.as_ref().map(|of| self.division(&of.dimension, assumed));
        Division {
            own: assumed.get(&dimension.id).cloned().unwrap_or_default(),
            total: self.total,
            normalize: self.normalize,
            parent: parent.map(Box::new),
        }
    }
}

/// The assumptions about segments, by dimension and segment.
type Assumed = BTreeMap<String, BTreeMap<String, Own>>;

/// The dimension, and those whose segments it divides, the nearest first.
fn with_ancestors(dimension: &Dimension) -> Vec<&Dimension> {
    let mut all = vec![dimension];
    let mut last = dimension;
    while let Some(parent) = &last.of {
        last = &parent.dimension;
        all.push(last);
    }
    all
}

/// Checks that the report prints a CAGR for a segment of any of these dimensions.
fn check_published(dimensions: &[&Dimension]) -> Result<(), Failure> {
    let has_cagr = |one: &&Dimension| one.segments.iter().any(|segment| segment.cagr.is_some());
    if dimensions.iter().any(has_cagr) {
        return Ok(());
    }
    let of = match dimensions {
        [dimension] => format!("dimension `{}`", dimension.id),
        _ => "every dimension".to_owned(),
    };
    Err(Failure::NoSegmentCagr { of })
}

/// Lets every segment with a published CAGR grow at it, unless something else is assumed.
fn add_published(dimension: &Dimension, own: &mut BTreeMap<String, Own>) {
    let printed = || dimension.segments.iter().filter(|segment| segment.cagr.is_some());
    // If no share is published either, the error is about the first of the segments.
    let is_any_sized = printed().any(Segment::is_sized);
    for segment in printed().filter(|segment| segment.is_sized() || !is_any_sized) {
        own.entry(segment.id.clone()).or_insert(Own::PublishedCagr);
    }
}

/// The id of the only dimension with a segment of that name, and the segment's id. If none of the dimensions asked for
/// has it, a dimension may that one of them divides a segment of.
fn find(
    name: &str,
    dimensions: &[&Dimension],
    market: &Market,
) -> Result<(String, String), Failure> {
    let id = |dimension: &Dimension| {
        Some((dimension.id.clone(), dimension.segment(name).ok()?.id.clone()))
    };
    let found: Vec<(String, String)> = dimensions.iter().filter_map(|one| id(one)).collect();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let mut above = dimensions.iter().flat_map(|one| with_ancestors(one));
            above.find_map(id).ok_or_else(|| not_found(name, dimensions, market))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|(dimension, _)| dimension.as_str()).collect();
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
