//! The distribution of the size in every year.

use crate::denomination::Denomination;
use crate::derivation::Traced;
use crate::error::{Error, ExpectedRange, Place, What};
use crate::input::Input;
use crate::market::Market;
use crate::quantity::{Coefficient, Coverage, GrowthRate, Interval, Money, Probability, Year};
use crate::scenario::Scenario;
use crate::trajectory::{Course, Onward, Trajectory};

use super::{Figures, Uncertainty, given};

/// The distributions of the sizes of a market, year by year.
///
/// Every size is lognormal, as a product of powers of the base and of the growth factor.
#[derive(Clone, Debug)]
pub struct Spread {
    scenario: Scenario,
    course: Course,
    medians: Trajectory,
    /// The standard deviation of the logarithm of the base.
    base: Option<Traced<Coefficient>>,
    /// The standard deviation of the logarithm of the growth factor.
    growth: Option<Traced<Coefficient>>,
    /// The year after which growth is uncertain.
    from: Year,
    independent_years: bool,
    correlation: Option<Traced<Coefficient>>,
    /// The probability and the standard score of the high end of an interval.
    high_end: (Traced<Probability>, Traced<Coefficient>),
}

/// A size that is lognormal, or certain if it depends on neither interval.
///
/// ```
/// use aiinfra::{Given, Input, Market, Money, Scenario, Traced, Uncertainty, Unit};
///
/// let market = Market::embedded()?;
/// let uncertainty = Uncertainty { cagr: Some("20..33".parse()?), ..Uncertainty::default() };
/// let spread = uncertainty.spread(&Scenario::default(), &market)?;
/// assert!(spread.in_year("2024".parse()?)?.deviation.is_none());
/// let size = Money::parse("200", Unit::Billion)?;
/// let size = Traced::given(size, Given { input: Input::Reach, scenario: None });
/// let probability = spread.in_year("2030".parse()?)?.reach(&size);
/// assert_eq!(probability.value().percent().to_fixed(2), "39.20");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Distribution {
    year: Year,
    /// The median.
    pub median: Traced<Money>,
    /// The standard deviation of the logarithm, or `None` if the size is certain.
    pub deviation: Option<Traced<Coefficient>>,
}

impl Spread {
    pub(super) fn new(
        uncertainty: &Uncertainty,
        scenario: &Scenario,
        market: &Market,
    ) -> Result<Self, Error> {
        let high_end = high_end(&uncertainty.coverage)?;
        let base = uncertainty.base.as_ref().map(|interval| ends(interval, &Input::Base));
        let cagr = uncertainty.cagr.as_ref().map(|interval| ends(interval, &Input::Cagr));
        let figures = Figures {
            base: base
                .as_ref()
                .map(|[low, high]| Traced::<Money>::geometric_mean(low, high))
                .transpose()?,
            rate: cagr
                .as_ref()
                .map(|[low, high]| Traced::<GrowthRate>::geometric_mean(low, high))
                .transpose()?,
        };
        let (course, medians) = figures.trajectory(scenario, market)?;
        let score = &high_end.1;
        Ok(Self {
            scenario: figures.scenario(scenario),
            course,
            medians,
            base: base.map(|[low, high]| Traced::of_sizes(&low, &high, score)),
            growth: cagr.map(|[low, high]| Traced::of_rates(&low, &high, score)),
            from: scenario.last_known_year(market),
            independent_years: uncertainty.independent_years,
            correlation: uncertainty.correlation.as_ref().map(|one| given(one, Input::Correlation)),
            high_end,
        })
    }

    /// Returns the scenario of the medians.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Returns the trajectory of the medians.
    #[must_use]
    pub fn medians(&self) -> &Trajectory {
        &self.medians
    }

    /// Returns the distribution of the size in a year.
    ///
    /// # Errors
    /// As for [`Trajectory::traced`].
    pub fn in_year(&self, year: Year) -> Result<Distribution, Error> {
        self.in_terms(&Denomination::default(), year)
    }

    /// Returns the distribution in another currency or in real terms.
    ///
    /// # Errors
    /// As for [`Trajectory::traced`] and [`Denomination::size`].
    pub fn in_terms(&self, denomination: &Denomination, year: Year) -> Result<Distribution, Error> {
        let median = self.medians.expressed(denomination).traced(year)?;
        let (base, growth) = (self.base_part(year)?, self.growth_part(year)?);
        let deviation = match (base, growth) {
            (Some(base), Some(growth)) => Some(base.combined(&growth, self.correlation.as_ref())),
            (base, growth) => base.or(growth),
        };
        Ok(Distribution { year, median, deviation })
    }

    /// Returns the standard scores of quantiles.
    #[must_use]
    pub fn scores(&self, quantiles: &[Probability]) -> Vec<Traced<Coefficient>> {
        let mut known = vec![self.high_end.clone()];
        let mut scores = Vec::new();
        for quantile in quantiles {
            let quantile = Traced::constant(quantile.clone());
            let score = score(&quantile, &known);
            scores.push(score.clone());
            known.push((quantile, score));
        }
        scores
    }

    /// Returns the standard deviation that the base contributes to a size.
    ///
    /// It shrinks to 0 at the next known size, and grows again if the rate that led there continues.
    fn base_part(&self, year: Year) -> Result<Option<Traced<Coefficient>>, Error> {
        let Some(deviation) = &self.base else { return Ok(None) };
        let Some(other) = self.next_known(year) else { return Ok(Some(deviation.clone())) };
        let base = self.medians.base_year();
        let free = |one: Year, two: Year| self.course.free_years(one.min(two), one.max(two));
        let is_between = (base.min(other)..=base.max(other)).contains(&year);
        let left = if is_between || self.goes_on_from(other) { free(year, other) } else { 0 };
        match (left, free(base, other)) {
            (0, _) => Ok(None),
            (left, all) if left == all => Ok(Some(deviation.clone())),
            (left, all) => {
                Ok(Some(deviation.over(&Traced::count(left)?).through(&Traced::count(all)?)))
            }
        }
    }

    /// Returns the known year next to the base year, on the side of that year.
    fn next_known(&self, year: Year) -> Option<Year> {
        let base = self.medians.base_year();
        let mut known = self.course.known.keys().copied();
        if year >= base {
            known.find(|known| *known > base)
        } else {
            known.rfind(|known| *known < base)
        }
    }

    /// Whether growth after the known size next to the base continues at the rate between the two.
    fn goes_on_from(&self, known: Year) -> bool {
        let is_last = self.course.known.keys().next_back() == Some(&known);
        is_last && known > self.medians.base_year() && matches!(self.course.onward, Onward::Same)
    }

    /// Returns the standard deviation that growth contributes to a size.
    fn growth_part(&self, year: Year) -> Result<Option<Traced<Coefficient>>, Error> {
        let Some(deviation) = self.growth.as_ref().filter(|_| year > self.from) else {
            return Ok(None);
        };
        let free = self.course.free_years(self.from, year);
        let years = Traced::count(free)?;
        Ok(match (free, self.independent_years) {
            (0, _) => None,
            (_, true) => Some(deviation.over_independent(&years)),
            (_, false) => Some(deviation.over(&years)),
        })
    }
}

impl Distribution {
    /// Returns the quantiles with these standard scores.
    ///
    /// # Errors
    /// A size out of bounds, which takes a wide interval over many years.
    pub fn quantiles(&self, scores: &[Traced<Coefficient>]) -> Result<Vec<Traced<Money>>, Error> {
        let at_year = |error: Error| error.at(Place::Forecast(self.year.number()));
        match &self.deviation {
            Some(deviation) => self.median.quantiles(scores, deviation).map_err(at_year),
            None => Ok(vec![self.median.clone(); scores.len()]),
        }
    }

    /// Returns the probability that the size is at or above another.
    #[must_use]
    pub fn reach(&self, size: &Traced<Money>) -> Traced<Probability> {
        match &self.deviation {
            Some(deviation) => self.median.reach(size, deviation),
            None => Traced::certainty(self.median.value().reaches(size.value())),
        }
    }
}

fn ends<Quantity: Clone>(interval: &Interval<Quantity>, input: &Input) -> [Traced<Quantity>; 2] {
    interval.ends().map(|end| given(end, input.clone()))
}

/// Returns the probability and the score of the high end of an interval in the center of its distribution.
fn high_end(coverage: &Coverage) -> Result<(Traced<Probability>, Traced<Coefficient>), Error> {
    if coverage.is_whole() {
        let percent = format!("{}%", coverage.percent());
        return Err(Error::invalid(What::Coverage, percent, ExpectedRange::CoverageOfQuantiles));
    }
    let is_given = *coverage != Coverage::default();
    let coverage = match is_given {
        true => given(coverage, Input::Within),
        false => Traced::constant(coverage.clone()),
    };
    let probability = Traced::<Probability>::high_end(&coverage);
    let score = Traced::score(&probability);
    Ok((probability, score))
}

/// Returns the score of a quantile. A known score of the same or the opposite probability is reused, because computing
/// one takes the most time by far.
fn score(
    quantile: &Traced<Probability>,
    known: &[(Traced<Probability>, Traced<Coefficient>)],
) -> Traced<Coefficient> {
    let is_opposite = |other: &Probability| quantile.value().is_opposite(other);
    let same = known.iter().find(|(other, _)| other.value() == quantile.value());
    let opposite = known.iter().find(|(other, _)| is_opposite(other.value()));
    match (same, opposite) {
        (Some((_, score)), _) => score.same_score(quantile),
        (None, Some((_, score))) => score.opposite_score(quantile),
        (None, None) => Traced::score(quantile),
    }
}
