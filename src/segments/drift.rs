//! Computes segments whose shares drift over the years.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::derivation::Traced;
use crate::error::{Error, SegmentFault, Setting, YearRun};
use crate::market::Dimension;
use crate::quantity::{Amount, GrowthRate, Money, Ratio, Share, Year};

use super::shares::{Portion, Rescaling, SegmentAssumption, YearShares, is_constant};
use super::split::{Basics, Claim, KeptShares, YearSplit};
use super::whole::Whole;
use super::{Part, Total};

/// All segments of a dimension over the years.
#[derive(Debug)]
pub(super) struct DriftModel {
    /// One for each segment, in order.
    pub(super) portions: Arc<[Portion]>,
    pub(super) whole: Whole,
    /// The year from which shares drift.
    pub(super) start: Year,
    pub(super) total: Total,
    /// The assumptions about individual segments, as the user typed them.
    settings: Vec<Setting>,
    rescaling: Rescaling,
    /// The shares of every year, if they are the same.
    constant: Option<YearShares>,
    /// Whether no segment covers part of the whole in some year.
    has_rest: bool,
    /// The size of the whole in years for which segments have published sizes, according to the report.
    published_wholes: BTreeMap<Year, Traced<Amount>>,
    at_start: OnceLock<Option<Basics>>,
}

impl DriftModel {
    pub(super) fn new(
        dimension: &Dimension,
        portions: Vec<Portion>,
        whole: Whole,
        total: Total,
        rescaling: Rescaling,
        settings: Vec<Setting>,
    ) -> Self {
        let portions: Arc<[Portion]> = portions.into();
        let years = dimension.years();
        let shares = |year: Year| YearShares::new(&portions, year, rescaling);
        let has_rest = years.iter().any(|year| shares(*year).rest.is_some());
        let constant = is_constant(dimension).then(|| shares(dimension.year));
        let is_sized = |year: &Year| portions.iter().any(|one| one.published_size(*year).is_some());
        let published_wholes = years.into_iter().filter(is_sized);
        let published_wholes =
            published_wholes.filter_map(|year| Some((year, dimension.whole_in(year)?))).collect();
        let horizon = whole.horizon();
        Self {
            whole,
            start: dimension.year.clamp(horizon.first(), horizon.last()),
            total,
            settings,
            rescaling,
            constant,
            has_rest,
            published_wholes,
            at_start: OnceLock::new(),
            portions,
        }
    }

    /// Returns the shares in a year.
    pub(super) fn shares(&self, year: Year) -> YearShares {
        let shares = || YearShares::new(&self.portions, year, self.rescaling);
        self.constant.clone().unwrap_or_else(shares)
    }

    fn basics(&self, year: Year, whole: &Traced<Money>) -> Basics {
        let (forecast, shares) = (Traced::from(whole), self.shares(year));
        let is_published = self.published_wholes.get(&year).is_some_and(|published| {
            published.value().number().trusted() == Amount::of(whole.value()).number().trusted()
        });
        let keeps_sizes = is_published && !shares.is_rescaled;
        Basics { year, forecast, shares, keeps_sizes }
    }

    /// Returns what the parts of the year are computed from in which shares start to drift.
    fn at_start(&self) -> Option<&Basics> {
        let basics = || Some(self.basics(self.start, &self.whole.in_year(self.start).ok()?));
        self.at_start.get_or_init(basics).as_ref()
    }

    /// Returns the division in a year.
    pub(super) fn checked_split(self: &Arc<Self>, year: Year) -> Result<YearSplit, Error> {
        self.split(year)?.ok_or_else(|| self.above_whole_error())
    }

    /// Returns the division in a year, or `None` if the assumptions claim more than the whole.
    fn split(self: &Arc<Self>, year: Year) -> Result<Option<YearSplit>, Error> {
        let size = self.whole.in_year(year)?;
        let basics = self.basics(year, &size);
        let split = |whole, kept_shares, basics| Some(YearSplit { basics, whole, kept_shares });
        // Shares start to drift only after the year in which they are published.
        if !self.has_assumption() || year <= self.start {
            return Ok(split(size, KeptShares::OfForecast, basics));
        }
        if self.total == Total::Sum && self.has_independent_sizes() {
            let whole = self.sum(&basics)?;
            return Ok(whole.and_then(|whole| split(whole, KeptShares::OfForecast, basics)));
        }
        let forecast = &basics.forecast;
        let left = match self.claimed(&basics) {
            Some(claimed) if is_above(claimed.value(), forecast.value()) => return Ok(None),
            Some(claimed) => forecast.less(&claimed),
            None => forecast.clone(),
        };
        let kept_shares = if basics.shares.kept.value().fraction().is_positive() {
            KeptShares::OfRemainder(left)
        } else {
            KeptShares::Absent(left)
        };
        Ok(split(size, kept_shares, basics))
    }

    /// Returns the sum of the portions under [`Total::Sum`], or `None` if assumed shares leave nothing for the others.
    fn sum(self: &Arc<Self>, basics: &Basics) -> Result<Option<Traced<Money>>, Error> {
        let independent = self.sum_claims(
            |_| true,
            basics,
            |claim, forecast| match claim {
                Claim::Kept(kept) => Some(kept.of(forecast)),
                Claim::Grown(amount) => Some(amount),
                Claim::Given(_) => None,
            },
        );
        let given: Vec<Traced<Ratio>> = self.claims(basics).filter_map(Claim::given).collect();
        let whole = Traced::<Ratio>::whole();
        let left = whole.less(&Traced::<Ratio>::sum(&given));
        if !left.value().fraction().trusted().is_positive() {
            return Ok(None);
        }
        let total = match independent {
            Some(independent) if given.is_empty() => independent,
            Some(independent) => independent.through(&left),
            None => basics.forecast.clone(),
        };
        total.size().map(Some).map_err(|_| {
            let (settings, year) = (self.settings.clone(), basics.year.number());
            SegmentFault::SumOutOfBounds { settings, year }.into()
        })
    }

    /// Returns the sum of the amounts that assumptions claim from the forecast.
    fn claimed(self: &Arc<Self>, basics: &Basics) -> Option<Traced<Amount>> {
        self.sum_claims(Portion::has_assumption, basics, |claim, forecast| match claim {
            Claim::Kept(_) => None,
            Claim::Grown(amount) => Some(amount),
            Claim::Given(share) => Some(forecast.times(&share)),
        })
    }

    /// Returns the sum of `amount` over the claims of the portions that `includes` selects, and of what no segment
    /// covers.
    fn sum_claims(
        self: &Arc<Self>,
        includes: fn(&Portion) -> bool,
        basics: &Basics,
        amount: fn(Claim, &Traced<Amount>) -> Option<Traced<Amount>>,
    ) -> Option<Traced<Amount>> {
        let (drift, basics) = (Arc::clone(self), basics.clone());
        Traced::<Amount>::sum(move || {
            let portions = drift.portions.iter().filter(|portion| includes(portion));
            let claims = portions.filter_map(|portion| drift.claim(portion, &basics));
            let claims = claims.chain(basics.rest());
            claims.filter_map(|claim| amount(claim, &basics.forecast)).collect()
        })
    }

    /// Returns the runs of years in which the assumptions claim more than the whole. A run that lasts to the end of the
    /// horizon has no last year.
    pub(super) fn excess_years(self: &Arc<Self>) -> Vec<(Year, Option<Year>)> {
        let last = self.whole.horizon().last();
        let mut runs: Vec<(Year, Year)> = Vec::new();
        for year in self.whole.horizon().years() {
            if !matches!(self.split(year), Ok(None)) {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if end.number() + 1 == year.number() => *end = year,
                _ => runs.push((year, year)),
            }
        }
        runs.into_iter().map(|(from, to)| (from, (to != last).then_some(to))).collect()
    }

    /// Returns the error that lists the years in which the segments exceed the whole.
    fn above_whole_error(self: &Arc<Self>) -> Error {
        let settings = self.settings.clone();
        let years = self.excess_years().into_iter().map(|(from, to)| year_run(from, to)).collect();
        let is_grown = |portion: &Portion| matches!(portion.assumption, SegmentAssumption::Cagr(_));
        let can_sum = self.portions.iter().any(is_grown);
        let of = self.whole.segment_id().map(str::to_owned);
        match self.total {
            Total::Fixed => SegmentFault::AboveWhole { settings, years, can_sum, of }.into(),
            Total::Sum => SegmentFault::NothingLeft { settings, years }.into(),
        }
    }

    /// Returns whether segments without an assumption have their published sizes in a year.
    pub(super) fn keeps_sizes_in(self: &Arc<Self>, year: Year) -> bool {
        let split = self.split(year).ok().flatten();
        split.is_some_and(|split| {
            split.basics.keeps_sizes && matches!(split.kept_shares, KeptShares::OfForecast)
        })
    }

    fn has_assumption(&self) -> bool {
        self.portions.iter().any(Portion::has_assumption)
    }

    /// Returns whether any portion takes the remainder.
    pub(super) fn takes_remainder(&self) -> bool {
        let takes = |one: &Portion| !one.has_assumption() && one.has_positive_share();
        self.has_rest || self.portions.iter().any(takes)
    }

    /// Returns whether any portion's size doesn't depend on the total.
    pub(super) fn has_independent_sizes(&self) -> bool {
        let is_grown = |portion: &Portion| {
            matches!(portion.assumption, SegmentAssumption::Cagr(_)) && portion.has_positive_share()
        };
        self.takes_remainder() || self.portions.iter().any(is_grown)
    }

    /// Returns the part at an index: a segment's, or past the last segment, what no segment covers.
    pub(super) fn part<'a>(
        &self,
        place: usize,
        split: &YearSplit,
        dimension: &'a Dimension,
    ) -> Part<'a> {
        let (share, size) = self.figures(place, split);
        let segment = dimension.segments.get(place);
        Part { segment, share, size, whole: split.whole.clone() }
    }

    /// Returns the share and size of the part at an index.
    pub(super) fn figures(
        &self,
        place: usize,
        split: &YearSplit,
    ) -> (Option<Traced<Ratio>>, Option<Traced<Amount>>) {
        let claim = match self.portions.get(place) {
            Some(portion) => self.claim(portion, &split.basics),
            None => split.basics.rest(),
        };
        let (share, size) = match (claim, &split.kept_shares) {
            (Some(claim), _) => Some(split.part(&claim)).unzip(),
            (None, KeptShares::Absent(left)) if place >= self.portions.len() => {
                (Some(left.of(&split.whole)), Some(left.clone()))
            }
            (None, _) => (None, None),
        };
        (share, size.filter(|_| !self.whole.is_unsized()))
    }

    fn claims(&self, basics: &Basics) -> impl Iterator<Item = Claim> {
        self.portions.iter().filter_map(|portion| self.claim(portion, basics))
    }

    fn claim(&self, portion: &Portion, basics: &Basics) -> Option<Claim> {
        Some(match &portion.assumption {
            SegmentAssumption::None => Claim::Kept(basics.kept(portion)?),
            SegmentAssumption::Cagr(rate) => Claim::Grown(self.grown(portion, rate, basics)?),
            SegmentAssumption::Share(end) => {
                Claim::Given(self.share_on_line(portion, end, basics)?)
            }
        })
    }

    /// Returns the size of a segment that has grown at its own rate.
    fn grown(
        &self,
        portion: &Portion,
        rate: &Traced<GrowthRate>,
        basics: &Basics,
    ) -> Option<Traced<Amount>> {
        let from = if basics.year <= self.start { basics } else { self.at_start()? };
        // The bounds of a size apply to the whole market, so a segment is computed as an unbounded amount.
        let size = from.kept(portion)?.of(&from.forecast);
        Some(size.grown(rate, &Traced::between(from.year, basics.year)))
    }

    /// Returns the share in a year on the straight line to `end` in the last year.
    fn share_on_line(
        &self,
        portion: &Portion,
        end: &Traced<Share>,
        basics: &Basics,
    ) -> Option<Traced<Ratio>> {
        if basics.year <= self.start {
            return Some(basics.kept(portion)?.share);
        }
        let [passed, all] = [basics.year, self.whole.horizon().last()]
            .map(|until| Traced::between(self.start, until));
        let start = portion.share(self.start, &self.at_start()?.shares)?;
        Some(start.toward(&Traced::from(end), &passed, &all))
    }
}

/// Returns a run of consecutive years. Without `to`, it lasts to the end of the horizon.
fn year_run(from: Year, to: Option<Year>) -> YearRun {
    match to {
        Some(to) => YearRun::Within(from.number(), to.number()),
        None => YearRun::From(from.number()),
    }
}

/// Returns whether `one` exceeds `other` by more than the rounding error of a long calculation.
fn is_above(one: &Amount, other: &Amount) -> bool {
    one.number().trusted() > other.number().trusted()
}
