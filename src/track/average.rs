//! The average errors of forecasts with the same lead time.

use crate::derivation::{Evidence, Traced};
use crate::quantity::{Coefficient, Ratio, Years};

use super::Pair;

/// The average errors of forecasts with the same lead time.
///
/// ```
/// assert_eq!(aiinfra::track::Average::FEWEST, 5);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Average {
    /// The time from an edition's base year to the year that it forecasts.
    pub lead: Traced<Years>,
    /// The number of pairs.
    pub count: usize,
    /// The mean error, in which errors above and below the actual cancel out.
    pub error: Traced<Ratio>,
    /// The mean absolute error.
    pub absolute_error: Traced<Ratio>,
    /// The mean absolute error of no change.
    pub no_change: Traced<Ratio>,
    /// The mean absolute error of the same growth as before, if every pair has one.
    pub same_growth: Option<Traced<Ratio>>,
    /// The mean log error.
    pub log_error: Traced<Coefficient>,
}

impl Average {
    /// The fewest pairs that are averaged. A mean of fewer says little.
    pub const FEWEST: usize = 5;

    /// Returns the averages of pairs with the same lead time, if there are enough.
    pub(super) fn of(pairs: &[&Pair]) -> Option<Self> {
        let first = pairs.first().filter(|_| pairs.len() >= Self::FEWEST)?;
        let errors: Vec<_> = pairs.iter().map(|pair| pair.error.clone()).collect();
        let no_change: Vec<_> = pairs.iter().map(|pair| pair.no_change_error.clone()).collect();
        let same_growth: Option<Vec<_>> =
            pairs.iter().map(|pair| pair.same_growth_error.clone()).collect();
        let log_errors: Vec<_> = pairs.iter().map(|pair| pair.log_error.clone()).collect();
        Some(Self {
            lead: first.lead.clone(),
            count: pairs.len(),
            error: Traced::<Ratio>::mean(&errors)?,
            absolute_error: mean_magnitude(&errors)?,
            no_change: mean_magnitude(&no_change)?,
            same_growth: same_growth.and_then(|errors| mean_magnitude(&errors)),
            log_error: Traced::<Coefficient>::mean(&log_errors)?,
        })
    }

    pub(super) fn figures(&self) -> Vec<(&'static str, Evidence)> {
        let mut figures = vec![
            ("lead_years", (&self.lead).into()),
            ("pairs", Evidence::Count(self.count)),
            ("mean_error_pct", (&self.error).into()),
            ("mean_absolute_error_pct", (&self.absolute_error).into()),
            ("mean_absolute_no_change_error_pct", (&self.no_change).into()),
        ];
        let same_growth = self.same_growth.as_ref();
        figures
            .extend(same_growth.map(|error| ("mean_absolute_same_growth_error_pct", error.into())));
        figures.push(("mean_log_error", (&self.log_error).into()));
        figures
    }
}

fn mean_magnitude(errors: &[Traced<Ratio>]) -> Option<Traced<Ratio>> {
    let magnitudes: Vec<_> = errors.iter().map(Traced::magnitude).collect();
    Traced::<Ratio>::mean(&magnitudes)
}
