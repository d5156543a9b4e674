//! Checks the segment that the report calls the fastest growing.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Figure, GrowthRate};

use super::parts::{called_and_highest, is_by_rounding};
use super::verdict::Fastest;
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

pub(super) fn cagr(segment: &Segment) -> Option<&Figure> {
    segment.cagr.as_ref().map(|(_, figure)| figure)
}

/// Checks that the segment called the fastest growing has the highest CAGR and grows no slower than the market.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let named = called_and_highest(dimension, dimension.fastest.as_ref(), cagr);
    let Some([(called, figure), (highest, _)]) = named else { return Ok(None) };
    let rates = [called, highest].map(|segment| dimension.traced_cagr(segment));
    let [Some(rate), Some(most)] = rates else { return Ok(None) };
    let growth = market_growth(market)?;
    let is_slow = |(lowest, _): &(Decimal, _)| Band::of(figure).high < *lowest;
    let verdict = if called.id != highest.id {
        Fastest::Beaten { segment: highest.name.clone(), rate: most }
    } else if let Some((_, market)) = growth.clone().filter(is_slow) {
        Fastest::BelowMarket { market }
    } else {
        let is_by_rounding = is_by_rounding(dimension, figure, cagr);
        Fastest::Agrees { is_by_rounding, market: growth.map(|(_, market)| market) }
    };
    let agrees = matches!(verdict, Fastest::Agrees { .. });
    Ok(Some(Finding {
        rule: Rule::Fastest,
        status: if agrees { Status::Pass } else { Status::Fail },
        subject: dimension.id.clone(),
        stated: Value::Text(called.name.clone()),
        computed: Value::Text(highest.name.clone()),
        detail: Detail::Fastest {
            dimension: dimension.name.clone(),
            segment: called.name.clone(),
            rate,
            verdict,
        },
    }))
}

/// Returns the lowest market CAGR, in percent per year, that the report's figures allow, along with the CAGR as given.
fn market_growth(market: &Market) -> Result<Option<(Decimal, Traced<GrowthRate>)>, Error> {
    let stated = market
        .cagr()
        .and_then(|stated| Some((Band::of(&stated.figure).low, market.traced_cagr()?)));
    let [first, .., last] = market.points_from_base() else { return Ok(stated) };
    let years = Traced::between(first.year, last.year);
    let implied = Traced::implied(&market.traced(first), &market.traced(last), &years)?;
    let (start, end) = (Band::of_point(first, market), Band::of_point(last, market));
    let joining = (start.growth(&end, years.value(), implied.value()).low, implied);
    Ok(stated.into_iter().chain([joining]).min_by(|(one, _), (other, _)| one.cmp(other)))
}
