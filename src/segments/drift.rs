//! The arithmetic of segments whose shares drift.

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::Dimension;
use crate::quantity::{GrowthRate, Money, Share, Unit, Year, Years};
use crate::trajectory::Trajectory;

use super::{Own, Part, Total};

/// A segment of a dimension, or what no segment covers, with what is published and assumed of it.
#[derive(Debug)]
pub(super) struct Slice {
    /// The share from which it starts, as a fraction; none where none is published.
    pub(super) start: Option<Decimal>,
    pub(super) own: Option<Own>,
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
    pub(super) options: String,
}

/// What a slice asks for in a year.
struct Claim {
    kind: Kind,
    fraction: Decimal,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A part of what is left, in this proportion.
    Kept,
    /// This fraction of the forecast.
    Grown,
    /// This fraction of the total.
    Given,
}

/// The forecast, in millions, in the year of the shares and in the year that is asked about.
#[derive(Debug)]
struct Forecast {
    start: Decimal,
    size: Decimal,
}

/// How the market is divided in a year.
#[derive(Debug)]
pub(super) struct Balance {
    year: Year,
    /// What the parts add up to.
    whole: Money,
    /// What a kept share is multiplied by.
    factor: Decimal,
    /// The total as a fraction of the forecast.
    total: Decimal,
    /// The fraction of the total that no slice asks for.
    rest: Decimal,
    forecast: Forecast,
}

impl Drift {
    /// The balance of a year; none where the slices ask for more than the whole.
    pub(super) fn balance(&self, year: Year) -> Result<Option<Balance>, Error> {
        let size = self.trajectory.size(year)?;
        let start = self.trajectory.size(self.start)?.in_unit(Unit::Million);
        let forecast = Forecast { start, size: size.in_unit(Unit::Million) };
        let claims: Vec<Option<Claim>> =
            self.slices.iter().map(|slice| self.claim(slice, year, &forecast)).collect();
        let [one, zero] = [1, 0].map(Decimal::from);
        let sum = |kind: Kind| {
            let alike = claims.iter().flatten().filter(|claim| claim.kind == kind);
            alike.fold(zero.clone(), |sum, claim| &sum + &claim.fraction)
        };
        let (kept, grown, given) = (sum(Kind::Kept), sum(Kind::Grown), sum(Kind::Given));
        let independent = &kept + &grown;
        let is_summed = self.total == Total::Sum && independent.is_positive();
        let asked = if is_summed { given } else { &grown + &given };
        let nothing_left = asked.trusted() >= one;
        if asked.trusted() > one || (is_summed && nothing_left) {
            return Ok(None);
        }
        let left = if nothing_left { zero.clone() } else { &one - &asked };
        let has_own = self.slices.iter().any(|slice| slice.own.is_some());
        let (factor, total, rest) = if is_summed {
            (one, &independent / &left, zero)
        } else if !has_own {
            (one.clone(), one, zero)
        } else if kept.is_positive() {
            (&left / &kept, one, zero)
        } else {
            (one.clone(), one, left)
        };
        let whole = size.times(&total).map_err(|_| {
            Error::sentence(format!(
                "{}: expected segments that add up to a size above 0 and below 10^12 trillion in {year}",
                self.options
            ))
        })?;
        Ok(Some(Balance { year, whole, factor, total, rest, forecast }))
    }

    /// The years in which the slices ask for more than the whole: `in 2025`, `in 2032 and from 2034 on`.
    pub(super) fn excess(&self) -> Option<String> {
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
        let told = |(from, to): &(Year, Year)| match (from, to) {
            (from, to) if *to == last => format!("from {from} on"),
            (from, to) if from == to => format!("in {from}"),
            (from, to) => format!("from {from} to {to}"),
        };
        let told: Vec<String> = runs.iter().map(told).collect();
        (!told.is_empty()).then(|| told.join(" and "))
    }

    /// Is there a slice that takes what is left?
    pub(super) fn leaves_others(&self) -> bool {
        let zero = Decimal::from(0);
        self.slices.iter().any(|slice| slice.own.is_none() && slice.start.as_ref() > Some(&zero))
    }

    /// Do the slices have sizes that no share of the total decides?
    pub(super) fn sums(&self) -> bool {
        let is_grown = |slice: &Slice| matches!(slice.own, Some(Own::Cagr(_)));
        self.leaves_others() || self.slices.iter().any(is_grown)
    }

    /// The part at that place: that of a slice, or after them what no slice asks for.
    pub(super) fn part<'a>(
        &self,
        place: usize,
        balance: &Balance,
        dimension: &'a Dimension,
    ) -> Result<Part<'a>, Error> {
        let fraction = match self.slices.get(place) {
            Some(slice) => {
                let claim = self.claim(slice, balance.year, &balance.forecast);
                claim.map(|claim| balance.fraction(&claim))
            }
            None => Some(balance.rest.clone()),
        };
        // Rounding may lift a part that is the whole market slightly above 1.
        let within = |fraction: Decimal| Share::new(fraction.min(Decimal::from(1)));
        Ok(Part {
            segment: dimension.segments.get(place),
            share: fraction.map(within).transpose()?,
            whole: balance.whole.clone(),
        })
    }

    fn claim(&self, slice: &Slice, year: Year, forecast: &Forecast) -> Option<Claim> {
        let share = slice.start.as_ref()?;
        let (kind, fraction) = match &slice.own {
            None => (Kind::Kept, share.clone()),
            Some(Own::Cagr(rate)) => (Kind::Grown, self.grown(share, rate, year, forecast)),
            Some(Own::Share(end)) => (Kind::Given, self.given(share, end.fraction(), year)),
        };
        Some(Claim { kind, fraction })
    }

    /// The fraction of the forecast that a share has become at a growth rate of its own.
    fn grown(
        &self,
        share: &Decimal,
        rate: &GrowthRate,
        year: Year,
        forecast: &Forecast,
    ) -> Decimal {
        if year <= self.start {
            return share.clone();
        }
        // Only a part of the market grows like this, so that the bounds of a size are not for the whole.
        let years = u32::from(year.number() - self.start.number());
        share * &(&(&forecast.start * &rate.factor().powi(years)) / &forecast.size)
    }

    /// The share on the straight line to `end` in the last year.
    fn given(&self, share: &Decimal, end: &Decimal, year: Year) -> Decimal {
        if year <= self.start {
            return share.clone();
        }
        let [passed, all] = [year, self.trajectory.horizon().last()]
            .map(|until| Years::between(self.start, until).number().clone());
        // A weighted mean, which rounding cannot take below the lower of the two or above the higher one.
        &(&(share * &(&all - &passed)) + &(end * &passed)) / &all
    }
}

impl Balance {
    pub(super) fn year(&self) -> Year {
        self.year
    }

    /// Is there a part that no slice asks for?
    pub(super) fn has_rest(&self) -> bool {
        self.rest.is_positive()
    }

    /// The claim as a fraction of the total.
    fn fraction(&self, claim: &Claim) -> Decimal {
        match claim.kind {
            Kind::Kept => &(&claim.fraction * &self.factor) / &self.total,
            Kind::Grown => &claim.fraction / &self.total,
            Kind::Given => claim.fraction.clone(),
        }
    }
}
