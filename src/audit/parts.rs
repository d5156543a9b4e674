//! Checks that a dimension's shares sum to the whole.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market};
use crate::quantity::{Ratio, Year};

use super::division::{Division, Measured, divided};
use super::verdict::{MissingShares, ShareSum};
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// Checks that the shares sum to 100%, in every year for which any is published.
pub(super) fn shares(dimension: &Dimension, market: &Market) -> Result<Vec<Finding>, Error> {
    let shares = dimension.segments.iter().flat_map(|segment| &segment.shares);
    let years: BTreeSet<Year> = shares.map(|share| share.year).collect();
    let is_only_year = years.len() == 1;
    let mut findings = Vec::new();
    for year in years {
        let division = Division { dimension, market, year };
        // Only a size needs the whole to become a share.
        let whole = if division.has_sizes() { division.whole()? } else { None };
        let Some(shares) = Shares::of(&division, whole.as_ref()) else { continue };
        let subject = if is_only_year { dimension.id.clone() } else { division.id() };
        findings.push(shares.finding(&division, subject));
    }
    Ok(findings)
}

/// The shares of a dimension's segments in a year, in percent. A segment with a size has its part of the whole.
pub(super) struct Shares {
    known: Vec<Traced<Ratio>>,
    /// The sum that rounding allows.
    band: Band<Decimal>,
    /// The number of segments with a size instead of a share.
    sizes: usize,
}

impl Shares {
    /// Returns none if there are sizes, but no whole to compare them with.
    pub(super) fn of(division: &Division<'_>, whole: Option<&Measured>) -> Option<Self> {
        let zero = Decimal::from(0);
        let band = Band { low: zero.clone(), high: zero };
        let mut shares = Self { known: Vec::new(), band, sizes: 0 };
        for segment in &division.dimension.segments {
            if let Some(share) = segment.share_in(division.year) {
                let traced = division.dimension.traced_printed(segment, share);
                shares.add(Traced::from(&traced), &Band::of(&share.figure));
            } else if segment.size_in(division.year).is_some() {
                let whole = whole.filter(|whole| whole.size.value().number().is_positive())?;
                let part = division.part(segment, Some(whole))?;
                shares.add(part.size.of(&whole.size), &share_band(&part, whole));
                shares.sizes += 1;
            }
        }
        Some(shares)
    }

    fn add(&mut self, share: Traced<Ratio>, band: &Band<Decimal>) {
        self.known.push(share);
        let Band { low, high } = &self.band;
        self.band = Band { low: low + &band.low, high: high + &band.high };
    }

    fn sum(&self) -> Traced<Ratio> {
        Traced::<Ratio>::sum(&self.known)
    }

    /// Returns what the shares leave of 100%.
    pub(super) fn rest(&self) -> Traced<Ratio> {
        Traced::whole().less(&self.sum())
    }

    /// Returns whether the shares sum to 100%, allowing for rounding.
    pub(super) fn reach_whole(&self) -> bool {
        self.band.high.trusted() >= Decimal::from(100)
    }

    /// Returns whether the shares exceed 100% by more than rounding explains.
    pub(super) fn exceed_whole(&self) -> bool {
        self.band.low.trusted() > Decimal::from(100)
    }

    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// The number of segments with a size instead of a share.
    pub(super) fn sizes(&self) -> usize {
        self.sizes
    }

    fn finding(&self, division: &Division<'_>, subject: String) -> Finding {
        let (sum, whole) = (self.sum(), Traced::whole());
        let percent = sum.value().percent();
        let exceeds = self.exceed_whole();
        let missing = (!self.reach_whole()).then(|| MissingShares {
            rest: self.rest(),
            unshared: division.unpublished(),
            is_fraction: percent.is_positive() && percent <= Decimal::from(1),
        });
        let status = match (&missing, exceeds) {
            (_, true) => Status::Fail,
            (Some(_), _) => Status::Warn,
            (None, _) => Status::Pass,
        };
        let (count, sizes, computed) =
            (self.known.len(), self.sizes, Value::Figure(sum.derivation()));
        let shares = ShareSum { year: division.year, count, sizes, sum, missing, exceeds };
        Finding {
            rule: Rule::Shares,
            status,
            subject,
            stated: Value::Figure(whole.derivation()),
            computed,
            detail: Detail::Shares { dimension: divided(division.dimension), shares },
        }
    }
}

/// Returns the shares, in percent, that a size may have of a whole.
fn share_band(part: &Measured, whole: &Measured) -> Band<Decimal> {
    let (part, whole, all) = (&part.band, &whole.band, Decimal::from(100));
    let low = (&part.low / &whole.high).percent();
    // A whole that may have been zero before rounding sets no limit.
    let high = if whole.low.is_positive() { (&part.high / &whole.low).percent() } else { all };
    Band { low, high }
}
