//! What changes the size of a year most, one input at a time.

mod asked;
mod left_open;
mod notes;
mod swing;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::Market;
use crate::quantity::{GrowthRate, Interval, Money, Year};
use crate::trajectory::{Follow, Trajectory};

pub use notes::{Largest, Note};
pub use swing::{Cause, Choice, End, Swing};

/// A question: how far does each input move the size of one year, if all others stay as in the forecast?
///
/// Without intervals and other reports, the inputs are those that the report itself leaves open: how its figures were
/// rounded, its sizes or its stated CAGR, and constant growth or equal steps between its sizes.
///
/// ```
/// use aiinfra::{Market, Sensitivity, Unit};
///
/// let market = Market::embedded()?;
/// let ranking = Sensitivity::new(&market, "2030".parse()?).ranking()?;
/// let [largest, ..] = ranking.swings.as_slice() else { unreachable!() };
/// assert_eq!(largest.cause.id(), "steps");
/// assert_eq!(largest.swing.value().in_unit(Unit::Billion).to_fixed(2), "125.84");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sensitivity<'a> {
    /// The market.
    pub market: &'a Market,
    /// The year.
    pub year: Year,
    /// Which of the report's figures its forecast follows.
    pub follow: Follow,
    /// The terms of the answer.
    pub denomination: Denomination,
    /// Other reports about the market.
    pub reports: Vec<Report<'a>>,
    /// Sizes that the base may have instead of the published one.
    pub base: Option<Interval<Money>>,
    /// Growth rates that may replace the report's.
    pub cagr: Option<Interval<GrowthRate>>,
}

/// Another report about the market.
///
/// ```
/// use aiinfra::sensitivity::Report;
/// use aiinfra::{Denomination, Market};
///
/// let market = Market::embedded()?;
/// let name = market.publisher().to_owned();
/// let report = Report { name, market: &market, denomination: Denomination::default() };
/// assert_eq!(report.name, "Cervicorn Consulting");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The name that distinguishes it.
    pub name: String,
    /// Its market.
    pub market: &'a Market,
    /// How its sizes are expressed in the terms of the answer.
    pub denomination: Denomination,
}

/// The inputs, the one with the largest swing first.
///
/// ```
/// use aiinfra::{Market, Sensitivity};
///
/// let market = Market::embedded()?;
/// let ranking = Sensitivity::new(&market, market.base().year).ranking()?;
/// let ids: Vec<String> = ranking.swings.iter().map(|swing| swing.cause.id()).collect();
/// assert_eq!(ids, ["published.2024"]);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ranking {
    /// The year.
    pub year: Year,
    /// The forecast for that year, in the terms of the answer.
    pub forecast: Traced<Money>,
    /// What each input does.
    pub swings: Vec<Swing>,
    /// The inputs that yield no size.
    pub left_out: Vec<LeftOut>,
}

/// An input that yields no size.
///
/// ```
/// use aiinfra::sensitivity::{NoSize, Report, Sensitivity};
/// use aiinfra::Market;
///
/// let market = Market::embedded()?;
/// let text = "market = { name = 'AI', publisher = 'P', currency = 'USD', unit = 'billion' }\n\
///     value = [{ year = 2024, size = 50 }, { year = 2028, size = 90 }]";
/// let other = Market::from_toml(text)?;
/// let report = Report { name: "P".to_owned(), market: &other, denomination: Default::default() };
/// let sensitivity = Sensitivity { reports: vec![report], ..Sensitivity::new(&market, "2030".parse()?) };
/// let ranking = sensitivity.ranking()?;
/// assert!(matches!(ranking.left_out[0].reason, NoSize::OtherYears { .. }));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeftOut {
    /// The input.
    pub cause: Cause,
    /// Why it yields none.
    pub reason: NoSize,
}

/// Why an input yields no size.
///
/// ```
/// use aiinfra::sensitivity::NoSize;
///
/// let reason = NoSize::OtherYears { first: "2024".parse()?, last: "2028".parse()? };
/// assert!(matches!(reason, NoSize::OtherYears { first, .. } if first.number() == 2024));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NoSize {
    /// The report does not cover the year.
    OtherYears {
        /// The first year that it covers.
        first: Year,
        /// The last year that it covers.
        last: Year,
    },
    /// The size cannot be computed.
    Fault(Arc<Error>),
}

impl<'a> Sensitivity<'a> {
    /// Asks about what the report itself leaves open.
    #[must_use]
    pub fn new(market: &'a Market, year: Year) -> Self {
        Self {
            market,
            year,
            follow: Follow::default(),
            denomination: Denomination::default(),
            reports: Vec::new(),
            base: None,
            cagr: None,
        }
    }

    /// Returns the inputs, the one with the largest swing first. Those that the report leaves open are listed only if
    /// the size of the year depends on them.
    ///
    /// # Errors
    /// - `2040` if the forecast ends in 2034
    /// - [`Follow::Cagr`] if the report states no growth rate
    /// - an interval that takes the size past 10^12 trillion
    pub fn ranking(&self) -> Result<Ranking, Error> {
        let forecast = Trajectory::published(self.market, self.follow)?;
        let size = self.size_on(&forecast)?;
        let mut ranking =
            Ranking { year: self.year, forecast: size, swings: Vec::new(), left_out: Vec::new() };
        self.add_left_open(&forecast, &mut ranking);
        self.add_reports(&mut ranking);
        self.add_intervals(&mut ranking)?;
        // A stable sort, so equal swings keep this order.
        ranking.swings.sort_by_key(|swing| Reverse(swing.swing.value().number().trusted()));
        Ok(ranking)
    }

    /// Returns the size of the year on a trajectory, in the terms of the answer.
    fn size_on(&self, trajectory: &Trajectory) -> Result<Traced<Money>, Error> {
        trajectory.expressed(&self.denomination).traced(self.year)
    }

    /// Returns an end of an input, with the size on its trajectory.
    fn end(&self, choice: Choice, trajectory: &Trajectory) -> Result<End, Error> {
        Ok(End { choice, size: self.size_on(trajectory)? })
    }
}

impl Ranking {
    /// Adds what an input does. If the report leaves it open, the size must depend on it.
    fn add(&mut self, cause: Cause, ends: [End; 2]) {
        let swing = Swing::new(cause, ends, &self.forecast);
        if swing.has_effect() || !swing.cause.is_of_report() {
            self.swings.push(swing);
        }
    }

    /// Adds an input that may have no ends, or yield no size.
    fn add_if_any(&mut self, cause: Cause, ends: Result<Option<[End; 2]>, Error>) {
        match ends {
            Ok(Some(ends)) => self.add(cause, ends),
            Ok(None) => {}
            Err(fault) => {
                self.left_out.push(LeftOut { cause, reason: NoSize::Fault(fault.into()) });
            }
        }
    }
}

/// Returns both ends of an input.
fn both<Input>(
    inputs: [Input; 2],
    end: impl Fn(Input) -> Result<End, Error>,
) -> Result<[End; 2], Error> {
    let [low, high] = inputs.map(end);
    Ok([low?, high?])
}

/// Returns two alternatives, the one with the lower size first.
fn lower_first([one, other]: [End; 2]) -> [End; 2] {
    if one.size.value() <= other.size.value() { [one, other] } else { [other, one] }
}
