//! The whole that a dimension divides.

use std::sync::Arc;

use crate::derivation::Traced;
use crate::error::{Error, SegmentFault};
use crate::quantity::{Horizon, Money, Year};
use crate::trajectory::Trajectory;

use super::drift::DriftModel;

/// The whole that a dimension divides.
#[derive(Debug)]
pub(super) enum Whole {
    Market(Trajectory),
    /// A segment of another dimension.
    Segment(DividedSegment),
    /// A segment without a published share, so only shares are known.
    Unsized(Trajectory),
}

/// A segment that another dimension divides further.
#[derive(Debug)]
pub(super) struct DividedSegment {
    /// The dimension of the segment.
    pub(super) drift: Arc<DriftModel>,
    /// The segment's index in that dimension.
    pub(super) place: usize,
    pub(super) id: String,
    /// The id of the dimension that divides it.
    pub(super) divider: String,
}

impl Whole {
    pub(super) fn horizon(&self) -> Horizon {
        match self {
            Self::Market(trajectory) | Self::Unsized(trajectory) => trajectory.horizon(),
            Self::Segment(segment) => segment.drift.whole.horizon(),
        }
    }

    /// Returns the size in a year. It is the market's if the segment's is not known.
    pub(super) fn in_year(&self, year: Year) -> Result<Traced<Money>, Error> {
        match self {
            Self::Market(trajectory) | Self::Unsized(trajectory) => trajectory.traced(year),
            Self::Segment(segment) => segment.in_year(year),
        }
    }

    pub(super) fn is_unsized(&self) -> bool {
        matches!(self, Self::Unsized(_))
    }

    /// Returns the id of the segment, if it is one.
    pub(super) fn segment_id(&self) -> Option<&str> {
        match self {
            Self::Segment(segment) => Some(&segment.id),
            Self::Market(_) | Self::Unsized(_) => None,
        }
    }
}

impl DividedSegment {
    fn in_year(&self, year: Year) -> Result<Traced<Money>, Error> {
        let split = self.drift.checked_split(year)?;
        let size = self.drift.figures(self.place, &split).1;
        let size = size.and_then(|size| size.size().ok());
        size.ok_or_else(|| {
            let (segment, dimension) = (self.id.clone(), self.divider.clone());
            SegmentFault::NothingToDivide { dimension, segment, year: year.number() }.into()
        })
    }
}
