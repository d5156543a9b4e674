//! A market divided by a dimension, whose shares stay as published or drift.

mod divided;
mod drift;
mod notes;
mod part;

use std::collections::BTreeMap;

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::{Dimension, Segment};
use crate::quantity::{GrowthRate, Share, Year};
use crate::trajectory::Trajectory;

use drift::{Drift, Slice};

pub use divided::Divided;
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
/// assert_eq!(parts[1].share(), Some(&"36.5".parse()?));
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
    /// assert!(Total::ALL.contains(&Total::Sum));
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
    /// assert_eq!((last.id(), last.share()), ("not-itemised", Some(&"14".parse()?)));
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
        (0..count).map(|place| drift.part(place, &balance, dimension)).collect()
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

    fn drift(&self, dimension: &Dimension, trajectory: &Trajectory) -> Result<Drift, Error> {
        let ids = || dimension.segments.iter().map(|segment| segment.id.as_str());
        if let Some(id) = self.own.keys().find(|own| !ids().any(|id| id == *own)) {
            return Err(Error::unknown("segment", id, ids()));
        }
        let horizon = trajectory.horizon();
        let start = dimension.year.clamp(horizon.first(), horizon.last());
        if let (Some((id, own)), true) = (self.own.iter().next(), start == horizon.last()) {
            return Err(Error::sentence(format!(
                "--{}: the shares are those of {}: expected a year of the forecast after it to drift in",
                own.option(id),
                dimension.year
            )));
        }
        let trajectory = trajectory.clone();
        let options: Vec<String> =
            self.own.iter().map(|(id, own)| format!("--{}", own.option(id))).collect();
        let slices = self.slices(dimension)?;
        Ok(Drift { slices, trajectory, start, total: self.total, options: options.join(" and ") })
    }

    fn slices(&self, dimension: &Dimension) -> Result<Vec<Slice>, Error> {
        let sum = dimension.share_sum();
        let rest = &Decimal::from(1) - &sum;
        let rescales = self.rescales(dimension);
        if rescales && dimension.has_shares() && !sum.is_positive() {
            return Err(Error::sentence(format!(
                "--normalize: every share of `{}` is 0: expected one above 0, to rescale",
                dimension.id
            )));
        }
        let scaled = |share: &Decimal| if rescales { share / &sum } else { share.clone() };
        let slice = |segment: &Segment| {
            let start = segment.share.as_ref().map(|(share, _)| scaled(share.fraction()));
            let own = self.own.get(&segment.id);
            if let (None, Some(_)) = (&start, own) {
                let expected = "a segment with a published share to start from";
                return Err(Error::invalid("segment", &segment.id, expected));
            }
            Ok(Slice { start, own: own.cloned() })
        };
        let mut slices: Vec<Slice> =
            dimension.segments.iter().map(slice).collect::<Result<_, _>>()?;
        if dimension.has_shares() && rest.is_positive() && !rescales {
            slices.push(Slice { start: Some(rest), own: None });
        }
        Ok(slices)
    }

    /// Are the published shares brought to 100 %? Where they pass it by their rounding, nothing that
    /// is assumed of one segment could leave the others theirs.
    fn rescales(&self, dimension: &Dimension) -> bool {
        let drifts = !self.own.is_empty() || self.total == Total::Sum;
        self.normalize || (drifts && dimension.share_sum() > Decimal::from(1))
    }

    /// Says in which years the segments come to more than the whole.
    fn too_much(&self, drift: &Drift) -> Error {
        let when = drift.excess().unwrap_or_default();
        let options = &drift.options;
        let grows = self.own.values().any(|own| matches!(own, Own::Cagr(_)));
        Error::sentence(match (self.total, grows) {
            (Total::Fixed, true) => format!(
                "{options}: above the whole market {when}: expected less for the segments, or --total \
                 sum"
            ),
            (Total::Fixed, false) => {
                format!("{options}: above the whole market {when}: expected less for the segments")
            }
            (Total::Sum, _) => format!(
                "{options}: nothing is left for the other segments {when}: expected shares that come \
                 to less than 100 % together"
            ),
        })
    }
}

impl Own {
    /// The assumption about the segment of that id as the program's option for it.
    ///
    /// ```
    /// # use aiinfra::Own;
    /// assert_eq!(Own::Cagr("35".parse()?).option("cloud"), "segment-cagr cloud=35");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn option(&self, id: &str) -> String {
        match self {
            Self::Cagr(rate) => format!("segment-cagr {id}={}", rate.percent()),
            Self::Share(share) => format!("segment-share {id}={}", share.percent()),
        }
    }
}
