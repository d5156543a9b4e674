//! The arithmetic of segments whose shares drift.

use std::sync::Arc;

use crate::derivation::Traced;
use crate::error::{Error, SegmentFault, Setting};
use crate::market::Dimension;
use crate::quantity::{Amount, GrowthRate, Money, Ratio, Share, Year};
use crate::trajectory::Trajectory;

use super::{Part, Total};

/// A segment of a dimension, or what no segment covers, with what is published and assumed of it.
#[derive(Debug)]
pub(super) struct Slice {
    /// The share from which it starts; none where none is published.
    pub(super) start: Option<Traced<Ratio>>,
    pub(super) own: TracedOwn,
}

/// What is assumed of a slice.
#[derive(Clone, Debug)]
pub(super) enum TracedOwn {
    Nothing,
    Cagr(Traced<GrowthRate>),
    Share(Traced<Share>),
}

/// All slices of a dimension, on a trajectory, from the year of their shares on: those of its segments in their order,
/// and after them what no segment covers, if anything.
#[derive(Debug)]
pub(super) struct Drift {
    pub(super) slices: Vec<Slice>,
    pub(super) trajectory: Trajectory,
    pub(super) start: Year,
    pub(super) total: Total,
    /// What is assumed of single segments, as it is typed.
    pub(super) settings: Vec<Setting>,
    /// What the shares of the slices without an assumption of their own come to.
    kept: Traced<Ratio>,
}

/// What a slice asks for in a year.
enum Claim {
    /// A part of what is left, in this proportion.
    Kept(Traced<Ratio>),
    /// This amount, whatever the market does.
    Grown(Traced<Amount>),
    /// This share of the total.
    Given(Traced<Ratio>),
}

/// How the market is divided in a year.
#[derive(Debug)]
pub(super) struct Balance {
    year: Year,
    forecast: Traced<Amount>,
    /// What the parts add up to.
    whole: Traced<Money>,
    /// What the slices that ask for nothing divide.
    rule: Rule,
}

/// What the slices without an assumption of their own have.
#[derive(Debug)]
enum Rule {
    /// Their shares of the forecast.
    Share,
    /// What is left, in proportion to their shares, which add up to `kept`.
    Left { left: Traced<Amount>, kept: Traced<Ratio> },
    /// There are none of them, and this is left.
    Rest(Traced<Amount>),
}

impl Drift {
    pub(super) fn new(
        slices: Vec<Slice>,
        trajectory: Trajectory,
        start: Year,
        total: Total,
        settings: Vec<Setting>,
    ) -> Self {
        let kept: Vec<Traced<Ratio>> = slices
            .iter()
            .filter(|slice| !slice.has_own())
            .filter_map(|slice| slice.start.clone())
            .collect();
        let kept = Traced::<Ratio>::sum(&kept);
        Self { slices, trajectory, start, total, settings, kept }
    }

    /// The balance of a year; none where the slices ask for more than the whole.
    pub(super) fn balance(self: &Arc<Self>, year: Year) -> Result<Option<Balance>, Error> {
        let size = self.trajectory.traced(year)?;
        let forecast = Traced::from(&size);
        let balance = |whole, rule, forecast| Some(Balance { year, forecast, whole, rule });
        // Nothing has drifted yet in the year of the shares.
        if !self.has_own() || year <= self.start {
            return Ok(balance(size, Rule::Share, forecast));
        }
        if self.total == Total::Sum && self.sums() {
            let whole = self.sum(year, &forecast)?;
            return Ok(whole.and_then(|whole| balance(whole, Rule::Share, forecast)));
        }
        let left = match self.asked(year, &forecast) {
            Some(asked) if is_above(asked.value(), forecast.value()) => return Ok(None),
            Some(asked) => forecast.less(&asked),
            None => forecast.clone(),
        };
        let kept = self.kept.clone();
        let rule = if kept.value().fraction().is_positive() {
            Rule::Left { left, kept }
        } else {
            Rule::Rest(left)
        };
        Ok(balance(size, rule, forecast))
    }

    /// What the slices come to together where their sum is the whole; none where shares leave nothing for the others.
    fn sum(
        self: &Arc<Self>,
        year: Year,
        forecast: &Traced<Amount>,
    ) -> Result<Option<Traced<Money>>, Error> {
        let independent = self.amounts(
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

    /// What the slices with an assumption of their own take of the forecast.
    fn asked(self: &Arc<Self>, year: Year, forecast: &Traced<Amount>) -> Option<Traced<Amount>> {
        self.amounts(Slice::has_own, year, forecast, |claim, forecast| match claim {
            Claim::Kept(_) => None,
            Claim::Grown(amount) => Some(amount),
            Claim::Given(share) => Some(forecast.times(&share)),
        })
    }

    /// Some of the amounts that some of the slices claim, together.
    fn amounts(
        self: &Arc<Self>,
        is_one: fn(&Slice) -> bool,
        year: Year,
        forecast: &Traced<Amount>,
        amount: fn(Claim, &Traced<Amount>) -> Option<Traced<Amount>>,
    ) -> Option<Traced<Amount>> {
        let (drift, forecast) = (Arc::clone(self), forecast.clone());
        Traced::<Amount>::sum(move || {
            let slices = drift.slices.iter().filter(|slice| is_one(slice));
            let claims = slices.filter_map(|slice| drift.claim(slice, year));
            claims.filter_map(|claim| amount(claim, &forecast)).collect()
        })
    }

    /// The runs of years in which the slices ask for more than the whole; one that goes on to the end has no last year.
    pub(super) fn excess(self: &Arc<Self>) -> Vec<(Year, Option<Year>)> {
        let last = self.trajectory.horizon().last();
        let mut runs: Vec<(Year, Year)> = Vec::new();
        for year in self.trajectory.horizon().years() {
            if !matches!(self.balance(year), Ok(None)) {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if end.number() + 1 == year.number() => *end = year,
                _ => runs.push((year, year)),
            }
        }
        runs.into_iter().map(|(from, to)| (from, (to != last).then_some(to))).collect()
    }

    fn has_own(&self) -> bool {
        self.slices.iter().any(Slice::has_own)
    }

    /// Is there a slice that takes what is left?
    pub(super) fn leaves_others(&self) -> bool {
        self.slices.iter().any(|slice| matches!(slice.own, TracedOwn::Nothing) && slice.is_some())
    }

    /// Do the slices have sizes that no share of the total decides?
    pub(super) fn sums(&self) -> bool {
        let is_grown = |slice: &Slice| matches!(slice.own, TracedOwn::Cagr(_)) && slice.is_some();
        self.leaves_others() || self.slices.iter().any(is_grown)
    }

    /// The part at that place: that of a slice, or after them what no slice asks for.
    pub(super) fn part<'a>(
        &self,
        place: usize,
        balance: &Balance,
        dimension: &'a Dimension,
    ) -> Part<'a> {
        let (share, size) = match (self.slices.get(place), &balance.rule) {
            (Some(slice), _) => {
                self.claim(slice, balance.year).map(|claim| balance.part(&claim)).unzip()
            }
            (None, Rule::Rest(left)) => (Some(left.of(&balance.whole)), Some(left.clone())),
            (None, Rule::Share | Rule::Left { .. }) => (None, None),
        };
        let segment = dimension.segments.get(place);
        Part { segment, share, size, whole: balance.whole.clone() }
    }

    fn claims(&self, year: Year) -> impl Iterator<Item = Claim> {
        self.slices.iter().filter_map(move |slice| self.claim(slice, year))
    }

    fn claim(&self, slice: &Slice, year: Year) -> Option<Claim> {
        let share = slice.start.as_ref()?;
        Some(match &slice.own {
            TracedOwn::Nothing => Claim::Kept(share.carried_to(year)),
            TracedOwn::Cagr(rate) => Claim::Grown(self.grown(share, rate, year)?),
            TracedOwn::Share(end) => Claim::Given(self.moved(share, end, year)),
        })
    }

    /// What a share of the market has become at a growth rate of its own.
    fn grown(
        &self,
        share: &Traced<Ratio>,
        rate: &Traced<GrowthRate>,
        year: Year,
    ) -> Option<Traced<Amount>> {
        let from = year.min(self.start);
        let size = Traced::from(&self.trajectory.traced(from).ok()?);
        // Only a part of the market grows like this, so that the bounds of a size are not for it.
        Some(size.times(&share.carried_to(from)).grown(rate, &Traced::between(from, year)))
    }

    /// The share on the straight line to `end` in the last year.
    fn moved(&self, share: &Traced<Ratio>, end: &Traced<Share>, year: Year) -> Traced<Ratio> {
        if year <= self.start {
            return share.carried_to(year);
        }
        let [passed, all] = [year, self.trajectory.horizon().last()]
            .map(|until| Traced::between(self.start, until));
        share.toward(end, &passed, &all)
    }
}

impl Slice {
    fn has_own(&self) -> bool {
        !matches!(self.own, TracedOwn::Nothing)
    }

    /// Has it a share above 0?
    fn is_some(&self) -> bool {
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

impl Balance {
    pub(super) fn year(&self) -> Year {
        self.year
    }

    /// Is there a part that no slice asks for?
    pub(super) fn has_rest(&self) -> bool {
        matches!(&self.rule, Rule::Rest(left) if left.value().number().is_positive())
    }

    /// The share and the size that a claim comes to.
    fn part(&self, claim: &Claim) -> (Traced<Ratio>, Traced<Amount>) {
        let size = match (claim, &self.rule) {
            (Claim::Kept(share), Rule::Share | Rule::Rest(_)) => self.forecast.times(share),
            // All that is left.
            (Claim::Kept(share), Rule::Left { left, kept }) if share.value() == kept.value() => {
                left.clone()
            }
            (Claim::Kept(share), Rule::Left { left, kept }) => left.times(share).through(kept),
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

    /// Do the kept shares hold of the whole as they are?
    fn is_undivided(&self) -> bool {
        matches!(self.rule, Rule::Share)
            && Traced::from(&self.whole).value() == self.forecast.value()
    }
}

/// Is the amount above the other, but for the rounding of a long calculation?
fn is_above(one: &Amount, other: &Amount) -> bool {
    one.number().trusted() > other.number().trusted()
}
