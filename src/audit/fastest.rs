//! Does the segment that is called the fastest growing grow fastest?

use crate::decimal::Decimal;
use crate::error::Error;
use crate::growth;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Figure, Years};

use super::band::Band;
use super::parts::{by_rounding, called_and_highest};
use super::{Finding, Rule, Status, Value};

pub(super) fn cagr(segment: &Segment) -> Option<&Figure> {
    segment.cagr.as_ref().map(|(_, figure)| figure)
}

/// Has the segment that is called the fastest growing the highest growth rate, and grows it no slower than
/// the market?
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let named = called_and_highest(dimension, dimension.fastest.as_ref(), cagr);
    let Some([(called, has), (highest, most)]) = named else { return Ok(None) };
    let growth = market_growth(market)?;
    let is_slow = growth.as_ref().is_some_and(|(lowest, _)| Band::of(has).high < *lowest);
    let grows = growth.map_or_else(String::new, |(_, told)| told);
    let is_beaten = called.id != highest.id;
    let verdict = match (is_beaten, is_slow) {
        (true, _) => {
            format!(
                "but {} has {} %; either the name or a rate is wrong",
                highest.name,
                most.digits()
            )
        }
        (false, true) => format!(
            "but the market grows {grows} % a year, and the parts cannot all grow slower than the whole"
        ),
        (false, false) => format!(
            "and no published rate is above that{}; the market's {grows} % does not contradict it",
            by_rounding(dimension, has, cagr)
        ),
    };
    Ok(Some(Finding {
        rule: Rule::Fastest,
        status: if is_beaten || is_slow { Status::Fail } else { Status::Pass },
        subject: dimension.id.clone(),
        stated: Value::Text(called.name.clone()),
        computed: Value::Text(highest.name.clone()),
        detail: format!(
            "{}: the report calls {} the fastest growing, at {} % a year, {verdict}",
            dimension.name,
            called.name,
            has.digits()
        ),
    }))
}

/// The lowest growth of the market, in percent a year, that the report's figures allow, and the figure
/// that it comes from.
fn market_growth(market: &Market) -> Result<Option<(Decimal, String)>, Error> {
    let stated = market
        .cagr()
        .map(|stated| (Band::of(&stated.figure).low, stated.figure.digits().to_owned()));
    let [first, .., last] = market.points() else { return Ok(stated) };
    let years = Years::between(first.year, last.year);
    let implied = growth::rate(&first.size, &last.size, &years)?;
    let (start, end) = (Band::of_point(first, market), Band::of_point(last, market));
    let joining = (start.growth(&end, &years, &implied).low, implied.written());
    Ok(stated.into_iter().chain([joining]).min_by(|(one, _), (other, _)| one.cmp(other)))
}
