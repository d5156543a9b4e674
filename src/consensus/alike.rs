//! Reports that may be one source, because their figures are the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::derivation::Traced;
use crate::error::Error;
use crate::quantity::{Horizon, Money, Year};
use crate::trajectory::{Course, Onward, Trajectory};

use super::{Member, Survey};

/// Reports of different publishers that may be one source.
///
/// ```
/// use aiinfra::consensus::Survey;
///
/// assert!(Survey { members: Vec::new() }.alike()?.is_empty());
/// # Ok::<(), aiinfra::Error>(())
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
    ///
    /// # Errors
    /// A size whose rounding takes it out of bounds.
    pub fn alike(&self) -> Result<Vec<Alike>, Error> {
        let groups = self.with_same_figures();
        // One of each group is enough for comparisons with others.
        let repeats: HashSet<usize> =
            groups.iter().flat_map(|group| group.iter().skip(1)).copied().collect();
        let name = |member: &usize| self.members.get(*member).map(|one| one.name().to_owned());
        let same = groups.iter().map(|group| group.iter().filter_map(name).collect());
        let mut alike: Vec<Alike> = same.map(|names| Alike { names, years: None }).collect();
        let singles = self.members.iter().enumerate().filter(|(at, _)| !repeats.contains(at));
        let ranges: Vec<Ranges<'_>> =
            singles.map(|(_, member)| Ranges::new(member)).collect::<Result<_, _>>()?;
        alike.extend(within_rounding(&ranges)?);
        Ok(alike)
    }

    /// Returns the groups of different publishers' reports that print the same figures.
    fn with_same_figures(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut firsts: HashMap<String, usize> = HashMap::new();
        for (at, member) in self.members.iter().enumerate() {
            let first = *firsts.entry(figures(member)).or_insert(at);
            groups.entry(first).or_default().push(at);
        }
        let publisher = |at: &usize| self.members.get(*at).map(Member::publisher);
        let is_several = |group: &Vec<usize>| {
            let first = group.first().and_then(publisher);
            group.iter().any(|at| publisher(at) != first)
        };
        groups.into_values().filter(is_several).collect()
    }
}

/// Returns the sizes and the growth rate that a report prints, as a text to compare.
fn figures(member: &Member) -> String {
    let market = &member.report().market;
    let sizes =
        market.points().iter().map(|point| format!("{}={}", point.year, point.size.number()));
    let rate = market.cagr().map(|cagr| cagr.rate.percent().to_string());
    let parts = sizes.chain([market.currency().to_string()]).chain(rate);
    parts.collect::<Vec<_>>().join(";")
}

/// A report with the lowest and the highest sizes that its rounded figures stand for.
struct Ranges<'a> {
    member: &'a Member,
    ends: [Trajectory; 2],
}

impl<'a> Ranges<'a> {
    fn new(member: &'a Member) -> Result<Self, Error> {
        let trajectory = member.trajectory();
        Ok(Self { member, ends: [at_end(trajectory, 0)?, at_end(trajectory, 1)?] })
    }

    fn horizon(&self) -> Horizon {
        self.member.horizon()
    }

    /// Returns the lowest and the highest size of a year.
    fn of_year(&self, year: Year) -> Result<[Money; 2], Error> {
        let [low, high] = &self.ends;
        Ok([low.size(year)?, high.size(year)?])
    }

    fn agrees_with(&self, other: &Self, year: Year) -> Result<bool, Error> {
        let ([low, high], [other_low, other_high]) = (self.of_year(year)?, other.of_year(year)?);
        Ok(low <= other_high && other_low <= high)
    }

    /// Returns whether both are in one currency and by different publishers.
    fn is_comparable(&self, other: &Self) -> bool {
        let [one, other] = [self.member, other.member];
        let is_same_currency = one.report().market.currency() == other.report().market.currency();
        is_same_currency && one.publisher() != other.publisher()
    }
}

/// Returns a trajectory at the low (0) or the high (1) end of what its printed figures stand for.
fn at_end(trajectory: &Trajectory, end: usize) -> Result<Trajectory, Error> {
    let mut known: BTreeMap<Year, Traced<Money>> = BTreeMap::new();
    for (year, size) in trajectory.known() {
        let ends = size.ends()?;
        known.insert(*year, ends.and_then(|ends| ends.get(end).cloned()).unwrap_or(size.clone()));
    }
    let rate = trajectory.traced_onward();
    let onward = match rate.ends()?.and_then(|ends| ends.get(end).cloned()) {
        Some(rate) => Onward::Rate(rate),
        None => Onward::Same,
    };
    Trajectory::new(&Course { known, growth: BTreeMap::new(), onward }, trajectory.horizon())
}

/// Returns the pairs of reports whose sizes agree in every year that both cover.
///
/// Only reports that are next to each other in the first year that both cover can agree, so that the time it takes
/// hardly depends on the number of pairs.
fn within_rounding(reports: &[Ranges<'_>]) -> Result<Vec<Alike>, Error> {
    let first = reports.iter().map(|one| one.horizon().first()).min();
    let last = reports.iter().map(|one| one.horizon().last()).max();
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let mut alike = Vec::new();
    for year in Horizon::new(first, last)?.years() {
        for [one, other] in neighbors(reports, year)? {
            let years = shared(one, other);
            let is_first = years.is_some_and(|(first, last)| first == year && first < last);
            if is_first && one.is_comparable(other) && agree(one, other, years)? {
                let names = [one, other].map(|report| report.member.name().to_owned()).to_vec();
                alike.push(Alike { names, years });
            }
        }
    }
    Ok(alike)
}

/// Returns the pairs of reports of which one starts in that year, if their sizes agree then.
fn neighbors<'a>(reports: &'a [Ranges<'a>], year: Year) -> Result<Vec<[&'a Ranges<'a>; 2]>, Error> {
    let mut sorted: Vec<([Money; 2], &Ranges<'_>)> = Vec::new();
    if !reports.iter().any(|report| report.horizon().first() == year) {
        return Ok(Vec::new());
    }
    for report in reports.iter().filter(|report| report.horizon().contains(year)) {
        sorted.push((report.of_year(year)?, report));
    }
    sorted.sort_by(|([one, _], _), ([other, _], _)| one.cmp(other));
    let mut pairs = Vec::new();
    for (at, ([_, high], one)) in sorted.iter().enumerate() {
        let next = sorted.iter().skip(at + 1).take_while(|([low, _], _)| low <= high);
        pairs.extend(next.map(|(_, other)| [*one, *other]));
    }
    Ok(pairs)
}

/// Returns the first and the last year that both cover.
fn shared(one: &Ranges<'_>, other: &Ranges<'_>) -> Option<(Year, Year)> {
    let (one, other) = (one.horizon(), other.horizon());
    let (first, last) = (one.first().max(other.first()), one.last().min(other.last()));
    (first <= last).then_some((first, last))
}

fn agree(one: &Ranges<'_>, other: &Ranges<'_>, years: Option<(Year, Year)>) -> Result<bool, Error> {
    let Some((first, last)) = years else { return Ok(false) };
    for year in Horizon::new(first, last)?.years() {
        if !one.agrees_with(other, year)? {
            return Ok(false);
        }
    }
    Ok(true)
}
