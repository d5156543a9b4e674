//! Notes that say in words what an answer shows.

use crate::derivation::{Evidence, Traced};
use crate::quantity::{GrowthRate, Money, Year, Years};
use crate::trajectory::Curve;

/// The growth rate that reaches a goal.
///
/// ```
/// let kind = aiinfra::Note::SameMeaning.kind();
/// assert_eq!(kind, "same-meaning");
/// ```
#[derive(Clone, Debug)]
pub struct GoalNote {
    /// The growth rate that the goal takes.
    pub needed: Traced<GrowthRate>,
    /// The growth rate of the forecast.
    pub forecast: Traced<GrowthRate>,
    /// The starting size.
    pub start: Traced<Money>,
    /// The year of the starting size.
    pub from: Year,
    /// The size to reach.
    pub size: Traced<Money>,
    /// The year to reach it in.
    pub year: Year,
    /// Whether some of those years have their own growth.
    pub is_mixed: bool,
}

/// When a size is reached.
///
/// ```
/// let kind = aiinfra::Note::NoSegments.kind();
/// assert_eq!(kind, "no-segments");
/// ```
#[derive(Clone, Debug)]
pub struct ReachedNote {
    /// The size.
    pub size: Traced<Money>,
    /// The first year that ends at or beyond the size, and the time until then; none if that never happens.
    pub reached: Option<(Year, Traced<Years>)>,
    /// The first year of the forecast.
    pub first: Year,
    /// The last year of the forecast.
    pub last: Year,
    /// The curve that the market follows after the last year, if growth is not constant.
    pub curve: Option<Curve>,
    /// The growth rate after the last year.
    pub onward: Traced<GrowthRate>,
    /// Whether that rate is in real terms; with a price index, it is nominal.
    pub is_onward_real: bool,
    /// Whether the market is to fall to the size.
    pub is_fall: bool,
}

impl GoalNote {
    pub(super) fn figures(&self) -> Vec<(&'static str, Evidence)> {
        vec![
            ("needed_rate", (&self.needed).into()),
            ("forecast_rate", (&self.forecast).into()),
            ("start", (&self.start).into()),
            ("from", self.from.into()),
            ("goal", (&self.size).into()),
            ("year", self.year.into()),
        ]
    }
}

impl ReachedNote {
    pub(super) fn figures(&self) -> Vec<(&'static str, Evidence)> {
        let size = ("size", Evidence::from(&self.size));
        let reached = self.reached.iter().flat_map(|(year, years)| {
            [("year", Evidence::from(*year)), ("years_from_base", Evidence::from(years))]
        });
        let onward = match self.curve.as_ref().map(|curve| (curve.step(), curve.ceiling())) {
            Some((Some(step), _)) => ("step", Evidence::from(&step)),
            Some((None, Some(ceiling))) => ("ceiling", Evidence::from(ceiling)),
            _ => ("onward_rate", Evidence::from(&self.onward)),
        };
        [size].into_iter().chain(reached).chain([onward]).collect()
    }
}
