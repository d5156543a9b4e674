//! A market divided by segment, with shares that stay as published or drift.

mod divided;
mod drift;
mod facts;
mod notes;
mod part;
mod shares;
mod split;
mod whole;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::derivation::{Given, Traced};
use crate::error::{Error, ExpectedGrowth, SegmentFault, Setting, What};
use crate::input::Input;
use crate::market::{Dimension, Segment};
use crate::quantity::{GrowthRate, Share, Year};
use crate::trajectory::Trajectory;

use drift::DriftModel;
use shares::{Portion, Rescaling, SegmentAssumption};
use whole::{DividedSegment, Whole};

pub use divided::Divided;
pub use notes::{DivisionFact, DivisionNote, Later, Others, Rescaled, SizesOfSegments};
pub use part::Part;

/// The value of [`Input::SegmentCagrs`] that stands for the CAGRs that a report prints.
pub(crate) const PUBLISHED: &str = "published";

/// The assumptions for dividing a market by segment.
///
/// ```
/// use std::collections::BTreeMap;
/// use aiinfra::{Division, Market, Own, Scenario};
///
/// let market = Market::embedded()?;
/// let own = BTreeMap::from([("cloud".to_owned(), Own::Share("45".parse()?))]);
/// let division = Division { own, ..Division::default() };
/// let forecast = Scenario::default().trajectory(&market)?;
/// let parts = division.divide(market.dimension("deployment")?, &forecast, "2029".parse()?)?;
/// assert_eq!(parts[1].share().unwrap().value().percent(), "36.5".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Division {
    /// The assumptions about individual segments, by id. `total` decides what happens to the others.
    pub own: BTreeMap<String, Own>,
    /// What the parts sum to.
    pub total: Total,
    /// Whether to rescale the published shares to 100%.
    pub normalize: bool,
    /// How the other dimension is divided, if the dimension divides one of its segments. The default is to divide it
    /// with the same total, rescaled likewise, and without assumptions about its segments.
    pub parent: Option<Box<Division>>,
}

/// An assumption about one segment.
///
/// ```
/// let own = aiinfra::Own::Cagr("35".parse()?);
/// assert!(matches!(own, aiinfra::Own::Cagr(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Own {
    /// It grows at this rate, regardless of the market's growth.
    Cagr(GrowthRate),
    /// It grows at the CAGR that the report prints for it.
    PublishedCagr,
    /// Its share moves in a straight line to this value in the last year.
    Share(Share),
}

/// What the parts sum to.
///
/// ```
/// assert_eq!(aiinfra::Total::default(), aiinfra::Total::Fixed);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Total {
    /// The market's forecast. Segments without an assumption divide the remainder.
    #[default]
    Fixed,
    /// Their own sum. Segments without an assumption grow with the market.
    Sum,
}

impl Total {
    /// Both variants, the default first.
    ///
    /// ```
    /// # use aiinfra::Total;
    /// assert_eq!(Total::ALL.iter().map(|each| each.name()).collect::<Vec<_>>(), ["fixed", "sum"]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Fixed, Self::Sum];

    /// Returns every accepted name.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Fixed => &["fixed"],
            Self::Sum => &["sum"],
        }
    }

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Sum => "sum",
        }
    }
}

impl Division {
    /// Returns the parts of the market in `year`, in the report's order.
    ///
    /// If the segments fall short of the whole, a final part with [`Part::id`] `not-itemized` holds the remainder. In a
    /// dimension without shares, the parts have no shares either. Drift starts from the year of the published shares.
    ///
    /// ```
    /// use aiinfra::{Division, Market, Scenario};
    ///
    /// let market = Market::embedded()?;
    /// let forecast = Scenario::default().trajectory(&market)?;
    /// let end_use = market.dimension("end-use")?;
    /// let parts = Division::default().divide(end_use, &forecast, "2030".parse()?)?;
    /// let last = parts.last().unwrap();
    /// let share = last.share().unwrap().value().percent();
    /// assert_eq!((last.id(), share), ("not-itemized", "14".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the forecast
    /// - an assumption about a segment without a published share, since there is no starting point
    /// - the growth at a published CAGR of a segment that has none
    /// - shares that are all 0, which cannot be rescaled
    /// - a dimension of a segment that is `0` in that year
    /// - an assumption when the shares are for the last year or later, since no year is left to drift
    /// - segments that exceed the whole market, such as growth of `60`% per year from a share of 30%
    pub fn divide<'a>(
        &self,
        dimension: &'a Dimension,
        trajectory: &Trajectory,
        year: Year,
    ) -> Result<Vec<Part<'a>>, Error> {
        let drift = self.drift(dimension, trajectory)?;
        let split = drift.checked_split(year)?;
        let count = drift.portions.len() + usize::from(split.has_rest());
        Ok((0..count).map(|place| drift.part(place, &split, dimension)).collect())
    }

    /// Divides the market in each of these years. Parts are computed on demand.
    ///
    /// ```
    /// # use aiinfra::{Division, Market, Scenario};
    /// # let market = Market::embedded()?;
    /// # let forecast = Scenario::default().trajectory(&market)?;
    /// let years = ["2029".parse()?, "2030".parse()?];
    /// let divided = Division::default().over(market.dimension("region")?, &forecast, &years)?;
    /// assert_eq!(divided.count(), 8);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// The same as [`Division::divide`], for any of the years.
    pub fn over(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
        years: &[Year],
    ) -> Result<Divided, Error> {
        let drift = self.drift(dimension, trajectory)?;
        let split = |year: &Year| drift.checked_split(*year);
        let splits = years.iter().map(split).collect::<Result<_, Error>>()?;
        Ok(Divided { dimension: dimension.clone(), drift, splits })
    }

    fn drift(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
    ) -> Result<Arc<DriftModel>, Error> {
        let ids = || dimension.segments.iter().map(|segment| segment.id.as_str());
        if let Some(id) = self.own.keys().find(|own| !ids().any(|id| id == *own)) {
            return Err(Error::unknown(What::Segment, id, ids()));
        }
        let whole = self.whole(dimension, trajectory)?;
        let portions = dimension.segments.iter().map(|segment| self.portion(dimension, segment));
        let portions = portions.collect::<Result<_, Error>>()?;
        let (total, settings) = (self.total, self.settings());
        let model =
            DriftModel::new(dimension, portions, whole, total, self.rescaling(), settings.clone());
        if let (Some(setting), true) =
            (settings.into_iter().next(), model.start == trajectory.horizon().last())
        {
            let year = dimension.year.number();
            return Err(SegmentFault::NoYearLeft { setting, year }.into());
        }
        let is_zero = |year: Year| !model.shares(year).sum.value().fraction().is_positive();
        let rescales = self.normalize && dimension.has_shares();
        if rescales && dimension.years().into_iter().any(is_zero) {
            return Err(SegmentFault::AllZero { dimension: dimension.id.clone() }.into());
        }
        Ok(model.into())
    }

    /// Returns the whole that the dimension divides.
    fn whole(&self, dimension: &Dimension, trajectory: &Trajectory) -> Result<Whole, Error> {
        let Some(parent) = &dimension.of else { return Ok(Whole::Market(trajectory.clone())) };
        let segment = parent.segment()?;
        let drift = self.of_parent().drift(&parent.dimension, trajectory)?;
        let place = parent.dimension.segments.iter().position(|one| one.id == segment.id);
        let place = place.filter(|_| segment.is_sized() && !drift.whole.is_unsized());
        let Some(place) = place else {
            if !self.own.is_empty() {
                return Err(without_share(segment));
            }
            return Ok(Whole::Unsized(trajectory.clone()));
        };
        let (id, divider) = (segment.id.clone(), dimension.id.clone());
        Ok(Whole::Segment(DividedSegment { drift, place, id, divider }))
    }

    /// Returns how the dimension is divided of which another one divides a segment.
    fn of_parent(&self) -> Self {
        match &self.parent {
            Some(parent) => (**parent).clone(),
            None => Self { total: self.total, normalize: self.normalize, ..Self::default() },
        }
    }

    fn portion(&self, dimension: &Dimension, segment: &Segment) -> Result<Portion, Error> {
        let own = self.own.get(&segment.id);
        if own.is_some() && !segment.is_sized() {
            return Err(without_share(segment));
        }
        let given =
            |input: fn(String) -> Input| Given { input: input(segment.id.clone()), scenario: None };
        let assumption = match own {
            None => SegmentAssumption::None,
            Some(Own::Cagr(rate)) => {
                SegmentAssumption::Cagr(Traced::given(rate.clone(), given(Input::SegmentCagr)))
            }
            Some(Own::PublishedCagr) => {
                let expected = ExpectedGrowth::SegmentWithCagr;
                let none = || Error::invalid(What::Segment, &segment.id, expected);
                SegmentAssumption::Cagr(dimension.traced_cagr(segment).ok_or_else(none)?)
            }
            Some(Own::Share(share)) => {
                SegmentAssumption::Share(Traced::given(share.clone(), given(Input::SegmentShare)))
            }
        };
        Ok(Portion::new(dimension, segment, assumption))
    }

    /// Reports when the published shares are rescaled to 100%.
    ///
    /// With an assumption, shares that exceed 100% through rounding are always rescaled. Otherwise the other segments
    /// could not keep theirs.
    fn rescaling(&self) -> Rescaling {
        let drifts = !self.own.is_empty() || self.total == Total::Sum;
        match (self.normalize, drifts) {
            (true, _) => Rescaling::Always,
            (false, true) => Rescaling::AboveWhole,
            (false, false) => Rescaling::Never,
        }
    }

    /// Returns the assumptions about segments as inputs, each once.
    fn settings(&self) -> Vec<Setting> {
        let mut settings = Vec::new();
        for (id, own) in &self.own {
            let setting = own.setting(id);
            if !settings.contains(&setting) {
                settings.push(setting);
            }
        }
        settings
    }
}

/// Returns the error that a segment has no share to start from.
fn without_share(segment: &Segment) -> Error {
    Error::invalid(What::Segment, &segment.id, ExpectedGrowth::SegmentWithShare)
}

impl Own {
    /// Returns the assumption as a setting of its input, for the segment with this id.
    ///
    /// ```
    /// # use aiinfra::Own;
    /// let setting = Own::Cagr("35".parse()?).setting("cloud");
    /// assert_eq!(setting.to_string(), "segment-cagr cloud=35");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn setting(&self, id: &str) -> Setting {
        let id = id.to_owned();
        match self {
            Self::Cagr(rate) => Setting::new(Input::SegmentCagr(id), rate.percent().to_string()),
            Self::PublishedCagr => Setting::new(Input::SegmentCagrs, PUBLISHED),
            Self::Share(share) => {
                Setting::new(Input::SegmentShare(id), share.percent().to_string())
            }
        }
    }
}
