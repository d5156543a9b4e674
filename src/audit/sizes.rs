//! Do the published sizes, and the years that the report names, agree with each other?

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::{KnownPoint, Market};
use crate::quantity::{Horizon, Money, Scale, Year};

use super::band::{Band, Path, beside};
use super::growth_rate::Verdict;
use super::{Finding, Rule, Status, Value};

/// Is the stated period that of the published sizes? What was found of the growth rate tells which years it
/// fits.
pub(super) fn period(market: &Market, growth_rate: Option<&Verdict>) -> Option<Finding> {
    let stated = market.cagr()?;
    let (first, last) = (market.horizon().first(), market.horizon().last());
    let (from, to) = (stated.from?, stated.to.unwrap_or(last));
    let agrees = (from, to) == (first, last);
    let sizes = match market.points() {
        [_] => format!("its one size is of {first}"),
        _ => format!("its sizes are of {first} to {last}"),
    };
    let detail = if agrees {
        format!("the report gives its rate for {from} to {to}, and {sizes}")
    } else {
        format!(
            "the report gives its rate for {from} to {to}, but {sizes}{}{}",
            years_of_growth(market.horizon(), from, to),
            fitting_years(market, growth_rate)
        )
    };
    Some(Finding {
        rule: Rule::Period,
        status: if agrees { Status::Pass } else { Status::Note },
        subject: format!("{from} to {to}"),
        stated: Value::Text(format!("{from} to {to}")),
        computed: Value::Text(format!("{first} to {last}")),
        detail,
    })
}

fn years_of_growth(horizon: Horizon, from: Year, to: Year) -> String {
    let between = |first: Year, last: Year| last.number().saturating_sub(first.number());
    let (grown, named) = (between(horizon.first(), horizon.last()), between(from, to));
    if grown == named {
        return String::new();
    }
    format!(": that is {grown} years of growth, not {named}")
}

fn fitting_years(market: &Market, growth_rate: Option<&Verdict>) -> String {
    let Some(verdict) = growth_rate else {
        return format!("; the forecast applies the rate from {} on", market.horizon().first());
    };
    let fits: Vec<String> =
        verdict.fits.iter().map(|(from, to)| format!("{from} to {to}")).collect();
    match fits.as_slice() {
        [] => "; the rate fits neither".to_owned(),
        fits => format!("; the rate fits {}", fits.join(" and ")),
    }
}

/// Do the sizes between the first and the last lie on the path of constant growth?
pub(super) fn path<'a>(market: &'a Market, scale: &Scale) -> Result<Option<Finding>, Error> {
    let [first, between @ .., last] = market.points() else { return Ok(None) };
    if between.is_empty() {
        return Ok(None);
    }
    let path = Path::through(&[first, last], market)?;
    let compared = |point: &'a KnownPoint| {
        let agrees = Band::of_point(point, market).meets(&path.sizes(point.year)?);
        Ok(Between { point, constant: path.printed.size(point.year)?, agrees })
    };
    let between: Vec<Between<'_>> = between.iter().map(compared).collect::<Result<_, Error>>()?;
    let rate = path.printed.onward().written();
    let path = format!("constant growth from {} to {}, {rate} % a year", first.year, last.year);
    let off = between.iter().filter(|one| !one.agrees);
    Ok(Some(match off.max_by(|one, other| one.gap().cmp(&other.gap())) {
        Some(farthest) => farthest.off(&path, between.len(), market, scale),
        None => on_path(&between, &path),
    }))
}

fn on_path(between: &[Between<'_>], path: &str) -> Finding {
    let years: Vec<String> = between.iter().map(|one| one.point.year.to_string()).collect();
    Finding {
        rule: Rule::Path,
        status: Status::Pass,
        subject: years.join(", "),
        stated: Value::None,
        computed: Value::None,
        detail: format!(
            "the published sizes between the first and the last agree with {path}, within rounding"
        ),
    }
}

/// A size between the first and the last, and the one that constant growth gives in its year.
struct Between<'a> {
    point: &'a KnownPoint,
    constant: Money,
    agrees: bool,
}

impl Between<'_> {
    /// How far the two are apart, as a fraction.
    fn gap(&self) -> Decimal {
        let change = self.point.size.change(&self.constant);
        (&Decimal::from(0) - &change).max(change)
    }

    fn off(&self, path: &str, count: usize, market: &Market, scale: &Scale) -> Finding {
        let largest =
            if count > 1 { ", the largest gap that rounding does not explain" } else { "" };
        Finding {
            rule: Rule::Path,
            status: Status::Note,
            subject: self.point.year.to_string(),
            stated: super::size(&self.point.size),
            computed: super::size(&self.constant),
            detail: format!(
                "the published {} in {} is {}the {} of {path}{largest}; the forecast goes through it, with other \
                 growth before and after",
                market.printed(self.point),
                self.point.year,
                self.point.size.distance(&self.constant),
                beside(self.point, market, scale).write(&self.constant),
            ),
        }
    }
}
