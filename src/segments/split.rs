//! The division of a whole in one year.

use crate::derivation::Traced;
use crate::quantity::{Amount, Money, Ratio, Year};

use super::shares::{Portion, YearShares};

/// What the parts of a year are computed from.
#[derive(Clone, Debug)]
pub(super) struct Basics {
    pub(super) year: Year,
    pub(super) forecast: Traced<Amount>,
    pub(super) shares: YearShares,
    /// Whether published sizes of segments hold, since the whole has its published size.
    pub(super) keeps_sizes: bool,
}

/// A portion's claim on the market in a year.
pub(super) enum Claim {
    /// A part of the remainder in proportion to a share.
    Kept(Kept),
    /// This amount, regardless of the market's growth.
    Grown(Traced<Amount>),
    /// This share of the total.
    Given(Traced<Ratio>),
}

/// A share without an assumption, with the published size if it holds.
pub(super) struct Kept {
    pub(super) share: Traced<Ratio>,
    pub(super) size: Option<Traced<Amount>>,
}

/// The division of the market in one year.
#[derive(Debug)]
pub(super) struct YearSplit {
    pub(super) basics: Basics,
    /// The sum of the parts.
    pub(super) whole: Traced<Money>,
    /// What portions without an assumption get.
    pub(super) kept_shares: KeptShares,
}

/// What portions without an assumption get.
#[derive(Debug)]
pub(super) enum KeptShares {
    /// Their shares of the forecast.
    OfForecast,
    /// The remainder, in proportion to their shares.
    OfRemainder(Traced<Amount>),
    /// Nothing, since there are no such portions; this remainder is not itemized.
    Absent(Traced<Amount>),
}

impl Basics {
    pub(super) fn kept(&self, portion: &Portion) -> Option<Kept> {
        let share = portion.share(self.year, &self.shares)?.carried_to(self.year);
        let size = portion.published_size(self.year).filter(|_| self.keeps_sizes);
        Some(Kept { share, size: size.cloned() })
    }

    /// Returns the claim of what no segment covers.
    pub(super) fn rest(&self) -> Option<Claim> {
        let share = self.shares.rest.clone()?;
        Some(Claim::Kept(Kept { share, size: None }))
    }
}

impl Kept {
    /// Returns the size if the whole has this one.
    pub(super) fn of(&self, forecast: &Traced<Amount>) -> Traced<Amount> {
        self.size.clone().unwrap_or_else(|| forecast.times(&self.share))
    }
}

impl Claim {
    pub(super) fn given(self) -> Option<Traced<Ratio>> {
        match self {
            Self::Given(share) => Some(share),
            Self::Kept(_) | Self::Grown(_) => None,
        }
    }
}

impl YearSplit {
    pub(super) fn year(&self) -> Year {
        self.basics.year
    }

    /// Returns what the parts add up to.
    pub(super) fn whole(&self) -> &Traced<Money> {
        &self.whole
    }

    /// Returns whether the published shares, with what no segment covers, add up to 100% at most.
    pub(super) fn is_at_most_whole(&self) -> bool {
        self.basics.shares.is_at_most_whole()
    }

    /// Returns whether there is a part that no segment covers.
    pub(super) fn has_rest(&self) -> bool {
        let is_left = |left: &Traced<Amount>| left.value().number().is_positive();
        let has_left = matches!(&self.kept_shares, KeptShares::Absent(left) if is_left(left));
        self.basics.shares.rest.is_some() || has_left
    }

    /// Returns the share and size that a claim gets.
    pub(super) fn part(&self, claim: &Claim) -> (Traced<Ratio>, Traced<Amount>) {
        let kept_sum = &self.basics.shares.kept;
        let size = match (claim, &self.kept_shares) {
            (Claim::Kept(kept), KeptShares::OfForecast | KeptShares::Absent(_)) => {
                kept.of(&self.basics.forecast)
            }
            // The only portion without an assumption gets the whole remainder.
            (Claim::Kept(kept), KeptShares::OfRemainder(left))
                if kept.share.value() == kept_sum.value() =>
            {
                left.clone()
            }
            (Claim::Kept(kept), KeptShares::OfRemainder(left)) => {
                left.times(&kept.share).through(kept_sum)
            }
            (Claim::Grown(size), _) => size.clone(),
            (Claim::Given(share), _) => Traced::from(&self.whole).times(share),
        };
        let share = match claim {
            Claim::Given(share) => share.clone(),
            Claim::Kept(kept) if self.is_undivided() => kept.share.clone(),
            Claim::Kept(_) | Claim::Grown(_) => size.of(&self.whole),
        };
        (share, size)
    }

    /// Returns whether the kept shares apply to the whole unchanged.
    fn is_undivided(&self) -> bool {
        matches!(self.kept_shares, KeptShares::OfForecast)
            && Traced::from(&self.whole).value() == self.basics.forecast.value()
    }
}
