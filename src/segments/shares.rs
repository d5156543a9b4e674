//! The published shares of segments, and what they add up to in a year.

use std::sync::{Arc, OnceLock};

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::market::{Dimension, Segment, on_lines};
use crate::quantity::{Amount, GrowthRate, Ratio, Share, Year};

/// A segment, with its published shares and sizes and the assumption about it.
#[derive(Debug)]
pub(super) struct Portion {
    published: Published,
    /// The published sizes, by year.
    sizes: Vec<(Year, Traced<Amount>)>,
    pub(super) assumption: SegmentAssumption,
}

/// The published shares of a segment.
#[derive(Debug)]
enum Published {
    None,
    /// A share of the only year for which the dimension has shares, and the same share once it is rescaled.
    Constant(Traced<Ratio>, OnceLock<Traced<Ratio>>),
    /// Shares by year, on a straight line in between.
    Lines(Vec<(Year, Traced<Ratio>)>),
}

/// The assumption about a segment.
#[derive(Clone, Debug)]
pub(super) enum SegmentAssumption {
    None,
    Cagr(Traced<GrowthRate>),
    Share(Traced<Share>),
}

/// When shares are rescaled to 100%.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rescaling {
    Never,
    /// In years in which they exceed 100% through rounding.
    AboveWhole,
    Always,
}

/// What the shares of all segments add up to in a year.
#[derive(Clone, Debug)]
pub(super) struct YearShares {
    /// The sum of the published shares.
    pub(super) sum: Traced<Ratio>,
    /// Whether they are rescaled to 100%.
    pub(super) is_rescaled: bool,
    /// The share that no segment covers, if any.
    pub(super) rest: Option<Traced<Ratio>>,
    /// The sum of the shares without an assumption, including the one that no segment covers.
    pub(super) kept: Traced<Ratio>,
}

impl Portion {
    pub(super) fn new(
        dimension: &Dimension,
        segment: &Segment,
        assumption: SegmentAssumption,
    ) -> Self {
        let known = dimension.known_shares(segment);
        let published = match known.as_slice() {
            [] => Published::None,
            [(_, share)] if is_constant(dimension) => {
                Published::Constant(share.clone(), OnceLock::new())
            }
            _ => Published::Lines(known),
        };
        let size = |point| Traced::from(&dimension.traced_size(segment, point));
        let sizes = segment.sizes.iter().map(|point| (point.year, size(point))).collect();
        Self { published, sizes, assumption }
    }

    pub(super) fn has_assumption(&self) -> bool {
        !matches!(self.assumption, SegmentAssumption::None)
    }

    pub(super) fn is_sized(&self) -> bool {
        !matches!(self.published, Published::None)
    }

    /// Returns whether any published share is above 0.
    pub(super) fn has_positive_share(&self) -> bool {
        let is_positive = |share: &Traced<Ratio>| share.value().fraction().is_positive();
        match &self.published {
            Published::None => false,
            Published::Constant(share, _) => is_positive(share),
            Published::Lines(known) => known.iter().any(|(_, share)| is_positive(share)),
        }
    }

    /// Returns the published size in a year, if there is one.
    pub(super) fn published_size(&self, year: Year) -> Option<&Traced<Amount>> {
        self.sizes.iter().find(|(of, _)| *of == year).map(|(_, size)| size)
    }

    /// Returns the share in a year, rescaled if `shares` are. A published share may be one of another year.
    pub(super) fn share(&self, year: Year, shares: &YearShares) -> Option<Traced<Ratio>> {
        if !shares.is_rescaled {
            return self.published_share(year);
        }
        match &self.published {
            Published::Constant(share, rescaled) => {
                Some(rescaled.get_or_init(|| share.through(&shares.sum)).clone())
            }
            _ => Some(self.published_share(year)?.through(&shares.sum)),
        }
    }

    fn published_share(&self, year: Year) -> Option<Traced<Ratio>> {
        match &self.published {
            Published::None => None,
            Published::Constant(share, _) => Some(share.clone()),
            Published::Lines(known) => on_lines(known, year),
        }
    }
}

/// Returns whether shares are published for a single year, and no sizes.
pub(super) fn is_constant(dimension: &Dimension) -> bool {
    let has_sizes = dimension.segments.iter().any(|segment| !segment.sizes.is_empty());
    dimension.years().len() <= 1 && !has_sizes
}

impl YearShares {
    pub(super) fn new(portions: &Arc<[Portion]>, year: Year, rescaling: Rescaling) -> Self {
        let all = Arc::clone(portions);
        let published = move || all.iter().filter_map(|one| one.published_share(year)).collect();
        let sum = Traced::<Ratio>::sum_of(published);
        let whole = Decimal::from(1);
        let is_rescaled = match rescaling {
            Rescaling::Never => false,
            Rescaling::AboveWhole => sum.value().fraction().trusted() > whole,
            // Shares of 0 cannot be rescaled, which is an error elsewhere.
            Rescaling::Always => sum.value().fraction().is_positive(),
        };
        let has_shares = portions.iter().any(Portion::is_sized);
        let leaves_rest = whole.difference(sum.value().fraction()).is_positive();
        let has_rest = has_shares && !is_rescaled && leaves_rest;
        let rest = has_rest.then(|| Traced::<Ratio>::whole().less(&sum));
        let unassumed = Self { kept: sum.clone(), sum, is_rescaled, rest };
        let (all, shares) = (Arc::clone(portions), unassumed.clone());
        let kept = move || {
            let portions = all.iter().filter(|portion| !portion.has_assumption());
            let kept = portions.filter_map(|portion| portion.share(year, &shares));
            kept.chain(shares.rest.clone()).collect()
        };
        Self { kept: Traced::<Ratio>::sum_of(kept), ..unassumed }
    }

    /// Returns whether the shares, with what no segment covers, add up to 100% at most.
    pub(super) fn is_at_most_whole(&self) -> bool {
        let sum = self.sum.value().fraction().trusted();
        self.is_rescaled || self.rest.is_some() || sum <= Decimal::from(1)
    }
}
