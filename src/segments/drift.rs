//! Computes segments whose shares drift over the years.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::{Error, SegmentFault, Setting};
use crate::market::Dimension;
use crate::quantity::{Amount, GrowthRate, Money, Ratio, Share, Year};
use crate::trajectory::Trajectory;

use super::{Part, Total};

/// A segment, or the part that no segment covers, with its published share and the assumption about it.
#[derive(Debug)]
pub(super) struct Portion {
    /// The starting share; `None` if no share is published.
    pub(super) start: Option<Traced<Ratio>>,
    pub(super) assumption: SegmentAssumption,
}

/// The assumption about a portion.
#[derive(Clone, Debug)]
pub(super) enum SegmentAssumption {
    None,
    Cagr(Traced<GrowthRate>),
    Share(Traced<Share>),
}

/// All portions of a dimension along a trajectory, from the year of their shares on. The segments come first, in order,
/// followed by the part that no segment covers, if any.
#[derive(Debug)]
pub(super) struct DriftModel {
    pub(super) portions: Vec<Portion>,
    pub(super) trajectory: Trajectory,
    pub(super) start: Year,
    pub(super) total: Total,
    /// The assumptions about individual segments, as the user typed them.
    pub(super) settings: Vec<Setting>,
    /// The sum of the shares of portions without an assumption.
    kept: Traced<Ratio>,
    /// Whether the published shares, with what is not itemized, add up to 100% at most.
    pub(super) is_at_most_whole: bool,
}

/// A portion's claim on the market in a year.
enum Claim {
    /// A part of the remainder, in proportion to this share.
    Kept(Traced<Ratio>),
    /// This amount, regardless of the market's growth.
    Grown(Traced<Amount>),
    /// This share of the total.
    Given(Traced<Ratio>),
}

/// The division of the market in one year.
#[derive(Debug)]
pub(super) struct YearSplit {
    year: Year,
    forecast: Traced<Amount>,
    /// The sum of the parts.
    whole: Traced<Money>,
    /// What portions without an assumption get.
    kept_shares: KeptShares,
}

/// What portions without an assumption get.
#[derive(Debug)]
enum KeptShares {
    /// Their shares of the forecast.
    OfForecast,
    /// The remainder, in proportion to their shares, which sum to `kept`.
    OfRemainder { left: Traced<Amount>, kept: Traced<Ratio> },
    /// Nothing, since there are no such portions; this remainder is not itemized.
    Absent(Traced<Amount>),
}

impl DriftModel {
    pub(super) fn new(
        portions: Vec<Portion>,
        trajectory: Trajectory,
        start: Year,
        total: Total,
        settings: Vec<Setting>,
    ) -> Self {
        let kept: Vec<Traced<Ratio>> = portions
            .iter()
            .filter(|portion| !portion.has_assumption())
            .filter_map(|portion| portion.start.clone())
            .collect();
        let kept = Traced::<Ratio>::sum(&kept);
        let shares = portions.iter().filter_map(|portion| portion.start.clone());
        let sum = Traced::<Ratio>::sum(&shares.collect::<Vec<_>>());
        let is_at_most_whole = sum.value().fraction().trusted() <= Decimal::from(1);
        Self { portions, trajectory, start, total, settings, kept, is_at_most_whole }
    }

    /// Returns the division in a year, or `None` if the assumptions claim more than the whole.
    pub(super) fn split(self: &Arc<Self>, year: Year) -> Result<Option<YearSplit>, Error> {
        let size = self.trajectory.traced(year)?;
        let forecast = Traced::from(&size);
        let split =
            |whole, kept_shares, forecast| Some(YearSplit { year, forecast, whole, kept_shares });
        // Shares start to drift only after the year in which they are published.
        if !self.has_assumption() || year <= self.start {
            return Ok(split(size, KeptShares::OfForecast, forecast));
        }
        if self.total == Total::Sum && self.has_independent_sizes() {
            let whole = self.sum(year, &forecast)?;
            return Ok(whole.and_then(|whole| split(whole, KeptShares::OfForecast, forecast)));
        }
        let left = match self.claimed(year, &forecast) {
            Some(claimed) if is_above(claimed.value(), forecast.value()) => return Ok(None),
            Some(claimed) => forecast.less(&claimed),
            None => forecast.clone(),
        };
        let kept = self.kept.clone();
        let kept_shares = if kept.value().fraction().is_positive() {
            KeptShares::OfRemainder { left, kept }
        } else {
            KeptShares::Absent(left)
        };
        Ok(split(size, kept_shares, forecast))
    }

    /// Returns the sum of the portions under [`Total::Sum`], or `None` if assumed shares leave nothing for the others.
    fn sum(
        self: &Arc<Self>,
        year: Year,
        forecast: &Traced<Amount>,
    ) -> Result<Option<Traced<Money>>, Error> {
        let independent = self.sum_claims(
            |_| true,
            year,
            forecast,
            |claim, forecast| match claim {
                Claim::Kept(share) => Some(forecast.times(&share)),
                Claim::Grown(amount) => Some(amount),
                Claim::Given(_) => None,
            },
        );
        let given: Vec<Traced<Ratio>> = self.claims(year).filter_map(Claim::given).collect();
        let whole = Traced::<Ratio>::whole();
        let left = whole.less(&Traced::<Ratio>::sum(&given));
        if !left.value().fraction().trusted().is_positive() {
            return Ok(None);
        }
        let total = match independent {
            Some(independent) if given.is_empty() => independent,
            Some(independent) => independent.through(&left),
            None => forecast.clone(),
        };
        total.size().map(Some).map_err(|_| {
            let (settings, year) = (self.settings.clone(), year.number());
            SegmentFault::SumOutOfBounds { settings, year }.into()
        })
    }

    /// Returns the sum of the amounts that assumptions claim from the forecast.
    fn claimed(self: &Arc<Self>, year: Year, forecast: &Traced<Amount>) -> Option<Traced<Amount>> {
        self.sum_claims(Portion::has_assumption, year, forecast, |claim, forecast| match claim {
            Claim::Kept(_) => None,
            Claim::Grown(amount) => Some(amount),
            Claim::Given(share) => Some(forecast.times(&share)),
        })
    }

    /// Returns the sum of `amount` over the claims of the portions that `includes` selects.
    fn sum_claims(
        self: &Arc<Self>,
        includes: fn(&Portion) -> bool,
        year: Year,
        forecast: &Traced<Amount>,
        amount: fn(Claim, &Traced<Amount>) -> Option<Traced<Amount>>,
    ) -> Option<Traced<Amount>> {
        let (drift, forecast) = (Arc::clone(self), forecast.clone());
        Traced::<Amount>::sum(move || {
            let portions = drift.portions.iter().filter(|portion| includes(portion));
            let claims = portions.filter_map(|portion| drift.claim(portion, year));
            claims.filter_map(|claim| amount(claim, &forecast)).collect()
        })
    }

    /// Returns the runs of years in which the assumptions claim more than the whole. A run that lasts to the end of the
    /// horizon has no last year.
    pub(super) fn excess_years(self: &Arc<Self>) -> Vec<(Year, Option<Year>)> {
        let last = self.trajectory.horizon().last();
        let mut runs: Vec<(Year, Year)> = Vec::new();
        for year in self.trajectory.horizon().years() {
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

    fn has_assumption(&self) -> bool {
        self.portions.iter().any(Portion::has_assumption)
    }

    /// Reports whether any portion takes the remainder.
    pub(super) fn takes_remainder(&self) -> bool {
        self.portions.iter().any(|portion| {
            matches!(portion.assumption, SegmentAssumption::None) && portion.has_positive_share()
        })
    }

    /// Reports whether any portion's size doesn't depend on the total.
    pub(super) fn has_independent_sizes(&self) -> bool {
        let is_grown = |portion: &Portion| {
            matches!(portion.assumption, SegmentAssumption::Cagr(_)) && portion.has_positive_share()
        };
        self.takes_remainder() || self.portions.iter().any(is_grown)
    }

    /// Returns the part at an index: a portion's, or past the last portion, the unclaimed remainder.
    pub(super) fn part<'a>(
        &self,
        place: usize,
        split: &YearSplit,
        dimension: &'a Dimension,
    ) -> Part<'a> {
        let (share, size) = match (self.portions.get(place), &split.kept_shares) {
            (Some(portion), _) => {
                self.claim(portion, split.year).map(|claim| split.part(&claim)).unzip()
            }
            (None, KeptShares::Absent(left)) => (Some(left.of(&split.whole)), Some(left.clone())),
            (None, KeptShares::OfForecast | KeptShares::OfRemainder { .. }) => (None, None),
        };
        let segment = dimension.segments.get(place);
        Part { segment, share, size, whole: split.whole.clone() }
    }

    fn claims(&self, year: Year) -> impl Iterator<Item = Claim> {
        self.portions.iter().filter_map(move |portion| self.claim(portion, year))
    }

    fn claim(&self, portion: &Portion, year: Year) -> Option<Claim> {
        let share = portion.start.as_ref()?;
        Some(match &portion.assumption {
            SegmentAssumption::None => Claim::Kept(share.carried_to(year)),
            SegmentAssumption::Cagr(rate) => Claim::Grown(self.grown_amount(share, rate, year)?),
            SegmentAssumption::Share(end) => Claim::Given(self.share_on_line(share, end, year)),
        })
    }

    /// Returns the size of a segment that has grown at its own rate.
    fn grown_amount(
        &self,
        share: &Traced<Ratio>,
        rate: &Traced<GrowthRate>,
        year: Year,
    ) -> Option<Traced<Amount>> {
        let from = year.min(self.start);
        let size = Traced::from(&self.trajectory.traced(from).ok()?);
        // The bounds of a size apply to the whole market, so a segment is computed as an unbounded amount.
        Some(size.times(&share.carried_to(from)).grown(rate, &Traced::between(from, year)))
    }

    /// Returns the share in a year on the straight line to `end` in the last year.
    fn share_on_line(
        &self,
        share: &Traced<Ratio>,
        end: &Traced<Share>,
        year: Year,
    ) -> Traced<Ratio> {
        if year <= self.start {
            return share.carried_to(year);
        }
        let [passed, all] = [year, self.trajectory.horizon().last()]
            .map(|until| Traced::between(self.start, until));
        share.toward(&Traced::from(end), &passed, &all)
    }
}

impl Portion {
    fn has_assumption(&self) -> bool {
        !matches!(self.assumption, SegmentAssumption::None)
    }

    /// Reports whether the share is above 0.
    fn has_positive_share(&self) -> bool {
        self.start.as_ref().is_some_and(|share| share.value().fraction().is_positive())
    }
}

impl Claim {
    fn given(self) -> Option<Traced<Ratio>> {
        match self {
            Self::Given(share) => Some(share),
            Self::Kept(_) | Self::Grown(_) => None,
        }
    }
}

impl YearSplit {
    pub(super) fn year(&self) -> Year {
        self.year
    }

    /// Returns what the parts add up to.
    pub(super) fn whole(&self) -> &Traced<Money> {
        &self.whole
    }

    /// Reports whether part of the market is left unclaimed.
    pub(super) fn has_remainder(&self) -> bool {
        matches!(&self.kept_shares, KeptShares::Absent(left) if left.value().number().is_positive())
    }

    /// Returns the share and size that a claim gets.
    fn part(&self, claim: &Claim) -> (Traced<Ratio>, Traced<Amount>) {
        let size = match (claim, &self.kept_shares) {
            (Claim::Kept(share), KeptShares::OfForecast | KeptShares::Absent(_)) => {
                self.forecast.times(share)
            }
            // The only portion without an assumption gets the whole remainder.
            (Claim::Kept(share), KeptShares::OfRemainder { left, kept })
                if share.value() == kept.value() =>
            {
                left.clone()
            }
            (Claim::Kept(share), KeptShares::OfRemainder { left, kept }) => {
                left.times(share).through(kept)
            }
            (Claim::Grown(size), _) => size.clone(),
            (Claim::Given(share), _) => Traced::from(&self.whole).times(share),
        };
        let share = match claim {
            Claim::Given(share) => share.clone(),
            Claim::Kept(share) if self.is_undivided() => share.clone(),
            Claim::Kept(_) | Claim::Grown(_) => size.of(&self.whole),
        };
        (share, size)
    }

    /// Reports whether the kept shares apply to the whole unchanged.
    fn is_undivided(&self) -> bool {
        matches!(self.kept_shares, KeptShares::OfForecast)
            && Traced::from(&self.whole).value() == self.forecast.value()
    }
}

/// Reports whether `one` exceeds `other` by more than the rounding error of a long calculation.
fn is_above(one: &Amount, other: &Amount) -> bool {
    one.number().trusted() > other.number().trusted()
}
