//! A market divided by a dimension, whose shares stay as published or drift.

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

use drift::{Drift, Slice, TracedOwn};

pub use divided::Divided;
pub use notes::{DivisionFact, DivisionNote, Later, Others, Rescaled};
pub use part::Part;

/// How a dimension divides a market.
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
    /// The segments that do not just keep their share, by id.
    pub own: BTreeMap<String, Own>,
    /// What the parts add up to.
    pub total: Total,
    /// Are the published shares rescaled, so that they reach 100 %?
    pub normalize: bool,
}

/// What is assumed of one segment.
///
/// ```
/// let own = aiinfra::Own::Cagr("35".parse()?);
/// assert!(matches!(own, aiinfra::Own::Cagr(_)));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Own {
    /// It grows at this rate, whatever the market does.
    Cagr(GrowthRate),
    /// Its share moves in a straight line to this one in the last year.
    Share(Share),
}

/// What the parts add up to.
///
/// ```
/// assert_eq!(aiinfra::Total::default(), aiinfra::Total::Fixed);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Total {
    /// The market's forecast: segments without an assumption of their own divide what is left.
    #[default]
    Fixed,
    /// Whatever they come to: segments without an assumption of their own grow as the market does.
    Sum,
}

impl Total {
    /// Both, the usual one first.
    ///
    /// ```
    /// # use aiinfra::Total;
    /// assert_eq!(Total::ALL.iter().map(|each| each.name()).collect::<Vec<_>>(), ["fixed", "sum"]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Fixed, Self::Sum];

    /// The name by which it is chosen and shown.
    ///
    /// ```
    /// # use aiinfra::Total;
    /// assert_eq!(Total::Sum.name(), "sum");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Sum => "sum",
        }
    }
}

impl Division {
    /// The parts of the market in `year`, in the report's order.
    ///
    /// Where they fall short of the whole, a last part, [`Part::id`] `not-itemised`, has the rest. A
    /// dimension without shares gives parts without shares. Shares drift from the year for which they
    /// are published.
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
    /// assert_eq!((last.id(), share), ("not-itemised", "14".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// - a year outside the forecast
    /// - an assumption about a segment without a published share: there is nothing to start from
    /// - shares of 0 alone, which cannot be rescaled
    /// - an assumption where the shares are those of the last year or later: no year is left to drift
    /// - segments that come to more than the whole market: `60` % a year from a share of 30 %
    pub fn divide<'a>(
        &self,
        dimension: &'a Dimension,
        trajectory: &Trajectory,
        year: Year,
    ) -> Result<Vec<Part<'a>>, Error> {
        let drift = self.drift(dimension, trajectory)?;
        let balance = drift.balance(year)?.ok_or_else(|| self.too_much(&drift))?;
        let count = drift.slices.len() + usize::from(balance.has_rest());
        Ok((0..count).map(|place| drift.part(place, &balance, dimension)).collect())
    }

    /// Divides the market in each of these years; parts are computed on demand.
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
    /// As for [`Division::divide`], in any of the years.
    pub fn over(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
        years: &[Year],
    ) -> Result<Divided, Error> {
        let drift = self.drift(dimension, trajectory)?;
        let balance = |year| drift.balance(year)?.ok_or_else(|| self.too_much(&drift));
        let balances = years.iter().map(|year| balance(*year)).collect::<Result<_, Error>>()?;
        Ok(Divided { dimension: dimension.clone(), drift, balances })
    }

    fn drift(&self, dimension: &Dimension, trajectory: &Trajectory) -> Result<Arc<Drift>, Error> {
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
        let slices = self.slices(dimension)?;
        Ok(Drift::new(slices, trajectory, start, self.total, settings).into())
    }

    fn slices(&self, dimension: &Dimension) -> Result<Vec<Slice>, Error> {
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
        let slice = |(segment, share): (&Segment, Option<Traced<Ratio>>)| {
            let start = share.map(|share| if rescales { share.through(&sum) } else { share });
            self.slice(segment, start)
        };
        let mut slices: Vec<Slice> =
            dimension.segments.iter().zip(published).map(slice).collect::<Result<_, _>>()?;
        let rest = Traced::<Ratio>::whole().less(&sum);
        if dimension.has_shares() && rest.value().fraction().is_positive() && !rescales {
            slices.push(Slice { start: Some(rest), own: TracedOwn::Nothing });
        }
        Ok(slices)
    }

    fn slice(&self, segment: &Segment, start: Option<Traced<Ratio>>) -> Result<Slice, Error> {
        let own = self.own.get(&segment.id);
        if let (None, Some(_)) = (&start, own) {
            let expected = ExpectedGrowth::SegmentWithShare;
            return Err(Error::invalid(What::Segment, &segment.id, expected));
        }
        let given =
            |input: fn(String) -> Input| Given { input: input(segment.id.clone()), scenario: None };
        let own = match own {
            None => TracedOwn::Nothing,
            Some(Own::Cagr(rate)) => {
                TracedOwn::Cagr(Traced::given(rate.clone(), given(Input::SegmentCagr)))
            }
            Some(Own::Share(share)) => {
                TracedOwn::Share(Traced::given(share.clone(), given(Input::SegmentShare)))
            }
        };
        Ok(Slice { start, own })
    }

    /// Are the published shares brought to 100 %? Where they pass it by their rounding, nothing that
    /// is assumed of one segment could leave the others theirs.
    fn rescales(&self, dimension: &Dimension) -> bool {
        let drifts = !self.own.is_empty() || self.total == Total::Sum;
        self.normalize || (drifts && dimension.share_sum() > Decimal::from(1))
    }

    /// Says in which years the segments come to more than the whole.
    fn too_much(&self, drift: &Arc<Drift>) -> Error {
        let settings = drift.settings.clone();
        let years = drift.excess().into_iter().map(|(from, to)| run(from, to)).collect();
        let can_sum = self.own.values().any(|own| matches!(own, Own::Cagr(_)));
        match self.total {
            Total::Fixed => SegmentFault::AboveWhole { settings, years, can_sum }.into(),
            Total::Sum => SegmentFault::NothingLeft { settings, years }.into(),
        }
    }
}

/// Years that follow each other, up to the last or to that one.
fn run(from: Year, to: Option<Year>) -> YearRun {
    match to {
        Some(to) => YearRun::Within(from.number(), to.number()),
        None => YearRun::From(from.number()),
    }
}

impl Own {
    /// Returns the assumption about the segment of that id as a setting of its input.
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
