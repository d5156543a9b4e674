//! The growth of single years and runs of years.

use std::collections::BTreeMap;

use crate::derivation::Traced;
use crate::error::{Error, ExpectedGrowth, What};
use crate::quantity::{GrowthRate, Horizon, Year};

use super::Assumption;

/// Parses the growth of a year, or of each year of a run that includes both ends.
///
/// ```
/// use aiinfra::scenario;
///
/// assert_eq!(scenario::growth_of("2027=10.5")?, [("2027".parse()?, "10.5".parse()?)]);
/// assert_eq!(scenario::growth_of("2025..2028=35")?.len(), 4);
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `"35"`: no equals sign
/// - `"27=35"`, `"2025..=35"`: not a year
/// - `"2028..2025=35"`: ends before it begins
/// - `"2025=lots"`: not a growth rate
pub fn growth_of(text: &str) -> Result<Vec<(Year, GrowthRate)>, Error> {
    let invalid = || Error::invalid(What::GrowthRate, text, ExpectedGrowth::YearsAndRate);
    let (years, rate) = text.split_once('=').ok_or_else(invalid)?;
    let (first, last) = years.split_once("..").unwrap_or((years, years));
    let years = Horizon::new(first.parse()?, last.parse()?)?;
    let rate: GrowthRate = rate.trim().parse()?;
    Ok(years.years().map(|year| (year, rate.clone())).collect())
}

/// Returns the growth of single years as assumptions, with consecutive years of the same growth as one.
pub(super) fn assumed(
    growth: &BTreeMap<Year, Traced<GrowthRate>>,
) -> impl Iterator<Item = Assumption> {
    let mut runs: Vec<(Year, Year, Traced<GrowthRate>)> = Vec::new();
    for (year, rate) in growth {
        match runs.last_mut() {
            Some((_, last, before))
                if last.number() + 1 == year.number() && before.value() == rate.value() =>
            {
                *last = *year;
            }
            _ => runs.push((*year, *year, rate.clone())),
        }
    }
    runs.into_iter().map(|(first, last, rate)| Assumption::SingleGrowth { rate, first, last })
}
