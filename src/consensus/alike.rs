//! Reports that may share a source, because their figures are the same.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::derivation::{Origin, Traced};
use crate::error::Error;
use crate::market::{KnownPoint, StatedCagr};
use crate::quantity::{Figure, Horizon, Money, Year};
use crate::trajectory::{Course, Onward, Trajectory};

use super::{Member, Survey};

/// Reports of different publishers that may share a source.
///
/// ```
/// use aiinfra::consensus::Survey;
///
/// assert!(Survey { members: Vec::new() }.alike().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alike {
    /// The names of the reports; at least two.
    pub names: Vec<String>,
    /// The years for which they agree allowing for rounding, or `None` if they print the same figures.
    pub years: Option<(Year, Year)>,
}

impl Survey {
    /// Returns the reports that print the same figures, and those whose sizes agree, allowing for rounding, in at least two
    /// years and in every year that both cover.
    #[must_use]
    pub fn alike(&self) -> Vec<Alike> {
        let groups = self.with_same_figures();
        // One of each group is enough for comparisons with others.
        let repeats: HashSet<usize> =
            groups.iter().flat_map(|group| group.iter().skip(1)).copied().collect();
        let name = |member: &usize| self.members.get(*member).map(|one| one.name().to_owned());
        let same = groups.iter().map(|group| group.iter().filter_map(name).collect());
        let mut alike: Vec<Alike> = same.map(|names| Alike { names, years: None }).collect();
        let singles = self.members.iter().enumerate().filter(|(at, _)| !repeats.contains(at));
        let bands: Vec<Bands<'_>> = singles.filter_map(|(_, member)| Bands::new(member)).collect();
        alike.extend(within_rounding(&bands));
        alike
    }

    /// Returns the groups of different publishers' reports that print the same figures.
    fn with_same_figures(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut firsts: HashMap<String, usize> = HashMap::new();
        for (at, member) in self.members.iter().enumerate() {
            let first = *firsts.entry(figures(member)).or_insert(at);
            groups.entry(first).or_default().push(at);
        }
        let publisher = |at: &usize| self.members.get(*at).map(|one| one.report().publisher());
        let is_several = |group: &Vec<usize>| {
            let first = group.first().and_then(publisher);
            group.iter().any(|at| publisher(at) != first)
        };
        groups.into_values().filter(is_several).collect()
    }
}

/// Returns the figures that a report prints, as a text to compare: the number and, for a range, both of its ends.
fn figures(member: &Member) -> String {
    let market = &member.report().market;
    let size = |point: &KnownPoint| {
        format!("{}={}{}", point.year, point.size.number(), ends_of(&point.figure))
    };
    let rate = |cagr: &StatedCagr| format!("{}{}", cagr.rate.percent(), ends_of(&cagr.figure));
    let sizes = market.points().iter().map(size).chain([market.currency().to_string()]);
    sizes.chain(market.cagr().map(rate)).collect::<Vec<_>>().join(";")
}

/// The ends of a published range.
fn ends_of(figure: &Figure) -> String {
    figure.range().map(|[low, high]| format!(" ({low} to {high})")).unwrap_or_default()
}

/// A report with the lowest and the highest sizes that its rounded figures stand for.
struct Bands<'a> {
    member: &'a Member,
    ends: [Trajectory; 2],
    /// The sizes of the years that were asked for, or `None` for one out of bounds.
    known: RefCell<HashMap<Year, Option<[Money; 2]>>>,
}

impl<'a> Bands<'a> {
    /// Returns `None` for a report whose rounding allows for sizes out of bounds.
    fn new(member: &'a Member) -> Option<Self> {
        let trajectory = member.trajectory();
        let ends = [at_end(trajectory, 0).ok()?, at_end(trajectory, 1).ok()?];
        Some(Self { member, ends, known: RefCell::default() })
    }

    /// Returns the lowest and the highest size of a year.
    fn of_year(&self, year: Year) -> Option<[Money; 2]> {
        let [low, high] = &self.ends;
        let sizes = || Some([low.size(year).ok()?, high.size(year).ok()?]);
        self.known.borrow_mut().entry(year).or_insert_with(sizes).clone()
    }

    fn agrees_with(&self, other: &Self, year: Year) -> bool {
        match (self.of_year(year), other.of_year(year)) {
            // Sizes that only touch are a unit of their last digit apart.
            (Some([low, high]), Some([other_low, other_high])) => {
                low < other_high && other_low < high
            }
            _ => false,
        }
    }

    /// Returns whether both are in one currency and by different publishers.
    fn is_comparable(&self, other: &Self) -> bool {
        let [one, other] = [self, other].map(|bands| bands.member.report());
        one.market.currency() == other.market.currency() && one.publisher() != other.publisher()
    }
}

/// Returns a trajectory at the low (0) or the high (1) end of what its rounded figures stand for. A published range is not
/// due to rounding.
fn at_end(trajectory: &Trajectory, end: usize) -> Result<Trajectory, Error> {
    let mut known: BTreeMap<Year, Traced<Money>> = BTreeMap::new();
    for (year, size) in trajectory.known() {
        let ends = if is_rounded(size) { size.ends()? } else { None };
        known.insert(*year, ends.and_then(|ends| ends.get(end).cloned()).unwrap_or(size.clone()));
    }
    let rate = trajectory.traced_onward();
    let ends = if is_rounded(rate) { rate.ends()? } else { None };
    let onward = match ends.and_then(|ends| ends.get(end).cloned()) {
        Some(rate) => Onward::Rate(rate),
        None if rate.origin().is_from_report() => Onward::Rate(rate.clone()),
        None => Onward::Same,
    };
    Trajectory::new(&Course { known, growth: BTreeMap::new(), onward }, trajectory.horizon())
}

fn is_rounded<Quantity>(figure: &Traced<Quantity>) -> bool {
    matches!(figure.origin(), Origin::Published(_))
}

/// Returns the pairs of reports whose sizes agree in every year that both cover, up to a limit.
///
/// Reports that cover the same years are compared with those that cover other years group by group, because all pairs of
/// two groups share the same years.
fn within_rounding(reports: &[Bands<'_>]) -> Vec<Alike> {
    let mut groups: BTreeMap<(Year, Year), Vec<&Bands<'_>>> = BTreeMap::new();
    for report in reports {
        let horizon = report.member.horizon();
        groups.entry((horizon.first(), horizon.last())).or_default().push(report);
    }
    let groups: Vec<((Year, Year), Vec<&Bands<'_>>)> = groups.into_iter().collect();
    let mut alike = Vec::new();
    for (at, (years, group)) in groups.iter().enumerate() {
        for (other_years, other) in groups.iter().skip(at) {
            let years = (years.0.max(other_years.0), years.1.min(other_years.1));
            if years.0 < years.1 {
                add_pairs(group, other, years, &mut alike);
            }
        }
    }
    alike
}

/// The number of pairs of reports to name. More of them are not read one by one.
const MOST_PAIRS: usize = 100;

/// Adds the pairs of two groups, or of one, that agree in every one of the years.
fn add_pairs(
    group: &[&Bands<'_>],
    other: &[&Bands<'_>],
    (first, last): (Year, Year),
    alike: &mut Vec<Alike>,
) {
    let is_one = group.first().map(|one| one.member.horizon())
        == other.first().map(|one| one.member.horizon());
    let all = if is_one { group.to_vec() } else { [group, other].concat() };
    // In one of these years, fewer pairs agree.
    let orders = [first, last].map(|year| in_order(&all, year));
    let Some(order) = orders.into_iter().min_by_key(count_pairs) else { return };
    let Ok(years) = Horizon::new(first, last) else { return };
    for (at, one) in order.iter().enumerate() {
        for two in order.iter().skip(at + 1).take_while(|two| two.low <= one.high) {
            if alike.len() == MOST_PAIRS {
                return;
            }
            let is_of_both = is_one || one.bands.member.horizon() != two.bands.member.horizon();
            let agrees = |year: Year| one.bands.agrees_with(two.bands, year);
            if is_of_both
                && one.bands.is_comparable(two.bands)
                && agrees(first)
                && agrees(last)
                && years.years().all(agrees)
            {
                let names = [one, two].map(|placed| placed.bands.member.name().to_owned());
                alike.push(Alike { names: names.to_vec(), years: Some((first, last)) });
            }
        }
    }
}

/// A report with the lowest and the highest size of a year.
struct Placed<'a> {
    low: Money,
    high: Money,
    bands: &'a Bands<'a>,
}

/// Returns the reports that have a size in a year, the one with the lowest first.
fn in_order<'a>(reports: &[&'a Bands<'a>], year: Year) -> Vec<Placed<'a>> {
    let placed = reports.iter().filter_map(|bands| {
        let [low, high] = bands.of_year(year)?;
        Some(Placed { low, high, bands })
    });
    let mut placed: Vec<Placed<'a>> = placed.collect();
    placed.sort_by(|one, two| one.low.cmp(&two.low));
    placed
}

/// Returns the number of pairs whose bands meet.
fn count_pairs(order: &Vec<Placed<'_>>) -> usize {
    let meeting = |(at, one): (usize, &Placed<'_>)| {
        order.partition_point(|two| two.low <= one.high).saturating_sub(at + 1)
    };
    order.iter().enumerate().map(meeting).sum()
}
