//! Checks the published sizes and the stated period against each other.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{KnownPoint, Market};
use crate::quantity::Money;

use super::detail::ConstantGrowth;
use super::growth_rate::Verdict;
use super::path_band::PathBand;
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// Checks that the stated period matches the published sizes. The result for the CAGR shows which years fit.
pub(super) fn period(market: &Market, growth_rate: Option<&Verdict>) -> Option<Finding> {
    let stated = market.cagr()?;
    let sizes = (market.base().year, market.horizon().last());
    let stated = (stated.from?, stated.to.unwrap_or(sizes.1));
    let is_one_size = market.points_from_base().len() == 1;
    let (status, detail) = if stated == sizes {
        (Status::Pass, Detail::PeriodAgrees { years: stated, is_one_size })
    } else {
        let fits = growth_rate.map(|verdict| verdict.fits.clone());
        (Status::Note, Detail::PeriodDiffers { stated, sizes, is_one_size, fits })
    };
    let named = |(from, to)| format!("{from} to {to}");
    Some(Finding {
        rule: Rule::Period,
        status,
        subject: named(stated),
        stated: Value::Text(named(stated)),
        computed: Value::Text(named(sizes)),
        detail,
    })
}

/// Checks that the sizes between that of the base year and the last are consistent with constant growth.
pub(super) fn path(market: &Market) -> Result<Option<Finding>, Error> {
    let [first, between @ .., last] = market.points_from_base() else { return Ok(None) };
    if between.is_empty() {
        return Ok(None);
    }
    let path = PathBand::through(&[first, last], market)?;
    let compared = |point| IntermediateSize::new(point, &path, market);
    let between: Vec<IntermediateSize<'_>> =
        between.iter().map(compared).collect::<Result<_, Error>>()?;
    let rate = path.printed.traced_onward().clone();
    let path = ConstantGrowth { from: first.year, to: last.year, rate };
    let off = between.iter().filter(|one| !one.agrees);
    Ok(Some(match off.max_by(|one, other| one.gap().cmp(&other.gap())) {
        Some(farthest) => farthest.off(path, between.len() > 1, market),
        None => on_path(&between, path),
    }))
}

fn on_path(between: &[IntermediateSize<'_>], path: ConstantGrowth) -> Finding {
    let names: Vec<String> = between.iter().map(|one| one.point.year.to_string()).collect();
    let years = between.iter().map(|one| one.point.year).collect();
    Finding {
        rule: Rule::Path,
        status: Status::Pass,
        subject: names.join(", "),
        stated: Value::None,
        computed: Value::None,
        detail: Detail::OnPath { years, path },
    }
}

/// A size between the first and last, with the size in its year under constant growth.
struct IntermediateSize<'a> {
    point: &'a KnownPoint,
    constant: Traced<Money>,
    agrees: bool,
}

impl<'a> IntermediateSize<'a> {
    fn new(point: &'a KnownPoint, path: &PathBand, market: &Market) -> Result<Self, Error> {
        let agrees = Band::of_point(point, market).meets(&path.sizes(point.year)?);
        Ok(Self { point, constant: path.printed.traced(point.year)?, agrees })
    }

    /// The relative difference between the two, as a fraction.
    fn gap(&self) -> Decimal {
        let change = self.point.size.change(self.constant.value());
        (&Decimal::from(0) - &change).max(change)
    }

    fn off(&self, path: ConstantGrowth, is_farthest: bool, market: &Market) -> Finding {
        let (size, constant) = (market.traced(self.point), self.constant.clone());
        let year = self.point.year;
        Finding {
            rule: Rule::Path,
            status: Status::Note,
            subject: year.to_string(),
            stated: Value::Figure(size.derivation()),
            computed: Value::Figure(constant.derivation()),
            detail: Detail::OffPath { size, year, constant, path, is_farthest },
        }
    }
}
