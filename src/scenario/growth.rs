//! Growth of individual years and runs of years, as people write it.

use std::collections::BTreeMap;

use crate::derivation::Traced;
use crate::error::{Error, ExpectedCell, ExpectedGrowth, What};
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
    let invalid = |_| Error::invalid(What::GrowthRate, text, ExpectedGrowth::YearsAndRate);
    let (years, rate) = halves(text, "2027=10.5").map_err(invalid)?;
    let (first, last) = years.split_once("..").unwrap_or((years, years));
    let years = Horizon::new(first.parse()?, last.parse()?)?;
    let rate: GrowthRate = rate.parse()?;
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

/// Returns what is before and after the equals sign of an entry. The example is for the error.
pub(super) fn halves<'a>(
    text: &'a str,
    example: &'static str,
) -> Result<(&'a str, &'a str), Error> {
    let halves = text.split_once('=').map(|(years, value)| (years.trim(), value.trim()));
    halves.ok_or_else(|| Error::invalid(What::Entry, text, ExpectedCell::Entry { example }))
}
