//! `aiinfra report`

use std::path::{Path, PathBuf};

use aiinfra::render::{DimensionTables, Report, Style};
use aiinfra::wording::Names;
use aiinfra::{Dimension, Division, GrowthRate, Indicator, Market, Scenario, Table, Year, audit};
use clap::{Arg, Args};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::answers::compare::{self, Comparison};
use crate::cli::answers::range::Range;
use crate::cli::answers::{check, forecast, segments, sources};
use crate::cli::args::call;
use crate::cli::args::global::{Global, Session, WHAT_IF};
use crate::cli::args::shared::{YearArguments, of_name, parsed};
use crate::cli::args::uncertain::{Entry, UncertainArguments};
use crate::cli::args::what_if::OtherEdits;
use crate::cli::failure::Failure;
use crate::cli::io::output;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "report",
    group: Group::Report,
    summary: "a page to share",
    about: "A page to share: charts, tables and sources in one HTML file",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra report -o report.html
  aiinfra report region end-use -o report.html
  aiinfra report --actual 2025=62 --scenario bear=20 --scenario bull=33 -o report.html
  aiinfra report --base 40..55 --cagr 20..33 -o report.html
  aiinfra report --scale log --unit million -o report.html";

const REMARKS: &str = "\
The page is a single HTML file. It has no scripts and loads nothing. It shows the market by year and by segment, what-ifs \
and scenarios beside the report's own forecast, what `check` finds, how each figure is computed, and the sources. If \
--base or --cagr is an interval, it also shows the range of sizes; the headline is still the forecast without the interval.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Dimensions to divide the market by, such as region [default: every dimension with shares]
    #[arg(value_name = "DIMENSION")]
    dimensions: Vec<String>,

    /// A scenario with a name and a growth rate, in percent per year; repeatable
    #[arg(long, value_name = "NAME=PCT", value_delimiter = ',', value_parser = |text: &str| of_name(text, "bear=20.5", parsed::<GrowthRate>))]
    scenario: Vec<(String, GrowthRate)>,

    /// Scenarios from a CSV file, as in compare
    #[arg(long, value_name = "FILE")]
    scenarios: Option<PathBuf>,

    #[command(flatten)]
    uncertain: UncertainArguments,
    #[command(flatten)]
    others: OtherEdits,
}

/// Options for a single table or picture.
const HIDDEN: [&str; 8] =
    ["format", "layout", "excel", "decimal_comma", "width", "height", "ascii", "explain"];

impl Run for Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.scenarios.as_deref().into_iter().collect()
    }

    fn extends(&self) -> bool {
        true
    }

    fn narrowed(argument: Arg) -> Arg {
        match argument.get_id().as_str() {
            "digits" => argument.help("Decimals, 0 to 20 [default: 2]"),
            "notes" => {
                argument.help("Detail of the notes; warnings are always shown [default: short]")
            }
            "scale" => argument.help("Scale of the size axis in the charts [default: linear]"),
            "verbose" => argument.help("List every pass of check on the page"),
            hidden if HIDDEN.contains(&hidden) => argument.hide(true),
            _ => argument,
        }
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        output::check_page(global)?;
        let session = &global.session()?;
        let scenario = self.uncertain.certain(&self.others, session)?;
        let trajectory = scenario.trajectory(&session.market)?;
        let years: Vec<Year> = trajectory.horizon().years().collect();
        let of = (&scenario, &trajectory);
        let divide = |dimension: &&Dimension| {
            let divided = [(*dimension, Division::default())];
            let table =
                |years: &[Year], shown| segments::table(session, &divided, of, years, &[shown]);
            let sizes = table(&years, Indicator::Size)?;
            let shares = table(&years_of_shares(dimension, &years), Indicator::Share)?;
            Ok(DimensionTables { name: dimension.name.clone(), sizes, shares })
        };
        let dimensions = self.dimensions(&session.market)?;
        let dimensions = dimensions.iter().map(divide).collect::<Result<_, Failure>>()?;
        // These are about the figures as the report prints them.
        let own = &session.in_own_terms();
        let report = Report {
            forecast: forecast::table(session, of, &years, &[])?,
            dimensions,
            comparison: self.comparison(&scenario, session)?,
            range: self.range(&scenario, session)?,
            check: found(own, global)?,
            sources: sources::table(own),
            workbook: output::has_workbooks().then(|| workbook(global)).flatten(),
        };
        let style = Style {
            digits: global.digits,
            notes: global.notes,
            names: Names::Plain,
            size_scale: global.picture.scale.unwrap_or_default(),
            ..Style::default()
        };
        Ok(Reply::Page(report.to_html(style)?))
    }
}

/// The call that writes the forecast of this page as a workbook.
fn workbook(global: &Global) -> Option<String> {
    let call = call::same_forecast("forecast", global)?;
    Some(format!("{call} -o forecast.xlsx"))
}

/// The first and the last year, and those with published shares. Between them, shares are constant or on a straight
/// line.
fn years_of_shares(dimension: &Dimension, years: &[Year]) -> Vec<Year> {
    let (ends, published) = ([years.first(), years.last()], dimension.years());
    let is_shown = |year: &&Year| ends.contains(&Some(*year)) || published.contains(year);
    years.iter().filter(is_shown).copied().collect()
}

/// What a check of the report finds.
fn found(session: &Session, global: &Global) -> Result<Table, Failure> {
    let findings = audit::check(&session.market)?;
    let shown = check::Shown { is_strict: false, is_verbose: global.verbose, names: Names::Plain };
    Ok(check::table(session, &findings, shown))
}

impl Arguments {
    /// The dimensions to show, each once.
    fn dimensions<'a>(&self, market: &'a Market) -> Result<Vec<&'a Dimension>, Failure> {
        if self.dimensions.is_empty() {
            let all = market.dimensions().iter();
            return Ok(all.filter(|dimension| dimension.has_shares()).collect());
        }
        let mut chosen: Vec<&Dimension> = Vec::new();
        for name in &self.dimensions {
            let dimension = market.dimension(name)?;
            if chosen.iter().all(|other| other.id != dimension.id) {
                chosen.push(dimension);
            }
        }
        Ok(chosen)
    }

    /// The forecast beside the what-if and the scenarios, if there are any.
    fn comparison(&self, what_if: &Scenario, session: &Session) -> Result<Option<Table>, Failure> {
        let own = self.others.forecast();
        let years = own.horizon(&session.market)?.years().collect();
        let baseline = compare::forecast("forecast", session, own)?;
        let mut names = compare::Names::new(&baseline.name);
        let mut scenarios = Vec::new();
        if what_if.replaces_figures() {
            scenarios.push((WHAT_IF.to_owned(), what_if.clone()));
        }
        let base = self.uncertain.base.as_ref().and_then(Entry::one);
        for (name, rate) in &self.scenario {
            let scenario = self.others.scenario(session, base, Some(("scenario", rate)))?;
            scenarios.push(compare::named(name.clone(), scenario));
        }
        let mut read = Vec::new();
        if let Some(file) = &self.scenarios {
            let common = self.others.scenario(session, base, None)?;
            read = compare::read(file, &common, session)?;
        }
        let mut contenders = Vec::new();
        for (name, scenario) in scenarios {
            contenders.push(compare::scenario(name, scenario, session, &mut names)?);
        }
        for read in read {
            contenders.push(compare::read_scenario(read, session, &mut names)?);
        }
        if contenders.is_empty() {
            return Ok(None);
        }
        let shown =
            compare::Shown { indicators: vec![Indicator::Size], is_chosen: false, has_delta: true };
        let has_notes = true;
        let comparison = Comparison { session, baseline, contenders, years, shown, has_notes };
        comparison.table(None, None).map(Some)
    }

    /// The range of the sizes, if something is uncertain.
    fn range(&self, certain: &Scenario, session: &Session) -> Result<Option<Table>, Failure> {
        let uncertainty = self.uncertain.uncertainty(session)?;
        if uncertainty.base.is_none() && uncertainty.cagr.is_none() {
            return self.uncertain.check_unused().map(|()| None);
        }
        self.uncertain.check_effect(&uncertainty, &[])?;
        let (certain, low) = (certain.clone(), self.uncertain.low_ends(&self.others, session)?);
        let (years, quantiles) = (&YearArguments::default(), self.uncertain.quantiles.as_ref());
        let range = Range { session, certain, low, uncertainty, years, quantiles, reach: None };
        range.table().map(Some)
    }
}
