//! A market divided by segment, with shares that stay as published or drift.

mod divided;
mod drift;
mod notes;
mod part;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::decimal::Decimal;
use crate::derivation::{Given, Traced};
use crate::error::{Error, ExpectedGrowth, SegmentFault, Setting, What, YearRun};
use crate::input::Input;
use crate::market::{Dimension, Segment};
use crate::quantity::{GrowthRate, Ratio, Share, Year};
use crate::trajectory::Trajectory;

use drift::{DriftModel, Portion, SegmentAssumption};

pub use divided::Divided;
pub use notes::{DivisionFact, DivisionNote, Later, Others, Rescaled};
pub use part::Part;

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
    /// - shares that are all 0, which cannot be rescaled
    /// - an assumption when the shares are for the last year or later, since no year is left to drift
    /// - segments that exceed the whole market, such as growth of `60`% per year from a share of 30%
    pub fn divide<'a>(
        &self,
        dimension: &'a Dimension,
        trajectory: &Trajectory,
        year: Year,
    ) -> Result<Vec<Part<'a>>, Error> {
        let drift = self.drift(dimension, trajectory)?;
        let split = drift.split(year)?.ok_or_else(|| self.above_whole_error(&drift))?;
        let count = drift.portions.len() + usize::from(split.has_remainder());
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
        let split = |year| drift.split(year)?.ok_or_else(|| self.above_whole_error(&drift));
        let splits = years.iter().map(|year| split(*year)).collect::<Result<_, Error>>()?;
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
        let horizon = trajectory.horizon();
        let start = dimension.year.clamp(horizon.first(), horizon.last());
        if let (Some((id, own)), true) = (self.own.iter().next(), start == horizon.last()) {
            let (setting, year) = (own.setting(id), dimension.year.number());
            return Err(SegmentFault::NoYearLeft { setting, year }.into());
        }
        let trajectory = trajectory.clone();
        let settings = self.own.iter().map(|(id, own)| own.setting(id)).collect();
        let portions = self.portions(dimension)?;
        Ok(DriftModel::new(portions, trajectory, start, self.total, settings).into())
    }

    fn portions(&self, dimension: &Dimension) -> Result<Vec<Portion>, Error> {
        let published: Vec<Option<Traced<Ratio>>> = dimension
            .segments
            .iter()
            .map(|segment| Some(Traced::from(&dimension.traced_share(segment)?)))
            .collect();
        let shares: Vec<Traced<Ratio>> = published.iter().flatten().cloned().collect();
        let sum = Traced::<Ratio>::sum(&shares);
        let rescales = self.rescales(dimension);
        if rescales && dimension.has_shares() && !sum.value().fraction().is_positive() {
            return Err(SegmentFault::AllZero { dimension: dimension.id.clone() }.into());
        }
        let portion = |(segment, share): (&Segment, Option<Traced<Ratio>>)| {
            let start = share.map(|share| if rescales { share.through(&sum) } else { share });
            self.portion(segment, start)
        };
        let mut portions: Vec<Portion> =
            dimension.segments.iter().zip(published).map(portion).collect::<Result<_, _>>()?;
        let rest = Traced::<Ratio>::whole().less(&sum);
        if dimension.has_shares() && rest.value().fraction().is_positive() && !rescales {
            portions.push(Portion { start: Some(rest), assumption: SegmentAssumption::None });
        }
        Ok(portions)
    }

    fn portion(&self, segment: &Segment, start: Option<Traced<Ratio>>) -> Result<Portion, Error> {
        let own = self.own.get(&segment.id);
        if let (None, Some(_)) = (&start, own) {
            let expected = ExpectedGrowth::SegmentWithShare;
            return Err(Error::invalid(What::Segment, &segment.id, expected));
        }
        let given =
            |input: fn(String) -> Input| Given { input: input(segment.id.clone()), scenario: None };
        let assumption = match own {
            None => SegmentAssumption::None,
            Some(Own::Cagr(rate)) => {
                SegmentAssumption::Cagr(Traced::given(rate.clone(), given(Input::SegmentCagr)))
            }
            Some(Own::Share(share)) => {
                SegmentAssumption::Share(Traced::given(share.clone(), given(Input::SegmentShare)))
            }
        };
        Ok(Portion { start, assumption })
    }

    /// Reports whether the published shares are rescaled to 100%.
    ///
    /// With an assumption, shares that exceed 100% through rounding are always rescaled. Otherwise the other segments
    /// could not keep theirs.
    fn rescales(&self, dimension: &Dimension) -> bool {
        let drifts = !self.own.is_empty() || self.total == Total::Sum;
        self.normalize || (drifts && dimension.share_sum() > Decimal::from(1))
    }

    /// Returns the error that lists the years in which the segments exceed the whole.
    fn above_whole_error(&self, drift: &Arc<DriftModel>) -> Error {
        let settings = drift.settings.clone();
        let years = drift.excess_years().into_iter().map(|(from, to)| year_run(from, to)).collect();
        let can_sum = self.own.values().any(|own| matches!(own, Own::Cagr(_)));
        match self.total {
            Total::Fixed => SegmentFault::AboveWhole { settings, years, can_sum }.into(),
            Total::Sum => SegmentFault::NothingLeft { settings, years }.into(),
        }
    }
}

/// Returns a run of consecutive years. Without `to`, it lasts to the end of the horizon.
fn year_run(from: Year, to: Option<Year>) -> YearRun {
    match to {
        Some(to) => YearRun::Within(from.number(), to.number()),
        None => YearRun::From(from.number()),
    }
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
            Self::Share(share) => {
                Setting::new(Input::SegmentShare(id), share.percent().to_string())
            }
        }
    }
}
