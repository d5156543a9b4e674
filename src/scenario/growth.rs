//! Growth of individual years, as people write it.

use crate::error::{Error, ExpectedCell, What};
use crate::quantity::{GrowthRate, Horizon, Year};

/// Returns the growth rate of each year in an entry: of one year, as in `2027=10.5`, or of a run, as in `2025..2028=35`.
///
/// ```
/// use aiinfra::scenario;
///
/// let growth = scenario::years_of("2025..2028=35")?;
/// assert_eq!(growth.len(), 4);
/// assert_eq!(growth[3].0.number(), 2028);
/// # Ok::<(), aiinfra::Error>(())
/// ```
///
/// # Errors
/// - `"10.5"`: no year
/// - `"27=10.5"`, `"2028..2025=35"`: not a year, or a run that ends before it begins
/// - `"2027=fast"`: not a growth rate
pub fn years_of(text: &str) -> Result<Vec<(Year, GrowthRate)>, Error> {
    let (years, rate) = halves(text, "2027=10.5")?;
    let years = match years.split_once("..") {
        Some((first, last)) => Horizon::new(first.parse()?, last.parse()?)?,
        None => years.parse().and_then(|year| Horizon::new(year, year))?,
    };
    let rate: GrowthRate = rate.parse()?;
    Ok(years.years().map(|year| (year, rate.clone())).collect())
}

/// Returns what is before and after the equals sign of an entry. The example is for the error.
pub(super) fn halves<'a>(
    text: &'a str,
    example: &'static str,
) -> Result<(&'a str, &'a str), Error> {
    let halves = text.split_once('=').map(|(years, value)| (years.trim(), value.trim()));
    halves.ok_or_else(|| Error::invalid(What::Entry, text, ExpectedCell::Entry { example }))
}
