//! Names of cells.

use std::collections::{HashMap, HashSet};

use crate::derivation::{Citation, Derivation, Given, Measure, Operation, Origin, Statistic};
use crate::input::Input;
use crate::quantity::{Currency, Year};
use crate::table::{About, Table};

/// The name of the base year.
pub(super) const BASE_YEAR: &str = "base_year";

/// Names that are in use.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The last number after each name.
    numbers: HashMap<String, usize>,
}

impl Names {
    /// Returns the name, with a number after it if it is taken.
    pub(super) fn unique(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        self.numbered(name, 2)
    }

    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Returns the name with the next number from `first`.
    pub(super) fn numbered(&mut self, name: &str, first: usize) -> String {
        loop {
            let number = self.numbers.entry(name.to_owned()).or_insert(first);
            let numbered = format!("{name}_{number}");
            *number += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// The reports that figures are from, as they are cited.
pub(super) struct Reports(HashMap<String, Report>);

/// A report that figures are from.
struct Report {
    /// What distinguishes its names from those of the answer's own report.
    suffix: String,
    base_year: Option<Year>,
    currency: Option<Currency>,
}

impl Report {
    fn new(suffix: String, about: &About) -> Self {
        Self { suffix, base_year: about.base_year, currency: about.currency.clone() }
    }
}

impl Reports {
    pub(super) fn of(table: &Table) -> Self {
        let others = || table.others.iter().map(|(_, about)| about);
        let mut reports = HashMap::new();
        for (about, number) in others().zip(2..) {
            let is_same = |one: &&About| one.publisher == about.publisher && *one != about;
            let is_alone = !others().chain([&table.about]).any(|one| is_same(&one));
            let edition = about.edition.as_ref().filter(|_| !is_alone);
            let parts = [Some(&about.publisher), edition].into_iter().flatten();
            let suffix = slug(&parts.map(String::as_str).collect::<Vec<_>>().join(" "));
            // Some scripts have no letters that a name can hold.
            let suffix = if suffix.is_empty() { format!("report_{number}") } else { suffix };
            reports.insert(cited(about), Report::new(suffix, about));
        }
        reports.insert(cited(&table.about), Report::new(String::new(), &table.about));
        Self(reports)
    }

    /// What distinguishes the names of a report's figures from those of the answer's own report.
    pub(super) fn suffix(&self, citation: &Citation) -> Option<&str> {
        let report = self.0.get(&*citation.report)?;
        Some(report.suffix.as_str()).filter(|suffix| !suffix.is_empty())
    }

    /// The currency of the report that a figure is from.
    pub(super) fn currency(&self, citation: &Citation) -> Option<&Currency> {
        self.0.get(&*citation.report)?.currency.as_ref()
    }

    fn base_year(&self, citation: &Citation) -> Option<Year> {
        self.0.get(&*citation.report)?.base_year
    }
}

/// How figures cite a report.
fn cited(about: &About) -> String {
    let edition = about.edition.iter().map(|edition| format!(", {edition}"));
    format!("{}, {}{}", about.publisher, about.market, edition.collect::<String>())
}

/// Returns the name of a figure that is published or given. Several figures may have the same one.
pub(super) fn of_input(figure: &Derivation, reports: &Reports) -> Option<String> {
    match figure.origin() {
        Origin::Published(citation) => Some(of_published(citation, figure.measure(), reports)),
        Origin::Given(given) => Some(of_given(given)),
        Origin::Constant | Origin::Computed(_) => None,
    }
}

/// `base_2024`, `stated_cagr`, `share_region_europe_2024`
fn of_published(citation: &Citation, measure: Measure, reports: &Reports) -> String {
    let base_year = reports.base_year(citation);
    let mut parts: Vec<&str> = citation.id.split('.').collect();
    let end = parts.pop_if(|part| matches!(*part, "low" | "high"));
    let year = match citation.years {
        (Some(from), Some(to)) if from == to => Some(from),
        _ => None,
    };
    let digits = year.map(|year| year.to_string());
    if parts.len() > 1 && parts.last().copied() == digits.as_deref() {
        parts.pop();
    }
    let (what, of): (&str, &[&str]) = match parts.as_slice() {
        ["value"] if year.is_some() && year == base_year => ("base", &[]),
        ["value"] => ("size", &[]),
        ["cagr"] => ("stated_cagr", &[]),
        [of @ .., what @ ("size" | "cagr")] => (what, of),
        of if measure == Measure::Fraction => ("share", of),
        of => ("figure", of),
    };
    let of = of.iter().copied().map(Some);
    let end = [digits.as_deref(), end, reports.suffix(citation)];
    let all = [Some(what)].into_iter().chain(of).chain(end).flatten();
    slug(&all.collect::<Vec<_>>().join("_"))
}

/// `given_cagr`, `actual_2025`, `exchange_eur`
fn of_given(given: &Given) -> String {
    let input = &given.input;
    let name = match input {
        Input::Actual(_) | Input::Growth(_) | Input::Exchange(_) => input.to_string(),
        Input::SegmentCagr(_) | Input::SegmentShare(_) => input.to_string(),
        Input::Deflate => "inflation".to_owned(),
        Input::PriceIndex(year) => format!("price index {year}"),
        _ => format!("given {}", input.name()),
    };
    let scenario = given.scenario.iter().map(|scenario| format!(" {scenario}"));
    slug(&(name + &scenario.collect::<String>()))
}

/// Returns the text as the name of a cell: small letters, digits and underscores.
///
/// The name of a scenario may have any characters, and any length.
fn slug(text: &str) -> String {
    const LONGEST: usize = 100;
    let mut name = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            _ if letter.is_ascii_alphanumeric() => name.push(letter),
            _ if name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    name.chars().take(LONGEST).collect::<String>().trim_end_matches('_').to_owned()
}

/// Returns the name of a step of a computation, such as `implied_cagr`. Several steps may have the same one.
pub(super) fn of_step(operation: &Operation, measure: Measure, year: Option<Year>) -> String {
    let name = match operation {
        Operation::ImpliedCagr { years, .. } => match years.number().whole() {
            Some(1) => "growth",
            _ => return "implied_cagr".to_owned(),
        },
        Operation::Fade { .. } => return "first_growth".to_owned(),
        Operation::Statistic(Statistic::NormalQuantile(probability)) => return score(probability),
        operation if measure == Measure::Amount => of_amount(operation),
        Operation::RealRate { .. } => "real_rate",
        Operation::ElapsedTime { .. } | Operation::LogisticTime { .. } => "elapsed_years",
        Operation::Sum(_) => "total",
        Operation::Difference(..) => "difference",
        Operation::Product(..) if measure == Measure::Number => {
            return over_years("deviation_of_growth", operation);
        }
        Operation::Product(..) => "multiple",
        Operation::Quotient(..) => "ratio",
        Operation::RelativeChange(..) => "change",
        Operation::Midpoint(..) => "midpoint",
        Operation::StraightLine { .. } => "interpolated",
        Operation::Statistic(statistic) => return of_statistic(statistic, operation, year),
        _ => "step",
    };
    with_year(name, year)
}

fn with_year(name: &str, year: Option<Year>) -> String {
    year.map_or_else(|| name.to_owned(), |year| format!("{name}_{year}"))
}

/// The name of a standard score: `z_p95`, or that of the end of an interval, whose probability may change.
fn score(probability: &Derivation) -> String {
    match probability.origin() {
        Origin::Constant => slug(&format!("z p{}", probability.number().percent().to_shortest())),
        _ => "z_interval".to_owned(),
    }
}

/// The name with the number of years that an operand or one of its own operands covers.
fn over_years(name: &str, operation: &Operation) -> String {
    let years = |operation: &Operation| {
        let operands = operation.operands().into_iter();
        let mut years = operands.filter(|figure| figure.measure() == Measure::Years);
        years.next()?.number().whole()
    };
    let inner = |figure: &Derivation| match figure.source().origin() {
        Origin::Computed(operation) => years(operation),
        _ => None,
    };
    match years(operation).or_else(|| operation.operands().iter().find_map(inner)) {
        Some(years) => format!("{name}_{years}_years"),
        None => name.to_owned(),
    }
}

fn of_amount(operation: &Operation) -> &'static str {
    let is_end = operation.moves_by_constant();
    match operation {
        Operation::Difference(..) if is_end => "low_end",
        Operation::Sum(_) if is_end => "high_end",
        Operation::Difference(..) => "difference",
        Operation::Sum(_) => "total",
        Operation::Product(_, other) if other.measure() == Measure::Number => "size",
        Operation::Product(..) => "part",
        Operation::Midpoint(..) => "midpoint",
        Operation::Statistic(Statistic::Percentile { percentile, .. }) => of_percentile(percentile),
        Operation::Statistic(Statistic::GeometricMean(..)) => "median_base",
        Operation::Statistic(Statistic::LognormalQuantile { .. }) => "quantile",
        Operation::Statistic(_) => "deviation",
        _ => "size",
    }
}

fn of_statistic(statistic: &Statistic, operation: &Operation, year: Option<Year>) -> String {
    let name = match statistic {
        Statistic::GeometricMean(..) => "median_base",
        Statistic::GeometricMeanRate(..) => "median_cagr",
        Statistic::NormalQuantile(_) => "z",
        Statistic::LogDeviation { low, .. } => match low.measure() {
            Measure::Fraction => "deviation_of_cagr",
            _ => "deviation_of_base",
        },
        Statistic::OverIndependentYears { .. } => {
            return over_years("deviation_of_growth", operation);
        }
        Statistic::CombinedDeviation { .. } => return over_years("deviation", operation),
        Statistic::LogRatio(..) => "log_ratio",
        Statistic::LognormalQuantile { .. } => "quantile",
        Statistic::ReachProbability { .. } => "probability",
        Statistic::Percentile { percentile, .. } => {
            return with_year(of_percentile(percentile), year);
        }
        Statistic::MedianDeviation { .. } => "median_deviation",
        Statistic::ModifiedScore { .. } => "modified_score",
    };
    name.to_owned()
}

fn of_percentile(percentile: &Derivation) -> &'static str {
    match &*percentile.number().to_shortest() {
        "0.25" => "lower_quartile",
        "0.5" => "median_size",
        "0.75" => "upper_quartile",
        _ => "percentile_size",
    }
}
